//! Values in text cases of our own: `tests/suite/values.txt` and `tests/suite/values_traps.txt`.
//!
//! `BLESS=1 cargo test --test values` writes what comes out into the suite; the diff is reviewed by
//! a person.

use std::fmt::Write;

use saidby::entity::Tagged;
use saidby::text::Document;
use saidby::value::{Date, Value, find_values};

const SUITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/values.txt");
const TRAPS: &str = include_str!("suite/values_traps.txt");

fn values(text: &str, date: Option<Date>) -> Vec<Value> {
    find_values(&Document::new(text), &Tagged::default(), date).values
}

/// One line a value: its words, type, value, unit, low and high.
fn printed(text: &str, date: Option<Date>) -> String {
    let mut lines = String::new();
    for value in values(text, date) {
        let mut line = format!("  {} | {:?}", value.span.of(text), value.value_type);
        for (name, part) in
            [("", value.value), ("unit ", value.unit), ("low ", value.low), ("high ", value.high)]
        {
            if let Some(part) = part {
                write!(line, " | {name}{part}").unwrap();
            }
        }
        writeln!(lines, "{line}").unwrap();
    }
    lines
}

#[test]
fn values_have_their_normal_form() {
    let suite = std::fs::read_to_string(SUITE).unwrap();
    let mut fresh = String::new();
    for case in suite.split("--- ").filter(|case| !case.is_empty()) {
        let (name, body) = case.split_once(" ---\n").unwrap();
        let text = body.lines().next().unwrap();
        let date = name.split_once(" @ ").map(|(_, date)| Date::parse(date).unwrap());
        write!(fresh, "--- {name} ---\n{text}\n{}", printed(text, date)).unwrap();
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(SUITE, fresh).unwrap();
        return;
    }
    for (found, expected) in fresh.split("--- ").zip(suite.split("--- ")) {
        assert_eq!(found, expected);
    }
}

/// Words and figures that look like values and are none, with and without a date to count from.
#[test]
fn traps_are_not_values() {
    for date in [None, Date::parse("2021-06-16")] {
        let mut false_values = Vec::new();
        for line in TRAPS.lines().filter(|line| !line.starts_with('#')) {
            let text = line.replace(['{', '}'], "");
            false_values
                .extend(values(&text, date).into_iter().map(|v| format!("{} in {text}", v.span.of(&text))));
        }
        assert!(false_values.len() <= 2, "{false_values:#?}");
    }
}
