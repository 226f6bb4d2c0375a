//! The npm packages: the sources in `npm/` beside the wasm module and the model of the page, and the same in one file.

use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::Value;

use crate::project::{self, Result, VERSION};
use crate::{licenses, modules, npm, site, size};

/// The most that a packed package may weigh, in bytes.
pub const MAX_PACKED: u64 = 3_000_000;

/// The types of what the build makes, for the check of the sources alone.
const NOT_SHIPPED: [&str; 2] = ["engine.d.ts", "parts.d.ts"];

/// What stands for the version in the sources.
const NO_VERSION: &str = "0.0.0";

/// Writes the package into a folder, of what [`site::build`] left.
///
/// # Errors
///
/// Fails where the page is not built, or a file cannot be read or written, and names it.
pub fn write(folder: &Path) -> Result<()> {
    write_sources(&project::root().join("npm"), folder, |_| true)?;
    let pkg = site::source().join("pkg");
    // Run anew at each call, so that every engine is an instance of its own.
    let engine = modules::as_variable(&pkg.join("saidby.js"), "engine")?;
    let engine = format!("export function createEngine() {{\n{engine}return engine;\n}}\n");
    project::write(&folder.join("engine.js"), engine)?;
    for name in ["saidby_bg.wasm", "saidby.model"] {
        project::write(&folder.join(name), project::read(&pkg.join(name))?)?;
    }
    write_beside(folder)
}

/// Writes the package in one file: all of its modules, with the worker's script as text and engine and model packed.
///
/// # Errors
///
/// Fails as [`write()`] does, or where esbuild fails.
pub fn write_inlined(folder: &Path) -> Result<()> {
    let modules = project::root().join("target/npm-modules");
    write(&modules)?;
    let packed = |name: &str| Ok(BASE64.encode(size::gzip(&project::read(&modules.join(name))?)?));
    let parts: [(&str, Result<String>); 3] = [
        ("WASM", packed("saidby_bg.wasm")),
        ("MODEL", packed("saidby.model")),
        ("WORKER", modules::as_variable(&modules.join("worker.js"), "worker")),
    ];
    let mut script = String::new();
    for (name, text) in parts {
        script.push_str(&format!("export const {name} = {};\n", Value::from(text?)));
    }
    project::write(&modules.join("parts.js"), script)?;
    let own = project::root().join("npm/inlined");
    project::write(&modules.join("beside.js"), project::read(&own.join("within.js"))?)?;
    let bundle = [modules.join("index.js").into_os_string(), "--bundle".into(), "--format=esm".into()];
    project::write(&folder.join("index.js"), npm::esbuild(bundle)?)?;
    write_sources(&own, folder, |name| !name.ends_with(".js"))?;
    write_sources(&project::root().join("npm"), folder, |name| name == "index.d.ts")?;
    write_beside(folder)
}

/// Copies those of a folder's own sources that are wanted, by name, with the version of this build.
fn write_sources(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    for file in project::files(from)?.iter().filter(|file| file.parent() == Some(from)) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if NOT_SHIPPED.contains(&&*name) || !wanted(&name) {
            continue;
        }
        let text = project::read_text(file)?;
        // In a package the types of a report stand beside the script's.
        let text = text.replace(NO_VERSION, VERSION).replace("\"../www/report.js\"", "\"./report.js\"");
        project::write(&to.join(&*name), text)?;
    }
    Ok(())
}

/// What each package has beside its scripts: types of reports, terms, the model's card.
fn write_beside(folder: &Path) -> Result<()> {
    let root = project::root();
    for (from, name) in [
        (site::source().join("report.d.ts"), "report.d.ts"),
        (root.join("LICENSE-MIT"), "LICENSE-MIT"),
        (root.join("LICENSE-APACHE"), "LICENSE-APACHE"),
        (root.join("model/MODEL.md"), "MODEL.md"),
    ] {
        project::write(&folder.join(name), project::read(&from)?)?;
    }
    project::write(&folder.join("licenses.txt"), licenses::text(None)?)
}

/// Packs a package as `npm publish` would, into a folder beside others, and returns the name of the file.
///
/// # Errors
///
/// Fails where npm does, or the file is larger than [`MAX_PACKED`].
pub fn pack(package: &Path, folder: &Path) -> Result<String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut command = Command::new("npm");
    command.current_dir(folder).args(["pack", "--silent", "--ignore-scripts"]).arg(package);
    let printed = project::output(&mut command)?;
    let name = printed.lines().last().unwrap_or_default().trim().to_owned();
    let file = folder.join(&name);
    let n_bytes = fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?.len();
    if MAX_PACKED < n_bytes {
        return Err(format!("the npm package has {n_bytes} bytes packed, more than {MAX_PACKED}"));
    }
    Ok(name)
}
