//! FTRL-proximal: per-weight step sizes, exact zeros through L1.

use super::Settings;

/// Gradients smaller than this are not worth a step.
pub(super) const NEGLIGIBLE: f32 = 5e-4;

/// All weights in training.
pub(super) struct Table {
    n_columns: usize,
    cells: Vec<f32>,
    /// For each feature the two accumulators of its weights.
    state: Vec<f32>,
    /// For each feature whether it may have a weight: most rare ones never get one.
    active: Vec<bool>,
    pub(super) transitions: Vec<f32>,
    transition_state: Vec<[f32; 2]>,
    sums: Vec<f32>,
    transition_sums: Vec<f32>,
    step: Step,
}

#[derive(Clone, Copy)]
struct Step {
    alpha: f32,
    beta: f32,
    l1: f32,
    l2: f32,
}

impl Step {
    /// Moves one weight by FTRL-proximal.
    #[inline]
    fn take(self, gradient: f32, w: &mut f32, z: &mut f32, n: &mut f32) {
        let root = n.sqrt();
        *n += gradient * gradient;
        let new_root = n.sqrt();
        *z += gradient - (new_root - root) / self.alpha * *w;
        *w = if z.abs() <= self.l1 {
            0.0
        } else {
            (z.signum() * self.l1 - *z) / ((self.beta + new_root) / self.alpha + self.l2)
        };
    }
}

impl Table {
    pub(super) fn new(n_features: usize, n_columns: usize, settings: &Settings) -> Self {
        let Settings { alpha, beta, l1, l2, .. } = *settings;
        Self {
            n_columns,
            cells: vec![0.0; n_features * n_columns],
            state: vec![0.0; n_features * n_columns * 2],
            active: vec![false; n_features],
            transitions: Vec::new(),
            transition_state: Vec::new(),
            sums: Vec::new(),
            transition_sums: Vec::new(),
            step: Step { alpha, beta, l1, l2 },
        }
    }

    pub(super) fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// A feature's weights; none if they are all zero.
    #[inline]
    pub(super) fn weights(&self, row: u32) -> Option<&[f32]> {
        let start = row as usize * self.n_columns;
        self.active[row as usize].then(|| &self.cells[start..start + self.n_columns])
    }

    /// Moves a feature's weights along the columns that have a gradient.
    #[inline]
    pub(super) fn update(&mut self, row: u32, gradient: &[(usize, f32)]) {
        let start = row as usize * self.n_columns;
        let weights = &mut self.cells[start..start + self.n_columns];
        let state = &mut self.state[start * 2..(start + self.n_columns) * 2];
        let mut any = false;
        for &(column, gradient) in gradient {
            let [z, n] = &mut state[column * 2..column * 2 + 2] else { continue };
            self.step.take(gradient, &mut weights[column], z, n);
            any |= weights[column] != 0.0;
        }
        self.active[row as usize] |= any;
    }

    /// Moves the transition weights, which have no L1: they are few.
    pub(super) fn update_transitions(&mut self, gradient: &[f32]) {
        self.transition_state.resize(gradient.len(), [0.0; 2]);
        self.transitions.resize(gradient.len(), 0.0);
        let step = Step { l1: 0.0, ..self.step };
        for ((&gradient, w), [z, n]) in
            gradient.iter().zip(&mut self.transitions).zip(&mut self.transition_state)
        {
            if NEGLIGIBLE < gradient.abs() {
                step.take(gradient, w, z, n);
            }
        }
    }

    pub(super) fn add_snapshot(&mut self) {
        self.sums.resize(self.cells.len(), 0.0);
        self.transition_sums.resize(self.transitions.len(), 0.0);
        for (row, active) in self.active.iter().enumerate() {
            if *active {
                let range = row * self.n_columns..(row + 1) * self.n_columns;
                for (sum, weight) in self.sums[range.clone()].iter_mut().zip(&self.cells[range]) {
                    *sum += weight;
                }
            }
        }
        for (sum, weight) in self.transition_sums.iter_mut().zip(&self.transitions) {
            *sum += weight;
        }
    }

    /// The weights, averaged where snapshots were added, and the transition weights.
    pub(super) fn finish(self, n_snapshots: usize) -> (Vec<f32>, Vec<f32>) {
        if n_snapshots == 0 {
            return (self.cells, self.transitions);
        }
        let mean = |sums: Vec<f32>| sums.into_iter().map(|sum| sum / n_snapshots as f32).collect();
        (mean(self.sums), mean(self.transition_sums))
    }
}
