//! Whether two texts give words to the same speaker.

use crate::report::{Entity, Quotation, Report};

use super::words::{Word, words_of};

/// Who says a quotation; None if that is open.
pub(super) fn speaker<'r>(report: &'r Report, quotation: &Quotation) -> Option<&'r Entity> {
    let id = quotation.speaker?;
    // After corrections an id need not be the index.
    report.entities.iter().find(|entity| entity.id == id)
}

/// Whether two names may be one's: all words of the shorter stand in the longer.
pub(super) fn may_be_same(a: &Entity, b: &Entity) -> bool {
    let (a, b) = (words(&a.name), words(&b.name));
    let holds =
        |all: &[Word], some: &[Word]| some.iter().all(|word| all.iter().any(|other| other.id == word.id));
    holds(&a, &b) || holds(&b, &a)
}

/// The words of a name, without the article that it may begin with.
fn words(name: &str) -> Vec<Word> {
    let mut words = words_of(name, 0..name.len());
    let article = words.first().map(|word| name[word.span.clone()].to_lowercase());
    if 1 < words.len() && article.is_some_and(|word| ["a", "an", "the"].contains(&word.as_str())) {
        words.remove(0);
    }
    words
}
