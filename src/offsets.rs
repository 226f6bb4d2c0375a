//! Byte offsets to the units of other languages: UTF-16 code units and code points.
//!
//! All offsets are converted together, in one pass over the text, with a shortcut for ASCII.
//! Converting each from the start would make a report quadratic.

/// The unit in which a report counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    /// UTF-16 code units, as JavaScript strings count.
    Utf16,
    /// Unicode code points, as Python strings count.
    CodePoint,
}

/// Translates byte offsets of one text.
///
/// # Examples
///
/// ```
/// use saidby::offsets::{OffsetTable, OffsetUnit};
///
/// let table = OffsetTable::new("💛 “A”", OffsetUnit::Utf16, vec![4, 8]);
/// assert_eq!(table.convert(8), 4); // the heart is two units, the mark one
/// ```
#[derive(Clone, Debug)]
pub struct OffsetTable {
    bytes: Vec<u32>,
    units: Vec<u32>,
}

impl OffsetTable {
    /// Reads `text` once and notes the unit offset of each byte offset in `bytes`.
    ///
    /// Offsets may come in any order and more than once. One inside a character counts as that
    /// character's start, one past the end as the end.
    pub fn new(text: &str, unit: OffsetUnit, mut bytes: Vec<u32>) -> Self {
        bytes.sort_unstable();
        bytes.dedup();
        let mut units = Vec::with_capacity(bytes.len());
        let (mut byte, mut counted) = (0usize, 0u32);
        for &wanted in &bytes {
            let mut wanted = (wanted as usize).min(text.len());
            while !text.is_char_boundary(wanted) {
                wanted -= 1;
            }
            if byte < wanted {
                counted += count(&text[byte..wanted], unit);
                byte = wanted;
            }
            units.push(counted);
        }
        Self { bytes, units }
    }

    /// The unit offset of one of the byte offsets that the table was made with.
    ///
    /// For any other it is the one of the nearest known offset before, or 0.
    pub fn convert(&self, byte: u32) -> u32 {
        match self.bytes.binary_search(&byte) {
            Ok(idx) => self.units[idx],
            Err(0) => 0,
            Err(idx) => self.units[idx - 1],
        }
    }
}

fn count(text: &str, unit: OffsetUnit) -> u32 {
    if text.is_ascii() {
        return text.len() as u32;
    }
    let counted = match unit {
        OffsetUnit::CodePoint => text.chars().count(),
        OffsetUnit::Utf16 => text.chars().map(char::len_utf16).sum(),
    };
    counted as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, unit: OffsetUnit, expected: &[u32]) {
        let bytes: Vec<u32> = text.char_indices().map(|(byte, _)| byte as u32).collect();
        let table = OffsetTable::new(text, unit, bytes.clone());
        let found: Vec<u32> = bytes.iter().map(|&byte| table.convert(byte)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn units_differ_only_outside_the_basic_plane() {
        check("é💛“a”\r\n", OffsetUnit::Utf16, &[0, 1, 3, 4, 5, 6, 7]);
        check("é💛“a”\r\n", OffsetUnit::CodePoint, &[0, 1, 2, 3, 4, 5, 6]);
        check("", OffsetUnit::Utf16, &[]);
    }

    #[test]
    fn odd_offsets_fall_back_instead_of_failing() {
        let table = OffsetTable::new("é", OffsetUnit::Utf16, vec![0, 1, 2, 99]);
        assert_eq!([0, 1, 2, 99].map(|byte| table.convert(byte)), [0, 0, 1, 1]);
    }
}
