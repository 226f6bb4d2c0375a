//! Which label may follow which, and at what weight, laid out for decoding.

use super::scheme::Scheme;

/// Stands for "impossible"; low enough for any sum of scores, high enough not to overflow.
pub(super) const NEVER: i32 = i32::MIN / 2;

/// A label set with its transition weights, laid out for decoding.
///
/// Most labels stand only behind one or two others, as the inside of a span does behind its
/// beginning: for these each way is tried. The others may stand behind many labels, of which few
/// need be followed.
#[derive(Clone, Debug)]
pub(super) struct Moves {
    /// The labels that may stand behind at most two others, and those; one of two may stand twice.
    pub narrow: Vec<(u8, [Move; 2])>,
    /// For each label, which of the other labels may follow.
    pub wide: Vec<Vec<Move>>,
    /// The same by all labels, `NEVER` for those that may not follow or are narrow.
    pub wide_rows: Vec<Vec<i32>>,
    /// The labels that some of those may follow.
    pub sources: Vec<u8>,
    /// For each label the set of sources that lead to one of those that this label does not lead to.
    pub uncovered: Vec<u64>,
    /// For each label, after which it may stand.
    pub to: Vec<Vec<Move>>,
    pub starts: Vec<Option<i32>>,
    pub ends: Vec<Option<i32>>,
    pub columns: Vec<u8>,
    pub n_columns: usize,
    /// Whether each label has the column of its own number.
    pub is_direct: bool,
    /// How far the weights of transitions to other than narrow labels lie apart.
    pub range: i32,
}

/// The label at the other end, and what the transition weighs.
pub(super) type Move = (u8, i32);

impl Moves {
    pub fn new(scheme: &Scheme, transitions: &[i32]) -> Self {
        let n_labels = scheme.n_labels;
        let mut to = vec![Vec::new(); n_labels];
        for edge in &scheme.edges {
            to[usize::from(edge.to)].push((edge.from, transitions[usize::from(edge.weight)]));
        }
        let (mut narrow, mut wide) = (Vec::new(), vec![Vec::new(); n_labels]);
        let mut targets = vec![0u64; n_labels];
        for (label, moves) in to.iter().enumerate() {
            match moves.as_slice() {
                [] => {}
                [one] => narrow.push((label as u8, [*one; 2])),
                [one, other] => narrow.push((label as u8, [*one, *other])),
                _ => {
                    for &(from, weight) in moves {
                        wide[usize::from(from)].push((label as u8, weight));
                        targets[usize::from(from)] |= 1 << label;
                    }
                }
            }
        }
        let uncovered = |own: &u64| {
            let others = targets.iter().enumerate().filter(|&(_, targets)| targets & !own != 0);
            others.fold(0, |set, (label, _)| set | 1 << label)
        };
        let weights = || wide.iter().flatten().map(|&(_, weight)| weight);
        let range = weights().max().unwrap_or_default() - weights().min().unwrap_or_default();
        let of = |list: &[Option<u16>]| {
            list.iter().map(|weight| weight.map(|weight| transitions[usize::from(weight)])).collect()
        };
        Self {
            sources: (0..n_labels as u8).filter(|&label| !wide[usize::from(label)].is_empty()).collect(),
            uncovered: targets.iter().map(uncovered).collect(),
            wide_rows: wide.iter().map(|moves| row_of(moves, n_labels)).collect(),
            narrow,
            wide,
            to,
            starts: of(&scheme.starts),
            ends: of(&scheme.ends),
            columns: scheme.columns.clone(),
            n_columns: scheme.n_columns,
            is_direct: scheme.columns.iter().map(|&column| usize::from(column)).eq(0..scheme.n_columns),
            range,
        }
    }

    pub fn n_labels(&self) -> usize {
        self.columns.len()
    }

    /// The best source, and the set of others that must be followed. Where one stands out, which is
    /// at most tokens, the others need not be: what the leader reaches, it reaches with a better score
    /// than they can.
    #[inline]
    pub fn followed(&self, ways: &Ways) -> (usize, u64) {
        let (mut top, mut second) = (NEVER, NEVER);
        for &label in &self.sources {
            let way = ways[usize::from(label)];
            second = second.max(way.min(top));
            top = top.max(way);
        }
        let is_leader = |&&label: &&u8| ways[usize::from(label)] == top;
        let leader = self.sources.iter().find(is_leader).map_or(0, |&label| usize::from(label));
        let bar = top.saturating_sub(self.range);
        let mut set = self.uncovered[leader];
        if bar <= second {
            let near = |set, &label: &u8| set | u64::from(bar <= ways[usize::from(label)]) << label;
            set = self.sources.iter().fold(set, near);
        }
        (leader, set & !(1 << leader))
    }
}

/// Moves as a value for each label.
fn row_of(moves: &[Move], n_labels: usize) -> Vec<i32> {
    let mut row = vec![NEVER; n_labels];
    for &(to, weight) in moves {
        row[usize::from(to)] = weight;
    }
    row
}

/// The scores of the best ways to a token's labels, with a place for whatever eight bits can name.
pub(super) type Ways = [i32; 256];
