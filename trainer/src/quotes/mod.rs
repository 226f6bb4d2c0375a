//! Trains and measures the attribution model: who says what.

mod corpus;
mod silver;
mod learn;
mod rerank;
mod evaluation;

pub use evaluation::evaluate;

pub use learn::Plan;

use std::ops::Range;
use std::path::Path;

use saidby::entity::NameFinder;
use saidby::model::{Model, Section};
use saidby::quote::sequence::{self, Sequence};
use saidby::quote::{self, features, labels};
use saidby::text::Document;
use serde_json::{Value, json};

use crate::corpora::{self, Offsets};
use corpus::Gold;

/// Articles with their attributions, under the shared folder.
const CORPUS: &str = "corpora/quotes/polnear";

/// Trains the attribution model with the names that `model` finds, and puts its section there.
///
/// `labels` are what the teacher marked in raw news.
///
/// # Errors
///
/// One sentence, where a corpus or the labels cannot be read or the model has no names.
pub fn train(shared: &Path, labels: &Path, plan: &Plan, model: &mut Model) -> Result<(), String> {
    let names = NameFinder::read(model).map_err(|error| error.to_string())?;
    let articles = corpus::read(&shared.join(format!("{CORPUS}.train.jsonl")))?;
    let bytes = learn::section(&articles, &silver::taught(shared, labels)?, &names, plan);
    eprintln!("quotations: {} bytes", bytes.len());
    model.put(Section { name: quote::SECTION.to_owned(), template: features::TEMPLATE, bytes });
    Ok(())
}

/// Writes what the teacher reads into `folder`: `quotations.train.jsonl` to learn from,
/// `quotations.dev.jsonl` to be measured on, `quotations.raw.jsonl` to label, and in
/// `quotations.scheme.json` which label may follow which, stand first and stand last.
///
/// A line is a sequence: the document's id, its items as [start, end, text] in code points, and the
/// label of each unless the news is raw.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read or a file cannot be written.
pub fn write_lessons(shared: &Path, folder: &Path) -> Result<(), String> {
    for set in ["train", "dev"] {
        let articles = corpus::read(&shared.join(format!("{CORPUS}.{set}.jsonl")))?.into_iter();
        let of_set = articles
            .enumerate()
            .flat_map(|(n, article)| lessons(&n.to_string(), &article.text, Some(&article.attributions)));
        corpora::write_lines(&folder.join(format!("quotations.{set}.jsonl")), of_set)?;
    }
    corpora::write_lines(&folder.join("quotations.scheme.json"), [scheme()])?;
    let raw = silver::documents(shared)?.into_iter();
    let raw = raw.flat_map(|(id, text)| lessons(&id, &text, None));
    corpora::write_lines(&folder.join("quotations.raw.jsonl"), raw)
}

/// The sequences of a document; without labels where nobody has marked it.
fn lessons(id: &str, text: &str, attributions: Option<&[Gold]>) -> Vec<Value> {
    let document = Document::new(text);
    let offsets = Offsets::of(text);
    let lesson = |sequence: Sequence| {
        let item = |tokens: &Range<usize>| {
            let span = document.cover(tokens.clone());
            let [start, end] = offsets.code_points(span);
            (start, end, span.of(text))
        };
        let items: Vec<_> = sequence.items.iter().map(item).collect();
        let parts = attributions.map(|gold| learn::gold_parts(&document, &sequence, gold));
        let labels = parts.map(|parts| labels::encode(items.len(), &parts));
        json!({ "id": id, "items": items, "labels": labels })
    };
    sequence::sequences(&document).into_iter().map(lesson).collect()
}

/// Which label may follow which, stand first and stand last.
fn scheme() -> Value {
    let scheme = labels::scheme();
    let follows: Vec<_> = scheme.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let allowed = |may: &[Option<u16>]| may.iter().map(Option::is_some).collect::<Vec<_>>();
    json!({ "follows": follows, "starts": allowed(&scheme.starts), "ends": allowed(&scheme.ends) })
}
