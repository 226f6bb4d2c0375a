//! The browser extension in Firefox, installed from its folder: the click on its button, and its page on its own.

use std::path::PathBuf;

use browser_tests::{Page, reads_as_the_command_does, seeds};
use xtask::server::Server;
use xtask::{extension, project, site};

use crate::extension::web_page;

#[test]
fn the_extension_reads_articles_as_the_command_does_and_a_page_on_a_click() {
    if !Page::is_in_firefox() {
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("extension-firefox");
    drop(std::fs::remove_dir_all(&folder));
    extension::write("firefox", &site::folder(), &folder.join("extension")).expect("the page is built");
    let (_, text) = seeds().swap_remove(0);
    project::write(&folder.join("pages/news.html"), web_page(&text)).expect("a file of our own");
    let mut server = Server::start(&folder.join("pages"), 0).expect("a port is free");
    let page = Page::blank();
    page.go(&page.install_in_firefox(&folder.join("extension")));
    reads_as_the_command_does(&page);
    page.go(&format!("{}news.html", server.url()));
    server.stop();
    page.click_extension_in_firefox();
    page.wait_until_read();
    let title = text.lines().next().unwrap_or_default();
    assert_eq!(page.text(".paper h1"), title);
    assert!(1 < page.count(".paper mark.q"), "who said what is marked");
}
