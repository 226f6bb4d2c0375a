//! REFI-QDA, which programs of qualitative analysis exchange: codes, the text, and what is coded in it.
//!
//! Positions count code points, as the standard says.

use std::collections::BTreeSet;

use super::article::{Article, flat, label};
use super::guid::guid;
use super::xml;
use crate::report::{Act, EntityType, QuotationKind, ValueType};

/// A project's description, and the name of the file with its text in the archive.
pub(super) struct Project {
    pub xml: String,
    pub source: String,
}

const TYPES: [(EntityType, &str); 7] = [
    (EntityType::Person, "People"),
    (EntityType::Organization, "Organizations"),
    (EntityType::Location, "Places"),
    (EntityType::Facility, "Facilities"),
    (EntityType::Norp, "Groups"),
    (EntityType::Product, "Products"),
    (EntityType::Misc, "Other names"),
];
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The codes alone, a `.qdc` file.
pub(super) fn codebook(article: &Article<'_>) -> String {
    let mut out = String::from(HEAD);
    let origin = article.report.program.as_str();
    xml::open(&mut out, "CodeBook", &[("xmlns", Some("urn:QDA-XML:codebook:1.0")), ("origin", Some(origin))]);
    out.push('\n');
    codes(&mut out, article);
    xml::close(&mut out, "CodeBook");
    out.push('\n');
    out
}

/// The project, for a `.qdpx` archive.
pub(super) fn project(article: &Article<'_>) -> Project {
    let report = &article.report;
    let id = |what: &str| guid(&[&report.text_sha256, &report.model, what]);
    let (user, source) = (id("user"), id("source"));
    let mut out = String::from(HEAD);
    xml::open(
        &mut out,
        "Project",
        &[
            ("xmlns", Some("urn:QDA-XML:project:1.0")),
            ("name", Some(&article.title)),
            ("origin", Some(&report.program)),
            ("creatingUserGUID", Some(&user)),
        ],
    );
    out.push_str("\n<Users>\n");
    xml::open(&mut out, "User", &[("guid", Some(&user)), ("name", Some(&report.program))]);
    out.push_str("</User>\n</Users>\n<CodeBook>\n");
    codes(&mut out, article);
    out.push_str("</CodeBook>\n<Sources>\n");
    let path = format!("internal://{source}.txt");
    xml::open(
        &mut out,
        "TextSource",
        &[
            ("guid", Some(&source)),
            ("name", Some(&article.title)),
            ("plainTextPath", Some(&path)),
            ("creatingUser", Some(&user)),
        ],
    );
    out.push('\n');
    xml::element(&mut out, "Description", &article.provenance());
    let mut selection = |what: String, span: [u32; 2], codes: &[String]| {
        let (start, end) = (span[0].to_string(), span[1].to_string());
        let (words, guid) = (article.line(span), id(&what));
        xml::open(
            &mut out,
            "PlainTextSelection",
            &[
                ("guid", Some(&guid)),
                ("name", Some(&words)),
                ("startPosition", Some(&start)),
                ("endPosition", Some(&end)),
                ("creatingUser", Some(&user)),
            ],
        );
        for code in codes {
            let coding = id(&format!("{what} as {code}"));
            xml::open(&mut out, "Coding", &[("guid", Some(&coding)), ("creatingUser", Some(&user))]);
            xml::open(&mut out, "CodeRef", &[("targetGUID", Some(&code_id(article, code)))]);
            out.push_str("</CodeRef></Coding>");
        }
        xml::close(&mut out, "PlainTextSelection");
        out.push('\n');
    };
    for quotation in &report.quotations {
        let mut codes = vec![label(quotation).to_owned()];
        codes.extend(article.speaker(quotation).map(|entity| format!("speaker {}", entity.id)));
        for (idx, &span) in quotation.content.iter().enumerate() {
            selection(format!("quotation {} {idx}", quotation.id), span, &codes);
        }
    }
    for entity in &report.entities {
        for (idx, mention) in entity.mentions.iter().enumerate() {
            let span = [mention.start, mention.end];
            selection(format!("mention {} {idx}", entity.id), span, &[format!("entity {}", entity.id)]);
        }
    }
    for (idx, value) in report.values.iter().enumerate() {
        let code = value.value_type.name().to_owned();
        selection(format!("value {idx}"), [value.start, value.end], &[code]);
    }
    out.push_str("</TextSource>\n</Sources>\n</Project>\n");
    Project { xml: out, source: format!("sources/{source}.txt") }
}

/// What identifies a code. Kinds are the same in every project; entities belong to their text.
fn code_id(article: &Article<'_>, code: &str) -> String {
    match code.split_once(' ') {
        Some(("entity" | "speaker", _)) => guid(&[&article.report.text_sha256, &article.report.model, code]),
        _ => guid(&["saidby code", code]),
    }
}

fn codes(out: &mut String, article: &Article<'_>) {
    let report = &article.report;
    out.push_str("<Codes>\n");
    let same = |word: &str| (word.to_owned(), word.to_owned());
    let kinds = QuotationKind::ALL.iter().map(|kind| same(kind.name()));
    let acts = Act::ALL.iter().filter(|&&act| act != Act::Statement).map(|act| same(act.name()));
    group(out, article, "Statements", &kinds.chain(acts).collect::<Vec<_>>());
    let speaks: BTreeSet<usize> =
        report.quotations.iter().filter_map(|quotation| quotation.speaker).collect();
    let speakers = report.entities.iter().filter(|entity| speaks.contains(&entity.id));
    let speakers = speakers.map(|entity| (format!("speaker {}", entity.id), flat(&entity.name)));
    group(out, article, "Speakers", &speakers.collect::<Vec<_>>());
    for (kind, heading) in TYPES {
        let entities = report.entities.iter().filter(|entity| entity.entity_type == kind);
        let entities = entities.map(|entity| (format!("entity {}", entity.id), flat(&entity.name)));
        group(out, article, heading, &entities.collect::<Vec<_>>());
    }
    let values = ValueType::ALL.iter().map(|kind| same(kind.name()));
    group(out, article, "Values", &values.collect::<Vec<_>>());
    out.push_str("</Codes>\n");
}

/// A code that holds others; none where it would hold nothing.
fn group(out: &mut String, article: &Article<'_>, name: &str, codes: &[(String, String)]) {
    if codes.is_empty() {
        return;
    }
    let guid = code_id(article, name);
    xml::open(out, "Code", &[("guid", Some(&guid)), ("name", Some(name)), ("isCodable", Some("false"))]);
    out.push('\n');
    for (code, name) in codes {
        let guid = code_id(article, code);
        xml::open(out, "Code", &[("guid", Some(&guid)), ("name", Some(name)), ("isCodable", Some("true"))]);
        xml::close(out, "Code");
        out.push('\n');
    }
    xml::close(out, "Code");
    out.push('\n');
}
