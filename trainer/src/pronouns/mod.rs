//! The pronoun ranker: chains of coreference in, weights of the features out.
//!
//! The corpora are read with our own names, so that the ranker learns among the candidates it will
//! meet. Features are computed by the core.

mod data;

use std::path::Path;

use saidby::coref::{
    self, Choice, Entity, MentionKind, N_FEATURES, N_KINDS, PRONOUNS_SECTION, PRONOUNS_TEMPLATE, Ranker,
};
use saidby::entity::NameFinder;
use saidby::model::{Model, Section};
use saidby::span::Span;
use saidby::text::Document;

use data::Chained;

/// Passes over the examples.
const EPOCHS: usize = 12;
/// The step of the first update; AdaGrad makes later ones smaller.
const RATE: f64 = 0.2;
/// Pulls weights towards 0.
const L2: f64 = 2e-4;
/// Scores are in hundredths of a natural logarithm.
const SCALE: f64 = 100.0;

/// A pronoun with its options' features, and which of them are right.
struct Example {
    options: Vec<Vec<u16>>,
    right: Vec<bool>,
    weight: f64,
}

/// Trains the ranker on the model's own names and puts its section into the model.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn train(shared: &Path, clean_only: bool, model: &mut Model) -> Result<(), String> {
    let finder = NameFinder::read(model).map_err(|error| error.to_string())?;
    let mut examples = Vec::new();
    for (path, complete, weight, is_clean) in [
        ("coreference/gum-other.train.jsonl", true, 2.0, true),
        ("quotes/polnear.train.jsonl", false, 1.0, false),
    ] {
        if clean_only && !is_clean {
            continue;
        }
        let before = examples.len();
        for article in data::read(&shared.join("corpora").join(path))? {
            collect(&finder, &article, complete, weight, &mut examples);
        }
        eprintln!("pronouns: {path}: {} examples", examples.len() - before);
    }
    let ranker = fit(&examples);
    let right = examples.iter().filter(|example| is_right(&ranker, example)).count();
    eprintln!("pronouns: {right} of {} right", examples.len());
    let bytes = ranker.weights().iter().flat_map(|weight| weight.to_le_bytes()).collect();
    model.put(Section { name: PRONOUNS_SECTION.to_owned(), template: PRONOUNS_TEMPLATE, bytes });
    Ok(())
}

/// Adds the pronouns of an article, each after the right ones before it.
fn collect(finder: &NameFinder, article: &Chained, complete: bool, weight: f64, examples: &mut Vec<Example>) {
    let document = Document::new(&article.text);
    let tagged = finder.find(&document);
    let mut teacher = |entities: &[Entity], choice: Choice| {
        let span = document.tokens[choice.token].span;
        let chain = article.chain_of(span);
        let right: Vec<bool> = choice
            .options
            .iter()
            .map(|(entity, _)| match (entity, chain) {
                (Some(entity), Some(chain)) => is_in(&entities[*entity], chain),
                _ => false,
            })
            .collect();
        let taught =
            choice.options.iter().zip(&right).find(|(_, right)| **right).and_then(|((entity, _), _)| *entity);
        if taught.is_none() && !complete {
            return None;
        }
        let mut right = right;
        if taught.is_none()
            && let Some(nobody) = right.last_mut()
        {
            *nobody = true;
        }
        let options = choice.options.iter().map(|(_, features)| features.clone()).collect();
        examples.push(Example { options, right, weight });
        Some(taught)
    };
    coref::resolve_taught(&document, &tagged, &Ranker::default(), &mut teacher);
}

/// Whether a name of the entity is a mention of the chain, or its first or last words.
fn is_in(entity: &Entity, chain: &[Span]) -> bool {
    entity.mentions.iter().any(|mention| {
        let name = mention.span;
        mention.kind != MentionKind::Pronoun
            && chain.iter().any(|gold| {
                let common = name.end.min(gold.end).saturating_sub(name.start.max(gold.start));
                let union = name.end.max(gold.end) - name.start.min(gold.start);
                let at_an_end = name.start == gold.start || name.end == gold.end || name.end + 2 == gold.end;
                common * 2 >= union || gold.contains(name) && at_an_end && gold.len() <= 4 * name.len()
            })
    })
}

fn is_right(ranker: &Ranker, example: &Example) -> bool {
    let scores = example
        .options
        .iter()
        .enumerate()
        .map(|(n, features)| (ranker.score(features), std::cmp::Reverse(n)));
    scores.max().is_some_and(|(_, std::cmp::Reverse(n))| example.right[n])
}

/// Fits the weights by maximum likelihood, in the order of the examples.
fn fit(examples: &[Example]) -> Ranker {
    let mut weights = vec![0.0; N_KINDS * N_FEATURES];
    let mut squares = vec![1e-6; weights.len()];
    for _ in 0..EPOCHS {
        for example in examples {
            step(example, &mut weights, &mut squares);
        }
    }
    let quantize = |weight: &f64| (weight * SCALE).round().clamp(-3000.0, 3000.0) as i16;
    Ranker::new(weights.iter().map(quantize).collect())
}

fn step(example: &Example, weights: &mut [f64], squares: &mut [f64]) {
    let scores: Vec<f64> =
        example.options.iter().map(|features| features.iter().map(|&f| weights[f as usize]).sum()).collect();
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let odds: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
    let all: f64 = odds.iter().sum();
    let right: f64 = odds.iter().zip(&example.right).filter(|(_, right)| **right).map(|(odds, _)| odds).sum();
    for (number, features) in example.options.iter().enumerate() {
        let expected = odds[number] / all;
        let observed = if example.right[number] { odds[number] / right.max(1e-12) } else { 0.0 };
        let gradient = example.weight * (observed - expected);
        for &feature in features {
            let feature = feature as usize;
            let slope = gradient - L2 * weights[feature];
            squares[feature] += slope * slope;
            weights[feature] += RATE * slope / squares[feature].sqrt();
        }
    }
}
