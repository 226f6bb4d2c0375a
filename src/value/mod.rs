//! Dates, times, durations, money, percentages and quantities, with their normal forms.

use crate::entity::Tagged;
use crate::span::Span;
use crate::text::Document;

/// What a value measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueType {
    /// A day, month, year, or a range of them.
    Date,
    /// A time of day, or a date with one.
    Time,
    /// A stretch of time.
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
    /// The lower end of a range, in the form of `value`.
    pub low: Option<String>,
    /// The upper end of a range, in the form of `value`.
    pub high: Option<String>,
}

/// A calendar day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

/// What the grammar finds, and the date that relative dates were read against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// In text order, not overlapping.
    pub values: Vec<Value>,
    /// The article's date: the one given, or found in its dateline; None if neither.
    pub reference: Option<Date>,
}

/// Finds the values of a text; `date` is the article's date where the reader gave one.
pub fn find_values(_document: &Document, _tagged: &Tagged, date: Option<Date>) -> Values {
    Values { values: Vec::new(), reference: date }
}

impl Date {
    /// Reads `YYYY-MM-DD`, with or without a time of day behind it, which is ignored.
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.get(..10)?;
        let mut parts = day.split('-');
        let year = parts.next()?.parse().ok()?;
        let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Self { year, month, day })
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
