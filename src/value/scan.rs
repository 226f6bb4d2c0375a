//! The tokens as the grammar sees them: each distinct word is looked up once.

use super::calendar::Date;
use super::{Extent, Value, ValueType};
use crate::lexicon::{CALENDAR_WORDS, CURRENCIES, NUMBER_WORDS, UNITS, VALUE_OPENERS, WordFilter};
use crate::text::{Case, Document, TokenKind, Word};

/// What a word may be in a value. Zero, and the empty string, stand for "nothing of that kind".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Term {
    /// What may begin here, as in [`opens`]; 0 for nothing.
    pub opens: u8,
    /// The number it says: "twelve", "1,214", "3.5".
    pub cardinal: Option<f64>,
    /// Whether that is written in figures.
    pub is_figure: bool,
    /// How many figures it has, if it has nothing else.
    pub n_digits: u8,
    /// "third", "20th"
    pub ordinal: u16,
    /// "million", "bn", "dozen"
    pub factor: f64,
    /// "half", "½"
    pub fraction: f64,
    /// "fifths"
    pub denominator: u8,
    /// 1 to 12
    pub month: u8,
    /// 1 for Monday to 7
    pub weekday: u8,
    /// "Mondays"
    pub weekday_plural: u8,
    /// Code of a unit of time, as in the word list.
    pub unit: u8,
    /// TIMEX3 code of a part of the day.
    pub part: &'static str,
    /// TIMEX3 code of a season.
    pub season: &'static str,
}

const NO_TERM: Term = Term {
    opens: 0,
    cardinal: None,
    is_figure: false,
    n_digits: 0,
    ordinal: 0,
    factor: 0.0,
    fraction: 0.0,
    denominator: 0,
    month: 0,
    weekday: 0,
    weekday_plural: 0,
    unit: 0,
    part: "",
    season: "",
};

/// Bits of [`Term::opens`].
pub(super) mod opens {
    /// An amount: whatever begins with a number.
    pub const NUMBER: u8 = 1;
    /// A date or time.
    pub const DATE: u8 = 2;
    /// A holiday.
    pub const HOLIDAY: u8 = 4;
    /// Money; also the name of a currency behind its number.
    pub const MONEY: u8 = 8;
    /// What recurs.
    pub const SET: u8 = 16;
    /// A range, open or closed.
    pub const RANGE: u8 = 32;
    /// No value by itself: a unit of measure.
    pub const UNIT: u8 = 64;
}

/// No word that this filter turns away is in a list that [`Term::of`] asks.
static WORDS: WordFilter = WordFilter::of([VALUE_OPENERS, NUMBER_WORDS, CALENDAR_WORDS, CURRENCIES, UNITS]);

impl Term {
    /// What `word` may be.
    pub(super) fn of(word: &Word) -> Term {
        match word.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Symbol => {}
            _ => return Term { opens: if word.lower == "-" { opens::NUMBER } else { 0 }, ..NO_TERM },
        }
        let lower = word.lower.trim_end_matches('.');
        let mut term = NO_TERM;
        if word.kind == TokenKind::Number {
            term.opens = opens::NUMBER | opens::DATE | if lower == "9/11" { opens::HOLIDAY } else { 0 };
            term.read_figure(lower);
            return term;
        }
        // "Dec31", "FY2018", "Q3", "U.S.93"
        let head = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        if head.len() < lower.len() && head.len() <= 4 && lower.len() - head.len() <= 4 {
            term.opens |= opens::DATE | opens::MONEY;
        }
        let singular = lower.strip_suffix('s').unwrap_or(lower);
        if lower.len() > 16 || !(WORDS.may_contain(lower) || WORDS.may_contain(singular)) {
            return term;
        }
        for role in VALUE_OPENERS.get(lower).unwrap_or_default().bytes() {
            term.opens |= match role {
                b'c' => opens::MONEY,
                b'd' => opens::DATE,
                b'h' => opens::HOLIDAY | opens::DATE,
                b'n' => opens::NUMBER,
                b'p' => opens::RANGE,
                b's' => opens::SET,
                _ => opens::UNIT,
            };
        }
        for role in NUMBER_WORDS.get(lower).into_iter().chain(CALENDAR_WORDS.get(lower)) {
            role.split(' ').for_each(|role| term.read_role(role));
        }
        if CURRENCIES.contains(lower) || CURRENCIES.contains(singular) {
            term.opens |= opens::MONEY;
        }
        if UNITS.contains(lower) {
            term.opens |= opens::UNIT;
        }
        if term.cardinal.is_some() || term.ordinal > 0 || term.factor > 0.0 || term.fraction > 0.0 {
            term.opens |= opens::NUMBER | opens::DATE;
        }
        let of_calendar = term.month > 0 || term.weekday > 0 || term.weekday_plural > 0;
        if of_calendar || !term.part.is_empty() || !term.season.is_empty() {
            term.opens |= opens::DATE;
        }
        term
    }

    /// Whether any of these bits of [`opens`] is set.
    pub(super) fn may_open(&self, bits: u8) -> bool {
        self.opens & bits != 0
    }

    fn read_figure(&mut self, lower: &str) {
        let digits = lower.trim_end_matches(|c: char| c.is_alphabetic());
        let letters = &lower[digits.len()..];
        if letters.is_empty() {
            self.cardinal = decimal(digits);
            self.is_figure = self.cardinal.is_some();
            if digits.len() <= 18 && digits.bytes().all(|b| b.is_ascii_digit()) {
                self.n_digits = digits.len() as u8;
            }
        } else if matches!(letters, "st" | "nd" | "rd" | "th" | "d") && digits.len() <= 3 {
            self.ordinal = digits.parse().unwrap_or_default();
        }
    }

    fn read_role(&mut self, role: &'static str) {
        let Some((letter, code)) = role.split_at_checked(1) else { return };
        let number = || code.parse::<f64>().unwrap_or_default();
        match letter {
            "n" => self.cardinal = Some(number()),
            "o" => self.ordinal = number() as u16,
            "x" => self.factor = number(),
            "f" => self.fraction = number(),
            "d" => self.denominator = number() as u8,
            "m" => self.month = number() as u8,
            "w" => self.weekday = number() as u8,
            "W" => self.weekday_plural = number() as u8,
            "u" => self.unit = code.bytes().next().unwrap_or_default(),
            "p" => self.part = code,
            "s" => self.season = code,
            _ => {}
        }
    }
}

/// A figure with thousands' commas and a decimal point; none for "1,2", "1.2.3" or "10:30".
pub(super) fn decimal(figure: &str) -> Option<f64> {
    let (whole, part) = figure.split_once('.').unwrap_or((figure, ""));
    if figure.len() > 24 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let well_formed = first.bytes().all(|b| b.is_ascii_digit())
        && groups.all(|group| matches!(group.len(), 2 | 3) && group.bytes().all(|b| b.is_ascii_digit()))
        && (whole.len() + part.len() > 0);
    if !well_formed {
        return None;
    }
    let plain: String = figure.chars().filter(|&c| c != ',').collect();
    plain.parse().ok()
}

/// A value as the grammar finds it, in tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Its first token.
    pub start: usize,
    /// The token after its last.
    pub end: usize,
    /// The value; its span is set when it is kept.
    pub value: Value,
}

impl Found {
    pub(super) fn new(
        start: usize,
        end: usize,
        value_type: ValueType,
        value: impl Into<Option<String>>,
    ) -> Self {
        Self { start, end, value: Value::new(value_type, value.into()) }
    }

    pub(super) fn with_unit(mut self, unit: impl Into<String>) -> Self {
        self.value.unit = Some(unit.into());
        self
    }

    pub(super) fn with_range(mut self, low: Option<String>, high: Option<String>) -> Self {
        (self.value.low, self.value.high) = (low, high);
        self
    }
}

/// One sentence, ready to be searched.
#[derive(Clone, Copy)]
pub(super) struct Scan<'d> {
    pub document: &'d Document<'d>,
    /// One for each of the document's distinct words.
    pub terms: &'d [Term],
    /// The sentence's first token.
    pub first: usize,
    /// The token after its last.
    pub limit: usize,
    /// What relative dates count from.
    pub reference: Option<Date>,
    /// How much of a date's phrase belongs to it.
    pub extent: Extent,
}

impl<'d> Scan<'d> {
    /// What the token may be; nothing beyond the sentence.
    pub(super) fn term(&self, at: usize) -> &'d Term {
        if at < self.first || at >= self.limit {
            return &NO_TERM;
        }
        let terms: &'d [Term] = self.terms;
        terms.get(self.document.tokens[at].word as usize).unwrap_or(&NO_TERM)
    }

    /// The token in lower case; empty beyond the sentence.
    pub(super) fn low(&self, at: usize) -> &'d str {
        if at < self.first || at >= self.limit {
            return "";
        }
        let document: &'d Document<'d> = self.document;
        &document.words[document.tokens[at].word as usize].lower
    }

    /// The same without a final stop.
    pub(super) fn stem(&self, at: usize) -> &'d str {
        let low = self.low(at);
        if low.len() > 1 { low.trim_end_matches('.') } else { low }
    }

    /// The token before, in lower case.
    pub(super) fn before(&self, at: usize) -> &'d str {
        if at == 0 { "" } else { self.low(at - 1) }
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        let low = self.low(at);
        !low.is_empty() && words.contains(&low)
    }

    /// Whether the tokens from `at` on are these words; the token after them.
    pub(super) fn phrase(&self, at: usize, words: &str) -> Option<usize> {
        let mut end = at;
        for word in words.split(' ') {
            if self.low(end) != word {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// Whether the token touches the one before it.
    pub(super) fn touches(&self, at: usize) -> bool {
        at > self.first && at < self.limit && !self.document.tokens[at].space_before
    }

    /// Whether a hyphen or dash stands at `at`.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.is(at, &["-", "–", "—", "‑", "~"])
    }

    /// The token after a hyphen that touches both its neighbors, or `at` itself.
    pub(super) fn skip_hyphen(&self, at: usize) -> usize {
        if self.is(at, &["-", "‑", "–"]) && self.touches(at) && self.touches(at + 1) {
            at + 1
        } else {
            at
        }
    }

    pub(super) fn case(&self, at: usize) -> Case {
        if at < self.first || at >= self.limit {
            return Case::None;
        }
        self.document.word(at).case
    }

    /// A figure with letters right behind it, in one token: "3.5years", "115USD", "10D".
    pub(super) fn figure_with_letters(&self, at: usize) -> Option<(f64, &'d str)> {
        let low = self.low(at);
        if self.term(at).cardinal.is_some() || !low.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let letters = low.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = decimal(&low[..low.len() - letters.len()])?;
        (!letters.is_empty()).then_some((number, letters))
    }
}

/// A number without superfluous zeros, to at most six decimals.
pub(super) fn format_number(number: f64) -> String {
    if number.abs() < 1e15 && (number - number.round()).abs() < 1e-9 {
        return format!("{}", number.round() as i64);
    }
    if number.abs() >= 1e15 {
        return format!("{number:.0}");
    }
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
