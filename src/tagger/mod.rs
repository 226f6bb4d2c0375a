//! A linear-chain sequence tagger: one engine for every learned layer.
//!
//! A layer brings its label set ([`Scheme`]), its features as keys (`feature`) and its section
//! of the model file ([`Weights`]). The tagger adds up integer weights and finds the best labels,
//! the k best, or each label's probability. Nothing here knows what the labels mean.
//!
//! All scores are integers and every table is computed without floats, so that results are the
//! same on every platform.

mod feature;
mod scheme;
mod rows;
mod weights;
mod moves;
mod decode;
mod marginals;

pub use decode::Path;
pub use feature::{Feature, feature, hash, hash_beginnings, key, pair};
pub use marginals::{Marginals, ONE};
pub use rows::{MAX_COLUMNS, Sums};
pub use scheme::{Edge, Scheme, bioes_label, bioes_spans};
pub use weights::{Features, Weights};

use crate::model::{ModelError, Reader};

/// A label set with its weights.
#[derive(Clone, Debug)]
pub struct Tagger {
    /// The labels and what may follow what.
    pub scheme: Scheme,
    /// What training found.
    pub weights: Weights,
    moves: moves::Moves,
}

impl Tagger {
    /// A tagger for the labels of `scheme` with the weights that `reader` holds.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the weights are damaged or of another label set.
    pub fn read(scheme: Scheme, reader: &mut Reader) -> Result<Self, ModelError> {
        let weights = Weights::read(reader)?;
        let expected = (scheme.n_columns, scheme.n_transitions);
        let found = (weights.n_columns(), weights.transitions().len());
        if expected != found {
            let say = |(columns, transitions)| format!("{columns} columns and {transitions} transitions");
            return Err(reader.damaged(say(expected), say(found)));
        }
        Ok(Self { moves: moves::Moves::new(&scheme, weights.transitions()), scheme, weights })
    }

    /// Room for the scores of a sequence of `n` tokens: one for each token and column, all zero.
    ///
    /// A layer adds its features to a token's slice with [`Weights::add`].
    pub fn scores(&self, n: usize) -> Vec<i32> {
        vec![0; n * self.scheme.n_columns]
    }

    /// The best labels of a sequence.
    pub fn best(&self, scores: &[i32]) -> Vec<u8> {
        decode::best(&self.moves, scores)
    }

    /// The `k` best label sequences, best first; fewer if there are not that many within `margin`
    /// units of the best one. The closer the margin, the faster.
    pub fn k_best(&self, scores: &[i32], k: usize, margin: i32) -> Vec<Path> {
        decode::k_best(&self.moves, scores, k, margin)
    }

    /// The path with these labels, which must follow each other as the scheme has it; none if they do
    /// not.
    pub fn path(&self, scores: &[i32], labels: Vec<u8>) -> Option<Path> {
        decode::path(&self.moves, scores, labels)
    }

    /// The probability of each label at each token.
    pub fn marginals(&self, scores: &[i32]) -> Marginals {
        marginals::marginals(&self.scheme, &self.weights, scores)
    }
}
