//! Cuts a text into paragraphs: its lines, or its blocks of lines where the text is hard-wrapped.

use crate::span::Span;

/// What a paragraph is to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// The first line, when it stands like a title.
    Headline,
    /// Running text.
    Text,
    /// Not part of the article (an advertisement, a link): kept in the text, left out of the analysis.
    SetAside(&'static str),
}

/// The spans of the paragraphs, in order, without the white space around them.
pub(super) fn split(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrapped = is_hard_wrapped(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut last_line_end = None;
    for line in lines {
        let continues =
            wrapped && last_line_end.is_some_and(|end| !is_blank_between(text, end, line.start as usize));
        match paragraphs.last_mut() {
            Some(last) if continues => last.end = line.end,
            _ => paragraphs.push(line),
        }
        last_line_end = Some(line.end as usize);
    }
    paragraphs
}

/// The lines that hold anything but white space, trimmed.
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\r']) {
        let trimmed = line.trim_matches(super::token::is_space);
        if !trimmed.is_empty() {
            let lead = line.len() - line.trim_start_matches(super::token::is_space).len();
            lines.push(Span::from_range(start + lead..start + lead + trimmed.len()));
        }
        start += line.len();
    }
    lines
}

fn is_blank_between(text: &str, from: usize, to: usize) -> bool {
    text.as_bytes()[from..to].iter().filter(|&&byte| byte == b'\n').count() > 1
}

/// Whether line breaks fall where a mail program or a PDF wrapped the text: many lines, of much
/// the same length, most of them ending inside a sentence.
fn is_hard_wrapped(text: &str, lines: &[Span]) -> bool {
    if lines.len() < 8 {
        return false;
    }
    let mut lengths: Vec<u32> = lines.iter().map(|line| line.len()).collect();
    lengths.sort_unstable();
    let (median, longest) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
    let inside = lines
        .windows(2)
        .filter(|pair| {
            let ends_open = !pair[0].of(text).ends_with(['.', '!', '?', '"', '”', '’', ':']);
            let goes_on = pair[1].of(text).starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
            ends_open && goes_on && !is_blank_between(text, pair[0].end as usize, pair[1].start as usize)
        })
        .count();
    (35..=100).contains(&median) && longest <= 120 && inside * 10 >= lines.len() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = split(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check("One\r\n\r\n  two \nthree\u{2028}four", &["One", "two", "three", "four"]);
        check(" \n\t\n", &[]);
    }

    #[test]
    fn wrapped_lines_are_joined_up_to_a_blank_line() {
        let block = "The council met on Monday to decide whether the bridge\nshould stay open to lorries until the spring, and the mayor\n";
        let text = format!("{}ended it.\n\n{}ended it.", block.repeat(4), block.repeat(4));
        assert_eq!(split(&text).len(), 2);
    }
}
