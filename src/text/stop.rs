//! Whether a full stop belongs to its word: abbreviations, initials, addresses.

use super::chars::{char_at, is_space};
use crate::lexicon::{ABBREVIATIONS, Abbreviation};

/// Whether the full stop at `at` belongs to the word that begins at `start`.
pub(super) fn keeps_stop(text: &str, start: usize, at: usize) -> bool {
    let word = &text[start..at];
    let next = char_at(text, at + 1);
    let last_part = word.rsplit('.').next().unwrap_or(word);
    let single = last_part.chars().count() == 1 && last_part.chars().all(char::is_alphabetic);
    // "U.S.93 million": the stop is the country's, the figure has none.
    if single && word.len() > last_part.len() && next.is_some_and(|n| n.is_ascii_digit()) {
        return true;
    }
    if single && (word.len() > last_part.len() || last_part.chars().all(char::is_uppercase)) {
        // "J. Smith", "U.S.", "a.m."; but "Vitamin C." at a paragraph's end loses nothing either.
        return next.is_none_or(|n| !n.is_alphanumeric() || followed_by_stop_or_end(text, at + 1));
    }
    if single && next.is_some_and(char::is_alphabetic) && followed_by_stop_or_end(text, at + 1) {
        return true;
    }
    // "Ph.D.", "gov.uk", "dawn.com": letters on both sides and no new sentence.
    if next.is_some_and(char::is_alphanumeric) {
        let two_letters = last_part.chars().count() == 2 && next.is_some_and(char::is_uppercase);
        return next.is_some_and(|n| n.is_lowercase())
            && last_part.chars().all(|c| c.is_lowercase() || c.is_ascii_digit())
            || two_letters && followed_by_stop_or_end(text, at + 1);
    }
    is_abbreviation(word, next)
}

/// Whether the word at `at` is a single letter with a stop behind it: the rest of "U.S.".
fn followed_by_stop_or_end(text: &str, at: usize) -> bool {
    let Some(c) = char_at(text, at) else { return true };
    let after = char_at(text, at + c.len_utf8());
    c.is_alphabetic() && after.is_none_or(|n| n == '.' || !n.is_alphanumeric())
}

fn is_abbreviation(word: &str, next: Option<char>) -> bool {
    if word.len() > 8
        || next.is_some_and(|n| !is_space(n) && !matches!(n, ',' | ';' | ':' | ')' | '-' | '–' | '\'' | '’'))
    {
        return false;
    }
    let mut buffer = [0u8; 8];
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let Some(value) = std::str::from_utf8(lower).ok().and_then(|lower| ABBREVIATIONS.get(lower)) else {
        return false;
    };
    // Titles, states and months are names; "sun" and "no" are words unless capitalized.
    value == Abbreviation::Other || word.starts_with(char::is_uppercase)
}
