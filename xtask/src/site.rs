//! The page: its parts in `www/` and `www/pkg/`, built and put together as a release in `target/site/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::project::{self, Result};
use crate::{licenses, modules, npm, readability, release, wasm};

/// The module that the page begins with.
pub const ENTRY: &str = "js/main.js";

/// The script that is loaded once the page stands: one, for all of it comes at the same moment.
pub const LATER: &str = "more.js";

/// The module that it begins with.
pub const LATER_ENTRY: &str = "js/more.js";

/// Its styles, in the order of the cascade.
const LATER_STYLES: [&str; 2] = ["css/mend.css", "css/desk.css"];

/// What the style sheet is joined from, in the order of the cascade.
const STYLE_PARTS: [&str; 6] = [
    "css/tokens.css",
    "css/article.css",
    "css/frame.css",
    "css/parts.css",
    "css/screens.css",
    "css/work.css",
];

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
    write_samples(&project::root().join("seeds"), &pkg)?;
    let (module, terms) = readability::module_and_terms()?;
    project::write(&pkg.join("readability.js"), module)?;
    for script in ["readability.js", "saidby.js"] {
        npm::minify(&pkg.join(script))?;
    }
    project::write(&www.join(release::LICENSES), licenses::text(Some(&terms))?)?;
    write_own(&www)?;
    release::assemble(&www, &folder())
}

/// Writes the page's own scripts and styles as the browser loads them: the modules, for which the page waits, as
/// one file, and the styles, for which the first paint waits, as another.
fn write_own(www: &Path) -> Result<()> {
    let pkg = www.join("pkg");
    modules::bundle(www, &pkg)?;
    let sheet = modules::folder().join("more.css");
    write_styles(www, &LATER_STYLES, &sheet)?;
    let later = pkg.join(LATER);
    let (styles, script) = (project::read_text(&sheet)?, project::read_text(&later)?);
    project::write(&later, format!("const STYLE = {};\n{script}", Value::from(styles)))?;
    for script in ["js/boot.js", "js/word.js", "sw.js"] {
        let name = script.trim_start_matches("js/");
        project::write(&pkg.join(name), npm::esbuild([www.join(script)])?)?;
    }
    project::write(&pkg.join("worker.js"), modules::worker(www)?)?;
    write_styles(www, &STYLE_PARTS, &pkg.join("page.css"))
}

/// Writes several style sheets as one.
fn write_styles(www: &Path, parts: &[&str], sheet: &Path) -> Result<()> {
    let styles: Result<Vec<String>> = parts.iter().map(|part| project::read_text(&www.join(part))).collect();
    project::write(sheet, styles?.join("\n"))?;
    npm::minify(sheet)
}

/// Writes the sample articles into one file, with title and style; the first, which is shown before the engine is there,
/// with its report.
fn write_samples(seeds: &Path, pkg: &Path) -> Result<()> {
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
        let mut sample =
            json!({ "file": name, "title": gold["title"], "style": gold["style"], "text": text });
        if samples.is_empty() {
            sample["report"] = report(pkg, &file)?;
        }
        samples.push(sample);
    }
    project::write(&pkg.join("samples.json"), Value::from(samples).to_string())
}

/// The report of a text by the engine that is shipped.
fn report(pkg: &Path, text: &Path) -> Result<Value> {
    const READ: &str = "
        import { readFileSync } from 'node:fs';
        const [pkg, text] = process.argv.slice(-2);
        // By its bytes: an older Node takes no .js file for a module.
        const script = readFileSync(pkg + '/saidby.js', 'base64');
        const { Analyzer, initSync } = await import('data:text/javascript;base64,' + script);
        initSync({ module: readFileSync(pkg + '/saidby_bg.wasm') });
        const analyzer = new Analyzer(readFileSync(pkg + '/saidby.model'));
        process.stdout.write(JSON.stringify(analyzer.analyze(readFileSync(text, 'utf8'))));";
    // Node comes with npm, which this installs where it may.
    npm::install()?;
    let mut node = Command::new("node");
    node.args(["--no-warnings", "--input-type=module", "--eval", READ, "--"]).args([pkg, text]);
    serde_json::from_str(&project::output(&mut node)?).map_err(|error| format!("the engine in Node: {error}"))
}
