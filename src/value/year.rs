//! Years: "2017", "’87", "nineteen ninety-six", and figures that are none.

use super::scan::Scan;
use super::when::When;
use crate::lexicon::{DATE_LEADS, NUMBER_LABELS, UNITS};
use crate::text::Case;

impl Scan<'_> {
    /// The year behind a month or day, perhaps after a comma, "of" or "in".
    pub(super) fn year_behind(&self, at: usize) -> (usize, Option<i32>) {
        let mut next = at;
        let joined = self.is(next, &["/", "-"]) && self.touches(next) && self.touches(next + 1);
        if joined || self.is(next, &[",", "of", "in"]) {
            next += 1;
        }
        if let Some(year) = self.full_year(next) {
            return (next + 1, Some(year));
        }
        if let Some((end, year)) = self.apostrophe_year(next) {
            return (end, Some(year));
        }
        if self.low(at) == "of"
            && self.term(next).n_digits == 2
            && let Some(year) = self.term(next).cardinal
        {
            return (next + 1, Some(two_digit_year(year as i32)));
        }
        match self.year_words(next) {
            Some((end, year)) => (end, Some(year)),
            None => (at, None),
        }
    }

    /// "’87", "'87"
    pub(super) fn apostrophe_year(&self, at: usize) -> Option<(usize, i32)> {
        let is_mark =
            self.is(at, &["'", "’", "‘"]) && self.touches(at + 1) && self.term(at + 1).n_digits == 2;
        let year = self.term(at + 1).cardinal.filter(|_| is_mark)?;
        Some((at + 2, two_digit_year(year as i32)))
    }

    /// A year in four figures, 1000 to 2199.
    pub(super) fn full_year(&self, at: usize) -> Option<i32> {
        let term = self.term(at);
        let year = term.cardinal.filter(|_| term.n_digits == 4)? as i32;
        (1000..2200).contains(&year).then_some(year)
    }

    /// "2017" where nothing else is counted; other centuries than our own only behind "in" and the like.
    pub(super) fn bare_year(&self, at: usize) -> Option<(usize, When)> {
        let before = self.before(at);
        let found = |end, year| Some((end, When { year: Some(year), ..When::default() }));
        if let Some(year) = self.full_year(at) {
            let lead = DATE_LEADS.contains(before) || matches!(before, "(" | ",");
            let common = (1900..2040).contains(&year);
            let counted = self
                .is(at + 1, &["%", "people", "percent", "per", "km", "miles", "metres", "meters", "°", ":"])
                || self.term(at + 1).factor > 0.0
                || self.term(at + 1).unit > 0 && self.low(at + 1) != "fall"
                || UNITS.contains(self.low(at + 1)) && !self.is(at + 1, &["cases", "jobs"]);
            let joined = self.touches(at) && self.is_dash(at.wrapping_sub(1));
            let goes_on = self.touches(at + 1) && self.is_dash(at + 1) && self.touches(at + 2);
            let long_code = goes_on && self.is_dash(at + 3) && self.touches(at + 3) && self.touches(at + 4);
            let figure_before = at > self.first && self.term(at - 1).is_figure && !self.touches(at);
            let numbered = NUMBER_LABELS.contains(before)
                || (joined && (goes_on || !self.dash_joins_years(at)))
                || long_code
                || figure_before
                || (goes_on && self.is(at.wrapping_sub(2), &["+"]));
            let sum = self.is_dash(at + 1)
                && (13..100).contains(&self.term(at + 2).cardinal.map_or(0, |n| n as i64));
            let in_code = sum
                || self.touches(at + 1)
                    && (self.is(at + 1, &["/", "_"])
                        || (self.is_dash(at + 1) && self.touches(at + 2) && self.term(at + 2).n_digits > 4));
            let counts_noun = !common && !lead;
            let is_none = counted || numbered || counts_noun || in_code || self.is_part_of_name(at);
            return if is_none { None } else { found(at + 1, year) };
        }
        let lead = matches!(before, "in" | "since" | "year" | "until");
        let (end, year) = self.year_words(at).filter(|_| lead)?;
        let counts = self.term(end).unit != 0 || self.term(end).factor != 0.0;
        let noun_follows = self.case(end) == Case::Lower && self.low(end) != "and";
        if !counts && !noun_follows {
            return found(end, year);
        }
        None
    }

    /// Whether the year belongs to a name: "the 2023 Harbour Cup", "Miss Valley 2022".
    fn is_part_of_name(&self, at: usize) -> bool {
        let plain =
            |at: usize| self.case(at).is_capital() && self.term(at).month == 0 && self.term(at).weekday == 0;
        let event = !DATE_LEADS.contains(self.before(at))
            && self.low(at - usize::from(at > self.first)) != "("
            && plain(at + 1)
            && self.case(at + 2).is_capital();
        let named = at > self.first && plain(at - 1) && !DATE_LEADS.contains(self.before(at));
        let numbered_name =
            named && (at - 1 > self.first || plain(at + 1)) && self.case(at + 1) != Case::None;
        event || numbered_name
    }

    pub(super) fn dash_joins_years(&self, at: usize) -> bool {
        at >= self.first + 2
            && (self.term(at - 2).n_digits == 4
                || self.term(at - 2).month > 0
                || self.stem(at - 2).starts_with('q'))
    }
}

/// The year that two figures stand for, from 1940 to 2039.
pub(super) fn two_digit_year(year: i32) -> i32 {
    if year < 40 { 2000 + year } else { 1900 + year }
}
