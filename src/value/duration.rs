//! Stretches of time ("three years" → P3Y) and what recurs ("every Tuesday", "daily").

use super::period::{Amount, rank, timex_of};
use super::scan::{Content, Found, Scan, opens};
use super::{Value, ValueType};
use crate::lexicon::{CALENDAR_WORDS, DURATION_LEADS, EDGES, EdgeOf, GOVERNORS};
use crate::text::Case;

/// "2 years 1 month 21 days" is as long as it gets.
const MAX_PARTS: usize = 4;

impl Scan<'_> {
    /// "three years", "2 weeks and 2 days", "one hour and a half", "3.5years", "a few hours"
    pub(super) fn amount_of_time(&self, at: usize) -> Option<(usize, Amount)> {
        let (mut end, number, unit) = self.number_of_units(at)?;
        let mut parts = vec![(number, unit)];
        while parts.len() < MAX_PARTS {
            // "two years and three people" ends behind the years.
            let Some((after, number, unit)) = self
                .number_of_units(self.skip(end, &["and"]))
                .filter(|part| rank(parts[parts.len() - 1].1) < rank(part.2))
            else {
                break;
            };
            parts.push((number, unit));
            end = after;
        }
        if let [(number, _)] = parts.as_mut_slice()
            && self.low(end) == "and"
        {
            let next = self.skip(end + 1, &["a"]);
            let fraction = self.word(next).fraction;
            if fraction > 0.0 && (next > end + 1 || self.low(next) == "half") && number.fract() == 0.0 {
                *number += fraction;
                end = next + 1;
            }
        }
        Some((end, parts))
    }

    /// A number and one unit.
    fn number_of_units(&self, at: usize) -> Option<(usize, f64, u8)> {
        if let Some((number, letters)) = self.figure_with_letters(at) {
            let unit = match letters {
                "y" => b'Y',
                "d" => b'D',
                _ => CALENDAR_WORDS.get(letters).map(|word| word.unit).filter(|unit| *unit != 0)?,
            };
            let is_word = letters.len() > 1 || number.fract() == 0.0 && !self.is_capital(at + 1);
            return is_word.then_some((at + 1, number, unit));
        }
        let number = self.vague_number(at).or_else(|| self.number(at));
        let (next, number) = match number {
            Some(number) => (number.end, number.value),
            None if self.is(at, &["a", "an"]) => (at + 1, 1.0),
            None => return None,
        };
        let next = self.skip_hyphen(next);
        let unit = self.time_unit(next)?;
        // "a second man", "5 h": a lone letter must touch its figure.
        let letter = self.low(next).len() == 1 && !self.touches(next);
        let a = self.is(at, &["a", "an"]) && next == at + 1;
        let ordinal = self.low(next) == "second" && a;
        let quarter = unit == b'Q' && (a || self.low(at) == "one" || !self.is_plural(next));
        // "three-quarters of the seats"
        let share = unit == b'Q' && (next > at + 1 && self.is_dash(next - 1) || self.low(next + 1) == "of");
        let is_huge = number >= 1e9;
        (!letter && !ordinal && !quarter && !share && !is_huge).then_some((next + 1, number, unit))
    }

    fn time_unit(&self, at: usize) -> Option<u8> {
        let unit = self.word(at).unit;
        (unit != 0 && self.case(at) != Case::Upper).then_some(unit)
    }

    /// A stretch of time as a value.
    pub(super) fn duration(&self, at: usize) -> Option<Found> {
        let is_edge = self.opens(at, opens::EDGE);
        let edge = is_edge.then(|| self.entry(&EDGES, at, 3, false)).flatten();
        let edge = edge.filter(|(end, word)| *end > at + 1 && word.of != EdgeOf::Date);
        if let Some((after, word)) = edge {
            let found = self.plain_duration(after)?;
            let Content::Amount(value) = found.content else { return None };
            let edge = Some(word.edge);
            return Some(Found {
                start: at,
                end: found.end,
                content: Content::Amount(Value { edge, ..value }),
            });
        }
        self.plain_duration(at)
    }

    fn plain_duration(&self, at: usize) -> Option<Found> {
        if self.low(at) == "all" && matches!(self.word(at + 1).unit, b'D' | b'W') && !self.is_plural(at + 1) {
            return self.found_time(at, at + 2, timex_of(&[(1.0, self.word(at + 1).unit)]));
        }
        if let Some(found) = self.many_units(at).or_else(|| self.range_of_time(at)) {
            return Some(found);
        }
        let (end, parts) = self.amount_of_time(at)?;
        if self.low(self.skip_hyphen(end)) == "old" {
            return None;
        }
        // A rate ("30 miles an hour") or a manner of speech ("a week is long").
        let is_long = matches!(parts.as_slice(), [(_, b'E' | b'C')]);
        let a = self.is(at, &["a", "an"]) && end == at + 2 && !is_long;
        let counts = DURATION_LEADS.contains(self.before(at)) || self.word(end).direction.is_some();
        if a && !counts {
            return None;
        }
        self.found_time(at, end, timex_of(&parts))
    }

    /// "for years", "decades later", "hours after", "decades-long", "month-long"
    fn many_units(&self, at: usize) -> Option<Found> {
        let unit = self.word(at).unit;
        let long = self.skip_hyphen(at + 1) > at + 1 && self.low(at + 2) == "long";
        if !matches!(unit, b'Y' | b'M' | b'W' | b'D' | b'H' | b'E' | b'C') || !(self.is_plural(at) || long) {
            return None;
        }
        if !self.is_plural(at) {
            return self.found_time(at, at + 3, timex_of(&[(1.0, unit)]));
        }
        let leads = ["for", "in", "over", "after", "within", "took"];
        let lead = self.is(at.wrapping_sub(1), &leads)
            || self.before(at) == "the" && self.is(at.wrapping_sub(2), &["over"]);
        // "3½ years after": the number is not read, but stands there.
        let is_counted = self.starts_with_digit(at.wrapping_sub(1));
        let around = self.is(at + 1, &["after", "before"]) && self.before(at) != "the" && !is_counted;
        let behind = self.word(at + 1).direction.is_some() || long || around;
        let counts = lead
            && (at + 1 >= self.limit
                || self.case(at + 1) != Case::Lower
                || GOVERNORS.contains(self.low(at + 1))
                || self.is(at + 1, &["and", "as", "before", "after", "now"]));
        if !(counts || behind) || self.is_capital(at) && at > self.first {
            return None;
        }
        let timex = timex_of(&[(f64::NAN, if unit == b'E' || unit == b'C' { b'Y' } else { unit })]);
        self.found_time(at, at + if long { 3 } else { 1 }, timex)
    }

    /// "two to three weeks", "3-4 hours"
    fn range_of_time(&self, at: usize) -> Option<Found> {
        let between = usize::from(self.low(at) == "between");
        let first = self.number(at + between)?;
        let joined = self.is_dash(first.end)
            || self.is(first.end, &["to", "or"])
            || between == 1 && self.low(first.end) == "and";
        let second = self
            .number(self.behind_joiner(first.end))
            .filter(|second| joined && first.value < second.value)?;
        let unit_at = self.skip_hyphen(second.end);
        let unit = self.time_unit(unit_at)?;
        if self.skip_hyphen(unit_at + 1) > unit_at + 1 && self.low(unit_at + 2) == "old"
            || self.full_year(at + between).is_some()
            || matches!(unit, b'Q' | b'N') && !self.is_plural(unit_at)
        {
            return None;
        }
        let mut value = Value::new(ValueType::Duration, None);
        value.low = Some(timex_of(&[(first.value, unit)]));
        value.high = Some(timex_of(&[(second.value, unit)]));
        value.edge = self.edge_before(at);
        Some(Found { start: at, end: unit_at + 1, content: Content::Amount(value) })
    }

    pub(super) fn found_time(&self, start: usize, end: usize, timex: String) -> Option<Found> {
        let value_type = match timex.as_bytes() {
            [b'T', ..] => ValueType::Time,
            [b'X', ..] if !timex.contains('T') => ValueType::Date,
            _ => ValueType::Duration,
        };
        let mut value = Value::new(value_type, Some(timex));
        value.edge = self.edge_before(start);
        Some(Found { start, end, content: Content::Amount(value) })
    }
}
