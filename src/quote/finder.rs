//! Runs the attribution model over a document.

use std::ops::Range;

use super::facts::{Facts, cue_key};
use super::features::{Prepared, TEMPLATE};
use super::judge::Judge;
use super::labels::{self, Parts};
use super::rerank::{MARGIN, N_PATHS, Reranker};
use super::sequence::{self, Sequence};
use super::{Attribution, Judged, Origin, extent, subject};
use crate::entity::Tagged;
use crate::model::{Model, ModelError, Reader, push_keys, push_symbols};
use crate::tagger::{Features, MAX_COLUMNS, Path, Tagger};
use crate::text::{Document, TokenKind};
use crate::wordnet::Wordnet;

/// The name of the model's section.
pub const SECTION: &str = "quotations";

/// Contents with fewer tokens than this hold no attribution worth reporting.
const MIN_OUTER: usize = 6;
/// Longer contents are not searched: a bound for the time.
const MAX_OUTER: usize = 400;

/// Finds who says what by the trained model.
#[derive(Clone, Debug)]
pub struct QuotationFinder {
    tagger: Tagger,
    cues: CueTable,
    reranker: Reranker,
    judge: Judge,
}

/// For words that stand in cues, how often they do.
#[derive(Clone, Debug, Default)]
pub struct CueTable {
    /// Sorted by key.
    entries: Vec<(u32, u8)>,
}

impl CueTable {
    /// A table of keys with their bins, sorted by key.
    pub fn new(entries: Vec<(u32, u8)>) -> Self {
        Self { entries }
    }

    /// The bin of a word; none if the table does not hold it.
    pub fn bin(&self, lower: &str) -> Option<u8> {
        let key = cue_key(lower);
        let at = self.entries.binary_search_by_key(&key, |&(key, _)| key);
        at.ok().and_then(|at| self.entries.get(at)).map(|&(_, bin)| bin)
    }

    /// Reads what [`CueTable::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if keys and bins do not fit each other.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let keys = reader.keys()?;
        let mut bins = reader.symbols()?;
        let entries = keys.into_iter().map(|key| (key, bins.take(0))).collect();
        bins.finish(reader)?;
        Ok(Self { entries })
    }

    /// Appends the table as [`CueTable::read`] reads it.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        push_keys(bytes, &self.entries.iter().map(|&(key, _)| key).collect::<Vec<u32>>());
        push_symbols(bytes, &self.entries.iter().map(|&(_, bin)| (0, bin)).collect::<Vec<_>>());
    }
}

impl QuotationFinder {
    /// The finder of a model.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the model's section is missing, damaged or of another version.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        Self::read_from(model.section(SECTION, TEMPLATE)?)
    }

    fn read_from(mut reader: Reader) -> Result<Self, ModelError> {
        let cues = CueTable::read(&mut reader)?;
        let mut weights = reader.part()?;
        let tagger = Tagger::read(labels::scheme(), &mut weights)?;
        let reranker = Reranker::read(&mut reader)?;
        let judge = Judge::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { tagger, cues, reranker, judge })
    }

    /// The finder of a section's bytes.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if they are damaged.
    pub fn from_section(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::read_from(Reader::new(SECTION, bytes))
    }

    /// What the layers look up of a document's words.
    pub fn facts<'d>(&self, document: &'d Document<'d>, tagged: &Tagged, wordnet: &Wordnet) -> Facts<'d> {
        Facts::new(document, tagged, wordnet, |lower| self.cues.bin(lower))
    }

    /// The attributions of a document by the chain, in text order.
    pub(super) fn find(&self, facts: &Facts) -> Vec<Attribution> {
        let mut found = Vec::new();
        for sequence in sequence::sequences(facts.document()) {
            let prepared = Prepared::new(facts, &sequence);
            for (parts, agreement) in self.choose(&prepared) {
                let outer = attribution(&sequence, &parts, Origin::Path, agreement);
                for piece in &outer.content {
                    self.find_inside(facts, piece.clone(), &mut found);
                }
                found.push(outer);
            }
        }
        found
    }

    /// Adds the attributions inside a content: what A says that B has said.
    fn find_inside(&self, facts: &Facts, within: Range<usize>, found: &mut Vec<Attribution>) {
        let content = inside_of(facts.document(), within);
        if content.len() < MIN_OUTER || MAX_OUTER < content.len() || !facts.may_report(content.clone()) {
            return;
        }
        let sequence = sequence::sequence_of(facts.document(), content.clone());
        let prepared = Prepared::inside(facts, &sequence);
        for (parts, agreement) in self.choose(&prepared) {
            let mut inner = attribution(&sequence, &parts, Origin::Inside, agreement);
            inner.within = Some(content.clone());
            cut_to_run(facts.document(), &mut inner);
            let whole = inner.content.iter().map(Range::len).sum::<usize>() + 2 > content.len();
            if !whole {
                found.push(inner);
            }
        }
    }

    /// The attributions that are shown, each with its act and how likely it is right.
    pub(super) fn judged(&self, facts: &Facts, proposals: Vec<Attribution>) -> Vec<Judged> {
        let judged = proposals.into_iter().filter_map(|attribution| {
            let verdict = self.judge.verdict(facts, &attribution);
            let (act, probability) = self.judge.shown(&verdict, attribution.origin)?;
            Some(Judged { attribution, act, probability })
        });
        judged.collect()
    }

    /// The attributions of a sequence, each with the share of the paths that agrees on it.
    fn choose(&self, prepared: &Prepared) -> Vec<(Parts, u16)> {
        let paths = paths(&self.tagger, prepared, N_PATHS);
        let chosen = self.reranker.choose(prepared, &paths, self.tagger.weights.units_per_nat());
        let items = prepared.items();
        chosen.into_iter().map(|(parts, share)| (subject::with_own_subject(items, parts), share)).collect()
    }
}

/// The `n` best paths of the chain, and the best one with other edges.
pub fn paths(tagger: &Tagger, prepared: &Prepared, n: usize) -> Vec<Path> {
    let scores = scores(tagger, prepared);
    let mut paths = tagger.k_best(&scores, n, MARGIN * tagger.weights.units_per_nat() as i32);
    let best = paths.first().map_or(&[][..], |path| &path.labels);
    for labels in extent::variants(prepared, best) {
        if paths.iter().all(|path| path.labels != labels) {
            paths.extend(tagger.path(&scores, labels));
        }
    }
    paths
}

/// The chain's scores for each item and column.
fn scores(tagger: &Tagger, prepared: &Prepared) -> Vec<i32> {
    let n_columns = tagger.scheme.n_columns;
    let mut scores = tagger.scores(prepared.len());
    let mut features = Features::new();
    for (at, scores) in scores.chunks_exact_mut(n_columns).enumerate() {
        let mut sums = [0; MAX_COLUMNS];
        prepared.features(at, |key| features.push(key));
        tagger.weights.add_all(&mut features, &mut sums);
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score = i32::from(sum);
        }
    }
    scores
}

/// `he shouted ‘no’ and ran`: an inner content that begins with a run of marks ends with it.
fn cut_to_run(document: &Document, inner: &mut Attribution) {
    let [content] = inner.content.as_mut_slice() else { return };
    let first = document.quoted_runs.partition_point(|run| run.tokens.start < content.start);
    let Some(run) = document.quoted_runs.get(first) else { return };
    // What closes the run may have been taken for the outer content's end.
    let closes = |at: usize| matches!(document.word(at).kind, TokenKind::Mark | TokenKind::Punctuation);
    let ends = run.tokens.end <= content.end || (content.end..run.tokens.end).all(closes);
    // "told us ‘no’": the one who is told may stand before the marks.
    let begins = run.tokens.start <= content.start + 1;
    if begins && ends && 1 < run.inside().len() {
        *content = run.tokens.clone();
    }
}

/// A content without the marks around it and the "that" before it: it is then like a sentence of
/// its own.
pub fn inside_of(document: &Document, mut content: Range<usize>) -> Range<usize> {
    let mark = |at: usize| document.word(at).kind == TokenKind::Mark;
    while !content.is_empty() && (mark(content.start) || document.lower(content.start) == "that") {
        content.start += 1;
    }
    while !content.is_empty() && mark(content.end - 1) {
        content.end -= 1;
    }
    content
}

fn attribution(sequence: &Sequence, parts: &Parts, origin: Origin, agreement: u16) -> Attribution {
    Attribution {
        content: parts.content.iter().map(|items| sequence.tokens(items)).collect(),
        cue: parts.cue.as_ref().map(|items| sequence.tokens(items)),
        source: parts.source.as_ref().map(|items| sequence.tokens(items)),
        origin,
        agreement,
        within: None,
    }
}
