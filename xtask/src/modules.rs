//! ES modules as the scripts that the browser loads, joined by esbuild.

use std::path::Path;

use crate::npm;
use crate::project::{self, Result};
use crate::site::{self, LATER};

/// What stands for a script's address where it is in one file with the page.
pub const AT_HOME: &str = "saidby:/js/";

/// Writes into the folder `out` the page's script, `page.js`, and those that are loaded later, which take what both
/// use from the page's: no module is there twice.
///
/// # Errors
///
/// Fails where a module is missing or not understood, and says where.
pub fn bundle(www: &Path, out: &Path) -> Result<()> {
    // What every script begins with is a part that they share: the whole page, in a script of its own.
    let folder = project::root().join("target/entries");
    let page = format!("import {:?};\n", www.join(site::ENTRY));
    project::write(&folder.join("main.js"), &page)?;
    for later in &LATER {
        project::write(
            &folder.join(later.name),
            format!("{page}export * from {:?};\n", www.join(later.module)),
        )?;
    }
    let built = folder.join("built");
    let entries = ["main.js"].into_iter().chain(LATER.iter().map(|later| later.name));
    let mut arguments: Vec<String> = entries.map(|name| folder.join(name).display().to_string()).collect();
    arguments.extend(["--bundle", "--splitting", "--format=esm", "--chunk-names=page"].map(str::to_owned));
    arguments.push(format!("--outdir={}", built.display()));
    npm::esbuild(arguments)?;
    for name in ["page.js"].into_iter().chain(LATER.iter().map(|later| later.name)) {
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
