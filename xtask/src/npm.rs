//! What comes from npm: the library that finds the article of a web page, esbuild (MIT) that joins scripts and shortens
//! them and styles, TypeScript for the types of the page's scripts and of the package, axe-core for its accessibility;
//! Vite and webpack for the tests of the package alone.
//!
//! The lock files in `xtask/npm/` and its folders name one version of each and its hash, which npm checks; they are
//! installed into `target/npm/` and its neighbors.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser::{self, may_install};
use crate::project::{self, Result};

/// The bundlers that the npm package is tested with, with which most pages are built: Vite (MIT) and webpack (MIT).
pub const BUNDLERS: [&str; 2] = ["vite", "webpack"];

/// Where it is installed.
pub fn folder() -> PathBuf {
    project::root().join("target/npm")
}

/// Installs it where it is missing or of another version.
///
/// # Errors
///
/// Fails where npm is missing and cannot be installed, and says what to do; or where npm fails.
pub fn install() -> Result<()> {
    install_from("xtask/npm", &folder())
}

/// Installs the libraries that the analysis is measured beside, and tells where.
///
/// # Errors
///
/// Fails as [`install`] does.
pub fn install_peers() -> Result<PathBuf> {
    let folder = project::root().join("target/npm-peers");
    install_from("xtask/npm/peers", &folder)?;
    Ok(folder.join("node_modules"))
}

/// Installs one of [`BUNDLERS`], and tells where.
///
/// # Errors
///
/// Fails as [`install`] does.
pub fn install_bundler(name: &str) -> Result<PathBuf> {
    let folder = project::root().join(format!("target/npm-{name}"));
    install_from(&format!("xtask/npm/{name}"), &folder)?;
    Ok(folder.join("node_modules").join(name))
}

/// Installs what a folder's lock file names.
fn install_from(wanted: &str, folder: &Path) -> Result<()> {
    let wanted = project::root().join(wanted);
    let lock = project::read(&wanted.join("package-lock.json"))?;
    // Written last, so that a broken installation is begun anew.
    let installed = folder.join("installed-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if project::program("npm").is_none() {
        if !may_install() {
            return Err("npm is missing: install Node.js with npm (on Debian and Ubuntu \
                        `sudo apt-get install npm`)"
                .into());
        }
        browser::install(&["npm"])?;
    }
    for file in ["package.json", "package-lock.json"] {
        project::write(&folder.join(file), project::read(&wanted.join(file))?)?;
    }
    let mut command = Command::new("npm");
    command.current_dir(folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    project::run(&mut command)?;
    project::write(&installed, lock)
}

/// A file of an installed package.
///
/// # Errors
///
/// Fails where the file cannot be read, and names it.
pub fn read(file: &str) -> Result<String> {
    project::read_text(&folder().join("node_modules").join(file))
}

/// Runs esbuild; what it writes is as short as it can make it.
///
/// # Errors
///
/// Fails where a script or style sheet is not understood, and says where.
pub fn esbuild<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Result<String> {
    install()?;
    let mut command = Command::new("node");
    command.arg(folder().join("node_modules/esbuild/bin/esbuild")).args(arguments).args([
        "--minify",
        "--charset=utf8",
        "--log-level=error",
    ]);
    project::output(&mut command)
}

/// Takes white space, comments and long local names out of a script or a style sheet; what a script exports, and what
/// stands outside of functions in one without exports, keeps its name.
///
/// # Errors
///
/// Fails as [`esbuild`] does.
pub fn minify(file: &Path) -> Result<()> {
    project::write(file, esbuild([file])?)
}

/// Checks the types of the page's scripts and of the npm package's.
///
/// # Errors
///
/// Fails where a type does not fit.
pub fn check_types() -> Result<()> {
    install()?;
    let compiler = folder().join("node_modules/typescript/bin/tsc");
    project::run(Command::new("node").arg(compiler).arg("--project").arg(project::root().join("www")))
}
