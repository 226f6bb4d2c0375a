//! The best label sequences: Viterbi.
//!
//! Time is tokens × edges, times k for the k best. Scores are summed in 32 bits: a sequence has at
//! most 100,000 tokens; a layer cuts longer ones. Ties go to the lower label, then to the better
//! rank of the label before.

use super::scheme::{Edge, Scheme};

/// Stands for "impossible"; low enough for any sum of scores, high enough not to overflow.
const NEVER: i32 = i32::MIN / 2;

/// A label sequence with its score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// In units of the weights.
    pub score: i32,
    /// One for each token.
    pub labels: Vec<u8>,
}

pub(super) fn best(scheme: &Scheme, transitions: &[i32], scores: &[i32]) -> Vec<u8> {
    let (n_labels, n_columns) = (scheme.n_labels, scheme.n_columns);
    let n = scores.len() / n_columns.max(1);
    if n == 0 {
        return Vec::new();
    }
    let mut back = vec![0u8; n * n_labels];
    let mut last: Vec<i32> = vec![NEVER; n_labels];
    let mut now = last.clone();
    let reach = Reach::new(scheme, transitions);
    for label in 0..n_labels {
        if let Some(weight) = scheme.starts[label] {
            last[label] = transitions[usize::from(weight)] + scores[usize::from(scheme.columns[label])];
        }
    }
    for at in 1..n {
        let scores = &scores[at * n_columns..(at + 1) * n_columns];
        let back = &mut back[at * n_labels..(at + 1) * n_labels];
        now.fill(NEVER);
        let (leader, bar) = reach.bar(&last);
        for (from, &score) in last.iter().enumerate() {
            // What the leader reaches, it reaches with a better score than this label can.
            if score < bar && reach.targets[from] & !leader == 0 {
                continue;
            }
            for edge in reach.edges_from(from) {
                let score = score + transitions[usize::from(edge.weight)];
                let to = usize::from(edge.to);
                if now[to] < score {
                    (now[to], back[to]) = (score, edge.from);
                }
            }
        }
        for (score, &column) in now.iter_mut().zip(&scheme.columns) {
            if NEVER < *score {
                *score += scores[usize::from(column)];
            }
        }
        std::mem::swap(&mut last, &mut now);
    }
    let (mut top, mut label) = (NEVER, 0);
    for (to, &score) in last.iter().enumerate() {
        if let Some(weight) = scheme.ends[to] {
            let score = score + transitions[usize::from(weight)];
            if top < score {
                (top, label) = (score, to);
            }
        }
    }
    let mut labels = vec![0u8; n];
    for at in (0..n).rev() {
        labels[at] = label as u8;
        label = usize::from(back[at * n_labels + label]);
    }
    labels
}

/// Which labels each label leads to, and how far transition weights lie apart.
///
/// Where one label stands out, which is at most tokens, the others need not be followed.
struct Reach<'s> {
    scheme: &'s Scheme,
    /// For each label the set of labels that may follow.
    targets: Vec<u64>,
    range: i32,
}

impl<'s> Reach<'s> {
    fn new(scheme: &'s Scheme, transitions: &[i32]) -> Self {
        let mut targets = vec![0u64; scheme.n_labels];
        let (mut low, mut high) = (i32::MAX, i32::MIN);
        for edge in &scheme.edges_by_from {
            targets[usize::from(edge.from)] |= 1 << edge.to;
            let weight = transitions[usize::from(edge.weight)];
            (low, high) = (low.min(weight), high.max(weight));
        }
        Self { scheme, targets, range: high.saturating_sub(low).max(0) }
    }

    fn edges_from(&self, label: usize) -> &[Edge] {
        let first = |at: usize| self.scheme.first_edge_from.get(at).copied().unwrap_or_default() as usize;
        self.scheme.edges_by_from.get(first(label)..first(label + 1)).unwrap_or_default()
    }

    /// What the best label leads to, and the score below which a label cannot outdo it there.
    fn bar(&self, scores: &[i32]) -> (u64, i32) {
        let (mut leader, mut top) = (0, NEVER);
        for (label, &score) in scores.iter().enumerate() {
            if top < score {
                (leader, top) = (label, score);
            }
        }
        (self.targets[leader], top.saturating_sub(self.range))
    }
}

/// A way to come to a label: score, label before, its rank.
#[derive(Clone, Copy)]
struct Step {
    score: i32,
    from: u8,
    rank: u8,
}

/// The steps of all tokens; those of a token and label stand together, best first.
struct Steps {
    n_labels: usize,
    steps: Vec<Step>,
    ends: Vec<u32>,
}

impl Steps {
    fn of(&self, at: usize, label: usize) -> &[Step] {
        let cell = at * self.n_labels + label;
        let start = cell.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.steps[start as usize..self.ends[cell] as usize]
    }
}

/// The best score from behind each token and label to the end.
fn ahead(scheme: &Scheme, transitions: &[i32], scores: &[i32], n: usize) -> Vec<i32> {
    let (n_labels, n_columns) = (scheme.n_labels, scheme.n_columns);
    let mut ahead = vec![NEVER; n * n_labels];
    for (slot, weight) in ahead[(n - 1) * n_labels..].iter_mut().zip(&scheme.ends) {
        *slot = weight.map_or(NEVER, |weight| transitions[usize::from(weight)]);
    }
    for at in (1..n).rev() {
        let (here, behind) = ahead.split_at_mut(at * n_labels);
        let here = &mut here[(at - 1) * n_labels..];
        let scores = &scores[at * n_columns..(at + 1) * n_columns];
        for to in 0..n_labels {
            let own = behind[to] + scores[usize::from(scheme.columns[to])];
            for edge in scheme.edges_to(to) {
                let slot = &mut here[usize::from(edge.from)];
                *slot = (*slot).max(own + transitions[usize::from(edge.weight)]).max(NEVER);
            }
        }
    }
    ahead
}

/// Looks back from the end first, so that only ways within `margin` of the best path are followed:
/// where the text leaves no doubt, that is one.
pub(super) fn k_best(
    scheme: &Scheme,
    transitions: &[i32],
    scores: &[i32],
    k: usize,
    margin: i32,
) -> Vec<Path> {
    let (n_labels, n_columns) = (scheme.n_labels, scheme.n_columns);
    let n = scores.len() / n_columns.max(1);
    let k = k.min(255);
    if n == 0 || k == 0 {
        return Vec::new();
    }
    let ahead = ahead(scheme, transitions, scores, n);
    let column = |label: usize| usize::from(scheme.columns[label]);
    let start = |label: usize| {
        scheme.starts[label].map(|weight| transitions[usize::from(weight)] + scores[column(label)])
    };
    let top = (0..n_labels).filter_map(|label| Some(start(label)? + ahead[label])).max().unwrap_or(NEVER);
    let least = top.saturating_sub(margin).max(NEVER / 2);
    let mut all =
        Steps { n_labels, steps: Vec::with_capacity(n * 4), ends: Vec::with_capacity(n * n_labels) };
    let mut best: Vec<Step> = Vec::with_capacity(k + 1);
    for label in 0..n_labels {
        if let Some(score) = start(label).filter(|score| least <= score + ahead[label]) {
            all.steps.push(Step { score, from: 0, rank: 0 });
        }
        all.ends.push(all.steps.len() as u32);
    }
    for at in 1..n {
        for to in 0..n_labels {
            let least = least.saturating_sub(ahead[at * n_labels + to]);
            let own = scores[at * n_columns + column(to)];
            best.clear();
            for edge in scheme.edges_to(to) {
                let weight = transitions[usize::from(edge.weight)] + own;
                for (rank, step) in all.of(at - 1, usize::from(edge.from)).iter().enumerate() {
                    let step = Step { score: step.score + weight, from: edge.from, rank: rank as u8 };
                    if step.score < least || !keep(&mut best, step, k) {
                        break;
                    }
                }
            }
            all.steps.extend_from_slice(&best);
            all.ends.push(all.steps.len() as u32);
        }
    }
    let mut ends = Vec::new();
    for label in 0..n_labels {
        let Some(weight) = scheme.ends[label] else { continue };
        for (rank, step) in all.of(n - 1, label).iter().enumerate() {
            let score = step.score + transitions[usize::from(weight)];
            if !keep(&mut ends, Step { score, from: label as u8, rank: rank as u8 }, k) {
                break;
            }
        }
    }
    let trace = |end: &Step| {
        let mut labels = vec![0u8; n];
        let (mut label, mut rank) = (end.from, end.rank);
        for at in (0..n).rev() {
            labels[at] = label;
            let step = all.of(at, usize::from(label))[usize::from(rank)];
            (label, rank) = (step.from, step.rank);
        }
        Path { score: end.score, labels }
    };
    ends.iter().map(trace).collect()
}

/// Puts a step where it belongs among the k best; false if it is not one of them.
fn keep(best: &mut Vec<Step>, step: Step, k: usize) -> bool {
    let at = best.partition_point(|other| step.score <= other.score);
    if k <= at {
        return false;
    }
    best.insert(at, step);
    best.truncate(k);
    true
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Four labels in three columns; label 3 only after 1 or itself; 2 may not end.
    pub fn scheme() -> (Scheme, Vec<i32>) {
        let edges: Vec<Edge> = [(0, 0), (0, 1), (1, 2), (1, 3), (3, 3), (3, 0), (2, 0), (2, 1), (2, 3)]
            .iter()
            .enumerate()
            .map(|(n, &(from, to))| Edge { from, to, weight: n as u16 % 7 })
            .collect();
        let scheme = Scheme::new(&[0, 1, 2, 1], &edges, &[(0, 7), (1, 8)], &[(0, 9), (1, 9), (3, 10)]);
        (scheme, vec![3, -2, 9, 4, -7, 1, 0, 2, -3, 1, 5])
    }

    /// Scores that look random and are always the same.
    pub fn scores(n: usize, seed: u64) -> Vec<i32> {
        (0..n * 3).map(|at| (super::super::feature::pair(seed, at as u64) % 21) as i32 - 10).collect()
    }

    /// Every allowed path with its score, best first, ties in order of labels.
    pub fn all_paths(scheme: &Scheme, transitions: &[i32], scores: &[i32]) -> Vec<Path> {
        let n = scores.len() / scheme.n_columns;
        let mut paths = Vec::new();
        for code in 0..scheme.n_labels.pow(n as u32) {
            let labels: Vec<u8> =
                (0..n).map(|at| (code / scheme.n_labels.pow(at as u32) % scheme.n_labels) as u8).collect();
            let first = scheme.starts[labels[0] as usize];
            let last = scheme.ends[labels[n - 1] as usize];
            let (Some(first), Some(last)) = (first, last) else { continue };
            let mut score = transitions[first as usize] + transitions[last as usize];
            let mut possible = true;
            for at in 0..n {
                score += scores[at * scheme.n_columns + scheme.columns[labels[at] as usize] as usize];
                if 0 < at {
                    let edge = scheme.edges.iter().find(|e| e.from == labels[at - 1] && e.to == labels[at]);
                    possible &= edge.is_some();
                    score += edge.map_or(0, |e| transitions[e.weight as usize]);
                }
            }
            if possible {
                paths.push(Path { score, labels });
            }
        }
        paths.sort_by(|a, b| b.score.cmp(&a.score).then(a.labels.cmp(&b.labels)));
        paths
    }

    #[test]
    fn the_best_path_is_that_of_trying_them_all() {
        let (scheme, transitions) = scheme();
        for seed in 0..40 {
            let scores = scores(1 + seed as usize % 6, seed);
            let all = all_paths(&scheme, &transitions, &scores);
            let labels = best(&scheme, &transitions, &scores);
            let found = all.iter().find(|path| path.labels == labels).expect("an allowed path");
            assert_eq!(found.score, all[0].score);
        }
        assert!(best(&scheme, &transitions, &[]).is_empty());
    }

    #[test]
    fn the_k_best_paths_are_those_of_trying_them_all() {
        let (scheme, transitions) = scheme();
        for seed in 0..40 {
            let scores = scores(1 + seed as usize % 6, seed);
            let all = all_paths(&scheme, &transitions, &scores);
            let found = k_best(&scheme, &transitions, &scores, 5, i32::MAX);
            let of = |paths: &[Path]| paths.iter().map(|path| path.score).collect::<Vec<_>>();
            assert_eq!(of(&found), of(&all[..all.len().min(5)]));
            assert!(found.iter().all(|path| all.contains(path)));
            assert_eq!(found[0].labels, best(&scheme, &transitions, &scores));
            let near = k_best(&scheme, &transitions, &scores, 5, 6);
            let within = found.iter().filter(|path| found[0].score <= path.score + 6).count();
            assert_eq!(near, found[..within]);
        }
    }
}
