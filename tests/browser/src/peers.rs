//! Other libraries that read English in a browser, as one script: what the analysis is measured beside.

use std::fmt::Write;
use std::path::Path;

use serde_json::json;
use xtask::{npm, project};

/// Packages of modules that ask for each other by path, and the module that each begins with.
const PACKAGES: [(&str, &str); 2] =
    [("wink-nlp", "src/wink-nlp.js"), ("wink-eng-lite-web-model", "dist/model.js")];

/// A script that makes `peers` of them: by name a function that reads a text.
///
/// wink-nlp cuts a text into sentences and tokens, tags parts of speech and finds dates, money and the
/// like; it finds no names. compromise finds people, places and organizations.
///
/// # Errors
///
/// Fails where npm cannot install them.
pub fn script() -> xtask::Result<String> {
    let folder = npm::install_peers()?;
    let mut script = project::read_text(&folder.join("compromise/builds/compromise.js"))?;
    script.push_str(";\nglobalThis.peers = (() => {\nconst files = {\n");
    for (package, _) in PACKAGES {
        let root = folder.join(package);
        for file in project::files(&root)? {
            let Ok(path) = file.strip_prefix(&root) else { continue };
            let name = json!(format!("{package}/{}", path.display()));
            match extension(path) {
                "js" => {
                    let text = project::read_text(&file)?;
                    _ = writeln!(script, "{name}: (module, exports, require) => {{\n{text}\n}},");
                }
                "json" => {
                    let text = project::read_text(&file)?;
                    _ = writeln!(script, "{name}: (module) => {{ module.exports = {text}; }},");
                }
                _ => {}
            }
        }
    }
    let mains: serde_json::Map<_, _> = PACKAGES
        .iter()
        .map(|(package, main)| ((*package).to_owned(), json!(format!("{package}/{main}"))))
        .collect();
    _ = write!(script, "}};\nconst mains = {};\n{LOADER}", json!(mains));
    Ok(script)
}

fn extension(path: &Path) -> &str {
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

/// Runs a module when it is first asked for.
const LOADER: &str = "const loaded = {};
    const load = (name) => {
        if (!(name in loaded)) {
            const module = (loaded[name] = { exports: {} });
            files[name](module, module.exports, (path) => load(mains[path] ?? resolved(name, path)));
        }
        return loaded[name].exports;
    };
    const resolved = (name, path) => {
        const full = new URL(path, `file:///${name}`).pathname.slice(1);
        return [full, `${full}.js`, `${full}.json`, `${full}/index.js`].find((file) => file in files);
    };
    const wink = load(mains['wink-nlp'])(load(mains['wink-eng-lite-web-model']));
    return {
        'wink-nlp': (text) => wink.readDoc(text).entities().out().length,
        compromise: (text) => globalThis.nlp(text).topics().out('array').length,
    };
})();
0";
