//! A whole attribution as its features see it.

use std::ops::Range;

use super::facts::{NO_RUN, Sign};
use super::features::{Prepared, distance_bin};
use super::labels::Parts;
use crate::order::Order;
use crate::tagger::pair;

/// Words that open a relative clause.
pub(super) const RELATIVES: [&str; 4] = ["who", "which", "that", "whose"];

/// An attribution with what all its features need.
pub(super) struct View<'a> {
    pub(super) prepared: &'a Prepared<'a, 'a>,
    pub(super) parts: &'a Parts,
    pub(super) order: u64,
    pub(super) gaps: u64,
    pub(super) kind: u64,
    /// The cue's words, and the one among them that reports best.
    pub(super) cue: u64,
    pub(super) head: u64,
    pub(super) head_bin: u64,
}

impl<'a> View<'a> {
    pub(super) fn new(prepared: &'a Prepared, parts: &'a Parts) -> Self {
        let items = prepared.items();
        let mut ranges: Vec<(Range<usize>, u64)> = Vec::new();
        ranges.extend(parts.source.clone().filter(|_| !parts.shares_source).map(|range| (range, 1)));
        ranges.extend(parts.cue.clone().map(|range| (range, 2)));
        ranges.extend(parts.content.iter().map(|range| (range.clone(), 3)));
        ranges.order_by_key(|(range, _)| range.start);
        let order =
            ranges.iter().take(6).fold(u64::from(parts.shares_source), |code, (_, role)| code * 4 + role);
        let gaps = ranges.windows(2).take(5).fold(order, |code, pair| {
            code * 4 + distance_bin((pair[1].0.start.saturating_sub(pair[0].0.end)) as u32).min(3)
        });
        let (mut n_quoted, mut n_all) = (0, 0);
        for item in parts.content.iter().flat_map(|range| &items[range.clone()]) {
            if item.own.sign == Sign::None {
                n_all += 1;
                n_quoted += u32::from(item.run != NO_RUN);
            }
        }
        let kind = if n_quoted == 0 { 0 } else { 1 + u64::from(n_quoted == n_all) };
        let cue_items = parts.cue.clone().map_or(&items[..0], |cue| &items[cue]);
        let cue =
            cue_items.iter().take(4).fold(cue_items.len().min(5) as u64, |code, item| pair(code, item.word));
        let head = cue_items.iter().max_by_key(|item| item.own.cue);
        Self {
            prepared,
            parts,
            order,
            gaps,
            kind,
            cue,
            head: head.map_or(0, |item| item.word),
            head_bin: head.map_or(0, |item| u64::from(item.own.cue)),
        }
    }

    pub(super) fn word(&self, at: usize, offset: isize) -> u64 {
        self.prepared.word(at, offset)
    }

    /// Words of a range, if there are at most four; otherwise how many.
    pub(super) fn words(&self, range: Range<usize>) -> u64 {
        let items = &self.prepared.items()[range];
        if 4 < items.len() {
            return distance_bin(items.len() as u32);
        }
        items.iter().fold(100, |code, item| pair(code, item.word))
    }
}
