//! The corpora as training sequences: gold spans projected on our own tokens, and labels that a
//! corpus does not tell left open.

use std::path::Path;

use saidby::entity::{Lists, TYPES, document_features};
use saidby::tagger::{Feature, bioes_label};
use saidby::text::Document;
use serde_json::{Value, json};

use super::casing::{Casing, with_headline};
use super::silver;
use super::teams::is_team;
use crate::corpora::{self, Article, GoldEntity, Offsets};
use crate::crf::{LabelSet, Sequences};

/// Types by number, in the order of [`saidby::entity::TYPES`].
const PERSON: u8 = 0;
const LOCATION: u8 = 1;
const ORGANIZATION: u8 = 2;
const NORP: u8 = 3;
const FACILITY: u8 = 4;
const PRODUCT: u8 = 5;
const MISC: u8 = 6;
const DATE: u8 = 7;
const MONEY: u8 = 8;
const N_TYPES: u8 = 9;

/// What a corpus tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Labels {
    /// All nine types.
    Nine,
    /// Persons, organizations, locations and everything else that bears a name.
    Four,
    /// The same and dates.
    Dated,
    /// Persons, organizations and locations.
    Three,
}

impl Labels {
    /// The types that words outside all names may be of.
    fn untold(self) -> &'static [u8] {
        match self {
            Labels::Nine => &[],
            Labels::Four => &[DATE, MONEY],
            Labels::Dated => &[MONEY],
            Labels::Three => &[DATE, MONEY, NORP, PRODUCT, MISC],
        }
    }
}

/// What a made headline counts; there are thousands of them.
const HEADLINE_WEIGHT: f32 = 0.3;

/// How sentences take part in training that a model labeled.
pub(super) struct Silver {
    /// The number of their own feature copies; 0 for none.
    copy: u8,
    /// What each counts.
    weight: f32,
}

/// A corpus in training.
struct Corpus {
    file: &'static str,
    labels: Labels,
    /// The number of its own feature copies; 0 for none.
    copy: u8,
    /// Whether its license lets the weights go anywhere with credit.
    clean: bool,
}

static CORPORA: [Corpus; 7] = [
    Corpus { file: "worldwide.train", labels: Labels::Nine, copy: 0, clean: false },
    Corpus { file: "conll2003.train", labels: Labels::Four, copy: 0, clean: false },
    Corpus { file: "uner-ewt.train", labels: Labels::Three, copy: 2, clean: false },
    Corpus { file: "wikigold.all", labels: Labels::Four, copy: 3, clean: true },
    Corpus { file: "finer.train", labels: Labels::Three, copy: 4, clean: false },
    Corpus { file: "gmb.train", labels: Labels::Dated, copy: 0, clean: true },
    Corpus { file: "wnut17.train", labels: Labels::Four, copy: 5, clean: true },
];

/// Raw news with the teacher's labels, in the manner of the first corpus.
pub(super) static TAUGHT: Silver = Silver { copy: 0, weight: 0.5 };

/// Raw news with a first model's labels.
pub(super) static FOUND: Silver = Silver { copy: 6, weight: 0.3 };

/// Corpora that only the clean model is trained on: with the others at hand their machine-made
/// labels and their short messages do harm.
const CLEAN_ONLY: [&str; 2] = ["gmb.train", "wnut17.train"];

/// The sentences of all corpora.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read.
pub(super) fn sequences(shared: &Path, clean_only: bool, lists: &Lists) -> Result<Sequences, String> {
    let mut sequences = Sequences::new();
    let mut n_articles = 0;
    let wanted = |corpus: &&Corpus| {
        if clean_only { corpus.clean } else { !CLEAN_ONLY.contains(&corpus.file) }
    };
    for corpus in CORPORA.iter().filter(wanted) {
        let path = shared.join("corpora/entities").join(format!("{}.jsonl", corpus.file));
        let mut projection = Projection::default();
        for article in corpora::read(&path)? {
            n_articles += add(&mut sequences, &article, n_articles, corpus, lists, &mut projection);
        }
        eprintln!(
            "  {}: {} names, {} of them begin or end inside a token, {} cross a sentence's end",
            corpus.file, projection.n_names, projection.n_inside_token, projection.n_across_sentences
        );
    }
    Ok(sequences)
}

/// Adds the sentences of articles that a model labeled.
pub(super) fn add_silver(sequences: &mut Sequences, articles: &[Article], silver: &Silver, lists: &Lists) {
    for article in articles {
        let document = Document::new(&article.text);
        let labels = labels(&document, article, Labels::Nine, &mut Projection::default());
        let features = document_features(&document, lists, usize::MAX);
        for (sentence, features) in document.sentences.iter().zip(features) {
            push(sequences, &features, &labels[sentence.tokens.clone()], silver.copy, silver.weight);
        }
    }
}

/// How well a corpus's names fit our tokens and sentences.
#[derive(Default)]
struct Projection {
    n_names: usize,
    n_inside_token: usize,
    n_across_sentences: usize,
}

/// Adds an article, and its headlines as articles of their own; gives how many that were.
fn add(
    sequences: &mut Sequences,
    article: &Article,
    number: usize,
    corpus: &Corpus,
    lists: &Lists,
    projection: &mut Projection,
) -> usize {
    let document = Document::new(&article.text);
    let labels = labels(&document, article, corpus.labels, projection);
    let features = document_features(&document, lists, usize::MAX);
    for (sentence, features) in document.sentences.iter().zip(features) {
        push(sequences, &features, &labels[sentence.tokens.clone()], corpus.copy, 1.0);
    }
    if matches!(corpus.file, "worldwide.train" | "conll2003.train") {
        return 1 + add_headlines(sequences, &document, number, &labels, corpus, lists);
    }
    1
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
    lists: &Lists,
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
        let features = document_features(&Document::new(&text), lists, 1);
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
        let path = shared.join("corpora/entities").join(format!("{}.jsonl", corpus.file));
        for article in corpora::read(&path)? {
            let offsets = Offsets::of(&article.text);
            let told = |entity: &GoldEntity| {
                let types = types_told(&article, entity, corpus.labels)?;
                let [start, end] = offsets.code_points(entity.span);
                Some((start, end, names_of(types)))
            };
            let names: Vec<_> = article.entities.iter().filter_map(told).collect();
            let untold = names_of(corpus.labels.untold());
            lessons.push(json!({ "corpus": number, "text": article.text, "names": names, "untold": untold }));
        }
    }
    Ok(lessons)
}

fn names_of(types: &[u8]) -> Vec<String> {
    types.iter().map(|&number| silver::name_of(TYPES[usize::from(number)])).collect()
}

/// For each token the labels it may have.
fn labels(
    document: &Document,
    article: &Article,
    labels: Labels,
    projection: &mut Projection,
) -> Vec<LabelSet> {
    let all_places = |set: LabelSet, types: &[u8]| {
        let labels = types.iter().flat_map(|name_type| (1..=4).map(move |place| 4 * name_type + place));
        labels.fold(set, LabelSet::with)
    };
    let mut allowed = vec![all_places(LabelSet::only(0), labels.untold()); document.tokens.len()];
    for entity in &article.entities {
        if entity.fine.as_deref() == Some(silver::UNSURE) {
            allowed[document.tokens_in(entity.span)].fill(LabelSet::all(4 * N_TYPES + 1));
            continue;
        }
        let Some(types) = types_told(article, entity, labels) else { continue };
        let tokens = document.tokens_in(entity.span);
        if tokens.is_empty() {
            continue;
        }
        projection.n_names += 1;
        projection.n_inside_token += usize::from(document.cover(tokens.clone()) != entity.span);
        let sentence = document.sentence_of(tokens.start);
        if document.sentences.get(sentence).is_none_or(|s| s.tokens.end < tokens.end) {
            projection.n_across_sentences += 1;
            allowed[tokens].fill(LabelSet::all(4 * N_TYPES + 1));
            continue;
        }
        for token in tokens.clone() {
            let label = |&name_type: &u8| bioes_label(name_type, token, &tokens);
            allowed[token] = types.iter().map(label).fold(LabelSet(0), LabelSet::with);
        }
    }
    allowed
}

/// The types that an entity of an article may be of; a team is no location.
fn types_told(article: &Article, entity: &GoldEntity, labels: Labels) -> Option<&'static [u8]> {
    let types = types_of(entity, labels)?;
    let is_team =
        article.id.starts_with("conll2003") && entity.coarse == "LOC" && is_team(&article.text, entity.span);
    Some(if is_team { &[ORGANIZATION] } else { types })
}

/// The types that an entity may be of; none if the entity is to be passed over.
fn types_of(entity: &GoldEntity, labels: Labels) -> Option<&'static [u8]> {
    let coarse = match entity.coarse.as_str() {
        "PER" => &[PERSON][..],
        "ORG" => &[ORGANIZATION],
        "LOC" => &[LOCATION, FACILITY],
        "MISC" if labels != Labels::Three => &[NORP, PRODUCT, MISC],
        "DATE" if labels == Labels::Dated => &[DATE],
        _ => &[],
    };
    if labels != Labels::Nine {
        return (!coarse.is_empty()).then_some(coarse);
    }
    let label = entity.fine.as_deref().unwrap_or(&entity.coarse).to_lowercase();
    Some(match label.as_str() {
        "person" => &[PERSON],
        "location" => &[LOCATION],
        "organization" => &[ORGANIZATION],
        "norp" => &[NORP],
        "facility" => &[FACILITY],
        "product" => &[PRODUCT],
        "misc" => &[MISC],
        "date" => &[DATE],
        "money" => &[MONEY],
        _ => return (!coarse.is_empty()).then_some(coarse),
    })
}

#[cfg(test)]
mod tests {
    use saidby::entity::{Clustering, LISTS_SECTION, NAMES_SECTION, NameFinder, TEMPLATE, TYPES};
    use saidby::model::{Model, Reader, Section};
    use saidby::span::Span;
    use saidby::tagger::Scheme;

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
        let corpus = Corpus { file: "invented", labels: Labels::Three, copy: 0, clean: true };
        let bytes = Lists::write(&[], &Clustering::default());
        let lists = Lists::read(&mut Reader::new("lists", &bytes)).unwrap();
        let mut sequences = Sequences::new();
        for (a, person) in persons.iter().enumerate() {
            for (b, place) in places.iter().enumerate() {
                let other = persons[(a + b) % persons.len()];
                let marked = format!(
                    "The boat left [LOC {place}] on time, said Mr. [PER {person}]. It was cold in [LOC {place}]. \
                     Mr. [PER {other}] lives in [LOC {place}], said the mayor."
                );
                add(&mut sequences, &article(&marked), 0, &corpus, &lists, &mut Projection::default());
            }
        }
        let all: Vec<u32> = (0..sequences.len() as u32).collect();
        let scheme = Scheme::bioes(TYPES.len() as u8);
        let trained = crf::train(&scheme, &sequences, &all, &Settings { l1: 0.1, ..Settings::default() });
        let mut model = Model::default();
        for (name, bytes) in [(LISTS_SECTION, bytes), (NAMES_SECTION, trained.section(24, 0.01))] {
            model.put(Section { name: name.to_owned(), template: TEMPLATE, bytes });
        }
        model
    }

    #[test]
    fn a_model_of_invented_sentences_finds_names_it_has_not_seen_and_repeats_byte_for_byte() {
        let model = learn();
        let finder = NameFinder::read(&Model::read(&model.write()).unwrap()).unwrap();
        let text = "The boat left Harrowgate on time, said Mr. Jun Takeda.";
        let tagged = finder.find(&Document::new(text));
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
