//! Word vectors by skip-gram with negative sampling, and the classes of any vectors by k-means.
//!
//! One thread and seeded random numbers: the same texts give the same classes.

use std::collections::BTreeMap;

use saidby::text::Document;

use crate::crf::Shuffle;

/// Size of a vector.
const N_DIMENSIONS: usize = 64;
const WINDOW: usize = 3;
const N_NEGATIVES: usize = 5;
const N_PASSES: usize = 4;
const RATE: f32 = 0.05;
/// Rounds of k-means.
const N_ROUNDS: usize = 12;
/// Words rarer than this have no vector.
const MIN_COUNT: u32 = 5;
/// Frequent words are passed over with a chance that grows above this share of the text.
const FREQUENT: f64 = 2e-4;

type Vector = [f32; N_DIMENSIONS];

/// Words with their vectors of unit length, the most frequent first.
pub(super) struct Vectors<const N: usize> {
    pub(super) words: Vec<String>,
    pub(super) vectors: Vec<[f32; N]>,
}

/// The sentences of a text as numbers of words; numbers are given by first occurrence.
#[derive(Default)]
pub(super) struct Texts {
    numbers: BTreeMap<String, u32>,
    counts: Vec<u32>,
    tokens: Vec<u32>,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text.
    pub(super) fn add(&mut self, text: &str) {
        let document = Document::new(text);
        let mut numbers = Vec::with_capacity(document.words.len());
        for word in &document.words {
            let number = match self.numbers.get(&word.lower) {
                Some(&number) => number,
                None => {
                    self.counts.push(0);
                    self.numbers.insert(word.lower.clone(), self.counts.len() as u32 - 1);
                    self.counts.len() as u32 - 1
                }
            };
            numbers.push(number);
        }
        for sentence in &document.sentences {
            for token in &document.tokens[sentence.tokens.clone()] {
                let number = numbers[token.word as usize];
                self.counts[number as usize] += 1;
                self.tokens.push(number);
            }
            self.ends.push(self.tokens.len() as u32);
        }
    }

    pub(super) fn n_tokens(&self) -> usize {
        self.tokens.len()
    }

    /// Learns the vectors.
    pub(super) fn learn(self) -> Vectors<N_DIMENSIONS> {
        let mut by_rank: Vec<(u32, &String)> = self
            .numbers
            .iter()
            .map(|(word, &number)| (number, word))
            .filter(|&(number, _)| MIN_COUNT <= self.counts[number as usize])
            .collect();
        by_rank.sort_by_key(|&(number, _)| (u32::MAX - self.counts[number as usize], number));
        let mut rank_of = vec![u32::MAX; self.counts.len()];
        for (rank, &(number, _)) in by_rank.iter().enumerate() {
            rank_of[number as usize] = rank as u32;
        }
        let counts: Vec<u32> = by_rank.iter().map(|&(number, _)| self.counts[number as usize]).collect();
        let words = by_rank.iter().map(|&(_, word)| word.clone()).collect();
        let mut skip_gram = SkipGram::new(&counts, self.tokens.len());
        let mut sentence = Vec::new();
        for pass in 0..N_PASSES {
            let mut start = 0;
            for &end in &self.ends {
                let end = end as usize;
                sentence.clear();
                let ranks = self.tokens[start..end].iter().map(|&number| rank_of[number as usize]);
                sentence.extend(ranks.filter(|&rank| rank != u32::MAX && skip_gram.keeps(rank)));
                let done = (pass * self.tokens.len() + start) as f32 / (N_PASSES * self.tokens.len()) as f32;
                skip_gram.learn(&sentence, RATE * (1.0 - done).max(0.01));
                start = end;
            }
        }
        let mut vectors = skip_gram.vectors;
        vectors.iter_mut().for_each(normalize);
        Vectors { words, vectors }
    }
}

struct SkipGram {
    vectors: Vec<Vector>,
    outputs: Vec<Vector>,
    keep: Vec<u64>,
    /// Words as often as count^0.75 demands.
    lottery: Vec<u32>,
    sigmoid: Vec<f32>,
    random: Shuffle,
}

impl SkipGram {
    fn new(counts: &[u32], n_tokens: usize) -> Self {
        let mut random = Shuffle(11);
        let mut start = || {
            let mut vector = [0.0; N_DIMENSIONS];
            for value in &mut vector {
                *value = ((random.next() >> 40) as f32 / (1 << 24) as f32 - 0.5) / N_DIMENSIONS as f32;
            }
            vector
        };
        let vectors = counts.iter().map(|_| start()).collect();
        let keep = counts.iter().map(|&count| {
            let share = f64::from(count) / n_tokens as f64 / FREQUENT;
            let chance = if share <= 1.0 { 1.0 } else { (share.sqrt() + 1.0) / share };
            (chance.min(1.0) * (1u64 << 32) as f64) as u64
        });
        let power = |count: u32| f64::from(count).powf(0.75);
        let total: f64 = counts.iter().map(|&count| power(count)).sum();
        let n_tickets = 1 << 20;
        let mut lottery = Vec::with_capacity(n_tickets);
        let mut sum = 0.0;
        for (rank, &count) in counts.iter().enumerate() {
            sum += power(count);
            let end = (sum / total * n_tickets as f64) as usize;
            while lottery.len() < end {
                lottery.push(rank as u32);
            }
        }
        Self {
            vectors,
            outputs: vec![[0.0; N_DIMENSIONS]; counts.len()],
            keep: keep.collect(),
            lottery,
            sigmoid: (0..1024).map(|at| 1.0 / (1.0 + (-(at as f32 - 511.5) / 85.25).exp())).collect(),
            random,
        }
    }

    fn keeps(&mut self, rank: u32) -> bool {
        (self.random.next() >> 32) < self.keep[rank as usize]
    }

    fn learn(&mut self, sentence: &[u32], rate: f32) {
        for (at, &word) in sentence.iter().enumerate() {
            let reach = 1 + (self.random.next() % WINDOW as u64) as usize;
            let first = at.saturating_sub(reach);
            let window = &sentence[first..(at + reach + 1).min(sentence.len())];
            for (other, &neighbor) in window.iter().enumerate() {
                if first + other != at {
                    self.step(neighbor, word, rate);
                }
            }
        }
    }

    fn step(&mut self, input: u32, target: u32, rate: f32) {
        let mut change = [0.0f32; N_DIMENSIONS];
        for number in 0..=N_NEGATIVES {
            let output = if number == 0 {
                target
            } else {
                self.lottery[(self.random.next() % self.lottery.len() as u64) as usize]
            };
            if 0 < number && output == target {
                continue;
            }
            let vector = &self.vectors[input as usize];
            let out = &mut self.outputs[output as usize];
            let product = dot(vector, out);
            let cell = (product * 85.25 + 511.5).clamp(0.0, 1023.0) as usize;
            let step = (f32::from(number == 0) - self.sigmoid[cell]) * rate;
            for d in 0..N_DIMENSIONS {
                change[d] += step * out[d];
                out[d] += step * vector[d];
            }
        }
        for (value, change) in self.vectors[input as usize].iter_mut().zip(change) {
            *value += change;
        }
    }
}

/// The product of two vectors, summed in eight lanes so that it is fast and always the same.
fn dot<const N: usize>(a: &[f32; N], b: &[f32; N]) -> f32 {
    let mut lanes = [0.0f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}

pub(super) fn normalize<const N: usize>(vector: &mut [f32; N]) {
    let length = dot(vector, vector).sqrt().max(1e-6);
    vector.iter_mut().for_each(|value| *value /= length);
}

impl<const N: usize> Vectors<N> {
    /// For each word its class among the first number of `sizes`; then for each of these classes its
    /// own class among the second number, and so on. Classes count from 0.
    pub(super) fn nested_classes(&self, sizes: &[usize]) -> Vec<Vec<usize>> {
        let mut levels: Vec<Vec<usize>> = Vec::new();
        let mut centers: Option<Vec<[f32; N]>> = None;
        for &size in sizes {
            let (classes, next) = k_means(centers.as_ref().unwrap_or(&self.vectors), size, N_ROUNDS);
            levels.push(classes);
            centers = Some(next);
        }
        levels
    }
}

/// Classes of unit vectors by angle, and the classes' centers.
fn k_means<const N: usize>(
    vectors: &[[f32; N]],
    n_classes: usize,
    n_rounds: usize,
) -> (Vec<usize>, Vec<[f32; N]>) {
    let n_classes = n_classes.min(vectors.len()).max(1);
    let mut random = Shuffle(5);
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    // The first centers are frequent words: rare ones lie at odds with everything.
    let frequent = (n_classes * 8).min(order.len());
    random.shuffle(&mut order[..frequent]);
    let mut centers: Vec<[f32; N]> = order.iter().take(n_classes).map(|&at| vectors[at]).collect();
    let mut classes = vec![0; vectors.len()];
    for _ in 0..n_rounds {
        for (class, vector) in classes.iter_mut().zip(vectors) {
            let mut best = f32::MIN;
            for (number, center) in centers.iter().enumerate() {
                let product = dot(vector, center);
                if best < product {
                    (best, *class) = (product, number);
                }
            }
        }
        let mut sums = vec![[0.0f32; N]; n_classes];
        let mut sizes = vec![0u32; n_classes];
        for (&class, vector) in classes.iter().zip(vectors) {
            sums[class].iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
            sizes[class] += 1;
        }
        for ((center, sum), size) in centers.iter_mut().zip(sums).zip(sizes) {
            if 0 < size {
                *center = sum;
                normalize(center);
            } else {
                *center = vectors[(random.next() % vectors.len() as u64) as usize];
            }
        }
    }
    (classes, centers)
}
