//! Whether the reports of whole corpora keep their word: what [`properties::broken`] asks of every report.

use std::path::Path;
use std::thread;

use properties::broken;
use saidby::analyzer::Analyzer;
use saidby::model::Model;
use saidby::offsets::OffsetUnit;
use saidby::report::Report;

use crate::corpora;

const SETS: [&str; 2] = ["entities/worldwide.train", "quotes/polnear.train"];

/// Prints how many reports of the training articles are broken, and how many texts like news of our own making; with
/// `list` what of them is.
///
/// # Errors
///
/// One sentence, where the articles cannot be read, or any report is broken.
pub fn check(shared: &Path, model: &Model, list: bool) -> Result<(), String> {
    let analyzer = Analyzer::new(&model.write()).map_err(|error| error.to_string())?;
    let mut sets = Vec::new();
    for set in SETS {
        let texts = corpora::read_texts(&shared.join("corpora").join(format!("{set}.jsonl")))?;
        sets.push((set, texts));
    }
    sets.push(("texts of our own making", (0..20_000).map(properties::numbered).collect()));
    let mut n_all = 0;
    for (set, texts) in sets {
        let wrong = of_all(&analyzer, &texts);
        println!("{set}: {} of {} broken", wrong.len(), texts.len());
        for (idx, sentences) in wrong.iter().filter(|_| list) {
            println!("  {idx}: {}", sentences.join("\n    "));
        }
        n_all += wrong.len();
    }
    if n_all == 0 { Ok(()) } else { Err(format!("{n_all} reports are broken")) }
}

/// The texts whose reports are broken, by number, and what of them is.
fn of_all(analyzer: &Analyzer, texts: &[String]) -> Vec<(usize, Vec<String>)> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    let of_thread = |first: usize| {
        let texts = texts.iter().enumerate().skip(first).step_by(n_threads);
        texts
            .map(|(idx, text)| {
                (idx, broken(text, &Report::new(analyzer.analyze(text), OffsetUnit::CodePoint, None)))
            })
            .filter(|(_, sentences)| !sentences.is_empty())
            .collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|first| scope.spawn(move || of_thread(first))).collect();
        let mut wrong: Vec<_> =
            threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect();
        wrong.sort();
        wrong
    })
}
