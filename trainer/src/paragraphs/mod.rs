//! The paragraph classifier: labeled pages in, weights of the lines' features out.

mod data;

use std::path::Path;

use properties::Kept;
use saidby::lexicon::Reason;
use saidby::model::{Model, Section};
use saidby::text::{
    Document, N_PARAGRAPH_FEATURES, PARAGRAPHS_SECTION, PARAGRAPHS_TEMPLATE, ParagraphClassifier,
    ParagraphKind, paragraph_features,
};

use crate::corpora;
use data::{LabeledPage, LineLabel};

/// Passes over the examples.
const EPOCHS: usize = 12;
/// The step of the first update; AdaGrad makes later ones smaller.
const RATE: f64 = 0.2;
/// Pulls weights towards 0.
const L2: f64 = 1e-5;
/// Scores are in hundredths of a natural logarithm.
const SCALE: f64 = 100.0;
/// Pages made of each labeled one.
const MADE: usize = 6;
/// How many articles the made pages hold.
const ARTICLES: usize = 200;

/// A line with its features.
struct Example {
    features: Vec<u16>,
    outside: bool,
    weight: f64,
}

/// A labeled page, and the examples that it gives.
struct Lesson {
    page: LabeledPage,
    examples: Vec<Example>,
}

/// Trains the classifier on the labeled pages and puts its section into the model. No labeled pages
/// are clean: `clean_only` leaves all weights at 0, so that the word lists alone set anything aside.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn train(shared: &Path, clean_only: bool, model: &mut Model) -> Result<(), String> {
    let lessons = if clean_only { Vec::new() } else { lessons(shared)? };
    let examples: Vec<&Example> = lessons.iter().flat_map(|lesson| &lesson.examples).collect();
    eprintln!("paragraphs: {} pages, {} lines", lessons.len(), examples.len());
    let classifier = fit(&examples);
    let bytes = classifier.weights().iter().flat_map(|weight| weight.to_le_bytes()).collect();
    model.put(Section { name: PARAGRAPHS_SECTION.to_owned(), template: PARAGRAPHS_TEMPLATE, bytes });
    Ok(())
}

/// Prints what a classifier that never saw a page's site keeps of the page.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn evaluate(shared: &Path, list: bool) -> Result<(), String> {
    let lessons = lessons(shared)?;
    let mut all = Kept::default();
    for Lesson { page, .. } in &lessons {
        let others = lessons.iter().filter(|other| other.page.site != page.site);
        let examples: Vec<&Example> = others.flat_map(|other| &other.examples).collect();
        let kept = kept_of(page, &fit(&examples), list);
        println!("{:24} {kept}", page.site);
        all.add(&kept);
    }
    println!("{:24} {all}", "leave one site out");
    Ok(())
}

fn lessons(shared: &Path) -> Result<Vec<Lesson>, String> {
    let pages = data::read(&shared.join("corpora/pages/pages.jsonl"))?;
    let mut articles = corpora::read_texts(&shared.join("corpora/entities/worldwide.train.jsonl"))?;
    articles.truncate(ARTICLES);
    let lesson = |(number, page): (usize, LabeledPage)| {
        let mut examples = examples(&page);
        for made in data::made(&page, &articles, MADE, number as u64 + 1) {
            examples.extend(self::examples(&made));
        }
        Lesson { page, examples }
    };
    Ok(pages.into_iter().enumerate().map(lesson).collect())
}

fn examples(page: &LabeledPage) -> Vec<Example> {
    let inside = |(_, label): &(saidby::span::Span, LineLabel)| *label != LineLabel::Other;
    let first = page.lines.iter().find(|line| inside(line)).map_or(0, |(span, _)| span.start);
    let last = page.lines.iter().rfind(|line| inside(line)).map_or(0, |(span, _)| span.end);
    let example = |(span, features): (saidby::span::Span, Vec<u16>)| {
        let label = page.label_at(span.start)?;
        let text = span.of(&page.text);
        let n_words = text.split_whitespace().count();
        let weight = match label {
            // A caption is part of the article in one label set and none in another: it teaches nothing.
            LineLabel::Other
                if n_words >= 8 && (first..last).contains(&span.start) && names_picture(text) =>
            {
                return None;
            }
            LineLabel::Article => 4.0,
            LineLabel::Headline => 2.0,
            LineLabel::Other => 1.0,
        };
        let weight = weight * (0.3 + n_words.min(40) as f64 / 10.0);
        Some(Example { features, outside: label == LineLabel::Other, weight })
    };
    paragraph_features(&page.text).unwrap_or_default().into_iter().filter_map(example).collect()
}

fn names_picture(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["getty", "reuters", "afp", "image", "photo", "credit", "/ ap", "(ap", "caption"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Fits the weights by maximum likelihood, in the order of the examples.
fn fit(examples: &[&Example]) -> ParagraphClassifier {
    let mut weights = vec![0.0; N_PARAGRAPH_FEATURES];
    let mut squares = vec![1e-6; N_PARAGRAPH_FEATURES];
    let mean = examples.iter().map(|example| example.weight).sum::<f64>() / examples.len().max(1) as f64;
    for _ in 0..EPOCHS {
        for example in examples {
            let score: f64 = example.features.iter().map(|&at| weights[at as usize]).sum();
            let outside = 1.0 / (1.0 + (-score).exp());
            let error = (f64::from(u8::from(example.outside)) - outside) * example.weight / mean;
            for &at in &example.features {
                let at = at as usize;
                let slope = error - L2 * weights[at];
                squares[at] += slope * slope;
                weights[at] += RATE * slope / squares[at].sqrt();
            }
        }
    }
    let quantize = |weight: &f64| (weight * SCALE).round().clamp(-3000.0, 3000.0) as i16;
    ParagraphClassifier::new(weights.iter().map(quantize).collect())
}

/// How much of a page is kept; with `list` prints the lines that are wrong.
fn kept_of(page: &LabeledPage, classifier: &ParagraphClassifier, list: bool) -> Kept {
    let document = Document::of_paste(&page.text, Some(classifier), &[], None);
    let mut kept = Kept::default();
    for (span, label) in &page.lines {
        let n_words = span.of(&page.text).split_whitespace().count();
        let paragraph = document.paragraphs.iter().find(|paragraph| paragraph.span.overlaps(*span));
        let kind = paragraph.map_or(ParagraphKind::SetAside(Reason::Menu), |paragraph| paragraph.kind);
        let counts = if *label == LineLabel::Other { &mut kept.other } else { &mut kept.article };
        counts[0] += if kind.is_set_aside() { 0 } else { n_words };
        counts[1] += n_words;
        if *label == LineLabel::Headline {
            kept.headline[0] += usize::from(kind == ParagraphKind::Headline);
            kept.headline[1] += 1;
        }
        let wrong = (*label == LineLabel::Other) != kind.is_set_aside()
            || (*label == LineLabel::Headline) != (kind == ParagraphKind::Headline);
        if list && wrong && n_words > 2 {
            let text: String = span.of(&page.text).chars().take(110).collect();
            println!("  {label:?} as {kind:?}: {text}");
        }
    }
    kept
}
