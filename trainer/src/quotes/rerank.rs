//! Trains the reranker on the paths of chains that have not seen the article.

use std::collections::BTreeMap;
use std::ops::Range;

use saidby::model::Reader;
use saidby::quote::features::Prepared;
use saidby::quote::labels::{self, Parts};
use saidby::quote::rerank::Reranker;
use saidby::quote::whole::features;
use saidby::tagger::{Feature, Tagger, Weights, pair};

use crate::crf::Shuffle;

/// Paths looked at in training.
const N_PATHS: usize = 16;
/// What an attribution must be worth. The judge looks at each once more, so this is low.
const WORTH: f32 = 0.25;
/// How sharply better paths are preferred.
const TEMPERATURE: f32 = 0.2;

/// A sequence's paths with their features and how good they are.
struct Choice {
    /// For each path: nats below the best, its attributions, how good it is.
    paths: Vec<(f32, Vec<usize>, f32)>,
    /// Feature rows of each distinct attribution.
    attributions: Vec<Vec<u32>>,
    /// What it counts.
    weight: f32,
    /// The part of the articles that it is from.
    fold: usize,
}

/// Collects choices and learns from them.
#[derive(Default)]
pub struct Trainer {
    rows: BTreeMap<Feature, u32>,
    counts: Vec<u32>,
    choices: Vec<Choice>,
}

impl Trainer {
    /// Adds a sequence: its best paths by `tagger`, what is marked in it, the number of words of each
    /// item, and what the sequence counts.
    pub fn add(
        &mut self,
        tagger: &Tagger,
        prepared: &Prepared,
        gold: &[Parts],
        n_words: &[u32],
        weight: f32,
        fold: usize,
    ) {
        let units = tagger.weights.units_per_nat();
        let paths = saidby::quote::paths(tagger, prepared, N_PATHS);
        if paths.len() < 2 {
            return;
        }
        let units = units as f32;
        let top = paths[0].score;
        let mut known: Vec<Parts> = Vec::new();
        let mut choice = Choice { paths: Vec::new(), attributions: Vec::new(), weight, fold };
        for path in &paths {
            let found = labels::decode(&path.labels);
            let reward = reward(&found, gold, n_words);
            let mut members = Vec::new();
            for parts in found {
                let at = known.iter().position(|other| *other == parts).unwrap_or_else(|| {
                    let mut rows = Vec::new();
                    features(prepared, &parts, &mut |key| rows.push(self.row(key)));
                    choice.attributions.push(rows);
                    known.push(parts);
                    known.len() - 1
                });
                members.push(at);
            }
            choice.paths.push(((path.score - top) as f32 / units, members, reward));
        }
        self.choices.push(choice);
    }

    fn row(&mut self, key: Feature) -> u32 {
        let next = self.rows.len() as u32;
        let row = *self.rows.entry(key).or_insert(next);
        if row == next {
            self.counts.push(0);
        }
        self.counts[row as usize] += 1;
        row
    }

    /// Leaves out features that fewer attributions have.
    pub fn prune(&mut self, min_count: u32) {
        for choice in &mut self.choices {
            for rows in &mut choice.attributions {
                rows.retain(|&row| min_count <= self.counts[row as usize]);
            }
        }
    }

    /// A number for all that the reranker learns from: other choices have another one.
    pub fn digest(&self) -> u64 {
        let of_choice = |choice: &Choice| {
            let rows =
                choice.attributions.iter().flatten().fold(0, |digest, &row| pair(digest, u64::from(row)));
            let weight = pair(rows, u64::from(choice.weight.to_bits()));
            choice.paths.iter().fold(weight, |digest, (below, members, reward)| {
                let path = pair(u64::from(below.to_bits()), u64::from(reward.to_bits()));
                pair(digest, members.iter().fold(path, |digest, &at| pair(digest, at as u64)))
            })
        };
        self.choices.iter().map(of_choice).fold(self.rows.len() as u64, pair)
    }

    /// The reranker's part of the section, learned from all folds but one.
    pub fn fit(&self, l1: f32, epochs: usize, without: Option<usize>) -> Vec<u8> {
        let n = self.counts.len();
        let mut w = vec![0f32; n];
        let mut z = vec![0f32; n];
        let mut squares = vec![0f32; n];
        let mut sums = vec![0f32; n];
        let (mut chain, mut chain_square) = (1.0f32, 1.0f32);
        let mut shuffle = Shuffle(7);
        let mut n_sums = 0;
        let alpha = 0.08;
        let mut choices: Vec<&Choice> =
            self.choices.iter().filter(|choice| Some(choice.fold) != without).collect();
        for epoch in 0..epochs {
            shuffle.shuffle(&mut choices);
            let mut gain = 0f64;
            for choice in &choices {
                let own: Vec<f32> = choice
                    .attributions
                    .iter()
                    .map(|rows| rows.iter().map(|&row| w[row as usize]).sum())
                    .collect();
                let scores: Vec<f32> = choice
                    .paths
                    .iter()
                    .map(|(below, members, _)| chain * below + members.iter().map(|&at| own[at]).sum::<f32>())
                    .collect();
                let top = scores.iter().copied().fold(f32::MIN, f32::max);
                let total: f32 = scores.iter().map(|score| (score - top).exp()).sum();
                // What the paths would weigh if the better ones had been preferred.
                let hoped: Vec<f32> = scores
                    .iter()
                    .zip(&choice.paths)
                    .map(|(score, path)| score + path.2 / TEMPERATURE)
                    .collect();
                let hoped_top = hoped.iter().copied().fold(f32::MIN, f32::max);
                let hoped_total: f32 = hoped.iter().map(|score| (score - hoped_top).exp()).sum();
                let mut gradient = vec![0f32; own.len()];
                let mut chain_gradient = 0.0;
                for ((score, hoped), (below, members, reward)) in scores.iter().zip(&hoped).zip(&choice.paths)
                {
                    let share = (score - top).exp() / total;
                    let target = (hoped - hoped_top).exp() / hoped_total;
                    gain += f64::from(share * reward);
                    let excess = choice.weight * (share - target);
                    for &at in members {
                        gradient[at] += excess;
                    }
                    chain_gradient += excess * below;
                }
                for (rows, gradient) in choice.attributions.iter().zip(gradient) {
                    if gradient.abs() < 1e-3 {
                        continue;
                    }
                    for &row in rows {
                        let row = row as usize;
                        let root = squares[row].sqrt();
                        squares[row] += gradient * gradient;
                        let new_root = squares[row].sqrt();
                        z[row] += gradient - (new_root - root) / alpha * w[row];
                        w[row] = if z[row].abs() <= l1 {
                            0.0
                        } else {
                            (z[row].signum() * l1 - z[row]) / ((1.0 + new_root) / alpha)
                        };
                    }
                }
                chain_square += chain_gradient * chain_gradient;
                chain = (chain - 0.02 * chain_gradient / chain_square.sqrt()).max(0.05);
            }
            if epoch * 2 >= epochs {
                sums.iter_mut().zip(&w).for_each(|(sum, w)| *sum += w);
                n_sums += 1;
            }
            if epoch + 1 == epochs || epoch == 0 {
                let n = choices.len() as f64;
                eprintln!("  reranker pass {}: {:.4} gained a choice, chain {chain:.3}", epoch + 1, gain / n);
            }
        }
        const UNITS: u32 = 48;
        let mut kept: Vec<(Feature, Vec<(u8, i8)>)> = Vec::new();
        for (&key, &row) in &self.rows {
            let weight = sums[row as usize] / n_sums as f32;
            let value = (weight * UNITS as f32).round().clamp(-127.0, 127.0) as i8;
            if 1 < value.unsigned_abs() {
                kept.push((key, vec![(0, value)]));
            }
        }
        eprintln!("  reranker: {} of {} features", kept.len(), self.rows.len());
        let mut bytes = Vec::new();
        Reranker::write((chain * 256.0).round() as i16, &Weights::write(UNITS, 1, &[], &kept), &mut bytes);
        bytes
    }
}

/// How good a path is: a share for each attribution that people marked too, less what each costs.
fn reward(found: &[Parts], gold: &[Parts], n_words: &[u32]) -> f32 {
    let count = |range: Range<usize>| n_words[range].iter().sum::<u32>() as f32;
    let size = |parts: &Parts| parts.content.iter().map(|range| count(range.clone())).sum::<f32>();
    let mut pairs = Vec::new();
    for (at, parts) in found.iter().enumerate() {
        for (number, gold) in gold.iter().enumerate() {
            let common: f32 = parts
                .content
                .iter()
                .flat_map(|a| gold.content.iter().map(move |b| a.start.max(b.start)..a.end.min(b.end)))
                .filter(|range| range.start < range.end)
                .map(count)
                .sum();
            let whole = size(parts) + size(gold) - common;
            if 0.0 < common && whole <= common * 2.0 {
                pairs.push((common / whole, at, number));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut matched) = (vec![false; found.len()], vec![false; gold.len()]);
    let mut sum = -WORTH * found.len() as f32;
    for (jaccard, at, number) in pairs {
        if used[at] || matched[number] {
            continue;
        }
        (used[at], matched[number]) = (true, true);
        let source = match (&found[at].source, &gold[number].source) {
            (None, None) => 1.0,
            (Some(a), Some(b)) if a == b => 1.0,
            (Some(a), Some(b)) if a.start < b.end && b.start < a.end => 0.8,
            _ => 0.0,
        };
        let cue = f32::from(u8::from(found[at].cue == gold[number].cue));
        // From here on a reader takes the edges for right.
        let right = f32::from(u8::from(0.8 <= jaccard));
        sum += 0.25 + 0.15 * jaccard + 0.3 * right + 0.2 * source + 0.1 * cue;
    }
    sum
}

/// The chain that a section's part holds.
pub fn chain(part: &[u8]) -> Tagger {
    Tagger::read(labels::scheme(), &mut Reader::new("chain", part)).expect("just written")
}
