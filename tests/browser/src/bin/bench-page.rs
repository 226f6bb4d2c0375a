//! How long a reader waits in Chromium: an article of 1,000 words through the page's own worker, the
//! first mark after opening the page, the same on a phone, a layer switched in an article of 10,000 words, and forty articles
//! opened at once; the analysis beside other libraries, and the memory that it takes.
//!
//! `cargo xtask bench` runs it, after the native benchmarks; `cargo xtask bench opening` runs one part alone.

use std::time::Duration;
use std::{env, thread};

use browser_tests::{Page, Site, forty_articles, peers, seeds};
use serde_json::{Value, json};

/// The bar: the median of [`RUNS`], in milliseconds.
const BAR: f64 = 25.0;

const RUNS: usize = 50;

/// How often the page is opened by a browser that does not know it.
const OPENINGS: usize = 9;

/// How many times slower a phone is.
const PHONE: u32 = 6;

/// How often forty articles are opened.
const COLLECTIONS: usize = 5;

/// A browser just started is busy with itself for about so long; the reader's has long been running.
const SETTLING: Duration = Duration::from_millis(2500);

fn main() {
    let part = env::args().nth(1);
    let is_wanted = |name: &str| part.as_deref().is_none_or(|part| part == name);
    let site = Site::start();
    if is_wanted("analysis") {
        analysis(&site);
    }
    if is_wanted("opening") {
        opening(&site);
    }
    if is_wanted("phone") {
        phone(&site);
    }
    if is_wanted("layers") {
        layers(&site);
    }
    if is_wanted("collection") {
        collection(&site);
    }
    if is_wanted("peers") {
        beside_peers(&site);
    }
    if is_wanted("memory") {
        memory(&site);
    }
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

/// When the words of a text stand, when its first mark does, when the engine is ready, and what is between, in
/// milliseconds after the page was asked for; by the page's own performance marks. Fails where no mark can be seen.
const WATCH: &str = "globalThis.opened = new Promise((done) => {
    const times = {};
    new MutationObserver((_, watch) => {
        if (!document.querySelector('.paper .words')) return;
        times.words = performance.now();
        watch.disconnect();
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) times[name] ??= startTime;
        if (times.marked) {
            times.seen ??= [...document.querySelectorAll('.paper mark')].some((mark) => {
                const { top, width } = mark.getBoundingClientRect();
                return 0 < width && 0 <= top && top < innerHeight;
            });
        }
        if (times.marked && times.ready) done(times);
    }).observe({ type: 'mark', buffered: true });
})";

/// The page in a browser that no other measurement has used.
fn new_page(site: &Site) -> Page {
    let page = Page::in_new_browser();
    page.go(&site.url());
    page
}

/// Puts a text into the field as soon as that is there, where no text is kept.
fn given_at_once(text: &str) -> String {
    let text = json!(text);
    format!(
        "if (!Object.keys(localStorage).some((name) => name.endsWith('last'))) new MutationObserver((_, watch) => {{
            const field = document.querySelector('#paste');
            if (!field) return;
            field.value = {text};
            watch.disconnect();
        }}).observe(document, {{ childList: true, subtree: true }});"
    )
}

/// From the page's address to the frame with the first mark, with an empty and with a filled service worker, and on a
/// phone: of the sample, whose report comes with the page, and of a text that is there before the engine is - given at
/// once, and kept from the visit before.
///
/// The main thread's own time, in which other programs' load does not count, says whether a slow
/// opening is the page's fault.
fn opening(site: &Site) {
    let (_, text) = &seeds()[0];
    let given = given_at_once(text);
    let ways = [("the sample", "#sample", ""), ("a text", "", given.as_str())];
    let mut rows = ways.map(|(what, ..)| {
        [("empty", 350), ("filled", 250), ("empty, on a phone", 1800)]
            .map(|(worker, bar)| (format!("{what}, {worker}"), bar, Vec::new()))
    });
    // In turn, so that what else the machine does meets all alike.
    for _ in 0..OPENINGS {
        for ((_, hash, script), [(.., cold), (.., warm), (.., phone)]) in ways.iter().zip(&mut rows) {
            let blank = || {
                let page = Page::in_new_browser();
                page.before_scripts(WATCH);
                page.before_scripts(script);
                thread::sleep(SETTLING);
                page
            };
            let url = format!("{}{hash}", site.url());
            let page = blank();
            cold.push(opened(&page, &url));
            page.wait_for_service_worker();
            page.go("about:blank");
            // The reader comes back to a service worker that sleeps.
            page.devtools("ServiceWorker.enable", &json!({}));
            page.devtools("ServiceWorker.stopAllWorkers", &json!({}));
            thread::sleep(SETTLING);
            warm.push(opened(&page, &url));
            drop(page);
            if cfg!(unix) {
                let page = blank();
                let slowed = page.slowed(PHONE);
                phone.push(opened(&page, &url));
                drop(slowed);
            }
        }
    }
    println!("opened, by service worker, in ms, medians of {OPENINGS} (least to most)");
    println!(
        "{:<28}{:>18}{:>18}{:>18}{:>18}{:>18}",
        "", "engine arrived", "ready", "words", "first mark", "main thread"
    );
    for (name, bar, times) in rows.as_flattened() {
        let row = ["engine", "ready", "words", "marked", "busy"].map(|what| {
            let times = sorted(&times.iter().map(|times: &Value| times[what].clone()).collect());
            format!("{:>18}", spread(&times))
        });
        println!("{name:<28}{}  (bar {bar})", row.concat());
    }
}

/// What [`WATCH`] has seen of a page at an address.
fn opened(page: &Page, url: &str) -> Value {
    page.go("about:blank");
    page.devtools("Performance.enable", &json!({ "timeDomain": "threadTicks" }));
    page.go(url);
    // One call that waits: asking again and again would take its part of the machine.
    let mut times = page.eval("globalThis.opened");
    assert_eq!(times["seen"], true, "no mark can be seen");
    let metrics = page.devtools("Performance.getMetrics", &json!({}));
    let metrics = metrics["metrics"].as_array().into_iter().flatten();
    for metric in metrics.filter(|metric| metric["name"] == "TaskDuration") {
        times["busy"] = json!(metric["value"].as_f64().unwrap_or_default() * 1e3);
    }
    page.devtools("Performance.disable", &json!({}));
    times
}

/// Median, least and most of sorted times.
fn spread(times: &[f64]) -> String {
    let (Some(least), Some(most)) = (times.first(), times.last()) else { return "none".to_owned() };
    format!("{:.0} ({least:.0} to {most:.0})", times[times.len() / 2])
}

/// An article of 1,000 words on a thread that the browser slows by its own protocol.
fn phone(site: &Site) {
    let page = engine_in_page(site);
    page.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": PHONE }));
    let text = json!(text_of(1000));
    let times = sorted(&page.eval(&format!(
        "(async () => {{
            const times = [];
            for (let run = -2; run < 21; run++) {{
                const begin = performance.now();
                analyzer.analyze({text}, {{}});
                if (0 <= run) times.push(performance.now() - begin);
                await new Promise((done) => setTimeout(done));
            }}
            return times;
        }})()"
    )));
    println!("1,000 words, {PHONE} times slower: median {} ms (bar 80 ms)", spread(&times));
}

/// From a click on a layer's button to the next frame.
fn layers(site: &Site) {
    let page = new_page(site);
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

/// Forty articles opened at once, and from one to another.
fn collection(site: &Site) {
    for run in 1..=COLLECTIONS {
        let waits = forty_articles(&new_page(site));
        println!(
            "40 articles, run {run} of {COLLECTIONS}: to the ledger {:.0} ms (bar 2000 ms), to another text {:.0} ms (bar 100 ms)",
            waits.ledger, waits.switch
        );
    }
}

/// Exits where the median is above the bar.
fn analysis(site: &Site) {
    let text = text_of(1000);
    let page = new_page(site);
    page.wait_for(".requests[data-ready]");
    let [worker, model, engine] =
        ["pkg/worker.js", "pkg/saidby.model", "pkg/saidby_bg.wasm"].map(|part| site.path(part));
    let measured = page.eval(&format!(
        "(async () => {{
            const worker = new Worker(new URL('{worker}', location), {{ type: 'module' }});
            const begin = performance.now();
            let answered;
            worker.addEventListener('message', ({{ data }}) => data.answer && answered());
            const model = await (await fetch('{model}')).arrayBuffer();
            const module = await WebAssembly.compileStreaming(fetch('{engine}'));
            worker.postMessage({{ module, model: new Uint8Array(model) }});
            const ask = async (id) => {{
                const begin = performance.now();
                await new Promise((resolve) => {{
                    answered = resolve;
                    worker.postMessage({{ id, task: 'read', given: [{text}, {{}}] }});
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

/// The engine in the page itself, as `analyzer`, and its memory as `memory`.
fn engine_in_page(site: &Site) -> Page {
    let page = new_page(site);
    page.wait_for(".requests[data-ready]");
    let [script, model, engine] =
        ["pkg/saidby.js", "pkg/saidby.model", "pkg/saidby_bg.wasm"].map(|part| site.path(part));
    page.eval(&format!(
        "(async () => {{
            const {{ default: init, Analyzer }} = await import('{script}');
            const {{ memory }} = await init({{ module_or_path: fetch('{engine}') }});
            const model = await (await fetch('{model}')).arrayBuffer();
            globalThis.analyzer = new Analyzer(new Uint8Array(model));
            globalThis.memory = memory;
        }})()"
    ));
    page
}

/// Words a second of the analysis and of other libraries, on the same thread, in turn.
fn beside_peers(site: &Site) {
    let page = engine_in_page(site);
    page.eval(&peers::script().unwrap_or_else(|error| panic!("{error}")));
    println!("in Chromium, on one thread in turn: words a second, medians (least to most)");
    for (n_words, runs) in [(300, 31), (1_000, 21), (10_000, 7), (100_000, 3)] {
        let text = text_of(n_words);
        let times = page.eval(&format!(
            "(async () => {{
                const text = {text};
                const ways = {{ saidby: (text) => analyzer.analyze(text, {{}}), ...peers }};
                const times = {{}};
                for (let run = -2; run < {runs}; run++) {{
                    for (const [name, read] of Object.entries(ways)) {{
                        const begin = performance.now();
                        read(text);
                        if (0 <= run) (times[name] ??= []).push(performance.now() - begin);
                        await new Promise((done) => setTimeout(done));
                    }}
                }}
                return times;
            }})()",
            text = json!(text),
        ));
        let n_words = text.split_whitespace().count() as f64;
        let of = |name: &str| {
            let times = sorted(&times[name]);
            let speed = |time: f64| n_words / time * 1e3;
            [times[times.len() / 2], times[times.len() - 1], times[0]].map(speed)
        };
        let [own, ..] = of("saidby");
        for name in ["saidby", "wink-nlp", "compromise"] {
            let [median, least, most] = of(name);
            println!(
                "{n_words:>7} words  {name:<12} {median:>9.0} ({least:.0} to {most:.0}), saidby {:.2} times as many",
                own / median
            );
        }
    }
}

/// The engine's memory when it has read a text, the first of its size.
fn memory(site: &Site) {
    let articles = text_of(20_000);
    for (bytes, bar) in [(1_000_000, 48), (10_000_000, 200)] {
        let page = engine_in_page(site);
        let measured = page.eval(&format!(
            "(() => {{
                const articles = {articles};
                const text = articles.repeat({bytes} / articles.length + 1).slice(0, {bytes});
                const before = memory.buffer.byteLength;
                analyzer.analyze(text, {{}});
                return [before, memory.buffer.byteLength];
            }})()",
            articles = json!(articles),
        ));
        let megabytes = |at: usize| measured[at].as_f64().unwrap_or(f64::NAN) / 1e6;
        println!(
            "the engine's memory: {:.0} MB with the model read, {:.0} MB at most for a text of {} MB (bar {bar} MB)",
            megabytes(0),
            megabytes(1),
            bytes / 1_000_000
        );
    }
}
