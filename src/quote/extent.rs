//! Other edges for the attributions of a path.
//!
//! The chain sees a few words at a time and often ends a content at a comma behind which it goes on,
//! or takes in a clause of the writer's. So the reranker is also shown the best path with other
//! edges: contents that end or begin where a clause does, and with a piece more or less. What tells
//! them apart are the clauses on both sides of an edge.

use std::ops::Range;

use super::facts::{NO_RUN, Sign};
use super::features::{Item, Prepared};
use super::labels::{self, Parts};
use super::subject;
use super::view::View;
use crate::order::Order;
use crate::tagger::{Feature, feature, hash, pair};

/// How many other ends and beginnings a content is given.
const MAX_EDGES: usize = 6;
/// A piece has at least so many items.
const MIN_PIECE: usize = 2;
/// Clauses are looked at so far, in items.
const MAX_CLAUSE: usize = 24;
/// In a path with more attributions none is changed.
const MAX_ATTRIBUTIONS: usize = 8;

/// The labels of a path with one of its attributions changed, for each change.
pub fn variants(prepared: &Prepared, labels: &[u8]) -> Vec<Vec<u8>> {
    let items = prepared.items();
    let found = labels::decode(labels);
    let mut made = Vec::new();
    if MAX_ATTRIBUTIONS < found.len() {
        return made;
    }
    for number in 0..found.len() {
        let from = number.checked_sub(1).map_or(0, |before| hull(&found[before]).end);
        let to = found.get(number + 1).map_or(items.len(), |after| hull(after).start);
        let free = from..to;
        let mut others = changes(items, &found[number], free.clone());
        others.extend(subject::changes(items, &found[number], &free));
        for changed in others {
            let mut all = found.clone();
            all[number] = changed;
            let labels = labels::encode(items.len(), &all);
            if labels::decode(&labels) == all {
                made.push(labels);
            }
        }
    }
    made
}

/// All items of an attribution, from its first to its last; a shared source is not its own.
fn hull(parts: &Parts) -> Range<usize> {
    let own_source = parts.source.as_ref().filter(|_| !parts.shares_source);
    let all = own_source.into_iter().chain(&parts.cue).chain(&parts.content);
    let start = all.clone().map(|part| part.start).min().unwrap_or_default();
    start..all.map(|part| part.end).max().unwrap_or_default()
}

/// An attribution with other edges, inside the items that are free for it.
fn changes(items: &[Item], parts: &Parts, free: Range<usize>) -> Vec<Parts> {
    let mut made = Vec::new();
    let own = hull(parts);
    let (Some(first), Some(last)) = (parts.content.first(), parts.content.last()) else { return made };
    let with = |content: Vec<Range<usize>>| Parts { content, ..parts.clone() };
    let n = parts.content.len();
    if last.end == own.end {
        for end in ends(items, last, free.end) {
            let mut content = parts.content.clone();
            content[n - 1].end = end;
            made.push(with(content));
        }
    } else {
        made.extend(piece_behind(items, own.end, free.end).map(|piece| {
            let mut content = parts.content.clone();
            content.push(piece);
            with(content)
        }));
    }
    if first.start == own.start {
        for start in starts(items, first, free.start) {
            let mut content = parts.content.clone();
            content[0].start = start;
            made.push(with(content));
        }
    } else if !parts.shares_source {
        made.extend(piece_before(items, own.start, free.start).map(|piece| {
            let mut content = parts.content.clone();
            content.insert(0, piece);
            with(content)
        }));
    }
    if n == 2 {
        made.extend((0..n).map(|kept| with(vec![parts.content[kept].clone()])));
    }
    made
}

fn separates(item: &Item) -> bool {
    matches!(
        item.own.sign,
        Sign::Comma | Sign::Stop | Sign::Colon | Sign::Semicolon | Sign::Dash | Sign::Bracket
    )
}

/// Whether a clause may end before an item and behind the one before it.
fn is_edge(items: &[Item], at: usize) -> bool {
    let (Some(before), after) = (at.checked_sub(1).and_then(|before| items.get(before)), items.get(at))
    else {
        return false;
    };
    let Some(after) = after else { return true };
    let inside = before.run != NO_RUN && before.run == after.run;
    // "said no and left": the source does something else.
    let goes_on = || {
        after.own.function == hash(b"and")
            && items.get(at + 1).is_some_and(|next| next.own.verb.is_some() && next.name == 0)
    };
    !inside
        && (separates(before)
            || separates(after)
            || after.own.opens_clause
            || before.sentence != after.sentence
            || goes_on())
}

/// Where a piece may end in its last sentence, the nearest first.
fn ends(items: &[Item], piece: &Range<usize>, to: usize) -> Vec<usize> {
    let sentence = items[piece.end - 1].sentence;
    let fits = |&end: &usize| {
        end != piece.end
            && items[end - 1].sentence == sentence
            && is_edge(items, end)
            && !separates(&items[end - 1])
    };
    let mut found: Vec<usize> = (piece.start + MIN_PIECE..=to.min(piece.end + 80)).filter(fits).collect();
    found.order_by_key(|end| end.abs_diff(piece.end));
    found.truncate(MAX_EDGES);
    found
}

/// Where a piece may begin in its first sentence, the nearest first.
fn starts(items: &[Item], piece: &Range<usize>, from: usize) -> Vec<usize> {
    let sentence = items[piece.start].sentence;
    let fits = |&start: &usize| {
        let opens = start == from || items[start - 1].sentence != sentence || is_edge(items, start);
        start != piece.start && items[start].sentence == sentence && opens && !separates(&items[start])
    };
    let reach = from.max(piece.start.saturating_sub(80));
    let mut found: Vec<usize> = (reach..(piece.end + 1).saturating_sub(MIN_PIECE)).filter(fits).collect();
    found.order_by_key(|start| start.abs_diff(piece.start));
    found.truncate(MAX_EDGES);
    found
}

/// The rest of the sentence behind an attribution.
fn piece_behind(items: &[Item], end: usize, to: usize) -> Option<Range<usize>> {
    let sentence = items.get(end.checked_sub(1)?)?.sentence;
    let in_sentence = |at: &usize| items[*at].sentence == sentence;
    let start = (end..to).find(|&at| !separates(&items[at])).filter(in_sentence)?;
    let last = (start..to).take_while(in_sentence).filter(|&at| !separates(&items[at])).last()?;
    (MIN_PIECE <= last + 1 - start).then_some(start..last + 1)
}

/// The beginning of the sentence before an attribution.
fn piece_before(items: &[Item], start: usize, from: usize) -> Option<Range<usize>> {
    let sentence = items.get(start)?.sentence;
    let in_sentence = |at: &usize| items[*at].sentence == sentence;
    let last = (from..start).rev().find(|&at| !separates(&items[at])).filter(in_sentence)?;
    let first = (from..=last).rev().take_while(in_sentence).last()?;
    (MIN_PIECE <= last + 1 - first).then_some(first..last + 1)
}

/// Calls `emit` with features of the clauses on both sides of a content's end and beginning.
pub(super) fn features(view: &View, emit: &mut impl FnMut(Feature)) {
    let items = view.prepared.items();
    let (Some(first), Some(last)) = (view.parts.content.first(), view.parts.content.last()) else { return };
    let sentence = items[last.end - 1].sentence;
    let is_here = |at: usize| items.get(at).is_some_and(|item| item.sentence == sentence);
    let from =
        (last.end..last.end + 2).find(|&at| !is_here(at) || !separates(&items[at])).unwrap_or(last.end);
    let to = (from + 1..from + MAX_CLAUSE).find(|&at| !is_here(at) || is_edge(items, at));
    let outside = if is_here(from) { from..to.unwrap_or(from + 1).min(items.len()) } else { from..from };
    let floor = first.start.max(last.start).max(last.end.saturating_sub(MAX_CLAUSE));
    let begin = (floor..last.end - 1).rev().find(|&at| is_edge(items, at) && !separates(&items[at]));
    let inside = begin.unwrap_or(last.start)..last.end;
    of_edge(view, 130, items.get(last.end), outside, inside, emit);

    let sentence = items[first.start].sentence;
    let is_here = |at: usize| items.get(at).is_some_and(|item| item.sentence == sentence);
    let before = first.start.checked_sub(1).filter(|&at| is_here(at));
    let end = before.map_or(0, |at| at + usize::from(!separates(&items[at])));
    let floor = end.saturating_sub(MAX_CLAUSE);
    let begin = (floor..end).rev().find(|&at| !is_here(at) || is_edge(items, at));
    let outside = if before.is_some() { begin.unwrap_or(floor).min(end)..end } else { 0..0 };
    let reach = first.end.min(first.start + MAX_CLAUSE);
    let to = (first.start + 1..reach).find(|&at| is_edge(items, at));
    let sign = before.and_then(|at| items.get(at));
    of_edge(view, 140, sign, outside, first.start..to.unwrap_or(reach), emit);
}

fn of_edge(
    view: &View,
    template: u32,
    edge: Option<&Item>,
    outside: Range<usize>,
    inside: Range<usize>,
    emit: &mut impl FnMut(Feature),
) {
    let items = view.prepared.items();
    let sign = edge.map_or(15, |item| item.own.sign as u64);
    let class = |at: usize| items.get(at).map_or(1, class);
    let (out, own) = (outside.start, inside.start);
    let (out_shape, own_shape) = (shape(&items[outside.clone()]), shape(&items[inside.clone()]));
    let none = u64::from(outside.is_empty());
    let place = pair(view.order, sign * 2 + none);
    emit(feature(template, pair(place, class(out))));
    emit(feature(template + 1, pair(sign, pair(class(out), class(out + 1)))));
    emit(feature(template + 2, pair(place, out_shape)));
    emit(feature(template + 3, pair(place, pair(out_shape, own_shape))));
    emit(feature(template + 4, pair(sign, pair(class(own), own_shape))));
    emit(feature(template + 5, pair(sign * 2 + none, pair(class(own), class(out)))));
    emit(feature(template + 6, pair(place, pair(out_shape, distance(&outside) * 16 + distance(&inside)))));
    let across = pair(class(inside.end - 1), class(out));
    emit(feature(template + 7, pair(sign, across)));
    let mood =
        |range: Range<usize>| items[range].iter().map(|item| item.own.auxiliary as u64).find(|&m| m != 0);
    let content = view.parts.content.iter().cloned().find_map(mood).unwrap_or_default();
    let other = mood(outside).unwrap_or_default();
    emit(feature(template + 8, pair(sign, content * 8 + other)));
}

fn distance(range: &Range<usize>) -> u64 {
    super::features::distance_bin(range.len() as u32)
}

/// A word by what it may be: itself if it carries grammar, else by name, ending and parts of speech.
fn class(item: &Item) -> u64 {
    if item.own.sign != Sign::None {
        return 2 + item.own.sign as u64;
    }
    if item.own.function != 0 {
        return item.own.function;
    }
    let speech = u64::from(item.own.verb.is_some()) * 2 + u64::from(item.own.noun.is_some());
    pair(item.own.suffix3, pair(u64::from(item.name != 0), speech * 8 + u64::from(item.own.case)))
}

/// What a clause has: an auxiliary, a verb that is no noun, a gerund, a word that often reports; and
/// how it begins.
fn shape(items: &[Item]) -> u64 {
    let any = |holds: fn(&Item) -> bool| u64::from(items.iter().any(holds));
    let gerund = hash(b"ing");
    let begins = items.first().map_or(0, |item| 1 + u64::from(item.own.suffix3 == gerund));
    let opens = u64::from(items.first().is_some_and(|item| item.own.opens_clause));
    (any(|item| item.own.auxiliary as u8 != 0) * 2
        + any(|item| item.own.verb.is_some() && item.own.noun.is_none()))
        * 16
        + any(|item| super::facts::CANDIDATE <= item.own.cue) * 8
        + opens * 4
        + begins
}
