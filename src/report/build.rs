//! From an analysis to its report: offsets converted, words counted, the text's hash taken.

use sha2::{Digest, Sha256};

use super::*;
use crate::analyzer::Analysis;
use crate::coref;
use crate::entity;
use crate::offsets::OffsetTable;
use crate::quote;
use crate::span::Span;
use crate::text;
use crate::value;

impl Report {
    /// The report of an analysis, with offsets in `unit`.
    pub fn new(analysis: Analysis, unit: OffsetUnit, id: Option<&str>) -> Self {
        let Analysis { document, entities, values, quotations, quoted_words, date, shown_from, model } =
            analysis;
        let (text, english) = (document.text, document.looks_english());
        let paragraphs = document.paragraphs;
        // Tokens and words are most of what a long text takes by now.
        drop((document.tokens, document.words));
        // In bytes until all of it stands there.
        let pair = |span: Span| [span.start, span.end];
        let entities = entities.into_iter().enumerate().map(|(id, entity)| Entity {
            id,
            entity_type: entity.entity_type.into(),
            name: entity.name,
            named: entity.named,
            roles: entity.roles,
            affiliation: entity.affiliation,
            members: entity.members,
            mentions: entity
                .mentions
                .iter()
                .map(|mention| Mention {
                    start: mention.span.start,
                    end: mention.span.end,
                    kind: mention.kind.into(),
                    own_type: mention.own_type.map(Into::into),
                })
                .collect(),
        });
        let values = values.into_iter().map(|value| Value {
            start: value.span.start,
            end: value.span.end,
            value_type: value.value_type.into(),
            value: value.value,
            unit: value.unit,
            low: value.low,
            high: value.high,
            edge: value.edge.map(Into::into),
            calendar: value.calendar.map(pair),
        });
        let quotations = quotations.into_iter().enumerate().map(|(id, attributed)| {
            let quotation = attributed.quotation;
            let first = quotation.content.first().copied().unwrap_or_default();
            Quotation {
                id,
                kind: quotation.kind.into(),
                content: quotation.content.iter().copied().map(pair).collect(),
                printed: quotation.printed.iter().copied().map(pair).collect(),
                cue: quotation.cue.map(pair),
                source: quotation.source.map(pair),
                speaker: attributed.speaker,
                confidence: thousandths(attributed.confidence),
                reason: attributed.reason,
                candidates: attributed
                    .candidates
                    .iter()
                    .map(|c| Candidate { speaker: c.speaker, score: thousandths(c.score) })
                    .collect(),
                parent: quotation.parent,
                relay: attributed.relay,
                act: quotation.act.into(),
                probability: thousandths(quotation.probability),
                words: 0,
                paragraph: paragraphs.partition_point(|p| p.span.end <= first.start),
                corrected: false,
                check: None,
                note: None,
            }
        });
        let quoted_words = quoted_words.into_iter().map(|words| QuotedWords {
            start: words.span.start,
            end: words.span.end,
            words_type: words.words_type.into(),
        });
        let (entities, values) = (entities.collect(), values.collect());
        let (quotations, quoted_words) = (quotations.collect(), quoted_words.collect());
        let paragraphs = paragraphs.iter().map(|paragraph| Paragraph {
            start: paragraph.span.start,
            end: paragraph.span.end,
            kind: paragraph.kind.into(),
            reason: match paragraph.kind {
                text::ParagraphKind::SetAside(reason) => Some(reason.name().to_owned()),
                _ => None,
            },
        });
        let mut report = Self {
            id: id.map(str::to_owned),
            program: PROGRAM.to_owned(),
            model,
            text_sha256: sha256(text),
            offset_unit: unit,
            unsure_below: thousandths(shown_from),
            english,
            date: date.map(|(date, _)| date.to_string()),
            date_reason: date.map(|(_, source)| source.into()),
            paragraphs: paragraphs.collect(),
            entities,
            values,
            quotations,
            sources: Vec::new(),
            unattributed: Tally::default(),
            total: Tally::default(),
            quoted_words,
        };
        report.count(&|[start, end]| text.get(start as usize..end as usize).unwrap_or_default());
        let table = OffsetTable::new(text, unit, report.offsets());
        report.visit_offsets(&mut |offset| *offset = table.convert(*offset));
        report
    }
}

fn thousandths(value: u16) -> f64 {
    f64::from(value) / 1000.0
}

/// The SHA-256 of a text's UTF-8, in hexadecimal digits.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An enum of a report from the one of the room that finds it.
macro_rules! twin {
    ($from:ty => $to:ident { $($variant:ident),+ }) => {
        impl From<$from> for $to {
            fn from(found: $from) -> Self {
                match found { $(<$from>::$variant => Self::$variant,)+ }
            }
        }
    };
}

twin!(entity::EntityType => EntityType { Person, Organization, Location, Facility, Norp, Product, Misc });
twin!(coref::MentionKind => MentionKind { Name, Alias, Acronym, Role, Pronoun });
twin!(value::ValueType => ValueType { Date, Relative, Time, Duration, Money, Percent, Quantity });
twin!(value::Edge => Edge { Before, After, About });
twin!(value::DateSource => DateReason { Given, Byline, Dateline });
twin!(quote::QuotationKind => QuotationKind { Direct, Mixed, Indirect });
twin!(quote::Act => Act { Statement, Topic, Stance });
twin!(quote::QuotedWordsType => QuotedWordsType { Scare, Title, Nickname, Term });

impl From<text::ParagraphKind> for ParagraphKind {
    fn from(kind: text::ParagraphKind) -> Self {
        match kind {
            text::ParagraphKind::Headline => Self::Headline,
            text::ParagraphKind::Kicker => Self::Kicker,
            text::ParagraphKind::Byline => Self::Byline,
            text::ParagraphKind::Dateline => Self::Dateline,
            text::ParagraphKind::Text => Self::Text,
            text::ParagraphKind::List => Self::List,
            text::ParagraphKind::Caption => Self::Caption,
            text::ParagraphKind::Credit => Self::Credit,
            text::ParagraphKind::SetAside(_) => Self::SetAside,
        }
    }
}
