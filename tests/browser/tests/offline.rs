//! The page without a network, and the way from one release to the next.

use std::time::Duration;
use std::{fs, thread};

use browser_tests::{Page, STUB_ARTICLE, Site, built};
use serde_json::json;
use xtask::dist::KILL_SWITCH;

const ARTICLE: &str = "Mill shuts\n\n“We are out of wool,” Maria Gonzalez said.\n";

#[test]
fn after_one_visit_it_works_with_the_server_stopped() {
    let mut site = Site::start();
    let page = Page::open_whole(&site);
    page.wait_for_service_worker();
    let requests = site.requests().len();
    site.stop();
    page.reload();
    page.read(ARTICLE);
    assert_eq!(page.marked(".paper mark.q"), ["“We are out of wool,”"]);
    page.click("[data-act=samples]");
    page.wait_for("[role=menu] [role=menuitem]");
    page.click("[role=menu] [role=menuitem]");
    page.wait("the sample is shown", "!document.querySelector('#what').textContent.startsWith('Mill')");
    // What is loaded once the page stands is there too.
    page.wait_for(".desk");
    page.press("Escape", 0);
    page.press("l", 0);
    page.wait("both texts", "document.querySelectorAll('.shelf-text').length === 2");
    assert_eq!(site.requests().len(), requests);
}

#[test]
fn the_memory_of_a_large_text_goes_with_its_worker_and_nothing_is_asked_for() {
    let site = Site::stubbed();
    let page = Page::blank();
    page.before_scripts(
        "Object.assign(globalThis, { started: 0, ended: 0 });
        globalThis.Worker = class extends Worker {
            constructor(...given) {
                super(...given);
                started += 1;
            }
            terminate() {
                super.terminate();
                ended += 1;
            }
        };",
    );
    page.go(&site.url());
    page.wait_for_service_worker();
    page.wait_for(".requests[data-ready]");
    let requests = site.requests().len();
    page.give("document.body", &format!("{STUB_ARTICLE}\n{}", "word ".repeat(110_000)));
    page.wait_until_read();
    page.wait("a new worker", "started === 2");
    page.give("document.body", STUB_ARTICLE);
    let is_marked = "document.querySelector('.paper').textContent.length < 10_000 && document.querySelector('.paper mark')";
    page.wait("the next text is marked", is_marked);
    assert_eq!(page.eval("[started, ended]"), json!([2, 1]));
    assert_eq!(site.requests().len(), requests);
    assert_eq!(page.text(".requests"), "0 requests since load");
}

#[test]
fn a_new_release_never_mixes_with_the_old_one() {
    let site = Site::altered(|_| {});
    let page = Page::open(&site);
    page.wait_for_service_worker();
    let first = page.eval("caches.keys()");
    let old = ["pkg/page.css", "pkg/worker.js", "pkg/readability.js"].map(|part| site.path(part));
    site.release(|www| {
        let styles = www.join("pkg/page.css");
        let text = fs::read_to_string(&styles).expect("the styles are there");
        fs::write(&styles, format!("{text}\n:root {{ --release: two; }}\n")).expect("the copy is ours");
        let index = www.join("index.html");
        let text = fs::read_to_string(&index).expect("the page is there");
        fs::write(&index, text.replace("<html ", "<html data-release=\"two\" ")).expect("the copy is ours");
    });
    let releases = "[document.documentElement.dataset.release ?? 'one',
        getComputedStyle(document.documentElement).getPropertyValue('--release').trim() || 'one']";
    page.eval("navigator.serviceWorker.getRegistration().then((found) => found.update())");
    page.wait(
        "the new set is there",
        "navigator.serviceWorker.getRegistration().then((found) => found.waiting)",
    );
    // The server has the old files no longer; the window that shows the old release does.
    for path in &old {
        assert_eq!(page.eval(&format!("fetch('{path}').then(({{ status }}) => status)")), 200, "{path}");
    }
    page.reload();
    assert_eq!(page.eval(releases), json!(["one", "one"]), "the window keeps its set");
    // The new set waits until no window shows the old one.
    let mut seen = json!(null);
    for _ in 0..40 {
        page.go("about:blank");
        thread::sleep(Duration::from_millis(250));
        page.go(&site.url());
        seen = page.eval(releases);
        assert_eq!(seen[0], seen[1], "two releases are mixed");
        if seen[0] == "two" {
            break;
        }
    }
    assert_eq!(seen, json!(["two", "two"]));
    page.wait("only the new set is kept", "caches.keys().then((names) => names.length === 1)");
    assert_ne!(page.eval("caches.keys()"), first);
    page.read(ARTICLE);
}

#[test]
fn a_release_that_arrives_damaged_is_not_taken() {
    let site = Site::altered(|_| {});
    let page = Page::open(&site);
    page.wait_for_service_worker();
    let first = page.eval("caches.keys()");
    site.release(|www| fs::write(www.join("pkg/page.css"), "p {}").expect("the copy is ours"));
    site.alter(|www| fs::write(built(www, "pkg/page.css"), "p { color: red }").expect("the copy is ours"));
    let asked = site.requests().len();
    page.eval("navigator.serviceWorker.getRegistration().then((found) => found.update().catch(() => {}))");
    page.wait(
        "the new worker has given up",
        "navigator.serviceWorker.getRegistration().then((found) => !found.installing && !found.waiting)",
    );
    assert!(site.requests()[asked..].contains(&site.path("pkg/page.css")), "the new release was looked at");
    page.wait(
        "only the old set is kept",
        &format!("caches.keys().then((names) => JSON.stringify(names) === JSON.stringify({first}))"),
    );
    page.reload();
    page.read(ARTICLE);
}

#[test]
fn the_kill_switch_takes_the_offline_copy_away_and_leaves_what_was_kept() {
    let site = Site::stubbed();
    let page = Page::open(&site);
    page.read(STUB_ARTICLE);
    page.wait_for_service_worker();
    site.alter(|www| fs::write(www.join("sw.js"), KILL_SWITCH).expect("the copy is ours"));
    page.eval("navigator.serviceWorker.getRegistration().then((found) => found.update())");
    page.wait("no copy is left", "caches.keys().then((names) => names.length === 0)");
    page.wait(
        "no worker is left",
        "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)",
    );
    page.reload();
    page.wait("the text is kept", "/waited too long/.test(document.querySelector('.paper').textContent)");
}
