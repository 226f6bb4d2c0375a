//! Who says each quotation, how sure that is and why; nobody rather than a wrong one.
//!
//! Whom sources stand for is decided in [`crate::coref`]; here are the conventions of layout, the
//! bound below which a speaker is left open, and the reason in words.

mod reason;
mod interview;
mod pronouns;
mod crossing;

pub use crossing::settle;

use crate::coref::{Entities, SourceKind};
use crate::quote::{Quotation, Quotations};
use crate::text::Document;

/// Somebody who may have said a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Index of the entity; None stands for "none of those named".
    pub speaker: Option<usize>,
    /// How likely, in thousandths.
    pub score: u16,
}

/// A quotation with its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// The quotation.
    pub quotation: Quotation,
    /// Index of the entity that says it; None if the text does not say, or it is unsure.
    pub speaker: Option<usize>,
    /// How sure the speaker is, in thousandths.
    pub confidence: u16,
    /// Index of the entity that passes it on.
    pub relay: Option<usize>,
    /// Why, in one sentence.
    pub reason: String,
    /// The likeliest speakers, best first, at most three; together at most 1000.
    pub candidates: Vec<Candidate>,
}

/// Finds the speaker of each quotation by whom its source stands for; adds the pronouns inside
/// quotations to `entities`. Below `shown_from`, in thousandths, a speaker is left open.
pub fn find_speakers(
    document: &Document,
    quotations: &Quotations,
    entities: &mut Entities,
    shown_from: u16,
) -> Vec<Attributed> {
    let mut attributed: Vec<Attributed> = Vec::with_capacity(quotations.quotations.len());
    let answers = interview::Answers::new(document, quotations, entities);
    for (number, quotation) in quotations.quotations.iter().enumerate() {
        let source = &entities.sources[number];
        let found = match source.kind {
            SourceKind::Letter => answers.speaker(document, entities, quotation),
            _ => {
                let candidates = source.candidates.iter();
                let candidates = candidates.map(|&(speaker, score)| Candidate { speaker, score }).collect();
                let confidence = match source.candidates.first() {
                    Some(&(Some(_), score)) => score,
                    _ => 0,
                };
                let shown = source.speaker.filter(|_| shown_from <= confidence);
                let reason = reason::of(document, entities, quotation, source, &attributed);
                let outer = quotation.parent.and_then(|parent| attributed.get(parent)?.speaker);
                let relay = source.relay.or(outer).filter(|&relay| shown.is_some_and(|shown| shown != relay));
                let quotation = quotation.clone();
                Attributed { quotation, speaker: shown, confidence, relay, reason, candidates }
            }
        };
        attributed.push(found);
    }
    pronouns::link_first_persons(document, &attributed, entities);
    pronouns::in_order(entities, &mut attributed);
    attributed
}
