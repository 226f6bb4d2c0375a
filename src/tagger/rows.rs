//! A feature's weights in memory: a row of one or two cells, or a row of all columns.

/// The most columns that weights may have.
pub const MAX_COLUMNS: usize = 48;

/// What the weights of features add up to, for each column; held within 16 bits.
pub type Sums = [i16; MAX_COLUMNS];

/// Where a feature's weights are: one or two cells in the row itself, or the place of a full row
/// with this bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row(u32);

/// The bit of a row that stands for a full one.
const FULL: u32 = 0x80;

/// One weight: its column and its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub column: u8,
    pub value: i8,
}

/// The weights of a frequent feature; one line of the cache. A lane holds the weight of an odd
/// column in its high byte, and in its low byte that of the even column before it plus [`SHIFT`].
///
/// So two columns are added up at once: the sum of lanes is right for the even columns, but for what
/// the odd ones carry into it, and those are added up apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(64))]
pub(super) struct FullRow(pub [i16; N_LANES]);

pub(super) const N_LANES: usize = MAX_COLUMNS / 2;

/// Makes the weights of even columns positive.
pub(super) const SHIFT: i16 = 128;

impl Row {
    /// A row that adds nothing.
    pub const NONE: Self = Self(0);

    pub fn of_cells(first: Cell, second: Cell) -> Self {
        Self(u32::from_le_bytes([first.column, first.value as u8, second.column, second.value as u8]))
    }

    /// The row that stands for the full row at `place`.
    pub fn of_place(place: usize) -> Self {
        Self((place as u32) << 8 | FULL)
    }

    #[inline]
    pub fn is_full(self) -> bool {
        self.0 & FULL != 0
    }

    /// The cells of a row that is not full; a second one of value 0 stands for none.
    #[inline]
    pub fn cells(self) -> [Cell; 2] {
        let [column, value, second_column, second_value] = self.0.to_le_bytes();
        [Cell { column, value: value as i8 }, Cell { column: second_column, value: second_value as i8 }]
    }

    #[inline]
    pub fn add_cells(self, sums: &mut Sums) {
        for cell in self.cells() {
            if let Some(sum) = sums.get_mut(usize::from(cell.column)) {
                *sum = sum.saturating_add(i16::from(cell.value));
            }
        }
    }

    /// Where the full row is.
    #[inline]
    pub fn place(self) -> usize {
        (self.0 >> 8) as usize
    }
}

impl FullRow {
    pub fn of_cells(cells: &[Cell]) -> Self {
        let mut bytes = [0; MAX_COLUMNS];
        for cell in cells {
            bytes[usize::from(cell.column)] = cell.value as u8;
        }
        let mut lanes = [0; N_LANES];
        for (lane, columns) in lanes.iter_mut().zip(bytes.chunks_exact(2)) {
            // The other sign is as much as `SHIFT` more.
            *lane = i16::from_le_bytes([columns[0] ^ SHIFT as u8, columns[1]]);
        }
        Self(lanes)
    }

    /// The weights, by column.
    #[inline]
    pub fn values(&self) -> impl Iterator<Item = i16> {
        self.0.iter().flat_map(|lane| [(lane & 0xff) - SHIFT, lane >> 8])
    }
}
