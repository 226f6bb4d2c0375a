//! Runs the names model over a document.

use std::ops::Range;

use super::consistency::Evidence;
use super::context::{CAPITALIZED, Context};
use super::features::{N_PLACES, PLACE_BEFORE, PLACE_BEHIND, PLACE_OF_TOKEN, word_features};
use super::lists::Lists;
use super::{EntityType, NAME_TYPES, NameMention, Tagged};
use super::{cleanup, consistency};
use crate::model::{Model, ModelError};
use crate::tagger::{Feature, Features, MAX_COLUMNS, Scheme, Sums, Tagger, bioes_label, bioes_spans};
use crate::text::Document;

/// The name of the section with the weights.
pub const NAMES_SECTION: &str = "names";
/// The name of the section with name lists and clusters.
pub const LISTS_SECTION: &str = "lists";
/// The version of the feature template; rises with any change of a feature's meaning.
pub const TEMPLATE: u32 = 3;
/// What the labels stand for, in the order of [`Scheme::bioes`]; dates and money come last.
pub const TYPES: [Label; 9] = [
    Label::Name(NAME_TYPES[0]),
    Label::Name(NAME_TYPES[1]),
    Label::Name(NAME_TYPES[2]),
    Label::Name(NAME_TYPES[3]),
    Label::Name(NAME_TYPES[4]),
    Label::Name(NAME_TYPES[5]),
    Label::Name(NAME_TYPES[6]),
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
        let word_scores = WordScores::new(&context, &self.tagger);
        let mut tagged = Tagged::default();
        let mut evidence = Vec::new();
        let mut scores = Vec::new();
        for (sentence, tokens) in pieces(document) {
            self.score(&context, &word_scores, sentence, tokens.clone(), &mut scores);
            for (from, to, number) in bioes_spans(&self.tagger.best(&scores)) {
                let found = tokens.start + from..tokens.start + to;
                push(&mut tagged, document, found, TYPES[usize::from(number)]);
                if evidence.len() < tagged.names.len() {
                    evidence.push(self.evidence(&scores, from..to));
                }
            }
        }
        consistency::unify(&context, &evidence, &mut tagged.names);
        cleanup::mend_datelines(document, &mut tagged.names);
        cleanup::mend_institutions(document, &mut tagged.names);
        cleanup::trim_openers(document, &mut tagged.names);
        tagged
    }

    /// For each type of name what speaks for it at the tokens of a sentence.
    fn evidence(&self, scores: &[i32], tokens: Range<usize>) -> Evidence {
        let n_columns = self.tagger.scheme.n_columns;
        let mut evidence = Evidence::default();
        for (token, scores) in tokens.clone().zip(scores.chunks_exact(n_columns).skip(tokens.start)) {
            for (span_type, sum) in (0..).zip(&mut evidence) {
                let label = bioes_label(span_type, token, &tokens);
                *sum += scores.get(usize::from(label)).copied().unwrap_or_default();
            }
        }
        evidence
    }

    /// Fills `scores` for the tokens, which lie in one sentence.
    fn score(
        &self,
        context: &Context,
        words: &WordScores,
        sentence: usize,
        tokens: Range<usize>,
        scores: &mut Vec<i32>,
    ) {
        let n_columns = self.tagger.scheme.n_columns;
        scores.clear();
        scores.resize(tokens.len() * n_columns, 0);
        let range = context.document.sentences[sentence].tokens.clone();
        let mut features = Features::new();
        context.topic_features(sentence, |key| features.push(key));
        let mut of_topics = [0; MAX_COLUMNS];
        self.tagger.weights.add_all(&mut features, &mut of_topics);
        for (token_idx, scores) in tokens.zip(scores.chunks_exact_mut(n_columns)) {
            let is_capitalized = CAPITALIZED <= context.facts(token_idx).capitals;
            let mut sums = if is_capitalized { of_topics } else { [0; MAX_COLUMNS] };
            words.add(context, neighbors(token_idx, &range), &mut features, &mut sums);
            context.features(token_idx, sentence, |key| features.push(key));
            self.tagger.weights.add_all(&mut features, &mut sums);
            for (score, sum) in scores.iter_mut().zip(sums) {
                *score = i32::from(sum);
            }
        }
    }
}

/// How many distinct words have their scores kept; those beyond are looked up at each token, so
/// that a long text does not take memory without bound.
const MAX_KEPT_WORDS: usize = 50_000;

/// What the features of each distinct word add up to, by place.
struct WordScores(Vec<[Sums; N_PLACES]>);

impl WordScores {
    fn new(context: &Context, tagger: &Tagger) -> Self {
        let n_words = context.words.len().min(MAX_KEPT_WORDS);
        let mut all = vec![[[0; MAX_COLUMNS]; N_PLACES]; n_words];
        let mut features = Features::new();
        for ((word, facts), places) in context.document.words.iter().zip(&context.words).zip(&mut all) {
            for (place, sums) in places.iter_mut().enumerate() {
                word_features(&word.lower, facts, place, |key| features.push(key));
                tagger.weights.add_all(&mut features, sums);
            }
        }
        Self(all)
    }

    /// Adds what the words around a token add up to; of a word without sums `features` gets the
    /// features.
    #[inline]
    fn add(
        &self,
        context: &Context,
        neighbors: impl Iterator<Item = (usize, usize)>,
        features: &mut Features,
        sums: &mut Sums,
    ) {
        let mut total = *sums;
        for (neighbor, place) in neighbors {
            let word = context.document.tokens[neighbor].word as usize;
            if let Some(places) = self.0.get(word) {
                for (sum, &own) in total.iter_mut().zip(&places[place]) {
                    *sum = sum.saturating_add(own);
                }
            } else {
                let lower = &context.document.words[word].lower;
                word_features(lower, &context.words[word], place, |key| features.push(key));
            }
        }
        *sums = total;
    }
}

/// The features of every token of a document's first sentences: what training reads.
pub fn document_features(document: &Document, lists: &Lists, n_sentences: usize) -> Vec<Vec<Vec<Feature>>> {
    let context = Context::new(document, lists);
    let of_token = |token_idx: usize, sentence: usize, range: &Range<usize>| {
        let mut features = Vec::with_capacity(80);
        for (neighbor, place) in neighbors(token_idx, range) {
            let lower = document.lower(neighbor);
            word_features(lower, context.facts(neighbor), place, |key| features.push(key));
        }
        context.features(token_idx, sentence, |key| features.push(key));
        if CAPITALIZED <= context.facts(token_idx).capitals {
            context.topic_features(sentence, |key| features.push(key));
        }
        features
    };
    let of_sentence = |(sentence, range): (usize, Range<usize>)| {
        range.clone().map(|token| of_token(token, sentence, &range)).collect()
    };
    let sentences = document.sentences.iter().map(|s| s.tokens.clone()).enumerate();
    sentences.take(n_sentences).map(of_sentence).collect()
}

/// The sentences, long ones in pieces: each with its index and tokens.
fn pieces<'d>(document: &'d Document) -> impl Iterator<Item = (usize, Range<usize>)> + use<'d> {
    document.sentences.iter().enumerate().flat_map(|(sentence, s)| {
        let end = s.tokens.end;
        s.tokens
            .clone()
            .step_by(MAX_SENTENCE)
            .map(move |start| (sentence, start..end.min(start + MAX_SENTENCE)))
    })
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

fn push(tagged: &mut Tagged, document: &Document, tokens: Range<usize>, label: Label) {
    match label {
        Label::Name(entity_type) => {
            let tokens = cleanup::trim(document, tokens, entity_type);
            if !tokens.is_empty() {
                let span = document.cover(tokens.clone());
                tagged.names.push(NameMention { tokens, span, entity_type });
            }
        }
        Label::Date => tagged.dates.push(document.cover(tokens)),
        Label::Money => tagged.money.push(document.cover(tokens)),
    }
}
