//! Transcripts and interviews: paragraphs that begin with who speaks, and a colon.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Attribution, Origin, marked};
use crate::entity::{EntityType, Tagged};
use crate::lexicon::{CUE_VERBS, INTERVIEW_LABELS};
use crate::text::{Case, Document, Paragraph, ParagraphKind, TokenKind};

/// A label has at most so many tokens.
const MAX_LABEL: usize = 6;
/// The same of one in capitals, which may go on with an office and a place: "ANA BELL, MAYOR, HARPOOL:".
const MAX_CAPITALS: usize = 16;
/// A note in brackets has at most so many tokens.
const MAX_NOTE: usize = 5;
/// Behind a colon a list has at most so many items that are somebody's words.
const MAX_LIST: usize = 24;

/// The attributions of paragraphs that begin with a speaker's label, and of paragraphs without
/// marks behind a colon that announces them; in text order.
pub(super) fn find(document: &Document, tagged: &Tagged) -> Vec<Attribution> {
    let labels: Vec<Option<Label>> =
        (0..document.paragraphs.len()).map(|number| label(document, tagged, number)).collect();
    let n_labels = labels.iter().flatten().count();
    let n_sure =
        labels.iter().flatten().filter(|label| label.sure).count().max(n_in_turns(document, &labels));
    let noted = labels.iter().flatten().any(|label| label.noted);
    let is_transcript = 2 <= n_sure || 3 <= n_labels && 1 <= n_sure || 2 <= n_labels && noted;
    let goes_on = continued(document, &labels);
    let mut found: Vec<Attribution> = Vec::new();
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        let label = labels[number].as_ref().filter(|_| is_transcript);
        if let Some(label) = label {
            let content = vec![label.colon + 1..said_until(document, paragraph.tokens.clone())];
            let cue = Some(label.colon..label.colon + 1);
            let source = Some(label.tokens.clone());
            found.push(Attribution {
                content,
                cue,
                source,
                origin: Origin::Label,
                agreement: 1000,
                within: None,
            });
        } else if let (true, Some(said)) = (goes_on.contains(&number) && is_transcript, found.last_mut()) {
            said.content.push(paragraph.tokens.start..said_until(document, paragraph.tokens.clone()));
        } else if let Some((source, cue)) = announced(document, number) {
            let start = said_from(document, paragraph).unwrap_or(paragraph.tokens.start);
            let content = vec![start..paragraph.tokens.end];
            found.push(Attribution {
                content,
                cue: Some(cue),
                source,
                origin: Origin::Announced,
                agreement: 1000,
                within: None,
            });
        }
    }
    found
}

/// How many labels are those of speakers who take turns: of two or more that all come back. "UPDATE:"
/// comes back too, but alone.
fn n_in_turns(document: &Document, labels: &[Option<Label>]) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *counts.entry(document.cover(label.tokens.clone()).of(document.text)).or_default() += 1;
    }
    counts.retain(|_, n| 1 < *n);
    if 1 < counts.len() { counts.values().sum() } else { 0 }
}

/// Paragraphs without a label where the last speaker goes on: between two labels that elsewhere
/// follow each other at once, as a question follows an answer.
fn continued(document: &Document, labels: &[Option<Label>]) -> BTreeSet<usize> {
    let text = |at: usize| {
        let label = labels.get(at)?.as_ref()?;
        Some(document.cover(label.tokens.clone()).of(document.text))
    };
    let pair = |from: usize, to: usize| text(from).zip(text(to));
    let turns: BTreeSet<_> = (1..labels.len()).filter_map(|at| pair(at - 1, at)).collect();
    // What is set aside between two turns is nobody's, and has no words to the core.
    let goes_on = |&at: &usize| {
        labels[at].is_none()
            && document.paragraphs[at].kind.is_story()
            && pair(at - 1, at + 1).is_some_and(|p| turns.contains(&p))
    };
    (1..labels.len()).filter(goes_on).collect()
}

/// Where the words of a paragraph end: before a note on what was heard besides, "(Laughter.)".
fn said_until(document: &Document, tokens: Range<usize>) -> usize {
    let closed = !tokens.is_empty() && document.token_text(tokens.end - 1) == ")";
    let mut note = (tokens.start..tokens.end).rev().take_while(|_| closed).take(MAX_NOTE);
    let opening = note.find(|&at| document.token_text(at) == "(");
    opening.filter(|&at| tokens.start + 3 < at).unwrap_or(tokens.end)
}

/// Who speaks, at a paragraph's beginning.
struct Label {
    tokens: Range<usize>,
    /// The token of the colon; a note in brackets may stand before it.
    colon: usize,
    /// Capitals, a person's name or a word like "Q".
    sure: bool,
    /// Whether it is in capitals and a note stands behind it: no headline has one.
    noted: bool,
}

fn label(document: &Document, tagged: &Tagged, number: usize) -> Option<Label> {
    let paragraph = document.paragraphs.get(number).filter(|paragraph| paragraph.kind.is_story())?;
    let mut tokens = paragraph.tokens.clone();
    // A transcript may stand in marks as a whole, which open each of its paragraphs.
    if !tokens.is_empty() && document.word(tokens.start).kind == TokenKind::Mark {
        tokens.start += 1;
    }
    let head = tokens.start..tokens.end.min(tokens.start + MAX_CAPITALS + MAX_NOTE + 3);
    let colon = head.clone().find(|&at| document.token_text(at) == ":")?;
    let spaced = document.tokens.get(colon + 1).is_some_and(|next| next.space_before);
    if colon == tokens.start || tokens.end <= colon + 1 || !spaced {
        return None;
    }
    let note = note_before(document, tokens.start, colon);
    let words = tokens.start..note.unwrap_or(colon);
    let named = |at: usize| document.word(at).kind == TokenKind::Word && document.word(at).case.is_capital();
    let joins = |at: usize| matches!(document.token_text(at), "-" | "." | "," | "of" | "the" | "(" | ")");
    if !named(words.start) || !words.clone().all(|at| named(at) || joins(at)) {
        return None;
    }
    let capitals = words.clone().all(|at| document.word(at).case == Case::Upper || joins(at));
    let longest = if capitals { MAX_CAPITALS } else { MAX_LABEL };
    if longest < words.len() {
        return None;
    }
    let at = tagged.names.partition_point(|name| name.tokens.end <= words.start);
    let person = tagged.names.get(at).is_some_and(|name| {
        name.entity_type == EntityType::Person
            && name.tokens.start < words.end
            && name.tokens.end <= words.end
    });
    let question = words.len() == 1 && INTERVIEW_LABELS.contains(document.lower(words.start));
    // "UPDATE:", "WASHINGTON:" are capitals too; one word alone is no speaker unless it comes back.
    let noted = capitals && note.is_some();
    let sure = person || question || capitals && 1 < words.len() || noted;
    // What stands behind the name's comma is an office.
    let comma = words.clone().find(|&at| capitals && document.token_text(at) == ",");
    Some(Label { tokens: words.start..comma.unwrap_or(words.end), colon, sure, noted })
}

/// Where a note on how somebody speaks begins, that stands in brackets between label and colon:
/// "(through translator)", "[on phone]". "(Harbor Party)" belongs to the label.
fn note_before(document: &Document, start: usize, colon: usize) -> Option<usize> {
    let opening = match document.token_text(colon - 1) {
        ")" => "(",
        "]" => "[",
        _ => return None,
    };
    let mut tokens = (start + 1..colon - 1).rev().take(MAX_NOTE + 1);
    let open = tokens.find(|&at| document.token_text(at) == opening)?;
    (open + 1 < colon && document.word(open + 1).case == Case::Lower).then_some(open)
}

/// The paragraph before ends with "wrote:" or the like, and this one has no marks of its own.
fn announced(document: &Document, number: usize) -> Option<marked::Found> {
    let paragraph = document.paragraphs.get(number).filter(|paragraph| paragraph.kind.is_story())?;
    let is_item = paragraph.kind == ParagraphKind::List;
    let before = if is_item { before_list(document, number)? } else { document.story_before(number)? };
    let end = before.tokens.end;
    let first = document.word(said_from(document, paragraph)?);
    let prose = first.kind == TokenKind::Word && first.case.is_capital();
    if before.tokens.is_empty() || document.token_text(end - 1) != ":" || !prose {
        return None;
    }
    let is_cue = |at: usize| CUE_VERBS.get(document.lower(at)).is_some_and(|cue| cue.is_speech);
    let verb = (end.saturating_sub(6).max(before.tokens.start)..end - 1).any(is_cue);
    let stop = matches!(document.token_text(paragraph.tokens.end - 1), "." | "!" | "?" | "…");
    if verb && (stop || is_item) { marked::found_before(document, end) } else { None }
}

/// The paragraph of the story above a list, over at most [`MAX_LIST`] of its items.
fn before_list<'d>(document: &'d Document, number: usize) -> Option<&'d Paragraph> {
    let above = document.paragraphs[..number].iter().rev().filter(|above| above.kind.is_story());
    above.take(MAX_LIST).find(|above| above.kind != ParagraphKind::List)
}

/// The first token of a paragraph's words, behind the sign of a list.
fn said_from(document: &Document, paragraph: &Paragraph) -> Option<usize> {
    let is_sign = |at: &usize| !matches!(document.word(*at).kind, TokenKind::Word | TokenKind::Number);
    let skips = paragraph.kind == ParagraphKind::List;
    let mut tokens = paragraph.tokens.clone().take(3);
    tokens.find(|at| !skips || !is_sign(at))
}
