//! Reads a section's bytes; nothing reads past their end.

use super::error::{Cause, ModelError};

/// Reads numbers and bytes of a section, front to back.
#[derive(Clone, Debug)]
pub struct Reader<'m> {
    section: &'static str,
    bytes: &'m [u8],
    at: usize,
}

impl<'m> Reader<'m> {
    /// A reader of `bytes`, whose errors name the section.
    pub fn new(section: &'static str, bytes: &'m [u8]) -> Self {
        Self { section, bytes, at: 0 }
    }

    /// The error that says what was expected in this section and what was found.
    pub fn damaged(&self, expected: impl Into<String>, found: impl Into<String>) -> ModelError {
        ModelError::new(Cause::Damaged {
            section: self.section.to_owned(),
            expected: expected.into(),
            found: found.into(),
        })
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// The next `n` bytes.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if fewer are left; so for all that follow.
    pub fn bytes(&mut self, n: usize) -> Result<&'m [u8], ModelError> {
        let end = self.at.checked_add(n);
        let Some(bytes) = end.and_then(|end| self.bytes.get(self.at..end)) else {
            return Err(self.damaged(format!("{n} bytes more"), format!("{} left", self.left())));
        };
        self.at += n;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut array = [0u8; N];
        array.copy_from_slice(self.bytes(N)?);
        Ok(array)
    }

    /// One byte.
    pub fn u8(&mut self) -> Result<u8, ModelError> {
        Ok(self.array::<1>()?[0])
    }

    /// A number of two bytes.
    pub fn u16(&mut self) -> Result<u16, ModelError> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    /// A signed number of two bytes.
    pub fn i16(&mut self) -> Result<i16, ModelError> {
        Ok(i16::from_le_bytes(self.array()?))
    }

    /// A number of four bytes.
    pub fn u32(&mut self) -> Result<u32, ModelError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// A number of eight bytes.
    pub fn u64(&mut self) -> Result<u64, ModelError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// A number of one to five bytes, seven bits each, low bits first; the high bit says "more".
    pub fn varint(&mut self) -> Result<u32, ModelError> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.u8()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.damaged("a number of at most five bytes", "a longer one"))
    }

    /// A reader of the next part of this section, which is preceded by its length.
    pub fn part(&mut self) -> Result<Reader<'m>, ModelError> {
        let n = self.u32()? as usize;
        Ok(Reader::new(self.section, self.bytes(n)?))
    }

    /// Checks that nothing is left.
    pub fn finish(&self) -> Result<(), ModelError> {
        if self.left() == 0 {
            return Ok(());
        }
        Err(self.damaged("the section's end", format!("{} bytes more", self.left())))
    }
}

/// Appends a number as [`Reader::varint`] reads it.
pub fn push_varint(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Appends a part, preceded by its length, as [`Reader::part`] reads it.
pub fn push_part(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
    bytes.extend_from_slice(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_are_read_back() {
        for value in [0, 1, 127, 128, 300, 1 << 20, u32::MAX] {
            let mut bytes = Vec::new();
            push_varint(&mut bytes, value);
            assert_eq!(Reader::new("test", &bytes).varint(), Ok(value));
            let message = Reader::new("test", &bytes[..bytes.len() - 1]).varint();
            assert!(message.is_err_and(|error| error.to_string().contains("“test” is damaged")));
        }
    }

    #[test]
    fn a_part_beyond_the_end_is_refused() {
        assert!(Reader::new("test", &[9, 0, 0, 0, 1]).part().is_err());
    }
}
