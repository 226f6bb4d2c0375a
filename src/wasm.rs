//! The core as JavaScript calls it. The only room that knows JavaScript; it decides nothing.
//!
//! Strings, bytes, one plain object and one progress function cross the boundary. Errors are
//! sentences for the reader, thrown as strings.

use js_sys::Function;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::analyzer::{self, Options};
use crate::compare;
use crate::export::{self, Format};
use crate::offsets::{OffsetUnit, byte_spans};
use crate::report::Report;
use crate::value::Date;

/// Prints panics on the console, in words.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The version of the crate, for who loads the module alone.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// What may be said of an export beside its format.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ExportOptions {
    title: Option<String>,
    bom: bool,
    with_text: bool,
    corrected: usize,
    goes_on: bool,
}

/// The file that a report of a text is in a format; see [`export`]. The report comes as JSON, with
/// whatever corrections a reader made, and is counted anew.
#[wasm_bindgen(js_name = exportReport)]
pub fn export_report(format: &str, text: &str, report: &str, options: JsValue) -> Result<Vec<u8>, JsValue> {
    let Some(format) = Format::of_name(format) else {
        return Err(format!("The format “{format}” is not known.").into());
    };
    let mut report = read_report(report)?;
    report.recount(text);
    let given: ExportOptions = given(options)?;
    let options = export::Options {
        title: given.title.as_deref(),
        bom: given.bom,
        with_text: given.with_text,
        corrected: given.corrected,
        goes_on: given.goes_on,
    };
    Ok(export::export(format, text, &report, &options))
}

/// What a newer draft makes of an older one's statements, as JSON; see [`compare::drafts_json`].
#[wasm_bindgen(js_name = compareDrafts)]
pub fn compare_drafts(older: &str, report: &str, newer: &str, newer_report: &str) -> Result<String, JsValue> {
    let (before, after) = (read_report(report)?, read_report(newer_report)?);
    Ok(compare::drafts_json(&compare::compare_drafts((older, &before), (newer, &after))))
}

/// Quotations against notes, as JSON with offsets in UTF-16 code units; see [`compare::notes_json`].
#[wasm_bindgen(js_name = compareNotes)]
pub fn compare_notes(text: &str, report: &str, notes: &str, notes_report: &str) -> Result<String, JsValue> {
    let (report, said) = (read_report(report)?, read_report(notes_report)?);
    let rows = compare::compare_notes((text, &report), notes, Some(&said));
    Ok(compare::notes_json(&rows, notes, OffsetUnit::Utf16))
}

fn read_report(json: &str) -> Result<Report, JsValue> {
    Report::of_json(json).map_err(|error| format!("The report cannot be read: {error}.").into())
}

/// Analyzes articles; see [`analyzer::Analyzer`].
#[wasm_bindgen]
pub struct Analyzer {
    inner: analyzer::Analyzer,
}

/// What the page may tell about an article.
#[derive(Default, Deserialize)]
struct PageOptions {
    date: Option<String>,
    /// UTF-16 spans.
    keep: Option<Vec<[u32; 2]>>,
    /// A UTF-16 unit.
    cut: Option<u32>,
}

#[wasm_bindgen]
impl Analyzer {
    /// An analyzer with the model of a model file.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<Analyzer, JsValue> {
        let inner = analyzer::Analyzer::new(model)
            .map_err(|error| format!("The language model cannot be used: {error}."))?;
        Ok(Self { inner })
    }

    /// The report of a text, in UTF-16 code units. Lone surrogates count as one unit each.
    pub fn analyze(
        &self,
        text: &str,
        options: JsValue,
        progress: Option<Function>,
    ) -> Result<JsValue, JsValue> {
        let options = read_options(text, options)?;
        let mut failure = None;
        let analysis = self.inner.analyze_with(text, &options, &mut |progressed| {
            let Some(function) = &progress else { return };
            let [stage, done, total] =
                [progressed.stage.name().into(), progressed.done.into(), progressed.total.into()];
            if let Err(error) = function.call3(&JsValue::NULL, &stage, &done, &total) {
                failure = Some(error);
            }
        });
        if let Some(error) = failure {
            return Err(error);
        }
        let report = Report::new(analysis, OffsetUnit::Utf16, None);
        Ok(report.serialize(&Serializer::json_compatible())?)
    }
}

/// The options that were given; where none were, what they are by default.
fn given<T: Default + DeserializeOwned>(options: JsValue) -> Result<T, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(T::default());
    }
    serde_wasm_bindgen::from_value(options)
        .map_err(|error| format!("The options cannot be read: {error}.").into())
}

fn read_options(text: &str, options: JsValue) -> Result<Options, JsValue> {
    let given: PageOptions = given(options)?;
    let date = match given.date.filter(|date| !date.is_empty()) {
        None => None,
        Some(date) => Some(
            Date::parse(&date)
                .ok_or_else(|| format!("The date “{date}” is not a date such as 2026-03-12."))?,
        ),
    };
    let cut = given.cut.map(|cut| [cut, u32::MAX]);
    let cut = byte_spans(text, OffsetUnit::Utf16, cut.as_slice()).first().map(|span| span.start);
    Ok(Options { date, keep: byte_spans(text, OffsetUnit::Utf16, &given.keep.unwrap_or_default()), cut })
}
