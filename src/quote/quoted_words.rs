//! Words in quotation marks that nobody says: titles, nicknames, terms and words kept at a
//! distance.

use super::{QuotedWords, QuotedWordsType};
use crate::entity::{EntityType, Tagged};
use crate::lexicon::{NAMING_WORDS, WORK_NOUNS};
use crate::text::{Case, Document, QuotedRun, TokenKind};

/// A longer run is a text of some kind, not words.
pub(super) const MAX_TOKENS: usize = 12;

/// What a run that nobody says is.
pub(super) fn type_of(document: &Document, tagged: &Tagged, run: &QuotedRun) -> QuotedWords {
    let words_type = if is_nickname(document, tagged, run) {
        QuotedWordsType::Nickname
    } else if is_title(document, run) {
        QuotedWordsType::Title
    } else if is_term(document, run) {
        QuotedWordsType::Term
    } else {
        QuotedWordsType::Scare
    };
    QuotedWords { span: run.span, words_type }
}

/// `Odile "Dodo" Marchetti`: up to three words between two parts of a person's name.
fn is_nickname(document: &Document, tagged: &Tagged, run: &QuotedRun) -> bool {
    let (start, end) = (run.tokens.start, run.tokens.end);
    if run.inside().len() > 3 || start == 0 || end >= document.tokens.len() {
        return false;
    }
    let around = document.cover(start - 1..end + 1);
    let at = tagged.names.partition_point(|name| name.span.end <= around.start);
    let person = tagged.names.get(at).is_some_and(|name| name.entity_type == EntityType::Person);
    let named = |token_idx: usize| {
        let word = document.word(token_idx);
        word.kind == TokenKind::Word && word.case.is_capital()
    };
    (person || document.word(run.inside().start).case.is_capital())
        && named(start - 1)
        && named(end)
        && document.sentence_of(start - 1) == document.sentence_of(end)
        && !document.tokens[end].span.of(document.text).starts_with("'")
}

/// Capitals on all words that carry weight, or a word for a work before the marks.
pub(super) fn is_title(document: &Document, run: &QuotedRun) -> bool {
    let (mut n_capital, mut n_lower) = (0, 0);
    for token_idx in run.inside() {
        let word = document.word(token_idx);
        if word.kind == TokenKind::Word && word.lower.len() > 3 || word.case.is_capital() {
            n_capital += usize::from(word.case.is_capital());
            n_lower += usize::from(word.case == Case::Lower);
        }
    }
    let before = run.tokens.start.saturating_sub(3)..run.tokens.start;
    let work = before.clone().any(|token_idx| WORK_NOUNS.contains(document.lower(token_idx)));
    let opens = document.word(run.inside().start).case.is_capital()
        || document.word(run.inside().start).kind == TokenKind::Number;
    opens && (work || n_lower == 0 && 1 < n_capital)
}

/// "so-called", "known as", "the term", "dubbed" before the marks, or "as it is called" behind.
fn is_term(document: &Document, run: &QuotedRun) -> bool {
    let lower = |back: usize| run.tokens.start.checked_sub(back).map_or("", |at| document.lower(at));
    NAMING_WORDS.contains(lower(1))
        || matches!((lower(2), lower(1)), ("known" | "dubbed" | "to", "as"))
        || NAMING_WORDS.get(lower(2)).is_some_and(|word| word.may_be_apart)
            && matches!(lower(1), "a" | "an" | "the" | ",")
}
