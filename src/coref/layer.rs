//! A hidden layer beside the ranker's weights: what features say together.
//!
//! "The company" may be a firm that is named last, or one that the article is about, but hardly one that
//! is neither; weights that only add up cannot say so. Each feature has a number for each unit, a unit
//! counts what is above zero of their sum, and the score is the sum of the units by their weights.

use crate::model::{ModelError, Reader, Table, push_keys};

/// The units of the layer.
pub const N_UNITS: usize = 16;
/// What one counts in the numbers of the features, and in the weights of the units.
pub const ONE: i32 = 64;

/// A number for each unit.
pub type Units<V> = [V; N_UNITS];

/// Numbers of the features, and what the units add to a score.
#[derive(Clone, Debug)]
pub struct Layer {
    rows: Table<Units<i8>>,
    /// Where the sums begin.
    bias: Units<i16>,
    weights: Units<i16>,
}

impl Default for Layer {
    /// A layer that adds nothing.
    fn default() -> Self {
        Self::new(&[], [0; N_UNITS], [0; N_UNITS])
    }
}

impl Layer {
    /// A layer with the numbers of the features, which must rise by key, all in 1/[`ONE`].
    fn new(rows: &[(u32, Units<i8>)], bias: Units<i16>, weights: Units<i16>) -> Self {
        Self { rows: Table::new(rows.len(), rows.iter().copied()), bias, weights }
    }

    /// Reads what [`Layer::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if bytes are missing.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let (mut bias, mut weights) = ([0; N_UNITS], [0; N_UNITS]);
        for number in bias.iter_mut().chain(&mut weights) {
            *number = reader.i16()?;
        }
        let mut rows = Vec::new();
        for key in reader.keys()? {
            let mut row = [0; N_UNITS];
            for number in &mut row {
                *number = i8::from_le_bytes([reader.u8()?]);
            }
            rows.push((key, row));
        }
        Ok(Self::new(&rows, bias, weights))
    }

    /// Appends what [`Layer::read`] reads.
    pub fn write(rows: &[(u32, Units<i8>)], bias: Units<i16>, weights: Units<i16>, bytes: &mut Vec<u8>) {
        bytes.extend(bias.iter().chain(&weights).flat_map(|number| number.to_le_bytes()));
        push_keys(bytes, &rows.iter().map(|&(key, _)| key).collect::<Vec<u32>>());
        bytes.extend(rows.iter().flat_map(|(_, row)| row).flat_map(|number| number.to_le_bytes()));
    }

    /// What the layer adds to the score of these features, in 1/[`ONE`]².
    pub fn score(&self, features: &[u32]) -> i64 {
        let mut sums = self.bias.map(i32::from);
        for row in features.iter().filter_map(|&feature| self.rows.get(feature)) {
            sums.iter_mut().zip(row).for_each(|(sum, number)| *sum += i32::from(number));
        }
        let units = sums.iter().zip(self.weights);
        units.map(|(&sum, weight)| i64::from(sum.max(0)) * i64::from(weight)).sum()
    }
}
