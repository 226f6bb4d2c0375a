//! What the lists say of pronouns, verbs and the small words of grammar.

use super::entry::{Entry, words};
use super::name_entry::Gender;

words! {
    /// What a word before a verb makes of it.
    Auxiliary {
        /// "was"
        Be = "be",
        /// "had"
        Have = "have",
        /// "did"
        Do = "do",
        /// "would"
        Modal = "modal",
        /// "not"
        Negation = "not",
    }
}

words! {
    /// Whom a pronoun stands for.
    Person {
        /// "I"
        First = "first",
        /// "we"
        FirstPlural = "first-plural",
        /// "he"
        Male = "male",
        /// "she"
        Female = "female",
        /// "it"
        Thing = "thing",
        /// "they"
        Plural = "plural",
    }
}

impl Person {
    /// Whether it is who speaks.
    pub const fn is_first(self) -> bool {
        matches!(self, Self::First | Self::FirstPlural)
    }

    /// Whether it is one person or thing that is spoken of.
    pub const fn is_third_singular(self) -> bool {
        matches!(self, Self::Male | Self::Female | Self::Thing)
    }

    /// Of "he" and "she".
    pub const fn gender(self) -> Option<Gender> {
        match self {
            Self::Male => Some(Gender::Male),
            Self::Female => Some(Gender::Female),
            _ => None,
        }
    }
}

words! {
    /// The form that a pronoun has.
    PronounCase {
        /// "he"
        Subject = "subject",
        /// "him"
        Object = "object",
        /// "his"
        Possessive = "possessive",
        /// "himself"
        Reflexive = "reflexive",
    }
}

/// A personal pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PronounForm {
    /// Whom it stands for.
    pub person: Person,
    /// How.
    pub case: PronounCase,
}

impl Entry for PronounForm {
    fn read(value: &'static str) -> Option<Self> {
        let (person, case) = value.split_once(' ')?;
        Some(Self { person: Person::read(person)?, case: PronounCase::read(case)? })
    }
}

/// A verb that reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueVerb {
    /// Whether it tells what somebody says, not what somebody holds in mind.
    pub is_speech: bool,
    /// Whether it often stands behind a mark that would else end the sentence: "Stop!" Smith said.
    pub follows_mark: bool,
}

impl Entry for CueVerb {
    fn read(value: &'static str) -> Option<Self> {
        let (kind, flag) = value.split_once(' ').unwrap_or((value, ""));
        let is_sound = matches!(kind, "speech" | "belief") && matches!(flag, "" | "mark");
        is_sound.then_some(Self { is_speech: kind == "speech", follows_mark: flag == "mark" })
    }
}

words! {
    /// What a determiner is besides.
    Determiner {
        /// "the", "his"
        Plain = "plain",
        /// "our", which belongs to who speaks; "that", which more often is a pronoun.
        Other = "other",
    }
}

words! {
    /// What a preposition stands before.
    Governor {
        /// What a role or person belongs to: "of", "at".
        Belonging = "belonging",
        /// Much else: "for".
        Frequent = "frequent",
        /// "against"
        Rare = "rare",
    }
}

words! {
    /// What a linking verb says.
    LinkingVerb {
        /// "is"
        Be = "be",
        /// "became"
        Become = "become",
        /// "seems"
        Seem = "seem",
        /// "serves", with "as" behind it.
        Serve = "serve",
    }
}

words! {
    /// What clause a conjunction opens.
    Conjunction {
        /// What is said or asked: "that".
        Content = "content",
        /// When or why: "while".
        Circumstance = "circumstance",
        /// "when"
        Either = "either",
    }
}

words! {
    /// On which side of a subject a word opens an adverbial.
    AdverbialSide {
        /// Before it: "With a shrug, Osei said".
        Before = "before",
        /// Behind it: "said Osei last night".
        Behind = "behind",
        /// "In a letter Osei said", "said Osei in a letter"
        Both = "both",
    }
}

impl AdverbialSide {
    /// Whether it may stand before a subject.
    pub const fn is_before(self) -> bool {
        matches!(self, Self::Before | Self::Both)
    }

    /// Whether it may stand behind a subject.
    pub const fn is_behind(self) -> bool {
        matches!(self, Self::Behind | Self::Both)
    }
}

words! {
    /// How a word says that two are meant.
    PairWord {
        /// Before their noun: "both leaders".
        Opens = "opens",
        /// As their noun: "the pair".
        Noun = "noun",
        /// As a noun for states behind such a word: "both sides".
        States = "states",
    }
}

/// A word that tells that words in marks are a name or term, not speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamingWord {
    /// Whether an article or comma may stand between: "the term, ".
    pub may_be_apart: bool,
}

impl Entry for NamingWord {
    fn read(value: &'static str) -> Option<Self> {
        matches!(value, "" | "apart").then_some(Self { may_be_apart: value == "apart" })
    }
}
