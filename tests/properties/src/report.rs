//! What holds for the report of any text.

use saidby::offsets::OffsetUnit;
use saidby::report::{Quotation, Report};
use unicode_segmentation::UnicodeSegmentation;

type Span = [u32; 2];

/// What of a report in code points does not hold, one sentence each; none where all does.
pub fn broken(text: &str, report: &Report) -> Vec<String> {
    let mut check = Check::new(text, report);
    check.spans();
    check.paragraphs();
    check.entities();
    check.values();
    for (idx, quotation) in report.quotations.iter().enumerate() {
        check.quotation(idx, quotation);
    }
    check.quotations();
    check.sources();
    check.broken
}

struct Check<'a> {
    report: &'a Report,
    chars: Vec<char>,
    /// Whether a character of the reader's begins at a code point; one more for the end.
    begins: Vec<bool>,
    broken: Vec<String>,
}

impl<'a> Check<'a> {
    fn new(text: &'a str, report: &'a Report) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut begins = vec![false; chars.len() + 1];
        let mut at = 0;
        for grapheme in text.graphemes(true) {
            begins[at] = true;
            at += grapheme.chars().count();
        }
        begins[at] = true;
        let mut check = Self { report, chars, begins, broken: Vec::new() };
        check.holds(report.offset_unit == OffsetUnit::CodePoint, || "it does not count code points".into());
        check
    }

    fn holds(&mut self, holds: bool, sentence: impl FnOnce() -> String) {
        if !holds {
            self.broken.push(sentence());
        }
    }

    fn words(&self, [start, end]: Span) -> String {
        let words = self.chars.get(start as usize..end as usize).unwrap_or_default();
        words.iter().collect()
    }

    /// Every span is one of the text and cuts nothing that is one character to a reader.
    fn spans(&mut self) {
        for (what, span @ [start, end]) in spans(self.report) {
            let fits = start < end && end as usize <= self.chars.len();
            self.holds(fits, || format!("{what} {start}-{end} is no span of the text"));
            if fits && !(self.begins[start as usize] && self.begins[end as usize]) {
                let words = self.words(span);
                self.broken.push(format!("{what} {start}-{end} {words:?} cuts a character"));
            }
        }
    }

    fn in_order(&mut self, what: &str, spans: &[Span]) {
        for pair in spans.windows(2) {
            let words = (self.words(pair[0]), self.words(pair[1]));
            self.holds(pair[0][1] <= pair[1][0], || format!("{what} {words:?} are not in order and apart"));
        }
    }

    /// No two spans share a part of each other and no more.
    fn nested(&mut self, what: &str, mut spans: Vec<Span>) {
        spans.sort_by_key(|&[start, end]| (start, std::cmp::Reverse(end)));
        let mut open: Vec<Span> = Vec::new();
        for span in spans {
            open.retain(|outer| outer[1] > span[0]);
            if let Some(&outer) = open.last()
                && outer[1] < span[1]
            {
                let words = (self.words(outer), self.words(span));
                self.broken.push(format!("{what} cross: {words:?}"));
            }
            open.push(span);
        }
    }

    fn paragraphs(&mut self) {
        let spans: Vec<Span> = self.report.paragraphs.iter().map(|p| [p.start, p.end]).collect();
        self.in_order("paragraphs", &spans);
        let mut outside = vec![true; self.chars.len()];
        for [start, end] in spans {
            outside.get_mut(start as usize..end as usize).unwrap_or_default().fill(false);
        }
        let lost = outside.iter().zip(&self.chars).find(|(out, c)| **out && c.is_alphanumeric());
        let lost = lost.map(|(_, c)| *c);
        self.holds(lost.is_none(), || format!("{lost:?} stands in no paragraph"));
    }

    fn entities(&mut self) {
        let entities = &self.report.entities;
        let mut spans = Vec::new();
        for (idx, entity) in entities.iter().enumerate() {
            self.holds(entity.id == idx, || format!("entity {idx} has the id {}", entity.id));
            let others = entity.affiliation.iter().chain(&entity.members);
            for &other in others {
                let is_other = other < entities.len() && other != idx;
                self.holds(is_other, || format!("entity {idx} belongs to {other}"));
            }
            let mentions: Vec<Span> = entity.mentions.iter().map(|m| [m.start, m.end]).collect();
            self.holds(mentions.is_sorted(), || format!("mentions of {:?} are out of order", entity.name));
            spans.extend(mentions);
        }
        spans.sort_unstable();
        for pair in spans.windows(2).filter(|pair| pair[0] == pair[1]) {
            let words = self.words(pair[0]);
            self.broken.push(format!("{words:?} is a mention twice"));
        }
    }

    fn values(&mut self) {
        let spans: Vec<Span> = self.report.values.iter().map(|v| [v.start, v.end]).collect();
        self.in_order("values", &spans);
        for value in &self.report.values {
            if let Some([start, end]) = value.calendar {
                let inside = value.start <= start && end <= value.end;
                self.holds(inside, || format!("a calendar's words {start}-{end} stand outside their date"));
            }
        }
        self.nested("names and values", self.marks());
    }

    /// Where names and values stand.
    fn marks(&self) -> Vec<Span> {
        let mentions = self.report.entities.iter().flat_map(|entity| &entity.mentions);
        let values = self.report.values.iter().map(|v| [v.start, v.end]);
        mentions.map(|m| [m.start, m.end]).chain(values).collect()
    }

    fn quotation(&mut self, idx: usize, quotation: &Quotation) {
        let (n_entities, n_quotations) = (self.report.entities.len(), self.report.quotations.len());
        self.holds(quotation.id == idx, || format!("quotation {idx} has the id {}", quotation.id));
        self.holds(!quotation.content.is_empty(), || format!("quotation {idx} has no content"));
        self.in_order("pieces of content", &quotation.content);
        self.in_order("pieces in quotation marks", &quotation.printed);
        let people = quotation.candidates.iter().map(|candidate| candidate.speaker);
        for person in people.chain([quotation.speaker, quotation.relay]).flatten() {
            self.holds(person < n_entities, || format!("quotation {idx} is of entity {person}"));
        }
        let is_above = quotation.parent.is_none_or(|parent| parent < n_quotations && parent != idx);
        self.holds(is_above, || format!("quotation {idx} stands inside of {:?}", quotation.parent));
        let is_there = quotation.paragraph < self.report.paragraphs.len();
        self.holds(is_there, || format!("quotation {idx} is in paragraph {}", quotation.paragraph));
        let scores = quotation.candidates.iter().map(|candidate| candidate.score);
        for score in scores.chain([quotation.confidence, quotation.probability]) {
            self.holds((0.0..=1.0).contains(&score), || format!("quotation {idx} is likely by {score}"));
        }
        for (what, span) in [("cue", quotation.cue), ("source", quotation.source)] {
            let Some(span) = span else { continue };
            if quotation.content.iter().any(|&piece| overlap(piece, span)) {
                let words = (self.words(span), self.words(quotation.content[0]));
                self.broken.push(format!("{what} inside its own content: {words:?}"));
            }
        }
        for &printed in &quotation.printed {
            let inside =
                quotation.content.iter().any(|&[start, end]| start <= printed[0] && printed[1] <= end);
            let words = self.words(printed);
            self.holds(inside, || format!("{words:?} is printed outside of its content"));
        }
    }

    /// No content crosses another, a name or a value.
    fn quotations(&mut self) {
        let contents: Vec<Span> =
            self.report.quotations.iter().flat_map(|quotation| quotation.content.iter().copied()).collect();
        self.nested("contents, names and values", [contents, self.marks()].concat());
        let words: Vec<Span> = self.report.quoted_words.iter().map(|w| [w.start, w.end]).collect();
        self.holds(words.is_sorted(), || "quoted words are out of order".into());
        self.nested("quoted words", words);
    }

    fn sources(&mut self) {
        let mut seen = Vec::new();
        for source in &self.report.sources {
            let is_known = source.entity < self.report.entities.len();
            self.holds(is_known, || format!("source {} is no entity", source.entity));
            seen.push(source.entity);
        }
        seen.sort_unstable();
        let once = seen.windows(2).all(|pair| pair[0] != pair[1]);
        self.holds(once, || "an entity is two sources".into());
    }
}

fn overlap(a: Span, b: Span) -> bool {
    a[0] < b[1] && b[0] < a[1]
}

/// Every span of a report, by the list it stands in.
fn spans(report: &Report) -> Vec<(&'static str, Span)> {
    let mut spans = Vec::new();
    spans.extend(report.paragraphs.iter().map(|p| ("paragraph", [p.start, p.end])));
    spans.extend(report.values.iter().map(|v| ("value", [v.start, v.end])));
    spans.extend(report.values.iter().filter_map(|v| v.calendar).map(|span| ("calendar", span)));
    spans.extend(report.quoted_words.iter().map(|w| ("quoted words", [w.start, w.end])));
    for entity in &report.entities {
        spans.extend(entity.mentions.iter().map(|m| ("mention", [m.start, m.end])));
    }
    for quotation in &report.quotations {
        spans.extend(quotation.content.iter().map(|&span| ("content", span)));
        spans.extend(quotation.printed.iter().map(|&span| ("printed", span)));
        spans.extend(quotation.cue.map(|span| ("cue", span)));
        spans.extend(quotation.source.map(|span| ("source", span)));
    }
    spans
}
