//! Word clusters: from pretrained vectors, and from raw news with the texts of the training corpora.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use saidby::entity::Clustering;

use super::pretrained;
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

/// How many of the most frequent words of the pretrained vectors are known; rarer ones if they
/// stand in our own texts.
const N_FREQUENT: usize = 80_000;
/// Numbers of nested classes of the pretrained vectors.
const SIZES: [usize; 3] = [4096, 1024, 64];
/// Number of classes of the vectors from our own texts.
const N_NEWS: usize = 512;

/// The clusters of words.
///
/// # Errors
///
/// One sentence, where a file cannot be read or the pretrained vectors cannot be fetched.
pub(super) fn compile(shared: &Path, clean_only: bool) -> Result<Clustering, String> {
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
    let news = texts.learn();
    let mut words: BTreeMap<String, [u16; 2]> = BTreeMap::new();
    for (word, &class) in news.words.iter().zip(&news.nested_classes(&[N_NEWS])[0]) {
        words.entry(word.clone()).or_default()[1] = class as u16 + 1;
    }
    let known: BTreeSet<&str> = news.words.iter().map(String::as_str).collect();
    let vectors = pretrained::read(N_FREQUENT, |word| known.contains(word))?;
    let levels = vectors.nested_classes(&SIZES);
    for (word, &class) in vectors.words.into_iter().zip(&levels[0]) {
        words.entry(word).or_default()[0] = class as u16 + 1;
    }
    let from_one = |classes: &[usize]| classes.iter().map(|&class| class as u16 + 1).collect();
    Ok(Clustering {
        words: words.into_iter().collect(),
        middle: from_one(&levels[1]),
        coarse: from_one(&levels[2]),
    })
}
