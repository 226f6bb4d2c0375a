//! What the article says of each entity: its roles, its country, its gender; found before the pass.

use crate::lexicon::RoleKind;
use std::ops::Range;

use super::MentionKind;
use super::attachment::KnownRole;
use super::cluster::{Cluster, Group};
use super::discourse::Discourse;
use super::gender::Evidence;
use super::role::{Opening, Phrase};

/// How many roles of one noun are compared.
const MAX_KNOWN_ROLES: usize = 24;
/// How far behind a source the words stand that say who passes it on, in tokens.
const MAX_RELAY: usize = 5;
/// How many links back the one of an owner is looked for.
const MAX_OWNER_LINKS: usize = 4;

impl Discourse<'_, '_> {
    /// The names that begin in a range of tokens.
    pub fn names_in(&self, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        let from = self.names.tokens.partition_point(|name| name.start < tokens.start);
        let n = self.names.tokens[from..].iter().take_while(|name| name.start < tokens.end).count();
        from..from + n
    }

    /// Who passes a quotation on by the words behind its source: "Reyle, according to the ministry".
    pub fn relay(&self, number: usize) -> Option<usize> {
        let document = self.names.document;
        let quotation = &self.quotations[number];
        let source = document.tokens_in(quotation.source?);
        let cue = quotation.cue.map_or(0..0, |cue| document.tokens_in(cue));
        let end = document.sentences.get(document.sentence_of(source.start))?.tokens.end;
        let is_relay = |&at: &usize| {
            let pair = (document.lower(at), document.lower(at + 1));
            let passes = matches!(pair, ("according", "to") | ("quoted" | "cited" | "reported", "by"));
            passes && !cue.contains(&at)
        };
        let at = (source.start..(source.end + MAX_RELAY).min(end.saturating_sub(1))).find(is_relay)?;
        let name = self.names_in(at + 2..(at + 2 + MAX_RELAY).min(end)).next()?;
        Some(self.entity_of[name])
    }

    /// Whether no other person, or no other thing, is named as often.
    pub fn most_named(&self, entity: usize) -> bool {
        self.most_named.contains(&Some(entity))
    }

    /// The roles that the text gives to an entity, at most [`MAX_KNOWN_ROLES`].
    pub fn roles_of(&self, entity: usize) -> impl Iterator<Item = &KnownRole> {
        let own = self.by_entity.get(&entity).map_or(&[][..], Vec::as_slice);
        own.iter().map(|&number| &self.known_roles[number])
    }

    /// The tokens right before the names of an entity, of its first few.
    pub fn titles_of(&self, entity: usize) -> impl Iterator<Item = usize> {
        let names = self.clusters.get(entity).map_or(&[][..], |cluster| &cluster.mentions[..]);
        names.iter().take(8).filter_map(|&(name, _)| self.names.tokens[name].start.checked_sub(1))
    }

    pub fn index_heads(&mut self) {
        for (entity, cluster) in self.clusters.iter().enumerate() {
            let spelling = &cluster.spelling;
            if cluster.group == Group::Person || spelling.words.len() < 2 {
                continue;
            }
            let head = &spelling.words[spelling.head];
            let last = spelling.words.last().filter(|last| *last != head);
            for word in std::iter::once(head).chain(last) {
                let known = self.by_head.entry(word.clone()).or_default();
                if known.len() < MAX_KNOWN_ROLES {
                    known.push(entity);
                }
            }
        }
    }

    pub fn index_roles(&mut self) {
        for (number, known_role) in self.known_roles.iter().enumerate() {
            let own = self.by_entity.entry(known_role.entity).or_default();
            if own.len() < MAX_KNOWN_ROLES {
                own.push(number);
            }
            let role = known_role.phrase.role;
            for noun in std::iter::once(role.noun).chain(role.broader.split(' ')) {
                let known = self.by_noun.entry(noun).or_default();
                if known.len() < MAX_KNOWN_ROLES {
                    known.push(number);
                }
            }
        }
    }

    /// "The North" where the text has North Korea.
    pub fn find_halves(&mut self) {
        let document = self.names.document;
        let of = |half: &str| {
            let is_half = |cluster: &&(usize, &Cluster)| matches!(&cluster.1.spelling.words[..], [first, second] if first == half && is_divided(second));
            let mut found = self.clusters.iter().enumerate().filter(|c| is_half(&c));
            match (found.next(), found.next()) {
                (Some((only, _)), None) => Some(only),
                _ => None,
            }
        };
        let halves = [("north", of("north")), ("south", of("south"))];
        for (half, entity) in halves.into_iter().filter_map(|(half, entity)| Some((half, entity?))) {
            for sentence in &document.sentences {
                for at in sentence.tokens.clone().skip(1) {
                    let is_capital =
                        |at: usize| sentence.tokens.contains(&at) && document.word(at).case.is_capital();
                    if document.lower(at) == half
                        && document.lower(at - 1) == "the"
                        && is_capital(at)
                        && !is_capital(at + 1)
                        && self.names.name_at(at).is_none()
                    {
                        self.links.push((at..at + 1, entity, MentionKind::Alias));
                    }
                }
            }
        }
    }

    /// The country that each entity is said to belong to by a role, and what is an organization.
    pub fn find_kinds(&mut self) {
        for known_role in &self.known_roles {
            let entry = &mut self.entries[known_role.entity];
            entry.country = entry.country.or(known_role.phrase.country);
            let is_called = known_role.phrase.role.what == RoleKind::Organization;
            entry.is_organization |= is_called && entry.group == Group::Other;
        }
    }

    /// The entity that a phrase belongs to by an apostrophe: "the company's chief executive".
    pub fn owner(&self, phrase: &Phrase) -> Option<usize> {
        if !matches!(phrase.opening, Opening::Owned(_)) {
            return None;
        }
        let apostrophe = phrase.tokens.start.checked_sub(1)?;
        let mut last = self.links.iter().rev().take(MAX_OWNER_LINKS);
        last.find(|(tokens, ..)| tokens.end == apostrophe).map(|(_, entity, _)| *entity)
    }

    pub fn find_genders(&mut self) {
        let document = self.names.document;
        for (entity, cluster) in self.clusters.iter().enumerate() {
            if cluster.group == Group::Person {
                self.entries[entity].gender = Evidence::of_name(&cluster.spelling);
            }
        }
        for (name, tokens) in self.names.tokens.iter().enumerate() {
            let title = tokens.start.checked_sub(1).map_or("", |before| document.lower(before));
            let known = &mut self.entries[self.entity_of[name]].gender;
            *known = known.or(Evidence::of_title(title));
        }
        for known_role in &self.known_roles {
            let known = &mut self.entries[known_role.entity].gender;
            *known = known.or(Evidence::of_role(known_role.phrase.role.gender));
        }
    }
}

/// Countries whose halves are called "the North" and "the South".
fn is_divided(country: &str) -> bool {
    matches!(country, "korea" | "sudan" | "vietnam" | "yemen")
}
