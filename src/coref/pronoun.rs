//! Personal pronouns.

use crate::lexicon::{
    CONJUNCTIONS, Conjunction, Gender, LINKING_VERBS, LinkingVerb, PRONOUNS, Person, PronounCase, PronounForm,
};
use crate::text::{Case, Document};

/// A personal pronoun in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    pub token: usize,
    pub person: Person,
    pub case: PronounCase,
}

impl Pronoun {
    /// The pronoun that a token is.
    pub fn at(document: &Document, token: usize) -> Option<Self> {
        let word = document.word(token);
        let PronounForm { person, case } = PRONOUNS.get(&word.lower)?;
        // "US" is no pronoun.
        if word.case == Case::Upper && word.lower.len() > 1 {
            return None;
        }
        Some(Self { token, person, case })
    }

    pub fn is_first(&self) -> bool {
        self.person.is_first()
    }

    pub fn gender(&self) -> Option<Gender> {
        self.person.gender()
    }

    /// "It is likely that", "it was hard to": nothing is meant.
    pub fn is_empty(&self, document: &Document) -> bool {
        let lower = |ahead: usize| {
            let at = self.token + ahead;
            document.tokens.get(at).map_or("", |_| document.lower(at))
        };
        self.person == Person::Thing
            && matches!(
                LINKING_VERBS.get(lower(1)),
                Some(LinkingVerb::Be | LinkingVerb::Become | LinkingVerb::Seem)
            )
            && (lower(3) == "to"
                || matches!(CONJUNCTIONS.get(lower(3)), Some(Conjunction::Content | Conjunction::Either)))
    }

    /// "It is likely that", "it was the first": nothing may be meant.
    pub fn is_dummy(&self, document: &Document) -> bool {
        let next = |ahead: usize| {
            let at = self.token + ahead;
            document.tokens.get(at).map_or("", |_| document.lower(at))
        };
        let verbs = ["is", "was", "'s", "seems", "appears", "takes", "took", "would", "may", "might", "will"];
        self.person == Person::Thing && verbs.contains(&next(1)) && !matches!(next(2), "in" | "also" | "now")
    }
}
