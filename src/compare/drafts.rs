//! The statements of two drafts: added, dropped, reworded, given to another speaker.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::align::{MOST_WORDS, Step, align, in_common};
use super::pieces::{marked, push};
use super::speakers::{may_be_same, speaker};
use super::words::{Word, Words, same_marks};
use super::{Mark, Piece, Relation};
use crate::report::{Act, Quotation, Report};

/// A word that so many statements of the older draft have tells nothing of which is meant.
const COMMON: usize = 200;

/// A statement of either draft, or of both.
#[derive(Clone, Debug, PartialEq)]
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
    fn ids(&self) -> Vec<u32> {
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
    let mut words = Words::default();
    let old = statements(&mut words, older);
    let new = statements(&mut words, newer);
    let pairs = pairs(&old, &new);
    let partner: BTreeMap<usize, usize> = pairs.iter().map(|(&new, &old)| (old, new)).collect();
    let mut rows: Vec<DraftRow> = Vec::new();
    // Dropped ones by the place of the statement before them that is still there.
    let mut dropped: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let mut last = None;
    for idx in 0..old.len() {
        match partner.get(&idx) {
            Some(&there) => last = Some(there),
            None => dropped.entry(last).or_default().push(idx),
        }
    }
    let drop_rows = |rows: &mut Vec<DraftRow>, after| {
        for &idx in dropped.get(&after).into_iter().flatten() {
            let pieces = plain(&old[idx], older.0);
            let older = Some((old[idx].quotation.id, pieces));
            rows.push(DraftRow { relation: Relation::Dropped, other_speaker: false, older, newer: None });
        }
    };
    drop_rows(&mut rows, None);
    for (idx, said) in new.iter().enumerate() {
        rows.push(match pairs.get(&idx) {
            None => {
                let newer = Some((said.quotation.id, plain(said, newer.0)));
                DraftRow { relation: Relation::Added, other_speaker: false, older: None, newer }
            }
            Some(&before) => both((&old[before], older), (said, newer)),
        });
        drop_rows(&mut rows, Some(idx));
    }
    rows
}

fn statements<'a>(words: &mut Words, (text, report): (&str, &'a Report)) -> Vec<Said<'a>> {
    let table = report.clone().bytes(text);
    let is_statement = |quotation: &&Quotation| quotation.act == Act::Statement;
    let said = report.quotations.iter().filter(is_statement).map(|quotation| {
        let byte = |offset| table.convert(offset) as usize;
        let spans = quotation.content.iter().map(|&[start, end]| byte(start)..byte(end));
        let spans: Vec<Range<usize>> = spans.filter(|span| text.get(span.clone()).is_some()).collect();
        let words = spans.iter().flat_map(|span| words.of(text, span.clone())).collect();
        Said { quotation, spans, words }
    });
    let mut said: Vec<Said> = said.filter(|said| !said.words.is_empty()).collect();
    said.sort_by_key(|said| (said.spans[0].start, std::cmp::Reverse(said.spans[0].end), said.quotation.id));
    said
}

/// Which statement of the older draft each of the newer was: first the same words, then the likest.
fn pairs(old: &[Said], new: &[Said]) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let mut free: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
    for (idx, said) in old.iter().enumerate().rev() {
        free.entry(said.ids()).or_default().push(idx);
    }
    for (idx, said) in new.iter().enumerate() {
        if let Some(before) = free.get_mut(&said.ids()).and_then(Vec::pop) {
            pairs.insert(idx, before);
        }
    }
    let taken: BTreeSet<usize> = pairs.values().copied().collect();
    let left: Vec<usize> = (0..old.len()).filter(|idx| !taken.contains(idx)).collect();
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for &idx in &left {
        let mut ids = old[idx].ids();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().for_each(|id| holders.entry(id).or_default().push(idx));
    }
    let mut likely = Vec::new();
    for (idx, said) in new.iter().enumerate().filter(|(idx, _)| !pairs.contains_key(idx)) {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for id in said.ids() {
            let holders = holders.get(&id).filter(|holders| holders.len() <= COMMON);
            holders.into_iter().flatten().for_each(|&before| *shared.entry(before).or_default() += 1);
        }
        for (&before, _) in shared.iter().filter(|(_, n_shared)| said.words.len().min(8) <= 4 * **n_shared) {
            if let Some(likeness) = likeness(&old[before], said) {
                likely.push((std::cmp::Reverse(likeness), before.abs_diff(idx), idx, before));
            }
        }
    }
    likely.sort_unstable();
    let mut gone = vec![false; old.len()];
    for (_, _, idx, before) in likely {
        if !gone[before] && !pairs.contains_key(&idx) {
            gone[before] = true;
            pairs.insert(idx, before);
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
