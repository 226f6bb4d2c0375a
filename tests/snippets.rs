//! The README's snippet in Rust does what it says; those in other languages are tested where their programs are built,
//! in `cli/tests/command/` and `tests/browser/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "snippets/table.rs"]
mod table;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Set in the child that runs the snippet, which reads the folder it runs in.
const CHILD: &str = "SAIDBY_SNIPPET";

#[test]
fn the_readme_has_the_snippet_that_is_tested() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("the README is there");
    let code = readme.split("```rust\n").nth(1).and_then(|code| code.split("```").next()).expect("a snippet");
    assert!(code.lines().count() <= 10, "at most ten lines");
    let tested = include_str!("snippets/table.rs");
    let words = |code: &str| code.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words(tested).contains(&format!("{{ {} Ok(()) }}", words(code))), "{code}\n{tested}");
}

#[test]
fn in_rust() {
    if std::env::var_os(CHILD).is_some() {
        return table::main().expect("the snippet runs");
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("snippet");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(folder.join("articles")).expect("a folder");
    fs::create_dir_all(folder.join("model")).expect("a folder");
    fs::copy(Path::new(ROOT).join("model/saidby.model"), folder.join("model/saidby.model"))
        .expect("the model");
    for (file, who) in [("a.txt", "Ada Brook"), ("b.txt", "Tom Reyle")] {
        let text = format!("Mill shuts\n\n“We are out of wool,” {who} said on Friday.\n");
        fs::write(folder.join("articles").join(file), text).expect("a file");
    }
    let mut child = Command::new(std::env::current_exe().expect("this program has a path"));
    child.args(["--exact", "in_rust", "--nocapture"]).env(CHILD, "1").current_dir(folder);
    let output = child.output().expect("the child starts");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}");
    assert!(printed.contains("Ada Brook") && printed.contains("Tom Reyle"), "{printed}");
}
