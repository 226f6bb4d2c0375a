//! Scores quotations through the whole chain: the corpus's development set and the seeds.
//!
//! Contents are compared as sets of words, one to one, and match from a Jaccard overlap of a half
//! on. "End to end" also asks for the speaker: in the corpus a word of the source in common, in
//! the seeds the right entity.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use saidby::analyzer::{Analysis, Analyzer};
use saidby::span::Span;

use super::corpus;
use crate::gold;

type Words = BTreeSet<usize>;

/// What the scores are made of.
#[derive(Default)]
struct Counts {
    n_gold: usize,
    n_found: usize,
    n_matched: usize,
    n_right: usize,
    /// For each tenth of confidence: attributions, and how many of them match.
    reliability: BTreeMap<u16, (usize, usize)>,
}

/// Prints the scores of quotations.
///
/// # Errors
///
/// One sentence, where a file cannot be read.
pub fn evaluate(shared: &Path, seeds: &Path, analyzer: &Analyzer) -> Result<(), String> {
    let articles = corpus::polnear(&shared.join("corpora/quotes/polnear.dev.jsonl"), None)?;
    let (mut all, mut outer) = (Counts::default(), Counts::default());
    for article in &articles {
        let analysis = analyzer.analyze(&article.text);
        let words = Starts::new(&article.text);
        let gold: Vec<Gold> = article
            .attributions
            .iter()
            .map(|a| Gold { content: words.of(&a.content), speaker: Speaker::Source(words.of(&a.source)) })
            .collect();
        all.add(&analysis, &words, &gold, true);
        outer.add(&analysis, &words, &gold, false);
    }
    println!("quotations                  gold  found   P      R      F1   end to end F1");
    all.print("polnear.dev");
    outer.print("polnear.dev, outer only");
    let mut own = Counts::default();
    for article in gold::read_seeds(seeds)? {
        let analysis = analyzer.analyze(&article.text);
        let words = Starts::new(&article.text);
        let gold: Vec<Gold> = article.quotations.iter().map(|quotation| of_seed(quotation, &words)).collect();
        own.add(&analysis, &words, &gold, true);
    }
    own.print("seeds");
    println!("confidence of outer attributions, polnear.dev: said, and how many were right");
    for (tenth, (n, right)) in outer.reliability {
        let share = 100.0 * right as f64 / n as f64;
        println!("  0.{tenth}–{:.1}  {n:5}  {share:5.1} %", f64::from(tenth + 1) / 10.0);
    }
    Ok(())
}

/// Where the words of a text begin.
struct Starts(Vec<u32>);

impl Starts {
    fn new(text: &str) -> Self {
        let mut inside = false;
        let mut starts = Vec::new();
        for (at, c) in text.char_indices() {
            let word = c.is_alphanumeric() || c == '_';
            if word && !inside {
                starts.push(at as u32);
            }
            inside = word;
        }
        Self(starts)
    }

    fn of(&self, spans: &[Span]) -> Words {
        let range = |span: &Span| {
            self.0.partition_point(|&start| start < span.start)
                ..self.0.partition_point(|&start| start < span.end)
        };
        spans.iter().flat_map(range).collect()
    }
}

/// A quotation as people marked it.
struct Gold {
    content: Words,
    speaker: Speaker,
}

enum Speaker {
    /// The words that name the speaker.
    Source(Words),
    /// The speaker's mentions.
    Entity(Vec<Words>),
}

fn of_seed(quotation: &gold::GoldQuotation, words: &Starts) -> Gold {
    let mentions = match &quotation.speaker {
        gold::GoldSpeaker::Named(mentions) | gold::GoldSpeaker::Unnamed(mentions) => &mentions[..],
        gold::GoldSpeaker::Nobody | gold::GoldSpeaker::Unknown => &[],
    };
    let mentions = mentions.iter().map(|&mention| words.of(&[mention])).collect();
    Gold { content: words.of(&quotation.content), speaker: Speaker::Entity(mentions) }
}

impl Counts {
    fn add(&mut self, analysis: &Analysis, words: &Starts, gold: &[Gold], nested: bool) {
        let found: Vec<_> = analysis
            .quotations
            .iter()
            .filter(|a| nested || a.quotation.parent.is_none())
            .map(|a| (a, words.of(&a.quotation.content)))
            .collect();
        let mut pairs = Vec::new();
        for (number, gold) in gold.iter().enumerate() {
            for (at, (_, content)) in found.iter().enumerate() {
                let common = content.intersection(&gold.content).count();
                let whole = content.len() + gold.content.len() - common;
                if 0 < common && whole <= common * 2 {
                    pairs.push((common as f64 / whole as f64, number, at));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut matched: BTreeMap<usize, usize> = BTreeMap::new();
        let mut used = BTreeSet::new();
        for (_, number, at) in pairs {
            if !used.contains(&number) && !matched.contains_key(&at) {
                matched.insert(at, number);
                used.insert(number);
            }
        }
        self.n_gold += gold.iter().filter(|gold| !gold.content.is_empty()).count();
        self.n_found += found.len();
        self.n_matched += matched.len();
        for (at, (attributed, _)) in found.iter().enumerate() {
            let quotation = &attributed.quotation;
            let tenth = self.reliability.entry((quotation.probability / 100).min(9)).or_default();
            *tenth = (tenth.0 + 1, tenth.1 + usize::from(matched.contains_key(&at)));
            let Some(&number) = matched.get(&at) else { continue };
            let right = match &gold[number].speaker {
                Speaker::Source(source) => {
                    let own = words.of(quotation.source.as_slice());
                    source.is_empty() && own.is_empty() || source.intersection(&own).next().is_some()
                }
                Speaker::Entity(mentions) => match attributed.speaker {
                    None => mentions.is_empty(),
                    Some(speaker) => analysis.entities[speaker].mentions.iter().any(|mention| {
                        let own = words.of(&[mention.span]);
                        mentions.iter().any(|mention| mention.intersection(&own).next().is_some())
                    }),
                },
            };
            self.n_right += usize::from(right);
        }
    }

    fn print(&self, name: &str) {
        let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        let f1 = |n: usize| 200.0 * n as f64 / (self.n_gold + self.n_found).max(1) as f64;
        println!(
            "{name:26} {:5}  {:5}  {:5.1}  {:5.1}  {:5.1}  {:5.1}",
            self.n_gold,
            self.n_found,
            share(self.n_matched, self.n_found),
            share(self.n_matched, self.n_gold),
            f1(self.n_matched),
            f1(self.n_right)
        );
    }
}
