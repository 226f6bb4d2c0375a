//! A store that is missing, full, silent or damaged costs one sentence, never the text; two windows share one text.

use browser_tests::{IS_READ, Page, STUB_ARTICLE, Site};

const CORRECT: &str = "for (const key of 'uy') document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))";
const PUT_BACK: &str = "document.querySelector('.put-back button').click()";
const SAVED: &str = "!Object.keys(localStorage).some((name) => name.includes('unsaved'))";
const CORRECTED: &str =
    "document.querySelector('.paper mark.q') && !document.querySelector('.paper mark.q.unsure')";
const IS_PUT_BACK: &str =
    "document.querySelector('.paper mark.q') && !document.querySelector('.put-back button')";

fn paste(page: &Page, text: &str) {
    page.wait_for("#paste");
    page.eval("document.querySelector('#live').textContent = ''");
    page.give("document.body", text);
    page.wait(
        "the text is on the screen",
        "/waited too long/.test(document.querySelector('.paper').innerText)",
    );
}

fn says(page: &Page, sentence: &str) {
    let said = format!(
        "[...document.querySelectorAll('.error')].some((error) => !error.hidden && error.innerText.includes({sentence:?}))"
    );
    page.wait(sentence, &said);
}

/// The page with a store that a script breaks, and a text in it.
fn with_store(site: &Site, script: &str) -> Page {
    let page = Page::blank();
    page.before_scripts(script);
    page.go(&site.url());
    paste(&page, STUB_ARTICLE);
    page
}

const NO_DATABASE: &str =
    "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };";
const NO_LOCAL_STORAGE: &str = "Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";

#[test]
fn a_database_that_fails_in_any_way_loses_no_text_and_no_correction() {
    let site = Site::stubbed();
    let ways = [
        NO_DATABASE,
        "delete globalThis.indexedDB; Object.defineProperty(globalThis, 'indexedDB', { value: undefined });",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        "IDBFactory.prototype.open = () => ({});",
        "IDBFactory.prototype.open = () => { const request = {}; setTimeout(() => request.onerror?.()); return request; };",
        "IDBDatabase.prototype.transaction = () => { throw new DOMException('closing', 'InvalidStateError'); };",
    ];
    for way in ways {
        let page = with_store(&site, way);
        page.wait(way, IS_READ);
        page.eval(&format!("(() => {{ {CORRECT}; location.reload(); }})()"));
        page.wait(way, CORRECTED);
        page.reload();
        page.wait(way, CORRECTED);
        assert_eq!(
            page.eval("Object.keys(localStorage).filter((name) => name.includes('unsaved')).length"),
            1,
            "{way}"
        );
    }
}

#[test]
fn where_nothing_is_kept_the_page_says_so_and_a_reload_still_has_the_text() {
    let site = Site::stubbed();
    let page = with_store(&site, &format!("{NO_DATABASE}{NO_LOCAL_STORAGE}"));
    page.wait_until_read();
    says(
        &page,
        "keeps nothing here, so this text and its corrections are lost when the page is closed; export them under Texts.",
    );
    page.eval(&format!("(() => {{ {CORRECT}; location.reload(); }})()"));
    page.wait("the correction is there", CORRECTED);
}

#[test]
fn where_not_even_the_history_takes_it_the_browser_asks_before_the_page_is_left() {
    let site = Site::stubbed();
    let no_history = "for (const name of ['pushState', 'replaceState']) History.prototype[name] = () => { throw new DOMException('often', 'SecurityError'); };";
    let page = with_store(&site, &format!("{NO_DATABASE}{NO_LOCAL_STORAGE}{no_history}"));
    says(&page, "keeps nothing here");
    let asks = "(() => { const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented; })()";
    assert_eq!(page.eval(asks), true);
    let page = with_store(&site, no_history);
    page.wait_until_read();
    says(&page, "sets no more addresses");
    page.wait("the text is saved", SAVED);
    assert_eq!(page.eval(asks), false);
}

#[test]
fn where_no_room_is_left_the_page_says_what_is_lost_and_keeps_it_once_there_is_room() {
    let site = Site::stubbed();
    let full = "const { open } = IDBFactory.prototype;
        IDBFactory.prototype.open = function (...given) {
            if (globalThis.room) return open.apply(this, given);
            const request = {};
            setTimeout(() => request.onerror?.({ target: { error: { name: 'QuotaExceededError' } } }));
            return request;
        };
        const { setItem } = Storage.prototype;
        Storage.prototype.setItem = function (...given) {
            if (!globalThis.room) throw new DOMException('full', 'QuotaExceededError');
            setItem.apply(this, given);
        };";
    let page = with_store(&site, full);
    page.wait_for(".paper mark.q.unsure");
    page.eval(&format!("(() => {{ {CORRECT} }})()"));
    page.wait("the correction stays on the screen", CORRECTED);
    says(
        &page,
        "no room left, so this text and its corrections are lost when the page is closed; export them under Texts, or delete others there.",
    );
    page.eval("globalThis.room = true");
    page.press("z", 2);
    page.wait("undone and saved", &format!("{SAVED} && document.querySelector('.paper mark.q.unsure') && !history.state?.[location.hash.slice(1)]"));
}

#[test]
fn what_waits_for_room_is_saved_once_a_kept_text_is_deleted() {
    let site = Site::stubbed();
    // Full from when this test says so until something is deleted.
    let full = "const { put, delete: remove } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (...given) {
            if (!globalThis.full) return put.apply(this, given);
            globalThis.refused = true;
            throw new DOMException('full', 'QuotaExceededError');
        };
        IDBObjectStore.prototype.delete = function (...given) {
            globalThis.full = false;
            return remove.apply(this, given);
        };";
    let page = with_store(&site, full);
    page.wait("the first text is saved", SAVED);
    page.eval("globalThis.full = true");
    page.click(".brand");
    page.wait_for("[data-view=welcome]");
    paste(&page, &format!("{STUB_ARTICLE}\nNobody else spoke.\n"));
    page.wait("there is no room for the second", "globalThis.refused");
    assert_eq!(page.eval(SAVED), false, "it waits");
    page.press("l", 0);
    page.wait("two texts", "document.querySelectorAll('.shelf-text').length === 2");
    page.press("ArrowDown", 0);
    page.press("Delete", 0);
    page.wait_for(".shelf .gone");
    page.wait("the second is saved", SAVED);
    page.reload();
    page.wait("it is there", "/Nobody else spoke/.test(document.querySelector('.paper').innerText)");
}

#[test]
fn a_damaged_record_is_set_aside_and_its_text_is_shown() {
    let site = Site::stubbed();
    let page = with_store(&site, "");
    page.wait("the text is saved", SAVED);
    let damages = [
        "record.steps = [{ do: 'speaker', content: [5, 1e9], speaker: null }]",
        "record.steps = [{ do: 'name', span: [0, 3], was: null, type: '__proto__', same: 'own', also: true }]",
        "record.steps = { length: 1e9 }",
        "record.done = 7",
        "record.date = '<img>'",
        "record.batch = 5",
        "delete record.changed",
    ];
    for damage in damages {
        page.eval(&format!(
            "new Promise(async (resolve) => {{
                const [{{ name }}] = await indexedDB.databases();
                const opening = indexedDB.open(name);
                opening.onsuccess = () => {{
                    const transaction = opening.result.transaction('texts', 'readwrite');
                    const texts = transaction.objectStore('texts');
                    const asking = texts.get(location.hash.slice(1));
                    asking.onsuccess = () => {{ const record = asking.result; {damage}; texts.put(record); }};
                    transaction.oncomplete = () => {{ opening.result.close(); resolve(); }};
                }};
            }})"
        ));
        page.reload();
        says(&page, "was damaged; the damaged part is set aside");
        page.wait(damage, "document.querySelector('.paper mark.q')");
        page.eval(&format!("(() => {{ {CORRECT} }})()"));
        page.wait("the text is saved", SAVED);
        page.reload();
        page.wait(damage, CORRECTED);
        page.wait(
            "no warning is left",
            "![...document.querySelectorAll('.error')].some((error) => !error.hidden)",
        );
        page.press("z", 2);
        page.wait("undone", "document.querySelector('.paper mark.q.unsure')");
        page.wait("the text is saved", SAVED);
    }
}

#[test]
fn copies_that_are_no_records_do_not_stop_the_start() {
    let site = Site::stubbed();
    let page = with_store(&site, "");
    page.wait("the text is saved", SAVED);
    for junk in ["{", "null", "[]", "{\"id\":\"x\"}", "\"\""] {
        page.eval(&format!(
            "localStorage.setItem(`${{PLACE}}unsaved ${{location.hash.slice(1)}} zz`, {junk:?})"
        ));
        page.reload();
        page.wait(junk, "document.querySelector('.paper mark.q')");
        page.wait("the junk is gone", SAVED);
    }
}

#[test]
fn two_windows_follow_each_other_and_keep_the_corrections_of_both() {
    let site = Site::stubbed();
    let page = with_store(&site, "");
    page.wait_until_read();
    page.wait("the text is saved", SAVED);
    let address = page.eval("location.href").as_str().expect("an address").to_owned();
    let first = page.open_tab(&address);
    page.wait_until_read();
    page.eval(&format!("(() => {{ {PUT_BACK} }})()"));
    page.wait("it is put back", IS_PUT_BACK);
    page.turn_to(&first);
    page.wait("the first window follows", IS_PUT_BACK);
    page.eval(&format!("(() => {{ {CORRECT} }})()"));
    page.wait("it is corrected", CORRECTED);
    page.wait("the text is saved", SAVED);
    page.reload();
    page.wait("both are there", &format!("{CORRECTED} && {IS_PUT_BACK}"));
}

#[test]
fn what_two_windows_change_without_hearing_of_each_other_is_merged() {
    let site = Site::stubbed();
    let page = Page::blank();
    page.before_scripts("globalThis.BroadcastChannel = class { postMessage() {} };");
    page.go(&site.url());
    paste(&page, STUB_ARTICLE);
    page.wait("the text is saved", SAVED);
    let address = page.eval("location.href").as_str().expect("an address").to_owned();
    let first = page.open_tab(&address);
    page.eval("globalThis.BroadcastChannel = class { postMessage() {} }");
    page.wait_until_read();
    page.eval(&format!("(() => {{ {PUT_BACK} }})()"));
    page.wait("the text is saved", SAVED);
    page.turn_to(&first);
    assert_eq!(page.eval(&format!("Boolean({IS_PUT_BACK})")), false, "the windows cannot hear each other");
    page.eval(&format!("(() => {{ {CORRECT}; location.reload(); }})()"));
    page.wait("both are there", &format!("{CORRECTED} && {IS_PUT_BACK}"));
}

#[test]
fn clear_reaches_every_window_and_every_copy() {
    let site = Site::stubbed();
    let page = with_store(&site, "");
    page.wait_until_read();
    let first = page.open_tab(&format!("{}#new", site.url()));
    page.clear_kept();
    page.turn_to(&first);
    page.wait_for("[data-view=welcome]");
    says(&page, "cleared in another window");
    let left = "(async () => {
        const counts = (await indexedDB.databases()).map(({ name }) => new Promise((resolve) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => {
                const request = opening.result.transaction('texts').objectStore('texts').count();
                request.onsuccess = () => { opening.result.close(); resolve(request.result); };
            };
        }));
        const sum = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
        return JSON.stringify([sum, history.state, Object.keys(localStorage).filter((name) => !name.endsWith('theme'))]);
    })()";
    assert_eq!(page.eval(left), "[0,null,[]]");
    page.reload();
    page.wait_for("[data-view=welcome]");
    page.eval("history.back()");
    page.wait_for("[data-view=welcome]");
    assert_eq!(page.count(".paper .words"), 0);
}
