//! ES modules as the scripts that the browser loads, joined by esbuild.

use std::path::{Path, PathBuf};

use crate::npm;
use crate::project::{self, Result};
use crate::site::{self, LATER, LATER_ENTRY};

/// What stands for a script's address where it is in one file with the page.
pub const AT_HOME: &str = "saidby:/js/";

/// Where what is joined is put together.
pub fn folder() -> PathBuf {
    project::root().join("target/entries")
}

/// Writes into the folder `out` the page's script, `page.js`, and the one that is loaded later, which takes what both
/// use from the page's: no module is there twice.
///
/// # Errors
///
/// Fails where a module is missing or not understood, and says where.
pub fn bundle(www: &Path, out: &Path) -> Result<()> {
    // What both scripts begin with is a part that they share: the whole page, in a script of its own.
    let folder = folder();
    let page = format!("import {:?};\n", www.join(site::ENTRY));
    project::write(&folder.join("main.js"), &page)?;
    let later = format!("{page}export * from {:?};\n", www.join(LATER_ENTRY));
    project::write(&folder.join(LATER), later)?;
    let built = folder.join("built");
    let mut arguments = ["main.js", LATER].map(|name| folder.join(name).display().to_string()).to_vec();
    arguments.extend(["--bundle", "--splitting", "--format=esm", "--chunk-names=page"].map(str::to_owned));
    arguments.push(format!("--outdir={}", built.display()));
    npm::esbuild(arguments)?;
    for name in ["page.js", LATER] {
        project::write(&out.join(name), project::read(&built.join(name))?)?;
    }
    Ok(())
}

/// The worker's script with what it shares with the npm package, but for the engine's own script.
///
/// # Errors
///
/// Fails as [`bundle`] does.
pub fn worker(www: &Path) -> Result<String> {
    npm::esbuild([
        www.join("js/worker.js").as_os_str(),
        "--bundle".as_ref(),
        "--external:../pkg/saidby.js".as_ref(),
        "--format=esm".as_ref(),
    ])
}

/// A module, with all that it imports beside `./page.js`, as a script that makes its exports the variable `name`.
///
/// # Errors
///
/// Fails as [`bundle`] does.
pub fn as_variable(module: &Path, name: &str) -> Result<String> {
    npm::esbuild([
        module.as_os_str(),
        "--bundle".as_ref(),
        "--external:./page.js".as_ref(),
        "--format=iife".as_ref(),
        format!("--global-name={name}").as_ref(),
        format!("--define:import.meta.url=\"{AT_HOME}\"").as_ref(),
    ])
}
