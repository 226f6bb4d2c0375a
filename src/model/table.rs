//! A table from keys to values that is searched, and made, without jumping about in memory.
//!
//! Keys are hashes. Each has a home, the slot at its share of the table's length; keys stand in
//! rising order, at home or as near behind it as there is room. So the table is made from sorted
//! keys front to back, and a search reads one place, whether the key is there or not.

use super::keys::PIECE;

/// How near to home most keys are.
const NEAR: usize = 4;
/// How many keys [`Table::each`] looks for at a time.
pub const BATCH: usize = 64;

/// Values by key; keys are hashes, spread equally over their 32 bits.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// Rising by key. Free slots repeat the entry behind them, so that a search can end at any.
    slots: Vec<(u32, V)>,
    n_homes: u32,
}

impl<V: Copy> Table<V> {
    /// A table of `n` entries, which must rise by key.
    pub fn new(n: usize, entries: impl IntoIterator<Item = (u32, V)>) -> Self {
        let mut table = Self::with_room(n);
        let mut entries = entries.into_iter();
        while table.extend(entries.by_ref().take(PIECE)) {}
        table
    }

    /// A table without entries, of which there will be `n`.
    pub fn with_room(n: usize) -> Self {
        // Two slots in three are taken.
        let n_homes = u32::try_from(n + n / 2).unwrap_or(u32::MAX).max(1);
        Self { slots: Vec::with_capacity(n_homes as usize + 16), n_homes }
    }

    /// Takes in a few entries more, which must rise by key and stand behind all others; false if there are none.
    // A call for each piece: see `PIECE`.
    #[inline(never)]
    pub fn extend(&mut self, entries: impl Iterator<Item = (u32, V)>) -> bool {
        let before = self.slots.len();
        for entry in entries {
            for _ in self.slots.len()..home(entry.0, self.n_homes) {
                self.slots.push(entry);
            }
            self.slots.push(entry);
        }
        before < self.slots.len()
    }

    /// The value of a key, if it has one.
    #[inline]
    pub fn get(&self, key: u32) -> Option<V> {
        let at = home(key, self.n_homes);
        let entry = self.entry(key, at, self.slots.get(at)?.0)?;
        (entry.0 == key).then_some(entry.1)
    }

    /// Calls `act` for each of at most [`BATCH`] keys with whether it has a value, and that value or
    /// another one; keys behind the last may be left out. `firsts` is room to work in.
    ///
    /// Hardly ever branches on what it finds, and touches the homes of all keys before it looks
    /// there, so that the memory accesses for them overlap.
    #[inline]
    pub fn each(&self, keys: &[u32], firsts: &mut [u32; BATCH], mut act: impl FnMut(bool, V)) {
        for (first, &key) in firsts.iter_mut().zip(keys) {
            *first = self.slots.get(home(key, self.n_homes)).map_or(0, |slot| slot.0);
        }
        for (&key, &mut first) in keys.iter().zip(firsts) {
            if let Some((found, value)) = self.entry(key, home(key, self.n_homes), first) {
                act(found == key, value);
            }
        }
    }

    /// The first entry from slot `at` on that is not before the key; `first` is that slot's key.
    #[inline]
    fn entry(&self, key: u32, at: usize, first: u32) -> Option<(u32, V)> {
        let near = self.slots.get(at..).and_then(|slots| slots.first_chunk::<NEAR>());
        let Some(near) = near.filter(|near| key <= near[NEAR - 1].0) else { return self.search(key, at) };
        let before = usize::from(first < key) + usize::from(near[1].0 < key) + usize::from(near[2].0 < key);
        Some(near[before])
    }

    #[cold]
    fn search(&self, key: u32, from: usize) -> Option<(u32, V)> {
        self.slots.get(from..)?.iter().find(|&&(found, _)| key <= found).copied()
    }
}

#[inline]
fn home(key: u32, n_homes: u32) -> usize {
    ((u64::from(key) * u64::from(n_homes)) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(keys: &[u32], absent: impl Iterator<Item = u32>) {
        let table = Table::new(keys.len(), keys.iter().map(|&key| (key, !key)));
        for &key in keys {
            assert_eq!(table.get(key), Some(!key));
        }
        for key in absent.filter(|key| keys.binary_search(key).is_err()) {
            assert_eq!(table.get(key), None, "{key}");
        }
    }

    #[test]
    fn every_key_is_found_and_no_other() {
        check(&[], [0, 1, u32::MAX].into_iter());
        check(&[0], [1, u32::MAX].into_iter());
        check(&[u32::MAX], [0, u32::MAX - 1].into_iter());
        let mut spread: Vec<u32> = (0..5000u32).map(|n| n.wrapping_mul(0x9e37_79b9)).collect();
        spread.sort_unstable();
        check(&spread, (0..5000u32).map(|n| n.wrapping_mul(0x85eb_ca6b)));
        let near: Vec<u32> =
            spread.iter().flat_map(|&key| [key.wrapping_sub(1), key.wrapping_add(1)]).collect();
        check(&spread, near.into_iter());
    }

    #[test]
    fn keys_crowded_at_an_end_are_found_too() {
        let low: Vec<u32> = (0..300).collect();
        check(&low, 300..700);
        let high: Vec<u32> = (u32::MAX - 299..=u32::MAX).collect();
        check(&high, u32::MAX - 700..u32::MAX - 299);
    }
}
