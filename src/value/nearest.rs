//! The weekday, quarter, season or holiday that is meant, of those around the article's date.

use super::calendar::{Date, days_in_month};
use super::period::Period;
use super::tense::{Place, Tense};
use super::term::Point;
use crate::lexicon::HolidayRule;

/// The calendar around the article's date.
pub(super) struct Around {
    /// The article's date, if it is known.
    pub reference: Option<Date>,
}

impl Around {
    pub(super) fn point(&self, point: &Point, place: &Place) -> Option<Period> {
        let of_reference = |offset| self.reference.map(|day| day.year + offset as i32);
        let year = point.year.or_else(|| point.year_offset.and_then(of_reference));
        Some(match (year, point.month, point.day) {
            (Some(year), Some(month), Some(day)) => Period::day(Date::new(year, month, day)?),
            (Some(year), Some(month), None) => Period::month(Date::new(year, month, 1)?),
            (Some(year), None, _) => Period::year(year),
            (None, Some(month), Some(day)) => {
                if day > days_in_month(2000, month) {
                    return None;
                }
                let Some(reference) = self.reference else {
                    return Some(Period::vague(format!("XXXX-{month:02}-{day:02}")));
                };
                let days = (-8..=8).filter_map(|years| Date::new(reference.year + years, month, day));
                Period::day(nearest(reference, side(point.ahead, place), days)?)
            }
            (None, Some(month), None) => {
                let Some(reference) = self.reference else {
                    return Some(Period::vague(format!("XXXX-{month:02}")));
                };
                let this = Date::new(reference.year, month, 1)?;
                let months = (-1..=1).map(|years| this.plus_months(years * 12));
                // "last May" in May is a year ago, but what happened "in May" did so this month.
                let side = match (point.ahead, side(None, place)) {
                    (Some(ahead), _) => Side::Strictly(ahead),
                    (None, side) => side,
                };
                Period::month(nearest(reference.month_start(), side, months)?)
            }
            (None, None, day) => {
                debug_assert!(year.is_none());
                self.weekday(point.weekday, day, point.ahead, place)?
            }
        })
    }

    fn weekday(
        &self,
        weekday: Option<u8>,
        day: Option<u8>,
        ahead: Option<bool>,
        place: &Place,
    ) -> Option<Period> {
        let Some(reference) = self.reference else {
            return Some(Period::vague(match (weekday, day) {
                (Some(weekday), _) => format!("XXXX-WXX-{weekday}"),
                (None, day) => format!("XXXX-XX-{:02}", day?),
            }));
        };
        Some(Period::day(match (weekday, day) {
            (Some(weekday), None) => {
                let back = (i64::from(reference.weekday()) - i64::from(weekday)).rem_euclid(7);
                let is_ahead = place.tense() != Tense::Past && back > 0;
                reference.plus_days(if is_ahead { 7 - back } else { -back })
            }
            (weekday, day) => {
                let first = reference.month_start();
                let days = (-14..=14).filter_map(|months| {
                    let first = first.plus_months(months);
                    let found = Date::new(first.year, first.month, day?)?;
                    weekday.is_none_or(|weekday| found.weekday() == weekday).then_some(found)
                });
                nearest(reference, side(ahead, place), days)?
            }
        }))
    }

    /// The year whose nth quarter is meant where the words name none: the last one that is over or
    /// has begun, the next one if the clause looks ahead.
    pub(super) fn year_of_quarter(&self, nth: i64, place: &Place) -> Period {
        let Some(reference) = self.reference else { return Period::relative("XXXX") };
        let this = i64::from((reference.month - 1) / 3 + 1);
        let offset = match place.tense() {
            _ if nth == 0 => i32::from(this > 1) - 1,
            Tense::Future => i32::from(nth < this),
            _ => -i32::from(nth >= this),
        };
        Period::year(reference.year + offset)
    }

    pub(super) fn season(&self, offset: Option<i64>, season: &'static str, year: Option<i32>) -> Period {
        let Some(offset) = offset else {
            return Period::vague(year.map_or(season.to_owned(), |year| format!("{year:04}-{season}")));
        };
        let Some(reference) = self.reference else { return Period::relative(season) };
        let last_month = match season {
            "SP" => 5,
            "SU" => 8,
            "FA" => 11,
            _ => 2,
        };
        let is_over = reference.month > last_month;
        let years = match offset {
            -1 => -i32::from(!is_over),
            1 => i32::from(is_over),
            _ => 0,
        };
        Period::vague(format!("{:04}-{season}", reference.year + years))
    }

    pub(super) fn holiday(
        &self,
        rule: HolidayRule,
        year: Option<i32>,
        ahead: Option<bool>,
        place: &Place,
    ) -> Period {
        let on_year = |year: i32| match rule {
            HolidayRule::Once(..) | HolidayRule::Moon => None,
            HolidayRule::Day(month, day) => Date::new(year, month, day),
            HolidayRule::Weekday { nth, month, weekday, days } => {
                Date::nth_weekday(year, month, weekday, nth).map(|day| day.plus_days(days))
            }
            HolidayRule::Easter(days) => Date::easter(year).map(|day| day.plus_days(days)),
        };
        let day = match (rule, year, self.reference) {
            (HolidayRule::Once(year, month, day), ..) => Date::new(year, month, day),
            (_, Some(year), _) => on_year(year),
            (_, None, Some(reference)) => {
                let days = (-1..=1).filter_map(|years| on_year(reference.year + years));
                nearest(reference, side(ahead, place), days)
            }
            (_, None, None) => None,
        };
        match (day, year.or(self.reference.map(|day| day.year)), rule) {
            (Some(day), ..) => Period::day(day),
            (None, None, HolidayRule::Day(month, day)) => Period::vague(format!("XXXX-{month:02}-{day:02}")),
            (None, Some(year), _) => Period::vague(format!("{year:04}")),
            _ => Period::vague("XXXX"),
        }
    }
}

/// On which side of a day another is looked for.
#[derive(Clone, Copy)]
enum Side {
    /// Ahead or behind, but not the day itself.
    Strictly(bool),
    Past,
    /// Ahead, unless what lies behind is much nearer.
    Present,
    Future,
}

fn side(ahead: Option<bool>, place: &Place) -> Side {
    match ahead {
        Some(ahead) => Side::Strictly(ahead),
        None => match place.tense() {
            Tense::Past => Side::Past,
            Tense::Present => Side::Present,
            Tense::Future => Side::Future,
        },
    }
}

/// The day nearest to `reference` on that side, if there is one; the earlier of two equally near.
fn nearest(reference: Date, side: Side, days: impl Iterator<Item = Date>) -> Option<Date> {
    // What goes on or is planned lies at most so far ahead.
    const AHEAD: i64 = 210;
    days.min_by_key(|day| {
        let distance = day.number() - reference.number();
        let wrong_side = match side {
            Side::Strictly(true) => distance <= 0,
            Side::Strictly(false) => distance >= 0,
            Side::Past => distance > 0,
            Side::Present => !(0..AHEAD).contains(&distance),
            Side::Future => distance < 0,
        };
        (wrong_side, distance.abs())
    })
}
