//! Nothing of the reader's leaves this computer, and nothing runs that came with a text.

use std::fs;

use browser_tests::{Page, STUB_ARTICLE, Site};
use serde_json::json;

/// A document of another site, such as another app, that posts a form to the page.
fn share(page: &Page, site: &Site, text: &str) {
    page.go("about:blank");
    page.eval(&format!(
        "(() => {{
            const form = Object.assign(document.createElement('form'), {{ method: 'POST', enctype: 'multipart/form-data', action: {} }});
            const field = Object.assign(document.createElement('textarea'), {{ name: 'text', value: {} }});
            form.append(field);
            document.body.append(form);
            form.submit();
        }})()",
        json!(format!("{}share", site.url())),
        json!(text)
    ));
}

#[test]
fn what_another_app_shares_goes_to_the_page_and_never_to_the_server() {
    let site = Site::stubbed();
    let page = Page::open(&site);
    assert_eq!(page.count("[rel=manifest]"), 0, "it cannot be installed before the worker is there");
    page.wait_for_service_worker();
    page.wait_for("[rel=manifest]");
    let asked = site.requests().len();
    share(&page, &site, STUB_ARTICLE);
    page.wait_until_read();
    assert!(page.text(".paper").contains("We waited too long"));
    assert_eq!(site.requests()[asked..], [] as [&str; 0]);
    // A second look does not share it again, and nothing was stored but the text itself.
    page.reload();
    page.wait_until_read();
    share(&page, &site, " ");
    page.wait_for("[data-view=welcome]");
    page.wait(
        "a sentence",
        "/copy it there and paste it here/.test(document.querySelector('.welcome .error').innerText)",
    );
}

#[test]
fn the_history_of_the_browser_names_no_headline() {
    let site = Site::stubbed();
    // Its history is that of this test alone.
    let page = Page::open_whole(&site);
    page.read(STUB_ARTICLE);
    page.reload();
    page.wait_until_read();
    assert_eq!(page.eval("document.title"), "Saidby");
    page.go("about:blank");
    let mut found = Vec::new();
    // It is written a moment later.
    for _ in 0..40 {
        found = fs::read(page.profile().join("Default/History")).unwrap_or_default();
        if contains(&found, "127.0.0.1") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(250));
    }
    assert!(contains(&found, "127.0.0.1"), "the visit is in the history");
    for words in ["Old bridge", "bridge closes", "waited too long"] {
        assert!(!contains(&found, words), "{words}");
    }
}

fn contains(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn no_text_becomes_markup_and_no_other_script_starts() {
    let site = Site::stubbed();
    let page = Page::open(&site);
    page.wait_for(".requests[data-ready]");
    let tries = [
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.createRange().createContextualFragment('<b>x</b>')",
        "document.write('<b>x</b>')",
        "new Worker('pkg/page.js')",
        "new Worker('https://example.org/pkg/worker.js')",
        "document.createElement('script').text = 'globalThis.ran = true'",
        "document.createElement('iframe').srcdoc = '<b>x</b>'",
        "setTimeout('globalThis.ran = true')",
        "eval('globalThis.ran = true')",
        "new Function('globalThis.ran = true')()",
    ];
    for attempt in tries {
        // In a turn of its own: the driver's scripts stand above the page's policy.
        page.eval(&format!(
            "new Promise((resolve) => setTimeout(() => {{
                try {{ globalThis.made = {attempt}; }} catch {{}}
                resolve();
            }}))"
        ));
    }
    assert_eq!(page.count("body > b"), 0);
    assert_eq!(page.eval("globalThis.ran ?? false"), false);
    let refused = page.console_errors();
    assert!(refused.len() >= tries.len() - 2, "{refused:#?}");
    // What the page itself does is among what it allows.
    page.give("document.body", STUB_ARTICLE);
    page.wait_until_read();
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}

#[test]
fn what_is_not_there_is_not_found_with_the_worker_too() {
    let site = Site::stubbed();
    let page = Page::open(&site);
    page.wait_for_service_worker();
    page.go(&format!("{}nowhere", site.url()));
    assert_eq!(page.eval("document.body.innerText.trim()"), "404 Not Found");
    page.go(&format!("{}?from=mail", site.url()));
    page.wait_for("#paste");
}
