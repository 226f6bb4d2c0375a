//! The page as it is served: `www/` with the generated folder `www/pkg/`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::project::{self, Result, VERSION};
use crate::{modules, wasm};

/// The list of all files of the page, with their hashes.
pub const MANIFEST: &str = "pkg/manifest.json";

/// The same list as a script of the service worker, so that the browser itself sees a new build.
pub const PRECACHE: &str = "pkg/precache.js";

/// The page's style sheet, for which the first paint waits: one file.
pub const STYLES: &str = "pkg/page.css";

/// The module that the page begins with.
pub const ENTRY: &str = "js/main.js";

/// What the style sheet is joined from, in the order of the cascade.
const STYLE_PARTS: [&str; 5] =
    ["css/tokens.css", "css/article.css", "css/frame.css", "css/parts.css", "css/screens.css"];

/// The folder of the page.
pub fn folder() -> PathBuf {
    project::root().join("www")
}

/// Builds `www/pkg/`: the wasm module, the model, the samples, scripts, styles and the manifest.
///
/// # Errors
///
/// Fails where the core does not compile or a file is missing, and names it.
pub fn build() -> Result<()> {
    let www = folder();
    let pkg = www.join("pkg");
    if pkg.exists() {
        fs::remove_dir_all(&pkg)
            .map_err(|error| format!("{} could not be emptied: {error}", pkg.display()))?;
    }
    wasm::build(&pkg)?;
    let model = project::root().join("model/saidby.model");
    if !model.is_file() {
        return Err(
            "model/saidby.model is missing; `cargo run --release -p trainer -- train` writes it".into()
        );
    }
    project::write(&pkg.join("saidby.model"), project::read(&model)?)?;
    write_samples(&project::root().join("seeds"), &pkg.join("samples.json"))?;
    write_own(&www)?;
    check_version(&www)?;
    write_manifest(&www)
}

/// Writes the page's own scripts and styles as the browser loads them: the modules, for which the page waits, as
/// one file, and the styles as another.
fn write_own(www: &Path) -> Result<()> {
    project::write(&www.join("pkg/page.js"), modules::bundle(www, ENTRY)?)?;
    for script in ["boot.js", "worker.js"] {
        let source = project::read_text(&www.join("js").join(script))?;
        project::write(&www.join("pkg").join(script), modules::without_comments(&source))?;
    }
    let styles: Result<Vec<String>> =
        STYLE_PARTS.iter().map(|part| project::read_text(&www.join(part))).collect();
    project::write(&www.join(STYLES), styles?.join("\n"))
}

/// The page compares its own version with the engine's, so both must be the project's.
fn check_version(www: &Path) -> Result<()> {
    if project::read_text(&www.join("js/worker.js"))?.contains(&format!("VERSION = \"{VERSION}\"")) {
        return Ok(());
    }
    Err(format!("www/js/worker.js must say VERSION = \"{VERSION}\", as Cargo.toml does"))
}

/// Writes the manifest of a page folder, in both forms.
///
/// # Errors
///
/// Fails where a file cannot be read or written, and names it.
pub fn write_manifest(www: &Path) -> Result<()> {
    let manifest = manifest(www)?;
    project::write(&www.join(PRECACHE), format!("self.SAIDBY = {};\n", manifest.trim_end()))?;
    project::write(&www.join(MANIFEST), manifest)
}

/// Writes the sample articles into one file, with title and style.
fn write_samples(seeds: &Path, list: &Path) -> Result<()> {
    let mut samples = Vec::new();
    for file in project::files(seeds)? {
        let Some(name) =
            file.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".txt"))
        else {
            continue;
        };
        let gold: Value = serde_json::from_slice(&project::read(&file.with_extension("gold.json"))?)
            .map_err(|error| format!("the gold file of seeds/{name} is not JSON: {error}"))?;
        let text = project::read_text(&file)?;
        samples.push(json!({ "file": name, "title": gold["title"], "style": gold["style"], "text": text }));
    }
    project::write(list, format!("{:#}\n", Value::from(samples)))
}

/// The manifest of a page folder: its version, a name for exactly this build, and every file the page loads.
///
/// `build` changes with any byte of any file, so that it can name a cache.
fn manifest(www: &Path) -> Result<String> {
    let mut all = Sha256::new();
    let mut files = Vec::new();
    for (path, file) in loaded_files(www)? {
        let bytes = project::read(&file)?;
        let integrity = format!("sha256-{}", BASE64.encode(Sha256::digest(&bytes)));
        all.update(format!("{path}\0{integrity}\n"));
        // The page is asked for by the name of its folder.
        let path = if path == "index.html" { "./".to_owned() } else { path };
        files.push(json!({ "path": path, "bytes": bytes.len(), "integrity": integrity }));
    }
    let build = hex(&all.finalize()[..8]);
    Ok(format!("{:#}\n", json!({ "version": VERSION, "build": build, "files": files })))
}

/// The files that the page loads, as path in the page and on disk: all of `www/` but the manifest itself, the
/// parts of which scripts and styles are made, and what only people and tools read.
///
/// # Errors
///
/// Fails where the folder cannot be read.
pub fn loaded_files(www: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut loaded = Vec::new();
    for file in project::files(www)? {
        let relative = file.strip_prefix(www).map_err(|error| error.to_string())?;
        let path = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let for_tools = path.ends_with(".d.ts") || path.ends_with(".md") || path.ends_with("config.json");
        let is_part = path.starts_with("css/") || path.starts_with("js/");
        if path != MANIFEST && path != PRECACHE && !is_part && !for_tools {
            loaded.push((path, file));
        }
    }
    Ok(loaded)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
