//! Quotations checked one by one, by mouse and by key, with notes; and what was found on the clipboard.

use browser_tests::{Page, Site};

const TEXT: &str = "Mill shuts\n\n“We are out of wool,” Maria Gonzalez, the owner, said on Friday.\n\n\
                    “Nobody told us anything,” James Porter, a weaver, said. He said the looms had stood still since May.\n";

fn open(site: &Site) -> Page {
    let page = Page::open(site);
    page.read(TEXT);
    page.catch_exports();
    page.wait_for(".desk");
    page.click("#tab-quotations");
    page.wait_for(".ledger .row .tick");
    page
}

fn counted(page: &Page, words: &str) {
    page.wait(words, &format!("document.querySelector('.check-count').textContent.includes({words:?})"));
}

#[test]
fn quotations_are_ticked_by_mouse_listed_by_that_undone_and_kept() {
    let site = Site::start();
    let page = open(&site);
    assert_eq!(page.count(".ledger .row .tick"), 3);
    page.click(".ledger .row .tick");
    counted(&page, "1 of 3 checked");
    assert_eq!(page.count(".ledger .row.done"), 1);
    // The next one is chosen, and what else may be said of it stands there.
    page.click(".row.chosen [data-check=wrong]");
    counted(&page, "1 wrong, 1 to do");
    page.click(".check-filters [data-filter=unchecked]");
    page.wait("the checked one is not listed", "document.querySelectorAll('.ledger .row').length === 2");
    assert_eq!(page.count(".only-unchecked mark.q.checked"), 1);
    page.click(".check-filters [data-filter=unchecked]");
    page.reload();
    page.wait_for("mark.q.wrong");
    page.wait_for("mark.q.checked .vh");
    page.press("z", 2);
    page.wait("undone", "!document.querySelector('mark.q.wrong')");
    page.press("Z", 2 | 8);
    page.wait_for("mark.q.wrong");
}

#[test]
fn quotations_are_checked_by_key_with_a_note_and_leave_so() {
    let site = Site::start();
    let page = open(&site);
    page.press("j", 0);
    page.wait_for(".row.chosen .check-bar");
    page.press("x", 0);
    counted(&page, "1 of 3 checked");
    page.press("r", 0);
    counted(&page, "1 wrong, 1 to do");
    page.press("a", 0);
    page.wait("the note has the focus", "document.activeElement.matches('.note-field')");
    page.insert("Notes have \"told me\"; =1");
    page.wait("the note is kept while typing", "document.querySelector('.said-of')");
    assert_eq!(page.eval("document.activeElement.value"), "Notes have \"told me\"; =1");
    page.press("Escape", 0);
    page.press("Tab", 0);
    page.export(1);
    let table = page.caught(0);
    page.export(2);
    page.caught(1);
    assert!(
        table.contains(",check,note,") && table.contains("wrong,\"Notes have \"\"told me\"\";' =1\""),
        "{table}"
    );
    let report = page.eval("JSON.parse(caught[1]).quotations.map(({ check }) => check ?? null)");
    assert_eq!(report, serde_json::json!(["checked", "wrong", null]));
    for (key, left) in [("b", "2 of 3"), ("j", "2 of 3")] {
        page.press(key, 0);
        counted(&page, left);
        page.wait("something is chosen", "document.querySelector('.row.chosen')");
    }
}

#[test]
fn one_quotation_all_of_a_speaker_and_the_ledger_are_copied() {
    let site = Site::start();
    let page = open(&site);
    page.press("n", 0);
    page.wait_for(".row.chosen");
    page.press("c", 2);
    let copied = page.caught(0);
    assert!(
        copied.starts_with("“We are out of wool,” Maria Gonzalez, ") && copied.ends_with("said. ¶ 1"),
        "{copied}"
    );
    let lines = |item: usize| {
        page.click(".check-count [aria-haspopup]");
        page.choose(".copy-menu", item);
        page.caught(item).split('\n').map(str::to_owned).collect::<Vec<_>>()
    };
    page.press("n", 0);
    page.wait("the second is chosen", "document.querySelectorAll('.ledger .row')[1].matches('.chosen')");
    assert_eq!(lines(1).len(), 2, "all of Porter");
    let sheet = lines(2);
    assert_eq!(sheet.len(), 4);
    assert!(sheet[0].ends_with("Checked\tNote"));
    let table = lines(3);
    assert!(table[1].starts_with("| --- |"), "{table:?}");
    assert_eq!(table.len(), 5);
}

#[test]
fn a_phone_shows_one_quotation_at_a_time() {
    let site = Site::start();
    let page = open(&site);
    page.resize(390, 844);
    page.click(".bottom-tabs [data-tab=quotations]");
    page.wait(
        "the sheet",
        "document.querySelector('.check-count .link')?.textContent === 'Check one by one'",
    );
    page.click(".check-count .link");
    page.wait_for(".check-sheet .check-words");
    page.click(".check-foot [data-check=checked]");
    page.wait("counted", "document.querySelector('.desk-head h1').textContent === '1 of 3 checked'");
    page.click("[data-step=on]");
    page.click(".check-foot [data-check=called-back]");
    page.wait("counted", "document.querySelector('.desk-head h1').textContent === '2 of 3 checked'");
    for width in [390, 320] {
        page.resize(width, 844);
        let wide = page.eval("document.documentElement.scrollWidth");
        assert!(wide.as_u64().is_some_and(|wide| wide <= width.into()), "{wide} at {width}");
        let small = page.eval("[...document.querySelectorAll('.desk button')].filter((b) => b.offsetParent && b.getBoundingClientRect().height < 32).length");
        assert_eq!(small, 0, "targets at {width}");
    }
    page.click(".desk-undo");
    page.wait("undone", "document.querySelector('.desk-head h1').textContent === '1 of 3 checked'");
    // What is undone before it takes a quotation away: the one that is shown stays.
    let shown = page.text(".check-words");
    page.press("Escape", 0);
    page.eval("document.querySelector('.paper').dispatchEvent(new CustomEvent('corrected', { detail: { do: 'say', content: [5, 10], speaker: null }, bubbles: true }))");
    page.wait("one more", "document.querySelectorAll('.ledger li.row').length === 4");
    page.click(".check-count .link");
    page.wait_for(".check-words");
    while page.text(".check-words") != shown {
        page.click("[data-step=on]");
    }
    page.click(".desk-undo");
    page.wait("three again", "document.querySelectorAll('.check-sheet .strip [data-q]').length === 3");
    assert_eq!(page.text(".check-words"), shown);
    page.press("Escape", 0);
    page.wait("closed", "document.querySelector('.desk').hidden");
}
