//! JSON lines in, reports out: one for one, in order.

use std::io::{self, BufRead, Read, Write};

use saidby::analyzer::{Analyzer, MAX_BYTES, Options};
use saidby::report::Report;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Call;
use crate::article::harmless;

/// The longest line that is read, in bytes: a text of the most that is analyzed, every character escaped.
const MAX_LINE: u64 = 64 << 20;

/// A line of the input. Fields that are not known are no matter of ours.
#[derive(Deserialize)]
struct Line {
    /// As it is written: no number is too long for it.
    id: Option<Box<RawValue>>,
    text: String,
    date: Option<String>,
}

/// Analyzes each line of `input` and writes its report. A bad line is named on `errors` by its number and
/// left out; true if there was none.
pub fn analyze_lines(
    analyzer: &Analyzer,
    call: &Call,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<bool> {
    let mut all_well = true;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let line = match read_line(input, &mut bytes) {
            Ok(false) => break,
            Ok(true) if bytes.iter().all(u8::is_ascii_whitespace) => continue,
            Ok(true) if MAX_LINE < bytes.len() as u64 => {
                Err(format!("it is longer than {} MiB, the most that is read", MAX_LINE >> 20))
            }
            Ok(true) => {
                // Some programs begin a file of UTF-8 with a mark.
                let begin = if number == 1 && bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
                analyze_line(analyzer, call, &bytes[begin..])
            }
            Err(error) => {
                let _ = writeln!(errors, "saidby: the standard input cannot be read: {error}");
                return Ok(false);
            }
        };
        match line {
            Ok(report) => out.write_all(&report)?,
            Err(sentence) => {
                all_well = false;
                let _ = writeln!(errors, "saidby: line {number}: {}", harmless(&sentence));
            }
        }
    }
    Ok(all_well)
}

/// Reads a line, of one that is too long no more than shows that it is; false at the end of the input.
fn read_line(input: &mut dyn BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    if Read::take(&mut *input, MAX_LINE + 1).read_until(b'\n', bytes)? == 0 {
        return Ok(false);
    }
    if MAX_LINE < bytes.len() as u64 && bytes.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(true)
}

/// The report of one line, as a line.
fn analyze_line(analyzer: &Analyzer, call: &Call, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let line: Line = serde_json::from_slice(bytes).map_err(|error| in_words(&error))?;
    if MAX_BYTES < line.text.len() {
        return Err(format!("the text is longer than {} MiB, the most that is read", MAX_BYTES >> 20));
    }
    let date = line.date.filter(|date| !date.is_empty()).map(|date| crate::date(&date)).transpose()?;
    let options = Options { date: date.or(call.date), ..Options::default() };
    let analysis = analyzer.analyze_with(&line.text, &options, &mut |_| {});
    let id = line.id.as_deref().map_or("null", RawValue::get);
    let report = Report::new(&analysis, call.unit, serde_json::from_str::<String>(id).ok().as_deref());
    let mut json = serde_json::to_string(&report).map_err(|error| error.to_string())?;
    // A report's id is a text; an id of another kind goes out just as it came in.
    if let Some(rest) = json.strip_prefix("{\"id\":null") {
        json = format!("{{\"id\":{id}{rest}");
    }
    json.push('\n');
    Ok(json.into_bytes())
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
