//! A label set: which label may follow which, and which weights they share.

use std::ops::Range;

use crate::order::Order;

/// A label that may follow another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The label before.
    pub from: u8,
    /// The label after.
    pub to: u8,
    /// Index of the transition weight; edges may share one.
    pub weight: u16,
}

/// A label set of at most 64 labels.
///
/// Labels that share a column share all feature weights and differ in what may stand beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Number of labels.
    pub n_labels: usize,
    /// Number of weight columns, at most the number of labels.
    pub n_columns: usize,
    /// Number of transition weights.
    pub n_transitions: usize,
    /// The column of each label.
    pub columns: Vec<u8>,
    /// Sorted by `to`, then by `from`.
    pub edges: Vec<Edge>,
    /// For each label, where its edges begin in `edges`; one more at the end.
    pub first_edge: Vec<u16>,
    /// For each label, the transition weight of standing first; none if it may not.
    pub starts: Vec<Option<u16>>,
    /// For each label, the transition weight of standing last; none if it may not.
    pub ends: Vec<Option<u16>>,
}

impl Scheme {
    /// A label set out of the columns of its labels, the allowed pairs and the labels that may
    /// stand first and last, each with the index of its transition weight.
    ///
    /// # Panics
    ///
    /// If there are more than 64 labels, or an edge names a label that there is not: label sets
    /// are part of the program.
    pub fn new(columns: &[u8], edges: &[Edge], starts: &[(u8, u16)], ends: &[(u8, u16)]) -> Self {
        let n_labels = columns.len();
        assert!(n_labels <= 64, "a label set has at most 64 labels");
        let mut edges = edges.to_vec();
        edges.order_by_key(|edge| (edge.to, edge.from));
        let first_edge = (0..=n_labels)
            .map(|label| edges.partition_point(|edge| usize::from(edge.to) < label) as u16)
            .collect();
        assert!(edges.iter().all(|edge| usize::from(edge.from.max(edge.to)) < n_labels), "no such label");
        let table = |list: &[(u8, u16)]| {
            let mut table = vec![None; n_labels];
            for &(label, weight) in list {
                table[usize::from(label)] = Some(weight);
            }
            table
        };
        let weights = edges.iter().map(|edge| edge.weight);
        let weights = weights.chain(starts.iter().chain(ends).map(|&(_, weight)| weight));
        Self {
            n_labels,
            n_columns: columns.iter().max().map_or(0, |&column| usize::from(column) + 1),
            n_transitions: weights.max().map_or(0, |weight| usize::from(weight) + 1),
            columns: columns.to_vec(),
            first_edge,
            starts: table(starts),
            ends: table(ends),
            edges,
        }
    }

    /// The label set for `n_types` types of spans: outside, and begin, inside, end, single of each.
    ///
    /// Label 0 is outside; type `t` has the labels `1 + 4 * t ..` in that order. Every label has a
    /// column and every edge a weight of its own.
    pub fn bioes(n_types: u8) -> Self {
        let n_labels = 1 + 4 * n_types;
        let opens = |label: u8| label == 0 || matches!((label - 1) % 4, 0 | 3);
        let closes = |label: u8| label == 0 || matches!((label - 1) % 4, 2 | 3);
        let type_of = |label: u8| (label.max(1) - 1) / 4;
        let mut edges = Vec::new();
        let mut weight = 0;
        let mut next = || {
            weight += 1;
            weight - 1
        };
        for from in 0..n_labels {
            for to in 0..n_labels {
                let inside = !closes(from) && !opens(to) && type_of(from) == type_of(to);
                if inside || closes(from) && opens(to) {
                    edges.push(Edge { from, to, weight: next() });
                }
            }
        }
        let starts: Vec<_> = (0..n_labels).filter(|&l| opens(l)).map(|l| (l, next())).collect();
        let ends: Vec<_> = (0..n_labels).filter(|&l| closes(l)).map(|l| (l, next())).collect();
        Self::new(&(0..n_labels).collect::<Vec<u8>>(), &edges, &starts, &ends)
    }

    /// The edges that lead to a label.
    #[inline]
    pub fn edges_to(&self, label: usize) -> &[Edge] {
        let range = |at: usize| self.first_edge.get(at).copied().unwrap_or_default() as usize;
        self.edges.get(range(label)..range(label + 1)).unwrap_or_default()
    }
}

/// The label in [`Scheme::bioes`] of a token of a span of a type.
pub fn bioes_label(span_type: u8, token: usize, span: &Range<usize>) -> u8 {
    let place = match (token == span.start, token + 1 == span.end) {
        (true, false) => 0,
        (false, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    1 + 4 * span_type + place
}

/// The spans of a label sequence of [`Scheme::bioes`]: first token, token after the last, type.
pub fn bioes_spans(labels: &[u8]) -> Vec<(usize, usize, u8)> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, &label) in labels.iter().enumerate() {
        if label == 0 {
            continue;
        }
        let (span_type, place) = ((label - 1) / 4, (label - 1) % 4);
        if matches!(place, 0 | 3) {
            start = at;
        }
        if matches!(place, 2 | 3) {
            spans.push((start, at + 1, span_type));
        }
    }
    spans
}
