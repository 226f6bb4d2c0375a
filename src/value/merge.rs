//! One layer out of two: the grammar's finds, and the names and dates that the names model tagged.
//!
//! Measured on news, the grammar's spans of dates and money are better than the model's, so they
//! stand. Names own their words: "the Act of 1886" holds no date; but money is never part of one,
//! and goes only where a name reaches across its edge.
//! A month or year that only the model took for a date is taken from it if the text says it elsewhere.

use super::scan::{Found, Scan};
use super::when::When;
use super::{Value, ValueType};
use crate::entity::Tagged;
use crate::span::Span;

/// The values, in text order, none twice and none inside a name.
pub(super) fn merge(scan: &Scan, tagged: &Tagged, found: Vec<Found>) -> Vec<Value> {
    let mut names = Cursor::new(tagged.names.iter().map(|name| name.span).collect());
    let mut values: Vec<Value> = Vec::with_capacity(found.len());
    let mut kept = Vec::with_capacity(found.len());
    for mut found in found {
        let span = scan.document.cover(found.start..found.end);
        found.value.span = span;
        kept.push(span);
        let owned = matches!(found.value.value_type, ValueType::Date | ValueType::Relative | ValueType::Time);
        let dropped = if owned { names.overlaps(span) } else { names.crosses(span) };
        if !dropped {
            values.push(found.value);
        }
    }
    let said = Said::of(scan, &values);
    let mut names = Cursor::new(tagged.names.iter().map(|name| name.span).collect());
    let mut kept = Cursor::new(kept);
    let before = values.len();
    for &span in &tagged.dates {
        if !names.overlaps(span) && !kept.overlaps(span) {
            values.extend(tagged_date(scan, span, &said));
        }
    }
    if values.len() > before {
        values.sort_by_key(|value| value.span);
    }
    values
}

/// The months and years that the grammar found in the text.
struct Said {
    /// A bit for each month.
    months: u16,
    /// In order.
    years: Vec<i32>,
}

impl Said {
    fn of(scan: &Scan, values: &[Value]) -> Self {
        let mut said = Self { months: 0, years: Vec::new() };
        let scan = Scan { first: 0, limit: scan.document.tokens.len(), ..*scan };
        for value in values.iter().filter(|value| value.value_type == ValueType::Date) {
            for at in scan.document.tokens_in(value.span) {
                said.months |= 1 << scan.term(at).month;
                said.years.extend(scan.full_year(at));
            }
        }
        said.years.sort_unstable();
        said
    }
}

/// A bare month or year that only the model took for a date, where the text says the same month or
/// year elsewhere: the model alone takes "said May" and "2020 Ridge Avenue" for dates.
fn tagged_date(scan: &Scan, span: Span, said: &Said) -> Option<Value> {
    let tokens = scan.document.tokens_in(span);
    let scan = Scan { first: 0, limit: scan.document.tokens.len(), ..*scan };
    if tokens.len() != 1 || scan.document.tokens[tokens.start].span != span {
        return None;
    }
    let month =
        Some(scan.term(tokens.start).month).filter(|&month| month > 0 && said.months >> month & 1 == 1);
    let year = scan.full_year(tokens.start).filter(|year| said.years.binary_search(year).is_ok());
    // Parts of telephone numbers and codes are no years.
    let in_code = year.is_some() && (scan.is_dash(tokens.end) || scan.is_dash(tokens.start.wrapping_sub(1)));
    if in_code || month.is_none() && year.is_none() {
        return None;
    }
    let period = scan.resolve(&When { year, month, ..When::default() }, false);
    let mut value = Value::new(ValueType::Date, Some(period.timex));
    value.span = span;
    (value.low, value.high) = (period.low.map(|day| day.to_string()), period.high.map(|day| day.to_string()));
    Some(value)
}

/// Spans in text order, asked in text order.
struct Cursor {
    spans: Vec<Span>,
    at: usize,
}

impl Cursor {
    fn new(spans: Vec<Span>) -> Self {
        Self { spans, at: 0 }
    }

    fn overlaps(&mut self, span: Span) -> bool {
        while self.spans.get(self.at).is_some_and(|own| own.end <= span.start) {
            self.at += 1;
        }
        self.spans.get(self.at).is_some_and(|own| own.overlaps(span))
    }

    /// Whether one of the spans lies partly inside `span` and partly outside; asked in text order.
    fn crosses(&mut self, span: Span) -> bool {
        self.overlaps(span)
            && self.spans[self.at..]
                .iter()
                .take_while(|own| own.start < span.end)
                .any(|own| !own.contains(span) && !span.contains(*own))
    }
}
