//! What recurs: "every Tuesday", "daily", "once a week", "Friday nights".

use super::ValueType;
use super::period::timex_of;
use super::scan::{Content, Found, Scan, opens};

impl Scan<'_> {
    /// "every Tuesday", "each two days", "daily", "once a week", "mornings", "Friday nights"
    pub(super) fn recurring(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        if let Some(found) = self.plural_days(at) {
            return Some(found);
        }
        if let Some(timex) = word.recurs {
            if self.is_capital(at) && at > self.first {
                return None;
            }
            if self.low(at) == "everyday"
                && let Some((end, clock)) = self.plain_clock(at + 1)
            {
                return self.found_time(at, end, clock.timex());
            }
            return self.found_time(at, at + 1, timex.to_owned());
        }
        // "15 a year", "$400 per month"
        let before = self.word(at.wrapping_sub(1));
        let counted = before.cardinal.is_some()
            || before.factor > 0.0
            || self.opens(at.wrapping_sub(1), opens::MONEY | opens::UNIT);
        if self.is(at, &["a", "an", "per"])
            && counted
            && self.word(at + 1).unit != 0
            && !self.is_plural(at + 1)
        {
            return self.found_time(at, at + 2, timex_of(&[(1.0, self.word(at + 1).unit)]));
        }
        // "once a week", "twice every year", "three times a day"
        let often = match self.low(at) {
            "once" | "twice" | "thrice" | "one" => at + 1,
            _ => self.number(at).filter(|n| self.low(n.end) == "times").map_or(at, |n| n.end + 1),
        };
        if often > at && self.is(often, &["a", "an", "per", "every", "each"]) {
            let unit = self.word(often + 1).unit;
            let is_unit = unit != 0 && !self.is_plural(often + 1);
            return if is_unit { self.found_time(at, often + 2, timex_of(&[(1.0, unit)])) } else { None };
        }
        if self.is(at, &["every", "each"]) { self.every(at) } else { None }
    }

    /// "Fridays", "Friday nights"
    fn plural_days(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        if word.weekday_plural > 0 && self.is_capital(at) {
            return self.found_time(at, at + 1, format!("XXXX-WXX-{}", word.weekday_plural));
        }
        let part = self.word(at + 1).part;
        let is_part = word.weekday > 0 && !part.is_empty() && self.is_plural(at + 1);
        if !is_part {
            return None;
        }
        let mut found = self.found_time(at, at + 2, format!("XXXX-WXX-{}T{part}", word.weekday))?;
        if let Content::Amount(value) = &mut found.content {
            value.value_type = ValueType::Time;
        }
        Some(found)
    }

    fn every(&self, at: usize) -> Option<Found> {
        let other = self.is(at + 1, &["other", "second"]);
        let mut next = at + 1 + usize::from(other);
        let nth =
            self.ordinal(next).filter(|(end, _)| self.word(*end).weekday > 0 || self.word(*end).unit > 0);
        if let Some((end, _)) = nth {
            next = end;
        }
        let word = self.word(next);
        let time = self.skip(next + 1, &["at"]);
        if word.weekday > 0 {
            let day = format!("XXXX-WXX-{}", word.weekday);
            if let Some((end, clock)) = self.plain_clock(time) {
                return self.found_time(at, end, format!("{day}{}", clock.timex()));
            }
            let part = self.word(next + 1).part;
            return match part {
                "" => self.found_time(at, next + 1, day),
                _ => self.found_time(at, next + 2, format!("{day}T{part}")),
            };
        }
        if !word.part.is_empty() {
            return match self.plain_clock(time) {
                Some((end, clock)) => self.found_time(at, end, clock.in_part(word.part).timex()),
                None => self.found_time(at, next + 1, format!("T{}", word.part)),
            };
        }
        if nth.is_none()
            && let Some((end, parts)) = self.amount_of_time(next)
        {
            return self.found_time(at, end, timex_of(&parts));
        }
        let number = match nth {
            Some((_, nth)) => f64::from(nth),
            None => [1.0, 2.0][usize::from(other)],
        };
        match word.unit {
            0 => None,
            b'D' if number == 1.0 && self.plain_clock(time).is_some() => {
                let (end, clock) = self.plain_clock(time)?;
                self.found_time(at, end, clock.timex())
            }
            b'B' => self.found_time(at, next + 1, "P1WD".to_owned()),
            unit => self.found_time(at, next + 1, timex_of(&[(number, unit)])),
        }
    }
}
