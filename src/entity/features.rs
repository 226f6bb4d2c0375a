//! The feature template of the names model, for training and run time alike.
//!
//! [`word_features`] hang on a word and its distance alone and are looked up once for each distinct
//! word, [`writing_features`] and [`class_features`] once for all words that are written alike or are
//! of one class, [`Context::topic_features`] once for each sentence; [`Context::features`] hang on
//! the place.
//! Change [`super::TEMPLATE`] with any change here.

use super::context::{CAPITALIZED, Context, OUTSIDE, Style, WordFacts};
use super::lists::N_LISTS;
use crate::tagger::{Feature, feature, hash, hash_beginnings, pair};

/// Where a word stands, seen from the token that the features are for.
pub(super) const N_PLACES: usize = 7;
/// Two before … two behind; these come first.
pub(super) const N_NEAR: usize = 5;
/// That of the token itself.
pub(super) const PLACE_OF_TOKEN: usize = 2;
/// Three or four tokens before.
pub(super) const PLACE_BEFORE: usize = 5;
/// Three or four tokens behind.
pub(super) const PLACE_BEHIND: usize = 6;

// Templates: the high digits name the kind, the last one the place. Affixes of neighbors stand
// 400 apart for each place.
const WORD: u32 = 100;
const BAG: u32 = 110;
const PREFIX: u32 = 120;
const SUFFIX: u32 = 140;
const NEIGHBOR_PREFIX: u32 = 523;
const NEIGHBOR_SUFFIX: u32 = 543;
const NEIGHBOR_STEP: u32 = 400;
const SHAPE: u32 = 160;
const LONG_SHAPE: u32 = 170;
const COARSE: u32 = 180;
const MIDDLE: u32 = 190;
const FINE: u32 = 210;
const NEWS: u32 = 220;
const CAPITALS_OF_WORD: u32 = 200;
const BIAS: u32 = 300;
const BIGRAM: u32 = 310;
const SHAPES: u32 = 320;
const CAPITALS: u32 = 330;
const CLUSTER_BIGRAM: u32 = 340;
const NEWS_BIGRAM: u32 = 360;
const INITIAL_WORD: u32 = 350;
const TOPIC: u32 = 380;
const KIND: u32 = 390;
const LIST: u32 = 400;
const LIST_CAPITALS: u32 = 420;
const LISTS: u32 = 440;
const LISTS_WORD: u32 = 450;
const STYLE: u32 = 500;
const ELSEWHERE: u32 = 510;
const ELSEWHERE_BEFORE: u32 = 520;
const ELSEWHERE_BEHIND: u32 = 530;
const ELSEWHERE_CAPITALS: u32 = 540;
const ELSEWHERE_LISTS: u32 = 550;

/// The hashes of a word's first and last one, two … characters, as far as it has them.
pub(super) struct Affixes {
    n: usize,
    prefixes: [u64; MAX_AFFIX],
    suffixes: [u64; MAX_AFFIX],
}

const MAX_AFFIX: usize = 4;

impl Affixes {
    pub(super) fn of(lower: &str) -> Self {
        let mut affixes = Self { n: 0, prefixes: [0; MAX_AFFIX], suffixes: [0; MAX_AFFIX] };
        hash_beginnings(lower, MAX_AFFIX, |hash| {
            affixes.prefixes[affixes.n] = hash;
            affixes.n += 1;
        });
        for (suffix, (start, _)) in affixes.suffixes.iter_mut().zip(lower.char_indices().rev()) {
            *suffix = hash(&lower.as_bytes()[start..]);
        }
        affixes
    }

    fn of_length(&self, length: usize) -> Option<(u64, u64)> {
        (length <= self.n).then(|| (self.prefixes[length - 1], self.suffixes[length - 1]))
    }
}

/// Whether a place is so near that it has features by how a word is written and by its classes.
pub(super) fn is_near(place: usize) -> bool {
    place < N_NEAR
}

/// Emits the features of a word at a distance that hang on how it is written: shape and capitals.
pub(super) fn writing_features(facts: &WordFacts, place: usize, mut emit: impl FnMut(Feature)) {
    let at = place as u32;
    emit(feature(SHAPE + at, facts.shape));
    emit(feature(CAPITALS_OF_WORD + at, u64::from(facts.capitals)));
    if place == PLACE_OF_TOKEN {
        emit(feature(BIAS, 0));
    }
}

/// Emits the features of a word at a distance that hang on its larger classes.
pub(super) fn class_features(facts: &WordFacts, place: usize, mut emit: impl FnMut(Feature)) {
    let clusters = facts.clusters;
    if facts.kind != 0 {
        emit(feature(KIND + place as u32, u64::from(facts.kind)));
    }
    for (template, class) in [(COARSE, clusters.coarse), (MIDDLE, clusters.middle)] {
        if class != 0 {
            emit(feature(template + place as u32, u64::from(class)));
        }
    }
}

/// Emits the other features that a distinct word has for the token at a distance.
pub(super) fn word_features(
    affixes: &Affixes,
    facts: &WordFacts,
    place: usize,
    mut emit: impl FnMut(Feature),
) {
    let at = place as u32;
    if !is_near(place) {
        emit(feature(BAG + at, facts.hash));
        return;
    }
    emit(feature(WORD + at, facts.hash));
    for (template, class) in [(FINE, facts.clusters.fine), (NEWS, facts.clusters.news)] {
        if class != 0 {
            emit(feature(template + at, u64::from(class)));
        }
    }
    if place == PLACE_OF_TOKEN {
        emit(feature(LONG_SHAPE, facts.long_shape));
        for length in 1..=MAX_AFFIX {
            if let Some((prefix, suffix)) = affixes.of_length(length) {
                emit(feature(PREFIX + length as u32, prefix));
                emit(feature(SUFFIX + length as u32, suffix));
            }
        }
    } else if let (true, Some((prefix, suffix))) = (matches!(place, 1 | 3), affixes.of_length(3)) {
        emit(feature(NEIGHBOR_PREFIX + NEIGHBOR_STEP * at, prefix));
        emit(feature(NEIGHBOR_SUFFIX + NEIGHBOR_STEP * at, suffix));
    }
}

impl Context<'_> {
    /// Emits the features that hang on where a token stands; `sentence` is its sentence's index.
    pub(super) fn features(&self, token_idx: usize, sentence: usize, mut emit: impl FnMut(&[Feature])) {
        let range = &self.document.sentences[sentence].tokens;
        let style = self.styles[sentence];
        let at = |offset: isize| -> Option<usize> {
            token_idx.checked_add_signed(offset).filter(|at| range.contains(at))
        };
        let around = [-2, -1, 0, 1, 2].map(|offset| at(offset).map_or(&OUTSIDE, |at| self.facts(at)));
        let own = around[2];
        let words = around.map(|facts| facts.hash);
        let shapes = around.map(|facts| facts.shape);
        let capitals = around.map(|facts| u64::from(facts.capitals));
        let middle = around.map(|facts| u64::from(facts.clusters.middle));
        let news = around.map(|facts| u64::from(facts.clusters.news));
        let initial = self.initial[token_idx];
        let situation = u64::from(style as u8) << 1 | u64::from(initial);

        for (offset, place) in [(-2, 0), (-1, 1), (1, 3), (2, 4)] {
            if at(offset).is_none() {
                emit(&[feature(WORD + place, OUTSIDE.hash)]);
            }
        }
        let shapes_before = pair(shapes[1], shapes[2]);
        let pattern = capitals.iter().fold(situation, |pattern, capitals| pattern << 4 | capitals);
        emit(&[
            feature(BIGRAM, pair(words[1], words[2])),
            feature(BIGRAM + 1, pair(words[2], words[3])),
            feature(BIGRAM + 2, pair(words[0], words[1])),
            feature(BIGRAM + 3, pair(words[3], words[4])),
            feature(BIGRAM + 4, pair(words[1], words[3])),
            feature(SHAPES, shapes_before),
            feature(SHAPES + 1, pair(shapes[2], shapes[3])),
            feature(SHAPES + 2, pair(shapes_before, shapes[3])),
            feature(CAPITALS, pattern),
            feature(CAPITALS + 1, situation << 12 | capitals[1] << 8 | capitals[2] << 4 | capitals[3]),
            feature(STYLE, situation << 4 | capitals[2]),
            feature(CLUSTER_BIGRAM + 2, middle[1] << 20 | capitals[2] << 16 | middle[3]),
            feature(CLUSTER_BIGRAM + 3, middle[0] << 16 | middle[1]),
            feature(CLUSTER_BIGRAM + 5, middle[3] << 16 | middle[4]),
        ]);
        if middle[2] != 0 {
            emit(&[
                feature(CLUSTER_BIGRAM, middle[1] << 16 | middle[2]),
                feature(CLUSTER_BIGRAM + 1, middle[2] << 16 | middle[3]),
                feature(CLUSTER_BIGRAM + 4, middle[2] << 8 | situation << 4 | capitals[2]),
            ]);
        }
        if news[2] != 0 {
            emit(&[
                feature(NEWS_BIGRAM, news[1] << 16 | news[2]),
                feature(NEWS_BIGRAM + 1, news[2] << 16 | news[3]),
            ]);
        }
        if CAPITALIZED <= own.capitals {
            emit(&[feature(INITIAL_WORD, pair(own.hash, situation))]);
        }
        self.list_features(token_idx, at(-1), at(1), situation, &mut emit);
        let lists = u64::from(self.lists[token_idx]);
        if CAPITALIZED <= own.capitals && lists != 0 {
            for &topic in &self.topics[sentence] {
                emit(&[feature(TOPIC + 1, pair(lists, u64::from(topic)))]);
            }
        }
        if CAPITALIZED <= own.capitals || style == Style::Lower {
            self.elsewhere(token_idx, situation, &mut emit);
        }
    }

    /// Emits the features that every capitalized token of a sentence has.
    pub(super) fn topic_features(&self, sentence: usize, mut emit: impl FnMut(&[Feature])) {
        for &topic in &self.topics[sentence] {
            emit(&[feature(TOPIC, u64::from(topic))]);
        }
    }

    fn list_features(
        &self,
        token_idx: usize,
        before: Option<usize>,
        behind: Option<usize>,
        situation: u64,
        emit: &mut impl FnMut(&[Feature]),
    ) {
        let own = self.lists[token_idx];
        let lists = |at: Option<usize>| at.map_or(0, |at| u64::from(self.lists[at]));
        let (left, right) = (lists(before), lists(behind));
        if u64::from(own) | left | right == 0 {
            return;
        }
        let capitals = situation << 4 | u64::from(self.facts(token_idx).capitals);
        for list in (0..N_LISTS).take_while(|list| own >> (3 * list) != 0) {
            let place = own >> (3 * list) & 7;
            if place != 0 {
                let value = (list as u64) << 3 | u64::from(place);
                emit(&[feature(LIST, value), feature(LIST_CAPITALS, capitals << 8 | value)]);
            }
        }
        emit(&[
            feature(LISTS, u64::from(own)),
            feature(LISTS + 1, left << 32 | u64::from(own)),
            feature(LISTS + 2, u64::from(own) << 32 | right),
            feature(LISTS + 3, left),
            feature(LISTS + 4, right),
        ]);
        let word = |at: Option<usize>| at.map_or(OUTSIDE.hash, |at| self.facts(at).hash);
        if own != 0 {
            emit(&[
                feature(LISTS_WORD, pair(u64::from(own), word(before))),
                feature(LISTS_WORD + 1, pair(u64::from(own), word(behind))),
            ]);
        }
    }

    /// How the word stands elsewhere in the article, and what stands beside it there.
    fn elsewhere(&self, token_idx: usize, situation: u64, emit: &mut impl FnMut(&[Feature])) {
        let own = self.facts(token_idx);
        let lemma = &self.lemmas[own.lemma as usize];
        let is_among = lemma.mentions.contains(&(token_idx as u32));
        let n_inside = lemma.n_inside - u32::from(is_among);
        let counts = u64::from(lemma.n_lower.min(2)) << 2 | u64::from(n_inside.min(3));
        emit(&[feature(ELSEWHERE, counts << 4 | situation)]);
        let mut found: Vec<Feature> = Vec::with_capacity(40);
        for &mention in lemma.mentions.iter().filter(|&&mention| mention != token_idx as u32).take(4) {
            let mention = mention as usize;
            let neighbor = |at: Option<usize>| {
                at.and_then(|at| self.document.tokens.get(at).map(|_| (self.facts(at), self.lists[at])))
            };
            if let Some((before, lists)) = neighbor(mention.checked_sub(1)) {
                found.push(feature(ELSEWHERE_BEFORE, before.hash));
                found.push(feature(ELSEWHERE_BEFORE + 1, u64::from(before.clusters.middle)));
                found.push(feature(ELSEWHERE_CAPITALS, u64::from(before.capitals)));
                if lists != 0 && CAPITALIZED <= before.capitals {
                    found.push(feature(ELSEWHERE_LISTS, u64::from(lists)));
                }
            }
            if let Some((behind, lists)) = neighbor(Some(mention + 1)) {
                found.push(feature(ELSEWHERE_BEHIND, behind.hash));
                found.push(feature(ELSEWHERE_BEHIND + 1, u64::from(behind.clusters.middle)));
                found.push(feature(ELSEWHERE_CAPITALS + 1, u64::from(behind.capitals)));
                if lists != 0 && CAPITALIZED <= behind.capitals {
                    found.push(feature(ELSEWHERE_LISTS + 1, u64::from(lists)));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        emit(&found);
    }
}
