//! The pass from left to right that links roles and pronouns to the entities before them.
//!
//! Every look-back is bounded by [`MAX_BACK`] mentions.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fact::{Tie, tie};
use super::gender::Evidence;
use super::names::{Cluster, Group};
use super::pronoun::{self, Pronoun};
use super::ranker::Ranker;
use super::role::{NamesAt, Opening, Phrase, country};
use super::{Choice, Guess, MentionKind, Teacher};
use crate::entity::EntityType;
use crate::lexicon::{CUE_VERBS, ORGANIZATION_WORDS, PRONOUNS};
use crate::text::Case;

/// How many mentions back a role or pronoun looks for its entity.
pub(super) const MAX_BACK: usize = 40;
/// How many roles of one noun are compared.
const MAX_FACTS: usize = 24;

/// A role that the text gives to an entity.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub entity: usize,
    pub phrase: Phrase,
    pub tie: Tie,
}

/// A mention on the way, for those after it to refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Salient {
    pub entity: usize,
    pub token: usize,
    pub sentence: usize,
    pub paragraph: usize,
    pub is_subject: bool,
    pub is_quoted: bool,
    /// Whether a preposition stands before it.
    pub is_governed: bool,
    /// Whether 's stands behind it.
    pub is_owner: bool,
    /// Whether a reporting word stands beside it.
    pub speaks: bool,
    pub kind: MentionKind,
    /// Of a pronoun, whom it stands for: `male`, `thing` …
    pub pronoun: Option<&'static str>,
}

/// A link found: tokens, entity and kind.
pub(super) type Link = (Range<usize>, usize, MentionKind);

/// What is known of the entities while the pass goes on.
pub(super) struct Linker<'d, 't> {
    pub names: NamesAt<'d, 't>,
    pub clusters: &'d [Cluster],
    pub types: &'d [EntityType],
    /// The entity of each name.
    pub entity_of: &'d [usize],
    pub facts: Vec<Fact>,
    by_noun: BTreeMap<&'static str, Vec<usize>>,
    /// The entities whose names have a head word; the first few.
    by_head: BTreeMap<String, Vec<usize>>,
    pub genders: Vec<Evidence>,
    /// Whether each token stands in quotation marks.
    pub quoted: &'d [bool],
    pub history: Vec<Salient>,
    pub ranker: &'d Ranker,
    /// The person and the other entity with the most names.
    most_named: [Option<usize>; 2],
    pub links: Vec<Link>,
    pub guesses: Vec<Guess>,
}

enum Event {
    Name(usize),
    Phrase(usize),
    Pronoun(Pronoun),
}

impl<'d, 't> Linker<'d, 't> {
    pub fn new(
        names: NamesAt<'d, 't>,
        clusters: &'d [Cluster],
        types: &'d [EntityType],
        entity_of: &'d [usize],
        quoted: &'d [bool],
        ranker: &'d Ranker,
    ) -> Self {
        let most = |is_person: bool| {
            let fits = |&entity: &usize| (clusters[entity].group == Group::Person) == is_person;
            (0..clusters.len())
                .filter(fits)
                .max_by_key(|&entity| (clusters[entity].mentions.len(), std::cmp::Reverse(entity)))
        };
        let genders = vec![Evidence::default(); clusters.len()];
        Self {
            names,
            clusters,
            types,
            entity_of,
            facts: Vec::new(),
            by_noun: BTreeMap::new(),
            by_head: BTreeMap::new(),
            genders,
            quoted,
            history: Vec::new(),
            ranker,
            most_named: [most(true), most(false)],
            links: Vec::new(),
            guesses: Vec::new(),
        }
    }

    /// Links the phrases and pronouns of the text.
    pub fn run(&mut self, phrases: Vec<Phrase>, teacher: &mut Teacher) {
        let groups: Vec<Group> = self.entity_of.iter().map(|&entity| self.clusters[entity].group).collect();
        let ties: Vec<Option<(usize, Tie)>> =
            phrases.iter().map(|phrase| tie(&self.names, &groups, phrase)).collect();
        for (phrase, tie) in phrases.iter().zip(&ties) {
            if let Some((name, tie)) = *tie {
                let entity = self.entity_of[name];
                self.facts.push(Fact { entity, phrase: phrase.clone(), tie });
            }
        }
        self.index_facts();
        self.index_heads();
        self.find_genders();
        let document = self.names.document;
        let mut events: Vec<(usize, usize, Event)> = Vec::new();
        for (name, tokens) in self.names.tokens.iter().enumerate() {
            events.push((tokens.start, 1, Event::Name(name)));
        }
        for (number, phrase) in phrases.iter().enumerate() {
            events.push((phrase.tokens.start, 0, Event::Phrase(number)));
        }
        for sentence in &document.sentences {
            for token_idx in sentence.tokens.clone() {
                if self.names.name_at(token_idx).is_none()
                    && let Some(pronoun) = Pronoun::at(document, token_idx)
                {
                    events.push((token_idx, 2, Event::Pronoun(pronoun)));
                }
            }
        }
        events.sort_by_key(|(token, order, _)| (*token, *order));
        for (token, _, event) in events {
            match event {
                Event::Name(name) => {
                    let kind = MentionKind::Name;
                    self.remember(self.entity_of[name], token..self.names.tokens[name].end, kind);
                }
                Event::Phrase(number) => {
                    let phrase = &phrases[number];
                    let entity = match ties[number] {
                        Some((_, Tie::Title)) => None,
                        Some((name, _)) => Some(self.entity_of[name]),
                        None => self.holder(phrase),
                    };
                    if let Some(entity) = entity {
                        self.links.push((phrase.tokens.clone(), entity, MentionKind::Role));
                        self.remember(entity, phrase.tokens.clone(), MentionKind::Role);
                    }
                }
                Event::Pronoun(pronoun) => {
                    let Some(options) = pronoun::options(self, pronoun) else { continue };
                    let guess = pronoun::best(self, token, &options);
                    let entity = match teacher(Choice { token, options: &options }) {
                        Some(taught) => taught,
                        None => guess.map(|guess| guess.entity),
                    };
                    self.guesses.extend(guess);
                    if let Some(entity) = entity {
                        self.links.push((token..token + 1, entity, MentionKind::Pronoun));
                        self.remember(entity, token..token + 1, MentionKind::Pronoun);
                    }
                }
            }
        }
    }

    /// Whether no other person, or no other thing, is named as often.
    pub fn most_named(&self, entity: usize) -> bool {
        self.most_named.contains(&Some(entity))
    }

    /// Whether the entity is the first one of the text.
    pub fn first_named(&self, entity: usize) -> bool {
        entity == 0
    }

    /// Whether a place is a country.
    pub fn is_country(&self, entity: usize) -> bool {
        country(&self.clusters[entity].spelling.words.join(" ")).is_some()
    }

    fn index_heads(&mut self) {
        for (entity, cluster) in self.clusters.iter().enumerate() {
            let spelling = &cluster.spelling;
            if cluster.group == Group::Person || spelling.words.len() < 2 {
                continue;
            }
            let head = &spelling.words[spelling.head];
            let last = spelling.words.last().filter(|last| *last != head);
            for word in std::iter::once(head).chain(last) {
                let known = self.by_head.entry(word.clone()).or_default();
                if known.len() < MAX_FACTS {
                    known.push(entity);
                }
            }
        }
    }

    fn index_facts(&mut self) {
        for (number, fact) in self.facts.iter().enumerate() {
            let role = fact.phrase.role;
            for noun in std::iter::once(role.noun).chain(role.broader.split(' ')) {
                let known = self.by_noun.entry(noun).or_default();
                if known.len() < MAX_FACTS {
                    known.push(number);
                }
            }
        }
    }

    fn find_genders(&mut self) {
        let document = self.names.document;
        for (entity, cluster) in self.clusters.iter().enumerate() {
            if cluster.group == Group::Person {
                self.genders[entity] = Evidence::of_name(&cluster.spelling);
            }
        }
        for (name, tokens) in self.names.tokens.iter().enumerate() {
            let title = tokens.start.checked_sub(1).map_or("", |before| document.lower(before));
            let known = &mut self.genders[self.entity_of[name]];
            *known = known.or(Evidence::of_title(title));
        }
        for fact in &self.facts {
            let known = &mut self.genders[fact.entity];
            *known = known.or(Evidence::of_role(fact.phrase.role.gender));
        }
    }

    /// Adds a mention to what later ones may refer to.
    fn remember(&mut self, entity: usize, tokens: Range<usize>, kind: MentionKind) {
        let document = self.names.document;
        let sentence = document.sentence_of(tokens.start);
        let before = tokens.start.checked_sub(1).map_or("", |at| document.lower(at));
        let is_governed = matches!(
            before,
            "of" | "in"
                | "to"
                | "with"
                | "by"
                | "for"
                | "from"
                | "on"
                | "at"
                | "against"
                | "about"
                | "into"
                | "near"
        );
        let is_owner =
            document.tokens.get(tokens.end).is_some_and(|_| matches!(document.lower(tokens.end), "'s" | "'"));
        let is_first = self.history.last().is_none_or(|last| last.sentence != sentence);
        let lower = |at: usize| document.tokens.get(at).map_or("", |_| document.lower(at));
        let is_speech = |word: &str| CUE_VERBS.get(word).is_some();
        // "Reyle said", "said Reyle", "Reyle, the minister, said" is left to the first mention's rule.
        let after = usize::from(lower(tokens.end) == ",");
        let speaks = is_speech(lower(tokens.end + after)) || is_speech(before);
        let is_subject = speaks || is_first && !is_governed && !is_owner;
        self.history.push(Salient {
            entity,
            token: tokens.start,
            sentence,
            paragraph: document.sentences.get(sentence).map_or(0, |s| s.paragraph),
            is_subject,
            is_quoted: self.quoted[tokens.start],
            is_governed,
            is_owner,
            speaks,
            kind,
            pronoun: PRONOUNS
                .get(document.lower(tokens.start))
                .and_then(|value| value.split(' ').next())
                .filter(|_| kind == MentionKind::Pronoun),
        });
    }

    /// The entity that a free role phrase stands for, if exactly one fits.
    fn holder(&self, phrase: &Phrase) -> Option<usize> {
        let document = self.names.document;
        let is_capital = document.word(phrase.noun_at).case == Case::Capitalized
            && document.sentences[document.sentence_of(phrase.noun_at)].tokens.start != phrase.noun_at;
        let is_owned = phrase.opening == Opening::Bare
            && phrase.tokens.start < phrase.noun_at
            && (!phrase.names.is_empty() || phrase.country.is_some());
        match phrase.opening {
            Opening::Definite | Opening::Pronoun(_) => {}
            Opening::Bare if is_capital || is_owned => {}
            _ => return None,
        }
        if phrase.role.what == "people" {
            return None;
        }
        if phrase.role.noun == "counterpart" {
            return self.counterpart(phrase);
        }
        self.by_fact(phrase).or_else(|| self.by_head_word(phrase)).or_else(|| self.by_salience(phrase))
    }

    /// The holder of the same office in the country that the phrase names.
    fn counterpart(&self, phrase: &Phrase) -> Option<usize> {
        let country = phrase.country?;
        let holder = self
            .history
            .iter()
            .rev()
            .take(MAX_BACK)
            .find(|s| self.clusters[s.entity].group == Group::Person)?;
        let offices: Vec<&str> = self
            .facts
            .iter()
            .filter(|f| f.entity == holder.entity)
            .take(MAX_FACTS)
            .map(|f| f.phrase.role.noun)
            .collect();
        let mut found = None;
        for noun in offices {
            for &number in self.by_noun.get(noun).map_or(&[][..], Vec::as_slice) {
                let fact = &self.facts[number];
                if fact.entity != holder.entity && self.country_of(fact) == Some(country) {
                    if found.is_some_and(|other| other != fact.entity) {
                        return None;
                    }
                    found = Some(fact.entity);
                }
            }
        }
        found
    }

    /// The country that a fact is about, its own or that of a name inside it.
    fn country_of(&self, fact: &Fact) -> Option<&'static str> {
        fact.phrase.country
    }

    fn by_fact(&self, phrase: &Phrase) -> Option<usize> {
        let mut best: Vec<(i32, usize)> = Vec::new();
        // Roles of the noun or a narrower one, and broader ones that are given as such.
        let own = self.by_noun.get(phrase.role.noun).map_or(&[][..], Vec::as_slice).iter();
        let broader = phrase.role.broader.split(' ').take(2);
        let broader = broader.flat_map(|noun| self.by_noun.get(noun).map_or(&[][..], Vec::as_slice));
        let broader =
            broader.filter(|&&number| phrase.role.broader.contains(self.facts[number].phrase.role.noun));
        for &number in own.chain(broader) {
            let fact = &self.facts[number];
            let gender = Evidence::of_role(phrase.role.gender);
            if gender.contradicts(self.genders[fact.entity]) {
                continue;
            }
            let Some(score) = self.fit(phrase, fact) else { continue };
            match best.iter_mut().find(|(_, entity)| *entity == fact.entity) {
                Some((known, _)) => *known = score.max(*known),
                None => best.push((score, fact.entity)),
            }
        }
        let top = best.iter().map(|(score, _)| *score).max()?;
        best.retain(|(score, _)| *score == top);
        if let [(_, only)] = best[..] {
            return Some(only);
        }
        // Several hold such a role: the one named last, if the others are not named near.
        let sentence = self.names.document.sentence_of(phrase.noun_at);
        let near = |entity: usize| {
            self.history
                .iter()
                .rev()
                .take(MAX_BACK)
                .find(|s| s.entity == entity)
                .filter(|s| sentence - s.sentence <= 2)
                .map(|s| s.token)
        };
        let mut near: Vec<(usize, usize)> =
            best.iter().filter_map(|&(_, e)| near(e).map(|token| (token, e))).collect();
        near.sort_unstable();
        match near[..] {
            [(_, only)] => Some(only),
            _ => None,
        }
    }

    /// How well a phrase fits a role given elsewhere; None if they cannot be the same.
    fn fit(&self, phrase: &Phrase, fact: &Fact) -> Option<i32> {
        let known = &fact.phrase;
        let mut score = 2;
        if phrase.role.noun != known.role.noun {
            score -= 1;
            // "the leader" may be a prime minister, "the official" an undersecretary.
        } else if phrase.modifiers != known.modifiers {
            // "the former president" is not the president, "the minister" may be the energy minister.
            let shorter = phrase.modifiers.is_empty()
                && !known.modifiers.iter().any(|m| matches!(*m, "former" | "ex" | "late" | "then"));
            if !shorter {
                return None;
            }
        } else {
            score += 1;
        }
        if !phrase.modifiers.iter().all(|m| known.modifiers.contains(m)) {
            return None;
        }
        match (phrase.country, known.country) {
            (Some(country), Some(other)) if country == other => score += 2,
            (Some(_), Some(_)) => return None,
            (Some(_), None) => score -= 1,
            _ => {}
        }
        for &name in &phrase.names {
            let entity = self.entity_of[name];
            if entity == fact.entity {
                return None;
            }
            let same = known.names.iter().any(|&other| self.entity_of[other] == entity);
            match same {
                true => score += 2,
                false if known.names.is_empty() => score -= 1,
                false => return None,
            }
        }
        (0 < score).then_some(score)
    }

    /// "the commission" where one name alone has that head word.
    fn by_head_word(&self, phrase: &Phrase) -> Option<usize> {
        if phrase.role.what == "person" || !phrase.names.is_empty() {
            return None;
        }
        let mut fitting = self.by_head.get(phrase.role.noun)?.iter().filter(|&&entity| {
            let words = &self.clusters[entity].spelling.words;
            phrase.country.is_none_or(|wanted| {
                words.iter().any(|word| country(word) == Some(wanted)) || words.join(" ").starts_with(wanted)
            })
        });
        match (fitting.next(), fitting.next()) {
            (Some(&only), None) => Some(only),
            _ => None,
        }
    }

    /// "the company", "the club", "the country": the one of that kind last spoken of.
    fn by_salience(&self, phrase: &Phrase) -> Option<usize> {
        if phrase.opening != Opening::Definite
            || !phrase.names.is_empty()
            || phrase.tokens.end != phrase.noun_at + 1
        {
            return None;
        }
        let noun = phrase.role.noun;
        let is_company = matches!(
            noun,
            "company"
                | "firm"
                | "group"
                | "corporation"
                | "business"
                | "airline"
                | "carrier"
                | "manufacturer"
                | "chipmaker"
                | "retailer"
                | "giant"
                | "airframer"
                | "automaker"
                | "carmaker"
                | "maker"
                | "startup"
                | "conglomerate"
                | "operator"
                | "developer"
                | "supplier"
                | "publisher"
                | "lender"
                | "insurer"
        );
        let is_team = matches!(noun, "team" | "club" | "side" | "franchise");
        let is_body = matches!(
            noun,
            "organization"
                | "organisation"
                | "agency"
                | "party"
                | "union"
                | "charity"
                | "newspaper"
                | "paper"
                | "magazine"
                | "website"
                | "network"
                | "bank"
                | "university"
                | "school"
                | "college"
                | "hospital"
        );
        let is_country = noun == "country";
        if !(is_company || is_team || is_body || is_country) {
            return None;
        }
        let sentence = self.names.document.sentence_of(phrase.noun_at);
        let mut best: Option<(i32, usize)> = None;
        for (back, s) in self.history.iter().rev().take(MAX_BACK).enumerate() {
            if 3 < sentence - s.sentence {
                break;
            }
            let cluster = &self.clusters[s.entity];
            let fits = if is_country {
                cluster.group == Group::Place && country(&cluster.spelling.words.join(" ")).is_some()
            } else {
                self.types[s.entity] == EntityType::Organization && self.may_be(cluster, noun, is_company)
            };
            if !fits {
                continue;
            }
            let score = 12 * i32::from(s.is_subject) - 5 * (sentence - s.sentence) as i32 - back as i32
                + 3 * cluster.mentions.len().min(6) as i32;
            if best.is_none_or(|(known, _)| known < score) {
                best = Some((score, s.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }

    /// Whether the name of an organization allows a noun: the Ministry of Trade is no company.
    fn may_be(&self, cluster: &Cluster, noun: &str, is_company: bool) -> bool {
        let words = &cluster.spelling.words;
        let kind = [words.last(), words.get(cluster.spelling.head)]
            .into_iter()
            .flatten()
            .find(|word| super::role::Role::of(word).is_some_and(|role| role.is_organization()));
        match kind {
            Some(kind) if kind == noun => true,
            Some(kind) => {
                is_company
                    && ORGANIZATION_WORDS.contains(kind)
                    && !matches!(
                        kind.as_str(),
                        "ministry"
                            | "department"
                            | "agency"
                            | "commission"
                            | "council"
                            | "committee"
                            | "university"
                            | "college"
                            | "party"
                            | "union"
                    )
            }
            None => true,
        }
    }
}
