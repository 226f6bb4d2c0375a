//! A quick "surely not" for words, made when it is first asked: in the page's module it would be so many bytes
//! that no compressor shortens.

const N_BITS: usize = 1 << 14;

/// Tells of a word that it is in none of some lists; sure when it says so, else wrong once in some
/// fifty times (a Bloom filter with two hashes).
#[derive(Clone, Debug)]
pub struct WordFilter([u64; N_BITS / 64]);

impl WordFilter {
    /// The filter of the words of these lists' texts. Of an entry of several words it holds the first ones
    /// as well.
    pub fn of<const N: usize>(texts: [&str; N]) -> Self {
        let mut filter = Self([0; N_BITS / 64]);
        let lines = texts.into_iter().flat_map(str::lines).filter(|line| !line.starts_with("# "));
        for word in lines.filter_map(|line| line.split('\t').next()).filter(|word| !word.is_empty()) {
            filter.add(word);
            word.match_indices(' ').for_each(|(at, _)| filter.add(&word[..at]));
        }
        filter
    }

    fn add(&mut self, word: &str) {
        let (first, second) = places(word.bytes().fold(SEED, step));
        self.0[first / 64] |= 1 << (first % 64);
        self.0[second / 64] |= 1 << (second % 64);
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

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

fn places(hash: u32) -> (usize, usize) {
    let mixed = hash ^ (hash >> 15);
    (mixed as usize % N_BITS, (mixed.wrapping_mul(0x9e37_79b1) >> 16) as usize % N_BITS)
}

#[cfg(test)]
mod tests {
    use super::super::{CALENDAR_WORDS, FUNCTION_WORDS, UNITS};
    use super::*;

    #[test]
    fn words_of_the_lists_pass_and_most_others_do_not() {
        let filter = WordFilter::of([UNITS.text(), CALENDAR_WORDS.text()]);
        let units = UNITS.entries().map(|(word, _)| word);
        for word in units.chain(CALENDAR_WORDS.entries().map(|(word, _)| word)) {
            assert!(filter.may_contain(word), "{word}");
        }
        assert!(filter.may_contain("square"));
        let others = FUNCTION_WORDS.entries().filter(|(word, _)| filter.may_contain(word));
        assert!(others.count() < 8);
    }
}
