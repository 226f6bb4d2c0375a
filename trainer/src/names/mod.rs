//! The names model: corpora in, the sections "names" and "lists" out; and its scores.

mod casing;
mod exchange;
mod teams;
mod silver;
mod labels;
mod sources;
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

use saidby::entity::{
    LISTS_SECTION, LISTS_TEMPLATE, Lists, NAMES_SECTION, NameFinder, TEMPLATE, TYPES, Tagged,
};
use saidby::model::{Model, ModelError, Section};
use saidby::tagger::Scheme;
use saidby::text::Document;
use saidby::wordnet::Wordnet;
use serde_json::json;

use self::sources::Part;
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
    let clean_only = teacher.is_none();
    let clusters = clusters::compile(shared, clean_only)?;
    let lists = Lists::write(&gazetteer::compile(shared)?, &clusters);
    eprintln!("names: {} words in clusters, lists of {} bytes", clusters.words.len(), lists.len());
    model.put(Section { name: LISTS_SECTION.to_owned(), template: LISTS_TEMPLATE, bytes: lists });
    learn(shared, teacher, Part::Training, model)
}

/// Prints how a model does in articles that are held out from it, to choose settings by; the lists
/// are those of `model`.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read.
pub fn cross_validate(shared: &Path, teacher: Option<&Path>, mut model: Model) -> Result<(), String> {
    learn(shared, teacher, Part::WithoutHeldOut, &mut model)?;
    score(shared, Part::HeldOut, &model)
}

/// Prints how the model does in the lockbox.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read.
pub fn score_lockbox(shared: &Path, model: &Model) -> Result<(), String> {
    score(shared, Part::Lockbox, model)
}

/// Finds names with what a model knows of words.
pub struct Finder {
    names: NameFinder,
    wordnet: Wordnet,
}

impl Finder {
    /// That of a model.
    ///
    /// # Errors
    ///
    /// One sentence, where a section is missing or damaged.
    pub fn read(model: &Model) -> Result<Self, String> {
        let say = |error: ModelError| error.to_string();
        Ok(Self { names: NameFinder::read(model).map_err(say)?, wordnet: Wordnet::read(model).map_err(say)? })
    }

    fn find(&self, text: &str) -> Tagged {
        self.names.find(&Document::new(text), &self.wordnet)
    }
}

fn score(shared: &Path, part: Part, model: &Model) -> Result<(), String> {
    let finder = Finder::read(model)?;
    for (corpus, articles) in sources::with_nine_types(shared, part)? {
        evaluation::print_scores(corpus, &articles, true, &finder, false);
    }
    Ok(())
}

/// Trains on a part of the corpora and on raw news, with the lists of the model.
fn learn(shared: &Path, teacher: Option<&Path>, part: Part, model: &mut Model) -> Result<(), String> {
    let began = Instant::now();
    let lists = model.section(LISTS_SECTION, LISTS_TEMPLATE).and_then(|mut bytes| Lists::read(&mut bytes));
    let lists = lists.map_err(|error| error.to_string())?;
    let wordnet = Wordnet::read(model).map_err(|error| error.to_string())?;
    let words = data::Words { lists: &lists, wordnet: &wordnet };
    let mut sequences = data::sequences(shared, teacher.is_none(), part, words)?;
    eprintln!("names: {} sentences read after {:.0?}", sequences.len(), began.elapsed());
    let marked = sources::marked_raw_news(shared)?;
    if let Some(labels) = teacher {
        data::add_silver(&mut sequences, &silver::taught(shared, labels)?, &marked, &data::TAUGHT, words);
    } else {
        let first = weights(&sequences);
        eprintln!("names: first model after {:.0?}", began.elapsed());
        model.put(Section { name: NAMES_SECTION.to_owned(), template: TEMPLATE, bytes: first });
        data::add_silver(
            &mut sequences,
            &silver::found(shared, &Finder::read(model)?)?,
            &marked,
            &data::FOUND,
            words,
        );
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
