//! Where the findings go: the standard output, one file, or a folder.
//!
//! A file is written under another name until it is complete, and beside it stands how far it has come, so that
//! a run that was ended can go on with the same bytes.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::Trouble;

/// So often it is noted how far a file has come.
const NOTED: Duration = Duration::from_millis(500);

/// One file with everything.
pub struct WholeFile {
    path: PathBuf,
    part: BufWriter<File>,
    note: Note,
    noted: Instant,
}

/// How far a file has come.
#[derive(Serialize, Deserialize)]
struct Note {
    /// What the run was asked for; another run does not go on with it.
    call: String,
    /// So many articles are done.
    done: usize,
    /// So many of them could not be analyzed.
    bad: usize,
    /// So many bytes are written.
    bytes: u64,
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

impl WholeFile {
    /// Begins the file with its `head`, or goes on with it; None if it is complete already.
    pub fn open(path: &Path, call: &str, head: &str, resume: bool) -> Result<Option<Self>, Trouble> {
        let (part, note) = (beside(path, ".part"), beside(path, ".resume"));
        // Where a part stands, the file is an older one.
        if resume && path.exists() && !part.exists() {
            drop(fs::remove_file(note));
            return Ok(None);
        }
        let kept = if resume { fs::read(&note).ok() } else { None };
        let kept: Option<Note> = kept.and_then(|kept| serde_json::from_slice(&kept).ok());
        if kept.as_ref().is_some_and(|kept| kept.call != call) {
            return Err(of_another_run(&part));
        }
        let fresh = Note { call: call.to_owned(), done: 0, bad: 0, bytes: 0 };
        let mut options = File::options();
        let mut file =
            options.create(true).write(true).truncate(kept.is_none()).open(&part).map_err(at(path))?;
        let is_new = kept.is_none();
        let note = kept.unwrap_or(fresh);
        if file.metadata()?.len() < note.bytes {
            return Err(Trouble::Call(format!(
                "{} is shorter than it was; begin anew without --resume",
                part.display()
            )));
        }
        // What came behind the note is written again.
        file.set_len(note.bytes)?;
        file.seek(SeekFrom::Start(note.bytes))?;
        let part = BufWriter::with_capacity(1 << 16, file);
        let mut whole = Self { path: path.to_owned(), part, note, noted: Instant::now() };
        if is_new {
            whole.write(head.as_bytes())?;
        }
        whole.keep_note()?;
        Ok(Some(whole))
    }

    /// How many articles were done before, and how many of them badly.
    pub fn before(&self) -> (usize, usize) {
        (self.note.done, self.note.bad)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.note.bytes += bytes.len() as u64;
        self.part.write_all(bytes)
    }

    /// Writes an article's bytes; None for one that could not be analyzed.
    pub fn take(&mut self, bytes: Option<&[u8]>) -> io::Result<()> {
        self.write(bytes.unwrap_or_default())?;
        self.note.done += 1;
        self.note.bad += usize::from(bytes.is_none());
        if self.noted.elapsed() < NOTED { Ok(()) } else { self.keep_note() }
    }

    fn keep_note(&mut self) -> io::Result<()> {
        self.part.flush()?;
        let note = serde_json::to_vec(&self.note)?;
        write_whole(&beside(&self.path, ".resume"), &note)?;
        self.noted = Instant::now();
        Ok(())
    }

    /// Gives the file its name.
    pub fn finish(mut self) -> io::Result<()> {
        self.part.flush()?;
        fs::rename(beside(&self.path, ".part"), &self.path).map_err(at(&self.path))?;
        fs::remove_file(beside(&self.path, ".resume"))
    }
}

/// Why a file or folder is not gone on with.
pub fn of_another_run(place: &Path) -> Trouble {
    Trouble::Call(format!(
        "{} is of a run with other options, another model or another version; without --resume it is begun anew",
        place.display()
    ))
}

/// Writes a file, and the folders that it is in, so that under its name it is always complete.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = beside(path, ".new");
    let folders = path.parent().map_or(Ok(()), fs::create_dir_all);
    folders.and_then(|()| fs::write(&new, bytes)).and_then(|()| fs::rename(new, path)).map_err(at(path))
}

/// An error that says what could not be written.
fn at(path: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
