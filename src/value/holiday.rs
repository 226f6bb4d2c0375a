//! Holidays that newspapers name, by the rule that the word list gives for their day.

use super::calendar::Date;
use super::scan::{Scan, opens};
use super::when::{Period, When};
use crate::lexicon::HOLIDAYS;

impl Scan<'_> {
    /// "Christmas Day", "black friday 2010", "Easter", "next new year day" (without "next")
    pub(super) fn holiday(&self, at: usize) -> Option<(usize, When)> {
        if !self.term(at).may_open(opens::HOLIDAY) {
            return None;
        }
        let mut name = String::new();
        let mut longest = None;
        for next in at..at + 5 {
            let low = self.low(next);
            if low.is_empty() || low.len() > 16 {
                break;
            }
            if next > at && self.document.tokens[next].space_before {
                name.push(' ');
            }
            name.push_str(low);
            if let Some(rule) = HOLIDAYS.get(&name) {
                longest = Some((next + 1, rule));
            }
        }
        let (mut end, rule) = longest?;
        let is_lone_word = end == at + 1;
        if is_lone_word && !self.case(at).is_capital() && !matches!(self.low(at), "christmas" | "halloween") {
            return None;
        }
        if self.low(end) == "'s" && self.low(end + 1) == "day" {
            end += 2;
        }
        let year = self.full_year(end).or_else(|| self.full_year(end + 1).filter(|_| self.low(end) == ","));
        let end = match year {
            Some(_) if self.low(end) == "," => end + 2,
            Some(_) => end + 1,
            None => end,
        };
        Some((end, self.holiday_in(rule, year)))
    }

    pub(super) fn holiday_in(&self, rule: &str, year: Option<i32>) -> When {
        if let Some((month, day)) = rule.split_once('-').filter(|_| rule.len() == 5) {
            return When { year, month: month.parse().ok(), day: day.parse().ok(), ..When::default() };
        }
        if let Some(day) = Date::parse(rule) {
            return When::of_period(Period::day(day));
        }
        let on_year = |year: i32| -> Option<Date> {
            let numbers: Vec<i64> = rule.split(' ').skip(1).filter_map(|part| part.parse().ok()).collect();
            if rule.starts_with("easter") {
                return Some(Date::easter(year)?.plus_days(*numbers.first()?));
            }
            let [month, weekday, nth, later @ ..] = numbers.as_slice() else { return None };
            let day = Date::nth_weekday(year, *month as u8, *weekday as u8, *nth)?;
            Some(day.plus_days(later.first().copied().unwrap_or_default()))
        };
        let year = year.or_else(|| self.reference.map(|reference| reference.year));
        let day = year.filter(|_| rule != "moon").and_then(on_year);
        When::of_period(match day {
            Some(day) => Period::day(day),
            None => Period::vague(year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"))),
        })
    }
}
