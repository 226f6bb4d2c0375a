//! Texts against each other: quotations against notes, and the quotations of two drafts.
//!
//! Words are the same if they are but for marks and case, and are compared in their order. Nothing is judged: what is
//! not in the notes may still have been said.

mod align;
mod drafts;
mod json;
mod notes;
mod pieces;
mod speakers;
mod words;

pub use drafts::{DraftRow, compare_drafts};
#[doc(hidden)]
pub use json::{drafts_json, notes_json};
pub use notes::{NotesRow, Passage, compare_notes};

/// How a quotation stands to its like in the other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Relation {
    /// The same, but for line breaks and the shape of quotation marks.
    Same,
    /// The same words; other marks, case or spaces.
    Marks,
    /// Most words are the same, in the same order.
    Changed,
    /// Only the second text has it.
    Added,
    /// Only the first text has it.
    Dropped,
}

impl Relation {
    /// Its word in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Marks => "marks",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Dropped => "dropped",
        }
    }
}

/// What a piece of a compared passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mark {
    /// Both sides have it.
    Same,
    /// This side alone has it.
    Own,
    /// The other side has words here and this one has none; without words.
    Missing,
    /// Around a passage; no part of what is compared.
    Context,
}

impl Mark {
    /// Its word in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Own => "own",
            Self::Missing => "missing",
            Self::Context => "context",
        }
    }
}

/// A piece of a passage, on one line, with white space at its ends where the text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece {
    /// What it is.
    pub mark: Mark,
    /// Its words.
    pub words: String,
}

#[cfg(test)]
mod tests;
