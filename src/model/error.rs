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
    Format { expected: u32, found: u32 },
    Length { expected: u64, found: u64 },
    Checksum { expected: u64, found: u64 },
    Missing { section: String },
    Template { section: String, expected: u32, found: u32 },
    Damaged { section: String, expected: String, found: String },
}

impl ModelError {
    pub(super) const fn new(cause: Cause) -> Self {
        Self { cause }
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Label => write!(f, "this is not a Saidby model file"),
            Cause::Format { expected, found } => {
                write!(f, "the model file has another format: expected version {expected}, found {found}")
            }
            Cause::Length { expected, found } => {
                write!(f, "the model file is not whole: expected {expected} bytes, found {found}")
            }
            Cause::Checksum { expected, found } => {
                write!(f, "the model file is damaged: expected checksum {expected:016x}, found {found:016x}")
            }
            Cause::Missing { section } => {
                write!(f, "the model file lacks a part: expected “{section}”, found none of that name")
            }
            Cause::Template { section, expected, found } => write!(
                f,
                "the model's part “{section}” was trained with other features: \
                 expected template version {expected}, found {found}"
            ),
            Cause::Damaged { section, expected, found } => {
                write!(f, "the model's part “{section}” is damaged: expected {expected}, found {found}")
            }
        }
    }
}

impl std::error::Error for ModelError {}
