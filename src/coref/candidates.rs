//! The entities that a mention may stand for.

use std::ops::Range;

use super::anaphor::{Anaphor, called};
use super::discourse::Discourse;
use super::history::{MAX_BACK, PriorMention};
use super::ranker::AnaphorKind;
use super::role_antecedent::Fit;
use crate::text::Case;

/// How many candidates a mention has, at most.
const MAX_CANDIDATES: usize = 32;
/// How many quotations back their speakers are candidates.
const MAX_SPOKEN: usize = 4;
/// How far behind a quotation a name is a candidate, in tokens.
const MAX_BEHIND: usize = 12;

impl Anaphor {
    /// The entities that may be meant, nearest first, with their last mention.
    pub fn candidates(&self, discourse: &Discourse) -> Vec<Candidate> {
        let mut found = Candidates { anaphor: self, discourse, all: Vec::new(), refused: Vec::new() };
        let document = discourse.names.document;
        if let Some(last) = self.antecedent {
            found.add(found.ending_at(last));
        }
        if let Some(source) = self.quotation.and_then(|number| discourse.sources[number].as_ref()) {
            for &name in &source.names {
                found.add(Some(discourse.entity_of[name]));
            }
        }
        let sentence = document.sentence_of(self.from);
        // Nobody looks from the story to a caption or credit.
        let is_story = |paragraph: usize| document.paragraphs[paragraph].kind.is_story();
        let in_story = is_story(document.paragraph_of(self.from));
        for (back, prior) in discourse.history.iter().rev().take(MAX_BACK).enumerate() {
            let distance = sentence.saturating_sub(prior.sentence);
            if self.reach() < distance {
                break;
            }
            if !in_story || is_story(prior.paragraph) {
                found.add_prior(prior, distance, back);
            }
        }
        if self.quotation.is_some() {
            for spoken in discourse.spoken.iter().rev().take(MAX_SPOKEN) {
                found.add(spoken.speaker);
            }
            for spoken in discourse.around(self.from, self.quotation).take(2) {
                found.add(spoken.speaker);
            }
        }
        if let Some(role) = self.role(document) {
            let broader = role.broader.split(' ').take(2);
            for noun in std::iter::once(role.noun).chain(broader) {
                for &known_role in discourse.by_noun.get(noun).map_or(&[][..], Vec::as_slice) {
                    found.add(Some(discourse.known_roles[known_role].entity));
                }
            }
            // "The company" is seldom one named later that has the word in its name.
            if !role.is_company() {
                for &entity in discourse.by_head.get(role.noun).map_or(&[][..], Vec::as_slice) {
                    found.add(Some(entity));
                }
            }
        }
        if let Some(phrase) = self.phrase(discourse) {
            for &name in &phrase.names {
                found.add(Some(discourse.entity_of[name]));
            }
        }
        if self.kind == AnaphorKind::SourceWords {
            found.add(discourse.surnames.get(document.lower(self.noun)).copied().flatten());
            // "The MCE": somebody with an office of these letters, of those who have one.
            if document.word(self.noun).case == Case::Upper {
                for known_role in discourse.known_roles.iter().take(MAX_BACK) {
                    found.add(Some(known_role.entity));
                }
            }
        }
        if self.kind == AnaphorKind::Gap
            && let Some(number) = self.quotation
        {
            let content = discourse.quotations[number].content.last().copied().unwrap_or_default();
            let end = document.tokens_in(content).end;
            for name in discourse.names_in(end..end + MAX_BEHIND).take(2) {
                found.add(Some(discourse.entity_of[name]));
            }
        }
        let mut all = found.all;
        self.drop_strangers(discourse, &mut all);
        all
    }

    /// "The driver", where the text has a driver without a name: then no name is meant of which the text
    /// does not say that it is one.
    fn drop_strangers(&self, discourse: &Discourse, all: &mut Vec<Candidate>) {
        if !matches!(self.kind, AnaphorKind::Role | AnaphorKind::SourceWords) {
            return;
        }
        let noun = called(discourse.names.document.lower(self.noun));
        let is_so_called = |one: &Candidate| {
            discourse.clusters.len() <= one.entity && discourse.entries[one.entity].noun == noun
        };
        if !all.iter().any(is_so_called) {
            return;
        }
        let source = self.quotation.and_then(|number| discourse.sources[number].as_ref());
        let is_inside = |entity: usize| {
            source.is_some_and(|source| source.names.iter().any(|&name| discourse.entity_of[name] == entity))
        };
        let is_known = |entity: usize| {
            let fits = self
                .phrase(discourse)
                .is_some_and(|phrase| matches!(discourse.fit_of(phrase, entity), Fit::Score(_)));
            fits || is_inside(entity)
                || discourse.by_head.get(noun).is_some_and(|heads| heads.contains(&entity))
        };
        all.retain(|one| discourse.clusters.len() <= one.entity || is_known(one.entity));
    }
}

/// An entity that a mention may stand for.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub entity: usize,
    /// Its last mention before, and how many sentences and mentions back that is.
    pub last: Option<(PriorMention, usize, usize)>,
    pub n_lately: usize,
    pub is_subject_here: bool,
    pub was_subject_before: bool,
    pub spoke_here: bool,
}

struct Candidates<'s, 'p, 'd, 't> {
    anaphor: &'s Anaphor,
    discourse: &'p Discourse<'d, 't>,
    all: Vec<Candidate>,
    /// Entities that cannot be meant; so each is asked about once, however often it stands before.
    refused: Vec<usize>,
}

impl Candidates<'_, '_, '_, '_> {
    /// The entity of the mention that ends with a token.
    fn ending_at(&self, last: usize) -> Option<usize> {
        let discourse = self.discourse;
        let of_name = discourse.names.name_at(last).map(|name| discourse.entity_of[name]);
        let mut links = discourse.links.iter().rev().take(8);
        let is_at = |tokens: &Range<usize>| tokens.contains(&last);
        of_name.or_else(|| links.find(|(tokens, ..)| is_at(tokens)).map(|(_, entity, _)| *entity))
    }

    fn at(&mut self, entity: usize) -> Option<&mut Candidate> {
        let known = self.all.iter().position(|candidate| candidate.entity == entity);
        let at = match known {
            Some(at) => at,
            None if MAX_CANDIDATES <= self.all.len() || self.refused.contains(&entity) => return None,
            None if !self.anaphor.allows(self.discourse, entity) => {
                self.refused.push(entity);
                return None;
            }
            None => {
                self.all.push(Candidate {
                    entity,
                    last: None,
                    n_lately: 0,
                    is_subject_here: false,
                    was_subject_before: false,
                    spoke_here: false,
                });
                self.all.len() - 1
            }
        };
        self.all.get_mut(at)
    }

    fn add(&mut self, entity: Option<usize>) {
        if let Some(entity) = entity {
            self.at(entity);
        }
    }

    fn add_prior(&mut self, prior: &PriorMention, distance: usize, back: usize) {
        let Some(candidate) = self.at(prior.entity) else { return };
        candidate.last.get_or_insert((*prior, distance, back));
        candidate.n_lately += usize::from(distance <= 5);
        candidate.is_subject_here |= distance == 0 && prior.is_subject;
        candidate.was_subject_before |= distance == 1 && prior.is_subject;
        candidate.spoke_here |= distance == 0 && prior.speaks;
    }
}
