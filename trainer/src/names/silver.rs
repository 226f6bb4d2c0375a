//! Raw news labeled by a first model, to train the second one on besides the gold corpora.
//!
//! The labels are no better than the model that gives them, but they stand on far more words and
//! in other kinds of news: the second model is surer where the first one has seen little.

use std::fs;
use std::path::Path;

use saidby::entity::{Label, NameFinder, Tagged};
use saidby::text::Document;

use crate::corpora::{Article, GoldEntity};

/// Files of raw texts, one document a line: every how many documents are taken, and whether the
/// license lets the weights go anywhere.
const FILES: [(&str, usize, bool); 4] = [
    ("abc_australia_2006", 1, false),
    ("ag_news_part", 1, false),
    ("bbc_2004_2005", 1, false),
    ("gmb_voa", 3, true),
];
/// Shorter documents are left out, in bytes.
const SHORTEST: usize = 80;

/// The raw documents with the names, dates and money that `finder` finds.
///
/// # Errors
///
/// One sentence that names the file that cannot be read.
pub(super) fn articles(shared: &Path, clean_only: bool, finder: &NameFinder) -> Result<Vec<Article>, String> {
    let mut articles = Vec::new();
    for (file, step, _) in FILES.iter().filter(|(_, _, clean)| *clean || !clean_only) {
        let path = shared.join("raw").join(format!("{file}.txt"));
        let content = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let lines = content.lines().enumerate().step_by(*step).map(|(number, line)| (number, line.trim()));
        for (number, line) in lines.filter(|(_, line)| SHORTEST < line.len()) {
            let entities = entities(&finder.find(&Document::new(line)));
            articles.push(Article { id: format!("{file}-{number}"), text: line.to_owned(), entities });
        }
    }
    Ok(articles)
}

fn entities(tagged: &Tagged) -> Vec<GoldEntity> {
    let names = tagged.names.iter().map(|name| (name.span, Label::Name(name.entity_type)));
    let dates = tagged.dates.iter().map(|&span| (span, Label::Date));
    let money = tagged.money.iter().map(|&span| (span, Label::Money));
    let entity = |(span, label): (_, Label)| {
        let fine = match label {
            Label::Name(entity_type) => format!("{entity_type:?}"),
            Label::Date => "date".to_owned(),
            Label::Money => "money".to_owned(),
        };
        GoldEntity { span, coarse: String::new(), fine: Some(fine) }
    };
    names.chain(dates).chain(money).map(entity).collect()
}
