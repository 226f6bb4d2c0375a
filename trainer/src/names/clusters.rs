//! Word clusters from raw news and from the texts of the training corpora.

use std::fs;
use std::path::Path;

use saidby::entity::Clusters;

use super::vectors::Texts;
use crate::corpora;

/// Raw texts, one document a line, and whether their license lets the clusters go anywhere.
const RAW: [(&str, bool); 6] = [
    ("abc_australia_2006", false),
    ("ag_news_part", false),
    ("bbc_2004_2005", false),
    ("gmb_voa", true),
    ("state_of_the_union", true),
    ("worldwide_train", false),
];

/// Corpora whose texts are read too.
const CORPORA: [(&str, bool); 5] = [
    ("entities/conll2003.train", false),
    ("entities/uner-ewt.train", false),
    ("entities/finer.train", false),
    ("entities/wikigold.all", true),
    ("quotes/polnear.train", false),
];

const N_FINE: usize = 512;
const N_COARSE: usize = 64;

/// Words with their clusters, the most frequent first.
///
/// # Errors
///
/// One sentence that names the file that cannot be read.
pub(super) fn compile(shared: &Path, clean_only: bool) -> Result<Vec<(String, Clusters)>, String> {
    let mut texts = Texts::default();
    for (file, _) in RAW.iter().filter(|(_, clean)| *clean || !clean_only) {
        let path = shared.join("raw").join(format!("{file}.txt"));
        let content = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for line in content.lines() {
            texts.add(line);
        }
    }
    for (file, _) in CORPORA.iter().filter(|(_, clean)| *clean || !clean_only) {
        for article in corpora::read(&shared.join("corpora").join(format!("{file}.jsonl")))? {
            texts.add(&article.text);
        }
    }
    eprintln!("names: clusters from {} tokens", texts.n_tokens());
    let vectors = texts.learn();
    let classes = vectors.classes(N_FINE, N_COARSE);
    let clusters = classes.into_iter().map(|(fine, coarse)| Clusters { coarse, fine });
    Ok(vectors.words.into_iter().zip(clusters).collect())
}
