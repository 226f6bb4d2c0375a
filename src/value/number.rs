//! Numbers in figures and words: "1,214", "10 1/2", "twenty-two", "half a million", "35 lakh".

use super::scan::Scan;
use crate::lexicon::{Dimension, UNITS};

/// A number and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// The token after its last.
    pub end: usize,
    /// What it says.
    pub value: f64,
    /// Whether it begins with figures.
    pub is_figure: bool,
}

/// No number in words takes more tokens than this ("nine hundred and ninety-nine thousand …").
const MAX_WORDS: usize = 16;
/// "hundreds of thousands of millions" is as long as it gets.
const MAX_FACTORS: usize = 3;

impl Scan<'_> {
    /// The number that begins at `at`, with its factors.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let plain = self.plain_number(at)?;
        Some(self.with_fraction(self.with_factors(plain)))
    }

    /// The same with a sign before it.
    pub(super) fn signed_number(&self, at: usize) -> Option<Number> {
        let is_sign = self.is(at, &["minus", "-", "−", "–"]) && !self.touches(at);
        if !is_sign {
            return self.number(at);
        }
        let number = self.number(at + 1)?;
        Some(Number { value: -number.value, ..number })
    }

    /// A number without factors: "1,214", "10 1/2", "twenty-two", "a quarter", "one hundred and five".
    fn plain_number(&self, at: usize) -> Option<Number> {
        let term = self.word(at);
        if let Some(value) = term.cardinal.filter(|_| self.is_figure(at)) {
            let fraction = self.slash_fraction(at + 1).filter(|_| value.fract() == 0.0);
            return Some(match fraction {
                Some(fraction) => Number { end: at + 2, value: value + fraction, is_figure: true },
                None if self.word(at + 1).fraction > 0.0 && !self.low(at + 1).is_ascii() => {
                    Number { end: at + 2, value: value + self.word(at + 1).fraction, is_figure: true }
                }
                None => Number { end: at + 1, value, is_figure: true },
            });
        }
        if let Some(value) = self.slash_fraction(at) {
            return Some(Number { end: at + 1, value, is_figure: true });
        }
        if term.fraction > 0.0 {
            return self.fraction_words(at);
        }
        // "three quarters of a million"
        let quarters = self.skip_hyphen(at + 1);
        if self.low(quarters) == "quarters"
            && let Some(count) = term.cardinal.filter(|&count| count < 4.0)
        {
            let factor = self.skip(self.skip(quarters + 1, &["of"]), &["a"]);
            if self.word(factor).factor >= 1000.0 {
                return Some(Number { end: factor, value: count * 0.25, is_figure: false });
            }
        }
        if self.is(at, &["a", "an"]) {
            let next = self.word(at + 1);
            if next.factor >= 12.0 && !self.low(at + 1).ends_with('s') {
                return Some(Number { end: at + 1, value: 1.0, is_figure: false });
            }
            return if next.fraction > 0.0 { self.fraction_words(at + 1) } else { None };
        }
        self.number_words(at)
    }

    /// "half a million", "half an hour", "½", "a quarter of a mile" (without its unit).
    fn fraction_words(&self, at: usize) -> Option<Number> {
        let value = self.word(at).fraction;
        let is_sign = !self.low(at).is_ascii();
        if is_sign || self.low(at) == "half" {
            let end = self.skip(at + 1, if is_sign { &[] } else { &["a", "an"] });
            return Some(Number { end, value, is_figure: is_sign });
        }
        // A quarter is of the year as well, and of a town.
        let end = self.phrase(at + 1, "of a").unwrap_or_else(|| self.skip_hyphen(at + 1));
        let unit =
            self.entry(&UNITS, end, 3, true).is_some_and(|(_, unit)| unit.dimension != Dimension::Count);
        (unit && !self.is_plural(at) || self.word(end).factor > 100.0).then_some(Number {
            end,
            value,
            is_figure: false,
        })
    }

    /// "1/2" as a token.
    fn slash_fraction(&self, at: usize) -> Option<f64> {
        let figure = self.low(at);
        figure.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
        let (above, below) = figure.split_once('/')?;
        let (above, below): (u8, u8) = (above.parse().ok()?, below.parse().ok()?);
        (0 < above && above < below && below <= 32).then(|| f64::from(above) / f64::from(below))
    }

    /// "twenty-two", "one hundred and five", "two thousand and fifteen"; factors of a thousand and
    /// more only where a smaller number follows, the last one is left to [`Scan::with_factors`].
    fn number_words(&self, at: usize) -> Option<Number> {
        self.word(at).cardinal?;
        let (mut total, mut current, mut end) = (0.0, 0.0, at);
        // Once a unit or a teen is said, only a factor can follow.
        let mut open_below = f64::INFINITY;
        let mut next = at;
        while next < at + MAX_WORDS {
            let term = self.word(next);
            match term.cardinal {
                Some(value) if !self.is_figure(next) && value < open_below => {
                    current += value;
                    open_below = if value >= 20.0 { 10.0 } else { 0.0 };
                    end = next + 1;
                    next = self.skip_hyphen(end);
                }
                Some(_) => break,
                None if term.factor >= 100.0 && current > 0.0 && !self.low(next).ends_with('s') => {
                    // "two thousand and fifteen", but "two million dollars": look behind.
                    if term.factor == 100.0 {
                        current *= 100.0;
                    } else {
                        total += current * term.factor;
                        current = 0.0;
                    }
                    open_below = 100.0;
                    end = next + 1;
                    next = self.skip_hyphen(end);
                    if self.low(next) == "and" && self.small_word(next + 1) {
                        next += 1;
                    }
                }
                None => break,
            }
        }
        (end > at).then_some(Number { end, value: total + current, is_figure: false })
    }

    fn small_word(&self, at: usize) -> bool {
        let term = self.word(at);
        !self.is_figure(at)
            && term.cardinal.is_some_and(|value| value < 100.0)
            && self.word(at + 1).factor <= 100.0
            && self.low(at + 1) != "hundred"
    }

    /// "20 billion", "35 lakh", "20-billion", "two dozen".
    pub(super) fn with_factors(&self, mut number: Number) -> Number {
        for _ in 0..2 {
            let at = self.skip_hyphen(number.end);
            let term = self.word(at);
            let joins = term.factor > 0.0 && (term.factor >= 12.0 || at == number.end);
            let plural = self.low(at).ends_with('s') && !matches!(self.low(at), "lakhs" | "crores");
            if !joins || plural {
                break;
            }
            number.value *= term.factor;
            number.end = at + 1;
        }
        number
    }

    /// "one and a half", "one and half", "2 and a quarter million".
    fn with_fraction(&self, number: Number) -> Number {
        if self.low(number.end) != "and" {
            return number;
        }
        let at = number.end + 1 + usize::from(self.is(number.end + 1, &["a", "one"]));
        let fraction = self.word(at).fraction;
        // "a million and a half"
        let factor = self.word(number.end - 1).factor;
        if fraction > 0.0 && factor >= 1000.0 && at > number.end + 1 {
            return Number { end: at + 1, value: number.value + fraction * factor, ..number };
        }
        let small = number.value.fract() == 0.0 && number.value < 1000.0;
        if fraction == 0.0 || !small || (at == number.end + 1 && self.low(at) != "half") {
            return number;
        }
        self.with_factors(Number { end: at + 1, value: number.value + fraction, ..number })
    }

    /// An ordinal in figures or words: "20th", "twenty-first", "third".
    pub(super) fn ordinal(&self, at: usize) -> Option<(usize, u16)> {
        let term = self.word(at);
        if term.ordinal > 0 {
            return Some((at + 1, term.ordinal));
        }
        let tens = term.cardinal.filter(|&value| !self.is_figure(at) && (20.0..100.0).contains(&value))?;
        let next = self.skip_hyphen(at + 1);
        let unit = self.word(next);
        let is_unit = (1..10).contains(&unit.ordinal) && !self.starts_with_digit(next);
        is_unit.then(|| (next + 1, tens as u16 + unit.ordinal))
    }

    /// A year in words: "nineteen ninety six", "two thousand and fifteen", "seventeen hundred thirty three".
    pub(super) fn year_words(&self, at: usize) -> Option<(usize, i32)> {
        let century = self.word(at).cardinal.filter(|_| !self.is_figure(at))?;
        if (11.0..=20.0).contains(&century) {
            let next = at + 1 + usize::from(self.low(at + 1) == "hundred");
            let next = next + usize::from(next > at + 1 && self.low(next) == "and");
            let rest =
                self.number_words(next).filter(|n| n.value < 100.0 && (n.value >= 10.0 || next > at + 1))?;
            return Some((rest.end, century as i32 * 100 + rest.value as i32));
        }
        let number = self.number_words(at)?;
        ((2000.0..2100.0).contains(&number.value) && number.value.fract() == 0.0)
            .then_some((number.end, number.value as i32))
    }

    /// "several hundred million", "a couple of thousand", "tens of millions of", "few".
    pub(super) fn vague_number(&self, at: usize) -> Option<Number> {
        let number = |end, value| Some(Number { end, value, is_figure: false });
        let mut next = self.skip(at, &["a", "an"]);
        if let Some(value) = self.word(next).count {
            next = self.skip(next + 1, &["of"]);
            let start = next;
            let mut product = value;
            while self.word(next).factor >= 12.0 && next < start + MAX_FACTORS {
                product *= self.word(next).factor;
                next += 1;
            }
            let is_some = self.low(at) == "some" && next == start && self.word(next).unit == 0;
            return if is_some { None } else { number(next, product) };
        }
        let mut is_plural = false;
        while next < at + 3 * MAX_FACTORS && self.word(next).factor >= 10.0 && self.low(next).len() > 3 {
            is_plural |= self.is_plural(next);
            next = self.skip(next + 1, &["of"]);
        }
        (is_plural && self.low(next - 1) == "of").then_some(())?;
        number(next, f64::NAN)
    }

    /// The token behind "to", "-" or, in "five- to ten-year", both.
    pub(super) fn behind_joiner(&self, at: usize) -> usize {
        let hangs = self.is_dash(at) && self.is(at + 1, &["to", "or"]);
        at + 1 + usize::from(hangs)
    }

    /// "15", "07"
    pub(super) fn day_figure(&self, at: usize) -> Option<u8> {
        let day = self.word(at).cardinal.filter(|_| (1..=2).contains(&self.n_digits(at)))?;
        ((1.0..=31.0).contains(&day)).then_some(day as u8)
    }
}
