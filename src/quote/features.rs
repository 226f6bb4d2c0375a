//! The features of an item of a sequence: one function for analyzer and trainer.
//!
//! Names are replaced by their type, so that nothing hangs on who is in the news. A feature tells
//! of words around, of the nearest punctuation, of the sentence's edges, of quotation marks, and
//! of the words nearby that often report speech.

use super::facts::{CANDIDATE, EDGE, Facts, NO_RUN, Sign, WordFacts};
use super::sequence::Sequence;
use crate::tagger::{Feature, feature, pair};
use crate::text::Document;

/// The version of the features; rises with any change to them.
pub const TEMPLATE: u32 = 7;

const SHORTENED: u64 = 0x5348_4f52_5400;

/// The code of a paragraph far from the article's head that no mark opens.
const LATER_PARAGRAPH: u64 = 3 * 4;

/// An item with what its neighbors ask of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Item {
    pub(super) word: u64,
    /// Without regard to names.
    pub(super) own: WordFacts,
    pub(super) name: u8,
    pub(super) sentence: usize,
    /// Items to the sentence's edges.
    pub(super) from_start: usize,
    pub(super) to_end: usize,
    pub(super) run: u32,
    pub(super) in_run: u8,
    pub(super) commas: u32,
    left_sign: Near,
    right_sign: Near,
    left_cue: Near,
    right_cue: Near,
    left_run: Near,
    right_run: Near,
}

/// The nearest item of a kind: how far it is, and which.
#[derive(Clone, Copy, Debug, Default)]
struct Near {
    distance: u32,
    at: u32,
}

impl Near {
    fn found(self) -> bool {
        self.distance != 0
    }
}

/// A sequence, ready for the features of its items.
pub struct Prepared<'f, 'd> {
    facts: &'f Facts<'d>,
    items: Vec<Item>,
    outside: Item,
    paragraph: u64,
}

pub(super) fn distance_bin(distance: u32) -> u64 {
    u64::from(match distance {
        0..=4 => distance,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    })
}

impl<'f, 'd> Prepared<'f, 'd> {
    /// Looks at each item of a sequence once.
    pub fn new(facts: &'f Facts<'d>, sequence: &Sequence) -> Self {
        Self::with_runs(facts, sequence, &facts.runs, paragraph_code(facts, sequence))
    }

    /// The same for the inside of a content; a run of marks around all of it is not seen.
    pub fn inside(facts: &'f Facts<'d>, sequence: &Sequence) -> Self {
        let tokens = sequence.tokens(&(0..sequence.items.len()));
        let run = facts.runs.get(tokens.start).and_then(|&run| facts.document.quoted_runs.get(run as usize));
        let around = run.is_some_and(|run| tokens.end <= run.tokens.end);
        let runs = if around { &facts.inner_runs } else { &facts.runs };
        Self::with_runs(facts, sequence, runs, LATER_PARAGRAPH)
    }

    fn with_runs(facts: &'f Facts<'d>, sequence: &Sequence, runs: &[u32], paragraph: u64) -> Self {
        let document = facts.document;
        let mut items: Vec<Item> = Vec::with_capacity(sequence.items.len());
        let mut sentence = sequence.items.first().map_or(0, |item| document.sentence_of(item.start));
        for tokens in &sequence.items {
            let token = tokens.start;
            while document.sentences.get(sentence).is_some_and(|s| s.tokens.end <= token) {
                sentence += 1;
            }
            let shortened = 1 < tokens.len();
            let run = runs[token];
            let own = if shortened { WordFacts::default() } else { *facts.facts(token) };
            items.push(Item {
                word: if shortened { SHORTENED } else { facts.word(token) },
                own,
                name: if shortened { 0 } else { facts.names[token] },
                sentence,
                run,
                in_run: place_in_run(document, run, token),
                ..Item::default()
            });
        }
        look_left(&mut items);
        look_right(&mut items);
        Self { facts, items, outside: Item::default(), paragraph }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(super) fn items(&self) -> &[Item] {
        &self.items
    }

    /// Which paragraph it is, whether a mark opens it, and whether speech goes on into it.
    pub(super) fn paragraph(&self) -> u64 {
        self.paragraph
    }

    pub(super) fn word(&self, at: usize, offset: isize) -> u64 {
        match at.checked_add_signed(offset).and_then(|at| self.items.get(at)) {
            Some(item) => item.word,
            None => EDGE,
        }
    }

    /// The item at an offset from `at`; an empty one beyond the edges.
    pub(super) fn item(&self, at: usize, offset: isize) -> &Item {
        at.checked_add_signed(offset).and_then(|at| self.items.get(at)).unwrap_or(&self.outside)
    }

    /// Calls `emit` with each feature of an item.
    pub fn features(&self, at: usize, mut emit: impl FnMut(Feature)) {
        let item = &self.items[at];
        self.of_words(at, item, &mut emit);
        self.of_places(at, item, &mut emit);
        self.of_marks(item, &mut emit);
        self.of_cues(item, &mut emit);
        self.of_classes(at, item, &mut emit);
    }

    fn of_words(&self, at: usize, item: &Item, emit: &mut impl FnMut(Feature)) {
        let w = |offset| self.word(at, offset);
        let words = [w(-3), w(-2), w(-1), w(0), w(1), w(2), w(3)];
        for (number, &word) in words.iter().enumerate() {
            emit(feature(number as u32, word));
        }
        let [_, b2, b1, here, a1, a2, _] = words;
        emit(feature(7, pair(b1, here)));
        emit(feature(8, pair(here, a1)));
        emit(feature(9, pair(b2, b1)));
        emit(feature(10, pair(a1, a2)));
        emit(feature(11, pair(b1, a1)));
        emit(feature(12, pair(pair(b1, here), a1)));
        emit(feature(13, pair(pair(b2, b1), here)));
        emit(feature(14, pair(pair(here, a1), a2)));
        let (before, after) = (self.item(at, -1), self.item(at, 1));
        let bare =
            |item: &Item, value: u64| if item.name == 0 && item.own.sign == Sign::None { value } else { 0 };
        for (number, value) in
            [item.own.suffix2, item.own.suffix3, item.own.suffix4, item.own.prefix3].into_iter().enumerate()
        {
            if bare(item, value) != 0 {
                emit(feature(15 + number as u32, value));
            }
        }
        emit(feature(19, bare(before, before.own.suffix3)));
        emit(feature(20, bare(after, after.own.suffix3)));
        let first = u64::from(item.from_start == 0);
        let case = |item: &Item| u64::from(item.own.case);
        emit(feature(21, case(item) * 2 + first));
        emit(feature(22, (case(before) * 8 + case(item)) * 8 + case(after)));
        let name = |offset| u64::from(self.item(at, offset).name);
        emit(feature(23, name(0)));
        emit(feature(24, name(-1)));
        emit(feature(25, name(1)));
        emit(feature(26, name(-2)));
        emit(feature(27, name(2)));
        emit(feature(28, (name(-1) * 64 + name(0)) * 64 + name(1)));
    }

    fn of_places(&self, at: usize, item: &Item, emit: &mut impl FnMut(Feature)) {
        let sign = |near: Near| if near.found() { self.items[near.at as usize].own.sign as u64 } else { 15 };
        let (left, right) = (sign(item.left_sign), sign(item.right_sign));
        let (left_bin, right_bin) =
            (distance_bin(item.left_sign.distance), distance_bin(item.right_sign.distance));
        emit(feature(29, left * 16 + left_bin));
        emit(feature(30, right * 16 + right_bin));
        emit(feature(31, left * 16 + right));
        emit(feature(32, pair(left * 16 + right, item.word)));
        let start = distance_bin(item.from_start as u32 + 1);
        let end = distance_bin(item.to_end as u32 + 1);
        emit(feature(33, start));
        emit(feature(34, end));
        emit(feature(35, start * 16 + end));
        let edges = u64::from(at == 0) + 2 * u64::from(at + 1 == self.items.len());
        emit(feature(36, pair(edges, self.paragraph)));
        let first = self.items[at - item.from_start].word;
        emit(feature(37, pair(first, start)));
        let commas = u64::from(item.commas.min(3));
        emit(feature(38, pair(commas, right * 16 + left)));
    }

    fn of_marks(&self, item: &Item, emit: &mut impl FnMut(Feature)) {
        let around = |near: Near| {
            let Some(near) = Some(near).filter(|near| near.found()) else { return (0, 15) };
            (self.run_code(self.items[near.at as usize].run), distance_bin(near.distance))
        };
        if item.run != NO_RUN {
            let code = self.run_code(item.run);
            emit(feature(40, u64::from(item.in_run)));
            emit(feature(41, pair(code, u64::from(item.in_run))));
            let (before, after) = self.run_sides(item.run);
            emit(feature(42, pair(before, u64::from(item.in_run))));
            emit(feature(43, pair(after, u64::from(item.in_run))));
            emit(feature(44, pair(pair(before, after), u64::from(item.in_run))));
            emit(feature(45, pair(item.word, u64::from(item.in_run))));
            emit(feature(46, pair(self.paragraph, u64::from(item.in_run))));
        } else {
            let (left, left_bin) = around(item.left_run);
            let (right, right_bin) = around(item.right_run);
            emit(feature(47, pair(left, left_bin)));
            emit(feature(48, pair(right, right_bin)));
            emit(feature(49, pair(pair(left, right), left_bin.min(3) * 4 + right_bin.min(3))));
            emit(feature(50, pair(item.word, u64::from(left != 0) * 2 + u64::from(right != 0))));
        }
    }

    fn of_cues(&self, item: &Item, emit: &mut impl FnMut(Feature)) {
        let own = u64::from(item.own.cue);
        let quoted = u64::from(item.run != NO_RUN);
        emit(feature(51, own));
        emit(feature(52, own * 2 + quoted));
        let near = |near: Near| {
            if !near.found() {
                return (0, 0, 15, 0);
            }
            let cue = &self.items[near.at as usize];
            let commas = u64::from(cue.commas.abs_diff(item.commas).min(3));
            (u64::from(cue.own.cue), cue.own.word, distance_bin(near.distance), commas)
        };
        let (left_cue, left_word, left_bin, left_commas) = near(item.left_cue);
        let (right_cue, right_word, right_bin, right_commas) = near(item.right_cue);
        emit(feature(53, pair(left_cue * 16 + left_bin, left_commas)));
        emit(feature(54, pair(right_cue * 16 + right_bin, right_commas)));
        emit(feature(55, pair(left_word, left_bin)));
        emit(feature(56, pair(right_word, right_bin)));
        emit(feature(57, pair(left_word, left_commas * 16 + item.own.sign as u64)));
        emit(feature(58, pair(right_word, right_commas * 16 + item.own.sign as u64)));
        emit(feature(59, pair(left_cue * 16 + right_cue, own)));
        emit(feature(60, pair(pair(left_word, right_word), own)));
        let start = u64::from(item.from_start.min(2) as u32);
        let end = u64::from(item.to_end.min(2) as u32);
        emit(feature(61, pair(left_cue * 16 + right_cue, start * 4 + end)));
        emit(feature(62, pair(left_word, item.word)));
        emit(feature(63, pair(right_word, item.word)));
        emit(feature(64, pair(own * 64 + u64::from(item.name), left_cue * 16 + right_cue)));
        let class = |near: Near| {
            if near.found() { u64::from(self.items[near.at as usize].own.class) } else { 3 }
        };
        let classes = class(item.left_cue) * 4 + class(item.right_cue);
        emit(feature(65, u64::from(item.own.class) * 16 + own));
        emit(feature(66, pair(classes, u64::from(item.own.class) * 16 + own)));
        emit(feature(67, pair(classes, left_bin * 16 + right_bin)));
        emit(feature(68, pair(classes, item.word)));
    }

    /// What WordNet knows of the word, its neighbors and the nearest words that may report.
    fn of_classes(&self, at: usize, item: &Item, emit: &mut impl FnMut(Feature)) {
        let (before, after) = (self.item(at, -1), self.item(at, 1));
        let verb = |item: &Item| if item.name == 0 { item.own.verb_class() } else { 0 };
        let noun = |item: &Item| if item.name == 0 { item.own.noun_class() } else { 64 };
        emit(feature(72, pair(verb(item), noun(item))));
        emit(feature(73, pair(verb(item), noun(before))));
        emit(feature(74, pair(pair(verb(item), noun(before)), after.own.function)));
        emit(feature(75, pair(noun(item), verb(after))));
        emit(feature(76, pair(noun(before), noun(item))));
        let near = |near: Near| if near.found() { verb(&self.items[near.at as usize]) } else { 99 };
        let (left, right) = (near(item.left_cue), near(item.right_cue));
        let bins = distance_bin(item.left_cue.distance) * 16 + distance_bin(item.right_cue.distance);
        emit(feature(77, pair(left, distance_bin(item.left_cue.distance))));
        emit(feature(78, pair(right, distance_bin(item.right_cue.distance))));
        emit(feature(79, pair(pair(left, right), bins)));
        emit(feature(80, pair(left, item.own.function)));
        emit(feature(81, pair(right, pair(item.own.function, noun(item)))));
    }

    /// See `RunFacts::code`; 0 outside of runs.
    pub(super) fn run_code(&self, run: u32) -> u64 {
        self.facts.run_facts.get(run as usize).map_or(0, |run| run.code)
    }

    /// See `RunFacts::sides`; zeros outside of runs.
    pub(super) fn run_sides(&self, run: u32) -> (u64, u64) {
        self.facts.run_facts.get(run as usize).map_or((0, 0), |run| run.sides)
    }
}

/// 1 the opening mark, 2 the first word, 3 inside, 4 the last token, 5 the closing mark.
fn place_in_run(document: &Document, run: u32, token: usize) -> u8 {
    let Some(run) = document.quoted_runs.get(run as usize) else { return 0 };
    let inside = run.inside();
    match token {
        _ if token < inside.start => 1,
        _ if inside.end <= token => 5,
        _ if token == inside.start => 2,
        _ if token + 1 == inside.end => 4,
        _ => 3,
    }
}

/// The last item of each kind on the way through a sentence.
#[derive(Clone, Copy, Default)]
struct Seen {
    sign: Option<usize>,
    cue: Option<usize>,
    run: Option<usize>,
}

impl Seen {
    fn note(&mut self, at: usize, item: &Item) {
        if item.own.sign != Sign::None {
            self.sign = Some(at);
        }
        if CANDIDATE <= item.own.cue {
            self.cue = Some(at);
        }
        if item.run != NO_RUN {
            self.run = Some(at);
        }
    }

    /// Sign, cue and run as the item `at` sees them.
    fn near(self, at: usize) -> [Near; 3] {
        let near = |found: usize| Near { distance: at.abs_diff(found) as u32, at: found as u32 };
        [self.sign, self.cue, self.run].map(|found| found.map_or(Near::default(), near))
    }
}

fn look_left(items: &mut [Item]) {
    let mut seen = Seen::default();
    let (mut start, mut commas) = (0, 0);
    for at in 0..items.len() {
        if at == 0 || items[at].sentence != items[at - 1].sentence {
            (seen, start, commas) = (Seen::default(), at, 0);
        }
        let item = &mut items[at];
        item.from_start = at - start;
        item.commas = commas;
        [item.left_sign, item.left_cue, item.left_run] = seen.near(at);
        seen.note(at, item);
        commas += u32::from(item.own.sign == Sign::Comma);
    }
}

fn look_right(items: &mut [Item]) {
    let mut seen = Seen::default();
    let mut end = items.len();
    for at in (0..items.len()).rev() {
        if at + 1 == items.len() || items[at].sentence != items[at + 1].sentence {
            (seen, end) = (Seen::default(), at);
        }
        let item = &mut items[at];
        item.to_end = end - at;
        [item.right_sign, item.right_cue, item.right_run] = seen.near(at);
        seen.note(at, item);
    }
}

/// Which paragraph it is, whether a mark opens it, and whether speech goes on from the one before.
fn paragraph_code(facts: &Facts, sequence: &Sequence) -> u64 {
    let paragraph = &facts.document.paragraphs[sequence.paragraph];
    let opens = facts.runs.get(paragraph.tokens.start).is_some_and(|&run| run != NO_RUN);
    let number = (sequence.paragraph as u64).min(3);
    number * 4 + u64::from(opens) * 2 + u64::from(facts.left_open[sequence.paragraph])
}
