//! Runs the names model over a document.

use std::ops::Range;

use super::consistency::Evidence;
use super::context::{CAPITALIZED, Context};
use super::features::{
    Affixes, N_NEAR, N_PLACES, PLACE_BEFORE, PLACE_BEHIND, PLACE_OF_TOKEN, class_features, is_near,
    word_features, writing_features,
};
use super::lists::Lists;
use super::run::Runs;
use super::{EntityType, NAME_TYPES, NameMention, Tagged};
use super::{cleanup, consistency, nickname};
use crate::model::{Model, ModelError};
use crate::tagger::{Feature, Features, MAX_COLUMNS, Scheme, Sums, Tagger, bioes_label, bioes_spans};
use crate::text::Document;
use crate::wordnet::Wordnet;

/// The name of the section with the weights.
pub const NAMES_SECTION: &str = "names";
/// The name of the section with name lists and clusters.
pub const LISTS_SECTION: &str = "lists";
/// The version of the feature template; rises with any change of a feature's meaning.
pub const TEMPLATE: u32 = 5;
/// The version of what the lists hold.
pub const LISTS_TEMPLATE: u32 = 3;
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
        let lists = Lists::read(&mut model.section(LISTS_SECTION, LISTS_TEMPLATE)?)?;
        Ok(Self { tagger, lists })
    }

    /// Finds the names of a text.
    pub fn find(&self, document: &Document, wordnet: &Wordnet) -> Tagged {
        let context = Context::new(document, &self.lists, wordnet);
        let runs = Runs::new(&context);
        let word_scores = WordScores::new(&context, &self.tagger);
        let mut tagged = Tagged::default();
        let mut evidence = Vec::new();
        let (mut scores, mut features) = (Vec::new(), Features::new());
        for (sentence, tokens) in pieces(document) {
            self.score(&context, &runs, &word_scores, (sentence, tokens.clone()), &mut features, &mut scores);
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
        nickname::join(document, &mut tagged.names);
        nickname::join_at_initials(document, &mut tagged.names);
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

    /// Fills `scores` for the tokens of a piece of a sentence; `features` is room to work in.
    fn score(
        &self,
        context: &Context,
        runs: &Runs,
        words: &WordScores,
        (sentence, tokens): (usize, Range<usize>),
        features: &mut Features,
        scores: &mut Vec<i32>,
    ) {
        let n_columns = self.tagger.scheme.n_columns;
        scores.clear();
        let range = context.document.sentences[sentence].tokens.clone();
        context.topic_features(sentence, |keys| features.extend(keys));
        let mut of_topics = [0; MAX_COLUMNS];
        self.tagger.weights.add_all(features, &mut of_topics);
        for token_idx in tokens {
            let is_capitalized = CAPITALIZED <= context.facts(token_idx).capitals;
            let mut sums = if is_capitalized { of_topics } else { [0; MAX_COLUMNS] };
            words.add(context, neighbors(token_idx, &range), features, &mut sums);
            context.features(token_idx, sentence, |keys| features.extend(keys));
            runs.features(token_idx, |keys| features.extend(keys));
            self.tagger.weights.add_all(features, &mut sums);
            scores.extend(sums[..n_columns].iter().map(|&sum| i32::from(sum)));
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
        let (mut by_writing, mut by_class) = (Shared::new(), Shared::new());
        for ((word, facts), places) in context.document.words.iter().zip(&context.words).zip(&mut all) {
            let writing =
                by_writing.sums(facts.shape ^ u64::from(facts.capitals), tagger, |place, features| {
                    writing_features(facts, place, |key| features.push(key));
                });
            let clusters = facts.clusters;
            let class =
                u64::from(facts.kind) << 32 | u64::from(clusters.coarse) << 16 | u64::from(clusters.middle);
            let class = by_class.sums(class, tagger, |place, features| {
                class_features(facts, place, |key| features.push(key));
            });
            let affixes = Affixes::of(&word.lower);
            for (place, sums) in places.iter_mut().enumerate() {
                if is_near(place) {
                    for ((sum, &writing), &class) in sums.iter_mut().zip(&writing[place]).zip(&class[place]) {
                        *sum = writing.saturating_add(class);
                    }
                }
                word_features(&affixes, facts, place, |key| features.push(key));
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
                all_word_features(context, word, place, |key| features.push(key));
            }
        }
        *sums = total;
    }
}

/// What the features that many words have in common add up to, by the value that they hang on.
///
/// A value keeps its place until another one takes it, so that no more room is needed for more.
struct Shared {
    /// Where each value's sums are, by a part of the value.
    places: [Option<u8>; Self::ROOM],
    kept: Vec<(u64, [Sums; N_NEAR])>,
    features: Features,
}

impl Shared {
    /// How many values have room.
    const ROOM: usize = 128;

    fn new() -> Self {
        Self { places: [None; Self::ROOM], kept: Vec::new(), features: Features::new() }
    }

    /// The sums of `value`, for each near place; `emit` has the features for a place.
    fn sums(&mut self, value: u64, tagger: &Tagger, emit: impl Fn(usize, &mut Features)) -> &[Sums; N_NEAR] {
        let place = &mut self.places[value as usize % Self::ROOM];
        let at = usize::from(place.unwrap_or(self.kept.len() as u8));
        if self.kept.get(at).is_none_or(|(own, _)| *own != value) {
            let mut all = [[0; MAX_COLUMNS]; N_NEAR];
            for (place, sums) in all.iter_mut().enumerate() {
                emit(place, &mut self.features);
                tagger.weights.add_all(&mut self.features, sums);
            }
            *place = Some(at as u8);
            match self.kept.get_mut(at) {
                Some(kept) => *kept = (value, all),
                None => self.kept.push((value, all)),
            }
        }
        &self.kept[at].1
    }
}

/// All features that a distinct word has for the token at a distance.
fn all_word_features(context: &Context, word: usize, place: usize, mut emit: impl FnMut(Feature)) {
    let facts = &context.words[word];
    word_features(&Affixes::of(&context.document.words[word].lower), facts, place, &mut emit);
    if is_near(place) {
        writing_features(facts, place, &mut emit);
        class_features(facts, place, &mut emit);
    }
}

/// The features of every token of a document's first sentences: what training reads.
pub fn document_features(
    document: &Document,
    lists: &Lists,
    wordnet: &Wordnet,
    n_sentences: usize,
) -> Vec<Vec<Vec<Feature>>> {
    let context = Context::new(document, lists, wordnet);
    let runs = Runs::new(&context);
    let of_token = |token_idx: usize, sentence: usize, range: &Range<usize>| {
        let mut features = Vec::with_capacity(80);
        for (neighbor, place) in neighbors(token_idx, range) {
            let word = document.tokens[neighbor].word as usize;
            all_word_features(&context, word, place, |key| features.push(key));
        }
        context.features(token_idx, sentence, |keys| features.extend_from_slice(keys));
        runs.features(token_idx, |keys| features.extend_from_slice(keys));
        if CAPITALIZED <= context.facts(token_idx).capitals {
            context.topic_features(sentence, |keys| features.extend_from_slice(keys));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_those_of_the_features_that_training_sees() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/model/saidby.model");
        let model = Model::read(&std::fs::read(path).expect("the model is there")).expect("it is sound");
        let finder = NameFinder::read(&model).expect("it has names");
        // More shapes and words than have room.
        let odd =
            |n: usize| format!("In May{} the {} of Port O’Ellis-{n} met Ana.", "x.Y".repeat(n % 9), n * n);
        let mut text: String = (0..150).map(odd).collect();
        text.push_str(" PORT CLOSES AGAIN\n\nThe old harbor master, Mr. Osei, said in June he saw no ships.");
        let document = Document::new(&text);
        let wordnet = Wordnet::read(&model).expect("it has the lexicon");
        let context = Context::new(&document, &finder.lists, &wordnet);
        let runs = Runs::new(&context);
        let words = WordScores::new(&context, &finder.tagger);
        let features = document_features(&document, &finder.lists, &wordnet, usize::MAX);
        let (mut room, mut scores) = (Features::new(), Vec::new());
        for (sentence, tokens) in pieces(&document) {
            finder.score(&context, &runs, &words, (sentence, tokens.clone()), &mut room, &mut scores);
            let n_columns = finder.tagger.scheme.n_columns;
            let of_tokens = &features[sentence][tokens.start - document.sentences[sentence].tokens.start..];
            for (scores, features) in scores.chunks_exact(n_columns).zip(of_tokens) {
                let mut expected = vec![0; n_columns];
                features.iter().for_each(|&key| finder.tagger.weights.add(key, &mut expected));
                assert_eq!(scores, expected);
            }
        }
    }
}
