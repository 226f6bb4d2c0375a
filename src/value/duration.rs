//! Stretches of time ("three years" → P3Y) and what recurs ("every Tuesday", "daily").

use super::scan::{Found, Scan, format_number};
use super::{Extent, ValueType};
use crate::lexicon::CALENDAR_WORDS;
use crate::text::Case;

/// Numbers of units of time, in the order printed; units by their code in the word list.
pub(super) type Amount = Vec<(f64, u8)>;

/// "2 years 1 month 21 days" is as long as it gets.
const MAX_PARTS: usize = 4;

impl Scan<'_> {
    /// "three years", "2 weeks and 2 days", "one hour and a half", "3.5years", "few hours"
    pub(super) fn amount_of_time(&self, at: usize) -> Option<(usize, Amount)> {
        let (mut end, number, unit) = self.one_amount(at)?;
        let mut parts = vec![(number, unit)];
        while parts.len() < MAX_PARTS {
            let next = end + usize::from(self.is(end, &["and", ","]));
            // "two years and three people" ends behind the years.
            let Some((after, number, unit)) =
                self.one_amount(next).filter(|part| rank(part.2) < rank(parts[parts.len() - 1].1))
            else {
                break;
            };
            if self.low(end) == "," {
                break;
            }
            parts.push((number, unit));
            end = after;
        }
        if let [(number, _)] = parts.as_mut_slice()
            && self.low(end) == "and"
        {
            let next = end + 1 + usize::from(self.low(end + 1) == "a");
            let fraction = self.term(next).fraction;
            if fraction > 0.0 && (next > end + 1 || self.low(next) == "half") && number.fract() == 0.0 {
                *number += fraction;
                end = next + 1;
            }
        }
        Some((end, parts))
    }

    /// A number and one unit.
    fn one_amount(&self, at: usize) -> Option<(usize, f64, u8)> {
        if let Some((number, letters)) = self.figure_with_letters(at) {
            let unit = match letters {
                "y" => b'Y',
                "d" => b'D',
                _ => unit_code(letters)?,
            };
            return Some((at + 1, number, unit));
        }
        let (next, number) = match self.low(at) {
            "a" | "an" if self.term(at + 1).factor == 0.0 && self.term(at + 1).fraction == 0.0 => {
                let few = usize::from(self.is(at + 1, &["few", "couple"]));
                let of = usize::from(few == 1 && self.low(at + 2) == "of");
                (at + 1 + few + of, [1.0, 0.0][few])
            }
            "few" => (at + 1, 0.0),
            "couple" => (at + 1 + usize::from(self.low(at + 1) == "of"), 0.0),
            _ => {
                let number = self.number(at)?;
                (number.end, number.value)
            }
        };
        let number = if number > 0.0 {
            number
        } else if self.is(next - 1, &["few"]) {
            3.0
        } else {
            2.0
        };
        let next = self.skip_hyphen(next);
        let unit = self.time_unit(next)?;
        // "a second man", "5 h": a lone letter must touch its figure.
        let letter = self.low(next).len() == 1 && !self.touches(next);
        let ordinal = self.low(next) == "second" && matches!(self.low(at), "a" | "an");
        let quarter = self.low(next) == "quarter" && matches!(self.low(at), "a" | "an" | "one");
        (!letter && !ordinal && !quarter && number < 1e9).then_some((next + 1, number, unit))
    }

    fn time_unit(&self, at: usize) -> Option<u8> {
        let unit = self.term(at).unit;
        (unit != 0 && self.case(at) != Case::Upper).then_some(unit)
    }

    /// A stretch of time as a value.
    pub(super) fn duration(&self, at: usize) -> Option<Found> {
        if self.extent == Extent::Phrase
            && let Some(after) = ["more than", "less than"].iter().find_map(|words| self.phrase(at, words))
        {
            let found = self.duration(after)?;
            return (found.start == after).then_some(Found { start: at, ..found });
        }
        if self.low(at) == "all"
            && matches!(self.term(at + 1).unit, b'D' | b'W')
            && !self.low(at + 1).ends_with('s')
        {
            let unit = self.term(at + 1).unit;
            return Some(Found::new(at, at + 2, ValueType::Duration, timex_of(&[(1.0, unit)])));
        }
        let (end, parts) = self.amount_of_time(at)?;
        if self.is(at, &["a", "an"]) && !self.article_counts(at, end) {
            return None;
        }
        // A rate: "30 miles an hour", "twice a week".
        if matches!(parts.as_slice(), [(_, b'E' | b'C')]) && self.is(at, &["a", "an"]) {
            return Some(Found::new(at, end, ValueType::Duration, timex_of(&parts)));
        }
        Some(Found::new(at, end, ValueType::Duration, timex_of(&parts)))
    }

    /// Whether "a week" is a stretch of time rather than a rate or a manner of speech.
    fn article_counts(&self, at: usize, end: usize) -> bool {
        let before = self.before(at);
        let few = self.is(at + 1, &["few", "couple"]);
        few || matches!(
            before,
            "for"
                | "after"
                | "within"
                | "over"
                | "about"
                | "almost"
                | "nearly"
                | "than"
                | "takes"
                | "took"
                | "lasted"
                | "last"
                | "be"
                | "under"
                | "around"
                | "during"
                | "in"
                | "not"
        ) || self.is(end, &["ago", "later", "earlier", "starting", "from"])
    }

    /// "every Tuesday", "each two days", "daily", "once a week", "mornings"
    pub(super) fn recurring(&self, at: usize) -> Option<Found> {
        let low = self.low(at);
        let found = |end, timex: &str| Some(Found::new(at, end, ValueType::Duration, timex.to_owned()));
        if !self.case(at).is_capital() || at == self.first {
            let (end, word) = if matches!(low, "bi" | "semi") && self.skip_hyphen(at + 1) > at + 1 {
                (at + 3, format!("{low}{}", self.low(at + 2)))
            } else {
                (at + 1, low.to_owned())
            };
            let timex = match word.as_str() {
                "daily" | "everyday" => "P1D",
                "nightly" => "TNI",
                "hourly" => "PT1H",
                "weekly" => "P1W",
                "biweekly" | "fortnightly" => "P2W",
                "monthly" => "P1M",
                "bimonthly" => "P2M",
                "quarterly" => "P3M",
                "semiannual" | "semiannually" | "biannual" | "biannually" => "P0.5Y",
                "annual" | "annually" | "yearly" => "P1Y",
                "biennial" => "P2Y",
                "weekends" if self.extent == Extent::Phrase => "P1WE",
                "mornings" => "TMO",
                "afternoons" => "TAF",
                "evenings" => "TEV",
                _ => "",
            };
            if !timex.is_empty() {
                if matches!(word.as_str(), "everyday")
                    && let Some((end, clock)) = self.clock(end).filter(|(_, clock)| clock.is_plain)
                {
                    return found(end, &clock.timex());
                }
                return found(end, timex);
            }
        }
        if matches!(low, "once" | "one" | "twice") && self.is(at + 1, &["a", "an", "every", "each"]) {
            let unit = self.term(at + 2).unit;
            let end = at + 3;
            return (unit != 0 && !self.low(at + 2).ends_with('s'))
                .then(|| found(end, &timex_of(&[(1.0, unit)])))
                .flatten();
        }
        if !matches!(low, "every" | "each") {
            return None;
        }
        self.every(at)
    }

    fn every(&self, at: usize) -> Option<Found> {
        let mut next = at + 1;
        let other = self.is(next, &["other", "second"]);
        next += usize::from(other);
        let found = |end: usize, timex: String| {
            let value_type = if timex.starts_with('T') { ValueType::Time } else { ValueType::Duration };
            Some(Found::new(at, end, value_type, timex))
        };
        let weekday = self.term(next).weekday;
        if weekday > 0 {
            let day = format!("XXXX-WXX-{weekday}");
            let time = next + 1 + usize::from(self.low(next + 1) == "at");
            if let Some((end, clock)) = self.clock(time).filter(|(_, clock)| clock.is_plain) {
                return found(end, format!("{day}{}", clock.timex()));
            }
            let part = self.term(next + 1).part;
            if !part.is_empty() {
                return found(next + 2, format!("{day}T{part}"));
            }
            let mut value = found(next + 1, day)?;
            value.value.value_type = ValueType::Date;
            return Some(value);
        }
        let part = self.term(next).part;
        if !part.is_empty() && self.low(next) != "nights" {
            let time = next + 1 + usize::from(self.low(next + 1) == "at");
            return match self.clock(time).filter(|(_, clock)| clock.is_plain) {
                Some((end, clock)) => found(end, clock.in_part(part).timex()),
                None => found(next + 1, format!("T{part}")),
            };
        }
        if let Some((end, parts)) = self.amount_of_time(next) {
            return found(end, timex_of(&parts));
        }
        let (number, next) = match self.ordinal(next) {
            Some((end, nth)) if nth > 1 => (f64::from(nth), end),
            _ => ([1.0, 2.0][usize::from(other)], next),
        };
        let unit = self.term(next).unit;
        if unit == b'B' {
            return found(next + 1, "P1WD".to_owned());
        }
        (unit != 0).then(|| found(next + 1, timex_of(&[(number, unit)]))).flatten()
    }
}

fn unit_code(word: &str) -> Option<u8> {
    let roles = CALENDAR_WORDS.get(word)?;
    roles.split(' ').find_map(|role| role.strip_prefix('u')).and_then(|code| code.bytes().next())
}

/// Larger units before smaller ones.
fn rank(unit: u8) -> u8 {
    b"CEYQMFWKVDNBHISL".iter().rev().position(|&code| code == unit).unwrap_or_default() as u8
}

/// The TIMEX3 value of a stretch of time.
pub(super) fn timex_of(parts: &[(f64, u8)]) -> String {
    let (mut days, mut time) = (String::new(), String::new());
    for &(number, unit) in parts {
        let (into, factor, letter) = match unit {
            b'C' => (&mut days, 100.0, "Y"),
            b'E' => (&mut days, 10.0, "Y"),
            b'Y' => (&mut days, 1.0, "Y"),
            b'Q' => (&mut days, 3.0, "M"),
            b'M' => (&mut days, 1.0, "M"),
            b'F' => (&mut days, 2.0, "W"),
            b'W' | b'V' => (&mut days, 1.0, "W"),
            b'K' => (&mut days, 1.0, "WE"),
            b'B' => (&mut days, 1.0, "WD"),
            b'D' | b'N' => (&mut days, 1.0, "D"),
            b'H' => (&mut time, 1.0, "H"),
            b'I' => (&mut time, 1.0, "M"),
            b'L' => (&mut time, 0.001, "S"),
            _ => (&mut time, 1.0, "S"),
        };
        into.push_str(&format_number(number * factor));
        into.push_str(letter);
    }
    if time.is_empty() { format!("P{days}") } else { format!("P{days}T{time}") }
}
