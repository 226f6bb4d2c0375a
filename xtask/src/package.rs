//! The npm package: the sources in `npm/` beside the wasm module and the model of the page.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{self, Result, VERSION};
use crate::{licenses, modules, site};

/// The most that the packed package may weigh, in bytes.
pub const MAX_PACKED: u64 = 3_000_000;

/// The types of what the build makes, for the check of the sources alone.
const NOT_SHIPPED: &str = "engine.d.ts";

/// What stands for the version in the sources.
const NO_VERSION: &str = "0.0.0";

/// Writes the package into a folder, of what [`site::build`] left.
///
/// # Errors
///
/// Fails where the page is not built, or a file cannot be read or written, and names it.
pub fn write(folder: &Path) -> Result<()> {
    let root = project::root();
    for file in project::files(&root.join("npm"))? {
        let name = file.file_name().unwrap_or_default();
        if name == NOT_SHIPPED {
            continue;
        }
        let text = project::read_text(&file)?;
        // In the package the types of a report stand beside the script's.
        let text = text.replace(NO_VERSION, VERSION).replace("\"../www/report.js\"", "\"./report.js\"");
        project::write(&folder.join(name), text)?;
    }
    let pkg = site::source().join("pkg");
    // Run anew at each call, so that every engine is an instance of its own.
    let engine = modules::as_variable(&pkg.join("saidby.js"), "engine")?;
    let engine = format!("export function createEngine() {{\n{engine}return engine;\n}}\n");
    project::write(&folder.join("engine.js"), engine)?;
    for (from, name) in [
        (pkg.join("saidby_bg.wasm"), "saidby_bg.wasm"),
        (pkg.join("saidby.model"), "saidby.model"),
        (site::source().join("report.d.ts"), "report.d.ts"),
        (root.join("LICENSE-MIT"), "LICENSE-MIT"),
        (root.join("LICENSE-APACHE"), "LICENSE-APACHE"),
        (root.join("model/MODEL.md"), "MODEL.md"),
    ] {
        project::write(&folder.join(name), project::read(&from)?)?;
    }
    project::write(&folder.join("licenses.txt"), licenses::text(None)?)
}

/// Packs a package as `npm publish` would, into a folder beside others, and returns the name of the file.
///
/// # Errors
///
/// Fails where npm does, or the file is larger than [`MAX_PACKED`].
pub fn pack(package: &Path, folder: &Path) -> Result<String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut command = Command::new("npm");
    command.current_dir(folder).args(["pack", "--silent", "--ignore-scripts"]).arg(package);
    let printed = project::output(&mut command)?;
    let name = printed.lines().last().unwrap_or_default().trim().to_owned();
    let file = folder.join(&name);
    let n_bytes = fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?.len();
    if MAX_PACKED < n_bytes {
        return Err(format!("the npm package has {n_bytes} bytes packed, more than {MAX_PACKED}"));
    }
    Ok(name)
}
