//! The statements of two drafts: added, dropped, reworded, given to another speaker.

use std::ops::Range;

use super::align::{MOST_WORDS, Step, align, in_common};
use super::pieces::{marked, push};
use super::speakers::{may_be_same, speaker};
use super::words::{Word, outer_first, same_marks, sorted, with, words_of};
use super::{Mark, Piece, Relation};
use crate::report::{Act, Quotation, Report};
use crate::tagger::pair;

/// A word that so many statements of the older draft have tells nothing of which is meant.
const COMMON: usize = 200;

/// A statement of either draft, or of both.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DraftRow {
    /// How the newer draft's stands to the older's.
    pub relation: Relation,
    /// Both drafts name a speaker, and it is not the same one.
    pub other_speaker: bool,
    /// The statement's id in the older draft's report, and its words.
    pub older: Option<(usize, Vec<Piece>)>,
    /// The same of the newer draft.
    pub newer: Option<(usize, Vec<Piece>)>,
}

/// A statement with its words.
struct Said<'a> {
    quotation: &'a Quotation,
    spans: Vec<Range<usize>>,
    words: Vec<Word>,
}

impl Said<'_> {
    fn ids(&self) -> Vec<u64> {
        self.words.iter().map(|word| word.id).collect()
    }

    fn text(&self, text: &str) -> String {
        self.spans.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" … ")
    }
}

/// The statements of two drafts side by side, in the order of the newer; what was dropped stands behind what it
/// followed.
///
/// Statements without words are left out. The reports may count in any unit.
pub fn compare_drafts(older: (&str, &Report), newer: (&str, &Report)) -> Vec<DraftRow> {
    let old = statements(older);
    let new = statements(newer);
    let pairs = pairs(&old, &new);
    let mut partner = vec![None; old.len()];
    for (idx, before) in pairs.iter().enumerate() {
        if let Some(before) = before {
            partner[*before] = Some(idx);
        }
    }
    let mut rows: Vec<DraftRow> = Vec::new();
    // By the number of the statement before them that is still there, from 1: those that were dropped.
    let (mut last, mut dropped) = (0, Vec::new());
    for (idx, there) in partner.iter().enumerate() {
        match there {
            Some(there) => last = *there as u64 + 1,
            None => dropped.push((last, idx as u64)),
        }
    }
    let dropped = sorted(dropped);
    let drop_rows = |rows: &mut Vec<DraftRow>, after: u64| {
        for idx in with(&dropped, after).iter().map(|pair| pair.1 as usize) {
            let pieces = plain(&old[idx], older.0);
            let older = Some((old[idx].quotation.id, pieces));
            rows.push(DraftRow { relation: Relation::Dropped, other_speaker: false, older, newer: None });
        }
    };
    drop_rows(&mut rows, 0);
    for (idx, said) in new.iter().enumerate() {
        rows.push(match pairs[idx] {
            None => {
                let newer = Some((said.quotation.id, plain(said, newer.0)));
                DraftRow { relation: Relation::Added, other_speaker: false, older: None, newer }
            }
            Some(before) => both((&old[before], older), (said, newer)),
        });
        drop_rows(&mut rows, idx as u64 + 1);
    }
    rows
}

fn statements<'a>((text, report): (&str, &'a Report)) -> Vec<Said<'a>> {
    let table = report.clone().bytes(text);
    let mut said = Vec::new();
    for quotation in report.quotations.iter().filter(|quotation| quotation.act == Act::Statement) {
        let byte = |offset| table.convert(offset) as usize;
        let spans = quotation.content.iter().map(|&[start, end]| byte(start)..byte(end));
        let spans: Vec<Range<usize>> = spans.filter(|span| text.get(span.clone()).is_some()).collect();
        let words: Vec<Word> = spans.iter().flat_map(|span| words_of(text, span.clone())).collect();
        if !words.is_empty() {
            said.push(Some(Said { quotation, spans, words }));
        }
    }
    let keys = said.iter().flatten().enumerate();
    let keys =
        keys.map(|(idx, said)| (outer_first(said.spans[0].start, said.spans[0].end), idx as u64)).collect();
    sorted(keys).into_iter().filter_map(|(_, idx)| said[idx as usize].take()).collect()
}

/// Which statement of the older draft each of the newer was: first the same words, then the likest.
fn pairs(old: &[Said], new: &[Said]) -> Vec<Option<usize>> {
    let all = |said: &Said| said.ids().into_iter().fold(0, pair);
    let same = sorted(old.iter().enumerate().map(|(idx, said)| (all(said), idx as u64)).collect());
    let mut pairs = vec![None; new.len()];
    let mut gone = vec![false; old.len()];
    for (idx, said) in new.iter().enumerate() {
        let before = with(&same, all(said)).iter().map(|pair| pair.1 as usize).find(|&before| !gone[before]);
        if let Some(before) = before {
            gone[before] = true;
            pairs[idx] = Some(before);
        }
    }
    let left = old.iter().enumerate().filter(|(idx, _)| !gone[*idx]);
    let mut ids =
        sorted(left.flat_map(|(idx, said)| said.ids().into_iter().map(move |id| (id, idx as u64))).collect());
    ids.dedup();
    let mut likely = Vec::new();
    let mut shared = vec![0usize; old.len()];
    for (idx, said) in new.iter().enumerate().filter(|(idx, _)| pairs[*idx].is_none()) {
        let mut touched = Vec::new();
        for id in said.ids() {
            let here = with(&ids, id);
            for before in here.iter().filter(|_| here.len() <= COMMON).map(|pair| pair.1 as usize) {
                if shared[before] == 0 {
                    touched.push(before);
                }
                shared[before] += 1;
            }
        }
        for before in touched {
            let n_shared = std::mem::take(&mut shared[before]);
            let likeness =
                if said.words.len().min(8) <= 4 * n_shared { likeness(&old[before], said) } else { None };
            if let Some(likeness) = likeness {
                // The likest first, then the nearest.
                let key = ((2000 - likeness as u64) << 32) | before.abs_diff(idx) as u64;
                likely.push((key, ((idx as u64) << 32) | before as u64));
            }
        }
    }
    for (_, pair) in sorted(likely) {
        let (idx, before) = ((pair >> 32) as usize, (pair & u64::from(u32::MAX)) as usize);
        if !gone[before] && pairs[idx].is_none() {
            gone[before] = true;
            pairs[idx] = Some(before);
        }
    }
    pairs
}

/// How alike two statements are, in thousandths; None if they are two different ones. One is the other reworded if
/// half of their words are the same in order, or if it is four words or more of it.
fn likeness(a: &Said, b: &Said) -> Option<usize> {
    let cut = |said: &Said| said.ids().into_iter().take(MOST_WORDS).collect::<Vec<_>>();
    let (a, b) = (cut(a), cut(b));
    let common = in_common(&align(&a, &b));
    let shorter = a.len().min(b.len());
    let likeness = 2000 * common / (a.len() + b.len());
    (500 <= likeness || 4 <= shorter && 4 * shorter <= 5 * common).then_some(likeness)
}

fn both((old, older): (&Said, (&str, &Report)), (new, newer): (&Said, (&str, &Report))) -> DraftRow {
    let steps = align(&old.ids(), &new.ids());
    let relation = if in_common(&steps) != steps.len() {
        Relation::Changed
    } else if same_marks(&old.text(older.0), &new.text(newer.0)) {
        Relation::Same
    } else {
        Relation::Marks
    };
    let speakers = (speaker(older.1, old.quotation), speaker(newer.1, new.quotation));
    let other_speaker = matches!(speakers, (Some(a), Some(b)) if !may_be_same(a, b));
    DraftRow {
        relation,
        other_speaker,
        older: Some((old.quotation.id, pieces(old, older.0, &steps, Step::First))),
        newer: Some((new.quotation.id, pieces(new, newer.0, &steps, Step::Second))),
    }
}

fn plain(said: &Said, text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    push(&mut pieces, Mark::Same, &said.text(text));
    pieces
}

/// The words of one side, with what it has alone and where it lacks something.
fn pieces(said: &Said, text: &str, steps: &[Step], own: Step) -> Vec<Piece> {
    marked(text, &said.spans, &said.words, steps, own)
}
