//! Tables, read by the csv crate.

use std::collections::BTreeMap;

use saidby::export::{Format, Options, export};

use super::{Fixture, fixtures, flat};

type Row = BTreeMap<String, String>;

fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let columns = reader.headers().expect("a head").clone();
    let rows = reader.records().map(|row| {
        let row = row.expect("as many cells as columns");
        columns.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    });
    rows.collect()
}

/// A cell without what keeps sheets from computing it.
fn plain(cell: &str) -> String {
    cell.replace('\'', "")
}

fn same(cell: &str, words: &str, fixture: &Fixture) {
    assert_eq!(plain(cell), plain(words), "in {:?}", fixture.text);
    assert!(words.len() <= cell.len());
}

fn spans(cell: &str) -> Vec<[u32; 2]> {
    let number = |digits: &str| digits.parse().expect("an offset");
    cell.split(' ')
        .filter(|span| !span.is_empty())
        .map(|span| span.split_once('-').map(|(start, end)| [number(start), number(end)]).expect("a span"))
        .collect()
}

#[test]
fn a_row_is_a_quotation_with_its_words_and_its_speaker() {
    for fixture in fixtures() {
        let rows = rows(&fixture.export(Format::Statements));
        assert_eq!(rows.len(), fixture.points.quotations.len());
        let mut last = 0;
        for row in rows {
            let id: usize = row["id"].parse().expect("an id");
            let quotation = &fixture.points.quotations[id];
            assert_eq!(spans(&row["spans"]), quotation.content);
            let words: Vec<String> =
                quotation.content.iter().map(|&span| flat(&fixture.words(span))).collect();
            same(&row["quotation"], &words.join(" … "), fixture);
            let speaker = quotation.speaker.map_or("", |id| &fixture.points.entities[id].name);
            same(&row["speaker"], &flat(speaker), fixture);
            for (column, span) in [("cue", quotation.cue), ("source", quotation.source)] {
                same(&row[column], &span.map(|span| flat(&fixture.words(span))).unwrap_or_default(), fixture);
            }
            assert_eq!(row["kind"], quotation.kind.name());
            assert_eq!(row["text_sha256"], fixture.points.text_sha256);
            assert_eq!((&*row["article"], &*row["offset_unit"]), ("sample.txt", "codepoint"));
            let start: u32 = row["start"].parse().expect("an offset");
            assert!(last <= start, "rows are in reading order");
            last = start;
        }
    }
}

#[test]
fn a_row_is_an_entity_with_its_mentions_and_a_row_a_value_with_its_form() {
    for fixture in fixtures() {
        let entities = rows(&fixture.export(Format::Entities));
        assert_eq!(entities.len(), fixture.points.entities.len());
        for (row, entity) in entities.iter().zip(&fixture.points.entities) {
            same(&row["name"], &flat(&entity.name), fixture);
            let mentions: Vec<[u32; 2]> = entity.mentions.iter().map(|m| [m.start, m.end]).collect();
            assert_eq!(spans(&row["spans"]), mentions);
            assert_eq!(row["type"], entity.entity_type.name());
        }
        let values = rows(&fixture.export(Format::Values));
        assert_eq!(values.len(), fixture.points.values.len());
        for (row, value) in values.iter().zip(&fixture.points.values) {
            assert_eq!([&row["start"], &row["end"]], [&value.start.to_string(), &value.end.to_string()]);
            same(&row["text"], &flat(&fixture.words([value.start, value.end])), fixture);
            same(&row["value"], value.value.as_deref().unwrap_or_default(), fixture);
        }
    }
}

#[test]
fn no_cell_is_a_formula_however_the_sheet_splits_it() {
    for fixture in fixtures() {
        for format in [Format::Statements, Format::Entities, Format::Values] {
            let table = fixture.export(format);
            for delimiter in [b',', b';', b'\t'] {
                let mut reader =
                    csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(&table[..]);
                for row in reader.records() {
                    for cell in row.expect("a row").iter() {
                        let seen = cell.trim_start_matches(|c: char| {
                            c.is_whitespace() || c.is_control() || matches!(c, '"' | '\u{feff}' | '\u{200b}')
                        });
                        let begins = seen.starts_with([
                            '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫',
                        ]);
                        assert!(!begins, "{cell:?} of {:?}", fixture.text);
                    }
                }
            }
        }
    }
}

#[test]
fn several_articles_are_one_table_with_one_head_and_a_mark_if_it_is_wished() {
    let [first, second] = [&fixtures()[0], &fixtures()[1]];
    let mut options = Options::default();
    options.bom = true;
    let mut table = export(Format::Statements, &first.text, &first.points, &options);
    assert!(table.starts_with(b"\xef\xbb\xbfid,kind,"));
    options.goes_on = true;
    table.extend(export(Format::Statements, &second.text, &second.points, &options));
    let rows = rows(table.strip_prefix(b"\xef\xbb\xbf").expect("a mark"));
    assert_eq!(rows.len(), first.points.quotations.len() + second.points.quotations.len());
    assert!(table.ends_with(b"\r\n"));
}
