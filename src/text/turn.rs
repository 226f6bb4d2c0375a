//! Which quotation mark opens and which closes, by what stands beside it.

use std::ops::Range;

use super::Document;
use super::shape::TokenKind;
use crate::lexicon::ELISIONS;

/// Which pair of marks a run stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkFamily {
    /// `"…"`, `“…”`, `„…“`, ``` ``…'' ```
    Double,
    /// `'…'`, `‘…’`, `‚…‘`
    Single,
    /// `«…»`, `»…«`
    Guillemet,
    /// `‹…›`
    SingleGuillemet,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Open,
    Close,
    /// Closes an open run, otherwise opens one.
    Either,
    /// An apostrophe after "s": closes only if no better mark follows.
    WeakClose,
    Ignored,
}

/// A mark that opens or closes.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub token_idx: usize,
    pub family: MarkFamily,
    pub turn: Turn,
}

/// What each mark of the tokens `range` looks like from its neighbors.
pub(super) fn classify(document: &Document, range: Range<usize>, reversed: bool, marks: &mut Vec<Mark>) {
    marks.clear();
    for token_idx in range.clone() {
        if document.word(token_idx).kind != TokenKind::Mark {
            continue;
        }
        let sides = Sides::of(document, token_idx, &range, marks.last());
        let surface = document.token_text(token_idx);
        let (family, turn) = match surface {
            "“" | "‟" | "``" => (MarkFamily::Double, sides.mostly_open()),
            "”" => (MarkFamily::Double, sides.mostly_close()),
            "„" => (MarkFamily::Double, Turn::Open),
            "\"" | "＂" | "''" | "’’" | "‘’" => (MarkFamily::Double, sides.straight()),
            "«" | "»" => {
                let opens = (surface == "«") != reversed;
                (MarkFamily::Guillemet, if opens { Turn::Open } else { Turn::Close })
            }
            "‹" | "›" => {
                let opens = (surface == "‹") != reversed;
                (MarkFamily::SingleGuillemet, if opens { Turn::Open } else { Turn::Close })
            }
            "‚" => (MarkFamily::Single, Turn::Open),
            _ => (MarkFamily::Single, single_turn(document, token_idx, surface, &sides, &range)),
        };
        marks.push(Mark { token_idx, family, turn });
    }
    settle_weak(marks);
}

/// What stands on both sides of a mark.
struct Sides {
    /// White space, a paragraph's start, an opening bracket, dash or mark.
    open_before: bool,
    space_before: bool,
    space_after: bool,
    /// Punctuation or another mark follows without a space.
    sign_after: bool,
}

impl Sides {
    fn of(document: &Document, token_idx: usize, range: &Range<usize>, last: Option<&Mark>) -> Self {
        let space_before = document.tokens[token_idx].space_before || token_idx == range.start;
        let before = (token_idx > range.start).then(|| document.token_text(token_idx - 1));
        let after_mark = last.is_some_and(|mark| mark.token_idx + 1 == token_idx && mark.turn == Turn::Open);
        let joins = matches!(before, Some("(" | "[" | "—" | "–" | "-" | "--" | "/" | ":" | "…"));
        let next = token_idx + 1;
        let has_next = next < document.tokens.len()
            && document.tokens[token_idx].span.end == document.tokens[next].span.start;
        let kind_after = has_next.then(|| document.word(next).kind);
        Self {
            open_before: space_before || after_mark || joins,
            space_before,
            space_after: !has_next,
            sign_after: matches!(kind_after, Some(TokenKind::Punctuation | TokenKind::Mark))
                && !matches!(document.token_text(next), "(" | "[" | "…" | "..." | "...."),
        }
    }

    fn straight(&self) -> Turn {
        let opens = self.open_before && !self.space_after;
        let closes = !self.space_before && (self.space_after || self.sign_after);
        match (opens, closes) {
            (true, false) => Turn::Open,
            (false, true) => Turn::Close,
            _ => Turn::Either,
        }
    }

    /// For marks that should open but are sometimes typed for both ends.
    fn mostly_open(&self) -> Turn {
        if !self.space_before && self.space_after { Turn::Either } else { Turn::Open }
    }

    /// For marks that should close; in some languages, and by mistake, they also open.
    fn mostly_close(&self) -> Turn {
        if self.space_before && !self.space_after && !self.sign_after { Turn::Either } else { Turn::Close }
    }
}

fn single_turn(
    document: &Document,
    token_idx: usize,
    surface: &str,
    sides: &Sides,
    range: &Range<usize>,
) -> Turn {
    let next = (token_idx + 1 < range.end).then(|| document.word(token_idx + 1));
    let elided = !sides.space_after
        && next.is_some_and(|word| {
            ELISIONS.contains(&word.lower)
                || word.kind == TokenKind::Number && word.lower.len() <= 3 && word.lower.ends_with(['s', '0'])
        });
    let may_open = sides.open_before && !sides.space_after && !elided && surface != "’";
    let may_close = !sides.space_before && surface != "‘";
    if surface == "‘" && !elided {
        // A low mark's partner closes; anything else opens.
        return if !sides.space_before && (sides.space_after || sides.sign_after) {
            Turn::Either
        } else {
            Turn::Open
        };
    }
    if may_open && !(may_close && (sides.space_after || sides.sign_after)) {
        return Turn::Open;
    }
    if !may_close {
        return Turn::Ignored;
    }
    let before = document.word(token_idx - 1);
    let drops = before.kind == TokenKind::Word
        && (before.lower.ends_with(['s', 'z', 'x']) || before.lower.ends_with("in"));
    let word_after = next.is_some_and(|word| word.kind == TokenKind::Word || word.kind == TokenKind::Number);
    if drops && word_after && sides.space_after { Turn::WeakClose } else { Turn::Close }
}

/// An apostrophe after "s" closes a run only if no better closing mark follows before the next
/// opening one.
fn settle_weak(marks: &mut [Mark]) {
    let mut better_follows = false;
    for mark in marks.iter_mut().rev().filter(|mark| mark.family == MarkFamily::Single) {
        match mark.turn {
            Turn::Close | Turn::Either => better_follows = true,
            Turn::Open => better_follows = false,
            Turn::WeakClose => {
                mark.turn = if better_follows { Turn::Ignored } else { Turn::Close };
                better_follows = true;
            }
            Turn::Ignored => {}
        }
    }
}
