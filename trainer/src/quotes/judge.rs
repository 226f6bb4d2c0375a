//! Trains the judge of whole attributions, and measures it on articles that it has not seen.

use std::collections::{BTreeMap, BTreeSet};

use saidby::quote::facts::Facts;
use saidby::quote::judge::{Bounds, Judge, N_ACTS, N_COLUMNS, RIGHT, calibrated, features};
use saidby::quote::{Act, Attribution};
use saidby::span::Span;
use saidby::tagger::{Feature, Weights};
use saidby::text::TokenKind;

use super::corpus::{Gold, Known, Set};
use crate::crf::Shuffle;

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
/// The column of what is nobody's.
const NOBODY: usize = N_ACTS - 1;
/// From this overlap of words on two contents are the same statement.
const SAME: f32 = 0.5;
/// From this overlap on the edges are right.
const EXACT: f32 = 0.8;

/// Attributions with what is known of them.
#[derive(Default)]
pub struct Examples {
    rows: BTreeMap<Feature, u32>,
    counts: Vec<u32>,
    examples: Vec<Example>,
    n_statements: usize,
    /// How many of them are proposed with half of the words, and with right edges.
    n_found: [usize; 2],
}

struct Example {
    rows: Vec<u32>,
    /// The column of what it is.
    act: Option<usize>,
    /// Whether it is a statement with right edges, and its source is the one that is marked.
    right: Option<bool>,
    fold: usize,
    origin: &'static str,
}

/// Weights for each row.
pub struct Fit<'e> {
    rows: &'e BTreeMap<Feature, u32>,
    weights: Vec<[f32; N_COLUMNS]>,
}

impl Examples {
    /// Adds an attribution that a reader has judged.
    pub fn add_known(
        &mut self,
        facts: &Facts,
        attribution: &Attribution,
        known: Known,
        set: Set,
        fold: usize,
    ) {
        let act = match known {
            Known::As(act) => act as usize,
            Known::EdgesOff => Act::Statement as usize,
            Known::Nobody => NOBODY,
        };
        // Gold edges are no proposal's; only of an earlier model's marks is it known how edges err.
        let right = (set == Set::Judged).then_some(known == Known::As(Act::Statement));
        let origin = match set {
            Set::Judged => "judged",
            Set::Marked => "marked",
            Set::Polnear | Set::Taught => "polnear",
        };
        self.add(facts, attribution, Some(act), right, fold, origin);
    }

    /// Adds what was proposed in an article in which every statement, topic and stance is marked.
    pub fn add_proposals(&mut self, facts: &Facts, proposals: &[Attribution], gold: &[Gold], fold: usize) {
        for (proposal, (act, right)) in proposals.iter().zip(compare(facts, proposals, gold)) {
            self.add(facts, proposal, act, Some(right), fold, "proposed");
        }
        self.count_found(facts, proposals, gold);
    }

    /// Counts how many of the statements any proposal finds.
    fn count_found(&mut self, facts: &Facts, proposals: &[Attribution], gold: &[Gold]) {
        for gold in gold.iter().filter(|gold| gold.known == Some(Known::As(Act::Statement))) {
            let right = compare(facts, proposals, std::slice::from_ref(gold));
            let found = |exact: bool| {
                right.iter().any(|&(act, right)| act == Some(Act::Statement as usize) && (right || !exact))
            };
            self.n_statements += 1;
            self.n_found[0] += usize::from(found(false));
            self.n_found[1] += usize::from(found(true));
        }
    }

    fn add(
        &mut self,
        facts: &Facts,
        attribution: &Attribution,
        act: Option<usize>,
        right: Option<bool>,
        fold: usize,
        origin: &'static str,
    ) {
        let mut rows = Vec::new();
        features(facts, attribution, |key| {
            let next = self.rows.len() as u32;
            let row = *self.rows.entry(key).or_insert(next);
            if row == next {
                self.counts.push(0);
            }
            self.counts[row as usize] += 1;
            rows.push(row);
        });
        self.examples.push(Example { rows, act, right, fold, origin });
    }
}

/// For each proposal what it is, if that is plain, and whether it is a statement with right edges and
/// no other source than the one that is marked.
fn compare(facts: &Facts, proposals: &[Attribution], gold: &[Gold]) -> Vec<(Option<usize>, bool)> {
    let document = facts.document();
    let words = |tokens: std::ops::Range<usize>| {
        tokens.filter(|&at| !matches!(document.word(at).kind, TokenKind::Mark | TokenKind::Punctuation))
    };
    let of_spans = |spans: &[Span]| -> BTreeSet<usize> {
        spans.iter().flat_map(|span| words(document.tokens_in(*span))).collect()
    };
    let golds: Vec<BTreeSet<usize>> = gold.iter().map(|gold| of_spans(&gold.content)).collect();
    let own: Vec<BTreeSet<usize>> =
        proposals.iter().map(|p| p.content.iter().cloned().flat_map(words).collect()).collect();
    // A source that stands elsewhere is another's.
    let is_source = |proposal: &Attribution, gold: &Gold| match &proposal.source {
        Some(source) if !gold.source.is_empty() => {
            let own = document.cover(source.clone());
            gold.source.iter().any(|span| span.start < own.end && own.start < span.end)
        }
        _ => true,
    };
    let verdict = |proposal: &Attribution, own: &BTreeSet<usize>| {
        let likeness = |gold: &BTreeSet<usize>| {
            let common = own.intersection(gold).count();
            common as f32 / (own.len() + gold.len() - common).max(1) as f32
        };
        // Statements before what is none.
        let act = |number: usize| match gold[number].known {
            Some(Known::As(act)) => Some(act as usize),
            _ => None,
        };
        let alike = golds.iter().enumerate().map(|(number, gold)| (likeness(gold), number));
        let best = alike.max_by(|a, b| a.0.total_cmp(&b.0).then(act(b.1).cmp(&act(a.1))));
        match best {
            Some((likeness, number)) if SAME <= likeness => {
                let statement = act(number) == Some(Act::Statement as usize);
                (act(number), statement && EXACT <= likeness && is_source(proposal, &gold[number]))
            }
            Some((likeness, _)) if 0.0 < likeness => (None, false),
            _ => (Some(NOBODY), false),
        }
    };
    proposals.iter().zip(&own).map(|(proposal, own)| verdict(proposal, own)).collect()
}

/// Weights learned from all folds but one.
pub fn fit(examples: &Examples, without: Option<usize>) -> Fit<'_> {
    let n = examples.counts.len();
    let mut weights = vec![[0f32; N_COLUMNS]; n];
    let mut sums = vec![[0f32; N_COLUMNS]; n];
    let mut z = vec![[0f32; N_COLUMNS]; n];
    let mut squares = vec![[0f32; N_COLUMNS]; n];
    let mut order: Vec<&Example> =
        examples.examples.iter().filter(|example| Some(example.fold) != without).collect();
    let mut shuffle = Shuffle(11);
    let mut n_sums = 0f32;
    for epoch in 0..EPOCHS {
        shuffle.shuffle(&mut order);
        for example in &order {
            let rows = || example.rows.iter().filter(|&&row| MIN_COUNT <= examples.counts[row as usize]);
            let mut scores = [0f32; N_COLUMNS];
            for &row in rows() {
                scores.iter_mut().zip(&weights[row as usize]).for_each(|(score, weight)| *score += weight);
            }
            let gradient = gradient(&scores, example);
            for &row in rows() {
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
    sums.iter_mut().flatten().for_each(|sum| *sum /= n_sums);
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
        let mut rows = Vec::new();
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

/// A judge that tells everything: what it would judge is wanted as it is.
pub fn silent() -> Vec<u8> {
    let mut bytes = Vec::new();
    let weights = Weights::write(UNITS, N_COLUMNS as u16, &[], &[]);
    Judge::write(Bounds::default(), &[(0, 0), (1000, 1000)], &weights, &mut bytes);
    bytes
}

/// The judges that have not seen a fold, and the one that has seen all; prints how right they are
/// on what they have not seen.
pub fn learn(examples: &Examples, n_folds: usize) -> Vec<Vec<u8>> {
    let fits: Vec<Fit> = (0..n_folds).map(|fold| fit(examples, Some(fold))).collect();
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
    print(&unseen);
    let calibration = calibrate(&unseen);
    let bounds = bounds(&unseen, examples, &calibration);
    let whole = fit(examples, None);
    fits.iter().chain([&whole]).map(|fit| fit.section(bounds, &calibration)).collect()
}

fn print(unseen: &[(&Example, [f32; N_COLUMNS])]) {
    for origin in ["polnear", "marked", "judged", "proposed"] {
        let of = || unseen.iter().filter(|(example, _)| example.origin == origin);
        let statement = of().filter_map(|(example, scores)| {
            Some((shares(scores)[0], example.act? == Act::Statement as usize))
        });
        let right = of().filter_map(|(example, scores)| Some((scores[RIGHT], example.right?)));
        eprintln!(
            "  judge, unseen, {origin}: {} attributions, AUC of statement {:.3}, of right {:.3}",
            of().count(),
            auc(statement.collect()),
            auc(right.collect())
        );
    }
    let mut proposed: Vec<(f32, bool)> = unseen
        .iter()
        .filter(|(example, _)| example.origin == "proposed")
        .filter_map(|(example, scores)| Some((logistic(scores[RIGHT]), example.right?)))
        .collect();
    proposed.sort_by(|a, b| b.0.total_cmp(&a.0));
    let n_right = proposed.iter().filter(|(_, right)| *right).count();
    let mut found = 0;
    for (number, (_, right)) in proposed.iter().enumerate() {
        found += usize::from(*right);
        if (number + 1) % (proposed.len() / 20).max(1) == 0 {
            eprintln!(
                "    {:5} shown, from {:.2}: precision {:.1}, {:.1} % of the right ones",
                number + 1,
                proposed[number].0,
                100.0 * found as f32 / (number + 1) as f32,
                100.0 * found as f32 / n_right.max(1) as f32
            );
        }
    }
}

/// The share of pairs of a true and a false one of which the true one is thought likelier.
fn auc(mut scored: Vec<(f32, bool)>) -> f32 {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut n_false, mut n_true, mut sum) = (0f64, 0f64, 0f64);
    for (_, is_true) in scored {
        if is_true {
            n_true += 1.0;
            sum += n_false;
        } else {
            n_false += 1.0;
        }
    }
    (sum / (n_true * n_false).max(1.0)) as f32
}

/// The bounds with which the unseen proposals that are told have the greatest F1: statements that
/// are right in all of those that are there, topics and stances in those that any proposal finds.
fn bounds(
    unseen: &[(&Example, [f32; N_COLUMNS])],
    examples: &Examples,
    calibration: &[(u16, u16)],
) -> Bounds {
    let (mut statements, mut others) = (Vec::new(), Vec::new());
    let mut n_others = 0;
    for (example, scores) in unseen.iter().filter(|(example, _)| example.origin == "proposed") {
        let shares = shares(scores);
        let act = (0..N_ACTS).max_by(|&a, &b| shares[a].total_cmp(&shares[b])).unwrap_or(NOBODY);
        let other = |act: usize| act != NOBODY && act != Act::Statement as usize;
        n_others += usize::from(example.act.is_some_and(other));
        if act == Act::Statement as usize {
            let sure = calibrated(calibration, thousandths(logistic(scores[RIGHT])));
            statements.push((sure, example.right == Some(true)));
        } else if other(act) {
            others.push((thousandths(shares[act]), example.act == Some(act)));
        }
    }
    let bounds = Bounds {
        statement: best_bound(statements, examples.n_statements),
        other: best_bound(others, n_others),
    };
    eprintln!("  {bounds:?}");
    bounds
}

/// How much recall counts beside precision: a wrong mark costs a reader twice what a missed one does
/// (F of van Rijsbergen, "Information Retrieval", 1979; this is the square of its beta).
const RECALL_TO_PRECISION: f32 = 0.5;

/// From where on telling gives the greatest F, where `n_all` are to be found.
fn best_bound(mut scored: Vec<(u16, bool)>, n_all: usize) -> u16 {
    scored.sort_unstable_by(|a, b| b.cmp(a));
    let mut n_right = 0;
    let f = scored.iter().zip(1..).map(|(&(sure, right), n_told)| {
        n_right += usize::from(right);
        let [n_right, n_told, n_all] = [n_right, n_told, n_all].map(|n| n as f32);
        ((1.0 + RECALL_TO_PRECISION) * n_right / (n_told + RECALL_TO_PRECISION * n_all), sure)
    });
    f.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, sure)| sure)
}

fn thousandths(share: f32) -> u16 {
    (share * 1000.0).round() as u16
}

/// From what the unseen proposals were given to what was right: the rising steps that fit best,
/// with their means as points.
fn calibrate(unseen: &[(&Example, [f32; N_COLUMNS])]) -> Vec<(u16, u16)> {
    let mut scored: Vec<(f32, f32)> = unseen
        .iter()
        .filter(|(example, _)| example.origin == "proposed")
        .filter_map(|(example, scores)| Some((logistic(scores[RIGHT]), f32::from(u8::from(example.right?)))))
        .collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Pools of equal size, joined until they rise.
    let mut pools: Vec<(f32, f32, f32)> = Vec::new();
    for chunk in scored.chunks((scored.len() / 12).max(1)) {
        let n = chunk.len() as f32;
        let sum = chunk.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        pools.push((sum.0, sum.1, n));
        while let [.., before, last] = pools[..]
            && last.1 / last.2 <= before.1 / before.2
        {
            pools.truncate(pools.len() - 2);
            pools.push((before.0 + last.0, before.1 + last.1, before.2 + last.2));
        }
    }
    let mut points = vec![(0, 0)];
    for (given, right, n) in pools {
        let point = (thousandths(given / n), thousandths(right / n));
        if points.last().is_some_and(|last| last.0 < point.0 && last.1 <= point.1) {
            points.push(point);
        }
    }
    let last = points.last().map_or(1000, |last| last.1);
    if points.last().is_some_and(|last| last.0 < 1000) {
        points.push((1000, last.max(990)));
    }
    eprintln!("  calibration: {points:?}");
    points
}
