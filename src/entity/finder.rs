//! Runs the names model over a document.

use std::ops::Range;

use super::context::Context;
use super::features::{N_PLACES, PLACE_BEFORE, PLACE_BEHIND, PLACE_OF_TOKEN, word_features};
use super::lists::Lists;
use super::{EntityType, NameMention, Tagged};
use crate::model::{Model, ModelError};
use crate::tagger::{Feature, Row, Scheme, Tagger, bioes_spans};
use crate::text::Document;

/// The name of the section with the weights.
pub const NAMES_SECTION: &str = "names";
/// The name of the section with name lists and clusters.
pub const LISTS_SECTION: &str = "lists";
/// The version of the feature template; rises with any change of a feature's meaning.
pub const TEMPLATE: u32 = 1;
/// What the labels stand for, in the order of [`Scheme::bioes`]; dates and money come last.
pub const TYPES: [Label; 9] = [
    Label::Name(EntityType::Person),
    Label::Name(EntityType::Location),
    Label::Name(EntityType::Organization),
    Label::Name(EntityType::Norp),
    Label::Name(EntityType::Facility),
    Label::Name(EntityType::Product),
    Label::Name(EntityType::Misc),
    Label::Date,
    Label::Money,
];
/// Longer sentences are tagged in pieces.
const MAX_SENTENCE: usize = 1000;

/// What the names model tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A name of this type.
    Name(EntityType),
    /// A date.
    Date,
    /// An amount of money.
    Money,
}

/// Finds names, dates and money by the trained model.
#[derive(Clone, Debug)]
pub struct NameFinder {
    tagger: Tagger,
    lists: Lists,
}

impl NameFinder {
    /// The finder of a model.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the model's sections for names are missing, damaged or of another version.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let scheme = Scheme::bioes(TYPES.len() as u8);
        let tagger = Tagger::read(scheme, &mut model.section(NAMES_SECTION, TEMPLATE)?)?;
        let lists = Lists::read(&mut model.section(LISTS_SECTION, TEMPLATE)?)?;
        Ok(Self { tagger, lists })
    }

    /// Finds the names of a text.
    pub fn find(&self, document: &Document) -> Tagged {
        let context = Context::new(document, &self.lists);
        let word_rows = self.word_rows(document, &context);
        let mut tagged = Tagged::default();
        for (sentence, range) in document.sentences.iter().map(|s| s.tokens.clone()).enumerate() {
            for start in range.clone().step_by(MAX_SENTENCE) {
                let tokens = start..range.end.min(start + MAX_SENTENCE);
                let scores = self.score(&context, &word_rows, sentence, tokens.clone());
                for (from, to, number) in bioes_spans(&self.tagger.best(&scores)) {
                    push(&mut tagged, document, start + from..start + to, TYPES[usize::from(number)]);
                }
            }
        }
        tagged
    }

    /// For each distinct word and place, the rows that its features have.
    fn word_rows(&self, document: &Document, context: &Context) -> WordRows {
        let mut rows =
            WordRows { rows: Vec::new(), ends: Vec::with_capacity(document.words.len() * N_PLACES) };
        for (word, facts) in document.words.iter().zip(&context.words) {
            for place in 0..N_PLACES {
                word_features(&word.lower, facts, place, |key| {
                    rows.rows.extend(self.tagger.weights.row(key))
                });
                rows.ends.push(rows.rows.len() as u32);
            }
        }
        rows
    }

    fn score(
        &self,
        context: &Context,
        word_rows: &WordRows,
        sentence: usize,
        tokens: Range<usize>,
    ) -> Vec<i32> {
        let n_columns = self.tagger.scheme.n_columns;
        let mut scores = self.tagger.scores(tokens.len());
        let range = context.document.sentences[sentence].tokens.clone();
        for (token_idx, scores) in tokens.zip(scores.chunks_exact_mut(n_columns)) {
            for (neighbor, place) in neighbors(token_idx, &range) {
                let word = context.document.tokens[neighbor].word as usize;
                for &row in word_rows.of(word, place) {
                    self.tagger.weights.add_row(row, scores);
                }
            }
            context.features(token_idx, sentence, |key| self.tagger.weights.add(key, scores));
        }
        scores
    }
}

/// The features of every token of a document, sentence by sentence: what training reads.
pub fn document_features(document: &Document, lists: &Lists) -> Vec<Vec<Vec<Feature>>> {
    let context = Context::new(document, lists);
    let sentences = document.sentences.iter().map(|s| s.tokens.clone()).enumerate();
    let of_token = |token_idx: usize, sentence: usize, range: &Range<usize>| {
        let mut features = Vec::with_capacity(80);
        for (neighbor, place) in neighbors(token_idx, range) {
            let lower = document.lower(neighbor);
            word_features(lower, context.facts(neighbor), place, |key| features.push(key));
        }
        context.features(token_idx, sentence, |key| features.push(key));
        features
    };
    sentences
        .map(|(sentence, range)| range.clone().map(|token| of_token(token, sentence, &range)).collect())
        .collect()
}

/// The tokens whose words have features for the token, each with its place.
fn neighbors(token_idx: usize, range: &Range<usize>) -> impl Iterator<Item = (usize, usize)> {
    const OFFSETS: [(isize, usize); 9] = [
        (-4, PLACE_BEFORE),
        (-3, PLACE_BEFORE),
        (-2, PLACE_OF_TOKEN - 2),
        (-1, PLACE_OF_TOKEN - 1),
        (0, PLACE_OF_TOKEN),
        (1, PLACE_OF_TOKEN + 1),
        (2, PLACE_OF_TOKEN + 2),
        (3, PLACE_BEHIND),
        (4, PLACE_BEHIND),
    ];
    let range = range.clone();
    OFFSETS.into_iter().filter_map(move |(offset, place)| {
        token_idx.checked_add_signed(offset).filter(|at| range.contains(at)).map(|at| (at, place))
    })
}

/// Rows by distinct word and place.
struct WordRows {
    rows: Vec<Row>,
    ends: Vec<u32>,
}

impl WordRows {
    fn of(&self, word: usize, place: usize) -> &[Row] {
        let at = word * N_PLACES + place;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.rows[start as usize..self.ends[at] as usize]
    }
}

fn push(tagged: &mut Tagged, document: &Document, tokens: Range<usize>, label: Label) {
    let span = document.cover(tokens.clone());
    match label {
        Label::Name(entity_type) => tagged.names.push(NameMention { tokens, span, entity_type }),
        Label::Date => tagged.dates.push(span),
        Label::Money => tagged.money.push(span),
    }
}
