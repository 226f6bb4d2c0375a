//! The weights of a tagger, small in the file and quick to find and add up in memory.
//!
//! Most features of a text that have weights have them for most columns: few frequent features,
//! such as a word's shape, meet most tokens. They are kept as rows of all columns, two columns to a
//! lane, which are added up without a branch. Most features of the file are rare and have one weight
//! or two, which stand in the table itself.

use super::feature::Feature;
use super::rows::{Cell, FullRow, MAX_COLUMNS, N_LANES, Row, SHIFT, Sums};
use crate::model::{BATCH, ModelError, PIECE, Reader, Symbols, Table, push_keys, push_symbols};

/// Features whose weights are to be added up, with room to do so.
#[derive(Clone, Debug)]
pub struct Features {
    keys: Vec<Feature>,
    firsts: [u32; BATCH],
    rows: [Row; BATCH],
}

impl Features {
    /// None at first, with room for many.
    pub fn new() -> Self {
        Self { keys: Vec::with_capacity(2 * BATCH), firsts: [0; BATCH], rows: [Row::NONE; BATCH] }
    }

    /// One feature more.
    #[inline]
    pub fn push(&mut self, key: Feature) {
        self.keys.push(key);
    }

    /// Some features more.
    #[inline]
    pub fn extend(&mut self, keys: &[Feature]) {
        self.keys.extend_from_slice(keys);
    }
}

impl Default for Features {
    fn default() -> Self {
        Self::new()
    }
}

/// Feature weights and transition weights, as integers.
#[derive(Clone, Debug)]
pub struct Weights {
    units_per_nat: u32,
    n_columns: usize,
    transitions: Vec<i32>,
    rows: Table<Row>,
    full_rows: Vec<FullRow>,
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

    /// Adds a feature's weights, if it has any, to scores, one for each column.
    #[inline]
    pub fn add(&self, key: Feature, scores: &mut [i32]) {
        let Some(row) = self.rows.get(key) else { return };
        if row.is_full() {
            let values = self.full_rows.get(row.place()).into_iter().flat_map(FullRow::values);
            for (score, value) in scores.iter_mut().zip(values) {
                *score += i32::from(value);
            }
            return;
        }
        for cell in row.cells() {
            if let Some(score) = scores.get_mut(usize::from(cell.column)) {
                *score += i32::from(cell.value);
            }
        }
    }

    /// Adds the weights of many features to sums, and forgets the features.
    pub fn add_all(&self, features: &mut Features, sums: &mut Sums) {
        if let [key] = features.keys[..] {
            features.keys.clear();
            return self.add_one(key, sums);
        }
        let Features { keys, firsts, rows } = features;
        for batch in keys.chunks(BATCH) {
            let mut n_rows = 0;
            self.rows.each(batch, firsts, |has_weights, row| {
                // Without a branch: whether a feature has weights is hard to foretell.
                rows[n_rows % BATCH] = row;
                n_rows += usize::from(has_weights);
            });
            // The lanes' sums may overflow, which taking away the odd columns undoes; those of a
            // batch's columns do not.
            let (mut lanes, mut odd) = ([0i16; N_LANES], [0i16; N_LANES]);
            let mut shift = 0;
            for row in &rows[..n_rows] {
                if !row.is_full() {
                    row.add_cells(sums);
                } else if let Some(row) = self.full_rows.get(row.place()) {
                    shift += SHIFT;
                    for ((sum, odd), &lane) in lanes.iter_mut().zip(&mut odd).zip(&row.0) {
                        *sum = sum.wrapping_add(lane);
                        *odd += lane >> 8;
                    }
                }
            }
            for ((sums, lane), odd) in sums.chunks_exact_mut(2).zip(lanes).zip(odd) {
                let even = lane.wrapping_sub(odd << 8).wrapping_sub(shift);
                sums[0] = sums[0].saturating_add(even);
                sums[1] = sums[1].saturating_add(odd);
            }
        }
        keys.clear();
    }

    fn add_one(&self, key: Feature, sums: &mut Sums) {
        let Some(row) = self.rows.get(key) else { return };
        if !row.is_full() {
            return row.add_cells(sums);
        }
        if let Some(row) = self.full_rows.get(row.place()) {
            for (sums, lane) in sums.chunks_exact_mut(2).zip(row.0) {
                sums[0] = sums[0].saturating_add((lane & 0xff) - SHIFT);
                sums[1] = sums[1].saturating_add(lane >> 8);
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
        let mut keys = reader.packed_keys()?;
        let mut symbols = reader.symbols()?;
        if units_per_nat == 0 || 1024 < units_per_nat {
            return Err(reader.damaged("1 to 1024 units per nat", units_per_nat.to_string()));
        }
        if MAX_COLUMNS < n_columns {
            return Err(reader.damaged(format!("at most {MAX_COLUMNS} columns"), n_columns.to_string()));
        }
        if 1 << 24 <= keys.n_keys() {
            return Err(reader.damaged("less than 2^24 features", keys.n_keys().to_string()));
        }
        let rows = Table::with_room(keys.n_keys());
        let mut weights = Self { units_per_nat, n_columns, transitions, rows, full_rows: Vec::new() };
        // Piece by piece, so that nothing stands in memory twice.
        let (mut some_keys, mut some_rows) = (Vec::with_capacity(PIECE), Vec::with_capacity(PIECE));
        while keys.read_piece(&mut some_keys)? {
            weights.read_rows(some_keys.len(), &mut symbols, &mut some_rows, reader)?;
            weights.rows.extend(some_keys.drain(..).zip(some_rows.drain(..)));
        }
        symbols.finish(reader)?;
        Ok(weights)
    }

    /// Reads the weights of the next `n` features.
    // A call for each piece: see `PIECE`.
    #[inline(never)]
    fn read_rows(
        &mut self,
        n: usize,
        symbols: &mut Symbols,
        rows: &mut Vec<Row>,
        reader: &Reader,
    ) -> Result<(), ModelError> {
        let n_columns = self.n_columns;
        let mut cells = [Cell::default(); MAX_COLUMNS];
        for _ in 0..n {
            let n_cells = usize::from(symbols.take_inline(COUNT));
            if n_cells == 0 || n_columns < n_cells {
                return Err(
                    reader.damaged(format!("1 to {n_columns} weights a feature"), n_cells.to_string())
                );
            }
            let (mut column, mut value) = (n_columns as u8, 0);
            for (number, cell) in cells[..n_cells].iter_mut().enumerate() {
                let next = symbols.take_inline(column_context(column, n_cells - number));
                if n_columns <= usize::from(next) {
                    return Err(reader.damaged(format!("{n_columns} columns"), format!("column {next}")));
                }
                if number != 0 && next <= column {
                    return Err(reader.damaged("columns that rise", "others"));
                }
                column = next;
                value = symbols.take_inline(value_context(n_columns, n_cells, value)) as i8;
                *cell = Cell { column, value };
            }
            rows.push(self.push_row(&cells[..n_cells]));
        }
        Ok(())
    }

    fn push_row(&mut self, cells: &[Cell]) -> Row {
        if cells.len() <= 2 {
            let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
            return Row::of_cells(cell(0), cell(1));
        }
        self.full_rows.push(FullRow::of_cells(cells));
        Row::of_place(self.full_rows.len() - 1)
    }

    /// The bytes for weights: `features` sorted by key, each with its nonzero columns.
    ///
    /// Behind the keys stand the symbols of each feature: how many weights it has, and each one's column and
    /// value.
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
        let mut symbols = Vec::new();
        for (_, cells) in features {
            symbols.push((COUNT as u8, cells.len() as u8));
            let mut last = (n_columns as u8, 0);
            for (number, &(column, value)) in cells.iter().enumerate() {
                symbols.push((column_context(last.0, cells.len() - number) as u8, column));
                symbols.push((value_context(usize::from(n_columns), cells.len(), last.1) as u8, value as u8));
                last = (column, value);
            }
        }
        push_symbols(&mut bytes, &symbols);
        bytes
    }
}

// The contexts of the symbols that weights are packed as.

/// How many weights a feature has.
const COUNT: usize = 0;

/// The column of a weight: by that of the weight before, or the number of columns for none, and how many
/// weights are left with this one.
#[inline]
fn column_context(before: u8, left: usize) -> usize {
    1 + usize::from(before) * 4 + left.min(4) - 1
}

/// The value of a weight: by how many the feature has, and the value before, or 0 for none.
#[inline]
fn value_context(n_columns: usize, n_cells: usize, before: i8) -> usize {
    let sign = (before.clamp(-2, 2) + 2) as usize;
    5 + n_columns * 4 + (n_cells.min(6) - 1) * 5 + sign
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
            weights.add(n * 8_000_003 + 1, &mut scores);
            assert_eq!(scores, expected);
            let mut sums = [0; MAX_COLUMNS];
            let mut both = Features::new();
            both.push(n * 8_000_003 + 1);
            both.push(n * 8_000_003);
            weights.add_all(&mut both, &mut sums);
            assert_eq!(sums[..4], expected.map(|score| score as i16));
        }
        assert_eq!(weights.transitions(), [5, -6]);
    }

    #[test]
    fn rows_of_any_length_add_up_to_the_same() {
        let cells = |n: u32| -> Vec<(u8, i8)> {
            (0..n % 41)
                .map(|column| (column as u8, (column * 7 + n) as i8))
                .filter(|cell| cell.1 != 0)
                .collect()
        };
        let features: Vec<_> =
            (1..400u32).filter(|n| n % 41 != 0).map(|n| (n * 9_000_001, cells(n))).collect();
        let bytes = Weights::write(32, 40, &[], &features);
        let weights = Weights::read(&mut Reader::new("test", &bytes)).expect("whole");
        let (mut all, mut scores, mut expected) = (Features::new(), [0i32; 40], [0i32; 40]);
        let mut one_by_one = [0; MAX_COLUMNS];
        for (key, _) in &features {
            all.push(*key);
            weights.add_all(&mut all, &mut one_by_one);
        }
        for (key, cells) in &features {
            all.push(*key);
            all.push(key + 1);
            weights.add(*key, &mut scores);
            for &(column, value) in cells {
                expected[usize::from(column)] += i32::from(value);
            }
        }
        assert_eq!(scores, expected);
        let mut sums = [0; MAX_COLUMNS];
        weights.add_all(&mut all, &mut sums);
        weights.add_all(&mut all, &mut sums);
        assert_eq!(sums, one_by_one);
        assert_eq!(sums[..40], expected.map(|score| score as i16));
        assert_eq!(sums[40..], [0; MAX_COLUMNS - 40]);
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
        for cells in [vec![(2, 1), (1, 1)], vec![(2, 1), (2, 1)], vec![]] {
            let bytes = Weights::write(32, 4, &[], &[(9, cells)]);
            assert!(Weights::read(&mut Reader::new("test", &bytes)).is_err());
        }
    }
}
