//! Dates by the calendar: "15 December 2017", "Friday", "Monday, July 25", and the way to the rest.

use super::scan::Scan;
use super::when::{Period, When};
use crate::lexicon::GIVEN_NAMES;
use crate::text::Case;

impl Scan<'_> {
    /// The longest date by the calendar that begins at `at`.
    pub(super) fn calendar_date(&self, at: usize) -> Option<(usize, When)> {
        [
            self.weekday_date(at),
            self.month_first(at),
            self.day_first(at),
            self.numeric_date(at),
            self.holiday(at),
            self.bare_year(at),
        ]
        .into_iter()
        .flatten()
        .max_by_key(|(end, _)| *end)
    }

    /// "Friday", "Monday, July 25", "tuesday the eleventh", "Wed 13th"
    pub(super) fn weekday_date(&self, at: usize) -> Option<(usize, When)> {
        let plural = self.term(at).weekday_plural;
        if plural > 0 && self.case(at).is_capital() {
            return Some((at + 1, When::of_period(Period::vague(format!("XXXX-WXX-{plural}")))));
        }
        let weekday = self.weekday(at)?;
        let only = (at + 1, When { weekday: Some(weekday), ..When::default() });
        let next = at + 1 + usize::from(self.low(at + 1) == ",");
        let next = if self.low(next) == "on" && self.low(next + 1) == "the" { next + 1 } else { next };
        let dated = self
            .month_first(next)
            .or_else(|| self.day_first(next + usize::from(self.low(next) == "the")))
            .or_else(|| self.numeric_date(next))
            .filter(|(_, when)| when.day.is_some());
        if let Some((end, when)) = dated {
            return Some((end, When { weekday: Some(weekday), ..when }));
        }
        let with_the = self.low(next) == "the";
        if let Some((end, day)) = self.ordinal(next + usize::from(with_the))
            && day <= 31
            && (with_the || next == at + 1)
        {
            return Some((end, When { weekday: Some(weekday), day: Some(day as u8), ..When::default() }));
        }
        if let Some(day) = self.day_figure(at + 1)
            && day > 12
            && !self.is(at + 2, &["-", "–", ":", "."])
            && self.term(at + 2).unit == 0
            && !matches!(self.case(at + 2), Case::Lower)
        {
            return Some((at + 2, When { weekday: Some(weekday), day: Some(day), ..When::default() }));
        }
        Some(only)
    }

    /// The weekday at `at`, unless the word is something else there.
    pub(super) fn weekday(&self, at: usize) -> Option<u8> {
        let weekday = self.term(at).weekday;
        if weekday == 0 {
            return None;
        }
        let stem = self.stem(at);
        let is_full = stem.len() > 5;
        let is_capital = self.case(at).is_capital();
        if !is_full {
            // "sun", "sat", "wed", "mon": words and names unless a date stands beside them.
            let beside = self.term(at + 1).month > 0
                || self.term(at + 1).ordinal > 0
                || self.is(at + 1, &["or", "and", "-", ",", "."])
                || self.is(at.wrapping_sub(1), &["on", "next", "last", "this", "week", "or", "every"]);
            let sun = matches!(stem, "sun" | "sat" | "wed" | "mon" | "fri" | "thu");
            let dated = self.term(at + 1).month > 0
                || (self.term(at + 1).ordinal > 0 && is_capital)
                || (self.low(at + 1) == "," && self.term(at + 2).month > 0)
                || (self.before(at) == "week" && is_capital);
            if sun && !dated {
                return None;
            }
            if !beside && !is_capital {
                return None;
            }
        }
        // "Solomon Friday", "Friday Adebayo": a name, not a day.
        let named = is_full && self.looks_like_name(at);
        (!named).then_some(weekday)
    }

    /// Whether a capitalized word stands right before or behind that makes a name of this one.
    pub(super) fn looks_like_name(&self, at: usize) -> bool {
        if !self.case(at).is_capital() {
            return false;
        }
        let is_plain_capital = |at: usize| {
            let term = self.term(at);
            self.case(at) == Case::Capitalized
                && term.weekday == 0
                && term.month == 0
                && term.part.is_empty()
                && !self.document.word(at).lower.ends_with('.')
        };
        let paper = self.is(
            at + 1,
            &["times", "telegraph", "mirror", "express", "post", "mail", "sun", "world", "herald"],
        ) && is_plain_capital(at + 1);
        let honorific = at > self.first
            && self.is(
                at - 1,
                &["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "lady", "judge"],
            );
        // "Joe Friday", but "President Obayemi Friday announced"
        let first_name = at > self.first
            && self.case(at - 1) == Case::Capitalized
            && GIVEN_NAMES.contains(self.low(at - 1))
            && !(at - 1 > self.first && self.case(at - 2).is_capital());
        honorific
            || paper
            || first_name
            || (self.term(at).weekday > 0 && is_plain_capital(at + 1) && self.low(at + 2) == "'s")
    }

    pub(super) fn weekday_in_parentheses(&self, at: usize) -> Option<usize> {
        (self.low(at) == "(" && self.term(at + 1).weekday > 0 && self.low(at + 2) == ")").then_some(at + 3)
    }

    /// "15 December 2017", "15th of December", "fourth of july 1995", "the 15th day of June"
    pub(super) fn day_first(&self, at: usize) -> Option<(usize, When)> {
        let (mut next, day) = match self.ordinal(at).filter(|&(_, day)| day <= 31) {
            Some((end, day)) => (end, day as u8),
            None => match self.day_figure(at) {
                Some(day) => (at + 1, day),
                None => {
                    let number = self.number(at)?;
                    if number.is_figure
                        || number.value > 31.0
                        || number.value.fract() != 0.0
                        || number.value < 1.0
                    {
                        return None;
                    }
                    (number.end, number.value as u8)
                }
            },
        };
        if self.low(next) == "day" && self.low(next + 1) == "of" {
            next += 1;
        }
        let mut with_year = None;
        if self.is(next, &["of", "/", "-", ","]) {
            // "23-2020-September"
            if self.low(next) == "-" && self.full_year(next + 1).is_some() && self.low(next + 2) == "-" {
                with_year = self.full_year(next + 1);
                next += 2;
            }
            next += 1;
        }
        let month = self.term(next).month;
        if month == 0 || self.low(next - 1) == "," {
            return None;
        }
        // "12 December 27": the figure belongs to what stands before, the day behind.
        let money_before = at > self.first && self.is(at - 1, &["$", "£", "€"]);
        let is_verb = matches!(self.low(next), "may" | "march") && !self.case(next).is_capital();
        let verb_follows = is_verb
            && self.before(next) != "of"
            && self.case(next + 1) == Case::Lower
            && !self.is(next + 1, &["that", "and", "at", "to", "in", "for", "from"]);
        if money_before || verb_follows {
            return None;
        }
        let (end, year) =
            if with_year.is_some() { (next + 1, with_year) } else { self.year_behind(next + 1) };
        Some((end, When { year, month: Some(month), day: Some(day), ..When::default() }))
    }

    /// "15", "07"
    pub(super) fn day_figure(&self, at: usize) -> Option<u8> {
        let term = self.term(at);
        let day = term.cardinal.filter(|_| (1..=2).contains(&term.n_digits))?;
        ((1.0..=31.0).contains(&day)).then_some(day as u8)
    }
}
