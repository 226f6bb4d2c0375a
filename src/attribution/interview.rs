//! Printed interviews: "Q" asks, "A" answers.

use super::{Attributed, Candidate};
use crate::coref::{Entities, Entity, Mention, MentionKind, SourceKind};
use crate::entity::EntityType;
use crate::quote::{Quotation, Quotations};
use crate::span::Span;
use crate::text::Document;

/// How sure it is who answers, in thousandths.
const SURE: u16 = 800;

/// Who answers in a printed interview.
pub(super) struct Answers {
    person: Option<usize>,
}

impl Answers {
    /// The answers are the person's whom the text before them names most, or else the whole text but
    /// for those whom an answer names: nobody calls himself by his name.
    pub fn new(document: &Document, quotations: &Quotations, entities: &Entities) -> Self {
        let letters = entities.sources.iter().zip(&quotations.quotations);
        let letters = letters.filter(|(source, _)| source.kind == SourceKind::Letter);
        let letters: Vec<&Quotation> = letters.map(|(_, quotation)| quotation).collect();
        let first = letters.first().and_then(|quotation| quotation.source);
        let from = first.map_or(0, |source| source.start);
        let answers = letters.iter().filter(|quotation| is_answer(document, quotation));
        let answers: Vec<Span> = answers.flat_map(|quotation| quotation.content.iter().copied()).collect();
        let is_in_answer = |span: Span| {
            let at = answers.partition_point(|answer| answer.end <= span.start);
            answers.get(at).is_some_and(|answer| answer.contains(span))
        };
        let is_named = |mention: &&Mention| matches!(mention.kind, MentionKind::Name | MentionKind::Alias);
        let is_told_of = |e: &Entity| e.mentions.iter().filter(is_named).any(|own| is_in_answer(own.span));
        let before = |e: &Entity| e.mentions.partition_point(|mention| mention.span.start < from);
        let persons = entities.entities.iter().enumerate();
        let persons = persons.filter(|(_, e)| e.named && e.entity_type == EntityType::Person);
        let most = persons
            .filter(|(_, e)| 0 < before(e) || !is_told_of(e))
            .max_by_key(|&(number, e)| (before(e), e.mentions.len(), std::cmp::Reverse(number)));
        Self { person: most.map(|(number, _)| number) }
    }

    pub fn speaker(&self, document: &Document, entities: &Entities, quotation: &Quotation) -> Attributed {
        let person = self.person.filter(|_| is_answer(document, quotation));
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

fn is_answer(document: &Document, quotation: &Quotation) -> bool {
    quotation.source.is_some_and(|source| source.of(document.text).starts_with('A'))
}
