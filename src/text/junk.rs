//! Paragraphs that are no part of the article: what web pages, mails and PDF files leave in a paste.
//!
//! A wrong one loses text, a missed one costs little: a paragraph is set aside only if it is short
//! and reads like nothing else, and never if it quotes somebody.

use std::collections::BTreeMap;

use super::line::is_double_mark;
use super::shape::is_quotation_mark;
use crate::lexicon::{JUNK_LINES, JUNK_OPENINGS, MAIL_HEADERS, MailHeader, Reason, SHARING_WORDS};
use crate::span::Span;

/// No paragraph longer than this is set aside, whatever it begins with.
const MAX_BYTES: usize = 420;
/// A page in print has at least so many paragraphs, its number and running heads among them.
const PAGE: usize = 4;
/// No running head is longer, in bytes.
const MAX_HEAD: usize = 60;

/// Why each paragraph is set aside; `None` for those of the article.
pub(super) fn reasons(text: &str, paragraphs: &[Span]) -> Vec<Option<Reason>> {
    let mut reasons: Vec<Option<Reason>> =
        paragraphs.iter().map(|paragraph| reason(paragraph.of(text))).collect();
    // "From:" and "Date:" are mail only in company: a header has at least two lines.
    let lines: Vec<Option<MailHeader>> =
        paragraphs.iter().map(|paragraph| header_line(paragraph.of(text))).collect();
    for (idx, line) in lines.iter().enumerate() {
        let is_header = |idx: usize| lines.get(idx).is_some_and(Option::is_some);
        let company = idx > 0 && is_header(idx - 1) || is_header(idx + 1);
        if let Some(header) = line {
            // The day it was sent is the day it speaks of.
            let reason = if header.is_date { Reason::MailDate } else { Reason::Mail };
            reasons[idx] = company.then_some(reason);
        }
    }
    set_running_heads_aside(text, paragraphs, &mut reasons);
    reasons
}

/// The name of a paper and the day, again on each page of a PDF file: short lines beside a page's number
/// that come again beside another one. What may be the headline or the article's day stays where it comes
/// first. Numbers that follow each other closely are a table's.
fn set_running_heads_aside(text: &str, paragraphs: &[Span], reasons: &mut [Option<Reason>]) {
    let is_number = |idx: &usize| reasons[*idx] == Some(Reason::PageNumber);
    let numbers: Vec<usize> = (0..reasons.len()).filter(is_number).collect();
    if numbers.len() < 2 || numbers.windows(2).any(|pair| pair[1] - pair[0] < PAGE) {
        return;
    }
    // Of each line beside a number where it stands, and whether the number stands behind it.
    let mut heads: BTreeMap<String, Vec<(usize, bool)>> = BTreeMap::new();
    for number in numbers {
        for idx in number.saturating_sub(2)..(number + 3).min(paragraphs.len()) {
            let line = paragraphs[idx].of(text);
            if reasons[idx].is_none() && line.len() <= MAX_HEAD && !line.ends_with(['.', '!', '?', ':', ','])
            {
                // Between two numbers that are close, a line stands beside both.
                let places = heads.entry(line.to_lowercase()).or_default();
                if places.last().is_none_or(|(last, _)| *last != idx) {
                    places.push((idx, idx < number));
                }
            }
        }
    }
    for (line, places) in heads.into_iter().filter(|(_, places)| 2 <= places.len()) {
        let has_digit = line.contains(|c: char| c.is_ascii_digit());
        for (nth, (idx, is_above)) in places.into_iter().enumerate() {
            if 0 < nth || is_above && !has_digit {
                reasons[idx] = Some(Reason::PageNumber);
            }
        }
    }
}

fn reason(paragraph: &str) -> Option<Reason> {
    if paragraph.len() > MAX_BYTES {
        return None;
    }
    if let Some(reason) = marks_alone(paragraph) {
        return Some(reason);
    }
    let lower = paragraph.to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(reason) = JUNK_LINES.get(bare) {
        // "Pause." may be a stage direction, "Home." a whole answer.
        let sentence =
            paragraph.ends_with(['.', '!', '?']) && !bare.contains(' ') && reason != Reason::Advertisement;
        return Some(reason).filter(|_| !sentence && !paragraph.contains(is_double_mark));
    }
    if is_page_number(bare, paragraph) {
        return Some(Reason::PageNumber);
    }
    if is_reading_time(bare) {
        return Some(Reason::Menu);
    }
    if bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| SHARING_WORDS.contains(word))
    {
        return Some(Reason::Sharing).filter(|_| bare.contains(' '));
    }
    if is_address(bare) {
        return Some(Reason::Link);
    }
    let (opening, reason) = JUNK_OPENINGS.opening_of(&lower)?;
    // "Photo by Ada Lind", but "Photo by photo, the album …".
    let n_words = opening.split(' ').count();
    let names_somebody =
        paragraph.split_whitespace().nth(n_words).is_none_or(|word| !word.starts_with(char::is_lowercase));
    (fits(reason, opening, &lower) && (reason != Reason::Caption || names_somebody || !opening.contains(' ')))
        .then_some(reason)
}

/// Whether a paragraph with such an opening is what it seems.
fn fits(reason: Reason, opening: &str, lower: &str) -> bool {
    let rest = &lower[opening.len()..];
    let n_words = lower.split_whitespace().count();
    let ends_word =
        opening.ends_with(|c: char| !c.is_alphanumeric()) || !rest.starts_with(char::is_alphanumeric);
    if !ends_word && !opening.ends_with("19") && !opening.ends_with("20") {
        return false;
    }
    let quotes = lower.contains(is_double_mark);
    match reason {
        // A headline behind a colon: it may quote, but is one sentence at most.
        Reason::Link if opening.ends_with([':', '|', '»', '-', '–', '—']) => {
            n_words <= 30 && n_sentences(rest) <= 1
        }
        Reason::Link => n_words <= 12 && !quotes && !lower.ends_with('.') && !lower.contains(" said"),
        Reason::Sharing => n_words <= 14 && !quotes && !lower.contains(" said"),
        Reason::Newsletter => {
            n_words <= 45
                && !quotes
                && [
                    "newsletter",
                    "inbox",
                    "subscri",
                    "mail",
                    "alerts",
                    "notifications",
                    "updates",
                    "browser",
                    "forwarded",
                ]
                .iter()
                .any(|word| lower.contains(word))
                && !lower.contains(" said")
        }
        Reason::Caption if opening.ends_with([':', '/']) || opening.starts_with(['(', '[']) => {
            let closed =
                !opening.starts_with(['(', '[']) || lower.ends_with([')', ']']) || lower.ends_with(").");
            n_words <= 45 && !quotes && closed && n_sentences(rest) <= 2
        }
        Reason::Caption => n_words <= 16 && !quotes && !lower.contains(" said"),
        Reason::Cookies => true,
        Reason::Notice => {
            n_words <= 60
                && !quotes
                && ["?", "confidential", "intended"].iter().any(|part| lower.contains(part))
        }
        Reason::Mail => opening.starts_with("---") || opening.contains("unsubscribe"),
        Reason::Copyright => n_words <= 45 && !quotes,
        _ => false,
    }
}

/// Ends of sentences with another one behind.
fn n_sentences(text: &str) -> usize {
    1 + text
        .trim_end()
        .match_indices(['.', '!', '?'])
        .filter(|(at, stop)| text[at + stop.len()..].starts_with(' '))
        .count()
}

/// Paragraphs of marks: "* * *", ">>", "- 3 -" is a page number.
fn marks_alone(paragraph: &str) -> Option<Reason> {
    if paragraph.chars().any(char::is_alphanumeric) || paragraph.contains(is_quotation_mark) {
        return None;
    }
    Some(if paragraph.contains('>') { Reason::MailQuoteMark } else { Reason::Separator })
}

/// "Page 3", "page 3 of 12", "- 3 -", "3", "Continued on Page 9"
fn is_page_number(bare: &str, paragraph: &str) -> bool {
    let numbers =
        |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    let continued = ["continued on ", "continued from "].iter().find_map(|words| bare.strip_prefix(words));
    if let Some(rest) = continued.unwrap_or(bare).strip_prefix("page ") {
        return numbers(rest)
            || rest.split_once(" of ").is_some_and(|(page, last)| numbers(page) && numbers(last));
    }
    // "7%" and "$7" stand in tables of figures, "3." in lists.
    numbers(bare) && paragraph.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '—' | '|'))
}

/// "3 min read", "5-minute read"
fn is_reading_time(bare: &str) -> bool {
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    rest.len() < bare.len()
        && matches!(rest, "min read" | "mins read" | "minute read" | "minutes read" | "min. read")
}

/// A web address and nothing else.
fn is_address(bare: &str) -> bool {
    (bare.starts_with("http://") || bare.starts_with("https://") || bare.starts_with("www."))
        && !bare.contains(char::is_whitespace)
}

/// The line of a mail's head that a paragraph is.
fn header_line(paragraph: &str) -> Option<MailHeader> {
    let (name, rest) = paragraph.split_once(':')?;
    let is_line =
        paragraph.len() <= 160 && (rest.starts_with(' ') || rest.starts_with('\t') && !rest.contains(": "));
    MAIL_HEADERS.get(name).filter(|_| is_line)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Reason;
    use crate::text::{Document, ParagraphKind};

    #[track_caller]
    fn check(paragraph: &str, expected: Option<&str>) {
        let text = format!("The bridge is closed.\n\n{paragraph}\n\nIt was old.");
        let document = Document::new(&text);
        let found = match document.paragraphs[1].kind {
            ParagraphKind::SetAside(reason) => Some(reason.name()),
            ParagraphKind::Caption | ParagraphKind::Credit => Some("caption"),
            _ => None,
        };
        assert_eq!(found, expected, "{paragraph:?}");
    }

    #[test]
    fn what_pages_leave_in_a_paste_is_set_aside() {
        check("ADVERTISEMENT", Some("advertisement"));
        check("Story continues below advertisement", Some("advertisement"));
        check("READ MORE: Ferry sinks off Bremholm", Some("link"));
        check("Related: “We had no choice,” mayor says", Some("link"));
        check("https://example.org/news/4711", Some("link"));
        check("Share this article", Some("sharing"));
        check("Facebook Twitter WhatsApp Email", Some("sharing"));
        check("Sign up for our morning newsletter and never miss a story.", Some("newsletter"));
        check("Photo: Ada Lind/Harbor News", Some("caption"));
        check("(Photo by Ada Lind for Harbor News)", Some("caption"));
        check("We use cookies to make this site work.", Some("cookies"));
        check("© 2021 Harbor News. All rights reserved.", Some("copyright"));
        check("Page 3 of 12", Some("page-number"));
        check("- 3 -", Some("page-number"));
        check("* * *", Some("separator"));
        check(">>", Some("mail-quote-mark"));
        check("4 min read", Some("menu"));
    }

    #[test]
    fn what_the_article_says_stays() {
        for paragraph in [
            "Share prices fell on Friday.",
            "Read more than one paper, she said.",
            "Photo by photo, the album tells his story.",
            "“Subscribe,” he said.",
            "More from the same author would be welcome, she said.",
            "From: here to eternity is a long way.",
            "Sign up for the army, he told them, and see the world.",
            "Copyright 2020 was a year of lawsuits, said Lind, “and we lost them all.”",
            "2021",
            "7%",
            "Home at last.",
            "“More?”",
            "Pause.",
            "3.",
            "Watch the river, Lind said.",
        ] {
            check(paragraph, None);
        }
    }

    #[test]
    fn running_heads_are_set_aside_but_for_the_first_day() {
        let page = |number: u32, day: &str| {
            format!(
                "The Observer\n\n{day}\n\n{number}\n\nThe bridge is closed.\n\nIt was old.\n\nIt fell.\n\n"
            )
        };
        let text = page(11, "Monday, 3 February 2014") + &page(12, "Monday, 3 February 2014");
        let document = Document::new(&text);
        let aside: Vec<&str> = document
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.kind.is_set_aside())
            .map(|paragraph| paragraph.span.of(&text))
            .collect();
        assert_eq!(aside, ["The Observer", "11", "The Observer", "Monday, 3 February 2014", "12"]);
        let ranking = "1\n\nRovers\n\nCity\n\nUnited\n\n2";
        let city = Document::new(ranking).paragraphs[2].clone();
        assert!(!city.kind.is_set_aside(), "a line between two numbers stands once");
        let table = "Rovers\n\n3\n\nCity\n\n1\n\nRovers\n\n2";
        assert!(
            Document::new(table)
                .paragraphs
                .iter()
                .all(|line| line.span.of(table) != "Rovers" || !line.kind.is_set_aside())
        );
    }

    #[test]
    fn mail_headers_are_set_aside_in_company() {
        let document =
            Document::new("From: Ada Lind\nTo: Bo Strand\nSubject: Bridge\n\nThe bridge is closed.");
        let kinds: Vec<bool> =
            document.paragraphs.iter().map(|p| p.kind == ParagraphKind::SetAside(Reason::Mail)).collect();
        assert_eq!(kinds, [true, true, true, false]);
    }
}
