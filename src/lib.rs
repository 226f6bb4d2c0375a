//! Finds who is in a news article and who said what.
pub mod lexicon;
pub mod offsets;
pub mod span;
pub mod text;
