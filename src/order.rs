//! A stable sort that is compiled once.
//!
//! Those of the standard library are compiled anew for every type and key, six kilobytes each: in the
//! page's module they were a sixth of all code. Lists here are short, or in order already; where many
//! numbers are sorted in a tight place, the standard library's are right.

/// Up to so many items are put in order where they stand.
const SHORT: usize = 20;

/// Slices that can be sorted.
pub trait Order<T> {
    /// Sorts by a key; items with the same key stay as they stand. The key is asked for at each
    /// comparison: n log n times.
    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// Sorts by the items themselves.
    fn order(&mut self)
    where
        T: Ord;
}

impl<T> Order<T> for [T] {
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        put_in_order(self, |one, next| key(one) <= key(next));
    }

    fn order(&mut self)
    where
        T: Ord,
    {
        put_in_order(self, |one, next| one <= next);
    }
}

/// Sorts items of which `may_precede` tells whether one may stand before the next.
fn put_in_order<T>(items: &mut [T], mut may_precede: impl FnMut(&T, &T) -> bool) {
    if items.len() <= SHORT {
        for end in 1..items.len() {
            let mut at = end;
            while 0 < at && !may_precede(&items[at - 1], &items[at]) {
                items.swap(at - 1, at);
                at -= 1;
            }
        }
        return;
    }
    let mut order = order_of(items.len(), &mut |one, next| may_precede(&items[one], &items[next]));
    // Each round of exchanges takes the items of one cycle to their places.
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let next = std::mem::replace(&mut order[at], at as u32) as usize;
            if next == start {
                break;
            }
            items.swap(at, next);
            at = next;
        }
    }
}

/// The numbers of `n` items, below 2^32, in order; merges longer and longer runs.
fn order_of(n: usize, may_precede: &mut dyn FnMut(usize, usize) -> bool) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n as u32).collect();
    if (1..n).all(|at| may_precede(at - 1, at)) {
        return order;
    }
    let (mut merged, mut width) = (Vec::with_capacity(n), 1);
    while width < n {
        for run in order.chunks(2 * width) {
            let (mut one, mut other) = run.split_at(width.min(run.len()));
            while let (Some((&first, rest)), Some((&second, other_rest))) =
                (one.split_first(), other.split_first())
            {
                if may_precede(first as usize, second as usize) {
                    merged.push(first);
                    one = rest;
                } else {
                    merged.push(second);
                    other = other_rest;
                }
            }
            merged.extend_from_slice(one);
            merged.extend_from_slice(other);
        }
        std::mem::swap(&mut order, &mut merged);
        merged.clear();
        width *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_in_order_and_equal_ones_stay_as_they_stood() {
        for n in [0, 1, 2, 19, 20, 21, 40, 1000] {
            for spread in [1, 3, 2000] {
                let any = |at: usize| at.wrapping_mul(0x9e37_79b9) >> 7;
                let items: Vec<(usize, usize)> = (0..n).map(|at| (any(at) % spread, at)).collect();
                let (mut ordered, mut expected) = (items.clone(), items);
                ordered.order_by_key(|item| item.0);
                expected.sort_by_key(|item| item.0);
                assert_eq!(ordered, expected);
                ordered.reverse();
                ordered.order();
                expected.sort();
                assert_eq!(ordered, expected);
            }
        }
    }
}
