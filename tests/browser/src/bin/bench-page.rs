//! How long a reader waits in Chromium: an article of 1,000 words through the page's own worker, the
//! first mark after opening the page, and a layer switched in an article of 10,000 words.
//!
//! `cargo xtask bench` runs it, after the native benchmarks.

use browser_tests::{Page, Site, seeds};
use serde_json::{Value, json};

/// The bar: the median of [`RUNS`], in milliseconds.
const BAR: f64 = 25.0;

const RUNS: usize = 50;

/// How often the page is opened by a browser that does not know it.
const OPENINGS: usize = 5;

fn main() {
    let site = Site::start();
    analysis(&site);
    opening(&site);
    layers(&site);
}

/// Whole paragraphs of the samples, over and over, until there are so many words.
fn text_of(n_words: usize) -> String {
    let articles = seeds().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n");
    let mut text = String::new();
    let mut n_found = 0;
    for paragraph in articles.split_inclusive("\n\n").cycle() {
        if n_words <= n_found {
            break;
        }
        n_found += paragraph.split_whitespace().count();
        text.push_str(paragraph);
    }
    text
}

fn sorted(times: &Value) -> Vec<f64> {
    let mut times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    times
}

/// From the address of the sample to the frame after its first mark, with an empty and with a
/// filled service worker.
fn opening(site: &Site) {
    let watch = "new MutationObserver((_, watch) => {
        if (!document.querySelector('.paper mark')) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => (globalThis.firstMark = performance.now())));
    }).observe(document, { childList: true, subtree: true })";
    let (mut cold, mut warm) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        let page = Page::blank();
        page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": watch }));
        let open = || {
            page.go("about:blank");
            page.go(&format!("{}#sample", site.url()));
            page.wait("the first mark", "globalThis.firstMark > 0");
            page.eval("globalThis.firstMark")
        };
        cold.push(open());
        page.wait_for_service_worker();
        warm.push(open());
    }
    for (name, times, bar) in [("empty", cold, 500), ("filled", warm, 300)] {
        let times = sorted(&Value::Array(times));
        let median = times[times.len() / 2];
        println!("first mark, service worker {name}: median {median:.0} ms of {OPENINGS} (bar {bar} ms)");
    }
}

/// From a click on a layer's button to the next frame.
fn layers(site: &Site) {
    let page = Page::open(site);
    page.wait_for(".requests[data-ready]");
    page.read(&text_of(10_000));
    let times = sorted(&page.eval(
        "(async () => {
            const times = [];
            for (let turn = 0; turn < 21; turn++) {
                const begin = performance.now();
                document.querySelectorAll('.layer')[turn % 7].click();
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                times.push(performance.now() - begin);
                await new Promise((done) => setTimeout(done, 60));
            }
            return times;
        })()",
    ));
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    println!("a layer switched in 10,000 words: median {median:.0} ms, most {most:.0} ms (bar 50 ms)");
}

/// Exits where the median is above the bar.
fn analysis(site: &Site) {
    let text = text_of(1000);
    let page = Page::open(site);
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
    let times = sorted(&measured["times"]);
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
