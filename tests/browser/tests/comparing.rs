//! A text against notes, and against another draft.

use browser_tests::{Page, Site};

const TEXT: &str = "Mill shuts\n\n“We are out of wool,” Maria Gonzalez said on Friday.\n\n\
                    “Nobody told the workers anything,” James Porter said.\n\n“It was a quiet winter,” she said.\n";
const NOTES: &str = "Call with MG, Friday.\nWe are out of wool.\nJP: nobody told the weavers anything\n";
const DRAFT: &str = "Mill shuts\n\n“We are nearly out of wool,” Maria Gonzalez said on Friday.\n\n\
                     “Nobody told the workers anything,” Alice Carter said.\n\n“The looms stand still,” Porter said.\n";

fn open(site: &Site, item: usize) -> Page {
    let page = Page::open(site);
    page.read(TEXT);
    page.catch_exports();
    page.wait_for(".desk");
    page.press("d", 0);
    page.wait_for(".compare-menu [role=menuitem]");
    for _ in 0..item {
        page.press("ArrowDown", 0);
    }
    page.press("Enter", 0);
    page.wait("the field has the focus", "document.activeElement.matches('.ask textarea')");
    page
}

#[test]
fn notes_show_what_is_verbatim_changed_and_not_there() {
    let site = Site::start();
    let page = open(&site, 0);
    page.give("document.activeElement", " ");
    page.wait("nothing is refused by a sentence", "document.querySelector('.desk-refused')?.offsetParent");
    page.give("document.activeElement", NOTES);
    page.wait_for(".compare-row");
    let relations = page.texts(".compare-row .relation");
    assert_eq!(relations, ["=Verbatim", "≠1 change", "–Not there"]);
    assert_eq!(page.texts(".compare-row .own"), ["workers", "weavers"]);
    assert!(
        page.text(".desk .summary").starts_with("One of three quotations is in the notes word for word.")
    );
    // By mouse: what is word for word is checked off as one step, which is undone as one.
    page.click(".check-off");
    page.wait_for(".compare-row.done");
    page.click("[data-filter=changed]");
    page.wait("one row", "document.querySelectorAll('.compare-row').length === 1");
    page.click(".compare-open");
    page.click(".compare-row [data-check=wrong]");
    page.wait(
        "it is said",
        "document.querySelector('.compare-row [data-check=wrong]').ariaPressed === 'true'",
    );
    page.eval("document.querySelectorAll('.reads .link')[1].click()");
    page.wait(
        "the notes beside",
        "document.querySelector('.notes-popover .found')?.textContent === 'nobody told the weavers anything'",
    );
    page.press("Escape", 0);
    page.press("Escape", 0);
    page.wait(
        "the article is back",
        "document.querySelector('.desk').hidden && document.querySelector('.reader').offsetParent",
    );
    page.wait_for("mark.q.wrong");
    page.wait_for("mark.q.checked");
    // The notes are kept nowhere and are no text of the reader's.
    page.press("l", 0);
    page.wait_for(".shelf-text");
    assert_eq!(page.count(".shelf-text"), 1);
}

#[test]
fn another_draft_shows_what_was_added_dropped_reworded_and_given_away() {
    let site = Site::start();
    let page = open(&site, 1);
    page.give("document.activeElement", DRAFT);
    page.wait_for(".compare-row");
    let summary = page.text(".desk .summary").replace('\n', " ");
    assert!(
        summary.contains("adds one quotation, drops one, rewords one and gives one to another speaker"),
        "{summary}"
    );
    assert_eq!(page.count(".compare-row"), 4);
    assert_eq!(page.texts(".compare-row .words-of .own"), ["nearly"]);
    assert_eq!(page.texts(".who.own"), ["Porter", "Carter"]);
    page.eval("document.querySelector('.desk-tools button').click()");
    page.wait("swapped", "document.querySelectorAll('.compare-row .relation')[0].textContent === '≠Reworded' && document.querySelector('.compare-row .lacks') && document.querySelector('.side .own')?.textContent === 'nearly'");
    page.eval("[...document.querySelectorAll('.legend-row .box')].pop().click()");
    assert!(page.caught(0).starts_with("Change\t"));
    page.press("Escape", 0);
    page.wait("closed", "document.querySelector('.desk').hidden");
}

#[test]
fn the_same_draft_says_so_and_nothing_is_wider_than_the_screen() {
    let site = Site::start();
    let page = open(&site, 1);
    page.give("document.activeElement", TEXT);
    page.wait(
        "the same",
        "document.querySelector('.desk .summary')?.textContent === 'Both drafts quote the same words.'",
    );
    page.press("Escape", 0);
    for (item, text) in [(0, NOTES), (1, DRAFT)] {
        page.press("d", 0);
        page.wait_for(".compare-menu [role=menuitem]");
        page.eval(&format!("document.querySelectorAll('.compare-menu [role=menuitem]')[{item}].click()"));
        page.wait_for(".ask textarea");
        page.give("document.querySelector('.ask textarea')", text);
        page.wait_for(".compare-row");
        for width in [1280, 820, 390, 320] {
            page.resize(width, 900);
            let wide = page.eval("document.documentElement.scrollWidth");
            assert!(wide.as_u64().is_some_and(|wide| wide <= width.into()), "{wide} at {width}, {item}");
        }
        page.resize(1440, 900);
        page.press("Escape", 0);
        page.wait("closed", "document.querySelector('.desk').hidden");
    }
}
