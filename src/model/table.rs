//! A table from keys to values that is quick to say "no".
//!
//! Most keys that are looked up are absent. A bitset of 256 KB, which stays in the cache, tells so
//! for nine of ten of them before the table is touched.

const BITSET_BITS: u32 = 21;

/// Values by key; keys are hashes, equally spread over their 32 bits.
#[derive(Clone, Debug)]
pub struct Table<V> {
    bitset: Vec<u64>,
    /// Open addressing, at most half full.
    slots: Vec<Option<(u32, V)>>,
}

impl<V: Copy> Table<V> {
    /// An empty table with room for `n` keys.
    pub fn with_capacity(n: usize) -> Self {
        Self {
            bitset: vec![0; 1 << (BITSET_BITS - 6)],
            slots: vec![None; (n * 2).next_power_of_two().max(2)],
        }
    }

    /// Leaves only keys that the bitset does not rule out.
    pub fn keep_likely(&self, keys: &mut Vec<u32>) {
        let mut n_kept = 0;
        for at in 0..keys.len() {
            let key = keys[at];
            let bit = key >> (32 - BITSET_BITS);
            let word = self.bitset.get((bit / 64) as usize).copied().unwrap_or_default();
            // Without a branch: which keys stay is hard to foretell.
            keys[n_kept] = key;
            n_kept += (word >> (bit % 64) & 1) as usize;
        }
        keys.truncate(n_kept);
    }

    /// The value of a key, if it has one.
    #[inline]
    pub fn get(&self, key: u32) -> Option<V> {
        let bit = key >> (32 - BITSET_BITS);
        let word = self.bitset.get((bit / 64) as usize)?;
        if word >> (bit % 64) & 1 == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        // The table is at most half full: an empty slot ends every search.
        while let Some((found, value)) = *self.slots.get(at)? {
            if found == key {
                return Some(value);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Gives a key a value. No more keys than the capacity may be given.
    pub fn insert(&mut self, key: u32, value: V) {
        let bit = key >> (32 - BITSET_BITS);
        self.bitset[(bit / 64) as usize] |= 1 << (bit % 64);
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].is_some_and(|(found, _)| found != key) {
            at = (at + 1) & mask;
        }
        self.slots[at] = Some((key, value));
    }
}
