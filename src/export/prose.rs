//! The statements by speaker, for reading: Markdown, and a web page that word processors open.

use std::collections::BTreeMap;

use super::article::{Article, flat, label, start_of};
use super::xml;
use crate::report::Quotation;

/// Somebody's heading with what he or she says.
struct Section<'a> {
    heading: String,
    quotations: Vec<&'a Quotation>,
}

const OPEN: &str = "Speaker not sure";
/// What a reader says that nobody named said.
const NOBODY: &str = "Nobody named";

/// Who speaks, in order of first speaking, then what nobody is sure to have said.
fn sections<'a>(article: &'a Article<'_>) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut places = BTreeMap::new();
    let mut open = Vec::new();
    for quotation in article.in_order() {
        let Some(speaker) = article.speaker(quotation) else {
            open.push(quotation);
            continue;
        };
        let place = *places.entry(speaker.id).or_insert_with(|| {
            let role = speaker.roles.first().map(|role| format!(", {}", flat(role))).unwrap_or_default();
            let heading = format!("{}{role}", flat(&speaker.name));
            sections.push(Section { heading, quotations: Vec::new() });
            sections.len() - 1
        });
        sections[place].quotations.push(quotation);
    }
    let (nobody, open): (Vec<_>, Vec<_>) = open.into_iter().partition(|quotation| quotation.is_settled());
    for (heading, quotations) in [(NOBODY, nobody), (OPEN, open)] {
        if !quotations.is_empty() {
            sections.push(Section { heading: heading.to_owned(), quotations });
        }
    }
    sections
}

/// "direct, ¶ 4, 120–164, wrong: notes have page five"
fn place(article: &Article<'_>, quotation: &Quotation) -> String {
    let paragraph = match article.paragraph_number(start_of(quotation)) {
        0 => "headline".to_owned(),
        number => format!("¶ {number}"),
    };
    let spans: Vec<String> = quotation.content.iter().map(|[start, end]| format!("{start}–{end}")).collect();
    let check = quotation.check.map(|check| format!(", {}", check.name())).unwrap_or_default();
    let note = quotation.note.as_deref().map(|note| format!(": {}", flat(note))).unwrap_or_default();
    format!("{}, {paragraph}, {}{check}{note}", label(quotation), spans.join(" and "))
}

/// As Markdown; of several articles each has its own heading.
pub(super) fn markdown(article: &Article<'_>) -> String {
    let mut out = format!("# {}\n\n{}\n", escaped(&flat(&article.title)), escaped(&article.provenance()));
    for section in sections(article) {
        out.push_str(&format!("\n## {}\n\n", escaped(&section.heading)));
        for quotation in section.quotations {
            let words = escaped(&article.pieces(&quotation.content));
            out.push_str(&format!("- {words} ({})\n", escaped(&place(article, quotation))));
        }
    }
    out.push('\n');
    out
}

/// Words that Markdown leaves as they are.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut only_digits = true;
    for (idx, c) in words.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '$' | '!' | '{'
            | '}' => true,
            '-' | '+' | '=' | ':' => idx == 0,
            '.' | ')' => only_digits && 0 < idx,
            _ => false,
        };
        only_digits &= c.is_ascii_digit();
        if special {
            out.push('\\');
        }
        // A carriage return or the like would end the line; what cannot be shown has a sign.
        out.push(if c.is_control() { '\u{fffd}' } else { c });
    }
    out
}

/// As a web page without scripts or styles.
pub(super) fn html(article: &Article<'_>) -> String {
    let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let title = flat(&article.title);
    xml::element(&mut out, "title", &title);
    out.push_str("</head>\n<body>\n");
    xml::element(&mut out, "h1", &title);
    xml::element(&mut out, "p", &article.provenance());
    for section in sections(article) {
        xml::element(&mut out, "h2", &section.heading);
        out.push_str("<ul>\n");
        for quotation in section.quotations {
            out.push_str("<li>");
            xml::open(&mut out, "span", &[]);
            xml::text(&mut out, &article.pieces(&quotation.content));
            xml::close(&mut out, "span");
            xml::text(&mut out, &format!(" ({})", place(article, quotation)));
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}
