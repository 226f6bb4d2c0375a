//! Files as text, or one sentence why not.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use saidby::MAX_BYTES;

/// The text of a file, `-` being the standard input.
pub fn read_text(file: &str) -> Result<String, String> {
    let bytes = read_bytes(file, MAX_BYTES as u64)?;
    String::from_utf8(bytes).map_err(|error| {
        let name = shown(file);
        let byte = error.utf8_error().valid_up_to();
        format!("{name} is not text in UTF-8 (from byte {byte} on); save it as plain text first")
    })
}

/// The bytes of a file, `-` being the standard input, up to `limit`.
pub fn read_bytes(file: &str, limit: u64) -> Result<Vec<u8>, String> {
    let name = shown(file);
    let mut bytes = Vec::new();
    let read = if file == "-" {
        io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes)
    } else if Path::new(file).is_dir() && fs::read_dir(file).is_ok() {
        return Err(format!("{name} is a folder; name the files in it"));
    } else {
        File::open(file).and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
    };
    match read {
        Ok(length) if length as u64 <= limit => Ok(bytes),
        Ok(_) => Err(format!("{name} is longer than {} MiB, the most that is read", limit >> 20)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(format!("there is no file {name}")),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(format!("{name} may not be read: permission is denied"))
        }
        Err(error) => Err(format!("{name} cannot be read: {error}")),
    }
}

/// A file as sentences name it.
pub fn shown(file: &str) -> &str {
    if file == "-" { "the standard input" } else { file }
}
