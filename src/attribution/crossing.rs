//! What is found nests: no content crosses a name or a value, a mention by role crosses nothing, nobody's words hold their
//! own source, and a mention is of one entity.

use std::collections::BTreeMap;

use super::Attributed;
use super::pronouns::{in_order, renumber};
use crate::coref::{Entities, MentionKind};
use crate::order::Order;
use crate::quote::Quotation;
use crate::span::Span;
use crate::text::Document;

/// So many marks that begin before an edge are looked at: they are short, and few stand in another.
const MARKS_BACK: usize = 8;

/// Settles what crosses, `values` being the spans of all values. Names and values keep their edges, contents give way to
/// them, and mentions by role to all.
pub fn settle(document: &Document, values: &[Span], entities: &mut Entities, attributed: &mut [Attributed]) {
    let names = entities.entities.iter().flat_map(|entity| &entity.mentions);
    let names = names.filter(|mention| mention.kind != MentionKind::Role).map(|mention| mention.span);
    let mut marks: Vec<Span> = names.chain(values.iter().copied()).collect();
    marks.order();
    for quotation in attributed.iter_mut().map(|attributed| &mut attributed.quotation) {
        leave_out_source(quotation);
        for piece in &mut quotation.content {
            *piece = beside_marks(document, &marks, *piece);
        }
        let content = &quotation.content;
        quotation.printed.retain_mut(|printed| {
            let piece = content.iter().find(|piece| piece.overlaps(*printed));
            *printed = piece.map_or(Span::default(), |piece| {
                Span::new(printed.start.max(piece.start), printed.end.min(piece.end))
            });
            !printed.is_empty()
        });
    }
    let contents = attributed.iter().flat_map(|attributed| attributed.quotation.content.iter().copied());
    let fixed: Vec<Span> = values.iter().copied().chain(contents).collect();
    uncross(document, &fixed, entities);
    one_entity_each(entities, attributed);
    in_order(entities, attributed);
}

/// A piece of several that holds the quotation's own cue or source is none of its pieces; where it is the only one, they
/// are none.
fn leave_out_source(quotation: &mut Quotation) {
    let own: Vec<Span> = quotation.cue.into_iter().chain(quotation.source).collect();
    let holds_own = |piece: &Span| own.iter().any(|own| piece.overlaps(*own));
    if !quotation.content.iter().all(holds_own) {
        quotation.content.retain(|piece| !holds_own(piece));
        return;
    }
    let content = &quotation.content;
    let is_outside = |span: &Span| !content.iter().any(|piece| piece.overlaps(*span));
    quotation.cue = quotation.cue.filter(is_outside);
    quotation.source = quotation.source.filter(is_outside);
}

/// The piece without the part of a mark that it cuts, or with all of it where nothing else would be left.
fn beside_marks(document: &Document, marks: &[Span], piece: Span) -> Span {
    let cut = |edge: u32| {
        let until = marks.partition_point(|mark| mark.start < edge);
        let near = marks[..until].iter().rev().take(MARKS_BACK);
        near.filter(|mark| edge < mark.end).copied().reduce(|a, b| a.cover(b))
    };
    // A mark that holds the whole piece is not cut by it.
    let cut = |edge: u32| cut(edge).filter(|mark| !mark.contains(piece));
    let (mut beside, mut around) = (piece, piece);
    if let Some(mark) = cut(piece.start) {
        let next = document.tokens.partition_point(|token| token.span.start < mark.end);
        beside.start = document.tokens.get(next).map_or(piece.end, |token| token.span.start);
        around.start = mark.start;
    }
    if let Some(mark) = cut(piece.end) {
        let next = document.tokens.partition_point(|token| token.span.end <= mark.start);
        let last = next.checked_sub(1).and_then(|last| document.tokens.get(last));
        beside.end = last.map_or(piece.start, |token| token.span.end);
        around.end = mark.end;
    }
    if beside.is_empty() { around } else { beside }
}

/// Of entities with the same mention one has it, the one with the most; who has none of its own left is the same as it.
fn one_entity_each(entities: &mut Entities, attributed: &mut [Attributed]) {
    let all = &mut entities.entities;
    let mut owners: BTreeMap<Span, usize> = BTreeMap::new();
    for (idx, entity) in all.iter().enumerate() {
        for mention in &entity.mentions {
            let owner = owners.entry(mention.span).or_insert(idx);
            if all[*owner].mentions.len() < entity.mentions.len() {
                *owner = idx;
            }
        }
    }
    // What each is to become: its own place, or that of the one that it is the same as.
    let mut same: Vec<usize> = (0..all.len()).collect();
    for (idx, entity) in all.iter_mut().enumerate() {
        let first = entity.mentions.first().and_then(|mention| owners.get(&mention.span));
        let first = first.copied().unwrap_or(idx);
        entity.mentions.retain(|mention| owners.get(&mention.span) == Some(&idx));
        if entity.mentions.is_empty() {
            same[idx] = first;
        }
    }
    let mut place = Vec::with_capacity(all.len());
    let mut n_kept = 0;
    for (idx, &same) in same.iter().enumerate() {
        place.push(n_kept);
        n_kept += usize::from(same == idx);
    }
    let moved = |old: usize| place[same[old]];
    let mut idx = 0;
    all.retain(|_| {
        idx += 1;
        same[idx - 1] == idx - 1
    });
    renumber(all, attributed, moved);
    for (idx, entity) in all.iter_mut().enumerate() {
        entity.affiliation = entity.affiliation.filter(|&other| other != idx);
        entity.members.retain(|&other| other != idx);
        entity.members.dedup();
    }
    for quotation in attributed {
        quotation.relay = quotation.relay.filter(|&relay| quotation.speaker != Some(relay));
        let mut seen = Vec::new();
        quotation.candidates.retain(|candidate| {
            let is_new = !seen.contains(&candidate.speaker);
            seen.push(candidate.speaker);
            is_new
        });
    }
}

/// Shortens mentions by role until they nest with all other mentions and the spans `fixed`.
///
/// One sweep over all of them in text order.
fn uncross(document: &Document, fixed: &[Span], entities: &mut Entities) {
    // Span and, of a mention by role, where it is kept.
    let mut spans: Vec<(Span, Option<(usize, usize)>)> = fixed.iter().map(|&span| (span, None)).collect();
    for (entity_idx, entity) in entities.entities.iter().enumerate() {
        for (mention_idx, mention) in entity.mentions.iter().enumerate() {
            let place = (mention.kind == MentionKind::Role).then_some((entity_idx, mention_idx));
            spans.push((mention.span, place));
        }
    }
    spans.order_by_key(|(span, place)| (span.start, std::cmp::Reverse(span.end), *place));
    let mut open: Vec<usize> = Vec::new();
    let mut changed: Vec<usize> = Vec::new();
    for at in 0..spans.len() {
        let (mut span, place) = spans[at];
        while open.last().is_some_and(|&outer| spans[outer].0.end <= span.start) {
            open.pop();
        }
        // The open ones nest, so that only the inner ones can end inside this span.
        while let Some(&outer) = open.last().filter(|&&outer| spans[outer].0.end < span.end) {
            if place.is_some() {
                span.start = spans[outer].0.end;
            } else {
                spans[outer].0.end = span.start;
                changed.push(outer);
            }
            open.pop();
        }
        if span != spans[at].0 {
            spans[at].0 = span;
            changed.push(at);
        }
        open.push(at);
    }
    for at in changed {
        let (span, Some((entity, mention))) = spans[at] else { continue };
        let mention = &mut entities.entities[entity].mentions[mention];
        let first = document.tokens.partition_point(|token| token.span.start < span.start);
        let last = document.tokens.partition_point(|token| token.span.end <= span.end);
        mention.tokens = first..last.max(first);
        mention.span = document.cover(first..last.max(first));
    }
    for entity in &mut entities.entities {
        if 1 < entity.mentions.len() {
            entity.mentions.retain(|mention| !mention.span.is_empty());
        }
    }
}
