//! Pairs the quotation marks of a text.
//!
//! Straight and typographic, double and single, guillemets, low-high marks and the `` `` `` and
//! `''` of the wires. Apostrophes are left alone. A run that opens a paragraph and is not closed
//! goes on in the next paragraph if that one opens with the same mark; any other unclosed mark
//! stays within its paragraph, and a mark that fits nowhere is ignored.
//! One pass over a paragraph's marks; nesting deeper than [`MAX_DEPTH`] is cut off, for linear time.

use std::ops::Range;

use super::Document;
use super::shape::TokenKind;
use super::turn::{Mark, MarkFamily, Turn, classify};
use crate::order::Order;
use crate::span::Span;

/// A stretch of text in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedRun {
    /// Where it stands, marks included; within one paragraph.
    pub span: Span,
    /// Its tokens, marks included, as indices into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// Its marks.
    pub family: MarkFamily,
    /// Whether it ends with a closing mark.
    pub closed: bool,
    /// Whether it carries on the unclosed run of the paragraph before.
    pub continues: bool,
    /// Index of the run that it stands inside of.
    pub parent: Option<usize>,
}

impl QuotedRun {
    /// The tokens between the marks.
    pub fn inside(&self) -> Range<usize> {
        let end = if self.closed { self.tokens.end - 1 } else { self.tokens.end };
        (self.tokens.start + 1).min(end)..end
    }
}

/// Runs nested deeper than this are ignored.
pub const MAX_DEPTH: usize = 8;

/// A run before it is known what it stands inside of.
struct Found {
    tokens: Range<usize>,
    family: MarkFamily,
    closed: bool,
}

/// Finds the runs of a document, in order of their start.
pub(super) fn pair(document: &Document) -> Vec<QuotedRun> {
    let reversed = guillemets_reversed(document);
    let mut runs = pair_in_style(document, reversed, false);
    let n_top = |family| runs.iter().filter(|run| run.parent.is_none() && run.family == family).count();
    if n_top(MarkFamily::Double) < n_top(MarkFamily::Single) {
        runs = pair_in_style(document, reversed, true);
    }
    runs
}

/// Whether the text writes `»…«`: its first guillemet points that way.
fn guillemets_reversed(document: &Document) -> bool {
    let first = ['«', '»'].into_iter().filter_map(|mark| document.text.find(mark)).min();
    first.is_some_and(|at| document.text[at..].starts_with('»'))
}

/// `singles`: single marks are the outer ones, so that a run in them may go on over paragraphs.
fn pair_in_style(document: &Document, reversed: bool, singles: bool) -> Vec<QuotedRun> {
    let mut runs: Vec<QuotedRun> = Vec::new();
    let mut carried: Option<MarkFamily> = None;
    let mut marks = Vec::new();
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        if paragraph.sentences.is_empty() || !paragraph.kind.is_story() {
            continue;
        }
        let first_run = runs.len();
        classify(document, paragraph.tokens.clone(), reversed, &mut marks);
        let continues = carried.is_some_and(|family| opens_with(&marks, paragraph.tokens.start, family));
        let next_opens = |family| {
            let next = document.story_after(number);
            next.is_some_and(|next| {
                let mut ahead = Vec::new();
                let start = next.tokens.start;
                classify(document, start..next.tokens.end.min(start + 2), reversed, &mut ahead);
                opens_with(&ahead, start, family)
            })
        };
        carried = pair_paragraph(document, number, &marks, singles, next_opens, &mut runs);
        if let Some(first) =
            runs[first_run..].iter_mut().find(|run| run.tokens.start == paragraph.tokens.start)
        {
            first.continues = continues;
        }
    }
    runs
}

fn opens_with(marks: &[Mark], token_idx: usize, family: MarkFamily) -> bool {
    marks.first().is_some_and(|mark| {
        mark.token_idx == token_idx && mark.family == family && matches!(mark.turn, Turn::Open | Turn::Either)
    })
}

/// Pairs the marks of one paragraph and appends its runs; returns the family of the run that goes
/// on in the next paragraph.
fn pair_paragraph(
    document: &Document,
    number: usize,
    marks: &[Mark],
    singles: bool,
    next_opens: impl Fn(MarkFamily) -> bool,
    runs: &mut Vec<QuotedRun>,
) -> Option<MarkFamily> {
    let paragraph = &document.paragraphs[number];
    let mut open: Vec<Mark> = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    let mut unclosed: Vec<Mark> = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let at = open.iter().rposition(|o| o.family == mark.family);
        let closes = match mark.turn {
            Turn::Close => at.is_some() || !is_misplaced(document, &marks[number..]),
            Turn::Either => at.is_some(),
            Turn::Open => at.is_some_and(|at| closes_low(document, open[at].token_idx, mark.token_idx)),
            Turn::WeakClose | Turn::Ignored => continue,
        };
        match (closes, at) {
            (true, Some(at)) => {
                let start = open[at].token_idx;
                unclosed.extend(open.drain(at + 1..));
                open.truncate(at);
                if mark.token_idx > start + 1 {
                    found.push(Found {
                        tokens: start..mark.token_idx + 1,
                        family: mark.family,
                        closed: true,
                    });
                }
            }
            (true, None) => {}
            (false, _) => {
                if mark.turn == Turn::Either && is_inch(document, mark, paragraph.tokens.start) {
                    continue;
                }
                if open.len() == MAX_DEPTH {
                    unclosed.push(open.remove(0));
                }
                open.push(*mark);
            }
        }
    }
    unclosed.append(&mut open);
    let carries = |mark: &Mark| {
        (mark.family != MarkFamily::Single || singles)
            && !found.iter().any(|run| run.family == mark.family && mark.token_idx < run.tokens.start)
            && next_opens(mark.family)
    };
    // Only the last few can be carried on: a bound, not a rule.
    let carried = unclosed.iter().rev().take(MAX_DEPTH).find(|mark| carries(mark)).copied();
    unclosed.retain(|mark| mark.family != MarkFamily::Single || singles);
    contain(document, number, &unclosed, carried, &mut found);
    found.order_by_key(|run| (run.tokens.start, std::cmp::Reverse(run.tokens.end)));
    append(document, found, runs);
    carried.map(|mark| mark.family)
}

/// `He said," no more."`: the first of `marks` is straight and leans to the left, where there is
/// nothing to close, and the next of its family closes too.
fn is_misplaced(document: &Document, marks: &[Mark]) -> bool {
    let Some(mark) = marks.first() else { return false };
    let next = marks[1..].iter().take(MAX_DEPTH).find(|next| next.family == mark.family);
    document.token_text(mark.token_idx) == "\""
        && !is_inch(document, mark, 0)
        && next.is_some_and(|next| next.turn == Turn::Close)
}

/// `„…“` and `‚…‘`: the second mark closes what the low one opened.
fn closes_low(document: &Document, open: usize, close: usize) -> bool {
    matches!((document.token_text(open), document.token_text(close)), ("„", "“") | ("‚", "‘"))
}

/// `6'2"`: a mark that touches a figure before it opens nothing.
fn is_inch(document: &Document, mark: &Mark, first: usize) -> bool {
    mark.token_idx > first
        && !document.tokens[mark.token_idx].space_before
        && document.word(mark.token_idx - 1).kind == TokenKind::Number
}

/// Ends each unclosed run: at the paragraph's end if it opens the paragraph, follows a colon or
/// is carried on, otherwise at its sentence's end; in any case before the next run of its family.
fn contain(
    document: &Document,
    number: usize,
    unclosed: &[Mark],
    carried: Option<Mark>,
    found: &mut Vec<Found>,
) {
    let paragraph = &document.paragraphs[number];
    let mut starts: Vec<(MarkFamily, usize)> =
        found.iter().map(|run| (run.family, run.tokens.start)).collect();
    starts.extend(unclosed.iter().map(|mark| (mark.family, mark.token_idx)));
    starts.order();
    for mark in unclosed {
        let start = mark.token_idx;
        let is_carried = carried.is_some_and(|c| c.token_idx == start);
        let after_colon = start > paragraph.tokens.start && document.token_text(start - 1) == ":";
        let mut end = if is_carried || after_colon || start == paragraph.tokens.start {
            paragraph.tokens.end
        } else {
            document.sentences[document.sentence_of(start)].tokens.end
        };
        let after = starts.partition_point(|&next| next <= (mark.family, start));
        if let Some(&(family, next)) = starts.get(after)
            && family == mark.family
        {
            end = end.min(next);
        }
        if start + 1 < end {
            found.push(Found { tokens: start..end, family: mark.family, closed: false });
        }
    }
}

/// Appends runs sorted by start. Where an unclosed run crosses another one, it is cut short.
fn append(document: &Document, found: Vec<Found>, runs: &mut Vec<QuotedRun>) {
    let first = runs.len();
    let mut around: Vec<usize> = Vec::new();
    for Found { mut tokens, family, closed } in found {
        while let Some(&outer) = around.last() {
            let outer_run: &mut QuotedRun = &mut runs[outer];
            if outer_run.tokens.end < tokens.end && tokens.start < outer_run.tokens.end {
                if outer_run.closed {
                    tokens.end = outer_run.tokens.end - 1;
                    break;
                }
                outer_run.tokens.end = tokens.start;
            }
            if tokens.start < outer_run.tokens.end {
                break;
            }
            around.pop();
        }
        let has_word = tokens.clone().skip(1).take(6).any(|token_idx| {
            !matches!(document.word(token_idx).kind, TokenKind::Mark | TokenKind::Punctuation)
        });
        if has_word {
            let parent = around.last().copied();
            around.push(runs.len());
            runs.push(QuotedRun { span: Span::default(), tokens, family, closed, continues: false, parent });
        }
    }
    for run in &mut runs[first..] {
        run.span = document.cover(run.tokens.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs, outer ones before those inside; an unclosed run ends with `|`, and one that goes
    /// on from the paragraph before begins with `>`.
    fn check(text: &str, expected: &[&str]) {
        let document = Document::new(text);
        let found: Vec<String> = document
            .quoted_runs
            .iter()
            .map(|run| {
                let begin = if run.continues { ">" } else { "" };
                let end = if run.closed { "" } else { "|" };
                format!("{begin}{}{end}", run.span.of(text))
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn straight_and_typographic_marks_pair() {
        check("\"No,\" he said. \"Go.\"", &["\"No,\"", "\"Go.\""]);
        check("“No,” he said—“go.”", &["“No,”", "“go.”"]);
        check("``No,'' he said.", &["``No,''"]);
        check("Elle dit «non» puis »oui«.", &["«non»"]);
        check("»Nein«, sagt er. „Doch“, sagt sie. ‚Ja‘ auch.", &["»Nein«", "„Doch“", "‚Ja‘"]);
        check("He said,\" no more.\"", &["\" no more.\""]);
    }

    #[test]
    fn marks_nest() {
        check("“He told me ‘never’ twice.”", &["“He told me ‘never’ twice.”", "‘never’"]);
        check("\"He told me 'never' twice.\"", &["\"He told me 'never' twice.\"", "'never'"]);
        check("‘He said “no” again.’", &["‘He said “no” again.’", "“no”"]);
        check("\"He cried, 'Out!'\" she said.", &["\"He cried, 'Out!'\"", "'Out!'"]);
        check("“The “old” way,” she said.", &["“The “old” way,”", "“old”"]);
    }

    #[test]
    fn apostrophes_are_left_alone() {
        check("The '90s and the workers' rights, rock 'n' roll, 'twas.", &[]);
        check("‘The workers’ demands don’t stop,’ he said.", &["‘The workers’ demands don’t stop,’"]);
        check("'The workers' demands don't stop,' he said.", &["'The workers' demands don't stop,'"]);
        check("It was goin' on for years, the teachers' union said.", &[]);
        check("It is 6'2\" tall and 5'' wide.", &[]);
    }

    #[test]
    fn british_marks_pair_before_the_stop() {
        check("'It is late', she said. 'Very late'.", &["'It is late'", "'Very late'"]);
        check("‘It’s the bosses’ fault’, he said.", &["‘It’s the bosses’ fault’"]);
    }

    #[test]
    fn a_speech_goes_on_over_paragraphs() {
        check("“One day.\n\n“Two days.\n\n“Three,” she said.", &["“One day.|", ">“Two days.|", ">“Three,”"]);
        check("'One day.\n\n'Two days,' she said.", &["'One day.|", ">'Two days,'"]);
    }

    #[test]
    fn unclosed_and_stray_marks_stay_in_their_paragraph() {
        check("“One day. Two.\n\nThree, “four”.", &["“One day. Two.|", "“four”"]);
        check("He said “no. They left.\n\n“Yes,” she said.", &["“no. They left.|", ">“Yes,”"]);
        check("He said “no. They left.\n\nYes.", &["“no.|"]);
        check("One” day, \"two\".", &["\"two\""]);
        check("“One, he said. “Two,” he said.", &["“One, he said.|", "“Two,”"]);
        check("A ‘lone mark.“” \"", &[]);
    }

    #[test]
    fn many_marks_take_linear_time() {
        for unit in ["“", "”", "\"", "' ", "‘a ", "“‘", "»", "“a ” ‘", "`` ", "“a\n\n"] {
            let text = unit.repeat(100_000);
            let document = Document::new(&text);
            assert!(document.quoted_runs.iter().all(|run| run.tokens.start + 1 < run.tokens.end));
        }
    }
}
