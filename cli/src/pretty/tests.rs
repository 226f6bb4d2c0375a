use saidby::offsets::OffsetUnit;
use saidby::report::{
    Act, Candidate, Entity, EntityType, Mention, MentionKind, Paragraph, ParagraphKind, Quotation,
    QuotationKind, Report, Tally, Value, ValueType,
};

use super::print;
use crate::style::Style;

const TEXT: &str = "Mill shuts\n\n“We are out of wool,” manager Ada Brook said. Her deputy \
                    said 40 jobs go on Friday.\n\n“It hurts.”\n";

fn span(words: &str) -> [u32; 2] {
    let start = TEXT[..TEXT.find(words).expect("the words are in the text")].chars().count() as u32;
    [start, start + words.chars().count() as u32]
}

fn entity(id: usize, name: &str, mentions: &[(&str, MentionKind)]) -> Entity {
    let mentions = mentions.iter().map(|&(words, kind)| {
        let [start, end] = span(words);
        Mention { start, end, kind, own_type: None }
    });
    Entity {
        id,
        entity_type: EntityType::Person,
        name: name.into(),
        named: id == 0,
        roles: if id == 0 { vec!["manager".into()] } else { Vec::new() },
        affiliation: None,
        members: Vec::new(),
        mentions: mentions.collect(),
    }
}

fn quotation(id: usize, kind: QuotationKind, words: &str, speaker: Option<usize>) -> Quotation {
    Quotation {
        id,
        kind,
        content: vec![span(words)],
        printed: if kind == QuotationKind::Direct { vec![span(words)] } else { Vec::new() },
        cue: speaker.map(|_| span("said")),
        source: None,
        speaker,
        confidence: 0.97,
        reason: String::new(),
        candidates: vec![Candidate { speaker: Some(0), score: 0.5 }, Candidate { speaker: None, score: 0.3 }],
        parent: None,
        relay: None,
        act: Act::Statement,
        probability: 0.9,
        words: 0,
        paragraph: 1,
        corrected: false,
        check: None,
        note: None,
    }
}

fn report() -> Report {
    let [start, end] = span("Friday");
    let mut report = Report {
        id: None,
        program: String::new(),
        model: String::new(),
        text_sha256: String::new(),
        offset_unit: OffsetUnit::CodePoint,
        unsure_below: 0.6,
        english: true,
        date: None,
        date_reason: None,
        paragraphs: vec![Paragraph { start: 0, end: 10, kind: ParagraphKind::Headline, reason: None }],
        entities: vec![
            entity(
                0,
                "Ada Brook",
                &[
                    ("Ada Brook", MentionKind::Name),
                    ("manager", MentionKind::Role),
                    ("Her", MentionKind::Pronoun),
                ],
            ),
            entity(1, "her deputy", &[("Her deputy", MentionKind::Role)]),
        ],
        values: vec![Value {
            start,
            end,
            value_type: ValueType::Date,
            value: Some("2026-03-13".into()),
            unit: None,
            low: None,
            high: None,
            edge: None,
            calendar: None,
        }],
        quotations: vec![
            quotation(0, QuotationKind::Direct, "“We are out of wool,”", Some(0)),
            quotation(1, QuotationKind::Indirect, "40 jobs go on Friday", Some(1)),
            quotation(2, QuotationKind::Direct, "“It hurts.”", None),
        ],
        sources: Vec::new(),
        unattributed: Tally::default(),
        total: Tally::default(),
        quoted_words: Vec::new(),
    };
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
    let report = Report {
        paragraphs: vec![Paragraph { start: 0, end: 7, kind: ParagraphKind::Headline, reason: None }],
        entities: Vec::new(),
        values: Vec::new(),
        quotations: Vec::new(),
        sources: Vec::new(),
        ..report()
    };
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
