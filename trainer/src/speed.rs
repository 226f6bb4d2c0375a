//! How many tokens a second each learned layer takes, and the whole analysis.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use saidby::analyzer::Analyzer;
use saidby::entity::NameFinder;
use saidby::model::Model;
use saidby::quote::{QuotationFinder, find_quotations};
use saidby::text::Document;
use saidby::wordnet::Wordnet;

use crate::corpora;

/// Whole articles, one after the other, so that no article's own features stay in the cache.
const SETS: [&str; 2] = ["entities/worldwide.dev", "quotes/polnear.dev"];
/// What is measured, in the order of [`Times`].
const ROWS: [&str; 4] = [
    "cutting up the text",
    "cutting up and names",
    "quotations with reranking, names given",
    "the whole analysis",
];
/// Rounds over a set, of which the median counts.
const N_ROUNDS: usize = 9;

type Times = [f64; ROWS.len()];

/// Prints the medians over the rounds, for one core.
///
/// # Errors
///
/// One sentence, where the model lacks a part or the articles cannot be read.
pub fn measure(shared: &Path, bytes: &[u8]) -> Result<(), String> {
    let say = |error: saidby::model::ModelError| error.to_string();
    let model = Model::read(bytes).map_err(say)?;
    let names = NameFinder::read(&model).map_err(say)?;
    let quotations = QuotationFinder::read(&model).map_err(say)?;
    let wordnet = Wordnet::read(&model).map_err(say)?;
    let analyzer = Analyzer::new(bytes).map_err(say)?;
    let mut loading: Vec<f64> = (0..N_ROUNDS)
        .map(|_| {
            let began = Instant::now();
            black_box(Analyzer::new(bytes).is_ok());
            began.elapsed().as_secs_f64()
        })
        .collect();
    println!("loading the model: {:.1} ms", 1e3 * median(&mut loading));
    for set in SETS {
        let articles = corpora::read_texts(&shared.join("corpora").join(format!("{set}.jsonl")))?;
        let mut rounds: [Vec<f64>; ROWS.len()] = Default::default();
        let mut n_tokens = 0;
        for _ in 0..N_ROUNDS {
            let (tokens, times) = round(&articles, &names, &wordnet, &quotations, &analyzer);
            n_tokens = tokens;
            for (times, time) in rounds.iter_mut().zip(times) {
                times.push(time);
            }
        }
        println!("{set}: {} articles, {n_tokens} tokens, medians of {N_ROUNDS} rounds", articles.len());
        for (row, times) in ROWS.iter().zip(&mut rounds) {
            println!("  {row:40} {:9.0} tokens/s", n_tokens as f64 / median(times));
        }
    }
    Ok(())
}

/// One pass over the articles: how many tokens there are, and how long each row took.
fn round(
    articles: &[String],
    names: &NameFinder,
    wordnet: &Wordnet,
    quotations: &QuotationFinder,
    analyzer: &Analyzer,
) -> (usize, Times) {
    let (mut n_tokens, mut times) = (0, Times::default());
    for text in articles {
        let began = Instant::now();
        let document = Document::new(text);
        times[0] += began.elapsed().as_secs_f64();
        let tagged = names.find(&document, wordnet);
        times[1] += began.elapsed().as_secs_f64();
        let began = Instant::now();
        black_box(find_quotations(&document, &tagged, wordnet, quotations));
        times[2] += began.elapsed().as_secs_f64();
        let began = Instant::now();
        black_box(analyzer.analyze(text));
        times[3] += began.elapsed().as_secs_f64();
        n_tokens += document.tokens.len();
    }
    (n_tokens, times)
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}
