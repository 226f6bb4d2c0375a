//! One release: the files that a server sends, named by their content and listed with their hashes.
//!
//! A file below `pkg/` has a hash in its name, so that no name ever stands for two contents; the page names the script
//! that starts it, and that one all others. So page, worker, engine and model are of one build or do not come
//! together at all. Only what is asked for by name keeps it: the page, the service worker and its list, icons, licenses.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::project::{self, Result, VERSION};
use crate::site::LATER;

/// The list of all files of the page, with their hashes.
pub const MANIFEST: &str = "pkg/manifest.json";

/// The same list as a script of the service worker, so that the browser itself sees a new build.
pub const PRECACHE: &str = "pkg/precache.js";

/// The terms of all that ships, for people to open.
pub const LICENSES: &str = "pkg/licenses.txt";

/// The script that the page begins with; it names the files that scripts ask for.
const BOOT: &str = "boot.js";

/// The service worker, which lies beside the page, for it serves no folder above its own.
const SERVICE: &str = "sw.js";

/// The analyzer's script, which imports the engine's.
const WORKER: &str = "worker.js";

/// The files that scripts ask for by `RELEASE`.
const ASKED_FOR: [&str; 7] = [WORKER, LATER, ENGINE, MODEL, "samples.json", "readability.js", "word.js"];

/// What the page waits for longest: how much there is of both, and the hash of the first, stand in `RELEASE` too.
const ENGINE: &str = "saidby_bg.wasm";
const MODEL: &str = "saidby.model";

/// Makes a release of the parts in `www`, in the folder `out`, whose former files go.
///
/// # Errors
///
/// Fails where a file is missing or cannot be read or written, and names it.
pub fn assemble(www: &Path, out: &Path) -> Result<()> {
    let parts = parts(www)?;
    let build = build_of(&parts);
    if out.exists() {
        fs::remove_dir_all(out)
            .map_err(|error| format!("{} could not be emptied: {error}", out.display()))?;
    }
    // Part → its name in the release.
    let mut names = BTreeMap::new();
    let mut place = |name: &str, bytes: &[u8]| -> Result<()> {
        let named = name_of(name, bytes);
        project::write(&out.join("pkg").join(&named), bytes)?;
        names.insert(name.to_owned(), File { named, bytes: bytes.len(), integrity: integrity(bytes) });
        Ok(())
    };
    for (path, bytes) in &parts {
        match path.strip_prefix("pkg/") {
            Some(BOOT | WORKER | LATER) => {}
            Some(SERVICE) => project::write(&out.join(SERVICE), bytes)?,
            Some(name) if path != LICENSES => place(name, bytes)?,
            _ if path == "index.html" || path == SERVICE => {}
            _ => project::write(&out.join(path), bytes)?,
        }
    }
    let engine = name_of("saidby.js", part(&parts, "pkg/saidby.js")?);
    let worker = format!("{}{}", worker_head(&build), text(&parts, "pkg/worker.js")?);
    place(WORKER, worker.replace("../pkg/saidby.js", &format!("./{engine}")).as_bytes())?;
    let page_script = name_of("page.js", part(&parts, "pkg/page.js")?);
    let later = text(&parts, &format!("pkg/{LATER}"))?;
    place(LATER, later.replace("./page.js", &format!("./{page_script}")).as_bytes())?;
    let boot = format!("{}{}", boot_head(&build, &names), text(&parts, "pkg/boot.js")?);
    let named = name_of(BOOT, boot.as_bytes());
    project::write(&out.join("pkg").join(&named), &boot)?;
    let file = File { named, bytes: boot.len(), integrity: integrity(boot.as_bytes()) };
    names.insert(BOOT.to_owned(), file);
    project::write(&out.join("index.html"), page(text(&parts, "index.html")?, &names)?)?;
    write_lists(out, &build)
}

/// A file of the release.
struct File {
    named: String,
    bytes: usize,
    integrity: String,
}

/// The first line of `boot.js`, for a release in one file, whose parts keep their names.
pub fn boot_head_of(www: &Path) -> Result<String> {
    let parts = parts(www)?;
    let names = parts.iter().filter_map(|(path, bytes)| {
        let named = path.strip_prefix("pkg/")?.to_owned();
        Some((named.clone(), File { named, bytes: bytes.len(), integrity: integrity(bytes) }))
    });
    Ok(boot_head(&build_of(&parts), &names.collect()))
}

/// The first line of `worker.js`, for the same.
pub fn worker_head_of(www: &Path) -> Result<String> {
    Ok(worker_head(&build_of(&parts(www)?)))
}

fn boot_head(build: &str, names: &BTreeMap<String, File>) -> String {
    let asked_for = names.iter().filter(|(name, _)| ASKED_FOR.contains(&name.as_str()));
    let files: serde_json::Map<String, Value> =
        asked_for.map(|(name, file)| (name.clone(), Value::from(&*file.named))).collect();
    let bytes: usize =
        [ENGINE, MODEL].iter().filter_map(|name| names.get(*name)).map(|file| file.bytes).sum();
    let engine = names.get(ENGINE).map(|file| &file.integrity);
    format!(
        "const RELEASE = {};\n",
        json!({ "build": build, "files": files, "bytes": bytes, "engine": engine })
    )
}

fn worker_head(build: &str) -> String {
    format!("const BUILD = \"{build}\";\n")
}

/// The page with the names of the release; scripts and styles with the hash that they must have.
fn page(index: &str, names: &BTreeMap<String, File>) -> Result<String> {
    let mut page = String::with_capacity(index.len());
    for line in index.lines() {
        let mut line = line.to_owned();
        for attribute in ["src", "href"] {
            let begin = format!("{attribute}=\"pkg/");
            let Some((before, name, after)) = line
                .split_once(&begin)
                .and_then(|(before, rest)| rest.split_once('"').map(|(name, after)| (before, name, after)))
            else {
                continue;
            };
            if format!("pkg/{name}") == LICENSES {
                continue;
            }
            let File { named, integrity, .. } = names
                .get(name)
                .ok_or_else(|| format!("www/index.html names pkg/{name}, which is not there"))?;
            let checked = name.ends_with(".js") || name.ends_with(".css");
            let hash = if checked { format!(" integrity=\"{integrity}\"") } else { String::new() };
            line = format!("{before}{begin}{named}\"{hash}{after}");
        }
        page.push_str(&line);
        page.push('\n');
    }
    Ok(page)
}

/// Writes the list of a release's files, in both forms.
fn write_lists(out: &Path, build: &str) -> Result<()> {
    let mut files = Vec::new();
    for (path, bytes) in parts(out)? {
        // The page is asked for by the name of its folder.
        let path = if path == "index.html" { "./".to_owned() } else { path };
        files.push(json!({ "path": path, "bytes": bytes.len(), "integrity": integrity(&bytes) }));
    }
    let manifest = format!("{:#}\n", json!({ "version": VERSION, "build": build, "files": files }));
    project::write(&out.join(PRECACHE), format!("self.SAIDBY = {};\n", manifest.trim_end()))?;
    project::write(&out.join(MANIFEST), manifest)
}

/// A name for exactly this build: it changes with any byte of any part.
fn build_of(parts: &[(String, Vec<u8>)]) -> String {
    let mut all = Sha256::new();
    for (path, bytes) in parts {
        all.update(format!("{path}\0{}\n", integrity(bytes)));
    }
    hex(&all.finalize()[..8])
}

/// `page.js` as `page.0123456789.js`, by its content.
fn name_of(name: &str, bytes: &[u8]) -> String {
    let hash = hex(&Sha256::digest(bytes)[..5]);
    match name.rsplit_once('.') {
        Some((stem, suffix)) => format!("{stem}.{hash}.{suffix}"),
        None => format!("{name}.{hash}"),
    }
}

/// The file of a release that a part such as `pkg/page.js` became.
pub fn find(release: &Path, part: &str) -> Option<PathBuf> {
    let file = release.join(part);
    if file.is_file() {
        return Some(file);
    }
    let name = file.file_name()?.to_string_lossy().into_owned();
    let (stem, suffix) = name.rsplit_once('.')?;
    project::files(file.parent()?).ok()?.into_iter().find(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let hash =
            name.strip_prefix(&format!("{stem}.")).and_then(|rest| rest.strip_suffix(&format!(".{suffix}")));
        hash.is_some_and(|hash| hash.len() == 10 && !hash.contains('.'))
    })
}

/// Path and content of the files that a page folder has for the browser: all but the lists themselves, the parts of
/// which scripts and styles are made, and what only people and tools read.
///
/// # Errors
///
/// Fails where the folder cannot be read.
pub fn parts(www: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut parts = Vec::new();
    for file in project::files(www)? {
        let relative = file.strip_prefix(www).map_err(|error| error.to_string())?;
        let path = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let for_tools = path.ends_with(".d.ts") || path.ends_with(".md") || path.ends_with("config.json");
        let is_source = path.starts_with("css/") || path.starts_with("js/");
        if path != MANIFEST && path != PRECACHE && !is_source && !for_tools {
            parts.push((path, project::read(&file)?));
        }
    }
    Ok(parts)
}

fn part<'a>(parts: &'a [(String, Vec<u8>)], path: &str) -> Result<&'a [u8]> {
    let found = parts.iter().find(|(other, _)| other == path);
    found.map(|(_, bytes)| bytes.as_slice()).ok_or_else(|| format!("{path} is missing from the page"))
}

fn text<'a>(parts: &'a [(String, Vec<u8>)], path: &str) -> Result<&'a str> {
    std::str::from_utf8(part(parts, path)?).map_err(|error| format!("{path}: {error}"))
}

/// The hash that a script or style must have, as an `integrity` attribute writes it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(bytes)))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
