//! Sources without a name: whom "the striker" stands for, or who they are to the reader.

use std::ops::Range;

use super::finding::Finding;
use super::source;
use super::{Ground, MAX_BACK, MAX_NEAR, Speakers};
use crate::coref::{Entity, Mention, MentionKind};
use crate::entity::EntityType;
use crate::lexicon::{FUNCTION_WORDS, PHRASE_ENDS, PRONOUNS, ROLES};

/// How many tokens before its noun a phrase begins, at most.
const MAX_PHRASE: usize = 4;

impl Speakers<'_, '_, '_> {
    /// A source that is neither a name nor a known role.
    pub(super) fn by_words(
        &mut self,
        tokens: Range<usize>,
        noun: usize,
        affiliation: Option<usize>,
    ) -> Finding {
        let word = self.document.lower(noun);
        if FUNCTION_WORDS.contains(word) || PHRASE_ENDS.contains(word) {
            return Finding::nobody("No speaker is named near these words.");
        }
        // "The 34-year-old"
        let is_age = word == "old"
            && tokens.start < noun
            && noun.checked_sub(2).is_some_and(|at| self.document.lower(at) == "year");
        let what = match ROLES.get(word).unwrap_or("").split(' ').next().unwrap_or("") {
            "" if is_age => "person",
            what => what,
        };
        let is_definite = tokens.start.checked_sub(1).is_some_and(|at| self.document.lower(at) == "the");
        let shown =
            if is_age { self.document.cover(tokens.clone()) } else { self.document.tokens[noun].span };
        let printed = shown.of(self.document.text);
        if is_definite
            && !self.unnamed.contains_key(word)
            && let Some((person, ground, why)) = self.called(tokens.clone(), word, what, affiliation)
        {
            let reason = format!("“the {printed}” is most likely {}, {why}.", self.name(person));
            if what == "person" {
                self.called.insert(word.to_owned(), person);
            }
            if ground == Ground::OnlyPerson {
                self.add_role(person, tokens);
            }
            return Finding::new(person, ground, reason);
        }
        let ground = match what {
            "" => Ground::UnnamedOther,
            _ if is_definite => Ground::UnnamedDefinite,
            _ => Ground::Unnamed,
        };
        let entity = self.unnamed(tokens, noun, affiliation);
        let reason = match affiliation {
            Some(other) => format!("The source is not named; the words link it to {}.", self.name(other)),
            None => "The source is not named in the text.".to_owned(),
        };
        Finding::new(entity, ground, reason)
    }

    /// Whom "the midfielder" stands for though the text calls nobody so, and what speaks for it.
    fn called(
        &self,
        tokens: Range<usize>,
        noun: &str,
        what: &str,
        affiliation: Option<usize>,
    ) -> Option<(usize, Ground, &'static str)> {
        // Nobody calls himself "the deputy": in what Reyle says that is another.
        let outer = self.around(tokens.start).and_then(|outer| outer.speaker);
        let is_another = |entity: &usize| Some(*entity) != outer;
        let is_free = what == "person" && affiliation.is_none_or(|place| self.is_place(place));
        if is_free && let Some(person) = self.only_person(tokens.start, noun).filter(is_another) {
            return Some((person, Ground::OnlyPerson, "the only person named here"));
        }
        if let Some(speaker) = self.spoke_before(tokens.start, noun, what).filter(is_another) {
            return Some((speaker, Ground::SpokeBefore, "who spoke last"));
        }
        if !is_free {
            return None;
        }
        if let Some(&person) = self.called.get(noun).filter(|person| is_another(person)) {
            return Some((person, Ground::OnlyPerson, "who was called so before"));
        }
        let person = self.only_person_before(tokens.start, noun).filter(is_another)?;
        Some((person, Ground::OnlyPerson, "the only person spoken of before"))
    }

    fn add_role(&mut self, entity: usize, tokens: Range<usize>) {
        let span = self.document.cover(tokens.clone());
        let mention = Mention { span, tokens, kind: MentionKind::Role, own_type: None };
        self.entities.entities[entity].mentions.push(mention);
    }

    /// Whoever spoke last, if "the widow" or "the agency" may be them: a person in this paragraph or
    /// the one before, an organization in this one.
    fn spoke_before(&self, token: usize, noun: &str, what: &str) -> Option<usize> {
        let speaker = self.last_speaker(token)?;
        let entity = &self.entities.entities[speaker];
        let last = entity.name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let kind = ROLES.get(&last).filter(|value| value.starts_with("organization"));
        let is_near = || {
            let start = self.document.paragraphs[self.document.paragraph_of(token)].tokens.start;
            let mut near = self.index.starting_in(start..token).iter();
            near.any(|(_, other, _)| *other == speaker)
        };
        let fits = entity.named
            && match what {
                "person" => entity.entity_type == EntityType::Person,
                "organization" => {
                    entity.entity_type == EntityType::Organization
                        && (kind.is_none() || last == noun)
                        && is_near()
                }
                _ => false,
            };
        fits.then_some(speaker)
    }

    /// "The Norwegian minister" is of a country, not of an office that somebody else may speak for.
    fn is_place(&self, entity: usize) -> bool {
        self.entities.entities[entity].entity_type == EntityType::Location
    }

    /// The person named in the paragraph before a token's, if there is just one and nobody is named
    /// in the token's own. Who speaks or judges for others is not meant.
    fn only_person_before(&self, token: usize, noun: &str) -> Option<usize> {
        let number = self.document.paragraph_of(token);
        let own = self.document.paragraphs.get(number)?.tokens.start;
        let before = self.document.paragraphs.get(number.checked_sub(1)?)?.tokens.clone();
        let is_person = |entity: usize| self.entities.entities[entity].entity_type == EntityType::Person;
        let mut here = self.index.starting_in(own.max(token.saturating_sub(MAX_NEAR))..token).iter();
        let goes_on = self.last_speaker(token).is_some_and(|last| !self.entities.entities[last].named);
        if goes_on
            || here.any(|(_, entity, _)| is_person(*entity))
            || is_beside_the_matter(noun)
            || self.is_introduced(token, noun)
        {
            return None;
        }
        let from = before.start.max(before.end.saturating_sub(MAX_NEAR));
        let persons =
            self.index.starting_in(from..before.end).iter().filter(|(_, entity, _)| is_person(*entity));
        only(persons.map(|(_, entity, _)| *entity))
            .filter(|&person| self.entities.entities[person].named && self.may_be_called(person, noun))
    }

    /// Whether the text before has "an old sailor", whom "the sailor" goes back to; looks back over
    /// [`MAX_NEAR`] tokens at most.
    fn is_introduced(&self, token: usize, noun: &str) -> bool {
        let opens = |at: usize| matches!(self.document.lower(at), "a" | "an" | "one" | "another");
        (token.saturating_sub(MAX_NEAR)..token.saturating_sub(1))
            .any(|at| self.document.lower(at) == noun && (at.saturating_sub(MAX_PHRASE)..at).any(opens))
    }

    /// Whether the pronouns that stand for a person allow "the woman".
    fn may_be_called(&self, person: usize, noun: &str) -> bool {
        let gender = ROLES.get(noun).and_then(|value| value.split(' ').nth(1)).unwrap_or("any");
        let against = match gender {
            "male" => "female",
            "female" => "male",
            _ => return true,
        };
        let mentions = self.entities.entities[person].mentions.iter().take(MAX_NEAR);
        let mut pronouns = mentions.filter(|mention| mention.kind == MentionKind::Pronoun).take(MAX_BACK);
        !pronouns.any(|mention| {
            let value = PRONOUNS.get(self.document.lower(mention.tokens.start)).unwrap_or("");
            value.starts_with(against)
        })
    }

    /// The person named in the paragraph before a token, if there is just one; looks back over
    /// [`MAX_NEAR`] tokens at most.
    fn only_person(&self, token: usize, noun: &str) -> Option<usize> {
        let paragraph = self.document.paragraphs.get(self.document.paragraph_of(token))?;
        let from = paragraph.tokens.start.max(token.saturating_sub(MAX_NEAR));
        let persons = self.index.starting_in(from..token).iter().filter(|(_, entity, kind)| {
            let is_person = self.entities.entities[*entity].entity_type == EntityType::Person;
            is_person && *kind != MentionKind::Pronoun
        });
        // Those named outright come before those meant by a role.
        let named = persons.clone().filter(|(_, _, kind)| *kind != MentionKind::Role);
        only(persons.map(|(_, entity, _)| *entity))
            .or_else(|| only(named.map(|(_, entity, _)| *entity)))
            .filter(|&person| self.may_be_called(person, noun))
    }

    /// The entity of an unnamed source; the same words are the same source.
    fn unnamed(&mut self, tokens: Range<usize>, noun: usize, affiliation: Option<usize>) -> usize {
        let span = self.document.cover(tokens.clone());
        let words = span.of(self.document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        // The names model may have missed this place of a name it knows elsewhere.
        if let Some(&entity) = self.by_text.get(words.as_str()) {
            return entity;
        }
        let noun = self.document.lower(noun).to_owned();
        let is_definite = tokens.start.checked_sub(1).is_some_and(|at| self.document.lower(at) == "the");
        // "Another candidate" is nobody who has spoken.
        let is_another = words.to_lowercase().starts_with("another ");
        let same = self.unnamed.get(&words.to_lowercase()).filter(|_| !is_another);
        let known = same.or_else(|| {
            // "the official" after "a senior official"
            if is_definite && tokens.len() == 1 { self.unnamed.get(&noun) } else { None }
        });
        let mention = Mention { span, tokens, kind: MentionKind::Role, own_type: None };
        if let Some(&entity) = known {
            self.entities.entities[entity].mentions.push(mention);
            return entity;
        }
        let entity = self.entities.entities.len();
        let is_person = source::is_person_noun(&noun);
        self.entities.entities.push(Entity {
            entity_type: if is_person { EntityType::Person } else { EntityType::Organization },
            name: words.clone(),
            named: false,
            roles: Vec::new(),
            affiliation,
            mentions: vec![mention],
        });
        self.unnamed.insert(words.to_lowercase(), entity);
        self.unnamed.insert(noun, entity);
        entity
    }
}

/// Whether a noun is mostly of somebody whom the text does not name: who speaks, judges or asks for
/// others, and who is only somebody's relative.
fn is_beside_the_matter(noun: &str) -> bool {
    let broader = ROLES.get(noun).unwrap_or("");
    std::iter::once(noun).chain(broader.split(' ')).any(|kind| {
        matches!(
            kind,
            "spokesperson"
                | "journalist"
                | "jurist"
                | "relative"
                | "source"
                | "caller"
                | "reader"
                | "user"
                | "mother"
                | "father"
                | "wife"
                | "husband"
        )
    })
}

/// What all items are, if they are the same.
fn only(mut entities: impl Iterator<Item = usize>) -> Option<usize> {
    let first = entities.next()?;
    entities.all(|other| other == first).then_some(first)
}
