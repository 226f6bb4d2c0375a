//! One layer out of two: the grammar's finds, and the names and dates that the names model tagged.
//!
//! A name of nothing but words of the calendar and numbers is beaten by the value that stands there
//! ("late Saturday night"), unless it is a person's or a place's ("May"). Other names own their words: "the Act
//! of 1886" holds no date; but money is never part of one, and goes only where a name reaches
//! across its edge.
//! A month or year that only the model took for a date is taken from it if the text says it elsewhere.

use super::resolve::Resolver;
use super::scan::{Content, Found, Scan};
use super::term::{Moment, Phrase, Point, Term};
use super::{Value, ValueType};
use crate::entity::{EntityType, NameMention, Tagged};
use crate::order::Order;
use crate::span::Span;
use crate::text::TokenKind;

/// The values, in text order, none twice and none inside a name; and the names that they beat.
pub(super) fn merge(
    scan: &Scan,
    tagged: &Tagged,
    found: Vec<Value>,
    resolver: &mut Resolver,
) -> (Vec<Value>, Vec<Span>) {
    let scan = Scan { first: 0, limit: scan.document.tokens.len(), ..*scan };
    let mut names = Cursor::new(tagged.names.iter().map(|name| name.span).collect());
    let mut beaten = Vec::new();
    let mut kept = Cursor::new(found.iter().map(|value| value.span).collect());
    let said = Said::of(&scan, &found);
    let mut values: Vec<Value> = Vec::with_capacity(found.len());
    for value in found {
        let owned = matches!(value.value_type, ValueType::Date | ValueType::Relative | ValueType::Time);
        let mut stands = true;
        for at in names.overlapping(value.span) {
            let name = &tagged.names[at];
            if is_of_calendar(&scan, name) {
                beaten.push(name.span);
            } else {
                stands &= !owned && (name.span.contains(value.span) || value.span.contains(name.span));
            }
        }
        if stands {
            values.push(value);
        }
    }
    let mut names = Cursor::new(tagged.names.iter().map(|name| name.span).collect());
    let before = values.len();
    for &span in &tagged.dates {
        if names.overlapping(span).is_empty() && kept.overlapping(span).is_empty() {
            values.extend(tagged_date(&scan, span, &said, resolver));
        }
    }
    if values.len() > before {
        values.order_by_key(|value| value.span);
    }
    beaten.dedup();
    (values, beaten)
}

/// Whether a name has no words but those of the calendar and of numbers.
fn is_of_calendar(scan: &Scan, name: &NameMention) -> bool {
    let is_word = |at: usize| {
        let word = scan.word(at);
        word.is_number()
            || word.is_of_calendar()
            || word.is_around
            || word.joins
            || scan.document.word(at).kind != TokenKind::Word
            || scan.is(at, &["of", "the", "in", "on", "at", "'s"])
    };
    !matches!(name.entity_type, EntityType::Person | EntityType::Location) && name.tokens.clone().all(is_word)
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
        for value in values.iter().filter(|value| value.value_type == ValueType::Date) {
            for at in scan.document.tokens_in(value.span) {
                said.months |= 1 << scan.word(at).month;
                said.years.extend(scan.full_year(at));
            }
        }
        said.years.order();
        said
    }
}

/// A bare month or year that only the model took for a date, where the text says the same month or
/// year elsewhere: the model alone takes "said May" and "2020 Ridge Avenue" for dates.
fn tagged_date(scan: &Scan, span: Span, said: &Said, resolver: &mut Resolver) -> Option<Value> {
    let tokens = scan.document.tokens_in(span);
    let at = tokens.start;
    if tokens.len() != 1 || scan.document.tokens[at].span != span {
        return None;
    }
    let month = Some(scan.word(at).month).filter(|&month| month > 0 && said.months >> month & 1 == 1);
    let year = scan.full_year(at).filter(|year| said.years.binary_search(year).is_ok());
    // Parts of telephone numbers and codes are no years.
    let in_code = year.is_some() && (scan.is_dash(tokens.end) || scan.is_dash(at.wrapping_sub(1)));
    if in_code || month.is_none() && year.is_none() {
        return None;
    }
    let nr = scan.document.sentences.partition_point(|sentence| sentence.tokens.end <= at);
    let sentence = &scan.document.sentences.get(nr)?.tokens;
    let scan = Scan { first: sentence.start, limit: sentence.end, ..*scan };
    let point = Point { year, month, tokens: (at, at + 1), ..Point::default() };
    let from = Moment { term: Some(Term::Point(point)), time: None };
    let phrase = Phrase { from, to: None, edge: None };
    let found = Found { start: at, end: at + 1, content: Content::Dated(phrase.clone()) };
    Some(Value { span, ..resolver.value(&scan, nr, &found, &phrase)? })
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

    /// Those that overlap `span`, as indices.
    fn overlapping(&mut self, span: Span) -> std::ops::Range<usize> {
        while self.spans.get(self.at).is_some_and(|own| own.end <= span.start) {
            self.at += 1;
        }
        let n_more = self.spans[self.at..].iter().take_while(|own| own.start < span.end).count();
        self.at..self.at + n_more
    }
}
