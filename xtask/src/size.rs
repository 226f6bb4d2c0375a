//! What the page weighs on its way to the reader, and how much it may.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::project::{self, Result};
use crate::{release, site};

/// All that the page loads, in bytes after gzip.
const MAX_TOTAL: usize = 2_400_000;

/// The page's own scripts and styles, in bytes after gzip, file by file as the browser loads them.
///
/// What is written by hand counts, as `cargo xtask build` joins it; the engine's own script does not.
const MAX_OWN: usize = 60 * 1024;

/// What others wrote and the page loads only when HTML comes in, in bytes after gzip.
const MAX_LAZY: usize = 25 * 1024;

/// The page's own script that it loads only when a Word file comes in, in bytes after gzip.
const MAX_WORD: usize = 1024;

/// The page's own script and styles that it loads once it stands, in bytes after gzip.
const MAX_LATER: usize = 25 * 1024;

/// Prints the size of each file that the page loads.
///
/// # Errors
///
/// Fails where the page is not built, or is heavier than it may be.
pub fn check() -> Result<()> {
    let folder = site::folder();
    if !folder.join(release::MANIFEST).is_file() {
        return Err("the page is not built: run `cargo xtask build` first".into());
    }
    let (mut total, mut own) = (Size::default(), Size::default());
    let (mut lazy, mut word, mut later) = (Size::default(), Size::default(), Size::default());
    println!("{:>10} {:>10}", "bytes", "gzip");
    let lists: Result<Vec<_>> = [release::MANIFEST, release::PRECACHE]
        .map(|path| Ok((path.to_owned(), project::read(&folder.join(path))?)))
        .into_iter()
        .collect();
    for (path, bytes) in release::parts(&folder)?.into_iter().chain(lists?) {
        let size = Size { raw: bytes.len(), gzip: gzip(&bytes)?.len() };
        total.add(size);
        let others = path.starts_with("pkg/saidby.") || path == release::PRECACHE;
        if path.starts_with("pkg/readability.") {
            lazy.add(size);
        } else if path.starts_with("pkg/word.") {
            word.add(size);
        } else if is_release_of(&path, site::LATER) {
            later.add(size);
        } else if !others && (path.ends_with(".js") || path.ends_with(".css")) {
            own.add(size);
        }
        size.print(&path);
    }
    println!();
    own.print(&format!("own scripts and styles, file by file, at most {MAX_OWN}"));
    lazy.print(&format!("the library for HTML, loaded when it comes in, at most {MAX_LAZY}"));
    word.print(&format!("what reads Word files, loaded when one comes in, at most {MAX_WORD}"));
    later.print(&format!("own scripts and styles that are loaded later, at most {MAX_LATER}"));
    total.print(&format!("all that the page loads, at most {MAX_TOTAL}"));
    if MAX_TOTAL < total.gzip {
        return Err(format!("the page loads {} bytes, more than {MAX_TOTAL}", total.gzip));
    }
    if MAX_LAZY < lazy.gzip {
        return Err(format!("the library for HTML has {} bytes, more than {MAX_LAZY}", lazy.gzip));
    }
    if MAX_WORD < word.gzip {
        return Err(format!("what reads Word files has {} bytes, more than {MAX_WORD}", word.gzip));
    }
    if MAX_LATER < later.gzip {
        return Err(format!("what is loaded later has {} bytes, more than {MAX_LATER}", later.gzip));
    }
    if MAX_OWN < own.gzip {
        return Err(format!("the page's scripts and styles have {} bytes, more than {MAX_OWN}", own.gzip));
    }
    Ok(())
}

/// Whether `pkg/more.0123456789.js` is what became of `more.js`.
fn is_release_of(path: &str, name: &str) -> bool {
    let stem = name.trim_end_matches(".js");
    path.strip_prefix("pkg/")
        .and_then(|path| path.strip_prefix(stem))
        .is_some_and(|rest| rest.starts_with('.'))
}

#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
}

impl Size {
    fn add(&mut self, other: Size) {
        self.raw += other.raw;
        self.gzip += other.gzip;
    }

    fn print(self, name: &str) {
        println!("{:>10} {:>10}  {name}", self.raw, self.gzip);
    }
}

/// The bytes as a web server would send them.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|error| error.to_string())
}
