//! Trains and measures the attribution model: who says what.

mod corpus;
mod learn;
mod rerank;
mod evaluation;

pub use evaluation::evaluate;

pub use learn::Plan;

use std::path::Path;

use saidby::entity::NameFinder;
use saidby::model::{Model, Section};
use saidby::quote::{self, features};

/// Trains the attribution model with the names that `model` finds, and puts its section there.
///
/// # Errors
///
/// One sentence, where the corpus cannot be read or the model has no names.
pub fn train(shared: &Path, plan: &Plan, model: &mut Model) -> Result<(), String> {
    let names = NameFinder::read(model).map_err(|error| error.to_string())?;
    let path = shared.join("corpora/quotes/polnear.train.jsonl");
    let articles = corpus::read(&path)?;
    let bytes = learn::section(&articles, &names, plan);
    eprintln!("quotations: {} bytes", bytes.len());
    model.put(Section { name: quote::SECTION.to_owned(), template: features::TEMPLATE, bytes });
    Ok(())
}
