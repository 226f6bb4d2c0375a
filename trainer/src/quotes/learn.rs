//! From articles to training sequences to a model section.

use std::collections::BTreeMap;
use std::ops::Range;

use saidby::entity::{NameFinder, Tagged};
use saidby::lexicon::CUE_VERBS;
use saidby::model::push_part;
use saidby::quote::CueTable;
use saidby::quote::facts::{Facts, cue_bin, cue_key};
use saidby::quote::features::Prepared;
use saidby::quote::labels::{self, Parts};
use saidby::quote::sequence::{self, Sequence};
use saidby::span::Span;
use saidby::tagger::Tagger;
use saidby::text::{Document, TokenKind};

use super::corpus::{Article, Gold};
use super::rerank;
use crate::crf::{LabelSet, Sequences, Settings, Trained, train};

/// How often a word stands in cues, and at all.
type Counts = BTreeMap<String, (u32, u32)>;

/// Units of the chain's weights to a nat.
const UNITS: u32 = 32;

/// How to train.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Of the chain.
    pub chain: Settings,
    /// Chain weights below this many nats are dropped.
    pub prune: f32,
    /// In so many parts the articles are cut; each is read by a chain trained on the others.
    pub n_folds: usize,
    /// The reranker's pull to zero.
    pub l1: f32,
    /// The seeds of the chains whose mean is shipped: trained alike but for the seed, they lie up to a
    /// point of F1 apart on the dev set.
    pub seeds: [u64; 3],
    /// What a sequence counts that the teacher labeled.
    pub taught: f32,
}

impl Default for Plan {
    fn default() -> Self {
        let chain =
            Settings { epochs: 5, l1: 10.0, min_count: 6, average_from: Some(0), ..Settings::default() };
        Self { chain, prune: 0.04, n_folds: 3, l1: 6.0, seeds: [1, 2, 3], taught: 0.5 }
    }
}

/// Trains on all articles, those of the corpus and those that the teacher labeled.
pub fn section(corpus: &[Article], taught: &[Article], names: &NameFinder, plan: &Plan) -> Vec<u8> {
    let articles: Vec<&Article> = corpus.iter().chain(taught).collect();
    let weight_of = |number: usize| if number < corpus.len() { 1.0 } else { plan.taught };
    let documents: Vec<Document> = articles.iter().map(|article| Document::new(&article.text)).collect();
    let tagged: Vec<Tagged> = documents.iter().map(|document| names.find(document)).collect();
    let cues = Cues::count(&documents, &articles);
    let facts: Vec<Facts> = (0..documents.len())
        .map(|number| {
            Facts::new(&documents[number], &tagged[number], |lower| cues.bin_without(number, lower))
        })
        .collect();
    let mut sequences = Sequences::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut n_gold, mut n_kept) = (0, 0);
    for (number, document) in documents.iter().enumerate() {
        n_gold += articles[number].attributions.len();
        for sequence in sequence::sequences(document) {
            let parts = gold_parts(document, &sequence, &articles[number].attributions);
            let labels = labels::encode(sequence.items.len(), &parts);
            n_kept += labels::decode(&labels).len();
            sequences.begin(weight_of(number));
            push(&mut sequences, &Prepared::new(&facts[number], &sequence), &labels);
            pieces.push(Piece { number, sequence, parts });
        }
    }
    eprintln!("  {n_kept} of {n_gold} attributions, {} sequences", sequences.len());
    let chain = |selection: &[u32], seed: u64| {
        let settings = Settings { seed, ..plan.chain.clone() };
        train(&labels::scheme(), &sequences, selection, &settings)
    };
    let fold_of = |piece: &Piece| piece.number % plan.n_folds.max(1);
    let without = |fold| {
        let others = pieces.iter().zip(0..).filter(move |(piece, _)| fold_of(piece) != fold);
        others.map(|(_, at)| at).collect::<Vec<u32>>()
    };
    let of_folds =
        at_once(0..plan.n_folds, |fold| chain(&without(fold), plan.seeds[0]).section(UNITS, plan.prune));
    let taggers: Vec<Tagger> = of_folds.iter().map(|weights| rerank::chain(weights)).collect();
    let mut reranker = rerank::Trainer::default();
    for piece in &pieces {
        let document = &documents[piece.number];
        let words = piece.sequence.items.iter().map(|item| n_words(document, item)).collect::<Vec<_>>();
        let prepared = Prepared::new(&facts[piece.number], &piece.sequence);
        let weight = weight_of(piece.number);
        reranker.add(&taggers[fold_of(piece)], &prepared, &piece.parts, &words, weight);
    }
    let everything: Vec<u32> = (0..pieces.len() as u32).collect();
    let whole = Trained::mean(&at_once(plan.seeds, |seed| chain(&everything, seed)));
    let mut bytes = Vec::new();
    cues.table().write(&mut bytes);
    push_part(&mut bytes, &whole.section(UNITS, plan.prune));
    bytes.extend(reranker.finish(plan.l1, 12, 3));
    bytes
}

/// A sequence of a document, with what is marked in it.
struct Piece {
    /// The number of the document.
    number: usize,
    sequence: Sequence,
    parts: Vec<Parts>,
}

fn push(sequences: &mut Sequences, prepared: &Prepared, labels: &[u8]) {
    let mut features = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        features.clear();
        prepared.features(at, |feature| features.push(feature));
        sequences.push(&features, LabelSet::only(label));
    }
}

/// What `make` makes of each input, each in a thread of its own, in order.
fn at_once<I: Send, O: Send>(inputs: impl IntoIterator<Item = I>, make: impl Fn(I) -> O + Sync) -> Vec<O> {
    std::thread::scope(|scope| {
        let make = &make;
        let threads: Vec<_> = inputs.into_iter().map(|input| scope.spawn(move || make(input))).collect();
        threads.into_iter().map(|thread| thread.join().expect("training does not panic")).collect()
    })
}

fn n_words(document: &Document, tokens: &Range<usize>) -> u32 {
    let is_word = |&at: &usize| !matches!(document.word(at).kind, TokenKind::Mark | TokenKind::Punctuation);
    tokens.clone().filter(is_word).count() as u32
}

/// The words that stand in cues.
struct Cues {
    /// Of each document.
    own: Vec<Counts>,
    /// Of all together.
    all: Counts,
}

impl Cues {
    fn count(documents: &[Document], articles: &[&Article]) -> Self {
        let own: Vec<Counts> =
            documents.iter().zip(articles).map(|(document, article)| count_cues(document, article)).collect();
        let mut all = Counts::new();
        for (word, &(n_cue, n)) in own.iter().flatten() {
            let total = all.entry(word.clone()).or_default();
            *total = (total.0 + n_cue, total.1 + n);
        }
        Self { own, all }
    }

    /// What the other documents say of a word.
    fn bin_without(&self, number: usize, lower: &str) -> Option<u8> {
        let counts = |counts: &Counts| counts.get(lower).copied().unwrap_or_default();
        let ((n_cue, n), (own_cue, own_n)) = (counts(&self.all), counts(&self.own[number]));
        known_bin(lower, n_cue - own_cue, n - own_n)
    }

    /// The table for the model.
    fn table(&self) -> CueTable {
        let bin =
            |(word, &(n_cue, n)): (&String, &(u32, u32))| Some((cue_key(word), known_bin(word, n_cue, n)?));
        let mut entries: Vec<(u32, u8)> = self.all.iter().filter_map(bin).collect();
        entries.sort_unstable();
        entries.dedup_by_key(|entry| entry.0);
        CueTable::new(entries)
    }
}

fn count_cues(document: &Document, article: &Article) -> Counts {
    let mut in_cue = vec![false; document.tokens.len()];
    for span in article.attributions.iter().flat_map(|gold| &gold.cue) {
        in_cue[document.tokens_in(*span)].fill(true);
    }
    let mut counts = Counts::new();
    for (token_idx, in_cue) in in_cue.into_iter().enumerate() {
        if document.word(token_idx).kind == TokenKind::Word {
            let count = counts.entry(document.lower(token_idx).to_owned()).or_default();
            *count = (count.0 + u32::from(in_cue), count.1 + 1);
        }
    }
    counts
}

/// Listed verbs seen less often are left to what the list says.
const MIN_SEEN: u32 = 4;

/// What the table of cue words says of a word; nothing if it is an ordinary one, or a reporting
/// verb too rare to be counted.
fn known_bin(lower: &str, n_cue: u32, n: u32) -> Option<u8> {
    let bin = cue_bin(n_cue, n);
    let listed = CUE_VERBS.contains(lower);
    (if listed { MIN_SEEN <= n } else { bin != 0 }).then_some(bin)
}

/// The attributions that lie in a sequence, as its items, in order of their start.
pub fn gold_parts(document: &Document, sequence: &Sequence, gold: &[Gold]) -> Vec<Parts> {
    let all = sequence.tokens(&(0..sequence.items.len()));
    let extent = document.cover(all.clone());
    let items = |span: &Span| -> Option<Range<usize>> {
        let tokens = Some(document.tokens_in(*span)).filter(|tokens| !tokens.is_empty())?;
        Some(sequence.item_of(tokens.start)?..sequence.item_of(tokens.end - 1)? + 1)
    };
    let mut found: Vec<Parts> = Vec::new();
    for attribution in gold {
        let spans = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
        if !spans.clone().all(|span| extent.overlaps(*span)) {
            continue;
        }
        let mut content: Vec<Range<usize>> = attribution.content.iter().filter_map(items).collect();
        content.sort_by_key(|range| range.start);
        content.dedup();
        let source = attribution.source.first().and_then(items);
        let cue = attribution.cue.first().and_then(items);
        found.push(Parts { source, cue, content, shares_source: false });
    }
    share_sources(&mut found);
    found.sort_by_key(own_start);
    for number in 0..found.len() {
        let same = number.checked_sub(1).is_some_and(|last| found[last].source == found[number].source);
        if found[number].shares_source && !same {
            found[number].shares_source = false;
            found[number].source = None;
        }
    }
    found
}

fn own_start(parts: &Parts) -> usize {
    let source = parts.source.as_ref().filter(|_| !parts.shares_source);
    let starts = source.into_iter().chain(&parts.cue).chain(&parts.content).map(|range| range.start);
    starts.min().unwrap_or_default()
}

/// Of attributions with the same source the first keeps it, the others share it.
fn share_sources(found: &mut [Parts]) {
    found.sort_by_key(|parts| parts.cue.as_ref().map_or(0, |cue| cue.start));
    for number in 1..found.len() {
        let (before, here) = found.split_at_mut(number);
        let here = &mut here[0];
        if here.source.is_some() && before.iter().any(|other| other.source == here.source) {
            here.shares_source = true;
        }
    }
}
