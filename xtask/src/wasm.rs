//! The core as a wasm module with its JavaScript side.

use std::env;
use std::mem;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::project::{self, Result};

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles the core and writes `saidby.js`, `saidby_bg.wasm` and `saidby.d.ts` into `folder`.
pub fn build(folder: &Path) -> Result<()> {
    let module = compile()?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("saidby").typescript(true);
    // The names of functions are 27 KB after gzip, and nobody sees them.
    bindgen.remove_producers_section(true).remove_name_section(true);
    let failed = |error| format!("the JavaScript side of the wasm module could not be written: {error:#}");
    let mut output = bindgen.web(true).and_then(Bindgen::generate_output).map_err(failed)?;
    // What the module imports from its script has a hash in its name, which makes both heavier by 1.3 KB after gzip.
    let imports = output.wasm_mut().imports.iter_mut().enumerate();
    let names: Vec<(String, String)> = imports
        .map(|(idx, import)| {
            let short = format!("i{idx}");
            (mem::replace(&mut import.name, short.clone()), short)
        })
        .collect();
    output.emit(folder).map_err(failed)?;
    let script = folder.join("saidby.js");
    let mut text = project::read_text(&script)?;
    for (name, short) in names {
        let [before, after] = [&name, &short].map(|name| format!("        {name}: function("));
        if text.matches(&before).count() != 1 {
            return Err(format!("the wasm module imports {name}, which its script does not have once"));
        }
        text = text.replace(&before, &after);
    }
    project::write(&script, text)
}

/// Adds the wasm32 target where it is missing.
pub fn add_target() -> Result<()> {
    let sysroot =
        project::output(Command::new("rustc").current_dir(project::root()).args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if project::program("rustup").is_none() {
        return Err(format!("the Rust target {TARGET} is missing: install it beside the Rust toolchain"));
    }
    println!("Adding the Rust target {TARGET}.");
    project::run(Command::new("rustup").current_dir(project::root()).args(["target", "add", TARGET]))
}

/// Compiles the core; where the module lies.
pub fn compile() -> Result<PathBuf> {
    add_target()?;
    let root = project::root();
    let mut command = project::cargo(["rustc", "--package", "saidby", "--lib", "--crate-type", "cdylib"]);
    command.args(["--target", TARGET, "--profile", "page"]);
    // Paths of this computer would stand in the module's panic messages and change its hash from machine to machine.
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    flags.push(format!("--remap-path-prefix={}=.", root.display()));
    if let Some(home) = cargo_home() {
        flags.push(format!("--remap-path-prefix={}=cargo", home.display()));
    }
    // A third of level 2's bound for what is put in line: an eighth less after gzip, and no slower, for a browser compiles
    // what it runs, and at first in a hurry.
    flags.push("-Cllvm-args=-inline-threshold=70".to_owned());
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    project::run(&mut command)?;
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
    Ok(target.join(TARGET).join("page/saidby.wasm"))
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}
