//! Trains the judge of whole attributions, and measures it on articles that it has not seen.

mod examples;
mod bounds;

pub use examples::Examples;

use std::collections::BTreeMap;

use saidby::quote::Attribution;
use saidby::quote::facts::Facts;
use saidby::quote::judge::{Bounds, Judge, N_ACTS, N_COLUMNS, RIGHT, features};
use saidby::tagger::{Feature, Weights};

use crate::crf::Shuffle;
use examples::{Example, NOBODY};

/// Units of the weights to a nat.
const UNITS: u32 = 48;
/// Passes over the examples.
const EPOCHS: usize = 12;
/// Pulls weights to zero.
const L1: f32 = 2.5;
/// The step size.
const ALPHA: f32 = 0.06;
/// Features of fewer examples are left out.
const MIN_COUNT: u32 = 4;
/// The share of an example's features that a pass does without, where edges are judged: the features of
/// words and of their classes say much the same, and none may rely on the others.
const DROPOUT: f32 = 0.5;

/// Weights for each row.
pub struct Fit<'e> {
    rows: &'e BTreeMap<Feature, u32>,
    weights: Vec<[f32; N_COLUMNS]>,
}

/// Weights learned from known acts alone.
pub fn fit_known(examples: &Examples) -> Fit<'_> {
    fit(examples, None, 0.0)
}

/// Weights learned from all folds but one; each pass leaves out a share of an example's features.
fn fit(examples: &Examples, without: Option<usize>, dropout: f32) -> Fit<'_> {
    let n = examples.counts.len();
    let mut weights = vec![[0f32; N_COLUMNS]; n];
    let mut sums = vec![[0f32; N_COLUMNS]; n];
    let mut z = vec![[0f32; N_COLUMNS]; n];
    let mut squares = vec![[0f32; N_COLUMNS]; n];
    let mut order: Vec<&Example> =
        examples.examples.iter().filter(|example| Some(example.fold) != without).collect();
    let mut shuffle = Shuffle(11);
    let mut n_sums = 0f32;
    let mut rows: Vec<u32> = Vec::new();
    for epoch in 0..EPOCHS {
        shuffle.shuffle(&mut order);
        for example in &order {
            let common = example.rows.iter().filter(|&&row| MIN_COUNT <= examples.counts[row as usize]);
            rows.clear();
            rows.extend(common.filter(|_| dropout == 0.0 || dropout <= shuffle.share()));
            let mut scores = [0f32; N_COLUMNS];
            for &row in &rows {
                scores.iter_mut().zip(&weights[row as usize]).for_each(|(score, weight)| *score += weight);
            }
            let gradient = gradient(&scores, example);
            for &row in &rows {
                let row = row as usize;
                for column in 0..N_COLUMNS {
                    let gradient = gradient[column];
                    if gradient == 0.0 {
                        continue;
                    }
                    let root = squares[row][column].sqrt();
                    squares[row][column] += gradient * gradient;
                    let new_root = squares[row][column].sqrt();
                    z[row][column] += gradient - (new_root - root) / ALPHA * weights[row][column];
                    let pull = z[row][column];
                    weights[row][column] = if pull.abs() <= L1 {
                        0.0
                    } else {
                        (pull.signum() * L1 - pull) / ((1.0 + new_root) / ALPHA)
                    };
                }
            }
        }
        if EPOCHS <= 2 * epoch {
            n_sums += 1.0;
            for (sums, weights) in sums.iter_mut().zip(&weights) {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
            }
        }
    }
    sums.iter_mut().flatten().for_each(|sum| *sum *= (1.0 - dropout) / n_sums);
    Fit { rows: &examples.rows, weights: sums }
}

fn gradient(scores: &[f32; N_COLUMNS], example: &Example) -> [f32; N_COLUMNS] {
    let mut gradient = [0f32; N_COLUMNS];
    if let Some(act) = example.act {
        let shares = shares(scores);
        for column in 0..N_ACTS {
            gradient[column] = shares[column] - f32::from(u8::from(column == act));
        }
    }
    if let Some(right) = example.right {
        gradient[RIGHT] = logistic(scores[RIGHT]) - f32::from(u8::from(right));
    }
    gradient
}

impl Fit<'_> {
    fn scores(&self, rows: impl Iterator<Item = u32>) -> [f32; N_COLUMNS] {
        let mut scores = [0f32; N_COLUMNS];
        for row in rows {
            let weights = &self.weights[row as usize];
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    /// The probability that an attribution is nobody's.
    pub fn nobody(&self, facts: &Facts, attribution: &Attribution) -> f32 {
        let mut rows: Vec<u32> = Vec::new();
        features(facts, attribution, |key| rows.extend(self.rows.get(&key)));
        shares(&self.scores(rows.into_iter()))[NOBODY]
    }

    fn section(&self, bounds: Bounds, calibration: &[(u16, u16)]) -> Vec<u8> {
        let mut kept: Vec<(Feature, Vec<(u8, i8)>)> = Vec::new();
        for (&key, &row) in self.rows {
            let value = |weight: f32| (weight * UNITS as f32).round().clamp(-127.0, 127.0) as i8;
            let cells: Vec<(u8, i8)> = self.weights[row as usize]
                .iter()
                .zip(0u8..)
                .map(|(&weight, column)| (column, value(weight)))
                .filter(|(_, value)| 2 < value.unsigned_abs())
                .collect();
            if !cells.is_empty() {
                kept.push((key, cells));
            }
        }
        eprintln!("  judge: {} of {} features", kept.len(), self.rows.len());
        let weights = Weights::write(UNITS, N_COLUMNS as u16, &[], &kept);
        let mut bytes = Vec::new();
        Judge::write(bounds, calibration, &weights, &mut bytes);
        bytes
    }
}

/// A judge that shows everything: what it would judge is wanted as it is.
pub fn silent() -> Vec<u8> {
    let mut bytes = Vec::new();
    let weights = Weights::write(UNITS, N_COLUMNS as u16, &[], &[]);
    Judge::write(Bounds::default(), &[(0, 0), (1000, 1000)], &weights, &mut bytes);
    bytes
}

/// The judges that have not seen a fold, and the one that has seen all; prints how right they are
/// on what they have not seen.
pub fn learn(examples: &Examples, n_folds: usize) -> Vec<Vec<u8>> {
    let fits: Vec<Fit> = (0..n_folds).map(|fold| fit(examples, Some(fold), DROPOUT)).collect();
    let unseen: Vec<(&Example, [f32; N_COLUMNS])> = examples
        .examples
        .iter()
        .map(|example| {
            let fit = &fits[example.fold];
            let rows = example.rows.iter().copied();
            (example, fit.scores(rows.filter(|&row| MIN_COUNT <= examples.counts[row as usize])))
        })
        .collect();
    eprintln!(
        "  {} statements, proposed with half of the words and with right edges: {:?}",
        examples.n_statements, examples.n_found
    );
    bounds::print(&unseen);
    let calibration = bounds::calibrate(&unseen);
    let bounds = bounds::bounds(&unseen, examples, &calibration);
    let whole = fit(examples, None, DROPOUT);
    fits.iter().chain([&whole]).map(|fit| fit.section(bounds, &calibration)).collect()
}

/// The probabilities of the acts.
fn shares(scores: &[f32; N_COLUMNS]) -> [f32; N_ACTS] {
    let top = scores[..N_ACTS].iter().copied().fold(f32::MIN, f32::max);
    let mut shares = [0f32; N_ACTS];
    for (share, score) in shares.iter_mut().zip(scores) {
        *share = (score - top).exp();
    }
    let total: f32 = shares.iter().sum();
    shares.map(|share| share / total)
}

fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
