//! How a role or other words fit an entity: features of the mentions that are neither name nor
//! pronoun.

use std::ops::Range;

use super::MentionKind;
use super::anaphor::called;
use super::candidates::Candidate;
use super::cluster::Group;
use super::place::{Features, Place, bin, bits, type_number};
use super::ranker::AnaphorKind;
use super::role::{Opening, Role};
use super::role_antecedent::Fit;
use crate::lexicon::FUNCTION_WORDS;
use crate::tagger::pair;
use crate::text::Case;

impl Place<'_, '_, '_, '_> {
    /// How a role or other words fit the entity.
    pub fn weigh_role(&self, entity: usize, rule: Option<usize>, all: &[Candidate], features: &mut Features) {
        let discourse = self.discourse;
        let document = discourse.names.document;
        if !self.anaphor.kind.is_worded() {
            return;
        }
        let entry = &discourse.entries[entity];
        let class = pair(type_number(entry.entity_type), u64::from(entry.is_organization));
        features.add(50, pair(self.what, class));
        features.add(51, pair(self.opening, pair(self.what, class)));
        features.add(52, pair(self.noun, class));
        features.add(49, pair(self.shares, pair(class, self.opening)));
        features.add(48, pair(self.hypernym, class));
        features.add(53, bits(&[rule == Some(entity), rule.is_some()]));
        let is_last = self.last_of_noun == Some(entity);
        features.add(117, pair(bits(&[self.last_of_noun.is_some(), is_last]), self.opening));
        features.add(118, pair(self.noun, pair(class, u64::from(entry.country.is_some()))));
        // "The driver" where somebody without a name is called so.
        let noun = document.lower(self.anaphor.noun);
        let is_rival = |other: &&Candidate| {
            let other = other.entity;
            other != entity
                && discourse.clusters.len() <= other
                && discourse.entries[other].noun == called(noun)
        };
        let rival = all.iter().find(is_rival).map(|rival| discourse.entries[rival.entity].speaks);
        features.add(110, pair(bits(&[rival.is_some(), rival == Some(true)]), self.opening));
        let cluster = discourse.clusters.get(entity);
        let is_head = cluster.is_some_and(|cluster| {
            let words = &cluster.spelling.words;
            1 < words.len()
                && cluster.group != Group::Person
                && (words[cluster.spelling.head] == noun || words.last().is_some_and(|last| last == noun))
        });
        let n_heads = discourse.by_head.get(noun).map_or(0, Vec::len);
        features.add(54, pair(u64::from(is_head), bin(n_heads)));
        // Every word of it in the name, in any case: "the energy ministry".
        let words = self.anaphor.tokens.clone().filter(|&at| !FUNCTION_WORDS.contains(document.lower(at)));
        let in_name = |at: usize| {
            cluster
                .is_some_and(|cluster| cluster.spelling.words.iter().any(|word| word == document.lower(at)))
        };
        let (n_words, n_shared) = words.fold((0, 0), |(n, m), at| (n + 1, m + usize::from(in_name(at))));
        features.add(55, pair(bin(n_shared), u64::from(n_shared == n_words)));
        if self.anaphor.kind == AnaphorKind::SourceWords {
            let is_capital = document.word(self.anaphor.noun).case.is_capital();
            let is_surname = discourse.surnames.get(noun).copied().flatten() == Some(entity);
            features.add(56, bits(&[is_surname, is_capital, n_words == 1]));
            // "The MCE", "the PM": the initials of an office that is in a role, or before the name.
            let is_short = document.word(self.anaphor.noun).case == Case::Upper && 1 < noun.len();
            let is_called = is_short
                && (discourse
                    .roles_of(entity)
                    .any(|known_role| self.has_initials(known_role.phrase.tokens.clone()))
                    || discourse.titles_of(entity).any(|at| document.lower(at) == noun));
            features.add(64, bits(&[is_short, is_called]));
        }
        let Some(phrase) = self.anaphor.phrase(discourse) else { return };
        let fit = discourse.fit_of(phrase, entity);
        features.add(57, pair(fit.number(), self.opening));
        features.add(58, pair(fit.number(), u64::from(entry.n_names == 1)));
        let is_of_country = match (phrase.country, entry.country) {
            (Some(own), Some(other)) => 1 + u64::from(own == other),
            (Some(_), None) => 3,
            _ => 0,
        };
        features.add(59, pair(is_of_country, class));
        let is_in_phrase = phrase.names.iter().any(|&name| discourse.entity_of[name] == entity);
        let owner = discourse.owner(phrase);
        features
            .add(60, pair(bits(&[is_in_phrase, owner == Some(entity), phrase.names.is_empty()]), self.what));
        let affiliates = |name: &usize| {
            discourse.roles_of(entity).any(|known_role| {
                known_role
                    .phrase
                    .names
                    .iter()
                    .any(|&other| discourse.entity_of[other] == discourse.entity_of[*name])
            })
        };
        let is_affiliate = phrase.names.iter().any(affiliates);
        features.flag(61, is_affiliate);
        features.add(
            62,
            pair(
                bits(&[
                    phrase.tokens.len() == 1,
                    phrase.modifiers.is_empty(),
                    self.last_speaker == Some(entity),
                ]),
                self.opening,
            ),
        );
        // "his wife" is not he.
        let is_own = matches!(phrase.opening, Opening::Pronoun(at) if discourse.links.iter().rev().take(4).any(|(tokens, other, _)| tokens.start == at && *other == entity));
        features.flag(63, is_own);
    }

    /// Whether the anaphor's letters are the initials of some words, links left out.
    fn has_initials(&self, words: Range<usize>) -> bool {
        let document = self.discourse.names.document;
        let words = words.filter(|&at| !FUNCTION_WORDS.contains(document.lower(at)));
        let initials: String = words.filter_map(|at| document.lower(at).chars().next()).collect();
        let noun = document.lower(self.anaphor.noun);
        initials.starts_with(noun)
    }

    /// How an entity without a name fits by its words, and for a pronoun by its last mention: who has no name
    /// is meant soon after, or not at all.
    pub fn weigh_unnamed(&self, candidate: &Candidate, rank: usize, features: &mut Features) {
        let entity = candidate.entity;
        let discourse = self.discourse;
        let document = discourse.names.document;
        let entry = &discourse.entries[entity];
        let noun = document.lower(self.anaphor.noun);
        if self.anaphor.kind.is_worded() {
            let is_same_noun = entry.noun == called(noun);
            let words = document.cover(self.anaphor.tokens.clone()).of(document.text);
            let is_same = entry.words.eq_ignore_ascii_case(words);
            let is_broader = Role::of(&entry.noun)
                .is_some_and(|role| role.broader.split(' ').any(|broader| broader == noun));
            features.add(70, pair(bits(&[is_same_noun, is_same, is_broader, entry.speaks]), self.opening));
            features.add(
                71,
                pair(
                    bits(&[is_same_noun, is_same, self.is_plural]),
                    u64::from(self.anaphor.tokens.len() == 1),
                ),
            );
            features.flag(72, self.is_plural != entry.is_plural);
            features.add(
                111,
                bits(&[is_same_noun, self.last_speaker == Some(entity), entry.speaks, self.opening == 0]),
            );
        } else {
            features.add(
                73,
                bits(&[entry.speaks, entry.is_plural, entry.members.is_empty(), entry.noun == called(noun)]),
            );
            if let Some((last, distance, _)) = candidate.last {
                let is_pronoun = last.kind == MentionKind::Pronoun;
                features
                    .add(119, pair(bin(distance), bits(&[last.is_subject, last.is_governed, is_pronoun])));
                let subject = bits(&[candidate.is_subject_here, candidate.was_subject_before, self.opens]);
                features.add(120, pair(rank.min(3) as u64, pair(subject, u64::from(last.is_subject))));
            }
        }
    }
}

impl Fit {
    pub fn number(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Against => 1,
            Self::Score(score) => 2 + score.clamp(0, 6) as u64,
        }
    }
}
