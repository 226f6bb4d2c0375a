//! How fast the grammar finds values, in tokens a second, over the sample articles.
//!
//! `cargo bench --bench values`; the bar is 2,800,000 tokens a second on one core.

use std::hint::black_box;
use std::time::{Duration, Instant};

use saidby::entity::Tagged;
use saidby::text::Document;
use saidby::value::{Date, find_values};

fn main() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the samples lie in seeds/")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let texts: Vec<String> =
        paths.iter().map(|path| std::fs::read_to_string(path).expect("a readable sample")).collect();
    let documents: Vec<Document> = texts.iter().map(|text| Document::new(text)).collect();
    let n_tokens: usize = documents.iter().map(|document| document.tokens.len()).sum();
    for (name, date) in [("without a date", None), ("with a date", Date::parse("2021-06-16"))] {
        let mut best = Duration::MAX;
        let mut n_values = 0;
        for _ in 0..200 {
            let start = Instant::now();
            n_values = documents
                .iter()
                .map(|document| black_box(find_values(document, &Tagged::default(), date)).values.len())
                .sum();
            best = best.min(start.elapsed());
        }
        let speed = n_tokens as f64 / best.as_secs_f64();
        println!("values {name}: {n_tokens} tokens, {n_values} values, {speed:.0} tokens a second");
    }
}
