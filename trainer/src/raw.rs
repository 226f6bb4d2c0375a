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

#[cfg(test)]
pub mod invented {
    //! Raw files of an invented line, for tests of what a teacher says of them.

    use std::fs;
    use std::io::Write;
    use std::path::Path;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    /// What `read` makes of a shared folder where each of the raw `files` holds `line`, and of a file
    /// with `labels`, packed.
    pub fn read<T>(
        test: &str,
        files: &[&str],
        line: &str,
        labels: &str,
        read: impl FnOnce(&Path, &Path) -> T,
    ) -> T {
        let shared = std::env::temp_dir().join(format!("saidby-{test}-{}", std::process::id()));
        fs::create_dir_all(shared.join("raw")).unwrap();
        for file in files {
            fs::write(shared.join(format!("raw/{file}.txt")), line).unwrap();
        }
        let path = shared.join("labels.jsonl.gz");
        let mut packed = GzEncoder::new(fs::File::create(&path).unwrap(), Compression::fast());
        packed.write_all(labels.as_bytes()).unwrap();
        packed.finish().unwrap();
        let made = read(&shared, &path);
        fs::remove_dir_all(shared).unwrap();
        made
    }
}
