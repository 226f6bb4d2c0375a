//! TEI and REFI-QDA, read by the roxmltree crate.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use saidby::export::Format;
use saidby::report::{Act, Report};

use super::{Fixture, fixtures, label};

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// As XML can print it: what it cannot is one sign.
fn printable(words: &str) -> String {
    let legal = |c: char| match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    };
    words.chars().map(legal).collect()
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

fn named<'d>(node: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    node.descendants().filter(move |node| node.has_tag_name(("http://www.tei-c.org/ns/1.0", name)))
}

fn note_places(node: Node<'_, '_>, at: &mut u32, places: &mut BTreeMap<usize, [u32; 2]>) {
    let start = *at;
    *at += node.text().filter(|_| node.is_text()).map_or(0, |text| text.chars().count() as u32);
    node.children().for_each(|child| note_places(child, at, places));
    places.insert(node.id().get_usize(), [start, *at]);
}

/// Where each element with text of the body begins and ends, in code points of the text.
fn places(fixture: &Fixture, body: Node<'_, '_>) -> BTreeMap<usize, [u32; 2]> {
    let mut places = BTreeMap::new();
    let blocks = body.children().filter(Node::is_element).filter(|node| node.has_children());
    let mut blocks = blocks.collect::<Vec<_>>().into_iter();
    for paragraph in &fixture.points.paragraphs {
        let block = blocks.next().expect("a block for each paragraph");
        assert_eq!(text_of(block), printable(&fixture.words([paragraph.start, paragraph.end])));
        let mut at = paragraph.start;
        note_places(block, &mut at, &mut places);
    }
    assert!(blocks.next().is_none());
    places
}

#[test]
fn the_article_stands_whole_in_tei_and_every_finding_where_it_is() {
    for fixture in fixtures() {
        let xml = fixture.exported(Format::Tei);
        let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
        let root = document.root_element();
        let body = named(root, "body").next().expect("a body");
        let places = places(fixture, body);
        let place = |node: Node<'_, '_>| places[&node.id().get_usize()];
        let ids: Vec<&str> = root.descendants().filter_map(|node| node.attribute((XML, "id"))).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "ids are unique");
        for node in root.descendants() {
            for name in ["who", "ref", "corresp", "next", "prev"] {
                let target = node.attribute(name).map(|target| target.trim_start_matches('#'));
                assert!(target.is_none_or(|id| ids.contains(&id)), "{name}={target:?} leads somewhere");
            }
        }
        statements(fixture, body, &place);
        let mut found: Vec<(usize, [u32; 2])> = Vec::new();
        let names =
            body.descendants().filter(|node| node.has_attribute("ref") && !node.has_attribute("prev"));
        for node in names {
            let entity =
                node.attribute("ref").and_then(|id| id.strip_prefix("#e")?.parse().ok()).expect("an id");
            found.push((entity, [place(node)[0], whole_end(body, node, &place)]));
        }
        let mut expected: Vec<(usize, [u32; 2])> =
            fixture.mentions().map(|(id, mention)| (id, [mention.start, mention.end])).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{:?}", fixture.text);
    }
}

/// The end of the last fragment of an element.
fn whole_end(body: Node<'_, '_>, node: Node<'_, '_>, place: &dyn Fn(Node<'_, '_>) -> [u32; 2]) -> u32 {
    match node.attribute("next").map(|next| next.trim_start_matches('#')) {
        None => place(node)[1],
        Some(next) => {
            let next = body.descendants().find(|other| other.attribute((XML, "id")) == Some(next));
            whole_end(body, next.expect("the next fragment"), place)
        }
    }
}

fn statements(fixture: &Fixture, body: Node<'_, '_>, place: &dyn Fn(Node<'_, '_>) -> [u32; 2]) {
    let report: &Report = &fixture.points;
    for quotation in report.quotations.iter().filter(|quotation| quotation.act == Act::Statement) {
        let id = format!("q{}", quotation.id);
        let fragments = body.descendants().filter(|node| {
            let own = node.attribute((XML, "id")).unwrap_or_default();
            node.tag_name().name() == "said" && (own == id || own.starts_with(&format!("{id}.")))
        });
        let mut covered = BTreeSet::new();
        for node in fragments {
            let who = quotation.speaker.map(|id| format!("#e{id}"));
            assert_eq!(node.attribute("who"), who.as_deref());
            assert_eq!(
                node.attribute("direct"),
                Some(if quotation.kind.name() == "direct" { "true" } else { "false" })
            );
            let [start, end] = place(node);
            covered.extend(start..end);
        }
        // White space between paragraphs stands in no element.
        let inside = |point: &u32| {
            report.paragraphs.iter().any(|paragraph| (paragraph.start..paragraph.end).contains(point))
        };
        let expected: BTreeSet<u32> =
            quotation.content.iter().flat_map(|&[start, end]| start..end).filter(inside).collect();
        assert_eq!(covered, expected, "{id} of {:?}", fixture.text);
    }
}

#[test]
fn a_project_holds_text_codes_and_what_is_coded() {
    for fixture in fixtures() {
        let bytes = fixture.export(Format::Project);
        let files = super::texts_of(&bytes);
        assert_eq!(files.len(), 2);
        let xml = &files["project.qde"];
        let document = Document::parse(xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
        let elements =
            |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
        let source = elements("TextSource").next().expect("a text");
        let path = source.attribute("plainTextPath").and_then(|path| path.strip_prefix("internal://"));
        assert_eq!(files[&format!("sources/{}", path.expect("a path"))], fixture.text);
        let codes: BTreeMap<&str, &str> = elements("Code")
            .filter_map(|code| Some((code.attribute("guid")?, code.attribute("name")?)))
            .collect();
        assert_eq!(codes.len(), elements("Code").count(), "no code has the name of another");
        let mut guids = BTreeSet::new();
        for guid in document.descendants().filter_map(|node| node.attribute("guid")) {
            let parts: Vec<usize> = guid.split('-').map(str::len).collect();
            assert_eq!(parts, [8, 4, 4, 4, 12]);
            assert!(guids.insert(guid), "{guid} twice");
        }
        let mut found: Vec<([u32; 2], Vec<String>)> = Vec::new();
        for selection in elements("PlainTextSelection") {
            let at = |name| selection.attribute(name).and_then(|at| at.parse().ok()).expect("a position");
            let span: [u32; 2] = [at("startPosition"), at("endPosition")];
            let refs = selection.descendants().filter_map(|node| node.attribute("targetGUID"));
            let mut names: Vec<String> = refs.map(|guid| codes[guid].to_owned()).collect();
            names.sort();
            found.push((span, names));
        }
        let mut expected: Vec<([u32; 2], Vec<String>)> = Vec::new();
        let name = |id: usize| printable(&super::flat(&fixture.points.entities[id].name));
        for (quotation, span) in fixture.contents() {
            let mut names = vec![label(quotation).to_owned()];
            names.extend(quotation.speaker.map(name));
            names.sort();
            expected.push((span, names));
        }
        expected
            .extend(fixture.mentions().map(|(id, mention)| ([mention.start, mention.end], vec![name(id)])));
        expected.extend(
            fixture.points.values.iter().map(|v| ([v.start, v.end], vec![v.value_type.name().to_owned()])),
        );
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{:?}", fixture.text);
        let codebook = fixture.exported(Format::Codebook);
        let codebook = Document::parse(&codebook).expect("XML");
        let own: BTreeSet<&str> = codebook.descendants().filter_map(|node| node.attribute("guid")).collect();
        assert_eq!(own, codes.keys().copied().collect());
    }
}
