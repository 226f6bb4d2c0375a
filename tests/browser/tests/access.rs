//! Accessibility, by axe-core: no violation in any view and theme.

use browser_tests::{Page, Site, seeds};
use serde_json::Value;

/// What axe finds wrong with the page as it is, one line each.
fn violations(page: &Page) -> Vec<String> {
    let axe = xtask::npm::folder().join("node_modules/axe-core/axe.min.js");
    let script = std::fs::read_to_string(&axe)
        .expect("axe-core is in target/npm; `cargo xtask test` installs it there");
    page.eval(&format!("if (!globalThis.axe) {{ {script} }}"));
    let found =
        page.eval("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)");
    let found = found.as_array().into_iter().flatten();
    found
        .flat_map(|violation| {
            let rule = violation["id"].as_str().unwrap_or_default();
            let nodes = violation["nodes"].as_array().into_iter().flatten();
            nodes.map(move |node| {
                format!("{rule}: {} {}", target(node), node["failureSummary"].as_str().unwrap_or_default())
            })
        })
        .collect()
}

fn target(node: &Value) -> String {
    node["target"].to_string()
}

fn check(page: &Page, view: &str) {
    let violations = violations(page);
    assert!(violations.is_empty(), "{view}:\n{}", violations.join("\n"));
}

#[test]
fn no_view_has_a_violation_in_either_theme() {
    let site = Site::start();
    for theme in ["light", "dark"] {
        let page = Page::open(&site);
        page.media("prefers-color-scheme", theme);
        page.wait_for("#paste");
        check(&page, &format!("{theme}, empty"));
        page.read(&seeds()[0].1);
        check(&page, &format!("{theme}, who is who"));
        page.click(".rail .row-head");
        check(&page, &format!("{theme}, a card"));
        page.click("#tab-quotations");
        check(&page, &format!("{theme}, quotations"));
        page.click("#tab-sources");
        check(&page, &format!("{theme}, sources"));
        page.click(".widen");
        check(&page, &format!("{theme}, widened"));
        page.click(".widen");
        page.eval("document.querySelector('.paper mark.q').click()");
        check(&page, &format!("{theme}, a quotation"));
    }
}

#[test]
fn a_narrow_window_has_no_violation_and_no_sideways_scroll() {
    let site = Site::start();
    let page = Page::open(&site);
    page.resize(320, 640);
    page.wait_for("#paste");
    check(&page, "narrow, empty");
    page.read(&seeds()[0].1);
    check(&page, "narrow, article");
    assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true);
}
