//! The golden cases of `tests/suite/`: short texts and what must be found in them.
//!
//! A case is a text under `=== name`, then a section for each kind of finding that it is about:
//!
//! ```text
//! === surname after the full name
//! @ 2024-05-20                      the article's date, where it matters
//! [P Ana Reyle] opened the bridge on Monday. [P Reyle] had asked for it.
//! --- links
//! Ana Reyle: Ana Reyle | Reyle
//! ```
//!
//! | section | a line says |
//! | --- | --- |
//! | `names` | `type: name`, in text order |
//! | `links` | `name: mention \| mention`, of who has several mentions, a role or a quotation; below it `roles`, `members`, `of` |
//! | `statements` | `kind: content / source / cue`, pieces joined by ` + `, indented inside another; `words: type text` for quoted words that nobody says |
//! | `speakers` | `number: speaker` of each quotation, `?` where it is left open |
//! | `values` | `words: type value \| low..high \| = unit \| ~ edge`; of the fields only those given are compared, and either end of a range may be missing |
//! | `page` | `date: …` and `headline: …`; no line of the article may be lost |
//! | `claims` | one thing each, where only that matters: `Ana Reyle says: …`, `name (person): …`; see `claims.rs` |
//!
//! Marks in the text give names and quotations, so that linking and values are judged alone: `[P Ana Reyle]`
//! is a person, `O` an organization, `L` a place, `N` a nationality, `F` a facility, `M` anything else;
//! `{1: “Yes,”}` is the content of quotation 1 and `{1s Reyle}` its source.
//! The lines of a page begin with a letter; `tests/suite/pages/first.txt` explains them.
//! A text of lines that begin with `- ` is a list: each is a text of its own, and the sections hold for all.
//! Where no value may be found, none may be found without the date either.
//! `↵` stands for the end of a line within words, `␍` for a carriage return.
//!
//! A name that ends with `[known failure: reason]` marks a case whose answer is still wrong; when it comes
//! right, the test fails, so that the mark is taken away.
//! `BLESS=1 cargo test --test golden` writes what is found into the files, where a case is no known failure
//! and no claim, and takes away marks of failures that came right.

mod claims;
mod diff;
mod links;
mod marks;
mod page;
mod statements;
mod suite;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use saidby::analyzer::{Analysis, Analyzer, Options};
use saidby::coref::Ranker;
use saidby::model::Model;
use saidby::value::Date;
use saidby::wordnet::Wordnet;

use suite::{GoldenCase, GoldenSection, Kind};

/// As many wrong answers as may stand recorded, by folder.
const MAX_KNOWN_FAILURES: [(&str, usize); 5] =
    [("coref", 7), ("field", 102), ("pages", 1), ("quotations", 3), ("values", 2)];

/// Fewer texts than these are there by mistake.
const MIN_TEXTS: usize = 1150;

/// The trained parts that cases are read with.
struct Tools {
    analyzer: Analyzer,
    ranker: Ranker,
    wordnet: Wordnet,
}

impl Tools {
    fn read() -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("model/saidby.model");
        let bytes = fs::read(file).unwrap();
        let model = Model::read(&bytes).unwrap();
        Self {
            analyzer: Analyzer::new(&bytes).unwrap(),
            ranker: Ranker::read(&model).unwrap(),
            wordnet: Wordnet::read(&model).unwrap(),
        }
    }
}

/// How the texts of a case are read.
struct Reading<'t> {
    tools: &'t Tools,
    date: Option<Date>,
}

impl Reading<'_> {
    fn analyze<'t>(&self, text: &'t str) -> Analysis<'t> {
        self.tools.analyzer.analyze_with(text, &Options::dated(self.date), &mut |_| {})
    }

    /// What is found of a kind, and whether that is right.
    fn find(&self, section: &GoldenSection, text: &str) -> (String, bool) {
        let expected = section.expected.as_str();
        let found = match section.kind {
            Kind::Names => links::names(self, text),
            Kind::Links => links::links(self, text),
            Kind::Speakers => links::speakers(self, text),
            Kind::Statements => statements::statements(self, text),
            Kind::Page => page::page(self, text),
            Kind::Claims => claims::claims(self, text, expected),
            Kind::Values => {
                let mut found = values::values(text, self.date);
                if expected.is_empty() && found.is_empty() {
                    found = values::values(text, None);
                }
                let fits = values::fit(expected, &found);
                return (found, fits);
            }
        };
        let is_right = found == expected;
        (found, is_right)
    }
}

/// A type's name in lower case.
fn lower_name(value: impl Debug) -> String {
    format!("{value:?}").to_lowercase()
}

/// The cases that are about a kind.
fn cases_of(kind: Kind) -> Vec<GoldenCase> {
    let cases = suite::files().into_iter().flat_map(|file| file.cases);
    cases.filter(|case| case.sections.iter().any(|section| section.kind == kind)).collect()
}

/// What is wrong with a case, in words; empty if all is right. When blessing, writes what is found.
fn check(case: &mut GoldenCase, tools: &Tools, bless: bool) -> Vec<String> {
    let reading = Reading { tools, date: case.date };
    let texts = case.texts();
    let mut problems = Vec::new();
    for section in &mut case.sections {
        for text in &texts {
            let (found, is_right) = reading.find(section, text);
            if is_right {
                continue;
            }
            if bless && case.known_failure.is_none() && texts.len() == 1 && section.kind != Kind::Claims {
                section.expected = found;
                continue;
            }
            let item = if texts.len() == 1 { String::new() } else { format!("\n  in: {text}") };
            let diff = diff::diff(&section.expected, &found);
            problems.push(format!("{}{item}\n{diff}", section.kind.name()));
        }
    }
    if case.known_failure.is_none() || !problems.is_empty() {
        return if case.known_failure.is_some() { Vec::new() } else { problems };
    }
    if bless {
        case.known_failure = None;
        return Vec::new();
    }
    vec!["comes right: it is no known failure any more".to_owned()]
}

const WHAT_TO_DO: &str = "
Lines with - were expected, lines with + were found.
Where what is found is right: BLESS=1 cargo test --test golden, then read the changes with git diff.
Where it is wrong and cannot be mended now: write [known failure: why] behind the case's name.
A claim is never written anew: mend the core, or the claim.";

#[test]
fn every_case_comes_out_as_its_file_says() {
    let (tools, bless) = (Tools::read(), std::env::var_os("BLESS").is_some());
    let (mut n_cases, mut n_texts, mut problems) = (0, 0, Vec::new());
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for mut file in suite::files() {
        let (before, label) = (file.text(), file.path_label());
        for case in &mut file.cases {
            let wrong = check(case, &tools, bless);
            n_cases += 1;
            n_texts += case.texts().len();
            for problem in wrong {
                problems.push(format!("tests/suite/{}: {}: {problem}\n", label, case.name));
            }
        }
        let n_known = file.cases.iter().filter(|case| case.known_failure.is_some()).count();
        *known.entry(file.folder()).or_default() += n_known;
        if bless && file.text() != before {
            fs::write(&file.path, file.text()).unwrap();
        }
    }
    println!("{n_cases} cases with {n_texts} texts; known failures: {known:?}");
    assert!(problems.is_empty(), "{} of {n_cases}\n\n{}{WHAT_TO_DO}", problems.len(), problems.join("\n"));
    for (folder, n_known) in known {
        let limit = MAX_KNOWN_FAILURES.iter().find(|(own, _)| *own == folder).map_or(0, |(_, limit)| *limit);
        assert!(n_known <= limit, "{folder}: {n_known} known failures, {limit} may stand recorded");
    }
    assert!(MIN_TEXTS <= n_texts, "{n_texts} texts");
}

#[test]
fn names_of_cases_are_their_own() {
    for file in suite::files() {
        let mut seen = BTreeSet::new();
        for case in &file.cases {
            assert!(seen.insert(&case.name), "{}: two cases are called “{}”", file.path_label(), case.name);
        }
    }
}
