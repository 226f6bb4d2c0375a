//! The serialized twin of an [`Analysis`]: one contract for page, command line and tests.
//!
//! The only serialized types. Offsets are half-open, in the unit that the report names.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analyzer::Analysis;
use crate::coref::MentionKind;
use crate::entity::EntityType;
use crate::offsets::{OffsetTable, OffsetUnit};
use crate::quote::{Act, QuotationKind, QuotedWordsType};
use crate::span::Span;
use crate::text::{ParagraphKind, TokenKind};
use crate::value::{DateSource, Edge, ValueType};

/// A report of an analysis.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The text's name, as the caller gave it.
    pub id: Option<String>,
    /// `utf16` or `codepoint`: what all offsets count.
    pub offset_unit: &'static str,
    /// Below this confidence a speaker is null.
    pub unsure_below: f64,
    /// False when the text does not look like English.
    pub english: bool,
    /// The date that relative dates were read against, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Where the date comes from: `given`, `byline` or `dateline`.
    pub date_reason: Option<&'static str>,
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
    /// In text order.
    pub quoted_words: Vec<QuotedWords>,
}

/// Somebody who speaks in the article, and how much.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// The entity.
    pub entity: usize,
    /// False for an unnamed source.
    pub named: bool,
    /// How many statements are its own.
    pub statements: usize,
    /// How many words of them stand in quotation marks.
    pub words_quoted: usize,
    /// How many do not.
    pub words_reported: usize,
}

/// A paragraph of the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paragraph {
    /// Its first unit.
    pub start: u32,
    /// The unit after its last.
    pub end: u32,
    /// `headline`, `kicker`, `byline`, `dateline`, `text`, `list`, `caption`, `credit` or `set-aside`.
    pub kind: &'static str,
    /// Why it was set aside.
    pub reason: Option<&'static str>,
}

/// Somebody or something that the article names or quotes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entity {
    /// Its index in the report.
    pub id: usize,
    /// What it is.
    #[serde(rename = "type")]
    pub entity_type: &'static str,
    /// Its fullest name as printed.
    pub name: String,
    /// False for an unnamed source.
    pub named: bool,
    /// Its roles in the article's words.
    pub roles: Vec<String>,
    /// The entity it belongs to.
    pub affiliation: Option<usize>,
    /// The entities that speak together as this one.
    pub members: Vec<usize>,
    /// In text order.
    pub mentions: Vec<Mention>,
}

/// A place in the text that refers to an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Its first unit.
    pub start: u32,
    /// The unit after its last.
    pub end: u32,
    /// `name`, `alias`, `acronym`, `role` or `pronoun`.
    pub kind: &'static str,
    /// The mention's own type, where it differs from the entity's.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub own_type: Option<&'static str>,
}

/// A date, amount or figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Value {
    /// Its first unit.
    pub start: u32,
    /// The unit after its last.
    pub end: u32,
    /// `date`, `relative`, `time`, `duration`, `money`, `percent` or `quantity`.
    #[serde(rename = "type")]
    pub value_type: &'static str,
    /// The normal form.
    pub value: Option<String>,
    /// ISO 4217 code or unit's name.
    pub unit: Option<String>,
    /// The lower end of a range.
    pub low: Option<String>,
    /// The upper end of a range.
    pub high: Option<String>,
    /// `before` or `after` if it is open to one side, `about` if it is a rough one.
    pub edge: Option<&'static str>,
    /// The words of the calendar within a longer phrase.
    pub calendar: Option<[u32; 2]>,
}

/// A statement by somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quotation {
    /// Its index in the report.
    pub id: usize,
    /// `direct`, `mixed` or `indirect`.
    pub kind: &'static str,
    /// What is said, in pieces.
    pub content: Vec<[u32; 2]>,
    /// The parts of it that stand in quotation marks.
    pub printed: Vec<[u32; 2]>,
    /// The reporting words.
    pub cue: Option<[u32; 2]>,
    /// The words that name who says it.
    pub source: Option<[u32; 2]>,
    /// The entity that says it; null if unsure.
    pub speaker: Option<usize>,
    /// How sure the speaker is, 0 to 1.
    pub confidence: f64,
    /// Why, in one sentence.
    pub reason: String,
    /// The likeliest speakers, best first.
    pub candidates: Vec<Candidate>,
    /// The quotation that this one stands inside of.
    pub parent: Option<usize>,
    /// The entity that passes it on: "the White House" of "Trump, according to the White House".
    pub relay: Option<usize>,
    /// `statement`, `topic` or `stance`.
    pub act: &'static str,
    /// How likely it is that somebody communicated this, with these edges, 0 to 1; for a topic or a
    /// stance, that it is one.
    pub probability: f64,
    /// How many words the content has.
    pub words: usize,
    /// Index of the paragraph in which it begins.
    pub paragraph: usize,
}

/// Somebody who may have said a quotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The entity; null for nobody named.
    pub speaker: Option<usize>,
    /// How likely, 0 to 1.
    pub score: f64,
}

/// Words in quotation marks that nobody says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuotedWords {
    /// Their first unit.
    pub start: u32,
    /// The unit after their last.
    pub end: u32,
    /// `scare`, `title`, `nickname` or `term`.
    #[serde(rename = "type")]
    pub words_type: &'static str,
}

impl Report {
    /// The report of an analysis, with offsets in `unit`.
    pub fn new(analysis: &Analysis, unit: OffsetUnit, id: Option<&str>) -> Self {
        let table = OffsetTable::new(analysis.document.text, unit, byte_offsets(analysis));
        let at = |byte: u32| table.convert(byte);
        let pair = |span: Span| [at(span.start), at(span.end)];
        let paragraphs = analysis.document.paragraphs.iter().map(|paragraph| {
            let (kind, reason) = match paragraph.kind {
                ParagraphKind::Headline => ("headline", None),
                ParagraphKind::Kicker => ("kicker", None),
                ParagraphKind::Byline => ("byline", None),
                ParagraphKind::Dateline => ("dateline", None),
                ParagraphKind::Text => ("text", None),
                ParagraphKind::List => ("list", None),
                ParagraphKind::Caption => ("caption", None),
                ParagraphKind::Credit => ("credit", None),
                ParagraphKind::SetAside(reason) => ("set-aside", Some(reason.name())),
            };
            Paragraph { start: at(paragraph.span.start), end: at(paragraph.span.end), kind, reason }
        });
        let entities = analysis.entities.iter().enumerate().map(|(id, entity)| Entity {
            id,
            entity_type: entity_type(entity.entity_type),
            name: entity.name.clone(),
            named: entity.named,
            roles: entity.roles.clone(),
            affiliation: entity.affiliation,
            members: entity.members.clone(),
            mentions: entity
                .mentions
                .iter()
                .map(|mention| Mention {
                    start: at(mention.span.start),
                    end: at(mention.span.end),
                    kind: mention_kind(mention.kind),
                    own_type: mention.own_type.map(entity_type),
                })
                .collect(),
        });
        let values = analysis.values.iter().map(|value| Value {
            start: at(value.span.start),
            end: at(value.span.end),
            value_type: value_type(value.value_type),
            value: value.value.clone(),
            unit: value.unit.clone(),
            low: value.low.clone(),
            high: value.high.clone(),
            edge: value.edge.map(edge),
            calendar: value.calendar.map(pair),
        });
        let quotations = analysis.quotations.iter().enumerate().map(|(id, attributed)| {
            let quotation = &attributed.quotation;
            let first = quotation.content.first().copied().unwrap_or_default();
            Quotation {
                id,
                kind: quotation_kind(quotation.kind),
                content: quotation.content.iter().copied().map(pair).collect(),
                printed: quotation.printed.iter().copied().map(pair).collect(),
                cue: quotation.cue.map(pair),
                source: quotation.source.map(pair),
                speaker: attributed.speaker,
                confidence: thousandths(attributed.confidence),
                reason: attributed.reason.clone(),
                candidates: attributed
                    .candidates
                    .iter()
                    .map(|c| Candidate { speaker: c.speaker, score: thousandths(c.score) })
                    .collect(),
                parent: quotation.parent,
                relay: attributed.relay,
                act: quotation.act.name(),
                probability: thousandths(quotation.probability),
                words: quotation.content.iter().map(|&span| count_words(analysis, span)).sum(),
                paragraph: analysis.document.paragraphs.partition_point(|p| p.span.end <= first.start),
            }
        });
        let quoted_words = analysis.quoted_words.iter().map(|words| QuotedWords {
            start: at(words.span.start),
            end: at(words.span.end),
            words_type: quoted_words_type(words.words_type),
        });
        Self {
            id: id.map(str::to_owned),
            offset_unit: match unit {
                OffsetUnit::Utf16 => "utf16",
                OffsetUnit::CodePoint => "codepoint",
            },
            unsure_below: thousandths(analysis.shown_from),
            english: analysis.document.looks_english(),
            date: analysis.date.map(|(date, _)| date.to_string()),
            date_reason: analysis.date.map(|(_, ground)| date_source(ground)),
            paragraphs: paragraphs.collect(),
            entities: entities.collect(),
            values: values.collect(),
            quotations: quotations.collect(),
            sources: sources(analysis),
            quoted_words: quoted_words.collect(),
        }
    }
}

/// Who speaks, and how much; what is no statement does not count.
fn sources(analysis: &Analysis) -> Vec<Source> {
    let mut sources: BTreeMap<usize, Source> = BTreeMap::new();
    for attributed in &analysis.quotations {
        let quotation = &attributed.quotation;
        let Some(entity) = attributed.speaker.filter(|_| quotation.act == Act::Statement) else { continue };
        let count = |spans: &[Span]| spans.iter().map(|&span| count_words(analysis, span)).sum::<usize>();
        let named = analysis.entities[entity].named;
        let source = Source { entity, named, statements: 0, words_quoted: 0, words_reported: 0 };
        let source = sources.entry(entity).or_insert(source);
        let quoted = count(&quotation.printed);
        source.statements += 1;
        source.words_quoted += quoted;
        source.words_reported += count(&quotation.content).saturating_sub(quoted);
    }
    sources.into_values().collect()
}

/// Every byte offset that the report will hold.
fn byte_offsets(analysis: &Analysis) -> Vec<u32> {
    let paragraphs = analysis.document.paragraphs.iter().map(|p| p.span);
    let mentions = analysis.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.span));
    let values = analysis.values.iter().flat_map(|v| std::iter::once(v.span).chain(v.calendar));
    let quotations = analysis
        .quotations
        .iter()
        .map(|a| &a.quotation)
        .flat_map(|q| q.content.iter().chain(&q.printed).copied().chain(q.cue).chain(q.source));
    let quoted_words = analysis.quoted_words.iter().map(|w| w.span);
    let spans = paragraphs.chain(mentions).chain(values).chain(quotations).chain(quoted_words);
    spans.flat_map(|span| [span.start, span.end]).collect()
}

fn count_words(analysis: &Analysis, span: Span) -> usize {
    let tokens = analysis.document.tokens_in(span);
    tokens
        .filter(|&token_idx| {
            let kind = analysis.document.word(token_idx).kind;
            matches!(kind, TokenKind::Word | TokenKind::Number | TokenKind::Address)
                && !analysis.document.token_text(token_idx).starts_with(['\'', '’'])
                && !matches!(analysis.document.lower(token_idx), "n't")
        })
        .count()
}

fn thousandths(value: u16) -> f64 {
    f64::from(value) / 1000.0
}

/// The report's word for an entity type.
pub const fn entity_type(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Location => "location",
        EntityType::Facility => "facility",
        EntityType::Norp => "norp",
        EntityType::Product => "product",
        EntityType::Misc => "misc",
    }
}

const fn date_source(ground: DateSource) -> &'static str {
    match ground {
        DateSource::Given => "given",
        DateSource::Byline => "byline",
        DateSource::Dateline => "dateline",
    }
}

const fn mention_kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Alias => "alias",
        MentionKind::Acronym => "acronym",
        MentionKind::Role => "role",
        MentionKind::Pronoun => "pronoun",
    }
}

const fn edge(edge: Edge) -> &'static str {
    match edge {
        Edge::Before => "before",
        Edge::After => "after",
        Edge::About => "about",
    }
}

const fn value_type(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Date => "date",
        ValueType::Relative => "relative",
        ValueType::Time => "time",
        ValueType::Duration => "duration",
        ValueType::Money => "money",
        ValueType::Percent => "percent",
        ValueType::Quantity => "quantity",
    }
}

const fn quotation_kind(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Mixed => "mixed",
        QuotationKind::Indirect => "indirect",
    }
}

const fn quoted_words_type(words_type: QuotedWordsType) -> &'static str {
    match words_type {
        QuotedWordsType::Scare => "scare",
        QuotedWordsType::Title => "title",
        QuotedWordsType::Nickname => "nickname",
        QuotedWordsType::Term => "term",
    }
}
