//! Features as keys of 32 bits.
//!
//! A feature is a template number with one or two values; its key is a hash of the three. The
//! trainer counts and weighs the same keys, so that a clash in training is the same clash at run
//! time and does no harm that training cannot see.

/// The key of a feature.
pub type Feature = u32;

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes the bytes of a word or of a part of one.
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mix(state)
}

/// Joins two values into one; the order counts.
#[inline]
pub fn pair(a: u64, b: u64) -> u64 {
    mix(a.wrapping_mul(MULTIPLIER).rotate_left(23) ^ b)
}

/// The key of the feature `template` with `value`.
#[inline]
pub fn feature(template: u32, value: u64) -> Feature {
    (mix(value ^ u64::from(template).wrapping_mul(MULTIPLIER)) >> 32) as u32
}

#[inline]
fn mix(mut state: u64) -> u64 {
    state = (state ^ (state >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    state ^ (state >> 29)
}
