//! Attributions with what is known of them: judged by readers, or proposed in articles that are wholly
//! marked.

use std::collections::{BTreeMap, BTreeSet};

use saidby::quote::facts::Facts;
use saidby::quote::judge::{N_ACTS, features};
use saidby::quote::{Act, Attribution};
use saidby::span::Span;
use saidby::tagger::Feature;
use saidby::text::TokenKind;

use super::super::corpus::{GoldAttribution, ReaderVerdict, Set};

/// The column of what is nobody's.
pub(super) const NOBODY: usize = N_ACTS - 1;
/// From this overlap of words on two contents are the same statement.
const SAME: f32 = 0.5;
/// From this overlap on the edges are right.
const EXACT: f32 = 0.8;

/// Attributions with what is known of them.
#[derive(Default)]
pub struct Examples {
    /// The row of each feature, and in how many examples it is.
    pub(super) rows: BTreeMap<Feature, u32>,
    pub(super) counts: Vec<u32>,
    pub(super) examples: Vec<Example>,
    pub(super) n_statements: usize,
    /// How many of them are proposed with half of the words, and with right edges.
    pub(super) n_found: [usize; 2],
}

/// One of them.
pub(super) struct Example {
    pub(super) rows: Vec<u32>,
    /// The column of what it is.
    pub(super) act: Option<usize>,
    /// Whether it is a statement with right edges, and its source is the one that is marked.
    pub(super) right: Option<bool>,
    pub(super) fold: usize,
    pub(super) origin: &'static str,
}

impl Examples {
    /// Adds an attribution that a reader has judged.
    pub fn add_known(
        &mut self,
        facts: &Facts,
        attribution: &Attribution,
        known: ReaderVerdict,
        set: Set,
        fold: usize,
    ) {
        let act = match known {
            ReaderVerdict::As(act) => act as usize,
            ReaderVerdict::EdgesOff => Act::Statement as usize,
            ReaderVerdict::Nobody => NOBODY,
        };
        // Gold edges are no proposal's; only of an earlier model's marks is it known how edges err.
        let right = (set == Set::Judged).then_some(known == ReaderVerdict::As(Act::Statement));
        let origin = match set {
            Set::Judged => "judged",
            Set::Marked => "marked",
            Set::Polnear | Set::Taught => "polnear",
        };
        self.add(facts, attribution, Some(act), right, fold, origin);
    }

    /// Adds what was proposed in an article in which every statement, topic and stance is marked.
    pub fn add_proposals(
        &mut self,
        facts: &Facts,
        proposals: &[Attribution],
        gold: &[GoldAttribution],
        fold: usize,
    ) {
        for (proposal, (act, right)) in proposals.iter().zip(compare(facts, proposals, gold)) {
            self.add(facts, proposal, act, Some(right), fold, "proposed");
        }
        self.count_found(facts, proposals, gold);
    }

    /// Counts how many of the statements any proposal finds.
    fn count_found(&mut self, facts: &Facts, proposals: &[Attribution], gold: &[GoldAttribution]) {
        for gold in gold.iter().filter(|gold| gold.known == Some(ReaderVerdict::As(Act::Statement))) {
            let right = compare(facts, proposals, std::slice::from_ref(gold));
            let found = |exact: bool| {
                right.iter().any(|&(act, right)| act == Some(Act::Statement as usize) && (right || !exact))
            };
            self.n_statements += 1;
            self.n_found[0] += usize::from(found(false));
            self.n_found[1] += usize::from(found(true));
        }
    }

    fn add(
        &mut self,
        facts: &Facts,
        attribution: &Attribution,
        act: Option<usize>,
        right: Option<bool>,
        fold: usize,
        origin: &'static str,
    ) {
        let mut rows = Vec::new();
        features(facts, attribution, |key| {
            let next = self.rows.len() as u32;
            let row = *self.rows.entry(key).or_insert(next);
            if row == next {
                self.counts.push(0);
            }
            self.counts[row as usize] += 1;
            rows.push(row);
        });
        self.examples.push(Example { rows, act, right, fold, origin });
    }
}

/// For each proposal what it is, if that is plain, and whether it is a statement with right edges and
/// no other source than the one that is marked.
fn compare(facts: &Facts, proposals: &[Attribution], gold: &[GoldAttribution]) -> Vec<(Option<usize>, bool)> {
    let document = facts.document();
    let words = |tokens: std::ops::Range<usize>| {
        tokens.filter(|&at| !matches!(document.word(at).kind, TokenKind::Mark | TokenKind::Punctuation))
    };
    let of_spans = |spans: &[Span]| -> BTreeSet<usize> {
        spans.iter().flat_map(|span| words(document.tokens_in(*span))).collect()
    };
    let golds: Vec<BTreeSet<usize>> = gold.iter().map(|gold| of_spans(&gold.content)).collect();
    let own: Vec<BTreeSet<usize>> =
        proposals.iter().map(|p| p.content.iter().cloned().flat_map(words).collect()).collect();
    // A source that stands elsewhere is another's.
    let is_source = |proposal: &Attribution, gold: &GoldAttribution| match &proposal.source {
        Some(source) if !gold.source.is_empty() => {
            let own = document.cover(source.clone());
            gold.source.iter().any(|span| span.start < own.end && own.start < span.end)
        }
        _ => true,
    };
    let verdict = |proposal: &Attribution, own: &BTreeSet<usize>| {
        let likeness = |gold: &BTreeSet<usize>| {
            let common = own.intersection(gold).count();
            common as f32 / (own.len() + gold.len() - common).max(1) as f32
        };
        // Statements before what is none.
        let act = |number: usize| match gold[number].known {
            Some(ReaderVerdict::As(act)) => Some(act as usize),
            _ => None,
        };
        let alike = golds.iter().enumerate().map(|(number, gold)| (likeness(gold), number));
        let best = alike.max_by(|a, b| a.0.total_cmp(&b.0).then(act(b.1).cmp(&act(a.1))));
        match best {
            Some((likeness, number)) if SAME <= likeness => {
                let statement = act(number) == Some(Act::Statement as usize);
                (act(number), statement && EXACT <= likeness && is_source(proposal, &gold[number]))
            }
            Some((likeness, _)) if 0.0 < likeness => (None, false),
            _ => (Some(NOBODY), false),
        }
    };
    proposals.iter().zip(&own).map(|(proposal, own)| verdict(proposal, own)).collect()
}
