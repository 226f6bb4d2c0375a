//! The ways in and out by keyboard alone, against the real engine; and whether the page can be installed.

use std::fs;

use browser_tests::{Folder, Page, Site};
use serde_json::{Value, json};

const ARTICLE: &str = "\
Mill shuts

“We are out of wool,” Maria Gonzalez said.

Advertisement

James Porter, a weaver, said the mill had been “half dead” for years.
";

#[test]
fn files_are_opened_and_leafed_through() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    page.eval("document.querySelector('input[type=file]').click = () => (globalThis.asked = true)");
    page.press("o", 0);
    page.wait("files are asked for", "globalThis.asked");
    let folder = Folder::new("ways");
    let files = ["Ferry sinks", "Tower falls"]
        .map(|title| folder.file(&format!("{title}.txt"), format!("{title}\n\nNobody was hurt.\n")));
    page.choose_files("input[type=file]", &files);
    // They are seen together first; below is the first of them.
    page.wait_for(".together-text");
    page.press("Escape", 0);
    page.wait_for_headline("Ferry sinks");
    page.tab_to(".texts [aria-label='Next text']");
    page.press("Enter", 0);
    page.wait_for_headline("Tower falls");
    page.tab_to(".texts [aria-label='Previous text']");
    page.press("Enter", 0);
    page.wait_for_headline("Ferry sinks");
}

#[test]
fn what_is_pasted_before_the_page_can_hear_it_is_read() {
    let site = Site::start();
    let page = Page::blank();
    let early = format!(
        "addEventListener('readystatechange', () => {{ document.querySelector('#paste').value = {}; }}, {{ capture: true, once: true }})",
        json!(ARTICLE)
    );
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": early }));
    page.go(&site.url());
    page.wait_for_headline("Mill shuts");
}

#[test]
fn a_file_that_is_dropped_is_read() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for("#paste");
    let event = |kind: &str| {
        page.eval(&format!(
            "(() => {{ const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([{}], 'mill.txt', {{ type: 'text/plain' }}));
                document.body.dispatchEvent(new DragEvent({kind:?}, {{ dataTransfer, bubbles: true, cancelable: true }})); }})()",
            json!(ARTICLE)
        ))
    };
    event("dragover");
    assert_eq!(page.eval("document.documentElement.matches('.dropping')"), true);
    event("drop");
    page.wait_for_headline("Mill shuts");
    assert_eq!(page.eval("document.documentElement.matches('.dropping')"), false);
    page.wait("where it comes from", "document.querySelector('.meta').textContent.includes('mill.txt')");
}

#[test]
fn a_word_file_is_read_and_what_is_none_is_refused() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for("#paste");
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mill.docx");
    page.choose_files("input[type=file]", std::slice::from_ref(&fixture));
    page.wait_for_headline("Mill shuts");
    page.wait_until_read();
    let paragraphs = page.paragraphs();
    let said = "“We are out of wool,” Maria Gonzalez said.";
    assert!(
        paragraphs.iter().any(|words| words == said),
        "words of several runs are one paragraph: {paragraphs:?}"
    );
    let bytes = fs::read(&fixture).expect("the fixture is there");
    let folder = Folder::new("broken");
    let broken = folder.file("broken.docx", &bytes[..bytes.len() / 2]);
    page.choose_files("input[type=file]", std::slice::from_ref(&broken));
    page.wait("it is said", "document.body.textContent.includes('is no Word file that Saidby can read')");
}

#[test]
fn the_table_is_copied_and_every_export_saved() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    page.catch_exports();
    page.press("]", 0);
    page.press("w", 0);
    page.wait_for(".wide-ledger");
    page.tab_to(".copy");
    page.press("Enter", 0);
    let table = page.caught(0);
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0][..3], ["¶", "Kind", "Speaker"]);
    assert_eq!(lines[1][1..5], ["direct", "Maria Gonzalez", "Maria Gonzalez", "“We are out of wool,”"]);
    assert!(lines.iter().all(|cells| cells.len() == 10), "{table}");
    page.wait("it is said", "document.querySelector('.copy').textContent === 'Copied'");
    page.press("Escape", 0);
    for (idx, beginning) in
        ["<!doctype html>", "id,kind,", "{\n  \"title\": \"Mill shuts\""].iter().enumerate()
    {
        page.press("e", 0);
        page.wait_for(".export-menu [role=menuitem]");
        for _ in 0..idx {
            page.press("ArrowDown", 0);
        }
        page.press("Enter", 0);
        let file = page.caught(idx + 1);
        assert!(file.starts_with(beginning), "{file}");
    }
    page.press("e", 0);
    page.tab_to("#as-gold");
    page.press(" ", 0);
    page.tab_to(".menu-row:nth-child(3)");
    page.press("Enter", 0);
    let gold: Value = serde_json::from_str(&page.caught(4)).expect("JSON");
    assert_eq!(gold["offsetUnit"], "codepoint");
    // A code point is a character of Rust.
    let said = &gold["quotations"][0]["content"][0];
    let at = |idx: usize| said[idx].as_u64().unwrap_or_default() as usize;
    let words: String = ARTICLE.chars().skip(at(0)).take(at(1) - at(0)).collect();
    assert_eq!(words, "“We are out of wool,”");
}

#[test]
fn what_is_put_back_stays_and_clear_forgets_it() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    assert_eq!(page.paragraphs()[2], "Advertisement");
    page.tab_to(".put-back .link");
    page.press("Enter", 0);
    page.wait("put back", "!document.querySelector('.set-aside')");
    page.reload();
    page.wait_for(".paper mark.q");
    page.wait("still put back", "!document.querySelector('.set-aside')");
    page.tab_to(".brand");
    page.press("Enter", 0);
    page.wait_for("[data-view=welcome]");
    page.tab_to("[data-act=clear]");
    page.press("Enter", 0);
    page.wait("asked", "document.activeElement.matches('.clear-all')");
    page.press("Enter", 0);
    page.wait("cleared", "document.querySelector('.shelter').textContent.includes('Take back')");
    page.go(&site.url());
    page.wait_for("[data-view=welcome] #paste");
    page.read(ARTICLE);
    page.wait_for(".set-aside");
}

#[test]
fn two_tabs_keep_two_texts() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    let first = page.open_tab(&site.url());
    page.wait_for_headline("Mill shuts");
    page.click(".brand");
    page.read("Ferry sinks\n\nNobody was hurt.\n");
    page.wait_for_headline("Ferry sinks");
    page.turn_to(&first);
    page.wait_for_headline("Mill shuts");
    page.reload();
    page.wait_for_headline("Mill shuts");
}

#[test]
fn it_can_be_installed() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for_service_worker();
    let errors = page.devtools("Page.getInstallabilityErrors", &json!({}));
    assert_eq!(errors["installabilityErrors"], json!([]));
    // What a system asks for beyond that: icons that are what they say, and a place to start from.
    let manifest = page.devtools("Page.getAppManifest", &json!({}));
    assert_eq!(manifest["errors"], json!([]));
    let icons = page.eval(
        "(async () => {
            const link = document.querySelector('link[rel=manifest]').href;
            const { icons } = await (await fetch(link)).json();
            const size = (icon) => new Promise((resolve) => {
                const image = new Image();
                image.onload = () => resolve([icon.sizes, `${image.naturalWidth}x${image.naturalHeight}`, icon.purpose ?? 'any']);
                image.onerror = () => resolve([icon.src, 'missing']);
                image.src = new URL(icon.src, link);
            });
            return Promise.all(icons.filter(({ type }) => type === 'image/png').map(size));
        })()",
    );
    let wanted =
        [["192x192", "192x192", "any"], ["512x512", "512x512", "any"], ["512x512", "512x512", "maskable"]];
    assert_eq!(icons, json!(wanted));
}
