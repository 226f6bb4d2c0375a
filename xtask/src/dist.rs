//! `cargo xtask dist`: what one publishes.

use std::fmt::Write;
use std::fs;

use crate::project::{self, Result};
use crate::server::SECURITY_HEADERS;
use crate::{extension, one_file, package, site};

/// A service worker in place of the page's, which removes the offline copies; for the day when one must.
pub const KILL_SWITCH: &str = include_str!("kill.js");

/// Writes `dist/site/`, for any static host, `dist/saidby.html`, the page in one file, `dist/extension/`, the
/// page as a browser extension, `dist/npm/`, the npm package, `dist/npm-inlined/`, the same in one file, `dist/cli/`,
/// the command's man pages and completions, and the schema of reports.
///
/// # Errors
///
/// Fails where the page does not build or a file cannot be written.
pub fn write() -> Result<()> {
    site::build()?;
    let dist = project::root().join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist)
            .map_err(|error| format!("{} could not be emptied: {error}", dist.display()))?;
    }
    let folder = dist.join("site");
    project::copy_folder(&site::folder(), &folder)?;
    project::write(&folder.join("_headers"), host_headers())?;
    let html = one_file::build(&site::source())?;
    println!("dist/saidby.html  {} bytes, opens without a server", html.len());
    project::write(&dist.join("saidby.html"), html)?;
    for browser in extension::BROWSERS {
        extension::write(browser, &site::folder(), &dist.join("extension").join(browser))?;
    }
    package::write(&dist.join("npm"))?;
    package::write_inlined(&dist.join("npm-inlined"))?;
    println!("dist/npm/         the npm package, for `npm publish`; dist/npm-inlined/, the same in one file");
    project::write(&dist.join("kill-switch/sw.js"), KILL_SWITCH)?;
    project::write(&dist.join("HEADERS.md"), note())?;
    project::run(&mut project::cargo([
        "run",
        "--quiet",
        "--package",
        "saidby-cli",
        "--example",
        "manual",
        "--",
        "dist/cli",
    ]))?;
    project::write(
        &dist.join("report.schema.json"),
        project::read(&project::root().join("src/export/report.schema.json"))?,
    )?;
    println!("dist/cli/         man pages and completions of the command");
    println!("dist/extension/   the page as an extension of Chromium and of Firefox");
    println!("dist/site/        for any static host; see dist/HEADERS.md");
    Ok(())
}

/// The headers in the form that several static hosts read from the folder itself.
fn host_headers() -> String {
    let mut headers = String::from("/*\n");
    for (name, value) in SECURITY_HEADERS {
        let _ = writeln!(headers, "  {name}: {value}");
    }
    headers.push_str("  Cache-Control: no-cache\n");
    headers
}

fn note() -> String {
    let mut note = String::from(
        "# Publishing Saidby\n\n\
         Put the files of `site/` on any static host, under any path.\n\
         Nothing runs on the server.\n\
         `saidby.html` is the same page in one file; it needs no host at all.\n\n\
         Send these headers with every file; the worker's own script needs the policy too.\n\
         Hosts that read a `_headers` file find them in `site/_headers`; write them into the\n\
         configuration of others.\n\n```text\n",
    );
    for (name, value) in SECURITY_HEADERS {
        let _ = writeln!(note, "{name}: {value}");
    }
    note.push_str(
        "Cache-Control: no-cache\n```\n\n\
         `.wasm` files must come as `application/wasm`.\n\
         Compress `.wasm`, `.model`, `.js`, `.css` and `.json` with gzip or better.\n\
         Serve over HTTPS, or the page cannot be kept for offline use.\n\n\
         Files in `pkg/` are named by their content, but for `manifest.json`, `precache.js` and `licenses.txt`.\n\
         When a new release comes, leave the former one's beside it for a day: a page that was being loaded meanwhile finds its own.\n\
         `pkg/licenses.txt` has the terms of all that ships and goes with it.\n\n\
         ## Taking it back\n\n\
         Put `kill-switch/sw.js` in the place of the site's `sw.js`, and leave it there.\n\
         At its next visit each browser then drops the offline copy; what readers kept stays with them.\n",
    );
    note
}
