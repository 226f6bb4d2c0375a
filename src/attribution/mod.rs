//! Who says each quotation: the entity behind its source, or nobody rather than a wrong one.

mod source;
mod pronouns;
mod crossing;

pub use crossing::uncross;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::coref::{Entities, Entity, Mention, MentionKind};
use crate::entity::EntityType;
use crate::lexicon::{FUNCTION_WORDS, PHRASE_ENDS, PRONOUNS, ROLES};
use crate::quote::{Quotation, QuotationKind, Quotations};
use crate::span::Span;
use crate::text::Document;

use source::{Index, Source};

/// Below this confidence, in thousandths, the speaker is left open.
pub const UNSURE_BELOW: u16 = 600;

/// Somebody who may have said a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Index of the entity; None stands for "none of those named".
    pub speaker: Option<usize>,
    /// How likely, in thousandths.
    pub score: u16,
}

/// A quotation with its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// The quotation.
    pub quotation: Quotation,
    /// Index of the entity that says it; None if the text does not tell or it is unsure.
    pub speaker: Option<usize>,
    /// How sure the speaker is, in thousandths.
    pub confidence: u16,
    /// Why, in one sentence.
    pub reason: String,
    /// The likeliest speakers, best first, at most three.
    pub candidates: Vec<Candidate>,
}

/// Finds the speaker of each quotation; adds unnamed sources and the pronouns inside quotations
/// to `entities`.
pub fn find_speakers(
    document: &Document,
    quotations: &Quotations,
    entities: &mut Entities,
) -> Vec<Attributed> {
    let mut by_text = BTreeMap::new();
    for (entity_idx, entity) in entities.entities.iter().enumerate() {
        for mention in &entity.mentions {
            if !matches!(mention.kind, MentionKind::Role | MentionKind::Pronoun) {
                by_text.entry(mention.span.of(document.text)).or_insert(entity_idx);
            }
        }
    }
    let mut speakers = Speakers {
        document,
        by_text,
        index: Index::new(entities),
        entities,
        unnamed: BTreeMap::new(),
        attributed: Vec::with_capacity(quotations.quotations.len()),
        moves: Vec::new(),
    };
    for quotation in &quotations.quotations {
        let found = speakers.speaker(quotation);
        speakers.attributed.push(found);
    }
    let Speakers { mut attributed, moves, .. } = speakers;
    pronouns::link_first_persons(document, &attributed, entities);
    pronouns::move_third_persons(document, &attributed, entities, moves);
    pronouns::in_order(entities, &mut attributed);
    attributed
}

/// How many tokens before a role its holder is looked for.
const MAX_NEAR: usize = 200;
/// How many quotations back a source or pronoun looks for its speaker.
const MAX_BACK: usize = 8;

/// A pronoun's best entity beats the next one by this much where it is sure.
const SURE_MARGIN: i32 = 250;
/// The margin of a pronoun with one candidate.
const MAX_MARGIN: i32 = 1000;

/// A speaker on trial.
struct Finding {
    speaker: Option<usize>,
    confidence: u16,
    reason: String,
    runner_up: Option<usize>,
}

struct Speakers<'d, 't, 'e> {
    document: &'d Document<'t>,
    index: Index,
    entities: &'e mut Entities,
    /// The unnamed sources by their words, and by their last noun.
    unnamed: BTreeMap<String, usize>,
    /// The named entities by their names as printed.
    by_text: BTreeMap<&'t str, usize>,
    attributed: Vec<Attributed>,
    /// Pronouns that a source's context gives to another entity: token, from, to.
    moves: Vec<pronouns::Move>,
}

impl Speakers<'_, '_, '_> {
    fn speaker(&mut self, quotation: &Quotation) -> Attributed {
        let source = quotation.source.and_then(|span| {
            source::read(self.document, self.entities, &self.index, span).map(|s| (span, s))
        });
        let finding = match source {
            Some((span, source)) => self.by_source(quotation, span, source),
            None => self.by_place(quotation),
        };
        let mut candidates = Vec::new();
        if finding.speaker.is_some() {
            candidates.push(Candidate { speaker: finding.speaker, score: finding.confidence });
        }
        let rest = 1000 - finding.confidence;
        if let Some(other) = finding.runner_up.filter(|&other| Some(other) != finding.speaker) {
            candidates.push(Candidate { speaker: Some(other), score: rest * 3 / 5 });
            candidates.push(Candidate { speaker: None, score: rest - rest * 3 / 5 });
        } else {
            candidates.push(Candidate { speaker: None, score: rest });
        }
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
        Attributed {
            quotation: quotation.clone(),
            speaker: finding.speaker.filter(|_| UNSURE_BELOW <= finding.confidence),
            confidence: finding.confidence,
            reason: finding.reason,
            candidates,
        }
    }

    fn name(&self, entity: usize) -> &str {
        &self.entities.entities[entity].name
    }

    fn by_source(&mut self, quotation: &Quotation, span: Span, source: Source) -> Finding {
        let words = span.of(self.document.text);
        if matches!(words, "Q" | "A") {
            return self.by_letter(words);
        }
        match source {
            Source::Name(entity) => Finding {
                speaker: Some(entity),
                confidence: 970,
                reason: match quotation.cue {
                    Some(cue) => {
                        format!("{} is named with “{}”.", self.name(entity), cue.of(self.document.text))
                    }
                    None => format!("{} is named as the source.", self.name(entity)),
                },
                runner_up: None,
            },
            Source::Role(entity) => Finding {
                speaker: Some(entity),
                confidence: 880,
                reason: format!("“{words}” is {} in this article.", self.name(entity)),
                runner_up: self.before(quotation, Some(entity)),
            },
            Source::Pronoun(token, entity) => self.by_pronoun(quotation, token, entity),
            Source::Paper(Some(entity)) => Finding {
                speaker: Some(entity),
                confidence: 850,
                reason: format!("“{words}” comes from {}.", self.name(entity)),
                runner_up: None,
            },
            Source::Paper(None) => match self.before(quotation, None) {
                Some(entity) => Finding {
                    speaker: Some(entity),
                    confidence: 700,
                    reason: format!("“{words}” goes back to {}, who speaks before.", self.name(entity)),
                    runner_up: None,
                },
                None => Finding {
                    speaker: None,
                    confidence: 0,
                    reason: format!("The text does not say who issued “{words}”."),
                    runner_up: None,
                },
            },
            Source::Unnamed { tokens, noun, affiliation } => self.by_words(tokens, noun, affiliation),
        }
    }

    /// "Q" and "A" of a printed interview: the answers are the person's whom the text names most.
    fn by_letter(&self, letter: &str) -> Finding {
        let persons = self.entities.entities.iter().enumerate();
        let persons = persons.filter(|(_, e)| e.named && e.entity_type == EntityType::Person);
        let most = persons.max_by_key(|(number, e)| (e.mentions.len(), std::cmp::Reverse(*number)));
        match most {
            Some((person, _)) if letter == "A" => Finding {
                speaker: Some(person),
                confidence: 800,
                reason: format!("The answers are those of {}, whom the text names most.", self.name(person)),
                runner_up: None,
            },
            _ => Finding {
                speaker: None,
                confidence: 0,
                reason: "The questions are those of the interviewer, who is not named here.".to_owned(),
                runner_up: None,
            },
        }
    }

    /// A source that is neither a name nor a known role.
    fn by_words(&mut self, tokens: Range<usize>, noun: usize, affiliation: Option<usize>) -> Finding {
        let word = self.document.lower(noun);
        if FUNCTION_WORDS.contains(word) || PHRASE_ENDS.contains(word) {
            return Finding {
                speaker: None,
                confidence: 0,
                reason: "No speaker is named near these words.".to_owned(),
                runner_up: None,
            };
        }
        let value = ROLES.get(word).unwrap_or("");
        let is_definite = tokens.start.checked_sub(1).is_some_and(|at| self.document.lower(at) == "the");
        let known = self.unnamed.contains_key(word);
        if is_definite && !known && affiliation.is_none() && value.starts_with("person") {
            // "the midfielder said" of the only person that the paragraph has named.
            if let Some(person) = self.only_person(tokens.start) {
                let words = self.document.token_text(noun);
                return Finding {
                    speaker: Some(person),
                    confidence: 660,
                    reason: format!(
                        "“the {words}” is most likely {}, the only person named here.",
                        self.name(person)
                    ),
                    runner_up: None,
                };
            }
        }
        let confidence = if value.is_empty() { 800 } else { 910 };
        let entity = self.unnamed(tokens, noun, affiliation);
        let reason = match affiliation {
            Some(other) => format!("The source is not named; the words link it to {}.", self.name(other)),
            None => "The source is not named in the text.".to_owned(),
        };
        Finding { speaker: Some(entity), confidence, reason, runner_up: None }
    }

    /// The person named in the paragraph before a token, if there is just one; looks back over
    /// [`MAX_NEAR`] tokens at most.
    fn only_person(&self, token: usize) -> Option<usize> {
        let paragraph = self.document.paragraphs.get(self.document.paragraph_of(token))?;
        let from = paragraph.tokens.start.max(token.saturating_sub(MAX_NEAR));
        let mut found = None;
        for (_, entity, kind) in self.index.starting_in(from..token) {
            let is_person = self.entities.entities[*entity].entity_type == EntityType::Person;
            if is_person && !matches!(kind, MentionKind::Pronoun) {
                if found.is_some_and(|other| other != *entity) {
                    return None;
                }
                found = Some(*entity);
            }
        }
        found
    }

    fn by_pronoun(&mut self, quotation: &Quotation, token: usize, entity: Option<usize>) -> Finding {
        let document = self.document;
        let word = document.token_text(token);
        let value = PRONOUNS.get(self.document.lower(token)).unwrap_or("");
        if value.starts_with("first") {
            // "I said then that …" inside what somebody says.
            let span = self.document.tokens[token].span;
            let around = self.attributed.iter().rev().take(MAX_BACK);
            let outer = around.clone().find(|other| other.quotation.content.iter().any(|c| c.contains(span)));
            if let Some((speaker, confidence)) =
                outer.and_then(|o| o.speaker.map(|speaker| (speaker, o.confidence)))
            {
                return Finding {
                    speaker: Some(speaker),
                    confidence: confidence.min(900),
                    reason: format!("“{word}” is {}, whose words these stand in.", self.name(speaker)),
                    runner_up: None,
                };
            }
        }
        // A source without a name that speaks between the named one and the pronoun.
        if let Some(unnamed) = self.unnamed_between(token, entity, value) {
            self.moves.extend(entity.map(|entity| (token, entity, Some(unnamed))));
            return Finding {
                speaker: Some(unnamed),
                confidence: 800,
                reason: format!("“{word}” goes on from the source before, which is not named."),
                runner_up: entity,
            };
        }
        let Some(entity) = entity else {
            let candidate = self.before(quotation, None);
            return Finding {
                speaker: candidate,
                confidence: if candidate.is_some() { 400 } else { 0 },
                reason: format!("The text does not make clear whom “{word}” stands for."),
                runner_up: None,
            };
        };
        let guess = self.entities.guess(token).copied();
        let margin = guess.map_or(MAX_MARGIN, |guess| guess.margin);
        // Whoever spoke last goes on speaking, if the pronoun may be them.
        let last = self.last_speaker(token).filter(|&last| guess.is_none_or(|guess| guess.may_be(last)));
        let sure = if quotation.kind == QuotationKind::Indirect { SURE_MARGIN / 4 } else { SURE_MARGIN };
        let name = self.name(entity).to_owned();
        match last {
            Some(last) if last == entity => Finding {
                speaker: Some(entity),
                confidence: 930,
                reason: format!("“{word}” stands for {name}, who spoke last."),
                runner_up: guess.and_then(|guess| guess.runner_up()),
            },
            Some(last) if margin < sure => {
                self.moves.push((token, entity, Some(last)));
                Finding {
                    speaker: Some(last),
                    confidence: 780,
                    reason: format!("“{word}” most likely goes on from {}, who spoke last.", self.name(last)),
                    runner_up: Some(entity),
                }
            }
            _ => {
                let runner_up = guess.and_then(|guess| guess.runner_up()).filter(|&other| other != entity);
                let confidence = match margin {
                    ..30 => 560,
                    30..100 => 700,
                    100..200 => 800,
                    _ => 880,
                };
                let reason = match runner_up {
                    Some(other) if margin < 100 => {
                        format!("“{word}” fits {name} best, but it may be {}.", self.name(other))
                    }
                    Some(_) => format!("“{word}” stands for {name}, spoken of right before."),
                    None => format!("“{word}” can only be {name} here."),
                };
                Finding { speaker: Some(entity), confidence, reason, runner_up }
            }
        }
    }

    /// The speaker of the last quotation before a token, if its source stands in the same paragraph
    /// or the one before.
    fn last_speaker(&self, token: usize) -> Option<usize> {
        let start = self.document.tokens[token].span.start;
        let paragraph = self.document.paragraph_of(token);
        let (_, source, speaker) = self
            .attributed
            .iter()
            .rev()
            .take(MAX_BACK)
            .filter(|other| other.quotation.speech)
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
            "male" | "female" => unnamed.entity_type == EntityType::Person && !is_plural,
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
    fn by_place(&self, quotation: &Quotation) -> Finding {
        let none = || Finding {
            speaker: None,
            confidence: 0,
            reason: "No speaker is named near these words.".to_owned(),
            runner_up: None,
        };
        let Some(content) = quotation.content.first() else { return none() };
        if quotation.kind != QuotationKind::Direct {
            return none();
        }
        let tokens = self.document.tokens_in(*content);
        let paragraph = self.document.paragraph_of(tokens.start);
        if let Some(parent) = quotation.parent.and_then(|parent| self.attributed.get(parent))
            && quotation.cue.is_none()
        {
            return Finding {
                speaker: parent.speaker,
                confidence: parent.confidence.min(500),
                reason: "These words stand inside what somebody else says.".to_owned(),
                runner_up: None,
            };
        }
        let Some(last) = self.attributed.last() else { return none() };
        let Some(end) = last.quotation.content.last() else { return none() };
        let last_paragraph = self.document.paragraph_of(self.document.tokens_in(*end).start);
        let Some(speaker) = last.speaker else { return none() };
        let name = self.name(speaker);
        let left_open = !end.of(self.document.text).ends_with(['”', '"', '’', '\'', '»'])
            && last.quotation.kind == QuotationKind::Direct;
        let (confidence, reason) = if last_paragraph == paragraph {
            (900, format!("These words go on from what {name} says in the same paragraph."))
        } else if last_paragraph + 1 == paragraph && left_open {
            (
                950,
                format!("The quotation of {name} in the paragraph before was left open, so it goes on here."),
            )
        } else if last_paragraph + 1 == paragraph {
            (780, format!("Nobody is named in this paragraph, and {name} speaks in the one before."))
        } else {
            (400, format!("{name} spoke last, but not right before these words."))
        };
        Finding {
            speaker: Some(speaker),
            confidence: confidence.min(last.confidence),
            reason,
            runner_up: None,
        }
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
        let known = self.unnamed.get(&words.to_lowercase()).or_else(|| {
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
