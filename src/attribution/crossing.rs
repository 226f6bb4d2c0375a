//! Mentions by role never cross a name, a value or one another: the page nests them.

use crate::coref::{Entities, MentionKind};
use crate::order::Order;
use crate::span::Span;
use crate::text::Document;

/// Shortens mentions by role until they nest with all other mentions and the spans `fixed`.
///
/// One sweep over all of them in text order.
pub fn uncross(document: &Document, fixed: &[Span], entities: &mut Entities) {
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
