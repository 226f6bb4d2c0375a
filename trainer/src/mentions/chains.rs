//! Chains of coreference out of the corpora.

use std::path::Path;

use saidby::coref::KnownEntity;
use saidby::span::Span;
use serde::Deserialize;

use crate::corpora::{Offsets, read_lines};

/// An article with its chains.
pub struct Chained {
    pub id: String,
    pub text: String,
    /// How much the article counts: the less it is like news, the less.
    pub nearness: f64,
    /// The mentions of each chain, in bytes.
    chains: Vec<Vec<Span>>,
    /// The mentions with their chain, sorted.
    mentions: Vec<(Span, usize)>,
}

impl Chained {
    /// The mentions of the chain that words belong to: those of a mention that begins or ends with
    /// them and has little more.
    pub fn chain_of(&self, words: Span) -> Option<&[Span]> {
        if let Ok(at) = self.mentions.binary_search_by_key(&words, |(span, _)| *span) {
            return Some(&self.chains[self.mentions[at].1]);
        }
        let near = self.mentions.iter().filter(|(span, _)| agrees(*span, words));
        let best =
            near.min_by_key(|(span, _)| span.start.abs_diff(words.start) + span.end.abs_diff(words.end))?;
        Some(&self.chains[best.1])
    }
}

/// Whether two spans are the same mention but for a determiner or a clause.
fn agrees(one: Span, other: Span) -> bool {
    let common = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    let union = one.end.max(other.end) - one.start.min(other.start);
    common * 3 >= union * 2
}

/// Whether an entity is the one of a chain: a name of it is a mention, or its first or last words; or
/// a mention has the words that describe it.
pub fn is_in(known: &KnownEntity, chain: &[Span]) -> bool {
    known.spans.iter().any(|&own| {
        chain.iter().any(|&gold| {
            let common = own.end.min(gold.end).saturating_sub(own.start.max(gold.start));
            let union = own.end.max(gold.end) - own.start.min(gold.start);
            let at_an_end = own.start == gold.start || own.end == gold.end || own.end + 2 == gold.end;
            common * 2 >= union
                || known.is_named && gold.contains(own) && at_an_end && gold.len() <= 4 * own.len()
        })
    })
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    genre: Option<String>,
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
    let mut mentions: Vec<(Span, usize)> = chains
        .iter()
        .enumerate()
        .flat_map(|(number, chain)| chain.iter().map(move |&span| (span, number)))
        .collect();
    mentions.sort_unstable();
    mentions.dedup_by_key(|(span, _)| *span);
    let nearness = match line.genre.as_deref() {
        None | Some("news" | "interview" | "bio" | "speech" | "letter" | "essay" | "court") => 1.0,
        Some("academic" | "voyage" | "textbook" | "podcast") => 0.7,
        Some(_) => 0.3,
    };
    Some(Chained { id: line.id, text: line.text, nearness, chains, mentions })
}
