//! Dates that begin with a month: "Dec. 15, 2017", "May twenty nine", "december"; and "May" that is none.

use super::scan::Scan;
use super::when::When;
use crate::lexicon::{CALENDAR_WORDS, DATE_LEADS};
use crate::text::Case;

impl Scan<'_> {
    /// "December 15, 2017", "Dec. 15", "May twenty nine", "December 2017", "june of 1992", "December"
    pub(super) fn month_first(&self, at: usize) -> Option<(usize, When)> {
        if let Some(found) = self.month_with_figure(at) {
            return Some(found);
        }
        let month = self.term(at).month;
        if month == 0 {
            return None;
        }
        let mut next = at + 1;
        if self.is(next, &["/", "-"]) && self.touches(next) && self.touches(next + 1) {
            next += 1;
        }
        let article = usize::from(self.low(next) == "the");
        if let Some((end, day)) = self.day_of_month(next + article, article == 1) {
            let (end, year) = self.year_behind(end);
            let weekday = self.weekday_in_parentheses(end);
            let end = weekday.unwrap_or(end);
            let (end, year) =
                if year.is_none() && weekday.is_some() { self.year_behind(end) } else { (end, year) };
            return Some((end, When { year, month: Some(month), day: Some(day), ..When::default() }));
        }
        let joined = next > at + 1;
        let (end, year) = match self.full_year(next) {
            Some(year) if joined => (next + 1, Some(year)),
            _ if joined => (at + 1, None),
            _ => self.year_behind(at + 1),
        };
        if let Some(year) = year {
            // "September-2020-23"
            if joined
                && self.is(end, &["-"])
                && let Some(day) = self.day_figure(end + 1)
            {
                return Some((
                    end + 2,
                    When { year: Some(year), month: Some(month), day: Some(day), ..When::default() },
                ));
            }
            return Some((end, When { year: Some(year), month: Some(month), ..When::default() }));
        }
        self.month_stands_alone(at).then(|| (at + 1, When { month: Some(month), ..When::default() }))
    }

    /// "Dec31 , 1994", "Oct/2" where the tokenizer leaves month and day in one token.
    pub(super) fn month_with_figure(&self, at: usize) -> Option<(usize, When)> {
        let low = self.low(at);
        let head = low.trim_end_matches(|c: char| c.is_ascii_digit());
        if head.len() == low.len() || head.len() < 3 || low.len() - head.len() > 2 {
            return None;
        }
        let role = CALENDAR_WORDS.get(head)?;
        let month: u8 = role.strip_prefix('m')?.parse().ok()?;
        let day = low[head.len()..].parse().ok().filter(|day| (1..=31).contains(day))?;
        let (end, year) = self.year_behind(at + 1);
        Some((end, When { year, month: Some(month), day: Some(day), ..When::default() }))
    }

    /// Whether a month without day and year is one: "in May", not "May Reyes" or "we may".
    pub(super) fn month_stands_alone(&self, at: usize) -> bool {
        let stem = self.stem(at);
        // "Kim Dae-Jun"
        if self.touches(at) && self.is_dash(at.wrapping_sub(1)) && self.case(at.wrapping_sub(2)).is_capital()
        {
            return false;
        }
        let capital = self.case(at).is_capital();
        let lead = at > self.first && (DATE_LEADS.contains(self.before(at)) || self.term(at - 1).weekday > 0);
        let abbreviated = stem.len() <= 4 && !matches!(stem, "may" | "june" | "july");
        let verb = matches!(stem, "may" | "march" | "mar" | "jan" | "dec");
        if abbreviated {
            return lead || (self.low(at).ends_with('.') && capital);
        }
        let next_is_name = self.case(at + 1) == Case::Capitalized
            && self.term(at + 1).month == 0
            && self.term(at + 1).weekday == 0;
        let person = matches!(stem, "may" | "april" | "june" | "august" | "march");
        let behind_name = at > self.first && self.case(at - 1).is_capital() && !lead;
        if verb || !capital {
            let named_lead = lead && !self.is(at - 1, &["to", "and", "or", "for", "than", "via", "over"])
                || (lead && capital && self.is(at - 1, &["to", "and", "for", "or"]) && self.month_near(at));
            let partner =
                self.is(at + 1, &["to", "through", "until", "-", "–", "and"]) && self.term(at + 2).month > 0;
            let possessive = capital && self.low(at + 1) == "'s" && at > self.first;
            return if verb {
                (named_lead && (capital || !matches!(stem, "may" | "march")) && !(person && next_is_name))
                    || (partner && (capital || at == self.first || lead))
                    || (stem == "march" && self.low(at + 1) == "delivery")
                    || (possessive && !behind_name && lead)
            } else {
                lead || partner
            };
        }
        // "a friend of April" against "the end of April"
        let of_person = person
            && self.before(at) == "of"
            && !(at >= self.first + 2
                && (self.is(
                    at - 2,
                    &[
                        "end",
                        "beginning",
                        "start",
                        "middle",
                        "month",
                        "week",
                        "days",
                        "half",
                        "first",
                        "part",
                        "out",
                        "rest",
                        "most",
                        "all",
                        "much",
                        "weeks",
                    ],
                ) || self.term(at - 2).ordinal > 0));
        if of_person {
            return false;
        }
        if person {
            return (lead && !next_is_name) || self.term(at + 1).month > 0;
        }
        !behind_name || lead
    }

    /// Whether another month or a "from" stands within four tokens before.
    pub(super) fn month_near(&self, at: usize) -> bool {
        (at.saturating_sub(4).max(self.first)..at).any(|before| {
            self.term(before).month > 0
                || self.term(before).n_digits == 4
                || self.is(before, &["from", "between"])
        })
    }

    /// A day of the month in figures or words: "15", "15th", "twenty nine", "twenty second".
    pub(super) fn day_of_month(&self, at: usize, only_ordinal: bool) -> Option<(usize, u8)> {
        if let Some((end, day)) = self.ordinal(at) {
            return (1..=31).contains(&day).then_some((end, day as u8));
        }
        if only_ordinal {
            return None;
        }
        if let Some(day) = self.day_figure(at) {
            // "May 20 people", "Dec. 15 per cent", "June 10,000"
            let unit = self.term(at + 1).factor > 0.0 || self.is(at + 1, &["%", "percent", "people"]);
            return (!unit).then_some((at + 1, day));
        }
        let number =
            self.number(at).filter(|number| !number.is_figure && (1.0..=31.0).contains(&number.value))?;
        let tens = number.value >= 20.0 || self.term(number.end).unit == 0;
        (tens && number.value.fract() == 0.0).then_some((number.end, number.value as u8))
    }
}
