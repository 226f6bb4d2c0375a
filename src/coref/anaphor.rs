//! A mention that looks for its entity, and whether one may be meant.

use std::ops::Range;

use super::attachment::opens_adverbially;
use super::cluster::Group;
use super::discourse::Discourse;
use super::gender::Evidence;
use super::pronoun::Pronoun;
use super::ranker::AnaphorKind;
use super::role::{Opening, Phrase, Role};
use super::role_antecedent::{Fit, is_personal};
use super::source::Head;
use crate::lexicon::{GOVERNORS, LINKING_VERBS, Person, RoleKind};
use crate::text::{Document, TokenKind};
use crate::wordnet::Wordnet;

/// A mention that looks for its entity.
#[derive(Clone, Debug)]
pub(super) struct Anaphor {
    pub kind: AnaphorKind,
    /// Its words.
    pub tokens: Range<usize>,
    /// Its head: the noun, the pronoun, the last word of the name.
    pub noun: usize,
    /// Where it looks back from: its own start, or that of the quotation.
    pub from: usize,
    pub quotation: Option<usize>,
    pub phrase: Option<usize>,
    pub pronoun: Option<Pronoun>,
    /// Of "who", the last token of what it goes back to.
    pub antecedent: Option<usize>,
}

/// How far from the first token a name may begin that a sentence opens with, behind "According to the".
const MAX_OPENING: usize = 3;
/// A clause is looked through up to so many tokens: a bound for the time.
const MAX_CLAUSE: usize = 64;
/// How many links back one is looked for that a phrase stands in.
const MAX_AROUND: usize = 4;

impl Anaphor {
    pub fn of_phrase(discourse: &Discourse, number: usize) -> Self {
        let phrase = &discourse.phrases[number];
        Self {
            kind: AnaphorKind::Role,
            tokens: phrase.start()..phrase.tokens.end,
            noun: phrase.noun_at,
            from: phrase.start(),
            quotation: None,
            phrase: Some(number),
            pronoun: None,
            antecedent: None,
        }
    }

    /// None for first and second persons, which are left to those who know the speaker.
    pub fn of_pronoun(discourse: &Discourse, pronoun: Pronoun) -> Option<Self> {
        let kind = match pronoun.person {
            Person::Male | Person::Female => AnaphorKind::Person,
            Person::Thing if !pronoun.is_empty(discourse.names.document) => AnaphorKind::Thing,
            Person::Plural => AnaphorKind::Plural,
            _ => return None,
        };
        let tokens = pronoun.token..pronoun.token + 1;
        Some(Self {
            kind,
            tokens,
            noun: pronoun.token,
            from: pronoun.token,
            quotation: None,
            phrase: None,
            pronoun: Some(pronoun),
            antecedent: None,
        })
    }

    /// The source of a quotation, or the place where it lacks one.
    pub fn of_quotation(discourse: &Discourse, number: usize) -> Option<Self> {
        let document = discourse.names.document;
        let quotation = &discourse.quotations[number];
        let content = document.tokens_in(*quotation.content.first()?);
        let source = discourse.sources[number].as_ref();
        let mut anaphor = Self {
            kind: AnaphorKind::Gap,
            tokens: content.start..content.start,
            noun: content.start,
            from: content.start,
            quotation: Some(number),
            phrase: None,
            pronoun: None,
            antecedent: None,
        };
        // "5 a.m." is no source, but neither is there none.
        if source.is_none() && quotation.source.is_some() {
            return None;
        }
        let Some(source) = source else { return Some(anaphor) };
        anaphor.tokens = source.words.clone();
        anaphor.from = content.start.min(source.words.start);
        (anaphor.kind, anaphor.noun) = match source.head {
            Head::Name(name) => (AnaphorKind::SourceName, discourse.names.tokens[name].end - 1),
            Head::Pronoun(token) => (AnaphorKind::SourcePronoun, token),
            Head::Relative(token, before) => {
                anaphor.antecedent = Some(before);
                anaphor.from = token;
                (AnaphorKind::SourcePronoun, token)
            }
            Head::Document { noun, .. } => (AnaphorKind::SourceDocument, noun),
            Head::Words { noun } => (AnaphorKind::SourceWords, noun),
            Head::Joint(_) | Head::Letter => return None,
        };
        anaphor.pronoun = (anaphor.kind == AnaphorKind::SourcePronoun)
            .then(|| Pronoun::at(document, anaphor.noun))
            .flatten();
        if matches!(anaphor.kind, AnaphorKind::SourceWords | AnaphorKind::SourceDocument) {
            anaphor.phrase = phrase_at(&discourse.phrases, anaphor.noun);
        }
        Some(anaphor)
    }

    pub fn phrase<'p>(&self, discourse: &'p Discourse) -> Option<&'p Phrase> {
        discourse.phrases.get(self.phrase?)
    }

    /// What a role noun at the head says.
    pub fn role(&self, document: &Document) -> Option<Role> {
        let has_noun = self.kind.is_worded();
        Role::of(document.lower(self.noun)).filter(|_| has_noun)
    }

    /// Whether an entity's kind allows that it is meant.
    pub fn allows(&self, discourse: &Discourse, entity: usize) -> bool {
        let entry = &discourse.entries[entity];
        if let Some(pronoun) = self.pronoun {
            // "He" in what somebody says word for word is not who says it.
            let outer = discourse.around(self.noun, self.quotation).next();
            let is_own = outer.is_some_and(|outer| outer.speaker == Some(entity));
            if is_own && discourse.quoted[self.noun] && pronoun.person.is_third_singular() {
                return false;
            }
            return match pronoun.person {
                Person::Male | Person::Female => {
                    let other = pronoun
                        .gender()
                        .is_some_and(|gender| 1 < entry.gender.weight && entry.gender.gender != gender);
                    entry.group == Group::Person && !entry.is_plural && !other
                }
                Person::Thing => entry.group != Group::Person && !entry.is_plural,
                Person::Plural => entry.group != Group::Person || entry.is_plural,
                _ => true,
            };
        }
        let role = self.role(discourse.names.document);
        if role.is_some_and(|role| Evidence::of_role(role.gender).contradicts(entry.gender)) {
            return false;
        }
        let what = role.map_or_else(|| self.class(discourse), |role| Some(role.what));
        if !self.is_somebody_else_than(discourse, entity, what) {
            return false;
        }
        match self.kind {
            AnaphorKind::Role if entry.members.is_empty() => match what {
                Some(RoleKind::Person) => entry.group == Group::Person && !entry.is_plural,
                Some(RoleKind::People) => entry.is_plural,
                Some(RoleKind::Organization | RoleKind::Thing) => entry.group == Group::Other,
                Some(RoleKind::Place) => matches!(entry.group, Group::Place | Group::Other),
                _ => !entry.is_plural,
            },
            AnaphorKind::SourceWords => match what {
                Some(RoleKind::Person) => entry.group == Group::Person && !entry.is_plural,
                Some(RoleKind::People) => {
                    entry.is_plural || matches!(entry.group, Group::Other | Group::People)
                }
                Some(RoleKind::Organization | RoleKind::Place) => entry.group != Group::Person,
                _ => true,
            },
            _ => true,
        }
    }

    /// Whether the words leave it open that an entity is meant: "a spokesman for Reyle" is not Reyle,
    /// "another candidate" nobody who has a name, and nobody calls himself "the deputy".
    fn is_somebody_else_than(&self, discourse: &Discourse, entity: usize, what: Option<RoleKind>) -> bool {
        if !matches!(self.kind, AnaphorKind::Role | AnaphorKind::SourceWords) {
            return true;
        }
        // "Undersecretary to the prime minister", "Senators Reyle and Osei": nobody is named by a part of what he
        // is called.
        let mut last = discourse.links.iter().rev().take(MAX_AROUND);
        let is_around = |around: &Range<usize>| {
            around.start <= self.tokens.start
                && self.tokens.end <= around.end
                && self.tokens.len() < around.len()
        };
        if last.any(|(around, other, _)| *other == entity && is_around(around)) {
            return false;
        }
        let document = discourse.names.document;
        let entry = &discourse.entries[entity];
        let is_named = entity < discourse.clusters.len();
        let outer = discourse.around(self.noun, self.quotation).next();
        if outer.is_some_and(|outer| outer.speaker == Some(entity)) && what != Some(RoleKind::Thing) {
            return false;
        }
        let source = self.quotation.and_then(|number| discourse.sources[number].as_ref());
        let mut inside = source
            .into_iter()
            .flat_map(|source| &source.names)
            .chain(self.phrase(discourse).into_iter().flat_map(|phrase| &phrase.names));
        if let Some(&name) = inside.find(|&&name| discourse.entity_of[name] == entity) {
            // "Spokesman for Chief Minister Ana Reyle", "brother of former mayor Ana Reyle": the title right
            // before the name is hers.
            let start = discourse.names.title_start(name, self.noun + 1);
            let before = start.checked_sub(1).map_or("", |at| document.lower(at));
            let after = discourse.names.tokens[name].end;
            let after = document.tokens.get(after).map_or("", |_| document.lower(after));
            let is_governed = GOVERNORS.contains(before) || matches!(after, "'s" | "'");
            let is_person = matches!(what, Some(RoleKind::Person | RoleKind::People));
            return entry.group != Group::People
                && !(is_person && (is_governed || entry.group != Group::Person));
        }
        if self.phrase(discourse).is_some_and(|phrase| self.follows_opening(discourse, phrase, entity)) {
            return false;
        }
        let is_indefinite =
            matches!(document.lower(self.tokens.start.saturating_sub(1)), "a" | "an" | "another" | "one")
                || matches!(document.lower(self.tokens.start), "a" | "an" | "another" | "one");
        let is_object = || self.kind == AnaphorKind::Role && self.is_object_of(discourse, entity);
        if is_indefinite && is_named && (self.kind == AnaphorKind::SourceWords || is_object()) {
            return false;
        }
        // "Her ministry" is hers, whichever ministry the article names; "his wife" is not who has that
        // name unless the text says so.
        let is_owned = self.phrase(discourse).is_some_and(|phrase| {
            let is_hers = matches!(phrase.opening, Opening::Pronoun(at) if is_personal(document.lower(at)));
            let is_relative = matches!(phrase.opening, Opening::Pronoun(_) | Opening::Owned(_))
                && what == Some(RoleKind::Person);
            (is_hers || is_relative) && !matches!(discourse.fit_of(phrase, entity), Fit::Score(_))
        });
        if is_named && is_owned {
            return false;
        }
        let is_another = document.lower(self.tokens.start) == "another";
        if is_named || !entry.members.is_empty() {
            return !(is_named && self.is_unrelated_role(discourse, entity));
        }
        if is_another {
            return false;
        }
        // Two that have no name are one only if they may be called alike.
        let own = Role::of(document.lower(self.noun));
        let other = Role::of(&entry.noun);
        match (own, other) {
            (Some(own), Some(other)) => {
                let has = |role: Role, noun: &str| role.broader.split(' ').any(|broader| broader == noun);
                own.noun == other.noun || has(own, other.noun) || has(other, own.noun)
            }
            _ => entry.noun == called(document.lower(self.noun)),
        }
    }

    /// Whether an entity does something to whom the words mean: "Osei shot a man".
    fn is_object_of(&self, discourse: &Discourse, entity: usize) -> bool {
        let document = discourse.names.document;
        let sentence = document.sentence_of(self.tokens.start);
        let here = discourse.history.iter().rev().take_while(|prior| prior.sentence == sentence);
        let subject = here.take(MAX_AROUND).find(|prior| prior.entity == entity && prior.is_subject);
        subject.is_some_and(|subject| {
            let mut between = subject.token + 1..self.tokens.start;
            (2..MAX_CLAUSE).contains(&between.len())
                && between.all(|at| {
                    let is_word = document.word(at).kind == TokenKind::Word;
                    is_word && !LINKING_VERBS.contains(document.lower(at)) && document.lower(at) != "as"
                })
        })
    }

    /// Whether a phrase is the subject behind "According to Osei," or "For the Port (PE),": that is
    /// somebody else than whom the sentence opens with.
    fn follows_opening(&self, discourse: &Discourse, phrase: &Phrase, entity: usize) -> bool {
        let document = discourse.names.document;
        let start = phrase.start();
        let is_bracket = 1 < start && document.lower(start - 2) == ")";
        let last =
            start.checked_sub(if is_bracket { 3 } else { 2 }).filter(|_| document.lower(start - 1) == ",");
        let is_entity = |name: usize| discourse.entity_of[name] == entity;
        let first = document.sentences[document.sentence_of(start)].tokens.start;
        let opening = (first + 1..start).take(MAX_OPENING).find_map(|at| discourse.names.name_at(at));
        last.and_then(|last| discourse.names.name_at(last)).is_some_and(is_entity)
            && opening.is_some_and(|name| is_entity(name) && opens_adverbially(&discourse.names, name, first))
    }

    /// Whether the words mean somebody who speaks, judges or asks for others, or a relative, and no role
    /// of the entity says that it is such a one.
    fn is_unrelated_role(&self, discourse: &Discourse, entity: usize) -> bool {
        const KINDS: [&str; 5] = ["spokesperson", "journalist", "jurist", "relative", "source"];
        let Some(role) = self.role(discourse.names.document) else { return false };
        let is_beside =
            KINDS.contains(&role.noun) || role.broader.split(' ').any(|noun| KINDS.contains(&noun));
        is_beside && self.phrase(discourse).is_none_or(|phrase| discourse.fit_of(phrase, entity) == Fit::None)
    }

    /// What a noun that is no role says by WordNet.
    fn class(&self, discourse: &Discourse) -> Option<RoleKind> {
        let noun = discourse.wordnet.noun(discourse.names.document.lower(self.noun)).unwrap_or_default();
        match (noun.person, noun.group.max(noun.location)) {
            (2.., 0) if noun.plural => Some(RoleKind::People),
            (2.., 0) => Some(RoleKind::Person),
            (0, 2..) => Some(RoleKind::Organization),
            _ => None,
        }
    }

    /// How many sentences back it looks.
    pub fn reach(&self) -> usize {
        match self.kind {
            AnaphorKind::Person => 8,
            AnaphorKind::Thing | AnaphorKind::Plural => 3,
            AnaphorKind::Role => 6,
            _ => 12,
        }
    }
}

/// The phrase whose head a noun is, or else that it belongs to.
fn phrase_at(phrases: &[Phrase], noun: usize) -> Option<usize> {
    let to = phrases.partition_point(|phrase| phrase.tokens.start <= noun);
    let near = (to.saturating_sub(4)..to).rev();
    let is_head = |&number: &usize| phrases[number].noun_at == noun;
    let holds = |&number: &usize| !phrases[number].is_inside && phrases[number].tokens.contains(&noun);
    near.clone().find(is_head).or_else(|| near.clone().find(holds))
}

/// Whether a noun means several people or things.
pub(super) fn is_plural(wordnet: &Wordnet, document: &Document, noun_at: usize) -> bool {
    let lower = document.lower(noun_at);
    if let Some(role) = Role::of(lower) {
        return role.what == RoleKind::People;
    }
    let before = noun_at.checked_sub(1).map_or("", |at| document.lower(at));
    let ends = 3 < lower.len() && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us");
    let is_one = matches!(before, "a" | "an" | "one" | "this" | "another");
    !is_one && wordnet.noun(lower).map_or(ends, |noun| noun.plural)
}

/// A noun as entities without a name are compared by it: the one that the list of roles has for it.
pub(super) fn called(noun: &str) -> &str {
    Role::of(noun).map_or(noun, |role| role.noun)
}

/// How a mention opens, as a number for features.
pub(super) fn opening_number(opening: Opening) -> u64 {
    match opening {
        Opening::Definite => 0,
        Opening::Indefinite => 1,
        Opening::Pronoun(_) => 2,
        Opening::Owned(_) => 3,
        Opening::Bare => 4,
        Opening::Noun => 5,
    }
}
