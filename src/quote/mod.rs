//! Quotations: what is said, the words that report it, and the words that name who says it.
//!
//! Whom the source stands for is decided in [`crate::attribution`].

pub mod sequence;
pub mod labels;
pub mod facts;
pub mod features;
mod view;
mod classes;
mod extent;
mod subject;
pub mod whole;
pub mod rerank;
mod finder;
mod grammar;
mod marked;
mod transcript;
mod quoted_words;
mod source_edges;
mod edges;
mod complete;
mod assemble;
pub mod judge;

pub use finder::{CueTable, QuotationFinder, SECTION, inside_of, paths};

use std::ops::Range;

use crate::entity::Tagged;
use crate::span::Span;
use crate::text::Document;
use crate::wordnet::Wordnet;
use facts::Facts;

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

/// What a source did, by the words that report it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// It communicated something that can be stated: a claim, question, order, promise, denial.
    Statement,
    /// It spoke, but only the topic is given: "praised the plan".
    Topic,
    /// It believes, feels, wishes or plans something, and is not reported to have said so.
    Stance,
}

impl Act {
    /// All acts, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Statement, Self::Topic, Self::Stance];

    /// The act's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Topic => "topic",
            Self::Stance => "stance",
        }
    }
}

/// Something that somebody said, or is reported to have in mind.
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
    /// What the source did.
    pub act: Act,
    /// How likely it is that somebody communicated this, with these edges, in thousandths; for a
    /// topic or a stance, that it is one.
    pub probability: u16,
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
pub struct Attribution {
    /// What is said, in text order.
    pub content: Vec<Range<usize>>,
    /// The words that report it.
    pub cue: Option<Range<usize>>,
    /// The words that name who says it.
    pub source: Option<Range<usize>>,
    /// What found it.
    pub origin: Origin,
    /// The share of the paths' weight that agrees on it, in thousandths; 1000 where a rule found it.
    pub agreement: u16,
    /// The piece of content that it was found inside of.
    pub within: Option<Range<usize>>,
}

/// An attribution that is shown.
#[derive(Clone, Debug)]
struct Judged {
    attribution: Attribution,
    act: Act,
    /// As in [`Quotation::probability`].
    probability: u16,
}

/// What found an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The best path through a paragraph.
    Path,
    /// The best path through a piece of content.
    Inside,
    /// A speaker's label before it, as in a transcript.
    Label,
    /// A paragraph without marks, behind one that announces it.
    Announced,
    /// Marks, and a dash and a name behind them.
    Dash,
    /// Marks, behind a paragraph that ends with a colon.
    Colon,
    /// Marks, and a reporting verb beside them.
    Marked,
    /// Marks that fill their sentences, without a reporting verb.
    Alone,
}

/// Finds the quotations of a text.
pub fn find_quotations(
    document: &Document,
    tagged: &Tagged,
    wordnet: &Wordnet,
    finder: &QuotationFinder,
) -> Quotations {
    let facts = finder.facts(document, tagged, wordnet);
    let proposals = propose(&facts, tagged, finder);
    let mut judged = finder.judged(&facts, proposals);
    judged.retain_mut(|judged| grammar::allows(document, tagged, &mut judged.attribution));
    assemble::assemble(document, tagged, judged)
}

/// The attributions among which [`judge`] chooses, in no order.
pub fn propose(facts: &Facts, tagged: &Tagged, finder: &QuotationFinder) -> Vec<Attribution> {
    complete::complete(facts.document(), tagged, finder.find(facts))
}
