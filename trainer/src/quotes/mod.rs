//! Trains and measures the attribution model: who says what.

mod corpus;
mod silver;
mod gold;
mod cues;
mod learn;
mod rerank;
mod judge;
mod evaluation;

pub use evaluation::evaluate;

pub use learn::Plan;

use std::ops::Range;
use std::path::Path;

use saidby::analyzer::Analyzer;
use saidby::entity::NameFinder;
use saidby::model::{Model, Section};
use saidby::offsets::OffsetUnit;
use saidby::quote::sequence::{self, Sequence};
use saidby::quote::{self, features, labels};
use saidby::report::Report;
use saidby::text::Document;
use saidby::wordnet::Wordnet;
use serde_json::{Value, json};

use crate::corpora::{self, Offsets};
use crate::lockbox;
use corpus::{Article, Gold, Set};

/// Where the articles with their attributions are, under the shared folder.
const QUOTES: &str = "corpora/quotes";

/// What training reads and keeps beside the corpora.
pub struct Files<'p> {
    /// The corpora.
    pub shared: &'p Path,
    /// What the teacher marked in raw news.
    pub labels: &'p Path,
    /// What was marked by the guide in further articles.
    pub marks: &'p Path,
    /// Whether only cleanly licensed sets are read.
    pub clean_only: bool,
    /// A folder that keeps trained chains; none keeps nothing.
    pub checkpoints: Option<&'p Path>,
}

/// Trains the attribution model with the names that `model` finds, and puts its section there.
///
/// # Errors
///
/// One sentence, where a corpus or the labels cannot be read or the model lacks a section.
pub fn train(files: &Files, plan: &Plan, model: &mut Model) -> Result<(), String> {
    let learned = learn(files, plan, model, true)?.1;
    put(model, learned.whole);
    Ok(())
}

/// Cross-validates on the marked articles: each is analyzed by a model whose quotations were
/// learned without it. Writes the reports, one a line, into `folder`.
///
/// # Errors
///
/// Those of [`train`], and where the file cannot be written.
pub fn cross_validate(files: &Files, plan: &Plan, model: &Model, folder: &Path) -> Result<(), String> {
    let (articles, learned) = learn(files, plan, model, false)?;
    let mut lines = Vec::new();
    for (fold, section) in learned.folds.into_iter().enumerate() {
        let mut model = model.clone();
        put(&mut model, section);
        let analyzer = Analyzer::new(&model.write()).map_err(|error| error.to_string())?;
        for (number, article) in articles.iter().enumerate() {
            if article.set == Set::Marked && learn::fold_of(number, plan) == fold {
                let analysis = analyzer.analyze(&article.text);
                let report = Report::new(&analysis, OffsetUnit::CodePoint, Some(&article.id));
                lines.push(serde_json::to_value(report).map_err(|error| error.to_string())?);
            }
        }
    }
    corpora::write_lines(&folder.join("statements.train.reports.jsonl"), lines)
}

fn put(model: &mut Model, bytes: Vec<u8>) {
    eprintln!("quotations: {} bytes", bytes.len());
    model.put(Section { name: quote::SECTION.to_owned(), template: features::TEMPLATE, bytes });
}

fn learn(
    files: &Files,
    plan: &Plan,
    model: &Model,
    whole: bool,
) -> Result<(Vec<Article>, learn::Learned), String> {
    let names = NameFinder::read(model).map_err(|error| error.to_string())?;
    let wordnet = Wordnet::read(model).map_err(|error| error.to_string())?;
    let mut articles = read(files)?;
    let learned = learn::learn(&mut articles, &names, &wordnet, plan, files.checkpoints, whole);
    Ok((articles, learned))
}

/// The articles to learn from, without those in the lockbox.
fn read(files: &Files) -> Result<Vec<Article>, String> {
    let quotes = files.shared.join(QUOTES);
    // Of the open articles those of `gum-news` are the benchmark and train nothing.
    let open = corpus::read(&quotes.join("statements.open.jsonl"), Set::Marked)?.into_iter();
    let open = open.filter(|article| article.id.starts_with("meantime") && !lockbox::holds(&article.id));
    if files.clean_only {
        return Ok(open.collect());
    }
    let acts = quotes.join("polnear-acts.train.jsonl");
    let mut articles = corpus::polnear(&quotes.join("polnear.train.jsonl"), Some(&acts))?;
    let statements = quotes.join("statements.train.jsonl");
    articles.extend(corpus::read(&statements, Set::Marked)?);
    articles.extend(open);
    let corpus = files.shared.join("corpora/entities/worldwide.train.jsonl");
    articles.extend(corpus::read_marks(&corpus, files.marks)?);
    // No other reading of an article whose statements are all marked, nor of one in the lockbox.
    let mut marked = corpus::ids(&statements)?;
    marked.extend(articles.iter().map(|article| article.id.clone()));
    let others = corpus::read(&quotes.join("judged.train.jsonl"), Set::Judged)?.into_iter();
    let others = others.chain(silver::taught(files.shared, files.labels)?);
    articles.extend(others.filter(|article| !marked.contains(&article.id)));
    articles.retain(|article| !lockbox::holds(&article.id));
    Ok(articles)
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
        let articles =
            corpus::polnear(&shared.join(QUOTES).join(format!("polnear.{set}.jsonl")), None)?.into_iter();
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
        let parts =
            attributions.map(|gold| gold::parts_in(&document, &sequence, &gold.iter().collect::<Vec<_>>()));
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
