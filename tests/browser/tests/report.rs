//! The article as one HTML file, as somebody sees it who gets it by mail, on a phone or where scripts are off.

use browser_tests::{Page, Site, seeds};
use serde_json::json;

#[test]
fn without_scripts_and_on_a_small_screen_it_shows_text_marks_and_ledger() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(&seeds()[0].1);
    page.catch_exports();
    page.export(0);
    let report = page.caught(0);
    // The headings of the page itself stand there too.
    let words = "[...document.querySelectorAll('.paper .words')].map((words) => words.textContent)";
    let marks = "[...document.querySelectorAll('.paper mark')].map((mark) => mark.textContent)";
    let [words, marks] = [words, marks].map(|of_page| page.eval(of_page));
    assert!(page.count(".paper mark") > 10 && page.count(".paper mark.q") > 3, "{marks}");
    // In a sandbox no script runs.
    let other = Page::blank();
    other.go("about:blank");
    other.eval(&format!(
        "new Promise((loaded) => {{
            const frame = Object.assign(document.createElement('iframe'), {{ width: 320, height: 640, srcdoc: {} }});
            frame.sandbox = 'allow-same-origin';
            frame.style.border = 'none';
            frame.onload = () => loaded(null);
            document.body.append(frame);
            globalThis.frame = frame;
        }})",
        json!(report)
    ));
    let seen = other.eval(
        "(() => {
            const { contentDocument: inner } = frame;
            const all = (choice) => [...inner.querySelectorAll(choice)];
            const { scrollWidth, clientWidth } = inner.documentElement;
            const beyond = all('body *').filter((part) => clientWidth < part.getBoundingClientRect().right && !part.matches('.names *, .vh'));
            const seen = (part) => part.checkVisibility() && part.getBoundingClientRect().height > 0;
            return {
                scrolls: scrollWidth - clientWidth,
                beyond: beyond.map((part) => part.outerHTML.slice(0, 80)),
                rules: all('.gutter .rule').filter(seen).length,
                words: all('.paper .words').map((words) => words.textContent),
                marks: all('.paper mark').filter(seen).map((mark) => mark.textContent),
                ledger: all('.printout .words-of').filter(seen).length,
                foot: all('.print-foot').filter(seen).map((foot) => foot.textContent).join(),
            };
        })()",
    );
    assert_eq!((&seen["scrolls"], &seen["beyond"]), (&json!(0), &json!([])), "it does not scroll sideways");
    assert_eq!(seen["rules"], 0, "no rule stands at the height that it had on another screen");
    assert_eq!(seen["words"], words);
    assert_eq!(seen["marks"], marks);
    assert!(seen["ledger"].as_f64().is_some_and(|rows| 3.0 < rows), "{}", seen["ledger"]);
    let foot = seen["foot"].as_str().unwrap_or_default();
    assert!(foot.starts_with("Read with Saidby on ") && foot.contains("20"), "it has its date: {foot}");
}
