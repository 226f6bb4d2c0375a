//! `saidby compare`: the quotations of two drafts, or of a text and its notes, against each other.

use std::io::{self, Write};

use saidby::compare::{
    DraftRow, Mark, NotesRow, Piece, Relation, compare_drafts, compare_notes, drafts_json, notes_json,
};
use saidby::{OffsetUnit, Report};

use crate::arguments::Compare;
use crate::article::harmless;
use crate::style::{BOLD, DIM, Style};
use crate::{Trouble, input};

/// Prints what differs; true, for a difference is no failure.
pub fn run(call: &Compare) -> Result<bool, Trouble> {
    let analyzer = crate::analyzer().map_err(Trouble::Call)?;
    let read = |file: &str| -> Result<(String, Report), Trouble> {
        let text = input::read_text(file).map_err(Trouble::Call)?;
        let report = Report::new(analyzer.analyze(&text), OffsetUnit::CodePoint, None);
        Ok((text, report))
    };
    let ((first, before), (second, after)) = (read(&call.first)?, read(&call.second)?);
    let style = Style::of_terminal();
    let out = if call.notes {
        let rows = compare_notes((&first, &before), &second, Some(&after));
        if call.json {
            notes_json(&rows, &second, OffsetUnit::CodePoint) + "\n"
        } else {
            notes(&rows, &before, &style)
        }
    } else {
        let rows = compare_drafts((&first, &before), (&second, &after));
        if call.json { drafts_json(&rows) + "\n" } else { drafts(&rows, &before, &after, &style) }
    };
    io::stdout().write_all(out.as_bytes())?;
    Ok(true)
}

fn drafts(rows: &[DraftRow], before: &Report, after: &Report, style: &Style) -> String {
    let n = |relation| rows.iter().filter(|row| row.relation == relation).count();
    let n_other = rows.iter().filter(|row| row.other_speaker).count();
    let is_change =
        |row: &&DraftRow| row.other_speaker || !matches!(row.relation, Relation::Same | Relation::Marks);
    let n_changes = rows.iter().filter(is_change).count();
    let mut out = format!(
        "{} added, {} dropped, {} reworded, {n_other} given to another speaker, {} unchanged\n",
        n(Relation::Added),
        n(Relation::Dropped),
        n(Relation::Changed),
        rows.len() - n_changes
    );
    for row in rows.iter().filter(is_change) {
        let speakers = [(&row.older, before), (&row.newer, after)]
            .map(|(side, report)| side.as_ref().map(|(id, _)| speaker(report, *id)));
        let who = match speakers {
            [Some(old), Some(new)] if row.other_speaker => format!("{old} → {new}"),
            [old, new] => new.or(old).unwrap_or_default(),
        };
        let (sign, word) = match row.relation {
            Relation::Added => ("+", "Added"),
            Relation::Dropped => ("−", "Dropped"),
            Relation::Changed => ("≠", "Reworded"),
            _ => ("⇄", "Other speaker"),
        };
        out.push_str(&format!("\n{}  {}\n", style.paint(BOLD, &format!("{sign} {word}")), harmless(&who)));
        match (&row.older, &row.newer) {
            (Some((_, older)), Some((_, newer))) if row.relation == Relation::Changed => {
                out.push_str(&format!(
                    "  − {}\n  + {}\n",
                    line(older, ["[-", "-]"]),
                    line(newer, ["{+", "+}"])
                ));
            }
            (older, newer) => {
                let words = newer.as_ref().or(older.as_ref()).map(|(_, words)| line(words, ["", ""]));
                out.push_str(&format!("  {}\n", words.unwrap_or_default()));
            }
        }
    }
    out
}

fn notes(rows: &[NotesRow], report: &Report, style: &Style) -> String {
    let n = |relation| rows.iter().filter(|row| row.relation == relation).count();
    let mut out = format!(
        "{} verbatim, {} differ in marks, {} changed, {} not there\n",
        n(Relation::Same),
        n(Relation::Marks),
        n(Relation::Changed),
        n(Relation::Dropped)
    );
    for row in rows {
        let (sign, word) = match row.relation {
            Relation::Same => ("=", "Verbatim"),
            Relation::Marks => ("≈", "Marks differ"),
            Relation::Changed => ("≠", "Changed"),
            _ => ("–", "Not there"),
        };
        let who = harmless(&speaker(report, row.quotation));
        out.push_str(&format!("\n{}  {who}\n", style.paint(BOLD, &format!("{sign} {word}"))));
        out.push_str(&format!("  {}\n", line(&row.printed, ["[-", "-]"])));
        let Some(passage) = &row.passage else { continue };
        let place = format!("line {}", passage.first_line);
        let other =
            passage.other_speaker.as_ref().map(|name| format!(", where {} says this", harmless(name)));
        let about = format!("{place}{}", other.unwrap_or_default());
        out.push_str(&format!("  {}\n  {}\n", style.paint(DIM, &about), line(&passage.words, ["{+", "+}"])));
    }
    out
}

fn speaker(report: &Report, quotation: usize) -> String {
    let quotation = report.quotations.iter().find(|one| one.id == quotation);
    let id = quotation.and_then(|quotation| quotation.speaker);
    let entity = id.and_then(|id| report.entities.iter().find(|entity| entity.id == id));
    entity.map_or_else(|| "speaker not sure".to_owned(), |entity| entity.name.clone())
}

/// The words on one line, with signs around what this side has alone.
fn line(pieces: &[Piece], [begin, end]: [&str; 2]) -> String {
    let words = pieces.iter().map(|piece| match piece.mark {
        Mark::Own => format!("{begin}{}{end}", piece.words),
        _ => piece.words.clone(),
    });
    harmless(words.collect::<String>().trim())
}
