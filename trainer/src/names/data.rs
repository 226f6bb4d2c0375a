//! The corpora as training sequences: gold spans projected on our own tokens, and labels that a
//! corpus does not tell left open.

use std::path::Path;

use saidby::entity::{Lists, document_features};
use saidby::text::Document;

use crate::corpora::{self, Article, GoldEntity};
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
    /// Persons, organizations and locations.
    Three,
}

/// A corpus in training.
struct Corpus {
    file: &'static str,
    labels: Labels,
    /// The number of its own feature copies; 0 for none.
    copy: u8,
    weight: f32,
    /// Whether its license lets the weights go anywhere with credit.
    clean: bool,
}

const CORPORA: [Corpus; 4] = [
    Corpus { file: "worldwide.train", labels: Labels::Nine, copy: 0, weight: 1.0, clean: false },
    Corpus { file: "conll2003.train", labels: Labels::Four, copy: 0, weight: 1.0, clean: false },
    Corpus { file: "uner-ewt.train", labels: Labels::Three, copy: 2, weight: 1.0, clean: false },
    Corpus { file: "wikigold.all", labels: Labels::Four, copy: 3, weight: 1.0, clean: true },
];

/// The sentences of all corpora.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read.
pub(super) fn sequences(shared: &Path, clean_only: bool, lists: &Lists) -> Result<Sequences, String> {
    let mut sequences = Sequences::new();
    for corpus in CORPORA.iter().filter(|corpus| corpus.clean || !clean_only) {
        let path = shared.join("corpora/entities").join(format!("{}.jsonl", corpus.file));
        let mut projection = Projection::default();
        for article in corpora::read(&path)? {
            add(&mut sequences, &article, corpus, lists, &mut projection);
        }
        eprintln!(
            "  {}: {} names, {} of them begin or end inside a token, {} cross a sentence's end",
            corpus.file, projection.n_names, projection.n_inside_token, projection.n_across_sentences
        );
    }
    Ok(sequences)
}

/// How well a corpus's names fit our tokens and sentences.
#[derive(Default)]
struct Projection {
    n_names: usize,
    n_inside_token: usize,
    n_across_sentences: usize,
}

fn add(
    sequences: &mut Sequences,
    article: &Article,
    corpus: &Corpus,
    lists: &Lists,
    projection: &mut Projection,
) {
    let document = Document::new(&article.text);
    let labels = labels(&document, article, corpus.labels, projection);
    for (sentence, features) in document.sentences.iter().zip(document_features(&document, lists)) {
        sequences.begin(corpus.weight);
        for (token, features) in sentence.tokens.clone().zip(features) {
            sequences.push_with_copies(&features, labels[token], corpus.copy);
        }
    }
}

/// For each token the labels it may have.
fn labels(
    document: &Document,
    article: &Article,
    labels: Labels,
    projection: &mut Projection,
) -> Vec<LabelSet> {
    let untold: &[u8] = match labels {
        Labels::Nine => &[],
        Labels::Four => &[DATE, MONEY],
        Labels::Three => &[DATE, MONEY, NORP, PRODUCT, MISC],
    };
    let all_places = |set: LabelSet, types: &[u8]| {
        let labels = types.iter().flat_map(|name_type| (1..=4).map(move |place| 4 * name_type + place));
        labels.fold(set, LabelSet::with)
    };
    let mut allowed = vec![all_places(LabelSet::only(0), untold); document.tokens.len()];
    for entity in &article.entities {
        let Some(types) = types_of(entity, labels) else { continue };
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
            let place = match (token == tokens.start, token + 1 == tokens.end) {
                (true, true) => 4,
                (true, false) => 1,
                (false, false) => 2,
                (false, true) => 3,
            };
            allowed[token] = types.iter().fold(LabelSet(0), |set, name_type| set.with(4 * name_type + place));
        }
    }
    allowed
}

/// The types that an entity may be of; none if the entity is to be passed over.
fn types_of(entity: &GoldEntity, labels: Labels) -> Option<&'static [u8]> {
    let coarse = match entity.coarse.as_str() {
        "PER" => &[PERSON][..],
        "ORG" => &[ORGANIZATION],
        "LOC" => &[LOCATION, FACILITY],
        "MISC" if labels != Labels::Three => &[NORP, PRODUCT, MISC],
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
