//! Passages in pieces: what both sides have, and what one has alone.

use std::ops::Range;

use super::align::Step;
use super::words::Word;
use super::{Mark, Piece};

/// The passages `spans` of a text, whose `words` are one side of an alignment.
pub(super) fn marked(
    text: &str,
    spans: &[Range<usize>],
    words: &[Word],
    steps: &[Step],
    own: Step,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let Some(first) = spans.first() else { return pieces };
    let (mut at, mut span, mut next) = (first.start, 0, 0);
    // The text up to a byte, over the gaps between the passages.
    let mut until = |pieces: &mut Vec<Piece>, mark: Mark, to: usize| {
        while spans[span].end < to && span + 1 < spans.len() {
            push(pieces, mark, &text[at..spans[span].end]);
            push(pieces, Mark::Same, " … ");
            span += 1;
            at = spans[span].start;
        }
        push(pieces, mark, &text[at..to.max(at)]);
        at = to.max(at);
    };
    for run in steps.chunk_by(|a, b| (*a == Step::Both) == (*b == Step::Both)) {
        let is_same = run[0] == Step::Both;
        let n_own = run.iter().filter(|&&step| step == Step::Both || step == own).count();
        if n_own == 0 {
            if let Some(word) = words.get(next) {
                until(&mut pieces, Mark::Same, word.span.start);
            }
            push(&mut pieces, Mark::Missing, "");
            continue;
        }
        let (from, to) = (words[next].span.start, words[next + n_own - 1].span.end);
        until(&mut pieces, Mark::Same, from);
        until(&mut pieces, if is_same { Mark::Same } else { Mark::Own }, to);
        next += n_own;
    }
    let end = spans[spans.len() - 1].end;
    until(&mut pieces, Mark::Same, end);
    pieces
}

/// Adds words to a passage; the same mark goes on in one piece.
pub(super) fn push(pieces: &mut Vec<Piece>, mark: Mark, words: &str) {
    let mut line = String::with_capacity(words.len());
    for c in words.chars().filter(|&c| c != '\u{ad}') {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    match pieces.last_mut() {
        Some(last) if last.mark == mark => last.words.push_str(&line),
        _ if line.is_empty() && mark != Mark::Missing => {}
        _ => pieces.push(Piece { mark, words: line }),
    }
}
