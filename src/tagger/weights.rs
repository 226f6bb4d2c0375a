//! The weights of a tagger, small in the file and quick to find in memory.
//!

use super::feature::Feature;
use crate::model::{ModelError, Reader, Table, push_keys, push_part};

/// Where a feature's weights stand in [`Weights`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    start: u32,
    end: u32,
}

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

    /// The weights of a feature, if it has any.
    #[inline]
    pub fn row(&self, key: Feature) -> Option<Row> {
        self.rows.get(key)
    }

    /// Adds a feature's weights to a token's scores, one for each column.
    #[inline]
    pub fn add_row(&self, row: Row, scores: &mut [i32]) {
        for cell in self.cells.get(row.start as usize..row.end as usize).unwrap_or_default() {
            if let Some(score) = scores.get_mut(usize::from(cell.column)) {
                *score += i32::from(cell.value);
            }
        }
    }

    /// Adds a feature's weights, if it has any, to a token's scores.
    #[inline]
    pub fn add(&self, key: Feature, scores: &mut [i32]) {
        if let Some(row) = self.row(key) {
            self.add_row(row, scores);
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
        let mut cells = Vec::with_capacity(columns.left());
        let mut rows = Table::with_capacity(keys.len());
        for key in keys {
            let start = cells.len() as u32;
            let n_cells = counts.u8()?;
            if n_cells == 0 {
                return Err(counts.damaged("features with weights", "one without"));
            }
            for _ in 0..n_cells {
                let (column, value) = (columns.u8()?, values.u8()? as i8);
                if n_columns <= usize::from(column) {
                    return Err(columns.damaged(format!("{n_columns} columns"), format!("column {column}")));
                }
                cells.push(Cell { column, value });
            }
            rows.insert(key, Row { start, end: cells.len() as u32 });
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
            assert_eq!(weights.row(n * 8_000_003 + 1), None);
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
