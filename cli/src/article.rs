//! A text and its report, with the words that the report's offsets stand for.

use std::collections::BTreeMap;

use saidby::report::{Entity, MentionKind, ParagraphKind, Quotation, Report};

/// Words without what could command a terminal or turn its lines around.
pub fn harmless(words: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    words.replace(|c: char| c.is_control() && !c.is_whitespace() || turns(c), "\u{fffd}")
}

/// A report whose own words are [`harmless`].
pub fn harmless_report(report: &Report) -> Report {
    let mut report = report.clone();
    for entity in &mut report.entities {
        entity.name = harmless(&entity.name);
        entity.roles.iter_mut().for_each(|role| *role = harmless(role));
    }
    for value in &mut report.values {
        for form in [&mut value.value, &mut value.unit, &mut value.low, &mut value.high] {
            *form = form.as_deref().map(harmless);
        }
    }
    report
}

/// A text with its report, whose offsets count code points.
pub struct Article<'a> {
    /// What was found.
    pub report: &'a Report,
    text: &'a str,
    /// The byte at which each code point begins, and the end.
    bytes: Vec<usize>,
}

impl<'a> Article<'a> {
    /// `report` is of `text`, in code points.
    pub fn new(text: &'a str, report: &'a Report) -> Self {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { report, text, bytes }
    }

    /// The words of a span on one line, without control characters, which could command the terminal.
    pub fn words(&self, start: u32, end: u32) -> String {
        let byte = |point: u32| self.bytes.get(point as usize).copied().unwrap_or(self.text.len());
        let words = self.text.get(byte(start)..byte(end)).unwrap_or_default();
        let words = harmless(words);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of several spans on one line, with dots where something was left out.
    pub fn pieces(&self, spans: &[[u32; 2]]) -> String {
        spans.iter().map(|&[start, end]| self.words(start, end)).collect::<Vec<_>>().join(" … ")
    }

    /// The headline, if the article has one.
    pub fn headline(&self) -> Option<String> {
        let headline =
            self.report.paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Headline)?;
        Some(self.words(headline.start, headline.end))
    }

    /// What else the article calls an entity besides its name and roles, each once.
    pub fn also(&self, entity: &Entity) -> Vec<String> {
        let mut also: Vec<String> = Vec::new();
        for mention in entity.mentions.iter().filter(|mention| mention.kind != MentionKind::Pronoun) {
            let words = self.words(mention.start, mention.end);
            let known = |other: &String| other.to_lowercase() == words.to_lowercase();
            if !known(&entity.name) && !entity.roles.iter().chain(&also).any(known) {
                also.push(words);
            }
        }
        also
    }

    /// Who speaks, in order of first speaking, with their quotations.
    pub fn speakers(&self) -> Vec<(usize, Vec<&'a Quotation>)> {
        let mut speakers: Vec<(usize, Vec<&Quotation>)> = Vec::new();
        let mut places = BTreeMap::new();
        for quotation in &self.report.quotations {
            let Some(speaker) = quotation.speaker else { continue };
            let place = *places.entry(speaker).or_insert_with(|| {
                speakers.push((speaker, Vec::new()));
                speakers.len() - 1
            });
            speakers[place].1.push(quotation);
        }
        speakers
    }

    /// The entity of an index of the report.
    pub fn entity(&self, id: usize) -> Option<&'a Entity> {
        self.report.entities.get(id)
    }
}
