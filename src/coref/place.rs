//! Where a mention stands and what it is, for its features, and how a feature becomes a key.

use super::anaphor::{Anaphor, is_plural, opening_number};
use super::discourse::Discourse;
use super::ranker::AnaphorKind;
use crate::entity::EntityType;
use crate::lexicon::{CUE_VERBS, Person, PronounCase, RoleKind};
use crate::quote::QuotationKind;
use crate::tagger::{feature, hash, pair};

/// How many links back one of the same noun is looked for.
const MAX_LINKS: usize = 32;

/// The features of one option.
pub(super) struct Features {
    kind: AnaphorKind,
    /// Kinds that are alike have weights in common too: what is learned of the one, of which there is
    /// much, serves the other.
    family: Option<u64>,
    pub keys: Vec<u32>,
}

impl Features {
    pub fn of(anaphor: &Anaphor) -> Self {
        let family = match (anaphor.kind, anaphor.pronoun.map(|pronoun| pronoun.person)) {
            (AnaphorKind::Role | AnaphorKind::SourceWords | AnaphorKind::SourceDocument, _) => Some(100),
            (AnaphorKind::Person | AnaphorKind::SourcePronoun, Some(Person::Male | Person::Female)) => {
                Some(101)
            }
            (AnaphorKind::Thing | AnaphorKind::SourcePronoun, Some(Person::Thing)) => Some(102),
            (AnaphorKind::Plural | AnaphorKind::SourcePronoun, Some(Person::Plural)) => Some(103),
            _ => None,
        };
        Self { kind: anaphor.kind, family, keys: Vec::with_capacity(96) }
    }

    pub fn add(&mut self, template: u32, value: u64) {
        for kind in [Some(self.kind as u64), self.family].into_iter().flatten() {
            self.keys.push(feature(template, pair(kind, value)));
        }
    }

    pub fn flag(&mut self, template: u32, holds: bool) {
        if holds {
            self.add(template, 1);
        }
    }
}

pub(super) fn bits(flags: &[bool]) -> u64 {
    flags.iter().fold(0, |bits, &flag| bits << 1 | u64::from(flag))
}

/// A number in few classes: 0, 1, 2, 3–4, 5–8, …
pub(super) fn bin(n: usize) -> u64 {
    match n {
        0..3 => n as u64,
        3..5 => 3,
        5..9 => 4,
        9..17 => 5,
        17..33 => 6,
        _ => 7,
    }
}

pub(super) fn type_number(entity_type: EntityType) -> u64 {
    entity_type as u64
}

/// Where a mention stands and what it is, for its features.
pub(super) struct Place<'p, 'd, 't, 's> {
    pub discourse: &'p Discourse<'d, 't>,
    pub anaphor: &'s Anaphor,
    pub paragraph: usize,
    pub is_quoted: bool,
    /// Whether a reporting word stands beside a pronoun: "he said", "said he".
    pub speaks: bool,
    pub opens: bool,
    /// Of a role: person, organization … and its noun.
    pub what: u64,
    pub noun: u64,
    /// What WordNet knows of the noun: its shares, and its nearest frequent hypernym.
    pub shares: u64,
    pub hypernym: u64,
    pub is_plural: bool,
    pub opening: u64,
    /// Of a role: whom the same noun stood for the last time that it was linked.
    pub last_of_noun: Option<usize>,
    /// The speaker of the quotation before, how many paragraphs back, and whether there is one.
    pub last_speaker: Option<usize>,
    pub last_distance: u64,
    /// Whose words the mention stands in, and whether they are quoted.
    pub outer: Option<usize>,
    pub inside: Option<usize>,
    pub is_inside: bool,
    pub cue: u64,
    pub quotation_kind: u64,
}

impl<'p, 'd, 't, 's> Place<'p, 'd, 't, 's> {
    pub fn new(discourse: &'p Discourse<'d, 't>, anaphor: &'s Anaphor) -> Self {
        let document = discourse.names.document;
        let token = anaphor.from;
        let sentence = document.sentence_of(token);
        let paragraph = document.paragraph_of(token);
        let lower = |at: usize| document.tokens.get(at).map_or("", |_| document.lower(at));
        let is_quoted = discourse.quoted.get(anaphor.noun).copied().unwrap_or_default();
        let before = anaphor.noun.checked_sub(1).map_or("", lower);
        let is_cue = |word: &str| CUE_VERBS.get(word).is_some_and(|cue| cue.is_speech);
        let is_subject = anaphor.pronoun.is_some_and(|pronoun| pronoun.case == PronounCase::Subject);
        let speaks = is_subject && (is_cue(lower(anaphor.noun + 1)) || is_cue(before)) && !is_quoted;
        let role = anaphor.role(document);
        let what = match role.map(|role| role.what) {
            Some(RoleKind::Person) => 1,
            Some(RoleKind::Both) => 2,
            Some(RoleKind::People) => 3,
            Some(RoleKind::Organization) => 4,
            Some(RoleKind::Place) => 5,
            Some(RoleKind::Thing) => 6,
            None => 0,
        };
        let known = discourse.wordnet.noun(lower(anaphor.noun)).unwrap_or_default();
        let quotation = anaphor.quotation.map(|number| &discourse.quotations[number]);
        let within = |token: usize| discourse.around(token, anaphor.quotation).next();
        let outer = within(anaphor.noun);
        let around: Vec<usize> =
            discourse.around(anaphor.noun, anaphor.quotation).map(|spoken| spoken.quotation).collect();
        let last = discourse.spoken.iter().rev().take(8).find(|spoken| !around.contains(&spoken.quotation));
        let cue = quotation.and_then(|quotation| quotation.cue).map(|cue| document.tokens_in(cue));
        let cue = cue.filter(|cue| !cue.is_empty()).map_or(0, |cue| hash(lower(cue.end - 1).as_bytes()));
        Self {
            discourse,
            anaphor,
            paragraph,
            is_quoted,
            speaks,
            opens: document.sentences.get(sentence).is_some_and(|s| anaphor.noun <= s.tokens.start + 1),
            what,
            noun: role
                .map_or_else(|| hash(lower(anaphor.noun).as_bytes()), |role| hash(role.noun.as_bytes())),
            shares: pair(
                pair(u64::from(known.person), u64::from(known.group)),
                pair(u64::from(known.communication), u64::from(known.location)),
            ),
            hypernym: u64::from(known.hypernym),
            is_plural: is_plural(discourse.wordnet, document, anaphor.noun),
            opening: match (anaphor.phrase(discourse), anaphor.tokens.start.checked_sub(1).map_or("", lower))
            {
                (Some(phrase), _) => opening_number(phrase.opening),
                (None, "the" | "this" | "that" | "these" | "those") => 0,
                _ if matches!(lower(anaphor.tokens.start), "a" | "an" | "another" | "one") => 1,
                (None, "a" | "an" | "another" | "one" | "some") => 1,
                (None, "his" | "her" | "its" | "their") => 2,
                _ => 4,
            },
            last_of_noun: Self::last_of_noun(discourse, anaphor),
            last_speaker: last.and_then(|last| last.speaker),
            last_distance: last.map_or(9, |last| (paragraph.saturating_sub(last.paragraph) as u64).min(4)),
            outer: outer.and_then(|outer| outer.speaker),
            inside: outer.map(|outer| outer.quotation),
            is_inside: outer.is_some(),
            cue,
            quotation_kind: match quotation.map(|quotation| quotation.kind) {
                None => 0,
                Some(QuotationKind::Direct) => 1,
                Some(QuotationKind::Mixed) => 2,
                Some(QuotationKind::Indirect) => 3,
            },
        }
    }

    /// Whom the anaphor's noun stood for the last time that it was linked, of the last few links.
    fn last_of_noun(discourse: &Discourse, anaphor: &Anaphor) -> Option<usize> {
        if !anaphor.kind.is_worded() {
            return None;
        }
        let document = discourse.names.document;
        let noun = document.lower(anaphor.noun);
        let mut before = discourse.links.iter().rev().take(MAX_LINKS);
        let same = before
            .find(|(tokens, ..)| tokens.end.checked_sub(1).is_some_and(|at| document.lower(at) == noun));
        same.map(|(_, entity, _)| *entity)
    }
}
