//! The page and the wasm build, tested in a real browser.
//!
//! `cargo xtask test` builds the page and runs these tests; after `cargo xtask build`, so does
//! `cargo test -p browser-tests`. A test opens a [`Site`] and a [`Page`] of it; one module of `tests/`
//! holds the tests of one topic. A browser goes from test to test. A failing test leaves a picture in
//! `target/browser/` and prints what the browser's console said. With `SAIDBY_BROWSER=firefox` the tests of `chain`, `keyboard`
//! and `one_file` run in Firefox instead, and so does that of `firefox`.

mod browser;
mod folder;
mod forty;
mod marionette;
mod page;
pub mod peers;
pub mod pipe;
mod readers;
mod same;
mod site;
mod slow;
mod user;
mod webdriver;

pub use folder::Folder;
pub use forty::{Waits, forty_articles};
pub use page::{IS_READ, Page};
pub use readers::{broken_readers, steep_shapes};
pub use same::{bare, differing, native_hash, reads_as_the_command_does};
pub use site::{STUB_ARTICLE, Site, built, seeds};
pub use slow::Slowed;
