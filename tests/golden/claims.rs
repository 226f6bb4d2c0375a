//! Single claims about a text, for cases of which only some of the answer matters.

use std::collections::BTreeSet;

use saidby::analyzer::Analysis;
use saidby::attribution::Attributed;
use saidby::coref::{Entity, Mention, MentionKind};
use saidby::quote::Act;
use saidby::span::Span;

use crate::{Reading, lower_name, statements, values};

/// The claims as they stand, those that do not hold with a cross.
pub fn claims(reading: &Reading, text: &str, claims: &str) -> String {
    let analysis = reading.analyze(text);
    let subject = Subject { analysis: &analysis, text };
    let line = |line: &str| {
        let claim = line.replace('↵', "\n").replace('␍', "\r");
        let (claim, words) =
            claim.split_once(": ").unwrap_or_else(|| panic!("no claim, such as “name: Ada Lind”: {line}"));
        match subject.fault(claim, words) {
            None => line.to_owned(),
            Some(fault) => format!("{line}  ✗ {fault}"),
        }
    };
    claims.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Typographic and straight marks are alike, capitals and small letters too.
fn plain(words: &str) -> String {
    let mark = |c| match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        _ => c,
    };
    words.chars().map(mark).collect::<String>().to_lowercase()
}

struct Subject<'a> {
    analysis: &'a Analysis<'a>,
    text: &'a str,
}

impl Subject<'_> {
    /// What is found instead of what a claim says; None if it holds.
    fn fault(&self, claim: &str, words: &str) -> Option<String> {
        let (claim, of) =
            claim.strip_suffix(')').and_then(|head| head.rsplit_once(" (")).unwrap_or((claim, ""));
        let is_false = |holds: bool| (!holds).then(|| "is not so".to_owned());
        if let Some(by) = claim.strip_suffix(" does not say") {
            return is_false(!self.is_said_by(by, words));
        }
        if let Some(by) = claim.strip_suffix(" says") {
            return if by == "nobody" { is_false(!self.is_stated(words)) } else { self.says(by, of, words) };
        }
        if let Some(name) = claim.strip_prefix("role of ") {
            return is_false(self.has_role(name, words));
        }
        if let Some(name) = claim.strip_prefix("no role of ") {
            return is_false(!self.has_role(name, words) && !self.is_called(name, words));
        }
        match claim {
            "name" => self.is_name(words, of),
            "no name" => is_false(!self.has_name_within(words)),
            "same" => is_false(self.sets(words).into_iter().reduce(|a, b| &a & &b)?.first().is_some()),
            "different" => is_false(are_disjoint(&self.sets(words))),
            "value" => self.is_value(words),
            "no value" => is_false(self.values_at(words).all(|value| !of.is_empty() && of != value.1)),
            _ => panic!("there is no claim “{claim}”"),
        }
    }

    /// Where the words stand; "words@2" is their second place.
    fn place(&self, words: &str) -> Span {
        let (words, nth) = match words.rsplit_once('@') {
            Some((words, nth)) if nth.parse::<usize>().is_ok() => (words, nth.parse().unwrap()),
            _ => (words, 1),
        };
        let wanted = plain(words);
        let is_here = |&at: &usize| plain(&self.text[at..]).starts_with(&wanted);
        let mut places = self.text.char_indices().map(|(at, _)| at).filter(is_here);
        let at = places.nth(nth - 1).unwrap_or_else(|| panic!("the text has no {words:?}: {}", self.text));
        Span::from_range(at..at + words.len())
    }

    /// Where the words in some spans begin.
    fn words_in(&self, spans: &[Span]) -> BTreeSet<usize> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut before = ' ';
        let mut starts = BTreeSet::new();
        for (at, c) in self.text.char_indices() {
            let is_inside = spans.iter().any(|span| (span.start as usize..span.end as usize).contains(&at));
            if is_word(c) && !is_word(before) && is_inside {
                starts.insert(at);
            }
            before = c;
        }
        starts
    }

    fn statements(&self) -> impl Iterator<Item = &Attributed> {
        self.analysis.quotations.iter().filter(|said| said.quotation.act == Act::Statement)
    }

    /// The statement that shares most of its words with these, the first of several, and how much
    /// of both that is.
    fn statement(&self, words: &str) -> Option<(f64, &Attributed)> {
        let wanted = self.words_in(&[self.place(words)]);
        let share = |said: &Attributed| {
            let own = self.words_in(&said.quotation.content);
            (&own & &wanted).len() as f64 / (&own | &wanted).len().max(1) as f64
        };
        let mut best: Option<(f64, &Attributed)> = None;
        for said in self.statements() {
            let share = share(said);
            if best.is_none_or(|(most, _)| most < share) {
                best = Some((share, said));
            }
        }
        best
    }

    /// Whether a statement has more than half of these words in it.
    fn is_stated(&self, words: &str) -> bool {
        let wanted = self.words_in(&[self.place(words)]);
        let mut shared =
            self.statements().map(|said| (&self.words_in(&said.quotation.content) & &wanted).len());
        shared.any(|n_shared| wanted.len() < 2 * n_shared)
    }

    /// The speaker, and whom it consists of.
    fn speakers(&self, said: &Attributed) -> BTreeSet<usize> {
        let Some(speaker) = said.speaker else { return BTreeSet::new() };
        self.analysis.entities[speaker].members.iter().copied().chain([speaker]).collect()
    }

    fn is_said_by(&self, name: &str, words: &str) -> bool {
        let best = self.statement(words).filter(|(share, _)| 0.3 <= *share);
        best.is_some_and(|(_, said)| !self.speakers(said).is_disjoint(&self.of_name(name)))
    }

    fn says(&self, by: &str, kind: &str, words: &str) -> Option<String> {
        let Some((_, said)) = self.statement(words).filter(|(share, _)| 0.6 <= *share) else {
            return Some("is no statement".to_owned());
        };
        let own_kind = statements::kind(&said.quotation);
        if !kind.is_empty() && kind != own_kind {
            return Some(format!("is {own_kind}"));
        }
        let speakers = self.speakers(said);
        let named = speakers.iter().any(|&speaker| self.analysis.entities[speaker].named);
        let holds = |by: &str| match by {
            "somebody" => true,
            "open" => speakers.is_empty(),
            "unnamed" => !speakers.is_empty() && !named,
            name => name.split(" + ").all(|name| !self.of_name(name).is_disjoint(&speakers)),
        };
        let names: Vec<&str> =
            speakers.iter().map(|&speaker| self.analysis.entities[speaker].name.as_str()).collect();
        (!by.split(" or ").any(holds)).then(|| format!("is said by {names:?}"))
    }

    fn mentions(&self) -> impl Iterator<Item = (&Entity, &Mention)> {
        self.analysis.entities.iter().flat_map(|entity| entity.mentions.iter().map(move |m| (entity, m)))
    }

    /// The entities that these words name or describe.
    fn of_name(&self, name: &str) -> BTreeSet<usize> {
        let wanted = plain(name);
        let is_called = |entity: &Entity| {
            let mut printed = entity
                .mentions
                .iter()
                .filter(|m| m.kind != MentionKind::Pronoun)
                .map(|m| m.span.of(self.text));
            plain(&entity.name) == wanted || printed.any(|printed| plain(printed) == wanted)
        };
        let entities = self.analysis.entities.iter().enumerate();
        entities.filter(|(_, entity)| is_called(entity)).map(|(number, _)| number).collect()
    }

    /// The entities of each of some mentions: of one place ("Hart@2") or of a name wherever it stands.
    fn sets(&self, words: &str) -> Vec<BTreeSet<usize>> {
        let set = |words: &str| {
            if !words.contains('@') {
                return self.of_name(words);
            }
            let span = self.place(words);
            let entities = self.analysis.entities.iter().enumerate();
            let is_here = |entity: &Entity| entity.mentions.iter().any(|m| m.span == span);
            entities.filter(|(_, entity)| is_here(entity)).map(|(number, _)| number).collect()
        };
        words.split(" | ").map(set).collect()
    }

    fn is_name(&self, words: &str, types: &str) -> Option<String> {
        let span = self.place(words);
        let found: Vec<String> = self
            .mentions()
            .filter(|(_, m)| m.span == span && m.kind <= MentionKind::Acronym)
            .map(|(entity, m)| lower_name(m.own_type.unwrap_or(entity.entity_type)))
            .collect();
        let is_right = |found: &String| types.is_empty() || types.split(" or ").any(|wanted| wanted == found);
        (!found.iter().any(is_right)).then(|| format!("is {found:?}"))
    }

    fn has_name_within(&self, words: &str) -> bool {
        let span = self.place(words);
        self.mentions().any(|(entity, m)| {
            entity.named
                && m.kind <= MentionKind::Acronym
                && span.start <= m.span.start
                && m.span.end <= span.end
        })
    }

    fn has_role(&self, name: &str, role: &str) -> bool {
        let entities = self.of_name(name);
        let mut roles = entities.iter().flat_map(|&entity| &self.analysis.entities[entity].roles);
        roles.any(|own| own.to_lowercase().contains(&role.to_lowercase()))
    }

    fn is_called(&self, name: &str, role: &str) -> bool {
        let entities = self.of_name(name);
        let mut mentions = entities.iter().flat_map(|&entity| &self.analysis.entities[entity].mentions);
        mentions.any(|m| {
            m.kind == MentionKind::Role && m.span.of(self.text).to_lowercase().contains(&role.to_lowercase())
        })
    }

    /// The values that overlap these words, as a line and by their type.
    fn values_at(&self, words: &str) -> impl Iterator<Item = (String, String)> {
        let span = self.place(words);
        let at = self.analysis.values.iter().filter(move |value| value.span.overlaps(span));
        at.map(|value| (values::line(self.text, value), lower_name(value.value_type)))
    }

    /// `words | type value | more …`; a leading preposition or adverb is no matter.
    fn is_value(&self, claim: &str) -> Option<String> {
        let (words, fields) = claim.split_once(" | ").unwrap_or((claim, ""));
        let found: Vec<String> = self.values_at(words).map(|(line, _)| line).collect();
        let fits = |line: &String| {
            let (own, own_fields) = line.rsplit_once(": ").unwrap();
            let own = own.rsplit_once('@').map_or(own, |(own, _)| own);
            let words = words.rsplit_once('@').map_or(words, |(words, _)| words);
            bare(own) == bare(words)
                && (fields.is_empty() || values::fit(&format!("-: {fields}"), &format!("-: {own_fields}")))
        };
        (!found.iter().any(fits)).then(|| format!("is {found:?}"))
    }
}

fn are_disjoint(sets: &[BTreeSet<usize>]) -> bool {
    sets.iter().enumerate().all(|(nth, a)| sets[..nth].iter().all(|b| a.is_disjoint(b)))
}

/// Words that a value may or may not begin with.
const LEADS: [&str; 22] = [
    "the ",
    "a ",
    "an ",
    "on ",
    "in ",
    "at ",
    "about ",
    "around ",
    "by ",
    "for ",
    "from ",
    "since ",
    "until ",
    "late ",
    "early ",
    "nearly ",
    "some ",
    "more than ",
    "up to ",
    "between ",
    "’",
    "‘",
];

fn bare(words: &str) -> String {
    let mut rest = plain(words);
    while let Some(shorter) = LEADS.iter().find_map(|lead| rest.strip_prefix(&plain(lead))) {
        rest = shorter.to_owned();
    }
    rest
}
