//! Corpora in, model file out; and its evaluation.

#![allow(clippy::disallowed_methods, reason = "training is in floats; what it writes is integers")]
#![allow(dead_code, unused_imports)]

mod crf;
mod quotes;

fn main() {}
