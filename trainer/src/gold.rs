//! Articles with their quotations and who says them: the attribution corpus and the seeds.

use std::fs;
use std::path::Path;

use saidby::span::Span;
use serde::Deserialize;

use crate::corpora::{Offsets, read_lines};

/// An article with what people marked in it; all spans are bytes.
#[derive(Clone, Debug)]
pub struct GoldArticle {
    pub text: String,
    pub quotations: Vec<GoldQuotation>,
    /// The names of persons.
    pub persons: Vec<Span>,
}

/// A quotation as people marked it.
#[derive(Clone, Debug)]
pub struct GoldQuotation {
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    pub content: Vec<Span>,
    /// The words that name who speaks; empty if there are none.
    pub source: Vec<Span>,
    pub speaker: GoldSpeaker,
}

/// The entity behind a quotation's source.
#[derive(Clone, Debug)]
pub enum GoldSpeaker {
    /// Its mentions by name.
    Named(Vec<Span>),
    /// The mentions of somebody without a name.
    Unnamed(Vec<Span>),
    /// The text does not say.
    Nobody,
    /// The corpus does not say.
    Unknown,
}

#[derive(Deserialize)]
struct CorpusLine {
    text: String,
    quotes: Vec<CorpusQuotation>,
    #[serde(default)]
    corenlp_entities: Vec<CorpusEntity>,
    #[serde(default)]
    corenlp_coref: Vec<Vec<[usize; 2]>>,
}

#[derive(Deserialize)]
struct CorpusQuotation {
    kind: String,
    content: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
struct CorpusEntity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    coarse: String,
}

/// Mentions longer than this, in characters, do not count as names.
const MAX_NAME: usize = 80;

/// Reads a file of the attribution corpus. Its chains are another program's, so that the entity
/// behind a source is known only as well as that program knows it.
///
/// # Errors
///
/// One sentence that names the file, and the line where one is broken.
pub fn read_corpus(path: &Path) -> Result<Vec<GoldArticle>, String> {
    read_lines(path, |line| Ok(corpus_article(line)))
}

fn corpus_article(line: CorpusLine) -> GoldArticle {
    let offsets = Offsets::of(&line.text);
    let span = |start: usize, end: usize| offsets.span(start, end).expect("the corpus fits its texts");
    let spans = |pairs: &[[usize; 2]]| pairs.iter().map(|&[start, end]| span(start, end)).collect::<Vec<_>>();
    let of_type = |types: &[&str]| -> Vec<[usize; 2]> {
        let fits = |e: &&CorpusEntity| types.contains(&e.coarse.as_str());
        line.corenlp_entities.iter().filter(fits).map(|e| [e.start, e.end]).collect()
    };
    let names = of_type(&["PER", "ORG", "LOC", "MISC"]);
    let speakers = of_type(&["PER", "ORG"]);
    let inside = |inner: [usize; 2], outer: [usize; 2]| outer[0] <= inner[0] && inner[1] <= outer[1];
    let speaker = |source: &[[usize; 2]]| {
        let mut found: Vec<[usize; 2]> =
            speakers.iter().filter(|&&name| source.iter().any(|&s| inside(name, s))).copied().collect();
        let of_source = |&&[start, end]: &&[usize; 2]| {
            source.iter().any(|&[from, to]| {
                let common = end.min(to).saturating_sub(start.max(from));
                end.max(to) - start.min(from) <= 2 * common
            })
        };
        let chain = line.corenlp_coref.iter().find(|chain| chain.iter().any(|m| of_source(&m)));
        let named = |m: &&[usize; 2]| m[1] - m[0] < MAX_NAME && names.iter().any(|&name| inside(name, **m));
        found.extend(chain.into_iter().flatten().filter(named).copied());
        found
    };
    let quotations = line
        .quotes
        .iter()
        .map(|quotation| {
            let speaker = match &speaker(&quotation.source)[..] {
                _ if quotation.source.is_empty() => GoldSpeaker::Nobody,
                [] => GoldSpeaker::Unknown,
                found => GoldSpeaker::Named(spans(found)),
            };
            GoldQuotation {
                kind: quotation.kind.clone(),
                content: spans(&quotation.content),
                source: spans(&quotation.source),
                speaker,
            }
        })
        .collect();
    GoldArticle { quotations, persons: spans(&of_type(&["PER"])), text: line.text }
}

#[derive(Deserialize)]
struct Seed {
    entities: Vec<SeedEntity>,
    quotations: Vec<SeedQuotation>,
}

#[derive(Deserialize)]
struct SeedEntity {
    #[serde(rename = "type")]
    entity_type: String,
    mentions: Vec<SeedMention>,
}

#[derive(Deserialize)]
struct SeedMention {
    start: usize,
    end: usize,
    kind: String,
}

#[derive(Deserialize)]
struct SeedQuotation {
    kind: String,
    content: Vec<[usize; 2]>,
    source: Option<[usize; 2]>,
    speaker: Option<usize>,
}

/// Reads our own articles, in order of their names.
///
/// # Errors
///
/// One sentence that names the file that cannot be read.
pub fn read_seeds(folder: &Path) -> Result<Vec<GoldArticle>, String> {
    let name = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files: Vec<_> =
        fs::read_dir(folder).map_err(name)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut seeds = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")) {
        let text = fs::read_to_string(file).map_err(name)?;
        let gold = fs::read_to_string(file.with_extension("gold.json")).map_err(name)?;
        let gold = serde_json::from_str(&gold).map_err(|error| format!("{}: {error}", file.display()))?;
        seeds.push(seed_article(text, &gold));
    }
    Ok(seeds)
}

fn is_named(mention: &&SeedMention) -> bool {
    matches!(mention.kind.as_str(), "name" | "alias" | "acronym")
}

fn seed_article(text: String, seed: &Seed) -> GoldArticle {
    let offsets = Offsets::of(&text);
    let span = |start: usize, end: usize| offsets.span(start, end).expect("tests/seeds_gold.rs checks it");
    let speaker = |quotation: &SeedQuotation| {
        let Some(entity) = quotation.speaker.and_then(|speaker| seed.entities.get(speaker)) else {
            return GoldSpeaker::Nobody;
        };
        let names: Vec<Span> =
            entity.mentions.iter().filter(is_named).map(|m| span(m.start, m.end)).collect();
        match names.is_empty() {
            true => GoldSpeaker::Unnamed(entity.mentions.iter().map(|m| span(m.start, m.end)).collect()),
            false => GoldSpeaker::Named(names),
        }
    };
    let quotations = seed
        .quotations
        .iter()
        .map(|quotation| GoldQuotation {
            kind: quotation.kind.clone(),
            content: quotation.content.iter().map(|&[start, end]| span(start, end)).collect(),
            source: quotation.source.iter().map(|&[start, end]| span(start, end)).collect(),
            speaker: speaker(quotation),
        })
        .collect();
    let persons = seed.entities.iter().filter(|entity| entity.entity_type == "person");
    let persons = persons.flat_map(|entity| entity.mentions.iter().filter(is_named));
    let persons = persons.map(|m| span(m.start, m.end)).collect();
    GoldArticle { text, quotations, persons }
}
