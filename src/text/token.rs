//! Cuts a paragraph into tokens.
//!
//! The cuts follow the tokens of the news corpora that the models learn from, with one rule of
//! our own: every hyphen between letters is a token ("anti - gay", "2021 - 22"), because names and
//! values begin and end there. Contractions and possessives are cut off ("Putin 's", "do n't"),
//! abbreviations keep their full stop, figures keep their commas and colons, and units that touch
//! a figure are cut off ("1.2 bn").

use super::chars::{
    char_at, char_before, is_general_punctuation, is_joiner, is_space, is_word_char, marks_end,
};
use super::shape::{TokenKind, is_apostrophe, is_quotation_mark};
use super::stop::keeps_stop;
use crate::lexicon::{CURRENCY_PREFIXES, NUMBER_SUFFIXES};

/// Calls `emit(start, end, kind)` for each token of `text[from..to]`, in order; byte offsets.
pub(super) fn tokenize(text: &str, from: usize, to: usize, mut emit: impl FnMut(usize, usize, TokenKind)) {
    let text = &text[..to];
    let has_mail = text[from..].contains('@');
    let mut at = from;
    // The last token waits for the marks that stand on its last letter.
    let mut last: Option<(usize, usize, TokenKind)> = None;
    while let Some(c) = char_at(text, at) {
        let mut hold = |start, end, kind| {
            if let Some((start, end, kind)) = last.replace((start, end, kind)) {
                emit(start, end, kind);
            }
        };
        let is_space = is_space(c);
        if is_space {
            at += c.len_utf8();
        } else if is_word_char(c) {
            at = word(text, at, has_mail, &mut hold);
        } else {
            let (end, kind) = sign(text, at, c);
            hold(at, end, kind);
            at = end;
        }
        let end = marks_end(text, at);
        if let Some((_, last, _)) = last.as_mut().filter(|_| !is_space) {
            *last = end;
        }
        at = end;
    }
    if let Some((start, end, kind)) = last {
        emit(start, end, kind);
    }
}

/// A token that is not a word: its end and kind.
fn sign(text: &str, at: usize, c: char) -> (usize, TokenKind) {
    let end = at + c.len_utf8();
    let next = char_at(text, end);
    match c {
        '.' | '-' | '—' | '_' | '*' | '=' => {
            if c == '.' && next.is_some_and(|n| n.is_ascii_digit()) {
                return (number_end(text, end), TokenKind::Number);
            }
            let run = text[at..].chars().take_while(|&n| n == c).count();
            (at + run * c.len_utf8(), TokenKind::Punctuation)
        }
        '`' | '\'' if next == Some(c) => (end + 1, TokenKind::Mark),
        // Two apostrophes for a double mark, which an editor has bent: "‘’So’’"
        '‘' | '’' if next == Some('’') && !is_nested(text, at, c) => {
            (end + c.len_utf8(), TokenKind::Mark)
        }
        '@' | '#' if next.is_some_and(char::is_alphanumeric) => {
            let length: usize = text[end..]
                .chars()
                .take_while(|&n| n.is_alphanumeric() || n == '_')
                .map(char::len_utf8)
                .sum();
            (end + length, TokenKind::Address)
        }
        _ if is_quotation_mark(c) => (end, TokenKind::Mark),
        '$' | '€' | '£' | '¥' | '₹' | '%' | '‰' | '°' | '+' | '<' | '>' | '~' | '|' | '^' => {
            (end, TokenKind::Symbol)
        }
        _ if c.is_ascii_punctuation() || is_general_punctuation(c) => (end, TokenKind::Punctuation),
        _ => {
            let marks: usize = text[end..]
                .chars()
                .take_while(|&n| is_joiner(n) || matches!(n, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'))
                .map(char::len_utf8)
                .sum();
            (end + marks, TokenKind::Symbol)
        }
    }
}

/// Whether of two single marks the first closes or opens what stands in the second ones: a mark opens the
/// text behind it only as "‘’So" does, before a capital letter.
fn is_nested(text: &str, at: usize, c: char) -> bool {
    let behind = char_at(text, at + 2 * c.len_utf8());
    c == '‘' && !behind.is_some_and(char::is_uppercase)
}

/// Emits the token or tokens of the word that begins at `start`; returns where it ends. `has_mail`:
/// there may be mail addresses.
fn word(text: &str, start: usize, has_mail: bool, emit: &mut impl FnMut(usize, usize, TokenKind)) -> usize {
    if let Some(end) = address_end(text, start, has_mail) {
        emit(start, end, TokenKind::Address);
        return end;
    }
    let first = char_at(text, start).unwrap_or_default();
    if first.is_ascii_digit() {
        return figure(text, start, emit);
    }
    let mut at = start;
    while let Some(c) = char_at(text, at) {
        if is_word_char(c) {
            at += c.len_utf8();
        } else if is_apostrophe(c) && joins(text, at, c) {
            if let Some(split) = contraction(text, start, at, c) {
                if start < split {
                    emit(start, split, TokenKind::Word);
                }
                let end = letters_end(text, at + c.len_utf8());
                emit(split, end, TokenKind::Word);
                return end;
            }
            at += c.len_utf8();
        } else if c == '.' && keeps_stop(text, start, at) {
            at += 1;
            if !char_at(text, at).is_some_and(char::is_alphanumeric) {
                break;
            }
        } else if c == '&' && joins_capitals(text, at) {
            at += 1;
        } else if c == '$' && at - start <= 3 && char_at(text, at + 1).is_some_and(|n| n.is_ascii_digit()) {
            at += 1;
            break;
        } else if let Some(end) = rejoined(text, at) {
            at = end;
        } else {
            break;
        }
    }
    if let Some(split) = currency_prefix(text, start, at) {
        emit(start, split, TokenKind::Symbol);
        return figure(text, split, emit);
    }
    emit(start, at, TokenKind::Word);
    at
}

/// Where a word goes on that a soft hyphen divides at a line's end.
fn rejoined(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix('\r').unwrap_or(&text[at..]).strip_prefix('\n')?;
    (text[..at].ends_with('\u{ad}') && rest.starts_with(char::is_lowercase)).then(|| text.len() - rest.len())
}

/// Whether the apostrophe at `at` stands between two letters or figures.
fn joins(text: &str, at: usize, c: char) -> bool {
    char_at(text, at + c.len_utf8()).is_some_and(char::is_alphanumeric)
        && char_before(text, at).is_some_and(char::is_alphanumeric)
}

fn letters_end(text: &str, at: usize) -> usize {
    at + text[at..].chars().take_while(|&c| is_word_char(c)).map(char::len_utf8).sum::<usize>()
}

/// Where a contraction is cut: "Putin|'s", "do|n't", "we|'ll". None for "O'Brien".
fn contraction(text: &str, start: usize, at: usize, c: char) -> Option<usize> {
    let from = at + c.len_utf8();
    let end = letters_end(text, from);
    // "rock'n'roll": an apostrophe follows.
    if char_at(text, end).is_some_and(|n| is_apostrophe(n) && joins(text, end, n)) {
        return None;
    }
    let tail = &text[from..end];
    if ["s", "re", "ve", "ll", "d", "m"].iter().any(|suffix| tail.eq_ignore_ascii_case(suffix)) {
        return Some(at);
    }
    let negates = tail.eq_ignore_ascii_case("t")
        && matches!(text.as_bytes().get(at.wrapping_sub(1)), Some(b'n' | b'N'));
    (negates && at - 1 > start).then_some(at - 1)
}

fn joins_capitals(text: &str, at: usize) -> bool {
    char_before(text, at).is_some_and(char::is_uppercase)
        && char_at(text, at + 1).is_some_and(char::is_uppercase)
}

/// Where "Rs500" or "USD2" is cut.
fn currency_prefix(text: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[start..end];
    let letters = bytes.iter().position(u8::is_ascii_digit)?;
    let rest = &bytes[letters..];
    (rest.iter().all(u8::is_ascii_digit) && CURRENCY_PREFIXES.contains(&text[start..start + letters]))
        .then_some(start + letters)
}

/// The end of the digits, with separators, that begin at `at`.
fn number_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    loop {
        while digit(at) {
            at += 1;
        }
        let goes_on = match bytes.get(at) {
            Some(b'.' | b'/') => digit(at + 1),
            Some(b',' | b':') => digit(at + 1) && digit(at + 2),
            _ => false,
        };
        if !goes_on {
            return at;
        }
        at += 1;
    }
}

/// Emits a figure and the unit that touches it; returns where they end.
fn figure(text: &str, start: usize, emit: &mut impl FnMut(usize, usize, TokenKind)) -> usize {
    let at = number_end(text, start);
    let end = letters_end(text, at);
    if at == end {
        emit(start, at, TokenKind::Number);
        return at;
    }
    let letters = &text[at..end];
    let after_currency = char_before(text, start).is_some_and(|c| matches!(c, '$' | '£' | '€' | '¥' | '₹'));
    let unit = NUMBER_SUFFIXES.contains(letters)
        || ((letters.len() > 1 || after_currency)
            && letters.len() <= 4
            && NUMBER_SUFFIXES.contains(&letters.to_ascii_lowercase()));
    if unit {
        emit(start, at, TokenKind::Number);
        emit(at, end, TokenKind::Word);
    } else {
        // "20th", "1990s", "3D", "4x4"
        emit(start, end, TokenKind::Number);
    }
    end
}

/// The end of the web or mail address that begins at `start`, if one does.
fn address_end(text: &str, start: usize, has_mail: bool) -> Option<usize> {
    let bytes = &text.as_bytes()[start..];
    let has = |prefix: &[u8]| bytes.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let may_be_web = bytes.first().is_some_and(|first| matches!(first, b'h' | b'H' | b'w' | b'W'));
    if may_be_web && (has(b"http://") || has(b"https://") || has(b"www.")) {
        return Some(trim_address(text, start, |c| {
            !is_space(c) && !is_quotation_mark(c) && !matches!(c, '<' | '>')
        }));
    }
    if !has_mail {
        return None;
    }
    let local = bytes
        .iter()
        .take(64)
        .position(|&b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+')))?;
    if bytes[local] != b'@' || !bytes.get(local + 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    Some(trim_address(text, start, |c| c.is_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '+')))
}

fn trim_address(text: &str, start: usize, belongs: impl Fn(char) -> bool) -> usize {
    let length: usize = text[start..].chars().take_while(|&c| belongs(c)).map(char::len_utf8).sum();
    let address = text[start..start + length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '-']);
    start + address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut found = Vec::new();
        tokenize(text, 0, text.len(), |start, end, _| found.push(&text[start..end]));
        assert_eq!(found.join(" "), expected, "{text:?}");
    }

    #[test]
    fn contractions_and_possessives_are_cut_off() {
        check("Moreau's don't we’ll workers' O'Brien", "Moreau 's do n't we ’ll workers ' O'Brien");
        check("can't won’t isn't n't", "ca n't wo n’t is n't n't");
        check("rock'n'roll L'Avenir", "rock'n'roll L'Avenir");
    }

    #[test]
    fn hyphens_and_dashes_stand_alone() {
        check(
            "anti-gay 2021-22 U.S.-led yes--no so—then",
            "anti - gay 2021 - 22 U.S. - led yes -- no so — then",
        );
    }

    #[test]
    fn abbreviations_and_initials_keep_their_stop() {
        check(
            "Mr. J. F. Ruiz of the U.S. met St. John Corp.",
            "Mr. J. F. Ruiz of the U.S. met St. John Corp.",
        );
        check("at 5 p.m. on Nov. 3, e.g. there.", "at 5 p.m. on Nov. 3 , e.g. there .");
        check("a Ph.D. and the U.S.", "a Ph.D. and the U.S.");
        check("It was no. He left.", "It was no . He left .");
        check("the end.Then another", "the end . Then another");
    }

    #[test]
    fn figures_keep_separators_and_lose_units() {
        check("$1.2bn, 3.5% of 1,214", "$ 1.2 bn , 3.5 % of 1,214");
        check("US$5 A$10m Rs500 £3m 5pm 10km", "US$ 5 A$ 10 m Rs 500 £ 3 m 5 pm 10 km");
        check(
            "the 20th, 1990s, 10:30, 12/15/2017 and .500",
            "the 20th , 1990s , 10:30 , 12/15/2017 and .500",
        );
        check("5G and G20, F16", "5G and G20 , F16");
    }

    #[test]
    fn a_mark_stays_with_the_character_that_it_stands_on() {
        check("Zoe\u{301} “\u{301}No” \u{301}x", "Zoe\u{301} “\u{301} No ” x");
        check("No\u{202e}. \u{a116}\u{1e130}.", "No \u{202e} . \u{a116}\u{1e130} .");
    }

    #[test]
    fn addresses_are_one_token() {
        check(
            "See https://example.org/a?b=1, or mail a.b@c.org.",
            "See https://example.org/a?b=1 , or mail a.b@c.org .",
        );
        check("@press #vote dawn.com", "@press #vote dawn.com");
    }

    #[test]
    fn quotation_marks_stand_alone() {
        check("“Stop!” ``so'' ‘yes’ \"no\"", "“ Stop ! ” `` so '' ‘ yes ’ \" no \"");
        check("“Stop!’’ ‘’So’’", "“ Stop ! ’’ ‘’ So ’’");
        check("AT&T wait... well…", "AT&T wait ... well …");
    }

    #[test]
    fn tokens_of_odd_text_lie_in_order_on_boundaries() {
        for text in
            ["", "\u{0}", "é\u{301}’", "👩‍👩‍👧 💛", "'''''", "....-..a.b.", "1,2,3:4/5.", "a'", "$", "n't't"]
        {
            let mut last = 0;
            tokenize(text, 0, text.len(), |start, end, _| {
                assert!(last <= start && start < end && text.get(start..end).is_some(), "{text:?}");
                last = end;
            });
        }
    }
}
