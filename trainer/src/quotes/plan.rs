//! How the quotations are trained.

use crate::crf::Settings;

/// How to train chain, reranker and judge.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Of the chain.
    pub chain: Settings,
    /// Chain weights below this many nats are dropped.
    pub prune: f32,
    /// In so many parts the articles are cut; each is read by a chain trained on the others.
    pub n_folds: usize,
    /// The reranker's pull to zero.
    pub l1: f32,
    /// The seeds of the chains whose mean is shipped: trained alike but for the seed, they lie up to a
    /// point of F1 apart on the dev set.
    pub seeds: Vec<u64>,
    /// What a sequence counts that the teacher labeled.
    pub taught: f32,
    /// What a sequence counts in which every statement was marked by the guide.
    pub marked: f32,
    /// Attributions of unknown act are left out if they are nobody's with at least this probability.
    pub nobody: f32,
}

impl Default for Plan {
    fn default() -> Self {
        let chain = Settings {
            epochs: 5,
            l1: 6.0,
            min_count: 6,
            average_from: Some(0),
            dropout: 0.3,
            ..Settings::default()
        };
        let seeds = vec![1, 2, 3];
        Self { chain, prune: 0.06, n_folds: 6, l1: 10.0, seeds, taught: 1.0, marked: 5.0, nobody: 0.5 }
    }
}

impl Plan {
    /// The fold of an article by its number among all.
    pub fn fold_of(&self, number: usize) -> usize {
        number % self.n_folds.max(1)
    }
}
