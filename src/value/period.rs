//! Days and periods of the calendar, their normal forms, and how they are counted.

use super::calendar::Date;
use crate::lexicon::Part;

/// Numbers of units of time, in the order printed; units by their code in the word list. A number
/// that the words leave open ("several") is not a number.
pub(super) type Amount = Vec<(f64, u8)>;

/// A day or period in its normal form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Period {
    /// TIMEX3 value.
    pub timex: String,
    /// Its first day.
    pub low: Option<Date>,
    /// The day after its last.
    pub high: Option<Date>,
    /// Whether it hangs on a date that is not known.
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
        let low = Date { year: year.clamp(1, 9998), month: 1, day: 1 };
        Self::new(format!("{:04}", low.year), low, low.plus_months(12))
    }

    /// The ISO week that `day` lies in.
    pub(super) fn week(day: Date) -> Self {
        let (year, week) = day.iso_week();
        Self::new(format!("{year:04}-W{week:02}"), day.monday(), day.monday().plus_days(7))
    }

    /// The weekend of that week.
    pub(super) fn weekend(day: Date) -> Self {
        let (year, week) = day.iso_week();
        let saturday = day.monday().plus_days(5);
        Self::new(format!("{year:04}-W{week:02}-WE"), saturday, saturday.plus_days(2))
    }

    /// So many months from the first of one: a quarter or half if it is one, else the interval.
    pub(super) fn months(first: Date, months: i64) -> Self {
        let first = first.month_start();
        let (high, nth) = (first.plus_months(months), i64::from(first.month - 1));
        match months {
            3 if nth % 3 == 0 => Self::new(format!("{:04}-Q{}", first.year, nth / 3 + 1), first, high),
            6 if nth % 6 == 0 => Self::new(format!("{:04}-H{}", first.year, nth / 6 + 1), first, high),
            _ => Self::interval(first, high),
        }
    }

    pub(super) fn decade(year: i32) -> Self {
        let low = Date { year: (year.div_euclid(10) * 10).clamp(10, 9980), month: 1, day: 1 };
        Self::new(format!("{}X", low.year / 10), low, low.plus_months(120))
    }

    pub(super) fn century(nth: i32) -> Self {
        let low = Date { year: ((nth - 1) * 100).clamp(1, 9800), month: 1, day: 1 };
        Self::new(format!("{:02}XX", low.year / 100), low, low.plus_months(1200))
    }

    /// From one day up to another, which is the first no longer in it.
    pub(super) fn interval(low: Date, high: Date) -> Self {
        Self::new(format!("{low}/{high}"), low, high)
    }

    /// Without days: "Ramadan".
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

/// How long a unit of time is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Length {
    Months(f64),
    Days(f64),
    /// Shorter than a day.
    Clock,
}

/// A unit of time.
struct UnitOfTime {
    /// Its letter in the word list.
    code: u8,
    length: Length,
    /// How many of which TIMEX3 unit it is.
    timex: (f64, &'static str),
}

const fn unit_of_time(code: u8, length: Length, factor: f64, letter: &'static str) -> UnitOfTime {
    UnitOfTime { code, length, timex: (factor, letter) }
}

/// The units of time, larger ones first.
static UNITS_OF_TIME: [UnitOfTime; 16] = [
    unit_of_time(b'C', Length::Months(1200.0), 100.0, "Y"),
    unit_of_time(b'E', Length::Months(120.0), 10.0, "Y"),
    unit_of_time(b'Y', Length::Months(12.0), 1.0, "Y"),
    unit_of_time(b'Q', Length::Months(3.0), 3.0, "M"),
    unit_of_time(b'M', Length::Months(1.0), 1.0, "M"),
    unit_of_time(b'F', Length::Days(14.0), 2.0, "W"),
    unit_of_time(b'W', Length::Days(7.0), 1.0, "W"),
    unit_of_time(b'K', Length::Days(7.0), 1.0, "WE"),
    unit_of_time(b'V', Length::Days(7.0), 1.0, "W"),
    unit_of_time(b'D', Length::Days(1.0), 1.0, "D"),
    unit_of_time(b'N', Length::Days(1.0), 1.0, "D"),
    unit_of_time(b'B', Length::Days(1.4), 1.0, "WD"),
    unit_of_time(b'H', Length::Clock, 1.0, "H"),
    unit_of_time(b'I', Length::Clock, 1.0, "M"),
    unit_of_time(b'S', Length::Clock, 1.0, "S"),
    unit_of_time(b'L', Length::Clock, 0.001, "S"),
];

/// What a unit's letter stands for.
fn measure(unit: u8) -> &'static UnitOfTime {
    &UNITS_OF_TIME[rank(unit)]
}

/// The place of a unit among all, larger ones first.
pub(super) fn rank(unit: u8) -> usize {
    let known = UNITS_OF_TIME.iter().position(|own| own.code == unit);
    debug_assert!(known.is_some(), "{unit} is no unit of the list");
    known.unwrap_or(UNITS_OF_TIME.len() - 1)
}

/// The unit that lies `offset` units from the one that holds `day`.
pub(super) fn unit_at(day: Date, unit: u8, offset: i64) -> Option<Period> {
    Some(match unit {
        b'Y' => Period::year(day.year + offset as i32),
        b'M' => Period::month(day.month_start().plus_months(offset)),
        b'W' | b'V' => Period::week(day.plus_days(offset * 7)),
        b'D' | b'N' => Period::day(day.plus_days(offset)),
        b'K' => Period::weekend(day.plus_days(offset * 7)),
        b'Q' => {
            let month = (day.month - 1) / 3 * 3 + 1;
            Period::months(Date { month, day: 1, ..day }.plus_months(offset * 3), 3)
        }
        b'E' => Period::decade(day.year + offset as i32 * 10),
        b'C' => Period::century(day.year.div_euclid(100) + 1 + offset as i32),
        _ => return None,
    })
}

/// A unit that hangs on a date that nobody gives.
pub(super) fn unknown_unit(unit: u8, offset: i64) -> Period {
    let length = timex_of(&[(1.0, unit)]);
    let distance = timex_of(&[(offset as f64, unit)]);
    Period::relative(match (unit, offset) {
        (b'D', _) => format!("OFFSET {distance}"),
        (_, 0) => format!("THIS {length}"),
        _ => format!("THIS {length} OFFSET {distance}"),
    })
}

/// "the last two weeks of July", "the first quarter of 2013", "the second Monday in May".
pub(super) fn nth_of(whole: &Period, nth: i64, count: i64, unit: u8, weekday: u8) -> Option<Period> {
    let (Some(low), Some(high)) = (whole.low, whole.high) else {
        let code = if unit == b'Q' { format!("-Q{nth}") } else { String::new() };
        return Some(Period { timex: format!("{}{code}", whole.timex), ..whole.clone() });
    };
    if weekday > 0 {
        let first = low.plus_days((i64::from(weekday) - i64::from(low.weekday())).rem_euclid(7));
        let last = high.plus_days(-1);
        let back = (i64::from(last.weekday()) - i64::from(weekday)).rem_euclid(7);
        let day = if nth == 0 { last.plus_days(-back) } else { first.plus_days((nth - 1) * 7) };
        return (day < high).then(|| Period::day(day));
    }
    let from_end =
        |months: i64| if nth == 0 { high.plus_months(-months) } else { low.plus_months((nth - 1) * months) };
    // So many in a row, each of `size` days or months.
    let run = |plus: fn(Date, i64) -> Date, size: i64| match nth {
        0 => Period::interval(plus(high, -size * count), high),
        _ => Period::interval(plus(low, size * (nth - 1)), plus(low, size * (nth - 1 + count))),
    };
    Some(match unit {
        b'W' | b'K' => {
            // A week belongs to the period that holds its Thursday.
            let first = low.plus_days(3).monday();
            let first = if first.plus_days(3) < low { first.plus_days(7) } else { first };
            let start = if nth == 0 {
                high.plus_days(3 - 7 * count).monday()
            } else {
                first.plus_days((nth - 1) * 7)
            };
            match (unit, count) {
                (b'K', _) => Period::weekend(start),
                (_, 1) if high.number() - low.number() > 360 => Period::week(start),
                _ => Period::interval(start, start.plus_days(7 * count)),
            }
        }
        b'D' if count == 1 => Period::day(if nth == 0 { high.plus_days(-1) } else { low.plus_days(nth - 1) }),
        b'D' => run(Date::plus_days, 1),
        b'Q' if nth == 0 => Period::months(high.plus_months(-3 * count), 3 * count),
        b'Q' => Period::months(low.plus_months((nth - 1) * 3), 3 * count),
        b'M' if count == 1 => Period::month(from_end(1)),
        b'M' => run(Date::plus_months, 1),
        b'2' => {
            let days = high.number() - low.number();
            let months = if days < 60 { 0 } else { (days as f64 / 60.9).round() as i64 };
            match (months, nth) {
                (0, 1) => Period::interval(low, low.plus_days(days / 2)),
                (0, _) => Period::interval(low.plus_days(days / 2), high),
                _ => Period::months(from_end(months), months),
            }
        }
        _ => run(Date::plus_months, 12),
    })
}

/// The day that lies so long before or after `from`.
pub(super) fn shift(from: Date, amount: &Amount, sign: i64) -> Option<Date> {
    let mut day = from;
    for &(number, unit) in amount {
        let whole = |factor: f64| (number.clamp(0.0, 1e7) * factor * sign as f64).round() as i64;
        day = match measure(unit).length {
            Length::Months(months) => day.plus_months(whole(months)),
            Length::Days(days) => day.plus_days(whole(days)),
            Length::Clock => return None,
        };
    }
    Some(day)
}

/// Thirds of a period for "early", "mid" and "late"; halves, as far as the article's date lets,
/// for "earlier" and "later".
pub(super) fn cut(low: Date, high: Date, part: Part, reference: Option<Date>) -> (Date, Date) {
    let days = high.number() - low.number();
    if days <= 1 {
        return (low, high);
    }
    let is_year = (361..370).contains(&days);
    let is_month = (28..=31).contains(&days);
    let now = reference.filter(|reference| low <= *reference && *reference < high);
    let middle = if is_year { low.plus_months(6) } else { low.plus_days(days / 2) };
    let third = (days / 3).max(1);
    match part {
        Part::Earlier if is_year => (low, now.unwrap_or(middle)),
        Part::Earlier if days > 27 => (low, low.plus_days(15)),
        Part::Earlier => (low, middle),
        Part::Later => (middle, high),
        Part::Rest => (now.unwrap_or(low), high),
        Part::End if is_year && now.is_some() => (middle, high),
        Part::Early | Part::Beginning if is_year => (low, low.plus_months(4)),
        Part::Mid | Part::Middle if is_year => (low.plus_months(4), low.plus_months(8)),
        Part::Late | Part::End if is_year => (low.plus_months(8), high),
        Part::Early | Part::Beginning if is_month => (low, low.plus_days(10)),
        Part::Mid | Part::Middle if is_month => (low.plus_days(9), low.plus_days(20)),
        Part::Late | Part::End if is_month => (low.plus_days(20), high),
        Part::Early | Part::Beginning => (low, low.plus_days(third)),
        Part::Mid | Part::Middle => (low.plus_days(third), high.plus_days(-third)),
        Part::Late | Part::End if days == 7 => (low.plus_days(3), high),
        Part::Late | Part::End => (high.plus_days(-third), high),
    }
}

/// The TIMEX3 value of a stretch of time.
pub(super) fn timex_of(parts: &[(f64, u8)]) -> String {
    let (mut days, mut time) = (String::new(), String::new());
    for &(number, unit) in parts {
        let UnitOfTime { length, timex: (factor, letter), .. } = measure(unit);
        let into = if *length == Length::Clock { &mut time } else { &mut days };
        into.push_str(&format_number(number * factor));
        into.push_str(letter);
    }
    if time.is_empty() { format!("P{days}") } else { format!("P{days}T{time}") }
}

/// A number without superfluous zeros, to at most six decimals; "X" for one left open.
pub(super) fn format_number(number: f64) -> String {
    if number.is_nan() {
        return "X".to_owned();
    }
    if number.abs() < 1e15 && (number - number.round()).abs() < 1e-9 {
        return format!("{}", number.round() as i64);
    }
    if number.abs() >= 1e15 {
        return format!("{number:.0}");
    }
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
