//! Whether a clause speaks of what was, is or will be: what decides on which side of the article's
//! date "Friday" or "October" lies.

use std::sync::LazyLock;

use super::scan::Scan;
use crate::lexicon::{FUTURE_WORDS, PAST_VERBS, WordFilter, is_past_form};
use crate::text::{Case, ParagraphKind, TokenKind};

/// What a clause speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// What is, or what is fixed for a day to come: "the trial opens on Monday".
    Present,
    Future,
}

/// A phrase in its sentence.
pub(super) struct Place<'s, 'd> {
    pub scan: &'s Scan<'d>,
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
}

impl Place<'_, '_> {
    pub fn tense(&self) -> Tense {
        let tense = self.scan.tense(self.start, self.end);
        let paragraph = self.scan.document.sentences[self.sentence].paragraph;
        // Headlines tell in the present what has happened.
        match self.scan.document.paragraphs[paragraph].kind {
            ParagraphKind::Headline if tense == Tense::Present => Tense::Past,
            _ => tense,
        }
    }
}

/// The words of the lists; only where it may hold one are they asked.
static VERBS: LazyLock<WordFilter> =
    LazyLock::new(|| WordFilter::of([FUTURE_WORDS.text(), PAST_VERBS.text()]));

/// A clause is no longer than this, in tokens.
const REACH: usize = 24;

impl Scan<'_> {
    /// The tense of the clause that holds the tokens from `at` to `end`: the nearest verb before
    /// them tells it, else the first behind.
    pub(super) fn tense(&self, at: usize, end: usize) -> Tense {
        if self.low(at) == "since" {
            return Tense::Past;
        }
        let is_edge = |at: usize| {
            self.is(at, &[";", ":"])
                || self.document.word(at).kind == TokenKind::Mark && self.low(at).len() != 1
        };
        let first = at.saturating_sub(REACH).max(self.first);
        let before = (first..at).rev().take_while(|&at| !is_edge(at)).find_map(|at| self.tense_of(at));
        let behind = || {
            (end..(end + REACH).min(self.limit))
                .take_while(|&at| !is_edge(at))
                .find_map(|at| self.tense_of(at))
        };
        before.or_else(behind).unwrap_or(Tense::Present)
    }

    /// The tense of one word, if it is a verb that has one.
    fn tense_of(&self, at: usize) -> Option<Tense> {
        let low = self.low(at);
        if self.case(at) == Case::Capitalized && at > self.first || low.is_empty() {
            return None;
        }
        if !(VERBS.may_contain(low)
            || low.ends_with("ed")
            || matches!(low, "is" | "are" | "about" | "going" | "to"))
        {
            return None;
        }
        if FUTURE_WORDS.contains(low) {
            return Some(Tense::Future);
        }
        let to = self.low(at + 1) == "to";
        if matches!(low, "is" | "are") {
            let ahead =
                to || FUTURE_WORDS.contains(self.low(at + 1)) || FUTURE_WORDS.contains(self.low(at + 2));
            return Some(if ahead { Tense::Future } else { Tense::Present });
        }
        if matches!(low, "set" | "about" | "going") && to
            || low == "to" && self.phrase(at + 1, "be").is_some_and(|next| self.is_past_form(next))
        {
            return Some(Tense::Future);
        }
        // "will be held", "is picked", "would cut": the auxiliary tells the tense.
        let before = at.wrapping_sub(1);
        let passive = (1..=2).any(|back| self.is(at.wrapping_sub(back), &["be", "is", "are", "being"]));
        let other =
            passive || self.is(before, &["to", "the", "a", "an", "its", "his", "her", "their", "of", "-"]);
        let modal = self.is(before, &["will", "would", "could", "may", "can", "'ll", "n't"]);
        (self.is_past_form(at) && !other && !modal).then_some(Tense::Past)
    }

    fn is_past_form(&self, at: usize) -> bool {
        is_past_form(self.low(at))
    }
}
