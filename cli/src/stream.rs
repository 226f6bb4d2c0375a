//! JSON lines in, reports out: one for one, in order.

use std::io::{self, BufRead, Write};

use saidby::analyzer::{Analyzer, MAX_BYTES, Options};
use saidby::report::Report;
use serde::Deserialize;
use serde_json::Value;

use crate::Call;

/// A line of the input. Fields that are not known are no matter of ours.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
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
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match analyze_line(analyzer, call, &bytes) {
            Ok(report) => out.write_all(&report)?,
            Err(sentence) => {
                all_well = false;
                let _ = writeln!(errors, "saidby: line {number}: {sentence}");
            }
        }
    }
    Ok(all_well)
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
    let report = Report::new(&analysis, call.unit, line.id.as_str());
    let mut json = serde_json::to_string(&report).map_err(|error| error.to_string())?;
    // A report's id is a text; an id of another kind goes out just as it came in.
    if !matches!(line.id, Value::String(_) | Value::Null)
        && let Some(rest) = json.strip_prefix("{\"id\":null")
    {
        json = format!("{{\"id\":{}{rest}", line.id);
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
