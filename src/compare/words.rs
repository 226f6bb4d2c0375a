//! The words of a text by their letters, without marks and case.

use std::ops::Range;

use crate::order::Order;
use crate::tagger::hash;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes.
    pub span: Range<usize>,
    /// The hash of its letters: two words with one number are the same word.
    pub id: u64,
}

/// The words of the bytes `range` of a text, in order.
pub(super) fn words_of(text: &str, range: Range<usize>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut key, mut start) = (String::new(), None);
    let part = text.get(range.clone()).unwrap_or_default();
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        // An accent that is a character of its own belongs to its letter.
        if c.is_alphanumeric() || start.is_some() && ('\u{300}'..='\u{36f}').contains(&c) {
            start.get_or_insert(range.start + at);
            key.extend(c.to_lowercase());
        } else if start.is_some() && next.is_some_and(|next| joins(&key, c, next)) {
            // The point of "23.80" makes another figure; the mark of "don't" and "1,000" makes no other word.
            key.extend(Some(c).filter(|&c| c == '.' && key.ends_with(|c: char| c.is_numeric())));
        } else if c != '\u{ad}' {
            add(&mut words, &mut key, &mut start, range.start + at);
        }
    }
    add(&mut words, &mut key, &mut start, range.start + part.len());
    words
}

fn add(words: &mut Vec<Word>, key: &mut String, start: &mut Option<usize>, end: usize) {
    let Some(start) = start.take() else { return };
    words.push(Word { span: start..end, id: hash(key.as_bytes()) });
    key.clear();
}

/// Numbers in pairs, sorted.
pub(super) fn sorted(mut pairs: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    pairs.order();
    pairs
}

/// The pairs with one first number, of sorted ones.
pub(super) fn with(pairs: &[(u64, u64)], first: u64) -> &[(u64, u64)] {
    let from = pairs.partition_point(|pair| pair.0 < first);
    let n_here = pairs[from..].partition_point(|pair| pair.0 == first);
    &pairs[from..from + n_here]
}

/// A key that sorts by start, and of those with one start the longer first.
pub(super) const fn outer_first(start: usize, end: usize) -> u64 {
    ((start as u64) << 32) | (u32::MAX as u64).saturating_sub(end as u64)
}

/// Whether a mark between the letters before it and the next character stands inside a word.
fn joins(before: &str, mark: char, next: char) -> bool {
    match mark {
        '\'' | '’' => next.is_alphabetic(),
        ',' | '.' if next.is_numeric() => before.ends_with(|c: char| c.is_numeric()),
        // "U.S."
        '.' => {
            next.is_alphabetic()
                && before.chars().count() < 3
                && before.chars().all(char::is_alphabetic)
                && next.is_uppercase()
        }
        _ => false,
    }
}

/// Whether two passages differ in nothing but line breaks and the shape of quotation marks and apostrophes.
pub(super) fn same_marks(a: &str, b: &str) -> bool {
    printed(a).eq(printed(b))
}

fn printed(words: &str) -> impl Iterator<Item = char> {
    let words = words.split_whitespace().flat_map(|word| word.chars().chain([' ']));
    words.filter(|&c| c != '\u{ad}').map(|c| match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let ids =
            |text: &str| words_of(text, 0..text.len()).into_iter().map(|word| word.id).collect::<Vec<_>>();
        ids(a) == ids(b)
    }

    #[test]
    fn marks_and_case_make_no_other_word_and_a_point_makes_another_figure() {
        for (a, b) in [
            ("Don’t, he said", "don't he SAID"),
            ("the 340-megawatt plant", "the 340 megawatt plant"),
            ("1,000 of the U.S. troops.", "1000 of the US troops"),
            ("one—two", "one two"),
            ("Re\u{301}sume\u{301} it", "re\u{301}sume\u{301} it"),
        ] {
            assert!(same(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("23.80", "2380"),
            ("no body", "nobody"),
            ("his", "hers"),
            ("end.Next", "endnext"),
            ("re\u{301} sume", "re\u{301}sume"),
        ] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "“It’s 4.5%,” é said.";
        let found = words_of(text, 0..text.len());
        let words: Vec<&str> = found.iter().map(|word| &text[word.span.clone()]).collect();
        assert_eq!(words, ["It’s", "4.5", "é", "said"]);
    }

    #[test]
    fn the_shape_of_a_mark_is_none_of_its_own() {
        assert!(same_marks("“don’t\n do it”", "\"don't do it\""));
        assert!(!same_marks("No, never", "No never"));
        assert!(!same_marks("no", "No"));
    }
}
