//! The report as JSON, with its text or without.
//!
//! The report is serialized in one way, on one line; what else JSON looks like is made of that.

use serde::Serialize;

use super::Options;
use super::article::Article;
use crate::report::Report;

/// The report on one line, with the text behind it if that is wished.
pub(super) fn line(text: &str, report: &Report, with_text: bool) -> Vec<u8> {
    let mut json = of(report);
    if with_text {
        json.pop();
        json.push_str(&format!(",\"text\":{}}}", of(text)));
    }
    json.push('\n');
    json.into_bytes()
}

/// Title, text and report, for reading by people too.
pub(super) fn whole(article: &Article<'_>, report: &Report) -> Vec<u8> {
    let report = of(report);
    let (title, text) = (of(article.title.as_str()), of(article.text));
    pretty(&format!("{{\"title\":{title},\"text\":{text},{}", report.trim_start_matches('{')))
}

/// Findings that a reader went over, in the shape of the samples' `.gold.json`.
pub(super) fn gold(article: &Article<'_>, options: &Options<'_>) -> Vec<u8> {
    let report = &article.report;
    pretty(&format!(
        "{{\"title\":{},\"text\":{},\"offsetUnit\":\"{}\",\"corrected\":{},\"entities\":{},\"quotations\":{}}}",
        of(article.title.as_str()),
        of(article.text),
        report.offset_unit.name(),
        options.corrected,
        of(&report.entities),
        of(&report.quotations)
    ))
}

/// A report has no maps with other keys than strings, and memory does not fail as a disk does: there always is JSON.
fn of(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// JSON of one line with a line for each field and item, two spaces deeper at each level.
pub(super) fn pretty(json: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len() * 2);
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    let bytes = json.as_bytes();
    let new_line = |out: &mut Vec<u8>, depth: usize| {
        out.push(b'\n');
        out.extend(std::iter::repeat_n(b' ', depth * 2));
    };
    for (idx, &byte) in bytes.iter().enumerate() {
        if in_string {
            out.push(byte);
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        let is_empty = matches!(bytes.get(idx + 1), Some(b'}' | b']'));
        match byte {
            b'{' | b'[' => {
                out.push(byte);
                depth += 1;
                if !is_empty {
                    new_line(&mut out, depth);
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if !matches!(out.last(), Some(b'{' | b'[')) {
                    new_line(&mut out, depth);
                }
                out.push(byte);
            }
            b',' => {
                out.push(byte);
                new_line(&mut out, depth);
            }
            b':' => out.extend(b": "),
            _ => {
                in_string = byte == b'"';
                out.push(byte);
            }
        }
    }
    out.push(b'\n');
    out
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn it_looks_as_others_print_it() {
        let json = r#"{"a":[],"b":{},"c":[[1,2],{"d":"x:[\"{,\\"}],"e":null}"#;
        let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
        let expected = serde_json::to_string_pretty(&value).expect("JSON") + "\n";
        assert_eq!(String::from_utf8(pretty(json)).expect("text"), expected);
    }
}
