//! What was marked in an article, in the core's own terms.

use std::ops::Range;

use saidby::lexicon::AUXILIARIES;
use saidby::quote::labels::Parts;
use saidby::quote::sequence::Sequence;
use saidby::quote::{Attribution, Origin, inside_of};
use saidby::span::Span;
use saidby::text::{Document, TokenKind};
use saidby::wordnet::{Verb, Wordnet};

use super::corpus::GoldAttribution;

/// Whom the source speaks to is named in at most so many tokens.
const MAX_ADDRESSEE: usize = 9;

/// The attributions that lie in a sequence, as its items, in order of their start. Pieces of content
/// in other paragraphs are left out.
pub fn parts_in(document: &Document, sequence: &Sequence, gold: &[&GoldAttribution]) -> Vec<Parts> {
    let extent = document.cover(sequence.tokens(&(0..sequence.items.len())));
    let items = |span: &Span| -> Option<Range<usize>> {
        let tokens = Some(document.tokens_in(*span)).filter(|tokens| !tokens.is_empty())?;
        Some(sequence.item_of(tokens.start)?..sequence.item_of(tokens.end - 1)? + 1)
    };
    let mut found: Vec<Parts> = Vec::new();
    for attribution in gold {
        let mut heads = attribution.source.iter().chain(&attribution.cue);
        if !heads.all(|span| extent.overlaps(*span)) {
            continue;
        }
        let mut content: Vec<Range<usize>> = attribution.content.iter().filter_map(items).collect();
        content.sort_by_key(|range| range.start);
        content.dedup();
        if content.is_empty() {
            continue;
        }
        let source = attribution.source.first().and_then(items);
        let cue = attribution.cue.first().and_then(items);
        found.push(Parts { source, cue, content, shares_source: false });
    }
    share_sources(&mut found);
    found.sort_by_key(own_start);
    for number in 0..found.len() {
        let same = number.checked_sub(1).is_some_and(|last| found[last].source == found[number].source);
        if found[number].shares_source && !same {
            found[number].shares_source = false;
            found[number].source = None;
        }
    }
    found
}

fn own_start(parts: &Parts) -> usize {
    let source = parts.source.as_ref().filter(|_| !parts.shares_source);
    let starts = source.into_iter().chain(&parts.cue).chain(&parts.content).map(|range| range.start);
    starts.min().unwrap_or_default()
}

/// Of attributions with the same source the first keeps it, the others share it.
fn share_sources(found: &mut [Parts]) {
    found.sort_by_key(|parts| parts.cue.as_ref().map_or(0, |cue| cue.start));
    for number in 1..found.len() {
        let (before, here) = found.split_at_mut(number);
        let here = &mut here[0];
        if here.source.is_some() && before.iter().any(|other| other.source == here.source) {
            here.shares_source = true;
        }
    }
}

/// An attribution as the core's path would propose it; nothing if its content has no tokens.
pub fn attribution(
    document: &Document,
    gold: &GoldAttribution,
    parent: Option<&GoldAttribution>,
) -> Option<Attribution> {
    let tokens = |span: &Span| Some(document.tokens_in(*span)).filter(|tokens| !tokens.is_empty());
    let hull = |spans: &[Span]| {
        let all: Vec<Range<usize>> = spans.iter().filter_map(tokens).collect();
        Some(all.iter().map(|t| t.start).min()?..all.iter().map(|t| t.end).max()?)
    };
    let mut content: Vec<Range<usize>> = gold.content.iter().filter_map(tokens).collect();
    content.sort_by_key(|piece| piece.start);
    let first = content.first()?.clone();
    let around = parent.into_iter().flat_map(|outer| &outer.content).filter_map(tokens);
    let within = around.map(|piece| inside_of(document, piece)).find(|piece| piece.contains(&first.start));
    Some(Attribution {
        origin: if within.is_some() { Origin::Inside } else { Origin::Path },
        content,
        cue: hull(&gold.cue),
        source: hull(&gold.source),
        agreement: 1000,
        within,
    })
}

/// Cuts whom the source speaks to or of from the beginning of a content, as the guide has it:
/// `urged | him | to leave`, `accused | her | of theft`, `called | it | “a farce”`. PolNeAR takes
/// them in, and so does the teacher that learned from it.
pub fn cut_addressee(document: &Document, wordnet: &Wordnet, gold: &mut GoldAttribution) {
    let (Some(cue), Some(content)) = (gold.cue.last(), gold.content.first_mut()) else { return };
    let (cue, tokens) = (document.tokens_in(*cue), document.tokens_in(*content));
    if cue.is_empty() || tokens.is_empty() || tokens.start < cue.end || cue.end + 1 < tokens.start {
        return;
    }
    let Some(verb) = cue.rev().find_map(|at| wordnet.verb(document.lower(at))) else { return };
    if let Some(opener) = opener(document, wordnet, verb, tokens.clone())
        && tokens.start < opener
    {
        *content = document.cover(opener..tokens.end);
    }
}

/// Where the clause or quotation begins behind the noun phrase that opens a content.
fn opener(document: &Document, wordnet: &Wordnet, verb: Verb, tokens: Range<usize>) -> Option<usize> {
    let takes = |frame: u8| verb.frames & frame != 0;
    let reach = tokens.start..tokens.end.min(tokens.start + MAX_ADDRESSEE);
    for at in reach {
        let lower = document.lower(at);
        let next = |offset: usize| (at + offset < tokens.end).then(|| document.lower(at + offset));
        let infinitive = |at: usize| {
            at + 1 < tokens.end
                && document.lower(at) == "to"
                && wordnet.verb(document.lower(at + 1)).is_some()
        };
        match lower {
            "to" if takes(Verb::SOMEBODY_TO) && infinitive(at) => return Some(at),
            "not" if takes(Verb::SOMEBODY_TO) && next(1) == Some("to") && infinitive(at + 1) => {
                return Some(at);
            }
            "of" | "as" if !takes(Verb::THAT | Verb::WHETHER) => return Some(at),
            _ if document.word(at).kind == TokenKind::Mark => {
                return (!takes(Verb::THAT | Verb::WHETHER)).then_some(at);
            }
            _ => {}
        }
        let clause =
            AUXILIARIES.contains(lower) || matches!(lower, "that" | "whether" | "if" | "how" | "why");
        if clause && lower != "to" || document.word(at).kind == TokenKind::Punctuation && lower != "," {
            return None;
        }
    }
    None
}
