use saidby::Report;
use saidby::report::Act;
use serde_json::{Value, json};

use super::print;
use crate::style::Style;

const TEXT: &str = "Mill shuts\n\n“We are out of wool,” manager Ada Brook said. Her deputy \
                    said 40 jobs go on Friday.\n\n“It hurts.”\n";

fn span(words: &str) -> [usize; 2] {
    let start = TEXT[..TEXT.find(words).expect("the words are in the text")].chars().count();
    [start, start + words.chars().count()]
}

fn mention(words: &str, kind: &str) -> Value {
    let [start, end] = span(words);
    json!({ "start": start, "end": end, "kind": kind })
}

fn quotation(id: usize, kind: &str, words: &str, speaker: Option<usize>) -> Value {
    let printed = if kind == "direct" { vec![span(words)] } else { Vec::new() };
    json!({
        "id": id,
        "kind": kind,
        "act": "statement",
        "content": [span(words)],
        "printed": printed,
        "cue": speaker.map(|_| span("said")),
        "speaker": speaker,
        "confidence": 0.97,
        "candidates": [{ "speaker": 0, "score": 0.5 }, { "speaker": null, "score": 0.3 }],
    })
}

fn report() -> Report {
    let [start, end] = span("Friday");
    let her = [mention("Ada Brook", "name"), mention("manager", "role"), mention("Her", "pronoun")];
    let deputy = [mention("Her deputy", "role")];
    let report = json!({
        "offsetUnit": "codepoint",
        "unsureBelow": 0.6,
        "english": true,
        "paragraphs": [{ "start": 0, "end": 10, "kind": "headline" }],
        "entities": [
            { "id": 0, "type": "person", "name": "Ada Brook", "named": true, "roles": ["manager"], "mentions": her },
            { "id": 1, "type": "person", "name": "her deputy", "named": false, "mentions": deputy },
        ],
        "values": [{ "start": start, "end": end, "type": "date", "value": "2026-03-13" }],
        "quotations": [
            quotation(0, "direct", "“We are out of wool,”", Some(0)),
            quotation(1, "indirect", "40 jobs go on Friday", Some(1)),
            quotation(2, "direct", "“It hurts.”", None),
        ],
    });
    let mut report: Report = serde_json::from_value(report).expect("a report");
    report.recount(TEXT);
    report
}

#[test]
fn who_is_in_it_and_who_said_what_on_one_screen() {
    let printed = print(TEXT, &report(), "mill.txt", &Style { color: false, width: 60 });
    let expected = "\
Mill shuts
mill.txt

Two sources are quoted, one of them unnamed. Ada Brook has
71% of the words in quotation marks.

People
  ● Ada Brook    3×, 1 quoted
      manager
  ○ her deputy   1×, 1 quoted

Ada Brook, manager
  ┃ “We are out of wool,”
  ┃ direct · “said” · 97% sure

Her deputy
  │ 40 jobs go on Friday
  │ indirect · “said” · 97% sure

Speaker not sure
  ┆ “It hurts.”
  ┆ direct · Ada Brook 50%, nobody named 30%

Dates and figures
  Friday  date 2026-03-13
";
    assert_eq!(printed, expected);
}

#[test]
fn who_only_plans_something_is_no_source() {
    let mut report = report();
    report.quotations[1].act = Act::Stance;
    report.recount(TEXT);
    let printed = print(TEXT, &report, "mill.txt", &Style { color: false, width: 60 });
    assert!(printed.contains("One source is quoted. Ada Brook"), "{printed}");
    assert!(printed.contains("○ her deputy   1×\n"), "{printed}");
    assert!(printed.contains("indirect · stance"), "{printed}");
}

#[test]
fn without_color_no_escape_sequence_is_printed_and_with_it_the_words_stay() {
    let plain = print(TEXT, &report(), "mill.txt", &Style { color: false, width: 60 });
    let colored = print(TEXT, &report(), "mill.txt", &Style { color: true, width: 60 });
    assert!(!plain.contains('\x1b'));
    let mut stripped = String::new();
    for (idx, part) in colored.split("\x1b[").enumerate() {
        let rest = if idx == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) };
        stripped.push_str(rest);
    }
    assert_eq!(stripped, plain);
}

#[test]
fn control_characters_of_a_text_do_not_reach_the_terminal() {
    let text = "A\x1b[2Jb\n";
    let report = json!({
        "offsetUnit": "codepoint",
        "english": true,
        "paragraphs": [{ "start": 0, "end": 7, "kind": "headline" }],
    });
    let report: Report = serde_json::from_value(report).expect("a report");
    let printed = print(text, &report, "x", &Style { color: false, width: 60 });
    assert!(!printed.contains('\x1b'), "{printed:?}");
    assert!(printed.contains("Nobody is quoted in this text."), "{printed}");
}

#[test]
fn wide_and_combining_characters_take_the_columns_that_they_take() {
    for line in super::wrap("東京 東京 東京 東京 e\u{301}e\u{301}e\u{301} 💛💛 a", 10) {
        assert!(unicode_width::UnicodeWidthStr::width(line.as_str()) <= 10, "{line}");
    }
    assert_eq!(super::wrap("東京 東京 東京", 10), ["東京 東京", "東京"]);
}
