//! Years: "2017", "’87", "of 98" behind a month, and figures that are none.

use super::scan::{Scan, opens};
use super::term::Point;
use crate::lexicon::{DATE_LEADS, Dimension, NUMBER_LABELS, UNITS};
use crate::text::Case;

impl Scan<'_> {
    /// A year in four figures, 1000 to 2199.
    pub(super) fn full_year(&self, at: usize) -> Option<i32> {
        let year = self.word(at).cardinal.filter(|_| self.n_digits(at) == 4)? as i32;
        (1000..2200).contains(&year).then_some(year)
    }

    /// "’87", "'87"
    fn apostrophe_year(&self, at: usize) -> Option<(usize, i32)> {
        let is_mark = self.is(at, &["'", "’", "‘"]) && self.touches(at + 1) && self.n_digits(at + 1) == 2;
        let year = self.word(at + 1).cardinal.filter(|_| is_mark)?;
        Some((at + 2, two_digit_year(year as i32)))
    }

    /// The year behind a month or day, perhaps after a comma, "of" or "in".
    pub(super) fn year_behind(&self, at: usize) -> (usize, Option<i32>) {
        let joined = self.is(at, &["/", "-"]) && self.touches(at) && self.touches(at + 1);
        let next = if joined { at + 1 } else { self.skip(at, &[",", "of", "in"]) };
        if let Some(year) = self.full_year(next) {
            return (next + 1, Some(year));
        }
        if let Some((end, year)) = self.apostrophe_year(next) {
            return (end, Some(year));
        }
        if self.low(at) == "of"
            && self.n_digits(next) == 2
            && let Some(year) = self.word(next).cardinal
        {
            return (next + 1, Some(two_digit_year(year as i32)));
        }
        match self.year_words(next) {
            Some((end, year)) => (end, Some(year)),
            None => (at, None),
        }
    }

    /// "2017" where nothing else is counted; other centuries than our own only behind "in" and the like.
    pub(super) fn bare_year(&self, at: usize) -> Option<(usize, Point)> {
        let before = self.before(at);
        let found = |end, year| Some((end, Point { year: Some(year), ..Point::default() }));
        let Some(year) = self.full_year(at) else {
            let lead = matches!(before, "in" | "since" | "year" | "until" | "of" | "by");
            if let Some((end, year)) = self.apostrophe_year(at).filter(|_| lead) {
                return found(end, year);
            }
            let (end, year) = self.year_words(at).filter(|_| lead)?;
            let counts = self.word(end).unit != 0 || self.word(end).factor != 0.0;
            let noun_follows = self.case(end) == Case::Lower && self.low(end) != "and";
            return if counts || noun_follows { None } else { found(end, year) };
        };
        let lead = DATE_LEADS.contains(before) || matches!(before, "(" | ",");
        let common = (1900..2040).contains(&year);
        let behind = self.word(at + 1);
        let counted = self.is(at + 1, &["°", ":", "per"])
            || behind.factor > 0.0
            || behind.unit > 0 && behind.season.is_empty() && self.low(at + 2) != "of"
            || self.opens(at + 1, opens::UNIT)
                && UNITS.get(self.low(at + 1)).is_some_and(|unit| {
                    !common || unit.dimension != Dimension::Count || self.is(at + 1, &["people", "persons"])
                });
        let joined = self.touches(at) && self.is_dash(at.wrapping_sub(1));
        let goes_on = self.touches(at + 1) && self.is_dash(at + 1) && self.touches(at + 2);
        let long_code = goes_on && self.is_dash(at + 3) && self.touches(at + 3) && self.touches(at + 4);
        let dash_joins = at >= self.first + 2
            && (self.n_digits(at - 2) == 4
                || self.word(at - 2).month > 0
                || self.stem(at - 2).starts_with('q'));
        let numbered = NUMBER_LABELS.contains(before)
            || (joined && (goes_on || !dash_joins) && !self.is(at.wrapping_sub(2), &["mid", "pre", "post"]))
            || long_code
            || at > self.first && self.is_figure(at - 1) && !self.touches(at)
            || (goes_on && self.is(at.wrapping_sub(2), &["+"]));
        let sum = self.is_dash(at + 1)
            && (13..100).contains(&self.word(at + 2).cardinal.map_or(0, |n| n as i64))
            && !goes_on;
        let in_code = sum
            || self.touches(at + 1)
                && (self.is(at + 1, &["/", "_"])
                    || (self.is_dash(at + 1) && self.touches(at + 2) && self.n_digits(at + 2) > 4));
        // "more than 1800 to come"
        let rough = self.is(at.wrapping_sub(1), &["than", "about", "around", "over", "to"]);
        let counts_noun = !common && (!lead || rough);
        if counted || numbered || counts_noun || in_code || self.is_part_of_name(at) {
            return None;
        }
        found(at + 1, year)
    }

    /// Whether the year belongs to a name: "the 2023 Harbor Cup", "Miss Valley 2022".
    fn is_part_of_name(&self, at: usize) -> bool {
        let plain = |at: usize| self.is_capital(at) && self.word(at).month == 0 && self.word(at).weekday == 0;
        let lead = DATE_LEADS.contains(self.before(at));
        let event = !lead && self.before(at) != "(" && plain(at + 1) && self.is_capital(at + 2);
        let named = at > self.first && plain(at - 1) && !lead;
        let numbered_name =
            named && (at - 1 > self.first || plain(at + 1)) && self.case(at + 1) != Case::None;
        event || numbered_name
    }
}

/// The year that two figures stand for, from 1940 to 2039.
pub(super) fn two_digit_year(year: i32) -> i32 {
    if year < 40 { 2000 + year } else { 1900 + year }
}
