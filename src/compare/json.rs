//! What a comparison found, as JSON for the page and for scripts.

use serde_json::{Value, json};

use super::{DraftRow, NotesRow, Piece};
use crate::offsets::{OffsetTable, OffsetUnit};

/// `[{relation, otherSpeaker, older, newer}]`, a side being null or `{id, words}`, and words `[[mark, words]]`.
pub fn drafts_json(rows: &[DraftRow]) -> String {
    let side = |side: &Option<(usize, Vec<Piece>)>| match side {
        Some((id, words)) => json!({ "id": id, "words": pieces(words) }),
        None => Value::Null,
    };
    let rows = rows.iter().map(|row| {
        json!({
            "relation": row.relation.name(),
            "otherSpeaker": row.other_speaker,
            "older": side(&row.older),
            "newer": side(&row.newer),
        })
    });
    Value::from_iter(rows).to_string()
}

/// `[{quotation, relation, changes, words, found, places, printed, passage}]`, a passage being null or
/// `{words, start, end, lines, otherSpeaker}` with offsets of `notes` in `unit`.
pub fn notes_json(rows: &[NotesRow], notes: &str, unit: OffsetUnit) -> String {
    let bytes = rows.iter().filter_map(|row| row.passage.as_ref());
    let bytes = bytes.flat_map(|passage| [passage.start as u32, passage.end as u32]).collect();
    let units = OffsetTable::new(notes, unit, bytes);
    let rows = rows.iter().map(|row| {
        let passage = row.passage.as_ref().map(|passage| {
            json!({
                "words": pieces(&passage.words),
                "start": units.convert(passage.start as u32),
                "end": units.convert(passage.end as u32),
                "lines": [passage.first_line, passage.last_line],
                "otherSpeaker": passage.other_speaker,
            })
        });
        json!({
            "quotation": row.quotation,
            "relation": row.relation.name(),
            "changes": row.n_changes,
            "words": row.n_words,
            "found": row.n_found,
            "places": row.n_places,
            "printed": pieces(&row.printed),
            "passage": passage,
        })
    });
    Value::from_iter(rows).to_string()
}

fn pieces(pieces: &[Piece]) -> Value {
    pieces.iter().map(|piece| json!([piece.mark.name(), piece.words])).collect()
}
