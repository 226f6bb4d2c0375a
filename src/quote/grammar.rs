//! What the grammar of a sentence says against a statement that the learned layers let through: that
//! nobody says it, or somebody else than the verb's subject, or when it is said.

use std::ops::Range;

use super::Attribution;
use crate::entity::Tagged;
use crate::lexicon::{
    ADVERBIAL_OPENERS, AUXILIARIES, Auxiliary, CALENDAR_WORDS, CUE_VERBS, DETERMINERS, Determiner, GOVERNORS,
    PRONOUNS, PronounCase, is_past_form,
};
use crate::text::{Case, Document, TokenKind};

/// So many tokens may stand between a passive and "by", and behind it.
const MAX_BEFORE_BY: usize = 4;
const MAX_AGENT: usize = 16;
/// How many tokens tell where and when something is said, at most.
const MAX_CIRCUMSTANCE: usize = 16;

/// Mends an attribution where grammar is against it; false if it leaves nobody's statement.
pub(super) fn allows(document: &Document, tagged: &Tagged, attribution: &mut Attribution) -> bool {
    without_circumstance(document, attribution);
    !is_nobodys(document, tagged, attribution)
        && without_patient(document, attribution)
        && !lacks_subject(document, attribution)
}

/// Takes away where and when something is said, between the cue and the "that" with which it begins:
/// "saying during her yearly press conference that she hopes".
fn without_circumstance(document: &Document, attribution: &mut Attribution) {
    let (Some(cue), Some(first)) = (&attribution.cue, attribution.content.first_mut()) else { return };
    let opening = document.lower(first.start);
    // "asked about charges that" tells of what is said.
    let opens = opening != "about" && ADVERBIAL_OPENERS.contains(opening) || CALENDAR_WORDS.contains(opening);
    if cue.end != first.start || !opens {
        return;
    }
    let is_verb = |at: usize| {
        let lower = document.lower(at);
        AUXILIARIES.contains(lower) || CUE_VERBS.contains(lower) || is_past_form(lower)
    };
    let is_time = |at: usize| CALENDAR_WORDS.contains(document.lower(at));
    // What a verb or time follows is no conjunction: "a fire that swept through the hospital", "that day".
    let mut reach = first.start + 2..first.end.saturating_sub(1).min(first.start + MAX_CIRCUMSTANCE);
    let that = reach.find(|&at| document.lower(at) == "that" && !is_verb(at + 1) && !is_time(at + 1));
    let Some(that) = that else { return };
    let is_subject =
        |at: usize| PRONOUNS.get(document.lower(at)).is_some_and(|form| form.case == PronounCase::Subject);
    let is_part = |at: usize| document.word(at).kind != TokenKind::Mark && !is_verb(at);
    if (first.start..that).all(|at| is_part(at) && !is_subject(at)) {
        first.start = that;
    }
}

/// Takes away whom a passive makes the subject: who is told, asked or accused does not say it. Who does
/// stands behind "by"; false if nobody does and no clause tells what was said.
fn without_patient(document: &Document, attribution: &mut Attribution) -> bool {
    let (Some(source), Some(cue)) = (&attribution.source, &attribution.cue) else { return true };
    let verb = document.lower(cue.end - 1);
    let is_passive =
        cue.clone().any(|at| is_be(document, at)) && (verb.ends_with("ed") || is_past_form(verb));
    let tells = CUE_VERBS.get(verb).is_some_and(|cue| cue.is_speech)
        // "Reyle was quoted as saying", "Reyle is said to have praised"
        && !matches!(verb, "quoted" | "cited" | "said" | "reported");
    if !is_passive || !tells || cue.start < source.end {
        return true;
    }
    let by = (cue.end..document.tokens.len()).take(MAX_BEFORE_BY).find(|&at| document.lower(at) == "by");
    let content = attribution.content.iter().map(|piece| piece.start).find(|&start| cue.end <= start);
    attribution.source = by
        .zip(content)
        .map(|(by, content)| by + 1..content)
        .filter(|agent| !agent.is_empty() && agent.len() <= MAX_AGENT);
    // "Was told that it was late" passes words on, "was asked to leave" and "was accused of theft" do not.
    let is_bare = |piece: &Range<usize>| GOVERNORS.contains(document.lower(piece.start));
    attribution.source.is_some() || !attribution.content.first().is_some_and(is_bare)
}

/// "Norland shuts port, says no fish harmed", "did anybody vote, say, before": a verb that nobody is the subject
/// of, with an article neither behind it ("says a scientist"), reports nothing that stands before it without
/// marks. A passive has no need of one ("it has been confirmed"), nor has "as reported".
fn lacks_subject(document: &Document, attribution: &Attribution) -> bool {
    let (None, Some(cue)) = (&attribution.source, &attribution.cue) else { return false };
    let is_before = |piece: &Range<usize>| {
        piece.end <= cue.start && piece.clone().all(|at| document.word(at).kind != TokenKind::Mark)
    };
    let lower = |at: usize| document.tokens.get(at).map_or("", |_| document.lower(at));
    let is_passive = cue.clone().any(|at| is_be(document, at));
    let is_inverted = DETERMINERS.get(lower(cue.end)) == Some(Determiner::Plain);
    let has_as = cue.start.checked_sub(1).is_some_and(|before| lower(before) == "as");
    attribution.content.iter().all(is_before) && !is_passive && !is_inverted && !has_as
}

/// Whether the sentence says that nobody says it: "Neither Reyle nor Osei said", "no group has claimed".
/// Words in marks were said by somebody all the same.
fn is_nobodys(document: &Document, tagged: &Tagged, attribution: &Attribution) -> bool {
    let (Some(source), Some(content)) = (&attribution.source, attribution.content.first()) else {
        return false;
    };
    let denies = |at: usize| match document.lower(at) {
        "nobody" | "none" | "neither" => true,
        "no" if at + 1 < document.tokens.len() => {
            let next = document.word(at + 1);
            let named = tagged.names.partition_point(|name| name.tokens.end <= at);
            let is_name = tagged.names.get(named).is_some_and(|name| name.tokens.start <= at);
            next.kind == TokenKind::Word && next.case == Case::Lower && !is_name
        }
        _ => false,
    };
    let before = source.start.checked_sub(1).filter(|&at| document.lower(at) == "neither");
    let speaks = document.word(content.start).kind == TokenKind::Mark;
    !speaks && (before.is_some() || denies(source.start))
}

fn is_be(document: &Document, token_idx: usize) -> bool {
    AUXILIARIES.get(document.lower(token_idx)) == Some(Auxiliary::Be)
}
