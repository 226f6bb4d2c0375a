//! Whether two texts give words to the same speaker.

use std::collections::BTreeSet;

use crate::report::{Entity, Quotation, Report};

/// Who says a quotation; None if that is open.
pub(super) fn speaker<'r>(report: &'r Report, quotation: &Quotation) -> Option<&'r Entity> {
    let id = quotation.speaker?;
    // After corrections an id need not be the index.
    report.entities.iter().find(|entity| entity.id == id)
}

/// Whether two names may be one's: all words of the shorter stand in the longer.
pub(super) fn may_be_same(a: &Entity, b: &Entity) -> bool {
    let (a, b) = (words(&a.name), words(&b.name));
    a.is_subset(&b) || b.is_subset(&a)
}

fn words(name: &str) -> BTreeSet<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).filter(|word| !["a", "an", "the"].contains(&word.as_str())).collect()
}
