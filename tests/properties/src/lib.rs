//! What holds for every text and every file: for tests, for fuzzing (`fuzz/`), and for the trainer, which asks it of whole
//! corpora.

mod news;
mod report;
mod targets;

pub use news::{article, numbered};
pub use report::broken;
pub use targets::{analyzer, run, targets};
