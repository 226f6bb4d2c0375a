//! Dates, times, durations, money, percentages and quantities, with their normal forms.
//!
//! Words carry roles in the lexicon. Where a token can open a value, rules read what follows:
//! `rules` build typed terms of dates, which may hold one another, `phrase` joins them with
//! times, ranges and edges, `amount`, `duration` and `recurring` read numbers with their units. The
//! longest find stands, and the search goes on behind it. Only `resolve` knows the article's date, the
//! running date of the story and the tense of the clause; `merge` makes peace with the names.

mod calendar;
mod period;
mod term;
mod scan;
mod number;
mod unit;
mod amount;
mod duration;
mod clock;
mod recurring;
mod year;
mod numeric;
mod point;
mod named;
mod tense;
mod rules;
mod phrase;
mod normal;
mod nearest;
mod resolve;
mod reference;
mod merge;

pub use crate::lexicon::Edge;
pub use calendar::Date;
pub use reference::DateSource;

use crate::entity::Tagged;
use crate::span::Span;
use crate::text::{Document, ParagraphKind};
use resolve::Resolver;
use scan::{Content, Found, Scan, WordReading, opens};

/// What a value measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueType {
    /// A day, month, year, or a range of them.
    Date,
    /// A date given by its distance from one that is not known ("last year" without the article's
    /// date).
    Relative,
    /// A time of day, or a date with one.
    Time,
    /// A stretch of time, or what recurs.
    Duration,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// An amount with a unit, an age, a count.
    Quantity,
}

/// A value in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Where it stands.
    pub span: Span,
    /// What it measures.
    pub value_type: ValueType,
    /// The normal form: TIMEX3/ISO 8601 for dates, times and durations, else the number.
    pub value: Option<String>,
    /// ISO 4217 code for money, the unit's name (UCUM's where it has one) for quantities.
    pub unit: Option<String>,
    /// The lower end of a range: a period's first day, or a number. Of "10/11/2017" the reading
    /// month first.
    pub low: Option<String>,
    /// The upper end of a range: the day after a period's last, the first day of a printed range's last
    /// member ("from 1998 to 2004"), or a number. Of "10/11/2017" the reading day first.
    pub high: Option<String>,
    /// Whether it is open to one side, or a rough one.
    pub edge: Option<Edge>,
    /// The words of the calendar within a longer phrase: "2010" in "since 2010".
    pub calendar: Option<Span>,
}

impl Value {
    fn new(value_type: ValueType, value: Option<String>) -> Self {
        Self {
            span: Span::default(),
            value_type,
            value,
            unit: None,
            low: None,
            high: None,
            edge: None,
            calendar: None,
        }
    }
}

/// What the grammar finds, and the date that relative dates were read against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// In text order, not overlapping.
    pub values: Vec<Value>,
    /// The names that are none, because values stand there: "late Saturday night". In text order.
    pub beaten: Vec<Span>,
    /// The article's date and where it comes from; None if there is none.
    pub reference: Option<(Date, DateSource)>,
}

/// How deep terms may lie in terms: "the end of the first week of next month" has three.
const MAX_DEPTH: u8 = 4;

/// Finds the values of a text; `date` is the article's date where the reader gave one.
pub fn find_values(document: &Document, tagged: &Tagged, date: Option<Date>) -> Values {
    let mut readings: Vec<WordReading> = document.words.iter().map(WordReading::of).collect();
    readings.push(WordReading::default());
    let mut scan = Scan { document, readings: &readings, first: 0, limit: 0, depth: MAX_DEPTH };
    let reference = date.map(|date| (date, DateSource::Given)).or_else(|| reference::find(&scan));
    let mut resolver = Resolver::new(reference.map(|(date, _)| date));
    let mut values = Vec::new();
    for (nr, sentence) in document.sentences.iter().enumerate() {
        let kind = document.paragraphs[sentence.paragraph].kind;
        if matches!(kind, ParagraphKind::SetAside(_)) {
            continue;
        }
        (scan.first, scan.limit) = (sentence.tokens.start, sentence.tokens.end);
        let mut at = scan.first;
        while at < scan.limit {
            let Some(found) = scan.value_at(at) else {
                at += 1;
                continue;
            };
            at = found.end.max(at + 1);
            let calendar = match &found.content {
                Content::Dated(phrase) => phrase.calendar(),
                Content::Amount(_) => None,
            };
            let value = match &found.content {
                Content::Amount(value) => Some(value.clone()),
                Content::Dated(phrase) => resolver.value(&scan, nr, &found, phrase),
            };
            if let Some(value) = value {
                let span = document.cover(found.start..found.end);
                let calendar = calendar.map(|tokens| document.cover(tokens)).filter(|inner| *inner != span);
                values.push(Value { span, calendar, ..value });
            }
        }
    }
    let (values, beaten) = merge::merge(&scan, tagged, values, &mut resolver);
    Values { values, beaten, reference }
}

impl Scan<'_> {
    /// Whether what follows a frequent opener can be part of a value: "a week", not "a boat".
    fn goes_on(&self, at: usize) -> bool {
        let (word, next) = (self.word(at), self.word(at + 1));
        let is_article = self.is(at, &["a", "an"]);
        if is_article {
            return next.unit > 0 || next.factor > 0.0 || next.fraction > 0.0 || next.count.is_some();
        }
        let loose =
            self.opens(at, opens::EDGE) || word.pointer.is_some() || word.needs_more || self.low(at) == "-";
        !loose
            || word.part_of.is_some()
            || self.opens(at + 1, !opens::UNIT)
            || self.is(at + 1, &["the", "as", "than", "to", "time"])
            || word.unit > 0
    }

    /// The longest value that begins at `at`; of equally long ones the first family's.
    fn value_at(&self, at: usize) -> Option<Found> {
        if !self.opens(at, !opens::UNIT) || !self.goes_on(at) {
            return None;
        }
        let is_number = self.opens(at, opens::NUMBER);
        let dated =
            self.low(at) != "-" && self.opens(at, opens::DATE | opens::HOLIDAY | opens::EDGE | opens::NUMBER);
        let families = [
            if is_number || self.opens(at, opens::MONEY) { self.amount(at) } else { None },
            if dated { self.recurring(at) } else { None },
            if dated { self.dated(at) } else { None },
            if dated { self.duration(at) } else { None },
        ];
        families.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
    }
}
