//! Reads articles with their attributions.

use std::path::Path;

use saidby::span::Span;
use serde::Deserialize;

use crate::corpora;

/// An article as the corpus has it; offsets are code points.
#[derive(Deserialize)]
struct Line {
    text: String,
    attributions: Vec<LineAttribution>,
}

#[derive(Deserialize)]
struct LineAttribution {
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
    corpora::read_lines(path, |line| Ok(article(line)))
}

fn article(line: Line) -> Article {
    let bytes = corpora::byte_offsets(&line.text);
    let span = |start: usize, end: usize| Span::new(bytes[start], bytes[end]);
    let spans = |pairs: &[[usize; 2]]| pairs.iter().map(|&[start, end]| span(start, end)).collect();
    let attributions = line
        .attributions
        .iter()
        .map(|a| Gold { source: spans(&a.source), cue: spans(&a.cue), content: spans(&a.content) })
        .collect();
    Article { attributions, text: line.text }
}
