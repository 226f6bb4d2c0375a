//! Amounts of money: "$1.2bn", "US$5", "Rs 10 crore", "20 million euros", "a million dollars".

use super::ValueType;
use super::number::Number;
use super::scan::{Found, Scan, decimal, format_number, opens};
use crate::lexicon::CURRENCIES;
use crate::text::Case;

impl Scan<'_> {
    /// The amount of money that begins at `at`.
    pub(super) fn money(&self, at: usize) -> Option<Found> {
        self.sign_first(at)
            .or_else(|| self.number_first(at))
            .or_else(|| self.joined_code(at))
            .or_else(|| self.bare_currency(at))
    }

    /// "$1.2bn", "c $ 16.4 million", "Rs 13 500", "USD 200", "$5-10 million"
    fn sign_first(&self, at: usize) -> Option<Found> {
        let (next, code) = self.sign(at)?;
        let number = self.amount(next)?;
        let mut end = number.end;
        // "US$10 million dollars"
        let is_word = self.low(end).starts_with(char::is_alphabetic);
        if let Some((after, _)) = self.currency(end).filter(|(_, other)| is_word && *other == code) {
            end = after;
        }
        if let Some(found) = self.money_range(at, &number, code) {
            return Some(found);
        }
        Some(self.found_money(at, end, number.value, code))
    }

    fn found_money(&self, start: usize, end: usize, value: f64, code: &str) -> Found {
        Found::new(start, end, ValueType::Money, format_number(value)).with_unit(code)
    }

    /// "$5-10 million", "€3m-€4m": one amount, low to high.
    fn money_range(&self, at: usize, first: &Number, code: &'static str) -> Option<Found> {
        if !self.is_dash(first.end) || !self.touches(first.end) {
            return None;
        }
        let next = self.sign(first.end + 1).map_or(first.end + 1, |(next, _)| next);
        let last = self.amount(next).filter(|number| number.is_figure)?;
        // "$5-10 million": the factor holds for both.
        let factor = last.value / self.term(next).cardinal?;
        let low = if first.value < 1000.0 && factor > 1.0 { first.value * factor } else { first.value };
        (low < last.value).then(|| {
            Found::new(at, last.end, ValueType::Money, None)
                .with_unit(code)
                .with_range(Some(format_number(low)), Some(format_number(last.value)))
        })
    }

    /// The currency sign, letters or code before a figure.
    fn sign(&self, at: usize) -> Option<(usize, &'static str)> {
        if !self.term(at).may_open(opens::MONEY) {
            return None;
        }
        let mut written = self.low(at).to_owned();
        let mut end = at + 1;
        if !self.is_figure_behind(end) {
            // "c $", "us $", "cad$", "Rs."
            if !self.is(end, &["$", "£", "₹", "."]) || written.len() > 4 || !self.is_figure_behind(end + 1)
            {
                return None;
            }
            let apart = !self.touches(end)
                && written.len() == 1
                && written != "c"
                && (written == "a" || self.case(at) != Case::Upper);
            if apart {
                return None;
            }
            written.push_str(self.low(end));
            end += 1;
        } else if self.low(at) == "$" && at > self.first && self.touches(at) && self.case(at - 1).is_capital()
        {
            return None;
        }
        if written == "u.s." && self.touches(end) {
            return Some((end, "USD"));
        }
        let code = CURRENCIES.get(&written).or_else(|| CURRENCIES.get(written.trim_end_matches('.')))?;
        let (code, role) = code.split_once(' ')?;
        // Letters that are words as well: "R 5", "Sh 20", "Le 3", "try 5".
        let letters = written.chars().all(char::is_alphabetic);
        let written_large = match role {
            "code" => self.case(at) == Case::Upper,
            _ => self.case(at).is_capital(),
        };
        let short = written.len() == 1 || matches!(written.as_str(), "le" | "re" | "fr" | "sr" | "nu" | "dm");
        let fits = !letters || (written_large && (!short || self.touches(end)));
        fits.then_some((end, code))
    }

    fn is_figure_behind(&self, at: usize) -> bool {
        self.term(at).is_figure
    }

    /// A number with the factors that money takes: "1.2 bn", "3 m", "13 500".
    fn amount(&self, at: usize) -> Option<Number> {
        // "$31b", "£2.5k"
        if let Some((value, letters)) = self.figure_with_letters(at) {
            return Some(Number { end: at + 1, value: value * letter_factor(letters)?, is_figure: true });
        }
        let mut number = self.number(at)?;
        let digits = self.term(at).n_digits;
        let thousands = number.end == at + 1 && (1..=3).contains(&digits) && self.term(at + 1).n_digits == 3;
        if thousands && !self.touches(at + 1) {
            number.value = number.value * 1000.0 + self.term(at + 1).cardinal.unwrap_or_default();
            number.end += 1;
        }
        let next = self.low(number.end);
        let joined = self.touches(number.end) || self.case(number.end) == Case::Upper || next == "m";
        if let Some(factor) = letter_factor(next).filter(|_| number.is_figure && joined) {
            number.value *= factor;
            number.end += 1;
        }
        Some(number)
    }

    /// "20 million euros", "125 million australian dollars", "34 cents", "70 ₹", "12-cent"
    fn number_first(&self, at: usize) -> Option<Found> {
        if self.is(at, &["millions", "billions", "trillions", "hundreds", "thousands"]) {
            let (end, code) = self.currency(self.phrase(at + 1, "of")?)?;
            return Some(Found::new(at, end, ValueType::Money, None).with_unit(code));
        }
        if self.is(at, &["million", "billion"]) && !self.is(at.wrapping_sub(1), &["a", "-"]) {
            let (end, code) = self.currency(at + 1)?;
            return Some(self.found_money(at, end, self.term(at).factor, code));
        }
        if let Some(found) = self.number_range(at) {
            return Some(found);
        }
        let number = self.quarters(at).or_else(|| self.number(at))?;
        let thousands = self.term(at).n_digits;
        let next = if number.end == at + 1 && (1..=3).contains(&thousands) && self.term(at + 1).n_digits == 3
        {
            at + 2
        } else {
            number.end
        };
        let value = if next > number.end {
            number.value * 1000.0 + self.term(at + 1).cardinal.unwrap_or_default()
        } else {
            number.value
        };
        let (mut end, code) = self.currency(self.skip_hyphen(next))?;
        let mut value = value;
        // "3 dollars 50 cents", "thirteen dollars and forty-five cents", "15 dollars 50"
        if !matches!(code, "cent" | "penny") && value.fract() == 0.0 && value < 1e5 {
            let rest = end + usize::from(self.low(end) == "and");
            if let Some(cents) =
                self.number(rest).filter(|cents| cents.value < 100.0 && cents.value.fract() == 0.0)
            {
                let named = self.currency(cents.end).filter(|(_, code)| matches!(*code, "cent" | "penny"));
                let stops = cents.end >= self.limit
                    || self.is(cents.end, &[".", "!", "?"]) && cents.end + 1 >= self.limit;
                if let Some((after, _)) = named {
                    (end, value) = (after, value + cents.value / 100.0);
                } else if stops && cents.value >= 10.0 {
                    (end, value) = (cents.end, value + cents.value / 100.0);
                }
            }
        }
        // "10 $ 20": the sign belongs to what follows.
        let sign_of_next =
            end == next + 1 && self.is(next, &["$", "£", "€", "¥", "₹"]) && self.term(end).is_figure;
        (!sign_of_next).then(|| self.found_money(at, end, value, code))
    }

    /// "5,000-6,000 baht", "9–85 million US dollars"
    fn number_range(&self, at: usize) -> Option<Found> {
        let first = self.number(at).filter(|first| first.is_figure && self.is_dash(first.end))?;
        let last = self.number(first.end + 1).filter(|last| last.is_figure)?;
        let (end, code) = self.currency(last.end)?;
        let factor = last.value / self.term(first.end + 1).cardinal?;
        let low = if first.value < 1000.0 { first.value * factor.max(1.0) } else { first.value };
        (low < last.value).then(|| {
            Found::new(at, end, ValueType::Money, None)
                .with_unit(code)
                .with_range(Some(format_number(low)), Some(format_number(last.value)))
        })
    }

    /// "three quarters billion"
    fn quarters(&self, at: usize) -> Option<Number> {
        let count = self.term(at).cardinal?;
        let next = at + 1;
        let factor = self.term(next + 1).factor;
        (self.low(next) == "quarters" && factor >= 1e6).then_some(Number {
            end: next + 2,
            value: count * 0.25 * factor,
            is_figure: false,
        })
    }

    /// The name, sign or code of a currency behind a number.
    pub(super) fn currency(&self, at: usize) -> Option<(usize, &'static str)> {
        let low = self.low(at);
        if !self.term(at).may_open(opens::MONEY) || low.len() > 16 {
            return None;
        }
        // "MUSD", "MGBP"
        if let Some(code) = low.strip_prefix('m').filter(|code| code.len() == 3)
            && self.case(at) == Case::Upper
            && CURRENCIES.get(code).is_some_and(|value| value.ends_with(" code"))
        {
            return None;
        }
        for length in [3, 2, 1] {
            let mut name = String::new();
            for next in at..at + length {
                let low = self.low(next);
                if low == "-" {
                    continue;
                }
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(low);
            }
            let hyphens = (at..at + length).filter(|&at| self.low(at) == "-").count();
            if name.len() > 32 || (hyphens > 0 && (self.low(at) == "-" || self.low(at + length - 1) == "-")) {
                continue;
            }
            let singular = name.strip_suffix('s').unwrap_or(&name);
            let Some(value) = CURRENCIES.get(&name).or_else(|| CURRENCIES.get(singular)) else { continue };
            let (code, role) = value.split_once(' ').unwrap_or((value, "name"));
            let fits = match role {
                "code" => self.case(at) == Case::Upper || self.touches(at),
                "sign" => !name.chars().any(char::is_alphanumeric),
                _ => self.is_currency_noun(at, &name),
            };
            if fits {
                return Some((at + length, code));
            }
        }
        None
    }

    /// Whether a currency's name is that here: not "three sums", "two colons", "five marks".
    fn is_currency_noun(&self, at: usize, name: &str) -> bool {
        let plural = name.ends_with('s');
        match name {
            "won" => !self.is(
                at + 1,
                &["the", "a", "an", "by", "gold", "in", "it", "their", "his", "her", "seats", "of"],
            ),
            "sum" | "sums" | "colon" | "colons" | "real" | "sol" | "mark" | "marks" | "ether" | "ecu"
            | "som" | "lev" | "lek" | "dong" | "rand"
                if !plural || name == "sums" || name == "marks" =>
            {
                matches!(name, "dong" | "rand")
            }
            "buck" | "lari" | "kip" => true,
            "sterling" => false,
            "pound" | "pounds" => {
                !self.is(at + 1, &["of"]) && (self.is_money_context(at) || self.case(at + 1).is_capital())
            }
            _ => true,
        }
    }

    /// Pounds are money where a large factor stands before them, else a weight as likely.
    fn is_money_context(&self, at: usize) -> bool {
        at > self.first && (self.term(at - 1).factor >= 1e5)
            || self.is(at + 1, &["sterling", "a", "in", "per"])
    }

    /// "115USD", "115.5USD", "30 MUSD", "U.S.93 million", "100₾"
    fn joined_code(&self, at: usize) -> Option<Found> {
        if let Some((value, letters)) = self.figure_with_letters(at) {
            let code = CURRENCIES.get(letters)?.strip_suffix(" code")?;
            return Some(self.found_money(at, at + 1, value, code));
        }
        if let Some(number) = self.number(at)
            && let Some(code) = self.low(number.end).strip_prefix('m')
            && self.case(number.end) == Case::Upper
            && let Some(code) = CURRENCIES.get(code).and_then(|value| value.strip_suffix(" code"))
        {
            return Some(self.found_money(at, number.end + 1, number.value * 1e6, code));
        }
        let figure = self.low(at).strip_prefix("u.s.")?;
        let value = decimal(figure).filter(|_| !figure.is_empty())?;
        let factor = self.term(at + 1).factor;
        (factor > 1.0).then(|| self.found_money(at, at + 2, value * factor, "USD"))
    }

    /// "the dollar", "the Singapore dollar", "sterling": the currency itself, without an amount.
    fn bare_currency(&self, at: usize) -> Option<Found> {
        let low = self.low(at);
        if let Some((end, code)) = self.currency(at).filter(|&(end, _)| end > at + 1) {
            // "the Singapore dollar", not "Australian dollars"
            let singular = !self.low(end - 1).ends_with('s') && self.low(at).starts_with(char::is_alphabetic);
            return singular.then(|| Found::new(at, end, ValueType::Money, None).with_unit(code));
        }
        let alone = matches!(
            low,
            "dollar"
                | "euro"
                | "sterling"
                | "greenback"
                | "renminbi"
                | "yuan"
                | "yen"
                | "ruble"
                | "rouble"
                | "rupee"
                | "naira"
        );
        let listed =
            self.before(at) == "and" && at >= self.first + 2 && CURRENCIES.contains(self.low(at - 2));
        let lead = listed || self.is(at.wrapping_sub(1), &["the", "against", "per"]);
        if alone && lead && !self.case(at + 1).is_capital() || matches!(low, "greenback") {
            let code = CURRENCIES.get(low)?;
            return Some(Found::new(at, at + 1, ValueType::Money, None).with_unit(code.split(' ').next()?));
        }
        None
    }
}

/// "m", "b", "k" behind an amount.
fn letter_factor(letters: &str) -> Option<f64> {
    match letters {
        "k" => Some(1e3),
        "m" | "mm" | "mio" => Some(1e6),
        "b" => Some(1e9),
        "t" => Some(1e12),
        _ => None,
    }
}
