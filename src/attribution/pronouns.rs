//! Pronouns inside quotations, and the order of the entities once all are known.

use std::collections::BTreeMap;

use super::Attributed;
use crate::coref::{Entities, Entity, Mention, MentionKind};
use crate::lexicon::PRONOUNS;
use crate::order::Order;
use crate::quote::QuotationKind;
use crate::text::{Case, Document};

/// "I" and "we" in quotation marks are the speaker, and inside quotations within others the inner one.
pub(super) fn link_first_persons(document: &Document, attributed: &[Attributed], entities: &mut Entities) {
    // A quotation stands behind the one that it stands inside of, so that the inner one has the last word.
    let mut speakers: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for quotation in attributed {
        let direct = quotation.quotation.kind == QuotationKind::Direct;
        let spans = if direct { &quotation.quotation.content } else { &quotation.quotation.printed };
        for &span in spans {
            for token_idx in document.tokens_in(span) {
                let word = document.word(token_idx);
                let is_first = PRONOUNS.get(&word.lower).is_some_and(|form| form.person.is_first());
                if is_first && !(word.case == Case::Upper && word.lower.len() > 1) {
                    speakers.insert(token_idx, quotation.speaker);
                }
            }
        }
    }
    for (token_idx, speaker) in speakers {
        let Some(speaker) = speaker else { continue };
        let span = document.tokens[token_idx].span;
        let tokens = token_idx..token_idx + 1;
        let kind = MentionKind::Pronoun;
        entities.entities[speaker].mentions.push(Mention { span, tokens, kind, own_type: None });
    }
}

/// Puts the entities back in order of first mention, and renumbers those who refer to them.
pub(super) fn in_order(entities: &mut Entities, attributed: &mut [Attributed]) {
    for entity in &mut entities.entities {
        entity.mentions.order_by_key(|mention| (mention.span, mention.kind));
        entity.mentions.dedup_by_key(|mention| mention.span);
    }
    let mut order: Vec<usize> = (0..entities.entities.len()).collect();
    order.order_by_key(|&number| {
        (entities.entities[number].mentions.first().map(|mention| mention.span), number)
    });
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut moved: Vec<Option<Entity>> =
        std::mem::take(&mut entities.entities).into_iter().map(Some).collect();
    entities.entities = order.iter().filter_map(|&old| moved[old].take()).collect();
    renumber(&mut entities.entities, attributed, |old| place[old]);
}

/// Gives everything that refers to an entity by its number the new one.
pub(super) fn renumber(
    entities: &mut [Entity],
    attributed: &mut [Attributed],
    place: impl Fn(usize) -> usize,
) {
    for entity in entities {
        entity.affiliation = entity.affiliation.map(&place);
        for member in &mut entity.members {
            *member = place(*member);
        }
    }
    for quotation in attributed {
        quotation.speaker = quotation.speaker.map(&place);
        quotation.relay = quotation.relay.map(&place);
        for candidate in &mut quotation.candidates {
            candidate.speaker = candidate.speaker.map(&place);
        }
    }
}
