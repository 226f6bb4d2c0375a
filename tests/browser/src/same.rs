//! The analysis in the browser beside the native one.

use std::io;

use saidby::report::sha256;
use saidby::{Analyzer, OffsetUnit, Options, Report};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Value, json};
use xtask::project;

use crate::{Page, Site, seeds};

/// A page without a script of its own, with the wasm module in `saidby`, the model's bytes in `model` and an analyzer of
/// it in `analyzer`.
pub fn bare(site: &Site) -> Page {
    let page = Page::blank();
    page.go(&format!("{}pkg/licenses.txt", site.url()));
    let [script, engine, model] =
        ["pkg/saidby.js", "pkg/saidby_bg.wasm", "pkg/saidby.model"].map(|part| site.path(part));
    page.eval(&format!(
        "(async () => {{
            globalThis.saidby = await import('{script}');
            await saidby.default({{ module_or_path: '{engine}' }});
            const answer = await fetch('{model}');
            globalThis.model = new Uint8Array(await answer.arrayBuffer());
            globalThis.analyzer = new saidby.Analyzer(model);
        }})()"
    ));
    page
}

/// The texts, by number, whose report in the [`bare`] page does not have the bytes of the native one.
///
/// Both are compared as the JSON that JavaScript writes of them, by its SHA-256.
pub fn differing(page: &Page, analyzer: &Analyzer, texts: &[String]) -> Vec<usize> {
    let mut differing = Vec::new();
    for (nr, batch) in texts.chunks(BATCH).enumerate() {
        let expected: Vec<Value> =
            batch.iter().map(|text| json!([text, native_hash(analyzer, text)])).collect();
        let found = page.eval(&format!(
            "(async () => {{
                const differing = [];
                for (const [idx, [text, hash]] of {}.entries()) {{
                    const json = new TextEncoder().encode(JSON.stringify(analyzer.analyze(text)));
                    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', json));
                    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
                    if (hex !== hash) differing.push(idx);
                }}
                return differing;
            }})()",
            json!(expected)
        ));
        let found = found.as_array().cloned().unwrap_or_default();
        differing.extend(found.iter().filter_map(Value::as_f64).map(|idx| nr * BATCH + idx as usize));
    }
    differing
}

/// Has a page of its own kind (in one file, in an extension) read samples, and compares the reports that its menu saves
/// with the native ones.
pub fn reads_as_the_command_does(page: &Page) {
    let path = project::root().join("model/saidby.model");
    let analyzer = Analyzer::new(&project::read(&path).expect("the model")).expect("the model is sound");
    page.eval("(() => { URL.createObjectURL = (blob) => { blob.text().then((text) => (window.file = text)); return 'data:,'; }; })()");
    for (name, text) in seeds().into_iter().take(3) {
        page.read(&text);
        page.press("e", 0);
        page.wait_for(".export-menu [role=menuitem]");
        page.eval("(() => { delete window.file; document.querySelectorAll('.export-menu [role=menuitem]')[2].click(); })()");
        page.wait("the report", "window.file");
        let found: Report = serde_json::from_value(page.eval("JSON.parse(window.file)")).expect("a report");
        let expected = Report::new(analyzer.analyze(&text), OffsetUnit::Utf16, None);
        assert_eq!(found, expected, "{name}");
        page.click(".brand");
        page.eval("document.querySelector('#live').textContent = ''");
    }
}

/// How many texts the page is given at once.
const BATCH: usize = 50;

/// The SHA-256 of the native report of a text, as the JSON that JavaScript writes of it.
pub fn native_hash(analyzer: &Analyzer, text: &str) -> String {
    let analysis = analyzer.analyze_with(text, &Options::default(), &mut |_| {});
    let mut json = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut json, AsInJavaScript);
    Report::new(analysis, OffsetUnit::Utf16, None).serialize(&mut serializer).expect("a report is JSON");
    sha256(std::str::from_utf8(&json).expect("JSON is text"))
}

/// Writes whole numbers without a point.
struct AsInJavaScript;

impl Formatter for AsInJavaScript {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        write!(writer, "{value}")
    }
}
