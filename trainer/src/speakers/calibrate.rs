//! Counts how often each ground of a speaker is right.

use std::path::Path;

use saidby::analyzer::Analyzer;
use saidby::attribution::{Confidences, N_GROUNDS, N_QUOTATION_KINDS, SPEAKERS_SECTION, SPEAKERS_TEMPLATE};
use saidby::model::{Model, Section};

use super::judge::{self, Judged};
use crate::gold;

/// How many quotations the estimate by hand counts for, and then the ground's own share.
const PRIOR: f64 = 10.0;
/// Of the pronouns and roles whose entity the other program's chains contradict, so many are ours
/// to blame: of those read, about three in five were right.
const TRUE_ERRORS: f64 = 0.4;

/// Counts the shares on the attribution corpus and puts their section into the model.
///
/// # Errors
///
/// One sentence if the corpus cannot be read or the model is not complete.
pub fn train(shared: &Path, model: &mut Model) -> Result<(), String> {
    model.put(section(Confidences::default().shares()));
    let analyzer = Analyzer::new(&model.write()).map_err(|error| error.to_string())?;
    let articles = gold::read_corpus(&shared.join("corpora/quotes/polnear.dev.jsonl"))?;
    let judged: Vec<Judged> = articles.iter().flat_map(|article| judge::judge(&analyzer, article)).collect();
    model.put(section(&shares(&judged)));
    eprintln!("speakers: {} quotations", judged.len());
    Ok(())
}

fn section(shares: &[u16]) -> Section {
    let bytes = shares.iter().flat_map(|share| share.to_le_bytes()).collect();
    Section { name: SPEAKERS_SECTION.to_owned(), template: SPEAKERS_TEMPLATE, bytes }
}

/// Gives each fifth of the quotations the confidences that the other four tell.
pub fn cross_fit(judged: &[Judged]) -> Vec<Judged> {
    const FOLDS: usize = 5;
    let fold = |at: usize| at * FOLDS / judged.len().max(1);
    let mut fitted = judged.to_vec();
    for held_out in 0..FOLDS {
        let others = judged.iter().enumerate().filter(|(at, _)| fold(*at) != held_out);
        let shares = shares(&others.map(|(_, judged)| judged.clone()).collect::<Vec<_>>());
        for (_, judged) in fitted.iter_mut().enumerate().filter(|(at, _)| fold(*at) == held_out) {
            judged.confidence = if judged.found { shares[judged.place] } else { 0 };
        }
    }
    fitted
}

/// The share of right ones for each ground and kind of quotation, in thousandths.
pub fn shares(judged: &[Judged]) -> Vec<u16> {
    let by_hand = Confidences::default();
    let mut counts = vec![(0.0, 0.0); N_GROUNDS * N_QUOTATION_KINDS];
    for judged in judged.iter().filter(|judged| judged.found) {
        let Some(is_right) = judged.verdict() else { continue };
        let (right, all) = &mut counts[judged.place];
        *all += 1.0;
        *right += match is_right {
            true => 1.0,
            false if judged.is_linked() && judged.by_source => 1.0 - TRUE_ERRORS,
            false => 0.0,
        };
    }
    let mut shares = Vec::with_capacity(counts.len());
    for (ground, kinds) in counts.chunks(N_QUOTATION_KINDS).enumerate() {
        let hand = f64::from(by_hand.shares()[ground * N_QUOTATION_KINDS]) / 1000.0;
        let (right, all) = kinds.iter().fold((0.0, 0.0), |sum, kind| (sum.0 + kind.0, sum.1 + kind.1));
        let own = (right + PRIOR * hand) / (all + PRIOR);
        for (right, all) in kinds {
            let share = (right + PRIOR * own) / (all + PRIOR);
            shares.push((share * 1000.0).round() as u16);
        }
    }
    shares
}
