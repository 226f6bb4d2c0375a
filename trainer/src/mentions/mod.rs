//! The mention ranker: who speaks and whom roles and pronouns stand for, as people marked it, in;
//! weights of the features out.
//!
//! The corpora are read with our own names, so that the ranker learns among the candidates it will
//! meet. Features are computed by the core.

mod chains;
mod statements;
mod judged;
mod fit;
mod layer;
mod ask;
mod examples;
mod tables;
mod judge;
mod swap;
mod speakers;

use std::path::Path;

use saidby::analyzer::Analyzer;
use saidby::coref::{Layer, MENTIONS_SECTION, MENTIONS_TEMPLATE, Ranker};
use saidby::model::{Model, Section};

pub use ask::print_roles as print_roles_to_ask;
use examples::{Finders, collect};
use fit::RankedMention;
use tables::{print_kinds, print_roles, print_thresholds};

/// How often the corpora are read; each time what people did not mark is linked by what was learned
/// before.
const ROUNDS: usize = 2;
/// Below this share, in thousandths, a speaker is left open.
const SHOWN_FROM: u16 = 500;
/// Below this share, in thousandths, a role outside of sources is not linked.
const LINKED_FROM: u16 = 600;

/// Trains the ranker on the model's own names and puts its section into the model; prints how it
/// does on articles that it has not seen, and with `list` the speakers that are wrong there.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn train(shared: &Path, clean_only: bool, list: bool, model: &mut Model) -> Result<(), String> {
    let finders = Finders::read(model).map_err(|error| error.to_string())?;
    let mut ranker = Ranker::default();
    let mut examples = Vec::new();
    for round in 0..ROUNDS {
        examples = collect(shared, clean_only, &finders, &ranker, false)?;
        if round + 1 < ROUNDS {
            ranker = fit::fit(&examples, None).ranker();
        }
    }
    let judged = fit::cross_validate(&examples);
    let trust = fit::trust(&judged);
    if list {
        for judged in judged.iter().filter(|judged| judged.is_source() && !judged.is_fine()) {
            println!("{}", judged.line());
        }
    }
    print_kinds(&judged);
    let trusted = Ranker::new(&[], Layer::default(), trust, [0; 2]);
    print_thresholds(&judged, &trusted);
    print_roles(&judged, &trusted);
    let fitted = fit::fit(&examples, None);
    let weights = fitted.quantized();
    eprintln!("mentions: {} examples, {} weights, trust {trust:?}", examples.len(), weights.len());
    let bytes = Ranker::write(&weights, &fitted.roles.bytes(), trust, [SHOWN_FROM, LINKED_FROM]);
    // What the ranker took the place of.
    model.sections.retain(|section| !matches!(section.name.as_str(), "pronouns" | "speakers"));
    model.put(Section { name: MENTIONS_SECTION.to_owned(), template: MENTIONS_TEMPLATE, bytes });
    Ok(())
}

/// Scores the shipped ranker on the articles that are set aside.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn score_lockbox(shared: &Path, model: &Model) -> Result<(), String> {
    let finders = Finders::read(model).map_err(|error| error.to_string())?;
    let ranker = Ranker::read(model).map_err(|error| error.to_string())?;
    let examples = collect(shared, false, &finders, &ranker, true)?;
    let judged: Vec<RankedMention> =
        examples.iter().map(|example| RankedMention::of(example, &ranker)).collect();
    print_kinds(&judged);
    print_roles(&judged, &ranker);
    Ok(())
}

/// Prints how many quotations are given a wrong speaker, and how sure that is known; or with `list` the
/// wrong ones.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn evaluate(shared: &Path, seeds: &Path, model: &Model, list: bool) -> Result<(), String> {
    let analyzer = Analyzer::new(&model.write()).map_err(|error| error.to_string())?;
    let ranker = Ranker::read(model).map_err(|error| error.to_string())?;
    speakers::evaluate(shared, seeds, &analyzer, ranker.shown_from(), list)
}
