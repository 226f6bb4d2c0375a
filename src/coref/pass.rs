//! The pass from left to right that finds whom roles, pronouns and the sources of quotations stand
//! for.
//!
//! Every look-back is bounded by [`MAX_BACK`](super::history::MAX_BACK) mentions. Whoever is described and has no name ("a
//! truck driver") becomes an entity on the way, so that what goes back to them does not go to the
//! nearest name.

use super::anaphor::Anaphor;
use super::attachment::{Attachment, KnownRole};
use super::cluster::Group;
use super::discourse::Discourse;
use super::history::Spoken;
use super::pronoun::Pronoun;
use super::ranker::AnaphorKind;
use super::role::{Opening, Phrase};
use super::source::{Head, Source};
use super::{Choice, MentionKind, Oracle, SourceKind};
use crate::lexicon::RoleKind;
use crate::order::Order;

/// How sure a speaker is whom the source's grammar names, in thousandths: several together, or one by
/// an apposition.
const BY_GRAMMAR: u16 = 950;

enum Event {
    Quotation(usize),
    Phrase(usize),
    Name(usize),
    Pronoun(Pronoun),
}

impl Discourse<'_, '_> {
    /// Finds whom the phrases, pronouns and sources of the text stand for.
    pub fn run(
        &mut self,
        phrases: Vec<Phrase>,
        attachments: &[Option<(usize, Attachment)>],
        oracle: &mut Oracle,
    ) {
        self.phrases = phrases;
        let mut known_roles = vec![None; self.phrases.len()];
        for (number, (phrase, attachment)) in self.phrases.iter().zip(attachments).enumerate() {
            if let Some((name, _)) = *attachment {
                let entity = self.entity_of[name];
                known_roles[number] = Some(self.known_roles.len());
                self.known_roles.push(KnownRole { entity, phrase: phrase.clone(), owner: None });
            }
        }
        let apposed = |attachment: &Option<(usize, Attachment)>| {
            attachment
                .filter(|(_, attachment)| matches!(attachment, Attachment::Title | Attachment::Before))
                .map(|(name, _)| self.entity_of[name])
        };
        self.apposed = attachments.iter().map(apposed).collect();
        self.index_roles();
        self.find_kinds();
        self.index_heads();
        self.find_genders();
        self.find_halves();
        let events = self.events();
        // Hardly more is remembered; growing would take twice of it.
        self.history.reserve_exact(events.len());
        for (token, _, event) in events {
            match event {
                Event::Quotation(number) => self.find_speaker(number, oracle),
                Event::Name(name) => {
                    let tokens = token..self.names.tokens[name].end;
                    self.remember(self.entity_of[name], tokens, MentionKind::Name);
                }
                Event::Phrase(number) => {
                    if let Some(known_role) = known_roles[number] {
                        self.known_roles[known_role].owner = self.owner(&self.phrases[number]);
                    }
                    self.link_phrase(number, attachments[number], oracle);
                }
                Event::Pronoun(pronoun) => self.link_pronoun(pronoun, oracle),
            }
        }
    }

    /// Names, phrases, pronouns and quotations in text order. A quotation counts from where its
    /// content or its source begins, so that who speaks is known before what they say is read.
    fn events(&self) -> Vec<(usize, usize, Event)> {
        let document = self.names.document;
        let mut events: Vec<(usize, usize, Event)> = Vec::new();
        for (number, quotation) in self.quotations.iter().enumerate() {
            let content = quotation.content.first().map(|span| span.start);
            let source = quotation.source.map(|span| span.start);
            let start = content.into_iter().chain(source).min().unwrap_or_default();
            let token = document.tokens.partition_point(|token| token.span.end <= start);
            events.push((token, 0, Event::Quotation(number)));
        }
        for (name, tokens) in self.names.tokens.iter().enumerate() {
            events.push((tokens.start, 2, Event::Name(name)));
        }
        for (number, phrase) in self.phrases.iter().enumerate() {
            events.push((phrase.tokens.start, 1, Event::Phrase(number)));
        }
        for sentence in &document.sentences {
            for token_idx in sentence.tokens.clone() {
                if self.names.name_at(token_idx).is_none()
                    && let Some(pronoun) = Pronoun::at(document, token_idx)
                {
                    events.push((token_idx, 3, Event::Pronoun(pronoun)));
                }
            }
        }
        events.shrink_to_fit();
        events.order_by_key(|(token, order, _)| (*token, *order));
        events
    }

    /// Ranks the candidates of a mention; the oracle may say what is right.
    fn choose(&mut self, anaphor: &Anaphor, oracle: &mut Oracle) -> Chosen {
        let options = self.options(anaphor);
        let score = |features: &Vec<u32>| self.ranker.score(anaphor.kind, features);
        let scores: Vec<i32> = options.iter().map(|(_, features)| score(features)).collect();
        let mut probabilities = self.ranker.probabilities(anaphor.kind, &scores);
        let is_source = matches!(anaphor.kind, AnaphorKind::SourceWords | AnaphorKind::SourceDocument);
        if is_source {
            self.add_up_unnamed(&options, &scores, &mut probabilities);
        }
        let mut order: Vec<usize> = (0..options.len()).collect();
        // Of equally likely ones the first.
        let rank =
            |at: usize| (if is_source { i32::from(probabilities[at]) } else { scores[at] }, scores[at]);
        order.order_by_key(|&at| (std::cmp::Reverse(rank(at)), at));
        let candidates: Vec<(Option<usize>, u16)> =
            order.iter().take(3).map(|&at| (options[at].0, probabilities[at])).collect();
        let Anaphor { kind, quotation, .. } = *anaphor;
        let choice = Choice { tokens: anaphor.tokens.clone(), kind, quotation, options: &options };
        let known = oracle(&|entity| self.known(entity), choice);
        let best = candidates.first();
        let bound = if kind == AnaphorKind::Role { self.ranker.linked_from() } else { 0 };
        let best = best.filter(|(_, probability)| bound <= *probability).and_then(|&(entity, _)| entity);
        let entity = known.unwrap_or(best);
        Chosen { entity, candidates }
    }

    fn link_phrase(&mut self, number: usize, attachment: Option<(usize, Attachment)>, oracle: &mut Oracle) {
        let document = self.names.document;
        let phrase = self.phrases[number].clone();
        let entity = match attachment {
            // "Energy Minister" before a name is part of it; "the airline's chief" and "the weekly
            // magazine" stand for it.
            Some((_, Attachment::Title)) if self.is_mere_title(&phrase) => return,
            Some((name, _)) => Some(self.entity_of[name]),
            None => match self.decided.get(&phrase.noun_at) {
                Some(&decided) => decided,
                None => match self.predicate_of_pronoun(&phrase) {
                    Some(entity) => Some(entity),
                    None if phrase.role.noun == "counterpart" => self.role_antecedent(&phrase),
                    None if self.is_ambiguous(&phrase) => None,
                    None => {
                        let anaphor = Anaphor::of_phrase(self, number);
                        self.choose(&anaphor, oracle).entity
                    }
                },
            },
        };
        let entity = entity.or_else(|| self.describe(&phrase));
        if let Some(entity) = entity {
            // The words of a source without a name are linked as a whole.
            let is_source = self.decided.contains_key(&phrase.noun_at) && self.clusters.len() <= entity;
            if is_source && attachment.is_none() {
                return;
            }
            self.links.push((phrase.mention(document), entity, MentionKind::Role));
            self.remember(entity, phrase.tokens.clone(), MentionKind::Role);
        }
    }

    /// A new entity for somebody whom a phrase describes: "a truck driver", "the driver".
    fn describe(&mut self, phrase: &Phrase) -> Option<usize> {
        let is_body = phrase.role.what == RoleKind::Organization;
        let is_somebody = phrase.role.is_person() || phrase.role.what == RoleKind::People || is_body;
        if !is_somebody || phrase.is_inside && phrase.opening == Opening::Bare {
            return None;
        }
        let words = phrase.mention(self.names.document);
        Some(self.add_unnamed(words, phrase.noun_at))
    }

    fn link_pronoun(&mut self, pronoun: Pronoun, oracle: &mut Oracle) {
        let token = pronoun.token;
        let entity = match self.decided.get(&token) {
            Some(&decided) => decided,
            None => {
                let Some(anaphor) = Anaphor::of_pronoun(self, pronoun) else { return };
                self.choose(&anaphor, oracle).entity
            }
        };
        if let Some(entity) = entity {
            self.links.push((token..token + 1, entity, MentionKind::Pronoun));
            self.remember(entity, token..token + 1, MentionKind::Pronoun);
        }
    }

    /// Finds whom a quotation's source stands for.
    fn find_speaker(&mut self, number: usize, oracle: &mut Oracle) {
        let source = self.sources[number].clone();
        self.sourced[number].relay = self.relay(number);
        let head = source.as_ref().map(|source| source.head.clone());
        self.sourced[number].words = source.as_ref().map_or(0..0, |source| source.words.clone());
        self.sourced[number].kind = match head {
            None => SourceKind::Missing,
            Some(Head::Name(_)) => SourceKind::Name,
            Some(Head::Joint(_)) => SourceKind::Joint,
            Some(Head::Pronoun(_) | Head::Relative(..)) => SourceKind::Pronoun,
            Some(Head::Letter) => SourceKind::Letter,
            Some(Head::Document { .. }) => SourceKind::Document,
            Some(Head::Words { .. }) => SourceKind::Words,
        };
        let members = source.as_ref().and_then(|source| self.members(source));
        if let (Some(members), Some(source)) = (members, &source) {
            let entity = match members[..] {
                [only] => only,
                _ => self.joint(source.words.clone(), members),
            };
            self.sourced[number].speaker = Some(entity);
            self.sourced[number].candidates = vec![(Some(entity), BY_GRAMMAR)];
            self.links.push((source.words.clone(), entity, MentionKind::Role));
            self.remember(entity, source.words.clone(), MentionKind::Role);
            self.speak(number, Some(entity));
            return;
        }
        if head == Some(Head::Letter) {
            return;
        }
        let Some(anaphor) = Anaphor::of_quotation(self, number) else {
            self.speak(number, None);
            return;
        };
        // "Its chief, Ana Reyle, said", where the source ends at the comma.
        let apposed = (anaphor.kind == AnaphorKind::SourceWords).then(|| self.apposed_to(&anaphor)).flatten();
        let by_grammar = apposed.or_else(|| source.as_ref().and_then(|source| self.people_by_name(source)));
        let chosen = match by_grammar {
            Some(entity) => Chosen { entity: Some(entity), candidates: vec![(Some(entity), BY_GRAMMAR)] },
            None => self.choose(&anaphor, oracle),
        };
        let mut entity = chosen.entity;
        let mut candidates = chosen.candidates;
        if let (None, Some(source)) = (entity, &source)
            && anaphor.kind.is_spelled_source()
            && self.may_speak(anaphor.noun)
        {
            let new = self.add_unnamed(source.words.clone(), anaphor.noun);
            entity = Some(new);
            for candidate in &mut candidates {
                candidate.0 = candidate.0.or(Some(new));
            }
        }
        if anaphor.kind != AnaphorKind::Gap {
            self.decided.insert(anaphor.noun, entity);
        }
        self.link_source(&anaphor, source.as_ref(), entity);
        self.sourced[number].speaker = entity;
        self.sourced[number].candidates = candidates;
        self.speak(number, entity);
    }

    /// Who speaks together by a source, each once.
    fn members(&self, source: &Source) -> Option<Vec<usize>> {
        let Head::Joint(names) = &source.head else { return self.pair(source).map(Vec::from) };
        let mut members: Vec<usize> = Vec::new();
        for member in names.iter().map(|&name| self.entity_of[name]) {
            if !members.contains(&member) {
                members.push(member);
            }
        }
        Some(members)
    }

    /// "The Conservatives": a people or party by its name in the plural is nobody else.
    fn people_by_name(&self, source: &Source) -> Option<usize> {
        let Head::Name(name) = source.head else { return None };
        let (tokens, entity) = (&self.names.tokens[name], self.entity_of[name]);
        let is_plural = self.names.document.lower(tokens.end - 1).ends_with('s');
        let is_whole = *tokens == source.words;
        (self.entries[entity].group == Group::People && is_plural && is_whole).then_some(entity)
    }

    /// Whose apposition the head of a source is.
    fn apposed_to(&self, anaphor: &Anaphor) -> Option<usize> {
        let number = anaphor.phrase.filter(|&number| self.phrases[number].noun_at == anaphor.noun)?;
        self.apposed[number]
    }

    /// Links the words of a source that no phrase and no name has.
    fn link_source(&mut self, anaphor: &Anaphor, source: Option<&Source>, entity: Option<usize>) {
        let (Some(source), Some(entity)) = (source, entity) else { return };
        let is_phrase = anaphor.phrase(self).is_some_and(|phrase| phrase.noun_at == anaphor.noun);
        let is_unnamed = self.clusters.len() <= entity;
        if anaphor.kind.is_spelled_source()
            && (is_unnamed || !is_phrase && anaphor.kind == AnaphorKind::SourceWords)
        {
            self.links.push((source.words.clone(), entity, MentionKind::Role));
            self.remember(entity, source.words.clone(), MentionKind::Role);
        }
    }

    fn speak(&mut self, number: usize, speaker: Option<usize>) {
        let document = self.names.document;
        let quotation = &self.quotations[number];
        let place = quotation.source.or(quotation.content.last().copied()).unwrap_or_default();
        let paragraph = document.paragraph_of(document.tokens_in(place).start);
        if let Some(speaker) = speaker {
            self.entries[speaker].speaks = true;
        }
        self.spoken.push(Spoken { quotation: number, speaker, paragraph });
    }

    fn is_mere_title(&self, phrase: &Phrase) -> bool {
        let is_capital = |token: usize| self.names.document.word(token).case.is_capital();
        let is_title =
            is_capital(phrase.tokens.start) && is_capital(phrase.noun_at) || phrase.tokens.len() == 1;
        phrase.names.is_empty() && phrase.country.is_none() && is_title
    }
}

/// What was chosen for a mention: an entity, and the likeliest with their probabilities.
struct Chosen {
    entity: Option<usize>,
    candidates: Vec<(Option<usize>, u16)>,
}
