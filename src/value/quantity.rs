//! Percentages, and amounts with a unit: "3.5%", "12 people", "5 ft 2 in", "-5 °C", "29 years old".

use super::ValueType;
use super::scan::{Found, Scan, format_number, opens};
use crate::lexicon::UNITS;
use crate::text::Case;

impl Scan<'_> {
    /// "3.5%", "20 per cent", "5 to 10 percent", "two percentage points", "25 basis points"
    pub(super) fn percent(&self, at: usize) -> Option<Found> {
        let number = self.signed_number(at)?;
        if let Some((end, unit)) = self.percent_sign(self.skip_hyphen(number.end)) {
            return Some(
                Found::new(at, end, ValueType::Percent, format_number(number.value)).with_unit(unit),
            );
        }
        let joined = self.is_dash(number.end) || self.is(number.end, &["to"]);
        let last = self.number(number.end + 1).filter(|last| joined && last.value > number.value)?;
        let (end, unit) = self.percent_sign(self.skip_hyphen(last.end))?;
        Some(
            Found::new(at, end, ValueType::Percent, None)
                .with_unit(unit)
                .with_range(Some(format_number(number.value)), Some(format_number(last.value))),
        )
    }

    fn percent_sign(&self, at: usize) -> Option<(usize, &'static str)> {
        if !self.low(at).starts_with(['p', 'b', '%', '％']) {
            return None;
        }
        let words: [(&str, &str); 9] = [
            ("percentage points", "percentage point"),
            ("percentage point", "percentage point"),
            ("percentage - point", "percentage point"),
            ("basis points", "basis point"),
            ("basis point", "basis point"),
            ("per cent", "%"),
            ("percent", "%"),
            ("pct", "%"),
            ("%", "%"),
        ];
        let found = words.iter().find_map(|(words, unit)| Some((self.phrase(at, words)?, *unit)));
        found.or_else(|| {
            (self.is(at, &["bps", "pc", "％"]) && self.touches(at))
                .then_some((at + 1, if self.low(at) == "bps" { "basis point" } else { "%" }))
        })
    }

    /// An amount with a unit of measure, an age, or a count of people and the like.
    pub(super) fn quantity(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.age(at) {
            return Some(found);
        }
        if self.is(at, &["half", "quarter"]) && self.low(at + 1) == "turn" {
            return Some(self.found_quantity(at, at + 2, self.term(at).fraction, "turn"));
        }
        if let Some((value, letters)) = self.figure_with_letters(at) {
            let (kind, unit) = UNITS.get(letters)?.split_once(' ')?;
            let written_small = self.document.token_text(at).ends_with(letters);
            let is_word = letters.len() == 1 && !(matches!(letters, "m" | "g" | "t" | "l") && written_small);
            return (kind != "count" && !is_word).then(|| self.found_quantity(at, at + 1, value, unit));
        }
        let after_figure = at > self.first && self.term(at - 1).is_figure;
        let number = if after_figure { self.number(at)? } else { self.signed_number(at)? };
        let (mut end, kind, unit) = self.unit(number.end, at)?;
        let mut value = number.value;
        if unit == "foot"
            && let Some(inches) = self.number(end)
            && (self.is(inches.end, &["inch", "inches", "in"]))
            && inches.value < 12.0
        {
            let is_preposition = self.low(inches.end) == "in" && self.case(inches.end + 1).is_capital();
            if !is_preposition {
                (value, end) = (value + inches.value / 12.0, inches.end + 1);
            }
        }
        if kind == "degree" {
            let (end, unit) = self.scale(end);
            return Some(self.found_quantity(at, end, value, unit));
        }
        if matches!(kind, "len")
            && let Some((end, per)) = self.per_time(end)
        {
            return Some(self.found_quantity(at, end, value, &format!("{unit} per {per}")));
        }
        Some(self.found_quantity(at, end, value, unit))
    }

    fn found_quantity(&self, start: usize, end: usize, value: f64, unit: &str) -> Found {
        Found::new(start, end, ValueType::Quantity, format_number(value)).with_unit(unit)
    }

    /// The unit behind a number that ends at `at` and began at `start`: its end, kind and name.
    fn unit(&self, at: usize, start: usize) -> Option<(usize, &'static str, &'static str)> {
        let at = self.skip_hyphen(at);
        let low = self.low(at);
        let stem_is_unit = self.low(at).ends_with('.') && UNITS.contains(self.stem(at));
        if !(self.term(at).may_open(opens::UNIT) || stem_is_unit) || low.len() > 16 {
            return None;
        }
        let entry = |words: &str| UNITS.get(words).and_then(|entry| entry.split_once(' '));
        let two = [low, self.low(at + 1)].join(" ");
        if let Some((kind, unit)) = entry(&two) {
            return Some((at + 2, kind, unit));
        }
        let (kind, unit) = entry(low).or_else(|| entry(self.stem(at)))?;
        if self.low(at + 1) == "/"
            && self.touches(at + 1)
            && self.is(at + 2, &["h", "hr"])
            && unit == "kilometer"
        {
            return Some((at + 3, "speed", "kilometer per hour"));
        }
        if kind == "count" {
            // "the 2016 cases", "May 20 people": years and days are not counted.
            let is_year = self.term(start).n_digits == 4 && (1900..2040).contains(&self.full_year(start)?);
            let ordinal = self.term(start).ordinal > 0 || self.term(start).fraction > 0.0;
            return (!is_year && !ordinal && self.case(at) == Case::Lower && at > start).then_some((
                at + 1,
                kind,
                unit,
            ));
        }
        // Short units touch their figure or are written small: "17 km", "300mm", "100t"; "5 G" is none.
        let touches = self.touches(at);
        let letter = low.chars().count() == 1 && low.is_ascii();
        let figure = self.term(start).is_figure
            || self.term(start).fraction > 0.0
            || self.low(start).contains('/')
            || self.is_dash(start);
        let alone = match low {
            "m" => {
                !(touches && self.touches(start))
                    && figure
                    && self.case(at) == Case::Lower
                    && !self.is_dash(start.wrapping_sub(1))
            }
            "t" | "g" | "l" => touches && self.case(at) == Case::Lower && !self.touches(start),
            "pm" | "stone" => low == "stone" && !figure,
            "ha" | "nm" | "mi" | "gal" | "tw" | "hp" | "in" => figure && self.case(at) == Case::Lower,
            "cup" | "cups" => {
                self.before(at).contains('/') || self.is(at + 1, &["of"]) || self.term(start).fraction > 0.0
            }
            "mw" | "gw" | "kw" | "hz" | "gb" | "mb" | "kb" | "tb" | "t." => figure,
            "dm" => figure && self.case(at) == Case::Lower,
            "foot" | "feet" | "yard" | "yards" => true,
            "knots" | "degree" | "degrees" | "deg" | "°" => true,
            _ => !letter,
        };
        alone.then_some((at + 1, kind, unit))
    }

    /// "°C", "degrees Celsius", "deg c", "degrees f"; plain degrees otherwise.
    fn scale(&self, at: usize) -> (usize, &'static str) {
        match self.low(at) {
            "c" | "celsius" | "celcius" | "centigrade" => (at + 1, "Celsius"),
            "f" | "fahrenheit" | "farenheit" => (at + 1, "Fahrenheit"),
            _ => (at, "degree"),
        }
    }

    /// "an hour", "per second", "/hr"
    fn per_time(&self, at: usize) -> Option<(usize, &'static str)> {
        if !self.is(at, &["an", "a", "per", "/"]) {
            return None;
        }
        let per = match self.low(at + 1) {
            "hour" | "hr" | "h" => "hour",
            "second" | "sec" | "s" => "second",
            "millisecond" | "ms" => "millisecond",
            "minute" => "minute",
            _ => return None,
        };
        Some((at + 2, per))
    }

    /// "29 years old", "five-year-old", "3 years of age", "aged 45"
    fn age(&self, at: usize) -> Option<Found> {
        if self.low(at) == "aged" {
            let number = self.number(at + 1).filter(|n| n.value <= 120.0 && n.value.fract() == 0.0)?;
            let counts = self.term(number.end).unit != 0 || self.is(number.end, &["to", "-", "and", "%"]);
            return (!counts).then(|| self.found_quantity(at, number.end, number.value, "year"));
        }
        let (next, parts) = self.amount_of_time(at)?;
        let [(number, unit)] = parts.as_slice() else { return None };
        let unit = match unit {
            b'Y' => "year",
            b'M' => "month",
            b'W' => "week",
            b'D' => "day",
            _ => return None,
        };
        let old = next + usize::from(self.is_dash(next));
        let end = match self.low(old) {
            "old" | "olds" => old + 1,
            _ => self.phrase(next, "of age")?,
        };
        Some(self.found_quantity(at, end, *number, unit))
    }
}
