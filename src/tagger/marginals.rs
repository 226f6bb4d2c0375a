//! The probability of each label: forward–backward in fixed point.
//!
//! Logarithms are integers of 1/1024 nat; sums of probabilities go through two tables that are
//! computed from integers alone, so that results do not hang on a platform's `exp` and `ln`.

use super::scheme::Scheme;
use super::weights::Weights;

/// The probability one.
pub const ONE: u16 = 1 << 15;

const PER_NAT: i32 = 1024;
/// The tables go in steps of 1/64 nat.
const STEP: i32 = PER_NAT / 64;
const N_STEPS: usize = 64 * 12;
const NEVER: i32 = i32::MIN / 4;

/// e^-1/128 and e^-1/64 in units of 2^-32.
const HALF_STEP: u64 = 4_261_543_595;
const WHOLE_STEP: u64 = 4_228_380_000;

/// e^-x at the middle of each step, in units of 2^-32.
const fn exponentials() -> [u64; N_STEPS] {
    let mut table = [0; N_STEPS];
    let mut value = HALF_STEP;
    let mut at = 0;
    while at < N_STEPS {
        table[at] = value;
        value = (value * WHOLE_STEP + (1 << 31)) >> 32;
        at += 1;
    }
    table
}

const EXPONENTIALS: [u64; N_STEPS] = exponentials();

/// ln(1 + e^-x) at the middle of each step, in 1/1024 nat: the integral of 1 / (1 + e^x).
const fn log_sums() -> [i32; N_STEPS] {
    let mut table = [0; N_STEPS];
    let mut sum = 0u64;
    let mut at = N_STEPS;
    while 0 < at {
        at -= 1;
        let exponential = EXPONENTIALS[at];
        let slope = (exponential << 31) / ((1 << 32) + exponential);
        // `slope` is in 2^-31; a step is 16/1024 nat.
        table[at] = (((sum + slope / 2) * STEP as u64) >> 31) as i32;
        sum += slope;
    }
    table
}

const LOG_SUMS: [i32; N_STEPS] = log_sums();

/// ln(e^a + e^b).
#[inline]
fn log_add(a: i32, b: i32) -> i32 {
    let (high, low) = if a < b { (b, a) } else { (a, b) };
    let step = high.wrapping_sub(low) / STEP;
    high + LOG_SUMS.get(step as usize).copied().unwrap_or(0)
}

/// e^x for x of at most zero, as a share of [`ONE`].
fn exponential(x: i32) -> u16 {
    if x >= 0 {
        return ONE;
    }
    EXPONENTIALS.get((-x / STEP) as usize).map_or(0, |&value| (value >> 17) as u16)
}

/// The probability of each label at each token of a sequence.
#[derive(Clone, Debug)]
pub struct Marginals {
    n_labels: usize,
    logs: Vec<i32>,
}

impl Marginals {
    /// The probability of a label at a token, as a share of [`ONE`]; within one per cent of itself.
    pub fn of(&self, token: usize, label: usize) -> u16 {
        self.logs.get(token * self.n_labels + label).map_or(0, |&log| exponential(log))
    }
}

pub(super) fn marginals(scheme: &Scheme, weights: &Weights, scores: &[i32]) -> Marginals {
    let units = i64::from(weights.units_per_nat());
    let scale = |score: i32| (i64::from(score) * i64::from(PER_NAT) / units) as i32;
    let transitions: Vec<i32> = weights.transitions().iter().map(|&weight| scale(weight)).collect();
    let scores: Vec<i32> = scores.iter().map(|&score| scale(score)).collect();
    in_fixed_point(scheme, &transitions, &scores)
}

fn in_fixed_point(scheme: &Scheme, transitions: &[i32], scores: &[i32]) -> Marginals {
    let (n_labels, n_columns) = (scheme.n_labels, scheme.n_columns);
    let n = scores.len() / n_columns.max(1);
    let score = |at: usize, label: usize| scores[at * n_columns + usize::from(scheme.columns[label])];
    let weight = |weight: Option<u16>| weight.map_or(NEVER, |weight| transitions[usize::from(weight)]);
    let mut forward = vec![NEVER; n * n_labels];
    let mut backward = vec![NEVER; n * n_labels];
    for at in 0..n {
        for to in 0..n_labels {
            let mut sum = if at == 0 { weight(scheme.starts[to]) } else { NEVER };
            if 0 < at {
                for edge in scheme.edges_to(to) {
                    let before = forward[(at - 1) * n_labels + usize::from(edge.from)];
                    sum = log_add(sum, before + transitions[usize::from(edge.weight)]);
                }
            }
            forward[at * n_labels + to] = (sum + score(at, to)).max(NEVER);
        }
    }
    for at in (0..n).rev() {
        if at + 1 == n {
            for label in 0..n_labels {
                backward[at * n_labels + label] = weight(scheme.ends[label]);
            }
            continue;
        }
        let (here, behind) = backward.split_at_mut((at + 1) * n_labels);
        for edge in &scheme.edges {
            let to = usize::from(edge.to);
            let slot = &mut here[at * n_labels + usize::from(edge.from)];
            let way = behind[to] + score(at + 1, to) + transitions[usize::from(edge.weight)];
            *slot = log_add(*slot, way.max(NEVER));
        }
    }
    let mut logs = forward;
    for (log, backward) in logs.iter_mut().zip(&backward) {
        *log = (*log + backward).max(NEVER);
    }
    // The sum over labels is the same at every token but for rounding; each token has its own.
    for token in logs.chunks_mut(n_labels.max(1)) {
        let total = token.iter().fold(NEVER, |sum, &log| log_add(sum, log));
        for log in token {
            *log -= total;
        }
    }
    Marginals { n_labels, logs }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "what the tables are compared with")]
mod tests {
    use super::super::decode::tests::{all_paths, scheme, scores};
    use super::*;

    #[test]
    fn the_tables_are_those_of_exp_and_ln() {
        for at in 0..N_STEPS {
            let x = (at as f64 + 0.5) / 64.0;
            let exponential = EXPONENTIALS[at] as f64 / 4_294_967_296.0;
            assert!((exponential - (-x).exp()).abs() < 1e-6, "{at}");
            let log_sum = f64::from(LOG_SUMS[at]) / 1024.0;
            assert!((log_sum - (-x).exp().ln_1p()).abs() < 3e-3, "{at} {log_sum}");
        }
    }

    #[test]
    fn probabilities_are_those_of_trying_all_paths() {
        let (scheme, transitions) = scheme();
        let transitions: Vec<i32> = transitions.iter().map(|weight| weight * 200).collect();
        for seed in 0..30 {
            let n = 1 + seed as usize % 6;
            let scores: Vec<i32> = scores(n, seed).iter().map(|score| score * 200).collect();
            let all = all_paths(&scheme, &transitions, &scores);
            let share = |score: i32| (f64::from(score) / 1024.0).exp();
            let total: f64 = all.iter().map(|path| share(path.score)).sum();
            let found = in_fixed_point(&scheme, &transitions, &scores);
            for at in 0..n {
                for label in 0..4 {
                    let with = all.iter().filter(|path| path.labels[at] == label);
                    let expected = with.map(|path| share(path.score)).sum::<f64>() / total;
                    let share = f64::from(found.of(at, label as usize)) / f64::from(ONE);
                    assert!((share - expected).abs() < 0.02, "{seed} {at} {label}: {share} {expected}");
                }
            }
        }
    }
}
