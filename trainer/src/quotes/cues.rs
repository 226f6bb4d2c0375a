//! Counts how often each word stands in cues.

use std::collections::BTreeMap;

use saidby::lexicon::CUE_VERBS;
use saidby::quote::CueTable;
use saidby::quote::facts::{cue_bin, cue_key};
use saidby::text::{Document, TokenKind};

use super::corpus::QuotedArticle;

/// How often a word stands in cues, and at all.
type Counts = BTreeMap<String, (u32, u32)>;

/// The words that stand in cues.
pub struct Cues {
    /// Of each document.
    own: Vec<Counts>,
    /// Of all together.
    all: Counts,
}

impl Cues {
    /// Counts the documents of these articles.
    pub fn count(documents: &[Document], articles: &[QuotedArticle]) -> Self {
        let own: Vec<Counts> =
            documents.iter().zip(articles).map(|(document, article)| count_cues(document, article)).collect();
        let mut all = Counts::new();
        for (word, &(n_cue, n)) in own.iter().flatten() {
            let total = all.entry(word.clone()).or_default();
            *total = (total.0 + n_cue, total.1 + n);
        }
        Self { own, all }
    }

    /// What the other documents say of a word.
    pub fn bin_without(&self, number: usize, lower: &str) -> Option<u8> {
        let counts = |counts: &Counts| counts.get(lower).copied().unwrap_or_default();
        let ((n_cue, n), (own_cue, own_n)) = (counts(&self.all), counts(&self.own[number]));
        known_bin(lower, n_cue - own_cue, n - own_n)
    }

    /// The table for the model.
    pub fn table(&self) -> CueTable {
        let bin =
            |(word, &(n_cue, n)): (&String, &(u32, u32))| Some((cue_key(word), known_bin(word, n_cue, n)?));
        let mut entries: Vec<(u32, u8)> = self.all.iter().filter_map(bin).collect();
        entries.sort_unstable();
        entries.dedup_by_key(|entry| entry.0);
        CueTable::new(entries)
    }
}

fn count_cues(document: &Document, article: &QuotedArticle) -> Counts {
    let mut in_cue = vec![false; document.tokens.len()];
    for span in article.attributions.iter().flat_map(|gold| &gold.cue) {
        in_cue[document.tokens_in(*span)].fill(true);
    }
    let mut counts = Counts::new();
    for (token_idx, in_cue) in in_cue.into_iter().enumerate() {
        if document.word(token_idx).kind == TokenKind::Word {
            let count = counts.entry(document.lower(token_idx).to_owned()).or_default();
            *count = (count.0 + u32::from(in_cue), count.1 + 1);
        }
    }
    counts
}

/// Listed verbs seen less often are left to what the list says.
const MIN_SEEN: u32 = 4;

/// What the table of cue words says of a word; nothing if it is an ordinary one, or a reporting
/// verb too rare to be counted.
fn known_bin(lower: &str, n_cue: u32, n: u32) -> Option<u8> {
    let bin = cue_bin(n_cue, n);
    let listed = CUE_VERBS.contains(lower);
    (if listed { MIN_SEEN <= n } else { bin != 0 }).then_some(bin)
}
