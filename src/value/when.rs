//! From what a phrase says of a day or period to its normal form.

use super::calendar::{Date, days_in_month};
use super::scan::Scan;

/// What a phrase says of a day or period; whatever it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct When {
    pub year: Option<i32>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    /// 1 for Monday to 7.
    pub weekday: Option<u8>,
    /// A period that year, month and day cannot say.
    pub period: Option<Period>,
    /// The other reading of "10/11/2017", day first.
    pub other: Option<(u8, u8)>,
    /// Words say that it lies ahead ("next"), or behind.
    pub ahead: Option<bool>,
}

/// A day or period in its normal form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Period {
    /// TIMEX3 value.
    pub timex: String,
    /// Its first day.
    pub low: Option<Date>,
    /// The day after its last.
    pub high: Option<Date>,
    /// Whether it hangs on a reference date that is not known.
    pub is_relative: bool,
}

impl Period {
    pub(super) fn new(timex: impl Into<String>, low: Date, high: Date) -> Self {
        Self { timex: timex.into(), low: Some(low), high: Some(high), is_relative: false }
    }

    pub(super) fn day(day: Date) -> Self {
        Self::new(day.to_string(), day, day.plus_days(1))
    }

    pub(super) fn month(first: Date) -> Self {
        let first = first.month_start();
        Self::new(format!("{:04}-{:02}", first.year, first.month), first, first.plus_months(1))
    }

    pub(super) fn year(year: i32) -> Self {
        let low = Date { year, month: 1, day: 1 };
        Self::new(format!("{year:04}"), low, low.plus_months(12))
    }

    /// The ISO week that `day` lies in.
    pub(super) fn week(day: Date) -> Self {
        let (year, week) = day.iso_week();
        Self::new(format!("{year:04}-W{week:02}"), day.monday(), day.monday().plus_days(7))
    }

    /// A period without days: "Ramadan", or one that hangs on an unknown date.
    pub(super) fn vague(timex: impl Into<String>) -> Self {
        Self { timex: timex.into(), ..Self::default() }
    }

    pub(super) fn relative(timex: impl Into<String>) -> Self {
        Self { timex: timex.into(), is_relative: true, ..Self::default() }
    }

    /// Its only day, if it has no other.
    pub(super) fn single_day(&self) -> Option<Date> {
        let day = self.low?;
        (self.high == Some(day.plus_days(1)) && self.timex.len() == 10).then_some(day)
    }
}

impl When {
    pub(super) fn of_period(period: Period) -> Self {
        Self { period: Some(period), ..Self::default() }
    }

    /// Whether it names one day, of the calendar or of the week.
    pub(super) fn is_day(&self) -> bool {
        let is_day = |period: &Period| period.single_day().is_some() || period.timex.starts_with("XXXX-WXX");
        self.day.is_some() || self.weekday.is_some() || self.period.as_ref().is_some_and(is_day)
    }

    pub(super) fn is_year_only(&self) -> bool {
        self.year.is_some()
            && self.month.is_none()
            && self.day.is_none()
            && self.weekday.is_none()
            && self.period.is_none()
    }

    /// Without a year, as far as the words go.
    pub(super) fn lacks_year(&self) -> bool {
        self.year.is_none() && self.period.is_none()
    }
}

impl Scan<'_> {
    /// The normal form of `when`; `ahead` says whether its sentence speaks of the future.
    pub(super) fn resolve(&self, when: &When, ahead: bool) -> Period {
        if let Some(period) = &when.period {
            return period.clone();
        }
        let ahead = when.ahead.or(ahead.then_some(true));
        match (when.year, when.month, when.day) {
            (Some(year), Some(month), Some(day)) => match Date::new(year, month, day) {
                Some(day) => Period::day(day),
                None => Period::vague(format!("{year:04}-{month:02}-{day:02}")),
            },
            (Some(year), Some(month), None) => match Date::new(year, month, 1) {
                Some(first) => Period::month(first),
                None => Period::vague(format!("{year:04}-{month:02}")),
            },
            (Some(year), None, _) => Period::year(year.clamp(1, 9998)),
            (None, Some(month), Some(day)) => self
                .nearest_day(month, day, ahead)
                .map_or_else(|| Period::vague(format!("XXXX-{month:02}-{day:02}")), Period::day),
            (None, Some(month), None) => self
                .nearest_month(month, ahead)
                .map_or_else(|| Period::vague(format!("XXXX-{month:02}")), Period::month),
            (None, None, day) => self.resolve_weekday(when.weekday, day, ahead),
        }
    }

    fn resolve_weekday(&self, weekday: Option<u8>, day: Option<u8>, ahead: Option<bool>) -> Period {
        let unknown = match (weekday, day) {
            (Some(weekday), _) => format!("XXXX-WXX-{weekday}"),
            (None, Some(day)) => format!("XXXX-XX-{day:02}"),
            (None, None) => String::new(),
        };
        let Some(reference) = self.reference else { return Period::vague(unknown) };
        let found = match (weekday, day) {
            (Some(weekday), None) => {
                let back = (i64::from(reference.weekday()) - i64::from(weekday)).rem_euclid(7);
                Some(if ahead == Some(true) && back > 0 {
                    reference.plus_days(7 - back)
                } else {
                    reference.plus_days(-back)
                })
            }
            (weekday, Some(day)) => nearest(
                reference,
                ahead,
                (-14..=14).filter_map(|months| {
                    let first = reference.month_start().plus_months(months);
                    let found = Date::new(first.year, first.month, day)?;
                    weekday.is_none_or(|weekday| found.weekday() == weekday).then_some(found)
                }),
            ),
            (None, None) => None,
        };
        found.map_or_else(|| Period::vague(unknown), Period::day)
    }

    fn nearest_day(&self, month: u8, day: u8, ahead: Option<bool>) -> Option<Date> {
        let reference = self.reference?;
        if day > days_in_month(2000, month) {
            return None;
        }
        nearest(reference, ahead, (-8..=8).filter_map(|years| Date::new(reference.year + years, month, day)))
    }

    fn nearest_month(&self, month: u8, ahead: Option<bool>) -> Option<Date> {
        let reference = self.reference?;
        let mut months = i64::from(month) - i64::from(reference.month);
        match ahead {
            Some(true) if months < 0 => months += 12,
            Some(false) if months >= 0 => months -= 12,
            None if months > 6 => months -= 12,
            None if months < -6 => months += 12,
            _ => {}
        }
        Some(reference.month_start().plus_months(months))
    }

    /// Whether the words before `at` speak of what is to come.
    pub(super) fn speaks_of_future(&self, at: usize) -> bool {
        if self.reference.is_none() {
            return false;
        }
        (at.saturating_sub(14).max(self.first)..at).any(|before| {
            self.is(
                before,
                &[
                    "will",
                    "'ll",
                    "wo",
                    "shall",
                    "upcoming",
                    "scheduled",
                    "due",
                    "expected",
                    "plans",
                    "slated",
                    "until",
                ],
            )
        })
    }
}

/// The day nearest to `reference`; with `ahead` the nearest on that side, if there is one. The
/// earlier of two equally near.
fn nearest(reference: Date, ahead: Option<bool>, days: impl Iterator<Item = Date>) -> Option<Date> {
    days.min_by_key(|day| {
        let distance = day.number() - reference.number();
        let wrong_side = match ahead {
            Some(true) => distance < 0,
            Some(false) => distance >= 0,
            None => false,
        };
        (wrong_side, distance.abs())
    })
}
