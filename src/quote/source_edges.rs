//! The edges of the words that name who says it: what the learned layer took in too much.

use std::ops::Range;

use super::Attribution;
use crate::entity::{EntityType, Tagged};
use crate::lexicon::{FUNCTION_WORDS, PRONOUNS, QUANTIFIERS};
use crate::text::{Document, TokenKind};

/// Longer sources are left as they are: a bound for the time.
const MAX_SOURCE: usize = 60;

/// Trims an attribution's source; takes it away if nobody can be meant by it.
pub(super) fn trim(document: &Document, tagged: &Tagged, attribution: &mut Attribution) {
    let Some(source) = &mut attribution.source else { return };
    if MAX_SOURCE < source.len() {
        return;
    }
    while source.start + 1 < source.end && document.token_text(source.end - 1) == "," {
        source.end -= 1;
    }
    while source.start + 1 < source.end && document.token_text(source.start) == "," {
        source.start += 1;
    }
    if attribution.cue.as_ref().is_some_and(|cue| cue.end <= source.start) {
        cut_next_clause(document, source);
    } else {
        cut_clause_before(document, source);
    }
    cut_circumstance(document, tagged, source);
    if !names_somebody(document, source.clone()) {
        attribution.source = None;
    }
}

/// Whether a word among the tokens can stand for somebody: "as" and "so to" cannot.
fn names_somebody(document: &Document, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| {
        let lower = document.lower(at);
        let relative = matches!(lower, "who" | "which" | "that" | "whose" | "whom");
        let word = document.word(at);
        matches!(word.kind, TokenKind::Word | TokenKind::Number | TokenKind::Address)
            && (!FUNCTION_WORDS.contains(lower)
                || PRONOUNS.contains(lower)
                || relative
                || QUANTIFIERS.contains(lower))
    })
}

/// `according to Osei, and the bus went on`: what begins anew behind the first comma.
fn cut_next_clause(document: &Document, source: &mut Range<usize>) {
    let comma = source.clone().find(|&at| document.token_text(at) == ",");
    if let Some(comma) = comma.filter(|&at| source.start < at && at + 2 < source.end) {
        let joins = matches!(document.lower(comma + 1), "and" | "but" | "while" | "although" | "though");
        let anew = !document.word(comma + 2).case.is_capital();
        if joins && anew {
            source.end = comma;
        }
    }
}

/// `Though doctors said`, `the parents saw it while police said`: the clause before is not the
/// source's.
fn cut_clause_before(document: &Document, source: &mut Range<usize>) {
    let joins = |at: usize| matches!(document.lower(at), "while" | "though" | "although" | "whereas");
    let inside = |at: usize| matches!(document.lower(at), "who" | "which" | "whose" | ",");
    // "Osei, who spoke while others slept": the clause is part of the source.
    if let Some(at) = source.clone().take_while(|&at| !inside(at)).filter(|&at| joins(at)).last()
        && at + 1 < source.end
    {
        source.start = at + 1;
    }
}

/// `a police officer on Tuesday`, `Osei at a college event`: when and where is not the source's.
fn cut_circumstance(document: &Document, tagged: &Tagged, source: &mut Range<usize>) {
    // In a clause of its own the day belongs to what that clause says.
    let clause = |at: usize| matches!(document.lower(at), "," | "who" | "which" | "that" | "whose" | "(");
    if source.clone().any(clause) {
        return;
    }
    let last = document.tokens[source.end - 1].span;
    let date = tagged.dates.partition_point(|date| date.end <= last.start);
    if let Some(date) = tagged.dates.get(date).filter(|date| date.contains(last)) {
        let on = document.tokens_in(*date).start.saturating_sub(1);
        if source.start < on && document.lower(on) == "on" {
            source.end = on;
        }
    }
    let name = tagged.names.partition_point(|name| name.tokens.end <= source.start);
    let Some(name) = tagged.names.get(name) else { return };
    let end = name.tokens.end;
    let place = end + 1 < source.end && matches!(document.lower(end), "at" | "during" | "after" | "on");
    if name.entity_type == EntityType::Person && source.contains(&name.tokens.start) && place {
        source.end = end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::*;
    use crate::entity::NameMention;

    /// `cue_first` tells on which side of the source the cue stands.
    fn check(text: &str, cue_first: bool, expected: Option<&str>) {
        let document = Document::new(text);
        let n = document.tokens.len();
        let mut tagged = Tagged::default();
        for token_idx in 0..n {
            let span = document.tokens[token_idx].span;
            match document.token_text(token_idx) {
                "Osei" => tagged.names.push(NameMention {
                    tokens: token_idx..token_idx + 1,
                    span,
                    entity_type: EntityType::Person,
                }),
                "Tuesday" => tagged.dates.push(span),
                _ => {}
            }
        }
        let cue = if cue_first { 0..1 } else { n - 1..n };
        let source = if cue_first { 1..n } else { 0..n - 1 };
        let mut attribution = Attribution {
            content: Vec::new(),
            cue: Some(cue),
            source: Some(source),
            origin: Origin::Path,
            agreement: 1000,
            within: None,
        };
        trim(&document, &tagged, &mut attribution);
        assert_eq!(attribution.source.map(|tokens| document.cover(tokens).of(text)), expected, "{text:?}");
    }

    #[test]
    fn what_belongs_to_the_next_clause_is_cut() {
        check("says Osei, and the bus went on", true, Some("Osei"));
        check("says Osei, Ruiz, and the mayor", true, Some("Osei, Ruiz, and the mayor"));
        check("Though doctors said", false, Some("doctors"));
        check("The parents saw it while police said", false, Some("police"));
        check("Osei, who spoke while others slept, said", false, Some("Osei, who spoke while others slept"));
    }

    #[test]
    fn when_and_where_it_was_said_is_cut() {
        check("says a police officer on Tuesday", true, Some("a police officer"));
        check("Osei at a college fair said", false, Some("Osei"));
        check("a man at the port said", false, Some("a man at the port"));
    }

    #[test]
    fn function_words_are_nobody() {
        check("as alleged", false, None);
        check("which said", false, Some("which"));
        check("They said", false, Some("They"));
        check("some said", false, Some("some"));
    }
}
