//! What the words of a date say: the typed terms that the rules build and the resolver reads.

use std::ops::Range;

use super::period::{Amount, Period};
use crate::lexicon::{Edge, HolidayRule, Origin, Part};

/// A day or period as words name it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    /// "12 May 2019", "Friday", "May".
    Point(Point),
    /// So many units of the calendar from the one that holds the base: "yesterday", "this week".
    Unit { base: Base, offset: i64, unit: u8 },
    /// "last Friday", "Tuesday of next week".
    Weekday { base: Base, offset: i64, weekday: u8, is_nearest: bool },
    /// "last summer", "winter 2022", "in the spring" (of no one year).
    Season { offset: Option<i64>, season: &'static str, year: Option<i32> },
    /// "fiscal 2019", "this school year": prefix and year, or distance from this year.
    Named { prefix: &'static str, year: Option<i32>, offset: i64 },
    /// So long before or after: "two weeks ago", "three days before Easter".
    Shift { from: Box<Term>, amount: Amount, sign: i64, is_exact: bool },
    /// So long up to the article's date or from the day after it: "the past two years".
    Stretch { amount: Amount, sign: i64 },
    /// So long from the day that the term begins: "a week starting tomorrow".
    Length { from: Box<Term>, amount: Amount },
    /// "early 2018", "the end of next week".
    Part { part: Part, of: Box<Term> },
    /// "the first two weeks of July", "last Sunday in October" (weekday), counted from the end if
    /// `nth` is 0; of "quarter" alone the article's year is meant.
    Nth { nth: i64, count: i64, unit: u8, weekday: u8, of: Option<Box<Term>> },
    /// The week or weekend that holds a day: "the week of 4 February", "Labor Day weekend".
    Holding { unit: u8, of: Box<Term> },
    /// By the word list's rule for its day.
    Holiday { rule: HolidayRule, year: Option<i32>, ahead: Option<bool>, tokens: (usize, usize) },
    /// A decade, a century: known without any date to count from.
    Fixed { period: Period, tokens: (usize, usize) },
    /// "in recent years", "now": TIMEX3's PAST_REF, PRESENT_REF.
    Vague(&'static str),
}

/// Where a term counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The article's date.
    Article,
    /// The last date of the story, else the article's.
    Story,
}

impl Base {
    pub(super) fn of(origin: Origin) -> Self {
        if origin == Origin::Story { Self::Story } else { Self::Article }
    }
}

/// A point of the calendar; whatever the words do not say is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub year: Option<i32>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    /// 1 for Monday to 7.
    pub weekday: Option<u8>,
    /// "of last year": the distance of its year from the article's.
    pub year_offset: Option<i64>,
    /// The other reading of "10/11/2017", day first.
    pub other: Option<(u8, u8)>,
    /// Words say that it lies ahead ("next"), or behind.
    pub ahead: Option<bool>,
    /// Its first token, and the one after its last.
    pub tokens: (usize, usize),
}

/// A time of day by the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    /// Whether the words say which half of the day it is.
    pub is_fixed: bool,
    /// Whether the words are a time wherever they stand: not a bare number.
    pub is_plain: bool,
    /// Offset from UTC, where the words name a time zone.
    pub zone: Option<&'static str>,
}

impl Clock {
    pub(super) fn new(hour: u8, minute: Option<u8>) -> Self {
        Self { hour, minute, second: None, is_fixed: hour > 12 || hour == 0, is_plain: false, zone: None }
    }

    /// TIMEX3 value: "T15", "T15:30", "T15:30:10".
    pub(super) fn timex(&self) -> String {
        let mut text = format!("T{:02}", self.hour);
        if let Some(minute) = self.minute {
            text.push_str(&format!(":{minute:02}"));
        }
        if let Some(second) = self.second {
            text.push_str(&format!(":{second:02}"));
        }
        match self.zone {
            Some("+00:00") => text.push('Z'),
            // Two offsets: which one depends on the season.
            Some(zone) if !zone.contains('/') => text.push_str(zone),
            _ => {}
        }
        text
    }

    /// "15:30:00"
    pub(super) fn full(&self) -> String {
        let (minute, second) = (self.minute.unwrap_or_default(), self.second.unwrap_or_default());
        format!("{:02}:{minute:02}:{second:02}", self.hour)
    }

    pub(super) fn minutes(&self) -> i64 {
        i64::from(self.hour) * 60 + i64::from(self.minute.unwrap_or_default())
    }

    pub(super) fn with_half(mut self, is_pm: bool) -> Self {
        self.hour = match (self.hour, is_pm) {
            (12, false) => 0,
            (hour @ 1..=11, true) => hour + 12,
            (hour, _) => hour,
        };
        (self.is_fixed, self.is_plain) = (true, true);
        self
    }

    /// The same time in the part of the day that the words name.
    pub(super) fn in_part(self, part: &str) -> Self {
        match part {
            _ if self.is_fixed => self,
            "MO" => Self { is_fixed: true, ..self },
            "AF" | "EV" => self.with_half(true),
            "NI" if self.hour >= 6 => self.with_half(true),
            _ => self,
        }
    }

    /// Half a day later.
    pub(super) fn later_half(self) -> Self {
        Self { hour: (self.hour + 12) % 24, ..self }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Time {
    Clock(Clock),
    /// From one to another.
    Clocks(Clock, Clock),
    /// TIMEX3 code of a part of the day.
    Part(&'static str),
    /// "the end of today"
    DayEnd,
}

/// A date, a time or both.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Moment {
    pub term: Option<Term>,
    pub time: Option<Time>,
}

/// What stands in a sentence: a moment, a range, or what is open to one side.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Phrase {
    pub from: Moment,
    pub to: Option<Moment>,
    pub edge: Option<Edge>,
}

impl Phrase {
    /// The calendar words in it, in tokens.
    pub(super) fn calendar(&self) -> Option<Range<usize>> {
        let of = |moment: &Moment| moment.term.as_ref().and_then(Term::calendar);
        match (of(&self.from), self.to.as_ref().and_then(of)) {
            (Some(from), Some(to)) => Some(from.start.min(to.start)..from.end.max(to.end)),
            (from, to) => from.or(to),
        }
    }
}

impl Term {
    /// Whether it names one day, of the calendar or of the week.
    pub(super) fn is_day(&self) -> bool {
        match self {
            Self::Point(point) => point.day.is_some() || point.weekday.is_some(),
            Self::Unit { unit, .. } => *unit == b'D',
            Self::Weekday { .. } | Self::Holiday { .. } => true,
            Self::Nth { weekday, unit, .. } => *weekday > 0 || *unit == b'D',
            Self::Shift { amount, is_exact, .. } => *is_exact || amount.iter().all(|part| part.1 == b'D'),
            Self::Part { of, .. } => of.is_day(),
            _ => false,
        }
    }

    /// The calendar words in it, in tokens.
    pub(super) fn calendar(&self) -> Option<Range<usize>> {
        match self {
            Self::Point(Point { tokens, .. }) | Self::Holiday { tokens, .. } | Self::Fixed { tokens, .. } => {
                Some(tokens.0..tokens.1)
            }
            Self::Shift { from: of, .. }
            | Self::Length { from: of, .. }
            | Self::Part { of, .. }
            | Self::Holding { of, .. }
            | Self::Nth { of: Some(of), .. } => of.calendar(),
            _ => None,
        }
    }

    /// The point of the calendar that it is, or is a part of.
    pub(super) fn point_mut(&mut self) -> Option<&mut Point> {
        match self {
            Self::Point(point) => Some(point),
            Self::Part { of, .. } | Self::Nth { of: Some(of), .. } => of.point_mut(),
            _ => None,
        }
    }

    /// One year of the calendar, and nothing more.
    pub(super) fn is_bare_year(&self) -> bool {
        matches!(self, Self::Point(Point { year: Some(_), month: None, day: None, weekday: None, .. }))
    }
}
