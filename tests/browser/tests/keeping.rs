//! Texts and corrections stay: reload, back and forward, a second tab; and nothing moves under the reader's eyes.

use std::fs;

use browser_tests::{Page, Site, seeds};

const FIRST: &str = "Mill shuts\n\n“We are out of wool,” Maria Gonzalez said.\n";
const SECOND: &str = "Ferry sinks\n\n“Everybody is safe,” James Porter said.\n";

fn shows(page: &Page, headline: &str) {
    page.wait(headline, &format!("document.querySelector('.paper h1')?.textContent === {headline:?}"));
}

#[test]
fn reload_back_forward_and_a_second_tab_keep_the_text() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(FIRST);
    page.reload();
    shows(&page, "Mill shuts");
    page.click(".brand");
    page.wait_for("[data-view=welcome]");
    page.read(SECOND);
    shows(&page, "Ferry sinks");
    page.eval("history.go(-2)");
    shows(&page, "Mill shuts");
    page.eval("history.go(2)");
    shows(&page, "Ferry sinks");
    // A second tab begins with the last text; a new text there leaves the first tab alone.
    page.eval("globalThis.other = open(location.origin + '/') !== null");
    shows(&page, "Ferry sinks");
    page.go(&site.url());
    shows(&page, "Ferry sinks");
}

#[test]
fn a_correction_outlasts_the_visit_and_one_button_clears_all() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(FIRST);
    page.press("n", 0);
    page.correct_speaker("nobody");
    page.reload();
    page.wait_for(".paper mark.q.yours");
    page.click(".brand");
    page.wait_for("[data-view=welcome]");
    page.clear_kept();
    page.read(FIRST);
    page.wait_for(".paper mark.q");
    assert_eq!(page.count(".paper mark.q.yours"), 0);
}

#[test]
fn nothing_shifts_when_results_arrive() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for("#paste");
    page.eval(
        "(() => { globalThis.shift = 0;
            new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.shift += entry.value; })
                .observe({ type: 'layout-shift', buffered: true }); })()",
    );
    page.read(&seeds()[0].1);
    std::thread::sleep(std::time::Duration::from_millis(700));
    let shift = page.eval("shift").as_f64().unwrap_or(1.0);
    assert!(shift < 0.02, "the layout shifted by {shift}");
}

#[test]
fn several_files_open_at_once_and_are_cleaned() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for("#paste");
    let folder = std::env::temp_dir().join(format!("saidby-files-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder of our own");
    let long = "Nothing else happened that day. ".repeat(20);
    let files = [
        ("a.md", "# Mill *shuts*\n\n“We are out of wool,” [Maria Gonzalez](http://x) said.\n".to_owned()),
        (
            "b.html",
            format!("<nav>Menu</nav><article><h1>Ferry sinks</h1><p>“All safe,” James Porter said.<p>{long}</article><script>alert(1)</script>"),
        ),
        ("c.txt", "Tower falls\n\nNobody was hurt.\n".to_owned()),
    ]
    .map(|(name, text)| {
        let file = folder.join(name);
        fs::write(&file, text).expect("a file of our own");
        file
    });
    page.choose_files("input[type=file]", &files);
    // They are seen together first; below is the first of them.
    page.wait_for(".together-text");
    page.press("Escape", 0);
    shows(&page, "Mill shuts");
    assert!(page.text(".texts").contains("Text 1 of 3"));
    page.click(".texts [aria-label='Next text']");
    shows(&page, "Ferry sinks");
    assert_eq!(page.paragraphs().len(), 3);
    page.click(".texts [aria-label='Next text']");
    shows(&page, "Tower falls");
    drop(fs::remove_dir_all(folder));
}

#[test]
fn exports_carry_text_findings_and_corrections() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(FIRST);
    // What would be downloaded is caught instead.
    page.eval(
        "(() => { globalThis.files = [];
            URL.createObjectURL = (blob) => { blob.text().then((text) => files.push(text)); return 'data:,'; }; })()",
    );
    for idx in 0..3 {
        page.press("e", 0);
        page.wait_for(".export-menu [role=menuitem]");
        page.eval(&format!("document.querySelectorAll('.export-menu [role=menuitem]')[{idx}].click()"));
        page.wait("a file", &format!("files.length === {}", idx + 1));
    }
    let file = |idx: usize| page.eval(&format!("files[{idx}]")).as_str().unwrap_or_default().to_owned();
    assert!(
        file(0).starts_with("<!doctype html>")
            && file(0).contains("Maria Gonzalez")
            && file(0).contains("Key")
    );
    assert!(
        file(1).contains("Maria Gonzalez,person,true") && file(1).contains("“We are out of wool,”"),
        "{}",
        file(1)
    );
    let report: serde_json::Value = serde_json::from_str(&file(2)).expect("JSON");
    assert_eq!(report["text"], FIRST);
    assert_eq!(report["quotations"].as_array().map(Vec::len), Some(1));
    page.press("e", 0);
    page.wait_for("#as-gold");
    page.click("#as-gold");
    page.eval("document.querySelectorAll('.export-menu [role=menuitem]')[2].click()");
    page.wait("a file", "files.length === 4");
    let gold: serde_json::Value = serde_json::from_str(&file(3)).expect("JSON");
    assert_eq!(gold["offsetUnit"], "codepoint");
    assert_eq!(gold["quotations"][0]["kind"], "direct");
}
