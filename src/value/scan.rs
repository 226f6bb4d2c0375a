//! The tokens as the grammar sees them: the roles of each distinct word are looked up once.

use super::Value;
use super::term::Phrase;
use crate::lexicon::{
    CALENDAR_WORDS, CURRENCIES, CalendarWord, EDGES, Entry, HOLIDAYS, NUMBER_WORDS, NumberWord, TIME_WORDS,
    UNITS, WordFilter, WordList,
};
use crate::text::{Case, Document, TokenKind, Word};

/// What a word may be in a value. Zero, and the empty string, stand for "nothing of that kind".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Roles {
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
    /// Its other roles, as in the list of words around those of the calendar.
    pub around: &'static str,
}

const NO_ROLES: Roles = Roles {
    opens: 0,
    cardinal: None,
    is_figure: false,
    n_digits: 0,
    ordinal: 0,
    factor: 0.0,
    fraction: 0.0,
    month: 0,
    weekday: 0,
    weekday_plural: 0,
    unit: 0,
    part: "",
    season: "",
    around: "",
};

/// Bits of [`Roles::opens`].
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

/// No word that this filter turns away is in a list that [`Roles::of`] asks.
static WORDS: WordFilter = WordFilter::of([
    NUMBER_WORDS.text(),
    CALENDAR_WORDS.text(),
    TIME_WORDS.text(),
    CURRENCIES.text(),
    UNITS.text(),
    EDGES.text(),
    HOLIDAYS.text(),
]);

/// For each list whose entries may have several words the first words of these, and what they open.
static FIRST_WORDS: [(WordFilter, u8); 4] = [
    (WordFilter::of([CURRENCIES.text()]), opens::MONEY),
    (WordFilter::of([UNITS.text()]), opens::UNIT),
    (WordFilter::of([EDGES.text()]), opens::EDGE),
    (WordFilter::of([HOLIDAYS.text()]), opens::HOLIDAY),
];

impl Roles {
    /// What `word` may be.
    pub(super) fn of(word: &Word) -> Roles {
        let mut roles = NO_ROLES;
        match word.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Symbol => {}
            _ if word.lower == "-" => return Roles { opens: opens::NUMBER, ..NO_ROLES },
            _ if matches!(word.lower.as_str(), "'" | "’" | "‘") => {
                return Roles { opens: opens::DATE, ..NO_ROLES };
            }
            _ => return roles,
        }
        let lower = word.lower.trim_end_matches('.');
        if word.kind == TokenKind::Number {
            let is_holiday = lower.contains('/') && HOLIDAYS.contains(lower);
            roles.opens = opens::NUMBER | opens::DATE | if is_holiday { opens::HOLIDAY } else { 0 };
            roles.read_figure(lower);
            return roles;
        }
        // "Dec31", "FY2018", "Q3", "U.S.93"
        let head = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        if head.len() < lower.len() && head.len() <= 4 && lower.len() - head.len() <= 4 {
            roles.opens |= opens::DATE | opens::MONEY;
        }
        let singular = lower.strip_suffix('s').unwrap_or(lower);
        if lower.len() > 16 || !(WORDS.may_contain(lower) || WORDS.may_contain(singular)) {
            return roles;
        }
        for (filter, bit) in &FIRST_WORDS {
            if filter.may_contain(lower) || filter.may_contain(singular) {
                roles.opens |= bit;
            }
        }
        if let Some(word) = NUMBER_WORDS.get(lower) {
            let NumberWord { cardinal, ordinal, factor, fraction } = word;
            roles = Roles { cardinal, ordinal, factor, fraction, ..roles };
        }
        if let Some(word) = CALENDAR_WORDS.get(lower) {
            let CalendarWord { month, weekday, weekday_plural, unit, part, season } = word;
            roles = Roles { month, weekday, weekday_plural, unit, part, season, ..roles };
        }
        roles.around = TIME_WORDS.get(lower).unwrap_or_default();
        let counts = roles.cardinal.is_some() || roles.ordinal > 0 || roles.has('q');
        if counts
            || roles.factor > 0.0
            || roles.fraction > 0.0
            || matches!(lower, "a" | "an" | "between" | "aged" | "minus")
        {
            roles.opens |= opens::NUMBER | opens::DATE;
        }
        let of_calendar = roles.month > 0 || roles.weekday > 0 || roles.weekday_plural > 0 || roles.unit > 0;
        if of_calendar
            || !roles.part.is_empty()
            || !roles.season.is_empty()
            || !matches!(roles.around, "" | "j")
        {
            roles.opens |= opens::DATE;
        }
        roles
    }

    /// Whether any of these bits of [`opens`] is set.
    pub(super) fn may_open(&self, bits: u8) -> bool {
        self.opens & bits != 0
    }

    /// The code of one of the other roles, by its letter.
    pub(super) fn role(&self, letter: char) -> Option<&'static str> {
        let bytes = self.around.as_bytes();
        let starts = |at: &usize| bytes[*at] == letter as u8 && (*at == 0 || bytes[at - 1] == b' ');
        let start = (0..bytes.len()).find(starts)?;
        self.around[start + 1..].split(' ').next()
    }

    pub(super) fn has(&self, letter: char) -> bool {
        self.role(letter).is_some()
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
    /// One for each of the document's distinct words.
    pub roles: &'d [Roles],
    /// The sentence's first token.
    pub first: usize,
    /// The token after its last.
    pub limit: usize,
    /// How many terms may still lie inside this one.
    pub depth: u8,
}

impl<'d> Scan<'d> {
    /// What the token may be; nothing beyond the sentence.
    pub(super) fn term(&self, at: usize) -> &'d Roles {
        if at < self.first || at >= self.limit {
            return &NO_ROLES;
        }
        let roles: &'d [Roles] = self.roles;
        roles.get(self.document.tokens[at].word as usize).unwrap_or(&NO_ROLES)
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
        if self.term(at).cardinal.is_some() || !low.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let letters = low.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = decimal(&low[..low.len() - letters.len()])?;
        letters.starts_with(char::is_alphabetic).then_some((number, letters))
    }
}
