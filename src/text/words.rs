//! The distinct words of a text: each is looked at once, however often it stands there.

use super::shape::{Case, TokenKind};
use crate::span::Span;

/// A distinct surface form.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it stands first.
    pub first: Span,
    /// Lower-case, with straight apostrophes and without soft hyphens, the line
    /// breaks behind them, and zero-width characters.
    pub lower: String,
    /// How it uses capitals.
    pub case: Case,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Numbers surface forms in order of first occurrence.
///
/// Open addressing over a fixed hash: the same on every platform, in constant time a token.
pub(super) struct Interner<'t> {
    text: &'t str,
    slots: Vec<u32>,
    pub(super) words: Vec<Word>,
}

const EMPTY: u32 = u32::MAX;

impl<'t> Interner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let expected = (text.len() / 16).clamp(64, 1 << 20);
        Self {
            text,
            slots: vec![EMPTY; expected.next_power_of_two() * 2],
            words: Vec::with_capacity(expected),
        }
    }

    /// The number of the word that stands at `span`.
    pub(super) fn intern(&mut self, span: Span, kind: TokenKind) -> u32 {
        let surface = span.of(self.text);
        let mut at = self.slot_of(surface);
        if self.slots[at] != EMPTY {
            return self.slots[at];
        }
        if (self.words.len() + 1) * 2 > self.slots.len() {
            self.grow();
            at = self.slot_of(surface);
        }
        let number = self.words.len() as u32;
        self.slots[at] = number;
        self.words.push(Word { first: span, lower: normalize(surface), case: Case::of(surface), kind });
        number
    }

    /// The slot where `surface` stands, or the empty one where it belongs.
    fn slot_of(&self, surface: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(surface.as_bytes()) as usize & mask;
        while self.slots[at] != EMPTY && self.words[self.slots[at] as usize].first.of(self.text) != surface {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        self.slots = vec![EMPTY; self.slots.len() * 2];
        for number in 0..self.words.len() {
            let at = self.slot_of(self.words[number].first.of(self.text));
            self.slots[at] = number as u32;
        }
    }
}

/// FNV-1a over 64 bits, with a final mix so that the low bits serve as a table index.
fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    state ^ (state >> 29)
}

fn normalize(surface: &str) -> String {
    if surface.is_ascii() {
        return surface.to_ascii_lowercase();
    }
    let mut lower = String::with_capacity(surface.len());
    for c in surface.chars() {
        match c {
            '’' | '‘' | 'ʼ' => lower.push('\''),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\n' | '\r' => {}
            _ => lower.extend(c.to_lowercase()),
        }
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_while_the_table_grows() {
        let text: String = (0..5000).map(|n| format!("{n:05}")).collect();
        let mut interner = Interner::new("");
        interner.text = &text;
        let span = |n: u32| Span::new(n * 5, n * 5 + 5);
        for n in 0..5000 {
            assert_eq!(interner.intern(span(n), TokenKind::Number), n);
        }
        for n in 0..5000 {
            assert_eq!(interner.intern(span(n), TokenKind::Number), n);
        }
    }

    #[test]
    fn soft_hyphens_and_curly_apostrophes_do_not_make_another_word() {
        assert_eq!(normalize("Mi\u{ad}nis\u{ad}ter’s"), "minister's");
        assert_eq!(normalize("Minis\u{ad}\nter"), "minister");
    }
}
