//! The values that resolved dates and times are printed as.

use super::Edge;
use super::calendar::Date;
use super::period::Period;
use super::term::{Clock, Phrase, Point, Term, Time};
use super::{Value, ValueType};
use crate::lexicon::Part;

pub(super) fn date_value(term: &Term, period: Period) -> Value {
    let value_type = if period.is_relative { ValueType::Relative } else { ValueType::Date };
    let single = period.single_day();
    let mut value = Value::new(value_type, Some(period.timex));
    if single.is_none() {
        (value.low, value.high) =
            (period.low.map(|day| day.to_string()), period.high.map(|day| day.to_string()));
    }
    if let (Term::Point(Point { year: Some(year), other: Some((month, day)), .. }), Some(first)) =
        (term, single)
        && let Some(second) = Date::new(*year, *month, *day)
    {
        (value.low, value.high) = (Some(first.to_string()), Some(second.to_string()));
    }
    value
}

pub(super) fn time_value(period: Option<Period>, time: &Time) -> Value {
    let day = period.as_ref().and_then(Period::single_day);
    let known = period.filter(|period| !period.is_relative).map(|period| period.timex).unwrap_or_default();
    let with_day = |clock: &Clock| match (day, known.is_empty()) {
        (Some(day), _) => format!("{day} {}", clock.full()),
        (None, true) => clock.full(),
        (None, false) => format!("{known} {}", clock.full()),
    };
    let (text, range) = match time {
        Time::Clock(clock) => {
            let text = match day {
                Some(day) => format!("{day} {}", clock.full()),
                None => format!("{known}{}", clock.timex()),
            };
            (text, None)
        }
        Time::Clocks(from, to) => {
            let text = format!("{known}{}/{known}{}", from.timex(), to.timex());
            (text, Some((with_day(from), with_day(to))))
        }
        Time::Part(part) => {
            let hours = match *part {
                "MO" => ("08:00:00", "12:00:00"),
                "AF" => ("12:00:00", "16:00:00"),
                "EV" => ("16:00:00", "20:00:00"),
                "NI" => ("20:00:00", "23:59:59"),
                _ => ("08:00:00", "18:00:00"),
            };
            let range = day.map(|day| (format!("{day} {}", hours.0), format!("{day} {}", hours.1)));
            (format!("{known}T{part}"), range)
        }
        Time::DayEnd => (format!("{known}T23:59:59"), None),
    };
    let mut value = Value::new(ValueType::Time, Some(text));
    if let Some((low, high)) = range {
        (value.low, value.high) = (Some(low), Some(high));
    }
    value
}

/// Leaves a value open to one side of its edge.
pub(super) fn open(value: &mut Value, edge: Edge, phrase: &Phrase) {
    value.edge = Some(edge);
    if edge == Edge::About {
        return;
    }
    let to_end = matches!(phrase.from.term, Some(Term::Part { part: Part::End, .. }));
    let first = if to_end { value.high.take() } else { value.low.take() };
    let point = first.or_else(|| {
        value
            .value
            .clone()
            .filter(|value| value.len() >= 10 && value.starts_with(|c: char| c.is_ascii_digit()))
    });
    if value.value_type == ValueType::Time
        && let Some((day, time)) = value.value.as_deref().and_then(|moment| moment.split_once(' '))
    {
        let time = time.strip_suffix(":00").unwrap_or(time);
        value.value = Some(format!("{day}T{}", time.strip_suffix(":00").unwrap_or(time)));
    }
    (value.low, value.high) = if edge == Edge::After { (point, None) } else { (None, point) };
}
