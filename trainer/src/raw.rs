//! Raw news, one document a line: for models to be trained on what a larger one says of it.

use std::fs;
use std::path::Path;

/// Shorter documents are left out, in bytes.
const SHORTEST: usize = 80;

/// Every so many documents of a raw file, with their ids.
///
/// # Errors
///
/// One sentence that names the file that cannot be read.
pub fn documents(shared: &Path, file: &str, step: usize) -> Result<Vec<(String, String)>, String> {
    let path = shared.join("raw").join(format!("{file}.txt"));
    let content = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = content.lines().enumerate().step_by(step).map(|(number, line)| (number, line.trim()));
    let lines = lines.filter(|(_, line)| SHORTEST < line.len());
    Ok(lines.map(|(number, line)| (format!("{file}-{number}"), line.to_owned())).collect())
}
