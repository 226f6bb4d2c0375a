//! From articles to training sequences to a model section.
//!
//! 1. What is nobody's is taken out of the articles whose marks are wide: the judge, trained on
//!    attributions whose act is known, reads the others.
//! 2. The articles are cut into folds. A chain is trained without each fold, and reads it; the
//!    reranker learns from those paths.
//! 3. Chain and reranker without a fold propose attributions in it; the judge learns from these.
//! 4. The chain that is shipped is trained on everything.

use std::ops::Range;
use std::path::{Path, PathBuf};

use saidby::entity::{NameFinder, Tagged};
use saidby::model::push_part;
use saidby::quote::facts::Facts;
use saidby::quote::features::Prepared;
use saidby::quote::labels::{self, Parts};
use saidby::quote::sequence::{self, Sequence};
use saidby::quote::{Attribution, QuotationFinder, inside_of, propose};
use saidby::span::Span;
use saidby::tagger::Tagger;
use saidby::text::{Document, TokenKind};
use saidby::wordnet::Wordnet;

use super::corpus::{GoldAttribution, QuotedArticle, ReaderVerdict, Set};
use super::cues::Cues;
use super::plan::Plan;
use super::{gold, judge, rerank};
use crate::crf::{LabelSet, Sequences, Settings, Trained, train};

/// Units of the chain's weights to a nat.
const UNITS: u32 = 32;
/// Contents with fewer tokens than this hold no attribution worth reporting.
const MIN_OUTER: usize = 6;

/// Articles with what is looked up in them once.
pub struct Material<'d> {
    articles: &'d [QuotedArticle],
    documents: &'d [Document<'d>],
    tagged: &'d [Tagged],
    facts: Vec<Facts<'d>>,
    cues: Cues,
    wordnet: &'d Wordnet,
    plan: &'d Plan,
}

/// What training makes.
pub struct Learned {
    /// The section that is shipped; empty if only the folds were asked for.
    pub whole: Vec<u8>,
    /// The sections that have not seen a fold.
    pub folds: Vec<Vec<u8>>,
}

/// Trains on articles; `checkpoints` is a folder that keeps trained chains.
pub fn learn(
    articles: &mut [QuotedArticle],
    names: &NameFinder,
    wordnet: &Wordnet,
    plan: &Plan,
    checkpoints: Option<&Path>,
    whole: bool,
) -> Learned {
    with_material(articles, names, wordnet, plan, |material| {
        material.learn(checkpoints.map(Path::to_path_buf), whole)
    })
}

/// Calls `read` with each sequence that a chain learns from, the number of its article, the labels of
/// its items, and whether it is the inside of a content.
pub fn for_each_lesson(
    articles: &mut [QuotedArticle],
    names: &NameFinder,
    wordnet: &Wordnet,
    plan: &Plan,
    mut read: impl FnMut(&Document, usize, &Sequence, Vec<u8>, bool),
) {
    with_material(articles, names, wordnet, plan, |material| {
        let mut examples = judge::Examples::default();
        material.known_examples(&mut examples);
        let kept = material.somebodys(&judge::fit_known(&examples));
        for Piece { number, sequence, inside, parts } in material.pieces(&kept) {
            let labels = labels::encode(sequence.items.len(), &parts);
            read(&material.documents[number], number, &sequence, labels, inside);
        }
    });
}

fn with_material<T>(
    articles: &mut [QuotedArticle],
    names: &NameFinder,
    wordnet: &Wordnet,
    plan: &Plan,
    read: impl FnOnce(&Material) -> T,
) -> T {
    for article in &mut *articles {
        let QuotedArticle { text, attributions, set, .. } = article;
        if matches!(set, Set::Polnear | Set::Taught) {
            let document = Document::new(text);
            attributions.iter_mut().for_each(|one| gold::cut_addressee(&document, wordnet, one));
        }
    }
    let articles = &*articles;
    let documents: Vec<Document> = articles.iter().map(|article| Document::new(&article.text)).collect();
    let tagged: Vec<Tagged> = documents.iter().map(|document| names.find(document, wordnet)).collect();
    let cues = Cues::count(&documents, articles);
    let facts = (0..documents.len()).map(|number| {
        let bin = |lower: &str| cues.bin_without(number, lower);
        Facts::new(&documents[number], &tagged[number], wordnet, bin)
    });
    let facts = facts.collect();
    read(&Material { articles, documents: &documents, tagged: &tagged, facts, cues, wordnet, plan })
}

/// A sequence of a document, with what is marked in it.
struct Piece {
    /// The number of the document.
    number: usize,
    sequence: Sequence,
    /// Whether it is the inside of a content.
    inside: bool,
    parts: Vec<Parts>,
}

impl Material<'_> {
    fn learn(&self, checkpoints: Option<PathBuf>, whole: bool) -> Learned {
        let plan = self.plan;
        let mut examples = judge::Examples::default();
        self.known_examples(&mut examples);
        let kept = self.somebodys(&judge::fit_known(&examples));
        let pieces = self.pieces(&kept);
        let mut sequences = Sequences::new();
        for piece in &pieces {
            sequences.begin(self.weight(piece.number));
            let labels = labels::encode(piece.sequence.items.len(), &piece.parts);
            push(&mut sequences, &self.prepared(piece), &labels);
        }
        let n_kept: usize = pieces.iter().map(|piece| piece.parts.len()).sum();
        eprintln!("  {n_kept} attributions, {} sequences", sequences.len());
        let digest = sequences.digest();
        let chain = |fold: Option<usize>, seed: u64| {
            let chosen = pieces.iter().zip(0u32..);
            let chosen = chosen.filter(|(piece, _)| fold != Some(plan.fold_of(piece.number)));
            let selection: Vec<u32> = chosen.map(|(_, at)| at).collect();
            let settings = Settings { seed, ..plan.chain.clone() };
            train(&labels::scheme(), &sequences, &selection, &settings)
        };
        let of_folds = at_once(0..plan.n_folds, |fold| {
            let name = format!("chain-{digest:016x}-{}-{fold}-{}-{:?}", plan.n_folds, plan.prune, plan.chain);
            kept_or(checkpoints.as_deref(), &name, || {
                chain(Some(fold), plan.seeds[0]).section(UNITS, plan.prune)
            })
        });
        let taggers: Vec<Tagger> = of_folds.iter().map(|weights| rerank::chain(weights)).collect();
        let mut choices = rerank::Trainer::default();
        for piece in &pieces {
            let document = &self.documents[piece.number];
            let words = piece.sequence.items.iter().map(|item| n_words(document, item)).collect::<Vec<_>>();
            let fold = plan.fold_of(piece.number);
            let weight = self.weight(piece.number);
            choices.add(&taggers[fold], &self.prepared(piece), &piece.parts, &words, weight, fold);
        }
        choices.prune(3);
        let folds: Vec<Option<usize>> = (0..plan.n_folds).map(Some).chain([None]).collect();
        let digest = choices.digest();
        let rerankers = at_once(folds.clone(), |fold| {
            let name = format!("reranker-{digest:016x}-{}-{fold:?}", plan.l1);
            kept_or(checkpoints.as_deref(), &name, || choices.fit(plan.l1, 12, fold))
        });
        for fold in 0..plan.n_folds {
            let section = self.section(&of_folds[fold], &rerankers[fold], &judge::silent());
            let finder = QuotationFinder::from_section(&section).expect("just written");
            self.proposed_examples(&finder, fold, &mut examples);
        }
        let judges = judge::learn(&examples, plan.n_folds);
        let of = |fold: usize| self.section(&of_folds[fold], &rerankers[fold], &judges[fold]);
        let folds = (0..plan.n_folds).map(of).collect();
        let shipped = || {
            let chains = at_once(plan.seeds.clone(), |seed| chain(None, seed));
            let mean = Trained::mean(&chains).section(UNITS, plan.prune);
            self.section(&mean, &rerankers[plan.n_folds], &judges[plan.n_folds])
        };
        Learned { whole: if whole { shipped() } else { Vec::new() }, folds }
    }

    fn section(&self, chain: &[u8], reranker: &[u8], judge: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.cues.table().write(&mut bytes);
        push_part(&mut bytes, chain);
        bytes.extend_from_slice(reranker);
        bytes.extend_from_slice(judge);
        bytes
    }

    fn weight(&self, number: usize) -> f32 {
        match self.articles[number].set {
            Set::Polnear => 1.0,
            Set::Marked => self.plan.marked,
            Set::Taught => self.plan.taught,
            Set::Judged => 0.0,
        }
    }

    /// A gold attribution in the core's terms.
    fn attribution(&self, number: usize, gold: &GoldAttribution) -> Option<Attribution> {
        let parent = gold.parent.and_then(|parent| self.articles[number].attributions.get(parent));
        gold::attribution(&self.documents[number], gold, parent)
    }

    /// The attributions whose act is known.
    fn known_examples(&self, examples: &mut judge::Examples) {
        for (number, article) in self.articles.iter().enumerate() {
            for gold in &article.attributions {
                let (Some(known), Some(attribution)) = (gold.known, self.attribution(number, gold)) else {
                    continue;
                };
                let fold = self.plan.fold_of(number);
                examples.add_known(&self.facts[number], &attribution, known, article.set, fold);
            }
        }
    }

    /// What the chain proposes in the marked articles of a fold.
    fn proposed_examples(&self, finder: &QuotationFinder, fold: usize, examples: &mut judge::Examples) {
        for (number, article) in self.articles.iter().enumerate() {
            if article.set != Set::Marked || self.plan.fold_of(number) != fold {
                continue;
            }
            let facts = finder.facts(&self.documents[number], &self.tagged[number], self.wordnet);
            let proposals = propose(&facts, &self.tagged[number], finder);
            examples.add_proposals(&facts, &proposals, &article.attributions, fold);
        }
    }

    /// For each article, which of its attributions are somebody's, as far as known or likely.
    fn somebodys(&self, judge: &judge::Fit) -> Vec<Vec<bool>> {
        let mut counts = [(0, 0); 2];
        let kept = self.articles.iter().enumerate().map(|(number, article)| {
            let is_somebodys = |gold: &GoldAttribution| match gold.known {
                Some(known) => known != ReaderVerdict::Nobody,
                None => self.attribution(number, gold).is_some_and(|attribution| {
                    judge.nobody(&self.facts[number], &attribution) < self.plan.nobody
                }),
            };
            let kept: Vec<bool> = article.attributions.iter().map(is_somebodys).collect();
            if matches!(article.set, Set::Polnear | Set::Taught) {
                let count = &mut counts[usize::from(article.set == Set::Taught)];
                *count = (count.0 + kept.iter().filter(|&&kept| kept).count(), count.1 + kept.len());
            }
            kept
        });
        let kept = kept.collect();
        eprintln!(
            "  somebody's: {} of {} in PolNeAR, {} of {} of the teacher's",
            counts[0].0, counts[0].1, counts[1].0, counts[1].1
        );
        kept
    }

    /// The sequences that the chain learns from.
    fn pieces(&self, kept: &[Vec<bool>]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (number, article) in self.articles.iter().enumerate() {
            if article.set == Set::Judged {
                continue;
            }
            let document = &self.documents[number];
            let kept_of = |parent: Option<usize>| -> Vec<&GoldAttribution> {
                let all = article.attributions.iter().zip(&kept[number]);
                all.filter(|(gold, kept)| **kept && gold.parent == parent).map(|(gold, _)| gold).collect()
            };
            let outer = kept_of(None);
            for sequence in sequence::sequences(document) {
                let parts = gold::parts_in(document, &sequence, &outer);
                pieces.push(Piece { number, sequence, inside: false, parts });
            }
            // PolNeAR does not say what stands inside of contents.
            if article.set == Set::Polnear {
                continue;
            }
            for (at, _) in kept[number].iter().enumerate().filter(|(_, kept)| **kept) {
                let inner = kept_of(Some(at));
                for span in &article.attributions[at].content {
                    let Some(sequence) = inside(&self.facts[number], *span) else { continue };
                    let parts = gold::parts_in(document, &sequence, &inner);
                    pieces.push(Piece { number, sequence, inside: true, parts });
                }
            }
        }
        pieces
    }

    fn prepared(&self, piece: &Piece) -> Prepared<'_, '_> {
        let facts = &self.facts[piece.number];
        if piece.inside {
            Prepared::inside(facts, &piece.sequence)
        } else {
            Prepared::new(facts, &piece.sequence)
        }
    }
}

/// The sequence inside of a content, if something may be reported there.
fn inside(facts: &Facts, content: Span) -> Option<Sequence> {
    let document = facts.document();
    let within = inside_of(document, document.tokens_in(content));
    let may_report = MIN_OUTER <= within.len() && facts.may_report(within.clone());
    may_report.then(|| sequence::sequence_of(document, within))
}

/// Calls `read` with the sequence inside of each content of a lone article, and with the number of
/// its attribution.
pub fn for_each_inside(
    article: &QuotedArticle,
    names: &NameFinder,
    wordnet: &Wordnet,
    mut read: impl FnMut(&Document, usize, &Sequence),
) {
    let document = Document::new(&article.text);
    let facts = Facts::new(&document, &names.find(&document, wordnet), wordnet, |_| None);
    for (number, gold) in article.attributions.iter().enumerate() {
        for sequence in gold.content.iter().filter_map(|span| inside(&facts, *span)) {
            read(&document, number, &sequence);
        }
    }
}

fn push(sequences: &mut Sequences, prepared: &Prepared, labels: &[u8]) {
    let mut features = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        features.clear();
        prepared.features(at, |feature| features.push(feature));
        sequences.push(&features, LabelSet::only(label));
    }
}

/// What `make` makes, or what an earlier run has kept of it under this name.
fn kept_or(folder: Option<&Path>, name: &str, make: impl Fn() -> Vec<u8>) -> Vec<u8> {
    let Some(folder) = folder else { return make() };
    let path = folder.join(format!("{:016x}.bin", saidby::tagger::hash(name.as_bytes())));
    std::fs::read(&path).unwrap_or_else(|_| {
        let made = make();
        let kept = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, &made));
        if let Err(error) = kept {
            eprintln!("  {}: {error}; training goes on", path.display());
        }
        made
    })
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
