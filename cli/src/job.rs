//! What is to be analyzed, one article a job: files, files of folders, lines.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use saidby::Date;
use saidby::MAX_BYTES;
use serde::Deserialize;
use serde_json::value::RawValue;
use walkdir::WalkDir;

use crate::arguments::Input;
use crate::input;
use crate::web::WebArticle;

/// The longest line that is read, in bytes: a text of the most that is analyzed, every character escaped.
const MAX_LINE: u64 = 64 << 20;

/// An article before it is read.
pub enum Job {
    /// A file, `-` being the standard input.
    File(String),
    /// A line of JSON.
    Line(Place, Vec<u8>),
    /// What could not be read, in one sentence.
    Broken(String),
}

/// Where a line stands.
#[derive(Clone)]
pub struct Place {
    /// The file, `-` being the standard input.
    pub file: String,
    /// The line's number, from 1.
    pub number: usize,
}

/// An article that was read.
pub struct InputArticle {
    /// What identifies it: the file, or the line's id as it is written.
    pub id: Id,
    /// The text.
    pub text: String,
    /// Its own date.
    pub date: Option<Date>,
}

/// What identifies an article.
pub enum Id {
    /// A file's name.
    File(String),
    /// A line's place and id, as JSON writes it: no number is too long for it.
    Line(Place, String),
}

/// A line of the input. Fields that are not known are no matter of ours.
#[derive(Deserialize)]
struct Line {
    id: Option<Box<RawValue>>,
    text: String,
    date: Option<String>,
}

impl Job {
    /// Reads the article.
    ///
    /// # Errors
    ///
    /// One sentence for the person who called.
    pub fn read(self, kind: Input) -> Result<InputArticle, String> {
        match self {
            Self::Broken(sentence) => Err(sentence),
            Self::Line(place, bytes) => {
                read_line(place.clone(), &bytes).map_err(|why| format!("{place}: {why}"))
            }
            Self::File(name) => {
                if let Some(sentence) = unfit(&name, kind) {
                    return Err(sentence);
                }
                let text = input::read_text(&name)?;
                let WebArticle { text, date } = match kind {
                    Input::Html => WebArticle::of(&text, &name)?,
                    _ => WebArticle { text, date: None },
                };
                Ok(InputArticle { id: Id::File(name), text, date })
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file.as_str() {
            "-" => write!(formatter, "line {}", self.number),
            file => write!(formatter, "{file}, line {}", self.number),
        }
    }
}

fn read_line(place: Place, bytes: &[u8]) -> Result<InputArticle, String> {
    if MAX_LINE < bytes.len() as u64 {
        return Err(format!("it is longer than {} MiB, the most that is read", MAX_LINE >> 20));
    }
    // Some programs begin a file of UTF-8 with a mark.
    let bytes = if place.number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes };
    let line: Line = serde_json::from_slice(bytes).map_err(|error| in_words(&error))?;
    if MAX_BYTES < line.text.len() {
        return Err(format!("the text is longer than {} MiB, the most that is read", MAX_BYTES >> 20));
    }
    let date = line.date.filter(|date| !date.is_empty()).map(|date| self::date(&date)).transpose()?;
    let id = line.id.map_or_else(|| "null".to_owned(), |id| id.get().to_owned());
    Ok(InputArticle { id: Id::Line(place, id), text: line.text, date })
}

/// Reads a date as people may type it to the command and as lines may carry it.
pub fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("{text:?} is not a date such as 2026-03-12"))
}

/// What is wrong with a line. Its number is told already, and it is always the first of its JSON.
fn in_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    match error.classify() {
        serde_json::error::Category::Data => format!("{message}; a line is {{\"id\": …, \"text\": …}}"),
        _ => format!("this is not JSON: {message} at column {}", error.column()),
    }
}

/// How the names of a folder's files end that are read.
const fn endings(kind: Input) -> &'static [&'static str] {
    match kind {
        Input::Text => &["txt", "text", "md"],
        Input::Html => &["html", "htm"],
        Input::Jsonl => &["jsonl", "ndjson"],
    }
}

/// Why a folder that was named gives no article, in one sentence; None for files and what cannot be looked into.
fn unfit(name: &str, kind: Input) -> Option<String> {
    (name != "-" && fs::read_dir(name).is_ok()).then(|| {
        let endings = endings(kind).join(" or .");
        format!("{name} is a folder without files that end in .{endings}; name the files in it")
    })
}

/// The files that are named, and those of folders with an ending that fits, in order of their names. A folder that
/// has none or cannot be looked into stands there itself, so that whoever reads it says why.
pub fn files(named: &[String], kind: Input) -> Vec<String> {
    let mut files = Vec::new();
    for name in named {
        if name == "-" || !Path::new(name).is_dir() {
            files.push(name.clone());
            continue;
        }
        let n_before = files.len();
        for entry in WalkDir::new(name).sort_by_file_name() {
            let path = match &entry {
                Ok(entry) if !entry.file_type().is_file() => continue,
                Ok(entry) => Some(entry.path()).filter(|path| fits(path, kind)),
                Err(error) => error.path(),
            };
            files.extend(path.map(|path| path.to_string_lossy().into_owned()));
        }
        if files.len() == n_before {
            files.push(name.clone());
        }
    }
    files
}

fn fits(path: &Path, kind: Input) -> bool {
    path.extension()
        .is_some_and(|found| endings(kind).iter().any(|ending| found.eq_ignore_ascii_case(ending)))
}

/// The lines of files that are not blank. A file that cannot be read is a broken job, and ends there.
pub fn lines(files: Vec<String>) -> impl Iterator<Item = Job> + Send {
    files.into_iter().flat_map(|name| {
        let open: io::Result<Box<dyn Read + Send>> = match name.as_str() {
            "-" => Ok(Box::new(io::stdin())),
            name => File::open(name).map(|file| Box::new(file) as Box<dyn Read + Send>),
        };
        let mut folder = unfit(&name, Input::Jsonl);
        let (mut reader, mut trouble) = match open {
            Ok(file) => (Some(BufReader::new(file)), None),
            Err(error) => (None, Some(error)),
        };
        let mut number = 0;
        std::iter::from_fn(move || {
            let broken =
                |error: io::Error| Job::Broken(format!("{} cannot be read: {error}", input::shown(&name)));
            if let Some(sentence) = folder.take() {
                reader = None;
                return Some(Job::Broken(sentence));
            }
            if let Some(error) = trouble.take() {
                return Some(broken(error));
            }
            loop {
                number += 1;
                let mut bytes = Vec::new();
                match next_line(reader.as_mut()?, &mut bytes) {
                    Ok(false) => return None,
                    Ok(true) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                    Ok(true) => return Some(Job::Line(Place { file: name.clone(), number }, bytes)),
                    Err(error) => {
                        reader = None;
                        return Some(broken(error));
                    }
                }
            }
        })
    })
}

/// Reads a line, of one that is too long no more than shows that it is; false at the end of the input.
fn next_line(input: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    if input.by_ref().take(MAX_LINE + 1).read_until(b'\n', bytes)? == 0 {
        return Ok(false);
    }
    if MAX_LINE < bytes.len() as u64 && bytes.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(true)
}
