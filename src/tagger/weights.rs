//! The weights of a tagger, small in the file and quick to find in memory.
//!

use std::num::NonZeroU32;

use super::feature::Feature;
use crate::model::{ModelError, Reader, Table, push_keys, push_part};

/// Where a feature's weights stand in [`Weights`]: a cell that says how many follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row(NonZeroU32);

/// One weight: its column and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    column: u8,
    value: i8,
}

/// Feature weights and transition weights, as integers.
#[derive(Clone, Debug)]
pub struct Weights {
    units_per_nat: u32,
    n_columns: usize,
    transitions: Vec<i32>,
    rows: Table<Row>,
    /// For each feature a cell whose column is the number of cells that follow. The first is unused.
    cells: Vec<Cell>,
}

impl Weights {
    /// How many units make one nat of log-probability.
    pub fn units_per_nat(&self) -> u32 {
        self.units_per_nat
    }

    /// Number of columns.
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The transition weights.
    pub fn transitions(&self) -> &[i32] {
        &self.transitions
    }

    /// Adds a feature's weights, if it has any, to a token's scores, one for each column.
    #[inline]
    pub fn add(&self, key: Feature, scores: &mut [i32]) {
        if let Some(row) = self.rows.get(key) {
            self.add_row(row, scores);
        }
    }

    /// The same for many features; `keys` is used up.
    ///
    /// Twice as fast as one by one: most features have no weights, and to tell so for all of them
    /// first lets the memory accesses for the others overlap.
    pub fn add_all(&self, keys: &mut Vec<Feature>, scores: &mut [i32]) {
        self.rows.keep_likely(keys);
        for key in keys.drain(..) {
            self.add(key, scores);
        }
    }

    #[inline]
    fn add_row(&self, row: Row, scores: &mut [i32]) {
        let start = row.0.get() as usize;
        let n_cells = self.cells.get(start).map_or(0, |cell| usize::from(cell.column));
        for cell in self.cells.get(start + 1..start + 1 + n_cells).unwrap_or_default() {
            if let Some(score) = scores.get_mut(usize::from(cell.column)) {
                *score += i32::from(cell.value);
            }
        }
    }

    /// Reads what [`Weights::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if a count, a column or the order of the keys is wrong.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let units_per_nat = reader.u32()?;
        let n_columns = usize::from(reader.u16()?);
        let n_transitions = reader.u16()?;
        let mut transitions = Vec::with_capacity(usize::from(n_transitions));
        for _ in 0..n_transitions {
            transitions.push(i32::from(reader.i16()?));
        }
        let keys = reader.keys()?;
        let (mut counts, mut columns, mut values) = (reader.part()?, reader.part()?, reader.part()?);
        if units_per_nat == 0 || 1024 < units_per_nat {
            return Err(reader.damaged("1 to 1024 units per nat", units_per_nat.to_string()));
        }
        let mut cells = Vec::with_capacity(columns.left() + keys.len() + 1);
        cells.push(Cell { column: 0, value: 0 });
        let mut rows = Table::with_capacity(keys.len());
        for key in keys {
            let row = NonZeroU32::new(cells.len() as u32).map(Row);
            let n_cells = counts.u8()?;
            if n_cells == 0 {
                return Err(counts.damaged("features with weights", "one without"));
            }
            cells.push(Cell { column: n_cells, value: 0 });
            for _ in 0..n_cells {
                let (column, value) = (columns.u8()?, values.u8()? as i8);
                if n_columns <= usize::from(column) {
                    return Err(columns.damaged(format!("{n_columns} columns"), format!("column {column}")));
                }
                cells.push(Cell { column, value });
            }
            rows.insert(key, row.ok_or_else(|| counts.damaged("a table of weights", "an empty one"))?);
        }
        for part in [counts, columns, values] {
            part.finish()?;
        }
        Ok(Self { units_per_nat, n_columns, transitions, rows, cells })
    }

    /// The bytes for weights: `features` sorted by key, each with its nonzero columns.
    ///
    /// Keys, counts, columns and values stand apart, because each compresses better alone.
    pub fn write(
        units_per_nat: u32,
        n_columns: u16,
        transitions: &[i16],
        features: &[(Feature, Vec<(u8, i8)>)],
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&units_per_nat.to_le_bytes());
        bytes.extend_from_slice(&n_columns.to_le_bytes());
        bytes.extend_from_slice(&(transitions.len() as u16).to_le_bytes());
        for weight in transitions {
            bytes.extend_from_slice(&weight.to_le_bytes());
        }
        let keys: Vec<Feature> = features.iter().map(|&(key, _)| key).collect();
        push_keys(&mut bytes, &keys);
        let (mut counts, mut columns, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (_, cells) in features {
            counts.push(cells.len() as u8);
            columns.extend(cells.iter().map(|&(column, _)| column));
            values.extend(cells.iter().map(|&(_, value)| value as u8));
        }
        for part in [counts, columns, values] {
            push_part(&mut bytes, &part);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let features: Vec<_> =
            (0..500u32).map(|n| (n * 8_000_003, vec![((n % 3) as u8, n as i8), (3, -1)])).collect();
        Weights::write(32, 4, &[5, -6], &features)
    }

    #[test]
    fn every_feature_is_found_with_its_weights_and_no_other() {
        let bytes = sample();
        let weights = Weights::read(&mut Reader::new("test", &bytes)).expect("whole");
        for n in 0..500u32 {
            let mut scores = [0; 4];
            weights.add(n * 8_000_003, &mut scores);
            let mut expected = [0, 0, 0, -1];
            expected[n as usize % 3] = i32::from(n as i8);
            assert_eq!(scores, expected);
            let before = scores;
            weights.add(n * 8_000_003 + 1, &mut scores);
            assert_eq!(scores, before);
            weights.add_all(&mut vec![n * 8_000_003 + 1, n * 8_000_003], &mut scores);
            assert_eq!(scores, before.map(|score| 2 * score));
        }
        assert_eq!(weights.transitions(), [5, -6]);
    }

    #[test]
    fn weights_cut_at_any_length_are_refused() {
        let bytes = sample();
        for length in 0..bytes.len() {
            assert!(Weights::read(&mut Reader::new("test", &bytes[..length])).is_err(), "{length}");
        }
    }

    #[test]
    fn a_column_that_there_is_not_is_refused() {
        let bytes = Weights::write(32, 4, &[], &[(9, vec![(4, 1)])]);
        let error = Weights::read(&mut Reader::new("test", &bytes)).expect_err("refused");
        assert!(error.to_string().contains("expected 4 columns, found column 4"), "{error}");
    }
}
