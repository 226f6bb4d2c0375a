//! Periods with a name: holidays, seasons, decades, centuries, quarters, fiscal years.

use super::period::Period;
use super::scan::{Scan, opens};
use super::term::{Point, Term};
use crate::lexicon::HOLIDAYS;

impl Scan<'_> {
    /// "summer 2019", "winter of 2022", "in the spring"
    pub(super) fn season(&self, at: usize) -> Option<(usize, Term)> {
        let season = self.word(at).season;

        let next = self.skip(at + 1, &["of", ","]);
        let of = |end, year| Some((end, Term::Season { offset: None, season, year }));
        if let Some(year) = self.full_year(next) {
            return of(next + 1, Some(year));
        }
        let leads = ["in", "of", "during", "until", "by", "since", "whole", "for", "over"];
        let before = at.wrapping_sub(1);
        let lead = self.is(before, &leads)
            || self.low(before) == "the" && at >= self.first + 2 && self.is(at - 2, &leads);
        let ends = at + 1 >= self.limit || self.is(at + 1, &[".", ",", "and", "or", "?", "!", "”"]);
        let plain = matches!(self.low(at), "summer" | "winter" | "autumn");
        let capital = self.is_capital(at) && at > self.first;
        let fits = ((plain && ends) || (lead && (ends || plain))) && !capital && !self.is_capital(at + 1);
        if fits { of(at + 1, None) } else { None }
    }

    /// "Christmas Day", "black friday 2010", "Easter"
    pub(super) fn holiday(&self, at: usize, ahead: Option<bool>) -> Option<(usize, Term)> {
        if !self.opens(at, opens::HOLIDAY) {
            return None;
        }
        let (mut end, rule) = self.entry(&HOLIDAYS, at, 5, false)?;
        let is_common =
            end == at + 1 && !self.is_capital(at) && !self.low(at).starts_with(['9', 'c', 'h', 'x']);
        if is_common {
            return None;
        }
        end = self.phrase(end, "'s day").unwrap_or(end);
        let next = self.skip(end, &[","]);
        let year = self.full_year(next);
        let end = if year.is_some() { next + 1 } else { end };
        Some((end, Term::Holiday { rule, year, ahead, tokens: (at, end) }))
    }

    /// A run of years with a name: decade, century, quarter, fiscal year.
    pub(super) fn named(&self, at: usize) -> Option<(usize, Term)> {
        let fixed = |(end, period)| (end, Term::Fixed { period, tokens: (at, end) });
        self.decade(at)
            .map(fixed)
            .or_else(|| self.century(at).map(fixed))
            .or_else(|| self.quarter(at))
            .or_else(|| self.named_year(at))
    }

    /// "1990s", "the '80s", "nineties"
    fn decade(&self, at: usize) -> Option<(usize, Period)> {
        let low = self.low(at);
        let before = at.wrapping_sub(1);
        let lead = self.is(before, &["the", "in", "since", "-"]) || self.word(before).part_of.is_some();
        if let Some(year) = self.word(at).decade {
            let of_life = self.is(before.wrapping_sub(1), &["his", "her", "their"]);
            return (!of_life).then_some((at + 1, Period::decade(year)));
        }
        let digits = low.strip_suffix('s')?.trim_end_matches('\'');
        let year: i32 = digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
        let year = match digits.len() {
            4 if (1000..2200).contains(&year) => year,
            2 if lead || self.is(before, &["'", "’", "‘"]) => 1900 + year,
            _ => return None,
        };
        (year % 10 == 0).then_some((at + 1, Period::decade(year)))
    }

    /// "21st century", "nineteenth-century"
    fn century(&self, at: usize) -> Option<(usize, Period)> {
        let (end, nth) = self.ordinal(at)?;
        let next = self.skip_hyphen(end);
        (self.word(next).unit == b'C' && (1..=30).contains(&nth))
            .then(|| (next + 1, Period::century(i32::from(nth))))
    }

    /// "Q3", "Q3 2019", "2017 q1", "2019 H2", "1Q 2020", "Quarter 1 2018"
    fn quarter(&self, at: usize) -> Option<(usize, Term)> {
        let code = |at: usize| -> Option<(usize, u8, i64)> {
            let (end, letter, digit) = match self.low(at) {
                "quarter" => (at + 2, "q", self.low(at + 1)),
                low => {
                    let (head, tail) = low.split_at_checked(1)?;
                    if head.starts_with(char::is_alphabetic) {
                        (at + 1, head, tail)
                    } else {
                        (at + 1, tail, head)
                    }
                }
            };
            let nth: i64 = digit.parse().ok()?;
            match letter {
                "q" if (1..=4).contains(&nth) => Some((end, b'Q', nth)),
                "h" if (1..=2).contains(&nth) => Some((end, b'2', nth)),
                _ => None,
            }
        };
        let of = |end, unit, nth, year, at| {
            let of = Term::Point(Point { year, tokens: (at, at + 1), ..Point::default() });
            Some((end, Term::Nth { nth, count: 1, unit, weekday: 0, of: Some(Box::new(of)) }))
        };
        if let year @ Some(_) = self.full_year(at) {
            let (end, unit, nth) = code(self.skip_hyphen(at + 1))?;
            return of(end, unit, nth, year, at);
        }
        let (end, unit, nth) = code(at)?;
        let next = self.skip(self.skip_hyphen(end), &["of", ","]);
        if let year @ Some(_) = self.full_year(next) {
            return of(next + 1, unit, nth, year, next);
        }
        // "Q1: Thank you" is a question.
        let alone = unit == b'Q' && self.is_capital(at) && self.low(end) != ":" && self.low(at) != "quarter";
        let lead = self.is(at.wrapping_sub(1), &["in", "for", "during", "of", "and", "since", "by"]);
        (alone && lead).then_some((end, Term::Nth { nth, count: 1, unit, weekday: 0, of: None }))
    }

    /// "fiscal 2019", "FY2019", "school year 2008", "cy 2008", "the year 2008"
    fn named_year(&self, at: usize) -> Option<(usize, Term)> {
        let low = self.low(at);
        let of = |end, prefix, year| Some((end, Term::Named { prefix, year: Some(year), offset: 0 }));
        if low == "year" {
            return of(at + 2, "", self.full_year(at + 1)?);
        }
        if let Some(prefix) = self.word(at).year_kind {
            let next = self.skip(at + 1, &["year"]);
            // "fiscal year 2022-2023" is the span of years.
            let span = self.skip_hyphen(next + 1) > next + 1;
            return of(next + 1, prefix, self.full_year(next).filter(|_| !span)?);
        }
        let (letters, digits) = low.split_at_checked(2)?;
        let prefix = match letters {
            "fy" => "FY",
            "sy" => "SY",
            "cy" => "",
            _ => return None,
        };
        let year: i32 = digits.parse().ok()?;
        match digits.len() {
            2 => of(at + 1, prefix, 2000 + year),
            4 if (1900..2100).contains(&year) => of(at + 1, prefix, year),
            _ => None,
        }
    }
}
