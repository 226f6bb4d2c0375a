//! Trains and measures the attribution model: who says what.

mod corpus;
mod learn;

use std::collections::BTreeMap;
use std::path::Path;

use saidby::entity::{EntityType, NameMention, Tagged};
use saidby::model::{Model, Section};
use saidby::quote::{self, features};
use saidby::text::Document;

use corpus::Article;

/// Trains on the corpus below `shared` and gives the model's section.
pub fn train(shared: &Path, settings: &crate::crf::Settings, prune: f32) -> std::io::Result<Section> {
    let articles = corpus::read(&shared.join("corpora/quotes/polnear.train.jsonl"))?;
    let bytes = learn::section(&articles, settings, prune);
    Ok(Section { name: quote::SECTION.to_owned(), template: features::TEMPLATE, bytes })
}

/// Prints predictions for a corpus file, for the scorer.
pub fn predict(path: &Path, model: &Model) -> std::io::Result<()> {
    let finder = quote::QuotationFinder::read(model).map_err(std::io::Error::other)?;
    let articles = corpus::read(path)?;
    let mut n_tokens = 0;
    let mut seconds = 0.0;
    for article in &articles {
        let document = Document::new(&article.text);
        let tagged = silver_names(&document, article);
        let start = std::time::Instant::now();
        let quotations = quote::find_quotations(&document, &tagged, Some(&finder));
        seconds += start.elapsed().as_secs_f64();
        n_tokens += document.tokens.len();
        println!("{}", prediction(article, &quotations));
    }
    eprintln!("{n_tokens} tokens, {:.0} a second", n_tokens as f64 / seconds);
    Ok(())
}

fn prediction(article: &Article, quotations: &quote::Quotations) -> String {
    let mut points = BTreeMap::new();
    for (number, (at, _)) in article.text.char_indices().enumerate() {
        points.insert(at as u32, number);
    }
    points.insert(article.text.len() as u32, article.text.chars().count());
    let pair = |span: saidby::span::Span| [points[&span.start], points[&span.end]];
    let quotes: Vec<_> = quotations
        .quotations
        .iter()
        .map(|q| {
            serde_json::json!({
                "kind": match q.kind {
                    quote::QuotationKind::Direct => "direct",
                    quote::QuotationKind::Mixed => "mixed",
                    quote::QuotationKind::Indirect => "indirect",
                },
                "content": q.content.iter().map(|&span| pair(span)).collect::<Vec<_>>(),
                "cue": q.cue.map(pair),
                "speaker": q.source.map(pair),
                "confidence": q.confidence,
                "parent": q.parent,
            })
        })
        .collect();
    serde_json::json!({ "id": article.id, "quotes": quotes }).to_string()
}

/// The names that another system found, for as long as there are none of our own.
fn silver_names(document: &Document, article: &Article) -> Tagged {
    let mut tagged = Tagged::default();
    for (span, kind) in &article.names {
        let tokens = document.tokens_in(*span);
        if tokens.is_empty() {
            continue;
        }
        let name = |entity_type| NameMention { tokens: tokens.clone(), span: *span, entity_type };
        match kind.as_str() {
            "PER" => tagged.names.push(name(EntityType::Person)),
            "ORG" => tagged.names.push(name(EntityType::Organization)),
            "LOC" => tagged.names.push(name(EntityType::Location)),
            "MISC" => tagged.names.push(name(EntityType::Norp)),
            "DATE" => tagged.dates.push(*span),
            _ => {}
        }
    }
    tagged
}
