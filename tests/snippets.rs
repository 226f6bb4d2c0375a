//! The snippets of the README: they do what it says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The code of a language in the README's chapter on tables.
fn snippet(language: &str) -> String {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("the README is there");
    let chapter = readme.split("\n## A table of who said what").nth(1).expect("the chapter is there");
    let chapter = chapter.split("\n## ").next().unwrap_or_default();
    let code = chapter.split(&format!("```{language}\n")).nth(1).and_then(|code| code.split("```").next());
    let code = code.expect("a snippet").to_owned();
    assert!(code.lines().count() <= 10, "{language}: at most ten lines");
    code
}

/// A folder with articles, where the snippets run.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(folder.join("articles")).expect("a folder");
    for (file, who) in [("a.txt", "Ada Brook"), ("b.txt", "Tom Reyle")] {
        let text = format!("Mill shuts\n\n“We are out of wool,” {who} said on Friday.\n");
        fs::write(folder.join("articles").join(file), text).expect("a file");
    }
    folder
}

/// What a command prints in a folder; None where there is no such program.
fn run(program: &str, arguments: &[&str], folder: &Path) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(folder).output().ok()?;
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn in_a_shell_and_in_python() {
    let folder = folder("shell");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let manifest = format!("{ROOT}/Cargo.toml");
    let saidby = format!(
        "saidby() {{ '{cargo}' run --quiet --manifest-path '{manifest}' -p saidby-cli -- \"$@\"; }}\n{}",
        snippet("sh")
    );
    if cfg!(unix) && run("sh", &["-c", &saidby], &folder).is_some() {
        let table = fs::read_to_string(folder.join("statements.csv")).expect("the table");
        assert!(table.contains("Ada Brook") && table.contains("Tom Reyle"), "{table}");
        if let Some(printed) = run("python3", &["-c", &snippet("python")], &folder) {
            assert!(printed.contains("articles/a.txt\tAda Brook\t“We are out of wool,”"), "{printed}");
            assert!(printed.contains("('Tom Reyle', 1)"), "{printed}");
        }
    }
}

#[test]
fn in_rust() {
    let folder = folder("rust");
    let code = snippet("rust").replace("\"model/", &format!("\"{ROOT}/model/"));
    let main = format!("fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{code}Ok(())\n}}\n");
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::write(folder.join("src/main.rs"), main).expect("a file");
    let manifest = format!(
        "[package]\nname = \"snippet\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nsaidby = {{ path = {ROOT:?} }}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
    fs::copy(format!("{ROOT}/Cargo.lock"), folder.join("Cargo.lock")).expect("the same versions");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let printed =
        run(&cargo, &["run", "--quiet", "--offline", "--config", "profile.dev.opt-level=1"], &folder);
    let printed = printed.expect("cargo is there");
    assert!(printed.contains("Ada Brook") && printed.contains("Tom Reyle"), "{printed}");
}
