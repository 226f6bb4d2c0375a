//! A quick "surely not" for words, computed at compile time.

const N_BITS: usize = 1 << 14;

/// Tells of a word that it is in none of some lists; sure when it says so, else wrong once in some
/// fifty times (a Bloom filter with two hashes).
#[derive(Clone, Debug)]
pub struct WordFilter([u64; N_BITS / 64]);

impl WordFilter {
    /// The filter of the words of these lists' texts. Of an entry of several words it holds the first as well.
    pub const fn of<const N: usize>(texts: [&str; N]) -> Self {
        let mut bits = [0; N_BITS / 64];
        let mut list = 0;
        while list < N {
            let text = texts[list].as_bytes();
            let mut at = 0;
            while at < text.len() {
                let is_comment = text[at] == b'#' && at + 1 < text.len() && text[at + 1] == b' ';
                let mut hash = SEED;
                let mut in_key = !is_comment;
                while at < text.len() && text[at] != b'\n' {
                    if in_key && (text[at] == b' ' || text[at] == b'\t') {
                        bits = with(bits, hash);
                        in_key = text[at] == b' ';
                    }
                    hash = step(hash, text[at]);
                    at += 1;
                }
                if in_key {
                    bits = with(bits, hash);
                }
                at += 1;
            }
            list += 1;
        }
        Self(bits)
    }

    /// Whether the word may be in one of the lists.
    #[inline]
    pub fn may_contain(&self, word: &str) -> bool {
        let hash = word.bytes().fold(SEED, step);
        let (first, second) = places(hash);
        (self.0[first / 64] >> (first % 64)) & (self.0[second / 64] >> (second % 64)) & 1 == 1
    }
}

const SEED: u32 = 0x811c_9dc5;

const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

const fn places(hash: u32) -> (usize, usize) {
    let mixed = hash ^ (hash >> 15);
    (mixed as usize % N_BITS, (mixed.wrapping_mul(0x9e37_79b1) >> 16) as usize % N_BITS)
}

const fn with(mut bits: [u64; N_BITS / 64], hash: u32) -> [u64; N_BITS / 64] {
    let (first, second) = places(hash);
    bits[first / 64] |= 1 << (first % 64);
    bits[second / 64] |= 1 << (second % 64);
    bits
}

#[cfg(test)]
mod tests {
    use super::super::{CALENDAR_WORDS, FUNCTION_WORDS, UNITS};
    use super::*;

    #[test]
    fn words_of_the_lists_pass_and_most_others_do_not() {
        static FILTER: WordFilter = WordFilter::of([UNITS.text(), CALENDAR_WORDS.text()]);
        let units = UNITS.entries().map(|(word, _)| word);
        for word in units.chain(CALENDAR_WORDS.entries().map(|(word, _)| word)) {
            assert!(FILTER.may_contain(word), "{word}");
        }
        assert!(FILTER.may_contain("square"));
        let others = FUNCTION_WORDS.entries().filter(|(word, _)| FILTER.may_contain(word));
        assert!(others.count() < 8);
    }
}
