//! The model file: what training makes and the analyzer reads.

mod error;

pub use error::ModelError;

/// A model file that has been checked and taken apart.
#[derive(Clone, Debug)]
pub struct Model {}

impl Model {
    /// Checks `bytes` and takes them apart.
    ///
    /// # Errors
    ///
    /// [`ModelError`] says which check failed, with what was expected and what was found.
    pub fn read(_bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self {})
    }
}
