//! From one release to the next: a whole one is taken when no window shows the old one, a broken one is not taken at all.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use browser_tests::{IS_READ, Page, STUB_ARTICLE, Site, built};
use serde_json::{Value, json};

const UPDATE: &str =
    "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true, () => false)";
const SETTLED: &str = "navigator.serviceWorker.getRegistration().then((found) => !found.installing)";
const WAITING: &str = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))";

/// Opens the first release of a site, and waits until it is kept.
fn visit(page: &Page, site: &Site) {
    page.go(&site.url());
    page.wait_for_service_worker();
}

/// A browser with the first release of a site, and which build that is.
fn first_release() -> (Page, Site, Value) {
    let (page, site) = (Page::blank(), Site::stubbed());
    visit(&page, &site);
    let first = build(&page);
    (page, site, first)
}

/// The build of the page that is shown.
fn build(page: &Page) -> Value {
    page.eval("RELEASE.build")
}

/// A release whose page says which it is.
fn numbered(site: &Site, number: u32) {
    site.release(|www| append(&www.join("pkg/page.css"), &format!("\n:root {{ --release: {number}; }}\n")));
}

fn append(file: &Path, text: &str) {
    let whole = fs::read_to_string(file).expect("the part is there");
    fs::write(file, whole + text).expect("the copy is ours");
}

/// Closes the page's window to the site and opens it again, until it shows another build.
fn until_new(page: &Page, site: &Site, old: &Value, what: &str) {
    for _ in 0..60 {
        page.go("about:blank");
        thread::sleep(Duration::from_millis(100));
        page.go(&site.url());
        if build(page) != *old {
            page.wait(what, "caches.keys().then((names) => names.length === 1)");
            page.wait_for("#paste");
            page.give("document.body", STUB_ARTICLE);
            page.wait(what, IS_READ);
            return;
        }
    }
    panic!("{what}: it is never taken");
}

/// What a server may have in the place of a release.
type Damage = (&'static str, fn(&Path));

const DAMAGES: [Damage; 9] = [
    ("a missing style sheet", |www| fs::remove_file(built(www, "pkg/page.css")).expect("ours")),
    ("a missing model", |www| fs::remove_file(built(www, "pkg/saidby.model")).expect("ours")),
    ("half a script", |www| {
        let file = built(www, "pkg/page.js");
        let bytes = fs::read(&file).expect("ours");
        fs::write(file, &bytes[..bytes.len() / 2]).expect("ours");
    }),
    ("a page of the network's own in place of a script", |www| {
        fs::write(built(www, "pkg/worker.js"), "<!doctype html><title>Log in</title>").expect("ours");
    }),
    ("another page than the list says", |www| append(&www.join("index.html"), "<!-- -->")),
    ("no list of files", |www| fs::remove_file(www.join("pkg/precache.js")).expect("ours")),
    ("half a list of files", |www| {
        let file = www.join("pkg/precache.js");
        let text = fs::read_to_string(&file).expect("ours");
        fs::write(file, &text[..text.len() / 2]).expect("ours");
    }),
    ("a page in place of the service worker", |www| {
        fs::write(www.join("sw.js"), "<!doctype html><title>Log in</title>").expect("ours");
    }),
    ("no service worker", |www| fs::remove_file(www.join("sw.js")).expect("ours")),
];

#[test]
fn a_release_that_is_not_whole_is_not_taken_and_does_not_stop_the_next() {
    let (page, site, old) = first_release();
    let kept = page.eval("caches.keys()");
    for (number, (what, damage)) in DAMAGES.into_iter().enumerate() {
        numbered(&site, number as u32);
        site.alter(damage);
        page.eval(UPDATE);
        page.wait(what, SETTLED);
        assert_eq!(page.eval(WAITING), false, "{what}");
        page.wait(
            what,
            &format!("caches.keys().then((names) => JSON.stringify(names) === JSON.stringify({kept}))"),
        );
        page.reload();
        assert_eq!(build(&page), old, "{what}");
        page.wait_for("#paste");
    }
    numbered(&site, 100);
    page.eval(UPDATE);
    until_new(&page, &site, &old, "a whole release after the broken ones");
}

#[cfg(unix)]
#[test]
fn a_download_that_hangs_ends_and_blocks_no_later_release() {
    let (page, site, old) = first_release();
    numbered(&site, 1);
    site.alter(|www| {
        let worker = www.join("sw.js");
        let text = fs::read_to_string(&worker).expect("ours");
        assert!(text.contains("3e5"), "it waits five minutes");
        fs::write(worker, text.replace("3e5", "500")).expect("ours");
        // A pipe that nobody writes to: the server answers never.
        let file = built(www, "pkg/page.css");
        fs::remove_file(&file).expect("ours");
        assert!(Command::new("mkfifo").arg(file).status().expect("mkfifo is there").success());
    });
    page.eval(UPDATE);
    page.wait("the worker gives up", SETTLED);
    assert_eq!(page.eval(WAITING), false);
    // Whoever waits at the pipe goes; nobody may.
    site.alter(|www| {
        let pipe = built(www, "pkg/page.css");
        thread::spawn(move || drop(fs::write(pipe, "")));
    });
    thread::sleep(Duration::from_millis(200));
    numbered(&site, 2);
    page.eval(UPDATE);
    until_new(&page, &site, &old, "the release behind the one that hung");
}

#[test]
fn whatever_part_changes_the_whole_release_is_taken() {
    let page = Page::blank();
    let site = Site::stubbed();
    let parts = ["index.html", "pkg/page.js", "pkg/worker.js", "pkg/saidby.js", "pkg/licenses.txt"];
    for part in parts {
        visit(&page, &site);
        let old = build(&page);
        site.release(|www| append(&www.join(part), if part.ends_with("js") { "\n;" } else { "\n" }));
        page.eval(UPDATE);
        until_new(&page, &site, &old, part);
    }
}

#[test]
fn of_two_releases_the_last_is_taken_and_one_can_be_taken_back() {
    let (page, site, first) = first_release();
    for number in [1, 2] {
        numbered(&site, number);
        page.eval(UPDATE);
        page.wait("it is there", WAITING);
        page.wait("it is there", SETTLED);
    }
    until_new(&page, &site, &first, "two releases");
    let shown = "getComputedStyle(document.documentElement).getPropertyValue('--release').trim()";
    assert_eq!(page.eval(shown), "2");
    let second = build(&page);
    site.release(|_| {});
    page.eval(UPDATE);
    until_new(&page, &site, &second, "the first release again");
}

#[test]
fn a_release_waits_for_every_window_and_the_text_is_kept() {
    let (page, site, old) = first_release();
    page.give("document.body", STUB_ARTICLE);
    page.wait_until_read();
    let first = page.open_tab(&site.url());
    numbered(&site, 1);
    page.eval(UPDATE);
    page.wait("it is there", WAITING);
    page.go("about:blank");
    thread::sleep(Duration::from_millis(300));
    page.go(&site.url());
    assert_eq!(build(&page), old, "another window shows the old release");
    page.go("about:blank");
    page.turn_to(&first);
    until_new(&page, &site, &old, "the last window is closed");
    page.eval("history.back()");
    page.wait("the text is kept", "/waited too long/.test(document.querySelector('.paper')?.textContent)");
}

#[test]
fn what_the_browser_threw_away_is_fetched_and_after_the_kill_switch_a_release_is_taken_again() {
    let (page, site, old) = first_release();
    page.eval("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))");
    page.reload();
    assert_eq!(build(&page), old, "without its copy it comes from the server");
    let mut worker = String::new();
    site.alter(|www| {
        worker = fs::read_to_string(www.join("sw.js")).expect("the worker is there");
        fs::write(www.join("sw.js"), xtask::dist::KILL_SWITCH).expect("ours");
    });
    page.eval(UPDATE);
    page.wait(
        "no worker is left",
        "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)",
    );
    site.alter(|www| fs::write(www.join("sw.js"), worker).expect("ours"));
    page.go("about:blank");
    visit(&page, &site);
    assert_eq!(page.eval("caches.keys().then((names) => names.length)"), json!(1));
}

#[test]
fn where_the_browser_has_no_room_for_the_copy_the_page_works_online() {
    let site = Site::stubbed();
    site.alter(|www| {
        let worker = www.join("sw.js");
        let text = fs::read_to_string(&worker).expect("ours");
        let full = "caches.open = async () => { throw new DOMException('full', 'QuotaExceededError'); };\n";
        fs::write(worker, format!("{full}{text}")).expect("ours");
    });
    let page = Page::open(&site);
    page.wait_for(".requests[data-ready]");
    page.give("document.body", STUB_ARTICLE);
    page.wait_until_read();
    assert_eq!(page.count("[rel=manifest]"), 0, "it cannot be installed");
    page.reload();
    page.wait_until_read();
}
