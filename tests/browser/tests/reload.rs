//! A reload at any moment loses nothing, however slow the browser's database is.

use std::thread;

use browser_tests::{Page, STUB_ARTICLE, Site};

/// How long the database takes for each thing that is asked of it, in milliseconds.
const DELAYS: [u32; 5] = [0, 20, 40, 80, 100];
/// When the page is reloaded after the change, in milliseconds; 0 is at once, in the same turn.
const RELOADS: [u32; 10] = [0, 1, 5, 15, 40, 80, 120, 180, 240, 300];

/// A change that the reader makes, as a script, and what shows after a reload that it was kept.
struct Change {
    act: &'static str,
    kept: &'static str,
}

const PUT_BACK: Change = Change {
    act: "document.querySelector('.put-back button').click()",
    kept: "!document.querySelector('.put-back button')",
};
const CORRECT: Change = Change {
    act: "for (const key of 'uy') document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))",
    kept: "!document.querySelector('.paper mark.q.unsure')",
};
const NAME: Change = Change {
    act: "document.querySelector('.paper mark.n.person').click();
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true }));
        document.querySelector('.name-popover [data-type=place]').click();
        document.querySelector('.name-popover .primary').click()",
    kept: "[...document.querySelectorAll('.paper mark.n.place')].some((mark) => mark.textContent.includes('Lee'))",
};
const DATE: Change = Change {
    act: "document.querySelector('#article-date').value = '2017-12-11';
        document.querySelector('#article-date').dispatchEvent(new Event('change', { bubbles: true }))",
    kept: "document.querySelector('#article-date').value === '2017-12-11'",
};

const CHANGES: [(&str, Change); 4] =
    [("put back", PUT_BACK), ("speaker", CORRECT), ("name", NAME), ("date", DATE)];

/// Makes every transaction of the database last: it is kept open by asking for nothing.
fn slow_store(page: &Page, delay: u32) {
    page.before_scripts(&format!(
        "(() => {{
            const {{ get, put }} = IDBObjectStore.prototype;
            const late = (real) => function (...given) {{
                const answer = {{}};
                const end = performance.now() + {delay};
                const turn = () => {{
                    const over = end <= performance.now();
                    const request = over ? real.apply(this, given) : get.call(this, 'nothing');
                    request.onsuccess = () => {{
                        if (!over) return turn();
                        answer.result = request.result;
                        answer.onsuccess?.();
                    }};
                }};
                turn();
                return answer;
            }};
            Object.assign(IDBObjectStore.prototype, {{ get: late(get), put: late(put) }});
        }})()"
    ));
}

fn text(trial: usize) -> String {
    format!("{STUB_ARTICLE}\nThis is text number {trial}.\n")
}

const READ: &str = "!globalThis.left && /found/.test(document.querySelector('#live')?.textContent)";

fn paste(page: &Page, text: &str) {
    page.wait_for("#paste");
    page.eval("document.querySelector('#live').textContent = ''");
    page.give("document.body", text);
}

/// Runs a script, reloads after it, and waits until the text is there and read again.
fn reload_after(page: &Page, act: &str, after: u32) {
    let reload = if after == 0 {
        "location.reload()"
    } else {
        &format!("setTimeout(() => location.reload(), {after})")
    };
    page.eval(&format!("(() => {{ globalThis.left = true; {act}; {reload}; }})()"));
    page.wait("the text is there after the reload", READ);
}

/// Each delay of the database with each time of a reload: what is lost in the page with such a database and its trial, as
/// number, delay and time. Most of a trial is waiting, so the delays have a browser each, all at once.
fn trials<T: Send>(site: &Site, trial: impl Fn(&Page, (usize, u32, u32)) -> Vec<T> + Sync) -> Vec<T> {
    let url = site.url();
    let with_delay = &|delay| {
        let page = Page::blank();
        slow_store(&page, delay);
        page.go(&url);
        let trials = RELOADS.into_iter().enumerate();
        trials.flat_map(|(number, after)| trial(&page, (number, delay, after))).collect::<Vec<T>>()
    };
    thread::scope(|scope| {
        let all = DELAYS.map(|delay| scope.spawn(move || with_delay(delay)));
        all.into_iter().flat_map(|one| one.join().expect("every trial ends")).collect()
    })
}

fn open_values(page: &Page) {
    page.eval("document.querySelector('#tab-values').click()");
    page.wait_for("#panel-values:not([hidden])");
}

/// They fill the machine, with as many browsers as there are delays or with very long texts: beside no other test.
mod alone {
    use super::*;

    #[test]
    fn what_the_reader_changed_outlasts_a_reload() {
        let lost = trials(&Site::stubbed(), |page, (number, delay, after)| {
            paste(page, &text(number));
            page.wait("the text is read", READ);
            let is_lost = |(_, change): &(&str, Change)| {
                page.wait(
                    "the text is saved",
                    "!Object.keys(localStorage).some((name) => name.includes('unsaved'))",
                );
                page.wait("mending is loaded", "document.querySelector('.desk')");
                open_values(page);
                reload_after(page, change.act, after);
                open_values(page);
                // The words are marked a turn after the report has come.
                page.eval(change.kept) != true
            };
            CHANGES.iter().filter(|change| is_lost(change)).map(|(name, _)| (*name, delay, after)).collect()
        });
        assert_eq!(lost, []);
    }

    #[test]
    fn a_paste_outlasts_a_reload_and_so_does_a_correction_right_behind_it() {
        // Whether the text with a number is the one that is shown.
        let shows = |page: &Page, number: usize| {
            page.paragraphs().last().is_some_and(|last| last.ends_with(&format!("number {number}.")))
        };
        let lost = trials(&Site::stubbed(), |page, (number, delay, after)| {
            paste(page, &text(number));
            reload_after(page, "", after);
            let there = shows(page, number);
            paste(page, &text(100 + number));
            page.wait("the text is read", READ);
            reload_after(page, CORRECT.act, after);
            let corrected = shows(page, 100 + number) && page.eval(CORRECT.kept) == true;
            if there && corrected { Vec::new() } else { vec![(delay, after, there, corrected)] }
        });
        assert_eq!(lost, []);
    }

    #[test]
    fn a_long_paste_outlasts_a_reload() {
        let site = Site::stubbed();
        // Shorter and longer than what a browser takes without waiting.
        for (n_words, delay) in [(100_000, 100), (300_000, 40), (1_200_000, 100)] {
            let page = Page::blank();
            slow_store(&page, delay);
            page.go(&site.url());
            for after in [0, 50, 300] {
                let text = format!("{STUB_ARTICLE}\n{n_words} words {after}: {}", "word ".repeat(n_words));
                paste(&page, &text);
                reload_after(&page, "", after);
                let first = format!("{n_words} words {after}: word");
                assert!(
                    page.eval("document.querySelector('.paper').textContent")
                        .as_str()
                        .is_some_and(|shown| shown.contains(&first)),
                    "{n_words} {after}"
                );
            }
        }
    }
}
