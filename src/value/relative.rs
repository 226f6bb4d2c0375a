//! Dates that count from the article's: "yesterday", "last Sunday", "two weeks ago", "next year".

use super::Extent;
use super::calendar::Date;
use super::duration::{Amount, timex_of};
use super::scan::Scan;
use super::when::{Period, When};
use crate::text::Case;

/// Which way a word points: whole units for "last" and "next", 0 for "this".
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pointer {
    end: usize,
    offset: i64,
    /// "past" and "coming" point to the nearest one, "last" and "next" to the week before and after.
    nearest: bool,
}

impl Scan<'_> {
    /// A date that counts from the reference date, if one begins at `at`.
    pub(super) fn relative_date(&self, at: usize) -> Option<(usize, When)> {
        self.day_word(at)
            .or_else(|| self.pointed(at))
            .or_else(|| self.counted_pointed(at))
            .or_else(|| self.distant(at))
            .or_else(|| self.week_after_next(at))
    }

    /// The day `days` from the reference date.
    pub(super) fn day_from_reference(&self, days: i64) -> When {
        When::of_period(match self.reference {
            Some(reference) => Period::day(reference.plus_days(days)),
            None => Period::relative(format!("OFFSET P{days}D")),
        })
    }

    fn day_word(&self, at: usize) -> Option<(usize, When)> {
        let (end, days) = match self.low(at) {
            "today" => (at + 1, 0),
            "yesterday" => (at + 1, -1),
            "tomorrow" | "tmrw" | "tmr" => (at + 1, 1),
            "present" | "this" | "till" | "year" | "month" => return self.until_now(at),
            "day" => {
                if let Some(end) = self.phrase(at, "day before yesterday") {
                    (end, -2)
                } else {
                    (self.phrase(at, "day after tomorrow")?, 2)
                }
            }
            _ => return None,
        };
        // "USA Today", "Today show"
        let named = self.case(at).is_capital()
            && (at > self.first && self.case(at - 1).is_capital() && !self.touches(at));
        (!named).then(|| (end, self.day_from_reference(days)))
    }

    /// "at present", "at this time", "till date", "the year to date"
    fn until_now(&self, at: usize) -> Option<(usize, When)> {
        let now = |end| {
            Some((
                end,
                When::of_period(Period {
                    is_relative: self.reference.is_none(),
                    ..Period::vague("PRESENT_REF")
                }),
            ))
        };
        if self.before(at) == "at" {
            let end = self.phrase(at, "this time").filter(|&end| !self.is(end, &["of", "last", "next"]));
            if let Some(end) = end.or_else(|| self.phrase(at, "present")) {
                return now(end);
            }
        }
        if self.before(at) == "the"
            && self.before(at - 1) == "at"
            && self.phrase(at, "present time").is_some()
        {
            return now(at + 2);
        }
        if let Some(end) = self.phrase(at, "till date") {
            return now(end);
        }
        let end = self.phrase(at + 1, "to date")?;
        let whole = self.unit_period(self.term(at).unit, 0);
        Some((end, When::of_period(Period { high: self.reference, ..whole })))
    }

    fn pointer(&self, at: usize) -> Option<Pointer> {
        let is_verb = self.is(
            at.wrapping_sub(1),
            &["will", "would", "could", "to", "may", "might", "can", "should", "n't", "not", "'ll"],
        );
        let (offset, nearest) = match self.low(at) {
            "last" if is_verb => return None,
            "last" | "previous" => (-1, false),
            "past" => (-1, true),
            "this" | "current" => (0, false),
            "next" => (1, false),
            "coming" | "upcoming" => (1, true),
            _ => return None,
        };
        Some(Pointer { end: at + 1, offset, nearest })
    }

    /// "last Sunday", "next year", "this quarter", "past two weeks", "this fiscal year", "last summer"
    fn pointed(&self, at: usize) -> Option<(usize, When)> {
        let pointer = self.pointer(at)?;
        let next = pointer.end;
        if let Some((end, when)) = self.pointed_year(pointer) {
            return Some((end, when));
        }
        let term = self.term(next);
        let plural = self.low(next).ends_with('s');
        if self.phrase(next, "working week").is_some() || term.unit == b'V' {
            let end = next + 1 + usize::from(term.unit != b'V');
            let week = self.unit_period(b'W', pointer.offset);
            return Some((end, When::of_period(week)));
        }
        if term.unit != 0 && !plural && !matches!(term.unit, b'N' | b'S' | b'I' | b'H' | b'B' | b'L') {
            // "the last day", "the next day" count from something else in the story.
            if term.unit == b'D' && pointer.offset != 0 {
                return None;
            }
            if term.unit == b'F' {
                let parts = vec![(2.0, b'W')];
                return Some((next + 1, When::of_period(self.stretch(&parts, pointer.offset)?)));
            }
            if term.unit == b'W' {
                return Some(self.week_with_day(next + 1, pointer.offset));
            }
            return Some((next + 1, When::of_period(self.unit_period(term.unit, pointer.offset))));
        }
        if self.extent == Extent::Calendar && (term.weekday > 0 || term.month > 0 || !term.season.is_empty())
        {
            return None;
        }
        if let Some(weekday) = self.weekday(next) {
            let (end, when) = self.calendar_date(next)?;
            if when.day.is_some() {
                return Some((end, When { ahead: Some(pointer.offset >= 0), weekday: None, ..when }));
            }
            return Some((next + 1, When::of_period(self.pointed_weekday(weekday, pointer))));
        }
        if !term.season.is_empty() {
            return Some((next + 1, When::of_period(self.pointed_season(term.season, pointer.offset))));
        }
        let counts = self.is(next, &["couple", "few", "half"]) || self.term(next).cardinal.is_some();
        if counts
            && let Some((end, parts)) = self.amount_of_time(next)
            && pointer.offset != 0
            && let Some(period) = self.stretch(&parts, pointer.offset)
        {
            return Some((end, When::of_period(period)));
        }
        self.pointed_date(pointer)
    }

    /// "last December", "next 6th of April", "this 5/12", "next new year day"
    fn pointed_date(&self, pointer: Pointer) -> Option<(usize, When)> {
        let (end, when) = self.calendar_date(pointer.end).filter(|_| self.extent == Extent::Phrase)?;
        if when.year.is_some() {
            return None;
        }
        if let Some(period) = &when.period {
            return (period.timex != "XXXX" || self.extent == Extent::Phrase).then_some((end, when));
        }
        if pointer.offset == 0 {
            let year = self.reference.map(|reference| reference.year);
            return Some((end, When { year, ..when }));
        }
        Some((end, When { ahead: Some(pointer.offset > 0), ..when }))
    }

    /// "this fiscal year", "last school year", "this calendar year"
    fn pointed_year(&self, pointer: Pointer) -> Option<(usize, When)> {
        let prefix = match self.low(pointer.end) {
            "fiscal" | "financial" => "FY",
            "school" | "academic" => "SY",
            "calendar" => "",
            _ => return None,
        };
        let end = self.phrase(pointer.end + 1, "year")?;
        let Some(reference) = self.reference else {
            return Some((end, When::of_period(self.unit_period(b'Y', pointer.offset))));
        };
        let year = reference.year + pointer.offset as i32;
        let period =
            if prefix.is_empty() { Period::year(year) } else { Period::vague(format!("{prefix}{year:04}")) };
        Some((end, When::of_period(period)))
    }

    /// "next week", "next week Mon", "this week Monday"
    fn week_with_day(&self, end: usize, offset: i64) -> (usize, When) {
        if let Some(weekday) = self.weekday(end) {
            let period = match self.reference {
                Some(reference) => {
                    Period::day(reference.monday().plus_days(offset * 7 + i64::from(weekday) - 1))
                }
                None => Period::vague(format!("XXXX-WXX-{weekday}")),
            };
            return (end + 1, When::of_period(period));
        }
        (end, When::of_period(self.unit_period(b'W', offset)))
    }

    /// "tuesday of next week", "monday of the following week"
    pub(super) fn weekday_of_week(&self, at: usize) -> Option<(usize, When)> {
        let weekday = self.weekday(at)?;
        let next = self.phrase(at + 1, "of")?;
        let next = next + usize::from(self.low(next) == "the");
        let offset = match self.low(next) {
            "following" => 1,
            _ => self.pointer(next)?.offset,
        };
        let end = self.phrase(next + 1, "week")?;
        let day = self.reference.map(|r| r.monday().plus_days(offset * 7 + i64::from(weekday) - 1));
        let period = day.map_or_else(|| Period::vague(format!("XXXX-WXX-{weekday}")), Period::day);
        Some((end, When::of_period(period)))
    }

    fn pointed_weekday(&self, weekday: u8, pointer: Pointer) -> Period {
        let Some(reference) = self.reference else {
            return Period::vague(format!("XXXX-WXX-{weekday}"));
        };
        let ahead = (i64::from(weekday) - i64::from(reference.weekday())).rem_euclid(7);
        let day = match (pointer.offset, pointer.nearest) {
            (-1, true) => reference.plus_days(ahead - 7),
            (1, true) => reference.plus_days(if ahead == 0 { 7 } else { ahead }),
            (offset, _) => reference.monday().plus_days(offset * 7 + i64::from(weekday) - 1),
        };
        Period::day(day)
    }

    fn pointed_season(&self, season: &str, offset: i64) -> Period {
        let Some(reference) = self.reference else { return Period::relative(season) };
        let last_month = match season {
            "SP" => 5,
            "SU" => 8,
            "FA" => 11,
            _ => 2,
        };
        let is_over = reference.month > last_month;
        let year = match offset {
            -1 if !is_over => reference.year - 1,
            1 if is_over => reference.year + 1,
            _ => reference.year,
        };
        Period::vague(format!("{year:04}-{season}"))
    }

    /// The unit that lies `offset` units from the one that holds the reference date.
    pub(super) fn unit_period(&self, unit: u8, offset: i64) -> Period {
        let Some(reference) = self.reference else {
            let length = timex_of(&[(1.0, unit)]);
            return Period::relative(match offset {
                0 => format!("THIS {length}"),
                _ => format!(
                    "THIS {length} OFFSET P{}",
                    timex_of(&[(offset as f64, unit)]).trim_start_matches('P')
                ),
            });
        };
        match unit {
            b'Y' => Period::year((reference.year + offset as i32).clamp(1, 9998)),
            b'M' => Period::month(reference.month_start().plus_months(offset)),
            b'W' | b'V' => Period::week(reference.plus_days(offset * 7)),
            b'D' => Period::day(reference.plus_days(offset)),
            b'K' => weekend_of(reference.plus_days(offset * 7)),
            b'Q' => {
                let month = (reference.month - 1) / 3 * 3 + 1;
                let low = Date { month, day: 1, ..reference }.plus_months(offset * 3);
                quarter_from(low)
            }
            b'E' => decade_from(reference.year.div_euclid(10) * 10 + offset as i32 * 10),
            b'C' => century(reference.year.div_euclid(100) + 1 + offset as i32),
            _ => Period::vague("XXXX"),
        }
    }

    /// "the last 3 months", "next two weeks": up to the reference date, or from the day after it.
    fn stretch(&self, parts: &Amount, offset: i64) -> Option<Period> {
        let Some(reference) = self.reference else {
            let sign = if offset < 0 { "-" } else { "" };
            let length = timex_of(parts);
            return Some(Period::relative(format!("OFFSET {sign}{length}")));
        };
        if let [(number, b'Q')] = parts.as_slice() {
            let this = self.unit_period(b'Q', 0);
            let (low, high) = (this.low?, this.high?);
            let months = (*number * 3.0) as i64;
            let (low, high) =
                if offset < 0 { (low.plus_months(-months), low) } else { (high, high.plus_months(months)) };
            return Some(interval(low, high));
        }
        let start = if offset < 0 { reference } else { reference.plus_days(1) };
        let other = shift(start, parts, offset.signum())?;
        Some(if offset < 0 { interval(other, start) } else { interval(start, other) })
    }

    /// "3 next weeks", "2 upcoming months"
    fn counted_pointed(&self, at: usize) -> Option<(usize, When)> {
        let number = self.number(at).filter(|number| number.value < 1000.0)?;
        let pointer = self.pointer(number.end).filter(|pointer| pointer.offset != 0)?;
        let unit = self.term(pointer.end).unit;
        if !matches!(unit, b'Y' | b'M' | b'W' | b'D' | b'Q' | b'E') {
            return None;
        }
        let period = self.stretch(&vec![(number.value, unit)], pointer.offset)?;
        Some((pointer.end + 1, When::of_period(period)))
    }

    /// "two weeks ago", "3 days from today", "5 days before new year", "in two months"
    fn distant(&self, at: usize) -> Option<(usize, When)> {
        let (next, parts) = self.amount_of_time(at)?;
        let days_only = parts.iter().all(|part| !matches!(part.1, b'H' | b'I' | b'S' | b'L'));
        if !days_only {
            return None;
        }
        if self.low(next) == "ago" {
            return Some((next + 1, self.counted_from_reference(&parts, -1)?));
        }
        if self.extent == Extent::Calendar {
            return None;
        }
        if self.low(next) == "later" && (parts.len() > 1 || next + 1 >= self.limit) {
            return Some((next + 1, self.counted_from_reference(&parts, 1)?));
        }
        let sign = match self.low(next) {
            "from" | "after" | "since" => 1,
            "before" => -1,
            "starting" => 0,
            _ => 2,
        };
        if sign < 2 {
            let from = next + 1 + usize::from(sign == 0 && self.low(next + 1) == "from");
            let anchored = self.anchored(from, &parts, sign);
            if anchored.is_some() {
                return anchored;
            }
        }
        // "in two weeks" is a date only where the sentence looks ahead.
        let in_time = self.before(at) == "in"
            && (self.speaks_of_future(at)
                || self.is(next, &["'s", "'"])
                || self.is(at - 2, &["or", "meeting"]));
        if !in_time {
            return None;
        }
        let when = self.counted_from_reference(&parts, 1)?;
        if self.low(next) == "on"
            && let Some(weekday) = self.weekday(next + 1)
        {
            return Some((next + 2, on_weekday(when, weekday)));
        }
        Some((next, when))
    }

    /// "3 days from today", "2 weeks from January 15", "a week starting tomorrow"
    fn anchored(&self, at: usize, parts: &Amount, sign: i64) -> Option<(usize, When)> {
        let (end, anchor) = match self.low(at) {
            "now" => (at + 1, self.day_from_reference(0)),
            _ => self
                .day_word(at)
                .or_else(|| (sign == 0).then(|| self.pointed(at)).flatten())
                .or_else(|| self.calendar_date(at + usize::from(self.is(at, &["the"]))))?,
        };
        let period = self.resolve(&anchor, sign >= 0);
        let low = period.low?;
        if sign == 0 {
            return Some((end, When::of_period(interval(low, shift(low, parts, 1)?))));
        }
        let day = shift(low, parts, sign)?;
        let when = When::of_period(Period::day(day));
        if self.low(end) == "on"
            && let Some(weekday) = self.weekday(end + 1)
        {
            return Some((end + 2, on_weekday(when, weekday)));
        }
        Some((end, when))
    }

    fn counted_from_reference(&self, parts: &Amount, sign: i64) -> Option<When> {
        let Some(reference) = self.reference else {
            let sign = if sign < 0 { "-" } else { "" };
            return Some(When::of_period(Period::relative(format!("OFFSET {sign}{}", timex_of(parts)))));
        };
        let day = shift(reference, parts, sign)?;
        let years = parts.iter().all(|part| matches!(part.1, b'Y' | b'E' | b'C'));
        Some(When::of_period(if years { Period::year(day.year) } else { Period::day(day) }))
    }

    /// "the week after next"
    fn week_after_next(&self, at: usize) -> Option<(usize, When)> {
        let end = self.phrase(at + 1, "after next")?;
        let unit = self.term(at).unit;
        matches!(unit, b'W' | b'M' | b'Y' | b'K').then(|| (end, When::of_period(self.unit_period(unit, 2))))
    }

    /// Whether a name rather than a date: "This Morning", "Last Week Tonight".
    pub(super) fn is_title(&self, at: usize, end: usize) -> bool {
        end > at + 1
            && at > self.first
            && (at..end).all(|token| self.case(token) == Case::Capitalized)
            && self.term(end - 1).weekday == 0
            && self.term(end - 1).month == 0
    }
}

fn on_weekday(when: When, weekday: u8) -> When {
    let Some(day) = when.period.as_ref().and_then(Period::single_day) else { return when };
    let ahead = (i64::from(weekday) - i64::from(day.weekday())).rem_euclid(7);
    When::of_period(Period::day(day.plus_days(ahead)))
}

/// The day that lies so long before or after `from`; none for lengths beyond the calendar.
pub(super) fn shift(from: Date, parts: &Amount, sign: i64) -> Option<Date> {
    let mut day = from;
    for &(number, unit) in parts {
        let (number, sign) = (number.clamp(0.0, 1e7), sign as f64);
        let months = |factor: f64| (number * factor * sign).round() as i64;
        day = match unit {
            b'C' => day.plus_months(months(1200.0)),
            b'E' => day.plus_months(months(120.0)),
            b'Y' => day.plus_months(months(12.0)),
            b'Q' => day.plus_months(months(3.0)),
            b'M' => day.plus_months(months(1.0)),
            b'F' => day.plus_days(months(14.0)),
            b'W' | b'V' | b'K' => day.plus_days(months(7.0)),
            b'D' | b'N' => day.plus_days(months(1.0)),
            b'B' => day.plus_days(months(1.4)),
            _ => return None,
        };
    }
    Some(day)
}

/// ISO 8601 interval between two days.
pub(super) fn interval(low: Date, high: Date) -> Period {
    Period::new(format!("{low}/{high}"), low, high)
}

/// Saturday and Sunday of the week of `day`.
pub(super) fn weekend_of(day: Date) -> Period {
    let (year, week) = day.iso_week();
    let saturday = day.monday().plus_days(5);
    Period::new(format!("{year:04}-W{week:02}-WE"), saturday, saturday.plus_days(2))
}

/// The quarter that begins on `low`.
pub(super) fn quarter_from(low: Date) -> Period {
    Period::new(format!("{:04}-Q{}", low.year, (low.month - 1) / 3 + 1), low, low.plus_months(3))
}

/// The ten years from `year` on.
pub(super) fn decade_from(year: i32) -> Period {
    let year = year.clamp(1, 9980);
    let low = Date { year, month: 1, day: 1 };
    Period::new(format!("{:03}X", year / 10), low, low.plus_months(120))
}

/// The nth century, as people count them: the 21st began in 2000.
pub(super) fn century(nth: i32) -> Period {
    let nth = nth.clamp(2, 99);
    let low = Date { year: (nth - 1) * 100, month: 1, day: 1 };
    Period::new(format!("{:02}XX", nth - 1), low, low.plus_months(1200))
}
