//! Quotations with their parts, and quoted words that nobody says.

use saidby::analyzer::Analysis;
use saidby::quote::{Act, Quotation, QuotationKind, QuotedWordsType};
use saidby::span::Span;

use crate::Reading;

pub fn statements(reading: &Reading, text: &str) -> String {
    let analysis = reading.analyze(text);
    let mut lines = Vec::new();
    for attributed in &analysis.quotations {
        let quotation = &attributed.quotation;
        let content: Vec<&str> = quotation.content.iter().map(|span| span.of(text)).collect();
        let part = |span: Option<Span>| span.map_or("-", |span| span.of(text));
        let (source, cue) = (part(quotation.source), part(quotation.cue));
        lines.push(format!("{}: {} / {source} / {cue}", head(&analysis, quotation), content.join(" + ")));
    }
    for words in &analysis.quoted_words {
        let words_type = match words.words_type {
            QuotedWordsType::Scare => "scare",
            QuotedWordsType::Title => "title",
            QuotedWordsType::Nickname => "nickname",
            QuotedWordsType::Term => "term",
        };
        lines.push(format!("words: {words_type} {}", words.span.of(text)));
    }
    lines.join("\n")
}

fn head(analysis: &Analysis, quotation: &Quotation) -> String {
    let mut depth = 0;
    let mut parent = quotation.parent;
    while let Some(outer) = parent {
        depth += 1;
        parent = analysis.quotations[outer].quotation.parent;
    }
    let act = match quotation.act {
        Act::Statement => String::new(),
        act => format!(", {}", act.name()),
    };
    format!("{}{}{act}", "  ".repeat(depth), kind(quotation))
}

pub const fn kind(quotation: &Quotation) -> &'static str {
    match quotation.kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Mixed => "mixed",
        QuotationKind::Indirect => "indirect",
    }
}
