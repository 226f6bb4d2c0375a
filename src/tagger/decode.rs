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
    let chain = Chain::new(scheme, transitions, scores);
    let Some(last) = chain.n.checked_sub(1) else { return Vec::new() };
    let ways = chain.forward();
    let (mut top, mut label) = (NEVER, 0);
    for (to, &score) in chain.of(&ways, last).iter().enumerate() {
        if let Some(weight) = scheme.ends[to] {
            let score = score + transitions[usize::from(weight)];
            if top < score {
                (top, label) = (score, to);
            }
        }
    }
    let mut labels = vec![0u8; chain.n];
    for at in (0..chain.n).rev() {
        labels[at] = label as u8;
        if 0 < at {
            let before = chain.of(&ways, at - 1);
            let rest = chain.of(&ways, at)[label] - chain.score(at, label);
            let leads_here =
                |edge: &&Edge| before[usize::from(edge.from)] + transitions[usize::from(edge.weight)] == rest;
            label = scheme.edges_to(label).iter().find(leads_here).map_or(0, |edge| usize::from(edge.from));
        }
    }
    labels
}

/// A sequence with all that its decoding needs.
struct Chain<'s> {
    scheme: &'s Scheme,
    transitions: &'s [i32],
    scores: &'s [i32],
    n: usize,
}

impl<'s> Chain<'s> {
    fn new(scheme: &'s Scheme, transitions: &'s [i32], scores: &'s [i32]) -> Self {
        Self { scheme, transitions, scores, n: scores.len() / scheme.n_columns.max(1) }
    }

    fn score(&self, at: usize, label: usize) -> i32 {
        self.scores[at * self.scheme.n_columns + usize::from(self.scheme.columns[label])]
    }

    /// A token's part of a table with a value for each token and label.
    fn of<'t>(&self, table: &'t [i32], at: usize) -> &'t [i32] {
        &table[at * self.scheme.n_labels..(at + 1) * self.scheme.n_labels]
    }

    /// The score of the best way to each token's labels.
    fn forward(&self) -> Vec<i32> {
        let scheme = self.scheme;
        let n_labels = scheme.n_labels;
        let mut ways = vec![NEVER; self.n * n_labels];
        for label in 0..n_labels {
            if let Some(weight) = scheme.starts[label] {
                ways[label] = self.transitions[usize::from(weight)] + self.score(0, label);
            }
        }
        let reach = Reach::new(scheme, self.transitions);
        for at in 1..self.n {
            let (before, now) = ways.split_at_mut(at * n_labels);
            let before = &before[(at - 1) * n_labels..];
            let now = &mut now[..n_labels];
            let (leader, bar) = reach.bar(before);
            for (from, &score) in before.iter().enumerate() {
                // What the leader reaches, it reaches with a better score than this label can.
                if score < bar && reach.targets[from] & !leader == 0 {
                    continue;
                }
                for &(to, weight) in reach.edges_from(from) {
                    let way = &mut now[usize::from(to)];
                    *way = (*way).max(score + weight);
                }
            }
            let scores = &self.scores[at * scheme.n_columns..(at + 1) * scheme.n_columns];
            for (way, &column) in now.iter_mut().zip(&scheme.columns) {
                if NEVER < *way {
                    *way += scores[usize::from(column)];
                }
            }
        }
        ways
    }
}

/// Which labels each label leads to, and how far transition weights lie apart.
///
/// Where one label stands out, which is at most tokens, the others need not be followed.
struct Reach {
    /// For each label the set of labels that may follow.
    targets: Vec<u64>,
    /// The labels that may follow a label, with what that weighs; label after label.
    edges: Vec<(u8, i32)>,
    /// For each label, where its edges end.
    ends: Vec<usize>,
    range: i32,
}

impl Reach {
    fn new(scheme: &Scheme, transitions: &[i32]) -> Self {
        let mut targets = vec![0u64; scheme.n_labels];
        let (mut low, mut high) = (i32::MAX, i32::MIN);
        let mut edges = Vec::with_capacity(scheme.edges_by_from.len());
        for edge in &scheme.edges_by_from {
            targets[usize::from(edge.from)] |= 1 << edge.to;
            let weight = transitions[usize::from(edge.weight)];
            edges.push((edge.to, weight));
            (low, high) = (low.min(weight), high.max(weight));
        }
        let ends = scheme.first_edge_from.iter().skip(1).map(|&end| usize::from(end)).collect();
        Self { targets, edges, ends, range: high.saturating_sub(low).max(0) }
    }

    fn edges_from(&self, label: usize) -> &[(u8, i32)] {
        let start = label.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.edges[start..self.ends[label]]
    }

    /// What the best label leads to, and the score below which a label cannot outdo it there.
    fn bar(&self, scores: &[i32]) -> (u64, i32) {
        let top = scores.iter().copied().max().unwrap_or(NEVER);
        let leader = scores.iter().position(|&score| score == top).unwrap_or_default();
        (self.targets[leader], top.saturating_sub(self.range))
    }
}

/// A way to come to a label: its score, and which step it goes on from.
#[derive(Clone, Copy)]
struct Step {
    score: i32,
    before: u32,
    label: u8,
}

/// For each token, the labels on ways no worse than `least`, as a set, and the best score from
/// behind each of them to the end.
fn ahead(chain: &Chain, ways: &[i32], least: i32) -> (Vec<u64>, Vec<i32>) {
    let (scheme, transitions) = (chain.scheme, chain.transitions);
    let mut sets = vec![0u64; chain.n];
    let mut ahead = vec![NEVER; chain.n * scheme.n_labels];
    for at in (0..chain.n).rev() {
        let (here, behind) = ahead.split_at_mut((at + 1) * scheme.n_labels);
        let here = &mut here[at * scheme.n_labels..];
        if at + 1 == chain.n {
            for (slot, weight) in here.iter_mut().zip(&scheme.ends) {
                *slot = weight.map_or(NEVER, |weight| transitions[usize::from(weight)]);
            }
        } else {
            for to in labels_of(sets[at + 1]) {
                let own = behind[to] + chain.score(at + 1, to);
                for edge in scheme.edges_to(to) {
                    let slot = &mut here[usize::from(edge.from)];
                    *slot = (*slot).max(own + transitions[usize::from(edge.weight)]);
                }
            }
        }
        for (label, (&way, &slot)) in chain.of(ways, at).iter().zip(&*here).enumerate() {
            let is_near = NEVER / 2 < way.min(slot) && least <= way + slot;
            sets[at] |= u64::from(is_near) << label;
        }
    }
    (sets, ahead)
}

/// The labels of a set, rising.
fn labels_of(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let label = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(label)
    })
}

/// Looks forth and back first, so that only ways within `margin` of the best path are followed:
/// where the text leaves no doubt, that is one.
pub(super) fn k_best(
    scheme: &Scheme,
    transitions: &[i32],
    scores: &[i32],
    k: usize,
    margin: i32,
) -> Vec<Path> {
    let chain = Chain::new(scheme, transitions, scores);
    if chain.n == 0 || k == 0 {
        return Vec::new();
    }
    let ways = chain.forward();
    let end = |label: usize| scheme.ends[label].map(|weight| transitions[usize::from(weight)]);
    let last = chain.of(&ways, chain.n - 1).iter().enumerate();
    let top = last.filter_map(|(label, way)| Some(way + end(label)?)).max().unwrap_or(NEVER);
    let least = top.saturating_sub(margin).max(NEVER / 2);
    let (sets, ahead) = ahead(&chain, &ways, least);
    let mut steps: Vec<Step> = Vec::with_capacity(chain.n * 2);
    // For each label, where the steps of the token before end; those of one label stand together.
    let (mut before, mut now) = ([const { 0..0 }; 64], [const { 0..0 }; 64]);
    let mut best: Vec<Step> = Vec::with_capacity(k + 1);
    for label in labels_of(sets[0]) {
        before[label] = steps.len()..steps.len() + 1;
        steps.push(Step { score: ways[label], before: 0, label: label as u8 });
    }
    for at in 1..chain.n {
        for to in labels_of(sets[at]) {
            let least = least.saturating_sub(chain.of(&ahead, at)[to]);
            let own = chain.score(at, to);
            best.clear();
            for edge in scheme.edges_to(to).iter().filter(|edge| sets[at - 1] >> edge.from & 1 == 1) {
                let weight = transitions[usize::from(edge.weight)] + own;
                let from = before[usize::from(edge.from)].clone();
                for (number, step) in from.clone().zip(&steps[from]) {
                    let step = Step { score: step.score + weight, before: number as u32, label: to as u8 };
                    if step.score < least || !keep(&mut best, step, k) {
                        break;
                    }
                }
            }
            now[to] = steps.len()..steps.len() + best.len();
            steps.extend_from_slice(&best);
        }
        std::mem::swap(&mut before, &mut now);
    }
    let mut ends = Vec::new();
    for label in labels_of(sets[chain.n - 1]) {
        let Some(weight) = end(label) else { continue };
        let last = before[label].clone();
        for (number, step) in last.clone().zip(&steps[last]) {
            let step = Step { score: step.score + weight, before: number as u32, label: 0 };
            if !keep(&mut ends, step, k) {
                break;
            }
        }
    }
    let trace = |end: &Step| {
        let mut labels = vec![0u8; chain.n];
        let mut before = end.before;
        for label in labels.iter_mut().rev() {
            let step = steps[before as usize];
            (*label, before) = (step.label, step.before);
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
