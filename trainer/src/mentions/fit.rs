//! A log-linear choice among candidates: examples in, weights out.

use std::collections::BTreeMap;

use saidby::coref::{AnaphorKind, N_KINDS, Ranker, UNITS};

use super::layer::{self, FloatLayer};

/// Passes over the examples.
const EPOCHS: usize = 6;
/// How often they are passed over, each time from nothing and in another order; the weights are the mean.
const N_SEEDS: u64 = 4;
/// The first of them whose weights are in the mean that is kept.
const AVERAGED_FROM: usize = 2;
/// The step of the first update; AdaGrad makes later ones smaller.
pub const RATE: f64 = 0.05;
/// Pulls weights towards 0.
pub const L2: f64 = 1e-3;
/// Features in fewer examples are left out.
const MIN_EXAMPLES: u32 = 5;
/// What weights are rounded to, in [`UNITS`]: finer steps weigh more in the file and choose no better.
const STEP: f64 = 12.0;
/// Parts of the examples for cross-validation.
pub const N_FOLDS: usize = 5;

/// A mention with the features of its options, and which of them are right.
pub struct Example {
    pub kind: AnaphorKind,
    /// The part of the cross-validation that it belongs to.
    pub fold: usize,
    pub options: Vec<Vec<u32>>,
    pub right: Vec<bool>,
    pub weight: f64,
    /// Of a quotation's speaker that people marked: what else is known.
    pub speaker: Option<KnownSpeaker>,
    /// Whether it is a role of which a reader was asked whom it stands for.
    pub is_asked: bool,
}

/// What is known of a speaker that people marked.
#[derive(Clone)]
pub struct KnownSpeaker {
    /// Which options a reader would take for right.
    pub fine: Vec<bool>,
    /// The mention and its options, for reading.
    pub line: String,
    pub names: Vec<String>,
}

impl Example {
    /// An example of a mention that is no speaker marked by people.
    pub fn new(
        kind: AnaphorKind,
        fold: usize,
        options: Vec<Vec<u32>>,
        right: Vec<bool>,
        weight: f64,
    ) -> Self {
        Self { kind, fold, options, right, weight, speaker: None, is_asked: false }
    }
}

/// Weights by feature.
pub type FeatureWeights = Vec<(u32, f64)>;

/// What is learned: weights by feature, and the layer of roles.
pub struct Fitted {
    weights: FeatureWeights,
    pub roles: FloatLayer,
}

/// Fits weights by maximum likelihood to the examples outside of a fold, and a layer of roles on top of them.
pub fn fit(examples: &[Example], without: Option<usize>) -> Fitted {
    let examples: Vec<&Example> = examples.iter().filter(|e| Some(e.fold) != without).collect();
    let mut weights = fit_weights(&examples);
    let roles = layer::fit(&examples, &mut weights);
    Fitted { weights, roles }
}

fn fit_weights(examples: &[&Example]) -> FeatureWeights {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for example in examples {
        let mut keys: Vec<u32> = example.options.iter().flatten().copied().collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let keys: Vec<u32> = counts.into_iter().filter(|(_, n)| MIN_EXAMPLES <= *n).map(|(key, _)| key).collect();
    let mut dense: Vec<(Vec<Vec<usize>>, &Example)> = examples
        .iter()
        .map(|example| {
            let index = |features: &Vec<u32>| -> Vec<usize> {
                features.iter().filter_map(|key| keys.binary_search(key).ok()).collect()
            };
            (example.options.iter().map(index).collect(), *example)
        })
        .collect();
    let mut sums = vec![0.0; keys.len()];
    for seed in 0..N_SEEDS {
        let mut weights = vec![0.0; keys.len()];
        let mut squares = vec![1e-6; keys.len()];
        let mut random = 0x9e37_79b9_7f4a_7c15_u64 ^ seed.wrapping_mul(0xd6e8_feb8_6659_fd93);
        for epoch in 0..EPOCHS {
            shuffle(&mut dense, &mut random);
            for (options, example) in &dense {
                step(options, example, &mut weights, &mut squares);
            }
            if AVERAGED_FROM <= epoch {
                sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
            }
        }
    }
    let n_averaged = (N_SEEDS as usize * (EPOCHS - AVERAGED_FROM)) as f64;
    keys.into_iter().zip(sums.into_iter().map(|sum| sum / n_averaged)).collect()
}

/// Another order, which mixes the corpora.
fn shuffle<T>(items: &mut [T], random: &mut u64) {
    for at in (1..items.len()).rev() {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, (*random >> 33) as usize % (at + 1));
    }
}

fn step(options: &[Vec<usize>], example: &Example, weights: &mut [f64], squares: &mut [f64]) {
    let scores: Vec<f64> = options.iter().map(|option| option.iter().map(|&f| weights[f]).sum()).collect();
    let all = softmax(&scores, |_| true);
    let right = softmax(&scores, |at| example.right[at]);
    for (at, option) in options.iter().enumerate() {
        let slope = (all[at] - right[at]) * example.weight;
        if slope == 0.0 {
            continue;
        }
        for &feature in option {
            let gradient = slope + L2 * weights[feature];
            squares[feature] += gradient * gradient;
            weights[feature] -= RATE * gradient / squares[feature].sqrt();
        }
    }
}

pub fn softmax(scores: &[f64], counts: impl Fn(usize) -> bool) -> Vec<f64> {
    let most = scores.iter().enumerate().filter(|(at, _)| counts(*at)).map(|(_, s)| *s);
    let most = most.fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = scores
        .iter()
        .enumerate()
        .map(|(at, score)| if counts(at) { (score - most).exp() } else { 0.0 })
        .collect();
    let total: f64 = shares.iter().sum();
    shares.iter().map(|share| share / total).collect()
}

impl Fitted {
    /// The weights as the core holds them; those that round to 0 are left out.
    pub fn quantized(&self) -> Vec<(u32, i16)> {
        let steps = |weight: f64| (weight * f64::from(UNITS) / STEP).round();
        let of = |weight: f64| (steps(weight) * STEP).clamp(-32000.0, 32000.0) as i16;
        let weights = self.weights.iter().map(|&(key, weight)| (key, of(weight)));
        weights.filter(|(_, weight)| *weight != 0).collect()
    }

    /// A ranker that believes its scores as they are.
    pub fn ranker(&self) -> Ranker {
        Ranker::new(&self.quantized(), self.roles.layer(), [256; N_KINDS], [0; 2])
    }
}

/// An example as a ranker that has not seen it sees it.
pub struct RankedMention {
    pub kind: AnaphorKind,
    /// In [`UNITS`].
    pub scores: Vec<i32>,
    pub right: Vec<bool>,
    pub speaker: Option<KnownSpeaker>,
    pub is_asked: bool,
}

impl RankedMention {
    pub fn of(example: &Example, ranker: &Ranker) -> Self {
        let scores = example.options.iter().map(|features| ranker.score(example.kind, features)).collect();
        Self {
            kind: example.kind,
            scores,
            right: example.right.clone(),
            speaker: example.speaker.clone(),
            is_asked: example.is_asked,
        }
    }

    pub fn is_source(&self) -> bool {
        self.speaker.is_some()
    }

    /// The option with the greatest score.
    pub fn best(&self) -> usize {
        let ranked = self.scores.iter().enumerate().map(|(at, score)| (*score, std::cmp::Reverse(at)));
        ranked.max().map_or(0, |(_, std::cmp::Reverse(at))| at)
    }

    /// Whether the best option is an entity, not "none of them".
    pub fn chooses(&self) -> bool {
        self.best() + 1 < self.scores.len()
    }

    pub fn is_right(&self) -> bool {
        self.right[self.best()]
    }

    /// Which options a reader would take for right.
    fn fine(&self) -> &[bool] {
        self.speaker.as_ref().map_or(&self.right, |speaker| &speaker.fine)
    }

    /// Whether a reader would take the best option for right.
    pub fn is_fine(&self) -> bool {
        self.fine()[self.best()]
    }

    /// The mention with the chosen and the right option, for reading.
    pub fn line(&self) -> String {
        let Some(speaker) = &self.speaker else { return String::new() };
        let named = |at: usize| format!("{} ({})", speaker.names[at], self.scores[at]);
        let right = self.right.iter().position(|right| *right).unwrap_or_default();
        format!("{} -> {}, right: {}", speaker.line, named(self.best()), named(right))
    }
}

/// Judges each example by weights fitted without its fold.
pub fn cross_validate(examples: &[Example]) -> Vec<RankedMention> {
    let mut judged = Vec::new();
    for fold in 0..N_FOLDS {
        let ranker = fit(examples, Some(fold)).ranker();
        judged.extend(examples.iter().filter(|e| e.fold == fold).map(|e| RankedMention::of(e, &ranker)));
    }
    judged
}

/// How much the scores of each kind are to be believed, in 1/256: the factor that makes the right
/// options of judged examples likeliest.
pub fn trust(judged: &[RankedMention]) -> [u16; N_KINDS] {
    let mut trust = [256; N_KINDS];
    for (kind, trust) in trust.iter_mut().enumerate() {
        // Of speakers only those that people marked: of others it may be known only who it is not.
        let counts =
            |judged: &&RankedMention| judged.speaker.is_some() || judged.kind < AnaphorKind::SourceName;
        let own: Vec<&RankedMention> =
            judged.iter().filter(|j| j.kind as usize == kind).filter(counts).collect();
        let loss = |factor: u16| -> f64 {
            own.iter()
                .map(|judged| {
                    let scale = f64::from(factor) / 256.0 / f64::from(UNITS);
                    let scores: Vec<f64> =
                        judged.scores.iter().map(|&score| f64::from(score) * scale).collect();
                    let right: f64 = softmax(&scores, |_| true)
                        .iter()
                        .zip(judged.fine())
                        .filter(|(_, r)| **r)
                        .map(|(p, _)| p)
                        .sum();
                    -right.max(1e-9).ln()
                })
                .sum()
        };
        let best = (32..=384).step_by(16).min_by(|&a, &b| loss(a).total_cmp(&loss(b)));
        *trust = best.filter(|_| 20 <= own.len()).unwrap_or(192);
    }
    trust
}
