//! How fast the page answers, and that it fits every width. The machine may be busy with other things: the
//! best of several counts.

use browser_tests::{Page, STUB_ARTICLE, Site, seeds};
use serde_json::json;

/// What a person notices, in milliseconds.
const NOTICED: f64 = 50.0;

/// Articles of 10,000 words together.
fn ten_thousand_words() -> String {
    let articles = seeds().iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n\n");
    articles.repeat(10_000 / articles.split_whitespace().count() + 1)
}

/// Does something in the page many times; how long it took from then to the next frame, sorted.
fn times(page: &Page, act: &str, n: u32) -> Vec<f64> {
    let times = page.eval(&format!(
        "(async () => {{
            const times = [];
            for (let idx = 0; idx < {n}; idx++) {{
                const began = performance.now();
                {act};
                await new Promise((done) => requestAnimationFrame(() => {{
                    const channel = new MessageChannel();
                    channel.port1.onmessage = done;
                    channel.port2.postMessage(0);
                }}));
                times.push(performance.now() - began);
                await new Promise((done) => setTimeout(done, 20));
            }}
            return times.sort((a, b) => a - b);
        }})()"
    ));
    times.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect()
}

#[test]
fn no_width_scrolls_sideways() {
    let site = Site::stubbed();
    let page = Page::open(&site);
    page.read(STUB_ARTICLE);
    for (width, height) in [
        (320, 568),
        (390, 844),
        (700, 900),
        (820, 1180),
        (1000, 700),
        (1200, 800),
        (1280, 800),
        (1440, 900),
        (1600, 900),
        (3840, 2160),
    ] {
        page.resize(width, height);
        for tab in ["who", "quotations", "sources"] {
            page.eval(&format!("document.querySelector('#tab-{tab}').click()"));
            let wide = page.eval(
                "document.documentElement.scrollWidth <= innerWidth ? [] :
                    [String(document.documentElement.scrollWidth), ...[...document.querySelectorAll('body *')]
                        .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
                        .map((part) => `${part.tagName} ${part.className}`)]",
            );
            assert_eq!(wide, json!([]), "{width} px, {tab}: wider than the window");
            let cut = page.eval(
                "[...document.querySelectorAll('.bar button, .bar a, .widen, .tab, .words')]
                    .filter((part) => part.offsetParent && (part.getBoundingClientRect().right > innerWidth + 1 || part.getBoundingClientRect().left < -1))
                    .map((part) => part.textContent.slice(0, 30))",
            );
            assert_eq!(cut, json!([]), "{width} px, {tab}: cut off");
            let layers = "(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('.column > .key'))";
            assert_eq!(page.eval(layers), true, "{width} px: a layer is cut off");
        }
    }
}

#[test]
fn the_printout_carries_key_and_ledger_and_rules_beside_their_words() {
    let site = Site::stubbed();
    let page = Page::open(&site);
    page.read(STUB_ARTICLE);
    page.eval("dispatchEvent(new Event('beforeprint'))");
    let sheet = page.texts(".printout").join("");
    for words in ["Key", "Sources", "Quotations", "Ann Lee", "Bo Dahl?", "Counted by a program"] {
        assert!(sheet.contains(words), "{words} is not on the sheet: {sheet}");
    }
    let beside = "[...document.querySelectorAll('.paper .block')].every((block) =>
        [...block.querySelectorAll('.rule')].every((rule) => {
            const mark = block.querySelector(`mark.q[data-q='${rule.dataset.q}']`).getClientRects()[0];
            const box = rule.getBoundingClientRect();
            return box.right <= mark.left + 1 && box.top <= mark.bottom && mark.top <= box.bottom;
        }))";
    assert_eq!(page.eval(beside), true);
    page.eval("dispatchEvent(new Event('afterprint'))");
    assert_eq!(page.eval(beside), true);
}

/// What measures runs beside no other test.
mod alone {
    use super::*;

    #[test]
    fn layers_switch_and_keys_are_heard_in_a_long_article() {
        let site = Site::start();
        let page = Page::open(&site);
        page.wait_for(".requests[data-ready]");
        page.give("document.body", "Mill shuts\n\n“We are out of wool,” Maria Gonzalez said.\n");
        page.wait_until_read();
        page.give("document.body", &ten_thousand_words());
        let typing = "const find = document.querySelector('.who-is-who .find');
            find.value = 'a' + idx; find.dispatchEvent(new Event('input'))";
        let typing = times(&page, typing, 40);
        page.wait(
            "all is read",
            "document.querySelectorAll('.row').length > 50 || document.querySelector('.nothing')",
        );
        let layer = times(&page, "document.querySelectorAll('.layer')[idx % 7].click()", 14);
        println!("typing: median {:.0} ms; layer: median {:.0} ms", typing[20], layer[7]);
        assert!(typing[20] < NOTICED, "typing takes {typing:?}");
        assert!(layer[3] < NOTICED, "switching a layer takes {layer:?}");
    }
}
