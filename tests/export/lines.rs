//! brat's standoff and the lines of CoNLL, read by their rules.

use std::collections::{BTreeMap, BTreeSet};

use saidby::export::Format;
use saidby::report::ParagraphKind;

use super::{Fixture, fixtures, label};

/// A mark of brat: type and fragments.
type Marks = BTreeMap<String, (String, Vec<[u32; 2]>)>;

fn marks(fixture: &Fixture, annotations: &str) -> (Marks, Vec<(String, String, String)>) {
    let (mut marks, mut relations) = (Marks::new(), Vec::new());
    for line in annotations.split_terminator('\n') {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, what, ..] = cells[..] else { panic!("{line:?} has no fields") };
        match id.as_bytes()[0] {
            b'T' => {
                let (kind, offsets) = what.split_once(' ').expect("type and offsets");
                assert!(kind.bytes().all(|byte| byte.is_ascii_alphabetic()));
                let fragments: Vec<[u32; 2]> = offsets
                    .split(';')
                    .map(|span| {
                        let (start, end) = span.split_once(' ').expect("two offsets");
                        [start.parse().expect("a number"), end.parse().expect("a number")]
                    })
                    .collect();
                let words: Vec<String> = fragments.iter().map(|&span| fixture.words(span)).collect();
                assert_eq!(cells[2..], [words.join(" ")], "{:?}", fixture.text);
                assert!(words.iter().all(|words| !words.is_empty() && !words.contains(['\n', '\r', '\t'])));
                marks.insert(id.to_owned(), (kind.to_owned(), fragments));
            }
            b'R' => {
                let parts: Vec<&str> = what.split(' ').collect();
                let [kind, from, to] = parts[..] else { panic!("{line}") };
                let mark = |part: &str, name: &str| part.strip_prefix(name).expect("an argument").to_owned();
                relations.push((kind.to_owned(), mark(from, "Arg1:"), mark(to, "Arg2:")));
            }
            b'#' => assert!(what.starts_with("AnnotatorNotes T") && cells.len() == 3, "{line}"),
            _ => panic!("{line} is nothing that brat knows"),
        }
    }
    (marks, relations)
}

/// The code points of spans that stand on some line.
fn printed(fixture: &Fixture, spans: impl IntoIterator<Item = [u32; 2]>) -> BTreeSet<u32> {
    let ends =
        |c: char| matches!(c, '\t' | '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let points = spans.into_iter().flat_map(|[start, end]| start..end);
    points.filter(|&point| !ends(fixture.chars[point as usize])).collect()
}

#[test]
fn brat_shows_every_finding_and_who_says_it() {
    for fixture in fixtures() {
        let (marks, relations) = marks(fixture, &fixture.exported(Format::Brat));
        let types: BTreeSet<&str> = marks.values().map(|(kind, _)| kind.as_str()).collect();
        let configured = saidby::export::brat_configuration();
        assert!(types.iter().all(|kind| configured.lines().any(|line| line == *kind)), "{types:?}");
        let mut found: Vec<(String, BTreeSet<u32>)> = marks
            .values()
            .map(|(kind, spans)| (kind.to_lowercase(), printed(fixture, spans.clone())))
            .collect();
        let report = &fixture.points;
        let mut expected: Vec<(String, BTreeSet<u32>)> = Vec::new();
        for quotation in &report.quotations {
            expected.push((label(quotation).to_owned(), printed(fixture, quotation.content.iter().copied())));
            expected.extend(quotation.cue.map(|span| ("cue".to_owned(), printed(fixture, [span]))));
            expected.extend(quotation.source.map(|span| ("source".to_owned(), printed(fixture, [span]))));
        }
        for (id, mention) in fixture.mentions() {
            let kind = mention.own_type.unwrap_or(report.entities[id].entity_type).name();
            expected.push((kind.to_owned(), printed(fixture, [[mention.start, mention.end]])));
        }
        for value in &report.values {
            expected.push((value.value_type.name().to_owned(), printed(fixture, [[value.start, value.end]])));
        }
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{:?}", fixture.text);
        let mut said: Vec<(BTreeSet<u32>, BTreeSet<u32>)> = Vec::new();
        for (kind, from, to) in &relations {
            assert!(marks.contains_key(from) && marks.contains_key(to), "{kind} {from} {to}");
            if kind == "Speaker" {
                let points = |mark: &String| printed(fixture, marks[mark].1.clone());
                said.push((points(from), points(to)));
            }
        }
        let mut speakers: Vec<(BTreeSet<u32>, BTreeSet<u32>)> = Vec::new();
        for quotation in &report.quotations {
            let first = quotation.speaker.and_then(|id| report.entities[id].mentions.first());
            let Some(first) = first else { continue };
            let content = printed(fixture, quotation.content.iter().copied());
            speakers.push((content, printed(fixture, [[first.start, first.end]])));
        }
        said.sort();
        speakers.sort();
        assert_eq!(said, speakers, "{:?}", fixture.text);
    }
}

#[test]
fn an_archive_for_brat_has_text_annotations_and_configuration() {
    let fixture = &fixtures()[0];
    let files = super::texts_of(&fixture.export(Format::BratFolder));
    assert_eq!(files["article.txt"], fixture.text);
    assert_eq!(files["article.ann"], fixture.exported(Format::Brat));
    assert_eq!(files["annotation.conf"], saidby::export::brat_configuration());
}

/// Of each code point the innermost span that it is in, if any.
fn innermost(n_points: usize, spans: &[([u32; 2], String)]) -> Vec<Option<usize>> {
    let mut inside: Vec<Option<usize>> = vec![None; n_points];
    let length = |idx: usize| spans[idx].0[1] - spans[idx].0[0];
    for (idx, ([start, end], _)) in spans.iter().enumerate() {
        for point in &mut inside[*start as usize..*end as usize] {
            if point.is_none_or(|other| length(idx) < length(other)) {
                *point = Some(idx);
            }
        }
    }
    inside
}

#[test]
fn every_token_is_tagged_by_the_innermost_span() {
    for fixture in fixtures() {
        let text = fixture.exported(Format::Conll);
        assert!(text.starts_with("# global.columns = ID FORM START END SAIDBY:NAME "));
        assert!(text.contains("the innermost wins"));
        let report = &fixture.points;
        let mentions: Vec<([u32; 2], String)> = fixture
            .mentions()
            .map(|(id, m)| {
                let kind = m.own_type.unwrap_or(report.entities[id].entity_type).name();
                ([m.start, m.end], kind.to_owned())
            })
            .collect();
        let said: Vec<([u32; 2], String)> =
            fixture.contents().map(|(quotation, span)| (span, label(quotation).to_owned())).collect();
        let inside = [&mentions, &said].map(|spans| innermost(fixture.chars.len(), spans));
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(b'\t').has_headers(false).quoting(false).comment(Some(b'#'));
        let mut covered = BTreeSet::new();
        let mut last: [Option<usize>; 2] = [None; 2];
        for row in reader.from_reader(text.as_bytes()).records() {
            let row = row.unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(row.len(), 10);
            let at = |idx: usize| row[idx].parse::<u32>().expect("a number");
            let (number, span) = (at(0), [at(2), at(3)]);
            let words = fixture.words(span);
            assert_eq!(row[1], words.replace(|c: char| c.is_whitespace() || c.is_control(), " "));
            for (column, (spans, inside)) in [&mentions, &said].into_iter().zip(&inside).enumerate() {
                let own = inside[span[0] as usize];
                assert!(
                    inside[span[0] as usize..span[1] as usize].iter().all(|other| *other == own),
                    "{words}"
                );
                let begins = number == 1 || last[column] != own;
                let expected = own.map_or("O".to_owned(), |idx| {
                    format!("{}-{}", if begins { "B" } else { "I" }, spans[idx].1)
                });
                let cell = &row[if column == 0 { 4 } else { 7 }];
                assert_eq!(
                    cell.split_once('-').map(|(_, kind)| kind),
                    expected.split_once('-').map(|(_, kind)| kind)
                );
                // Of equal spans either may be the innermost, so that only the tag is sure there.
                let twins = |idx: usize| spans.iter().filter(|(span, _)| *span == spans[idx].0).count();
                if own.is_none_or(|idx| twins(idx) == 1) {
                    assert_eq!(cell, expected, "{words} of {:?}", fixture.text);
                }
                last[column] = own;
            }
            covered.extend(span[0]..span[1]);
        }
        let kept = report.paragraphs.iter().filter(|paragraph| paragraph.kind != ParagraphKind::SetAside);
        let kept = kept.flat_map(|paragraph| paragraph.start..paragraph.end);
        let kept: BTreeSet<u32> = kept.filter(|&at| fixture.chars[at as usize].is_alphanumeric()).collect();
        assert!(kept.is_subset(&covered), "every word has a line");
    }
}
