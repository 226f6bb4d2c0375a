//! Features of a whole attribution by classes of words: what WordNet knows of the cue and of the
//! source's head, what grammar the content begins and ends with. They carry over to words that no
//! training article has.

use std::ops::Range;

use super::facts::{Auxiliary, NO_RUN, Sign};
use super::features::{Item, distance_bin};
use super::view::View;
use crate::tagger::{Feature, feature, hash, pair};

/// How far into a content its finite verb is looked for.
const MAX_TO_FINITE: usize = 14;

/// How a content begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A word that opens a clause or an infinitive, by its hash.
    Opener(u64),
    Quoted,
    /// A clause without an opener.
    Finite,
    /// A bare noun phrase or the like.
    Phrase,
}

impl Shape {
    fn code(self) -> u64 {
        match self {
            Self::Opener(word) => word,
            Self::Quoted => 1,
            Self::Finite => 2,
            Self::Phrase => 3,
        }
    }
}

/// Calls `emit` with each feature.
pub(super) fn features(view: &View, emit: &mut impl FnMut(Feature)) {
    let classes = Classes::new(view);
    classes.of_cue(emit);
    classes.of_source(emit);
    classes.of_content(emit);
    classes.of_surroundings(emit);
}

struct Classes<'a> {
    view: &'a View<'a>,
    items: &'a [Item],
    /// The cue's verb: steps of its shares, and its frames.
    verb: u64,
    frames: u8,
    /// What of the cue's verb matters most: whether it is known, communication and cognition.
    report: u64,
    voice: u64,
    shape: Shape,
    finite: bool,
    source: u64,
}

impl<'a> Classes<'a> {
    fn new(view: &'a View) -> Self {
        let items = view.prepared.items();
        let cue = view.parts.cue.clone().map_or(&items[..0], |cue| &items[cue]);
        let main = cue.iter().rev().find(|item| item.own.verb.is_some() || item.own.noun.is_some());
        let (mut verb, mut frames, mut report) = (u64::from(!cue.is_empty()), 0, u64::from(!cue.is_empty()));
        if let Some(known) = main.and_then(|item| item.own.verb) {
            let shares = [known.communication, known.cognition, known.emotion, known.perception];
            verb = 4 + shares.iter().fold(0, |code, &share| code * 4 + u64::from(share));
            frames = known.frames;
            report = 4 + u64::from(known.communication) * 4 + u64::from(known.cognition);
        } else if let Some(noun) = main.and_then(|item| item.own.noun) {
            verb = 1000 + u64::from(noun.communication) * 4 + u64::from(noun.person);
            report = 100 + u64::from(noun.communication);
        }
        let finite = is_finite(view, items);
        Self {
            view,
            items,
            verb,
            frames,
            report,
            voice: voice(cue, main),
            shape: shape(view, items, finite),
            finite,
            source: source_class(view, items),
        }
    }

    fn of_cue(&self, emit: &mut impl FnMut(Feature)) {
        let shape = self.shape.code();
        emit(feature(130, self.verb));
        emit(feature(131, pair(self.report, shape)));
        emit(feature(132, pair(self.verb, shape)));
        emit(feature(133, pair(self.report, self.view.order)));
        emit(feature(134, pair(self.report, self.voice)));
        emit(feature(135, pair(pair(self.report, self.voice), shape)));
        for bit in 0..6 {
            let takes = u64::from(self.frames >> bit & 1);
            emit(feature(136, pair(bit * 2 + takes, shape)));
        }
        emit(feature(137, pair(u64::from(self.frames), self.report)));
        emit(feature(138, pair(self.voice, self.view.order)));
    }

    fn of_source(&self, emit: &mut impl FnMut(Feature)) {
        emit(feature(140, self.source));
        emit(feature(141, pair(self.source, self.report)));
        emit(feature(142, pair(self.source, self.shape.code())));
        emit(feature(143, pair(self.source, self.verb)));
        emit(feature(144, pair(self.source, self.voice)));
        emit(feature(145, pair(pair(self.source, self.report), self.view.order)));
        let Some(source) = self.view.parts.source.clone() else { return };
        let head = head_of(self.items, source.clone());
        if let Some(noun) = head.own.noun.filter(|_| head.name == 0) {
            let hypernym = u64::from(noun.hypernym);
            emit(feature(146, hypernym));
            emit(feature(147, pair(hypernym, self.report)));
            emit(feature(148, pair(u64::from(noun.plural), self.source)));
        }
        emit(feature(149, pair(self.items[source.start].own.function, self.source)));
    }

    fn of_content(&self, emit: &mut impl FnMut(Feature)) {
        let (Some(first), Some(last)) = (self.view.parts.content.first(), self.view.parts.content.last())
        else {
            return;
        };
        let (shape, kind) = (self.shape.code(), self.view.kind);
        let length = distance_bin(self.view.parts.content.iter().map(Range::len).sum::<usize>() as u32);
        emit(feature(150, shape));
        emit(feature(151, pair(pair(shape, kind), self.view.order)));
        emit(feature(152, pair(self.report, length)));
        emit(feature(153, pair(pair(self.report, kind), u64::from(self.finite))));
        emit(feature(154, pair(pair(self.report, self.source), kind)));
        // "told reporters that": the one who is told is no part of the content.
        let opening = self.item(first.start);
        let second = self.item(first.start + 1);
        emit(feature(155, pair(pair(word_class(opening), second.own.function), self.report)));
        emit(feature(156, pair(word_class(opening), word_class(second))));
        let is_infinitive = opening.own.function == hash(b"to") && second.own.verb.is_some();
        emit(feature(157, pair(self.report, u64::from(is_infinitive))));
        // Where the writer goes on.
        let (end, behind) = (self.item(last.end - 1), self.item(last.end));
        let next = self.item(last.end + 1);
        let edge = pair(pair(behind.own.sign as u64, behind.own.function), word_class(next));
        emit(feature(158, pair(self.view.order, edge)));
        emit(feature(159, pair(word_class(end), pair(behind.own.function, behind.own.sign as u64))));
        emit(feature(160, pair(pair(self.view.order, word_class(behind)), behind.own.function)));
        for piece in self.view.parts.content.iter().take(4) {
            self.of_tail(piece.clone(), emit);
        }
    }

    /// What follows the last comma of a piece: it may be the writer's.
    fn of_tail(&self, piece: Range<usize>, emit: &mut impl FnMut(Feature)) {
        let is_comma = |at: &usize| self.items[*at].own.sign == Sign::Comma && self.items[*at].run == NO_RUN;
        let Some(comma) = piece.clone().rev().find(is_comma) else { return };
        let (opening, second) = (self.item(comma + 1), self.item(comma + 2));
        let tail = comma + 1..piece.end;
        let finite = tail.clone().any(|at| is_finite_verb(&self.items[at]));
        let code = distance_bin(tail.len() as u32) * 2 + u64::from(finite);
        emit(feature(161, pair(pair(opening.own.function, word_class(opening)), code)));
        emit(feature(162, pair(self.view.order, pair(opening.own.function, word_class(second)))));
        let participle = opening.own.suffix3 == hash(b"ing") && opening.own.verb.is_some();
        emit(feature(163, pair(u64::from(participle), code)));
    }

    fn of_surroundings(&self, emit: &mut impl FnMut(Feature)) {
        let parts = self.view.parts;
        let own_source = parts.source.as_ref().filter(|_| !parts.shares_source);
        let start = own_source.into_iter().chain(&parts.cue).map(|range| range.start).min();
        let before =
            start.and_then(|start| self.items.get(start.wrapping_sub(1))).copied().unwrap_or_default();
        let edge = pair(before.own.sign as u64, before.own.function);
        emit(feature(170, pair(edge, self.view.order)));
        emit(feature(171, pair(edge, self.report)));
        emit(feature(172, pair(pair(self.view.prepared.paragraph(), self.report), self.shape.code())));
        let Some((cue, first)) = parts.cue.clone().zip(parts.content.first()) else { return };
        if cue.end <= first.start {
            let gap = &self.items[cue.end..first.start];
            let colon = gap.iter().any(|item| item.own.sign == Sign::Colon);
            let addressee = gap.first().map_or(0, word_class);
            let gap = distance_bin(gap.len() as u32) * 2 + u64::from(colon);
            emit(feature(173, pair(gap, addressee)));
            emit(feature(174, pair(pair(gap, addressee), self.report)));
            emit(feature(175, pair(pair(gap, self.source), self.shape.code())));
        }
    }

    fn item(&self, at: usize) -> &Item {
        self.view.prepared.item(at, 0)
    }
}

/// What a word is, roughly: a name of a type, a noun for a person and so on, a verb of saying.
fn word_class(item: &Item) -> u64 {
    if item.name != 0 {
        return 16 + u64::from(item.name / 4);
    }
    if item.own.function != 0 {
        return pair(1, item.own.function);
    }
    if let Some(noun) = item.own.noun {
        let strong = |share: u8| 2 <= share;
        let plural = u64::from(noun.plural) * 8;
        match () {
            () if strong(noun.person) => return 2 + plural,
            () if strong(noun.group) => return 3 + plural,
            () if strong(noun.communication) => return 4 + plural,
            () if strong(noun.location) => return 5 + plural,
            () => {}
        }
    }
    match item.own.verb {
        Some(verb) if 2 <= verb.communication => 6,
        Some(_) => 7,
        None => 8 * u64::from(item.own.sign != Sign::None) + 32 * u64::from(item.own.case),
    }
}

/// The word that a noun phrase is about: the last one before "of", "who" or a comma.
pub(super) fn head_of(items: &[Item], source: Range<usize>) -> &Item {
    let ends = |at: &usize| items[*at].own.ends_head || items[*at].own.sign == Sign::Comma;
    let end = (source.start + 1..source.end).find(ends).unwrap_or(source.end);
    &items[end - 1]
}

fn source_class(view: &View, items: &[Item]) -> u64 {
    let Some(source) = view.parts.source.clone().filter(|source| !source.is_empty()) else {
        return u64::from(view.parts.shares_source);
    };
    phrase_class(items, source)
}

/// What a noun phrase is about, roughly, and whether it holds a name.
pub(super) fn phrase_class(items: &[Item], phrase: Range<usize>) -> u64 {
    let head = head_of(items, phrase.clone());
    if head.name != 0 {
        return 16 + u64::from(head.name / 4);
    }
    let named = items[phrase].iter().any(|item| item.name != 0);
    pair(word_class(head), u64::from(named))
}

/// Passive, perfect, future and so on; whether the verb is denied; a participle.
fn voice(cue: &[Item], main: Option<&Item>) -> u64 {
    let first = cue.first().map_or(Auxiliary::None, |item| item.own.auxiliary);
    let denied = cue.iter().any(|item| item.own.auxiliary == Auxiliary::Negation);
    let perfect = cue.iter().any(|item| item.own.auxiliary == Auxiliary::Have);
    let participle = main.is_some_and(|item| item.own.suffix3 == hash(b"ing"));
    let flags = u64::from(denied) + 2 * u64::from(perfect) + 4 * u64::from(participle);
    first as u64 * 8 + flags
}

fn is_finite_verb(item: &Item) -> bool {
    let auxiliary = matches!(item.own.auxiliary, Auxiliary::Be | Auxiliary::Have | Auxiliary::Do);
    auxiliary || item.own.auxiliary == Auxiliary::Modal && item.own.function != hash(b"to")
}

fn is_finite(view: &View, items: &[Item]) -> bool {
    let Some(first) = view.parts.content.first() else { return false };
    items[first.clone()].iter().take(MAX_TO_FINITE).any(is_finite_verb)
}

fn shape(view: &View, items: &[Item], finite: bool) -> Shape {
    let Some(first) = view.parts.content.first() else { return Shape::Phrase };
    let opening = &items[first.start];
    let openers: [&[u8]; 8] = [b"that", b"to", b"whether", b"if", b"how", b"what", b"why", b"of"];
    let word = opening.word;
    match () {
        () if opening.own.sign == Sign::Mark || opening.run != NO_RUN => Shape::Quoted,
        () if openers.iter().any(|opener| hash(opener) == word) => Shape::Opener(word),
        () if finite => Shape::Finite,
        () => Shape::Phrase,
    }
}
