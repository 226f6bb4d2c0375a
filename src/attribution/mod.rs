//! Who says each quotation: the entity behind its source, or nobody rather than a wrong one.

mod source;
mod confidence;
mod finding;
mod unnamed;
mod pronouns;
mod crossing;

pub use confidence::{
    Confidences, Ground, N_GROUNDS, N_QUOTATION_KINDS, SPEAKERS_SECTION, SPEAKERS_TEMPLATE,
};
pub use crossing::uncross;

use std::collections::BTreeMap;

use crate::coref::{Entities, MentionKind};
use crate::quote::{Quotation, Quotations};
use crate::text::Document;

use source::Index;

/// Below this confidence, in thousandths, the speaker is left open.
pub const UNSURE_BELOW: u16 = 560;

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
    /// What the speaker rests on.
    pub ground: Ground,
    /// Why, in one sentence.
    pub reason: String,
    /// The likeliest speakers, best first, at most three.
    pub candidates: Vec<Candidate>,
}

/// Finds the speaker of each quotation; adds unnamed sources and the pronouns inside quotations
/// to `entities`.
pub fn find_speakers(
    document: &Document,
    quotations: &Quotations,
    entities: &mut Entities,
    confidences: &Confidences,
) -> Vec<Attributed> {
    let mut by_text = BTreeMap::new();
    for (entity_idx, entity) in entities.entities.iter().enumerate() {
        for mention in &entity.mentions {
            if !matches!(mention.kind, MentionKind::Role | MentionKind::Pronoun) {
                by_text.entry(mention.span.of(document.text)).or_insert(entity_idx);
            }
        }
    }
    let mut speakers = Speakers {
        document,
        by_text,
        index: Index::new(entities),
        entities,
        confidences,
        answers_from: None,
        unnamed: BTreeMap::new(),
        called: BTreeMap::new(),
        attributed: Vec::with_capacity(quotations.quotations.len()),
        moves: Vec::new(),
    };
    for quotation in &quotations.quotations {
        let found = speakers.speaker(quotation);
        speakers.attributed.push(found);
    }
    let Speakers { mut attributed, moves, .. } = speakers;
    pronouns::link_first_persons(document, &attributed, entities);
    pronouns::move_third_persons(document, &attributed, entities, moves);
    pronouns::in_order(entities, &mut attributed);
    attributed
}

/// How many tokens before a role its holder is looked for.
const MAX_NEAR: usize = 200;
/// How many quotations back a source or pronoun looks for its speaker.
const MAX_BACK: usize = 8;

/// A pronoun's best entity beats the next one by this much where it is sure.
const SURE_MARGIN: i32 = 250;
/// The margin of a pronoun with one candidate.
const MAX_MARGIN: i32 = 1000;

struct Speakers<'d, 't, 'e> {
    document: &'d Document<'t>,
    index: Index,
    entities: &'e mut Entities,
    confidences: &'e Confidences,
    /// Where the first "Q" or "A" of a printed interview stands.
    answers_from: Option<u32>,
    /// The unnamed sources by their words, and by their last noun.
    unnamed: BTreeMap<String, usize>,
    /// Whom a noun stood for that the text calls nobody: "the striker".
    called: BTreeMap<String, usize>,
    /// The named entities by their names as printed.
    by_text: BTreeMap<&'t str, usize>,
    attributed: Vec<Attributed>,
    /// Pronouns that a source's context gives to another entity: token, from, to.
    moves: Vec<pronouns::Move>,
}

impl Speakers<'_, '_, '_> {
    fn speaker(&mut self, quotation: &Quotation) -> Attributed {
        let source = quotation.source.and_then(|span| {
            source::read(self.document, self.entities, &self.index, span).map(|s| (span, s))
        });
        let finding = match source {
            Some((span, source)) => self.by_source(quotation, span, source),
            None => self.by_place(quotation),
        };
        let confidence = match finding.speaker {
            Some(_) => self.confidences.of(finding.ground, quotation.kind).min(finding.at_most),
            None => 0,
        };
        let mut candidates = Vec::new();
        if finding.speaker.is_some() {
            candidates.push(Candidate { speaker: finding.speaker, score: confidence });
        }
        let rest = 1000 - confidence;
        if let Some(other) = finding.runner_up.filter(|&other| Some(other) != finding.speaker) {
            let runner_up = (rest * 3 / 5).min(confidence);
            candidates.push(Candidate { speaker: Some(other), score: runner_up });
            candidates.push(Candidate { speaker: None, score: rest - runner_up });
        } else {
            candidates.push(Candidate { speaker: None, score: rest });
        }
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
        Attributed {
            quotation: quotation.clone(),
            speaker: finding.speaker.filter(|_| UNSURE_BELOW <= confidence),
            confidence,
            ground: finding.ground,
            reason: finding.reason,
            candidates,
        }
    }
}
