//! Symbols, packed: each takes as many bits as it is rare in its context.
//!
//! A range asymmetric numeral system (rANS): the state is a number to which a symbol adds the logarithm
//! of its rarity; what the state has too much of goes into bytes. Weights and classes are small numbers
//! of which few are frequent, and what stands before one tells much of it: no compressor of bytes sees
//! that.

use super::error::ModelError;
use super::reader::{Reader, push_part, push_varint};

/// Shares of symbols are parts of 2 to the power of this.
const WHOLE_LOG: u32 = 12;
const WHOLE: u32 = 1 << WHOLE_LOG;
/// The state is at least this behind each symbol, and below 256 times as much.
const LEAST: u32 = 1 << 23;

/// The whole in so many steps is what a context says at once; a table of all its parts would not stay in
/// the nearest cache.
const STEPS: usize = 128;
const STEP_LOG: u32 = WHOLE_LOG - STEPS.ilog2();

/// A symbol of a context.
#[derive(Clone, Copy, Debug)]
struct Entry {
    symbol: u8,
    /// Where its share begins, and ends.
    start: u16,
    end: u16,
}

/// The symbols of a context.
#[derive(Clone, Debug)]
struct Context {
    /// Its first entry.
    first: usize,
    /// For the first part of each step the entry that has it, counted from the first one.
    of_step: [u8; STEPS],
}

/// Symbols as [`push_symbols`] packs them, front to back.
#[derive(Clone, Debug)]
pub struct Symbols<'m> {
    contexts: Vec<Context>,
    /// Of one context after the other, in order of their shares.
    entries: Vec<Entry>,
    state: u32,
    bytes: &'m [u8],
    is_damaged: bool,
}

impl Symbols<'_> {
    /// The next symbol, which was packed with this context; any one if the bytes are damaged, which
    /// [`Symbols::finish`] tells.
    // A call for each: see `PIECE`.
    #[inline(never)]
    pub fn take(&mut self, context: usize) -> u8 {
        self.take_inline(context)
    }

    /// The same, for loops that are called again and again themselves.
    #[inline(always)]
    pub fn take_inline(&mut self, context: usize) -> u8 {
        let part = self.state & (WHOLE - 1);
        let Some(Entry { symbol, start, end }) = self.entry(context, part) else {
            self.is_damaged = true;
            return 0;
        };
        let mut state = u32::from(end - start) * (self.state >> WHOLE_LOG) + part - u32::from(start);
        while state < LEAST {
            let Some((&byte, rest)) = self.bytes.split_first() else {
                self.is_damaged = true;
                return symbol;
            };
            self.bytes = rest;
            state = state << 8 | u32::from(byte);
        }
        self.state = state;
        symbol
    }

    /// The entry of a context that has a part of the whole.
    #[inline]
    fn entry(&self, context: usize, part: u32) -> Option<Entry> {
        let context = self.contexts.get(context)?;
        let mut at = context.first + usize::from(context.of_step[(part >> STEP_LOG) as usize]);
        loop {
            let entry = *self.entries.get(at)?;
            if part < u32::from(entry.end) {
                return Some(entry);
            }
            at += 1;
        }
    }

    /// Checks that all symbols have been taken, each with the context that it was packed with.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if not; `reader` is what they were read from.
    pub fn finish(self, reader: &Reader) -> Result<(), ModelError> {
        if self.is_damaged || self.state != LEAST || !self.bytes.is_empty() {
            return Err(reader.damaged("packed symbols", format!("others, {} bytes left", self.bytes.len())));
        }
        Ok(())
    }
}

impl<'m> Reader<'m> {
    /// The symbols that [`push_symbols`] has packed.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the shares of a context do not add up to the whole, or bytes are missing.
    pub fn symbols(&mut self) -> Result<Symbols<'m>, ModelError> {
        let n_contexts = self.u8()?;
        let mut contexts = Vec::with_capacity(usize::from(n_contexts) + 1);
        let mut entries = Vec::new();
        for _ in 0..=n_contexts {
            contexts.push(self.context(&mut entries)?);
        }
        let mut part = self.part()?;
        let state = part.u32()?;
        Ok(Symbols { contexts, entries, state, bytes: part.bytes(part.left())?, is_damaged: false })
    }

    /// The next context; its entries go to the end of all.
    fn context(&mut self, entries: &mut Vec<Entry>) -> Result<Context, ModelError> {
        let n_symbols = self.varint()?.min(256);
        // None of a context without symbols.
        let first = if n_symbols == 0 { usize::MAX / 2 } else { entries.len() };
        let (mut of_step, mut n_steps, mut sum) = ([0; STEPS], 0, 0);
        for number in 0..n_symbols {
            let (symbol, share) = (self.u8()?, self.varint()?.min(WHOLE) + 1);
            let (start, end) = (sum, sum + share);
            sum = end;
            if WHOLE < end {
                break;
            }
            entries.push(Entry { symbol, start: start as u16, end: end as u16 });
            let n_begun = (end as usize).div_ceil(1 << STEP_LOG);
            of_step[n_steps..n_begun].fill(number as u8);
            n_steps = n_begun;
        }
        if n_symbols != 0 && sum != WHOLE {
            return Err(self.damaged(format!("shares of {WHOLE} in all"), sum.to_string()));
        }
        Ok(Context { first, of_step })
    }
}

/// Appends symbols, each behind its context, as [`Reader::symbols`] reads them.
pub fn push_symbols(bytes: &mut Vec<u8>, symbols: &[(u8, u8)]) {
    let n_contexts = symbols.iter().map(|&(context, _)| context).max().unwrap_or_default();
    let mut counts = vec![[0u64; 256]; usize::from(n_contexts) + 1];
    for &(context, symbol) in symbols {
        counts[usize::from(context)][usize::from(symbol)] += 1;
    }
    bytes.push(n_contexts);
    let mut starts = vec![[(0u32, 0u32); 256]; counts.len()];
    for (counts, starts) in counts.iter().zip(&mut starts) {
        let shares = shares_of(counts);
        push_varint(bytes, shares.len() as u32);
        let mut start = 0;
        for (symbol, share) in shares {
            bytes.push(symbol);
            push_varint(bytes, share - 1);
            starts[usize::from(symbol)] = (start, share);
            start += share;
        }
    }
    let (mut state, mut packed) = (LEAST, Vec::new());
    for &(context, symbol) in symbols.iter().rev() {
        let (start, share) = starts[usize::from(context)][usize::from(symbol)];
        let most = u64::from(LEAST >> WHOLE_LOG << 8) * u64::from(share);
        while most <= u64::from(state) {
            packed.push(state as u8);
            state >>= 8;
        }
        state = ((state / share) << WHOLE_LOG) + state % share + start;
    }
    packed.reverse();
    let mut part = state.to_le_bytes().to_vec();
    part.extend(packed);
    push_part(bytes, &part);
}

/// The symbols that there are, the frequent ones first, each with its share of the whole.
fn shares_of(counts: &[u64; 256]) -> Vec<(u8, u32)> {
    let total = counts.iter().sum::<u64>().max(1);
    let share = |(symbol, &count): (usize, &u64)| {
        let share = (count * u64::from(WHOLE) / total).max(1) as u32;
        (0 < count).then_some((symbol as u8, share))
    };
    let mut shares: Vec<(u8, u32)> = counts.iter().enumerate().filter_map(share).collect();
    shares.sort_by_key(|&(symbol, share)| (std::cmp::Reverse(share), symbol));
    // What rounding left over or took too much is made up by the frequent ones.
    let mut sum = shares.iter().map(|&(_, share)| share).sum::<u32>();
    if let Some((_, share)) = shares.first_mut()
        && sum < WHOLE
    {
        *share += WHOLE - sum;
        sum = WHOLE;
    }
    while WHOLE < sum {
        for (_, share) in shares.iter_mut().filter(|(_, share)| 1 < *share) {
            let less = (sum - WHOLE).min(1);
            *share -= less;
            sum -= less;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(symbols: &[(u8, u8)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        push_symbols(&mut bytes, symbols);
        bytes
    }

    fn read_back(symbols: &[(u8, u8)], bytes: &[u8]) -> Result<bool, ModelError> {
        let mut reader = Reader::new("test", bytes);
        let mut read = reader.symbols()?;
        let are_same = symbols.iter().all(|&(context, symbol)| read.take(usize::from(context)) == symbol);
        read.finish(&reader)?;
        reader.finish()?;
        Ok(are_same)
    }

    fn samples() -> Vec<Vec<(u8, u8)>> {
        let any = |n: u32| (n.wrapping_mul(0x9e37_79b9) >> 16) as u8;
        vec![
            vec![],
            vec![(3, 200)],
            vec![(0, 7); 500],
            (0..3000).map(|n| ((n % 3) as u8, any(n) / (1 + n % 3) as u8 % 255)).collect(),
            (0..9000).map(|n| (0, if n % 50 == 0 { any(n) % 255 } else { 1 })).collect(),
        ]
    }

    #[test]
    fn symbols_are_read_back() {
        for symbols in samples() {
            assert_eq!(read_back(&symbols, &packed(&symbols)), Ok(true));
        }
    }

    #[test]
    fn symbols_cut_at_any_length_or_with_a_context_too_much_are_refused() {
        for symbols in samples() {
            let bytes = packed(&symbols);
            for length in (0..bytes.len()).rev().take(300) {
                assert!(read_back(&symbols, &bytes[..length]).is_err(), "{length}");
            }
            let mut reader = Reader::new("test", &bytes);
            let mut read = reader.symbols().expect("whole");
            read.take(200);
            assert!(read.finish(&reader).is_err());
        }
    }

    #[test]
    fn frequent_symbols_take_little_room() {
        let symbols: Vec<(u8, u8)> = (0..8000).map(|n| (0, u8::from(n % 16 == 0))).collect();
        // One in 16: 0.34 of a bit each by Shannon, and the table of shares.
        assert!(packed(&symbols).len() < 8000 * 40 / 100 / 8);
        let known: Vec<(u8, u8)> = (0..8000).map(|n| ((n % 4) as u8, (n % 4) as u8)).collect();
        assert!(packed(&known).len() < 40);
    }
}
