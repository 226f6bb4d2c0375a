//! Role phrases: "the Russian president", "Energy Minister", "who serves as head of the agency".
//!
//! A phrase is found around a noun of the role list; it is taken apart into what makes one role
//! another one. Whose role it is, is decided in `fact` and `link`.

use std::ops::Range;

use crate::lexicon::{COUNTRIES, FUNCTION_WORDS, ROLE_MODIFIERS, ROLES};
use crate::text::{Case, Document, TokenKind};

use super::spelling::Spelling;

/// How far a phrase may reach to either side of its noun, in tokens.
const MAX_REACH: usize = 10;

/// What a role noun says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Role {
    /// The noun in the singular, lower-case.
    pub noun: &'static str,
    /// `person`, `both`, `people`, `organization` or `place`.
    pub what: &'static str,
    /// `male`, `female` or `any`.
    pub gender: &'static str,
    /// Broader nouns, space-separated.
    pub broader: &'static str,
}

impl Role {
    /// The role of a lower-case noun.
    pub fn of(word: &str) -> Option<Self> {
        let (noun, value) = ROLES.get_entry(word)?;
        let (what, rest) = value.split_once(' ').unwrap_or((value, ""));
        let (gender, broader) = match what {
            "people" => return Some(Self { noun: rest, what, gender: "any", broader: "" }),
            _ => rest.split_once(' ').unwrap_or((rest, "")),
        };
        Some(Self { noun, what, gender, broader })
    }

    pub fn is_person(&self) -> bool {
        matches!(self.what, "person" | "both")
    }

    pub fn is_organization(&self) -> bool {
        matches!(self.what, "organization" | "both")
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
    /// No determiner, or a name with 's.
    Bare,
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
}

impl Phrase {
    /// The first token, determiner included.
    pub fn start(&self) -> usize {
        match self.opening {
            Opening::Bare => self.tokens.start,
            _ => self.tokens.start - 1,
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
    pub fn name_at(&self, token_idx: usize) -> Option<usize> {
        self.at.get(token_idx).filter(|&&name| name != NONE).map(|&name| name as usize)
    }
}

/// Calls `emit` for each role phrase, in text order; they do not overlap.
pub(super) fn find_phrases(names: &NamesAt, mut emit: impl FnMut(Phrase)) {
    let document = names.document;
    for sentence in &document.sentences {
        let mut from = sentence.tokens.start;
        for token_idx in sentence.tokens.clone() {
            if token_idx < from || names.name_at(token_idx).is_some() {
                continue;
            }
            let Some(role) = Role::of(document.lower(token_idx)) else { continue };
            // In "police officer" and "company chief" the last noun is the head.
            if sentence.tokens.contains(&(token_idx + 1))
                && names.name_at(token_idx + 1).is_none()
                && document.tokens[token_idx + 1].space_before
                && Role::of(document.lower(token_idx + 1)).is_some()
            {
                continue;
            }
            let Some(phrase) = phrase(names, from..sentence.tokens.end, token_idx, role) else { continue };
            from = phrase.tokens.end;
            emit(phrase);
        }
    }
}

fn phrase(names: &NamesAt, bounds: Range<usize>, noun_at: usize, role: Role) -> Option<Phrase> {
    let document = names.document;
    let (start, opening) = left(names, bounds.start, noun_at);
    let end = right(names, bounds.end, noun_at);
    let role = office(document, start, noun_at).unwrap_or(role);
    let mut phrase = Phrase {
        tokens: start..end,
        noun_at,
        role,
        opening,
        country: None,
        names: Vec::new(),
        modifiers: Vec::new(),
    };
    for token_idx in start..end {
        if let Some(name) = names.name_at(token_idx) {
            if names.tokens[name].start.max(start) != token_idx {
                continue;
            }
            let spelling = Spelling::of(document, names.tokens[name].clone()).words.join(" ");
            match country(&spelling) {
                Some(country) => phrase.country = phrase.country.or(Some(country)),
                None => phrase.names.push(name),
            }
        } else if token_idx < noun_at + 3 {
            let lower = document.lower(token_idx);
            if let Some((modifier, _)) = ROLE_MODIFIERS.get_entry(lower) {
                phrase.modifiers.push(modifier);
            } else if phrase.country.is_none() && document.word(token_idx).case != Case::Lower {
                phrase.country = COUNTRIES.get(lower);
            }
        }
    }
    Some(phrase)
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

/// Offices of several words: "chief executive officer", "director general".
fn office(document: &Document, start: usize, noun_at: usize) -> Option<Role> {
    let word = |back: usize| noun_at.checked_sub(back).filter(|&at| start <= at).map(|at| document.lower(at));
    match (word(2), word(1), document.lower(noun_at)) {
        (_, Some("chief"), "executive") | (Some("chief"), Some("executive"), "officer") => Role::of("ceo"),
        (_, Some("vice"), "president") => Role::of("vice-president"),
        (_, Some("prime"), "minister") => Role::of("premier"),
        (_, Some(before @ ("secretary" | "director" | "attorney" | "inspector" | "governor")), "general") => {
            Role::of(before)
        }
        _ => None,
    }
}

/// The first token of the phrase and how it opens.
fn left(names: &NamesAt, from: usize, noun_at: usize) -> (usize, Opening) {
    let document = names.document;
    let mut start = noun_at;
    // Where the phrase begins if there is no determiner: words that surely belong to it.
    let mut sure = noun_at;
    let mut is_sure = true;
    while from < start && noun_at - start < MAX_REACH {
        let before = start - 1;
        let word = document.word(before);
        let lower = word.lower.as_str();
        if let Some(name) = names.name_at(before) {
            if names.is_person[name] {
                break;
            }
            start = names.tokens[name].start.max(from);
            if is_sure {
                sure = start;
            }
            continue;
        }
        match lower {
            "the" | "this" | "that" | "these" | "those" => return (start, Opening::Definite),
            "a" | "an" | "one" | "another" | "some" | "several" | "two" | "three" | "many" | "any" | "no"
            | "each" | "every" | "other" => {
                return (start, Opening::Indefinite);
            }
            "his" | "her" | "its" | "their" | "our" | "my" => return (start, Opening::Pronoun(before)),
            "'s" | "'" | "s'" => {
                // "Russia's president": the owner belongs to the phrase unless it is a person.
                let owner = before.checked_sub(1).and_then(|at| names.name_at(at));
                match owner {
                    Some(name) if !names.is_person[name] && from <= names.tokens[name].start => {
                        return (names.tokens[name].start, Opening::Bare);
                    }
                    _ => return (start, Opening::Bare),
                }
            }
            "-" if !document.tokens[start].space_before => {}
            "&" => {}
            _ if word.kind == TokenKind::Number => {}
            _ if word.kind != TokenKind::Word => break,
            _ if FUNCTION_WORDS.contains(lower) || is_verb(lower) => break,
            _ => {}
        }
        start = before;
        let known = word.case.is_capital()
            || lower == "-"
            || Role::of(lower).is_some()
            || ROLE_MODIFIERS.contains(lower)
            || COUNTRIES.contains(lower);
        is_sure &= known || before == from;
        if is_sure {
            sure = start;
        }
    }
    let opens_after_comma =
        start.checked_sub(1).is_some_and(|at| matches!(document.lower(at), "," | "(" | "—" | "–"));
    if opens_after_comma || start == from { (start, Opening::Bare) } else { (sure, Opening::Bare) }
}

/// The token after the phrase: its noun and what "of", "for" or "at" adds.
fn right(names: &NamesAt, to: usize, noun_at: usize) -> usize {
    let document = names.document;
    let to = to.min(noun_at + 1 + 2 * MAX_REACH);
    let mut end = noun_at + 1;
    if end + 1 < to && document.lower(end) == "-" && document.lower(end + 1) == "elect" {
        end += 2;
    }
    let mut at = end;
    while at < to {
        let lower = document.lower(at);
        let is_preposition =
            matches!(lower, "of" | "for" | "at" | "in" | "to" | "on" | "with" | "and" | "from");
        if !is_preposition || lower == "and" && end == noun_at + 1 {
            break;
        }
        if lower == "and"
            && !(at + 1 < to && (document.word(at + 1).case.is_capital() || names.name_at(at + 1).is_some()))
        {
            break;
        }
        if matches!(lower, "in" | "to" | "on" | "with" | "from" | "for" | "and")
            && end != noun_at + 1
            && lower != "and"
            && lower != "for"
        {
            break;
        }
        let mut object = at + 1;
        let first = object;
        while object < to {
            let lower = document.lower(object);
            let word = document.word(object);
            if let Some(name) = names.name_at(object) {
                if names.is_person[name] && object != first {
                    break;
                }
                object = names.tokens[name].end.min(to);
                continue;
            }
            let opens =
                matches!(lower, "the" | "a" | "an" | "its" | "his" | "her" | "their" | "this" | "'s" | "-");
            let stops =
                word.kind != TokenKind::Word && word.kind != TokenKind::Number && !opens && lower != "'"
                    || FUNCTION_WORDS.contains(lower) && !opens
                    || is_verb(lower);
            if stops {
                break;
            }
            object += 1;
        }
        let last_opens = object > first && matches!(document.lower(object - 1), "the" | "a" | "an");
        if object == first || last_opens {
            break;
        }
        end = object;
        at = object;
    }
    end
}

/// Words that are verbs more often than nouns where a noun phrase might go on.
pub(super) fn is_verb(lower: &str) -> bool {
    matches!(
        lower,
        "said"
            | "says"
            | "told"
            | "is"
            | "was"
            | "are"
            | "were"
            | "has"
            | "had"
            | "have"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "did"
            | "does"
            | "do"
            | "be"
            | "been"
            | "being"
            | "became"
            | "becomes"
            | "made"
            | "makes"
            | "took"
            | "takes"
            | "gave"
            | "went"
            | "came"
            | "met"
            | "saw"
            | "held"
            | "kept"
            | "left"
            | "won"
            | "lost"
            | "spoke"
            | "wrote"
            | "began"
            | "thought"
            | "knew"
            | "put"
            | "let"
            | "set"
            | "led"
            | "ran"
            | "who"
            | "which"
            | "whose"
            | "when"
            | "where"
            | "while"
            | "because"
            | "if"
            | "not"
            | "then"
            | "also"
            | "about"
            | "after"
            | "before"
            | "during"
            | "over"
            | "under"
            | "between"
            | "into"
            | "through"
            | "against"
            | "near"
            | "told"
            | "called"
            | "says."
            | "adds"
            | "tells"
            | "than"
            | "as"
            | "by"
            | "how"
            | "what"
            | "why"
            | "such"
            | "get"
            | "gets"
            | "got"
            | "say"
            | "see"
            | "meet"
            | "make"
            | "take"
            | "give"
            | "help"
            | "believe"
            | "think"
            | "know"
            | "since"
            | "until"
            | "including"
            | "according"
            | "yesterday"
            | "today"
            | "tomorrow"
            | "earlier"
            | "later"
    ) || lower.len() > 4 && lower.ends_with("ed") && !is_adjective(lower)
}

fn is_adjective(lower: &str) -> bool {
    matches!(
        lower,
        "united"
            | "retired"
            | "married"
            | "elected"
            | "appointed"
            | "self-proclaimed"
            | "accused"
            | "exiled"
            | "jailed"
            | "named"
            | "alleged"
            | "armed"
            | "listed"
            | "unnamed"
            | "owned"
            | "based"
            | "led"
            | "sacred"
            | "experienced"
            | "convicted"
            | "disgraced"
            | "embattled"
            | "seasoned"
            | "respected"
            | "skilled"
            | "limited"
            | "red"
            | "hundred"
            | "wounded"
            | "injured"
            | "celebrated"
            | "decorated"
            | "renowned"
            | "talented"
            | "beloved"
            | "ousted"
            | "deposed"
            | "unified"
            | "associated"
            | "allied"
            | "combined"
            | "privately-owned"
            | "aged"
    )
}
