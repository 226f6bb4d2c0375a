//! TEI and REFI-QDA, by the schemas of those who made the formats, in `schemas/`, and by jing, a validator in Java.
//!
//! Where jing is not installed, nothing is read here; `cargo xtask test` says so, or installs it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use saidby::export::Format;

use super::{Fixture, fixtures, texts_of};

/// Words of a file, and what in their place its schema must refuse.
const BROKEN: [(&str, &str); 4] = [
    ("<said ", "<said speaker=\"nobody\" "),
    ("<titleStmt>", "<titleStmt><said/>"),
    ("isCodable=\"true\"", "isCodable=\"maybe\""),
    (" startPosition=\"", " startPosition=\"x"),
];

fn jing() -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join("jing"))
        .find(|file| file.is_file())
}

/// The schema, in a folder of the test's own.
fn schema(name: &str, folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/schemas").join(name);
    let Some(name) = name.strip_suffix(".gz") else { return source };
    let (packed, mut text) = (fs::File::open(source).expect("the schema is there"), String::new());
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).expect("the schema is whole");
    fs::write(folder.join(name), text).expect("a file");
    folder.join(name)
}

/// Writes every text in a format, and what is broken on purpose; only of the latter the validator may complain.
fn all_fit(name: &str, written: fn(&Fixture) -> String) {
    let Some(jing) = jing() else { return };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("schemas").join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a folder");
    let mut files = Vec::new();
    let mut write = |name: String, text: String| {
        fs::write(folder.join(&name), text).expect("a file");
        files.push(name);
    };
    for (nr, fixture) in fixtures().iter().enumerate() {
        write(format!("{nr}.xml"), written(fixture));
    }
    let sound = written(&fixtures()[0]);
    let broken = BROKEN.iter().filter(|(from, _)| sound.contains(from)).enumerate();
    let broken: Vec<String> = broken
        .map(|(nr, (from, to))| {
            write(format!("broken{nr}.xml"), sound.replacen(from, to, 1));
            format!("broken{nr}.xml:")
        })
        .collect();
    assert!(!broken.is_empty());
    let output = Command::new(jing)
        .arg(schema(name, &folder))
        .args(files)
        .current_dir(&folder)
        .output()
        .expect("jing starts");
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = said.lines().filter(|line| !broken.iter().any(|file| line.contains(file.as_str())));
    assert_eq!(wrong.collect::<Vec<_>>(), [] as [&str; 0], "{}", String::from_utf8_lossy(&output.stderr));
    for file in &broken {
        assert!(said.contains(file), "{file} must be refused");
    }
}

#[test]
fn tei_fits_the_schema_of_tei() {
    all_fit("tei_all.rng.gz", |fixture| fixture.exported(Format::Tei));
}

#[test]
fn projects_and_codebooks_fit_the_schemas_of_refi() {
    all_fit("Codebook.xsd", |fixture| fixture.exported(Format::Codebook));
    all_fit("Project.xsd", |fixture| texts_of(&fixture.export(Format::Project))["project.qde"].clone());
}
