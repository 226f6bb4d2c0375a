//! Every export, read again by a library of others: spans and texts equal the report's.
//!
//! Of brat and CoNLL there is no such library in Rust; their files are read by the rules of the formats in
//! `lines.rs`, and the columns of CoNLL by the reader of tables. TEI and REFI-QDA are read by their schemas too.

mod annotation;
mod json;
mod lines;
mod prose;
mod schema;
mod table;
mod texts;
mod xml;

use std::sync::OnceLock;

use saidby::analyzer::Analyzer;
use saidby::export::{Format, Options, export};
use saidby::offsets::OffsetUnit;
use saidby::report::{Mention, Quotation, Report};

/// A text with its report in either unit.
struct Fixture {
    text: String,
    chars: Vec<char>,
    /// In code points.
    points: Report,
    utf16: Report,
}

impl Fixture {
    fn new(text: String) -> Self {
        let analysis = analyzer().analyze(&text);
        let id = Some("sample.txt");
        let points = Report::new(analysis.clone(), OffsetUnit::CodePoint, id);
        let utf16 = Report::new(analysis, OffsetUnit::Utf16, id);
        Self { chars: text.chars().collect(), points, utf16, text }
    }

    /// The words of a span in code points.
    fn words(&self, [start, end]: [u32; 2]) -> String {
        self.chars[start as usize..end as usize].iter().collect()
    }

    fn export(&self, format: Format) -> Vec<u8> {
        export(format, &self.text, &self.points, &Options::default())
    }

    fn exported(&self, format: Format) -> String {
        String::from_utf8(self.export(format)).expect("text")
    }

    /// Every mention with its entity.
    fn mentions(&self) -> impl Iterator<Item = (usize, &Mention)> {
        self.points.entities.iter().flat_map(|entity| entity.mentions.iter().map(|m| (entity.id, m)))
    }

    fn contents(&self) -> impl Iterator<Item = (&Quotation, [u32; 2])> {
        self.points.quotations.iter().flat_map(|q| q.content.iter().map(move |&span| (q, span)))
    }
}

fn analyzer() -> &'static Analyzer {
    static ANALYZER: OnceLock<Analyzer> = OnceLock::new();
    ANALYZER.get_or_init(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/model/saidby.model");
        Analyzer::new(&std::fs::read(path).expect("the model is there")).expect("the model is sound")
    })
}

/// All samples, 500 generated texts and 64 hostile ones.
fn fixtures() -> &'static [Fixture] {
    static FIXTURES: OnceLock<Vec<Fixture>> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        let fixtures: Vec<Fixture> = texts::all().into_iter().map(Fixture::new).collect();
        let n_found = |of: fn(&Fixture) -> usize| fixtures.iter().map(of).sum::<usize>();
        assert!(1000 < n_found(|f| f.points.quotations.len()), "the texts hold quotations");
        assert!(2000 < n_found(|f| f.mentions().count()), "the texts hold names");
        assert!(500 < n_found(|f| f.points.values.len()), "the texts hold values");
        fixtures
    })
}

/// What a quotation is called.
fn label(quotation: &Quotation) -> &'static str {
    if quotation.act.name() == "statement" { quotation.kind.name() } else { quotation.act.name() }
}

/// Words as a line shows them.
fn flat(words: &str) -> String {
    words.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_exported_does_not_depend_on_the_unit_that_the_report_counts_in() {
    let formats = Format::ALL.iter().copied().filter(|format| {
        !matches!(
            format,
            Format::Json | Format::JsonLines | Format::Statements | Format::Entities | Format::Values
        )
    });
    for format in formats {
        for fixture in fixtures() {
            let other = export(format, &fixture.text, &fixture.utf16, &Options::default());
            assert!(fixture.export(format) == other, "{format:?} of {:?}", fixture.text);
        }
    }
}

#[test]
fn every_format_names_its_unit_the_text_the_program_and_the_model() {
    for fixture in fixtures().iter().take(16) {
        let Report { program, model, text_sha256, .. } = &fixture.points;
        assert!(program.starts_with("saidby ") && model.len() == 16 && text_sha256.len() == 64);
        for &format in Format::ALL {
            let bytes = fixture.export(format);
            let text = String::from_utf8_lossy(&bytes);
            let unit = text.contains("code points") || text.contains("codepoint");
            match format {
                // Data of the same shape as the samples' have no more than the unit, codes have no offsets.
                Format::Gold => assert!(unit),
                Format::Codebook => assert!(text.contains(program)),
                _ => {
                    assert!(unit, "{format:?}");
                    for part in [program, model, text_sha256] {
                        assert!(text.contains(part), "{format:?} does not name {part}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_report_that_does_not_fit_its_text_is_written_without_harm() {
    let long = &fixtures()[0];
    for text in ["", "x", "💛"] {
        for &format in Format::ALL {
            let written = export(format, text, &long.points, &Options::default());
            // A file of brat without a mark is an empty one.
            assert!(format == Format::Brat || !written.is_empty(), "{format:?}");
        }
    }
    let mut wild = long.points.clone();
    let mut n = 7u32;
    wild.visit_offsets(&mut |offset| {
        n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *offset = if n.is_multiple_of(7) { u32::MAX } else { n % 5000 };
    });
    wild.entities.remove(0);
    for &format in Format::ALL {
        assert!(!export(format, &long.text, &wild, &Options::default()).is_empty());
    }
}

#[test]
fn corrections_stay_in_what_is_exported() {
    let fixture = &fixtures()[0];
    let mut report = fixture.points.clone();
    // As the page corrects: entities keep their ids where others go, and a speaker is marked.
    let gone = report.entities.remove(0);
    let speaker = report.entities[2].clone();
    for quotation in &mut report.quotations {
        quotation.candidates.retain(|candidate| candidate.speaker != Some(gone.id));
        quotation.speaker = quotation.speaker.filter(|&id| id != gone.id);
    }
    report.quotations[0].speaker = Some(speaker.id);
    report.quotations[0].corrected = true;
    let written = |format| {
        String::from_utf8_lossy(&export(format, &fixture.text, &report, &Options::default())).into_owned()
    };
    let table = written(Format::Statements);
    let row = table.lines().find(|row| row.starts_with("0,")).expect("the row of the quotation");
    assert!(row.contains(&flat(&speaker.name)) && row.contains(",true,"), "{row}");
    assert!(written(Format::Json).contains("\"corrected\": true"));
    assert!(written(Format::Tei).contains(&format!("who=\"#e{}\"", speaker.id)));
    assert!(!written(Format::Tei).contains(&format!("\"#e{}\"", gone.id)));
    assert!(written(Format::Markdown).contains(&format!("\n## {}", flat(&speaker.name))));
    let again: Report = Report::of_json(&written(Format::JsonLines)).expect("a report");
    assert_eq!(again, report);
}

/// The files of an archive, which are text, by name.
fn texts_of(archive: &[u8]) -> std::collections::BTreeMap<String, String> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    let mut texts = std::collections::BTreeMap::new();
    for idx in 0..archive.len() {
        let mut file = archive.by_index(idx).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        texts.insert(file.name().expect("a name").to_string(), text);
    }
    texts
}
