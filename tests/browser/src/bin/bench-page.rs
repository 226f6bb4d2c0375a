//! How long a reader waits: an article of 1,000 words through the page's own worker in Chromium.
//!
//! `cargo xtask bench` runs it, after the native benchmarks.

use browser_tests::{Page, Site, seeds};
use serde_json::{Value, json};

/// The bar: the median of [`RUNS`], in milliseconds.
const BAR: f64 = 25.0;

const RUNS: usize = 50;

fn main() {
    let articles = seeds().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n");
    let mut text = String::new();
    for paragraph in articles.split_inclusive("\n\n") {
        if 1000 <= text.split_whitespace().count() {
            break;
        }
        text.push_str(paragraph);
    }
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for(".requests[data-ready]");
    let measured = page.eval(&format!(
        "(async () => {{
            const worker = new Worker('/js/worker.js', {{ type: 'module' }});
            const begin = performance.now();
            let answered;
            worker.addEventListener('message', ({{ data }}) => data.report && !data.part && answered());
            const model = await (await fetch('/pkg/saidby.model')).arrayBuffer();
            const module = await WebAssembly.compileStreaming(fetch('/pkg/saidby_bg.wasm'));
            worker.postMessage({{ engine: {{ module, model: new Uint8Array(model) }} }});
            const ask = async (id) => {{
                const begin = performance.now();
                await new Promise((resolve) => {{
                    answered = resolve;
                    worker.postMessage({{ id, text: {text}, options: {{}} }});
                }});
                return performance.now() - begin;
            }};
            await ask(0);
            const first = performance.now() - begin;
            const times = [];
            for (let id = 1; id <= {RUNS}; id++) times.push(await ask(id));
            return {{ first, times }};
        }})()",
        text = json!(text),
    ));
    let mut times: Vec<f64> =
        measured["times"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    let (least, median, most) = (times[0], times[times.len() / 2], times[times.len() - 1]);
    println!("in Chromium, {} words through the page's worker, {RUNS} runs", text.split_whitespace().count());
    println!("median {median:.1} ms (bar {BAR} ms), least {least:.1} ms, most {most:.1} ms");
    println!(
        "a new worker with engine and model, and its first answer: {:.1} ms",
        measured["first"].as_f64().unwrap_or(f64::NAN)
    );
    if BAR < median {
        eprintln!("error: the median is above the bar");
        std::process::exit(1);
    }
}
