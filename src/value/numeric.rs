//! Dates in figures alone: "12/15/2017", "2018-7-6", "23.04.2022", "11/20".

use super::scan::Scan;
use super::when::When;
use super::year::two_digit_year;
use crate::text::Case;

impl Scan<'_> {
    /// "12/15/2017", "2018-7-6", "23.04.2022", "2019/aug/01", "11/20", "20170302"
    pub(super) fn numeric_date(&self, at: usize) -> Option<(usize, When)> {
        let low = self.low(at);
        if !low.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Some(separator) = ['/', '.'].into_iter().find(|&c| low.contains(c)) {
            return self.numeric_parts(at + 1, &low.split(separator).collect::<Vec<_>>(), separator);
        }
        if self.is(at + 1, &["-", "/"]) && self.touches(at + 1) && self.touches(at + 2) {
            let separator = self.low(at + 1);
            // "2019-aug-1", "2019/aug/01"
            let month = self.term(at + 2).month;
            if let (true, Some(year), true) = (month > 0, self.full_year(at), self.low(at + 3) == separator) {
                let day = self.day_figure(at + 4)?;
                return Some((
                    at + 5,
                    When { year: Some(year), month: Some(month), day: Some(day), ..When::default() },
                ));
            }
            if self.low(at + 3) == separator && self.touches(at + 3) && self.touches(at + 4) {
                return self.numeric_parts(at + 5, &[low, self.low(at + 2), self.low(at + 4)], '-');
            }
            // "12-2015"
            let month: u8 = low.parse().ok().filter(|month| (1..=12).contains(month))?;
            let after = self.is(at + 3, &["-", "/"]) && self.touches(at + 3);
            let before = self.touches(at);
            let year =
                self.full_year(at + 2).filter(|year| (1900..2100).contains(year) && !after && !before)?;
            return Some((at + 3, When { year: Some(year), month: Some(month), ..When::default() }));
        }
        // "2016 10 16"
        if let (Some(year), Some(month), Some(day)) =
            (self.full_year(at), self.day_figure(at + 1), self.day_figure(at + 2))
            && month <= 12
            && self.term(at + 1).n_digits == 2
            && self.term(at + 2).n_digits == 2
        {
            return Some((
                at + 3,
                When { year: Some(year), month: Some(month), day: Some(day), ..When::default() },
            ));
        }
        None
    }

    pub(super) fn numeric_parts(&self, end: usize, parts: &[&str], separator: char) -> Option<(usize, When)> {
        let number = |at: usize| {
            parts.get(at).filter(|part| part.len() <= 4).and_then(|part| part.parse::<i32>().ok())
        };
        let when = |year: Option<i32>, month: i32, day: i32| {
            let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| When {
                year,
                month: Some(month),
                day: Some(day),
                ..When::default()
            })
        };
        let (first, second) = (number(0)?, number(1)?);
        match parts.len() {
            3 if parts[0].len() == 4 => Some((end, when(Some(first), second, number(2)?)?)),
            3 => {
                let year = number(2)?;
                let year = match parts[2].len() {
                    4 => year,
                    2 => two_digit_year(year),
                    _ => return None,
                };
                // Day first where it cannot be a month, and with full stops.
                if first > 12 || separator == '.' {
                    return Some((end, when(Some(year), second, first)?));
                }
                let mut found = when(Some(year), first, second)?;
                if second <= 12 && second != first {
                    found.other = Some((second as u8, first as u8));
                }
                Some((end, found))
            }
            // "11/20", where a date is likely: "on 11/20"; "5.12" only behind "on".
            2 if parts[1].len() <= 2 && parts[0].len() <= 2 => {
                let before = self.before(end - 1);
                let likely = match separator {
                    '/' => {
                        matches!(
                            before,
                            "on" | ","
                                | "or"
                                | "and"
                                | "from"
                                | "to"
                                | "until"
                                | "since"
                                | "by"
                                | "next"
                                | "this"
                                | "last"
                                | "-"
                                | "between"
                                | "before"
                                | "after"
                        ) || self.term(end.wrapping_sub(2)).weekday > 0
                            || (end == self.first + 1 && end == self.limit)
                            || self.low(end) == "-"
                    }
                    '.' => before == "on" && self.term(end).unit == 0 && end == self.limit,
                    _ => false,
                };
                let fraction = first < second && matches!(second, 2 | 3 | 4 | 5 | 8) && separator == '/';
                let unit = !self.low(end).is_empty() && self.term(end).factor > 0.0;
                let found = if first > 12 { when(None, second, first)? } else { when(None, first, second)? };
                (likely && !unit && !(fraction && self.case(end) == Case::Lower)).then_some((end, found))
            }
            _ => None,
        }
    }
}
