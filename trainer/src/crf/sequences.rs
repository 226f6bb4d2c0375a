//! Training data: for each token its features and the labels it may have.

use saidby::tagger::{Feature, pair};

use super::Trained;

/// The number of a feature that does not take part.
pub(super) const DROPPED: u32 = u32::MAX;

/// A set of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelSet(pub u64);

impl LabelSet {
    /// One label: what an annotator wrote.
    pub fn only(label: u8) -> Self {
        Self(1 << label)
    }

    /// All of the first `n_labels`: nothing is known.
    pub fn all(n_labels: u8) -> Self {
        Self(if n_labels == 64 { u64::MAX } else { (1 << n_labels) - 1 })
    }

    /// Whether the label is one of them.
    pub fn contains(self, label: u8) -> bool {
        self.0 >> label & 1 == 1
    }

    /// The set and one label more.
    pub fn with(self, label: u8) -> Self {
        Self(self.0 | 1 << label)
    }
}

/// Sequences of tokens with features and labels.
#[derive(Debug, Default)]
pub struct Sequences {
    interner: Interner,
    ids: Vec<u32>,
    /// For each token, where its ids end.
    id_ends: Vec<usize>,
    allowed: Vec<LabelSet>,
    /// For each sequence, where its tokens begin, and its weight.
    starts: Vec<(usize, f32)>,
}

/// A sequence as training reads it.
pub(super) struct Sequence<'a> {
    pub(super) allowed: &'a [LabelSet],
    /// For each token, where its features end in the list of ids.
    pub(super) ends: Vec<usize>,
    pub(super) weight: f32,
}

impl Sequences {
    /// No sequences yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A number for all that training reads of them: other sequences have another one.
    pub fn digest(&self) -> u64 {
        let mut digest = pair(self.allowed.len() as u64, self.starts.len() as u64);
        let keys = self.ids.iter().map(|&id| self.interner.keys[id as usize]);
        let allowed = self.allowed.iter().map(|allowed| allowed.0);
        let starts =
            self.starts.iter().map(|&(start, weight)| pair(start as u64, u64::from(weight.to_bits())));
        for value in keys.chain(allowed).chain(starts) {
            digest = pair(digest, value);
        }
        digest
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Opens a sequence, whose gradient counts `weight` times.
    pub fn begin(&mut self, weight: f32) {
        self.starts.push((self.allowed.len(), weight));
    }

    /// Adds a token to the last sequence.
    pub fn push(&mut self, features: &[Feature], allowed: LabelSet) {
        self.push_with_copies(features, allowed, 0);
    }

    /// The same, and each feature once more as the corpus `copy`'s own, unless that is 0.
    ///
    /// The own features take up what is peculiar to the corpus and are thrown away after training.
    pub fn push_with_copies(&mut self, features: &[Feature], allowed: LabelSet, copy: u8) {
        for &key in features {
            self.ids.push(self.interner.intern(u64::from(key)));
        }
        if copy != 0 {
            for &key in features {
                self.ids.push(self.interner.intern(u64::from(key) | u64::from(copy) << 32));
            }
        }
        self.id_ends.push(self.ids.len());
        self.allowed.push(allowed);
    }

    fn tokens(&self, number: u32) -> std::ops::Range<usize> {
        let start = self.starts[number as usize].0;
        start..self.starts.get(number as usize + 1).map_or(self.allowed.len(), |next| next.0)
    }

    fn ids_of(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.id_ends[token - 1] };
        &self.ids[start..self.id_ends[token]]
    }

    /// The feature keys and labels of a sequence.
    #[cfg(test)]
    pub fn keys_of(&self, number: u32) -> (Vec<Vec<Feature>>, &[LabelSet]) {
        let key = |&id: &u32| self.interner.keys[id as usize] as Feature;
        let tokens = self.tokens(number);
        let keys = tokens.clone().map(|token| self.ids_of(token).iter().map(key).collect());
        (keys.collect(), &self.allowed[tokens])
    }

    /// For each feature its row in training, or [`DROPPED`]; frequent features have low rows, so
    /// that what is needed often lies together in memory.
    pub(super) fn kept_features(&self, selection: &[u32], min_count: u32) -> Vec<u32> {
        let mut counts = vec![0u32; self.interner.keys.len()];
        for &number in selection {
            for token in self.tokens(number) {
                for &id in self.ids_of(token) {
                    counts[id as usize] += 1;
                }
            }
        }
        let mut kept: Vec<u32> = (0..counts.len() as u32).collect();
        kept.retain(|&id| min_count.max(1) <= counts[id as usize]);
        kept.sort_by_key(|&id| (u32::MAX - counts[id as usize], id));
        counts.fill(DROPPED);
        for (row, &id) in kept.iter().enumerate() {
            counts[id as usize] = row as u32;
        }
        counts
    }

    pub(super) fn get(&self, number: u32, rows: &[u32], ids: &mut Vec<u32>) -> Sequence<'_> {
        ids.clear();
        let tokens = self.tokens(number);
        let mut ends = Vec::with_capacity(tokens.len());
        for token in tokens.clone() {
            let own = self.ids_of(token).iter().map(|&id| rows[id as usize]);
            ids.extend(own.filter(|&row| row != DROPPED));
            ends.push(ids.len());
        }
        Sequence { allowed: &self.allowed[tokens], ends, weight: self.starts[number as usize].1 }
    }

    /// Sorts what was trained by key, without private features and without those of no weight.
    pub(super) fn collect(
        &self,
        rows: &[u32],
        n_columns: usize,
        weights: Vec<f32>,
        transitions: Vec<f32>,
    ) -> Trained {
        let mut shipped: Vec<(Feature, usize)> = Vec::new();
        for (&key, &row) in self.interner.keys.iter().zip(rows) {
            if let (Ok(key), true) = (Feature::try_from(key), row != DROPPED) {
                let start = row as usize * n_columns;
                if weights[start..start + n_columns].iter().any(|&weight| weight != 0.0) {
                    shipped.push((key, start));
                }
            }
        }
        shipped.sort_unstable();
        Trained {
            n_columns,
            features: shipped.iter().map(|&(key, _)| key).collect(),
            weights: shipped
                .iter()
                .flat_map(|&(_, start)| weights[start..start + n_columns].iter().copied())
                .collect(),
            transitions,
        }
    }
}

/// Numbers keys in order of first occurrence. Open addressing, at most half full.
#[derive(Debug, Default)]
struct Interner {
    slots: Vec<u32>,
    keys: Vec<u64>,
}

impl Interner {
    fn intern(&mut self, key: u64) -> u32 {
        if self.slots.len() <= self.keys.len() * 2 {
            self.slots = vec![DROPPED; (self.slots.len() * 2).max(1 << 16)];
            for id in 0..self.keys.len() {
                let slot = self.slot(self.keys[id]);
                self.slots[slot] = id as u32;
            }
        }
        let slot = self.slot(key);
        if self.slots[slot] == DROPPED {
            self.slots[slot] = self.keys.len() as u32;
            self.keys.push(key);
        }
        self.slots[slot]
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24) as usize & mask;
        while self.slots[at] != DROPPED && self.keys[self.slots[at] as usize] != key {
            at = (at + 1) & mask;
        }
        at
    }
}
