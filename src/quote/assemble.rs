//! From attributions as token ranges to quotations: kinds, printed parts, the tree, and the words
//! in marks that are left over.

use std::ops::Range;

use super::{Judged, Origin, Quotation, QuotationKind, Quotations, quoted_words};
use crate::entity::Tagged;
use crate::order::Order;
use crate::span::Span;
use crate::text::{Document, ParagraphKind, QuotedRun, TokenKind};

/// A content inside more contents than these is not kept.
const MAX_OPEN: usize = 12;

/// Puts attributions, in any order, together as the quotations of a document.
pub(super) fn assemble(document: &Document, tagged: &Tagged, judged: Vec<Judged>) -> Quotations {
    let mut quotations: Vec<Quotation> =
        judged.iter().filter_map(|judged| quotation(document, judged)).collect();
    drop_crossing(&mut quotations);
    quotations.order_by_key(|q| (start_of(q), std::cmp::Reverse(end_of(q)), q.cue));
    link_parents(&mut quotations);
    let quoted_words = left_over(document, tagged, &quotations);
    Quotations { quotations, quoted_words }
}

fn start_of(quotation: &Quotation) -> u32 {
    quotation.content.first().map_or(0, |span| span.start)
}

fn end_of(quotation: &Quotation) -> u32 {
    quotation.content.last().map_or(0, |span| span.end)
}

fn quotation(document: &Document, judged: &Judged) -> Option<Quotation> {
    let attribution = &judged.attribution;
    let mut content: Vec<Span> = Vec::new();
    let mut printed: Vec<Span> = Vec::new();
    let (mut n_words, mut n_printed) = (0, 0);
    // Marks around the cue as well are those of an outer quotation.
    let own = |run: &&QuotedRun| attribution.cue.as_ref().is_none_or(|cue| !run.tokens.contains(&cue.start));
    for piece in attribution.content.iter().map(|piece| without_pictures(document, piece.clone())) {
        content.push(document.cover(piece.clone()));
        let first = document.quoted_runs.partition_point(|run| run.tokens.start < piece.start);
        // Nesting is shallow: the nearest few runs are enough.
        let mut before = document.quoted_runs[..first].iter().rev().take(8);
        let around = before.rfind(|run| piece.start < run.tokens.end && own(run));
        let is_run = |run: &QuotedRun| run.tokens.start == piece.start && (run.closed || own(&run));
        let begins = document.quoted_runs.get(first).is_some_and(is_run);
        if !begins && around.is_none() && opens_with_mark(document, &piece) {
            // The closing mark is missing, or another one was printed.
            printed.push(document.cover(piece.clone()));
            n_printed += count_words(document, piece.clone());
            n_words += count_words(document, piece);
            continue;
        }
        let inside = document.quoted_runs[first..].iter().take_while(|run| run.tokens.start < piece.end);
        let mut covered = piece.start;
        for run in around.into_iter().chain(inside.filter(own)) {
            let part = run.tokens.start.max(piece.start)..run.tokens.end.min(piece.end);
            if covered <= part.start {
                covered = part.end;
                printed.push(document.cover(part.clone()));
                n_printed += count_words(document, part);
            }
        }
        n_words += count_words(document, piece.clone());
    }
    let is_verbatim = match attribution.origin {
        Origin::Label => true,
        // The items of a list are a summary.
        Origin::Announced => content.first().is_some_and(|first| {
            let paragraph = document.paragraph_of(document.tokens_in(*first).start);
            document.paragraphs[paragraph].kind != ParagraphKind::List
        }),
        _ => false,
    };
    let kind = match n_printed {
        _ if is_verbatim => QuotationKind::Direct,
        0 => QuotationKind::Indirect,
        _ if n_printed == n_words => QuotationKind::Direct,
        _ => QuotationKind::Mixed,
    };
    (0 < n_words).then(|| Quotation {
        kind,
        content,
        printed,
        cue: attribution.cue.clone().map(|cue| document.cover(cue)),
        source: attribution.source.clone().map(|source| document.cover(source)),
        parent: None,
        act: judged.act,
        probability: judged.probability,
    })
}

/// Whether a piece begins with a mark that stands as an opening one does.
fn opens_with_mark(document: &Document, piece: &Range<usize>) -> bool {
    let paragraph = &document.paragraphs[document.paragraph_of(piece.start)];
    let is_apart = document.tokens[piece.start].space_before || paragraph.tokens.start == piece.start;
    let touches = document.tokens.get(piece.start + 1).is_some_and(|next| !next.space_before);
    document.word(piece.start).kind == TokenKind::Mark && is_apart && touches
}

/// A piece without the emoji at its edges: nobody says those before the mark opens.
fn without_pictures(document: &Document, piece: Range<usize>) -> Range<usize> {
    let is_picture = |at: usize| {
        document.word(at).kind == TokenKind::Symbol
            && document.token_text(at).starts_with(|c| '\u{2190}' <= c)
    };
    let Some(start) = piece.clone().find(|&at| !is_picture(at)) else { return piece };
    let end = piece.rev().find(|&at| !is_picture(at)).map_or(start, |last| last + 1);
    start..end
}

fn count_words(document: &Document, tokens: Range<usize>) -> usize {
    tokens.filter(|&at| !matches!(document.word(at).kind, TokenKind::Mark | TokenKind::Punctuation)).count()
}

/// Of two quotations whose contents overlap without one lying inside the other, keeps the one in
/// marks, or else the surer one.
fn drop_crossing(quotations: &mut Vec<Quotation>) {
    let mut pieces: Vec<(Span, usize)> = quotations
        .iter()
        .enumerate()
        .flat_map(|(number, quotation)| quotation.content.iter().map(move |&span| (span, number)))
        .collect();
    pieces.order_by_key(|&(span, number)| (span.start, std::cmp::Reverse(span.end), number));
    let worth = |number: usize| {
        let quotation: &Quotation = &quotations[number];
        (quotation.kind == QuotationKind::Direct, quotation.probability)
    };
    let mut dropped = vec![false; quotations.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    for (span, number) in pieces {
        open.retain(|&(outer, other)| span.start < outer.end && !dropped[other]);
        // Nesting is shallow: what stands inside more than a few others is let go.
        if MAX_OPEN <= open.len() {
            dropped[number] = true;
        }
        for &(outer, other) in &open {
            if !outer.contains(span) && !dropped[number] && !dropped[other] {
                let loser = if worth(number) <= worth(other) { number } else { other };
                dropped[loser] = true;
            }
        }
        open.push((span, number));
    }
    let mut dropped = dropped.into_iter();
    quotations.retain(|_| !dropped.next().unwrap_or_default());
}

/// Links each quotation to the smallest one that it stands wholly inside of.
fn link_parents(quotations: &mut [Quotation]) {
    let mut around: Vec<usize> = Vec::new();
    for number in 0..quotations.len() {
        let (start, end) = (start_of(&quotations[number]), end_of(&quotations[number]));
        while around.last().is_some_and(|&outer| end_of(&quotations[outer]) <= start) {
            around.pop();
        }
        // Nesting is shallow: the nearest few are enough.
        let inside = |outer: &&usize| {
            let content = &quotations[**outer].content;
            content.iter().any(|span| span.contains(Span::new(start, end)))
                && content != &quotations[number].content
        };
        let parent = around.iter().rev().take(8).find(inside).copied();
        quotations[number].parent = parent;
        around.push(number);
    }
}

/// The quoted runs of which no more than half lies in a quotation.
fn left_over(document: &Document, tagged: &Tagged, quotations: &[Quotation]) -> Vec<super::QuotedWords> {
    let mut said: Vec<Span> = quotations.iter().flat_map(|q| q.content.iter().copied()).collect();
    said.order();
    let mut merged: Vec<Span> = Vec::new();
    for span in said {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let is_said = |span: Span| {
        let at = merged.partition_point(|said| said.end <= span.start);
        merged.get(at).is_some_and(|said| said.contains(span))
    };
    document
        .quoted_runs
        .iter()
        .filter(|run| run.closed && !is_said(run.span) && run.inside().len() <= quoted_words::MAX_TOKENS)
        .map(|run| quoted_words::type_of(document, tagged, run))
        .collect()
}
