//! The tokens as the grammar sees them: what each distinct word may be is looked up once.

use std::sync::LazyLock;

use super::term::Phrase;
use super::{Edge, Value};
use crate::lexicon::{
    AUXILIARIES, Auxiliary, CALENDAR_WORDS, CURRENCIES, EDGES, EdgeOf, Entry, HOLIDAYS, Pointer, UNITS,
    VALUE_WORDS, ValueWord, WordFilter, WordList,
};
use crate::text::{Case, Document, TokenKind, Word};

/// What one distinct word of the document may be and may begin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordReading {
    /// What may begin here, as in [`opens`]; 0 for nothing.
    opens: u8,
    word: ValueWord,
}

/// Bits of [`WordReading::opens`].
pub(super) mod opens {
    /// An amount: whatever begins with a number.
    pub const NUMBER: u8 = 1;
    /// A date or time.
    pub const DATE: u8 = 2;
    /// A holiday.
    pub const HOLIDAY: u8 = 4;
    /// Money; also the name of a currency behind its number.
    pub const MONEY: u8 = 8;
    /// What is open to one side.
    pub const EDGE: u8 = 16;
    /// No value by itself: a unit of measure.
    pub const UNIT: u8 = 32;
}

/// No word that this filter turns away is in a list that [`WordReading::of`] asks.
static WORDS: LazyLock<WordFilter> = LazyLock::new(|| {
    WordFilter::of([
        VALUE_WORDS.text(),
        CALENDAR_WORDS.text(),
        CURRENCIES.text(),
        UNITS.text(),
        EDGES.text(),
        HOLIDAYS.text(),
    ])
});

/// For each list whose entries may have several words the first words of these, and what they open.
static FIRST_WORDS: LazyLock<[(WordFilter, u8); 4]> = LazyLock::new(|| {
    [
        (WordFilter::of([CURRENCIES.text()]), opens::MONEY),
        (WordFilter::of([UNITS.text()]), opens::UNIT),
        (WordFilter::of([EDGES.text()]), opens::EDGE),
        (WordFilter::of([HOLIDAYS.text()]), opens::HOLIDAY),
    ]
});

impl WordReading {
    /// What `word` may be.
    pub(super) fn of(word: &Word) -> Self {
        let none = ValueWord::default();
        match word.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Symbol => {}
            _ if word.lower == "-" => return Self { opens: opens::NUMBER, word: none },
            _ if matches!(word.lower.as_str(), "'" | "’" | "‘") => {
                return Self { opens: opens::DATE, word: none };
            }
            _ => return Self::default(),
        }
        let lower = word.lower.trim_end_matches('.');
        if word.kind == TokenKind::Number {
            let is_holiday = lower.contains('/') && HOLIDAYS.contains(lower);
            let opens = opens::NUMBER | opens::DATE | if is_holiday { opens::HOLIDAY } else { 0 };
            return Self { opens, word: figure(lower) };
        }
        let mut opens = 0;
        // "Dec31", "FY2018", "Q3", "U.S.93"
        let head = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        if head.len() < lower.len() && head.len() <= 4 && lower.len() - head.len() <= 4 {
            opens |= opens::DATE | opens::MONEY;
        }
        let singular = lower.strip_suffix('s').unwrap_or(lower);
        if lower.len() > 16 || !(WORDS.may_contain(lower) || WORDS.may_contain(singular)) {
            return Self { opens, word: none };
        }
        for (filter, bit) in FIRST_WORDS.iter() {
            if filter.may_contain(lower) || filter.may_contain(singular) {
                opens |= bit;
            }
        }
        let word = VALUE_WORDS.get(lower).or_else(|| CALENDAR_WORDS.get(lower)).unwrap_or_default();
        if word.is_number()
            || word.fraction > 0.0
            || word.count.is_some()
            || matches!(lower, "a" | "an" | "between" | "aged" | "minus")
        {
            opens |= opens::NUMBER | opens::DATE;
        }
        if word.is_around || word.is_of_calendar() {
            opens |= opens::DATE;
        }
        Self { opens, word }
    }
}

/// What a number in figures says: "1,214", "3.5", "20th".
fn figure(lower: &str) -> ValueWord {
    let digits = lower.trim_end_matches(|c: char| c.is_alphabetic());
    let none = ValueWord::default();
    match &lower[digits.len()..] {
        "" => ValueWord { cardinal: decimal(digits), ..none },
        "st" | "nd" | "rd" | "th" | "d" if digits.len() <= 3 => {
            ValueWord { ordinal: digits.parse().unwrap_or_default(), ..none }
        }
        _ => none,
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

/// A value as the rules find it, in tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Its first token.
    pub start: usize,
    /// The token after its last.
    pub end: usize,
    /// What it says.
    pub content: Content,
}

/// What a value says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// Known by itself; the span is set later.
    Amount(Value),
    /// To be resolved.
    Dated(Phrase),
}

/// One sentence, ready to be searched.
#[derive(Clone, Copy)]
pub(super) struct Scan<'d> {
    pub document: &'d Document<'d>,
    /// One for each of the document's distinct words, and the last for none.
    pub readings: &'d [WordReading],
    /// The sentence's first token.
    pub first: usize,
    /// The token after its last.
    pub limit: usize,
    /// How many terms may still lie inside this one.
    pub depth: u8,
}

impl<'d> Scan<'d> {
    fn reading(&self, at: usize) -> &'d WordReading {
        let readings: &'d [WordReading] = self.readings;
        let is_inside = self.first <= at && at < self.limit;
        let word = if is_inside { self.document.tokens[at].word as usize } else { readings.len() - 1 };
        &readings[word]
    }

    /// What the token may be; nothing beyond the sentence.
    pub(super) fn word(&self, at: usize) -> &'d ValueWord {
        &self.reading(at).word
    }

    /// Whether any of these bits of [`opens`] may begin at the token.
    pub(super) fn opens(&self, at: usize, bits: u8) -> bool {
        self.reading(at).opens & bits != 0
    }

    /// Whether a number in figures stands there.
    pub(super) fn is_figure(&self, at: usize) -> bool {
        let begins = self.starts_with_digit(at) || self.low(at).starts_with('.');
        self.word(at).cardinal.is_some() && begins
    }

    pub(super) fn starts_with_digit(&self, at: usize) -> bool {
        self.low(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// How many figures the number there has; 0 if it has anything else.
    pub(super) fn n_digits(&self, at: usize) -> usize {
        let stem = self.stem(at);
        if stem.len() <= 18 && stem.bytes().all(|b| b.is_ascii_digit()) { stem.len() } else { 0 }
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

    /// The token after `at` if it is one of these words, else `at`.
    pub(super) fn skip(&self, at: usize, words: &[&str]) -> usize {
        at + usize::from(self.is(at, words))
    }

    /// The longest entry of a list, of at most `most` tokens, that stands at `at`. Spaces as the text
    /// has them; hyphens count as spaces if `joins`.
    pub(super) fn entry<T: Entry>(
        &self,
        list: &WordList<T>,
        at: usize,
        most: usize,
        joins: bool,
    ) -> Option<(usize, T)> {
        let (mut words, mut longest) = (String::new(), None);
        for next in at..at + most {
            let low = self.low(next);
            if low.is_empty() || words.len() + low.len() > 40 {
                break;
            }
            let is_hyphen = joins && next > at && low == "-";
            if next > at
                && !words.ends_with(' ')
                && (is_hyphen || joins || self.document.tokens[next].space_before)
            {
                words.push(' ');
            }
            if is_hyphen {
                continue;
            }
            words.push_str(low);
            // Names of currencies stand in the singular.
            let singular = words.strip_suffix('s').filter(|singular| joins && singular.len() > 2);
            if let Some(value) = list.get(&words).or_else(|| list.get(singular?)) {
                longest = Some((next + 1, value));
            }
        }
        longest
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
        let joins = self.is(at, &["-", "‑", "–"]) && self.touches(at) && self.touches(at + 1);
        at + usize::from(joins)
    }

    pub(super) fn case(&self, at: usize) -> Case {
        if at < self.first || at >= self.limit { Case::None } else { self.document.word(at).case }
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.case(at).is_capital()
    }

    /// Whether the token ends a plural.
    pub(super) fn is_plural(&self, at: usize) -> bool {
        self.low(at).ends_with('s')
    }

    /// A figure with letters right behind it, in one token: "3.5years", "115USD", "4May".
    pub(super) fn figure_with_letters(&self, at: usize) -> Option<(f64, &'d str)> {
        let low = self.low(at);
        if self.word(at).cardinal.is_some() || !low.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let letters = low.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = decimal(&low[..low.len() - letters.len()])?;
        letters.starts_with(char::is_alphabetic).then_some((number, letters))
    }

    /// What the word at `at` points to, unless it is a verb there: "will last".
    pub(super) fn pointer(&self, at: usize) -> Option<Pointer> {
        let before = self.before(at);
        let helps = || matches!(AUXILIARIES.get(before), Some(Auxiliary::Modal | Auxiliary::Negation));
        let is_verb = self.low(at) == "last" && helps();
        self.word(at).pointer.filter(|_| !is_verb)
    }

    /// Whether a clause or the sentence ends before a token.
    pub(super) fn stops(&self, at: usize) -> bool {
        at >= self.limit || self.is(at, &[".", ",", "?", "!", ";"])
    }

    /// What the words before an amount leave open: "more than", "about".
    pub(super) fn edge_before(&self, at: usize) -> Option<Edge> {
        (1..=3).rev().find_map(|length| {
            let start = at.checked_sub(length).filter(|start| *start >= self.first)?;
            self.opens(start, opens::EDGE).then_some(())?;
            let (end, word) = self.entry(&EDGES, start, length, false)?;
            (end == at && word.of != EdgeOf::Date).then_some(word.edge)
        })
    }
}
