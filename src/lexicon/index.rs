//! Where the lines of a list begin, by the hashes of their words.

/// The lines of a list's text.
///
/// Open addressing: a slot holds a line's start in its low bits and above them a part of its word's hash; most
/// words that are in no line meet a free slot or another hash, and no line is read for them.
#[derive(Debug)]
pub(super) struct Index {
    /// Their number is a power of two, at most half of them taken.
    slots: Vec<u32>,
}

/// No line begins behind the last byte that these bits can name.
const START_BITS: u32 = 18;
const FREE: u32 = u32::MAX;

impl Index {
    /// The index of a list's text, the lines of whose header begin with "# ".
    pub(super) fn of(text: &str) -> Self {
        let n_lines = text.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let mut index = Self { slots: vec![FREE; (2 * n_lines).next_power_of_two()] };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let word = line.split(['\t', '\n']).next().unwrap_or_default();
            if !word.is_empty() && !line.starts_with("# ") {
                index.insert(word, start);
            }
            start += line.len();
        }
        index
    }

    fn insert(&mut self, word: &str, start: usize) {
        assert!(start < (1 << START_BITS) - 1, "the list is too long");
        let hash = hash(word.as_bytes());
        let mut at = self.home(hash);
        while self.slots[at] != FREE {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = tag(hash) | start as u32;
    }

    /// Where the line of `word` begins in `text`, the one that the index is of.
    #[inline]
    pub(super) fn find(&self, text: &str, word: &str) -> Option<usize> {
        let hash = hash(word.as_bytes());
        let (mut at, tag) = (self.home(hash), tag(hash));
        loop {
            let slot = *self.slots.get(at)?;
            if slot == FREE {
                return None;
            }
            if slot >> START_BITS << START_BITS == tag {
                let start = (slot - tag) as usize;
                let line = text.as_bytes().get(start..).unwrap_or_default();
                let behind = line.strip_prefix(word.as_bytes());
                if behind.is_some_and(|behind| behind.first().is_none_or(|b| matches!(b, b'\t' | b'\n'))) {
                    return Some(start);
                }
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn home(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }
}

/// The part of a hash that a slot holds, above the line's start.
fn tag(hash: u32) -> u32 {
    hash >> START_BITS << START_BITS
}

/// Reads a word by pieces of eight bytes, the last of which may overlap the one before.
#[inline]
fn hash(word: &[u8]) -> u32 {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let n = word.len() as u64;
    let state = if let (Some(first), Some(last)) = (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        let pieces = word.chunks_exact(8).skip(1).filter_map(|piece| piece.first_chunk::<8>());
        let own = pieces.fold(u64::from_le_bytes(*first) ^ n, |state, piece| {
            (state.wrapping_mul(MULTIPLIER).rotate_left(29)) ^ u64::from_le_bytes(*piece)
        });
        own.wrapping_mul(MULTIPLIER).rotate_left(29) ^ u64::from_le_bytes(*last)
    } else if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last) ^ n as u32)
    } else if let (Some(&first), Some(&last)) = (word.first(), word.last()) {
        u64::from(first) << 16 | u64::from(word[word.len() / 2]) << 8 | u64::from(last) | n << 24
    } else {
        0
    };
    let mixed = (state ^ state >> 32).wrapping_mul(MULTIPLIER);
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_are_found_and_no_other() {
        let words: Vec<String> = (0..40).map(|n| "abcdefghij".repeat(5)[..n].to_owned()).collect();
        let text: String = words.iter().map(|word| format!("{word}\tvalue\n")).collect();
        let index = Index::of(&text);
        for word in &words {
            let start = index.find(&text, word);
            assert_eq!(
                start.map(|at| &text[at..at + word.len() + 1]),
                (!word.is_empty()).then(|| format!("{word}\t")).as_deref()
            );
            assert_eq!(index.find(&text, &format!("{word}z")), None);
        }
        assert_eq!(index.find(&text, "abc\tvalue"), None);
    }

    #[test]
    fn a_header_is_no_word_and_a_sign_is_one() {
        let text = "# a header\n#\nword";
        let index = Index::of(text);
        assert_eq!([index.find(text, "# a header"), index.find(text, "")], [None; 2]);
        assert_eq!([index.find(text, "#"), index.find(text, "word")], [Some(11), Some(13)]);
    }
}
