//! Dates in figures alone: "12/15/2017", "2018-7-6", "23.04.2022", "11/20".

use super::scan::Scan;
use super::term::Point;
use super::year::two_digit_year;
use crate::text::Case;

impl Scan<'_> {
    /// "12/15/2017", "2018-7-6", "23.04.2022", "2019/aug/01", "11/20", "12-2015"
    pub(super) fn numeric_date(&self, at: usize) -> Option<(usize, Point)> {
        let low = self.low(at);
        if !low.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Some(separator) = ['/', '.'].into_iter().find(|&c| low.contains(c)) {
            return self.numeric_parts(at + 1, &low.split(separator).collect::<Vec<_>>(), separator);
        }
        let of =
            |end, year, month, day| Some((end, Point { year, month: Some(month), day, ..Point::default() }));
        if self.is(at + 1, &["-", "/"]) && self.touches(at + 1) && self.touches(at + 2) {
            let again = self.low(at + 3) == self.low(at + 1) && self.touches(at + 3) && self.touches(at + 4);
            let code = self.touches(at) && self.is(at.wrapping_sub(1), &["/", "+"]);
            // "2019-aug-1"
            let month = self.word(at + 2).month;
            if let (true, Some(year), true) = (month > 0, self.full_year(at), again) {
                return of(at + 5, Some(year), month, Some(self.day_figure(at + 4)?));
            }
            if again && !code {
                return self.numeric_parts(at + 5, &[low, self.low(at + 2), self.low(at + 4)], '-');
            }
            let month: u8 = low.parse().ok().filter(|month| (1..=12).contains(month))?;
            let year = self.full_year(at + 2).filter(|year| (1900..2100).contains(year))?;
            let joined = self.is(at + 3, &["-", "/"]) && self.touches(at + 3) || self.touches(at);
            return if joined { None } else { of(at + 3, Some(year), month, None) };
        }
        // "2016 10 16"
        let two = |at: usize| self.day_figure(at).filter(|_| self.n_digits(at) == 2);
        match (self.full_year(at), two(at + 1), two(at + 2)) {
            (Some(year), Some(month @ 1..=12), day @ Some(_)) => of(at + 3, Some(year), month, day),
            _ => None,
        }
    }

    fn numeric_parts(&self, end: usize, parts: &[&str], separator: char) -> Option<(usize, Point)> {
        let number = |at: usize| {
            parts.get(at).filter(|part| part.len() <= 4).and_then(|part| part.parse::<i32>().ok())
        };
        let point = |year: Option<i32>, month: i32, day: i32| {
            let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| Point {
                year,
                month: Some(month),
                day: Some(day),
                ..Point::default()
            })
        };
        let (first, second) = (number(0)?, number(1)?);
        match parts {
            [year, _, _] if year.len() == 4 => Some((end, point(Some(first), second, number(2)?)?)),
            [_, _, year] => {
                let year = match year.len() {
                    4 => number(2)?,
                    2 => two_digit_year(number(2)?),
                    _ => return None,
                };
                // Day first where it cannot be a month, and with full stops.
                if first > 12 || separator == '.' {
                    return Some((end, point(Some(year), second, first)?));
                }
                let mut found = point(Some(year), first, second)?;
                if second <= 12 && second != first {
                    found.other = Some((second as u8, first as u8));
                }
                Some((end, found))
            }
            // "11/20", where a date is likely: "on 11/20"; "5.12" only behind "on".
            [left, right] if right.len() <= 2 && left.len() <= 2 => {
                let at = end - 1;
                let before = self.word(at.wrapping_sub(1));
                let lead = before.weekday > 0
                    || before.pointer.is_some()
                    || before.joins
                    || self.is_dash(at.wrapping_sub(1))
                    || self.is(
                        at.wrapping_sub(1),
                        &["on", ",", "or", "and", "from", "since", "by", "between", "before", "after"],
                    );
                let alone = end == self.first + 1 && end == self.limit;
                let likely = match separator {
                    '/' => lead || alone || self.low(end) == "-",
                    _ => self.before(at) == "on" && end == self.limit,
                };
                let fraction = first < second && matches!(second, 2 | 3 | 4 | 5 | 8) && separator == '/';
                let counts = self.word(end).factor > 0.0 || fraction && self.case(end) == Case::Lower;
                let found =
                    if first > 12 { point(None, second, first)? } else { point(None, first, second)? };
                (likely && !counts).then_some((end, found))
            }
            _ => None,
        }
    }
}
