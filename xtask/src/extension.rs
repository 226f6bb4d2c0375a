//! The page as a browser extension: a click on its button hands it the web page that the tab shows.
//!
//! The page is the one that is served, less what only a server's page has; `extension/` adds the manifest, the
//! background script and the script that takes what is handed over. Browsers differ in the manifest alone.

use std::path::Path;

use serde_json::{Map, Value};

use crate::project::{self, Result, VERSION};
use crate::release::{self, MANIFEST, PRECACHE};
use crate::server::CONTENT_SECURITY_POLICY;

/// The browsers that it is written for, as `extension/differences.json` names them.
pub const BROWSERS: [&str; 2] = ["chromium", "firefox"];

/// What keeps a served page for offline use and lets it be installed; an extension is both already.
const LEFT_OUT: [&str; 4] = ["sw.js", "manifest.webmanifest", MANIFEST, PRECACHE];

/// What the page says of working offline, and what is true of it here.
const OFFLINE: (&str, &str) =
    ("After the first visit it works with the network off.", "It works with the network off.");

/// Writes the extension for `browser`, one of [`BROWSERS`], into the folder `out`, of the built page `site`.
///
/// # Errors
///
/// Fails where a file is missing, cannot be read or written, or has not what must be changed in it, and names it.
pub fn write(browser: &str, site: &Path, out: &Path) -> Result<()> {
    let source = project::root().join("extension");
    for (path, bytes) in release::parts(site)? {
        if path == "index.html" || LEFT_OUT.contains(&path.as_str()) {
            continue;
        }
        project::write(&out.join(path), bytes)?;
    }
    let handed = project::read_text(&source.join("handed.js"))?;
    let index = project::read_text(&site.join("index.html"))?;
    project::write(&out.join("index.html"), page(&index, &release::integrity(handed.as_bytes()))?)?;
    project::write(&out.join("handed.js"), handed)?;
    let background = project::read_text(&source.join("background.js"))?;
    project::write(&out.join("background.js"), format!("{}\n{background}", limit()?))?;
    project::copy_folder(&source.join("icons"), &out.join("icons"))?;
    let manifest = manifest(browser, &source)?;
    project::write(&out.join("manifest.json"), format!("{:#}\n", Value::from(manifest)))
}

/// The page with the script that takes what is handed over, behind its own.
fn page(index: &str, integrity: &str) -> Result<String> {
    let last = index
        .lines()
        .rfind(|line| line.contains("<script type=\"module\""))
        .ok_or("index.html has no script of type module")?;
    if !index.contains(OFFLINE.0) {
        return Err(format!("index.html does not say: {}", OFFLINE.0));
    }
    let script = format!("    <script type=\"module\" src=\"handed.js\" integrity=\"{integrity}\"></script>");
    Ok(index.replacen(last, &format!("{last}\n{script}"), 1).replacen(OFFLINE.0, OFFLINE.1, 1))
}

/// The page's limit for what it reads, in bytes, as a line of the background script.
fn limit() -> Result<String> {
    let files = project::read_text(&project::root().join("www/js/files.js"))?;
    let line =
        files.lines().find_map(|line| line.strip_prefix("export ")?.strip_prefix("const MAX_BYTES = "));
    line.map(|value| format!("const MAX_BYTES = {value}"))
        .ok_or_else(|| "www/js/files.js has no MAX_BYTES".to_owned())
}

/// The manifest: what all browsers understand alike, this version and the page's policy, and what this one differs in.
fn manifest(browser: &str, source: &Path) -> Result<Map<String, Value>> {
    let object = |name: &str| -> Result<Map<String, Value>> {
        serde_json::from_slice(&project::read(&source.join(name))?)
            .map_err(|error| format!("extension/{name}: {error}"))
    };
    let mut manifest = object("manifest.json")?;
    let policies = [("extension_pages".to_owned(), Value::from(CONTENT_SECURITY_POLICY))];
    manifest.insert("version".into(), VERSION.into());
    manifest.insert("content_security_policy".into(), Map::from_iter(policies).into());
    match object("differences.json")?.remove(browser) {
        Some(Value::Object(own)) => manifest.extend(own),
        _ => return Err(format!("extension/differences.json has no {browser}")),
    }
    Ok(manifest)
}
