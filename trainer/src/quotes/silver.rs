//! Raw news with attributions that no person marked: a larger model that has learned from the corpus
//! marked them (`trainer/teacher`), and chain and reranker are trained on them besides it.

use std::collections::BTreeMap;
use std::path::Path;

use saidby::text::Document;
use serde::Deserialize;

use super::corpus::{LineAttribution, QuotedArticle, Set};
use crate::{corpora, raw};

/// Files of raw texts, and every how many of their documents are taken.
const FILES: [(&str, usize); 4] =
    [("abc_australia_2006", 1), ("ag_news_part", 2), ("bbc_2004_2005", 1), ("gmb_voa", 2)];
/// A corpus of names whose texts are taken besides: articles of the whole world, with paragraphs.
const ARTICLES: &str = "worldwide.train";

/// A document's attributions as the teacher marked them.
#[derive(Deserialize)]
struct Line {
    id: String,
    attributions: Vec<LineAttribution>,
}

/// The documents that the teacher labeled in the file `labels`.
///
/// # Errors
///
/// One sentence that names the file that cannot be read, or the line that fits no document.
pub(super) fn taught(shared: &Path, labels: &Path) -> Result<Vec<QuotedArticle>, String> {
    let texts: BTreeMap<String, String> = documents(shared)?.into_iter().collect();
    corpora::read_packed_lines(labels, |line: Line| {
        let text = texts.get(&line.id).ok_or_else(|| format!("no document {:?}", line.id))?;
        QuotedArticle::new(line.id, text.clone(), &line.attributions, |_| None, Set::Taught)
    })
}

/// The documents with their ids.
///
/// # Errors
///
/// One sentence that names the file that cannot be read.
pub(super) fn documents(shared: &Path) -> Result<Vec<(String, String)>, String> {
    let path = shared.join("corpora/entities").join(format!("{ARTICLES}.jsonl"));
    let mut documents: Vec<(String, String)> =
        corpora::read(&path)?.into_iter().map(|article| (article.id, article.text)).collect();
    for (file, step) in FILES {
        let lines = raw::documents(shared, file, step)?;
        documents.extend(lines.into_iter().map(|(id, text)| (id, in_paragraphs(&text))));
    }
    Ok(documents)
}

/// The text of one line with a paragraph's end after every sentence or two, as news is set; never
/// inside quotation marks. A space becomes the line's end, so that offsets stay.
fn in_paragraphs(line: &str) -> String {
    let document = Document::new(line);
    let mut text = line.to_owned();
    let mut n_sentences = 0;
    for (number, pair) in document.sentences.windows(2).enumerate() {
        n_sentences += 1;
        let next = pair[1].tokens.start;
        let space = document.cover(next..next + 1).start as usize - 1;
        let inside = document.quoted_runs.iter().any(|run| run.tokens.start < next && next < run.tokens.end);
        let wanted = 1 + usize::from((7 * number + line.len()) % 3 == 2);
        if wanted <= n_sentences && !inside && line.as_bytes()[space] == b' ' {
            text.replace_range(space..=space, "\n");
            n_sentences = 0;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const LINE: &str = "Zoë Okafor left Ellis on Monday. The mill is for sale, she said. “We are sorry. We tried. \
                        It was too late. Nobody came,” her brother told reporters. He went home. It rained.";

    /// The articles of raw files of one invented document with `labels` of it.
    fn teach(name: &str, labels: &str) -> Result<Vec<QuotedArticle>, String> {
        let read = |shared: &Path, labels: &Path| {
            fs::create_dir_all(shared.join("corpora/entities")).unwrap();
            fs::write(shared.join(format!("corpora/entities/{ARTICLES}.jsonl")), "").unwrap();
            taught(shared, labels)
        };
        raw::invented::read(&format!("said-{name}"), &FILES.map(|(file, _)| file), LINE, labels, read)
    }

    #[test]
    fn attributions_of_the_teacher_stand_at_code_points() {
        let line = r#"{"id": "gmb_voa-0", "attributions": [
            {"source": [[55, 58]], "cue": [[59, 63]], "content": [[33, 53]]}]}"#;
        let articles = teach("labels", &line.replace('\n', "")).unwrap();
        let gold = &articles[0].attributions[0];
        let parts = [&gold.source, &gold.cue, &gold.content].map(|spans| spans[0].of(&articles[0].text));
        assert_eq!(parts, ["she", "said", "The mill is for sale"]);
    }

    #[test]
    fn labels_that_fit_no_document_are_refused_with_file_and_line() {
        let unknown = teach("unknown", r#"{"id": "gmb_voa-7", "attributions": []}"#).err().unwrap();
        assert!(unknown.ends_with(r#"labels.jsonl.gz:1: no document "gmb_voa-7""#), "{unknown}");
        let outside =
            r#"{"id": "gmb_voa-0", "attributions": [{"source": [], "cue": [], "content": [[3, 900]]}]}"#;
        assert!(teach("outside", outside).err().unwrap().contains(":1: 3..900 does not fit the text"));
    }

    #[test]
    fn a_line_is_set_in_paragraphs_that_part_no_speech_and_move_no_offset() {
        let text = in_paragraphs(LINE);
        assert_eq!(text.replace('\n', " "), LINE);
        let paragraphs: Vec<&str> = text.split('\n').collect();
        assert!(2 < paragraphs.len(), "{paragraphs:?}");
        assert!(paragraphs.iter().all(|paragraph| paragraph.contains('“') == paragraph.contains('”')));
    }
}
