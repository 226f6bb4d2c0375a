//! What holds for every text and every file: for tests, for fuzzing (`fuzz/`), and for the trainer, which asks it of whole
//! corpora; and how what is kept of a page is counted.

mod kept;
mod news;
mod report;
mod targets;

pub use kept::Kept;
pub use news::{article, numbered};
pub use report::broken;
pub use targets::{analyzer, run, targets};
