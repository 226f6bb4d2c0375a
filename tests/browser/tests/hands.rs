//! The same page by finger, by key and by mouse, with the true engine: each in one visit, over what no other test does
//! by that hand.

use browser_tests::{Folder, Page, Site};

const CONTROL: u32 = 2;
const SHIFT: u32 = 8;

const ARTICLE: &str = "\
Harbor bridge to close for a year

BRISTOL, England — The harbor bridge will close on Monday for a year of repairs, Mayor Maria Gonzalez said.

“We have waited too long already,” Gonzalez told reporters. “The steel cannot wait.”

Her deputy, James Porter, disagreed. “It will ruin the market,” he said.
";
const NOTES: &str = "Call with JP: it will ruin the whole market\n";
const SECOND: &str = "Ferry sinks\n\n“Everybody is safe,” Ann Lee said.\n";

fn values(page: &Page, n: usize) {
    page.wait("values", &format!("document.querySelectorAll('.paper mark.value').length === {n}"));
}

fn has_focus(page: &Page, selector: &str) {
    page.wait(selector, &format!("document.activeElement.matches({selector:?})"));
}

fn head(page: &Page, words: &str) {
    page.wait(words, &format!("document.querySelector('.desk-head h1')?.textContent === {words:?}"));
}

fn open_two(page: &Page) {
    let folder = Folder::new("hands");
    let files = [folder.file("a.txt", ARTICLE), folder.file("b.txt", SECOND)];
    page.choose_files("input[type=file]", &files);
    page.wait("both", "document.querySelectorAll('.together-text').length === 2");
}

#[test]
fn by_finger() {
    let site = Site::start();
    let page = Page::open(&site);
    page.touch(390, 844);
    page.wait_for("#paste");
    page.give("document.querySelector('#paste')", ARTICLE);
    page.wait_until_read();
    page.wait_for(".desk");
    page.catch_exports();
    let more = |item: &str| {
        page.tap(".bar [data-act=more]", "");
        page.tap(".more-menu [role=menuitem]", item);
    };
    // Counts agree.
    page.tap(".bottom-tabs [data-tab=sources]", "");
    page.wait_for("#panel-sources .lane[data-e]");
    assert_eq!(
        page.text(".bottom-tabs [data-tab=sources] .count"),
        page.count("#panel-sources .lane[data-e]").to_string()
    );
    page.tap(".close-sheet", "");
    has_focus(&page, ".bottom-tabs [data-tab=sources]");
    // A mark that is touched has the focus, which tells what it is; what is closed gives the focus back.
    page.tap(".paper mark.n.person", "Maria");
    has_focus(&page, ".paper mark.n.person[aria-description^=Person]");
    page.tap(".paper mark.q.direct", "");
    has_focus(&page, ".quotation-popover[role=dialog][aria-label='Maria Gonzalez'] *");
    page.press("Escape", 0);
    has_focus(&page, ".paper mark.q.direct");
    more("Keys");
    page.tap(".keys-menu [data-act=close]", "");
    has_focus(&page, ".bar [data-act=more]");
    // A figure that is none; taken back and done again, and kept over a reload.
    let all = page.count(".paper mark.value");
    page.select("a year");
    page.tap(".bar-choice", "Not a value");
    values(&page, all - 1);
    more("Undo");
    values(&page, all);
    more("Redo");
    values(&page, all - 1);
    page.reload();
    values(&page, all - 1);
    page.catch_exports();
    // Layers.
    page.tap(".bar [data-act=layers]", "");
    page.tap(".layers-menu [data-layer=place]", "");
    page.wait_for(".paper.no-place");
    page.tap(".layers-menu [data-layer=place]", "");
    page.press("Escape", 0);
    // Checking, with a note; copying.
    page.tap(".bottom-tabs [data-tab=quotations]", "");
    page.tap(".check-count .link", "Copy …");
    page.tap(".copy-menu [role=menuitem]", "Quotations as Markdown");
    assert!(page.caught(0).starts_with("| ¶ |"));
    page.tap(".check-count .link", "Check one by one");
    let all = page.text(".bottom-tabs [data-tab=quotations] .count");
    page.tap(".check-sheet .note-field", "");
    page.insert("by telephone");
    page.tap(".check-foot [data-check=checked]", "");
    head(&page, &format!("1 of {all} checked"));
    page.tap(".desk-close", "");
    page.wait(
        "the note is kept",
        "document.querySelector('.ledger .said-of')?.textContent === 'by telephone'",
    );
    page.tap(".close-sheet", "");
    // Against notes.
    more("Compare");
    page.tap(".compare-menu [role=menuitem]", "With notes");
    page.tap(".ask textarea", "");
    page.insert(NOTES);
    page.tap(".ask .primary", "Compare");
    page.tap(".legend [data-filter=changed]", "");
    page.tap(".compare-open", "");
    page.tap(".compare-row [data-check=wrong]", "Wrong");
    page.tap(".desk-close", "");
    page.wait_for(".paper mark.q.wrong");
    // Against another draft.
    more("Compare");
    page.tap(".compare-menu [role=menuitem]", "With another draft");
    page.tap(".ask textarea", "");
    page.insert(
        &ARTICLE.replace("The steel", "The old steel").replace("“It will ruin the market,” he said.", ""),
    );
    page.tap(".ask .primary", "Compare");
    page.tap(".legend [data-filter=dropped]", "");
    page.wait("dropped", "document.querySelectorAll('.compare-row.dropped').length === 1");
    page.tap(".legend [data-filter=changes]", "");
    page.tap(".run", "");
    page.wait_for(".compare-row.same");
    page.tap(".desk-tools button", "Swap");
    page.wait("swapped", "document.querySelector('.compare-row.added') && document.querySelector('.compare-row.changed .own')?.textContent === 'old'");
    assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true);
    page.tap(".desk-close", "");
    // What is kept: renamed, deleted, taken back; nothing kept.
    more("Texts");
    page.tap(".shelf-open", "");
    page.tap(".shelf-acts .box", "Rename");
    page.insert("Bridge");
    page.tap(".desk-head h1", "");
    page.wait("renamed", "document.querySelector('.shelf-title')?.textContent === 'Bridge'");
    page.tap(".shelf-acts .box", "Delete");
    page.wait("deleted", "!document.querySelector('.shelf-title')");
    page.tap(".take-back", "");
    page.wait("back", "document.querySelector('.shelf-title')?.textContent === 'Bridge'");
    for told in ["Nothing is kept", ""] {
        page.tap(".switch", "");
        page.wait(told, &format!("document.querySelector('.keeps-nothing').hidden === {}", told.is_empty()));
    }
    assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true);
    page.tap(".desk-close", "");
    // Several texts.
    open_two(&page);
    page.tap(".common .tick", "");
    page.wait_for(".common tr.done");
    page.tap("#together-texts", "");
    page.tap(".together-text", "2");
    page.wait_for_headline("Ferry sinks");
    assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true);
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}

#[test]
fn by_key() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    page.wait_for(".desk");
    page.catch_exports();
    // A figure that is none.
    let all = page.count(".paper mark.value");
    page.press("s", 0);
    for _ in 0..5 {
        page.press("ArrowRight", 0);
    }
    page.press("ArrowRight", SHIFT);
    assert_eq!(page.eval("String(getSelection())"), "a year");
    page.press("Enter", 0);
    has_focus(&page, ".bar-choice");
    for _ in 0..2 {
        page.press("ArrowRight", 0);
    }
    page.press("Enter", 0);
    values(&page, all - 1);
    page.press("z", CONTROL);
    values(&page, all);
    // The ledger as a table for a sheet.
    page.press("]", 0);
    page.tab_to(".check-count [data-act=copies]");
    page.press("Enter", 0);
    has_focus(&page, ".copy-menu [role=menuitem]");
    page.press("Enter", 0);
    assert!(page.caught(0).starts_with("¶\tKind\t"));
    has_focus(&page, "[data-act=copies]");
    // Against notes; a row is checked.
    page.press("d", 0);
    has_focus(&page, ".compare-menu [role=menuitem]");
    page.press("Enter", 0);
    has_focus(&page, ".ask textarea");
    page.insert(NOTES);
    page.press("Enter", CONTROL);
    page.wait_for(".compare-row");
    page.tab_to(".compare-open");
    page.press("ArrowDown", 0);
    page.press("Enter", 0);
    has_focus(&page, ".compare-row.chosen .compare-open");
    page.press("b", 0);
    page.wait_for(".compare-row.done.chosen [aria-pressed=true]");
    page.press("Escape", 0);
    page.wait_for(".paper mark.q.called-back");
    // All is forgotten, and taken back.
    page.press("l", 0);
    page.wait_for(".shelf-text");
    page.tab_to(".clear-ask");
    page.press("Enter", 0);
    has_focus(&page, ".clear-all");
    page.press("Enter", 0);
    page.wait(
        "cleared",
        "!document.querySelector('.shelf-text') && document.activeElement.textContent === 'Take back'",
    );
    page.press("Enter", 0);
    page.wait_for(".shelf-text");
    page.press("Escape", 0);
    // Several texts.
    open_two(&page);
    page.tab_to(".common .tick");
    page.press("Enter", 0);
    has_focus(&page, ".common tr.done .tick");
    page.eval("document.querySelector('#together-quotations').focus()");
    page.press("ArrowRight", 0);
    has_focus(&page, "#together-sources[aria-selected=true]");
    page.tab_to(".source-open");
    page.press("Enter", 0);
    has_focus(&page, ".source-open[aria-expanded=true]");
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}

#[test]
fn by_key_on_small_screens() {
    let site = Site::start();
    let page = Page::open(&site);
    page.resize(820, 1000);
    page.read(ARTICLE);
    // The drawer: opened, left for a quotation with its card, closed.
    page.tab_to(".bottom-tabs [data-tab=quotations]");
    page.press("Enter", 0);
    page.wait_for(".rail.sheet-open .ledger .row-head");
    page.press("Escape", 0);
    page.wait_for(".rail:not(.sheet-open)");
    has_focus(&page, ".bottom-tabs [data-tab=quotations]");
    page.press("Enter", 0);
    page.tab_to(".ledger .row-head");
    page.press("Enter", 0);
    has_focus(&page, ".quotation-popover *");
    page.press("Escape", 0);
    has_focus(&page, ".paper mark.q.selected");
    assert_eq!(page.count(".rail.sheet-open"), 0);
    // The sheet with the card.
    page.resize(390, 844);
    page.press("n", 0);
    has_focus(&page, ".quotation-popover *");
    let sheet = "document.querySelector('.popover').getBoundingClientRect()";
    page.wait("at the foot", &format!("{sheet}.width === innerWidth && {sheet}.bottom === innerHeight"));
    page.press("Escape", 0);
    has_focus(&page, ".paper mark.q.selected");
    page.press("Enter", 0);
    page.tab_to(".stepper button:last-child");
    page.press("Enter", 0);
    page.wait("the next", "document.querySelector('.stepper .dim')?.textContent.startsWith('3 of')");
    page.press("Escape", 0);
    has_focus(&page, ".paper mark.q.selected");
    page.tab_to(".bottom-tabs [data-tab=values]");
    page.press("Enter", 0);
    page.wait_for(".rail.sheet-open #panel-values:not([hidden])");
    page.tab_to(".close-sheet");
    page.press("Enter", 0);
    has_focus(&page, ".bottom-tabs [data-tab=values]");
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}

#[test]
fn by_mouse() {
    let site = Site::start();
    let page = Page::open(&site);
    let names = [
        "Anna Reed",
        "Boris Lane",
        "Clara Voss",
        "David Holt",
        "Emma Stone",
        "Frank Moss",
        "Grace Lund",
        "Henry Ford",
        "Irene Falk",
        "James Cole",
        "Karen Bell",
        "Louis Penn",
    ];
    // The second and the eleventh say least.
    let said = names.iter().enumerate().map(|(nr, name)| {
        let words = if [1, 10].contains(&nr) {
            "It is late"
        } else {
            "The bridge was late and the ferry was late too"
        };
        format!("“{words},” {name} said on Monday.\n\n")
    });
    page.read(&format!("Late again\n\n{}", said.collect::<String>()));
    page.wait_for(".desk");
    let colors = page.eval(
        "[...document.querySelectorAll('.paper mark.q')].map((mark) => Number(/ s(\\d+)/.exec(mark.className)[1]))",
    );
    assert_eq!(
        colors,
        serde_json::json!([1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 0, 10]),
        "ten who say most, in order"
    );
    let drawn = page.eval(
        "new Set([...document.querySelectorAll('.gutter .who')].map((name) => getComputedStyle(name).color)).size",
    );
    assert_eq!(drawn, 11, "ten colors and grey");
    // Whoever had a color keeps it.
    page.press("n", 0);
    page.press("Delete", 0);
    page.wait("one less", "document.querySelectorAll('.paper mark.q').length === 11");
    assert_eq!(page.count(".paper mark.q.s2"), 1);
    page.click(".bar [data-act=undo]");
    page.wait("all", "document.querySelectorAll('.paper mark.q').length === 12");
    page.click(".layer[data-layer=person]");
    page.wait_for(".paper.no-person");
    page.click(".layer[data-layer=person]");
    // What is kept: renamed, deleted, taken back.
    page.click(".bar [data-act=texts]");
    page.click(".shelf-open");
    page.click(".shelf-acts .box:nth-child(2)");
    has_focus(&page, ".rename");
    page.insert("Late for ever");
    page.click(".desk-head h1");
    page.wait("renamed", "document.querySelector('.shelf-title')?.textContent === 'Late for ever'");
    page.click(".shelf-acts .box:nth-child(4)");
    page.wait("deleted", "!document.querySelector('.shelf-title')");
    page.click(".take-back");
    page.wait_for(".shelf-title");
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}
