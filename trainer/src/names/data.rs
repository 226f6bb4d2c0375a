//! The corpora as training sequences.

use std::collections::BTreeSet;
use std::path::Path;

use saidby::entity::{Lists, document_features};
use saidby::span::Span;
use saidby::tagger::Feature;
use saidby::text::Document;
use saidby::wordnet::Wordnet;
use serde_json::{Value, json};

use super::casing::{Casing, with_headline};
use super::exchange::Exchange;
use super::labels::{Labels, Projection, labels, names_of, types_told};
use super::sources::{CLEAN_ONLY, CORPORA, Corpus, Part, articles, opening};
use crate::corpora::{Article, GoldEntity, Offsets};
use crate::crf::{LabelSet, Sequences};

/// What a made headline counts; there are thousands of them.
const HEADLINE_WEIGHT: f32 = 0.3;

/// What a sentence with an exchanged name counts.
const EXCHANGED_WEIGHT: f32 = 0.3;

/// In one article of so many a firm is called after partners.
const FIRM_EVERY: usize = 3;

/// How sentences take part in training that a model labeled.
pub(super) struct Silver {
    /// The number of their own feature copies; 0 for none.
    copy: u8,
    /// What each counts.
    weight: f32,
}

/// What the features of words are read from.
#[derive(Clone, Copy)]
pub(super) struct Words<'w> {
    pub(super) lists: &'w Lists,
    pub(super) wordnet: &'w Wordnet,
}

/// Raw news with the teacher's labels, in the manner of the first corpus.
pub(super) static TAUGHT: Silver = Silver { copy: 0, weight: 0.5 };

/// Raw news with a first model's labels.
pub(super) static FOUND: Silver = Silver { copy: 6, weight: 0.3 };

/// The sentences of a part of all corpora.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read.
pub(super) fn sequences(
    shared: &Path,
    clean_only: bool,
    part: Part,
    words: Words,
) -> Result<Sequences, String> {
    let exchange = Exchange::read(shared)?;
    let mut sequences = Sequences::new();
    let mut n_articles = 0;
    let wanted = |corpus: &&Corpus| {
        if clean_only { corpus.clean } else { !CLEAN_ONLY.contains(&corpus.file) }
    };
    for corpus in CORPORA.iter().filter(wanted) {
        let mut projection = Projection::default();
        for article in articles(shared, corpus, part)? {
            n_articles +=
                add(&mut sequences, &article, n_articles, corpus, words, &exchange, &mut projection);
        }
        eprintln!(
            "  {}: {} names, {} of them begin or end inside a token, {} cross a sentence's end",
            corpus.file, projection.n_names, projection.n_inside_token, projection.n_across_sentences
        );
    }
    Ok(sequences)
}

/// Adds the sentences of articles that a model labeled, without those that begin like one of
/// `marked`: what people marked, or what is set aside, is not to be learned from a model.
pub(super) fn add_silver(
    sequences: &mut Sequences,
    articles: &[Article],
    marked: &BTreeSet<String>,
    silver: &Silver,
    words: Words,
) {
    for article in articles {
        let document = Document::new(&article.text);
        let labels = labels(&document, article, Labels::Taught, &mut Projection::default());
        let features = document_features(&document, words.lists, words.wordnet, usize::MAX);
        for (sentence, features) in document.sentences.iter().zip(features) {
            let text = document.cover(sentence.tokens.clone()).of(&article.text);
            if marked.contains(&opening(text)) {
                continue;
            }
            push(sequences, &features, &labels[sentence.tokens.clone()], silver.copy, silver.weight);
        }
    }
}

/// Adds an article, and its headlines as articles of their own; gives how many that were.
fn add(
    sequences: &mut Sequences,
    article: &Article,
    number: usize,
    corpus: &Corpus,
    words: Words,
    exchange: &Exchange,
    projection: &mut Projection,
) -> usize {
    let document = Document::new(&article.text);
    let labels = labels(&document, article, corpus.labels, projection);
    let features = document_features(&document, words.lists, words.wordnet, usize::MAX);
    for (sentence, features) in document.sentences.iter().zip(features) {
        push(sequences, &features, &labels[sentence.tokens.clone()], corpus.copy, corpus.weight);
    }
    if matches!(corpus.file, "worldwide.train" | "conll2003.train") {
        let person = exchange.person(article, number);
        let firm = (corpus.file == "worldwide.train" && number.is_multiple_of(FIRM_EVERY))
            .then(|| exchange.firm(article, number))
            .flatten();
        for (article, spans) in person.iter().chain(&firm) {
            add_exchanged(sequences, article, spans, corpus, words);
        }
        return 1 + add_headlines(sequences, &document, number, &labels, corpus, words);
    }
    1
}

/// Adds the sentences of an article in which exchanged names stand.
fn add_exchanged(
    sequences: &mut Sequences,
    article: &Article,
    spans: &[Span],
    corpus: &Corpus,
    words: Words,
) {
    let document = Document::new(&article.text);
    let labels = labels(&document, article, corpus.labels, &mut Projection::default());
    let features = document_features(&document, words.lists, words.wordnet, usize::MAX);
    let mut sentences: Vec<usize> =
        spans.iter().map(|&span| document.sentence_of(document.tokens_in(span).start)).collect();
    sentences.dedup();
    for sentence in sentences {
        let labels = &labels[document.sentences[sentence].tokens.clone()];
        push(sequences, &features[sentence], labels, corpus.copy, EXCHANGED_WEIGHT);
    }
}

fn push(sequences: &mut Sequences, features: &[Vec<Feature>], labels: &[LabelSet], copy: u8, weight: f32) {
    sequences.begin(weight);
    for (features, &labels) in features.iter().zip(labels) {
        sequences.push_with_copies(features, labels, copy);
    }
}

/// Adds some of the article's own sentences again, as headlines over it; gives how many.
fn add_headlines(
    sequences: &mut Sequences,
    document: &Document,
    number: usize,
    labels: &[LabelSet],
    corpus: &Corpus,
    words: Words,
) -> usize {
    let short = |&at: &usize| (5..=24).contains(&document.sentences[at].tokens.len());
    let candidates: Vec<usize> = (0..document.sentences.len()).filter(short).collect();
    let casings = [Casing::Title, Casing::Title, Casing::Upper, Casing::Lower];
    let mut n_added = 0;
    for (turn, casing) in casings.into_iter().enumerate() {
        // Any spread will do, as long as it is always the same.
        let choice = number * 7 + turn * 5;
        let Some(&sentence) = candidates.get(choice % candidates.len().max(1)) else { continue };
        let Some((text, tokens)) = with_headline(document, sentence, casing) else { continue };
        let features = document_features(&Document::new(&text), words.lists, words.wordnet, 1);
        for features in features.iter().filter(|features| features.len() == tokens.len()) {
            push(sequences, features, &labels[tokens.clone()], corpus.copy, HEADLINE_WEIGHT);
            n_added += 1;
        }
    }
    n_added
}

/// What a teacher is to learn, for each article of the corpora: the number of its corpus, its text,
/// its names as [start, end, types that they may be of] in code points, and the types that its corpus
/// does not tell.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read.
pub(super) fn lessons(shared: &Path) -> Result<Vec<Value>, String> {
    let mut lessons = Vec::new();
    let corpora = CORPORA.iter().filter(|corpus| !CLEAN_ONLY.contains(&corpus.file));
    for (number, corpus) in corpora.enumerate() {
        for article in articles(shared, corpus, Part::Training)? {
            let offsets = Offsets::of(&article.text);
            let kept = |entity: &GoldEntity| {
                let types = types_told(&article, entity, corpus.labels)?;
                let [start, end] = offsets.code_points(entity.span);
                Some((start, end, names_of(types)))
            };
            let names: Vec<_> = article.entities.iter().filter_map(kept).collect();
            let untold = names_of(corpus.labels.untold());
            lessons.push(json!({ "corpus": number, "text": article.text, "names": names, "untold": untold }));
        }
    }
    Ok(lessons)
}

#[cfg(test)]
mod tests {
    use saidby::entity::{
        Clustering, LISTS_SECTION, LISTS_TEMPLATE, NAMES_SECTION, NameFinder, TEMPLATE, TYPES,
    };
    use saidby::model::{Model, Reader, Section};
    use saidby::span::Span;
    use saidby::tagger::Scheme;

    use super::super::labels::{DATE, PERSON};
    use super::*;
    use crate::crf::{self, Settings};

    /// An invented article with its names in brackets: "[PER Ana Ruiz] left [LOC Ellis]."
    fn article(marked: &str) -> Article {
        let (mut text, mut entities) = (String::new(), Vec::new());
        for (number, piece) in marked.split(['[', ']']).enumerate() {
            let start = text.len() as u32;
            if number % 2 == 0 {
                text.push_str(piece);
                continue;
            }
            let (coarse, name) = piece.split_once(' ').unwrap();
            text.push_str(name);
            let span = Span::new(start, text.len() as u32);
            entities.push(GoldEntity { span, coarse: coarse.to_owned(), fine: None });
        }
        Article { id: "invented".to_owned(), text, entities }
    }

    fn learn() -> Model {
        let persons = ["Ana Ruiz", "Tom Osei", "Lena Abiola", "Karl Moreau", "Ines Kovac", "Per Lindqvist"];
        let places = ["Ellis", "Marlow", "Port Ostra", "Telba", "Vanholm", "Quint"];
        let corpus = Corpus {
            file: "invented",
            labels: Labels::Three,
            copy: 0,
            clean: true,
            weight: 1.0,
            set_aside: crate::lockbox::ONE_IN,
        };
        let bytes = Lists::write(&[], &Clustering::default());
        let lists = Lists::read(&mut Reader::new("lists", &bytes)).unwrap();
        let words = Words { lists: &lists, wordnet: &Wordnet::default() };
        let mut sequences = Sequences::new();
        for (a, person) in persons.iter().enumerate() {
            for (b, place) in places.iter().enumerate() {
                let other = persons[(a + b) % persons.len()];
                let marked = format!(
                    "The boat left [LOC {place}] on time, said Mr. [PER {person}]. It was cold in [LOC {place}]. \
                     Mr. [PER {other}] lives in [LOC {place}], said the mayor."
                );
                add(
                    &mut sequences,
                    &article(&marked),
                    0,
                    &corpus,
                    words,
                    &Exchange::default(),
                    &mut Projection::default(),
                );
            }
        }
        let all: Vec<u32> = (0..sequences.len() as u32).collect();
        let scheme = Scheme::bioes(TYPES.len() as u8);
        let trained = crf::train(&scheme, &sequences, &all, &Settings { l1: 0.1, ..Settings::default() });
        let mut model = Model::default();
        let names = trained.section(24, 0.01);
        for (name, template, bytes) in
            [(LISTS_SECTION, LISTS_TEMPLATE, bytes), (NAMES_SECTION, TEMPLATE, names)]
        {
            model.put(Section { name: name.to_owned(), template, bytes });
        }
        model
    }

    #[test]
    fn a_model_of_invented_sentences_finds_names_it_has_not_seen_and_repeats_byte_for_byte() {
        let model = learn();
        let finder = NameFinder::read(&Model::read(&model.write()).unwrap()).unwrap();
        let text = "The boat left Harrowgate on time, said Mr. Jun Takeda.";
        let tagged = finder.find(&Document::new(text), &Wordnet::default());
        let found: Vec<_> = tagged.names.iter().map(|name| (name.span.of(text), name.entity_type)).collect();
        use saidby::entity::EntityType::{Location, Person};
        assert_eq!(found, [("Harrowgate", Location), ("Jun Takeda", Person)]);
        assert_eq!(model.write(), learn().write());
    }

    #[test]
    fn labels_that_a_corpus_does_not_tell_stay_open() {
        let article = article("Ana [PER Ruiz] came on Monday.");
        let document = Document::new(&article.text);
        let allowed = |labels| super::labels(&document, &article, labels, &mut Projection::default());
        let monday = 4;
        let date = 4 * DATE + 4;
        assert!(allowed(Labels::Three)[monday].contains(date) && allowed(Labels::Three)[monday].contains(0));
        assert_eq!(allowed(Labels::Nine)[monday], LabelSet::only(0));
        assert_eq!(allowed(Labels::Three)[1], LabelSet::only(4 * PERSON + 4));
    }
}
