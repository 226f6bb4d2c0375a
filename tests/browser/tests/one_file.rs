//! The page in one file, opened from the disk.

use std::path::PathBuf;

use browser_tests::{Page, reads_as_the_command_does};
use xtask::{one_file, project, site};

#[test]
fn it_opens_from_the_disk_and_reads_an_article_under_its_own_policy() {
    let html = one_file::build(&site::source()).expect("the page can be put into one file");
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("saidby.html");
    project::write(&file, &html).expect("the file is written");
    let page = Page::blank();
    page.go(&format!("file://{}", file.display()));
    reads_as_the_command_does(&page);
    page.picture("one-file");
    assert_eq!(page.console_errors(), [] as [&str; 0]);
    assert!(html.contains("download=\"licenses.txt\" href=\"data:text/plain"), "the licenses can be saved");
    assert!(html.matches("data-file=\"pkg/saidby.model\"").count() == 1, "the model stands in it once");
}
