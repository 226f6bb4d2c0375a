//! The speaker of one quotation, what it rests on, and why in words.

use super::source::{self, Source};
use super::{Attributed, Ground, MAX_BACK, MAX_MARGIN, SURE_MARGIN, Speakers};
use crate::coref::MentionKind;
use crate::entity::EntityType;
use crate::lexicon::{PRONOUNS, ROLES};
use crate::quote::{Act, Quotation, QuotationKind};
use crate::span::Span;

/// A speaker on trial.
pub(super) struct Finding {
    pub speaker: Option<usize>,
    pub ground: Ground,
    /// The most that it may be sure, in thousandths: as sure as what it follows.
    pub at_most: u16,
    pub reason: String,
    pub runner_up: Option<usize>,
}

impl Finding {
    pub(super) fn new(speaker: usize, ground: Ground, reason: String) -> Self {
        Self { speaker: Some(speaker), ground, at_most: 1000, reason, runner_up: None }
    }

    pub(super) fn nobody(reason: &str) -> Self {
        Self {
            speaker: None,
            ground: Ground::Nothing,
            at_most: 0,
            reason: reason.to_owned(),
            runner_up: None,
        }
    }

    fn or(self, runner_up: Option<usize>) -> Self {
        Self { runner_up, ..self }
    }

    fn at_most(self, at_most: u16) -> Self {
        Self { at_most, ..self }
    }
}

impl Speakers<'_, '_, '_> {
    pub(super) fn name(&self, entity: usize) -> &str {
        &self.entities.entities[entity].name
    }

    pub(super) fn by_source(&mut self, quotation: &Quotation, span: Span, source: Source) -> Finding {
        let words = span.of(self.document.text);
        if matches!(words, "Q" | "A") {
            return self.by_letter(words, span);
        }
        match source {
            Source::Name(entity) => {
                let reason = match quotation.cue {
                    Some(cue) => {
                        format!("{} is named with “{}”.", self.name(entity), cue.of(self.document.text))
                    }
                    None => format!("{} is named as the source.", self.name(entity)),
                };
                let ground = if self.may_speak(entity) { Ground::Name } else { Ground::OddName };
                Finding::new(entity, ground, reason)
            }
            Source::Role(entity) => {
                let reason = format!("“{words}” is {} in this article.", self.name(entity));
                Finding::new(entity, Ground::Role, reason).or(self.before(quotation, Some(entity)))
            }
            Source::Pronoun(token, entity) => self.by_pronoun(quotation, token, entity),
            Source::Paper { issuer: Some(entity), .. } => {
                let reason = format!("“{words}” comes from {}.", self.name(entity));
                Finding::new(entity, Ground::Paper, reason)
            }
            Source::Paper { issuer: None, is_known } => {
                match self.before(quotation, None).filter(|_| is_known) {
                    Some(entity) => {
                        let name = self.name(entity);
                        let reason = format!("“{words}” goes back to {name}, who speaks before.");
                        Finding::new(entity, Ground::PaperBefore, reason)
                    }
                    None => Finding::nobody(&format!("The text does not say who issued “{words}”.")),
                }
            }
            // Who is quoted word for word has a name, as a rule.
            Source::Unnamed { .. } if words == "who" && quotation.kind == QuotationKind::Direct => {
                self.by_pronoun(quotation, self.document.tokens_in(span).start, None)
            }
            Source::Unnamed { tokens, noun, affiliation } => self.by_words(tokens, noun, affiliation),
        }
    }

    /// Whether an entity is of a kind that speaks: people, organizations, countries.
    fn may_speak(&self, entity: usize) -> bool {
        matches!(
            self.entities.entities[entity].entity_type,
            EntityType::Person | EntityType::Organization | EntityType::Norp
        )
    }

    /// "Q" and "A" of a printed interview: the answers are the person's whom the text before them
    /// names most, or else the whole text.
    fn by_letter(&mut self, letter: &str, at: Span) -> Finding {
        let from = *self.answers_from.get_or_insert(at.start);
        let persons = self.entities.entities.iter().enumerate();
        let persons = persons.filter(|(_, e)| e.named && e.entity_type == EntityType::Person);
        let most = persons.max_by_key(|(number, e)| {
            let before = e.mentions.partition_point(|mention| mention.span.start < from);
            (before, e.mentions.len(), std::cmp::Reverse(*number))
        });
        match most {
            Some((person, _)) if letter == "A" => {
                let name = self.name(person);
                let reason = format!("The answers are those of {name}, whom the text names most.");
                Finding::new(person, Ground::Letter, reason)
            }
            _ => Finding::nobody("The questions are those of the interviewer, who is not named here."),
        }
    }

    fn by_pronoun(&mut self, quotation: &Quotation, token: usize, entity: Option<usize>) -> Finding {
        let document = self.document;
        let word = document.token_text(token);
        let value = PRONOUNS.get(self.document.lower(token)).unwrap_or("");
        let outer = self.around(token).and_then(|outer| Some((outer.speaker?, outer.confidence)));
        if value.starts_with("first") {
            // "I said then that …" inside what somebody says.
            if let Some((speaker, confidence)) = outer {
                let reason = format!("“{word}” is {}, whose words these stand in.", self.name(speaker));
                return Finding::new(speaker, Ground::FirstPerson, reason).at_most(confidence);
            }
        }
        if let Some((outer, _)) = outer
            && matches!(value.split(' ').next(), Some("male" | "female"))
        {
            return self.by_nested_pronoun(token, entity, outer);
        }
        // A source without a name that speaks between the named one and the pronoun.
        if let Some(unnamed) = self.unnamed_between(token, entity, value) {
            self.moves.extend(entity.map(|entity| (token, entity, Some(unnamed))));
            let reason = format!("“{word}” goes on from the source before, which is not named.");
            return Finding::new(unnamed, Ground::PronounUnnamed, reason).or(entity);
        }
        let Some(entity) = entity else {
            let reason = format!("The text does not make clear whom “{word}” stands for.");
            return match self.before(quotation, None) {
                Some(candidate) => Finding::new(candidate, Ground::PronounUnknown, reason),
                None => Finding::nobody(&reason),
            };
        };
        let guess = self.entities.guess(token).copied();
        let margin = guess.map_or(MAX_MARGIN, |guess| guess.margin);
        // Whoever spoke last goes on speaking, if the pronoun may be them.
        let last = self.last_speaker(token).filter(|&last| guess.is_none_or(|guess| guess.may_be(last)));
        let sure = if quotation.kind == QuotationKind::Indirect { SURE_MARGIN / 4 } else { SURE_MARGIN };
        let name = self.name(entity);
        let runner_up = guess.and_then(|guess| guess.runner_up()).filter(|&other| other != entity);
        match last {
            Some(last) if last == entity => {
                let reason = format!("“{word}” stands for {name}, who spoke last.");
                Finding::new(entity, Ground::PronounSpokeLast, reason).or(runner_up)
            }
            Some(last) if margin < sure => {
                self.moves.push((token, entity, Some(last)));
                let reason =
                    format!("“{word}” most likely goes on from {}, who spoke last.", self.name(last));
                Finding::new(last, Ground::PronounTaken, reason).or(Some(entity))
            }
            _ => {
                let reason = match runner_up {
                    Some(other) if margin < 100 => {
                        format!("“{word}” fits {name} best, but it may be {}.", self.name(other))
                    }
                    Some(_) => format!("“{word}” stands for {name}, spoken of right before."),
                    None => format!("“{word}” can only be {name} here."),
                };
                let ground = match margin {
                    _ if !self.may_speak(entity) => Ground::PronounThing,
                    ..30 => Ground::PronounClose,
                    30..200 => Ground::PronounFair,
                    _ if runner_up.is_some() => Ground::PronounClear,
                    _ => Ground::PronounOnly,
                };
                Finding::new(entity, ground, reason).or(runner_up)
            }
        }
    }

    /// "He said" inside what somebody says: anybody but the one whose words these are.
    fn by_nested_pronoun(&mut self, token: usize, entity: Option<usize>, outer: usize) -> Finding {
        let word = self.document.token_text(token);
        let others = self.entities.guess(token).map(|guess| guess.others).unwrap_or_default();
        let fits = |entity: &usize| *entity != outer;
        let found = entity.filter(fits).or_else(|| others.into_iter().flatten().find(fits));
        if found != entity {
            self.moves.extend(entity.map(|entity| (token, entity, found)));
        }
        let Some(found) = found else {
            return Finding::nobody(&format!("The text does not make clear whom “{word}” stands for."));
        };
        let reason = format!(
            "“{word}” is not {}, who says so, but most likely {}.",
            self.name(outer),
            self.name(found)
        );
        Finding::new(found, Ground::PronounNested, reason)
    }

    /// The quotation that a token stands in, of the last few.
    pub(super) fn around(&self, token: usize) -> Option<&Attributed> {
        let span = self.document.tokens[token].span;
        let mut last = self.attributed.iter().rev().take(MAX_BACK);
        last.find(|other| other.quotation.content.iter().any(|content| content.contains(span)))
    }

    /// The speaker of the last quotation before a token, if its source stands in the same paragraph
    /// or the one before.
    pub(super) fn last_speaker(&self, token: usize) -> Option<usize> {
        let start = self.document.tokens[token].span.start;
        let paragraph = self.document.paragraph_of(token);
        let (_, source, speaker) = self
            .attributed
            .iter()
            .rev()
            .take(MAX_BACK)
            .filter(|other| other.quotation.act != Act::Stance)
            .filter_map(|other| {
                Some((other.quotation.source?.start, other.quotation.source?, other.speaker?))
            })
            .filter(|(at, ..)| *at < start)
            .max_by_key(|(at, ..)| *at)?;
        let from = self.document.paragraph_of(self.document.tokens_in(source).start);
        (paragraph <= from + 1).then_some(speaker)
    }

    /// The unnamed source of the last quotation, if it fits a pronoun and nobody named comes between.
    fn unnamed_between(&self, token: usize, entity: Option<usize>, value: &str) -> Option<usize> {
        let start = self.document.tokens[token].span.start;
        let paragraph = self.document.paragraph_of(token);
        let last = self.attributed.iter().rev().take(MAX_BACK).find(|other| {
            other.quotation.source.is_some_and(|source| source.end <= start) && other.speaker.is_some()
        })?;
        let source = last.quotation.source?;
        let near = self.document.paragraph_of(self.document.tokens_in(source).start) + 1 >= paragraph;
        let speaker = last.speaker.filter(|&speaker| !self.entities.entities[speaker].named && near)?;
        let unnamed = &self.entities.entities[speaker];
        let is_plural = source::is_plural(unnamed.name.split(' ').next_back().unwrap_or(""), &unnamed.name);
        let fits = match value.split(' ').next().unwrap_or("") {
            "male" | "female" => {
                // "The areas" and "the firm's site" are none.
                let is_person = |word: &str| {
                    ROLES.get(&word.to_lowercase()).is_some_and(|value| value.starts_with("person"))
                };
                unnamed.name.split(' ').any(is_person) && !is_plural
            }
            "plural" => is_plural,
            _ => false,
        };
        let since = |entity: usize| {
            let mentions = &self.entities.entities[entity].mentions;
            let at = mentions.partition_point(|mention| mention.span.start < start);
            mentions[..at]
                .iter()
                .rev()
                .take(MAX_BACK)
                .find(|m| m.kind != MentionKind::Pronoun)
                .is_some_and(|m| source.end <= m.span.start)
        };
        (fits && !entity.is_some_and(since)).then_some(speaker)
    }

    /// The speaker of the quotation before, if it is another than `than`.
    fn before(&self, quotation: &Quotation, than: Option<usize>) -> Option<usize> {
        let start = quotation.content.first()?.start;
        let nearest = self.attributed.iter().rev().take(MAX_BACK);
        nearest
            .filter(|other| other.quotation.content.first().is_some_and(|span| span.start < start))
            .find_map(|other| other.speaker.filter(|&speaker| Some(speaker) != than))
    }

    /// The speaker of a quotation without a source: whoever spoke before it, by the newspaper's
    /// convention.
    pub(super) fn by_place(&self, quotation: &Quotation) -> Finding {
        let none = || Finding::nobody("No speaker is named near these words.");
        let Some(content) = quotation.content.first() else { return none() };
        if quotation.kind != QuotationKind::Direct {
            return none();
        }
        let tokens = self.document.tokens_in(*content);
        let paragraph = self.document.paragraph_of(tokens.start);
        if let Some(parent) = quotation.parent.and_then(|parent| self.attributed.get(parent))
            && quotation.cue.is_none()
        {
            let reason = "These words stand inside what somebody else says.".to_owned();
            let Some(speaker) = parent.speaker else { return Finding::nobody(&reason) };
            return Finding::new(speaker, Ground::PlaceInside, reason).at_most(parent.confidence);
        }
        let Some(last) = self.attributed.last() else { return none() };
        let Some(end) = last.quotation.content.last() else { return none() };
        let last_paragraph = self.document.paragraph_of(self.document.tokens_in(*end).start);
        let Some(speaker) = last.speaker else { return none() };
        let name = self.name(speaker);
        let left_open = !end.of(self.document.text).ends_with(['”', '"', '’', '\'', '»'])
            && last.quotation.kind == QuotationKind::Direct;
        let (ground, reason) = if last_paragraph == paragraph {
            (Ground::PlaceSame, format!("These words go on from what {name} says in the same paragraph."))
        } else if last_paragraph + 1 == paragraph && left_open {
            (
                Ground::PlaceOpen,
                format!("The quotation of {name} in the paragraph before was left open, so it goes on here."),
            )
        } else if last_paragraph + 1 == paragraph {
            (
                Ground::PlaceBefore,
                format!("Nobody is named in this paragraph, and {name} speaks in the one before."),
            )
        } else {
            (Ground::PlaceFar, format!("{name} spoke last, but not right before these words."))
        };
        Finding::new(speaker, ground, reason).at_most(last.confidence)
    }
}
