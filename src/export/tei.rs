//! TEI P5: the article with `said`, `quote`, names and figures, and lists of who and what they mean.

use std::collections::BTreeMap;

use super::article::{Article, flat, normal_form};
use super::nest::{Fragment, nest};
use super::xml;
use crate::report::{Act, Entity, EntityType, MentionKind, ParagraphKind, QuotedWordsType, Value, ValueType};

/// An element of the text, which may be printed in several fragments.
struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    /// Quotations carry one always, other elements where they are cut.
    id: String,
    is_quotation: bool,
}

/// The whole document.
pub(super) fn document(article: &Article<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    header(&mut out, article);
    lists(&mut out, article);
    out.push_str("<text>\n<body>\n");
    body(&mut out, article);
    out.push_str("</body>\n</text>\n</TEI>\n");
    out
}

fn header(out: &mut String, article: &Article<'_>) {
    let report = &article.report;
    let (name, version) = report.program.split_once(' ').unwrap_or((&report.program, "0"));
    out.push_str("<teiHeader>\n<fileDesc>\n<titleStmt>\n");
    xml::element(out, "title", &article.title);
    out.push_str("</titleStmt>\n<publicationStmt>\n");
    xml::element(out, "p", &article.provenance());
    out.push_str("</publicationStmt>\n<sourceDesc>\n");
    xml::element(out, "p", &format!("sha-256 {}", report.text_sha256));
    out.push_str("</sourceDesc>\n</fileDesc>\n<encodingDesc>\n<appInfo>\n");
    xml::open(out, "application", &[("ident", Some(name)), ("version", Some(version))]);
    xml::element(out, "label", &format!("{}, model {}", report.program, report.model));
    out.push_str("</application>\n</appInfo>\n</encodingDesc>\n</teiHeader>\n");
}

/// Who and what is named, so that `#e0` leads somewhere.
fn lists(out: &mut String, article: &Article<'_>) {
    let mut lists: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
    for entity in &article.report.entities {
        lists.entry(list_of(entity.entity_type)).or_default().push(entity);
    }
    if lists.is_empty() {
        return;
    }
    out.push_str("<standOff>\n");
    for (list, entities) in lists {
        xml::open(out, list, &[]);
        out.push('\n');
        for entity in entities {
            let (item, name) = match list {
                "listPerson" => ("person", "persName"),
                "listOrg" => ("org", "orgName"),
                "listPlace" => ("place", "placeName"),
                _ => ("object", "objectName"),
            };
            let id = format!("e{}", entity.id);
            xml::open(out, item, &[("xml:id", Some(&id))]);
            let kind = if entity.named { entity.entity_type.name() } else { "unnamed" };
            if item == "object" {
                out.push_str("<objectIdentifier>");
            }
            xml::open(out, name, &[("type", Some(kind))]);
            xml::text(out, &flat(&entity.name));
            xml::close(out, name);
            if item == "object" {
                out.push_str("</objectIdentifier>");
            }
            for role in &entity.roles {
                xml::open(out, "note", &[("type", Some("role"))]);
                xml::text(out, &flat(role));
                xml::close(out, "note");
            }
            xml::close(out, item);
            out.push('\n');
        }
        xml::close(out, list);
        out.push('\n');
    }
    out.push_str("</standOff>\n");
}

const fn list_of(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "listPerson",
        EntityType::Organization | EntityType::Norp => "listOrg",
        EntityType::Location | EntityType::Facility => "listPlace",
        EntityType::Product | EntityType::Misc => "listObject",
    }
}

fn body(out: &mut String, article: &Article<'_>) {
    let paragraphs = &article.report.paragraphs;
    if paragraphs.is_empty() {
        out.push_str("<p/>\n");
    }
    let blocks: Vec<[u32; 2]> = paragraphs.iter().map(|paragraph| [paragraph.start, paragraph.end]).collect();
    let (elements, spans) = elements(article);
    let fragments = nest(&blocks, &spans);
    let mut all = vec![0; elements.len()];
    fragments.iter().flatten().for_each(|fragment| all[fragment.element] += 1);
    let mut printer = Printer { article, elements: &elements, all, printed: vec![0; elements.len()] };
    let mut at_top = true;
    for (paragraph, fragments) in paragraphs.iter().zip(&fragments) {
        at_top &= matches!(paragraph.kind, ParagraphKind::Headline | ParagraphKind::Kicker);
        let (name, kind) = match paragraph.kind {
            ParagraphKind::Text => ("p", None),
            kind if at_top => ("head", Some(kind.name())),
            kind => ("ab", Some(kind.name())),
        };
        xml::open(out, name, &[("type", kind), ("subtype", paragraph.reason.as_deref())]);
        printer.block(out, [paragraph.start, paragraph.end], fragments);
        xml::close(out, name);
        out.push('\n');
    }
    // A body is no body without a paragraph.
    if at_top && !paragraphs.is_empty() {
        out.push_str("<p/>\n");
    }
}

struct Printer<'a> {
    article: &'a Article<'a>,
    elements: &'a [Element],
    /// How many fragments each element has, and how many are printed.
    all: Vec<usize>,
    printed: Vec<usize>,
}

impl Printer<'_> {
    fn block(&mut self, out: &mut String, [start, end]: [u32; 2], fragments: &[Fragment]) {
        let mut open: Vec<Fragment> = Vec::new();
        let mut at = start;
        for fragment in fragments {
            while let Some(outer) = open.pop_if(|outer| outer.end <= fragment.start) {
                self.close(out, &mut at, outer);
            }
            xml::text(out, self.article.words([at, fragment.start]));
            at = fragment.start;
            self.open(out, fragment.element);
            open.push(*fragment);
        }
        while let Some(outer) = open.pop() {
            self.close(out, &mut at, outer);
        }
        xml::text(out, self.article.words([at, end]));
    }

    fn open(&mut self, out: &mut String, idx: usize) {
        let element = &self.elements[idx];
        self.printed[idx] += 1;
        let (nr, all) = (self.printed[idx], self.all[idx]);
        let id = |nr: usize| if nr == 1 { element.id.clone() } else { format!("{}.{nr}", element.id) };
        let own = (1 < all || element.is_quotation).then(|| id(nr));
        let before = (1 < nr).then(|| format!("#{}", id(nr - 1)));
        let behind = (nr < all).then(|| format!("#{}", id(nr + 1)));
        let mut attributes =
            vec![("xml:id", own.as_deref()), ("prev", before.as_deref()), ("next", behind.as_deref())];
        attributes.extend(element.attributes.iter().map(|(name, value)| (*name, Some(value.as_str()))));
        xml::open(out, element.name, &attributes);
    }

    fn close(&self, out: &mut String, at: &mut u32, fragment: Fragment) {
        xml::text(out, self.article.words([*at, fragment.end]));
        *at = fragment.end.max(*at);
        xml::close(out, self.elements[fragment.element].name);
    }
}

/// The elements with their spans, outer ones first where spans are the same.
fn elements(article: &Article<'_>) -> (Vec<Element>, Vec<(usize, [u32; 2])>) {
    let report = &article.report;
    let (mut elements, mut spans) = (Vec::new(), Vec::new());
    let mut add = |name, attributes, id: String, is_quotation, at: &[[u32; 2]]| {
        spans.extend(at.iter().map(|&span| (elements.len(), span)));
        elements.push(Element { name, attributes, id, is_quotation });
    };
    for quotation in &report.quotations {
        let id = format!("q{}", quotation.id);
        let kind = quotation.kind.name().to_owned();
        let whose = article.speaker(quotation).map(|entity| ("who", format!("#e{}", entity.id)));
        if quotation.act == Act::Statement {
            let literal = (quotation.kind == crate::report::QuotationKind::Direct).to_string();
            let mut attributes = vec![("direct", literal), ("rend", kind)];
            attributes.extend(whose);
            add("said", attributes, id.clone(), true, &quotation.content);
        } else {
            let attributes = vec![("type", quotation.act.name().to_owned()), ("subtype", kind)];
            add("seg", attributes, id.clone(), true, &quotation.content);
        }
        if quotation.kind == crate::report::QuotationKind::Mixed {
            for (idx, &span) in quotation.printed.iter().enumerate() {
                add("quote", Vec::new(), format!("{id}-words{idx}"), false, &[span]);
            }
        }
        for (span, kind) in [(quotation.source, "source"), (quotation.cue, "cue")] {
            let Some(span) = span else { continue };
            let attributes = vec![("type", kind.to_owned()), ("corresp", format!("#{id}"))];
            add("seg", attributes, format!("{id}-{kind}"), false, &[span]);
        }
    }
    for (idx, words) in report.quoted_words.iter().enumerate() {
        let (name, kind) = match words.words_type {
            QuotedWordsType::Scare => ("soCalled", None),
            QuotedWordsType::Title => ("title", None),
            QuotedWordsType::Nickname => ("name", Some("nickname")),
            QuotedWordsType::Term => ("term", None),
        };
        let attributes = kind.map(|kind| ("type", kind.to_owned())).into_iter().collect();
        add(name, attributes, format!("w{idx}"), false, &[[words.start, words.end]]);
    }
    for (idx, value) in report.values.iter().enumerate() {
        let (name, attributes) = figure(value);
        add(name, attributes, format!("v{idx}"), false, &[[value.start, value.end]]);
    }
    for entity in &report.entities {
        for (idx, mention) in entity.mentions.iter().enumerate() {
            let kind = entity.type_of(mention);
            let mut attributes = vec![("ref", format!("#e{}", entity.id))];
            let name = match (mention.kind, kind) {
                (MentionKind::Role | MentionKind::Pronoun, _) => "rs",
                (_, EntityType::Person) => "persName",
                (_, EntityType::Organization) => "orgName",
                (_, EntityType::Location | EntityType::Facility) => "placeName",
                _ => "name",
            };
            if matches!(name, "rs" | "name") {
                attributes.push(("type", kind.name().to_owned()));
            }
            attributes.push(("rend", mention.kind.name().to_owned()));
            let id = format!("m{}-{idx}", entity.id);
            add(name, attributes, id, false, &[[mention.start, mention.end]]);
        }
    }
    (elements, spans)
}

/// The element of a value; its normal form stands in `n`, and where TEI has an attribute for it, there too.
fn figure(value: &Value) -> (&'static str, Vec<(&'static str, String)>) {
    let mut attributes = Vec::new();
    let day = |form: &Option<String>| form.clone().filter(|form| is_day(form));
    let name = match value.value_type {
        ValueType::Date | ValueType::Relative => {
            attributes.extend(day(&value.value).map(|day| ("when", day)));
            if attributes.is_empty() {
                attributes.extend(day(&value.low).map(|day| ("notBefore", day)));
                attributes.extend(day(&value.high).map(|day| ("notAfter", day)));
            }
            "date"
        }
        ValueType::Time => "time",
        ValueType::Duration | ValueType::Money | ValueType::Percent | ValueType::Quantity => {
            attributes.push(("type", value.value_type.name().to_owned()));
            "measure"
        }
    };
    attributes.extend(normal_form(value).map(|form| ("n", form)));
    (name, attributes)
}

/// Whether a form is a day, month or year as XML Schema writes them.
fn is_day(form: &str) -> bool {
    let parts: Vec<&str> = form.split('-').collect();
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [year, rest @ ..] if digits(year, 4) && *year != "0000" && rest.len() <= 2
        && rest.iter().all(|part| digits(part, 2)))
}
