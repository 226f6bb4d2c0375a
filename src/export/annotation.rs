//! W3C Web Annotations as JSON-LD: each finding with a quotation of the text and its position in code points.

use serde_json::{Value, json};

use super::article::{Article, label, normal_form};
use super::guid::guid;

/// So many characters before and behind a passage stand with it, by which it is found again in another copy.
const AROUND: usize = 32;

/// All findings as one collection.
pub(super) fn collection(article: &Article<'_>) -> Value {
    let report = &article.report;
    let id = |what: &str| format!("urn:uuid:{}", guid(&[&report.text_sha256, &report.model, what]));
    let generator = json!({
        "id": "https://www.npmjs.com/package/saidby",
        "type": "Software",
        "name": report.program,
        "schema:softwareVersion": format!("{}, model {}", report.program, report.model),
    });
    let mut items = Vec::new();
    let mut add = |what: String, motivation: &str, spans: &[[u32; 2]], body: Vec<Value>| {
        items.push(json!({
            "id": id(&what),
            "type": "Annotation",
            "motivation": motivation,
            "generator": "https://www.npmjs.com/package/saidby",
            "body": body,
            "target": spans.iter().map(|&span| target(article, span)).collect::<Vec<_>>(),
        }));
    };
    for quotation in &report.quotations {
        let mut bodies = vec![body("classifying", label(quotation)), body("commenting", &quotation.reason)];
        if let Some(entity) = article.speaker(quotation) {
            bodies.push(body("identifying", &entity.name));
        }
        add(format!("quotation {}", quotation.id), "classifying", &quotation.content, bodies);
    }
    for entity in &report.entities {
        for (idx, mention) in entity.mentions.iter().enumerate() {
            let kind = entity.type_of(mention);
            let bodies = vec![body("classifying", kind.name()), body("identifying", &entity.name)];
            let what = format!("mention {} {idx}", entity.id);
            add(what, "identifying", &[[mention.start, mention.end]], bodies);
        }
    }
    for (idx, value) in report.values.iter().enumerate() {
        let mut bodies = vec![body("classifying", value.value_type.name())];
        bodies.extend(normal_form(value).map(|normal| body("describing", &normal)));
        add(format!("value {idx}"), "classifying", &[[value.start, value.end]], bodies);
    }
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": id("collection"),
        "type": "AnnotationCollection",
        "label": article.title,
        "dcterms:description": article.provenance(),
        "generator": generator,
        "total": items.len(),
        "first": { "id": id("page"), "type": "AnnotationPage", "startIndex": 0, "items": items },
    })
}

fn body(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value })
}

fn target(article: &Article<'_>, span: [u32; 2]) -> Value {
    let (before, behind) = (&article.text[..article.byte(span[0])], &article.text[article.byte(span[1])..]);
    let prefix = before.char_indices().rev().nth(AROUND - 1).map_or(before, |(byte, _)| &before[byte..]);
    let suffix = behind.char_indices().nth(AROUND).map_or(behind, |(byte, _)| &behind[..byte]);
    json!({
        "source": format!("nih:sha-256;{}", article.report.text_sha256),
        "selector": [
            { "type": "TextQuoteSelector", "exact": article.words(span), "prefix": prefix, "suffix": suffix },
            { "type": "TextPositionSelector", "start": span[0], "end": span[1] },
        ],
    })
}
