//! A report and its text, ready to be written: offsets in code points, the words behind them, who is who.

use std::collections::BTreeMap;

use crate::offsets::{ByteTable, OffsetUnit};
use crate::order::Order;
use crate::report::{Act, Entity, ParagraphKind, Quotation, Report, Value};

/// What every format is written from.
pub(super) struct Article<'a> {
    pub text: &'a str,
    pub title: String,
    /// With offsets in code points.
    pub report: Report,
    bytes: ByteTable,
    /// The number of each paragraph, as the page prints it: from 1, without what stands beside the story.
    numbers: Vec<usize>,
    entities: BTreeMap<usize, usize>,
}

impl<'a> Article<'a> {
    pub fn new(text: &'a str, report: &Report, title: Option<&str>) -> Self {
        let report = report.in_unit(text, OffsetUnit::CodePoint);
        let bytes = report.bytes(text);
        let entities = report.entities.iter().enumerate().map(|(idx, entity)| (entity.id, idx)).collect();
        let mut number = 0;
        let numbers = report.paragraphs.iter().map(|paragraph| {
            number += usize::from(matches!(paragraph.kind, ParagraphKind::Text | ParagraphKind::List));
            number
        });
        let numbers = numbers.collect();
        let mut article = Self { text, title: String::new(), report, bytes, numbers, entities };
        article.title = match title {
            Some(title) => title.to_owned(),
            None => article.own_title(),
        };
        article
    }

    fn own_title(&self) -> String {
        let headline = self.report.paragraphs.iter().find(|p| p.kind == ParagraphKind::Headline);
        let headline = headline.map(|paragraph| self.line([paragraph.start, paragraph.end]));
        headline.or_else(|| self.report.id.clone()).unwrap_or_else(|| "Article".to_owned())
    }

    /// The byte of an offset of the report.
    pub fn byte(&self, offset: u32) -> usize {
        self.bytes.convert(offset) as usize
    }

    /// The words of a span of the report, as they stand in the text; none if it is no span.
    pub fn words(&self, [start, end]: [u32; 2]) -> &'a str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default()
    }

    /// The same on one line.
    pub fn line(&self, span: [u32; 2]) -> String {
        flat(self.words(span))
    }

    /// The words of several spans on one line, with dots where something was left out.
    pub fn pieces(&self, spans: &[[u32; 2]]) -> String {
        spans.iter().map(|&span| self.line(span)).collect::<Vec<_>>().join(" … ")
    }

    /// The entity of an id, which after corrections need not be its index.
    pub fn entity(&self, id: usize) -> Option<&Entity> {
        self.report.entities.get(*self.entities.get(&id)?)
    }

    /// Who says a quotation; None if that is open.
    pub fn speaker(&self, quotation: &Quotation) -> Option<&Entity> {
        quotation.speaker.and_then(|id| self.entity(id))
    }

    /// Quotations with their content, in reading order: an outer one before what it holds.
    pub fn in_order(&self) -> Vec<&Quotation> {
        let mut quotations: Vec<&Quotation> = self.report.quotations.iter().collect();
        let end = |quotation: &Quotation| quotation.content.last().map_or(0, |span| span[1]);
        quotations
            .order_by_key(|quotation| (start_of(quotation), std::cmp::Reverse(end(quotation)), quotation.id));
        quotations
    }

    /// The printed number of the paragraph that an offset stands in; 0 above the first of the story.
    pub fn paragraph_number(&self, offset: u32) -> usize {
        let until = self.report.paragraphs.partition_point(|paragraph| paragraph.start <= offset);
        until.checked_sub(1).map_or(0, |idx| self.numbers[idx])
    }

    /// What every format says of where it comes from.
    pub fn provenance(&self) -> String {
        let Report { program, model, text_sha256, .. } = &self.report;
        format!(
            "Made by {program} with model {model}. Offsets count code points (Unicode characters) of the text \
             whose SHA-256 in UTF-8 is {text_sha256}."
        )
    }
}

/// Where the first piece begins.
pub(super) fn start_of(quotation: &Quotation) -> u32 {
    quotation.content.first().map_or(0, |span| span[0])
}

/// How literally a statement is given, or what a quotation is that is none.
pub(super) fn label(quotation: &Quotation) -> &'static str {
    if quotation.act == Act::Statement { quotation.kind.name() } else { quotation.act.name() }
}

/// The normal form of a value with its unit; None if it has none.
pub(super) fn normal_form(value: &Value) -> Option<String> {
    let forms = [&value.value, &value.low, &value.high, &value.unit];
    let forms: Vec<&str> = forms.into_iter().flatten().map(String::as_str).collect();
    (!forms.is_empty()).then(|| forms.join(" "))
}

/// Words on one line, without the hyphens that are not printed.
pub(super) fn flat(words: &str) -> String {
    let shown = words.replace('\u{ad}', "");
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
