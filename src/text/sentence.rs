//! Cuts a paragraph's tokens into sentences.
//!
//! A sentence ends at a full stop, question or exclamation mark or ellipsis, with the closing
//! marks behind it, when what follows can open another one. Abbreviations and initials end a
//! sentence only before a word that often opens one. A paragraph's end always ends it.

use std::ops::Range;

use super::Token;
use super::shape::{Case, TokenKind};
use super::words::Word;
use crate::lexicon::{ABBREVIATIONS, Abbreviation, CUE_VERBS, SENTENCE_OPENERS};

/// The text, its tokens so far and their words, as the sentence splitter needs them.
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a [Word],
}

impl Tokens<'_> {
    fn surface(&self, token_idx: usize) -> &str {
        self.tokens[token_idx].span.of(self.text)
    }

    fn word(&self, token_idx: usize) -> &Word {
        &self.words[self.tokens[token_idx].word as usize]
    }

    /// Calls `emit` with the token range of each sentence of the paragraph `range`, in order.
    pub(super) fn sentences(&self, range: Range<usize>, mut emit: impl FnMut(Range<usize>)) {
        let mut start = range.start;
        let mut token_idx = range.start;
        while token_idx < range.end {
            let end = self.end_after(token_idx, range.end);
            if let Some(end) = end {
                emit(start..end);
                start = end;
                token_idx = end;
            } else {
                token_idx += 1;
            }
        }
        if start < range.end {
            emit(start..range.end);
        }
    }

    /// Where the sentence ends if the token ends one: after its closing marks.
    fn end_after(&self, token_idx: usize, limit: usize) -> Option<usize> {
        let surface = self.surface(token_idx);
        let stop = surface.chars().next_back()?;
        let plain = matches!(surface, "." | "!" | "?" | "…")
            || surface.starts_with("..")
            || surface.starts_with('。');
        if !plain && (stop != '.' || self.word(token_idx).kind == TokenKind::Address) {
            return None;
        }
        let mut end = token_idx + 1;
        while end < limit && self.closes(end) {
            end += 1;
        }
        if end == limit {
            return Some(end);
        }
        let opens = if plain {
            // A stop without a space behind it and lower case after it is inside a word.
            self.can_open(end, limit) && !self.cue_follows_exclamation(surface, token_idx, end, limit)
        } else {
            self.opens_after_abbreviation(token_idx, end, limit)
        };
        opens.then_some(end)
    }

    /// A mark or bracket that belongs to what stands before it.
    fn closes(&self, token_idx: usize) -> bool {
        let surface = self.surface(token_idx);
        match surface {
            "”" | "’" | "''" | "»" | "›" | ")" | "]" | "." | "!" | "?" => true,
            // Straight marks close when they touch what is before them.
            "\"" | "'" => !self.tokens[token_idx].space_before,
            _ => false,
        }
    }

    fn can_open(&self, token_idx: usize, limit: usize) -> bool {
        let mut at = token_idx;
        while at < limit && at < token_idx + 3 && self.is_opening(at) {
            at += 1;
        }
        if at == limit {
            return true;
        }
        let word = self.word(at);
        if !self.tokens[token_idx].space_before && !self.surface(at).starts_with(char::is_uppercase) {
            return false;
        }
        match word.kind {
            TokenKind::Number | TokenKind::Symbol | TokenKind::Address => true,
            TokenKind::Punctuation | TokenKind::Mark => !matches!(self.surface(at), "," | ";" | ":" | "-"),
            TokenKind::Word => word.case != Case::Lower || at > token_idx && self.surface(token_idx) == "“",
        }
    }

    fn is_opening(&self, token_idx: usize) -> bool {
        matches!(
            self.surface(token_idx),
            "“" | "‘" | "``" | "«" | "„" | "(" | "[" | "\"" | "'" | "—" | "–" | "-" | "--"
        )
    }

    /// `"Stop!" Smith said.` is one sentence: a cue stands within two words of the mark.
    fn cue_follows_exclamation(&self, stop: &str, token_idx: usize, end: usize, limit: usize) -> bool {
        if stop == "." || end == token_idx + 1 {
            return false;
        }
        (end..limit.min(end + 4))
            .any(|at| CUE_VERBS.get(&self.word(at).lower).is_some_and(|cue| cue.follows_mark))
    }

    /// Whether a sentence ends with the abbreviation or initial at `token_idx`.
    fn opens_after_abbreviation(&self, token_idx: usize, next: usize, limit: usize) -> bool {
        let word = self.word(token_idx);
        let stem = word.lower.trim_end_matches('.');
        let kind = ABBREVIATIONS.get(stem);
        if next > token_idx + 1 {
            return self.can_open(next, limit);
        }
        if matches!(kind, Some(Abbreviation::Title | Abbreviation::Number)) || !self.can_open(next, limit) {
            return false;
        }
        let initial = stem.chars().count() == 1;
        if initial && token_idx > 0 && self.word(token_idx - 1).case.is_capital() {
            // "John F. Kennedy", but "vitamin C. The study".
            return SENTENCE_OPENERS.contains(&self.word(next).lower) && self.word(next).lower.len() > 2;
        }
        if initial {
            return false;
        }
        if self.is_opening(next) {
            return kind != Some(Abbreviation::Month);
        }
        if matches!(self.word(next).kind, TokenKind::Number) {
            return false;
        }
        SENTENCE_OPENERS.contains(&self.word(next).lower)
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Document;

    fn check(text: &str, expected: &[&str]) {
        let document = Document::new(text);
        let found: Vec<&str> =
            document.sentences.iter().map(|s| document.cover(s.tokens.clone()).of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_initials_go_on() {
        check(
            "Mr. Abiola met Gen. J. P. Ruiz. They spoke.",
            &["Mr. Abiola met Gen. J. P. Ruiz.", "They spoke."],
        );
        check("He left the U.S. Navy in Nov. 2019.", &["He left the U.S. Navy in Nov. 2019."]);
        check("She left the U.S. The trip was short.", &["She left the U.S.", "The trip was short."]);
        check("Orla Corp. said at 5 p.m. it would.", &["Orla Corp. said at 5 p.m. it would."]);
        check("It costs 3.5 million. Nobody paid.", &["It costs 3.5 million.", "Nobody paid."]);
    }

    #[test]
    fn marks_close_with_their_sentence() {
        check("“It is over.” He left.", &["“It is over.”", "He left."]);
        check("\"It is over.\" He left.", &["\"It is over.\"", "He left."]);
        check("He said: \"No.\" \"Yes,\" she said.", &["He said: \"No.\"", "\"Yes,\" she said."]);
        check("“Stop!” Abiola said. They did.", &["“Stop!” Abiola said.", "They did."]);
        check("“Why?” she asked.", &["“Why?” she asked."]);
    }

    #[test]
    fn lines_without_a_stop_end_with_their_paragraph() {
        check(
            "Port closes again\n\nABUJA, Nov 3 - It closed.",
            &["Port closes again", "ABUJA, Nov 3 - It closed."],
        );
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_only_before_a_capital() {
        check("We waited… and left. Well... The end.", &["We waited… and left.", "Well...", "The end."]);
    }
}
