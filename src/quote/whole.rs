//! Features of a whole attribution by its words: order of the parts, the cue with the content's
//! edges, lengths, brackets, marks, and what stands just outside.

use std::ops::Range;

use super::facts::{NO_RUN, Sign};
use super::features::{Item, Prepared, distance_bin};
use super::labels::Parts;
use super::view::{RELATIVES, View};
use super::{classes, extent, subject};
use crate::tagger::{Feature, feature, hash, pair};

/// How far from the cue rivals are looked for.
const MAX_RIVALS: usize = 60;

/// Calls `emit` with each feature of an attribution. Any `emit` is called by one compiled function, for it
/// is a large one.
pub fn features(prepared: &Prepared, parts: &Parts, mut emit: &mut dyn FnMut(Feature)) {
    let view = View::new(prepared, parts);
    view.of_order(&mut emit);
    view.of_cue(&mut emit);
    view.of_content(&mut emit);
    view.of_source(&mut emit);
    view.of_junctions(&mut emit);
    view.of_extent(&mut emit);
    view.of_rivals(&mut emit);
    extent::features(&view, &mut emit);
    classes::features(&view, &mut emit);
    subject::features(&view, &mut emit);
}

impl View<'_> {
    fn of_order(&self, emit: &mut impl FnMut(Feature)) {
        emit(feature(0, 1));
        emit(feature(1, self.order));
        emit(feature(2, self.gaps));
        emit(feature(3, pair(self.order, self.kind)));
        emit(feature(4, pair(self.order, self.cue)));
        emit(feature(5, pair(self.order, self.head)));
        emit(feature(6, pair(self.order, self.prepared.paragraph())));
        emit(feature(7, pair(self.gaps, self.kind)));
        emit(feature(8, pair(pair(self.order, self.kind), self.head_bin)));
    }

    fn of_cue(&self, emit: &mut impl FnMut(Feature)) {
        let Some(cue) = self.parts.cue.clone() else { return };
        let items = self.prepared.items();
        emit(feature(10, self.cue));
        emit(feature(11, self.head));
        emit(feature(12, pair(self.cue, self.kind)));
        emit(feature(13, pair(self.head, cue.len().min(6) as u64)));
        emit(feature(14, pair(self.head, self.word(cue.end - 1, 1))));
        emit(feature(15, pair(self.word(cue.start, 0), self.word(cue.start, -1))));
        emit(feature(16, pair(self.word(cue.end - 1, 0), self.word(cue.end - 1, 1))));
        emit(feature(17, pair(self.head, u64::from(items[cue.start].in_run))));
        let source = u64::from(self.parts.source.is_some()) + u64::from(self.parts.shares_source);
        emit(feature(18, pair(self.head, source)));
        emit(feature(19, pair(self.head_bin * 4 + source, self.kind)));
    }

    fn of_content(&self, emit: &mut impl FnMut(Feature)) {
        let items = self.prepared.items();
        let (Some(first), Some(last)) = (self.parts.content.first(), self.parts.content.last()) else {
            return;
        };
        let n_pieces = self.parts.content.len().min(4) as u64;
        let cue_end = self.parts.cue.as_ref().map_or(0, |cue| cue.end - 1);
        emit(feature(20, pair(self.head, self.word(first.start, 0))));
        emit(feature(21, pair(self.head, self.word(first.start, -1))));
        emit(feature(22, pair(self.word(cue_end, 0), pair(self.word(first.start, 0), self.order))));
        emit(feature(23, pair(self.order, pair(self.word(first.start, -1), self.word(first.start, 0)))));
        emit(feature(24, pair(self.order, pair(self.word(last.end - 1, 0), self.word(last.end - 1, 1)))));
        emit(feature(25, pair(self.order, self.word(last.end - 1, 1))));
        emit(feature(26, pair(self.word(first.start, 0), self.word(first.start, 1))));
        let length: usize = self.parts.content.iter().map(Range::len).sum();
        let length = distance_bin(length as u32);
        emit(feature(27, pair(self.order, pair(self.kind, length))));
        emit(feature(28, pair(self.head, length)));
        emit(feature(29, pair(n_pieces, self.order)));
        for (number, piece) in self.parts.content.iter().take(4).enumerate() {
            let (start, end) = (&items[piece.start], &items[piece.end - 1]);
            let edges = u64::from(start.from_start.min(2) as u32) * 4 + u64::from(end.to_end.min(2) as u32);
            let sentences = (end.sentence - start.sentence).min(3) as u64;
            let place = pair(number.min(1) as u64, self.order);
            emit(feature(30, pair(place, edges)));
            emit(feature(31, pair(pair(place, sentences), self.kind)));
            emit(feature(32, pair(place, self.run_edges(piece))));
            emit(feature(33, pair(self.kind, self.run_edges(piece))));
            let brackets = items[piece.clone()].iter().filter(|item| item.own.sign == Sign::Bracket).count();
            emit(feature(34, brackets.min(3) as u64));
            let commas = items[piece.clone()].iter().filter(|item| item.own.sign == Sign::Comma).count();
            emit(feature(
                35,
                pair(self.order, (commas.min(3) as u64) * 16 + distance_bin(piece.len() as u32)),
            ));
            let inner =
                items[piece.clone()].iter().filter(|item| item.run == NO_RUN).max_by_key(|i| i.own.cue);
            if let Some(inner) = inner.filter(|inner| 4 <= inner.own.cue) {
                emit(feature(36, pair(inner.word, self.head)));
                emit(feature(37, pair(inner.word, self.order)));
                emit(feature(38, u64::from(inner.own.cue) * 16 + self.head_bin));
            }
            if start.run != NO_RUN {
                emit(feature(39, pair(self.prepared.run_code(start.run), self.order)));
                let (before, after) = self.prepared.run_sides(start.run);
                emit(feature(40, pair(before, self.order)));
                emit(feature(41, pair(after, self.order)));
            }
            if 0 < number {
                emit(feature(42, pair(self.word(piece.start, -1), self.word(piece.start, 0))));
                emit(feature(43, pair(self.word(piece.start, 0), self.kind)));
            }
        }
        if let Some(cue) = &self.parts.cue {
            let between = if cue.end <= first.start { cue.end..first.start } else { cue.end..cue.end };
            emit(feature(44, pair(self.words(between), self.order)));
            let apart = items[cue.start].sentence.abs_diff(items[first.start].sentence).min(3);
            emit(feature(45, pair(self.order, apart as u64)));
        }
    }

    /// Cue, source and content by the words at which they meet, and by what kind of verb reports.
    fn of_junctions(&self, emit: &mut impl FnMut(Feature)) {
        let (Some(first), Some(last)) = (self.parts.content.first(), self.parts.content.last()) else {
            return;
        };
        let Some(cue) = self.parts.cue.clone() else { return };
        let items = self.prepared.items();
        let head = items[cue.clone()].iter().max_by_key(|item| item.own.cue);
        let (class, suffix) = head.map_or((0, 0), |head| (u64::from(head.own.class), head.own.suffix3));
        let w = |at: usize, offset: isize| self.word(at, offset);
        let class_bin = class * 16 + self.head_bin;
        emit(feature(70, pair(self.head, pair(w(first.start, -1), w(first.start, 0)))));
        emit(feature(71, pair(class_bin, pair(w(first.start, -1), w(first.start, 0)))));
        emit(feature(72, pair(class_bin, self.order)));
        emit(feature(73, pair(class_bin, pair(self.order, w(first.start, 0)))));
        emit(feature(74, pair(pair(class_bin, suffix), self.order)));
        emit(feature(75, pair(self.order, pair(suffix, w(cue.start, -1)))));
        emit(feature(76, pair(class_bin, pair(w(cue.start, -1), self.kind))));
        emit(feature(77, pair(self.order, pair(w(cue.start, -2), w(cue.start, -1)))));
        emit(feature(78, pair(self.order, pair(w(cue.end - 1, 1), w(cue.end - 1, 2)))));
        emit(feature(79, pair(self.order, pair(w(last.end - 1, 1), w(last.end - 1, 2)))));
        if let Some(source) = self.parts.source.clone().filter(|source| !source.is_empty()) {
            let name = |at: usize| u64::from(items[at].name);
            let (from, to) = (source.start, source.end - 1);
            emit(feature(80, pair(pair(self.head, self.order), name(from) * 64 + name(to))));
            emit(feature(81, pair(pair(class_bin, self.order), pair(w(from, 0), w(to, 0)))));
            emit(feature(82, pair(pair(class_bin, self.order), w(to, 0))));
            emit(feature(83, pair(self.order, pair(w(from, -2), w(from, -1)))));
            let nested = items[source.clone()].iter().map(|item| item.own.cue).max().unwrap_or(0);
            emit(feature(84, pair(self.order, u64::from(nested) * 16 + distance_bin(source.len() as u32))));
            let relative = |item: &&Item| RELATIVES.iter().any(|word| hash(word.as_bytes()) == item.word);
            emit(feature(85, items[source].iter().filter(relative).count().min(2) as u64));
        }
    }

    /// How much of its sentences an attribution takes up, and what is left on both sides.
    fn of_extent(&self, emit: &mut impl FnMut(Feature)) {
        let items = self.prepared.items();
        let own_source = self.parts.source.as_ref().filter(|_| !self.parts.shares_source);
        let all = own_source.into_iter().chain(&self.parts.cue).chain(&self.parts.content);
        let start = all.clone().map(|range| range.start).min().unwrap_or_default();
        let end = all.map(|range| range.end).max().unwrap_or_default();
        let (Some(first), Some(last)) = (items.get(start), items.get(end.wrapping_sub(1))) else { return };
        let before = distance_bin(first.from_start as u32);
        let behind = distance_bin(last.to_end as u32);
        let order = pair(self.order, self.kind);
        emit(feature(100, pair(order, before)));
        emit(feature(101, pair(order, behind)));
        emit(feature(102, pair(self.order, before * 16 + behind)));
        let opening = self.word(start - first.from_start, 0);
        emit(feature(103, pair(pair(self.order, before), opening)));
        emit(feature(104, pair(pair(self.order, behind), self.word(end - 1, 1))));
        emit(feature(105, pair(pair(self.head_bin, before), self.word(start, -1))));
        let sign = |at: Option<&Item>| at.map_or(15, |item| item.own.sign as u64);
        for (number, piece) in self.parts.content.iter().take(4).enumerate() {
            let place = pair(number.min(1) as u64, self.order);
            let (left, right) =
                (sign(piece.start.checked_sub(1).and_then(|at| items.get(at))), sign(items.get(piece.end)));
            let rest = distance_bin(items[piece.end - 1].to_end as u32);
            emit(feature(106, pair(place, left * 16 + right)));
            emit(feature(107, pair(place, right * 16 + rest)));
            emit(feature(108, pair(pair(place, right), self.word(piece.end - 1, 0))));
            emit(feature(109, pair(pair(place, right * 16 + rest), self.word(piece.end, 0))));
            let inside = &items[piece.clone()];
            let count = |wanted: Sign| {
                inside.iter().filter(|item| item.run == NO_RUN && item.own.sign == wanted).count().min(3)
                    as u64
            };
            let signs = (count(Sign::Dash) * 4 + count(Sign::Semicolon)) * 4 + count(Sign::Colon);
            emit(feature(110, pair(place, signs * 4 + count(Sign::Stop))));
            // A clause ends at a comma: what it goes on with there tells whether it is over.
            let commas = count(Sign::Comma);
            if right == Sign::Comma as u64 {
                emit(feature(111, pair(pair(self.order, commas), self.word(piece.end, 1))));
                emit(feature(112, pair(self.word(piece.end, 1), self.word(piece.end, 2))));
            }
            let last_comma =
                inside.iter().rposition(|item| item.own.sign == Sign::Comma && item.run == NO_RUN);
            if let Some(at) = last_comma {
                let tail = distance_bin((inside.len() - at) as u32);
                emit(feature(113, pair(pair(self.order, tail), self.word(piece.start + at, 1))));
                emit(feature(114, pair(self.word(piece.start + at, 1), self.word(piece.start + at, 2))));
            }
            emit(feature(
                115,
                pair(place, pair(inside[0].own.suffix3, inside[inside.len() - 1].own.suffix3)),
            ));
            emit(feature(116, pair(self.head, self.word(piece.end - 1, 1))));
        }
    }

    /// Words of the same sentence that often report and are no part of it.
    fn of_rivals(&self, emit: &mut impl FnMut(Feature)) {
        let Some(cue) = self.parts.cue.clone() else { return };
        let items = self.prepared.items();
        let sentence = items[cue.start].sentence;
        let from = cue.start - items[cue.start].from_start.min(cue.start).min(MAX_RIVALS);
        let to = items.len().min(cue.end + MAX_RIVALS);
        let inside = |at: usize| {
            cue.contains(&at)
                || self.parts.content.iter().any(|piece| piece.contains(&at))
                || self.parts.source.as_ref().is_some_and(|source| source.contains(&at))
        };
        let own = (from..to).filter(|&at| items[at].sentence == sentence && items[at].run == NO_RUN);
        let rival = own.filter(|&at| !inside(at)).max_by_key(|&at| (items[at].own.cue, at));
        let Some(rival) = rival.filter(|&at| 3 <= items[at].own.cue) else {
            emit(feature(120, pair(self.order, self.head_bin)));
            return;
        };
        let side = u64::from(rival < cue.start);
        let bin = u64::from(items[rival].own.cue);
        emit(feature(121, pair(pair(self.order, side), bin * 16 + self.head_bin)));
        emit(feature(122, pair(pair(self.head, side), items[rival].word)));
        emit(feature(123, pair(pair(self.order, side), items[rival].word)));
        let apart = distance_bin(cue.start.abs_diff(rival) as u32);
        emit(feature(124, pair(bin * 16 + self.head_bin, side * 16 + apart)));
    }

    /// Where in a quoted run a piece begins and ends, and what stands just outside.
    fn run_edges(&self, piece: &Range<usize>) -> u64 {
        let items = self.prepared.items();
        let place =
            |at: Option<usize>| u64::from(at.and_then(|at| items.get(at)).map_or(7, |item| item.in_run));
        let outer = place(piece.start.checked_sub(1)) * 8 + place(Some(piece.end));
        (place(Some(piece.start)) * 8 + place(Some(piece.end - 1))) * 64 + outer
    }

    fn of_source(&self, emit: &mut impl FnMut(Feature)) {
        let Some(source) = self.parts.source.clone() else {
            emit(feature(50, self.head));
            emit(feature(51, self.order));
            return;
        };
        let items = self.prepared.items();
        if self.parts.shares_source {
            let cue = self.parts.cue.as_ref().map_or(0, |cue| cue.start);
            emit(feature(52, pair(self.word(cue, -1), self.word(cue, -2))));
            emit(feature(53, self.head));
            return;
        }
        let (first, last) = (source.start, source.end - 1);
        emit(feature(54, self.word(first, 0)));
        emit(feature(55, self.word(last, 0)));
        emit(feature(56, self.words(source.clone())));
        emit(feature(57, pair(self.order, distance_bin(source.len() as u32))));
        emit(feature(58, pair(self.order, self.word(first, -1))));
        emit(feature(59, pair(self.order, self.word(last, 1))));
        emit(feature(60, pair(self.head, self.word(last, 0))));
        emit(feature(61, pair(self.word(first, -1), self.word(first, 0))));
        emit(feature(62, pair(self.order, u64::from(items[first].in_run))));
        let name = |at: usize| u64::from(items[at].name);
        emit(feature(63, pair(name(first) * 64 + name(last), self.order)));
        // A name cut in two.
        let cut = |at: usize, ends: bool| {
            let place = items[at].name % 4;
            items[at].name != 0 && if ends { place < 2 } else { place % 2 == 1 }
        };
        emit(feature(64, u64::from(cut(first, false)) * 2 + u64::from(cut(last, true))));
        if let Some(cue) = &self.parts.cue {
            let between = if source.end <= cue.start {
                source.end..cue.start
            } else if cue.end <= source.start {
                cue.end..source.start
            } else {
                source.end..source.end
            };
            emit(feature(65, pair(self.words(between), self.order)));
        }
        let commas = items[source.clone()].iter().filter(|item| item.own.sign == Sign::Comma).count();
        emit(feature(
            66,
            pair(self.word(last, 1), commas.min(3) as u64 * 16 + distance_bin(source.len() as u32)),
        ));
        emit(feature(67, pair(hash(b"who"), u64::from(0 < commas))));
    }
}
