//! What speaks for and against each entity that a mention may stand for.
//!
//! Features are in classes: kinds, distances, places, types, agreement. Of words only the nouns of
//! roles and the verbs that report enter, which any article has.

use super::RankedOptions;
use super::anaphor::Anaphor;
use super::candidates::Candidate;
use super::discourse::Discourse;
use super::history::PriorMention;
use super::place::{Features, Place, bin, bits, type_number};
use super::ranker::AnaphorKind;
use super::source::Head;
use super::{MentionKind, RankedOption};
use crate::lexicon::{GOVERNORS, Governor, TITLES};
use crate::quote::QuotationKind;
use crate::span::Span;
use crate::tagger::{hash, pair};
use crate::text::ParagraphKind;

/// How far behind a quotation its paragraph is looked at, in tokens.
const MAX_BEHIND: usize = 12;

impl Discourse<'_, '_> {
    /// The options of a mention with their features; the last one is "none of them".
    pub(super) fn options(&self, anaphor: &Anaphor) -> RankedOptions {
        let candidates = anaphor.candidates(self);
        let place = Place::new(self, anaphor);
        let rule = anaphor.phrase(self).filter(|_| anaphor.kind != AnaphorKind::SourceDocument);
        let rule = rule.and_then(|phrase| self.role_antecedent(phrase));
        let mut options: Vec<RankedOption> = Vec::with_capacity(candidates.len() + 1);
        for (rank, candidate) in candidates.iter().enumerate() {
            let mut features = Features::of(anaphor);
            place.weigh(candidate, rank, rule, &candidates, &mut features);
            options.push((Some(candidate.entity), features.keys));
        }
        let mut features = Features::of(anaphor);
        place.weigh_none(&candidates, rule, &mut features);
        options.push((None, features.keys));
        options
    }
}

impl Place<'_, '_, '_, '_> {
    fn weigh(
        &self,
        candidate: &Candidate,
        rank: usize,
        rule: Option<usize>,
        all: &[Candidate],
        features: &mut Features,
    ) {
        let Candidate { entity, .. } = *candidate;
        let discourse = self.discourse;
        let entry = &discourse.entries[entity];
        let entity_type = type_number(entry.entity_type);
        let is_named = entity < discourse.clusters.len();
        let class = pair(entity_type, bits(&[is_named, entry.is_plural, !entry.members.is_empty()]));
        features.add(1, 0);
        features.add(2, class);
        features.add(3, rank.min(4) as u64);
        let of_group = |other: &&Candidate| {
            discourse.entries[other.entity].group == entry.group && other.last.is_some_and(|(_, d, _)| d < 6)
        };
        let n_alike = all.iter().filter(of_group).count();
        features.add(4, bin(n_alike));
        self.weigh_last(candidate, rank, features);
        features.add(12, [0, 0, 2, 3][candidate.n_lately.min(3)]);
        features.add(13, bits(&[discourse.most_named(entity), entity == 0]));
        features.add(14, bin(entry.n_names));
        if let Some(gender) = self.anaphor.pronoun.and_then(|pronoun| pronoun.gender()) {
            features.add(15, pair(u64::from(entry.gender.weight), u64::from(entry.gender.gender == gender)));
        }
        features.add(16, bits(&[candidate.is_subject_here, candidate.was_subject_before]));
        self.weigh_speech(candidate, features);
        let is_last = self.last_speaker == Some(entity);
        features.add(100, pair(self.quotation_kind, pair(u64::from(is_last), self.last_distance)));
        features.add(101, bits(&[is_last, candidate.is_subject_here, candidate.was_subject_before]));
        features.add(107, pair(bin(n_alike), u64::from(is_last)));
        features.add(108, pair(bin(n_alike), rank.min(3) as u64));
        self.weigh_quotation(entity, features);
        self.weigh_role(entity, rule, all, features);
        if !is_named {
            self.weigh_unnamed(candidate, rank, features);
        }
    }

    /// How far back the last mention stands, and as what.
    fn weigh_last(&self, candidate: &Candidate, rank: usize, features: &mut Features) {
        let Some((last, distance, _)) = candidate.last else {
            features.add(5, 99);
            return;
        };
        let case = self.anaphor.pronoun.map_or(0, |pronoun| hash(pronoun.case.name().as_bytes()));
        features.add(5, bin(distance));
        let kind = match last.kind {
            MentionKind::Role => 1,
            MentionKind::Pronoun => 2,
            _ => 0,
        };
        let person = self.anaphor.pronoun.map(|pronoun| pronoun.person);
        let is_same = last.pronoun.is_some() && last.pronoun == person;
        features.add(6, pair(kind, u64::from(is_same)));
        features.add(7, bits(&[last.is_subject, last.is_governed, last.is_owner]));
        features.add(8, bits(&[self.is_quoted, last.is_quoted]));
        let document = self.discourse.names.document;
        let is_headline = document.paragraphs[last.paragraph].kind == ParagraphKind::Headline;
        let back = self.paragraph.saturating_sub(last.paragraph).min(3) as u64;
        features.add(9, pair(back, u64::from(is_headline)));
        let tokens = self.anaphor.from.saturating_sub(last.token);
        features.add(10, bin(tokens));
        features.flag(11, distance == 0 && self.is_same_clause(&last));
        features.add(
            17,
            pair(case, bits(&[candidate.is_subject_here, last.is_subject, distance == 0 && rank == 0])),
        );
        features.flag(18, self.opens && candidate.was_subject_before);
        let is_last = self.last_speaker == Some(candidate.entity);
        features.add(102, pair(rank.min(3) as u64, bits(&[is_last, last.is_quoted, self.is_quoted])));
        features.add(103, pair(kind, bits(&[is_same, is_last])));
        // Who is spoken of in another's words is seldom the one who goes on.
        let own = self.inside;
        let is_quoted_there = last.quotation.is_some();
        features.add(104, bits(&[is_quoted_there, own.is_some(), own == last.quotation, is_last]));
        features.add(105, pair(back, bits(&[last.opens, last.is_subject, is_quoted_there])));
        features.flag(106, is_headline && self.discourse.most_named(candidate.entity));
    }

    /// Whether no mark or conjunction stands between; looks at most 12 tokens back.
    fn is_same_clause(&self, last: &PriorMention) -> bool {
        let document = self.discourse.names.document;
        let ends = |at: usize| {
            matches!(
                document.lower(at),
                "," | ";" | ":" | "that" | "and" | "but" | "“" | "”" | "\"" | "which" | "who"
            )
        };
        self.anaphor.from.saturating_sub(last.token) <= 12 && !(last.token..self.anaphor.from).any(ends)
    }

    /// Who spoke before, and whose words the mention stands in.
    fn weigh_speech(&self, candidate: &Candidate, features: &mut Features) {
        let entity = candidate.entity;
        let is_last = self.last_speaker == Some(entity);
        features.add(20, pair(u64::from(is_last), self.last_distance));
        features.flag(21, candidate.spoke_here);
        if let Some((last, ..)) = candidate.last {
            features.add(22, bits(&[self.speaks, last.speaks]));
        }
        features.add(23, bits(&[self.discourse.entries[entity].speaks, is_last, self.quotation_kind == 1]));
        if is_last {
            features.add(24, self.cue);
            features.add(25, pair(self.what, self.opening));
            features
                .add(26, pair(self.quotation_kind, type_number(self.discourse.entries[entity].entity_type)));
        }
        if self.is_inside {
            features.add(27, bits(&[self.outer == Some(entity), self.is_quoted]));
            features.add(109, pair(self.what, bits(&[self.outer == Some(entity), self.is_quoted])));
        }
        let is_first = self.anaphor.pronoun.is_some_and(|pronoun| pronoun.is_first());
        if is_first {
            features.add(28, bits(&[self.outer == Some(entity), is_last]));
        }
    }

    /// What a quotation and its source say of the entity.
    fn weigh_quotation(&self, entity: usize, features: &mut Features) {
        let discourse = self.discourse;
        let document = discourse.names.document;
        let Some(number) = self.anaphor.quotation else { return };
        let quotation = &discourse.quotations[number];
        if let Some(last) = self.anaphor.antecedent {
            let is_name =
                discourse.names.name_at(last).is_some_and(|name| discourse.entity_of[name] == entity);
            let mut links = discourse.links.iter().rev().take(8);
            let is_role = links.any(|(tokens, other, _)| *other == entity && tokens.contains(&last));
            features.add(30, bits(&[is_name, is_role]));
        }
        if let Some(source) = &discourse.sources[number] {
            let mut inside = source.names.iter().filter(|&&name| discourse.entity_of[name] == entity);
            let taken = matches!(source.head, Head::Name(name) if discourse.entity_of[name] == entity);
            features.flag(31, taken);
            if let Some(&name) = inside.next() {
                let tokens = &discourse.names.tokens[name];
                let before = tokens.start.checked_sub(1).map_or("", |at| document.lower(at));
                let after = document.tokens.get(tokens.end).map_or("", |_| document.lower(tokens.end));
                let stands = if matches!(after, "'s" | "'") {
                    1
                } else if GOVERNORS.get(before).is_some_and(|word| word != Governor::Rare) {
                    2
                } else if matches!(before, "," | "(") {
                    3
                } else if TITLES.contains(before) {
                    4
                } else {
                    5
                };
                let is_end = tokens.end == source.words.end;
                let is_last = source.names.last() == Some(&name);
                let class = type_number(discourse.entries[entity].entity_type);
                features.add(32, pair(stands, bits(&[is_end, is_last, taken])));
                features.add(33, pair(class, bits(&[is_end, taken])));
                features.add(34, pair(class, pair(stands, self.what)));
            }
        }
        // Nobody speaks of himself by name.
        let content = |span: Span| document.tokens_in(span);
        let mut named =
            quotation.content.iter().take(4).flat_map(|&span| discourse.names_in(content(span)).take(24));
        features.add(
            35,
            pair(u64::from(named.any(|name| discourse.entity_of[name] == entity)), self.quotation_kind),
        );
        if self.anaphor.kind == AnaphorKind::Gap {
            self.weigh_gap(entity, number, features);
        }
    }

    /// For a quotation without a source: how it follows the one before, and who is named around it.
    fn weigh_gap(&self, entity: usize, number: usize, features: &mut Features) {
        let discourse = self.discourse;
        let document = discourse.names.document;
        let quotation = &discourse.quotations[number];
        let is_last = self.last_speaker == Some(entity);
        let mut before = discourse.spoken.iter().rev().take(8);
        let last = before.find(|spoken| Some(spoken.quotation) != quotation.parent);
        let (is_open, is_near) = last.map_or((false, false), |last| {
            let other = &discourse.quotations[last.quotation];
            let end = other.content.last().copied().unwrap_or_default();
            let is_open = other.kind == QuotationKind::Direct
                && !end.of(document.text).ends_with(['”', '"', '’', '\'', '»']);
            let between = document.tokens_in(Span::new(end.end, quotation.content[0].start.max(end.end)));
            let source = other.source.map(|source| document.tokens_in(source).end).unwrap_or(between.start);
            let is_near = quotation.content[0].start >= end.end
                && document.tokens_in(quotation.content[0]).start.saturating_sub(source.max(between.start))
                    <= 4;
            (is_open, is_near)
        });
        let end = document.tokens_in(quotation.content.last().copied().unwrap_or_default()).end;
        let follows = discourse.names_in(end..end + MAX_BEHIND).next();
        let follows = follows.is_some_and(|name| discourse.entity_of[name] == entity);
        let has_cue = quotation.cue.is_some();
        features.add(40, pair(bits(&[is_last, is_open, is_near, has_cue]), self.last_distance));
        features.add(41, pair(bits(&[is_last, follows, has_cue]), self.quotation_kind));
        let is_nested = quotation.parent.is_some();
        features.add(42, bits(&[is_nested, self.outer == Some(entity), has_cue]));
    }

    fn weigh_none(&self, candidates: &[Candidate], rule: Option<usize>, features: &mut Features) {
        let discourse = self.discourse;
        let document = discourse.names.document;
        features.add(80, 0);
        features.add(81, bin(candidates.len()));
        let near = |candidate: &Candidate| candidate.last.is_some_and(|(_, distance, _)| distance <= 1);
        features.add(82, bin(candidates.iter().filter(|candidate| near(candidate)).count()));
        features.add(83, bits(&[self.is_quoted, self.opens]));
        features.add(84, pair(self.opening, self.what));
        features.add(85, u64::from(rule.is_some()));
        features.add(86, pair(u64::from(self.is_inside), self.quotation_kind));
        features.add(87, pair(self.quotation_kind, self.last_distance));
        if let Some(pronoun) = self.anaphor.pronoun {
            features.add(88, hash(pronoun.case.name().as_bytes()));
            features.flag(78, pronoun.is_dummy(document));
            features.add(77, hash(pronoun.person.name().as_bytes()));
        }
        if self.what != 0
            || matches!(self.anaphor.kind, AnaphorKind::SourceWords | AnaphorKind::SourceDocument)
        {
            features.add(91, self.noun);
            features.add(89, pair(self.shares, self.opening));
            features.add(90, self.hypernym);
            features.add(79, pair(self.hypernym, self.opening));
            features.add(92, pair(self.what, u64::from(self.is_plural)));
            // "To be president", "president of", "the party that": how the phrase stands.
            let word = |at: usize| document.tokens.get(at).map_or(0, |_| hash(document.lower(at).as_bytes()));
            if self.anaphor.kind == AnaphorKind::Role {
                features.add(113, self.anaphor.tokens.start.checked_sub(1).map_or(0, word));
                features.add(114, word(self.anaphor.tokens.end));
            }
            features.add(115, pair(self.noun, self.opening));
            features.add(116, pair(u64::from(self.last_of_noun.is_some()), self.opening));
            features.add(93, bin(self.anaphor.tokens.len()));
            let noun = document.lower(self.anaphor.noun);
            let n_known = discourse.by_noun.get(noun).map_or(0, Vec::len);
            let n_heads = discourse.by_head.get(noun).map_or(0, Vec::len);
            features.add(94, pair(bin(n_known), self.opening));
            features.add(95, pair(bin(n_heads), self.opening));
        }
        if let Some(phrase) = self.anaphor.phrase(discourse) {
            features.add(
                96,
                bits(&[
                    phrase.names.is_empty(),
                    phrase.country.is_none(),
                    phrase.modifiers.is_empty(),
                    phrase.is_inside,
                ]),
            );
            let best =
                candidates.iter().map(|candidate| discourse.fit_of(phrase, candidate.entity).number()).max();
            features.add(97, best.unwrap_or_default());
        }
        if let Some(number) = self.anaphor.quotation {
            let quotation = &discourse.quotations[number];
            features.add(98, bits(&[quotation.cue.is_some(), quotation.parent.is_some()]));
            if let Some(source) = &discourse.sources[number] {
                features.add(99, pair(bin(source.names.len()), self.what));
            }
        }
    }
}
