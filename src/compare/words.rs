//! The words of a text by their letters, without marks and case.

use std::collections::BTreeMap;
use std::ops::Range;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes.
    pub span: Range<usize>,
    /// Its number; two words with one number are the same word.
    pub id: u32,
}

/// Numbers words, the same word with the same number in every text.
#[derive(Default)]
pub(super) struct Words {
    ids: BTreeMap<String, u32>,
}

impl Words {
    /// The words of the bytes `range` of a text, in order.
    pub fn of(&mut self, text: &str, range: Range<usize>) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let (mut key, mut start) = (String::new(), None);
        let part = text.get(range.clone()).unwrap_or_default();
        let mut chars = part.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            if c.is_alphanumeric() {
                start.get_or_insert(range.start + at);
                key.extend(c.to_lowercase());
            } else if start.is_some() && next.is_some_and(|next| joins(&key, c, next)) {
                // The point of "23.80" makes another figure; the mark of "don't" and "1,000" makes no other word.
                key.extend(Some(c).filter(|&c| c == '.' && key.ends_with(|c: char| c.is_numeric())));
                continue;
            } else if start.is_none() || c == '\u{ad}' {
                continue;
            } else {
                self.add(&mut words, &mut key, &mut start, range.start + at);
            }
        }
        self.add(&mut words, &mut key, &mut start, range.start + part.len());
        words
    }

    fn add(&mut self, words: &mut Vec<Word>, key: &mut String, start: &mut Option<usize>, end: usize) {
        let Some(start) = start.take() else { return };
        let next = self.ids.len() as u32;
        let id = *self.ids.entry(std::mem::take(key)).or_insert(next);
        words.push(Word { span: start..end, id });
    }
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
        let mut words = Words::default();
        let ids = |words: &mut Words, text: &str| {
            words.of(text, 0..text.len()).into_iter().map(|word| word.id).collect::<Vec<_>>()
        };
        ids(&mut words, a) == ids(&mut words, b)
    }

    #[test]
    fn marks_and_case_make_no_other_word_and_a_point_makes_another_figure() {
        for (a, b) in [
            ("Don’t, he said", "don't he SAID"),
            ("the 340-megawatt plant", "the 340 megawatt plant"),
            ("1,000 of the U.S. troops.", "1000 of the US troops"),
            ("one—two", "one two"),
        ] {
            assert!(same(a, b), "{a} / {b}");
        }
        for (a, b) in [("23.80", "2380"), ("no body", "nobody"), ("his", "hers"), ("end.Next", "endnext")] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "“It’s 4.5%,” é said.";
        let found = Words::default().of(text, 0..text.len());
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
