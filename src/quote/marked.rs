//! Direct quotations found from their marks and a reporting verb beside them, by rule.
//!
//! It serves texts in which the learned layer finds nothing of the kind, and knows only quotation
//! marks, commas, colons and the list of reporting verbs.

use std::ops::Range;

use super::{Attribution, Origin};
use crate::lexicon::{
    ADVERBIAL_OPENERS, AUXILIARIES, AdverbialSide, CUE_VERBS, DETERMINERS, Determiner, SOURCE_TAILS,
    is_past_form,
};
use crate::text::{Case, Document, QuotedRun, TokenKind};

/// How many tokens may stand between a run and its reporting verb.
const REACH: usize = 45;

/// The attribution of a run of quotation marks by the words beside it, if there are any.
pub(super) fn attribution_of(document: &Document, run: &QuotedRun) -> Option<Attribution> {
    let (source, cue) = after(document, run).or_else(|| before(document, run))?;
    Some(Attribution {
        content: vec![run.tokens.clone()],
        cue: Some(cue),
        source,
        origin: Origin::Marked,
        agreement: 1000,
        within: None,
    })
}

/// Source and cue of the clause that stands behind a run.
pub(super) fn clause_behind(document: &Document, run: &QuotedRun) -> Option<(Range<usize>, Range<usize>)> {
    let (source, cue) = after(document, run)?;
    Some((source?, cue))
}

/// Whether the run holds whole sentences: it opens with a capital and ends with a stop, or with the
/// comma before its attribution.
pub(super) fn is_sentence(document: &Document, run: &QuotedRun) -> bool {
    let inside = run.inside();
    let opens = inside.clone().next().is_some_and(|first| {
        let word = document.word(first);
        word.case.is_capital()
            || word.kind == TokenKind::Number
            || document.token_text(first).starts_with('…')
    });
    let comma = inside.clone().next_back().is_some_and(|last| document.token_text(last) == ",");
    opens && (comma || ends_with_stop(document, run) || !run.closed) && 3 <= inside.len()
}

fn ends_with_stop(document: &Document, run: &QuotedRun) -> bool {
    let inside = run.inside();
    let stop = |token_idx: usize| matches!(document.token_text(token_idx), "." | "!" | "?" | "…" | "...");
    // British marks close before the stop.
    inside.clone().next_back().is_some_and(stop)
        || run.tokens.end < document.tokens.len()
            && document.token_text(run.tokens.end) == "."
            && !document.tokens[run.tokens.end].space_before
}

fn is_cue(document: &Document, token_idx: usize) -> bool {
    CUE_VERBS.get(document.lower(token_idx)).is_some_and(|cue| cue.is_speech)
        && !document.word(token_idx).case.is_capital()
        && !document.lower(token_idx).ends_with("ing")
        // "the reported fall", "a call"
        && !token_idx.checked_sub(1).is_some_and(|before| makes_noun(document.lower(before)))
}

fn makes_noun(before: &str) -> bool {
    DETERMINERS.get(before) == Some(Determiner::Plain) || matches!(before, "to" | "of" | "'s")
}

/// Whether the clause behind a run tells of a mind: `“Will it rain?” she wondered`.
pub(super) fn is_thought(document: &Document, run: &QuotedRun) -> bool {
    let end = document.tokens.len().min(run.tokens.end + REACH);
    let mut clause = (run.tokens.end..end).take_while(|&at| !ends_clause(document, at));
    clause.any(|at| CUE_VERBS.get(document.lower(at)).is_some_and(|cue| !cue.is_speech))
}

/// Source and cue.
pub(super) type Found = (Option<Range<usize>>, Range<usize>);

/// `"…," she said` and `"…," said she`
fn after(document: &Document, run: &QuotedRun) -> Option<Found> {
    let mut at = run.tokens.end;
    let last = run.inside().next_back()?;
    let comma_inside = document.token_text(last) == ",";
    if at < document.tokens.len() && matches!(document.token_text(at), "," | "-" | "—" | "–") {
        at += 1;
    } else if !comma_inside
        && !matches!(document.token_text(last), "?" | "!" | "…" | "..." | "-" | "—" | "--")
    {
        return None;
    }
    let paragraph = &document.paragraphs[document.paragraph_of(run.tokens.start)];
    let limit = paragraph.tokens.end.min(at + REACH);
    let mut end = at;
    while end < limit && !ends_clause(document, end) {
        end += 1;
    }
    let Some(cue) = (at..end).find(|&token_idx| is_cue(document, token_idx)) else {
        return inverted(document, at, end);
    };
    // Another verb's object: "…," the man who said so.
    if cue == at {
        let from = behind_particle(document, cue + 1, end);
        return Some((subject_after(document, from, end), cue..from));
    }
    let (start, cue_start) = trim_subject(document, at, cue);
    (start < cue_start).then(|| (Some(start..trim_comma(document, start, cue_start)), cue_start..cue + 1))
}

/// `"…," scoffed Osei`: between words in marks and a name any verb in the past reports them.
fn inverted(document: &Document, at: usize, end: usize) -> Option<Found> {
    let verb = at < end && document.word(at).case == Case::Lower && is_past_form(document.lower(at));
    let from = behind_particle(document, at + 1, end);
    if !verb || end <= from || !document.word(from).case.is_capital() {
        return None;
    }
    Some((subject_after(document, from, end), at..from))
}

/// Behind "in", "back" or "out" if a name follows: `chimed in Osei`.
fn behind_particle(document: &Document, at: usize, end: usize) -> usize {
    let is_particle = at + 1 < end
        && matches!(document.lower(at), "back" | "in" | "out")
        && document.word(at + 1).case.is_capital();
    at + usize::from(is_particle)
}

/// `She said: "…"`, `she said, "…"`, `she told reporters "…"`
fn before(document: &Document, run: &QuotedRun) -> Option<Found> {
    let end = run.tokens.start;
    let first = document.sentences.get(document.sentence_of(end))?.tokens.start;
    let start = first.max(end.saturating_sub(REACH));
    let colon = start < end && matches!(document.token_text(end - 1), ":" | ",");
    if !colon && run.inside().len() < 5 {
        return None;
    }
    let reach = if colon { REACH } else { 3 };
    let from = start.max(end.saturating_sub(reach));
    clause(document, start, from, end)
}

/// The source and verb of the sentence that ends at `end`, with a colon.
pub(super) fn found_before(document: &Document, end: usize) -> Option<Found> {
    let start = document.sentences.get(document.sentence_of(end.checked_sub(1)?))?.tokens.start;
    clause(document, start, start.max(end.saturating_sub(REACH)), end)
}

/// The last reporting verb of the tokens `from..end`, and its subject since `start`.
fn clause(document: &Document, start: usize, from: usize, end: usize) -> Option<Found> {
    let cue = (from..end).rev().take_while(|&at| !is_mark(document, at)).find(|&at| is_cue(document, at))?;
    let open = (start..cue)
        .rev()
        .find(|&at| is_mark(document, at) || matches!(document.lower(at), ";" | "and" | "but" | "that" | "—"))
        .map_or(start, |at| at + 1);
    let (from, cue_start) = trim_subject(document, open, cue);
    let source = (from < cue_start).then(|| from..trim_comma(document, from, cue_start));
    Some((source, cue_start..cue + 1))
}

fn is_mark(document: &Document, token_idx: usize) -> bool {
    document.word(token_idx).kind == TokenKind::Mark
}

fn ends_clause(document: &Document, token_idx: usize) -> bool {
    matches!(document.token_text(token_idx), "." | "!" | "?" | ";" | ":") || is_mark(document, token_idx)
}

/// The noun phrase that follows an inverted verb: up to a comma, a stop or a word that opens an
/// adverbial.
fn subject_after(document: &Document, start: usize, limit: usize) -> Option<Range<usize>> {
    let opens_adverbial = |at: usize| {
        let word = document.lower(at);
        word == "," || ADVERBIAL_OPENERS.get(word).is_some_and(AdverbialSide::is_behind)
    };
    let end = (start..limit).find(|&at| opens_adverbial(at)).unwrap_or(limit);
    (start < end).then_some(start..end)
}

/// Takes auxiliaries and adverbs before the verb from the subject to the cue.
fn trim_subject(document: &Document, start: usize, cue: usize) -> (usize, usize) {
    let belongs = |at: usize| {
        let lower = document.lower(at);
        SOURCE_TAILS.contains(lower)
            || AUXILIARIES.contains(lower) && lower != "to"
            || lower.len() > 4 && lower.ends_with("ly") && document.word(at).case == Case::Lower
    };
    let mut cue_start = cue;
    while start < cue_start && belongs(cue_start - 1) {
        cue_start -= 1;
    }
    let mut from = start;
    while from < cue_start && matches!(document.lower(from), "and" | "but" | "," | "as" | "then" | "while") {
        from += 1;
    }
    // "In a letter to the council, Krantz": an adverbial before the subject.
    let adverbial = ADVERBIAL_OPENERS.get(document.lower(from)).is_some_and(AdverbialSide::is_before);
    if adverbial
        && let Some(comma) = (from..cue_start).rev().find(|&at| document.token_text(at) == ",")
        && comma + 1 < cue_start
    {
        from = comma + 1;
    }
    (from, cue_start)
}

fn trim_comma(document: &Document, start: usize, end: usize) -> usize {
    if start + 1 < end && document.token_text(end - 1) == "," { end - 1 } else { end }
}
