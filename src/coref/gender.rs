//! What titles, roles and given names tell about a person's gender.
//!
//! It guides pronouns and tells two people of one surname apart. It is never reported.

use super::letters::without_accents;
use super::spelling::Spelling;
use crate::lexicon::{GIVEN_NAMES, Gender, TITLES};

/// A gender with the weight of what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    pub gender: Gender,
    /// 0 nothing, 1 a name's ending, 2 a given name, 3 a title or role.
    pub weight: u8,
}

impl Default for Evidence {
    fn default() -> Self {
        Self { gender: Gender::Male, weight: 0 }
    }
}

impl Evidence {
    fn new(gender: Option<Gender>, weight: u8) -> Self {
        gender.map_or_else(Self::default, |gender| Self { gender, weight })
    }

    /// What the word before a name tells.
    pub fn of_title(lower: &str) -> Self {
        Self::new(TITLES.get(lower).flatten(), 3)
    }

    /// What a role noun tells.
    pub fn of_role(gender: Option<Gender>) -> Self {
        Self::new(gender, 3)
    }

    /// What a person's full name tells; a surname alone tells nothing.
    pub fn of_name(spelling: &Spelling) -> Self {
        let [first, .., _] = &spelling.words[..] else { return Self::default() };
        // "J. Robert Oppenheimer" goes by the second name.
        let first = if first.len() < 2 { &spelling.words[1] } else { first };
        if let Some(gender) = GIVEN_NAMES.get(first).or_else(|| GIVEN_NAMES.get(&without_accents(first))) {
            return Self::new(Some(gender), 2);
        }
        let female =
            ["a", "elle", "ette", "ine", "lyn", "yn", "ie"].iter().any(|ending| first.ends_with(ending));
        let male = ["o", "us", "os", "av", "im", "ir", "ard", "ert", "son"]
            .iter()
            .any(|ending| first.ends_with(ending));
        match (female, male) {
            (true, false) => Self::new(Some(Gender::Female), 1),
            (false, true) => Self::new(Some(Gender::Male), 1),
            _ => Self::default(),
        }
    }

    /// The weightier of two.
    pub fn or(self, other: Self) -> Self {
        if self.weight < other.weight { other } else { self }
    }

    /// Whether two cannot be the same person.
    pub fn contradicts(self, other: Self) -> bool {
        1 < self.weight && 1 < other.weight && self.gender != other.gender
    }
}
