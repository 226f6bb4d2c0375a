//! The true extension in Chromium: its button is clicked on web pages, and Saidby opens with what they hold.
//!
//! The clicks come by the browser's remote protocol (`Extensions.triggerAction`), which runs the button's action and
//! grants the tab to the extension as a click with the mouse does: no copy of it with more permissions is needed.

use std::fs;
use std::path::{Path, PathBuf};

use browser_tests::pipe::{Browser, Tab};
use browser_tests::seeds;
use serde_json::{Value, json};
use xtask::server::Server;
use xtask::{extension, project, site};

/// A folder of a test's own. It goes when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&folder));
        Self(folder)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        project::write(&self.0.join(name), content).expect("a file of our own");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// The extension, installed in a browser of its own.
fn installed(folder: &Path) -> (Browser, String) {
    extension::write("chromium", &site::folder(), folder).expect("the page is built");
    let browser = Browser::start();
    let name = browser.install(folder);
    (browser, name)
}

fn is_read(page: &Tab<'_>) {
    page.wait("it is read", "/found|English/.test(document.querySelector('#live')?.textContent)");
}

/// A sample as a newspaper's site would show it.
fn web_page(text: &str) -> String {
    let mut paragraphs = text.split("\n\n");
    let title = paragraphs.next().unwrap_or_default();
    let story: String = paragraphs.map(|words| format!("<p>{words}</p>\n")).collect();
    format!(
        "<!doctype html><html><head><title>{title}</title><link rel=icon href=data:,></head><body>\
         <nav><a href=/>Home</a> <a href=/>World</a></nav><article><h1>{title}</h1>{story}</article></body></html>"
    )
}

#[test]
fn a_click_on_a_news_page_shows_who_says_what_in_it_and_asks_for_nothing() {
    let pages = Folder::new("extension-pages");
    let samples = ["agency-reactor", "court-verdict", "uk-council"];
    for (file, text) in seeds() {
        pages.file(&file.replace(".txt", ".html"), web_page(&text));
    }
    let server = Server::start(&pages.0, 0).expect("a port is free");
    let folder = Folder::new("extension");
    let (browser, name) = installed(&folder.0);
    for sample in samples {
        let tab = browser.open(&format!("{}{sample}.html", server.url()));
        let page = browser.click(&name, &tab);
        is_read(&page);
        println!("{:?}", page.texts(".paper mark.q"));
        println!("{:?}", page.texts(".bar .requests"));
        println!("{:?}", page.texts(".meta"));
        println!("{:?}", page.complaints());
        println!("{:?}", page.eval("location.href + ' ' + document.title"));
        println!("{:?}", page.eval("performance.getEntriesByType('resource').map((e) => [e.name, e.transferSize, e.startTime])"));
    }
    println!("{:?} {:?}", server.requests(), browser.end());
}
