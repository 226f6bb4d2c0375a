//! Forward–backward over one sequence, and the gradient that comes of it.
//!
//! The gradient of the log-likelihood is what the model expects under the allowed labels less what
//! it expects freely; whole labels are the case in which each token allows one.

#![allow(clippy::needless_range_loop, reason = "labels index four tables at once")]

use saidby::tagger::Scheme;

use super::ftrl::{NEGLIGIBLE, Table};
use super::sequences::{LabelSet, Sequence};

pub(super) struct Chain<'s> {
    scheme: &'s Scheme,
    n: usize,
    /// n × columns.
    scores: Vec<f32>,
    gradient: Vec<f32>,
    transition_gradient: Vec<f32>,
    /// n × labels.
    forward: Vec<f32>,
    backward: Vec<f32>,
    emissions: Vec<f32>,
    sums: Vec<f32>,
    factors: Vec<f32>,
}

impl<'s> Chain<'s> {
    pub(super) fn new(scheme: &'s Scheme) -> Self {
        let empty = Vec::new;
        Self {
            scheme,
            n: 0,
            scores: empty(),
            gradient: empty(),
            transition_gradient: empty(),
            forward: empty(),
            backward: empty(),
            emissions: empty(),
            sums: empty(),
            factors: empty(),
        }
    }

    /// Adds up the scores of each token and column.
    pub(super) fn score(&mut self, table: &Table, ids: &[u32], sequence: &Sequence) {
        let n_columns = table.n_columns();
        self.n = sequence.allowed.len();
        self.scores.clear();
        self.scores.resize(self.n * n_columns, 0.0);
        let mut start = 0;
        for (scores, &end) in self.scores.chunks_exact_mut(n_columns).zip(&sequence.ends) {
            for &row in &ids[start..end] {
                let Some(weights) = table.weights(row) else { continue };
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weight;
                }
            }
            start = end;
        }
    }

    /// Computes the gradient of the loss; gives the loss in nats, none if no path is allowed.
    pub(super) fn gradient(&mut self, table: &Table, allowed: &[LabelSet]) -> Option<f32> {
        let scheme = self.scheme;
        if self.n == 0 {
            return None;
        }
        self.factors.clear();
        self.factors.resize(scheme.n_transitions, 1.0);
        for (factor, weight) in self.factors.iter_mut().zip(&table.transitions) {
            *factor = weight.exp();
        }
        self.gradient.clear();
        self.gradient.resize(self.n * scheme.n_columns, 0.0);
        self.transition_gradient.clear();
        self.transition_gradient.resize(scheme.n_transitions, 0.0);
        let whole = allowed.iter().all(|set| set.0.count_ones() == 1);
        let gold = if whole { self.count_gold(table, allowed)? } else { self.expect(Some(allowed), -1.0)? };
        let all = self.expect(None, 1.0)?;
        Some((all - gold).max(0.0))
    }

    /// Takes the gold path from the gradient; gives its score.
    fn count_gold(&mut self, table: &Table, allowed: &[LabelSet]) -> Option<f32> {
        let scheme = self.scheme;
        let label = |at: usize| allowed[at].0.trailing_zeros() as usize;
        let mut score = 0.0;
        for at in 0..self.n {
            let cell = at * scheme.n_columns + usize::from(*scheme.columns.get(label(at))?);
            score += self.scores[cell];
            self.gradient[cell] -= 1.0;
            let weight = if at == 0 {
                scheme.starts[label(at)]?
            } else {
                scheme.edges_to(label(at)).iter().find(|e| usize::from(e.from) == label(at - 1))?.weight
            };
            let weights = [Some(weight), if at + 1 == self.n { Some(scheme.ends[label(at)]?) } else { None }];
            for weight in weights.into_iter().flatten() {
                self.transition_gradient[usize::from(weight)] -= 1.0;
                score += table.transitions.get(usize::from(weight)).unwrap_or(&0.0);
            }
        }
        Some(score)
    }

    /// Adds the expectation under the allowed labels `sign` times; gives the logarithm of the sum.
    fn expect(&mut self, allowed: Option<&[LabelSet]>, sign: f32) -> Option<f32> {
        let scheme = self.scheme;
        let (n, n_labels, n_columns) = (self.n, scheme.n_labels, scheme.n_columns);
        let factor = |factors: &[f32], weight: Option<u16>| weight.map_or(0.0, |w| factors[usize::from(w)]);
        for buffer in [&mut self.forward, &mut self.backward, &mut self.emissions] {
            buffer.clear();
            buffer.resize(n * n_labels, 0.0);
        }
        self.sums.clear();
        let mut log_sum = 0.0;
        for at in 0..n {
            let scores = &self.scores[at * n_columns..(at + 1) * n_columns];
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let emissions = &mut self.emissions[at * n_labels..(at + 1) * n_labels];
            for (label, emission) in emissions.iter_mut().enumerate() {
                if allowed.is_none_or(|sets| sets[at].contains(label as u8)) {
                    *emission = (scores[usize::from(scheme.columns[label])] - top).exp();
                }
            }
            let (before, here) = self.forward.split_at_mut(at * n_labels);
            let before = &before[at.saturating_sub(1) * n_labels..];
            let mut sum = 0.0;
            for to in 0..n_labels {
                if emissions[to] == 0.0 {
                    continue;
                }
                let ways: f32 = if at == 0 {
                    factor(&self.factors, scheme.starts[to])
                } else {
                    let way = |e: &saidby::tagger::Edge| {
                        before[usize::from(e.from)] * self.factors[usize::from(e.weight)]
                    };
                    scheme.edges_to(to).iter().map(way).sum()
                };
                here[to] = ways * emissions[to];
                sum += here[to];
            }
            if sum <= 0.0 || !sum.is_finite() {
                return None;
            }
            here[..n_labels].iter_mut().for_each(|value| *value /= sum);
            self.sums.push(sum);
            log_sum += sum.ln() + top;
        }
        let last = &self.forward[(n - 1) * n_labels..];
        let ends = (0..n_labels).map(|label| last[label] * factor(&self.factors, scheme.ends[label]));
        let end: f32 = ends.sum();
        if end <= 0.0 || !end.is_finite() {
            return None;
        }
        log_sum += end.ln();
        for label in 0..n_labels {
            self.backward[(n - 1) * n_labels + label] = factor(&self.factors, scheme.ends[label]) / end;
        }
        for at in (1..n).rev() {
            let (here, behind) = self.backward.split_at_mut(at * n_labels);
            let here = &mut here[(at - 1) * n_labels..];
            let before = &self.forward[(at - 1) * n_labels..at * n_labels];
            for to in 0..n_labels {
                let ahead = self.emissions[at * n_labels + to] * behind[to] / self.sums[at];
                if ahead == 0.0 {
                    continue;
                }
                for edge in scheme.edges_to(to) {
                    let way = self.factors[usize::from(edge.weight)] * ahead;
                    let from = usize::from(edge.from);
                    here[from] += way;
                    self.transition_gradient[usize::from(edge.weight)] += sign * before[from] * way;
                }
            }
        }
        for (at, token) in self.gradient.chunks_exact_mut(n_columns).enumerate() {
            for label in 0..n_labels {
                let cell = at * n_labels + label;
                let share = self.forward[cell] * self.backward[cell];
                token[usize::from(scheme.columns[label])] += sign * share;
            }
        }
        for label in 0..n_labels {
            if let Some(weight) = scheme.starts[label] {
                let share = self.forward[label] * self.backward[label];
                self.transition_gradient[usize::from(weight)] += sign * share;
            }
            if let Some(weight) = scheme.ends[label] {
                let cell = (n - 1) * n_labels + label;
                let share = self.forward[cell] * self.backward[cell];
                self.transition_gradient[usize::from(weight)] += sign * share;
            }
        }
        Some(log_sum)
    }

    /// Moves the weights along the gradient.
    pub(super) fn update(&mut self, table: &mut Table, ids: &[u32], sequence: &Sequence) {
        let mut start = 0;
        let mut columns = Vec::with_capacity(table.n_columns());
        for (gradient, &end) in self.gradient.chunks_exact(table.n_columns()).zip(&sequence.ends) {
            columns.clear();
            let steps = gradient.iter().map(|gradient| gradient * sequence.weight).enumerate();
            columns.extend(steps.filter(|(_, gradient)| NEGLIGIBLE < gradient.abs()));
            if !columns.is_empty() {
                for &row in &ids[start..end] {
                    table.update(row, &columns);
                }
            }
            start = end;
        }
        self.transition_gradient.iter_mut().for_each(|gradient| *gradient *= sequence.weight);
        table.update_transitions(&self.transition_gradient);
    }
}
