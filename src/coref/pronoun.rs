//! Pronouns: whom "he", "she", "they" and "it" stand for.
//!
//! The candidates are the entities mentioned before, at most [`MAX_BACK`] mentions back; their
//! features are weighed by the ranker, and "none of them" is a candidate too.

use super::gender::Gender;
use super::link::{Linker, MAX_BACK, Salient};
use super::names::Group;
use super::ranker::{Feature, N_FEATURES, RankedOption};
use super::{Guess, MentionKind};
use crate::entity::EntityType;
use crate::lexicon::{CUE_VERBS, PRONOUNS};
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

    fn kind(&self) -> Option<usize> {
        match self.person {
            "male" | "female" => Some(0),
            "thing" => Some(1),
            "plural" => Some(2),
            _ => None,
        }
    }

    fn gender(&self) -> Option<Gender> {
        match self.person {
            "male" => Some(Gender::Male),
            "female" => Some(Gender::Female),
            _ => None,
        }
    }
}

/// What is known of an entity that a pronoun may stand for.
struct Candidate {
    entity: usize,
    last: Salient,
    n_lately: usize,
    is_subject_here: bool,
    was_subject_before: bool,
    spoke_here: bool,
    last_spoke: bool,
}

/// The options of a pronoun with their features; the last one is "none of them".
///
/// None for first and second persons, which are left to those who know the speaker.
pub(super) fn options(linker: &Linker, pronoun: Pronoun) -> Option<Vec<RankedOption>> {
    let kind = pronoun.kind()?;
    if is_empty(linker.names.document, pronoun) {
        return None;
    }
    let candidates = candidates(linker, pronoun);
    let context = Context::new(linker, pronoun);
    let mut options: Vec<RankedOption> = Vec::with_capacity(candidates.len() + 1);
    for (rank, candidate) in candidates.iter().enumerate() {
        options.push((Some(candidate.entity), numbered(kind, context.features(candidate, rank))));
    }
    options.push((None, numbered(kind, context.nobody(&candidates))));
    Some(options)
}

fn numbered(kind: usize, features: Vec<Feature>) -> Vec<u16> {
    features.into_iter().map(|feature| (kind * N_FEATURES) as u16 + feature as u16).collect()
}

/// "It is likely that", "it was hard to": nothing is meant.
fn is_empty(document: &Document, pronoun: Pronoun) -> bool {
    let lower = |ahead: usize| {
        let at = pronoun.token + ahead;
        document.tokens.get(at).map_or("", |_| document.lower(at))
    };
    pronoun.person == "thing"
        && matches!(lower(1), "is" | "was" | "'s" | "seems" | "appears" | "becomes" | "became")
        && matches!(lower(3), "that" | "to" | "whether" | "how" | "why" | "when" | "if")
}

/// The best of the options that are ranked.
pub(super) fn best(linker: &Linker, token: usize, options: &[RankedOption]) -> Option<Guess> {
    let mut scores: Vec<(i32, usize)> = options
        .iter()
        .enumerate()
        .map(|(number, (_, features))| (linker.ranker.score(features), number))
        .collect();
    // The nearer one on ties.
    scores.sort_by_key(|&(score, number)| (std::cmp::Reverse(score), number));
    let &(score, number) = scores.first()?;
    let entity = options[number].0?;
    let mut others = [None; 3];
    let rest = scores.iter().skip(1).filter_map(|&(_, number)| options[number].0);
    for (place, entity) in others.iter_mut().zip(rest) {
        *place = Some(entity);
    }
    let second = scores.get(1).map_or(i32::MIN / 2, |(score, _)| *score);
    Some(Guess { token, entity, others, margin: (score - second).min(MAX_MARGIN) })
}

/// Margins beyond this are the same.
const MAX_MARGIN: i32 = 1000;

fn candidates(linker: &Linker, pronoun: Pronoun) -> Vec<Candidate> {
    let sentence = linker.names.document.sentence_of(pronoun.token);
    let reach = if pronoun.gender().is_some() { 8 } else { 3 };
    let mut candidates: Vec<Candidate> = Vec::new();
    for &s in linker.history.iter().rev().take(MAX_BACK) {
        let distance = sentence - s.sentence;
        if reach < distance {
            break;
        }
        if !may_stand_for(linker, pronoun, s.entity) {
            continue;
        }
        let at = match candidates.iter().position(|candidate| candidate.entity == s.entity) {
            Some(at) => at,
            None => {
                candidates.push(Candidate {
                    entity: s.entity,
                    last: s,
                    n_lately: 0,
                    is_subject_here: false,
                    was_subject_before: false,
                    spoke_here: false,
                    last_spoke: s.speaks,
                });
                candidates.len() - 1
            }
        };
        let candidate = &mut candidates[at];
        candidate.n_lately += usize::from(distance <= 5);
        candidate.is_subject_here |= distance == 0 && s.is_subject;
        candidate.was_subject_before |= distance == 1 && s.is_subject;
        candidate.spoke_here |= distance == 0 && s.speaks;
    }
    candidates
}

fn may_stand_for(linker: &Linker, pronoun: Pronoun, entity: usize) -> bool {
    let group = linker.clusters[entity].group;
    match pronoun.gender() {
        Some(gender) => {
            let known = linker.genders[entity];
            group == Group::Person && !(1 < known.weight && known.gender != gender)
        }
        None if pronoun.person == "thing" => matches!(group, Group::Other | Group::Place),
        None => group != Group::Person,
    }
}

/// The pronoun's place.
struct Context<'l, 'd, 't> {
    linker: &'l Linker<'d, 't>,
    pronoun: Pronoun,
    sentence: usize,
    paragraph: usize,
    is_quoted: bool,
    /// Whether a reporting word stands beside it: "he said", "said he".
    speaks: bool,
    opens: bool,
}

impl<'l, 'd, 't> Context<'l, 'd, 't> {
    fn new(linker: &'l Linker<'d, 't>, pronoun: Pronoun) -> Self {
        let document = linker.names.document;
        let token = pronoun.token;
        let sentence = document.sentence_of(token);
        let lower = |at: usize| document.tokens.get(at).map_or("", |_| document.lower(at));
        let before = token.checked_sub(1).map_or("", lower);
        let speaks = pronoun.case == "subject"
            && (CUE_VERBS.get(lower(token + 1)) == Some("speech") || CUE_VERBS.get(before) == Some("speech"));
        Self {
            linker,
            pronoun,
            sentence,
            paragraph: document.sentences.get(sentence).map_or(0, |s| s.paragraph),
            is_quoted: linker.quoted[token],
            speaks: speaks && !linker.quoted[token],
            opens: document.sentences.get(sentence).is_some_and(|s| token <= s.tokens.start + 1),
        }
    }

    fn features(&self, candidate: &Candidate, rank: usize) -> Vec<Feature> {
        use Feature::*;
        let Candidate { entity, last, .. } = *candidate;
        let linker = self.linker;
        let mut features = Vec::with_capacity(24);
        let mut add = |holds: bool, feature: Feature| {
            if holds {
                features.push(feature);
            }
        };
        add(true, Any);
        let distance = self.sentence - last.sentence;
        let distances = [SameSentence, OneSentenceBack, TwoSentencesBack, ThreeSentencesBack, FartherBack];
        add(true, distances[distance.min(4)]);
        add(true, [Nearest, SecondNearest, ThirdNearest, LaterNearest][rank.min(3)]);
        add(
            true,
            match last.kind {
                MentionKind::Role => LastByRole,
                MentionKind::Pronoun => LastByPronoun,
                _ => LastByName,
            },
        );
        if let Some(person) = last.pronoun {
            add(person == self.pronoun.person, SamePronounBefore);
            add(person != self.pronoun.person, OtherPronounBefore);
        }
        add(last.is_subject, LastAsSubject);
        add(last.is_governed, LastAfterPreposition);
        add(last.is_owner, LastAsOwner);
        add(candidate.is_subject_here, SubjectOfThisSentence);
        add(candidate.was_subject_before, SubjectOfSentenceBefore);
        add(self.is_quoted && !last.is_quoted, PronounQuotedOnly);
        add(!self.is_quoted && last.is_quoted, LastQuotedOnly);
        add(self.is_quoted && last.is_quoted, BothQuoted);
        add(last.paragraph == self.paragraph, SameParagraph);
        add(last.paragraph + 1 == self.paragraph, ParagraphBefore);
        add(true, [OnceLately, OnceLately, TwiceLately, OftenLately][candidate.n_lately.min(3)]);
        let n_names = linker.clusters[entity].mentions.len();
        add(linker.most_named(entity), MostNamed);
        add(5 <= n_names, NamedOften);
        add(n_names == 1, NamedOnce);
        add(linker.first_named(entity), FirstNamed);
        if let Some(gender) = self.pronoun.gender() {
            let known = linker.genders[entity];
            add(
                true,
                match (known.weight, known.gender == gender) {
                    (0, _) => GenderUnknown,
                    (_, false) => GenderAgainst,
                    (1, true) => GenderByEnding,
                    (2, true) => GenderByName,
                    (_, true) => GenderByTitle,
                },
            );
        }
        let here = distance == 0;
        add(self.pronoun.case == "subject" && last.is_subject, SubjectForSubject);
        add(self.pronoun.case == "possessive" && candidate.is_subject_here, OwnerAndSubjectHere);
        add(self.pronoun.case == "possessive" && here && rank == 0, OwnerAndNearestHere);
        add(self.pronoun.case == "object" && candidate.is_subject_here, ObjectAndSubjectHere);
        add(self.pronoun.case == "reflexive" && candidate.is_subject_here, ReflexiveAndSubjectHere);
        add(self.speaks && candidate.last_spoke, SpeakerWhoSpoke);
        add(self.speaks && !candidate.last_spoke, SpeakerWhoDidNot);
        add(candidate.spoke_here, SpokeThisSentence);
        add(self.opens && candidate.was_subject_before, OpensAfterSubject);
        if self.pronoun.gender().is_none() {
            add(
                true,
                match linker.types[entity] {
                    EntityType::Organization => Organization,
                    EntityType::Location if linker.is_country(entity) => Country,
                    EntityType::Location => Place,
                    EntityType::Norp => People,
                    _ => OtherThing,
                },
            );
        }
        let tokens = self.pronoun.token - last.token;
        add(tokens <= 4, VeryNear);
        add(tokens <= 12, Near);
        add(here && self.is_same_clause(last.token), SameClause);
        features
    }

    /// Whether no mark or conjunction stands between; looks at most 12 tokens back.
    fn is_same_clause(&self, from: usize) -> bool {
        let document = self.linker.names.document;
        self.pronoun.token - from <= 12
            && (from..self.pronoun.token).all(|at| {
                !matches!(
                    document.lower(at),
                    "," | ";" | ":" | "that" | "and" | "but" | "“" | "”" | "\"" | "which" | "who"
                )
            })
    }

    fn nobody(&self, candidates: &[Candidate]) -> Vec<Feature> {
        use Feature::*;
        let mut features = vec![Nobody];
        let mut add = |holds: bool, feature: Feature| {
            if holds {
                features.push(feature);
            }
        };
        add(self.is_dummy(), NobodyDummy);
        let near = candidates.iter().any(|candidate| self.sentence - candidate.last.sentence <= 1);
        add(!near, NobodyNear);
        add(self.is_quoted, NobodyQuoted);
        add(3 <= candidates.len(), NobodyAmongMany);
        add(self.pronoun.case == "possessive", NobodyOwner);
        add(self.pronoun.case == "object", NobodyObject);
        add(self.opens, NobodyOpens);
        features
    }

    /// "It is likely that", "it was the first": nothing is meant.
    fn is_dummy(&self) -> bool {
        let document = self.linker.names.document;
        let next = |ahead: usize| {
            let at = self.pronoun.token + ahead;
            document.tokens.get(at).map_or("", |_| document.lower(at))
        };
        self.pronoun.person == "thing"
            && matches!(
                next(1),
                "is" | "was"
                    | "'s"
                    | "seems"
                    | "appears"
                    | "takes"
                    | "took"
                    | "would"
                    | "may"
                    | "might"
                    | "will"
            )
            && !matches!(next(2), "in" | "also" | "now")
    }
}
