//! What fuzzing calls: each target takes any bytes, and panics where something does not hold.

use std::io::{Cursor, Read};
use std::sync::OnceLock;

use saidby::analyzer::{Analyzer, Options};
use saidby::export::{self, Format, export};
use saidby::model::Model;
use saidby::offsets::OffsetUnit;
use saidby::report::Report;
use saidby::span::Span;
use saidby::value::Date;

use crate::{article, broken};

/// What is tried on bytes.
type Target = fn(&[u8]);

/// All of them, by name.
const TARGETS: [(&str, Target); 5] =
    [("analyze", analyze), ("news", news), ("model", model), ("report", report), ("exports", exports)];

/// The names of the targets.
pub fn targets() -> impl Iterator<Item = &'static str> {
    TARGETS.iter().map(|(name, _)| *name)
}

/// Gives the bytes to a target.
///
/// # Panics
///
/// Where something does not hold, or there is no target of this name.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|(own, _)| *own == name);
    let (_, target) = target.unwrap_or_else(|| panic!("there is no target {name}"));
    target(bytes);
}

/// The analyzer that ships.
pub fn analyzer() -> &'static Analyzer {
    static ANALYZER: OnceLock<Analyzer> = OnceLock::new();
    ANALYZER.get_or_init(|| Analyzer::new(&model_bytes()).expect("the model is sound"))
}

fn model_bytes() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/saidby.model");
    std::fs::read(path).expect("the model is there")
}

/// Any text, with any options that four bytes of it can choose.
fn analyze(bytes: &[u8]) {
    let (choices, text) = bytes.split_at_checked(4).unwrap_or((&[0; 4], bytes));
    let text = String::from_utf8_lossy(text);
    let [date, keep, length, cut] = [0, 1, 2, 3].map(|idx| u32::from(choices[idx]));
    let date = Date::new(1990 + date as i32, 1 + (date % 12) as u8, 1 + (date % 28) as u8);
    let mut options = Options::dated(date);
    options.keep = (0 < length).then(|| Span::new(keep, keep + length)).into_iter().collect();
    options.cut = (cut % 2 == 1).then_some(cut);
    check(&text, &options);
}

/// A text like news.
fn news(bytes: &[u8]) {
    check(&article(bytes), &Options::default());
}

fn check(text: &str, options: &Options) {
    let analysis = analyzer().analyze_with(text, options, &mut |_| {});
    let report = Report::new(analysis, OffsetUnit::CodePoint, None);
    let broken = broken(text, &report);
    assert!(broken.is_empty(), "{broken:#?} in {text:?}");
    let again = analyzer().analyze_with(text, options, &mut |_| {});
    assert!(Report::new(again, OffsetUnit::CodePoint, None) == report, "two reports of {text:?}");
}

/// A model file: as it comes, and with one section of the true one in its place, so that its checksum holds.
fn model(bytes: &[u8]) {
    if let Ok(model) = Model::read(bytes) {
        assert!(Model::read(&model.write()).is_ok_and(|again| again == model));
        try_model(bytes);
    }
    static TRUE: OnceLock<Model> = OnceLock::new();
    let mut model = TRUE.get_or_init(|| Model::read(&model_bytes()).expect("the model is sound")).clone();
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let n_sections = model.sections.len();
    let section = &mut model.sections[usize::from(choice) % n_sections];
    // Where it begins to differ, and how.
    let Some((at, bytes)) = bytes.split_at_checked(3) else { return };
    let at = at.iter().fold(0, |at, &byte| at << 8 | usize::from(byte)) % section.bytes.len().max(1);
    if choice < 128 {
        let end = section.bytes.len().min(at + bytes.len());
        section.bytes[at..end].copy_from_slice(&bytes[..end - at]);
    } else {
        section.bytes.truncate(at % 64);
        section.bytes.extend_from_slice(bytes);
    }
    try_model(&model.write());
}

/// A file that is taken for a model reads a text without harm.
fn try_model(bytes: &[u8]) {
    if let Ok(analyzer) = Analyzer::new(bytes) {
        let text = article(b"A report that a damaged model makes must do no harm either.");
        std::hint::black_box(Report::new(analyzer.analyze(&text), OffsetUnit::Utf16, None));
    }
}

/// A report that comes back as JSON: refused, or read as it was written; and written in every format.
fn report(bytes: &[u8]) {
    let json = String::from_utf8_lossy(bytes);
    let Ok(report) = Report::of_json(&json) else { return };
    let again = serde_json::to_string(&report).expect("a report is JSON");
    assert_eq!(Report::of_json(&again).as_ref(), Ok(&report), "{json}");
    write_all(&article(bytes), &report);
}

/// Every export of a text like news, whose title and id are any.
fn exports(bytes: &[u8]) {
    let (name, bytes) = bytes.split_at(bytes.len().min(16));
    let (name, text) = (String::from_utf8_lossy(name), article(bytes));
    let report = Report::new(analyzer().analyze(&text), OffsetUnit::CodePoint, Some(&name));
    let json = String::from_utf8(export(Format::Json, &text, &report, &export::Options::default()));
    assert_eq!(json.ok().as_deref().map(Report::of_json), Some(Ok(report.clone())));
    write_all(&text, &report);
}

/// Writes a report in every format, and has each read again by the rules of its kind.
fn write_all(text: &str, report: &Report) {
    let mut options = export::Options::default();
    (options.bom, options.with_text, options.title) = (true, true, report.id.as_deref());
    for &format in Format::ALL {
        read_again(format.extension(), &export(format, text, report, &options));
    }
}

fn read_again(extension: &str, bytes: &[u8]) {
    let kind = extension.rsplit('.').next().unwrap_or_default();
    if matches!(kind, "zip" | "qdpx") {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for idx in 0..archive.len() {
            let mut file = archive.by_index(idx).expect("a file");
            let name = file.name().expect("a name").to_string();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("a file that is whole");
            read_again(&name, &bytes);
        }
        return;
    }
    let text = std::str::from_utf8(bytes).expect("text");
    match kind {
        "json" | "jsonl" | "jsonld" => drop(serde_json::from_str::<serde_json::Value>(text).expect("JSON")),
        "xml" | "qdc" | "qde" => drop(roxmltree::Document::parse(text).expect("XML")),
        "csv" => {
            let rows = csv::ReaderBuilder::new().flexible(false).from_reader(bytes).into_records();
            rows.for_each(|row| assert!(row.expect("as many cells as columns").len() > 1));
        }
        // Of these there is no strict reader: `tests/export/` looks at what stands in them.
        _ => {}
    }
}
