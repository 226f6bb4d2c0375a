//! The sequences that attributions are found in: paragraphs, with long quoted runs shortened.

use std::ops::Range;

use crate::text::{Case, Document, TokenKind};

/// A sequence is cut at the first sentence end after so many items, so that a text of one line
/// costs no more memory than one of many.
const MAX_ITEMS: usize = 300;
/// The story begins in one of so many paragraphs, if it begins with a dateline.
const HEAD: usize = 8;
/// A dateline has at most so many tokens.
const MAX_DATELINE: usize = 14;
/// Tokens that stay at each end of a shortened run, the mark not counted.
const KEPT: usize = 4;
/// Runs of more tokens than this between their marks are shortened.
const LONG: usize = 2 * KEPT + 3;

/// Items of a paragraph, in order: a token each, or the shortened inside of a quoted run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// The tokens of each item; together they are the sequence's tokens without gaps.
    pub items: Vec<Range<usize>>,
}

impl Sequence {
    /// The tokens that a range of items stands for.
    pub fn tokens(&self, items: &Range<usize>) -> Range<usize> {
        match (self.items.get(items.start), items.end.checked_sub(1).and_then(|last| self.items.get(last))) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// The item that a token stands in, if it is one of the sequence's.
    pub fn item_of(&self, token_idx: usize) -> Option<usize> {
        let at = self.items.partition_point(|item| item.end <= token_idx);
        self.items.get(at).is_some_and(|item| item.contains(&token_idx)).then_some(at)
    }
}

/// The sequences of a document, in order.
pub fn sequences(document: &Document) -> Vec<Sequence> {
    let mut sequences = Vec::with_capacity(document.paragraphs.len());
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        // Nobody speaks beside the story.
        if !paragraph.kind.is_story() {
            continue;
        }
        let mut sequence = Sequence { paragraph: number, items: Vec::new() };
        let begin = behind_dateline(document, number);
        for sentence in &document.sentences[paragraph.sentences.clone()] {
            if MAX_ITEMS <= sequence.items.len() {
                let full = Sequence { paragraph: number, items: Vec::new() };
                sequences.push(std::mem::replace(&mut sequence, full));
            }
            let mut at = sentence.tokens.start.max(begin);
            // Endless "sentences" are cut wherever they are.
            while at < sentence.tokens.end {
                if 3 * MAX_ITEMS <= sequence.items.len() {
                    let full = Sequence { paragraph: number, items: Vec::new() };
                    sequences.push(std::mem::replace(&mut sequence, full));
                }
                sequence.items.push(at..at + 1);
                at += 1;
            }
        }
        if !sequence.items.is_empty() {
            sequences.push(sequence);
        }
    }
    for sequence in &mut sequences {
        shorten(document, sequence);
    }
    sequences
}

/// Where the first paragraph of the story begins behind its dateline, `PORT ALBA, March 3 – `; any
/// other paragraph begins at its first token.
pub(super) fn behind_dateline(document: &Document, paragraph: usize) -> usize {
    let tokens = document.paragraphs[paragraph].tokens.clone();
    let is_story = |other: usize| document.paragraphs[other].kind.is_story();
    if HEAD <= paragraph || (0..paragraph).any(is_story) || tokens.is_empty() {
        return tokens.start;
    }
    let is_place = document.word(tokens.start).case == Case::Upper && 1 < document.lower(tokens.start).len();
    let reach = tokens.start + 1..tokens.end.saturating_sub(1).min(tokens.start + MAX_DATELINE);
    // No hyphen: "IIT-Madras".
    let is_apart = |at: usize| document.tokens[at - 1].span.end < document.tokens[at].span.start;
    let is_dash = |at: usize| matches!(document.token_text(at), "-" | "–" | "—" | "--") && is_apart(at);
    let dash = reach.into_iter().find(|&at| is_dash(at));
    let may_stand = |at: usize| {
        let word = document.word(at);
        word.case.is_capital() || matches!(word.kind, TokenKind::Number | TokenKind::Punctuation)
    };
    dash.filter(|&at| is_place && (tokens.start..at).all(may_stand)).map_or(tokens.start, |at| at + 1)
}

/// The sequence of some tokens of one paragraph: the inside of a quotation.
pub fn sequence_of(document: &Document, tokens: Range<usize>) -> Sequence {
    let paragraph = document.paragraph_of(tokens.start);
    Sequence { paragraph, items: tokens.map(|at| at..at + 1).collect() }
}

fn shorten(document: &Document, sequence: &mut Sequence) {
    let tokens = sequence.tokens(&(0..sequence.items.len()));
    let first = document.quoted_runs.partition_point(|run| run.tokens.start < tokens.start);
    let runs = document.quoted_runs[first..].iter().take_while(|run| run.tokens.start < tokens.end);
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut at = tokens.start;
    for run in runs.filter(|run| run.parent.is_none()) {
        let inside = run.inside();
        let end = inside.end.min(tokens.end);
        if inside.start + LONG <= end && at <= inside.start {
            items.extend((at..inside.start + KEPT).map(|at| at..at + 1));
            items.push(inside.start + KEPT..end - KEPT);
            at = end - KEPT;
        }
    }
    if !items.is_empty() {
        items.extend((at..tokens.end).map(|at| at..at + 1));
        sequence.items = items;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_runs_are_shortened_and_nothing_is_lost() {
        let text = "He said: “We came a long way in the dark and we saw nothing at all on the road.” So.";
        let document = Document::new(text);
        let sequences = sequences(&document);
        assert_eq!(sequences.len(), 1);
        let items: Vec<&str> =
            sequences[0].items.iter().map(|item| document.cover(item.clone()).of(text)).collect();
        assert_eq!(
            items.join("|"),
            "He|said|:|“|We|came|a|long|way in the dark and we saw nothing at all|on|the|road|.|”|So|."
        );
    }

    #[test]
    fn a_dateline_is_not_part_of_the_first_sentence() {
        let begins = |text: &str| {
            let document = Document::new(text);
            let first = sequences(&document)[0].items[0].clone();
            document.cover(first).of(text).to_owned()
        };
        assert_eq!(begins("PORT ALBA, March 3 - Mayor Rosa Tilden said that the ferry would stay."), "Mayor");
        assert_eq!(begins("LAGOS (Courier) — The ferry will stay, the mayor said on Monday."), "The");
        assert_eq!(begins("LED by IIT-Madras the colleges remain ahead."), "LED");
        assert_eq!(begins("NATO said on Monday – and this is new – that it would stay."), "NATO");
    }

    #[test]
    fn one_endless_line_is_cut() {
        let document_text = "word ".repeat(5000);
        let document = Document::new(&document_text);
        let sequences = sequences(&document);
        assert_eq!(sequences.iter().map(|s| s.items.len()).sum::<usize>(), 5000);
        assert!(sequences.iter().all(|s| s.items.len() <= 3 * MAX_ITEMS));
    }
}
