//! The terms of all that the page is made of, in one file that ships with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::project::{self, Result};

/// The text of the file. `readability` are the terms of the library for HTML, where that is part of what ships.
///
/// # Errors
///
/// Fails where a license cannot be read, and names it.
pub fn text(readability: Option<&str>) -> Result<String> {
    let root = project::root();
    let read = |name: &str| project::read_text(&root.join(name));
    let mut text = String::from(
        "What Saidby is made of, and on what terms.\n\n\
         Saidby's own code is under the MIT license or the Apache License 2.0, as you like; both stand below.\n\
         Names of places come from GeoNames (https://www.geonames.org/), under CC BY 4.0 \
         (https://creativecommons.org/licenses/by/4.0/).\n",
    );
    let mut part = |title: &str, terms: &str| {
        let line = "=".repeat(72);
        text.push_str(&format!("\n{line}\n{title}\n{line}\n\n{}\n", terms.trim()));
    };
    part("Saidby, MIT", &read("LICENSE-MIT")?);
    part("Saidby, Apache-2.0", &read("LICENSE-APACHE")?);
    part("WordNet, in the model", &read("model/LICENSE-WORDNET")?);
    if let Some(terms) = readability {
        part("Readability, changed in how it exports its class and goes back to a page", terms);
    }
    for (terms, names) in engine()? {
        part(&format!("In the engine: {}", names.into_iter().collect::<Vec<_>>().join(", ")), &terms);
    }
    Ok(text)
}

/// What the engine is compiled from besides Saidby: each text of a license, and the packages under it.
fn engine() -> Result<BTreeMap<String, BTreeSet<String>>> {
    let linked = project::output(&mut project::cargo([
        "tree",
        "--package=saidby",
        "--target=wasm32-unknown-unknown",
        "--edges=normal,no-proc-macro",
        "--prefix=none",
        "--format={p}",
    ]))?;
    let metadata = project::output(&mut project::cargo(["metadata", "--format-version=1"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let mut terms = BTreeMap::<String, BTreeSet<String>>::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let field = |name: &str| package[name].as_str().unwrap_or_default();
        let name = format!("{} {}", field("name"), field("version"));
        let line = format!("{} v{}", field("name"), field("version"));
        let is_linked = linked.lines().any(|linked| linked.trim_end_matches(" (*)") == line);
        if is_linked && let Some(folder) = Path::new(field("manifest_path")).parent() {
            let license =
                license(folder).ok_or_else(|| format!("{name} ({}) has no license", field("license")))?;
            terms.entry(license).or_default().insert(name);
        }
    }
    if terms.is_empty() {
        return Err("cargo names nothing that the engine is made of".into());
    }
    Ok(terms)
}

/// The license of a package: of two the shorter, which is MIT.
fn license(package: &Path) -> Option<String> {
    let files = fs::read_dir(package).ok()?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let named = files.filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        name.starts_with("LICENSE") && file.is_file()
    });
    let mut texts: Vec<String> = named.filter_map(|file| fs::read_to_string(file).ok()).collect();
    texts.sort_by_key(String::len);
    texts.into_iter().find(|text| text.len() > 100)
}
