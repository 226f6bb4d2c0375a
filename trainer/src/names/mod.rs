//! The names model: corpora in, the sections "names" and "lists" out; and its scores.

mod casing;
mod teams;
mod silver;
mod data;
mod gazetteer;
mod vectors;
mod pretrained;
mod clusters;
mod robustness;
mod evaluation;

pub use evaluation::{evaluate, print_errors};

use std::path::Path;
use std::time::Instant;

use saidby::entity::{LISTS_SECTION, Lists, NAMES_SECTION, NameFinder, TEMPLATE, TYPES};
use saidby::model::{Model, Reader, Section};
use saidby::tagger::Scheme;
use serde_json::json;

use crate::corpora;
use crate::crf::{self, Sequences, Settings};

/// Weights are rounded to 1/24 nat, so that ±5.3 nats fit a byte.
const UNITS_PER_NAT: u32 = 24;
/// Weights below this are dropped, in nats.
const PRUNE: f32 = 0.063;

/// Trains the names model and puts its sections into `model`.
///
/// `teacher` is the file of a teacher's labels of raw news; without one only cleanly licensed data
/// is taken, and a first model labels the raw news itself.
///
/// # Errors
///
/// One sentence, where a corpus or list cannot be read.
pub fn train(shared: &Path, teacher: Option<&Path>, model: &mut Model) -> Result<(), String> {
    let began = Instant::now();
    let clean_only = teacher.is_none();
    let clusters = clusters::compile(shared, clean_only)?;
    eprintln!("names: {} words in clusters after {:.0?}", clusters.words.len(), began.elapsed());
    let lists = Lists::write(&gazetteer::compile(shared)?, &clusters);
    eprintln!("names: lists of {} bytes", lists.len());
    model.put(Section { name: LISTS_SECTION.to_owned(), template: TEMPLATE, bytes: lists.clone() });
    let lists = Lists::read(&mut Reader::new("lists", &lists)).map_err(|error| error.to_string())?;
    let mut sequences = data::sequences(shared, clean_only, &lists)?;
    eprintln!("names: {} sentences read after {:.0?}", sequences.len(), began.elapsed());
    if let Some(labels) = teacher {
        data::add_silver(&mut sequences, &silver::taught(shared, labels)?, &data::TAUGHT, &lists);
    } else {
        let first = weights(&sequences);
        eprintln!("names: first model after {:.0?}", began.elapsed());
        model.put(Section { name: NAMES_SECTION.to_owned(), template: TEMPLATE, bytes: first });
        let finder = NameFinder::read(model).map_err(|error| error.to_string())?;
        data::add_silver(&mut sequences, &silver::found(shared, &finder)?, &data::FOUND, &lists);
    }
    eprintln!("names: {} sentences with the raw news after {:.0?}", sequences.len(), began.elapsed());
    let bytes = weights(&sequences);
    eprintln!("names: {} bytes of weights after {:.0?}", bytes.len(), began.elapsed());
    model.put(Section { name: NAMES_SECTION.to_owned(), template: TEMPLATE, bytes });
    Ok(())
}

/// Writes what the teacher reads into `folder`: `names.train.jsonl` to learn from, `names.raw.jsonl`
/// to label.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read or a file cannot be written.
pub fn write_lessons(shared: &Path, folder: &Path) -> Result<(), String> {
    corpora::write_lines(&folder.join("names.train.jsonl"), data::lessons(shared)?)?;
    let raw = silver::documents(shared)?.into_iter().map(|(id, text)| json!({ "id": id, "text": text }));
    corpora::write_lines(&folder.join("names.raw.jsonl"), raw)
}

/// Trains on all sequences; gives the bytes of the weights.
fn weights(sequences: &Sequences) -> Vec<u8> {
    let scheme = Scheme::bioes(TYPES.len() as u8);
    let settings = Settings { average_from: Some(2), ..Settings::default() };
    let all: Vec<u32> = (0..sequences.len() as u32).collect();
    crf::train(&scheme, sequences, &all, &settings).section(UNITS_PER_NAT, PRUNE)
}
