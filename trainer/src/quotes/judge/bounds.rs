//! How right judges are on what they have not seen, and from where on an attribution is shown.

use saidby::quote::Act;
use saidby::quote::judge::{Bounds, N_ACTS, N_COLUMNS, RIGHT, calibrated};

use super::examples::{Example, Examples, NOBODY};
use super::{logistic, shares};

/// Prints how right judges are on the examples that they have not seen, by where these are from.
pub(super) fn print(unseen: &[(&Example, [f32; N_COLUMNS])]) {
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

/// The bounds with which the unseen proposals that are shown have the greatest F: statements that
/// are right in all of those that are there, topics and stances in those that any proposal finds.
pub(super) fn bounds(
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
    // Where shares are calibrated, F is greatest from F / (1 + beta²) on (Lipton et al. 2014, "Optimal
    // thresholding of classifiers to maximize F1 measure"): far less noisy than the place of the maximum.
    let (f, _) = best(statements, examples.n_statements, STATEMENTS);
    let (_, other) = best(others, n_others, OTHERS);
    let bounds = Bounds { statement: thousandths(f / (1.0 + STATEMENTS)), other };
    eprintln!("  {bounds:?}");
    bounds
}

/// How much recall counts beside precision, for statements: with this, 85 % of what is shown of unseen
/// proposals is right, act, edges and source, and 95 % of the right ones are shown (F of van Rijsbergen,
/// "Information Retrieval", 1979; this is the square of its beta).
const STATEMENTS: f32 = 0.8;
/// The same for topics and stances, whose shares are not calibrated.
const OTHERS: f32 = 0.5;

/// The greatest F that showing gives, where `n_all` are to be found, and from where on it does.
fn best(mut scored: Vec<(u16, bool)>, n_all: usize, recall_to_precision: f32) -> (f32, u16) {
    scored.sort_unstable_by(|a, b| b.cmp(a));
    let mut n_right = 0;
    let f = scored.iter().zip(1..).map(|(&(sure, right), n_shown)| {
        n_right += usize::from(right);
        let [n_right, n_shown, n_all] = [n_right, n_shown, n_all].map(|n| n as f32);
        ((1.0 + recall_to_precision) * n_right / (n_shown + recall_to_precision * n_all), sure)
    });
    f.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_default()
}

fn thousandths(share: f32) -> u16 {
    (share * 1000.0).round() as u16
}

/// From what the unseen proposals were given to what was right: the rising steps that fit best,
/// with their means as points.
pub(super) fn calibrate(unseen: &[(&Example, [f32; N_COLUMNS])]) -> Vec<(u16, u16)> {
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
