//! The project's commands, and the parts of them that the browser tests use.
//!
//! Nothing of the product depends on this package.

pub mod archive;
pub mod browser;
pub mod check;
mod deny;
pub mod dist;
pub mod extension;
pub mod fuzz;
mod licenses;
mod modules;
pub mod npm;
pub mod one_file;
pub mod package;
pub mod prepare;
pub mod project;
mod pypi;
mod readability;
pub mod release;
pub mod score;
pub mod server;
pub mod site;
pub mod size;
#[cfg(unix)]
pub mod spark;
mod wasm;
pub mod watch;

pub use project::Result;
