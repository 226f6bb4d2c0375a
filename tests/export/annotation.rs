//! Web Annotations, read as linked data by a JSON-LD processor.

use std::collections::BTreeMap;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use saidby::export::Format;

use super::{Fixture, fixtures, label};

/// The terms of <http://www.w3.org/ns/anno.jsonld> that an export uses, as the recommendation defines them.
/// The processor fails on no other term, but leaves it out, so that what it says would be missed below.
const CONTEXT: &str = r#"{ "@context": {
    "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/", "schema": "http://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id", "type": "@type",
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "classifying": "oa:classifying", "identifying": "oa:identifying", "describing": "oa:describing",
    "commenting": "oa:commenting",
    "body": { "@type": "@id", "@id": "oa:hasBody" }, "target": { "@type": "@id", "@id": "oa:hasTarget" },
    "source": { "@type": "@id", "@id": "oa:hasSource" }, "selector": { "@type": "@id", "@id": "oa:hasSelector" },
    "generator": { "@type": "@id", "@id": "as:generator" }, "first": { "@type": "@id", "@id": "as:first" },
    "items": { "@type": "@id", "@id": "as:items", "@container": "@list" },
    "motivation": { "@type": "@vocab", "@id": "oa:motivatedBy" },
    "purpose": { "@type": "@vocab", "@id": "oa:hasPurpose" },
    "format": "dc:format", "value": "rdf:value", "exact": "oa:exact", "prefix": "oa:prefix",
    "suffix": "oa:suffix", "name": "foaf:name", "label": "rdfs:label",
    "start": { "@id": "oa:start", "@type": "xsd:nonNegativeInteger" },
    "end": { "@id": "oa:end", "@type": "xsd:nonNegativeInteger" },
    "total": { "@id": "as:totalItems", "@type": "xsd:nonNegativeInteger" },
    "startIndex": { "@id": "as:startIndex", "@type": "xsd:nonNegativeInteger" }
} }"#;

/// What is said of each thing: predicate and object.
type Graph = BTreeMap<String, Vec<(String, String)>>;

fn graph(fixture: &Fixture) -> Graph {
    let json = fixture.export(Format::Annotation);
    let parser = JsonLdParser::new().for_slice(&json).with_load_document_callback(|url, _| {
        assert_eq!(url, "http://www.w3.org/ns/anno.jsonld");
        Ok(JsonLdRemoteDocument { document: CONTEXT.as_bytes().to_vec(), document_url: url.to_owned() })
    });
    let mut graph = Graph::new();
    for quad in parser {
        let quad = quad.expect("linked data");
        let object = match &quad.object {
            oxrdf::Term::Literal(literal) => literal.value().to_owned(),
            oxrdf::Term::NamedNode(node) => node.as_str().to_owned(),
            oxrdf::Term::BlankNode(node) => format!("_:{}", node.as_str()),
        };
        let subject = match &quad.subject {
            oxrdf::NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            oxrdf::NamedOrBlankNode::BlankNode(node) => format!("_:{}", node.as_str()),
        };
        let predicate = quad.predicate.as_str().rsplit(['#', '/']).next().unwrap_or_default();
        graph.entry(subject).or_default().push((predicate.to_owned(), object));
    }
    graph
}

fn all<'g>(graph: &'g Graph, subject: &str, predicate: &str) -> Vec<&'g str> {
    let said = graph.get(subject).into_iter().flatten();
    said.filter(|(name, _)| name == predicate).map(|(_, object)| object.as_str()).collect()
}

fn one<'g>(graph: &'g Graph, subject: &str, predicate: &str) -> &'g str {
    let found = all(graph, subject, predicate);
    assert_eq!(found.len(), 1, "{predicate} of {subject}: {found:?}");
    found[0]
}

#[test]
fn every_finding_is_an_annotation_with_its_words_and_its_place() {
    for fixture in fixtures() {
        let graph = graph(fixture);
        let of_type = |kind: &str| -> Vec<&String> {
            graph.keys().filter(|id| all(&graph, id, "type").contains(&kind)).collect()
        };
        let annotations = of_type("http://www.w3.org/ns/oa#Annotation");
        let mut found: Vec<(Vec<String>, Vec<[u32; 2]>)> = Vec::new();
        for id in annotations {
            assert!(id.starts_with("urn:uuid:"));
            let bodies: Vec<&str> = all(&graph, id, "hasBody");
            let mut bodies: Vec<String> =
                bodies.iter().map(|body| one(&graph, body, "value").to_owned()).collect();
            bodies.sort();
            let mut spans = Vec::new();
            for target in all(&graph, id, "hasTarget") {
                let source = one(&graph, target, "hasSource");
                assert_eq!(source, format!("nih:sha-256;{}", fixture.points.text_sha256));
                let selectors = all(&graph, target, "hasSelector");
                let [quote, position] = ["Quote", "Position"].map(|kind| {
                    let kind = format!("http://www.w3.org/ns/oa#Text{kind}Selector");
                    let is_it = |selector: &&&str| all(&graph, selector, "type").contains(&kind.as_str());
                    *selectors.iter().find(is_it).expect("both selectors")
                });
                let at = |name| one(&graph, position, name).parse::<u32>().expect("a number");
                let span = [at("start"), at("end")];
                assert_eq!(one(&graph, quote, "exact"), fixture.words(span));
                let before = fixture.words([span[0].saturating_sub(32), span[0]]);
                let behind = fixture.words([span[1], (span[1] + 32).min(fixture.chars.len() as u32)]);
                assert_eq!([one(&graph, quote, "prefix"), one(&graph, quote, "suffix")], [before, behind]);
                spans.push(span);
            }
            spans.sort();
            found.push((bodies, spans));
        }
        let mut expected: Vec<(Vec<String>, Vec<[u32; 2]>)> = Vec::new();
        let report = &fixture.points;
        for quotation in &report.quotations {
            let mut bodies = vec![label(quotation).to_owned(), quotation.reason.clone()];
            bodies.extend(quotation.speaker.map(|id| report.entities[id].name.clone()));
            bodies.sort();
            let mut spans = quotation.content.clone();
            spans.sort();
            expected.push((bodies, spans));
        }
        for (id, mention) in fixture.mentions() {
            let entity = &report.entities[id];
            let kind = mention.own_type.unwrap_or(entity.entity_type).name().to_owned();
            let mut bodies = vec![kind, entity.name.clone()];
            bodies.sort();
            expected.push((bodies, vec![[mention.start, mention.end]]));
        }
        for value in &report.values {
            let forms = [&value.value, &value.low, &value.high, &value.unit];
            let forms: Vec<&str> = forms.into_iter().flatten().map(String::as_str).collect();
            let mut bodies = vec![value.value_type.name().to_owned()];
            bodies.extend((!forms.is_empty()).then(|| forms.join(" ")));
            bodies.sort();
            expected.push((bodies, vec![[value.start, value.end]]));
        }
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{:?}", fixture.text);
    }
}
