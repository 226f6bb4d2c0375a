//! Spans that may overlap in any way, as elements that nest.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A piece of an element that crosses no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fragment {
    /// Index of the element.
    pub element: usize,
    /// Its first code point.
    pub start: u32,
    /// The code point after its last.
    pub end: u32,
}

/// Cuts spans into fragments that nest, each within one of `blocks`; by block, outer ones first.
///
/// Of two spans with the same edges the earlier in the list is the outer one. An element that would cross the end
/// of the one it begins in is cut there. Blocks are in order and apart.
pub(super) fn nest(blocks: &[[u32; 2]], spans: &[(usize, [u32; 2])]) -> Vec<Vec<Fragment>> {
    let mut in_blocks: Vec<BinaryHeap<_>> = blocks.iter().map(|_| BinaryHeap::new()).collect();
    for (rank, &(element, [start, end])) in spans.iter().enumerate() {
        let first = blocks.partition_point(|block| block[1] <= start);
        for (block, heap) in
            blocks.iter().zip(&mut in_blocks).skip(first).take_while(|(block, _)| block[0] < end)
        {
            let (start, end) = (start.max(block[0]), end.min(block[1]));
            if start < end {
                heap.push(Reverse((start, Reverse(end), rank, element)));
            }
        }
    }
    let nested = in_blocks.into_iter().map(|mut heap| {
        let (mut fragments, mut open): (Vec<Fragment>, Vec<u32>) = (Vec::new(), Vec::new());
        while let Some(Reverse((start, Reverse(mut end), rank, element))) = heap.pop() {
            while open.pop_if(|outer| *outer <= start).is_some() {}
            if let Some(&outer) = open.last().filter(|&&outer| outer < end) {
                heap.push(Reverse((outer, Reverse(end), rank, element)));
                end = outer;
            }
            open.push(end);
            fragments.push(Fragment { element, start, end });
        }
        fragments
    });
    nested.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_crosses_is_cut_where_the_outer_one_ends() {
        let fragments = nest(&[[0, 10], [12, 20]], &[(0, [2, 6]), (1, [4, 15]), (2, [2, 6])]);
        let flat = |block: &[Fragment]| block.iter().map(|f| (f.element, f.start, f.end)).collect::<Vec<_>>();
        assert_eq!(flat(&fragments[0]), [(0, 2, 6), (2, 2, 6), (1, 4, 6), (1, 6, 10)]);
        assert_eq!(flat(&fragments[1]), [(1, 12, 15)]);
    }
}
