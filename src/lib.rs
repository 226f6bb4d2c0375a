//! Finds who is in a news article and who said what.
//!
//! ```text
//! text ─▶ Document ─▶ names ─▶ values ─▶ quotations ─▶ entities ─▶ speakers ─▶ Analysis ─▶ Report
//!         text/       entity/  value/    quote/        coref/      attribution/ analyzer    report
//! ```
//!
//! Text and model go in, a report comes out: no files, clock, network, randomness or globals.
//! Each room uses only the rooms above it in this list.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod span;
pub mod offsets;
pub mod lexicon;
pub mod model;
pub mod text;
pub mod tagger;
pub mod wordnet;
pub mod entity;
pub mod value;
pub mod quote;
pub mod coref;
pub mod attribution;
pub mod analyzer;
pub mod report;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
