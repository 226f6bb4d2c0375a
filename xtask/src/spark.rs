//! `cargo xtask bench spark`: the example in `docs/archives.md` under Spark on this computer. Its first partition fails
//! after some of its reports; none may be lost or there twice.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::Instant;

use serde_json::json;

use crate::project::{self, Result};

const ARTICLES: usize = 200;

/// Fails in the first partition that begins, after some of its reports.
const FAILS_ONCE: &str = "#!/bin/sh
if mkdir \"$SAIDBY_FAILED\" 2>/dev/null; then \"$SAIDBY\" \"$@\" | head -n 7; exit 2; fi
exec \"$SAIDBY\" \"$@\"
";

/// Runs the example and compares its reports with those of one run of the command.
///
/// # Errors
///
/// Fails where Spark is not installed, the example fails, or a report is lost or there twice.
pub fn run() -> Result<()> {
    let submit = project::program("spark-submit")
        .ok_or("spark-submit is missing: install Java, and Spark with `pip install pyspark`")?;
    let (root, saidby) = (project::root(), project::saidby()?);
    let folder = root.join("target/spark");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    drop(fs::remove_dir_all(&folder));
    let page = project::read_text(&root.join("docs/archives.md"))?;
    let code = page.split("```python\n").nth(1).and_then(|code| code.split("```").next());
    project::write(&folder.join("example.py"), code.ok_or("docs/archives.md has no example")?)?;
    let lines = (0..ARTICLES).map(|nr| {
        let text = format!("Mill {nr} shuts\n\n“We are out of wool,” Ada Brook said.\u{2028}It was {nr}.\n");
        json!({ "id": nr.to_string(), "text": text }).to_string() + "\n"
    });
    let articles = folder.join("articles.jsonl");
    project::write(&articles, lines.collect::<String>())?;
    let command = folder.join("bin/saidby");
    project::write(&command, FAILS_ONCE)?;
    fs::set_permissions(&command, Permissions::from_mode(0o755)).map_err(failed)?;
    let path = std::env::var("PATH").unwrap_or_default();
    let begin = Instant::now();
    let example = Command::new(submit)
        .args(["--master", "local[2,4]", "example.py"])
        .current_dir(&folder)
        .env("PATH", format!("{}:{path}", folder.join("bin").display()))
        .env("SAIDBY", &saidby)
        .env("SAIDBY_FAILED", folder.join("failed"))
        .output()
        .map_err(failed)?;
    let (said, errors) = (String::from_utf8_lossy(&example.stdout), String::from_utf8_lossy(&example.stderr));
    if !example.status.success() || !said.contains("Ada Brook") {
        return Err(format!("the example failed\n{said}\n{errors}"));
    }
    if !folder.join("failed").is_dir() {
        return Err("no partition has failed".into());
    }
    let mut found = Vec::new();
    for part in project::files(&folder.join("reports"))? {
        if part.file_name().is_some_and(|name| name.to_string_lossy().starts_with("part-")) {
            found.extend(project::read_text(&part)?.split_terminator('\n').map(str::to_owned));
        }
    }
    let direct = Command::new(&saidby).args(["analyze", "--input", "jsonl"]).arg(&articles).output();
    let direct = direct.map_err(failed)?.stdout;
    let direct = String::from_utf8_lossy(&direct);
    let mut expected: Vec<&str> = direct.split_terminator('\n').collect();
    found.sort();
    expected.sort_unstable();
    if found != expected || found.len() != ARTICLES {
        return Err(format!("{} reports, and not those of one run", found.len()));
    }
    println!(
        "{ARTICLES} articles in {:.0} s, one partition failed: the same {} reports as of one run",
        begin.elapsed().as_secs_f64(),
        found.len()
    );
    Ok(())
}
