//! What a line of a paste shows at a glance: its length, its end, its words' kinds.
//!
//! Only pages with menus and buttons are looked at this closely; see [`super::classifier`].

use super::shape::{is_apostrophe, is_quotation_mark};
use crate::lexicon::{CALENDAR_WORDS, CUE_VERBS, FUNCTION_WORDS, LINE_WORDS, PAGE_WORDS};

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With a full stop, question or exclamation mark, perhaps inside quotation marks or brackets.
    Stop,
    /// With a comma, semicolon or dash.
    Comma,
    /// With a colon.
    Colon,
    /// With an ellipsis.
    Ellipsis,
    /// With a word.
    Open,
}

/// How a line reads as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// A sentence or several.
    Prose,
    /// A word or a few, without an end mark.
    Menu,
    /// Closed by an end mark, or long; but too short or too odd for prose.
    Closed,
    /// Anything else: a headline, a caption, a name.
    Phrase,
}

/// Facts about a line. Shares are in per cent of its words with letters.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    pub text: &'t str,
    /// In lower case, with straight apostrophes.
    pub lower: String,
    pub n_words: u32,
    pub end: End,
    pub manner: Manner,
    pub function_share: u32,
    pub capital_share: u32,
    /// Of all words, those of [`PAGE_WORDS`].
    pub page_share: u32,
    pub has_cue: bool,
    pub has_quote: bool,
    /// Mentions a month beside a figure, a figured date or a year.
    pub has_date: bool,
    /// Mentions a time of day or how long ago.
    pub has_time: bool,
    /// "he", "was": somebody's story.
    pub tells: bool,
    /// "you", "our": speaks to the reader.
    pub addresses: bool,
    /// A sentence ends within it.
    pub several: bool,
    pub has_digit: bool,
    pub is_upper: bool,
}

impl<'t> Line<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let lower: String = lower_of(text);
        let (mut n_words, mut n_letters, mut function, mut capital, mut page) =
            (0u32, 0u32, 0u32, 0u32, 0u32);
        let (mut has_cue, mut tells, mut addresses) = (false, false, false);
        let (mut has_date, mut has_time) = (false, false);
        let mut before = Piece::Other;
        for word in words_of(&lower) {
            n_words += 1;
            let piece = Piece::of(word);
            has_time |= piece == Piece::Clock || before == Piece::Figure && is_ago(word);
            has_date |= piece == Piece::Date
                || matches!((before, piece), (Piece::Month, Piece::Figure) | (Piece::Figure, Piece::Month));
            before = piece;
            page += u32::from(PAGE_WORDS.contains(word));
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            n_letters += 1;
            function += u32::from(FUNCTION_WORDS.contains(word));
            has_cue |= CUE_VERBS.contains(word);
            let shown = LINE_WORDS.get(word).unwrap_or_default();
            tells |= shown.tells;
            addresses |= shown.addresses;
        }
        for word in words_of(text) {
            capital += u32::from(word.starts_with(char::is_uppercase));
        }
        let share = |part: u32, of: u32| part * 100 / of.max(1);
        let has_quote = text.contains(is_double_mark);
        let end = end_of(text);
        let function_share = share(function, n_letters);
        let prose = (end == End::Stop || end == End::Colon && n_words >= 10)
            && (n_words >= 10 && function_share >= 20
                || n_words >= 5 && (has_cue || has_quote) && function_share > 10);
        let manner = if prose {
            Manner::Prose
        } else if n_words <= 6 && matches!(end, End::Open | End::Ellipsis) {
            Manner::Menu
        } else if n_words >= 6 && (end == End::Stop || n_words >= 22) {
            Manner::Closed
        } else {
            Manner::Phrase
        };
        Self {
            text,
            n_words,
            end,
            manner,
            function_share,
            capital_share: share(capital, n_letters),
            page_share: share(page, n_words),
            has_cue,
            has_quote,
            has_date,
            has_time,
            tells,
            addresses: addresses && !has_quote,
            several: has_inner_stop(text),
            has_digit: text.bytes().any(|byte| byte.is_ascii_digit()),
            is_upper: n_letters > 0 && !text.contains(char::is_lowercase),
            lower,
        }
    }
}

/// In lower case, with straight apostrophes.
pub(super) fn lower_of(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

/// Whether a word is one of the most frequent ones, which seldom end a sentence; in lower case.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// Words and figures, without the signs around them.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '—' | '–' | '•' | '·'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Marks of quotation that are no apostrophes.
pub(super) fn is_double_mark(c: char) -> bool {
    is_quotation_mark(c) && !is_apostrophe(c) && c != '‚'
}

fn end_of(text: &str) -> End {
    if text.ends_with("...") || text.ends_with('…') {
        return End::Ellipsis;
    }
    let bare = text.trim_end_matches(|c: char| is_quotation_mark(c) || matches!(c, ')' | ']'));
    match text.chars().next_back() {
        Some('.' | '!' | '?') => End::Stop,
        Some(last) if bare.ends_with(['.', '!', '?']) && last != ')' => End::Stop,
        Some(',' | ';' | '—' | '–' | '-') => End::Comma,
        Some(':') => End::Colon,
        _ => End::Open,
    }
}

/// Whether a sentence ends inside the text and another begins.
fn has_inner_stop(text: &str) -> bool {
    text.match_indices(['.', '!', '?']).any(|(at, stop)| {
        let rest = text[at + stop.len()..].trim_start_matches(|c: char| is_quotation_mark(c) || c == ')');
        let next = rest.strip_prefix(' ').map(|rest| rest.trim_start_matches(is_quotation_mark));
        next.is_some_and(|next| next.starts_with(char::is_uppercase))
    })
}

/// What a word is in a date or time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Month,
    Figure,
    /// "12/05/2019", "2019-12-05", a year.
    Date,
    /// "14:05", "7pm".
    Clock,
    Other,
}

impl Piece {
    fn of(word: &str) -> Self {
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            let is_month = word.len() <= 9 && CALENDAR_WORDS.get(word).is_some_and(|word| 0 < word.month);
            return if is_month { Self::Month } else { Self::Other };
        }
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let n_signs = word.bytes().filter(|byte| matches!(byte, b'/' | b'-' | b'.')).count();
        if n_signs == 2 && word.len() >= 6 && word.split(['/', '-', '.']).all(digits) {
            return Self::Date;
        }
        if word.len() == 4 && digits(word) && (word.starts_with("19") || word.starts_with("20")) {
            return Self::Date;
        }
        let is_clock = tail.starts_with(':') || matches!(tail, "am" | "pm" | "h" | "hrs");
        let of_day = tail.is_empty() || matches!(tail, "st" | "nd" | "rd" | "th");
        if is_clock {
            Self::Clock
        } else if of_day && word.len() - tail.len() <= 2 {
            Self::Figure
        } else {
            Self::Other
        }
    }
}

fn is_ago(word: &str) -> bool {
    LINE_WORDS.get(word).is_some_and(|word| word.is_ago)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_by_its_length_and_end() {
        for (text, manner) in [
            ("Sign in", Manner::Menu),
            ("The bridge was closed on Monday after cracks were found in two piers.", Manner::Prose),
            ("“We walk home,” she said.", Manner::Prose),
            ("Two banks end their ties with the charity of Prince Oskar", Manner::Phrase),
            ("Ferries, trams, buses, taxis, bicycles, scooters.", Manner::Closed),
        ] {
            assert_eq!(Line::of(text).manner, manner, "{text}");
        }
    }

    #[test]
    fn dates_and_times_are_seen() {
        for text in
            ["27 June 2019", "Jun 27", "12/05/2019", "PUBLISHED: 10:48, Tue, Nov 19, 2019", "2019-12-05"]
        {
            assert!(Line::of(text).has_date, "{text}");
        }
        for text in ["May I come in", "12 ferries", "March of the penguins"] {
            assert!(!Line::of(text).has_date, "{text}");
        }
        assert!(Line::of("Updated 9:12 AM").has_time && Line::of("2 hours ago").has_time);
    }
}
