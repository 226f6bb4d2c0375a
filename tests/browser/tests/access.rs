//! Accessibility, by axe-core: no violation in any view and theme.

use std::collections::BTreeMap;

use browser_tests::{Folder, Page, STUB_ARTICLE, Site, seeds};
use serde_json::{Value, json};

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

/// Notes the violations of a view in either theme.
fn check(page: &Page, view: &str, found: &mut Vec<String>) {
    for theme in ["light", "dark"] {
        page.media("prefers-color-scheme", theme);
        // A popover that is still appearing is paler than it will be.
        page.wait("nothing moves", "document.getAnimations().every((one) => one.playState !== 'running')");
        found.extend(violations(page).into_iter().map(|violation| format!("{theme}, {view}: {violation}")));
    }
}

#[test]
fn no_view_has_a_violation_in_either_theme() {
    let site = Site::start();
    let mut found = Vec::new();
    let page = Page::open(&site);
    page.wait_for("#paste");
    check(&page, "empty", &mut found);
    page.read(&seeds()[0].1);
    check(&page, "who is who", &mut found);
    page.click(".rail .row-head");
    check(&page, "a card", &mut found);
    page.click("#tab-quotations");
    check(&page, "quotations", &mut found);
    page.click("#tab-sources");
    check(&page, "sources", &mut found);
    page.click("#tab-values");
    check(&page, "values", &mut found);
    page.click("#tab-sources");
    page.click(".widen");
    check(&page, "widened", &mut found);
    page.click(".widen");
    page.eval("document.querySelector('.paper mark.q').click()");
    check(&page, "a quotation", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_narrow_window_has_no_violation_and_no_sideways_scroll() {
    let site = Site::start();
    let mut found = Vec::new();
    let page = Page::open(&site);
    page.resize(320, 640);
    page.wait_for("#paste");
    check(&page, "narrow, empty", &mut found);
    page.read(&seeds()[0].1);
    check(&page, "narrow, article", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true);
}

#[test]
fn nothing_that_opens_over_the_reading_view_has_a_violation() {
    let site = Site::start();
    let mut found = Vec::new();
    let folder = Folder::new("access");
    let files: Vec<_> = seeds()[..3].iter().map(|(name, text)| folder.file(name, text)).collect();
    let page = Page::open(&site);
    page.wait_for(".desk");
    page.choose_files("input[type=file]", &files);
    page.wait_for(".common tbody tr");
    let mut look = |view: &str| check(&page, view, &mut found);
    look("several texts");
    page.click("#together-sources");
    page.click(".source-open");
    look("their sources");
    page.press("Escape", 0);
    page.click("#tab-quotations");
    page.wait_for(".ledger .tick");
    page.press("j", 0);
    page.press("x", 0);
    page.press("r", 0);
    page.wait_for(".ledger .sign.wrong");
    look("checked");
    page.press("l", 0);
    page.wait_for(".shelf-open");
    page.click(".shelf-open");
    page.click(".clear-ask");
    look("kept texts");
    page.press("Escape", 0);
    for item in 0..2 {
        page.press("d", 0);
        page.choose(".compare-menu", item);
        page.wait_for(".ask textarea");
        look("a text asked for");
        page.give("document.querySelector('.ask textarea')", &seeds()[0].1.replace("exactly ", ""));
        page.wait_for(".compare-row");
        page.eval("document.querySelector('.compare-open, .run')?.click()");
        look("compared");
        page.press("Escape", 0);
    }
    page.resize(390, 844);
    page.click(".bottom-tabs [data-tab=quotations]");
    page.wait_for(".check-count .link");
    page.click(".check-count .link");
    page.wait_for(".check-words");
    look("one quotation on a phone");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_popover_menu_or_sheet_has_a_violation() {
    let site = Site::stubbed();
    let mut found = Vec::new();
    let page = Page::open(&site);
    page.read(STUB_ARTICLE);
    // Each view is reached by a key and left by Escape.
    for (key, view) in [("u", "an unsure quotation"), ("e", "export"), ("?", "keys"), ("f", "one alone")] {
        page.press(key, 0);
        page.wait(
            "the view",
            "!document.querySelector('.popover').hidden || document.querySelector('.paper.only')",
        );
        check(&page, view, &mut found);
        page.press("Escape", 0);
    }
    page.click(".rail .row-head");
    for (keys, selector, view) in [
        (&["c"][..], ".name-popover", "a name corrected"),
        (&["Escape", "n", "c"], ".mend-popover", "a quotation mended"),
        (&["Enter"], "#someone", "who says this"),
        (&["Escape", "s", "Enter"], ".select-bar:not([hidden])", "the bar of selected words"),
        (&["Enter"], ".select-bar #someone", "selected words"),
        (&["Escape", "/"], ".search:not([hidden])", "words looked for"),
    ] {
        for key in keys {
            page.press(key, 0);
        }
        page.wait_for(selector);
        check(&page, view, &mut found);
    }
    page.press("Escape", 0);
    page.press("1", 0);
    check(&page, "a layer off", &mut found);
    page.press("1", 0);
    page.resize(390, 844);
    for tab in 1..=4 {
        page.click(&format!(".bottom-tabs button:nth-child({tab})"));
        check(&page, &format!("sheet {tab}"), &mut found);
        page.press("Escape", 0);
    }
    for act in ["layers", "more"] {
        page.click(&format!(".bar [data-act={act}]"));
        check(&page, act, &mut found);
        page.press("Escape", 0);
    }
    page.press("u", 0);
    page.wait_for(".quotation-popover");
    check(&page, "a quotation's sheet", &mut found);
    assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The article as assistive technology is told it: headings and paragraphs on lines of their own, marks in brackets
/// with what is said of them.
fn told(page: &Page) -> String {
    let tree = page.devtools("Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let nodes: BTreeMap<&str, &Value> =
        nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
    let article =
        nodes.values().find(|node| node["role"]["value"] == "article").expect("the article is told");
    let mut told = String::new();
    tell(article, &nodes, &mut told);
    let lines = told.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

fn tell(node: &Value, nodes: &BTreeMap<&str, &Value>, told: &mut String) {
    let role = if node["ignored"] == true { "" } else { node["role"]["value"].as_str().unwrap_or_default() };
    match role {
        "StaticText" => return told.push_str(node["name"]["value"].as_str().unwrap_or_default()),
        "InlineTextBox" => return,
        "heading" => told.push_str("\n# "),
        "paragraph" => told.push('\n'),
        "button" => told.push_str(" <"),
        "mark" => told.push('['),
        _ => {}
    }
    let children = node["childIds"].as_array().into_iter().flatten();
    for child in children.filter_map(|id| nodes.get(id.as_str()?)) {
        tell(child, nodes, told);
    }
    match role {
        "mark" => {
            let says = node["description"]["value"].as_str().filter(|says| !says.is_empty());
            told.push_str(&says.map(|says| format!(" ({says})")).unwrap_or_default());
            told.push(']');
        }
        "button" => told.push_str("> "),
        "heading" | "paragraph" => told.push('\n'),
        _ => {}
    }
}

#[test]
fn the_article_is_told_as_it_is_shown() {
    let site = Site::stubbed();
    let page = Page::open(&site);
    page.read(STUB_ARTICLE);
    assert_eq!(told(&page), include_str!("../article.told.txt"), "{}", told(&page));
}
