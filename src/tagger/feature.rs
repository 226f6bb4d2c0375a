//! Features as keys, of whose 32 bits the first [`KEY_BITS`] are used.
//!
//! A feature is a template number with one or two values; its key is a hash of the three. The
//! trainer counts and weighs the same keys, so that a clash in training is the same clash at run
//! time and does no harm that training cannot see.

/// The key of a feature.
pub type Feature = u32;

/// How many bits of a key are used; the others are zero.
///
/// Each bit is one more in the model file for every weight of it. With so many, a feature that has no
/// weight meets the weight of another once in some hundred (names) or thousand (quotations) times.
pub const KEY_BITS: u32 = 26;

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes the bytes of a word or of a part of one.
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    mix(bytes.iter().fold(EMPTY, |state, &byte| longer(state, byte)))
}

/// Calls `emit` with the hashes of the first character of a word, the first two … the first `most`.
#[inline]
pub fn hash_beginnings(word: &str, most: usize, mut emit: impl FnMut(u64)) {
    let mut state = EMPTY;
    for c in word.chars().take(most) {
        let mut bytes = [0; 4];
        state = c.encode_utf8(&mut bytes).bytes().fold(state, longer);
        emit(mix(state));
    }
}

/// The state of a hash before the first byte.
const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

#[inline]
fn longer(state: u64, byte: u8) -> u64 {
    (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Joins two values into one; the order counts.
#[inline]
pub fn pair(a: u64, b: u64) -> u64 {
    mix(a.wrapping_mul(MULTIPLIER).rotate_left(23) ^ b)
}

/// The key of the feature `template` with `value`.
#[inline]
pub fn feature(template: u32, value: u64) -> Feature {
    key(mix(value ^ u64::from(template).wrapping_mul(MULTIPLIER)))
}

/// The first `KEY_BITS` bits of a hash, as a key.
#[inline]
pub fn key(hash: u64) -> Feature {
    (hash >> 32) as u32 & (u32::MAX << (32 - KEY_BITS))
}

#[inline]
fn mix(mut state: u64) -> u64 {
    state = (state ^ (state >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    state ^ (state >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginnings_of_a_word_have_the_hashes_of_their_own() {
        let beginnings = |word: &str| {
            let mut hashes = Vec::new();
            hash_beginnings(word, 3, |hash| hashes.push(hash));
            hashes
        };
        assert_eq!(beginnings("été1"), ["é", "ét", "été"].map(|part| hash(part.as_bytes())));
        assert_eq!(beginnings("a"), [hash(b"a")]);
        assert!(beginnings("").is_empty());
    }
}
