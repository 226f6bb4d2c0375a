//! `cargo xtask prepare`: what the checks take long for and what leaves a core or the network idle, ahead of them.

use std::thread;

use crate::browser::Programs;
use crate::project::Result;
use crate::{npm, wasm};

/// Compiles the page's engine, which is one unit for its optimizer, and meanwhile installs browser and tools.
///
/// # Errors
///
/// Fails where one of these does.
pub fn run() -> Result<()> {
    let tools = thread::spawn(|| {
        // One after the other: apt-get and npm bear no second one beside them.
        Programs::find_or_install()?;
        npm::install()?;
        npm::BUNDLERS.into_iter().try_for_each(|name| npm::install_bundler(name).map(drop))
    });
    let module = wasm::compile();
    let tools = tools.join().unwrap_or_else(|_| Err("the tools could not be installed".into()));
    module.map(drop).and(tools)
}
