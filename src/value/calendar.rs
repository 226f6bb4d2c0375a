//! The proleptic Gregorian calendar: days, weeks, months, Easter.

/// A calendar day of the proleptic Gregorian calendar, printed `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD`, with or without a time of day behind it, which is ignored; none for what is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.split('-');
        let year = parts.next()?.parse().ok()?;
        let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Self::new(year, month, day)
    }

    /// The day, if the calendar has it: none for 30 February, or a year before 1 or after 9999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Days since 1 March of year 0; consecutive over the whole calendar.
    ///
    /// Counting years from March puts the leap day last, so that no month needs a table.
    pub(super) fn number(self) -> i64 {
        let (year, month) = if self.month > 2 {
            (i64::from(self.year), i64::from(self.month) - 3)
        } else {
            (i64::from(self.year) - 1, i64::from(self.month) + 9)
        };
        year * 365 + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + i64::from(self.day)
            - 1
    }

    /// The inverse of [`Date::number`]; days outside the calendar fall on its first or last day.
    pub(super) fn from_number(number: i64) -> Self {
        let era = number.div_euclid(146_097);
        let day_of_era = number.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let year = era * 400 + year_of_era + i64::from(month >= 10);
        let month = if month < 10 { month + 3 } else { month - 9 };
        match i32::try_from(year) {
            Ok(year @ 1..=9999) => Self { year, month: month as u8, day: day as u8 },
            Ok(year) if year < 1 => Self { year: 1, month: 1, day: 1 },
            _ => Self { year: 9999, month: 12, day: 31 },
        }
    }

    /// The day `days` later, or earlier if negative.
    pub(super) fn plus_days(self, days: i64) -> Self {
        Self::from_number(self.number().saturating_add(days.clamp(-4_000_000, 4_000_000)))
    }

    /// The same day `months` later, or the month's last where it has no such day.
    pub(super) fn plus_months(self, months: i64) -> Self {
        let total = i64::from(self.year) * 12 + i64::from(self.month) - 1 + months.clamp(-200_000, 200_000);
        let year = total.div_euclid(12).clamp(1, 9999) as i32;
        let month = total.rem_euclid(12) as u8 + 1;
        Self { year, month, day: self.day.min(days_in_month(year, month)) }
    }

    /// The first day of its month.
    pub(super) fn month_start(self) -> Self {
        Self { day: 1, ..self }
    }

    /// The first day of its year.
    pub(super) fn year_start(self) -> Self {
        Self { year: self.year, month: 1, day: 1 }
    }

    /// 1 for Monday to 7 for Sunday.
    pub(super) fn weekday(self) -> u8 {
        ((self.number() + 2).rem_euclid(7) + 1) as u8
    }

    /// The Monday of its week.
    pub(super) fn monday(self) -> Self {
        self.plus_days(1 - i64::from(self.weekday()))
    }

    /// ISO year and week.
    pub(super) fn iso_week(self) -> (i32, u8) {
        let thursday = self.monday().plus_days(3);
        let days = thursday.number() - thursday.year_start().number();
        (thursday.year, (days / 7 + 1) as u8)
    }

    /// The `nth` weekday of a month, the last one for `nth` < 1.
    pub(super) fn nth_weekday(year: i32, month: u8, weekday: u8, nth: i64) -> Option<Self> {
        if nth < 1 {
            let last = Self::new(year, month, days_in_month(year, month))?;
            let back = (i64::from(last.weekday()) - i64::from(weekday)).rem_euclid(7);
            return Some(last.plus_days(-back));
        }
        let first = Self::new(year, month, 1)?;
        let ahead = (i64::from(weekday) - i64::from(first.weekday())).rem_euclid(7);
        Some(first.plus_days(ahead + (nth - 1) * 7))
    }

    /// Easter Sunday of the western churches (the anonymous Gregorian computus).
    pub(super) fn easter(year: i32) -> Option<Self> {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let total = h + l - 7 * m + 114;
        Self::new(year, u8::try_from(total / 31).ok()?, u8::try_from(total % 31 + 1).ok()?)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// How many days a month has; 31 for a month that does not exist.
pub(super) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn days_count_through_leap_years() {
        for (from, days, to) in [
            ("2016-02-28", 1, "2016-02-29"),
            ("1900-02-28", 1, "1900-03-01"),
            ("2017-12-31", 1, "2018-01-01"),
            ("2018-01-01", -366, "2016-12-31"),
            ("0001-01-01", -5, "0001-01-01"),
        ] {
            assert_eq!(date(from).plus_days(days), date(to));
        }
    }

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        assert_eq!(date("2021-01-03").iso_week(), (2020, 53));
        assert_eq!(date("2018-12-31").iso_week(), (2019, 1));
        assert_eq!(date("2017-12-17").weekday(), 7);
    }

    #[test]
    fn months_without_the_day_give_their_last() {
        assert_eq!(date("2020-01-31").plus_months(1), date("2020-02-29"));
        assert_eq!(date("2020-01-31").plus_months(-14), date("2018-11-30"));
    }

    #[test]
    fn feasts_fall_where_they_fell() {
        assert_eq!(Date::easter(2019), Some(date("2019-04-21")));
        assert_eq!(Date::easter(2024), Some(date("2024-03-31")));
        assert_eq!(Date::nth_weekday(2010, 11, 4, 4), Some(date("2010-11-25")));
        assert_eq!(Date::nth_weekday(2022, 5, 1, 0), Some(date("2022-05-30")));
    }

    #[test]
    fn only_days_that_exist_are_read() {
        for text in ["2019-02-30", "2019-13-01", "19-1-1", "2019/01/01", "", "2019-0é-01"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::parse("2016-11-07T16:12:00"), Some(date("2016-11-07")));
    }
}
