//! What the whole article says of a word: how it is written elsewhere and what stands beside it.

use super::lists::{Clusters, Lists, MAX_PHRASE, N_LISTS, longer_phrase};
use crate::lexicon::FUNCTION_WORDS;
use crate::tagger::{hash, pair};
use crate::text::{Case, Document, TokenKind};
use crate::wordnet::Wordnet;

/// How many other mentions of a word are looked at.
const MAX_MENTIONS: usize = 5;

/// How many words of a sentence tell what it is about.
const MAX_TOPIC_WORDS: usize = 60;

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Style {
    /// Names and first words alone are capitalized.
    Plain,
    /// "PORT CLOSES AGAIN"
    AllCaps,
    /// "Port Closes Again"
    Title,
    /// No capitals at all.
    Lower,
}

/// A distinct word, whatever its capitals.
#[derive(Clone, Debug, Default)]
pub(super) struct Lemma {
    /// How often it stands in lower case.
    pub(super) n_lower: u32,
    /// How often it is capitalized where a sentence does not begin.
    pub(super) n_inside: u32,
    /// The first of those mentions.
    pub(super) mentions: Vec<u32>,
}

/// A distinct surface form.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordFacts {
    /// Of the lower-case form.
    pub(super) hash: u64,
    /// Index of its [`Lemma`].
    pub(super) lemma: u32,
    /// Letters as X and x, figures as d, runs shortened.
    pub(super) shape: u64,
    /// The same with runs of up to four.
    pub(super) long_shape: u64,
    /// See [`capitals`].
    pub(super) capitals: u8,
    pub(super) clusters: Clusters,
    /// The number of its hypernym as a noun; 0 for none.
    pub(super) kind: u8,
}

/// What stands beyond a sentence's ends.
pub(super) const OUTSIDE: WordFacts = WordFacts {
    hash: 1,
    lemma: 0,
    shape: 1,
    long_shape: 1,
    capitals: 8,
    clusters: Clusters { coarse: 0, middle: 0, fine: 0, news: 0 },
    kind: 0,
};

/// The document with all that features ask of it, worked out once.
pub(super) struct Context<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) words: Vec<WordFacts>,
    pub(super) lemmas: Vec<Lemma>,
    /// For each token, three bits a list: 0 none, else 1 + B, I, E, S.
    pub(super) lists: Vec<u32>,
    /// For each token, whether it opens its sentence but for marks.
    pub(super) initial: Vec<bool>,
    /// For each sentence.
    pub(super) styles: Vec<Style>,
    /// For each sentence the coarse classes of its first words in lower case: what it is about.
    pub(super) topics: Vec<Vec<u16>>,
}

impl<'d> Context<'d> {
    pub(super) fn new(document: &'d Document<'d>, lists: &Lists, wordnet: &Wordnet) -> Self {
        let lower = |number: u32| document.words[number as usize].lower.as_str();
        // Most words differ in their first letters, which are quicker to compare than strings.
        let first_letters = |number: u32| {
            let bytes = lower(number).bytes().chain([0; 8]).take(8);
            (bytes.fold(0u64, |letters, byte| letters << 8 | u64::from(byte)), number)
        };
        let mut order: Vec<(u64, u32)> = (0..document.words.len() as u32).map(first_letters).collect();
        order.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| lower(a.1).cmp(lower(b.1))).then(a.1.cmp(&b.1))
        });
        let mut lemma_of = vec![0u32; order.len()];
        let mut n_lemmas = 0u32;
        for (at, &(letters, number)) in order.iter().enumerate() {
            let is_same = at
                .checked_sub(1)
                .is_some_and(|before| order[before].0 == letters && lower(order[before].1) == lower(number));
            n_lemmas += u32::from(!is_same);
            lemma_of[number as usize] = n_lemmas - 1;
        }
        let facts = |(word, &lemma): (&crate::text::Word, &u32)| {
            let surface = word.first.of(document.text);
            let hash = hash(word.lower.as_bytes());
            let (shape, long_shape) = shapes(surface);
            WordFacts {
                hash,
                lemma,
                shape,
                long_shape,
                capitals: capitals(word.case, word.kind, surface),
                clusters: lists.clusters(hash),
                kind: kind(wordnet, &word.lower),
            }
        };
        let words = document.words.iter().zip(&lemma_of).map(facts).collect();
        let mut context = Self {
            document,
            words,
            lemmas: vec![Lemma::default(); n_lemmas as usize],
            lists: vec![0; document.tokens.len()],
            initial: vec![false; document.tokens.len()],
            styles: Vec::with_capacity(document.sentences.len()),
            topics: Vec::with_capacity(document.sentences.len()),
        };
        context.read_sentences();
        context.match_lists(lists);
        context
    }

    #[inline]
    pub(super) fn facts(&self, token_idx: usize) -> &WordFacts {
        &self.words[self.document.tokens[token_idx].word as usize]
    }

    fn read_sentences(&mut self) {
        for sentence in &self.document.sentences {
            let style = self.style(sentence.tokens.clone());
            self.styles.push(style);
            let mut topics: Vec<u16> = sentence
                .tokens
                .clone()
                .take(MAX_TOPIC_WORDS)
                .filter(|&token_idx| self.document.word(token_idx).case == Case::Lower)
                .map(|token_idx| self.facts(token_idx).clusters.coarse)
                .filter(|&class| class != 0)
                .collect();
            topics.sort_unstable();
            topics.dedup();
            self.topics.push(topics);
            let mut initial = true;
            for token_idx in sentence.tokens.clone() {
                let word = self.document.word(token_idx);
                let is_word = matches!(word.kind, TokenKind::Word | TokenKind::Number | TokenKind::Address);
                self.initial[token_idx] = initial && is_word;
                let lemma = &mut self.lemmas
                    [self.words[self.document.tokens[token_idx].word as usize].lemma as usize];
                if word.case == Case::Lower {
                    lemma.n_lower += 1;
                } else if word.case.is_capital() && !initial && style == Style::Plain {
                    lemma.n_inside += 1;
                    if lemma.mentions.len() < MAX_MENTIONS {
                        lemma.mentions.push(token_idx as u32);
                    }
                }
                initial &= !is_word;
            }
        }
    }

    fn style(&self, tokens: std::ops::Range<usize>) -> Style {
        let (mut n_words, mut n_upper, mut n_capital, mut n_long, mut n_long_lower) = (0, 0, 0, 0, 0);
        for token_idx in tokens {
            let word = self.document.word(token_idx);
            if word.kind != TokenKind::Word || word.case == Case::None {
                continue;
            }
            n_words += 1;
            let is_long = 3 < word.lower.len();
            n_long += u32::from(is_long);
            n_upper += u32::from(
                word.case == Case::Upper || word.case == Case::Capitalized && word.lower.len() == 1,
            );
            n_capital += u32::from(word.case.is_capital());
            n_long_lower += u32::from(is_long && word.case == Case::Lower);
        }
        if n_capital == 0 && 0 < n_words {
            Style::Lower
        } else if 2 <= n_words && n_words <= n_upper + n_words / 5 {
            Style::AllCaps
        } else if 4 <= n_words && 3 <= n_long && n_long_lower * 5 <= n_long && n_words <= 2 * n_capital {
            Style::Title
        } else {
            Style::Plain
        }
    }

    /// Longest match of each list's phrases, within sentences; bound: [`MAX_PHRASE`] a token.
    fn match_lists(&mut self, lists: &Lists) {
        let single: Vec<u8> = self.words.iter().map(|word| lists.of_phrase(word.hash)).collect();
        for sentence in &self.document.sentences {
            let end = sentence.tokens.end;
            let mut free = [0usize; N_LISTS];
            for start in sentence.tokens.clone() {
                let word = self.document.tokens[start].word as usize;
                if self.words[word].capitals < CAPITALIZED {
                    continue;
                }
                let mut phrase = self.words[word].hash;
                let mut longest = [0usize; N_LISTS];
                let mut found = single[word];
                for length in 1..=MAX_PHRASE.min(end - start) {
                    if 1 < length {
                        let next = self.facts(start + length - 1);
                        phrase = longer_phrase(phrase, next.hash);
                        found = lists.of_phrase(phrase);
                    }
                    for (list, longest) in longest.iter_mut().enumerate().filter(|_| found != 0) {
                        if found >> list & 1 == 1 {
                            *longest = length;
                        }
                    }
                }
                for (list, &length) in longest.iter().enumerate() {
                    if length == 0 || start < free[list] {
                        continue;
                    }
                    free[list] = start + length;
                    for at in 0..length {
                        let place = match (at, at + 1 == length) {
                            (0, true) => 4,
                            (0, false) => 1,
                            (_, true) => 3,
                            _ => 2,
                        };
                        self.lists[start + at] |= place << (3 * list);
                    }
                }
            }
        }
    }
}

/// The number of a word's hypernym as a noun; function words are none, whatever WordNet has of them.
fn kind(wordnet: &Wordnet, lower: &str) -> u8 {
    let is_long = 2 < lower.len() && !FUNCTION_WORDS.contains(lower);
    if is_long { wordnet.noun(lower).map_or(0, |noun| noun.hypernym) } else { 0 }
}

/// From here on a word begins with a capital.
pub(super) const CAPITALIZED: u8 = 4;

/// How a word is written: 0 sign, 1 figure, 2 address, 3 lower case, 4 capitalized, 5 upper case,
/// 6 mixed, 7 an initial.
fn capitals(case: Case, kind: TokenKind, surface: &str) -> u8 {
    match (kind, case) {
        (TokenKind::Mark | TokenKind::Punctuation | TokenKind::Symbol, _) => 0,
        (TokenKind::Number, _) => 1,
        (TokenKind::Address, _) => 2,
        (_, Case::Lower) => 3,
        (_, Case::Capitalized) if surface.len() == 2 && surface.ends_with('.') => 7,
        (_, Case::Capitalized) => 4,
        (_, Case::Upper) => 5,
        (_, Case::Mixed) => 6,
        (_, Case::None) => 3,
    }
}

/// The shape of a word as a number, without the length of runs and with lengths of up to four.
fn shapes(surface: &str) -> (u64, u64) {
    let (mut short, mut long) = (Shape::default(), Shape::default());
    let (mut last, mut run) = (0u64, 0);
    for c in surface.chars() {
        let class = match c {
            _ if c.is_uppercase() => 1,
            _ if c.is_alphabetic() => 2,
            _ if c.is_ascii_digit() => 3,
            _ => 4 + u64::from(c),
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run == 1 {
            short.add(class);
        }
        if run <= 4 {
            long.add(class);
        }
    }
    (short.value, long.value)
}

#[derive(Default)]
struct Shape {
    value: u64,
    n: u32,
}

impl Shape {
    #[inline]
    fn add(&mut self, class: u64) {
        if self.n < MAX_SHAPE {
            self.value = pair(self.value, class);
            self.n += 1;
        }
    }
}

/// How many classes of characters a shape holds.
const MAX_SHAPE: u32 = 12;

#[cfg(test)]
mod tests {
    use super::super::lists::Clustering;
    use super::*;
    use crate::model::Reader;

    fn styles(text: &str) -> Vec<Style> {
        let document = Document::new(text);
        let bytes = Lists::write(&[], &Clustering::default());
        let lists = Lists::read(&mut Reader::new("lists", &bytes)).expect("whole");
        Context::new(&document, &lists, &Wordnet::default()).styles
    }

    #[test]
    fn headlines_are_told_from_running_text() {
        let text = "PORT CLOSES AGAIN\n\nPort Ellis Closes Again After Storm\n\nThe port of Ellis closed.\n\nit closed";
        assert_eq!(styles(text), [Style::AllCaps, Style::Title, Style::Plain, Style::Lower]);
    }

    #[test]
    fn shapes_forget_letters_and_the_length_of_runs() {
        assert_eq!(shapes("Osei").0, shapes("Abiola").0);
        assert_ne!(shapes("Osei").0, shapes("OSEI").0);
        assert_eq!(shapes("1,214").0, shapes("12,5").0);
        assert_ne!(shapes("12").1, shapes("123").1);
    }
}
