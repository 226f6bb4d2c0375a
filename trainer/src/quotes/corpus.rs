//! Reads articles with their attributions.

use std::path::Path;

use saidby::span::Span;
use serde::Deserialize;

use crate::corpora::{self, Offsets};

/// An article as the corpus has it; offsets are code points.
#[derive(Deserialize)]
struct Line {
    text: String,
    attributions: Vec<LineAttribution>,
}

/// An attribution as files have it; offsets are code points.
#[derive(Deserialize)]
pub(super) struct LineAttribution {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

/// An article with what people marked in it; offsets are bytes.
pub struct Article {
    /// The text.
    pub text: String,
    /// In no order.
    pub attributions: Vec<Gold>,
}

/// An attribution as people marked it.
#[derive(Clone, Debug)]
pub struct Gold {
    /// Who says it; empty if nobody is named.
    pub source: Vec<Span>,
    /// The words that report.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// Reads a corpus file.
///
/// # Errors
///
/// One sentence that names the file, and the line where one is broken.
pub fn read(path: &Path) -> Result<Vec<Article>, String> {
    corpora::read_lines(path, |line: Line| Article::new(line.text, &line.attributions))
}

impl Article {
    /// A text with its attributions.
    ///
    /// # Errors
    ///
    /// One sentence, where an attribution lies outside the text.
    pub(super) fn new(text: String, attributions: &[LineAttribution]) -> Result<Self, String> {
        let offsets = Offsets::of(&text);
        let span = |&[start, end]: &[usize; 2]| {
            let span = offsets.span(start, end).filter(|span| !span.is_empty());
            span.ok_or_else(|| format!("{start}..{end} does not fit the text"))
        };
        let spans = |pairs: &[[usize; 2]]| pairs.iter().map(span).collect::<Result<_, String>>();
        let gold = |a: &LineAttribution| {
            Ok(Gold { source: spans(&a.source)?, cue: spans(&a.cue)?, content: spans(&a.content)? })
        };
        let attributions = attributions.iter().map(gold).collect::<Result<_, String>>()?;
        Ok(Self { text, attributions })
    }
}
