//! What a visit loads is of one release and whole; and what it takes a while to load is waited for.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use browser_tests::{Page, STUB_ARTICLE, Site, built};
use xtask::project;

fn web_page() -> String {
    let story: String = (0..6)
        .map(|idx| format!("<p>The harbor in Marn closed for the {idx}th time this year, and the council said on Monday that nobody knew when it would open again.</p>"))
        .collect();
    format!(
        "<!doctype html><title>Harbor closes</title><ul><li>World<li>Sport</ul><article><h1>Harbor closes</h1>{story}</article>"
    )
}

fn open_web_page(page: &Page) {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("harbor.html");
    fs::write(&file, web_page()).expect("a file of our own");
    page.choose_files("input[type=file]", &[file]);
}

/// The requests of the page for the library that reads web pages.
fn asked_for_reader(site: &Site) -> usize {
    site.requests().iter().filter(|path| path.contains("readability")).count()
}

#[test]
fn every_file_that_scripts_and_page_name_has_its_content_in_its_name() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for(".requests[data-ready]");
    let stable = |path: &str| {
        let names = ["/", "/sw.js", "/manifest.webmanifest", "/pkg/precache.js", "/pkg/licenses.txt"];
        names.contains(&path)
    };
    let by_content = |path: &str| path.strip_prefix("/pkg/").is_some_and(|name| name.split('.').count() == 3);
    for path in site.requests() {
        assert!(stable(&path) || by_content(&path) || path.starts_with("/icons/"), "{path}");
    }
    assert_eq!(
        page.eval("[...document.querySelectorAll('script, [rel=stylesheet]')].filter((one) => !one.integrity).length"),
        0,
        "scripts and styles that are not checked"
    );
}

#[test]
fn the_first_visit_counts_no_request_for_a_web_page_that_comes_before_the_copy() {
    let site = Site::stubbed();
    let page = Page::open(&site);
    page.wait_for(".requests[data-ready]");
    open_web_page(&page);
    page.wait_until_read();
    page.wait_for_service_worker();
    page.wait_for("[rel=manifest]");
    assert_eq!(page.text(".requests"), "0 requests since load");
}

#[test]
fn a_web_page_is_read_offline_and_nothing_is_asked_for() {
    let mut site = Site::stubbed();
    let page = Page::open(&site);
    page.wait_for_service_worker();
    page.reload();
    page.wait_for(".requests[data-ready]");
    let asked = site.requests().len();
    site.stop();
    open_web_page(&page);
    page.wait_until_read();
    assert!(page.text(".paper h1").contains("Harbor closes"));
    assert_eq!(page.text(".requests"), "0 requests since load");
    assert_eq!(site.requests().len(), asked);
}

#[test]
fn without_a_copy_the_library_for_web_pages_is_loaded_when_one_comes_and_is_counted() {
    let site = Site::stubbed();
    let page = Page::blank();
    page.before_scripts("delete Navigator.prototype.serviceWorker");
    page.go(&site.url());
    page.wait_for(".requests[data-ready]");
    assert_eq!(asked_for_reader(&site), 0, "the first load does without it");
    open_web_page(&page);
    page.wait_until_read();
    assert_eq!(asked_for_reader(&site), 1);
    page.wait(
        "the count is true",
        "document.querySelector('.requests').innerText === '1 request since load'",
    );
}

#[test]
fn where_the_library_for_web_pages_is_missing_a_sentence_says_so_and_pasted_words_are_read() {
    let site = Site::stubbed();
    site.alter(|www| fs::remove_file(built(www, "pkg/readability.js")).expect("the copy is ours"));
    let page = Page::open(&site);
    page.wait_for(".requests[data-ready]");
    open_web_page(&page);
    page.wait(
        "the sentence",
        "/part that reads web pages did not load/.test(document.querySelector('.welcome .error').innerText)",
    );
    page.eval(&format!(
        "(() => {{ const clipboardData = new DataTransfer();
            clipboardData.setData('text/html', '<p>' + {0});
            clipboardData.setData('text/plain', {0});
            document.body.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData, bubbles: true, cancelable: true }})); }})()",
        serde_json::json!(STUB_ARTICLE)
    ));
    page.wait_until_read();
}

#[test]
fn two_deployments_on_one_server_keep_apart() {
    let site = Site::stubbed();
    site.alter(|www| {
        let beta = www.with_extension("beta");
        project::copy_folder(www, &beta).expect("the page can be copied");
        project::copy_folder(&beta, &www.join("beta")).expect("the page can be copied");
        fs::remove_dir_all(beta).expect("the copy is ours");
    });
    let page = Page::open(&site);
    page.read(STUB_ARTICLE);
    page.wait_for_service_worker();
    page.reload();
    page.wait_until_read();
    let first = page.open_tab(&format!("{}beta/", site.url()));
    // It shows nothing of the other's, and its worker is its own.
    page.wait_for("[data-view=welcome] #paste");
    page.wait(
        "its own worker is in charge",
        "navigator.serviceWorker.controller?.scriptURL.endsWith('/beta/sw.js')",
    );
    assert_eq!(page.eval("caches.keys().then((names) => names.length)"), 2);
    page.clear_kept();
    page.turn_to(&first);
    assert_eq!(page.text(".requests"), "0 requests since load", "what the other loads is not counted here");
    page.reload();
    page.wait_until_read();
}

#[test]
fn a_slow_first_visit_is_told_how_far_it_is_and_nothing_false() {
    let site = Site::start();
    let page = Page::blank();
    // The model comes in two halves, the second when the test says so; and the page's patience is a second.
    page.before_scripts(
        "const [real, wait] = [globalThis.fetch, globalThis.setTimeout];
        globalThis.setTimeout = (act, time, ...given) => wait(act, time === 60000 ? 1000 : time, ...given);
        globalThis.fetch = async (url, ...given) => {
            const answer = await real(url, ...given);
            if (!/model$/.test(url)) return answer;
            const bytes = new Uint8Array(await answer.arrayBuffer());
            return new Response(new ReadableStream({ start(stream) {
                stream.enqueue(bytes.slice(0, bytes.length / 2));
                globalThis.comes = () => { stream.enqueue(bytes.slice(bytes.length / 2)); stream.close(); };
            } }));
        };",
    );
    page.go(&site.url());
    page.wait_for("#paste");
    page.give("document.body", STUB_ARTICLE);
    let told = "document.querySelector('.working').innerText";
    page.wait("the text is there", "/waited too long/.test(document.querySelector('.paper').innerText)");
    page.wait("it is told what is waited for", &format!("/Loading the language model/.test({told})"));
    let shares = format!("({told}.match(/([0-9.]+) of ([0-9.]+) MB/) ?? [0, 0, 0]).slice(1).map(Number)");
    // Half of the model is still to come.
    let half = fs::metadata(project::root().join("model/saidby.model")).unwrap().len() as f64 / 2e6;
    let is_half = format!("(([come, all]) => 0 < come && Math.abs(all - come - {half}) < 0.2)({shares})");
    page.wait("and how much is there", &is_half);
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(
        page.eval("[...document.querySelectorAll('.error')].filter((error) => !error.hidden).length"),
        0,
        "nothing has gone wrong"
    );
    page.eval("comes()");
    page.wait_until_read();
}

#[test]
fn the_sample_is_marked_before_the_model_has_come_and_another_text_after_it() {
    let site = Site::start();
    let page = Page::blank();
    page.before_scripts(
        "const [real, held] = [globalThis.fetch, new Promise((on) => (globalThis.comes = on))];
        globalThis.fetch = async (url, ...given) => {
            if (/model$/.test(url)) await held;
            return real(url, ...given);
        };",
    );
    page.go(&format!("{}#sample", site.url()));
    page.wait_until_read();
    assert!(0 < page.count(".paper mark.q") && 0 < page.count(".paper mark.n"), "the sample is marked");
    page.eval("document.querySelector('#live').textContent = ''");
    page.give("document.body", STUB_ARTICLE);
    page.wait("the text is there", "/waited too long/.test(document.querySelector('.paper').innerText)");
    assert_eq!(page.count(".paper mark"), 0, "nothing is marked without the model");
    page.eval("comes()");
    page.wait_until_read();
    assert!(0 < page.count(".paper mark.q"), "the text is marked");
}

#[test]
fn without_the_model_the_sample_stays_and_one_sentence_says_what_is_missing() {
    let site = Site::start();
    let page = Page::blank();
    page.before_scripts(
        "const real = globalThis.fetch;
        globalThis.fetch = (url, ...given) => (/model$/.test(url) ? Promise.reject(new TypeError('off')) : real(url, ...given));",
    );
    page.go(&format!("{}#sample", site.url()));
    page.wait(
        "a sentence",
        "/language model did not load/.test(document.querySelector('.over .error').textContent)",
    );
    assert!(0 < page.count(".paper mark.q"), "the sample is marked");
}

#[test]
fn the_sample_is_read_anew_where_corrections_ask_for_it() {
    let site = Site::start();
    let page = Page::blank();
    let normal = "[...document.querySelectorAll('.values .normal')].map((value) => value.textContent)";
    let read = |act: &str| {
        page.eval("document.querySelector('#live').textContent = ''");
        page.eval(act);
        page.wait_until_read();
        page.eval("document.querySelector('#tab-values').click()");
    };
    page.go(&format!("{}#sample", site.url()));
    page.wait_until_read();
    page.eval("document.querySelector('#tab-values').click()");
    let undated = page.eval(normal);
    read(
        "document.querySelector('#article-date').value = '2017-12-11';
        document.querySelector('#article-date').dispatchEvent(new Event('change', { bubbles: true }))",
    );
    let dated = page.eval(normal);
    assert_ne!(dated, undated, "its dates are read by the one given");
    page.click(".meta [data-act=edit]");
    read(
        "document.querySelector('#paste').value += ' Indeed.';
        document.querySelector('#paste').dispatchEvent(new Event('input', { bubbles: true }))",
    );
    page.click(".meta [data-act=edit]");
    read("document.querySelector('.welcome [data-act=sample]').click()");
    assert_eq!(page.eval(normal), dated, "its dates are read by the one that it had");
}

#[test]
fn the_licenses_of_all_that_ships_can_be_read_offline() {
    let mut site = Site::stubbed();
    let page = Page::open(&site);
    page.wait_for_service_worker();
    site.stop();
    page.go(&format!("{}pkg/licenses.txt", site.url()));
    let text = page.text("body");
    for words in ["The Saidby authors", "Apache License", "WordNet Release 3.0", "Arc90", "GeoNames", "serde"]
    {
        assert!(text.contains(words), "{words}");
    }
}
