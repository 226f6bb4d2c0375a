//! `saidby check`: whether a report is of a text.

use saidby::MAX_BYTES;
use saidby::report::Report;

use crate::{Trouble, input};

/// Says on the standard error what of the report does not fit; true if nothing.
pub fn run(text: &str, report: &str) -> Result<bool, Trouble> {
    let read = |file: &str| input::read_text(file).map_err(Trouble::Call);
    let (words, json) =
        (read(text)?, input::read_bytes(report, 16 * MAX_BYTES as u64).map_err(Trouble::Call)?);
    let json = String::from_utf8_lossy(&json);
    let found =
        Report::of_json(&json).map_err(|why| Trouble::Call(format!("{report} is no report: {why}")))?;
    let misfits = misfits(&words, found);
    misfits.iter().for_each(|misfit| crate::warn(misfit));
    Ok(misfits.is_empty())
}

/// What does not fit, one sentence each.
fn misfits(text: &str, report: Report) -> Vec<String> {
    let mut misfits = Vec::new();
    if report.text_sha256 != saidby::report::sha256(text) {
        misfits.push("the report is of another text: its SHA-256 differs".to_owned());
    }
    let end = report.offset_unit.count(text);
    for pair in report.offsets().chunks_exact(2).filter(|pair| pair[1] <= pair[0] || end < pair[1]) {
        misfits.push(format!("{}–{} is no span of this text", pair[0], pair[1]));
    }
    let ids: std::collections::BTreeSet<usize> = report.entities.iter().map(|entity| entity.id).collect();
    for quotation in report.quotations.iter().filter(|q| q.speaker.is_some_and(|id| !ids.contains(&id))) {
        misfits.push(format!("who says quotation {} is no entity of the report", quotation.id));
    }
    misfits
}
