//! A report for reading in a terminal.
//!
//! As on the page, the shape says what a name is, the rule beside a quotation how literally it is
//! given, and the color who speaks. No meaning rests on color alone.

use std::collections::{BTreeMap, BTreeSet};

use unicode_width::UnicodeWidthStr;

use saidby::report::{Act, Entity, Quotation, QuotationKind, Report, Tally, Value};

use crate::article::{Article, harmless, harmless_report};
use crate::style::{BOLD, DIM, GREY, ITALIC, Paint, SPEAKERS, Style};

/// Types of entities: what the report calls them, heading, shape of a named one and of an unnamed one.
const TYPES: [(&[&str], &str, &str, &str); 5] = [
    (&["person"], "People", "●", "○"),
    (&["organization"], "Organizations", "■", "□"),
    (&["location", "facility"], "Places", "▲", "△"),
    (&["norp"], "Groups", "◆", "◇"),
    (&["product", "misc"], "Other names", "+", "+"),
];

/// The whole output for one article.
pub fn print(text: &str, report: &Report, file: &str, style: &Style) -> String {
    let report = harmless_report(report);
    let article = Article::new(text, &report);
    let speakers = article.speakers();
    let mut page = Page { out: String::new(), article: &article, style, paints: BTreeMap::new() };
    let mut paints = SPEAKERS.into_iter();
    for &(id, _) in &speakers {
        let named = article.entity(id).is_some_and(|entity| entity.named);
        let paint = if named { paints.next() } else { None };
        page.paints.insert(id, paint.unwrap_or(GREY));
    }
    page.head(&harmless(file));
    page.names(&speakers);
    page.quotations(&speakers);
    page.values();
    page.out
}

struct Page<'a> {
    out: String,
    article: &'a Article<'a>,
    style: &'a Style,
    /// The colors of the entities that speak; those without a name, and the seventh and later, are grey.
    paints: BTreeMap<usize, Paint>,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(&self.style.paint(BOLD, heading));
    }

    fn head(&mut self, file: &str) {
        let headline = self.article.headline();
        for line in wrap(headline.as_deref().unwrap_or(file), self.style.width) {
            self.line(&self.style.paint(BOLD, &line));
        }
        if headline.is_some() {
            self.line(&self.style.paint(DIM, file));
        }
        self.line("");
        for line in wrap(&self.summary(), self.style.width) {
            self.line(&line);
        }
        if !self.article.report.english {
            self.line("This does not look like English; the names and speakers below may be wrong.");
        }
    }

    fn summary(&self) -> String {
        let report = self.article.report;
        let sources = &report.sources;
        let mut summary = match sources.len() {
            0 if report.quotations.is_empty() => return "Nobody is quoted in this text.".into(),
            0 => return "No speaker could be told for sure.".into(),
            1 => "One source is quoted".to_owned(),
            n => format!("{} sources are quoted", number(n)),
        };
        match (sources.iter().filter(|source| !source.named).count(), sources.len()) {
            (0, _) => summary.push('.'),
            (1, 1) => summary.push_str(", unnamed."),
            (n, all) if n == all => summary.push_str(", all of them unnamed."),
            (n, _) => summary.push_str(&format!(", {} of them unnamed.", number(n).to_lowercase())),
        }
        // As the page's `summary.js` says it.
        let own = |tally: &Tally| tally.words_quoted + tally.words_spoken;
        let is_spoken = 0 < report.total.words_spoken;
        let all = own(&report.total);
        let most = sources.iter().max_by_key(|source| (own(&source.tally), std::cmp::Reverse(source.entity)));
        // Of two with as many words none leads.
        let leads = |tally| sources.iter().filter(|source| own(&source.tally) == own(tally)).count() == 1;
        if let Some(most) = most.filter(|most| most.described && 0 < own(&most.tally) && leads(&most.tally))
            && let Some(entity) = self.article.entity(most.entity)
        {
            let share = (own(&most.tally) * 100 + all / 2) / all.max(1);
            let of = if is_spoken {
                "words spoken, turns without quotation marks among them"
            } else {
                "words in quotation marks"
            };
            summary.push_str(&format!(" {} has {share}% of the {of}.", capital(&entity.name)));
        }
        summary
    }

    fn names(&mut self, speakers: &[(usize, Vec<&Quotation>)]) {
        let entities = &self.article.report.entities;
        let longest = entities.iter().map(|entity| entity.name.width()).max().unwrap_or_default();
        let column = longest.clamp(8, self.style.width / 2 - 6);
        let quoted: BTreeMap<usize, usize> =
            speakers.iter().map(|(id, quotations)| (*id, n_statements(quotations))).collect();
        for (types, heading, named, unnamed) in TYPES {
            let of_type: Vec<&Entity> =
                entities.iter().filter(|entity| types.contains(&entity.entity_type.name())).collect();
            if of_type.is_empty() {
                continue;
            }
            self.heading(heading);
            for entity in of_type {
                let quoted = quoted.get(&entity.id).copied().unwrap_or_default();
                let shape = if entity.named { named } else { unnamed };
                self.name(entity, shape, quoted, column);
            }
        }
    }

    fn name(&mut self, entity: &Entity, shape: &str, quoted: usize, column: usize) {
        let paint = self.paint_of(entity.id);
        let padding = " ".repeat(column.saturating_sub(entity.name.width()));
        let dressed =
            |words: &str| paint.map_or_else(|| words.to_owned(), |paint| self.style.paint(paint, words));
        let mut counts = format!("{:>3}×", entity.mentions.len());
        if 0 < quoted {
            counts.push_str(&format!(", {quoted} quoted"));
        }
        let (shape, name) = (dressed(shape), dressed(&entity.name));
        let counts = self.style.paint(DIM, &counts);
        self.line(&format!("  {shape} {name}{padding} {counts}"));
        let affiliation = entity.affiliation.and_then(|id| self.article.entity(id));
        let mut roles = entity.roles.join("; ");
        if let Some(affiliation) = affiliation {
            let of = if roles.is_empty() { "of " } else { ", of " };
            roles.push_str(&format!("{of}{}", affiliation.name));
        }
        self.more(&roles, ITALIC);
        let also = self.article.also(entity);
        if !also.is_empty() {
            self.more(&format!("also {}", also.join(", ")), DIM);
        }
    }

    fn more(&mut self, words: &str, paint: Paint) {
        for line in wrap(words, self.style.width - 6) {
            self.line(&format!("      {}", self.style.paint(paint, &line)));
        }
    }

    fn quotations(&mut self, speakers: &[(usize, Vec<&Quotation>)]) {
        let article = self.article;
        for (id, quotations) in speakers {
            let Some(entity) = article.entity(*id) else { continue };
            self.line("");
            let name = capital(&entity.name);
            let name = match self.paint_of(*id) {
                Some(paint) => self.style.paint(paint, &self.style.paint(BOLD, &name)),
                None => name,
            };
            let role = entity.roles.first().map(|role| format!(", {}", self.style.paint(ITALIC, role)));
            self.line(&format!("{name}{}", role.unwrap_or_default()));
            for quotation in quotations {
                self.quotation(quotation);
            }
        }
        let unsure: Vec<&Quotation> =
            article.report.quotations.iter().filter(|quotation| quotation.speaker.is_none()).collect();
        if unsure.is_empty() {
            return;
        }
        self.heading("Speaker not sure");
        for quotation in unsure {
            self.quotation(quotation);
        }
    }

    fn quotation(&mut self, quotation: &Quotation) {
        let rule = match (quotation.speaker, quotation.kind) {
            (None, _) => "┆",
            (_, QuotationKind::Direct) => "┃",
            (_, QuotationKind::Mixed) => "║",
            _ => "│",
        };
        let paint = quotation.speaker.and_then(|id| self.paint_of(id)).unwrap_or(GREY);
        let rule = self.style.paint(paint, rule);
        for line in wrap(&self.article.pieces(&quotation.content), self.style.width - 4) {
            self.line(&format!("  {rule} {line}"));
        }
        let mut facts = vec![quotation.kind.name().to_owned()];
        if quotation.act != Act::Statement {
            facts.push(quotation.act.name().into());
        }
        if let Some([start, end]) = quotation.cue {
            facts.push(format!("“{}”", self.article.words(start, end)));
        }
        match quotation.speaker {
            Some(_) => facts.push(format!("{} sure", percent(quotation.confidence))),
            None => facts.push(self.candidates(quotation)),
        }
        for line in wrap(&facts.join(" · "), self.style.width - 4) {
            self.line(&format!("  {rule} {}", self.style.paint(DIM, &line)));
        }
    }

    fn candidates(&self, quotation: &Quotation) -> String {
        let named = quotation.candidates.iter().take(3).map(|candidate| {
            let name = candidate.speaker.and_then(|id| self.article.entity(id)).map(|entity| &entity.name);
            format!("{} {}", name.map_or("nobody named", String::as_str), percent(candidate.score))
        });
        let named: Vec<String> = named.collect();
        if named.is_empty() { "no speaker is named near these words".into() } else { named.join(", ") }
    }

    fn values(&mut self) {
        let values: Vec<&Value> = self.article.report.values.iter().collect();
        if values.is_empty() {
            return;
        }
        self.heading("Dates and figures");
        let mut known = BTreeSet::new();
        let rows = values.into_iter();
        let rows = rows.map(|value| (self.article.words(value.start, value.end), normal_form(value)));
        let rows: Vec<(String, String)> = rows.filter(|row| known.insert(row.clone())).collect();
        let column = rows.iter().map(|(words, _)| words.width()).max().unwrap_or_default();
        let column = column.min(self.style.width / 2);
        for (words, normal) in rows {
            let padding = " ".repeat(column.saturating_sub(words.width()));
            self.line(&format!("  {words}{padding}  {}", self.style.paint(DIM, &normal)));
        }
    }

    /// The color of somebody who speaks.
    fn paint_of(&self, id: usize) -> Option<Paint> {
        self.paints.get(&id).copied()
    }
}

fn normal_form(value: &Value) -> String {
    let amount = match (&value.value, &value.low, &value.high) {
        (Some(value), _, _) => value.clone(),
        (None, None, None) => String::new(),
        (None, low, high) => {
            format!("{}–{}", low.as_deref().unwrap_or_default(), high.as_deref().unwrap_or_default())
        }
    };
    match &value.unit {
        Some(unit) => format!("{} {amount} {unit}", value.value_type.name()),
        None => format!("{} {amount}", value.value_type.name()),
    }
}

fn n_statements(quotations: &[&Quotation]) -> usize {
    quotations.iter().filter(|quotation| quotation.act == Act::Statement).count()
}

fn percent(share: f64) -> String {
    format!("{}%", (share * 100.0).round())
}

fn number(n: usize) -> String {
    const WORDS: [&str; 11] =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Breaks words into lines of at most `width` columns; a longer word has a line of its own.
fn wrap(words: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .break_words(false)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        Vec::new()
    } else {
        textwrap::wrap(&words, options).into_iter().map(Into::into).collect()
    }
}

#[cfg(test)]
mod tests;
