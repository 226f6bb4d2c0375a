//! What a comparison found, as JSON for the page and for scripts.

use super::{DraftRow, NotesRow, Piece};
use crate::offsets::{OffsetTable, OffsetUnit};

/// `[{relation, otherSpeaker, older, newer}]`, a side being null or `{id, words}`, and words `[[mark, words]]`.
pub fn drafts_json(rows: &[DraftRow]) -> String {
    let side = |side: &Option<(usize, Vec<Piece>)>| match side {
        Some((id, words)) => format!("{{\"id\":{id},\"words\":{}}}", pieces(words)),
        None => NULL.to_owned(),
    };
    list(rows.iter().map(|row| {
        format!(
            "{{\"relation\":\"{}\",\"otherSpeaker\":{},\"older\":{},\"newer\":{}}}",
            row.relation.name(),
            row.other_speaker,
            side(&row.older),
            side(&row.newer)
        )
    }))
}

/// `[{quotation, relation, changes, words, found, places, printed, passage}]`, a passage being null or
/// `{words, start, end, lines, otherSpeaker}` with offsets of `notes` in `unit`.
pub fn notes_json(rows: &[NotesRow], notes: &str, unit: OffsetUnit) -> String {
    let bytes = rows.iter().filter_map(|row| row.passage.as_ref());
    let bytes = bytes.flat_map(|passage| [passage.start as u32, passage.end as u32]).collect();
    let units = OffsetTable::new(notes, unit, bytes);
    list(rows.iter().map(|row| {
        let passage = row.passage.as_ref().map_or(NULL.to_owned(), |passage| {
            format!(
                "{{\"words\":{},\"start\":{},\"end\":{},\"lines\":[{},{}],\"otherSpeaker\":{}}}",
                pieces(&passage.words),
                units.convert(passage.start as u32),
                units.convert(passage.end as u32),
                passage.first_line,
                passage.last_line,
                passage.other_speaker.as_deref().map_or(NULL.to_owned(), string)
            )
        });
        format!(
            "{{\"quotation\":{},\"relation\":\"{}\",\"changes\":{},\"words\":{},\"found\":{},\"places\":{},\
             \"printed\":{},\"passage\":{passage}}}",
            row.quotation,
            row.relation.name(),
            row.n_changes,
            row.n_words,
            row.n_found,
            row.n_places,
            pieces(&row.printed)
        )
    }))
}

const NULL: &str = "null";

fn pieces(pieces: &[Piece]) -> String {
    list(pieces.iter().map(|piece| format!("[\"{}\",{}]", piece.mark.name(), string(&piece.words))))
}

/// Written by hand, for the module of the page becomes much larger with values of JSON.
fn list(items: impl Iterator<Item = String>) -> String {
    let mut out = String::from("[");
    for item in items {
        if 1 < out.len() {
            out.push(',');
        }
        out.push_str(&item);
    }
    out.push(']');
    out
}

/// Words as JSON; memory does not fail as a disk does.
fn string(words: &str) -> String {
    serde_json::to_string(words).unwrap_or_default()
}
