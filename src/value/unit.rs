//! What numbers count: currencies by sign, code and name, units of measure, "per year".

use super::number::Number;
use super::period::format_number;
use super::scan::{Content, Found, Scan, decimal, opens};
use super::{Value, ValueType};
use crate::lexicon::{CURRENCIES, Currency, CurrencyForm, Dimension, UNITS, Unit};
use crate::text::Case;

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    pub value_type: ValueType,
    pub unit: String,
    /// The token after it.
    pub end: usize,
}

impl Scan<'_> {
    /// The currency sign, letters or code before a figure, and where the figure begins.
    pub(super) fn sign(&self, at: usize) -> Option<(usize, &'static str)> {
        if !self.opens(at, opens::MONEY) {
            return None;
        }
        let written = self.low(at);
        let (end, currency) = self.entry(&CURRENCIES, at, 2, true)?;
        let of_word = written == "$" && self.touches(at) && self.is_capital(at - 1);
        if of_word || currency.form == CurrencyForm::Name {
            return None;
        }
        let Currency { code, form, .. } = currency;
        // Letters that are words as well: "R 5", "Sh 20", "Le 3", "try 5".
        let letters = end == at + 1 && written.chars().all(char::is_alphabetic);
        let written_large = match form {
            CurrencyForm::Code => self.case(at) == Case::Upper,
            _ => self.is_capital(at),
        };
        let short = written.len() < 3 && !matches!(written, "rs" | "rp" | "rm" | "tk");
        let fits = !letters || (written_large && form != CurrencyForm::Word && (!short || self.touches(end)));
        fits.then_some((end, code))
    }

    /// The name, sign or code of a currency behind a number.
    pub(super) fn currency(&self, at: usize, number: &Number) -> Option<(usize, &'static str)> {
        let low = self.low(at);
        if !self.opens(at, opens::MONEY) || low.len() > 16 {
            return None;
        }
        let (end, Currency { code, form, .. }) = self.entry(&CURRENCIES, at, 5, true)?;
        let fits = match form {
            CurrencyForm::Code => self.case(at) == Case::Upper,
            CurrencyForm::Name => true,
            // Words for much else as well: a sum of them is large.
            CurrencyForm::Word => number.value >= 100.0,
            // As likely a weight.
            CurrencyForm::Weight => {
                number.value >= 1e5
                    || self.is(end, &["sterling", "a", "in", "per"])
                    || number.value.is_nan()
                    || self
                        .number(self.skip(end, &["and"]))
                        .is_some_and(|rest| self.is(rest.end, &["pence", "p"]))
            }
            CurrencyForm::Sign => !low.chars().any(char::is_alphanumeric),
        };
        fits.then_some((self.skip(end, &["sterling"]), code))
    }

    /// "115USD", "30 MUSD", "U.S.93 million": a code that has grown together with its number.
    pub(super) fn joined_code(&self, at: usize) -> Option<Found> {
        let money = |end, value, code: &str| {
            Some(self.found_measure(
                at,
                end,
                value,
                Measure { value_type: ValueType::Money, unit: code.to_owned(), end },
            ))
        };
        if let Some((value, letters)) = self.figure_with_letters(at) {
            return money(at + 1, value, code_of(letters)?);
        }
        if let Some(number) = self.number(at)
            && let Some(code) = self.low(number.end).strip_prefix('m')
            && let Some(code) = code_of(code)
        {
            return money(number.end + 1, number.value * 1e6, code);
        }
        let figure = self.low(at).strip_prefix("u.s.")?;
        let value = decimal(figure)?;
        let factor = self.word(at + 1).factor;
        if factor > 1.0 { money(at + 2, value * factor, "USD") } else { None }
    }

    /// The unit of measure or the thing counted at `at`.
    pub(super) fn unit(&self, at: usize, number: &Number, start: usize) -> Option<Measure> {
        if !self.opens(at, opens::UNIT) {
            return None;
        }
        let (end, unit) =
            self.entry(&UNITS, at, 4, true).or_else(|| Some((at + 1, UNITS.get(self.stem(at))?)))?;
        let code = self.touches(start) && (self.touches(at) || self.is_dash(start.wrapping_sub(1)));
        let fits = (!unit.needs_figure || number.is_figure)
            && (!unit.needs_lower || self.case(at) == Case::Lower && !code)
            && (!unit.needs_capital || self.is_capital(at))
            && (!unit.touches || self.touches(at))
            && (!unit.needs_of || self.low(end) == "of")
            && (!unit.needs_fraction || self.word(number.end - 1).fraction > 0.0);
        if !fits {
            return None;
        }
        let Unit { dimension, name: unit, .. } = unit;
        let (value_type, unit) = match dimension {
            Dimension::Percent => (ValueType::Percent, unit.to_owned()),
            Dimension::Count => {
                // "the 2016 cases", "a quarter of homes": years and shares count nothing.
                let is_year = self.full_year(start).is_some_and(|year| (1900..2040).contains(&year));
                let share = self.before(start) == "of" && self.word(start.wrapping_sub(2)).cardinal.is_some();
                let is_none = is_year && number.end == start + 1
                    || share
                    || number.value.fract() > 0.0
                    || self.word(start).fraction > 0.0
                    || self.case(at) != Case::Lower;
                if is_none {
                    return None;
                }
                (ValueType::Quantity, unit.to_owned())
            }
            Dimension::Degree => {
                let (end, unit) = self.scale(end);
                return Some(Measure { value_type: ValueType::Quantity, unit: unit.to_owned(), end });
            }
            Dimension::Length => {
                if let Some((end, per)) = self.per_time(end) {
                    return Some(Measure {
                        value_type: ValueType::Quantity,
                        unit: format!("{unit} per {per}"),
                        end,
                    });
                }
                (ValueType::Quantity, unit.to_owned())
            }
            _ => (ValueType::Quantity, unit.to_owned()),
        };
        Some(Measure { value_type, unit, end })
    }

    /// "°C", "degrees Celsius", "deg c", "degrees f"; plain degrees otherwise.
    pub(super) fn scale(&self, at: usize) -> (usize, &'static str) {
        match self.low(at) {
            "c" => (at + 1, "Celsius"),
            "f" => (at + 1, "Fahrenheit"),
            low => match UNITS.get(low).filter(|unit| unit.dimension == Dimension::Temperature) {
                Some(unit) => (at + 1, unit.name),
                None => (at, "degree"),
            },
        }
    }

    /// "an hour", "per second", "/hr"
    pub(super) fn per_time(&self, at: usize) -> Option<(usize, &'static str)> {
        if !self.is(at, &["an", "a", "per", "/"]) {
            return None;
        }
        let per = match self.word(at + 1).unit {
            b'H' => "hour",
            b'S' => "second",
            b'L' => "millisecond",
            b'I' => "minute",
            _ if self.low(at) == "/" => match self.low(at + 1) {
                "s" => "second",
                "ms" => "millisecond",
                _ => return None,
            },
            _ => return None,
        };
        Some((at + 2, per))
    }

    /// "24703m2", "0.8rad", "100t": a unit that the tokens leave at its figure.
    pub(super) fn joined_unit(&self, at: usize) -> Option<Found> {
        let (value, letters) = self.figure_with_letters(at)?;
        let unit = UNITS.get(letters)?;
        let as_written = !unit.needs_lower || self.document.token_text(at).ends_with(letters);
        let is_percent = unit.dimension == Dimension::Percent;
        let value_type = if is_percent { ValueType::Percent } else { ValueType::Quantity };
        let measure = Measure { value_type, unit: unit.name.to_owned(), end: at + 1 };
        (unit.dimension != Dimension::Count && as_written && !self.touches(at))
            .then(|| self.found_measure(at, at + 1, value, measure))
    }

    pub(super) fn found_measure(&self, start: usize, end: usize, number: f64, measure: Measure) -> Found {
        let normal = (!number.is_nan()).then(|| format_number(number));
        let mut value = Value::new(measure.value_type, normal);
        value.unit = Some(measure.unit);
        self.found_amount(start, end, value)
    }

    pub(super) fn found_amount(&self, start: usize, end: usize, mut value: Value) -> Found {
        value.edge = self.edge_before(start);
        // "a" counts in "a million dollars" but is no part of it.
        Found { start: self.skip(start, &["a", "an"]), end, content: Content::Amount(value) }
    }
}

/// The currency that letters are the code of.
pub(super) fn code_of(letters: &str) -> Option<&'static str> {
    let currency = CURRENCIES.get(letters).filter(|currency| currency.form == CurrencyForm::Code);
    currency.map(|currency| currency.code)
}

/// "m", "b", "k" behind an amount.
pub(super) fn letter_factor(letters: &str) -> Option<f64> {
    match letters {
        "k" => Some(1e3),
        "m" | "mm" | "mio" => Some(1e6),
        "b" => Some(1e9),
        "t" => Some(1e12),
        _ => None,
    }
}
