//! Markdown and HTML by speaker, read by a CommonMark parser and an HTML parser.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use saidby::export::Format;
use scraper::{Html, Selector};

use super::{Fixture, fixtures, flat};

/// Of each heading the words below it.
type Sections = Vec<(String, Vec<String>)>;

/// What is expected: each statement below who says it, in order of first speaking, open ones last.
fn expected(fixture: &Fixture) -> BTreeMap<String, Vec<String>> {
    let mut sections: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quotation in &fixture.points.quotations {
        let heading = quotation.speaker.map_or("Speaker not sure".to_owned(), |id| {
            let entity = &fixture.points.entities[id];
            let role = entity.roles.first().map(|role| format!(", {}", flat(role))).unwrap_or_default();
            format!("{}{role}", flat(&entity.name))
        });
        let words: Vec<String> = quotation.content.iter().map(|&span| flat(&fixture.words(span))).collect();
        sections.entry(heading).or_default().push(words.join(" … "));
    }
    for words in sections.values_mut() {
        words.sort();
    }
    sections
}

/// Two people of one name and role are under two headings.
fn joined(sections: Sections) -> BTreeMap<String, Vec<String>> {
    let mut joined: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (heading, words) in sections {
        joined.entry(heading).or_default().extend(words);
    }
    for words in joined.values_mut() {
        words.sort();
    }
    joined
}

/// Control characters that Markdown or HTML has no way to print.
fn shown(sections: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    let sign = |words: &String| words.replace(|c: char| c.is_control() || c == '\u{fffe}', "\u{fffd}");
    joined(
        sections.iter().map(|(heading, words)| (sign(heading), words.iter().map(sign).collect())).collect(),
    )
}

/// Without the place behind it.
fn without_place(item: &str) -> String {
    item.rsplit_once(" (").map(|(words, _)| words.to_owned()).expect("a place in parentheses")
}

#[test]
fn markdown_has_every_statement_below_its_speaker_and_nothing_else() {
    for fixture in fixtures() {
        let text = fixture.exported(Format::Markdown);
        let (mut sections, mut words): (Sections, String) = (Vec::new(), String::new());
        for event in Parser::new(&text) {
            match event {
                Event::Text(text) => words.push_str(&text),
                Event::Start(Tag::Heading { .. } | Tag::Item) => words.clear(),
                Event::End(TagEnd::Heading(HeadingLevel::H2)) => sections.push((words.clone(), Vec::new())),
                Event::End(TagEnd::Item) => {
                    sections.last_mut().expect("a heading").1.push(without_place(&words));
                }
                Event::Start(Tag::Paragraph | Tag::List(None))
                | Event::End(TagEnd::Heading(HeadingLevel::H1) | TagEnd::Paragraph | TagEnd::List(false)) => {
                }
                other => panic!("{other:?} in {text}"),
            }
        }
        assert_eq!(shown(joined(sections)), shown(expected(fixture)));
    }
}

#[test]
fn the_page_by_speaker_has_the_same_and_no_element_of_the_text() {
    let selector = |names: &str| Selector::parse(names).expect("a selector");
    for fixture in fixtures() {
        let text = fixture.exported(Format::Html);
        let page = Html::parse_document(&text);
        let own = "html, head, meta, title, body, h1, h2, p, ul, li, span";
        let all = page.select(&selector("*")).count();
        assert_eq!(page.select(&selector(own)).count(), all, "{text}");
        let mut sections: Sections = Vec::new();
        for element in page.select(&selector("h2, li")) {
            let words: String = element.text().collect();
            match element.value().name() {
                "h2" => sections.push((words, Vec::new())),
                _ => sections.last_mut().expect("a heading").1.push(without_place(&words)),
            }
        }
        assert_eq!(shown(joined(sections)), shown(expected(fixture)));
    }
}
