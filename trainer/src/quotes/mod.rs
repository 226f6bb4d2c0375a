//! Trains and measures the attribution model: who says what.

mod corpus;
mod silver;
mod gold;
mod cues;
mod learn;
mod plan;
mod rerank;
mod judge;
mod evaluation;

pub use evaluation::evaluate;

pub use plan::Plan;

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
use corpus::{QuotedArticle, Set};

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
            if article.set == Set::Marked && plan.fold_of(number) == fold {
                let analysis = analyzer.analyze(&article.text);
                let report = Report::new(analysis, OffsetUnit::CodePoint, Some(&article.id));
                lines.push(serde_json::to_value(report).map_err(|error| error.to_string())?);
            }
        }
    }
    corpora::write_lines(&folder.join("statements.train.reports.jsonl"), lines)
}

/// Writes the marked articles that are set aside into `lockbox.gold.jsonl` in `folder` and the
/// reports of them into `lockbox.reports.jsonl`, for `benchmark/score.py`.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read, the model is damaged or a file cannot be written.
pub fn write_lockbox(shared: &Path, model: &Model, folder: &Path) -> Result<(), String> {
    let analyzer = Analyzer::new(&model.write()).map_err(|error| error.to_string())?;
    let (mut gold, mut reports) = (Vec::new(), Vec::new());
    for set in ["statements.train", "statements.open"] {
        let path = shared.join(QUOTES).join(format!("{set}.jsonl"));
        for line in corpora::read_lines(&path, |line: Value| Ok(line))? {
            let (Some(id), Some(text)) = (line["id"].as_str(), line["text"].as_str()) else { continue };
            if !lockbox::holds(id) || id.starts_with("gum") {
                continue;
            }
            let report = Report::new(analyzer.analyze(text), OffsetUnit::CodePoint, Some(id));
            reports.push(serde_json::to_value(report).map_err(|error| error.to_string())?);
            gold.push(line);
        }
    }
    println!("quotations: {} articles set aside, to be scored by:", gold.len());
    let [gold_path, reports_path] =
        ["gold", "reports"].map(|what| folder.join(format!("lockbox.{what}.jsonl")));
    println!("  python3 benchmark/score.py {} {}", gold_path.display(), reports_path.display());
    corpora::write_lines(&gold_path, gold)?;
    corpora::write_lines(&reports_path, reports)
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
) -> Result<(Vec<QuotedArticle>, learn::Learned), String> {
    let names = NameFinder::read(model).map_err(|error| error.to_string())?;
    let wordnet = Wordnet::read(model).map_err(|error| error.to_string())?;
    let mut articles = read(files)?;
    let learned = learn::learn(&mut articles, &names, &wordnet, plan, files.checkpoints, whole);
    Ok((articles, learned))
}

/// The articles to learn from, without those in the lockbox.
fn read(files: &Files) -> Result<Vec<QuotedArticle>, String> {
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
/// A line is a sequence: the document's id, its items as [start, end, text] in code points, whose
/// [`Convention`] it follows, and the label of each item unless the news is raw. It learns from what
/// a chain learns from, and is measured on one in ten of the marked articles.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read or a file cannot be written.
pub fn write_lessons(files: &Files, plan: &Plan, model: &Model, folder: &Path) -> Result<(), String> {
    let names = NameFinder::read(model).map_err(|error| error.to_string())?;
    let wordnet = Wordnet::read(model).map_err(|error| error.to_string())?;
    let mut articles = read(files)?;
    let ids: Vec<(String, Set)> = articles.iter().map(|article| (article.id.clone(), article.set)).collect();
    let [mut train, mut dev] = [const { Vec::new() }; 2];
    learn::for_each_lesson(
        &mut articles,
        &names,
        &wordnet,
        plan,
        |document, number, sequence, labels, inside| {
            let (id, set) = &ids[number];
            let convention = match set {
                Set::Marked if inside => Convention::Inside,
                Set::Marked => Convention::Guide,
                Set::Polnear => Convention::Polnear,
                Set::Judged | Set::Taught => return,
            };
            let lesson = lesson(id, document, sequence, convention, Some(&labels));
            if *set == Set::Marked && measures_the_teacher(id) { &mut dev } else { &mut train }.push(lesson);
        },
    );
    corpora::write_lines(&folder.join("quotations.train.jsonl"), train)?;
    corpora::write_lines(&folder.join("quotations.dev.jsonl"), dev)?;
    corpora::write_lines(&folder.join("quotations.scheme.json"), [scheme()])?;
    let raw = silver::documents(files.shared)?.into_iter().flat_map(|(id, text)| {
        let document = Document::new(&text);
        let sequences = sequence::sequences(&document).into_iter();
        sequences.map(|one| lesson(&id, &document, &one, Convention::Guide, None)).collect::<Vec<_>>()
    });
    corpora::write_lines(&folder.join("quotations.raw.jsonl"), raw)
}

/// Writes the insides of the contents that the teacher has marked into `quotations.inside.jsonl` in
/// `folder`, each with the number of its attribution as `parent`.
///
/// # Errors
///
/// Those of [`write_lessons`].
pub fn write_insides(files: &Files, model: &Model, folder: &Path) -> Result<(), String> {
    let names = NameFinder::read(model).map_err(|error| error.to_string())?;
    let wordnet = Wordnet::read(model).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    for article in silver::taught(files.shared, files.labels)? {
        learn::for_each_inside(&article, &names, &wordnet, |document, parent, sequence| {
            let mut line = lesson(&article.id, document, sequence, Convention::Inside, None);
            line["parent"] = json!(parent);
            lines.push(line);
        });
    }
    corpora::write_lines(&folder.join("quotations.inside.jsonl"), lines)
}

/// By which rules a sequence is marked; the teacher is told.
#[derive(Clone, Copy)]
enum Convention {
    /// Those of PolNeAR.
    Polnear,
    /// Those of the guide.
    Guide,
    /// Those of the guide, inside of a content.
    Inside,
}

fn measures_the_teacher(id: &str) -> bool {
    saidby::tagger::hash(id.as_bytes()) % 10 == 1
}

fn lesson(
    id: &str,
    document: &Document,
    sequence: &Sequence,
    convention: Convention,
    labels: Option<&[u8]>,
) -> Value {
    let offsets = Offsets::of(document.text);
    let item = |tokens: &Range<usize>| {
        let span = document.cover(tokens.clone());
        let [start, end] = offsets.code_points(span);
        (start, end, span.of(document.text))
    };
    let items: Vec<_> = sequence.items.iter().map(item).collect();
    json!({ "id": id, "items": items, "convention": convention as u8, "labels": labels })
}

/// Which label may follow which, stand first and stand last.
fn scheme() -> Value {
    let scheme = labels::scheme();
    let follows: Vec<_> = scheme.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let allowed = |may: &[Option<u16>]| may.iter().map(Option::is_some).collect::<Vec<_>>();
    json!({ "follows": follows, "starts": allowed(&scheme.starts), "ends": allowed(&scheme.ends) })
}
