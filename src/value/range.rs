//! From one date to another: "from Monday to Wednesday", "July 14 to 24", "2015–2018".

use super::ValueType;
use super::scan::{Found, Scan};
use super::when::{Period, When};

impl Scan<'_> {
    /// Days or years that share their month or century: "July 14 to 24", "24-25 February 2020", "2022-23".
    pub(super) fn day_span(&self, at: usize) -> Option<Found> {
        self.year_span(at)
            .or_else(|| self.month_days(at))
            .or_else(|| self.days_month(at))
            .or_else(|| self.joined_dates(at))
    }

    /// "2015–2018", "2022-23", "2021/22", "2022/2023"
    fn year_span(&self, at: usize) -> Option<Found> {
        let (first, second, end) = match self.low(at).split_once('/') {
            Some((first, second)) if first.len() == 4 && self.term(at).cardinal.is_none() => {
                (first.parse().ok()?, second, at + 1)
            }
            _ => {
                if !self.is_dash(at + 1) {
                    return None;
                }
                (self.full_year(at)?, self.low(at + 2), at + 3)
            }
        };
        let last: i32 = second.parse().ok()?;
        let last = match second.len() {
            4 => last,
            2 if end == at + 1 || self.touches(at + 2) => first / 100 * 100 + last,
            _ => return None,
        };
        let code = self.touches(at) && self.is_dash(at.wrapping_sub(1))
            || self.touches(end) && self.is(end, &["-", "/"]);
        if !(1000..2200).contains(&first)
            || last <= first
            || last > first + 200
            || code
            || self.before(at) == "+"
        {
            return None;
        }
        let (low, high) = (Period::year(first), Period::year(last));
        Some(
            Found::new(at, end, ValueType::Date, format!("{first:04}/{last:04}"))
                .with_range(low.low.map(|day| day.to_string()), high.low.map(|day| day.to_string())),
        )
    }

    /// "July 14 to 24", "Feb. 24-25, 2020", "april ninth through seventeenth"
    fn month_days(&self, at: usize) -> Option<Found> {
        let (end, from) = self.calendar_date(at)?;
        let (month, _) = (from.month?, from.day?);
        if from.year.is_some() || self.term(at).month == 0 && self.term(at).weekday == 0 {
            return None;
        }
        let joined = self.is_dash(end) || self.is(end, &["to", "through", "and", "/"]);
        if !joined {
            return None;
        }
        let spelled = self.low(end).len() > 1;
        let (after, day) = match self.day_figure(end + 1) {
            Some(day) => (end + 2, day),
            None => self.ordinal(end + 1).filter(|&(_, day)| day <= 31).map(|(end, day)| (end, day as u8))?,
        };
        // "May 5 and 6 people", "July 14 to 24 Main Street": only a plain end will do.
        let unit = self.term(after).factor > 0.0
            || self.term(after).month > 0
            || self.is(after, &["%", ":", "people"]);
        let counts = self.low(end) == "and"
            && !(after >= self.limit || self.is(after, &[".", ",", ";", ")", "in", "at"]));
        let earlier = from.day.is_none_or(|first| day <= first);
        if unit || counts || earlier || (!spelled && !self.touches(end + 1) && !self.is_dash(end)) {
            return None;
        }
        let comma = usize::from(self.low(after) == ",");
        let (after, year) = match self.full_year(after + comma) {
            Some(year) => (after + comma + 1, Some(year)),
            None => (after, None),
        };
        let first = When { year, weekday: None, ..from };
        let last = When { year, month: Some(month), day: Some(day), ..When::default() };
        Some(self.found_range(at, after, first, last, end + 1))
    }

    /// "9 to 12 of June", "24-25 February 2020", "19 to 20 July 2022"
    fn days_month(&self, at: usize) -> Option<Found> {
        let (middle, first) = match self.day_figure(at) {
            Some(day) => (at + 1, day),
            None => self.ordinal(at).filter(|&(_, day)| day <= 31).map(|(end, day)| (end, day as u8))?,
        };
        if !(self.is_dash(middle) || self.is(middle, &["to", "through"])) {
            return None;
        }
        let (end, last) = self.calendar_date(middle + 1)?;
        if last.month.is_none()
            || last.day.is_none_or(|day| day <= first)
            || self.term(middle + 1).month > 0
            || last.other.is_some()
        {
            return None;
        }
        let spelled = (middle + 1..end).any(|at| self.term(at).month > 0);
        let from = When { day: Some(first), weekday: None, ..last.clone() };
        spelled.then(|| self.found_range(at, end, from, last, middle + 1))
    }

    /// "January 31-February 6", "Nov 18 2014-Dec 19 2015", "January 12, 2016 - 01/22/2016"
    fn joined_dates(&self, at: usize) -> Option<Found> {
        let (middle, from) = self.calendar_date(at)?;
        if !self.is_dash(middle)
            || from.month.is_none()
            || from.other.is_some() && self.term(middle + 1).month > 0
        {
            return None;
        }
        let (end, to) = self.calendar_date(middle + 1)?;
        let alike = from.day.is_some() == to.day.is_some() && to.month.is_some();
        (alike && !self.touches(at)).then(|| self.found_range(at, end, from, to, middle + 1))
    }

    /// "from January to April 2015", "between 2007 and the end of 2008", "May to March"
    pub(super) fn range(&self, at: usize, date: Option<(usize, When)>) -> Option<Found> {
        let lead = self.is(at, &["from", "between"]);
        let from_at = at + usize::from(lead);
        let from_at = from_at + usize::from(lead && self.low(from_at) == "the");
        let (middle, from) = if lead { self.date_phrase(from_at)? } else { date? };
        let joined = match self.low(middle) {
            "to" | "until" | "till" | "through" => true,
            "and" => self.low(at) == "between",
            _ => self.is_dash(middle),
        };
        if !joined {
            if self.low(at) == "from" {
                // "from 2014-2018", "from 10/1-11/2/2017": the range stands as one behind "from".
                let found = self.day_span(from_at)?;
                return Some(Found { start: at, ..found });
            }
            return None;
        }
        if let Some(found) = self.day_span(from_at).filter(|found| lead && found.end > middle + 1) {
            return Some(Found { start: at, ..found });
        }
        let to_at = middle + 1 + usize::from(self.low(middle + 1) == "the");
        let (end, to) = match self.low(to_at) {
            "date" | "now" if lead && self.reference.is_some() => (to_at + 1, self.day_from_reference(0)),
            _ => self.date_phrase(to_at)?,
        };
        if self.touches(end) && self.is_dash(end) && self.touches(end + 1) {
            return None;
        }
        // Without "from", "May to march" and the like need a second date of the same kind.
        let kind = |when: &When| (when.day.is_some(), when.weekday.is_some(), when.period.is_some());
        if !lead
            && (kind(&from) != kind(&to) || from.period.is_some())
            && !(from.is_year_only() && to.month.is_some())
        {
            return None;
        }
        Some(self.found_range(at, end, from, to, to_at))
    }

    /// A range of dates; what one end leaves unsaid is taken from the other.
    fn found_range(&self, start: usize, end: usize, mut from: When, mut to: When, to_at: usize) -> Found {
        let later_in_year =
            |a: &When, b: &When| (a.month, a.day.unwrap_or_default()) > (b.month, b.day.unwrap_or_default());
        if from.lacks_year()
            && from.month.is_some()
            && let Some(year) = to.year
        {
            from.year = Some(year - i32::from(to.month.is_some() && later_in_year(&from, &to)));
        }
        if to.lacks_year()
            && to.month.is_some()
            && let Some(year) = from.year
        {
            to.year = Some(year + i32::from(later_in_year(&from, &to)));
        }
        if to.period.as_ref().is_some_and(|period| period.low == self.reference && period.low.is_some()) {
            from.ahead = from.ahead.or(Some(false));
        }
        let ahead = to.day.is_some() && self.speaks_of_future(start);
        let first = self.resolve(&from, ahead);
        if to.lacks_year()
            && let Some(low) = first.low
        {
            if to.month.is_some() {
                to.year = Some(
                    low.year
                        + i32::from(later_in_year(&When { month: Some(low.month), ..from.clone() }, &to)),
                );
            } else if let (Some(weekday), None) = (to.weekday, to.day) {
                let days = (i64::from(weekday) - i64::from(low.weekday())).rem_euclid(7);
                to = When::of_period(Period::day(low.plus_days(days)));
            }
        }
        let last = self.resolve(&to, ahead);
        let from_at = start + usize::from(self.is(start, &["from", "between"]));
        let from_at = from_at + usize::from(self.low(from_at) == "the");
        let low = if self.low(from_at) == "end" { first.high } else { first.low };
        let high = if self.low(to_at) == "end" { last.high } else { last.low };
        let value_type =
            if first.is_relative || last.is_relative { ValueType::Relative } else { ValueType::Date };
        let value = match (low, high) {
            (Some(low), Some(high)) if low <= high => format!("{low}/{high}"),
            _ => format!("{}/{}", first.timex, last.timex),
        };
        Found::new(start, end, value_type, value)
            .with_range(low.map(|day| day.to_string()), high.map(|day| day.to_string()))
    }
}
