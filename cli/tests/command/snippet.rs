//! The README's snippets in a shell and in Python do what they say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn snippet(language: &str) -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(readme).expect("the README is there");
    let chapter = readme.split("\n## A table of who said what").nth(1).expect("the chapter is there");
    let code = chapter.split(&format!("```{language}\n")).nth(1).and_then(|code| code.split("```").next());
    let code = code.expect("a snippet").to_owned();
    assert!(code.lines().count() <= 10, "{language}: at most ten lines");
    code
}

/// What a program prints in a folder; None where there is no such program.
fn run(program: &str, code: &str, folder: &Path) -> Option<String> {
    let output = Command::new(program).args(["-c", code]).current_dir(folder).output().ok()?;
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("text"))
}

#[cfg(unix)]
#[test]
fn in_a_shell_and_in_python() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("snippet");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(folder.join("articles")).expect("a folder");
    for (file, who) in [("a.txt", "Ada Brook"), ("b.txt", "Tom Reyle")] {
        let text = format!("Mill shuts\n\n“We are out of wool,” {who} said on Friday.\n");
        fs::write(folder.join("articles").join(file), text).expect("a file");
    }
    let saidby = env!("CARGO_BIN_EXE_saidby");
    run("sh", &format!("saidby() {{ '{saidby}' \"$@\"; }}\n{}", snippet("sh")), &folder).expect("a shell");
    let table = fs::read_to_string(folder.join("statements.csv")).expect("the table");
    assert!(table.contains("Ada Brook") && table.contains("Tom Reyle"), "{table}");
    if let Some(printed) = run("python3", &snippet("python"), &folder) {
        assert!(printed.contains("articles/a.txt\tAda Brook\t“We are out of wool,”"), "{printed}");
        assert!(printed.contains("('Tom Reyle', 1)"), "{printed}");
    }
}
