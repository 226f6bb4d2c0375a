//! Points of the calendar in words: "15 December 2017", "Friday", "May", "1996"; and what is none.

use super::scan::{Scan, opens};
use super::term::{Point, Term};
use super::year::two_digit_year;
use crate::lexicon::{CALENDAR_WORDS, DATE_LEADS, Dimension, GIVEN_NAMES, Origin, Pointer, TITLES, UNITS};
use crate::text::Case;

impl Scan<'_> {
    /// The longest date by the calendar that begins at `at`.
    pub(super) fn point(&self, at: usize) -> Option<(usize, Term)> {
        let (end, point) = [
            self.weekday_date(at),
            self.month_first(at),
            self.day_first(at),
            self.numeric_date(at),
            self.bare_year(at),
        ]
        .into_iter()
        .flatten()
        .max_by_key(|(end, _)| *end)?;
        // "October last year", "Dec. 31 of this year"
        let next = self.skip(end, &["of"]);
        if let Some(Pointer { origin: Origin::Article, offset }) = self.pointer(next)
            && self.low(next + 1) == "year"
            && point.month.is_some()
        {
            let point = Point { year_offset: Some(offset), tokens: (at, end), ..point };
            return Some((next + 2, Term::Point(point)));
        }
        Some((end, Term::Point(Point { tokens: (at, end), ..point })))
    }

    /// "Friday", "Monday, July 25", "tuesday the eleventh", "Wed 13th"
    fn weekday_date(&self, at: usize) -> Option<(usize, Point)> {
        let weekday = self.weekday(at)?;
        let next = self.skip(at + 1, &[","]);
        let next = self.phrase(next, "on the").map_or(next, |end| end - 1);
        let dated = self
            .month_first(next)
            .or_else(|| self.day_first(self.skip(next, &["the"])))
            .or_else(|| self.numeric_date(next))
            .filter(|(_, point)| point.day.is_some());
        if let Some((end, point)) = dated {
            return Some((end, Point { weekday: Some(weekday), ..point }));
        }
        let day_of_week = |day| Point { weekday: Some(weekday), day: Some(day), ..Point::default() };
        let with_the = self.low(next) == "the";
        if let Some((end, day)) = self.ordinal(next + usize::from(with_the))
            && day <= 31
            && (with_the || next == at + 1)
            // "announced on Tuesday the first generation"
            && (self.starts_with_digit(end - 1) || end >= self.limit || self.case(end) != Case::Lower)
        {
            return Some((end, day_of_week(day as u8)));
        }
        if let Some(day) = self.day_figure(at + 1)
            && day > 12
            && !self.is(at + 2, &["-", "–", ":", "."])
            && self.word(at + 2).unit == 0
            && !matches!(self.case(at + 2), Case::Lower)
        {
            return Some((at + 2, day_of_week(day)));
        }
        Some((at + 1, Point { weekday: Some(weekday), ..Point::default() }))
    }

    /// The weekday at `at`, unless the word is something else there.
    pub(super) fn weekday(&self, at: usize) -> Option<u8> {
        let weekday = self.word(at).weekday;
        if weekday == 0 {
            return None;
        }
        let is_capital = self.is_capital(at);
        if self.stem(at).len() <= 5 {
            // "sun", "sat", "wed", "mon": words and names unless a date stands beside them.
            let (next, ordinal) = (self.skip(at + 1, &[","]), self.word(at + 1).ordinal > 0);
            let dated = self.word(next).month > 0
                || ordinal && is_capital
                || self.before(at) == "week" && is_capital
                || self.day_figure(next).is_some() && self.word(next + 1).month > 0;
            let lead = self.is(at.wrapping_sub(1), &["on", "next", "last", "this", "week", "or", "every"]);
            let beside = ordinal || lead || self.is(at + 1, &["or", "and", "-", ",", "."]);
            if self.stem(at).len() == 3 && self.stem(at) != "tue" && !dated
                || !beside && !dated && !is_capital
            {
                return None;
            }
        }
        (!(self.stem(at).len() > 5 && self.looks_like_name(at))).then_some(weekday)
    }

    /// Whether a capitalized word stands right before or behind that makes a name of this one:
    /// "Solomon Friday", "Friday Adebayo's".
    fn looks_like_name(&self, at: usize) -> bool {
        if !self.is_capital(at) {
            return false;
        }
        let is_plain = |at: usize| {
            let word = self.word(at);
            self.case(at) == Case::Capitalized
                && word.weekday == 0
                && word.month == 0
                && word.part.is_empty()
                && !self.low(at).ends_with('.')
        };
        let honorific = at > self.first && TITLES.contains(self.stem(at - 1));
        // "Joe Friday", but "President Obayemi Friday announced"
        let first_name = at > self.first
            && self.case(at - 1) == Case::Capitalized
            && GIVEN_NAMES.contains(self.low(at - 1))
            && !(at - 1 > self.first && self.is_capital(at - 2));
        // "The Sunday Herald"
        let paper = is_plain(at + 1) && self.before(at) == "the";
        honorific || paper || first_name || is_plain(at + 1) && self.low(at + 2) == "'s"
    }

    /// "December 15, 2017", "Dec. 15", "May twenty nine", "December 2017", "june of 1992", "December"
    fn month_first(&self, at: usize) -> Option<(usize, Point)> {
        if let Some(found) = self.month_with_figure(at) {
            return Some(found);
        }
        let month = self.word(at).month;
        if month == 0 {
            return None;
        }
        let of = |end, year, day| Some((end, Point { year, month: Some(month), day, ..Point::default() }));
        let joined = self.is(at + 1, &["/", "-"]) && self.touches(at + 1) && self.touches(at + 2);
        let next = at + 1 + usize::from(joined);
        // "March 3,2021"
        if let Some((day, year)) = self.low(next).split_once(',').filter(|(_, year)| year.len() == 4)
            && let (Ok(day @ 1..=31), Ok(year @ 1000..2200)) = (day.parse(), year.parse())
        {
            return of(next + 1, Some(year), Some(day));
        }
        let article = usize::from(self.low(next) == "the");
        if let Some((end, day)) = self.day_of_month(next + article, article == 1) {
            let (end, year) = self.year_behind(end);
            // "May 22 (Tue)"
            let weekday = self.low(end) == "(" && self.word(end + 1).weekday > 0 && self.low(end + 2) == ")";
            let (end, year) = match year {
                None if weekday => self.year_behind(end + 3),
                _ => (end + if weekday { 3 } else { 0 }, year),
            };
            return of(end, year, Some(day));
        }
        let (end, year) = match self.full_year(next) {
            Some(year) if joined => (next + 1, Some(year)),
            _ if joined => (at + 1, None),
            _ => self.year_behind(at + 1),
        };
        if year.is_some() {
            return of(end, year, None);
        }
        // "Jan. 94"
        if let Some(year) = self.word(next).cardinal.filter(|_| self.n_digits(next) == 2 && !joined)
            && year > 31.0
            && self.word(next + 1).factor == 0.0
            && (self.case(next + 1) != Case::Lower
                || self.word(next + 1).joins
                || self.low(next + 1) == "and")
        {
            return of(next + 1, Some(two_digit_year(year as i32)), None);
        }
        if self.month_stands_alone(at) { of(at + 1, None, None) } else { None }
    }

    /// "Dec31 , 1994", "4May 1961": month and day in one token.
    fn month_with_figure(&self, at: usize) -> Option<(usize, Point)> {
        let (day, name) = match self.figure_with_letters(at) {
            Some((day, name)) => (day as u8, name),
            None => {
                let low = self.low(at);
                let name = low.trim_end_matches(|c: char| c.is_ascii_digit());
                (low[name.len()..].parse().ok().filter(|_| low.len() - name.len() <= 2)?, name)
            }
        };
        let month = CALENDAR_WORDS.get(name).map(|word| word.month);
        let month = Some(month.filter(|month| 0 < *month && 3 <= name.len())?);
        let (end, year) = self.year_behind(at + 1);
        (1..=31).contains(&day).then_some((end, Point { year, month, day: Some(day), ..Point::default() }))
    }

    /// Whether a month without day and year is one: "in May", not "May Reyes" or "we may".
    fn month_stands_alone(&self, at: usize) -> bool {
        let stem = self.stem(at);
        // "Seo Min-Jun"
        if self.touches(at) && self.is_dash(at - 1) && self.is_capital(at.wrapping_sub(2)) {
            return false;
        }
        let is_capital = self.is_capital(at);
        let before = self.word(at.wrapping_sub(1));
        let edge = before.part_of.is_some() || before.pointer.is_some() || before.weekday > 0;
        let mid = self.is_dash(at.wrapping_sub(1)) && self.word(at.wrapping_sub(2)).part_of.is_some();
        let lead = at > self.first && (DATE_LEADS.contains(self.before(at)) || edge || mid);
        if stem.len() <= 4 && !matches!(stem, "may" | "june" | "july") {
            return lead || (self.low(at).ends_with('.') && is_capital);
        }
        let next_is_name = self.case(at + 1) == Case::Capitalized
            && self.word(at + 1).month == 0
            && self.word(at + 1).weekday == 0;
        if next_is_name && !lead {
            return false;
        }
        let person = GIVEN_NAMES.contains(stem) || stem == "may" || stem == "august";
        let partner =
            self.is(at + 1, &["to", "through", "until", "-", "–", "and"]) && self.word(at + 2).month > 0;
        if stem == "may" || stem == "march" {
            // Verbs: "to", "and", "for" make nothing of them unless another date is near.
            let loose = self.is(at.wrapping_sub(1), &["to", "and", "or", "for", "than", "via", "over"]);
            let near = (at.saturating_sub(4).max(self.first)..at).any(|at| {
                self.word(at).month > 0 || self.n_digits(at) == 4 || self.is(at, &["from", "between"])
            });
            let named = lead && is_capital && (!loose || near) && !next_is_name;
            return named && !self.of_person(at) || partner && (is_capital || at == self.first || lead);
        }
        if !is_capital {
            return lead || partner;
        }
        if person {
            return lead && !next_is_name && !self.of_person(at) || partner;
        }
        lead || at == self.first || !self.is_capital(at - 1)
    }

    /// "a friend of April" against "the end of April", "the rest of April"
    fn of_person(&self, at: usize) -> bool {
        if self.before(at) != "of" || at < self.first + 2 {
            return false;
        }
        let head = self.word(at - 2);
        !(head.part_of.is_some()
            || head.unit > 0
            || head.ordinal > 0
            || head.fraction > 0.0
            || head.weekday > 0
            || self.is(at - 2, &["part", "out", "most", "all", "much"]))
    }

    /// "15 December 2017", "15th of December", "fourth of july 1995", "12-Dec-98"
    fn day_first(&self, at: usize) -> Option<(usize, Point)> {
        let (mut next, day) = match self.ordinal(at).filter(|&(_, day)| day <= 31) {
            Some((end, day)) => (end, day as u8),
            None => match self.day_figure(at) {
                Some(day) => (at + 1, day),
                None => {
                    let number = self.number(at).filter(|number| !number.is_figure)?;
                    let is_day = (1.0..=31.0).contains(&number.value) && number.value.fract() == 0.0;
                    is_day.then_some((number.end, number.value as u8))?
                }
            },
        };
        next = self.phrase(next, "day of").unwrap_or_else(|| self.skip(next, &["of", "/", "-"]));
        let month = self.word(next).month;
        if month == 0 {
            return None;
        }
        // "12 December 27": the figure belongs to what stands before, the day behind.
        let money_before = at > self.first && self.is(at - 1, &["$", "£", "€"]);
        let is_verb = matches!(self.low(next), "may" | "march") && !self.is_capital(next);
        let verb_follows =
            is_verb && self.before(next) != "of" && self.case(next + 1) == Case::Lower && next == at + 1;
        if money_before || verb_follows {
            return None;
        }
        // "12-Dec-98"
        let short = self.is(next + 1, &["-", "/"]) && self.touches(next + 1) && self.n_digits(next + 2) == 2;
        let (end, year) = match self.word(next + 2).cardinal.filter(|_| short && self.touches(next)) {
            Some(year) => (next + 3, Some(two_digit_year(year as i32))),
            None => self.year_behind(next + 1),
        };
        Some((end, Point { year, month: Some(month), day: Some(day), ..Point::default() }))
    }

    /// A day of the month in figures or words: "15", "15th", "twenty nine", "twenty second".
    fn day_of_month(&self, at: usize, only_ordinal: bool) -> Option<(usize, u8)> {
        if let Some((end, day)) = self.ordinal(at) {
            return (1..=31).contains(&day).then_some((end, day as u8));
        }
        if only_ordinal {
            return None;
        }
        if let Some(day) = self.day_figure(at) {
            // "May 20 people", "Dec. 15 per cent", "June 10,000"
            let unit = self.word(at + 1).factor > 0.0 || self.counts_thing(at + 1);
            return (!unit).then_some((at + 1, day));
        }
        let number =
            self.number(at).filter(|number| !number.is_figure && (1.0..=31.0).contains(&number.value))?;
        let is_day =
            number.value >= 20.0 || self.word(number.end).unit == 0 && !self.counts_thing(number.end);
        (is_day && number.value.fract() == 0.0).then_some((number.end, number.value as u8))
    }

    fn counts_thing(&self, at: usize) -> bool {
        self.opens(at, opens::UNIT)
            && UNITS
                .get(self.low(at))
                .is_some_and(|unit| matches!(unit.dimension, Dimension::Count | Dimension::Percent))
            || self.phrase(at, "per cent").is_some()
    }
}
