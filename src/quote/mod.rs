//! Quotations: what is said, the words that report it, and the words that name who says it.
//!
//! Whom the source stands for is decided in [`crate::attribution`].

pub mod sequence;
pub mod labels;
pub mod facts;
pub mod features;
pub mod rerank;
mod finder;
mod marked;
mod transcript;
mod namer;
mod complete;
mod quoted_words;
mod assemble;

pub use finder::{CueTable, QuotationFinder, SECTION, scores};

use std::ops::Range;

use crate::entity::Tagged;
use crate::span::Span;
use crate::text::Document;

/// How literally a quotation reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuotationKind {
    /// The whole content stands in quotation marks.
    Direct,
    /// Part of the content stands in quotation marks.
    Mixed,
    /// A paraphrase.
    Indirect,
}

/// A statement by somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// How literally it reports.
    pub kind: QuotationKind,
    /// What is said, in one piece or more, in text order; quotation marks included.
    pub content: Vec<Span>,
    /// The parts of the content that stand in quotation marks, marks included.
    pub printed: Vec<Span>,
    /// The words that report it ("said", "according to").
    pub cue: Option<Span>,
    /// The words that name who says it.
    pub source: Option<Span>,
    /// Index of the quotation that this one stands inside of.
    pub parent: Option<usize>,
    /// Whether it is something said or written; false for beliefs, intentions and acts.
    pub speech: bool,
    /// How sure the model is that this is a quotation with this extent, in thousandths.
    pub confidence: u16,
}

/// What words in quotation marks are when nobody says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuotedWordsType {
    /// The writer keeps a distance.
    Scare,
    /// The title of a work.
    Title,
    /// A nickname inside or beside a name.
    Nickname,
    /// A term being introduced.
    Term,
}

/// Words in quotation marks that are no quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotedWords {
    /// Where they stand, marks included.
    pub span: Span,
    /// What they are.
    pub words_type: QuotedWordsType,
}

/// The quotations and quoted words of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotations {
    /// In order of their content's start.
    pub quotations: Vec<Quotation>,
    /// In text order.
    pub quoted_words: Vec<QuotedWords>,
}

/// Who says what, as tokens, before it becomes a [`Quotation`].
#[derive(Clone, Debug, PartialEq, Eq)]
struct Attribution {
    /// What is said, in text order.
    content: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    source: Option<Range<usize>>,
    /// In thousandths.
    confidence: u16,
    /// Word for word even where no marks say so, as in a transcript.
    verbatim: bool,
}

/// Finds the quotations of a text.
pub fn find_quotations(document: &Document, tagged: &Tagged, finder: &QuotationFinder) -> Quotations {
    let attributions = complete::complete(document, tagged, finder.find(document, tagged));
    assemble::assemble(document, tagged, attributions)
}
