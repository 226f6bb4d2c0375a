//! Tables as CSV (RFC 4180), safe for sheets: no cell begins like a formula.

use std::collections::BTreeMap;

use super::article::{Article, flat, start_of};
use crate::report::{Quotation, Report, Tally};

pub(super) const STATEMENTS: [&str; 22] = [
    "id",
    "kind",
    "act",
    "probability",
    "paragraph",
    "speaker",
    "speaker_type",
    "speaker_named",
    "unsure",
    "confidence",
    "source",
    "cue",
    "quotation",
    "printed",
    "words",
    "start",
    "end",
    "parent",
    "spans",
    "corrected",
    "check",
    "note",
];
pub(super) const ENTITIES: [&str; 13] = [
    "id",
    "type",
    "name",
    "named",
    "roles",
    "affiliation",
    "members",
    "mentions",
    "statements",
    "spans",
    "words_quoted",
    "words_spoken",
    "words_reported",
];
pub(super) const VALUES: [&str; 11] = [
    "start",
    "end",
    "text",
    "type",
    "value",
    "unit",
    "low",
    "high",
    "edge",
    "calendar_start",
    "calendar_end",
];
/// Behind the others in every table, so that a row tells where it comes from.
const PROVENANCE: [&str; 5] = ["article", "offset_unit", "text_sha256", "program", "model"];

/// One row a quotation, in reading order.
pub(super) fn statements(article: &Article<'_>, given: &Report) -> String {
    let mut table = Table::new(given);
    // The same quotations with their offsets as the report counts.
    let counted: BTreeMap<usize, &Quotation> =
        given.quotations.iter().map(|quotation| (quotation.id, quotation)).collect();
    for quotation in article.in_order() {
        let Some(counted) = counted.get(&quotation.id) else { continue };
        table.row(&statement(article, quotation, counted, given.unsure_below));
    }
    table.out
}

fn statement(
    article: &Article<'_>,
    quotation: &Quotation,
    counted: &Quotation,
    unsure_below: f64,
) -> Vec<String> {
    let speaker = article.speaker(quotation);
    let line = |span: Option<[u32; 2]>| span.map(|span| article.line(span)).unwrap_or_default();
    let last = counted.content.last().map_or(0, |span| span[1]);
    vec![
        quotation.id.to_string(),
        quotation.kind.name().into(),
        quotation.act.name().into(),
        quotation.probability.to_string(),
        article.paragraph_number(start_of(quotation)).to_string(),
        speaker.map(|entity| flat(&entity.name)).unwrap_or_default(),
        speaker.map(|entity| entity.entity_type.name().to_owned()).unwrap_or_default(),
        speaker.map(|entity| entity.named.to_string()).unwrap_or_default(),
        (!quotation.is_settled() && (quotation.speaker.is_none() || quotation.confidence < unsure_below))
            .to_string(),
        quotation.confidence.to_string(),
        line(quotation.source),
        line(quotation.cue),
        article.pieces(&quotation.content),
        article.pieces(&quotation.printed),
        quotation.words.to_string(),
        start_of(counted).to_string(),
        last.to_string(),
        quotation.parent.map(|id| id.to_string()).unwrap_or_default(),
        spans(counted.content.iter().copied()),
        quotation.corrected.to_string(),
        quotation.check.map(|check| check.name().to_owned()).unwrap_or_default(),
        quotation.note.as_deref().map(flat).unwrap_or_default(),
    ]
}

/// One row an entity, in order of first mention.
pub(super) fn entities(article: &Article<'_>, given: &Report) -> String {
    let mut table = Table::new(given);
    let tallies: BTreeMap<usize, Tally> =
        given.sources.iter().map(|source| (source.entity, source.tally)).collect();
    for entity in &given.entities {
        let name = |id: usize| article.entity(id).map(|entity| flat(&entity.name)).unwrap_or_default();
        let tally = tallies.get(&entity.id).copied().unwrap_or_default();
        table.row(&[
            entity.id.to_string(),
            entity.entity_type.name().into(),
            flat(&entity.name),
            entity.named.to_string(),
            entity.roles.iter().map(|role| flat(role)).collect::<Vec<_>>().join("; "),
            entity.affiliation.map(name).unwrap_or_default(),
            entity.members.iter().map(|&id| name(id)).collect::<Vec<_>>().join("; "),
            entity.mentions.len().to_string(),
            tally.statements.to_string(),
            spans(entity.mentions.iter().map(|mention| [mention.start, mention.end])),
            tally.words_quoted.to_string(),
            tally.words_spoken.to_string(),
            tally.words_reported.to_string(),
        ]);
    }
    table.out
}

/// One row a value, in text order.
pub(super) fn values(article: &Article<'_>, given: &Report) -> String {
    let mut table = Table::new(given);
    for (value, pointed) in given.values.iter().zip(&article.report.values) {
        let form = |form: &Option<String>| form.clone().unwrap_or_default();
        let calendar = |side: usize| value.calendar.map(|span| span[side].to_string()).unwrap_or_default();
        table.row(&[
            value.start.to_string(),
            value.end.to_string(),
            article.line([pointed.start, pointed.end]),
            value.value_type.name().into(),
            form(&value.value),
            form(&value.unit),
            form(&value.low),
            form(&value.high),
            value.edge.map(|edge| edge.name().to_owned()).unwrap_or_default(),
            calendar(0),
            calendar(1),
        ]);
    }
    table.out
}

/// "3-9 12-20"
fn spans(spans: impl Iterator<Item = [u32; 2]>) -> String {
    spans.map(|[start, end]| format!("{start}-{end}")).collect::<Vec<_>>().join(" ")
}

struct Table {
    out: String,
    provenance: [String; 5],
}

impl Table {
    fn new(report: &Report) -> Self {
        let provenance = [
            report.id.clone().unwrap_or_default(),
            report.offset_unit.name().to_owned(),
            report.text_sha256.clone(),
            report.program.clone(),
            report.model.clone(),
        ];
        Self { out: String::new(), provenance }
    }

    fn row(&mut self, cells: &[String]) {
        line(&mut self.out, cells.iter().chain(&self.provenance).map(String::as_str));
    }
}

/// The names of columns, behind a byte order mark if that is wished.
pub(super) fn head(columns: &[&str], bom: bool) -> String {
    let mut out = String::from(if bom { "\u{feff}" } else { "" });
    line(&mut out, columns.iter().chain(&PROVENANCE).copied());
    out
}

fn line<'c>(out: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (idx, cell) in cells.enumerate() {
        if 0 < idx {
            out.push(',');
        }
        let cell = for_sheet(cell);
        if cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
            out.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// Words as they may stand in a sheet: an apostrophe before what a sheet would compute, at the beginning of the
/// cell and of what a sheet may split off it.
pub(super) fn for_sheet(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    // Nothing but what is not seen stands between here and the beginning of a cell.
    let (mut begins, mut at) = (true, 0);
    for c in words.chars() {
        if begins && commands(c) {
            safe.insert(at, '\'');
        }
        let separates = matches!(c, ';' | '\t' | '\r' | '\n');
        begins = separates || begins && (is_blank(c) || c == '"');
        safe.push(c);
        if separates {
            at = safe.len();
        } else if c == '"' && begins {
            // A cell that is split off may begin with a quotation mark that is not shown.
            at = safe.len();
        }
    }
    safe
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// What a formula begins with, in all widths.
fn commands(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹢' | '﹣' | '﹦' | '﹫')
}

#[cfg(test)]
mod tests {
    use super::for_sheet;

    #[test]
    fn no_cell_begins_like_a_formula_in_any_width_or_behind_a_separator() {
        for (words, safe) in [
            ("=1+1", "'=1+1"),
            ("  ＝SUM(A1)", "'  ＝SUM(A1)"),
            ("\u{feff}@x", "'\u{feff}@x"),
            ("a;=1", "a;'=1"),
            ("a; －1", "a;' －1"),
            ("a;\"=1\"", "a;\"'=1\""),
            ("\"=1\"", "\"'=1\""),
            ("a=b - c", "a=b - c"),
            ("“=1”", "“=1”"),
        ] {
            assert_eq!(for_sheet(words), safe, "{words:?}");
        }
    }
}
