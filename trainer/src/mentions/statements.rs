//! Articles in which every statement has its source and speaker.

use std::collections::BTreeMap;
use std::path::Path;

use saidby::quote::{Act, Quotation, QuotationKind};
use saidby::span::Span;
use saidby::text::Document;
use serde::Deserialize;

use crate::corpora::{Offsets, read_lines, read_packed_lines};

/// An article with its statements.
pub struct MarkedArticle {
    pub id: String,
    pub text: String,
    /// In order of the content's start.
    pub marks: Vec<MarkedStatement>,
    /// Role phrases, and whom each stands for, where that was asked.
    pub roles: Vec<MarkedRole>,
    pub speakers: BTreeMap<String, MarkedSpeaker>,
}

/// A role phrase, in bytes, and whom it stands for.
#[derive(Clone, Debug)]
pub struct MarkedRole {
    pub span: Span,
    /// Key into the speakers; none for somebody whom nothing else in the article stands for.
    pub whom: Option<String>,
}

/// A statement, topic or stance as people marked it; spans are bytes.
#[derive(Clone, Debug)]
pub struct MarkedStatement {
    pub act: Act,
    pub content: Vec<Span>,
    pub cue: Option<Span>,
    pub source: Option<Span>,
    /// Index of the mark around it.
    pub parent: Option<usize>,
    /// Key into the speakers.
    pub speaker: Option<String>,
    /// Whether people marked it.
    pub is_marked: bool,
}

/// Somebody who speaks in an article.
#[derive(Clone, Debug, Deserialize)]
pub struct MarkedSpeaker {
    pub name: Option<String>,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(rename = "as")]
    pub described: Option<String>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    quotes: Vec<LineMark>,
    #[serde(default)]
    roles: Vec<([usize; 2], Option<String>)>,
    speakers: BTreeMap<String, MarkedSpeaker>,
}

#[derive(Deserialize)]
struct LineMark {
    #[serde(default)]
    cue: Vec<[usize; 2]>,
    #[serde(default)]
    source: Vec<[usize; 2]>,
    act: String,
    content: Vec<[usize; 2]>,
    parent: Option<usize>,
    speaker: Option<String>,
}

/// A mark, and somebody who speaks, by offsets alone.
#[derive(Deserialize)]
struct OffsetLine {
    id: String,
    quotes: Vec<LineMark>,
    #[serde(default)]
    roles: Vec<([usize; 2], Option<String>)>,
    speakers: BTreeMap<String, OffsetSpeaker>,
}

#[derive(Deserialize)]
struct OffsetSpeaker {
    name: Option<[usize; 2]>,
    #[serde(default)]
    also: Vec<[usize; 2]>,
    #[serde(rename = "as")]
    described: Option<[usize; 2]>,
}

/// Reads the articles whose marks stand beside the trainer as offsets into texts with these ids.
///
/// # Errors
///
/// One sentence that names the file, and the line where one is broken.
pub fn read_marked(marks: &Path, texts: Vec<(String, String)>) -> Result<Vec<MarkedArticle>, String> {
    let marks = read_packed_lines(marks, |line: OffsetLine| Ok((line.id.clone(), line)))?;
    let mut marks: BTreeMap<String, OffsetLine> = marks.into_iter().collect();
    let mut articles = Vec::new();
    for (id, text) in texts {
        let Some(line) = marks.remove(&id) else { continue };
        let offsets = Offsets::of(&text);
        let words = |[start, end]: [usize; 2]| Some(offsets.span(start, end)?.of(&text).to_owned());
        let speaker = |speaker: OffsetSpeaker| MarkedSpeaker {
            name: speaker.name.and_then(words),
            also: speaker.also.into_iter().filter_map(words).collect(),
            described: speaker.described.and_then(words),
        };
        let speakers = line.speakers.into_iter().map(|(key, one)| (key, speaker(one))).collect();
        articles.push(article(Line { id, text, quotes: line.quotes, roles: line.roles, speakers }));
    }
    Ok(articles)
}

/// Reads the articles of a file.
///
/// # Errors
///
/// One sentence that names the file, and the line where one is broken.
pub fn read(path: &Path) -> Result<Vec<MarkedArticle>, String> {
    read_lines(path, |line| Ok(article(line)))
}

fn article(line: Line) -> MarkedArticle {
    let offsets = Offsets::of(&line.text);
    let span = |[start, end]: [usize; 2]| offsets.span(start, end).unwrap_or_default();
    let marks: Vec<MarkedStatement> = line
        .quotes
        .into_iter()
        .map(|mark| MarkedStatement {
            act: match mark.act.as_str() {
                "topic" => Act::Topic,
                "stance" => Act::Stance,
                _ => Act::Statement,
            },
            content: mark.content.into_iter().map(span).collect(),
            cue: mark.cue.first().copied().map(span),
            source: mark.source.first().copied().map(span),
            parent: mark.parent,
            speaker: mark.speaker,
            is_marked: true,
        })
        .collect();
    let mut order: Vec<usize> = (0..marks.len()).collect();
    let start = |at: usize| marks[at].content.first().map_or(0, |span| span.start);
    let end = |at: usize| marks[at].content.last().map_or(0, |span| span.end);
    order.sort_by_key(|&at| (start(at), std::cmp::Reverse(end(at)), at));
    let place = |at: usize| order.iter().position(|&other| other == at);
    let ordered = order
        .iter()
        .map(|&at| MarkedStatement { parent: marks[at].parent.and_then(place), ..marks[at].clone() });
    let roles = line.roles.into_iter().map(|(at, whom)| MarkedRole { span: span(at), whom }).collect();
    MarkedArticle { id: line.id, marks: ordered.collect(), roles, text: line.text, speakers: line.speakers }
}

/// The share of two contents' bytes that is common to both.
fn overlap(one: &[Span], other: &[Span]) -> f64 {
    let common: u32 = one
        .iter()
        .flat_map(|a| other.iter().map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start))))
        .sum();
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<u32>();
    f64::from(common) / f64::from((length(one) + length(other)).saturating_sub(common).max(1))
}

impl MarkedArticle {
    /// Whom the role phrase at these words stands for; nothing where that was not asked.
    pub fn whom(&self, at: Span) -> Option<&Option<String>> {
        let role = self.roles.iter().find(|role| role.span.end == at.end && role.span.overlaps(at));
        role.map(|role| &role.whom)
    }

    /// The article with the quotations that the core finds in place of the marks, as far as they
    /// are about the same words; those that go on within a mark have its speaker too.
    pub fn as_found(&self, found: &[Quotation]) -> Self {
        let marks = found.iter().map(|quotation| {
            let inside = |mark: &&MarkedStatement| {
                let is_in = |piece: &Span| mark.content.iter().any(|content| content.contains(*piece));
                quotation.source.is_none() && quotation.content.iter().all(is_in)
            };
            let share = |mark: &&MarkedStatement| overlap(&mark.content, &quotation.content);
            let best = self
                .marks
                .iter()
                .filter(|mark| 0.5 <= share(mark))
                .max_by(|a, b| share(a).total_cmp(&share(b)));
            let mark = best.or_else(|| {
                self.marks
                    .iter()
                    .filter(inside)
                    .min_by_key(|mark| mark.content.iter().map(|c| c.len()).sum::<u32>())
            });
            MarkedStatement {
                act: mark.map_or(quotation.act, |mark| mark.act),
                content: quotation.content.clone(),
                cue: quotation.cue,
                source: quotation.source,
                parent: quotation.parent,
                speaker: mark.and_then(|mark| mark.speaker.clone()),
                is_marked: mark.is_some(),
            }
        });
        Self {
            id: self.id.clone(),
            text: self.text.clone(),
            marks: marks.collect(),
            roles: self.roles.clone(),
            speakers: self.speakers.clone(),
        }
    }

    /// The marks as the core would find them.
    pub fn quotations(&self, document: &Document) -> Vec<Quotation> {
        self.marks
            .iter()
            .map(|mark| {
                let printed = printed(document, &mark.content);
                (mark, printed)
            })
            .map(|(mark, printed)| Quotation {
                kind: kind_of(&mark.content, &printed),
                content: mark.content.clone(),
                printed,
                cue: mark.cue,
                source: mark.source,
                parent: mark.parent,
                act: mark.act,
                probability: 1000,
            })
            .collect()
    }
}

/// How literally a content is given, by how much of it stands in quotation marks.
pub fn kind_of(content: &[Span], printed: &[Span]) -> QuotationKind {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<u32>();
    match (length(printed), length(content)) {
        (0, _) => QuotationKind::Indirect,
        (quoted, all) if all <= quoted + 4 => QuotationKind::Direct,
        _ => QuotationKind::Mixed,
    }
}

/// The parts of a content that stand in quotation marks.
pub fn printed(document: &Document, content: &[Span]) -> Vec<Span> {
    let runs = document.quoted_runs.iter().filter(|run| run.parent.is_none());
    let part = |run: Span, piece: &Span| {
        let (start, end) = (run.start.max(piece.start), run.end.min(piece.end));
        (start < end).then(|| Span::new(start, end))
    };
    runs.flat_map(|run| content.iter().filter_map(move |piece| part(run.span, piece))).collect()
}

impl MarkedSpeaker {
    /// Its names as printed.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.name
            .as_deref()
            .into_iter()
            .chain(self.also.iter().map(String::as_str))
            .filter(|_| self.name.is_some())
    }
}

/// The words of a name or description that tell something.
pub fn telling_words(text: &str) -> Vec<String> {
    const SKIPPED: [&str; 21] = [
        "the", "a", "an", "of", "s", "and", "mr", "mrs", "ms", "dr", "in", "for", "at", "on", "to", "her",
        "his", "their", "its", "who", "that",
    ];
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).filter(|word| !SKIPPED.contains(&word.as_str())).collect()
}

/// Whether one's words are all among the other's.
pub fn agree(one: &[String], other: &[String]) -> bool {
    let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    !one.is_empty() && !other.is_empty() && (within(one, other) || within(other, one))
}
