//! Judges whole attributions: whether somebody communicated this, as what, and with these edges.
//!
//! The chain and the reranker propose; the judge sees each proposal as it would be shown, by words
//! and by classes of words, and says how likely it is right. What is shown and what is left out is
//! decided by bounds that the trainer fits on articles that trained none of the weights.

use std::ops::Range;

use super::facts::Facts;
use super::features::{Prepared, distance_bin};
use super::labels::Parts;
use super::rerank::share;
use super::{Act, Attribution, Origin, whole};
use crate::model::{ModelError, Reader, push_part};
use crate::tagger::{Feature, Weights, feature, pair};

/// What an attribution may be, in the order of the columns: an [`Act`], or nobody's.
pub const N_ACTS: usize = 4;
/// The column of the score that all is right: a statement with these edges.
pub const RIGHT: usize = N_ACTS;
/// Number of columns of the weights.
pub const N_COLUMNS: usize = N_ACTS + 1;
/// So many tokens before and behind an attribution are looked at, at least as far as its sentences go.
const REACH: usize = 80;

/// Weights, calibration and bounds.
#[derive(Clone, Debug)]
pub struct Judge {
    weights: Weights,
    /// From the share that the score gives to the share that was right, both in thousandths;
    /// straight lines in between. Rising, the first from 0, the last to 1000.
    calibration: Vec<(u16, u16)>,
    bounds: Bounds,
}

/// How sure an attribution must be to be shown, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// That it is a statement and right.
    pub statement: u16,
    /// That it is a topic or a stance, for their layer.
    pub other: u16,
}

/// What the judge says of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The likeliest act; None if it is likeliest nobody's.
    pub act: Option<Act>,
    /// How likely it is each act or nobody's, in thousandths.
    pub acts: [u16; N_ACTS],
    /// How likely it is a statement with these edges, in thousandths.
    pub right: u16,
}

impl Judge {
    /// Reads what [`Judge::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the weights are damaged or the calibration does not rise.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let bounds = Bounds { statement: reader.u16()?, other: reader.u16()? };
        let calibration = read_calibration(reader)?;
        let mut part = reader.part()?;
        let weights = Weights::read(&mut part)?;
        if weights.n_columns() != N_COLUMNS {
            return Err(reader.damaged(format!("{N_COLUMNS} columns"), weights.n_columns().to_string()));
        }
        Ok(Self { weights, calibration, bounds })
    }

    /// Appends what [`Judge::read`] reads.
    pub fn write(bounds: Bounds, calibration: &[(u16, u16)], weights: &[u8], bytes: &mut Vec<u8>) {
        for bound in [bounds.statement, bounds.other] {
            bytes.extend_from_slice(&bound.to_le_bytes());
        }
        bytes.push(calibration.len() as u8);
        for (from, to) in calibration {
            bytes.extend_from_slice(&from.to_le_bytes());
            bytes.extend_from_slice(&to.to_le_bytes());
        }
        push_part(bytes, weights);
    }

    /// Judges an attribution.
    pub fn verdict(&self, facts: &Facts, attribution: &Attribution) -> Verdict {
        let mut sums = [0i32; N_COLUMNS];
        features(facts, attribution, |key| self.weights.add(key, &mut sums));
        let units = i64::from(self.weights.units_per_nat());
        let scores = sums.map(|sum| (i64::from(sum) * 1024 / units) as i32);
        let of_acts = &scores[..N_ACTS];
        let best = of_acts.iter().copied().max().unwrap_or_default();
        let weights: Vec<u32> = of_acts.iter().map(|&score| share(best - score)).collect();
        let total = weights.iter().sum::<u32>().max(1);
        let mut acts = [0; N_ACTS];
        for (act, weight) in acts.iter_mut().zip(&weights) {
            *act = (weight * 1000 / total) as u16;
        }
        let column = of_acts.iter().position(|&score| score == best).unwrap_or(N_ACTS - 1);
        let right = calibrated(&self.calibration, logistic(scores[RIGHT]));
        Verdict { act: Act::ALL.get(column).copied(), acts, right }
    }

    /// As what an attribution with this verdict is shown, and how likely it is right, in thousandths;
    /// none if it is left out.
    ///
    /// A turn of a transcript, or what a line with a colon announces, is a statement by its layout, of
    /// which the judge, which learned from running text, knows little: it stands at the bound at least.
    pub fn shown(&self, verdict: &Verdict, origin: Origin) -> Option<(Act, u16)> {
        if matches!(origin, Origin::Label | Origin::Announced) {
            return Some((Act::Statement, verdict.right.max(self.bounds.statement)));
        }
        let act = verdict.act?;
        let (sure, bound) = match act {
            Act::Statement => (verdict.right, self.bounds.statement),
            _ => (verdict.acts[act as usize], self.bounds.other),
        };
        (bound <= sure).then_some((act, sure))
    }
}

fn read_calibration(reader: &mut Reader) -> Result<Vec<(u16, u16)>, ModelError> {
    let n_steps = reader.u8()?;
    let steps = (0..n_steps).map(|_| Ok((reader.u16()?, reader.u16()?)));
    let steps: Vec<(u16, u16)> = steps.collect::<Result<_, ModelError>>()?;
    let rises = steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1);
    let ends = (steps.first().map(|step| step.0), steps.last().map(|step| step.0));
    if !rises || ends != (Some(0), Some(1000)) {
        return Err(reader.damaged("a calibration that rises from 0 to 1000", format!("{steps:?}")));
    }
    Ok(steps)
}

/// What a calibration makes of a share, both in thousandths.
pub fn calibrated(calibration: &[(u16, u16)], share: u16) -> u16 {
    let above = calibration.iter().position(|&(from, _)| share <= from).unwrap_or_default();
    let Some(&(high, to)) = calibration.get(above) else { return share };
    let Some(&(low, from)) = above.checked_sub(1).and_then(|below| calibration.get(below)) else {
        return to;
    };
    let span = u32::from(high - low).max(1);
    from + (u32::from(to - from) * u32::from(share - low) / span) as u16
}

/// The share, in thousandths, that a score in 1/1024 nat gives against zero.
fn logistic(score: i32) -> u16 {
    let (own, other) = (share(0.max(-score)), share(0.max(score)));
    (own * 1000 / (own + other).max(1)) as u16
}

/// Calls `emit` with each feature of an attribution as the judge sees it.
pub fn features(facts: &Facts, attribution: &Attribution, mut emit: impl FnMut(Feature)) {
    let (prepared, parts) = prepare(facts, attribution);
    whole::features(&prepared, &parts, &mut emit);
    let origin = attribution.origin as u64 * 2 + u64::from(attribution.within.is_some());
    emit(feature(200, origin));
    let agreement = u64::from(attribution.agreement / 125);
    emit(feature(201, pair(origin, agreement)));
    let head = parts.cue.as_ref().map_or(0, |cue| prepared.word(cue.end - 1, 0));
    emit(feature(202, pair(origin, head)));
    let n_pieces = attribution.content.len().min(4) as u64;
    let length: usize = attribution.content.iter().map(Range::len).sum();
    emit(feature(203, pair(origin, n_pieces * 16 + distance_bin(length as u32))));
    let has = u64::from(parts.cue.is_some()) + 2 * u64::from(parts.source.is_some());
    emit(feature(204, pair(origin, has)));
    emit(feature(205, pair(prepared.paragraph(), origin)));
}

/// The surroundings of an attribution, and its parts in them. Pieces in other paragraphs than the
/// first one's are left out.
fn prepare<'f, 'd>(facts: &'f Facts<'d>, attribution: &Attribution) -> (Prepared<'f, 'd>, Parts) {
    let document = facts.document();
    let first = attribution.content.first().map_or(0, |piece| piece.start);
    let paragraph = document.paragraph_of(first);
    let bounds = match &attribution.within {
        Some(within) => within.clone(),
        None => {
            super::sequence::behind_dateline(document, paragraph)..document.paragraphs[paragraph].tokens.end
        }
    };
    let inside = |part: &&Range<usize>| bounds.start <= part.start && part.end <= bounds.end;
    let content: Vec<Range<usize>> = attribution.content.iter().filter(inside).cloned().collect();
    let cue = attribution.cue.as_ref().filter(inside);
    let source = attribution.source.as_ref().filter(inside);
    let parts = || content.iter().chain(cue).chain(source);
    let start = parts().map(|part| part.start).min().unwrap_or(first);
    let end = parts().map(|part| part.end).max().unwrap_or(first);
    let sentence = |at: usize| document.sentences.get(document.sentence_of(at)).map(|s| s.tokens.clone());
    let from = sentence(start).map_or(start, |tokens| tokens.start).max(start.saturating_sub(REACH));
    let to = sentence(end.saturating_sub(1)).map_or(end, |tokens| tokens.end).min(end + REACH).max(end);
    let window = from.max(bounds.start).min(start)..to.min(bounds.end).max(end);
    let place = |part: &Range<usize>| part.start - window.start..part.end - window.start;
    let parts = Parts {
        source: source.map(place),
        cue: cue.map(place),
        content: content.iter().map(place).collect(),
        shares_source: false,
    };
    let sequence = super::sequence::sequence_of(document, window);
    let prepared = match attribution.within {
        Some(_) => Prepared::inside(facts, &sequence),
        None => Prepared::new(facts, &sequence),
    };
    (prepared, parts)
}
