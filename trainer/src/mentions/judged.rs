//! Articles whose quotations were judged as a former model found them, with whom it gave as their
//! speakers.
//!
//! The verdicts are the corpus's; what the former model said is kept beside the trainer as offsets.

use std::collections::BTreeMap;
use std::path::Path;

use saidby::coref::KnownEntity;
use saidby::quote::{Act, Quotation};
use saidby::span::Span;
use saidby::text::Document;
use serde::Deserialize;

use super::statements::{kind_of, printed};
use crate::corpora::{Offsets, read_lines, read_packed_lines};

/// An article with its judged quotations, in order of the content's start.
pub struct JudgedArticle {
    pub id: String,
    pub text: String,
    pub quotations: Vec<Judgment>,
}

/// A quotation, the former model's speaker, and whether that is right.
pub struct Judgment {
    quotation: Quotation,
    /// None where the quotation is nobody's, or has wrong edges.
    is_right: Option<bool>,
    said: Said,
}

/// Whom the former model gave as a speaker.
enum Said {
    Nobody,
    Named(Vec<Span>),
    Unnamed(Vec<Span>),
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    marks: Vec<Mark>,
}

#[derive(Deserialize)]
struct Mark {
    content: Vec<[usize; 2]>,
    cue: Option<[usize; 2]>,
    source: Option<[usize; 2]>,
    verdict: String,
}

#[derive(Deserialize)]
struct Former {
    id: String,
    said: Vec<FormerSpeaker>,
}

/// Of a quotation: the content's first code point; 0 for nobody, 1 for somebody with a name, 2 for
/// somebody without; and the names or words.
type FormerSpeaker = (usize, u8, Vec<[usize; 2]>);

/// Reads the articles.
///
/// # Errors
///
/// One sentence that names the file, and the line where one is broken.
pub fn read(path: &Path, former: &Path) -> Result<Vec<JudgedArticle>, String> {
    let former = read_packed_lines(former, |line: Former| Ok((line.id, line.said)))?;
    let former: BTreeMap<String, Vec<FormerSpeaker>> = former.into_iter().collect();
    read_lines(path, |line: Line| {
        let said = former.get(&line.id).map_or(&[][..], Vec::as_slice);
        Ok(article(line, said))
    })
}

fn article(line: Line, former: &[FormerSpeaker]) -> JudgedArticle {
    let document = Document::new(&line.text);
    let offsets = Offsets::of(&line.text);
    let span = |[start, end]: [usize; 2]| offsets.span(start, end).unwrap_or_default();
    let judgment = |mark: Mark| {
        let first = mark.content.first()?[0];
        let (_, kind, spans) = former.iter().find(|(start, ..)| *start == first)?;
        let spans = spans.iter().copied().map(span).collect();
        let content: Vec<Span> = mark.content.into_iter().map(span).collect();
        let quotation = Quotation {
            kind: kind_of(&content, &printed(&document, &content)),
            printed: printed(&document, &content),
            content,
            cue: mark.cue.map(span),
            source: mark.source.map(span),
            parent: None,
            act: Act::Statement,
            probability: 1000,
        };
        let said = match kind {
            0 => Said::Nobody,
            1 => Said::Named(spans),
            _ => Said::Unnamed(spans),
        };
        let is_right = match mark.verdict.as_str() {
            "right" => Some(true),
            "source" => Some(false),
            _ => None,
        };
        Some(Judgment { quotation, is_right, said })
    };
    let mut quotations: Vec<Judgment> = line.marks.into_iter().filter_map(judgment).collect();
    quotations.sort_by_key(|judgment| judgment.quotation.content[0]);
    drop(document);
    JudgedArticle { id: line.id, text: line.text, quotations }
}

impl JudgedArticle {
    pub fn quotations(&self) -> Vec<Quotation> {
        self.quotations.iter().map(|judgment| judgment.quotation.clone()).collect()
    }
}

impl Judgment {
    /// Which options may be right, of entities and last "none of them", and whether the judge said so
    /// outright; None where the judgment says nothing.
    pub fn right(&self, options: &[Option<KnownEntity>]) -> Option<(Vec<bool>, bool)> {
        let is_right = self.is_right?;
        let is_any = |known: &KnownEntity, spans: &[Span]| {
            known.spans.iter().any(|own| spans.iter().any(|span| own.overlaps(*span)))
        };
        let is_said = |option: &Option<KnownEntity>| match (&self.said, option) {
            (Said::Named(spans), Some(known)) => known.is_named && is_any(known, spans),
            (Said::Unnamed(spans), Some(known)) => !known.is_named && is_any(known, spans),
            (Said::Unnamed(_), None) | (Said::Nobody, None) => true,
            _ => false,
        };
        let right: Vec<bool> = match (&self.said, is_right) {
            (Said::Nobody, true) => return None,
            (_, true) => options.iter().map(is_said).collect(),
            // Somebody with a name, though the words have none.
            (Said::Unnamed(_), false) => {
                options.iter().map(|option| option.as_ref().is_some_and(|known| known.is_named)).collect()
            }
            (_, false) => options.iter().map(|option| !is_said(option)).collect(),
        };
        right.contains(&true).then_some((right, is_right))
    }
}
