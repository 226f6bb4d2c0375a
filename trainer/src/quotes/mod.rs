//! Trains and measures the attribution model: who says what.

mod corpus;
mod silver;
mod learn;
mod rerank;
mod evaluation;

pub use evaluation::evaluate;

pub use learn::Plan;

use std::fs;
use std::path::Path;

use saidby::entity::NameFinder;
use saidby::model::{Model, Section};
use saidby::quote::{self, features, labels, sequence};
use saidby::text::Document;
use serde_json::json;

use crate::corpora;
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
        let documents = articles
            .enumerate()
            .map(|(n, article)| (n.to_string(), article.text, Some(article.attributions)));
        write_sequences(&folder.join(format!("quotations.{set}.jsonl")), documents)?;
    }
    write_scheme(&folder.join("quotations.scheme.json"))?;
    let raw = silver::documents(shared)?.into_iter().map(|(id, text)| (id, text, None));
    write_sequences(&folder.join("quotations.raw.jsonl"), raw)
}

fn write_sequences(
    path: &Path,
    documents: impl Iterator<Item = (String, String, Option<Vec<Gold>>)>,
) -> Result<(), String> {
    let mut lines = String::new();
    for (id, text, attributions) in documents {
        let document = Document::new(&text);
        let starts = corpora::byte_offsets(&text);
        for sequence in sequence::sequences(&document) {
            let spans = sequence.items.iter().map(|item| document.cover(item.clone()));
            let chars = |at: u32| starts.partition_point(|&start| start < at);
            let items: Vec<_> =
                spans.map(|span| (chars(span.start), chars(span.end), span.of(&text))).collect();
            let parts = attributions.as_ref().map(|gold| learn::gold_parts(&document, &sequence, gold));
            let labels = parts.map(|parts| labels::encode(items.len(), &parts));
            lines.push_str(&json!({ "id": id, "items": items, "labels": labels }).to_string());
            lines.push('\n');
        }
    }
    fs::write(path, lines).map_err(|error| format!("{}: {error}", path.display()))
}

fn write_scheme(path: &Path) -> Result<(), String> {
    let scheme = labels::scheme();
    let follows: Vec<_> = scheme.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let whole = |may: &[Option<u16>]| may.iter().map(Option::is_some).collect::<Vec<_>>();
    let scheme = json!({ "follows": follows, "starts": whole(&scheme.starts), "ends": whole(&scheme.ends) });
    fs::write(path, scheme.to_string()).map_err(|error| format!("{}: {error}", path.display()))
}
