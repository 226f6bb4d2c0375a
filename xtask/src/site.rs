//! The page: its parts in `www/` and `www/pkg/`, built and put together as a release in `target/site/`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::project::{self, Result};
use crate::{licenses, modules, npm, readability, release, wasm};

/// The module that the page begins with.
pub const ENTRY: &str = "js/main.js";

/// The module that is loaded once the page stands.
pub const LATER: &str = "js/desk/desk.js";

/// Its styles.
const LATER_STYLE: &str = "css/desk.css";

/// What the style sheet is joined from, in the order of the cascade.
const STYLE_PARTS: [&str; 5] =
    ["css/tokens.css", "css/article.css", "css/frame.css", "css/parts.css", "css/screens.css"];

/// The folder with the page's parts.
pub fn source() -> PathBuf {
    project::root().join("www")
}

/// The folder with the page as it is served.
pub fn folder() -> PathBuf {
    project::root().join("target/site")
}

/// Builds the page: first its parts in `www/pkg/` - the wasm module, the model, samples, scripts, styles, licenses -
/// and of all parts the release.
///
/// # Errors
///
/// Fails where the core does not compile or a file is missing, and names it.
pub fn build() -> Result<()> {
    let www = source();
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
    let (module, terms) = readability::module_and_terms()?;
    project::write(&pkg.join("readability.js"), module)?;
    npm::minify(&pkg.join("readability.js"))?;
    project::write(&www.join(release::LICENSES), licenses::text(&terms)?)?;
    write_own(&www)?;
    release::assemble(&www, &folder())
}

/// Writes the page's own scripts and styles as the browser loads them: the modules, for which the page waits, as
/// one file, and the styles, for which the first paint waits, as another.
fn write_own(www: &Path) -> Result<()> {
    let scripts = modules::bundle_two(www, ENTRY, LATER)?;
    let shared = scripts.shared.join(", ");
    let small = |name: &str, content: &str| -> Result<String> {
        let file = www.join("pkg").join(name);
        project::write(&file, content)?;
        npm::minify(&file)?;
        project::read_text(&file)
    };
    small("page.js", &format!("{}export {{ {shared} }};\n", scripts.first))?;
    let style = small("desk.css", &project::read_text(&www.join(LATER_STYLE))?)?;
    fs::remove_file(www.join("pkg/desk.css")).map_err(|error| format!("pkg/desk.css: {error}"))?;
    let desk = format!(
        "import {{ {shared} }} from \"./page.js\";\n{}{}export default {};\n",
        constant(&style),
        scripts.second,
        scripts.exports
    );
    small("desk.js", &desk)?;
    for script in ["boot.js", "worker.js", "word.js"] {
        let source = project::read_text(&www.join("js").join(script))?;
        project::write(&www.join("pkg").join(script), modules::without_comments(&source))?;
    }
    let styles: Result<Vec<String>> =
        STYLE_PARTS.iter().map(|part| project::read_text(&www.join(part))).collect();
    small("page.css", &styles?.join("\n")).map(drop)
}

/// The styles of what is loaded later, as a constant of its script.
pub fn later_style(www: &Path) -> Result<String> {
    Ok(constant(&project::read_text(&www.join(LATER_STYLE))?))
}

fn constant(style: &str) -> String {
    format!("const STYLE = {};\n", Value::from(style))
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
