//! Renews `docs/page.png`, the picture in the README: a sample in a window of 1280 by 800.

use browser_tests::{Page, Site};
use serde_json::json;
use xtask::project;

/// The sample's title begins so.
const SAMPLE: &str = "Perak Semiconductor";

fn main() {
    let site = Site::start();
    let page = Page::open(&site);
    page.resize(1280, 800);
    page.wait_for(".requests[data-ready]");
    page.devtools("Emulation.setScrollbarsHidden", &json!({ "hidden": true }));
    page.eval("document.querySelector('[data-act=samples]').click()");
    page.wait_for("[role=menuitem]");
    page.eval(&format!(
        "[...document.querySelectorAll('[role=menuitem]')].find((row) => row.textContent.startsWith({SAMPLE:?})).click()"
    ));
    page.wait_until_read();
    page.wait("nothing moves", "document.getAnimations().every((one) => one.playState !== 'running')");
    page.picture("page");
    let root = project::root();
    let picture = project::read(&root.join("target/browser/page.png")).expect("the picture was taken");
    project::write(&root.join("docs/page.png"), picture).expect("docs/ can be written");
}
