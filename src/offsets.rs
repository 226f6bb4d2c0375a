//! Byte offsets to the units of other languages: UTF-16 code units and code points.
//!
//! All offsets are converted together, in one pass over the text, with a shortcut for ASCII.
//! Converting each from the start would make a report quadratic.

use crate::span::Span;

/// The unit in which a report counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OffsetUnit {
    /// UTF-16 code units, as JavaScript strings count.
    Utf16,
    /// Unicode code points, as Python strings count.
    CodePoint,
}

impl OffsetUnit {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf16 => "utf16",
            Self::CodePoint => "codepoint",
        }
    }

    /// The unit of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Utf16, Self::CodePoint].into_iter().find(|unit| unit.name() == name)
    }

    /// How many of it a text has.
    pub fn count(self, text: &str) -> u32 {
        if text.is_ascii() {
            return text.len() as u32;
        }
        let counted = match self {
            Self::CodePoint => text.chars().count(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        };
        counted as u32
    }
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
                counted += unit.count(&text[byte..wanted]);
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

/// The way back: bytes of one text for offsets in a unit.
#[derive(Clone, Debug)]
pub struct ByteTable {
    units: Vec<u32>,
    bytes: Vec<u32>,
    end: u32,
}

impl ByteTable {
    /// Reads `text` once and notes the byte of each of the `offsets`, which may come in any order and more than once.
    ///
    /// An offset inside a character counts as that character's start, one past the end as the end.
    pub fn new(text: &str, unit: OffsetUnit, mut offsets: Vec<u32>) -> Self {
        offsets.sort_unstable();
        offsets.dedup();
        let mut bytes = Vec::with_capacity(offsets.len());
        let mut units = 0;
        for (byte, character) in text.char_indices() {
            let width = match unit {
                OffsetUnit::CodePoint => 1,
                OffsetUnit::Utf16 => character.len_utf16() as u32,
            };
            while offsets.get(bytes.len()).is_some_and(|&offset| offset < units + width) {
                bytes.push(byte as u32);
            }
            if bytes.len() == offsets.len() {
                break;
            }
            units += width;
        }
        Self { units: offsets, bytes, end: text.len() as u32 }
    }

    /// The byte of one of the offsets that the table was made with; for any other, of the next known one.
    pub fn convert(&self, offset: u32) -> u32 {
        let idx = self.units.partition_point(|&known| known < offset);
        self.bytes.get(idx).copied().unwrap_or(self.end)
    }

    /// All bytes that it knows, with the text's end.
    pub fn bytes(&self) -> Vec<u32> {
        self.bytes.iter().copied().chain([self.end]).collect()
    }
}

/// The byte spans of spans in `unit`, in one pass over the text.
///
/// An offset inside a character counts as that character's start, one past the end as the end.
/// Empty and reversed spans are left out; the others keep their order.
pub fn byte_spans(text: &str, unit: OffsetUnit, spans: &[[u32; 2]]) -> Vec<Span> {
    let table = ByteTable::new(text, unit, spans.iter().flatten().copied().collect());
    let spans = spans.iter().map(|&[start, end]| Span::new(table.convert(start), table.convert(end)));
    spans.filter(|span| !span.is_empty()).collect()
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

    #[test]
    fn spans_lead_back_to_the_bytes_they_came_from() {
        let text = "é💛“a”\r\n";
        let at = |unit, spans: &[[u32; 2]]| -> Vec<&str> {
            byte_spans(text, unit, spans).iter().map(|span| span.of(text)).collect()
        };
        assert_eq!(at(OffsetUnit::Utf16, &[[4, 5], [0, 3], [1, 3]]), ["a", "é💛", "💛"]);
        assert_eq!(at(OffsetUnit::CodePoint, &[[3, 4], [0, 2]]), ["a", "é💛"]);
        // Half of a surrogate pair, past the end, empty, reversed.
        assert_eq!(at(OffsetUnit::Utf16, &[[2, 4], [6, 99], [3, 3], [4, 1]]), ["💛“", "\r\n"]);
        assert_eq!(byte_spans("", OffsetUnit::Utf16, &[[0, 1]]), []);
    }
}
