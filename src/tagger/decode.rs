//! The best label sequences: Viterbi.
//!
//! Time is tokens × edges, times k for the k best. Scores are summed in 32 bits: a sequence has at
//! most 100,000 tokens; a layer cuts longer ones. Ties go to the lower label, then to the better
//! rank of the label before.

use super::moves::{Move, Moves, NEVER, Ways};

/// A label sequence with its score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// In units of the weights.
    pub score: i32,
    /// One for each token.
    pub labels: Vec<u8>,
}

/// The labels of a set, rising.
#[inline]
fn labels_of(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let label = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(label)
    })
}

/// A sequence's scores and how labels follow each other.
struct Chain<'s> {
    moves: &'s Moves,
    scores: &'s [i32],
    n: usize,
}

impl<'s> Chain<'s> {
    fn new(moves: &'s Moves, scores: &'s [i32]) -> Self {
        Self { moves, scores, n: scores.len() / moves.n_columns.max(1) }
    }

    fn score(&self, at: usize, label: usize) -> i32 {
        self.scores[at * self.moves.n_columns + usize::from(self.moves.columns[label])]
    }

    /// A token's part of a table with a value for each token and label.
    fn of<'t>(&self, table: &'t [i32], at: usize) -> &'t [i32] {
        &table[at * self.moves.n_labels()..(at + 1) * self.moves.n_labels()]
    }

    /// The score of the best way to each token's labels.
    fn forward(&self) -> Vec<i32> {
        let moves = self.moves;
        let n_labels = moves.n_labels();
        let (mut one, mut other): (Ways, Ways) = ([NEVER; 256], [NEVER; 256]);
        let (mut before, mut now) = (&mut one, &mut other);
        let mut ways = Vec::with_capacity(self.n * n_labels);
        for (at, scores) in self.scores.chunks_exact(moves.n_columns.max(1)).enumerate() {
            if at == 0 {
                for (way, start) in now.iter_mut().zip(&moves.starts) {
                    *way = start.unwrap_or(NEVER);
                }
            } else {
                let (leader, others) = moves.followed(before);
                // If no source is reached, its score and `NEVER` must not overflow together.
                let score = before[leader].max(NEVER / 4 * 3);
                for (way, weight) in now.iter_mut().zip(&moves.wide_rows[leader]) {
                    *way = score + weight;
                }
                for from in labels_of(others) {
                    let score = before[from];
                    for &(to, weight) in &moves.wide[from] {
                        let way = &mut now[usize::from(to)];
                        *way = (*way).max(score + weight);
                    }
                }
                for (to, [(one, one_weight), (other, other_weight)]) in &moves.narrow {
                    now[usize::from(*to)] = (before[usize::from(*one)] + one_weight)
                        .max(before[usize::from(*other)] + other_weight);
                }
            }
            // What nothing leads to stays near `NEVER`.
            if moves.is_direct {
                for (way, score) in now.iter_mut().zip(scores) {
                    *way += score;
                }
            } else {
                for (way, &column) in now.iter_mut().zip(&moves.columns) {
                    *way += scores[usize::from(column)];
                }
            }
            ways.extend_from_slice(&now[..n_labels]);
            std::mem::swap(&mut before, &mut now);
        }
        ways
    }

    /// For each token, the labels on ways no worse than `least`, as a set, and the best score from
    /// behind each of them to the end.
    fn back(&self, ways: &[i32], least: i32) -> (Vec<u64>, Vec<i32>) {
        let n_labels = self.moves.n_labels();
        let mut sets = vec![0u64; self.n];
        let mut ahead = vec![NEVER; self.n * n_labels];
        for at in (0..self.n).rev() {
            let (here, behind) = ahead.split_at_mut((at + 1) * n_labels);
            let here = &mut here[at * n_labels..];
            let ways = self.of(ways, at);
            let mut set = 0;
            if at + 1 == self.n {
                for (label, (slot, end)) in here.iter_mut().zip(&self.moves.ends).enumerate() {
                    if let Some(weight) = end.filter(|weight| least <= ways[label] + weight) {
                        *slot = weight;
                        set |= 1 << label;
                    }
                }
            } else {
                for to in labels_of(sets[at + 1]) {
                    let own = behind[to] + self.score(at + 1, to);
                    for &(from, weight) in &self.moves.to[to] {
                        let from = usize::from(from);
                        if least - own <= ways[from] + weight {
                            here[from] = here[from].max(own + weight);
                            set |= 1 << from;
                        }
                    }
                }
            }
            sets[at] = set;
        }
        (sets, ahead)
    }
}

pub(super) fn best(moves: &Moves, scores: &[i32]) -> Vec<u8> {
    let chain = Chain::new(moves, scores);
    let Some(last) = chain.n.checked_sub(1) else { return Vec::new() };
    let ways = chain.forward();
    let (mut top, mut label) = (NEVER, 0);
    for (to, (way, end)) in chain.of(&ways, last).iter().zip(&moves.ends).enumerate() {
        if let Some(score) = end.map(|weight| way + weight).filter(|&score| top < score) {
            (top, label) = (score, to);
        }
    }
    let mut labels = vec![0u8; chain.n];
    labels[last] = label as u8;
    for at in (0..last).rev() {
        let ways_here = chain.of(&ways, at);
        let rest = chain.of(&ways, at + 1)[label] - chain.score(at + 1, label);
        let leads_there = |&&(from, weight): &&Move| ways_here[usize::from(from)] + weight == rest;
        label = moves.to[label].iter().find(leads_there).map_or(0, |&(from, _)| usize::from(from));
        labels[at] = label as u8;
    }
    labels
}

/// A way to come to a label: its score, and which step it goes on from.
#[derive(Clone, Copy)]
struct Step {
    score: i32,
    before: u32,
    label: u8,
}

/// The score of given labels; none where one may not follow another.
pub(super) fn path(moves: &Moves, scores: &[i32], labels: Vec<u8>) -> Option<Path> {
    let (first, last) = (usize::from(*labels.first()?), usize::from(*labels.last()?));
    let own = |at: usize, label: u8| {
        let column = usize::from(moves.columns[usize::from(label)]);
        scores[at * moves.n_columns + column]
    };
    let mut score = moves.starts[first]? + moves.ends[last]?;
    for (at, &label) in labels.iter().enumerate() {
        score += own(at, label);
        if let Some(before) = at.checked_sub(1).map(|before| labels[before]) {
            let mut ways = moves.to[usize::from(label)].iter();
            score += ways.find(|(from, _)| *from == before)?.1;
        }
    }
    Some(Path { score, labels })
}

/// Looks forth and back first, so that only ways within `margin` of the best path are followed:
/// where the text leaves no doubt, that is one.
pub(super) fn k_best(moves: &Moves, scores: &[i32], k: usize, margin: i32) -> Vec<Path> {
    let chain = Chain::new(moves, scores);
    if chain.n == 0 || k == 0 {
        return Vec::new();
    }
    let ways = chain.forward();
    let last = chain.of(&ways, chain.n - 1).iter().zip(&moves.ends);
    let top = last.filter_map(|(way, end)| Some(way + (*end)?)).max().unwrap_or(NEVER);
    let least = top.saturating_sub(margin).max(NEVER / 2);
    let (sets, ahead) = chain.back(&ways, least);
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
            for &(from, weight) in moves.to[to].iter().filter(|(from, _)| sets[at - 1] >> from & 1 == 1) {
                let weight = weight + own;
                let from = before[usize::from(from)].clone();
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
        let Some(weight) = moves.ends[label] else { continue };
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
    use super::super::scheme::{Edge, Scheme};
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
        let moves = Moves::new(&scheme, &transitions);
        for seed in 0..40 {
            let scores = scores(1 + seed as usize % 6, seed);
            let all = all_paths(&scheme, &transitions, &scores);
            let labels = best(&moves, &scores);
            let found = all.iter().find(|path| path.labels == labels).expect("an allowed path");
            assert_eq!(found.score, all[0].score);
        }
        assert!(best(&moves, &[]).is_empty());
    }

    #[test]
    fn the_k_best_paths_are_those_of_trying_them_all() {
        let (scheme, transitions) = scheme();
        let moves = Moves::new(&scheme, &transitions);
        for seed in 0..40 {
            let scores = scores(1 + seed as usize % 6, seed);
            let all = all_paths(&scheme, &transitions, &scores);
            let found = k_best(&moves, &scores, 5, i32::MAX);
            let of = |paths: &[Path]| paths.iter().map(|path| path.score).collect::<Vec<_>>();
            assert_eq!(of(&found), of(&all[..all.len().min(5)]));
            assert!(found.iter().all(|path| all.contains(path)));
            assert_eq!(found[0].labels, best(&moves, &scores));
            let near = k_best(&moves, &scores, 5, 6);
            let within = found.iter().filter(|path| found[0].score <= path.score + 6).count();
            assert_eq!(near, found[..within]);
        }
    }
}
