//! `cargo xtask fuzz`: hours of odd input, natively by cargo-fuzz and for the page's own readers in Chromium.
//!
//! An input that breaks something is laid down where `cargo test` tries it ever after; what leads somewhere new is kept
//! in `target/corpus/` for the next run.

use std::fs;
use std::process::Command;

use crate::browser::Programs;
use crate::project::{self, Result};
use crate::{pypi, site};

/// The target that runs in the browser.
const READERS: &str = "readers";

/// Gives each target its share of the minutes, or all of them to one.
///
/// # Errors
///
/// Fails where a tool cannot be had, or something broke.
pub fn run(minutes: u64, only: Option<&str>) -> Result<()> {
    let folder = project::root().join("fuzz");
    let mut targets: Vec<String> = project::files(&folder.join("targets"))?
        .iter()
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        .chain([READERS.to_owned()])
        .collect();
    targets.retain(|target| only.is_none_or(|only| only == target));
    let seconds = 60 * minutes / (targets.len() as u64).max(1);
    if targets.is_empty() {
        return Err(format!("there is no target {}", only.unwrap_or_default()));
    }
    let mut failed = Vec::new();
    for target in targets {
        println!("\n── {target}, {seconds} s ──");
        let result = if target == READERS { readers(seconds) } else { native(&target, seconds) };
        if let Err(sentence) = result {
            println!("error: {sentence}");
            failed.push(target);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("something broke in {}", failed.join(", "))) }
}

fn native(target: &str, seconds: u64) -> Result<()> {
    let root = project::root();
    let (corpus, crashes) =
        (root.join("target/corpus").join(target), root.join("tests/properties/crashes").join(target));
    for folder in [&corpus, &crashes] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut command = Command::new(pypi::program("cargo-fuzz")?);
    // cargo-fuzz calls cargo by its name, and rustup then takes this toolchain.
    command.env("RUSTUP_TOOLCHAIN", nightly()?).env_remove("CARGO").current_dir(&root);
    command.args(["fuzz", "run", "--target-dir", "target/fuzz", target]).arg(&corpus);
    // Of a text it takes long to find the first by chance.
    if target == "analyze" {
        command.arg("seeds");
    }
    command.arg("--");
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/", crashes.display()));
    command.args(["-timeout=60", "-max_len=4096", "-rss_limit_mb=4096", "-print_final_stats=1"]);
    let result = project::run(&mut command);
    // Without a crash the folder is not wanted.
    drop(fs::remove_dir(&crashes));
    result
}

/// The nightly toolchain, installed where rustup is.
fn nightly() -> Result<&'static str> {
    let is_there = || {
        let call = Command::new("rustc").env("RUSTUP_TOOLCHAIN", "nightly").arg("--version").output();
        call.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("nightly"))
    };
    if !is_there() {
        if project::program("rustup").is_none() {
            return Err("cargo-fuzz needs the nightly compiler: install rustup, which brings it".into());
        }
        println!("Installing the nightly toolchain.");
        project::run(Command::new("rustup").args([
            "toolchain",
            "install",
            "nightly",
            "--profile",
            "minimal",
        ]))?;
    }
    Ok("nightly")
}

fn readers(seconds: u64) -> Result<()> {
    site::build()?;
    Programs::find_or_install()?;
    let mut command =
        project::cargo(["run", "--quiet", "--package", "browser-tests", "--bin", "fuzz-readers", "--"]);
    project::run(command.arg(seconds.to_string()))
}
