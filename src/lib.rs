//! Finds who is in a news article and who said what.
//!
//! ```text
//! text ─▶ Document ─▶ names ─▶ values ─▶ quotations ─▶ entities ─▶ speakers ─▶ Analysis ─▶ Report
//!         text/       entity/  value/    quote/        coref/      attribution/ analyzer    report
//! ```
//!
//! # Examples
//!
//! ```
//! use saidby::{Analyzer, OffsetUnit, Report};
//!
//! let model = std::fs::read("model/saidby.model")?;
//! let analyzer = Analyzer::new(&model)?;
//! let text = "“We are out of wool,” Ada Brook said on Friday.";
//! let report = Report::new(analyzer.analyze(text), OffsetUnit::CodePoint, None);
//! let said = &report.quotations[0];
//! let speaker = said.speaker.map(|id| report.entities[id].name.as_str());
//! assert_eq!(speaker, Some("Ada Brook"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With the feature `model`, `Analyzer::bundled` needs no file: the model stands in the program, 1.9 MB.
//!
//! Text and model go in, a report comes out: no files, clock, network, randomness or globals.
//! A [`Report`] is what one keeps: it is serialized by serde, written in other formats by [`export`], and compared with
//! notes and with other drafts by [`compare`].
//!
//! What stands on this page is for everybody, and `tests/surface.txt` lists it: structs and enums may gain fields and
//! variants. The rooms that are not shown are for the trainer, and change as they must.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

// Each room uses only the rooms above it.
#[doc(hidden)]
pub mod order;
#[doc(hidden)]
pub mod span;
#[doc(hidden)]
pub mod offsets;
#[doc(hidden)]
pub mod lexicon;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod tagger;
#[doc(hidden)]
pub mod wordnet;
#[doc(hidden)]
pub mod entity;
#[doc(hidden)]
pub mod value;
#[doc(hidden)]
pub mod quote;
#[doc(hidden)]
pub mod coref;
#[doc(hidden)]
pub mod attribution;
#[doc(hidden)]
pub mod analyzer;
pub mod report;
pub mod export;
pub mod compare;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use analyzer::{Analysis, Analyzer, MAX_BYTES, Options, Progress, Stage};
pub use export::Format;
pub use model::ModelError;
pub use offsets::OffsetUnit;
pub use report::Report;
pub use span::Span;
pub use value::Date;
