//! The files of `tests/suite/`: one grammar for all kinds of cases, read and written.

use std::fs;
use std::path::{Path, PathBuf};

use saidby::value::Date;

/// What a case may ask for; `main.rs` says what each section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Names,
    Links,
    Statements,
    Speakers,
    Values,
    Page,
    Claims,
}

impl Kind {
    pub const ALL: [Self; 7] =
        [Self::Names, Self::Links, Self::Statements, Self::Speakers, Self::Values, Self::Page, Self::Claims];

    /// The word behind `---` that opens a section of this kind.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Links => "links",
            Self::Statements => "statements",
            Self::Speakers => "speakers",
            Self::Values => "values",
            Self::Page => "page",
            Self::Claims => "claims",
        }
    }
}

/// What must be found of one kind.
#[derive(Clone, Debug)]
pub struct GoldenSection {
    pub kind: Kind,
    /// Lines without the last one's end; empty where nothing may be found.
    pub expected: String,
}

#[derive(Clone, Debug)]
pub struct GoldenCase {
    /// Without the mark of a known failure.
    pub name: String,
    /// Why the answer is still wrong.
    pub known_failure: Option<String>,
    /// The article's date.
    pub date: Option<Date>,
    /// As the file has it, with its marks.
    pub text: String,
    pub sections: Vec<GoldenSection>,
}

impl GoldenCase {
    /// The texts that the sections are about: one, or each line of a list.
    pub fn texts(&self) -> Vec<String> {
        let items: Option<Vec<&str>> = self.text.lines().map(|line| line.strip_prefix("- ")).collect();
        let texts = items.filter(|items| !items.is_empty()).unwrap_or_else(|| vec![&self.text]);
        texts.into_iter().map(|text| text.replace('␍', "\r")).collect()
    }
}

/// A file of cases.
pub struct File {
    pub path: PathBuf,
    /// What stands above the first case.
    pub preface: String,
    pub cases: Vec<GoldenCase>,
}

const KNOWN_FAILURE: &str = " [known failure: ";

impl File {
    /// Reads a file, and fails where writing it would change it.
    pub fn read(path: &Path) -> Self {
        let content = fs::read_to_string(path).unwrap();
        let mut parts = content.split("\n=== ");
        let preface = parts.next().unwrap_or_default().to_owned();
        let file = Self { path: path.to_owned(), preface, cases: parts.map(read_case).collect() };
        let written = file.text();
        if let Some(line) = content.lines().zip(written.lines()).position(|(old, new)| old != new) {
            panic!("{}:{}: not in the form in which cases are written", path.display(), line + 1);
        }
        assert_eq!(content, written, "{}: more or fewer blank lines than one at its end", path.display());
        file
    }

    /// The file and the folder it lies in, below the suite: "coref/names.txt".
    pub fn path_label(&self) -> String {
        let path = self.path.to_string_lossy().replace('\\', "/");
        path.split_once("tests/suite/").map_or(path.clone(), |(_, label)| label.to_owned())
    }

    pub fn folder(&self) -> String {
        self.path_label().split('/').next().unwrap_or_default().to_owned()
    }

    /// The file's content.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.preface);
        for case in &self.cases {
            text.push_str("=== ");
            text.push_str(&case.name);
            if let Some(reason) = &case.known_failure {
                text.push_str(&format!("{KNOWN_FAILURE}{reason}]"));
            }
            text.push('\n');
            if let Some(date) = case.date {
                text.push_str(&format!("@ {date}\n"));
            }
            text.push_str(&case.text);
            text.push('\n');
            for section in &case.sections {
                text.push_str(&format!("--- {}\n", section.kind.name()));
                if !section.expected.is_empty() {
                    text.push_str(&section.expected);
                    text.push('\n');
                }
            }
            text.push('\n');
        }
        text.pop();
        text
    }
}

fn read_case(part: &str) -> GoldenCase {
    let (title, body) = part.split_once('\n').unwrap_or((part, ""));
    let (name, known_failure) = match title.split_once(KNOWN_FAILURE) {
        Some((name, reason)) => (name, Some(reason.trim_end_matches(']').to_owned())),
        None => (title, None),
    };
    let (date, body) = match body.strip_prefix("@ ").and_then(|rest| rest.split_once('\n')) {
        Some((day, rest)) => {
            (Some(Date::parse(day).unwrap_or_else(|| panic!("{name}: {day} is no date"))), rest)
        }
        None => (None, body),
    };
    let mut parts = body.split("\n--- ");
    let text = parts.next().unwrap_or_default().to_owned();
    let sections: Vec<GoldenSection> = parts.map(|part| read_section(name, part)).collect();
    assert!(!sections.is_empty(), "{name}: no section, such as “--- links”, says what must be found");
    GoldenCase { name: name.to_owned(), known_failure, date, text, sections }
}

fn read_section(case: &str, part: &str) -> GoldenSection {
    let (name, expected) = part.split_once('\n').unwrap_or((part, ""));
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    let kind = kind.unwrap_or_else(|| {
        panic!("{case}: there is no section “{name}”, but {:?}", Kind::ALL.map(Kind::name))
    });
    GoldenSection { kind, expected: expected.trim_end().to_owned() }
}

/// All files of cases, in order.
pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut paths = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| File::read(path)).collect()
}
