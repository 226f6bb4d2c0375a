//! Role phrases: "the Russian president", "Energy Minister", "who serves as head of the agency".

use std::ops::Range;

use crate::lexicon::{
    ADJECTIVES, COUNTRIES, CUE_VERBS, DETERMINERS, FUNCTION_WORDS, Gender, PHRASE_ENDS, ROLE_MODIFIERS,
    ROLES, RoleKind, RoleNoun, TITLES,
};
use crate::text::{Document, TokenKind};

/// What a role noun says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Role {
    /// The noun in the singular, lower-case.
    pub noun: &'static str,
    pub what: RoleKind,
    pub gender: Option<Gender>,
    /// Broader nouns, space-separated.
    pub broader: &'static str,
}

impl Role {
    /// The role of a lower-case noun.
    pub fn of(word: &str) -> Option<Self> {
        let (noun, RoleNoun { kind: what, gender, broader, .. }) = ROLES.get_entry(word)?;
        let (noun, broader) = if what == RoleKind::People { (broader, "") } else { (noun, broader) };
        Some(Self { noun, what, gender, broader })
    }

    pub fn is_person(&self) -> bool {
        matches!(self.what, RoleKind::Person | RoleKind::Both)
    }

    /// Whether a text calls a company so that it has named.
    pub fn is_company(&self) -> bool {
        ROLES.get(self.noun).is_some_and(|noun| noun.is_company)
    }

    pub fn is_organization(&self) -> bool {
        matches!(self.what, RoleKind::Organization | RoleKind::Both)
    }
}

/// How a phrase begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// "the", "this", "that"
    Definite,
    /// "a", "an", "one", "another"
    Indefinite,
    /// "his", "its"; the token
    Pronoun(usize),
    /// "the company's"; the owner's first token
    Owned(usize),
    /// No determiner, or a name with 's.
    Bare,
    /// Another noun follows: "company president"
    Noun,
}

/// A role phrase in the text.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Its tokens, without determiner.
    pub tokens: Range<usize>,
    /// The noun's token.
    pub noun_at: usize,
    pub role: Role,
    pub opening: Opening,
    /// The country or region it is about, "russia" for "Russian".
    pub country: Option<&'static str>,
    /// The names inside it, besides countries; indices into the names.
    pub names: Vec<usize>,
    /// Words that make it another role ("deputy", "former", "foreign"), in order.
    pub modifiers: Vec<&'static str>,
    /// Whether it stands inside another phrase: "the agency" in "head of the agency".
    pub is_inside: bool,
}

impl Phrase {
    /// A phrase of which only the extent is known.
    pub fn new(tokens: Range<usize>, noun_at: usize, role: Role, opening: Opening) -> Self {
        Self {
            tokens,
            noun_at,
            role,
            opening,
            country: None,
            names: Vec::new(),
            modifiers: Vec::new(),
            is_inside: false,
        }
    }

    /// A noun that stands for an entity by itself.
    pub fn bare(noun_at: usize, role: Role) -> Self {
        Self::new(noun_at..noun_at + 1, noun_at, role, Opening::Noun)
    }

    /// The first token, determiner and owner included.
    pub fn start(&self) -> usize {
        match self.opening {
            Opening::Bare | Opening::Noun => self.tokens.start,
            Opening::Owned(owner) => owner,
            _ => self.tokens.start - 1,
        }
    }

    /// The tokens that stand for the entity: with the owner, without a determiner.
    pub fn mention(&self, document: &Document) -> Range<usize> {
        match self.opening {
            Opening::Owned(owner) => {
                owner + usize::from(DETERMINERS.contains(document.lower(owner)))..self.tokens.end
            }
            _ => self.tokens.clone(),
        }
    }
}

/// The names of a text as the phrases see them.
pub(super) struct NamesAt<'d, 't> {
    pub document: &'d Document<'t>,
    /// Tokens of each name.
    pub tokens: &'d [Range<usize>],
    /// Whether each is a person.
    pub is_person: &'d [bool],
    /// The name that a token belongs to, [`NONE`] if it belongs to none.
    pub at: &'d [u32],
}

/// No name.
pub(super) const NONE: u32 = u32::MAX;

impl NamesAt<'_, '_> {
    /// Where a title begins that stands at `start`, with the country or body before it: "U.S. President".
    /// Where the title right before a name begins, from a token on: "Chief Minister", "U.S. President",
    /// and "former mayor" if its last word says what a person is.
    pub fn title_start(&self, name: usize, from: usize) -> usize {
        let document = self.document;
        let own = self.tokens[name].start;
        let before = own.checked_sub(1).and_then(|at| Role::of(document.lower(at)));
        let has_role = before.is_some_and(|role| role.is_person());
        let is_part = |at: usize| {
            let word = document.word(at);
            let is_content = word.kind == TokenKind::Word && !FUNCTION_WORDS.contains(&word.lower);
            word.case.is_capital() || is_title(&word.lower) || has_role && is_content
        };
        let mut start = own;
        while from < start && self.name_at(start - 1).is_none() && is_part(start - 1) {
            start -= 1;
        }
        self.start_with_body(start).max(from)
    }

    pub fn start_with_body(&self, start: usize) -> usize {
        let body = start.checked_sub(1).and_then(|before| self.name_at(before));
        body.filter(|&body| !self.is_person[body]).map_or(start, |body| self.tokens[body].start)
    }

    pub fn name_at(&self, token_idx: usize) -> Option<usize> {
        self.at.get(token_idx).filter(|&&name| name != NONE).map(|&name| name as usize)
    }
}

/// The country that a name or adjective belongs to.
pub(super) fn country(spelling: &str) -> Option<&'static str> {
    match spelling {
        "united states" => Some("united states"),
        "united kingdom" => Some("united kingdom"),
        "north korea" => Some("north korea"),
        "south korea" => Some("south korea"),
        _ => COUNTRIES.get(spelling),
    }
}

/// Words that end a noun phrase: verbs and conjunctions rather than nouns.
pub(super) fn is_verb(lower: &str) -> bool {
    if PHRASE_ENDS.contains(lower) {
        return true;
    }
    let is_participle = lower.len() > 4 && lower.ends_with("ed") && !ADJECTIVES.contains(lower);
    is_participle || CUE_VERBS.get(lower).is_some() && Role::of(lower).is_none()
}

/// Whether a word in lower case says what several people are: "judges", "police".
pub(super) fn is_several(lower: &str) -> bool {
    match Role::of(lower) {
        Some(role) => role.what == RoleKind::People,
        None => lower.strip_suffix('s').and_then(Role::of).is_some_and(|role| role.is_person()),
    }
}

/// Whether a word may stand before a name as its title.
pub(super) fn is_title(lower: &str) -> bool {
    TITLES.contains(lower) || ROLE_MODIFIERS.contains(lower) || is_only_person_noun(lower)
}

pub(super) fn is_only_person_noun(lower: &str) -> bool {
    Role::of(lower).is_some_and(|role| role.what == RoleKind::Person)
        && !matches!(lower, "owner" | "founder" | "partner" | "member")
}
