//! Chains of coreference out of the corpora.

use std::path::Path;

use saidby::span::Span;
use serde::Deserialize;

use crate::corpora::{Offsets, read_lines};

/// An article with its chains.
pub struct Chained {
    pub text: String,
    /// The mentions of each chain, in bytes.
    chains: Vec<Vec<Span>>,
    /// Single words and their chain, sorted.
    words: Vec<(Span, usize)>,
}

impl Chained {
    /// The mentions of the chain that a word belongs to.
    pub fn chain_of(&self, word: Span) -> Option<&[Span]> {
        let at = self.words.binary_search_by_key(&word, |(span, _)| *span).ok()?;
        Some(&self.chains[self.words[at].1])
    }
}

#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    entities: Vec<Mention>,
    #[serde(default)]
    corenlp_coref: Option<Vec<Vec<[usize; 2]>>>,
}

#[derive(Deserialize)]
struct Mention {
    start: usize,
    end: usize,
    #[serde(default)]
    chain: Option<String>,
}

/// Reads the articles of a file; those without chains are left out.
///
/// # Errors
///
/// One sentence that names the file, and the line where one is broken.
pub fn read(path: &Path) -> Result<Vec<Chained>, String> {
    Ok(read_lines(path, |line| Ok(chained(line)))?.into_iter().flatten().collect())
}

fn chained(line: Line) -> Option<Chained> {
    let offsets = Offsets::of(&line.text);
    let mut chains: Vec<Vec<Span>> = Vec::new();
    if let Some(silver) = line.corenlp_coref {
        chains.extend(
            silver
                .iter()
                .map(|chain| chain.iter().filter_map(|&[start, end]| offsets.span(start, end)).collect()),
        );
    } else {
        let mut numbers: Vec<&str> = line.entities.iter().filter_map(|m| m.chain.as_deref()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        chains.resize(numbers.len(), Vec::new());
        for mention in &line.entities {
            let Some(Ok(number)) = mention.chain.as_deref().map(|chain| numbers.binary_search(&chain)) else {
                continue;
            };
            chains[number].extend(offsets.span(mention.start, mention.end));
        }
    }
    if chains.is_empty() {
        return None;
    }
    let mut words: Vec<(Span, usize)> = chains
        .iter()
        .enumerate()
        .flat_map(|(number, chain)| chain.iter().map(move |&span| (span, number)))
        .filter(|(span, _)| span.len() <= 10)
        .collect();
    words.sort_unstable();
    words.dedup_by_key(|(span, _)| *span);
    Some(Chained { text: line.text, chains, words })
}
