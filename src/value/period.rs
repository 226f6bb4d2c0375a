//! Parts and groups of calendar periods: "early 2018", "the 1990s", "Q3", "the last week of July".

use super::Extent;
use super::calendar::{Date, days_in_month};
use super::relative::{century, decade_from, interval, quarter_from, weekend_of};
use super::scan::Scan;
use super::when::{Period, When};
use crate::text::Case;

impl Scan<'_> {
    /// Any date or period that begins at `at`, without the preposition before it.
    pub(super) fn date_phrase(&self, at: usize) -> Option<(usize, When)> {
        let calendar = self.calendar_phrase(at);
        if self.extent == Extent::Calendar {
            return calendar.or_else(|| self.relative_date(at));
        }
        [
            calendar,
            self.weekday_of_week(at),
            self.relative_date(at),
            self.week_of(at),
            self.nth_part(at),
            self.part_of_period(at),
            self.holiday_weekend(at),
            self.season(at),
            self.lone_day(at),
            self.story_period(at),
        ]
        .into_iter()
        .flatten()
        .max_by_key(|(end, _)| *end)
    }

    /// A date by the calendar, or a named run of years: decade, century, quarter, fiscal year.
    pub(super) fn calendar_phrase(&self, at: usize) -> Option<(usize, When)> {
        [
            self.calendar_date(at),
            self.decade(at),
            self.century_phrase(at),
            self.quarter(at),
            self.named_year(at),
        ]
        .into_iter()
        .flatten()
        .max_by_key(|(end, _)| *end)
    }

    /// "1990s", "the '80s", "nineties"
    fn decade(&self, at: usize) -> Option<(usize, When)> {
        let low = self.low(at);
        let figures = low.starts_with(|c: char| c.is_ascii_digit());
        if let Some(digits) = low.strip_suffix('s').map(|low| low.trim_end_matches('\'')).filter(|_| figures)
        {
            let year: i32 = digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
            return match digits.len() {
                4 if year % 10 == 0 && (1000..2200).contains(&year) => {
                    Some((at + 1, When::of_period(decade_from(year))))
                }
                2 if year % 10 == 0
                    && self.is(at.wrapping_sub(1), &["'", "’", "‘", "the", "late", "early", "mid"]) =>
                {
                    Some((at + 1, When::of_period(decade_from(1900 + year))))
                }
                _ => None,
            };
        }
        let year = match low {
            "twenties" => 1920,
            "thirties" => 1930,
            "forties" => 1940,
            "fifties" => 1950,
            "sixties" => 1960,
            "seventies" => 1970,
            "eighties" => 1980,
            "nineties" => 1990,
            _ => return None,
        };
        let lead = self.is(at.wrapping_sub(1), &["the", "in", "late", "early", "mid", "since"]);
        (lead && self.before(at.wrapping_sub(1)) != "his")
            .then(|| (at + 1, When::of_period(decade_from(year))))
    }

    /// "21st century", "nineteenth century"
    fn century_phrase(&self, at: usize) -> Option<(usize, When)> {
        let (end, nth) = self.ordinal(at)?;
        let next = self.skip_hyphen(end);
        (self.term(next).unit == b'C' && (2..=30).contains(&nth))
            .then(|| (next + 1, When::of_period(century(i32::from(nth)))))
    }

    /// "Q3", "Q3 2019", "2017 q1", "2019 H2", "2019-Q1"
    fn quarter(&self, at: usize) -> Option<(usize, When)> {
        let part = |at: usize| {
            let low = self.low(at);
            let (letter, digit) = low.split_at_checked(1)?;
            let nth: u8 = digit.parse().ok()?;
            match letter {
                "q" if (1..=4).contains(&nth) => Some((3, nth)),
                "h" if (1..=2).contains(&nth) => Some((6, nth)),
                _ => None,
            }
        };
        let in_year = |end: usize, year: i32, (months, nth): (i64, u8)| {
            let low = Date { year, month: (nth - 1) * months as u8 + 1, day: 1 };
            let period = if months == 3 {
                quarter_from(low)
            } else {
                Period::new(format!("{year:04}-H{nth}"), low, low.plus_months(6))
            };
            Some((end, When { period: Some(period), ..When::default() }))
        };
        if let Some(year) = self.full_year(at) {
            let next = self.skip_hyphen(at + 1);
            return in_year(next + 1, year, part(next)?);
        }
        let found = part(at)?;
        let next = self.skip_hyphen(at + 1);
        let next = next + usize::from(self.is(next, &["of", ","]));
        if let Some(year) = self.full_year(next) {
            return in_year(next + 1, year, found);
        }
        // "Q1: Thank you" is a question.
        (found.0 == 3 && self.case(at).is_capital() && self.low(at + 1) != ":" && self.before(at) == "in")
            .then(|| (at + 1, When::of_period(Period::vague(format!("XXXX-Q{}", found.1)))))
    }

    /// "fiscal 2019", "FY2019", "school year 2008", "cy 2008", "the year 2008"
    fn named_year(&self, at: usize) -> Option<(usize, When)> {
        let low = self.low(at);
        let (next, prefix) = match low {
            "fiscal" | "financial" => (at + 1 + usize::from(self.low(at + 1) == "year"), "FY"),
            "school" | "academic" if self.low(at + 1) == "year" => (at + 2, "SY"),
            "fy" => (at + 1, "FY"),
            "sy" => (at + 1, "SY"),
            "cy" => (at + 1, ""),
            "year" if self.extent == Extent::Phrase && self.term(at + 1).n_digits == 4 => (at + 1, ""),
            _ => return self.joined_year(at),
        };
        let year = self.full_year(next)?;
        let start_is_year = self.extent == Extent::Calendar && low.len() > 2;
        if start_is_year {
            return None;
        }
        let period =
            if prefix.is_empty() { Period::year(year) } else { Period::vague(format!("{prefix}{year}")) };
        Some((next + 1, When::of_period(period)))
    }

    /// "FY2019", "sy18"
    fn joined_year(&self, at: usize) -> Option<(usize, When)> {
        let low = self.low(at);
        let (prefix, digits) = low.split_at_checked(2)?;
        let prefix = match prefix {
            "fy" => "FY",
            "sy" => "SY",
            "cy" => "",
            _ => return None,
        };
        let year: i32 = digits.parse().ok()?;
        let year = match digits.len() {
            2 => 2000 + year,
            4 if (1900..2100).contains(&year) => year,
            _ => return None,
        };
        let period =
            if prefix.is_empty() { Period::year(year) } else { Period::vague(format!("{prefix}{year}")) };
        Some((at + 1, When::of_period(period)))
    }

    /// "week 31", "week 3 of 2027", "week of the 18th", "week beginning February 4"
    fn week_of(&self, at: usize) -> Option<(usize, When)> {
        if self.low(at) == "w" && self.low(at + 1) == "/" && self.low(at + 2) == "c"
            || self.low(at) == "week" && self.is(at + 1, &["beginning", "commencing", "of"])
        {
            let next = at + if self.low(at) == "w" { 3 } else { 2 };
            let next = next + usize::from(self.low(next) == "the");
            let (end, when) = self.calendar_date(next).or_else(|| self.lone_ordinal(next))?;
            when.day?;
            let period = self.resolve(&when, self.speaks_of_future(at));
            let week = match period.low {
                Some(day) => Period::new(Period::week(day).timex, day.monday(), day.monday().plus_days(7)),
                None => period,
            };
            return Some((end, When::of_period(week)));
        }
        if self.low(at) != "week" {
            return None;
        }
        let week = self
            .day_figure(at + 1)
            .or_else(|| self.term(at + 1).cardinal.filter(|&n| n <= 53.0).map(|n| n as u8))?;
        let (end, year) = match self.full_year(at + 3).filter(|_| self.low(at + 2) == "of") {
            Some(year) => (at + 4, Some(year)),
            None => (at + 2, self.reference.map(|reference| reference.year)),
        };
        let period = match year.and_then(|year| Date::of_iso_week(year, week)) {
            Some(monday) => Period::week(monday),
            None => Period::vague(format!("XXXX-W{week:02}")),
        };
        Some((end, When::of_period(period)))
    }

    /// "last week of july", "3rd week of Jan", "first 2 weeks of 2021", "first quarter of 2013"
    fn nth_part(&self, at: usize) -> Option<(usize, When)> {
        let (next, nth) = match self.low(at) {
            "last" => (at + 1, 0),
            _ => self.ordinal(at).map(|(end, nth)| (end, i64::from(nth)))?,
        };
        let (next, count) = match self.number(next) {
            Some(number) => (number.end, number.value as i64),
            None => (next, 1),
        };
        let unit = self.term(next).unit;
        if !matches!(unit, b'W' | b'Q' | b'M') && self.low(next) != "half" || nth > 53 || count > 53 {
            return None;
        }
        let mut after = self.phrase(next + 1, "of").unwrap_or(next + 1);
        after += usize::from(self.low(after) == "the");
        let (end, whole) = match self.low(after) {
            "year" if unit == b'Q' => (after + 1, self.unit_period(b'Y', 0)),
            _ => {
                let (end, when) = self.calendar_date(after).or_else(|| self.relative_date(after))?;
                (end, self.resolve(&when, self.speaks_of_future(at)))
            }
        };
        let (Some(low), Some(high)) = (whole.low, whole.high) else {
            return Some((end, When::of_period(whole)));
        };
        let period = match unit {
            b'W' => {
                // A week belongs to the period that holds its Thursday.
                let first = low.plus_days(3).monday();
                let first = if first.plus_days(3) < low { first.plus_days(7) } else { first };
                let start =
                    if nth == 0 { high.plus_days(-4).monday() } else { first.plus_days((nth - 1) * 7) };
                interval(start, start.plus_days(7 * count))
            }
            b'Q' if nth == 0 => quarter_from(high.plus_months(-3)),
            b'Q' => quarter_from(low.plus_months((nth - 1) * 3)),
            b'M' if nth == 0 => interval(high.plus_months(-count), high),
            b'M' => interval(low.plus_months(nth - 1), low.plus_months(nth - 1 + count)),
            _ if nth == 0 => interval(low.plus_months(6), high),
            _ => interval(low.plus_months((nth - 1) * 6), low.plus_months(nth * 6)),
        };
        Some((end, When::of_period(period)))
    }

    /// "early 2018", "mid-November", "end of 1989", "later this week", "the beginning of March"
    fn part_of_period(&self, at: usize) -> Option<(usize, When)> {
        let (next, part) = match self.low(at) {
            "early" | "earlier" => (at + 1, 0),
            "late" | "later" => (at + 1, 2),
            "mid" | "middle" => (at + 1, 1),
            "beginning" | "start" => (at + 1, 0),
            "end" => (at + 1, 2),
            _ => return None,
        };
        let noun = matches!(self.low(at), "middle" | "beginning" | "start" | "end");
        let mut after = self.skip_hyphen(next);
        if noun {
            after = self.phrase(after, "of")?;
        } else if self.is(after, &["in", "on", "of"]) {
            after += 1;
        }
        let with_the = self.low(after) == "the";
        after += usize::from(with_the);
        let (end, whole) = match self.term(after).unit {
            unit @ (b'Y' | b'M' | b'W' | b'E') if with_the && !self.low(after).ends_with('s') => {
                (after + 1, self.unit_period(unit, 0))
            }
            _ => {
                let (end, when) =
                    [self.calendar_phrase(after), self.relative_date(after), self.season(after)]
                        .into_iter()
                        .flatten()
                        .max_by_key(|(end, _)| *end)?;
                (end, self.resolve(&when, self.speaks_of_future(at)))
            }
        };
        let (Some(low), Some(high)) = (whole.low, whole.high) else {
            return Some((end, When::of_period(whole)));
        };
        let days = high.number() - low.number();
        if days == 1 && noun {
            return None;
        }
        if days <= 1 {
            return Some((end, When::of_period(whole)));
        }
        let cut = self.cut(low, high, part, noun, self.is(at, &["earlier", "later"]));
        Some((end, When::of_period(Period { low: Some(cut.0), high: Some(cut.1), ..whole })))
    }

    /// Thirds of a period for "early", "mid" and "late"; halves, as far as the reference date lets,
    /// for "earlier" and "later".
    fn cut(&self, low: Date, high: Date, part: u8, noun: bool, comparative: bool) -> (Date, Date) {
        let days = high.number() - low.number();
        let is_year = days > 360 && days < 370;
        let holds_reference = self.reference.filter(|reference| low <= *reference && *reference < high);
        if comparative {
            let middle = low.plus_days(days / 2);
            return match (part, holds_reference) {
                (0, Some(reference)) if is_year => (low, reference),
                (0, _) if days > 27 && !is_year => (low, low.plus_days(15)),
                (0, _) => (low, middle),
                (_, _) if is_year => (low.plus_months(6), high),
                _ => (middle, high),
            };
        }
        if is_year {
            return match part {
                0 => (low, low.plus_months(4)),
                1 => (low.plus_months(4), low.plus_months(8)),
                _ if noun && holds_reference.is_some() => (low.plus_months(6), high),
                _ => (low.plus_months(8), high),
            };
        }
        if (28..=31).contains(&days) {
            return match part {
                0 => (low, low.plus_days(10)),
                1 => (low.plus_days(9), low.plus_days(20)),
                _ => (low.plus_days(20), high),
            };
        }
        let third = days / 3;
        match part {
            0 => (low, low.plus_days(third.max(1))),
            1 => (low.plus_days(third), high.plus_days(-third)),
            _ if days == 7 => (low.plus_days(3), high),
            _ => (high.plus_days(-third.max(1)), high),
        }
    }

    /// "labor day weekend", "weekend of halloween"
    fn holiday_weekend(&self, at: usize) -> Option<(usize, When)> {
        let (next, when) = match self.phrase(at, "weekend of") {
            Some(next) => self.holiday(next)?,
            None => {
                let (end, when) = self.holiday(at)?;
                (self.phrase(end, "weekend")?, when)
            }
        };
        let period = self.resolve(&when, self.speaks_of_future(at));
        let Some(day) = period.single_day() else { return Some((next, when)) };
        // A holiday on a Monday belongs to the weekend before it.
        let week = if day.weekday() == 1 { day.plus_days(-1) } else { day };
        let mut weekend = weekend_of(week);
        if day.weekday() == 1 {
            weekend.high = Some(day.plus_days(1));
        }
        Some((next, When::of_period(weekend)))
    }

    /// "summer", "winter of 2022", "spring 2019"
    fn season(&self, at: usize) -> Option<(usize, When)> {
        let season = self.term(at).season;
        if season.is_empty() {
            return None;
        }
        let next = at + 1 + usize::from(self.is(at + 1, &["of", ","]));
        if let Some(year) = self.full_year(next) {
            return Some((next + 1, When::of_period(Period::vague(format!("{year}-{season}")))));
        }
        let plain = matches!(self.low(at), "summer" | "winter" | "autumn");
        let lead = self.is(
            at.wrapping_sub(1),
            &[
                "in", "of", "during", "until", "by", "since", "whole", "this", "last", "next", "early",
                "late", "mid",
            ],
        ) || (self.before(at) == "the"
            && at >= self.first + 2
            && self.is(at - 2, &["in", "by", "until", "during", "of", "for", "over", "since"]));
        let ends = at + 1 >= self.limit || self.is(at + 1, &[".", ",", "and", "or", "?", "!", "”"]);
        let capital = self.case(at).is_capital() && at > self.first;
        let named = self.case(at + 1).is_capital();
        let is_one = ((plain && ends) || (lead && (ends || plain))) && !capital && !named;
        is_one.then(|| (at + 1, When::of_period(Period::vague(season))))
    }

    /// "the 18th" where nothing follows that it could count.
    fn lone_day(&self, at: usize) -> Option<(usize, When)> {
        let before = at >= self.first + 2
            && self.before(at) == "the"
            && self.is(at - 2, &["on", "until", "since", "by", "around"]);
        let (end, when) = self.lone_ordinal(at).filter(|_| before)?;
        if let Some(end) = self.phrase(end, "this month") {
            let month = self.unit_period(b'M', 0).low;
            let day = when.day?;
            let found = month.and_then(|month| Date::new(month.year, month.month, day));
            return Some((end, found.map_or(when, |day| When::of_period(Period::day(day)))));
        }
        let is_noun = matches!(self.case(end), Case::Lower | Case::Capitalized)
            && !self.is(end, &["and", "or", "at", "to", "for", "in", "he", "she", "but"]);
        let in_month = when.day.is_some_and(|day| day <= days_in_month(2000, 1));
        (!is_noun && in_month && self.before(at.wrapping_sub(1)) != "around").then_some((end, when))
    }

    /// "the same month", "that weekend": known to the story, not to the calendar; "the weekend"
    fn story_period(&self, at: usize) -> Option<(usize, When)> {
        if self.low(at) == "weekend" && self.is(at.wrapping_sub(1), &["the", "mom"]) {
            let reference = self.reference?;
            let back = reference.weekday() <= 3 && !self.speaks_of_future(at);
            let day = reference.plus_days(if back { -7 } else { 0 });
            return Some((at + 1, When::of_period(weekend_of(day))));
        }
        let unit = self.term(at + 1).unit;
        let timex = match (self.low(at), unit) {
            ("same", b'M') => "XXXX-XX",
            ("same", b'Y') => "XXXX",
            ("same" | "that", b'W') => "XXXX-WXX",
            ("same" | "that", b'K') => "XXXX-WXX-WE",
            _ => return None,
        };
        (!self.low(at + 1).ends_with('s')).then(|| (at + 2, When::of_period(Period::vague(timex))))
    }

    fn lone_ordinal(&self, at: usize) -> Option<(usize, When)> {
        let is_figure = self.low(at).starts_with(|c: char| c.is_ascii_digit());
        let (end, day) = self.ordinal(at).filter(|&(_, day)| is_figure && day <= 31)?;
        Some((end, When { day: Some(day as u8), ..When::default() }))
    }
}
