//! Texts and corrections stay: reload, back and forward, a second tab; and nothing moves under the reader's eyes.

use browser_tests::{Folder, Page, Site, seeds};

const FIRST: &str = "Mill shuts\n\n“We are out of wool,” Maria Gonzalez said.\n";
const SECOND: &str = "Ferry sinks\n\n“Everybody is safe,” James Porter said.\n";

#[test]
fn reload_back_forward_and_a_second_tab_keep_the_text() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(FIRST);
    page.reload();
    page.wait_for_headline("Mill shuts");
    page.click(".brand");
    page.wait_for("[data-view=welcome]");
    page.read(SECOND);
    page.wait_for_headline("Ferry sinks");
    page.eval("history.go(-2)");
    page.wait_for_headline("Mill shuts");
    page.eval("history.go(2)");
    page.wait_for_headline("Ferry sinks");
    // A second tab begins with the last text; a new text there leaves the first tab alone.
    page.eval("globalThis.other = open(location.origin + '/') !== null");
    page.wait_for_headline("Ferry sinks");
    page.go(&site.url());
    page.wait_for_headline("Ferry sinks");
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
    let folder = Folder::new("files");
    let long = "Nothing else happened that day. ".repeat(20);
    let files = [
        ("a.md", "# Mill *shuts*\n\n“We are out of wool,” [Maria Gonzalez](http://x) said.\n".to_owned()),
        (
            "b.html",
            format!("<nav>Menu</nav><article><h1>Ferry sinks</h1><p>“All safe,” James Porter said.<p>{long}</article><script>alert(1)</script>"),
        ),
        ("c.txt", "Tower falls\n\nNobody was hurt.\n".to_owned()),
    ]
    .map(|(name, text)| folder.file(name, text));
    page.choose_files("input[type=file]", &files);
    // They are seen together first; below is the first of them.
    page.wait_for(".together-text");
    page.press("Escape", 0);
    page.wait_for_headline("Mill shuts");
    assert!(page.text(".texts").contains("Text 1 of 3"));
    page.click(".texts [aria-label='Next text']");
    page.wait_for_headline("Ferry sinks");
    assert_eq!(page.paragraphs().len(), 3);
    page.click(".texts [aria-label='Next text']");
    page.wait_for_headline("Tower falls");
}

#[test]
fn exports_carry_text_findings_and_corrections() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(FIRST);
    page.catch_exports();
    let [html, table, report] = [0, 1, 2].map(|row| {
        page.export(row);
        page.caught(row)
    });
    assert!(html.starts_with("<!doctype html>") && html.contains("Maria Gonzalez") && html.contains("Key"));
    assert!(
        table.contains("Maria Gonzalez,person,true") && table.contains("“We are out of wool,”"),
        "{table}"
    );
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["text"], FIRST);
    assert_eq!(report["quotations"].as_array().map(Vec::len), Some(1));
    page.press("e", 0);
    page.wait_for("#as-gold");
    page.click("#as-gold");
    page.eval("document.querySelectorAll('.export-menu [role=menuitem]')[2].click()");
    let gold: serde_json::Value = serde_json::from_str(&page.caught(3)).expect("JSON");
    assert_eq!(gold["offsetUnit"], "codepoint");
    assert_eq!(gold["quotations"][0]["kind"], "direct");
}
