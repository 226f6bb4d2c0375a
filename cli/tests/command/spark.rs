//! The example in `docs/archives.md`, under Spark on this machine.
//!
//! Not with the other tests: Spark takes half a gigabyte and half a minute. After `pip install pyspark`, with Java:
//! `cargo test -p saidby-cli --test command -- --ignored spark`.

use std::os::unix::fs::PermissionsExt;

use super::*;

/// Fails in the first partition that begins, after some of its reports.
const FAILS_ONCE: &str = "#!/bin/sh
if mkdir \"$SAIDBY_FAILED\" 2>/dev/null; then \"$SAIDBY\" \"$@\" | head -n 7; exit 2; fi
exec \"$SAIDBY\" \"$@\"
";

#[test]
#[ignore = "it needs pyspark and Java"]
fn under_spark_a_partition_that_failed_is_neither_lost_nor_there_twice() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("spark");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(folder.join("bin")).expect("a folder");
    let archives = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/archives.md");
    let archives = fs::read_to_string(archives).expect("the page is there");
    let code = archives.split("```python\n").nth(1).and_then(|code| code.split("```").next());
    fs::write(folder.join("example.py"), code.expect("an example")).expect("a file");
    let lines = (0..200).map(|nr| {
        let text = format!("Mill {nr} shuts\n\n“We are out of wool,” Ada Brook said.\u{2028}It was {nr}.\n");
        serde_json::json!({ "id": nr.to_string(), "text": text }).to_string() + "\n"
    });
    fs::write(folder.join("articles.jsonl"), lines.collect::<String>()).expect("a file");
    let program = folder.join("bin/saidby");
    fs::write(&program, FAILS_ONCE).expect("a file");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("spark-submit")
        .args(["--master", "local[2,4]", "example.py"])
        .current_dir(&folder)
        .env("PATH", format!("{}:{path}", folder.join("bin").display()))
        .env("SAIDBY", env!("CARGO_BIN_EXE_saidby"))
        .env("SAIDBY_FAILED", folder.join("failed"))
        .output()
        .expect("pyspark is installed");
    assert!(output.status.success(), "{}", err(&output));
    assert!(folder.join("failed").is_dir(), "a partition has failed");
    let parts =
        fs::read_dir(folder.join("reports")).expect("the reports").map(|entry| entry.expect("a file").path());
    let parts =
        parts.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("part-")));
    let mut found: Vec<String> = Vec::new();
    for part in parts {
        found.extend(fs::read_to_string(part).expect("text").split_terminator('\n').map(str::to_owned));
    }
    let direct = run(&["analyze", "--input", "jsonl", plain(&folder.join("articles.jsonl"))]);
    let mut expected: Vec<String> = out(&direct).split_terminator('\n').map(str::to_owned).collect();
    found.sort();
    expected.sort();
    assert_eq!(found.len(), 200);
    assert!(found == expected, "the reports are those of one run");
    assert!(out(&output).contains("Ada Brook"), "{}", out(&output));
}

fn plain(path: &std::path::Path) -> &str {
    path.to_str().expect("a plain path")
}
