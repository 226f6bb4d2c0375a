//! Printed interviews: "Q" asks, "A" answers.

use super::{Attributed, Candidate};
use crate::coref::{Entities, SourceKind};
use crate::entity::EntityType;
use crate::quote::{Quotation, Quotations};
use crate::text::Document;

/// How sure it is who answers, in thousandths.
const SURE: u16 = 800;

/// Who answers in a printed interview.
pub(super) struct Answers {
    person: Option<usize>,
}

impl Answers {
    /// The answers are the person's whom the text before them names most, or else the whole text.
    pub fn new(quotations: &Quotations, entities: &Entities) -> Self {
        let mut letters = entities.sources.iter().zip(&quotations.quotations);
        let first = letters.find(|(source, _)| source.kind == SourceKind::Letter);
        let from = first.and_then(|(_, quotation)| quotation.source).map_or(0, |source| source.start);
        let persons = entities.entities.iter().enumerate();
        let persons = persons.filter(|(_, e)| e.named && e.entity_type == EntityType::Person);
        let most = persons.max_by_key(|(number, e)| {
            let before = e.mentions.partition_point(|mention| mention.span.start < from);
            (before, e.mentions.len(), std::cmp::Reverse(*number))
        });
        Self { person: most.map(|(number, _)| number) }
    }

    pub fn speaker(&self, document: &Document, entities: &Entities, quotation: &Quotation) -> Attributed {
        let letter = quotation.source.map_or("", |source| source.of(document.text));
        let person = self.person.filter(|_| letter.starts_with('A'));
        let reason = match person {
            Some(person) => {
                let name = &entities.entities[person].name;
                format!("The answers are those of {name}, whom the text names most.")
            }
            None => "The questions are those of the interviewer, who is not named here.".to_owned(),
        };
        let confidence = person.map_or(0, |_| SURE);
        let named = person.map(|_| Candidate { speaker: person, score: SURE });
        let nobody = Candidate { speaker: None, score: 1000 - confidence };
        let candidates = named.into_iter().chain([nobody]).collect();
        let quotation = quotation.clone();
        Attributed { quotation, speaker: person, confidence, relay: None, reason, candidates }
    }
}
