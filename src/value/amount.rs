//! Money, percentages, quantities and ages: one rule for numbers, ranges of them and their unit.

use super::number::Number;
use super::period::format_number;
use super::scan::{Found, Scan, opens};
use super::unit::{Measure, letter_factor};
use super::{Value, ValueType};
use crate::lexicon::CURRENCIES;
use crate::text::Case;

impl Scan<'_> {
    /// The longest amount that begins at `at`.
    pub(super) fn amount(&self, at: usize) -> Option<Found> {
        let found = [self.measured(at), self.joined_code(at), self.age(at), self.joined_unit(at)];
        found.into_iter().flatten().max_by_key(|found| found.end)
    }

    /// "$1.2bn", "20 million euros", "$3 to $5 billion", "between 3% and 5%", "5-10 km", "70 ₹".
    fn measured(&self, at: usize) -> Option<Found> {
        let between = self.low(at) == "between";
        let first_at = at + usize::from(between);
        let sign = self.sign(first_at);
        let number_at = sign.map_or(first_at, |(next, _)| next);
        let first = self.counted(number_at, sign.is_some())?;
        let behind = |number: &Number| match sign {
            Some((_, code)) => Some(self.money_behind(number.end, code)),
            None => self.measure(number, number_at),
        };
        let own = behind(&first);
        let range = self.second_of(&first, own.as_ref(), sign.map(|(_, code)| code), between);
        if let Some((low, second, measure)) = range {
            let mut value = Value::new(measure.value_type, None);
            value.unit = Some(measure.unit);
            (value.low, value.high) = (Some(format_number(low)), Some(format_number(second)));
            return Some(self.found_amount(at, measure.end, value));
        }
        if between {
            return None;
        }
        let measure = own?;
        let (value, end) = self.rest_of(&first, &measure);
        // "10 $ 20": the sign belongs to what follows.
        let sign_of_next = self.low(first.end) == "$" && self.is_figure(end);
        let counts =
            measure.value_type == ValueType::Quantity && value.is_nan() && first.end == number_at + 1;
        if counts || sign_of_next && measure.value_type == ValueType::Money {
            return None;
        }
        Some(self.found_measure(at, end, value, measure))
    }

    /// The upper number of a range, and the lower one with the factor that both share.
    fn second_of(
        &self,
        first: &Number,
        own: Option<&Measure>,
        code: Option<&'static str>,
        between: bool,
    ) -> Option<(f64, f64, Measure)> {
        let middle = match own {
            Some(own) if code.is_none() => own.end,
            _ => first.end,
        };
        let dash = self.is_dash(middle);
        let word = self.is(middle, &["to"]) || (between && self.low(middle) == "and");
        let or = self.low(middle) == "or" && own.is_none();
        if !(dash || word || or) {
            return None;
        }
        let next = self.behind_joiner(middle);
        let sign = self.sign(next).filter(|(_, other)| code.is_some_and(|code| code == *other));
        let second_at = sign.map_or(next, |(next, _)| next);
        let second = self.counted(second_at, code.is_some())?;
        let measure = match code {
            Some(code) => self.money_behind(second.end, code),
            None => self.measure(&second, second_at)?,
        };
        // "3% to 5%" is a change as likely as a range, and so is "$3 million to $5 million".
        let has_factor = self.word(first.end - 1).factor > 0.0;
        let apart = if code.is_some() { sign.is_some() && has_factor } else { own.is_some() };
        // "slid $1.05 to $92.45" tells a change.
        let change =
            sign.is_some() && first.value * 5.0 < second.value && self.word(second.end - 1).factor == 0.0;
        if (apart || change) && !dash && !between || own.is_some_and(|own| own.unit != measure.unit) {
            return None;
        }
        let plain = self.word(second_at).cardinal.unwrap_or(second.value);
        let shared = if first.value < 1000.0 && plain > 0.0 { (second.value / plain).max(1.0) } else { 1.0 };
        let low = if own.is_some() && code.is_none() { first.value } else { first.value * shared };
        (low < second.value).then_some((low, second.value, measure))
    }

    /// A number as amounts have it: "1.2bn", "816 000", "a few hundred thousand", "tens of millions of".
    fn counted(&self, at: usize, after_sign: bool) -> Option<Number> {
        if let Some(vague) = self.vague_number(at) {
            return Some(vague);
        }
        if let Some((value, letters)) = self.figure_with_letters(at) {
            let factor = letter_factor(letters).filter(|_| after_sign)?;
            return Some(Number { end: at + 1, value: value * factor, is_figure: true });
        }
        // "hundred dollars"
        let factor = self.word(at).factor;
        if factor >= 100.0 && !self.is_plural(at) && !self.is_dash(at.wrapping_sub(1)) {
            return Some(self.with_factors(Number { end: at + 1, value: factor, is_figure: false }));
        }
        let after_figure = at > self.first && self.is_figure(at - 1);
        let mut number = if after_figure { self.number(at)? } else { self.signed_number(at)? };
        // "816 000 tonnes"
        let is_group = |at: usize| self.n_digits(at) == 3 && !self.touches(at);
        if (1..=3).contains(&self.n_digits(at)) && number.end == at + 1 {
            while is_group(number.end) {
                number.value = number.value * 1000.0 + self.word(number.end).cardinal.unwrap_or_default();
                number.end += 1;
            }
        }
        let next = self.low(number.end);
        let joined = self.touches(number.end) || after_sign && next == "m";
        let plain = after_sign || next.len() == 1;
        if let Some(factor) = letter_factor(next).filter(|_| number.is_figure && joined && plain) {
            let with_letter = Number { end: number.end + 1, value: number.value * factor, ..number };
            if after_sign || self.measure(&with_letter, at).is_some() {
                return Some(with_letter);
            }
        }
        Some(number)
    }

    /// What stands behind a number that begins at `start`: a unit, a currency, a sign of percent.
    fn measure(&self, number: &Number, start: usize) -> Option<Measure> {
        let at = self.skip_hyphen(number.end);
        // "5p" is pence, "P5" pesos.
        if self.touches(at)
            && number.is_figure
            && self.case(at) == Case::Lower
            && self.opens(at, opens::MONEY)
            && let Some(behind) = CURRENCIES.get(self.low(at)).and_then(|currency| currency.behind)
        {
            return Some(Measure { value_type: ValueType::Money, unit: behind.to_owned(), end: at + 1 });
        }
        if let Some((end, code)) = self.currency(at, number) {
            return Some(Measure { value_type: ValueType::Money, unit: code.to_owned(), end });
        }
        self.unit(at, number, start)
    }

    fn money_behind(&self, end: usize, code: &str) -> Measure {
        // "US$10 million dollars"
        let is_word = self.low(end).starts_with(char::is_alphabetic);
        let any = Number { end, value: f64::INFINITY, is_figure: true };
        let again = self.currency(end, &any).filter(|(_, other)| is_word && *other == code);
        Measure {
            value_type: ValueType::Money,
            unit: code.to_owned(),
            end: again.map_or(end, |(after, _)| after),
        }
    }

    /// The smaller unit behind a larger one: "3 dollars 50 cents", "15 dollars and 50", "5 ft 2 in".
    fn rest_of(&self, first: &Number, measure: &Measure) -> (f64, usize) {
        let (value, end) = (first.value, measure.end);
        let rest = self.skip(end, &["and"]);
        let Some(second) = self.number(rest).filter(|rest| rest.value.fract() == 0.0) else {
            return (value, end);
        };
        if measure.unit == "foot" && second.value < 12.0 {
            let inches = self.is(second.end, &["inch", "inches", "in"]);
            let is_preposition = self.low(second.end) == "in" && self.is_capital(second.end + 1);
            return if inches && !is_preposition {
                (value + second.value / 12.0, second.end + 1)
            } else {
                (value, end)
            };
        }
        let is_whole = measure.value_type == ValueType::Money && value.fract() == 0.0 && value < 1e5;
        if !is_whole || second.value >= 100.0 || matches!(measure.unit.as_str(), "cent" | "penny") {
            return (value, end);
        }
        let named = self.currency(second.end, &second).filter(|(_, code)| matches!(*code, "cent" | "penny"));
        let stops = second.end >= self.limit || self.is(second.end, &[".", "!", "?"]);
        match named {
            Some((after, _)) => (value + second.value / 100.0, after),
            None if stops && second.value >= 10.0 => (value + second.value / 100.0, second.end),
            None => (value, end),
        }
    }

    /// "29 years old", "five-year-old", "3 years of age", "aged 45"
    fn age(&self, at: usize) -> Option<Found> {
        let found = |end, value, unit: &str| {
            let measure = Measure { value_type: ValueType::Quantity, unit: unit.to_owned(), end };
            Some(self.found_measure(at, end, value, measure))
        };
        if self.low(at) == "aged" {
            let number = self.number(at + 1).filter(|n| n.value <= 120.0 && n.value.fract() == 0.0)?;
            let counts = self.is(number.end, &["to", "-", "and", "%"]);
            return if counts { None } else { found(number.end, number.value, "year") };
        }
        let number = self.number(at)?;
        let unit_at = self.skip_hyphen(number.end);
        let unit = match self.word(unit_at).unit {
            b'Y' => "year",
            b'M' => "month",
            b'W' => "week",
            b'D' => "day",
            _ => return None,
        };
        let old = unit_at + 1 + usize::from(self.is_dash(unit_at + 1));
        let end = match self.low(old) {
            "old" | "olds" => old + 1,
            _ => self.phrase(unit_at + 1, "of age")?,
        };
        found(end, number.value, unit)
    }
}
