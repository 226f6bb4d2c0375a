//! The pass from left to right that links roles and pronouns to the entities before them.
//!
//! Every look-back is bounded by [`MAX_BACK`] mentions.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fact::{Fact, Tie, tie};
use super::gender::Evidence;
use super::names::{Cluster, Group};
use super::pronoun::{self, Pronoun};
use super::ranker::Ranker;
use super::role::{NamesAt, Opening, Phrase, country};
use super::{Asked, Choice, Guess, MentionKind};
use crate::entity::EntityType;
use crate::lexicon::{CUE_VERBS, GOVERNORS, PRONOUNS};

/// How many mentions back a role or pronoun looks for its entity.
pub(super) const MAX_BACK: usize = 40;
/// How many links back the one of an owner is looked for.
const MAX_OWNER_LINKS: usize = 4;
/// How many roles of one noun are compared.
pub(super) const MAX_FACTS: usize = 24;

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
    pub by_noun: BTreeMap<&'static str, Vec<usize>>,
    /// The roles of each entity; the first few.
    pub by_entity: BTreeMap<usize, Vec<usize>>,
    /// The entities whose names have a head word; the first few.
    pub by_head: BTreeMap<String, Vec<usize>>,
    pub genders: Vec<Evidence>,
    /// The country of each entity.
    pub countries: Vec<Option<&'static str>>,
    /// Whether each entity is an organization, by its type or by what the text calls it.
    pub are_organizations: Vec<bool>,
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
            by_entity: BTreeMap::new(),
            by_head: BTreeMap::new(),
            genders,
            countries: vec![None; clusters.len()],
            are_organizations: types.iter().map(|&own| own == EntityType::Organization).collect(),
            quoted,
            history: Vec::new(),
            ranker,
            most_named: [most(true), most(false)],
            links: Vec::new(),
            guesses: Vec::new(),
        }
    }

    /// Links the phrases and pronouns of the text.
    pub fn run(&mut self, phrases: Vec<Phrase>, teacher: &mut Asked) {
        let groups: Vec<Group> = self.entity_of.iter().map(|&entity| self.clusters[entity].group).collect();
        let mut ties: Vec<Option<(usize, Tie)>> =
            phrases.iter().map(|phrase| tie(&self.names, &groups, phrase)).collect();
        for number in 1..phrases.len() {
            // "Reyle is an engineer and a painter."
            let (first, second) = (&phrases[number - 1], &phrases[number]);
            let goes_on = ties[number].is_none()
                && matches!(ties[number - 1], Some((_, Tie::Predicate | Tie::After)))
                && second.opening == Opening::Indefinite
                && first.opening == Opening::Indefinite
                && second.role.is_person() == first.role.is_person()
                && first.tokens.end + 1 == second.start()
                && self.names.document.lower(first.tokens.end) == "and";
            if goes_on {
                ties[number] = ties[number - 1];
            }
        }
        let mut facts = vec![None; phrases.len()];
        for (number, (phrase, tie)) in phrases.iter().zip(&ties).enumerate() {
            if let Some((name, _)) = *tie {
                let entity = self.entity_of[name];
                facts[number] = Some(self.facts.len());
                self.facts.push(Fact { entity, phrase: phrase.clone(), owner: None });
            }
        }
        self.index_facts();
        self.find_kinds();
        self.index_heads();
        self.find_genders();
        self.find_halves();
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
                    if let Some(fact) = facts[number] {
                        self.facts[fact].owner = self.owner(phrase);
                    }
                    let entity = match ties[number] {
                        // "Energy Minister" before a name is part of it; "the airline's chief" and
                        // "the weekly magazine" stand for it.
                        Some((_, Tie::Title)) if self.is_mere_title(phrase) => None,
                        Some((name, _)) => Some(self.entity_of[name]),
                        None => self.predicate_of_pronoun(phrase).or_else(|| self.holder(phrase)),
                    };
                    if let Some(entity) = entity {
                        self.links.push((phrase.mention(document), entity, MentionKind::Role));
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

    fn is_mere_title(&self, phrase: &Phrase) -> bool {
        let is_capital = |token: usize| self.names.document.word(token).case.is_capital();
        let is_title =
            is_capital(phrase.tokens.start) && is_capital(phrase.noun_at) || phrase.tokens.len() == 1;
        phrase.names.is_empty() && phrase.country.is_none() && is_title
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

    /// The roles that the text gives to an entity, at most [`MAX_FACTS`].
    pub fn facts_of(&self, entity: usize) -> impl Iterator<Item = &Fact> {
        let own = self.by_entity.get(&entity).map_or(&[][..], Vec::as_slice);
        own.iter().map(|&number| &self.facts[number])
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
            let own = self.by_entity.entry(fact.entity).or_default();
            if own.len() < MAX_FACTS {
                own.push(number);
            }
            let role = fact.phrase.role;
            for noun in std::iter::once(role.noun).chain(role.broader.split(' ')) {
                let known = self.by_noun.entry(noun).or_default();
                if known.len() < MAX_FACTS {
                    known.push(number);
                }
            }
        }
    }

    /// "The North" where the text has North Korea.
    fn find_halves(&mut self) {
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

    /// The country that each entity is said to belong to, by its name or a role, and what is an
    /// organization.
    fn find_kinds(&mut self) {
        for (entity, cluster) in self.clusters.iter().enumerate() {
            self.countries[entity] = cluster.spelling.words.iter().find_map(|word| country(word));
        }
        for fact in &self.facts {
            let known = &mut self.countries[fact.entity];
            *known = known.or(fact.phrase.country);
            let is_called = fact.phrase.role.what == "organization";
            self.are_organizations[fact.entity] |=
                is_called && self.clusters[fact.entity].group == Group::Other;
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
        let is_governed = GOVERNORS.contains(before);
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
}

/// Countries whose halves are called "the North" and "the South".
fn is_divided(country: &str) -> bool {
    matches!(country, "korea" | "sudan" | "vietnam" | "yemen")
}
