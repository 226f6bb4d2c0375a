//! One token a line, in the manner of CoNLL-U Plus, with tags of the scheme BIO.
//!
//! A tag can say one thing of a token. Where spans overlap, the innermost wins; what it interrupts begins anew
//! behind it. The file says so in its head.

use super::article::{Article, flat, label};
use crate::order::Order;
use crate::span::Span;
use crate::text::Document;

pub(super) const HEAD: &str = "\
# global.columns = ID FORM START END SAIDBY:NAME SAIDBY:ENTITY SAIDBY:VALUE SAIDBY:SAID SAIDBY:SPEAKER SAIDBY:PART
# Tags are BIO. Where spans overlap, the innermost wins, and the outer one begins anew behind it; every span begins
# anew with a sentence.
";

/// A span with its tag and what else is known of it.
struct Tagged {
    span: Span,
    tag: &'static str,
    more: String,
}

/// The tokens of all paragraphs that are not set aside; a blank line ends a sentence.
pub(super) fn tokens(article: &Article<'_>) -> String {
    let report = &article.report;
    // Of a report that does not fit its text a span may be none.
    let bytes = |[start, end]: [u32; 2]| {
        let start = article.byte(start);
        Span::from_range(start..article.byte(end).max(start))
    };
    let kept = report.paragraphs.iter().filter(|p| p.kind != crate::report::ParagraphKind::SetAside);
    let kept: Vec<Span> = kept.map(|paragraph| bytes([paragraph.start, paragraph.end])).collect();
    let document = Document::of_paste(article.text, None, &kept, None);
    let mentions = report.entities.iter().flat_map(|entity| {
        entity.mentions.iter().map(move |mention| Tagged {
            span: bytes([mention.start, mention.end]),
            tag: entity.type_of(mention).name(),
            more: entity.id.to_string(),
        })
    });
    let mentions: Vec<Tagged> = mentions.collect();
    let values = report.values.iter().map(|value| Tagged {
        span: bytes([value.start, value.end]),
        tag: value.value_type.name(),
        more: String::new(),
    });
    let values: Vec<Tagged> = values.collect();
    let (mut said, mut parts) = (Vec::new(), Vec::new());
    for quotation in &report.quotations {
        let more = quotation.speaker.map_or_else(String::new, |id| id.to_string());
        said.extend(quotation.content.iter().map(|&span| Tagged {
            span: bytes(span),
            tag: label(quotation),
            more: more.clone(),
        }));
        for (span, tag) in [(quotation.cue, "cue"), (quotation.source, "source")] {
            parts.extend(span.map(|span| Tagged { span: bytes(span), tag, more: String::new() }));
        }
    }
    let columns = [mentions, values, said, parts];
    let pieces = pieces(&document, &kept, &columns);
    let tags = columns.each_ref().map(|spans| tags(&pieces, spans));
    let mut out = String::new();
    out.push_str(&format!("# newdoc id = {}\n", flat(report.id.as_deref().unwrap_or(&article.title))));
    out.push_str(&format!("# {}\n", article.provenance()));
    for entity in report.entities.iter() {
        out.push_str(&format!("# entity {} = {}\n", entity.id, flat(&entity.name)));
    }
    let (mut number, mut sentence, mut point, mut byte) = (0, usize::MAX, 0, 0);
    for (idx, piece) in pieces.iter().enumerate() {
        if piece.sentence != sentence {
            if sentence != usize::MAX {
                out.push('\n');
            }
            (number, sentence) = (0, piece.sentence);
        }
        number += 1;
        let (start, end) = (piece.span.start as usize, piece.span.end as usize);
        point += article.text[byte..start].chars().count();
        let n_points = article.text[start..end].chars().count();
        let form = article.text[start..end].replace(|c: char| c.is_whitespace() || c.is_control(), " ");
        let [(name, entity), (value, _), (said, speaker), (part, _)] =
            [0, 1, 2, 3].map(|column| &tags[column][idx]);
        out.push_str(&format!(
            "{number}\t{form}\t{point}\t{}\t{name}\t{entity}\t{value}\t{said}\t{speaker}\t{part}\n",
            point + n_points
        ));
        point += n_points;
        byte = end;
    }
    out.push('\n');
    out
}

/// A token, or a part of one in which a span begins or ends.
struct Piece {
    span: Span,
    sentence: usize,
}

fn pieces(document: &Document<'_>, kept: &[Span], columns: &[Vec<Tagged>; 4]) -> Vec<Piece> {
    let mut edges: Vec<u32> =
        columns.iter().flatten().flat_map(|tagged| [tagged.span.start, tagged.span.end]).collect();
    edges.order();
    edges.dedup();
    let mut pieces = Vec::with_capacity(document.tokens.len());
    for (sentence, tokens) in document.sentences.iter().map(|sentence| sentence.tokens.clone()).enumerate() {
        for token in &document.tokens[tokens] {
            let paragraph = kept.partition_point(|paragraph| paragraph.end <= token.span.start);
            if kept.get(paragraph).is_none_or(|paragraph| token.span.start < paragraph.start) {
                continue;
            }
            let mut start = token.span.start;
            let inside = edges.partition_point(|&edge| edge <= start);
            for &edge in edges[inside..].iter().take_while(|&&edge| edge < token.span.end) {
                pieces.push(Piece { span: Span::new(start, edge), sentence });
                start = edge;
            }
            pieces.push(Piece { span: Span::new(start, token.span.end), sentence });
        }
    }
    pieces
}

/// For each token its tag, and what else is known of the span that it is in.
fn tags(pieces: &[Piece], spans: &[Tagged]) -> Vec<(String, String)> {
    let mut by_length: Vec<usize> = (0..spans.len()).collect();
    by_length.order_by_key(|&idx| std::cmp::Reverse(spans[idx].span.len()));
    let mut inside: Vec<Option<usize>> = vec![None; pieces.len()];
    for idx in by_length {
        let span = spans[idx].span;
        let first = pieces.partition_point(|piece| piece.span.start < span.start);
        let last = pieces.partition_point(|piece| piece.span.end <= span.end);
        if first < last {
            inside[first..last].fill(Some(idx));
        }
    }
    let none = || ("O".to_owned(), "_".to_owned());
    let mut before = None;
    let mut tags = Vec::with_capacity(pieces.len());
    for (&within, piece) in inside.iter().zip(pieces) {
        tags.push(within.map_or_else(none, |idx| {
            let scheme = if before == Some((idx, piece.sentence)) { "I" } else { "B" };
            let Tagged { tag, more, .. } = &spans[idx];
            (format!("{scheme}-{tag}"), if more.is_empty() { "_".to_owned() } else { more.clone() })
        }));
        before = within.map(|idx| (idx, piece.sentence));
    }
    tags
}
