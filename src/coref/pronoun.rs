//! Pronouns: whom "he", "she", "they" and "it" stand for.

use super::gender::{Evidence, Gender};
use super::link::{Linker, MAX_BACK, Salient};
use super::names::Group;
use super::{Guess, MentionKind};
use crate::entity::EntityType;
use crate::lexicon::PRONOUNS;
use crate::text::{Case, Document};

/// A personal pronoun in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    pub token: usize,
    /// `male`, `female`, `thing`, `plural`, `first` or `first-plural`.
    pub person: &'static str,
    /// `subject`, `object`, `possessive` or `reflexive`.
    pub case: &'static str,
}

impl Pronoun {
    /// The pronoun that a token is.
    pub fn at(document: &Document, token: usize) -> Option<Self> {
        let word = document.word(token);
        let (person, case) = PRONOUNS.get(&word.lower)?.split_once(' ')?;
        // "US" is no pronoun.
        if word.case == Case::Upper && word.lower.len() > 1 {
            return None;
        }
        Some(Self { token, person, case })
    }
}

/// The entity that a pronoun stands for. First persons are left to those who know the speaker.
pub(super) fn resolve(linker: &Linker, pronoun: Pronoun) -> Option<Guess> {
    match pronoun.person {
        "male" => person(linker, pronoun, Some(Gender::Male)),
        "female" => person(linker, pronoun, Some(Gender::Female)),
        "thing" => thing(linker, pronoun),
        "plural" => plural(linker, pronoun),
        _ => None,
    }
}

fn best(
    linker: &Linker,
    pronoun: Pronoun,
    reach: usize,
    rate: impl Fn(&Salient) -> Option<i32>,
) -> Option<Guess> {
    let sentence = linker.names.document.sentence_of(pronoun.token);
    let mut scores: Vec<(usize, i32)> = Vec::new();
    for (back, s) in linker.history.iter().rev().take(MAX_BACK).enumerate() {
        let distance = sentence - s.sentence;
        if reach < distance {
            break;
        }
        let Some(own) = rate(s) else { continue };
        let score = own - 7 * distance as i32 - back as i32
            + 8 * i32::from(s.is_subject)
            + 4 * i32::from(s.kind == MentionKind::Pronoun)
            - 8 * i32::from(s.is_quoted != linker.quoted[pronoun.token]);
        match scores.iter_mut().find(|(entity, _)| *entity == s.entity) {
            Some((_, known)) => *known = (*known).max(score) + 1,
            None => scores.push((s.entity, score)),
        }
    }
    scores.sort_by_key(|(entity, score)| (std::cmp::Reverse(*score), *entity));
    let &(entity, score) = scores.first()?;
    let second = scores.get(1);
    Some(Guess {
        token: pronoun.token,
        entity,
        runner_up: second.map(|(entity, _)| *entity),
        margin: second.map_or(40, |(_, other)| score - other),
    })
}

fn person(linker: &Linker, pronoun: Pronoun, gender: Option<Gender>) -> Option<Guess> {
    best(linker, pronoun, 6, |s| {
        if linker.clusters[s.entity].group != Group::Person {
            return None;
        }
        let Evidence { gender: known, weight } = linker.genders[s.entity];
        match gender {
            Some(_) if weight == 0 => Some(0),
            Some(gender) if known == gender => Some(4 + 3 * i32::from(weight)),
            Some(_) if 1 < weight => None,
            Some(_) => Some(-6),
            None => Some(0),
        }
    })
}

fn thing(linker: &Linker, pronoun: Pronoun) -> Option<Guess> {
    let document = linker.names.document;
    let next = |ahead: usize| {
        document.tokens.get(pronoun.token + ahead).map_or("", |_| document.lower(pronoun.token + ahead))
    };
    if pronoun.case == "subject" {
        // "It is likely that", "it was the first": a dummy more often than not.
        let dummy = matches!(
            next(1),
            "is" | "was" | "'s" | "seems" | "appears" | "takes" | "took" | "would" | "may" | "might"
        ) && !matches!(next(2), "not" | "in" | "a" | "the" | "also" | "now");
        if dummy {
            return None;
        }
    }
    best(linker, pronoun, 2, |s| {
        (linker.types[s.entity] == EntityType::Organization && s.kind != MentionKind::Pronoun
            || s.kind == MentionKind::Pronoun && linker.types[s.entity] == EntityType::Organization)
            .then_some(0)
    })
}

fn plural(linker: &Linker, pronoun: Pronoun) -> Option<Guess> {
    best(linker, pronoun, 1, |s| {
        (linker.types[s.entity] == EntityType::Organization && s.is_subject).then_some(0)
    })
}
