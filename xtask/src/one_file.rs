//! The whole page in one HTML file, which opens from a disk or a mail without a server.
//!
//! Styles and scripts stand inline under a content security policy of their hashes; the wasm module,
//! the model and the samples once each as gzip in base64. The scripts are the page's own: around them
//! `fetch` and `Worker` find the files in the page instead of on a server.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::project::{self, Result};
use crate::site::LATER;
use crate::{modules, release, size};

/// Unpacks the inlined files, and stands in for the server.
const PAGE_HEAD: &str = include_str!("one_file/page.js");

/// The one-file page of a built page folder.
///
/// # Errors
///
/// Fails where a file of the page cannot be read or a script has a form that cannot be bundled.
pub fn build(www: &Path) -> Result<String> {
    let index = project::read_text(&www.join("index.html"))?;
    let mut policy = Policy::default();
    let mut html = String::with_capacity(index.len());
    for line in index.lines() {
        let tag = line.trim();
        if tag.starts_with("<link rel=\"stylesheet\"") {
            let style = project::read_text(&www.join(attribute(tag, "href")?))?;
            html.push_str(&policy.style(&style));
        } else if tag.starts_with("<script") && tag.contains("type=\"module\"") {
            html.push_str(&inline_files(www)?);
            let worker = worker(www)?;
            let page = whole_page(www)?;
            let script =
                format!("(() => {{\n\"use strict\";\nconst WORKER = {worker};\n{PAGE_HEAD}\n{page}}})();\n");
            html.push_str(&policy.script(&script, " type=\"module\""));
        } else if tag.starts_with("<script") && tag.contains(" src=") {
            let script = project::read_text(&www.join(attribute(tag, "src")?))?;
            let script = format!("{}{script}", release::boot_head_of(www)?);
            html.push_str(&policy.script(&script, ""));
        } else if tag.starts_with("<link rel=\"icon\"") && !tag.contains("href=\"data:") {
            let icon = project::read(&www.join(attribute(tag, "href")?))?;
            let icon = BASE64.encode(icon);
            html.push_str(&format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">"));
        } else if tag.starts_with("<link rel=\"preload\"")
            || tag.starts_with("<link rel=\"apple-touch-icon\"")
            || tag.starts_with("<meta http-equiv")
        {
            // For pages that load their parts one by one, or can be installed, which a file cannot.
            // The policy is one of hashes here.
        } else {
            html.push_str(&line.replace(&format!("href=\"{}\"", release::LICENSES), &licenses(www)?));
        }
        html.push('\n');
    }
    let meta = format!("<meta charset=\"utf-8\">\n    {}", policy.meta());
    let charset = "<meta charset=\"utf-8\">";
    if !html.contains(charset) {
        return Err(format!("www/index.html has no {charset}"));
    }
    Ok(html.replacen(charset, &meta, 1))
}

/// The link to the licenses, in a page that has no files beside it: it saves them.
fn licenses(www: &Path) -> Result<String> {
    let text = BASE64.encode(project::read(&www.join(release::LICENSES))?);
    Ok(format!("download=\"licenses.txt\" href=\"data:text/plain;charset=utf-8;base64,{text}\""))
}

/// The worker's script as a JavaScript string.
fn worker(www: &Path) -> Result<String> {
    let script = modules::as_variable(&www.join("js/worker.js"), "worker")?;
    let script = format!("{}{script}", release::worker_head_of(www)?);
    serde_json::to_string(&script).map_err(|error| error.to_string())
}

/// The page's script with what is loaded later behind it.
fn whole_page(www: &Path) -> Result<String> {
    let script = |name: &str, variable: &str| modules::as_variable(&www.join("pkg").join(name), variable);
    let mut page = script("page.js", "page")?;
    let mut behind = String::from("const require = () => page;\n");
    let loaded = format!("import(String(addressOf(\"{LATER}\",\"{}\")))", modules::AT_HOME);
    if !page.contains(&loaded) {
        return Err(format!("the page's script has no {loaded}, which one file cannot do"));
    }
    page = page.replace(&loaded, "Promise.resolve(later)");
    behind.push_str(&script(LATER, "later")?);
    Ok(page + &behind)
}

/// What the page would fetch, each file as an inert script.
fn inline_files(www: &Path) -> Result<String> {
    let mut html = String::new();
    for file in project::files(&www.join("pkg"))? {
        let path =
            file.strip_prefix(www).map_err(|error| error.to_string())?.to_string_lossy().replace('\\', "/");
        if [".wasm", ".model", "samples.json"].iter().any(|end| path.ends_with(end)) {
            let bytes = BASE64.encode(size::gzip(&project::read(&file)?)?);
            html.push_str(&format!("<script type=\"text/plain\" data-file=\"{path}\">{bytes}</script>\n"));
        }
    }
    Ok(html)
}

/// The hashes of what stands inline.
#[derive(Default)]
struct Policy {
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Policy {
    fn script(&mut self, script: &str, attributes: &str) -> String {
        // What would end the element, or hide its end, means the same in a string or comment when escaped.
        let script = script.replace("</script", "<\\/script").replace("<!--", "<\\!--");
        self.scripts.push(hash(&script));
        format!("<script{attributes}>{script}</script>")
    }

    fn style(&mut self, style: &str) -> String {
        self.styles.push(hash(style));
        format!("<style>{style}</style>")
    }

    fn meta(&self) -> String {
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             script-src {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; img-src data:; \
             base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
             trusted-types default\">",
            self.scripts.join(" "),
            self.styles.join(" ")
        )
    }
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)))
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Result<&'t str> {
    let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.map(|(value, _)| value).ok_or_else(|| format!("www/index.html: {tag} has no {name}"))
}
