//! The model file: what training makes and the analyzer reads.
//!
//! A file holds named sections, one for each learned layer, each with the version of the feature
//! template it was trained with. What stands in a section is its layer's matter; this room checks
//! that the file is whole and hands out [`Reader`]s that cannot read past the end.
//!
//! ```text
//! label 8 · format u32 · sections u32 · length u64 · checksum u64
//! for each section: name 16 · template version u32 · offset u32 · length u32
//! the sections' bytes
//! ```
//!
//! All numbers are little-endian. The checksum covers everything behind it.

mod error;
mod keys;
mod reader;
mod symbols;
mod table;

pub use error::ModelError;
pub use keys::{Keys, PIECE, push_keys};
pub use reader::{Reader, push_part, push_varint};
pub use symbols::{Symbols, push_symbols};
pub use table::{BATCH, Table};

use error::Cause;

const LABEL: [u8; 8] = *b"SAIDBYMF";
/// Rises with any change of the layout above.
const FORMAT: u32 = 2;
const HEADER: usize = 32;
const NAME: usize = 16;
const ENTRY: usize = NAME + 12;

/// A model file that has been checked and taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// In the order of the file.
    pub sections: Vec<Section>,
}

/// The part of a model file that belongs to one learned layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The layer's name, at most 16 bytes.
    pub name: String,
    /// The version of the feature template it was trained with.
    pub template: u32,
    /// What the layer's own reader understands.
    pub bytes: Vec<u8>,
}

impl Model {
    /// Checks `bytes` and takes them apart.
    ///
    /// # Errors
    ///
    /// [`ModelError`] says which check failed, with what was expected and what was found.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        if bytes.get(..LABEL.len()) != Some(&LABEL) {
            return Err(ModelError::new(Cause::Label));
        }
        let header = bytes.get(..HEADER).ok_or_else(|| length_error(HEADER as u64, bytes))?;
        let mut header = Reader::new("header", &header[LABEL.len()..]);
        let format = header.u32()?;
        if format != FORMAT {
            return Err(ModelError::new(Cause::Format { expected: FORMAT, found: format }));
        }
        let n_sections = header.u32()?;
        let length = header.u64()?;
        if length != bytes.len() as u64 {
            return Err(length_error(length, bytes));
        }
        let expected = header.u64()?;
        let found = checksum(bytes.get(HEADER..).unwrap_or_default());
        if found != expected {
            return Err(ModelError::new(Cause::Checksum { expected, found }));
        }
        let mut table = Reader::new("table", bytes.get(HEADER..).unwrap_or_default());
        let mut sections = Vec::new();
        for _ in 0..n_sections {
            let name = table.bytes(NAME)?;
            let name = String::from_utf8_lossy(name).trim_end_matches('\0').to_owned();
            let template = table.u32()?;
            let (offset, length) = (table.u32()? as usize, table.u32()? as usize);
            let part = offset.checked_add(length).and_then(|end| bytes.get(offset..end));
            let Some(part) = part else {
                return Err(table.damaged("a section inside the file", format!("“{name}” beyond its end")));
            };
            sections.push(Section { name, template, bytes: part.to_vec() });
        }
        Ok(Self { sections })
    }

    /// The checksum that stands in a model file, in hexadecimal digits: it tells models apart. Empty for no model file.
    pub fn checksum_of(bytes: &[u8]) -> String {
        let sum = bytes.get(HEADER - 8..HEADER).unwrap_or_default();
        sum.iter().rev().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The bytes of a file with these sections; what [`Model::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let mut offset = HEADER + ENTRY * self.sections.len();
        for section in &self.sections {
            let mut name = [0u8; NAME];
            for (to, from) in name.iter_mut().zip(section.name.bytes()) {
                *to = from;
            }
            body.extend_from_slice(&name);
            body.extend_from_slice(&section.template.to_le_bytes());
            body.extend_from_slice(&(offset as u32).to_le_bytes());
            body.extend_from_slice(&(section.bytes.len() as u32).to_le_bytes());
            offset += section.bytes.len();
        }
        for section in &self.sections {
            body.extend_from_slice(&section.bytes);
        }
        let mut file = LABEL.to_vec();
        file.extend_from_slice(&FORMAT.to_le_bytes());
        file.extend_from_slice(&(self.sections.len() as u32).to_le_bytes());
        file.extend_from_slice(&((HEADER + body.len()) as u64).to_le_bytes());
        file.extend_from_slice(&checksum(&body).to_le_bytes());
        file.extend_from_slice(&body);
        file
    }

    /// Puts a section in, in place of the one of the same name; the sections stay sorted by name.
    pub fn put(&mut self, section: Section) {
        match self.sections.binary_search_by(|other| other.name.cmp(&section.name)) {
            Ok(at) => self.sections[at] = section,
            Err(at) => self.sections.insert(at, section),
        }
    }

    /// A reader of the section `name`.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if there is none, or one that was trained with another feature template.
    pub fn section(&self, name: &'static str, template: u32) -> Result<Reader<'_>, ModelError> {
        let Some(section) = self.sections.iter().find(|section| section.name == name) else {
            return Err(ModelError::new(Cause::Missing { section: name.to_owned() }));
        };
        if section.template != template {
            return Err(ModelError::new(Cause::Template {
                section: name.to_owned(),
                expected: template,
                found: section.template,
            }));
        }
        Ok(Reader::new(name, &section.bytes))
    }
}

fn length_error(expected: u64, bytes: &[u8]) -> ModelError {
    ModelError::new(Cause::Length { expected, found: bytes.len() as u64 })
}

/// FNV-1a by words of eight bytes, with a shift in between so that high bits count.
fn checksum(bytes: &[u8]) -> u64 {
    let state = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    let state = words.chunks(PIECE).fold(state, sum_up);
    let mut word = [0; 8];
    word[..rest.len()].copy_from_slice(rest);
    if rest.is_empty() { state } else { sum_up(state, &[word]) }
}

/// The sum with some words more.
// A call for each piece: see `PIECE`.
#[inline(never)]
fn sum_up(state: u64, words: &[[u8; 8]]) -> u64 {
    words.iter().fold(state, |state, word| {
        let state = (state ^ u64::from_le_bytes(*word)).wrapping_mul(0x0000_0100_0000_01b3);
        state ^ state >> 32
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Model {
        let mut model = Model::default();
        model.put(Section { name: "quotes".into(), template: 7, bytes: vec![1, 2, 3] });
        model.put(Section { name: "names".into(), template: 3, bytes: (0..40).collect() });
        model
    }

    fn refusal(bytes: &[u8]) -> String {
        Model::read(bytes).expect_err("must be refused").to_string()
    }

    #[test]
    fn a_file_that_was_written_is_read_back() {
        let model = sample();
        assert_eq!(Model::read(&model.write()), Ok(model));
        assert_eq!(Model::read(&Model::default().write()), Ok(Model::default()));
    }

    #[test]
    fn a_file_cut_at_any_length_is_refused() {
        let bytes = sample().write();
        for length in 0..bytes.len() {
            let message = refusal(&bytes[..length]);
            let expected = if length < 8 { "not a Saidby model" } else { "not whole" };
            assert!(message.contains(expected), "{length}: {message}");
        }
    }

    #[test]
    fn a_file_with_any_byte_changed_is_refused() {
        let bytes = sample().write();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(Model::read(&damaged).is_err(), "{at}");
        }
    }

    #[test]
    fn each_damage_is_named() {
        let bytes = sample().write();
        let with = |at: usize, value: u8| {
            let mut damaged = bytes.clone();
            damaged[at] = value;
            refusal(&damaged)
        };
        assert_eq!(with(0, b'x'), "this is not a Saidby model file");
        assert_eq!(with(8, 9), "the model file has another format: expected version 2, found 9");
        assert!(with(16, 0).starts_with("the model file is not whole: expected 0 bytes, found "));
        assert!(with(40, 1).starts_with("the model file is damaged: expected checksum "));
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(refusal(&longer).contains("not whole"));
    }

    #[test]
    fn a_section_of_another_template_is_refused_by_name() {
        let model = sample();
        let message = |name, template| model.section(name, template).expect_err("refused").to_string();
        assert_eq!(
            message("names", 4),
            "the model's part “names” was trained with other features: expected template version 4, found 3"
        );
        assert_eq!(
            message("coref", 1),
            "the model file lacks a part: expected “coref”, found none of that name"
        );
        assert!(model.section("quotes", 7).is_ok());
    }
}
