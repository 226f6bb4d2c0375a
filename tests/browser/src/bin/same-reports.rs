//! Whether the analysis in Chromium gives the bytes of the native one, on news and on texts of our own making.
//!
//! After `cargo xtask build`, `cargo run --release -p browser-tests --bin same-reports` reads the raw news of the corpora
//! folder (`--shared DIR`).

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use browser_tests::{Site, bare, differing};
use saidby::analyzer::Analyzer;

/// How many texts of each of the two kinds.
const TEXTS: usize = 2500;
/// The raw news, a document a line.
const NEWS: [&str; 4] = ["worldwide_train", "bbc_2004_2005", "abc_australia_2006", "gmb_voa"];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let shared =
        arguments.iter().position(|argument| argument == "--shared").and_then(|at| arguments.get(at + 1));
    let shared = Path::new(shared.map_or("../shared", String::as_str));
    let mut texts: Vec<String> = (0..TEXTS as u64).map(properties::numbered).collect();
    for file in NEWS {
        let file = shared.join("raw").join(format!("{file}.txt"));
        let lines = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let lines: Vec<&str> = lines.lines().filter(|line| line.len() > 80).collect();
        let step = (lines.len() * NEWS.len() / TEXTS).max(1);
        texts.extend(lines.into_iter().step_by(step).take(TEXTS / NEWS.len()).map(str::to_owned));
    }
    let model = fs::read(xtask::site::source().join("pkg/saidby.model")).expect("the page is built");
    let analyzer = Analyzer::new(&model).expect("the model is sound");
    let site = Site::start();
    let differing = differing(&bare(&site), &analyzer, &texts);
    println!("{} of {} reports are the same", texts.len() - differing.len(), texts.len());
    for &idx in &differing {
        println!("differs: {:?}", texts[idx]);
    }
    if differing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
