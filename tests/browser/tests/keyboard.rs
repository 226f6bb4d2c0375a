//! Every feature of the page by keyboard alone: no test here uses the mouse.

use browser_tests::{Page, STUB_ARTICLE, Site};

const SHIFT: u32 = 8;
const CONTROL: u32 = 2;

/// The page with the article, read.
fn reading(site: &Site) -> Page {
    let page = Page::open(site);
    page.read(STUB_ARTICLE);
    page
}

fn is(page: &Page, what: &str, expression: &str) {
    page.wait(what, expression);
}

#[test]
fn quotations_are_walked_opened_and_closed() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.press("n", 0);
    is(&page, "the first quotation has the focus", "document.activeElement.matches('mark.q.selected')");
    let first = page.eval("document.activeElement.dataset.q");
    page.press("n", 0);
    is(&page, "the focus went on", &format!("document.activeElement.dataset.q !== {first}"));
    page.press("p", 0);
    is(&page, "the focus went back", &format!("document.activeElement.dataset.q === {first}"));
    page.press("Enter", 0);
    is(
        &page,
        "the popover has the focus, and its first button is not pressed by the same key",
        "document.querySelector('.quotation-popover')?.contains(document.activeElement) && !document.querySelector('#someone')",
    );
    for _ in 0..12 {
        page.press("Tab", 0);
        assert_eq!(page.eval("document.querySelector('.popover').contains(document.activeElement)"), true);
    }
    page.press("Escape", 0);
    is(
        &page,
        "the focus is back on the quotation",
        &format!("document.activeElement.dataset.q === {first} && document.querySelector('.popover').hidden"),
    );
}

#[test]
fn who_is_who_is_searched_sorted_and_opened() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.click(".who-is-who .find");
    page.insert("dahl");
    is(&page, "one row is left", "document.querySelectorAll('.who-is-who .row').length === 1");
    page.tab_to(".find-row .link");
    for order in ["First mention", "Name", "Most quoted"] {
        page.press("Enter", 0);
        assert_eq!(page.text(".find-row .link"), order);
    }
    page.tab_to(".row-head");
    page.press("Enter", 0);
    is(&page, "the card is open", "document.querySelector('.row.open .card')");
    assert_eq!(page.text(".row.open b"), "Bo Dahl");
    is(&page, "his mentions are shown", "document.querySelectorAll('.paper mark.n.selected').length >= 2");
    page.press("m", 0);
    is(
        &page,
        "the second mention has the focus",
        "document.activeElement.matches('mark.n.current[data-m=\"1\"]')",
    );
    page.press("M", SHIFT);
    is(&page, "the first has it again", "document.activeElement.matches('mark.n.current[data-m=\"0\"]')");
    page.press("f", 0);
    is(&page, "he is alone", "!document.querySelector('.only-line').hidden");
    assert!(
        0 < page.count(".paper mark.q.kept")
            && page.count(".paper mark.q.kept") < page.count(".paper mark.q")
    );
    page.press("Escape", 0);
    is(&page, "all are back", "document.querySelector('.only-line').hidden");
}

#[test]
fn layers_are_switched() {
    let site = Site::stubbed();
    let page = reading(&site);
    let n_off = page.count(".layer[aria-pressed=false]");
    for (key, layer) in
        ["person", "organization", "place", "group", "other", "value", "quotation"].iter().enumerate()
    {
        let key = (key + 1).to_string();
        let off = format!("document.querySelector('.paper').classList.contains('no-{layer}')");
        page.press(&key, 0);
        is(&page, "the layer is off", &off);
        assert_eq!(page.count(".layer[aria-pressed=false]"), n_off + 1);
        page.press(&key, 0);
        is(&page, "the layer is on", &format!("!{off}"));
    }
}

#[test]
fn tabs_the_widened_ledger_and_its_filters() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.press("]", 0);
    is(&page, "quotations", "document.querySelector('#tab-quotations').ariaSelected === 'true'");
    page.press("w", 0);
    is(&page, "the table", "document.querySelector('.wide-ledger')");
    let rows = page.count(".wide-ledger tbody tr");
    page.tab_to(".filters button:nth-child(2)");
    page.press("Enter", 0);
    is(&page, "fewer rows", &format!("document.querySelectorAll('.wide-ledger tbody tr').length < {rows}"));
    page.tab_to(".wide-ledger th button");
    page.tab_to(".wide-ledger .speaker");
    page.press("Enter", 0);
    is(
        &page,
        "back in the text",
        "!document.querySelector('.wide-ledger') && document.querySelector('.paper mark.q.selected')",
    );
    page.press("]", 0);
    is(&page, "sources", "document.querySelector('.sources .lane-name')");
    assert!(page.text(".sources").contains("bridge dividend"), "{}", page.text(".sources"));
    page.press("[", 0);
    page.press("[", 0);
    is(&page, "who is who", "document.querySelector('#tab-who').ariaSelected === 'true'");
}

#[test]
fn dates_stand_on_a_timeline_and_the_articles_date_resolves_more() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.press("[", 0);
    is(&page, "values", "document.querySelector('#tab-values').ariaSelected === 'true'");
    assert_eq!(page.texts(".values .normal"), ["June 2017", "Monday", "no fixed date"]);
    assert_eq!(page.count(".values .timeline i"), 1);
    assert!(page.text(".values").contains("Without a fixed date"), "{}", page.text(".values"));
    page.tab_to(".values .filters button:nth-child(2)");
    page.press("Enter", 0);
    is(&page, "dates alone", "document.querySelectorAll('.values .normal').length === 1");
    page.tab_to(".values .tally-row");
    page.press("Enter", 0);
    is(&page, "its place in the text", "document.activeElement.matches('.paper mark.value')");
    assert_eq!(page.text(".paper mark.value:focus"), "June");
    assert_eq!(page.eval("document.activeElement.dataset.type"), "Date: June 2017");
    // Month, day and year, as the browser asks for them here.
    page.tab_to("#article-date");
    for digit in "12142017".chars() {
        page.press(&digit.to_string(), 0);
    }
    is(&page, "the date is given", "document.querySelector('.date-from').textContent === 'given by you'");
    is(&page, "two dates", "document.querySelectorAll('.values .timeline i').length === 2");
    assert_eq!(page.texts(".values .normal"), ["June 2017", "11 December 2017"]);
    page.reload();
    page.wait_for(".paper mark.q");
    page.press("[", 0);
    is(&page, "the date is kept", "document.querySelector('#article-date').value === '2017-12-14'");
}

#[test]
fn a_name_is_corrected_undone_and_redone() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.tab_to(".row-head");
    page.press("Enter", 0);
    is(&page, "a card", "document.querySelector('.row.open .card')");
    let name = page.text(".row.open b");
    page.press("c", 0);
    is(&page, "the card of the name", "document.activeElement.matches('.name-popover [aria-checked=true]')");
    page.press("End", 0);
    is(&page, "no name", "document.activeElement.textContent === 'Not a name'");
    page.tab_to(".name-popover .primary");
    page.press("Enter", 0);
    let gone =
        format!("![...document.querySelectorAll('.row b')].some((row) => row.textContent === {name:?})");
    is(&page, "the name is gone", &gone);
    page.press("z", CONTROL);
    is(&page, "it is back", &format!("!({gone})"));
    page.press("Z", CONTROL | SHIFT);
    is(&page, "it is gone again", &gone);
}

#[test]
fn a_speaker_is_corrected() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.press("n", 0);
    page.press("n", 0);
    page.press("c", 0);
    is(&page, "the card", "document.activeElement.matches('.mend-popover [data-key=speaker]')");
    page.press("Enter", 0);
    is(&page, "who says this", "document.activeElement.matches('#someone')");
    page.insert("nobody");
    page.press("Enter", 0);
    is(&page, "nobody named", "document.querySelector('.paper mark.q.selected.yours')");
    assert_eq!(page.count(".paper mark.q.selected.unsure"), 0, "a correction is never unsure");
    page.press("z", CONTROL);
    is(&page, "as before", "!document.querySelector('.paper mark.q.yours')");
}

#[test]
fn an_unsure_speaker_is_found_explained_and_accepted() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.press("u", 0);
    is(&page, "the popover", "document.activeElement.textContent === 'It is Dahl'");
    let card = page.text(".quotation-popover");
    for words in [
        "Probably Bo Dahl",
        "fits two people",
        "54%",
        "41%",
        "Nobody named here",
        "Indirect, no quotation marks",
    ] {
        assert!(card.contains(words), "{words} is not in {card}");
    }
    page.press("y", 0);
    is(&page, "no longer unsure", "!document.querySelector('.paper mark.q.unsure')");
    assert_eq!(page.eval("[...document.querySelectorAll('.gutter .who')].pop().textContent"), "[Dahl]");
    page.press("z", CONTROL);
    is(&page, "unsure again", "document.querySelector('.paper mark.q.unsure')");
}

#[test]
fn what_was_set_aside_is_put_back() {
    let site = Site::stubbed();
    let page = reading(&site);
    assert_eq!(page.text(".set-aside .put-back"), "Set aside: advertisement. Put back");
    page.tab_to(".put-back .link");
    page.press("Enter", 0);
    is(&page, "put back", "!document.querySelector('.set-aside')");
    page.press("z", CONTROL);
    is(&page, "set aside again", "document.querySelector('.set-aside')");
}

#[test]
fn keys_are_listed_and_can_be_switched_off() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.press("?", SHIFT);
    is(&page, "the keys", "document.querySelector('.keys-menu #single-keys')");
    page.tab_to("#single-keys");
    page.press(" ", 0);
    page.press("Escape", 0);
    page.press("n", 0);
    page.press("w", 0);
    assert_eq!(page.count("html.wide, .paper mark.q.selected"), 0);
}

#[test]
fn the_theme_turns_and_the_export_menu_opens() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.press("t", 0);
    is(&page, "the other theme", "document.documentElement.dataset.theme");
    page.press("e", 0);
    is(&page, "the menu has the focus", "document.activeElement.matches('.export-menu [role=menuitem]')");
    page.press("ArrowDown", 0);
    is(&page, "the second item", "document.activeElement.textContent.includes('.csv')");
    page.press("Escape", 0);
    is(&page, "closed", "document.querySelector('.popover').hidden");
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}

#[test]
fn the_marks_are_one_stop_of_the_tab_key_with_arrows_between_them() {
    let site = Site::stubbed();
    let page = reading(&site);
    page.tab_to(".paper mark");
    assert_eq!(page.count(".paper mark[tabindex='0']"), 1);
    let first = page.eval("document.activeElement.textContent");
    page.press("ArrowRight", 0);
    is(
        &page,
        "the next mark",
        &format!(
            "document.activeElement.matches('.paper mark') && document.activeElement.textContent !== {first}"
        ),
    );
    page.press("Home", 0);
    is(&page, "the first again", &format!("document.activeElement.textContent === {first}"));
    assert_eq!(page.count(".paper mark[tabindex='0']"), 1);
    page.press("n", 0);
    page.press("Tab", 0);
    is(&page, "one Tab leads out", "!document.activeElement.matches('.paper mark')");
}
