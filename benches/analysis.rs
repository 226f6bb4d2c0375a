//! How long the analysis takes natively: medians of one run, printed as a table.
//!
//! `cargo xtask bench` runs it. Texts are made of the project's own sample articles.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs, hint};

use saidby::analyzer::{Analyzer, Options};
use saidby::offsets::OffsetUnit;
use saidby::report::Report;

/// How long one row may be measured.
const BUDGET: Duration = Duration::from_millis(1500);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = fs::read(root.join("model/saidby.model")).expect("the model is there");
    let articles = articles(&root.join("seeds"));
    let analyzer = Analyzer::new(&model).expect("the model is sound");

    println!("{:<44} {:>10} {:>8} {:>14}", "", "median", "runs", "words a second");
    row("load the model", 0, || hint::black_box(Analyzer::new(&model)).is_ok());
    let thousand = first_words(&articles, 1000);
    for (name, text) in [
        ("analyze 1,000 words", thousand.clone()),
        ("analyze 10,000 words", first_words(&articles, 10_000)),
        ("analyze 1 MB of articles", repeated(&articles, 1_000_000)),
        ("analyze 2 MB of articles", repeated(&articles, 2_000_000)),
        ("analyze 1 MB in one line", repeated(&articles.replace('\n', " "), 1_000_000)),
        ("analyze 100,000 quotation marks", "\"".repeat(100_000)),
        ("analyze 100,000 unclosed quotations", "“Word ".repeat(100_000)),
        ("analyze 1 MB of one word", "a".repeat(1_000_000)),
    ] {
        row(name, text.split_whitespace().count(), || analyzer.analyze(&text).entities.len() < usize::MAX);
    }
    let analysis = analyzer.analyze(&thousand);
    row("report of 1,000 words, as JSON", 0, || {
        let report = Report::new(analysis.clone(), OffsetUnit::Utf16, None);
        serde_json::to_string(&report).is_ok_and(|json| !json.is_empty())
    });

    println!("\nthe stages of 1,000 words, medians of 101 runs");
    stages(&analyzer, &thousand);
}

fn row(name: &str, words: usize, mut work: impl FnMut() -> bool) {
    let begin = Instant::now();
    let mut times = Vec::new();
    while times.len() < 5 || (begin.elapsed() < BUDGET && times.len() < 1001) {
        let start = Instant::now();
        assert!(hint::black_box(work()), "{name} came to nothing");
        times.push(start.elapsed());
    }
    let time = median(&mut times);
    let rate = if words < 1000 { String::new() } else { format!("{:.0}", words as f64 / time.as_secs_f64()) };
    println!("{name:<44} {:>7.2} ms {:>8} {rate:>14}", time.as_secs_f64() * 1e3, times.len());
}

/// Prints how long each stage takes, from the moments at which they are told to begin.
fn stages(analyzer: &Analyzer, text: &str) {
    let mut times: Vec<(&'static str, Vec<Duration>)> = Vec::new();
    for _ in 0..101 {
        let mut under_way: Option<(&'static str, Instant)> = None;
        let mut ended = Vec::new();
        hint::black_box(analyzer.analyze_with(text, &Options::default(), &mut |progress| {
            let now = Instant::now();
            if under_way.is_none_or(|(stage, _)| stage != progress.stage.name()) {
                ended.extend(under_way.map(|(stage, begin)| (stage, now - begin)));
                under_way = Some((progress.stage.name(), now));
            }
        }));
        ended.extend(under_way.map(|(stage, begin)| (stage, begin.elapsed())));
        for (stage, time) in ended {
            match times.iter_mut().find(|(known, _)| *known == stage) {
                Some((_, times)) => times.push(time),
                None => times.push((stage, vec![time])),
            }
        }
    }
    for (stage, mut times) in times {
        println!("{stage:<44} {:>7.2} ms", median(&mut times).as_secs_f64() * 1e3);
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// All sample articles, one after the other.
fn articles(seeds: &Path) -> String {
    let mut files: Vec<_> =
        fs::read_dir(seeds).expect("the samples are there").flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|suffix| suffix == "txt"));
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).expect("a sample can be read"));
    texts.collect::<Vec<_>>().join("\n")
}

/// Whole paragraphs from the beginning, until there are `words` words; repeated where there are too few.
fn first_words(articles: &str, words: usize) -> String {
    let mut text = String::new();
    let mut n_words = 0;
    for paragraph in articles.split_inclusive("\n\n").cycle() {
        if words <= n_words {
            break;
        }
        n_words += paragraph.split_whitespace().count();
        text.push_str(paragraph);
    }
    text
}

fn repeated(articles: &str, bytes: usize) -> String {
    articles.repeat(bytes / articles.len() + 1)
}
