//! The README's snippet for Node, run with the page's module.

use std::fs;
use std::process::Command;

#[test]
fn a_table_of_who_said_what_in_node() {
    let root = xtask::project::root();
    let Some(node) = xtask::project::program("node") else { return };
    let readme = fs::read_to_string(root.join("README.md")).expect("the README is there");
    let code = readme.split("```js\n").nth(1).and_then(|code| code.split("```").next()).expect("a snippet");
    assert!(code.lines().count() <= 10);
    let folder = std::env::temp_dir().join(format!("saidby-snippet-{}", std::process::id()));
    fs::create_dir_all(folder.join("articles")).expect("a folder of our own");
    for (file, who) in [("a.txt", "Ada Brook"), ("b.txt", "Tom Reyle")] {
        let text = format!("Mill shuts\n\n“We are out of wool,” {who} said on Friday.\n");
        fs::write(folder.join("articles").join(file), text).expect("a file of our own");
    }
    for (from, to) in [
        ("www/pkg/saidby.js", "www/pkg/saidby.js"),
        ("www/pkg/saidby_bg.wasm", "www/pkg/saidby_bg.wasm"),
        ("model/saidby.model", "model/saidby.model"),
    ] {
        let to = folder.join(to);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder of our own");
        fs::copy(root.join(from), to).expect("the page is built");
    }
    fs::write(folder.join("table.mjs"), code).expect("a file of our own");
    let output = Command::new(node).arg("table.mjs").current_dir(&folder).output().expect("node starts");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(printed.contains("Ada Brook") && printed.contains("Tom Reyle"), "{printed}{errors}");
    drop(fs::remove_dir_all(folder));
}
