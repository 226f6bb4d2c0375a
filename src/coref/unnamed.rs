//! Entities without a name: whom a role describes, and several that speak together.

use crate::lexicon::RoleKind;
use std::ops::Range;

use super::RankedOptions;
use super::anaphor::{called, is_plural};
use super::cluster::Group;
use super::discourse::Discourse;
use super::gender::Evidence;
use super::history::EntityState;
use super::role::Role;
use super::{Entities, Entity, KnownEntity, Mention, MentionKind};
use crate::entity::EntityType;
use crate::order::Order;

/// How many words the name of an institution has, at most.
const MAX_INSTITUTION: usize = 4;

impl Discourse<'_, '_> {
    /// Gives the best option without a name the probability of all of them: to a reader it is the same
    /// whether somebody without a name is new or not.
    pub fn add_up_unnamed(&self, options: &RankedOptions, scores: &[i32], probabilities: &mut [u16]) {
        let is_unnamed = |at: &usize| options[*at].0.is_none_or(|entity| self.clusters.len() <= entity);
        let sum = (0..options.len()).filter(is_unnamed).map(|at| probabilities[at]).sum();
        let rank = |&at: &usize| (scores[at], std::cmp::Reverse(at));
        let best = (0..options.len()).filter(is_unnamed).max_by_key(rank);
        for at in (0..options.len()).filter(is_unnamed) {
            probabilities[at] = if Some(at) == best { sum } else { 0 };
        }
    }

    /// Whether a noun means somebody, a body, a message, or a place where people are: "the research center says";
    /// "confidentiality" says nothing.
    pub fn may_speak(&self, noun_at: usize) -> bool {
        let lower = self.names.document.lower(noun_at);
        let known = self.wordnet.noun(lower);
        Role::of(lower).is_some()
            || known.is_none_or(|noun| 0 < noun.person + noun.group + noun.communication + noun.location)
    }

    /// What the oracle sees of an entity.
    pub fn known(&self, entity: usize) -> KnownEntity {
        let document = self.names.document;
        let is_named = entity < self.clusters.len() || self.entries[entity].is_institution;
        let spans = if let Some(cluster) = self.clusters.get(entity) {
            let mentions = cluster.mentions.iter();
            mentions.map(|&(name, _)| document.cover(self.names.tokens[name].clone())).collect()
        } else {
            let links = self
                .links
                .iter()
                .filter(|(_, other, kind)| *other == entity && *kind != MentionKind::Pronoun);
            links.map(|(tokens, ..)| document.cover(tokens.clone())).collect()
        };
        KnownEntity { is_named, entity_type: self.entries[entity].entity_type, spans }
    }

    /// An entity without a name.
    pub fn add_unnamed(&mut self, words: Range<usize>, noun_at: usize) -> usize {
        let document = self.names.document;
        let noun = document.lower(noun_at).to_owned();
        let role = Role::of(&noun);
        let known = self.wordnet.noun(&noun).unwrap_or_default();
        let is_plural = is_plural(self.wordnet, document, noun_at);
        let is_body = match role {
            Some(role) => matches!(role.what, RoleKind::Organization | RoleKind::Place | RoleKind::Thing),
            None => known.person == 0 && 0 < known.group + known.communication + known.location,
        };
        let affiliation = self
            .names_in(words.clone())
            .map(|name| self.entity_of[name])
            .find(|&entity| self.entries[entity].group != Group::People);
        // A people or place and a body: "Velmark health ministry".
        let is_owner =
            |name: usize| matches!(self.entries[self.entity_of[name]].group, Group::Place | Group::People);
        let first = self.names.name_at(words.start).filter(|&name| is_owner(name));
        let is_institution = role.is_some_and(|role| role.what == RoleKind::Organization)
            && noun_at + 1 == words.end
            && !is_plural
            && first.is_some_and(|name| {
                self.names.tokens[name].end < words.end && words.len() <= MAX_INSTITUTION
            });
        let text = document.cover(words).of(document.text);
        self.entries.push(EntityState {
            group: if is_body { Group::Other } else { Group::Person },
            entity_type: if is_body { EntityType::Organization } else { EntityType::Person },
            gender: role.map_or_else(Evidence::default, |role| Evidence::of_role(role.gender)),
            country: None,
            is_organization: is_body,
            n_names: 0,
            is_plural,
            noun: called(&noun).to_owned(),
            words: text.split_whitespace().collect::<Vec<_>>().join(" "),
            members: Vec::new(),
            affiliation,
            is_institution,
            speaks: false,
        });
        self.entries.len() - 1
    }

    /// The entity of several that speak together; the same members are the same entity.
    pub fn joint(&mut self, words: Range<usize>, members: Vec<usize>) -> usize {
        let known = self.entries[self.clusters.len()..].iter().rposition(|entry| entry.members == members);
        if let Some(known) = known {
            return self.clusters.len() + known;
        }
        let entity = self.add_unnamed(words.clone(), words.end - 1);
        let first = &self.entries[members[0]];
        let (group, entity_type) = (first.group, first.entity_type);
        let entry = &mut self.entries[entity];
        (entry.group, entry.entity_type) = (group, entity_type);
        entry.is_plural = true;
        entry.affiliation = None;
        entry.noun.clear();
        entry.members = members;
        entity
    }

    /// The entities with what was linked to them; of those without a name the ones that speak.
    pub fn finish(self, mut entities: Vec<Entity>) -> Entities {
        let n_named = entities.len();
        let mut place: Vec<Option<usize>> = (0..n_named).map(Some).collect();
        for entry in &self.entries[n_named..] {
            place.push(entry.speaks.then_some(entities.len()));
            if !entry.speaks {
                continue;
            }
            let at = |entity: &usize| place[*entity];
            entities.push(Entity {
                entity_type: entry.entity_type,
                name: entry.words.clone(),
                named: entry.is_institution,
                roles: Vec::new(),
                affiliation: entry.affiliation.as_ref().and_then(at),
                members: entry.members.iter().filter_map(at).collect(),
                mentions: Vec::new(),
            });
        }
        for (tokens, entity, kind) in self.links {
            let entry = &self.entries[entity];
            let Some(entity) = place[entity] else { continue };
            let span = self.names.document.cover(tokens.clone());
            let is_name = entry.is_institution
                && kind == MentionKind::Role
                && span.of(self.names.document.text).eq_ignore_ascii_case(&entry.words);
            let kind = if is_name { MentionKind::Name } else { kind };
            entities[entity].mentions.push(Mention { span, tokens, kind, own_type: None });
        }
        for source in &self.sourced {
            let Some(entity) = source.speaker.and_then(|speaker| place[speaker]) else { continue };
            let (span, tokens) = (self.names.document.cover(source.words.clone()), source.words.clone());
            if entities[entity].mentions.is_empty() {
                let kind = MentionKind::Role;
                entities[entity].mentions.push(Mention { span, tokens, kind, own_type: None });
            }
        }
        for entity in &mut entities {
            entity.mentions.order_by_key(|mention| (mention.span, mention.kind));
        }
        let mut sources = self.sourced;
        for source in &mut sources {
            source.speaker = source.speaker.and_then(|speaker| place[speaker]);
            source.relay = source.relay.and_then(|relay| place[relay]);
            for (candidate, _) in &mut source.candidates {
                *candidate = candidate.and_then(|candidate| place[candidate]);
            }
        }
        Entities { entities, sources }
    }
}
