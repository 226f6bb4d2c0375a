//! The texts that the browser keeps: open, rename, delete, all as one file; and a switch that keeps nothing.

use browser_tests::{Folder, Page, Site};

const FIRST: &str = "Mill shuts\n\n“We are out of wool,” Maria Gonzalez said.\n";
const SECOND: &str = "Ferry sinks\n\n“Everybody is safe,” James Porter said.\n";

/// Two texts are kept, one with a check; the list is open.
fn open(site: &Site) -> Page {
    let page = Page::open(site);
    page.read(FIRST);
    page.wait_for(".desk");
    page.press("j", 0);
    page.press("x", 0);
    page.wait_for("mark.q.checked");
    page.click(".brand");
    page.wait_for("[data-view=welcome]");
    page.read(SECOND);
    page.press("l", 0);
    page.wait("two texts", "document.querySelectorAll('.shelf-text').length === 2");
    page
}

fn titles(page: &Page) -> Vec<String> {
    page.texts(".shelf-title")
}

#[test]
fn kept_texts_are_opened_renamed_deleted_and_taken_back_by_key() {
    let site = Site::start();
    let page = open(&site);
    assert_eq!(titles(&page), ["Ferry sinks", "Mill shuts"]);
    page.press("ArrowDown", 0);
    page.wait_for(".shelf-text.chosen .shelf-acts");
    page.press("F2", 0);
    page.wait("the title has the focus", "document.activeElement.matches('.rename')");
    page.insert("Wool, first part");
    page.press("Enter", 0);
    page.wait(
        "renamed",
        "[...document.querySelectorAll('.shelf-title')].some((t) => t.textContent === 'Wool, first part')",
    );
    page.press("Delete", 0);
    page.wait(
        "deleted",
        "document.querySelector('.gone')?.textContent.includes('“Wool, first part” is deleted')",
    );
    assert_eq!(titles(&page), ["Ferry sinks"]);
    page.press("Enter", 0);
    page.wait("taken back", "document.querySelectorAll('.shelf-title').length === 2");
    page.reload();
    page.wait_for(".desk");
    page.press("l", 0);
    page.wait("both are there", "document.querySelectorAll('.shelf-title').length === 2");
    page.press("ArrowDown", 0);
    page.press("Enter", 0);
    page.wait("it is open", "document.querySelector('.paper h1')?.textContent === 'Mill shuts' && document.querySelector('.desk').hidden");
    page.wait_for("mark.q.checked");
}

#[test]
fn all_texts_are_one_file_that_another_browser_takes() {
    let site = Site::start();
    let page = open(&site);
    page.catch_exports();
    page.eval("[...document.querySelectorAll('.shelter button')].find((b) => b.textContent === 'Export all').click()");
    let folder = Folder::new("texts");
    let files = [folder.file("texts.json", page.caught(0))];
    let other = Page::open(&site);
    other.wait_for("#paste");
    other.wait_for(".desk");
    other.click(".bar [data-act=texts]");
    other.wait_for(".shelter");
    for said in ["2 texts added.", "0 texts added, 2 were here."] {
        other.choose_files(".shelter input[type=file]", &files);
        other.wait(
            said,
            &format!("document.querySelector('.shelter [role=status]').textContent === {said:?}"),
        );
    }
    assert_eq!(titles(&other), ["Ferry sinks", "Mill shuts"]);
    // Opened or dropped as any file, it goes to the list too.
    other.press("Escape", 0);
    other.choose_files("input[type=file]", &[folder.file("texts.saidby (1).json", page.caught(0))]);
    let said =
        "document.querySelector('.shelter [role=status]')?.textContent === '0 texts added, 2 were here.'";
    other.wait("they are merged", said);
    other.eval("document.querySelectorAll('.shelf-open')[1].click()");
    other.wait_for(".shelf-acts");
    other.click(".shelf-acts button");
    other.wait_for("mark.q.checked");
}

#[test]
fn clearing_says_what_it_forgets_and_can_be_taken_back() {
    let site = Site::start();
    let page = open(&site);
    page.click(".clear-ask");
    assert_eq!(page.texts(".forgets li"), ["2 texts", "0 corrections", "1 check and 0 notes"]);
    page.click(".clear-all");
    page.wait("nothing is listed", "!document.querySelector('.shelf-text')");
    let kept = "new Promise((done) => { const opening = indexedDB.open(PLACE); opening.onsuccess = () => {
        const asking = opening.result.transaction('texts').objectStore('texts').count();
        asking.onsuccess = () => { opening.result.close(); done(asking.result); }; }; })";
    assert_eq!(page.eval(kept), 0);
    page.eval("[...document.querySelectorAll('.shelter button')].find((b) => b.textContent === 'Take back').click()");
    page.wait("both are back", "document.querySelectorAll('.shelf-text').length === 2");
    page.wait("both are stored", &format!("{kept}.then((n) => n === 2)"));
}

#[test]
fn nothing_is_written_where_the_reader_says_so() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for(".desk");
    page.click(".bar [data-act=texts]");
    page.click(".switch");
    page.wait("it is on", "document.querySelector('.switch').ariaChecked === 'true'");
    page.press("Escape", 0);
    page.wait("it says so", "document.querySelector('.keeps-nothing')?.offsetParent");
    page.read(FIRST);
    page.wait_for(".desk");
    page.press("j", 0);
    page.press("x", 0);
    page.wait_for("mark.q.checked");
    page.press("l", 0);
    page.wait("this page knows it", "document.querySelectorAll('.shelf-text').length === 1");
    let traces = page.eval("JSON.stringify(localStorage) + JSON.stringify(history.state)");
    let traces = traces.as_str().unwrap_or_default();
    assert!(!traces.contains("wool") && !traces.contains("unsaved"), "{traces}");
    page.reload();
    page.wait_for(".desk");
    page.click(".bar [data-act=texts]");
    page.wait("it is gone", "document.querySelector('.shelf-list .nothing')");
}
