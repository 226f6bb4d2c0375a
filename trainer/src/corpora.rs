//! Reads the corpora: JSON lines with code-point offsets, turned into byte spans.

use std::fs;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use flate2::read::GzDecoder;
use saidby::span::Span;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// An article with what people marked in it.
#[derive(Clone, Debug)]
pub struct Article {
    /// As in the corpus.
    pub id: String,
    /// As in the corpus.
    pub text: String,
    /// In the order of the corpus.
    pub entities: Vec<GoldEntity>,
}

impl Article {
    /// The article with each name as `name` writes it, as it is where that gives none, and what stands
    /// between names as `between` writes it; its names are moved along. Names inside others are left
    /// out. Also gives the spans of the names that were written anew.
    pub fn rewritten(
        &self,
        name: impl Fn(&GoldEntity, &str) -> Option<String>,
        between: impl Fn(&str) -> String,
    ) -> (Self, Vec<Span>) {
        let mut entities = self.entities.clone();
        entities.sort_by_key(|entity| entity.span);
        let (mut text, mut moved, mut changed) = (String::new(), Vec::new(), Vec::new());
        let mut at = 0;
        for entity in entities {
            let (start, end) = (entity.span.start as usize, entity.span.end as usize);
            if start < at {
                continue;
            }
            text.push_str(&between(&self.text[at..start]));
            let first = text.len() as u32;
            let old = &self.text[start..end];
            let new = name(&entity, old);
            text.push_str(new.as_deref().unwrap_or(old));
            let span = Span::new(first, text.len() as u32);
            changed.extend(new.map(|_| span));
            moved.push(GoldEntity { span, ..entity });
            at = end;
        }
        text.push_str(&between(&self.text[at..]));
        (Self { id: self.id.clone(), text, entities: moved }, changed)
    }
}

/// A name as people marked it.
#[derive(Clone, Debug)]
pub struct GoldEntity {
    /// In bytes.
    pub span: Span,
    /// PER, ORG, LOC, MISC or whatever the corpus has.
    pub coarse: String,
    /// The corpus's own type.
    pub fine: Option<String>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    entities: Vec<LineEntity>,
}

#[derive(Deserialize)]
struct LineEntity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    coarse: String,
    fine: Option<String>,
}

/// Reads a file of JSON lines and makes something of each; empty lines are passed over.
///
/// # Errors
///
/// One sentence that names the file, and the line where one is broken.
pub fn read_lines<L: DeserializeOwned, T>(
    path: &Path,
    make: impl Fn(L) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let content = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    lines_of(path, &content, make)
}

/// The same of a file that gzip packed.
///
/// # Errors
///
/// Those of [`read_lines`].
pub fn read_packed_lines<L: DeserializeOwned, T>(
    path: &Path,
    make: impl Fn(L) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let mut content = String::new();
    let read = fs::File::open(path).and_then(|file| GzDecoder::new(file).read_to_string(&mut content));
    read.map_err(|error| format!("{}: {error}", path.display()))?;
    lines_of(path, &content, make)
}

fn lines_of<L: DeserializeOwned, T>(
    path: &Path,
    content: &str,
    make: impl Fn(L) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let made = serde_json::from_str(line).map_err(|error| error.to_string()).and_then(&make);
            made.map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))
        })
        .collect()
}

/// Reads the articles of a file.
///
/// # Errors
///
/// Those of [`read_lines`].
pub fn read(path: &Path) -> Result<Vec<Article>, String> {
    read_lines(path, article)
}

/// Reads the articles' texts alone, whatever else a line has.
///
/// # Errors
///
/// Those of [`read_lines`].
pub fn read_texts(path: &Path) -> Result<Vec<String>, String> {
    Ok(read_texts_with_ids(path)?.into_iter().map(|(_, text)| text).collect())
}

/// Reads the articles' ids and texts alone.
///
/// # Errors
///
/// Those of [`read_lines`].
pub fn read_texts_with_ids(path: &Path) -> Result<Vec<(String, String)>, String> {
    #[derive(Deserialize)]
    struct Text {
        id: String,
        text: String,
    }
    read_lines(path, |line: Text| Ok((line.id, line.text)))
}

fn article(line: Line) -> Result<Article, String> {
    let offsets = Offsets::of(&line.text);
    let mut entities = Vec::new();
    for LineEntity { start, end, coarse, fine } in line.entities {
        let Some(span) = offsets.span(start, end).filter(|span| !span.is_empty()) else {
            return Err(format!("the entity {start}..{end} does not fit the text of {}", line.id));
        };
        entities.push(GoldEntity { span, coarse, fine });
    }
    Ok(Article { id: line.id, text: line.text, entities })
}

/// Writes values as a file of JSON lines, in a folder that is made where it is missing.
///
/// # Errors
///
/// One sentence that names the file that cannot be written.
pub fn write_lines(path: &Path, values: impl IntoIterator<Item = Value>) -> Result<(), String> {
    let write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let mut out = BufWriter::new(fs::File::create(path)?);
        values.into_iter().try_for_each(|value| writeln!(out, "{value}"))?;
        out.flush()
    };
    write().map_err(|error| format!("{}: {error}", path.display()))
}

/// Where the code points of a text stand in its bytes: for each its first byte, and the text's end.
pub struct Offsets(Vec<u32>);

impl Offsets {
    /// The offsets of a text.
    pub fn of(text: &str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at as u32);
        Self(starts.chain([text.len() as u32]).collect())
    }

    /// The bytes of the code points `start..end`; none where they reach out of the text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let (first, last) = (*self.0.get(start)?, *self.0.get(end)?);
        (first <= last).then(|| Span::new(first, last))
    }

    /// The code points of a span of bytes: start and end.
    pub fn code_points(&self, span: Span) -> [usize; 2] {
        [span.start, span.end].map(|at| self.0.partition_point(|&byte| byte < at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(name: &str, content: &str) -> String {
        let path = std::env::temp_dir().join(format!("saidby-{}-{name}", std::process::id()));
        fs::write(&path, content).unwrap();
        let result = read(&path);
        fs::remove_file(&path).unwrap();
        result.map(|articles| format!("{articles:?}")).unwrap_or_else(|error| error)
    }

    const GOOD: &str = r#"{"id":"a","text":"Né in Ellis.","entities":[{"start":6,"end":11,"type":"LOC"}]}"#;

    #[test]
    fn offsets_are_turned_into_bytes() {
        let found = message("good", GOOD);
        assert!(found.contains("Span { start: 7, end: 12 }"), "{found}");
    }

    #[test]
    fn a_broken_line_is_named_with_its_file() {
        let found = message("broken", &format!("{GOOD}\n\n{{\"id\": 3\n"));
        assert!(found.contains("-broken:3: "), "{found}");
        let found = message("range", &GOOD.replace("11", "99"));
        assert!(found.ends_with("-range:1: the entity 6..99 does not fit the text of a"), "{found}");
    }
}
