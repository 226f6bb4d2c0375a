//! A short run of what `cargo xtask fuzz` runs for long: inputs that broke something once (`crashes/`), and others by
//! chance.

use std::fs;
use std::path::{Path, PathBuf};

use properties::analyzer;
use saidby::offsets::OffsetUnit;
use saidby::report::Report;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_target_is_one_of_cargo_fuzz() {
    let folder = Path::new(ROOT).join("../../fuzz/targets");
    let files = fs::read_dir(folder).expect("the targets are there");
    let mut there: Vec<String> =
        files.filter_map(|file| Some(file.ok()?.path().file_stem()?.to_str()?.to_owned())).collect();
    there.sort_unstable();
    let mut own: Vec<&str> = properties::targets().collect();
    own.sort_unstable();
    assert_eq!(there, own);
}

/// A row of numbers, the same every time.
struct Chance(u64);

impl Chance {
    /// Below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.below(256) as u8).collect()
    }

    /// One of the texts.
    fn one<'a>(&mut self, texts: &'a [String]) -> &'a [u8] {
        texts[self.below(texts.len())].as_bytes()
    }

    /// The bytes with some of them cut, doubled, or others in their place.
    fn changed(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            let end = bytes.len().min(at + self.below(12));
            let new = match self.below(4) {
                0 => Vec::new(),
                1 => bytes[at..end].repeat(2),
                2 => self.bytes(8),
                _ => ["“", "\"", "\n\n", "9", "-1", "null", "{", "\u{301}"][self.below(8)].into(),
            };
            bytes.splice(at..end, new);
        }
        bytes
    }
}

fn files(folder: PathBuf) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
}

/// What went wrong once, and `tries` inputs that `make` makes.
fn run(name: &str, tries: usize, mut make: impl FnMut(&mut Chance) -> Vec<u8>) {
    for file in files(Path::new(ROOT).join("crashes").join(name)) {
        println!("{}", file.display());
        properties::run(name, &fs::read(&file).expect("it can be read"));
    }
    let mut chance = Chance(2026);
    for _ in 0..tries {
        properties::run(name, &make(&mut chance));
    }
}

/// The samples.
fn seeds() -> Vec<String> {
    let files = files(Path::new(ROOT).join("../../seeds"));
    let texts = files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "txt"));
    texts.map(|file| fs::read_to_string(file).expect("a sample is text")).collect()
}

#[test]
fn analyze() {
    let seeds = seeds();
    run("analyze", 60, |chance| {
        let seed = chance.one(&seeds);
        chance.changed(seed)
    });
}

#[test]
fn news() {
    run("news", 200, |chance| chance.bytes(200));
}

#[test]
fn model() {
    run("model", 60, |chance| chance.bytes(200));
}

#[test]
fn report() {
    let reports: Vec<String> = seeds()
        .iter()
        .map(|text| Report::new(analyzer().analyze(text), OffsetUnit::CodePoint, None))
        .map(|report| serde_json::to_string(&report).expect("a report is JSON"))
        .collect();
    run("report", 60, |chance| {
        let report = chance.one(&reports);
        chance.changed(report)
    });
}

#[test]
fn exports() {
    run("exports", 60, |chance| chance.bytes(200));
}
