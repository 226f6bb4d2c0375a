//! Labels that are the state of an attribution, and what they say.
//!
//! A label is a role (source, cue, content), which roles this attribution has had already, and the
//! place in the part (begin, inside, end, single); or a gap between two parts with the roles had.
//! What may follow what is then a small grammar of attributions, and the links between the parts
//! fall out of the decode.

use std::ops::Range;

use crate::order::Order;
use crate::tagger::{Edge, Scheme};

/// A part of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who says it.
    Source,
    /// The words that report.
    Cue,
    /// What is said.
    Content,
}

/// A set of roles, as bits: source 1, cue 2, content 4.
type Roles = u8;

const SOURCE: Roles = 1;
const CUE: Roles = 2;
const CONTENT: Roles = 4;
const N_PARTS: u8 = 48;
const N_LABELS: u8 = N_PARTS + 8;

/// The label outside all attributions.
pub const OUTSIDE: u8 = N_PARTS;

const BEGIN: u8 = 0;
const INSIDE: u8 = 1;
const END: u8 = 2;
const SINGLE: u8 = 3;

impl Role {
    const ALL: [Role; 3] = [Role::Source, Role::Cue, Role::Content];

    fn bit(self) -> Roles {
        1 << self as u8
    }

    fn others(self) -> [Self; 2] {
        match self {
            Self::Source => [Self::Cue, Self::Content],
            Self::Cue => [Self::Source, Self::Content],
            Self::Content => [Self::Source, Self::Cue],
        }
    }
}

/// What a label says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Part { role: Role, had: Roles, place: u8 },
    Gap { had: Roles },
}

impl Label {
    fn of(number: u8) -> Self {
        if N_PARTS <= number {
            return Label::Gap { had: number - N_PARTS };
        }
        let role = Role::ALL[usize::from(number / 16)];
        let [one, other] = role.others();
        let bits = number / 4 % 4;
        let had = (bits & 1) * one.bit() + (bits >> 1) * other.bit();
        Label::Part { role, had, place: number % 4 }
    }

    fn number(self) -> u8 {
        match self {
            Label::Gap { had } => N_PARTS + had,
            Label::Part { role, had, place } => {
                let [one, other] = role.others().map(|other| u8::from(had & other.bit() != 0));
                role as u8 * 16 + (one + 2 * other) * 4 + place
            }
        }
    }

    /// The column: the insides of a role share one, and so do contents of one token.
    fn column(self) -> u8 {
        let Label::Part { role, had: _, place } = self else {
            return 36 + self.number() - N_PARTS;
        };
        let had = self.number() / 4 % 4;
        match (place, role) {
            (BEGIN, _) => role as u8 * 4 + had,
            (END, _) => 12 + role as u8 * 4 + had,
            (INSIDE, _) => 24 + role as u8,
            (_, Role::Content) => 35,
            (_, _) => 27 + role as u8 * 4 + had,
        }
    }
}

fn is_complete(had: Roles) -> bool {
    had & (CUE | CONTENT) == CUE | CONTENT
}

fn may_follow(from: Label, to: Label) -> bool {
    let (had, is_gap) = match from {
        Label::Part { role, had, place: BEGIN | INSIDE } => {
            let same = |place| to == Label::Part { role, had, place };
            return same(INSIDE) || same(END);
        }
        Label::Part { role, had, .. } => (had | role.bit(), false),
        Label::Gap { had } => (had, true),
    };
    match to {
        Label::Gap { had: 0 } => had == 0 || is_complete(had) && !is_gap,
        Label::Gap { had: after } => after == had,
        Label::Part { place: INSIDE | END, .. } => false,
        Label::Part { role, had: after, .. } => {
            let opens = after == 0 && (had == 0 || is_complete(had) && !is_gap);
            let goes_on = had != 0 && after == had & !role.bit();
            let again = role == Role::Content && is_complete(had);
            let shares_source = role == Role::Cue && after == SOURCE && had == SOURCE | CUE | CONTENT;
            opens || shares_source || goes_on && (had & role.bit() == 0 || again)
        }
    }
}

/// The label set of attributions.
pub fn scheme() -> Scheme {
    let columns: Vec<u8> = (0..N_LABELS).map(|number| Label::of(number).column()).collect();
    let mut edges = Vec::new();
    let mut n_weights = 0;
    let mut weight = || {
        n_weights += 1;
        n_weights - 1
    };
    for from in 0..N_LABELS {
        for to in 0..N_LABELS {
            if may_follow(Label::of(from), Label::of(to)) {
                edges.push(Edge { from, to, weight: weight() });
            }
        }
    }
    let starts: Vec<_> = (0..N_LABELS)
        .filter(|&to| may_follow(Label::Gap { had: 0 }, Label::of(to)))
        .map(|to| (to, weight()))
        .collect();
    let may_end = |&from: &u8| may_follow(Label::of(from), Label::Gap { had: 0 });
    let ends: Vec<_> = (0..N_LABELS).filter(may_end).map(|from| (from, weight())).collect();
    Scheme::new(&columns, &edges, &starts, &ends)
}

/// The parts of an attribution, as ranges of a sequence's items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Who says it.
    pub source: Option<Range<usize>>,
    /// The words that report.
    pub cue: Option<Range<usize>>,
    /// What is said, in order.
    pub content: Vec<Range<usize>>,
    /// Whether the source is that of the attribution before.
    pub shares_source: bool,
}

impl Parts {
    fn ranges(&self) -> Vec<(Range<usize>, Role)> {
        let own_source = self.source.clone().filter(|_| !self.shares_source);
        let source = own_source.into_iter().map(|range| (range, Role::Source));
        let cue = self.cue.clone().into_iter().map(|range| (range, Role::Cue));
        let content = self.content.iter().map(|range| (range.clone(), Role::Content));
        let mut ranges: Vec<_> = source.chain(cue).chain(content).collect();
        ranges.order_by_key(|(range, _)| range.start);
        ranges
    }
}

/// The attributions that the labels of a sequence say, in order.
pub fn decode(labels: &[u8]) -> Vec<Parts> {
    let mut found: Vec<Parts> = Vec::new();
    let mut start = 0;
    let mut before = 0;
    for (at, &number) in labels.iter().enumerate() {
        let Label::Part { role, had, place } = Label::of(number) else {
            if number == OUTSIDE {
                before = 0;
            }
            continue;
        };
        if matches!(place, BEGIN | SINGLE) {
            start = at;
            let shares_source = role == Role::Cue && had == SOURCE && is_complete(before);
            if had == 0 || shares_source {
                let source = found.last().filter(|_| shares_source).and_then(|last| last.source.clone());
                found.push(Parts { source, shares_source, ..Parts::default() });
            }
        }
        if matches!(place, END | SINGLE) {
            before = had | role.bit();
            if let Some(parts) = found.last_mut() {
                match role {
                    Role::Source => parts.source = Some(start..at + 1),
                    Role::Cue => parts.cue = Some(start..at + 1),
                    Role::Content => parts.content.push(start..at + 1),
                }
            }
        }
    }
    found
}

/// The labels of `n` items with these attributions, which are in order of their start.
///
/// What the grammar cannot say is left out: attributions that reach into each other, and those
/// without a cue or content.
pub fn encode(n: usize, attributions: &[Parts]) -> Vec<u8> {
    let mut labels = vec![OUTSIDE; n];
    let mut end = 0;
    let mut last_had = 0;
    for parts in attributions {
        let ranges = parts.ranges();
        let mut parts_had =
            if parts.shares_source && last_had == SOURCE | CUE | CONTENT { SOURCE } else { 0 };
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { continue };
        let overlaps = ranges.windows(2).any(|pair| pair[1].0.start < pair[0].0.end);
        if first.0.start < end || n < last.0.end || overlaps {
            continue;
        }
        let restarts = parts_had != 0 && first.1 == Role::Cue;
        if parts_had != 0 && !restarts {
            parts_had = 0;
        }
        let mut had = parts_had;
        let possible = ranges.iter().all(|(_, role)| {
            let fits = had & role.bit() == 0 || *role == Role::Content && is_complete(had);
            had |= role.bit();
            fits
        });
        if !possible || !is_complete(had) {
            continue;
        }
        if restarts {
            labels[end..first.0.start].fill(Label::Gap { had: last_had }.number());
        }
        let mut had = parts_had;
        let mut at = first.0.start;
        for (range, role) in &ranges {
            labels[at..range.start].fill(Label::Gap { had }.number());
            let others = had & !role.bit();
            let label = |place| Label::Part { role: *role, had: others, place }.number();
            labels[range.clone()].fill(label(INSIDE));
            labels[range.start] = label(BEGIN);
            labels[range.end - 1] = if range.len() == 1 { label(SINGLE) } else { label(END) };
            had |= role.bit();
            at = range.end;
        }
        end = at;
        last_had = had;
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: Option<Range<usize>>, cue: Range<usize>, content: &[Range<usize>]) -> Parts {
        Parts { source, cue: Some(cue), content: content.to_vec(), shares_source: false }
    }

    fn round_trip(n: usize, attributions: &[Parts]) {
        let scheme = scheme();
        let labels = encode(n, attributions);
        assert_eq!(decode(&labels), attributions);
        assert!(scheme.starts[usize::from(labels[0])].is_some());
        assert!(scheme.ends[usize::from(labels[n - 1])].is_some());
        for pair in labels.windows(2) {
            let edges = scheme.edges_to(usize::from(pair[1]));
            assert!(edges.iter().any(|edge| edge.from == pair[0]), "{pair:?}");
        }
    }

    #[test]
    fn every_order_of_parts_comes_back() {
        round_trip(9, &[parts(Some(0..2), 2..3, &[4..9])]);
        round_trip(9, &[parts(Some(5..6), 6..7, &[0..4])]);
        round_trip(9, &[parts(Some(5..6), 4..5, &[0..3, 7..9])]);
        round_trip(12, &[parts(Some(5..6), 4..5, &[0..3]), parts(None, 8..9, &[6..8, 10..12])]);
        round_trip(4, &[]);
    }

    #[test]
    fn a_shared_source_comes_back() {
        let mut second = parts(Some(0..1), 5..6, &[6..9]);
        second.shares_source = true;
        round_trip(9, &[parts(Some(0..1), 1..2, &[2..4]), second]);
    }

    #[test]
    fn what_the_grammar_cannot_say_is_left_out() {
        let crossing = [parts(Some(0..1), 1..2, &[3..6]), parts(None, 4..5, &[6..8])];
        assert_eq!(decode(&encode(9, &crossing)), crossing[..1]);
    }

    #[test]
    fn labels_are_numbered_without_gaps() {
        for number in 0..N_LABELS {
            assert_eq!(Label::of(number).number(), number);
        }
        let scheme = scheme();
        assert_eq!((scheme.n_labels, scheme.n_columns), (56, 44));
    }
}
