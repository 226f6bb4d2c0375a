//! Cuts a text into paragraphs: its lines, or its blocks of lines where the text is hard-wrapped.

use std::collections::BTreeSet;

use super::chars::{is_joiner, is_space};
use super::line::is_function_word;
use super::shape::is_quotation_mark;
use crate::order::Order;
use crate::span::Span;

/// A line without the white space around it.
struct Line<'t> {
    span: Span,
    /// Without the marks that a mail puts before what it quotes.
    words: &'t str,
    /// The number of those marks.
    depth: usize,
    /// In characters, of the words.
    length: usize,
    /// Whether it is the first one behind a blank line.
    is_first: bool,
}

/// The spans of the paragraphs, in order, without the white space around them.
pub(super) fn split(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let page = is_hard_wrapped(&lines).then(|| Printed::of(&lines));
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let same =
            |line: &&Line| !line.is_first && line.depth == lines[start].depth && !line.words.is_empty();
        let end = start + 1 + lines[start + 1..].iter().take_while(same).count();
        let block = &lines[start..end];
        let joints = if block[0].words.is_empty() { None } else { joints(block, page.as_ref()) };
        for (number, line) in block.iter().enumerate() {
            let continues = number > 0 && joints.as_ref().is_some_and(|joints| joints[number - 1]);
            match paragraphs.last_mut() {
                Some(last) if continues => last.end = line.span.end,
                _ => paragraphs.push(line.span),
            }
        }
        start = end;
    }
    paragraphs
}

/// The parts of a paragraph that are its words: of a mail's quoted lines what stands behind the marks.
pub(super) fn pieces(text: &str, paragraph: Span) -> impl Iterator<Item = Span> {
    let whole = paragraph.of(text);
    let quoted = whole.starts_with('>') || whole.contains("\n>") || whole.contains("\r>");
    let mut from = paragraph.start as usize;
    let mut lines = whole.split_inclusive(['\n', '\r']);
    std::iter::from_fn(move || {
        if !quoted {
            let rest = from..paragraph.end as usize;
            from = paragraph.end as usize;
            return (!rest.is_empty()).then(|| Span::from_range(rest));
        }
        let line = lines.next()?;
        let (start, end) = (from, from + line.len());
        from = end;
        Some(Span::from_range(start + line.len() - unquoted(line).0.len()..end))
    })
}

/// The lines that hold anything but white space.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut n_breaks = 0;
    // Old files end their lines with a carriage return alone.
    let break_mark = if text.contains('\n') { '\n' } else { '\r' };
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\r']) {
        // A combining mark on a space is no beginning: the two are one character.
        let led = line.trim_start_matches(|c| is_space(c) || is_joiner(c));
        let trimmed = led.trim_end_matches(is_space);
        if !trimmed.is_empty() {
            let lead = line.len() - led.len();
            let (words, depth) = unquoted(trimmed);
            lines.push(Line {
                span: Span::from_range(start + lead..start + lead + trimmed.len()),
                words,
                depth,
                length: words.chars().count(),
                is_first: n_breaks != 1,
            });
            n_breaks = 0;
        }
        n_breaks += usize::from(line.ends_with(break_mark));
        start += line.len();
    }
    lines
}

/// A line without the marks of quoted mail before it, and how many these are.
fn unquoted(line: &str) -> (&str, usize) {
    let mut rest = line;
    let mut depth = 0;
    while let Some(behind) = rest.strip_prefix('>') {
        (rest, depth) = (behind.strip_prefix(' ').unwrap_or(behind), depth + 1);
    }
    // ">>> import", ">$5": no mail.
    let is_mail = depth > 0
        && (line.len() - rest.len() > depth || rest.starts_with(char::is_alphanumeric) || rest.is_empty());
    if is_mail { (rest.trim_start_matches(is_space), depth) } else { (line, 0) }
}

/// Lines of a wrapped block are at least and at most so long.
const WIDTHS: std::ops::RangeInclusive<usize> = 28..=130;

/// Whether each line of a block goes on in the next one; None where its breaks are the writer's own.
///
/// A program breaks a line where the next word would not have fitted; a writer breaks where a
/// sentence or an item ends. So all open ends must be at the full width, and some of them plainly
/// inside a sentence.
fn joints(block: &[Line], page: Option<&Printed>) -> Option<Vec<bool>> {
    let widest = block.iter().map(|line| line.length).max().unwrap_or_default();
    let width = page.map_or(widest, |page| page.width.min(widest));
    let (mut n_inside, mut n_early) = (0, 0);
    let mut joints = Vec::with_capacity(block.len());
    for pair in block.windows(2) {
        let open = !ends_sentence(pair[0].words);
        let first_word = pair[1].words.split(is_space).next().unwrap_or_default();
        let is_full = width < pair[0].length + 1 + first_word.chars().count();
        let inside = open && (goes_on(pair[1].words) || breaks_off(pair[0].words));
        n_inside += usize::from(inside);
        n_early += usize::from(open && !is_full && !pair[0].words.ends_with('\u{ad}'));
        joints.push(match page {
            Some(page) => page.goes_on(&pair[0], &pair[1], is_full),
            None => is_full || open,
        });
    }
    let n_breaks = joints.len();
    let is_full = WIDTHS.contains(&width) && n_early * 10 <= n_breaks;
    // A mail program breaks the lines that it puts marks before, and no writer types a soft hyphen.
    let by_program = block[0].depth > 0 || block.iter().any(|line| line.words.ends_with('\u{ad}'));
    let by_width = n_inside > 0 && n_breaks <= n_inside * 3 && (is_full || by_program);
    (page.is_some() || by_width).then_some(joints)
}

/// A text whose lines a mail program or a PDF file broke.
struct Printed<'t> {
    /// In characters, of a full line: nine in ten are no longer.
    width: usize,
    /// Short lines that come again: the running heads of its pages.
    heads: BTreeSet<&'t str>,
}

impl<'t> Printed<'t> {
    fn of(lines: &[Line<'t>]) -> Self {
        let mut lengths: Vec<usize> = lines.iter().map(|line| line.length).collect();
        lengths.order();
        let width = lengths[lengths.len() * 9 / 10];
        let mut seen = BTreeSet::new();
        let may_head = |line: &&Line| line.length * 3 < width * 2 && !ends_sentence(line.words);
        let heads = lines.iter().filter(may_head).map(|line| line.words).filter(|words| !seen.insert(*words));
        Self { width, heads: heads.collect() }
    }

    /// Whether a line goes on in the next one: not where a paragraph's last line is short, nor at a title,
    /// a name or a page's head or number, which is short too and has no end mark.
    fn goes_on(&self, line: &Line, next: &Line, is_full: bool) -> bool {
        let is_apart = |line: &Line| {
            self.heads.contains(line.words) || line.length <= 3 && line.words.parse::<u16>().is_ok()
        };
        if is_apart(line) || is_apart(next) {
            return false;
        }
        let is_title = line.length * 3 < self.width * 2 && !breaks_off(line.words) && !goes_on(next.words);
        is_full || !ends_sentence(line.words) && !is_title
    }
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c: char| is_quotation_mark(c) || c == ')').ends_with(['.', '!', '?', ':'])
}

/// Whether a line begins inside a sentence.
fn goes_on(line: &str) -> bool {
    line.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

/// Whether a line ends with a comma, a soft hyphen or a word that needs another one.
fn breaks_off(line: &str) -> bool {
    line.ends_with([',', '\u{ad}']) || line.split(is_space).next_back().is_some_and(is_function_word)
}

/// Whether line breaks fall where a mail program or a PDF wrapped the text: many lines, of much
/// the same length, most of them ending inside a sentence.
fn is_hard_wrapped(lines: &[Line]) -> bool {
    if lines.len() < 8 {
        return false;
    }
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.length).collect();
    lengths.order();
    let (median, longest) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
    let inside = lines
        .windows(2)
        .filter(|pair| !ends_sentence(pair[0].words) && goes_on(pair[1].words) && !pair[1].is_first)
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
        check(" \u{301}\u{201c}Go\u{301} \n \u{301}\n", &["\u{201c}Go\u{301}"]);
    }

    #[test]
    fn a_few_wrapped_lines_are_one_paragraph() {
        let wrapped = "Kestrel Water said on Monday that it would keep the ferry running until\nthe end of the year. \u{201c}We owe it to the town,\u{201d} its chief executive, Tess\nGarrity, told reporters.";
        check(wrapped, &[wrapped]);
        check(&wrapped.replace('\n', "\r"), &[&wrapped.replace('\n', "\r")]);
        let quoted = format!("> {}", wrapped.replace('\n', "\n> "));
        check(&quoted, &[&quoted]);
        let words: Vec<&str> =
            pieces(&quoted, Span::from_range(0..quoted.len())).map(|piece| piece.of(&quoted)).collect();
        assert_eq!(words.concat(), wrapped);
    }

    #[test]
    fn quoted_mail_is_joined_whatever_its_width() {
        let quoted =
            "> The minister told parliament that the port of\n> Port Alba was safe, and Pell\n> agreed.";
        check(quoted, &[quoted]);
    }

    #[test]
    fn pages_of_a_file_without_blank_lines_are_taken_apart() {
        let page = [
            "The Norland Observer",
            "11",
            "Lighthouse keepers end strike",
            "By Ada Moberg",
            "The union of lighthouse keepers ended its strike on Sunday after\n211 days, the longest in the history of the islands.",
            "Its chairwoman said that the members had voted by a majority of\nsix to one for the offer, and that the ships would be glad of",
            "The Norland Observer",
            "12",
            "it. The coastguard had threatened in January to light the lamps\nby computer.",
            "Shipowners were relieved. Two freighters have run aground since\nthe lamps went dark, and insurers had doubled their rates for\nships that sail by night, among them the ferry that brings the\nmail.",
        ];
        check(&page.join("\n"), &page);
    }

    #[test]
    fn lines_that_the_writer_broke_stay_apart() {
        for text in [
            "Ferry to be sold to a Danish company\nThe ferry will be sold in June, the clerk said.",
            "three onions from the garden, peeled and cut\ntwo carrots\none spoon of butter for the pan, and salt",
            "Home and garden and everything\nnews from the sport desk\nwhat to watch on Sunday",
        ] {
            check(text, &text.lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn wrapped_lines_are_joined_up_to_a_blank_line() {
        let block = "The council met on Monday to decide whether the bridge\nshould stay open to lorries until the spring, and the mayor\n";
        let text = format!("{}ended it.\n\n{}ended it.", block.repeat(4), block.repeat(4));
        assert_eq!(split(&text).len(), 2);
    }
}
