//! Sorted keys, packed: each step to the next key as a Rice code.
//!
//! Keys are hashes, which no compressor shortens; the steps between sorted ones are as short as
//! their number allows. Low bits that no key has take no room.

use super::error::ModelError;
use super::reader::Reader;

/// How many keys, or what belongs to them, are read in one call.
///
/// A browser first runs code that it made in a hurry, and goes over to better code from one call to the
/// next: a loop over all keys would never get there.
pub const PIECE: usize = 256;

/// A byte holds how many low bits a Rice code has, and above that how many of a key's bits are unused.
const SHIFT_BITS: u32 = 5;
const MAX_UNUSED: u32 = 7;

/// Appends keys, which must rise, as [`Reader::keys`] reads them.
pub fn push_keys(bytes: &mut Vec<u8>, keys: &[u32]) {
    let n_unused = keys.iter().fold(0, |all, key| all | key).trailing_zeros().min(MAX_UNUSED);
    let mean = keys.last().map_or(0, |&last| (last >> n_unused) / keys.len() as u32);
    let shift = (mean.max(1) as f32 * 0.7).max(1.0) as u32;
    let shift = 31 - shift.leading_zeros();
    let mut packed = Vec::with_capacity(keys.len() * 2);
    let (mut buffer, mut n_bits) = (0u64, 0u32);
    let mut push = |value: u32, width: u32| {
        buffer |= u64::from(value) << n_bits;
        n_bits += width;
        while 8 <= n_bits {
            packed.push(buffer as u8);
            buffer >>= 8;
            n_bits -= 8;
        }
    };
    let mut last = 0;
    for (number, key) in keys.iter().map(|key| key >> n_unused).enumerate() {
        let step = if number == 0 { key } else { key - last - 1 };
        last = key;
        for _ in 0..step >> shift {
            push(1, 1);
        }
        push(0, 1);
        push(step & ((1 << shift) - 1), shift);
    }
    push(0, 7);
    bytes.extend_from_slice(&(keys.len() as u32).to_le_bytes());
    bytes.push((n_unused << SHIFT_BITS | shift) as u8);
    super::push_part(bytes, &packed);
}

impl<'m> Reader<'m> {
    /// All keys that [`push_keys`] has packed, in rising order.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if bytes are missing or a key is no number of 32 bits.
    pub fn keys(&mut self) -> Result<Vec<u32>, ModelError> {
        let mut packed = self.packed_keys()?;
        let mut keys = Vec::with_capacity(packed.n_keys);
        while packed.read_piece(&mut keys)? {}
        Ok(keys)
    }

    /// The same, to be read piece by piece while what follows is read.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if bytes are missing.
    pub fn packed_keys(&mut self) -> Result<Keys<'m>, ModelError> {
        let n_keys = self.u32()? as usize;
        let widths = u32::from(self.u8()?);
        let (shift, n_unused) = (widths & ((1 << SHIFT_BITS) - 1), widths >> SHIFT_BITS);
        let mut part = self.part()?;
        if part.left() * 8 < n_keys {
            return Err(self.damaged(format!("{n_keys} packed keys"), format!("{} bytes", part.left())));
        }
        let bits = Bits { bytes: part.bytes(part.left())?, buffer: 0, n_bits: 0 };
        Ok(Keys { bits, part, n_keys, n_read: 0, shift, n_unused, next: 0 })
    }
}

/// Packed keys, front to back.
#[derive(Clone, Debug)]
pub struct Keys<'m> {
    bits: Bits<'m>,
    part: Reader<'m>,
    n_keys: usize,
    n_read: usize,
    shift: u32,
    n_unused: u32,
    /// The least that the used bits of the next key may be.
    next: u64,
}

impl Keys<'_> {
    /// How many keys there are in all.
    pub fn n_keys(&self) -> usize {
        self.n_keys
    }

    /// Appends the next [`PIECE`] keys, or what is left; false if nothing is.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if bytes are missing or a key is no number of 32 bits.
    // A call for each piece: see `PIECE`.
    #[inline(never)]
    pub fn read_piece(&mut self, keys: &mut Vec<u32>) -> Result<bool, ModelError> {
        let n = PIECE.min(self.n_keys - self.n_read);
        for _ in 0..n {
            let Some(step) = self.bits.step(self.shift) else {
                let found = format!("{} and then the end", self.n_read);
                return Err(self.part.damaged(format!("{} packed keys", self.n_keys), found));
            };
            let key = self.next + step;
            let whole = u32::try_from(key << self.n_unused);
            keys.push(whole.map_err(|_| self.part.damaged("keys of 32 bits", "a larger one"))?);
            self.next = key + 1;
            self.n_read += 1;
        }
        Ok(n != 0)
    }
}

/// Reads bits, low ones first.
#[derive(Clone, Debug)]
struct Bits<'m> {
    bytes: &'m [u8],
    buffer: u64,
    n_bits: u32,
}

impl Bits<'_> {
    /// Has at least 56 bits ready, or all that are left.
    #[inline]
    fn fill(&mut self) {
        if let Some((word, _)) = self.bytes.split_first_chunk::<8>() {
            // Bits above `n_bits` are those that come next anyway, so that they may be set twice.
            self.buffer |= u64::from_le_bytes(*word) << self.n_bits;
            let n_bytes = (63 - self.n_bits) / 8;
            self.bytes = self.bytes.get(n_bytes as usize..).unwrap_or_default();
            self.n_bits += n_bytes * 8;
            return;
        }
        while let Some((&byte, rest)) = self.bytes.split_first().filter(|_| self.n_bits < 56) {
            self.buffer |= u64::from(byte) << self.n_bits;
            self.bytes = rest;
            self.n_bits += 8;
        }
    }

    /// The next Rice code with so many low bits; none if there is no whole one.
    #[inline]
    fn step(&mut self, shift: u32) -> Option<u64> {
        if self.n_bits < 32 {
            self.fill();
        }
        let n_ones = self.buffer.trailing_ones();
        let width = n_ones + 1 + shift;
        if self.n_bits < width {
            return self.long_step(shift);
        }
        // At most 63 bits: shifted in two steps, for none may be of 64.
        let low = self.buffer >> n_ones >> 1 & ((1 << shift) - 1);
        self.buffer = self.buffer >> n_ones >> 1 >> shift;
        self.n_bits -= width;
        Some(u64::from(n_ones) << shift | low)
    }

    #[cold]
    fn long_step(&mut self, shift: u32) -> Option<u64> {
        self.ones().zip(self.take(shift)).map(|(high, low)| high << shift | low)
    }

    /// The next `width` bits, at most 31; none if fewer are left.
    #[inline]
    fn take(&mut self, width: u32) -> Option<u64> {
        if self.n_bits < width {
            self.fill();
        }
        let left = self.n_bits.checked_sub(width)?;
        let value = self.buffer & ((1 << width) - 1);
        (self.buffer, self.n_bits) = (self.buffer >> width, left);
        Some(value)
    }

    /// The number of ones before the next zero; none if there is no zero.
    #[inline]
    fn ones(&mut self) -> Option<u64> {
        let mut n_ones = 0;
        loop {
            let here = self.buffer.trailing_ones().min(self.n_bits);
            if here < self.n_bits {
                self.buffer >>= here + 1;
                self.n_bits -= here + 1;
                return Some(n_ones + u64::from(here));
            }
            n_ones += u64::from(here);
            (self.buffer, self.n_bits) = (0, 0);
            self.fill();
            if self.n_bits == 0 {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back_and_cut_ones_refused() {
        let spread: Vec<u32> = (0..3000u32).map(|n| n * 1_400_000 + n * n % 1000).collect();
        let short: Vec<u32> = spread.iter().map(|key| key & !0x3f).collect();
        for keys in [vec![], vec![0], vec![1 << 31], vec![u32::MAX], vec![0, 1, 2, u32::MAX], spread, short] {
            let mut bytes = Vec::new();
            push_keys(&mut bytes, &keys);
            assert_eq!(Reader::new("test", &bytes).keys(), Ok(keys));
            for length in 0..bytes.len() {
                assert!(Reader::new("test", &bytes[..length]).keys().is_err());
            }
        }
    }

    #[test]
    fn keys_take_little_more_than_their_number_demands() {
        let keys: Vec<u32> = (0..100_000u32).map(|n| n * 42_000 + n * 7919 % 40_000).collect();
        let mut bytes = Vec::new();
        push_keys(&mut bytes, &keys);
        assert!(bytes.len() < 100_000 * 18 / 8, "{}", bytes.len());
        let short: Vec<u32> = keys.iter().map(|key| key & !0x3f).collect();
        bytes.clear();
        push_keys(&mut bytes, &short);
        assert!(bytes.len() < 100_000 * 12 / 8, "{}", bytes.len());
    }
}
