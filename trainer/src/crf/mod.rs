//! Trains linear-chain CRFs for the core's tagger.
//!
//! A layer fills [`Sequences`] with its features and labels, calls [`train`], and puts
//! [`Trained::section`] into the model file. FTRL-proximal with strong L1 keeps most weights at
//! zero. One thread, a seeded shuffle: the same input gives the same bytes.

mod chain;
mod ftrl;
mod sequences;

pub use sequences::{LabelSet, Sequences};

use std::collections::BTreeMap;

use saidby::tagger::{Feature, Scheme, Weights};

use chain::Chain;
use ftrl::Table;

/// How to train.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Passes over the data.
    pub epochs: usize,
    /// Step size.
    pub alpha: f32,
    /// Dampens the first steps.
    pub beta: f32,
    /// Pulls weights to zero; at 10 few are left, at 0.5 most.
    pub l1: f32,
    /// Shrinks weights.
    pub l2: f32,
    /// Features seen at fewer tokens are left out.
    pub min_count: u32,
    /// The pass (from 0) from which the weights are averaged; the last weights where none.
    pub average_from: Option<usize>,
    /// A sequence whose loss in nats is below this is passed over for the next two passes.
    pub fitted: f32,
    /// The share of a token's features that are left out, others at each pass, so that none relies on
    /// another (Srivastava et al., "Dropout", JMLR 15, 2014).
    pub dropout: f32,
    /// Of the shuffle.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 8,
            alpha: 0.1,
            beta: 1.0,
            l1: 0.5,
            l2: 0.0,
            min_count: 2,
            average_from: None,
            fitted: 0.01,
            dropout: 0.0,
            seed: 1,
        }
    }
}

/// What training found, before quantization.
#[derive(Clone, Debug)]
pub struct Trained {
    /// Number of weights of each feature.
    pub n_columns: usize,
    /// Sorted by key; private features are not among them.
    pub features: Vec<Feature>,
    /// `n_columns` for each feature.
    pub weights: Vec<f32>,
    /// The transition weights.
    pub transitions: Vec<f32>,
}

/// Trains on the sequences with the numbers `selection`.
///
/// Prints a line for each pass. Sequences whose labels the scheme does not allow are left out, and
/// their number is printed.
pub fn train(scheme: &Scheme, sequences: &Sequences, selection: &[u32], settings: &Settings) -> Trained {
    let columns_of = sequences.kept_features(selection, settings.min_count);
    let n_features = columns_of.iter().filter(|&&number| number != sequences::DROPPED).count();
    let mut table = Table::new(n_features, scheme.n_columns, settings);
    let mut chain = Chain::new(scheme);
    let mut order = selection.to_vec();
    let mut shuffle = Shuffle(settings.seed);
    let mut rest = vec![0u8; sequences.len()];
    let mut ids = Vec::new();
    let mut n_averaged = 0;
    for epoch in 0..settings.epochs {
        shuffle.shuffle(&mut order);
        let (mut loss, mut n_tokens, mut n_skipped, mut n_impossible) = (0f64, 0usize, 0, 0);
        let snapshot_every = (order.len() / 4).max(1);
        for (turn, &number) in order.iter().enumerate() {
            if settings.average_from.is_some_and(|from| from <= epoch) && (turn + 1) % snapshot_every == 0 {
                table.add_snapshot();
                n_averaged += 1;
            }
            if 0 < rest[number as usize] {
                rest[number as usize] -= 1;
                n_skipped += 1;
                continue;
            }
            let mut sequence = sequences.get(number, &columns_of, &mut ids);
            if 0.0 < settings.dropout {
                leave_out(settings.dropout, &mut shuffle, &mut ids, &mut sequence.ends);
            }
            chain.score(&table, &ids, &sequence);
            let Some(own_loss) = chain.gradient(&table, sequence.allowed) else {
                n_impossible += 1;
                continue;
            };
            loss += f64::from(own_loss * sequence.weight);
            n_tokens += sequence.allowed.len();
            if own_loss < settings.fitted {
                rest[number as usize] = 2;
            }
            chain.update(&mut table, &ids, &sequence);
        }
        eprintln!(
            "  pass {}: {:.5} nats a token, {} sequences passed over, {} impossible, {} features",
            epoch + 1,
            loss / n_tokens.max(1) as f64,
            n_skipped,
            n_impossible,
            n_features
        );
    }
    let (mut weights, transitions) = table.finish(n_averaged);
    // All of a token's features together weigh what was there of them on average.
    weights.iter_mut().for_each(|weight| *weight *= 1.0 - settings.dropout);
    sequences.collect(&columns_of, scheme.n_columns, weights, transitions)
}

/// Leaves out a share of each token's features.
fn leave_out(share: f32, random: &mut Shuffle, ids: &mut Vec<u32>, ends: &mut [usize]) {
    let bound = (share * 65536.0) as u64;
    let (mut at, mut n_kept, mut bits) = (0, 0, 0);
    for end in ends {
        while at < *end {
            // Sixteen bits of a random number for each.
            if at % 4 == 0 {
                bits = random.next();
            }
            if bound <= bits & 0xffff {
                ids[n_kept] = ids[at];
                n_kept += 1;
            }
            bits >>= 16;
            at += 1;
        }
        *end = n_kept;
    }
    ids.truncate(n_kept);
}

impl Trained {
    /// The mean of chains trained on the same sequences; a feature that one lacks is zero there.
    ///
    /// The scores of a linear chain are sums of weights, so this is the same as asking all of them.
    pub fn mean(chains: &[Self]) -> Self {
        let n_columns = chains.first().map_or(0, |chain| chain.n_columns);
        let share = 1.0 / chains.len().max(1) as f32;
        let mut rows: BTreeMap<Feature, Vec<f32>> = BTreeMap::new();
        let mut transitions = vec![0.0; chains.first().map_or(0, |chain| chain.transitions.len())];
        for chain in chains {
            for (&key, weights) in chain.features.iter().zip(chain.weights.chunks_exact(n_columns)) {
                let row = rows.entry(key).or_insert_with(|| vec![0.0; n_columns]);
                row.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * share);
            }
            transitions.iter_mut().zip(&chain.transitions).for_each(|(sum, weight)| *sum += weight * share);
        }
        Self {
            n_columns,
            features: rows.keys().copied().collect(),
            weights: rows.into_values().flatten().collect(),
            transitions,
        }
    }

    /// The bytes of a model section: weights below `prune` nats are dropped, the others rounded to
    /// `1 / units_per_nat` and held within a byte.
    pub fn section(&self, units_per_nat: u32, prune: f32) -> Vec<u8> {
        let round = |weight: f32| (weight * units_per_nat as f32).round();
        let mut features = Vec::new();
        for (row, &key) in self.features.iter().enumerate() {
            let weights = &self.weights[row * self.n_columns..(row + 1) * self.n_columns];
            let cells: Vec<(u8, i8)> = weights
                .iter()
                .enumerate()
                .filter(|(_, weight)| prune <= weight.abs())
                .map(|(column, &weight)| (column as u8, round(weight).clamp(-127.0, 127.0) as i8))
                .filter(|&(_, value)| value != 0)
                .collect();
            if !cells.is_empty() {
                features.push((key, cells));
            }
        }
        let transitions: Vec<i16> =
            self.transitions.iter().map(|&weight| round(weight).clamp(-30000.0, 30000.0) as i16).collect();
        Weights::write(units_per_nat, self.n_columns as u16, &transitions, &features)
    }
}

/// Random numbers by xorshift: enough for a shuffle and for what is left out, the same everywhere.
#[derive(Clone, Debug)]
pub struct Shuffle(pub u64);

impl Shuffle {
    /// The next random number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut state = self.0;
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        state ^ (state >> 31)
    }

    /// The next random number, from 0 to below 1.
    pub fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u32 << 24) as f32
    }

    /// Puts the items in random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use saidby::model::Reader;
    use saidby::tagger::{Edge, Tagger, feature, hash};

    use super::*;

    /// "x" opens a span that the next "y" closes; what is between has no features of its own.
    fn sequences(masked: bool) -> Sequences {
        let mut sequences = Sequences::new();
        let mut random = Shuffle(3);
        for _ in 0..400 {
            sequences.begin(1.0);
            let mut inside = false;
            for at in 0..8 {
                let word = ["x", "y", "a", "b"][(random.next() % 4) as usize];
                let label = match (inside, word, at) {
                    (false, "x", 0..7) => 1,
                    (true, "y", _) | (true, _, 7) => 3,
                    (true, ..) => 2,
                    _ => 0,
                };
                inside = matches!(label, 1 | 2);
                let allowed = if masked && random.next().is_multiple_of(3) {
                    LabelSet::all(4)
                } else {
                    LabelSet::only(label)
                };
                let last = u64::from(at == 7);
                sequences.push(&[feature(1, hash(word.as_bytes())), feature(2, last)], allowed);
            }
        }
        sequences
    }

    fn scheme() -> Scheme {
        let edge = |(n, &(from, to)): (usize, &(u8, u8))| Edge { from, to, weight: n as u16 };
        let pairs = [(0, 0), (0, 1), (1, 2), (1, 3), (2, 2), (2, 3), (3, 0), (3, 1)];
        let edges: Vec<Edge> = pairs.iter().enumerate().map(edge).collect();
        Scheme::new(&[0, 1, 2, 3], &edges, &[(0, 8), (1, 9)], &[(0, 10), (3, 11)])
    }

    fn accuracy(section: &[u8], sequences: &Sequences) -> f64 {
        let tagger = Tagger::read(scheme(), &mut Reader::new("test", section)).unwrap();
        let (mut right, mut total) = (0, 0);
        for number in 0..sequences.len() as u32 {
            let mut scores = tagger.scores(8);
            let (keys, allowed) = sequences.keys_of(number);
            for (token, keys) in keys.iter().enumerate() {
                for &key in keys {
                    tagger.weights.add(key, &mut scores[token * 4..token * 4 + 4]);
                }
            }
            for (label, allowed) in tagger.best(&scores).into_iter().zip(allowed) {
                right += usize::from(allowed.contains(label));
                total += 1;
            }
        }
        right as f64 / total as f64
    }

    fn learn(masked: bool, settings: &Settings) -> Vec<u8> {
        let sequences = sequences(masked);
        let all: Vec<u32> = (0..sequences.len() as u32).collect();
        train(&scheme(), &sequences, &all, settings).section(32, 0.02)
    }

    #[test]
    fn a_chain_that_needs_its_state_is_learned_from_whole_and_from_masked_labels() {
        for masked in [false, true] {
            for average_from in [None, Some(1)] {
                let section = learn(masked, &Settings { average_from, ..Settings::default() });
                let share = accuracy(&section, &sequences(false));
                assert!(0.99 < share, "{masked} {average_from:?} {share}");
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes_and_another_seed_others() {
        let settings = Settings { epochs: 2, ..Settings::default() };
        assert_eq!(learn(false, &settings), learn(false, &settings));
        assert_ne!(learn(false, &settings), learn(false, &Settings { seed: 2, ..settings }));
    }

    #[test]
    fn a_share_of_each_tokens_features_is_left_out_and_another_one_next_time() {
        let mut random = Shuffle(1);
        let mut left_out = || {
            let mut ids: Vec<u32> = (0..3000).collect();
            let mut ends: Vec<usize> = (1..=30).map(|token| token * 100).collect();
            leave_out(0.3, &mut random, &mut ids, &mut ends);
            (ids, ends)
        };
        let (ids, ends) = left_out();
        let mut start = 0;
        for (token, &end) in ends.iter().enumerate() {
            assert!((50..90).contains(&(end - start)), "{} of 100", end - start);
            assert!(ids[start..end].iter().all(|id| *id as usize / 100 == token), "another token's");
            start = end;
        }
        assert_eq!(start, ids.len());
        assert_ne!(ids, left_out().0);
    }

    #[test]
    fn labels_with_one_column_differ_by_what_stands_beside_them() {
        let tied = Scheme { columns: vec![0, 1, 1, 2], n_columns: 3, ..scheme() };
        let sequences = sequences(false);
        let all: Vec<u32> = (0..sequences.len() as u32).collect();
        let trained = train(&tied, &sequences, &all, &Settings::default());
        assert_eq!(trained.n_columns, 3);
        let section = trained.section(32, 0.0);
        assert!(Tagger::read(tied, &mut Reader::new("test", &section)).is_ok());
        assert!(Tagger::read(scheme(), &mut Reader::new("test", &section)).is_err());
    }
}
