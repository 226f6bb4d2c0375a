//! Transcripts and interviews: paragraphs that begin with who speaks, and a colon.

use std::ops::Range;

use super::{Attribution, marked};
use crate::entity::{EntityType, Tagged};
use crate::lexicon::CUE_VERBS;
use crate::text::{Case, Document, TokenKind};

/// A label has at most so many tokens.
const MAX_LABEL: usize = 6;

/// The attributions of paragraphs that begin with a speaker's label, and of paragraphs without
/// marks behind a colon that announces them; in text order.
pub(super) fn find(document: &Document, tagged: &Tagged) -> Vec<Attribution> {
    let labels: Vec<Option<Label>> =
        (0..document.paragraphs.len()).map(|number| label(document, tagged, number)).collect();
    let n_labels = labels.iter().flatten().count();
    let n_sure = labels.iter().flatten().filter(|label| label.sure).count();
    let is_transcript = 2 <= n_sure || 3 <= n_labels && 1 <= n_sure;
    let mut found = Vec::new();
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        let label = labels[number].as_ref().filter(|_| is_transcript);
        if let Some(label) = label {
            let content = vec![label.tokens.end + 1..paragraph.tokens.end];
            let cue = Some(label.tokens.end..label.tokens.end + 1);
            let source = Some(label.tokens.clone());
            found.push(Attribution { content, cue, source, confidence: 950, verbatim: true });
        } else if let Some((source, cue)) = announced(document, number) {
            let content = vec![paragraph.tokens.clone()];
            found.push(Attribution { content, cue: Some(cue), source, confidence: 700, verbatim: true });
        }
    }
    found
}

/// Who speaks, at a paragraph's beginning.
struct Label {
    tokens: Range<usize>,
    /// Capitals, a person's name or a word like "Q".
    sure: bool,
}

fn label(document: &Document, tagged: &Tagged, number: usize) -> Option<Label> {
    let mut tokens = document.paragraphs[number].tokens.clone();
    // A transcript may stand in marks as a whole, which open each of its paragraphs.
    if !tokens.is_empty() && document.word(tokens.start).kind == TokenKind::Mark {
        tokens.start += 1;
    }
    let head = tokens.start..tokens.end.min(tokens.start + MAX_LABEL + 1);
    let colon = head.clone().find(|&at| document.token_text(at) == ":")?;
    let spaced = document.tokens.get(colon + 1).is_some_and(|next| next.space_before);
    if colon == tokens.start || tokens.end <= colon + 1 || !spaced {
        return None;
    }
    let words = tokens.start..colon;
    let named = |at: usize| document.word(at).kind == TokenKind::Word && document.word(at).case.is_capital();
    let joins = |at: usize| matches!(document.token_text(at), "-" | "." | "," | "of" | "the" | "(" | ")");
    if !named(words.start) || !words.clone().all(|at| named(at) || joins(at)) {
        return None;
    }
    let capitals = words.clone().all(|at| document.word(at).case == Case::Upper || joins(at));
    let at = tagged.names.partition_point(|name| name.tokens.end <= words.start);
    let person = tagged.names.get(at).is_some_and(|name| {
        name.entity_type == EntityType::Person
            && name.tokens.start < words.end
            && name.tokens.end <= words.end
    });
    let question = words.len() == 1
        && matches!(
            document.lower(words.start),
            "q" | "a"
                | "q."
                | "a."
                | "question"
                | "answer"
                | "interviewer"
                | "host"
                | "moderator"
                | "reporter"
        );
    // "UPDATE:", "WASHINGTON:" are capitals too; one word alone is no speaker unless it comes back.
    Some(Label { sure: person || question || capitals && 1 < words.len(), tokens: words })
}

/// The paragraph before ends with "wrote:" or the like, and this one has no marks of its own.
fn announced(document: &Document, number: usize) -> Option<marked::Found> {
    let paragraph = &document.paragraphs[number];
    let before = document.paragraphs.get(number.checked_sub(1)?)?;
    let end = before.tokens.end;
    let first = document.word(paragraph.tokens.clone().next()?);
    let prose = first.kind == TokenKind::Word && first.case.is_capital();
    if before.tokens.is_empty() || document.token_text(end - 1) != ":" || !prose {
        return None;
    }
    let verb = (end.saturating_sub(6).max(before.tokens.start)..end - 1)
        .any(|at| CUE_VERBS.get(document.lower(at)) == Some("speech") && is_announcing(document.lower(at)));
    let stop = matches!(document.token_text(paragraph.tokens.end - 1), "." | "!" | "?" | "…");
    if verb && stop { marked::found_before(document, end) } else { None }
}

fn is_announcing(lower: &str) -> bool {
    matches!(
        lower,
        "said"
            | "says"
            | "wrote"
            | "writes"
            | "tweeted"
            | "posted"
            | "read"
            | "reads"
            | "added"
            | "continued"
            | "replied"
            | "responded"
            | "stated"
    )
}
