//! The README's snippet for Node, run with the page's module.

use std::fs;
use std::process::Command;

use browser_tests::Folder;

#[test]
fn a_table_of_who_said_what_in_node() {
    let root = xtask::project::root();
    let Some(node) = xtask::project::program("node") else { return };
    let readme = fs::read_to_string(root.join("README.md")).expect("the README is there");
    let code = readme.split("```js\n").nth(1).and_then(|code| code.split("```").next()).expect("a snippet");
    assert!(code.lines().count() <= 10);
    let folder = Folder::new("snippet");
    for (file, who) in [("a.txt", "Ada Brook"), ("b.txt", "Tom Reyle")] {
        let text = format!("Mill shuts\n\n“We are out of wool,” {who} said on Friday.\n");
        folder.file(&format!("articles/{file}"), text);
    }
    for (from, to) in [
        ("www/pkg/saidby.js", "www/pkg/saidby.js"),
        ("www/pkg/saidby_bg.wasm", "www/pkg/saidby_bg.wasm"),
        ("model/saidby.model", "model/saidby.model"),
    ] {
        folder.file(to, fs::read(root.join(from)).expect("the page is built"));
    }
    folder.file("table.mjs", code);
    let output =
        Command::new(node).arg("table.mjs").current_dir(folder.path()).output().expect("node starts");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(printed.contains("Ada Brook") && printed.contains("Tom Reyle"), "{printed}{errors}");
}
