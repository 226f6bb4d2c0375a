//! Raw news with labels that no person gave, to train on besides the gold corpora.
//!
//! A teacher gives them: a larger model that would not fit into the page (`trainer/teacher`). What
//! it has learned from the same corpora it passes on over far more words and in other kinds of news.
//! Where only clean data may be used, a first model of our own labels them instead.

use std::collections::BTreeMap;
use std::path::Path;

use saidby::entity::{Label, Tagged};
use serde::Deserialize;

use super::Finder;
use crate::corpora::{self, Article, GoldEntity, Offsets};
use crate::raw;

/// Files of raw texts, one document a line: every how many documents are taken, and whether the
/// license lets the weights go anywhere.
const FILES: [(&str, usize, bool); 4] = [
    ("abc_australia_2006", 1, false),
    ("ag_news_part", 1, false),
    ("bbc_2004_2005", 1, false),
    ("gmb_voa", 3, true),
];
/// The type of words that may have any label: the teacher was not sure.
pub(super) const UNSURE: &str = "unsure";

/// A document's labels as the teacher gave them; offsets are code points.
#[derive(Deserialize)]
struct Line {
    id: String,
    names: Vec<(usize, usize, String)>,
    open: Vec<[usize; 2]>,
}

/// The documents that the teacher labeled in the file `labels`.
///
/// # Errors
///
/// One sentence that names the file that cannot be read, or the line that fits no document.
pub(super) fn taught(shared: &Path, labels: &Path) -> Result<Vec<Article>, String> {
    let texts: BTreeMap<String, String> = documents(shared)?.into_iter().collect();
    corpora::read_packed_lines(labels, |line: Line| {
        let text = texts.get(&line.id).ok_or_else(|| format!("no document {:?}", line.id))?;
        let offsets = Offsets::of(text);
        let names = line.names.into_iter();
        let open = line.open.into_iter().map(|[start, end]| (start, end, UNSURE.to_owned()));
        let entity = |(start, end, label)| {
            let span = offsets.span(start, end);
            let span =
                span.ok_or_else(|| format!("{start}..{end} lies outside the text of {:?}", line.id))?;
            Ok(GoldEntity { span, coarse: String::new(), fine: Some(label) })
        };
        let entities = names.chain(open).map(entity).collect::<Result<_, String>>()?;
        Ok(Article { id: line.id.clone(), text: text.clone(), entities })
    })
}

/// The raw documents with the names, dates and money that `finder` finds, those of clean files
/// alone.
///
/// # Errors
///
/// One sentence that names the file that cannot be read.
pub(super) fn found(shared: &Path, finder: &Finder) -> Result<Vec<Article>, String> {
    let mut articles = Vec::new();
    for (file, step, _) in FILES.iter().filter(|(_, _, clean)| *clean) {
        for (id, text) in raw::documents(shared, file, *step)? {
            let entities = entities(&finder.find(&text));
            articles.push(Article { id, text, entities });
        }
    }
    Ok(articles)
}

fn entities(tagged: &Tagged) -> Vec<GoldEntity> {
    let names = tagged.names.iter().map(|name| (name.span, Label::Name(name.entity_type)));
    let dates = tagged.dates.iter().map(|&span| (span, Label::Date));
    let money = tagged.money.iter().map(|&span| (span, Label::Money));
    let entity = |(span, label)| GoldEntity { span, coarse: String::new(), fine: Some(name_of(label)) };
    names.chain(dates).chain(money).map(entity).collect()
}

/// A type as labels in files have it.
pub(super) fn name_of(label: Label) -> String {
    match label {
        Label::Name(entity_type) => format!("{entity_type:?}").to_lowercase(),
        Label::Date => "date".to_owned(),
        Label::Money => "money".to_owned(),
    }
}

/// The raw documents with their ids.
///
/// # Errors
///
/// One sentence that names the file that cannot be read.
pub(super) fn documents(shared: &Path) -> Result<Vec<(String, String)>, String> {
    let mut documents = Vec::new();
    for (file, step, _) in FILES {
        documents.extend(raw::documents(shared, file, step)?);
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        "Zoë Okafor of Ellis Mills was glad on Monday, the company said in a letter to its workers.";

    /// The articles of raw files of one invented document with `labels` of it.
    fn teach(name: &str, labels: &str) -> Result<Vec<Article>, String> {
        raw::invented::read(&format!("named-{name}"), &FILES.map(|(file, _, _)| file), LINE, labels, taught)
    }

    #[test]
    fn labels_of_the_teacher_stand_at_code_points_and_what_it_is_unsure_of_is_open() {
        let line = r#"{"id": "gmb_voa-0", "names": [[0, 10, "person"]], "open": [[14, 25]]}"#;
        let articles = teach("labels", line).unwrap();
        let entities = articles[0].entities.iter();
        let found: Vec<_> =
            entities.map(|entity| (entity.span.of(&articles[0].text), entity.fine.as_deref())).collect();
        assert_eq!(found, [("Zoë Okafor", Some("person")), ("Ellis Mills", Some(UNSURE))]);
    }

    #[test]
    fn labels_that_fit_no_document_are_refused_with_file_and_line() {
        let unknown = teach("unknown", r#"{"id": "gmb_voa-7", "names": [], "open": []}"#).unwrap_err();
        assert!(unknown.ends_with(r#"labels.jsonl.gz:1: no document "gmb_voa-7""#), "{unknown}");
        let outside = teach("outside", r#"{"id": "gmb_voa-0", "names": [[3, 900, "person"]], "open": []}"#);
        assert!(outside.unwrap_err().contains(":1: 3..900 lies outside"));
    }
}
