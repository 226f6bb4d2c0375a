//! Chooses among the best paths of the chain by looking at whole attributions.
//!
//! The chain sees a few words at a time. Here the order of the parts, the cue with the content's
//! edges, lengths, brackets and marks are judged together; each attribution has its own score, and
//! a path's is the sum of its attributions' and the chain's.

use std::ops::Range;

use super::features::Prepared;
use super::labels::{self, Parts};
use super::whole;
use crate::model::{ModelError, Reader};
use crate::tagger::{Path, Weights};

/// How many paths are looked at.
pub const N_PATHS: usize = 8;
/// Paths that are so many nats worse than the best are not looked at.
pub const MARGIN: i32 = 6;

/// The scores were learned from the same articles as the chain's and are too sure of themselves by
/// about this factor.
const SURENESS: i32 = 2;

/// Scores of whole attributions.
#[derive(Clone, Debug)]
pub struct Reranker {
    weights: Weights,
    /// What a nat of the chain counts, in 1/256.
    chain: i32,
}

impl Reranker {
    /// Reads what [`Reranker::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the weights are damaged.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let chain = i32::from(reader.i16()?);
        let mut part = reader.part()?;
        let weights = Weights::read(&mut part)?;
        if weights.n_columns() != 1 {
            return Err(reader.damaged("1 column", weights.n_columns().to_string()));
        }
        Ok(Self { weights, chain })
    }

    /// Appends what [`Reranker::read`] reads: the weight of the chain and a section of weights
    /// with one column.
    pub fn write(chain: i16, weights: &[u8], bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&chain.to_le_bytes());
        crate::model::push_part(bytes, weights);
    }

    /// The attributions of the best of `paths`, each with its share of the paths' weight in
    /// thousandths; `units` is what the chain's scores count as one nat.
    pub fn choose(&self, prepared: &Prepared, paths: &[Path], units: u32) -> Vec<(Parts, u16)> {
        let top = paths.first().map_or(0, |path| path.score);
        let mut known: Vec<(Parts, i32)> = Vec::new();
        let mut scored: Vec<(i32, Vec<usize>)> = Vec::new();
        for path in paths {
            // In 1/1024 nat.
            let below = i64::from(path.score - top) * 4 * i64::from(self.chain) / i64::from(units);
            let mut score = below as i32;
            let mut members = Vec::new();
            for parts in labels::decode(&path.labels) {
                let at = known.iter().position(|(other, _)| *other == parts).unwrap_or_else(|| {
                    let own = self.score(prepared, &parts);
                    known.push((parts, own));
                    known.len() - 1
                });
                score += known[at].1;
                members.push(at);
            }
            scored.push((score, members));
        }
        let Some(best) = scored.iter().map(|(score, _)| *score).max() else { return Vec::new() };
        let weights: Vec<u32> = scored.iter().map(|(score, _)| share((best - score) / SURENESS)).collect();
        let total: u32 = weights.iter().sum::<u32>().max(1);
        let chosen = scored.iter().position(|(score, _)| *score == best).unwrap_or_default();
        let confidence = |parts: &Parts| {
            let agree = |members: &[usize]| members.iter().any(|&at| agrees(&known[at].0, parts));
            let with = scored.iter().zip(&weights).filter(|((_, members), _)| agree(members));
            (with.map(|(_, weight)| weight).sum::<u32>() * 1000 / total) as u16
        };
        let members = scored.get(chosen).map_or(&[][..], |(_, members)| members);
        members.iter().map(|&at| (known[at].0.clone(), confidence(&known[at].0))).collect()
    }

    /// The score of an attribution, in 1/1024 nat.
    fn score(&self, prepared: &Prepared, parts: &Parts) -> i32 {
        let mut sum = [0i32];
        whole::features(prepared, parts, &mut |key| self.weights.add(key, &mut sum));
        (i64::from(sum[0]) * 1024 / i64::from(self.weights.units_per_nat())) as i32
    }
}

/// 2^(-x) for x in 1/1024 nat, roughly, as a share of 2^16: enough to weigh paths.
pub(super) fn share(below: i32) -> u32 {
    // 1 nat is 1.4427 halvings; between two halvings a straight line.
    let halvings = i64::from(below) * 1477 / 1024;
    let (whole, rest) = (halvings / 1024, halvings % 1024);
    if 16 <= whole { 0 } else { ((65536 - 32 * rest) >> whole) as u32 }
}

/// Whether two readings are the same attribution for a reader: most of the content is the same.
fn agrees(one: &Parts, other: &Parts) -> bool {
    let length = |parts: &Parts| parts.content.iter().map(Range::len).sum::<usize>();
    let common: usize = one
        .content
        .iter()
        .flat_map(|a| {
            other.content.iter().map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start)))
        })
        .sum();
    length(one) + length(other) <= common * 3
}
