//! Sorted keys, packed: each step to the next key as a Rice code.
//!
//! Keys are hashes, which no compressor shortens; the steps between sorted ones are as short as
//! their number allows.

use super::error::ModelError;
use super::reader::Reader;

/// Appends keys, which must rise, as [`Reader::keys`] reads them.
pub fn push_keys(bytes: &mut Vec<u8>, keys: &[u32]) {
    let mean = keys.last().map_or(0, |&last| last / keys.len() as u32);
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
    for (number, &key) in keys.iter().enumerate() {
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
    bytes.push(shift as u8);
    super::push_part(bytes, &packed);
}

pub(super) fn read(reader: &mut Reader) -> Result<Vec<u32>, ModelError> {
    let n_keys = reader.u32()? as usize;
    let shift = u32::from(reader.u8()?);
    let part = reader.part()?;
    if 31 < shift || part.left() * 8 < n_keys {
        return Err(reader.damaged(format!("{n_keys} packed keys"), format!("{} bytes", part.left())));
    }
    let mut bits = Bits { part, buffer: 0, n_bits: 0 };
    let mut keys = Vec::with_capacity(n_keys);
    let mut last = 0u32;
    for number in 0..n_keys {
        let mut high = 0u32;
        while bits.take(1)? == 1 {
            high += 1;
        }
        let step = u64::from(high) << shift | u64::from(bits.take(shift)?);
        let key = u64::from(last) + step + u64::from(0 < number);
        last = u32::try_from(key).map_err(|_| reader.damaged("keys of 32 bits", "a larger one"))?;
        keys.push(last);
    }
    Ok(keys)
}

struct Bits<'m> {
    part: Reader<'m>,
    buffer: u64,
    n_bits: u32,
}

impl Bits<'_> {
    fn take(&mut self, width: u32) -> Result<u32, ModelError> {
        while self.n_bits < width {
            self.buffer |= u64::from(self.part.u8()?) << self.n_bits;
            self.n_bits += 8;
        }
        let value = self.buffer & ((1 << width) - 1);
        self.buffer >>= width;
        self.n_bits -= width;
        Ok(value as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back_and_cut_ones_refused() {
        let spread: Vec<u32> = (0..3000u32).map(|n| n * 1_400_000 + n * n % 1000).collect();
        for keys in [vec![], vec![0], vec![u32::MAX], vec![0, 1, 2, u32::MAX], spread] {
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
    }
}
