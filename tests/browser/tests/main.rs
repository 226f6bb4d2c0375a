//! The page in a real browser; one module for each topic.

mod access;
mod chain;
mod checking;
mod collection;
mod comparing;
mod corrections;
mod hostile;
mod keeping;
mod keyboard;
mod mending;
mod offline;
mod one_file;
mod pace;
mod readers;
mod release;
mod reload;
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
