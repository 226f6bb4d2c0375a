//! Why a model file is refused.

use std::fmt;

/// Why a model file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    cause: Cause,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Label,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Label => write!(f, "this is not a Saidby model file"),
        }
    }
}

impl std::error::Error for ModelError {}
