//! The serialized twin of an [`Analysis`](crate::Analysis): one contract for page, command line and tests.
//!
//! The only serialized types. A span is `start` and `end`, or `[start, end]`: the end is exclusive, and both count in the
//! [unit that the report names](Report::offset_unit), from the beginning of the text.
//! Confidences and other shares are 0 to 1, in thousandths.
//!
//! Reports are read from formats that say what they hold, as JSON does. Fields that are not known are left out, and
//! lists that are missing are empty.

mod build;
mod count;
mod read;
mod units;
mod words;

pub use build::sha256;
pub use count::count_words;
pub use words::{
    Act, Check, DateReason, Edge, EntityType, MentionKind, ParagraphKind, QuotationKind, QuotedWordsType,
    ValueType,
};

use serde::Serialize;

use crate::offsets::OffsetUnit;

/// What a report calls this program.
const PROGRAM: &str = concat!("saidby ", env!("CARGO_PKG_VERSION"));

/// A report of an analysis.
///
/// Spans end exclusively, in its [unit](Self::offset_unit).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The text's name, as the caller gave it.
    pub id: Option<String>,
    /// The program that made it, with its version.
    pub program: String,
    /// The checksum of the model file, which tells models apart.
    pub model: String,
    /// The SHA-256 of the text's UTF-8, in hexadecimal digits.
    pub text_sha256: String,
    /// What all offsets count.
    pub offset_unit: OffsetUnit,
    /// Below this confidence a speaker is left open.
    pub unsure_below: f64,
    /// False when the text does not look like English.
    pub english: bool,
    /// The date that relative dates were read against, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Where the date comes from.
    pub date_reason: Option<DateReason>,
    /// In order; together they hold all that is not white space.
    pub paragraphs: Vec<Paragraph>,
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// In text order.
    pub values: Vec<Value>,
    /// In order of the content's start.
    pub quotations: Vec<Quotation>,
    /// Who speaks, in order of first mention.
    pub sources: Vec<Source>,
    /// What is stated by nobody for sure.
    pub unattributed: Tally,
    /// What is stated in all; by several who speak together it is stated once, and counts for each of them.
    pub total: Tally,
    /// In text order.
    pub quoted_words: Vec<QuotedWords>,
}

/// Somebody who speaks in the article, and how much.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The entity's id.
    pub entity: usize,
    /// False for an unnamed source.
    pub named: bool,
    /// Whether it has a name, or words that describe a person or body.
    pub described: bool,
    /// What it states.
    #[serde(flatten)]
    pub tally: Tally,
}

/// How much somebody states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// How many statements are the speaker's own.
    pub statements: usize,
    /// How many words of them stand in quotation marks; none of a statement that stands inside another.
    pub words_quoted: usize,
    /// How many are spoken without marks, in turns of a transcript or interview.
    pub words_spoken: usize,
    /// How many are in the writer's wording.
    pub words_reported: usize,
}

/// A paragraph of the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Paragraph {
    /// Its first unit.
    pub start: u32,
    /// The unit after its last.
    pub end: u32,
    /// What it is to the article.
    pub kind: ParagraphKind,
    /// Why it was set aside.
    pub reason: Option<String>,
}

/// Somebody or something that the article names or quotes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Entity {
    /// Its id, by which others name it; its index in a report that nobody has corrected.
    pub id: usize,
    /// What it is.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// Its fullest name as printed.
    pub name: String,
    /// False for an unnamed source.
    pub named: bool,
    /// Its roles in the article's words.
    pub roles: Vec<String>,
    /// The id of the entity it belongs to.
    pub affiliation: Option<usize>,
    /// The ids of those that speak together as this one.
    pub members: Vec<usize>,
    /// In text order.
    pub mentions: Vec<Mention>,
}

impl Entity {
    /// What one of its mentions calls it.
    pub fn type_of(&self, mention: &Mention) -> EntityType {
        mention.own_type.unwrap_or(self.entity_type)
    }
}

/// A place in the text that refers to an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Mention {
    /// Its first unit.
    pub start: u32,
    /// The unit after its last.
    pub end: u32,
    /// How it refers.
    pub kind: MentionKind,
    /// The mention's own type, where it differs from the entity's.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub own_type: Option<EntityType>,
}

/// A date, amount or figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Value {
    /// Its first unit.
    pub start: u32,
    /// The unit after its last.
    pub end: u32,
    /// What it counts or tells.
    #[serde(rename = "type")]
    pub value_type: ValueType,
    /// The normal form: TIMEX3 or ISO 8601 for dates, times and durations, else the number.
    pub value: Option<String>,
    /// ISO 4217 code or unit's name.
    pub unit: Option<String>,
    /// The lower end of a range: a period's first day, or a number; of "10/11/2017" the reading month first.
    pub low: Option<String>,
    /// The upper end of a range: the day after a period's last, the first day of a printed range's last member ("from 1998
    /// to 2004"), or a number; of "10/11/2017" the reading day first.
    pub high: Option<String>,
    /// Whether it is open to one side, or a rough one.
    pub edge: Option<Edge>,
    /// The words of the calendar within a longer phrase, `[start, end]`.
    pub calendar: Option<[u32; 2]>,
}

/// A statement by somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Quotation {
    /// Its index in the report.
    pub id: usize,
    /// How literally it is given.
    pub kind: QuotationKind,
    /// What is said, in pieces `[start, end]`, in text order.
    pub content: Vec<[u32; 2]>,
    /// The parts of it that stand in quotation marks.
    pub printed: Vec<[u32; 2]>,
    /// The reporting words, `[start, end]`.
    pub cue: Option<[u32; 2]>,
    /// The words that name who says it, `[start, end]`.
    pub source: Option<[u32; 2]>,
    /// The id of the entity that says it; none if unsure.
    pub speaker: Option<usize>,
    /// How sure the speaker is, 0 to 1.
    pub confidence: f64,
    /// Why, in one sentence.
    pub reason: String,
    /// The likeliest speakers, best first.
    pub candidates: Vec<Candidate>,
    /// The quotation that this one stands inside of.
    pub parent: Option<usize>,
    /// The id of the entity that passes it on: "the White House" of "Trump, according to the White House".
    pub relay: Option<usize>,
    /// What the source did.
    pub act: Act,
    /// How likely it is that somebody communicated this, with these edges, 0 to 1; for a topic or a
    /// stance, that it is one.
    pub probability: f64,
    /// How many words the content has.
    pub words: usize,
    /// Index of the paragraph in which it begins.
    pub paragraph: usize,
    /// Whether a reader corrected it; with a confidence of 1 the speaker too.
    #[serde(skip_serializing_if = "is_false")]
    pub corrected: bool,
    /// What a reader who checked it says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
    /// What a reader noted about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Quotation {
    /// Whether a reader said who speaks, or that nobody named does.
    pub fn is_settled(&self) -> bool {
        self.corrected && 1.0 <= self.confidence
    }
}

/// Somebody who may have said a quotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Candidate {
    /// The entity's id; none for nobody named.
    pub speaker: Option<usize>,
    /// How likely, 0 to 1.
    pub score: f64,
}

/// Words in quotation marks that nobody says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct QuotedWords {
    /// Their first unit.
    pub start: u32,
    /// The unit after their last.
    pub end: u32,
    /// What they are instead.
    #[serde(rename = "type")]
    pub words_type: QuotedWordsType,
}

fn is_false(value: &bool) -> bool {
    !value
}
