//! The page in a real browser; one module for each topic.

mod access;
mod chain;
mod hostile;
mod keeping;
mod keyboard;
mod offline;
mod one_file;
mod pace;
mod readers;
mod release;
mod reload;
mod snippet;
mod storage;
mod strain;
mod trouble;
mod trust;
mod updates;
mod wasm;
mod ways;
mod web_page;
