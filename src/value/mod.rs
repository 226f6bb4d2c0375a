//! Dates, times, durations, money, percentages and quantities, with their normal forms.
//!
//! A grammar over tokens, one file a family. A token that can open a value, which each distinct
//! word knows of itself, starts all families; the longest find stands, and the search goes on
//! behind it. The names model has a say where it is sure: see [`merge`].
//!
//! How much of a phrase belongs to a date depends on whether there is a date to count from:
//! see [`Extent`].

mod calendar;
mod scan;
mod number;
mod when;
mod year;
mod month;
mod numeric;
mod holiday;
mod date;
mod duration;
mod relative;
mod period;
mod clock;
mod range;
mod dated;
mod money;
mod quantity;
mod reference;
mod merge;

pub use calendar::Date;

use crate::entity::Tagged;
use crate::span::Span;
use crate::text::{Document, ParagraphKind};
use scan::{Found, Scan, Term, opens};

/// What a value measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueType {
    /// A day, month, year, or a range of them.
    Date,
    /// A date told by its distance from the article's ("last year"), where the reader has not given
    /// that; resolved only if a dateline gives it.
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
    /// ISO 4217 code for money, the unit's name for quantities.
    pub unit: Option<String>,
    /// The lower end of a range: a period's first day, or a number. Of "10/11/2017" the reading
    /// month first.
    pub low: Option<String>,
    /// The upper end of a range: the day after a period's last, a range's last day as printed, or
    /// a number. Of "10/11/2017" the reading day first.
    pub high: Option<String>,
}

impl Value {
    fn new(value_type: ValueType, value: Option<String>) -> Self {
        Self { span: Span::default(), value_type, value, unit: None, low: None, high: None }
    }
}

/// What the grammar finds, and the date that relative dates were read against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// In text order, not overlapping.
    pub values: Vec<Value>,
    /// The article's date: the one given, or found in its dateline; None if neither.
    pub reference: Option<Date>,
}

/// How much of a phrase is the date.
///
/// With a date from the reader to count from, "late last December" says which days are meant, and
/// the whole phrase is the value. Without one only "December" surely says anything that a calendar
/// could hold: the value is that word, which is also how news corpora mark dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// The words of the calendar alone: months, weekdays, years, holidays, and what joins them.
    Calendar,
    /// Prepositions, "last" and "next", parts of periods, times that belong to a day.
    Phrase,
}

/// Finds the values of a text; `date` is the article's date where the reader gave one.
pub fn find_values(document: &Document, tagged: &Tagged, date: Option<Date>) -> Values {
    let terms: Vec<Term> = document.words.iter().map(Term::of).collect();
    let mut scan =
        Scan { document, terms: &terms, first: 0, limit: 0, reference: None, extent: Extent::Calendar };
    let reference = date.or_else(|| reference::find(&scan));
    scan.reference = reference;
    scan.extent = if date.is_some() { Extent::Phrase } else { Extent::Calendar };
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let kind = document.paragraphs[sentence.paragraph].kind;
        if matches!(kind, ParagraphKind::SetAside(_)) {
            continue;
        }
        (scan.first, scan.limit) = (sentence.tokens.start, sentence.tokens.end);
        let mut at = scan.first;
        while at < scan.limit {
            at = match scan.value_at(at) {
                Some(value) => {
                    let end = value.end.max(at + 1);
                    found.push(value);
                    end
                }
                None => at + 1,
            };
        }
    }
    Values { values: merge::merge(&scan, tagged, found), reference }
}

impl Scan<'_> {
    /// The longest value that begins at `at`; of equally long ones the first family's.
    fn value_at(&self, at: usize) -> Option<Found> {
        let term = self.term(at);
        if !term.may_open(!opens::UNIT) || !self.goes_on(at) {
            return None;
        }
        let is_number = term.may_open(opens::NUMBER);
        let try_if =
            |may: bool, family: fn(&Self, usize) -> Option<Found>| may.then(|| family(self, at)).flatten();
        let is_sign = self.low(at) == "-";
        let families = [
            try_if(!is_sign && (is_number || term.may_open(opens::MONEY)), Self::money),
            try_if(is_number, Self::percent),
            try_if(is_number, Self::quantity),
            try_if(term.may_open(opens::SET), Self::recurring),
            try_if(!is_sign && (is_number || term.may_open(opens::DATE | opens::RANGE)), Self::dated),
            try_if(!is_sign && is_number, Self::duration),
        ];
        let longest =
            families.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best });
        // "a" counts in "a million dollars" but is no part of it.
        let amount = |found: &Found| matches!(found.value.value_type, ValueType::Money | ValueType::Quantity);
        longest.map(|found| {
            let article = amount(&found) && found.start == at && self.is(at, &["a", "an"]);
            Found { start: found.start + usize::from(article), ..found }
        })
    }

    /// Whether what follows a frequent opener can be part of a value: "a week", not "a boat".
    fn goes_on(&self, at: usize) -> bool {
        let next = self.term(at + 1);
        match self.low(at) {
            "a" | "an" => {
                next.unit > 0
                    || next.factor > 0.0
                    || next.fraction > 0.0
                    || self.is(at + 1, &["few", "couple"])
            }
            "-" => next.is_figure,
            "this" | "that" | "same" | "all" | "last" | "next" => {
                next.opens > 0 || next.unit > 0 || self.low(at + 1) == "working"
            }
            "from" | "between" | "by" | "after" | "before" | "since" | "until" | "till" => {
                let behind_the = self.low(at + 1) == "the" && self.extent == Extent::Phrase;
                let open = self.extent == Extent::Phrase || self.is(at, &["from", "between"]);
                open && (next.opens > 0 || behind_the || self.is(at + 1, &["around", "now", "date"]))
            }
            "no" | "as" | "more" | "less" | "any" | "greater" => {
                self.is(at + 1, &["than", "later", "early", "late", "time"])
            }
            _ => true,
        }
    }
}
