//! The page in a real browser; one module for each topic. Tests that measure time, or fill the machine by themselves,
//! stand in a module `alone` of their topic: `cargo xtask test` runs these after the others.

mod access;
mod bundled;
mod chain;
mod checking;
mod collection;
mod comparing;
mod corrections;
mod extension;
mod firefox;
mod hands;
mod hostile;
mod keeping;
mod keyboard;
mod mending;
mod odd_texts;
mod offline;
mod one_file;
mod pace;
mod package;
mod readers;
mod release;
mod reload;
mod report;
mod shelf;
mod snippet;
mod storage;
mod strain;
mod trouble;
mod trust;
mod updates;
mod wasm;
mod ways;
mod web_page;
