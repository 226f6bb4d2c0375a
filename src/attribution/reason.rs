//! Why a speaker is the speaker, in one sentence.

use super::Attributed;
use crate::coref::{Entities, SourceKind, Sourced};
use crate::lexicon::PRONOUNS;
use crate::quote::{Act, Quotation, QuotationKind};
use crate::text::Document;

/// How many quotations back the one before is looked for.
const MAX_BACK: usize = 8;
/// A second candidate below this share, in thousandths, is not worth a word.
const WORTH_A_WORD: u16 = 150;

/// The reason for the speaker of a quotation; `before` has those of the quotations before it.
pub(super) fn of(
    document: &Document,
    entities: &Entities,
    quotation: &Quotation,
    source: &Sourced,
    before: &[Attributed],
) -> String {
    let name = |entity: usize| entities.entities[entity].name.as_str();
    let words = quotation.source.map_or("", |span| span.of(document.text));
    let Some(speaker) = source.speaker else {
        return match source.kind {
            SourceKind::Missing => "No speaker is named near these words.".to_owned(),
            SourceKind::Document => format!("The text does not say who issued “{words}”."),
            _ => format!("The text does not make clear whom “{words}” stands for."),
        };
    };
    let entity = &entities.entities[speaker];
    let second = source.candidates.get(1).filter(|(_, score)| WORTH_A_WORD <= *score);
    let other = second.and_then(|&(other, _)| other).filter(|&other| other != speaker);
    let last = before.iter().rev().take(MAX_BACK).find(|other| other.quotation.act == Act::Statement);
    let spoke_last = last.and_then(|last| last.speaker) == Some(speaker);
    if !entity.members.is_empty() && source.kind == SourceKind::Joint {
        return "They speak together.".to_owned();
    }
    match source.kind {
        SourceKind::Missing => by_place(document, quotation, name(speaker), last),
        SourceKind::Pronoun => {
            let word = document.cover(source.words.start..source.words.start + 1).of(document.text);
            let is_first = PRONOUNS.get(&word.to_lowercase()).is_some_and(|form| form.person.is_first());
            match other {
                _ if is_first => format!("“{word}” is {}, whose words these stand in.", name(speaker)),
                Some(other) => {
                    format!("“{word}” fits {} best, but it may be {}.", name(speaker), name(other))
                }
                None if spoke_last => format!("“{word}” stands for {}, who spoke last.", name(speaker)),
                None => format!("“{word}” stands for {}, spoken of right before.", name(speaker)),
            }
        }
        SourceKind::Document if entity.named => format!("“{words}” comes from {}.", name(speaker)),
        SourceKind::Name if entity.named => match quotation.cue {
            Some(cue) => format!("{} is named with “{}”.", name(speaker), cue.of(document.text)),
            None => format!("{} is named as the source.", name(speaker)),
        },
        _ if entity.named => match other {
            Some(other) => {
                format!("“{words}” fits {} best, but it may be {}.", name(speaker), name(other))
            }
            None => format!("“{words}” is {} in this article.", name(speaker)),
        },
        _ => match entity.affiliation {
            Some(other) => format!("The source is not named; the words link it to {}.", name(other)),
            None => "The source is not named in the text.".to_owned(),
        },
    }
}

/// The reason for the speaker of a quotation without a source.
fn by_place(document: &Document, quotation: &Quotation, name: &str, last: Option<&Attributed>) -> String {
    if quotation.parent.is_some() {
        return "These words stand inside what somebody else says.".to_owned();
    }
    let paragraph = |quotation: &Quotation, end: bool| {
        let span = if end { quotation.content.last() } else { quotation.content.first() };
        document.paragraph_of(document.tokens_in(span.copied().unwrap_or_default()).start)
    };
    let begins = paragraph(quotation, false);
    let span = quotation.content.first().copied().unwrap_or_default();
    let opens = document.paragraphs[begins].tokens.start == document.tokens_in(span).start;
    if opens && document.announcing(begins).is_some_and(|line| line.span.of(document.text).contains(name)) {
        return format!("The line before, which announces these words, names {name}.");
    }
    let Some(last) = last.map(|last| &last.quotation) else {
        return format!("{name} is named beside these words.");
    };
    let is_open = last.kind == QuotationKind::Direct
        && last
            .content
            .last()
            .is_some_and(|end| !end.of(document.text).ends_with(['”', '"', '’', '\'', '»']));
    match begins.saturating_sub(paragraph(last, true)) {
        0 => format!("These words go on from what {name} says in the same paragraph."),
        1 if is_open => {
            format!("The quotation of {name} in the paragraph before was left open, so it goes on here.")
        }
        1 => format!("Nobody is named in this paragraph, and {name} speaks in the one before."),
        _ => format!("{name} spoke last, but not right before these words."),
    }
}
