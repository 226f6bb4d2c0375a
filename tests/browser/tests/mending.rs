//! Every mark can be mended, by mouse, touch and keyboard, with the true engine.

use browser_tests::{Page, Site};
use serde_json::{Value, json};

const SHIFT: u32 = 8;
const CONTROL: u32 = 2;

const ARTICLE: &str = "\
Harbor bridge to close for a year

BRISTOL, England — The harbor bridge will close on Monday for a year of repairs, Mayor Maria Gonzalez said.

“We have waited too long already,” Gonzalez told reporters. “The steel cannot wait.”

Her deputy, James Porter, disagreed. “It will ruin the market,” he said.

Porter spoke at the market hall, and nobody but him will pay for the detour.
";

fn reading(site: &Site) -> Page {
    let page = Page::open(site);
    page.read(ARTICLE);
    page
}

/// The names in the margin, in order.
const NAMES: &str = "[...document.querySelectorAll('.gutter .who')].map((name) => name.textContent)";

fn names(page: &Page) -> Value {
    page.eval(NAMES)
}

/// Chooses the quotation with these words and opens the card that mends it.
fn mend(page: &Page, words: &str) {
    page.eval(&format!(
        "[...document.querySelectorAll('.paper mark.q')].find((mark) => mark.textContent.includes({words:?})).focus()"
    ));
    page.press("Enter", 0);
    page.wait_for(".quotation-popover");
    page.press("c", 0);
    page.wait("the card", "document.activeElement.matches('.mend-popover [data-key=speaker]')");
}

#[test]
fn a_quotation_is_mended_by_keyboard_step_by_step() {
    let site = Site::start();
    let page = reading(&site);
    let before = names(&page);
    mend(&page, "It will ruin");
    page.press("Enter", 0);
    page.wait("who says this", "document.activeElement.matches('#someone')");
    page.insert("gonz");
    page.press("Enter", 0);
    page.wait("her name in brackets", &format!("{NAMES}.includes('[Gonzalez]')"));
    assert!(
        page.text(".mend-popover").contains("You said so. Saidby had James Porter."),
        "{}",
        page.text(".mend-popover")
    );
    assert_eq!(page.count(".paper mark.q.unsure"), 0, "a correction is never unsure");
    // The end moves by words, and what was moved is told.
    page.eval("document.querySelector('.mend-popover [data-key=ends]').focus()");
    page.press("ArrowLeft", 0);
    page.wait("shorter", "document.querySelector('.paper mark.q.yours').textContent.includes('ruin the') && !document.querySelector('.paper mark.q.yours').textContent.includes('market')");
    page.wait("told", "/Ends after .*4 words/.test(document.querySelector('#live').textContent)");
    assert_eq!(page.eval("document.activeElement.dataset.key"), "ends", "the focus stays");
    // Only a topic: it leaves the margin.
    page.eval("document.querySelector('.mend-popover [data-key=statement]').focus()");
    page.press("ArrowRight", 0);
    page.press("Enter", 0);
    page.wait("a topic", &format!("!{NAMES}.includes('[Gonzalez]')"));
    page.tab_to(".mend-foot [data-key=undo]");
    page.press("Enter", 0);
    page.wait("a statement again", &format!("{NAMES}.includes('[Gonzalez]')"));
    page.press("Escape", 0);
    page.wait("the focus is on the quotation", "document.activeElement.matches('mark.q.yours')");
    for _ in 0..2 {
        page.press("z", CONTROL);
    }
    page.wait("as before", &format!("JSON.stringify({NAMES}) === {}", json!(before.to_string())));
}

#[test]
fn a_quotation_is_mended_by_mouse_and_its_edge_dragged() {
    let site = Site::start();
    let page = reading(&site);
    page.click(".paper mark.q.direct");
    page.wait_for(".quotation-popover .actions");
    page.click(".quotation-popover .actions .link");
    page.click(".mend-popover [data-key=speaker]");
    page.click(".picker-row:nth-last-child(2)");
    page.wait("nobody named", &format!("{NAMES}.includes('[Nobody]')"));
    page.click(".mend-popover .reason .link");
    page.wait("taken back", &format!("!{NAMES}.includes('[Nobody]')"));
    let selected = || page.marked(".paper mark.q.selected").concat().trim().to_owned();
    let before = selected();
    let handle = page.eval("(() => { const box = document.querySelector('.edge.ends').getBoundingClientRect(); return [box.x + 12, box.y + 20]; })()");
    let (x, y) = (handle[0].as_f64().expect("a place"), handle[1].as_f64().expect("a place"));
    for (kind, x) in [("mousePressed", x), ("mouseMoved", x - 90.0), ("mouseReleased", x - 90.0)] {
        page.devtools(
            "Input.dispatchMouseEvent",
            &json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 }),
        );
    }
    page.wait("the edge is told", "document.querySelector('.mend-foot').textContent.includes('Edge moved')");
    let now = selected();
    assert!(now.len() < before.len() && before.starts_with(&now), "{before} / {now}");
    assert!(before[now.len()..].starts_with(|c: char| !c.is_alphanumeric()), "a word was cut: {now}");
}

#[test]
fn nobody_says_this_can_be_said_and_taken_back() {
    let site = Site::start();
    let page = reading(&site);
    let before = page.count(".paper mark.q");
    page.press("n", 0);
    page.press("Delete", 0);
    page.wait("it is gone", &format!("document.querySelectorAll('.paper mark.q').length < {before}"));
    page.wait(
        "the margin says so",
        "document.querySelector('.removed-note').textContent === 'Removed. Undo'",
    );
    page.click(".removed-note .link");
    page.wait("it is back", &format!("document.querySelectorAll('.paper mark.q').length === {before}"));
    assert_eq!(page.count(".removed-note"), 0);
}

#[test]
fn words_selected_by_key_become_a_quotation_of_somebody_whom_the_text_does_not_name() {
    let site = Site::start();
    let page = reading(&site);
    page.eval("[...document.querySelectorAll('.paper .words')].pop().scrollIntoView({ block: 'start' })");
    page.press("s", 0);
    for _ in 0..3 {
        page.press("ArrowRight", SHIFT);
    }
    page.press("Enter", 0);
    page.wait("the bar has the focus", "document.activeElement.matches('.select-bar .bar-choice')");
    page.press("Enter", 0);
    page.wait("who", "document.activeElement.matches('#someone')");
    assert!(page.text(".picker-foot").contains("quotation of 4 words"), "{}", page.text(".picker-foot"));
    page.insert("Ada Brook");
    page.press("Enter", 0);
    page.wait("her name", &format!("{NAMES}.includes('[Brook]')"));
    page.wait("the focus is there", "document.activeElement.matches('mark.q.yours')");
    page.press("z", CONTROL);
    page.wait("gone", &format!("!{NAMES}.includes('[Brook]')"));
}

#[test]
fn selected_words_become_a_quotation_or_a_name_by_mouse() {
    let site = Site::start();
    let page = reading(&site);
    page.select("will pay for the detour");
    page.click(".bar-choice");
    page.click(".picker-row:nth-child(1)");
    page.wait("a quotation", "document.querySelector('.paper mark.q.yours.indirect')");
    page.select("market hall");
    page.click(".bar-choice:nth-child(2)");
    page.wait_for(".name-popover");
    page.click(".name-popover [data-type=place]");
    page.click(".name-popover .primary");
    page.wait("a place", "[...document.querySelectorAll('.paper mark.n.place')].some((mark) => mark.textContent === 'market hall')");
    // A figure that is none.
    let values = page.count(".paper mark.value");
    page.select("a year");
    page.click(".bar-choice:nth-child(3)");
    page.wait(
        "no value",
        &format!("document.querySelectorAll('.paper mark.value').length === {}", values - 1),
    );
    // A whole paragraph is set aside, and comes back.
    let all = page.count(".paper .set-aside");
    page.select(" spoke at the ");
    page.eval("getSelection().selectAllChildren([...document.querySelectorAll('.paper .words')].pop())");
    page.wait(
        "set aside is offered",
        "document.querySelector('.bar-choice:nth-child(3)').textContent === 'Set aside'",
    );
    page.click(".bar-choice:nth-child(3)");
    page.wait("set aside", &format!("document.querySelectorAll('.paper .set-aside').length === {}", all + 1));
    assert!(page.text(".set-aside .put-back").contains("by you"));
    page.click(".bar [data-act=undo]");
    page.wait("back", &format!("document.querySelectorAll('.paper .set-aside').length === {all}"));
}

#[test]
fn a_phone_has_sheets_a_bar_and_no_labels() {
    let site = Site::start();
    let page = Page::open(&site);
    page.touch(320, 640);
    page.wait_for("#paste");
    page.give("document.querySelector('#paste')", ARTICLE);
    page.wait_until_read();
    let tap = |selector: &str| page.tap(selector, "");
    tap(".paper mark.n.person");
    page.wait(
        "no label on touch",
        "getComputedStyle(document.querySelector('.paper mark.n.person'), '::after').content === 'none'",
    );
    tap(".paper mark.q.direct");
    page.wait_for(".quotation-popover .actions");
    tap(".quotation-popover .actions .link");
    page.wait_for(".mend-popover .nudge");
    let small = page.eval("[...document.querySelectorAll('.mend-popover .nudge, .mend-popover .types button')].filter((button) => button.offsetHeight < 44).length");
    assert_eq!(small, 0, "fingers need 44 px");
    tap(".mend-popover [aria-label='Ends a word earlier']");
    page.wait("shorter", "document.querySelector('.mend-foot').textContent.includes('End moved')");
    page.press("Escape", 0);
    page.select("will pay for");
    tap(".bar-choice");
    page.wait_for(".select-bar .picker");
    tap(".picker-row:nth-child(1)");
    page.wait("a quotation", "document.querySelector('.paper mark.q.yours.indirect')");
    assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true);
}

/// What the field over the article says of the places that it found.
const FOUND: &str = "document.querySelector('.search .dim')?.textContent";

#[test]
fn words_are_found_in_the_article_by_key_mouse_touch_and_from_a_selection() {
    let site = Site::start();
    let page = reading(&site);
    page.eval("document.querySelector('.paper mark.q').focus()");
    page.press("/", 0);
    page.wait("the field has the focus", "document.activeElement.matches('.search .find')");
    page.insert("MARKET");
    page.wait("told", "/^1 of 2: .*ruin the market/.test(document.querySelector('#live').textContent)");
    assert_eq!(page.eval("CSS.highlights.get('found').size"), 2);
    let here = || {
        page.eval("[...CSS.highlights.get('found-here')][0].startContainer.parentElement.closest('.words').dataset.start")
    };
    let first = here();
    page.press("Enter", 0);
    page.wait("the second", &format!("{FOUND} === '2 of 2'"));
    assert_ne!(here(), first);
    page.press("Enter", SHIFT);
    page.wait("the first", &format!("{FOUND} === '1 of 2'"));
    page.click(".search [aria-label='Next place']");
    page.wait("the second", &format!("{FOUND} === '2 of 2'"));
    page.eval("document.querySelector('.search .find').select()");
    page.insert("no such words");
    page.wait(
        "told",
        &format!(
            "{FOUND} === 'Not in this text' && /^Not in/.test(document.querySelector('#live').textContent)"
        ),
    );
    // Escape closes it from its buttons too.
    page.eval("document.querySelector('.search .step').focus()");
    page.press("Escape", 0);
    page.wait(
        "the focus is back",
        "document.activeElement.matches('.paper mark.q') && document.querySelector('.search').hidden",
    );
    assert_eq!(page.eval("CSS.highlights.get('found').size"), 0);
    page.select("too long already");
    page.eval("[...document.querySelectorAll('.bar-choice')].pop().click()");
    page.wait("found", &format!("{FOUND} === '1 of 1'"));
    page.click(".search .link");
    page.resize(320, 640);
    page.click(".bar [data-act=more]");
    page.eval("[...document.querySelectorAll('.more-menu [role=menuitem]')].find((item) => item.textContent.startsWith('Find')).click()");
    page.wait("open", "document.activeElement.matches('.search .find')");
    let small = page.eval("[...document.querySelectorAll('.search :is(button, input)')].filter((part) => { const { width, height } = part.getBoundingClientRect(); return height < 44 || width < 44; }).length");
    assert_eq!(small, 0, "fingers need 44 px");
    assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true);
}

#[test]
fn of_people_who_speak_together_each_is_a_source() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read("Mill shuts\n\n“We stopped the looms,” Maria Voss and Jan Peake told the paper.\n\nVoss said the rent was too high.\n");
    assert_eq!(page.text("#panel-who .summary"), "Two sources are quoted.");
    assert_eq!(names(&page), json!(["Voss and Peake", "Voss"]));
    let second = "getComputedStyle(document.querySelector('.gutter .who.joint span')).color";
    assert_ne!(page.eval(second), page.eval(&second.replace(" span", "")), "each has the own color");
    assert_eq!(page.texts("#panel-who [aria-label=Speaking] .count"), ["2", "1"]);
    // One alone keeps what he says with others.
    page.eval("[...document.querySelectorAll('#panel-who .row-head')].find((row) => row.textContent.includes('Jan Peake')).click()");
    page.press("f", 0);
    page.wait("theirs is kept", "document.querySelectorAll('.paper mark.q.kept').length === 1");
    page.press("Escape", 0);
    page.click("#tab-sources");
    assert_eq!(page.texts("#panel-sources .lane-name"), ["Maria Voss", "Jan Peake"]);
    assert_eq!(page.texts("#panel-sources .figures"), ["4 + 5", "4"]);
}
