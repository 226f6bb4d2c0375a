//! Fits the hidden layer of roles on top of the weights.
//!
//! The weights of what other kinds of mentions have in common with roles stay as they are; those of roles
//! alone go on moving with the layer. By gradient descent with AdaGrad, as the weights are.

use std::collections::{BTreeMap, BTreeSet};

use saidby::coref::{AnaphorKind, Layer, MENTIONS_SECTION, N_UNITS, ONE, Units};
use saidby::model::Reader;

use super::fit::{Example, FeatureWeights, L2, RATE, softmax};
use crate::crf::Shuffle;

/// Passes over the roles.
const EPOCHS: usize = 12;
/// The first whose numbers are in the mean that is kept.
const AVERAGED_FROM: usize = 4;
/// The step of the first update of the layer.
const LAYER_RATE: f64 = 0.05;
/// Pulls the layer's numbers towards 0.
const LAYER_L2: f64 = 1e-3;
/// Features of fewer roles have no numbers in the layer.
const MIN_ROLES: u32 = 80;

/// A layer as it is trained.
#[derive(Clone, Default)]
pub struct FloatLayer {
    rows: Vec<(u32, Units<f64>)>,
    bias: Units<f64>,
    weights: Units<f64>,
}

/// A number with the sum of its squared gradients.
#[derive(Clone, Copy)]
struct Moving {
    value: f64,
    squares: f64,
}

impl Moving {
    fn step(&mut self, gradient: f64, rate: f64) {
        self.squares += gradient * gradient;
        self.value -= rate * gradient / self.squares.sqrt();
    }
}

/// Fits a layer to the roles among examples, and goes on fitting the weights that roles alone have.
pub fn fit(examples: &[&Example], weights: &mut FeatureWeights) -> FloatLayer {
    let (roles, others): (Vec<&Example>, Vec<&Example>) =
        examples.iter().partition(|example| example.kind == AnaphorKind::Role);
    let common: BTreeSet<u32> =
        others.iter().flat_map(|example| example.options.iter().flatten()).copied().collect();
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for example in &roles {
        let keys: BTreeSet<u32> = example.options.iter().flatten().copied().collect();
        for key in keys.difference(&common) {
            *counts.entry(*key).or_default() += 1;
        }
    }
    let own: Vec<u32> = counts.iter().filter(|(_, n)| MIN_ROLES <= **n).map(|(key, _)| *key).collect();
    let mut trainee = Trainee::new(&own, weights, &common);
    let mut lessons: Vec<Lesson> = roles.iter().map(|example| trainee.lesson(example)).collect();
    let mut shuffle = Shuffle(1);
    let mut mean = FloatLayer::default();
    let mut sums = vec![0.0; trainee.weights.len()];
    mean.rows = own.iter().map(|&key| (key, [0.0; N_UNITS])).collect();
    for epoch in 0..EPOCHS {
        shuffle.shuffle(&mut lessons);
        for lesson in &lessons {
            trainee.learn(lesson);
        }
        if AVERAGED_FROM <= epoch {
            trainee.add_to(&mut mean, &mut sums);
        }
    }
    for (&at, &sum) in trainee.places.iter().zip(&sums) {
        weights[at].1 = sum / (EPOCHS - AVERAGED_FROM) as f64;
    }
    mean
}

/// A role with the places of its options' features.
struct Lesson<'e> {
    example: &'e Example,
    options: Vec<Places>,
}

/// What an option has.
struct Places {
    /// What the weights that do not move add to its score.
    fixed: f64,
    weights: Vec<usize>,
    rows: Vec<usize>,
}

struct Trainee<'k> {
    own: &'k [u32],
    /// Weights that do not move.
    fixed: BTreeMap<u32, f64>,
    /// Where the keys of those that move stand among them, and these among all.
    moving: BTreeMap<u32, usize>,
    places: Vec<usize>,
    weights: Vec<Moving>,
    rows: Vec<Units<Moving>>,
    bias: Units<Moving>,
    units: Units<Moving>,
}

impl<'k> Trainee<'k> {
    fn new(own: &'k [u32], weights: &FeatureWeights, common: &BTreeSet<u32>) -> Self {
        let mut random = Shuffle(2);
        let mut near_zero = |most: f64| {
            let share = (random.next() >> 11) as f64 / (1u64 << 53) as f64;
            (share * 2.0 - 1.0) * most
        };
        let rows = own.iter().map(|_| [0; N_UNITS].map(|_| Moving { value: near_zero(0.1), squares: 1e-4 }));
        let rows = rows.collect();
        let units = [0; N_UNITS].map(|_| Moving { value: near_zero(0.5), squares: 1e-2 });
        let (mut fixed, mut moving, mut places, mut values) =
            (BTreeMap::new(), BTreeMap::new(), Vec::new(), Vec::new());
        for (at, &(key, value)) in weights.iter().enumerate() {
            if common.contains(&key) {
                fixed.insert(key, value);
            } else {
                moving.insert(key, values.len());
                values.push(Moving { value: 0.0, squares: 1e-6 });
                places.push(at);
            }
        }
        let bias = [Moving { value: 0.1, squares: 1e-2 }; N_UNITS];
        Self { own, fixed, moving, places, weights: values, rows, bias, units }
    }

    fn lesson<'e>(&self, example: &'e Example) -> Lesson<'e> {
        let places = |features: &Vec<u32>| Places {
            fixed: features.iter().filter_map(|key| self.fixed.get(key)).sum(),
            weights: features.iter().filter_map(|key| self.moving.get(key).copied()).collect(),
            rows: features.iter().filter_map(|key| self.own.binary_search(key).ok()).collect(),
        };
        Lesson { example, options: example.options.iter().map(places).collect() }
    }

    fn learn(&mut self, lesson: &Lesson) {
        let scored: Vec<(f64, Units<f64>)> = lesson.options.iter().map(|option| self.score(option)).collect();
        let scores: Vec<f64> = scored.iter().map(|(score, _)| *score).collect();
        let all = softmax(&scores, |_| true);
        let right = softmax(&scores, |at| lesson.example.right[at]);
        for (at, option) in lesson.options.iter().enumerate() {
            let slope = (all[at] - right[at]) * lesson.example.weight;
            if slope.abs() < 1e-4 {
                continue;
            }
            for &weight in &option.weights {
                let weight = &mut self.weights[weight];
                weight.step(slope + L2 * weight.value, RATE);
            }
            let mut slopes = [0.0; N_UNITS];
            for (unit, &sum) in scored[at].1.iter().enumerate().filter(|(_, sum)| 0.0 < **sum) {
                let weight = &mut self.units[unit];
                slopes[unit] = slope * weight.value;
                weight.step(slope * sum + LAYER_L2 * weight.value, LAYER_RATE);
            }
            for (bias, slope) in self.bias.iter_mut().zip(slopes).filter(|(_, slope)| *slope != 0.0) {
                bias.step(slope, LAYER_RATE);
            }
            for &row in &option.rows {
                for (number, slope) in self.rows[row].iter_mut().zip(slopes) {
                    number.step(slope + LAYER_L2 * number.value, LAYER_RATE);
                }
            }
        }
    }

    /// The score of an option, and the sums of the units.
    fn score(&self, option: &Places) -> (f64, Units<f64>) {
        let mut sums = self.bias.map(|bias| bias.value);
        for &row in &option.rows {
            sums.iter_mut().zip(&self.rows[row]).for_each(|(sum, number)| *sum += number.value);
        }
        let own: f64 = option.weights.iter().map(|&weight| self.weights[weight].value).sum();
        let units: f64 = sums.iter().zip(&self.units).map(|(sum, unit)| sum.max(0.0) * unit.value).sum();
        (option.fixed + own + units, sums)
    }

    /// Adds what is learned so far to the mean of the layer, and to the sums of the weights.
    fn add_to(&self, mean: &mut FloatLayer, sums: &mut [f64]) {
        let part = 1.0 / (EPOCHS - AVERAGED_FROM) as f64;
        let add = |mean: &mut Units<f64>, units: &Units<Moving>| {
            mean.iter_mut().zip(units).for_each(|(mean, unit)| *mean += unit.value * part);
        };
        sums.iter_mut().zip(&self.weights).for_each(|(sum, weight)| *sum += weight.value);
        mean.rows.iter_mut().zip(&self.rows).for_each(|((_, mean), row)| add(mean, row));
        add(&mut mean.bias, &self.bias);
        add(&mut mean.weights, &self.units);
    }
}

impl FloatLayer {
    /// The layer of the core.
    pub fn layer(&self) -> Layer {
        Layer::read(&mut Reader::new(MENTIONS_SECTION, &self.bytes())).expect("just written")
    }

    /// Its bytes in the model file.
    pub fn bytes(&self) -> Vec<u8> {
        let round = |value: f64, most: f64| (value * f64::from(ONE)).round().clamp(-most, most);
        let rows = self.rows.iter().map(|&(key, row)| (key, row.map(|value| round(value, 127.0) as i8)));
        let wide = |units: Units<f64>| units.map(|value| round(value, 32_000.0) as i16);
        let mut bytes = Vec::new();
        Layer::write(&rows.collect::<Vec<_>>(), wide(self.bias), wide(self.weights), &mut bytes);
        bytes
    }
}
