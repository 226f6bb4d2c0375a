//! The browser extension in Firefox: installed from its folder, its page reads articles as the command does.
//!
//! The click on its button is tested in Chromium, whose remote protocol can make one.

use std::path::PathBuf;

use browser_tests::{Page, reads_as_the_command_does};
use xtask::{extension, site};

#[test]
fn the_extension_is_installed_and_its_page_reads_articles() {
    let page = Page::blank();
    if !page.is_firefox() {
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("extension-firefox");
    drop(std::fs::remove_dir_all(&folder));
    extension::write("firefox", &site::folder(), &folder).expect("the page is built");
    page.go(&page.install_in_firefox(&folder));
    reads_as_the_command_does(&page);
}
