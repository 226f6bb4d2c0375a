//! Odd input for what the page reads from outside.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use xtask::server::Server;
use xtask::site;

use crate::Page;

/// The modules of the page as they are written, not the release, in which they are one; and a page beside them.
fn modules() -> (Server, Page) {
    let server = Server::start(&site::source(), 0).expect("a port is free");
    let page = Page::blank();
    page.go(&format!("{}pkg/licenses.txt", server.url()));
    (server, page)
}

/// What broke in as many tries of each reader, and in as many seconds more.
pub fn broken_readers(tries: u32, seconds: u64, seed: u32) -> Vec<Value> {
    let (server, page) = modules();
    let word = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mill.docx");
    let word = fs::read(word).expect("the file is there");
    let given = json!({ "seconds": seconds, "tries": tries, "seed": seed, "word": word });
    let broken = page.eval(&format!("({})({given})", include_str!("../readers.js").trim()));
    // What stands in a page that is read asks for nothing.
    let asked = server.requests();
    let own = |path: &String| path.starts_with("/js/") || path.starts_with("/pkg/") || path == "/favicon.ico";
    assert!(asked.iter().all(own), "{asked:?}");
    broken.as_array().cloned().unwrap_or_default()
}

/// The shapes of web pages that take much more than four times as long when they are four times as long, with the times
/// in milliseconds.
pub fn steep_shapes(shapes: &[&str]) -> Vec<Value> {
    let (_server, page) = modules();
    // One at a time: a browser's answer is waited for a minute.
    shapes.iter().flat_map(|shape| steep_shape(&page, shape)).collect()
}

fn steep_shape(page: &Page, shape: &str) -> Vec<Value> {
    let steep = page.eval(&format!(
        "(async (shapes) => {{
            globalThis.addressOf = (name) => new URL(`/pkg/${{name}}`, location.href);
            const {{ readHtml }} = await import(new URL('/js/html.js', location.href).href);
            const time = async (shape, length) => {{
                const page = shape.repeat(length / shape.length);
                const start = performance.now();
                await readHtml(page);
                return performance.now() - start;
            }};
            const steep = [];
            for (const shape of shapes) {{
                const seen = [];
                let isSteep = true;
                for (let n = 0; isSteep && n < 4; n++) {{
                    // Browsers nest at most 512 elements: shorter pages are less deep, and cheaper a letter.
                    const [one, four] = [await time(shape, 1 << 14), await time(shape, 1 << 16)];
                    seen.push([one, four]);
                    isSteep = 8 * one + 250 < four;
                }}
                if (isSteep) steep.push([shape, seen]);
            }}
            return steep;
        }})({})",
        json!([shape])
    ));
    steep.as_array().cloned().unwrap_or_default()
}
