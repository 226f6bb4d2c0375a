//! Runs the attribution model over a document.

use super::Attribution;
use super::features::{Facts, Prepared, TEMPLATE, cue_key};
use super::labels::{self, Parts};
use super::sequence::{self, Sequence};
use crate::entity::Tagged;
use crate::model::{Model, ModelError, Reader};
use crate::tagger::Tagger;
use crate::text::Document;

/// The name of the model's section.
pub const SECTION: &str = "quotations";

/// Finds who says what by the trained model.
#[derive(Clone, Debug)]
pub struct QuotationFinder {
    tagger: Tagger,
    cues: CueTable,
}

/// For words that stand in cues, how often they do.
#[derive(Clone, Debug, Default)]
pub struct CueTable {
    /// Sorted by key.
    entries: Vec<(u32, u8)>,
}

impl CueTable {
    /// A table of keys with their bins, sorted by key.
    pub fn new(entries: Vec<(u32, u8)>) -> Self {
        Self { entries }
    }

    /// The bin of a word; 0 if it is not known from cues.
    pub fn bin(&self, lower: &str) -> u8 {
        let key = cue_key(lower);
        let at = self.entries.binary_search_by_key(&key, |&(key, _)| key);
        at.map_or(0, |at| self.entries[at].1)
    }

    /// Reads what [`CueTable::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if keys and bins do not fit each other.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let n = reader.count()?;
        let entries = (0..n).map(|_| Ok((reader.u32()?, reader.u8()?)));
        Ok(Self { entries: entries.collect::<Result<_, ModelError>>()? })
    }

    /// Appends the table as [`CueTable::read`] reads it.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&(self.entries.len() as u32).to_le_bytes());
        for (key, bin) in &self.entries {
            bytes.extend_from_slice(&key.to_le_bytes());
            bytes.push(*bin);
        }
    }
}

impl QuotationFinder {
    /// The finder of a model.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the model's section is missing, damaged or of another version.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let mut reader = model.section(SECTION, TEMPLATE)?;
        let cues = CueTable::read(&mut reader)?;
        let mut weights = reader.part()?;
        let tagger = Tagger::read(labels::scheme(), &mut weights)?;
        reader.finish()?;
        Ok(Self { tagger, cues })
    }

    /// The attributions of a document, in text order.
    pub(super) fn find(&self, document: &Document, tagged: &Tagged) -> Vec<Attribution> {
        let facts = Facts::new(document, tagged, |lower| self.cues.bin(lower));
        let mut found = Vec::new();
        for sequence in sequence::sequences(document) {
            let prepared = Prepared::new(&facts, &sequence);
            let scores = self.scores(&prepared);
            let labels = self.tagger.best(&scores);
            found.extend(labels::decode(&labels).into_iter().map(|parts| attribution(&sequence, &parts)));
        }
        found
    }

    fn scores(&self, prepared: &Prepared) -> Vec<i32> {
        let n_columns = self.tagger.scheme.n_columns;
        let mut scores = self.tagger.scores(prepared.len());
        for (at, scores) in scores.chunks_exact_mut(n_columns).enumerate() {
            prepared.features(at, |key| self.tagger.weights.add(key, scores));
        }
        scores
    }
}

fn attribution(sequence: &Sequence, parts: &Parts) -> Attribution {
    Attribution {
        content: parts.content.iter().map(|items| sequence.tokens(items)).collect(),
        cue: parts.cue.as_ref().map(|items| sequence.tokens(items)),
        source: parts.source.as_ref().map(|items| sequence.tokens(items)),
        confidence: 800,
    }
}
