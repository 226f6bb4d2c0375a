//! Which corpora the names model is trained on, and which of their articles train, choose settings or
//! lie in the lockbox.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::labels::Labels;
use crate::corpora::{self, Article};
use crate::lockbox;

/// A corpus in training.
pub(super) struct Corpus {
    pub(super) file: &'static str,
    pub(super) labels: Labels,
    /// The number of its own feature copies; 0 for none.
    pub(super) copy: u8,
    /// Whether its license lets the weights go anywhere with credit.
    pub(super) clean: bool,
    /// What each sentence counts.
    pub(super) weight: f32,
    /// One article in so many lies in the lockbox.
    pub(super) set_aside: u64,
}

impl Corpus {
    fn path(&self, shared: &Path) -> PathBuf {
        shared.join("corpora/entities").join(format!("{}.jsonl", self.file))
    }

    /// Whether its sentences were taken out of the raw news that a teacher labels.
    fn is_from_raw_news(&self) -> bool {
        self.file == "rare.train"
    }
}

pub(super) static CORPORA: [Corpus; 8] = [
    Corpus {
        file: "worldwide.train",
        labels: Labels::Nine,
        copy: 0,
        clean: false,
        weight: 1.0,
        set_aside: lockbox::ONE_IN,
    },
    Corpus { file: "rare.train", labels: Labels::Nine, copy: 0, clean: false, weight: 2.0, set_aside: 5 },
    Corpus {
        file: "conll2003.train",
        labels: Labels::Four,
        copy: 0,
        clean: false,
        weight: 1.0,
        set_aside: lockbox::ONE_IN,
    },
    Corpus {
        file: "uner-ewt.train",
        labels: Labels::Three,
        copy: 2,
        clean: false,
        weight: 1.0,
        set_aside: lockbox::ONE_IN,
    },
    Corpus {
        file: "wikigold.all",
        labels: Labels::Four,
        copy: 3,
        clean: true,
        weight: 1.0,
        set_aside: lockbox::ONE_IN,
    },
    Corpus {
        file: "finer.train",
        labels: Labels::Three,
        copy: 4,
        clean: false,
        weight: 1.0,
        set_aside: lockbox::ONE_IN,
    },
    Corpus {
        file: "gmb.train",
        labels: Labels::Dated,
        copy: 0,
        clean: true,
        weight: 1.0,
        set_aside: lockbox::ONE_IN,
    },
    Corpus {
        file: "wnut17.train",
        labels: Labels::Four,
        copy: 5,
        clean: true,
        weight: 1.0,
        set_aside: lockbox::ONE_IN,
    },
];

/// Corpora that only the clean model is trained on: with the others at hand their machine-made
/// labels and their short messages do harm.
pub(super) const CLEAN_ONLY: [&str; 2] = ["gmb.train", "wnut17.train"];

/// Which articles of a corpus are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All outside the lockbox.
    Training,
    /// Those of them that are not held out when settings are chosen.
    WithoutHeldOut,
    /// Those that are.
    HeldOut,
    /// Those that train nothing and choose nothing.
    Lockbox,
}

/// Settings are chosen on one article in so many.
const N_FOLDS: u64 = 5;

impl Part {
    fn holds(self, corpus: &Corpus, id: &str) -> bool {
        let in_lockbox = lockbox::holds_one_in(corpus.set_aside, id);
        let is_held_out = lockbox::fold(id, N_FOLDS) == 0;
        match self {
            Part::Training => !in_lockbox,
            Part::WithoutHeldOut => !in_lockbox && !is_held_out,
            Part::HeldOut => !in_lockbox && is_held_out,
            Part::Lockbox => in_lockbox,
        }
    }
}

pub(super) fn articles(shared: &Path, corpus: &Corpus, part: Part) -> Result<Vec<Article>, String> {
    let mut articles = corpora::read(&corpus.path(shared))?;
    articles.retain(|article| part.holds(corpus, &article.id));
    Ok(articles)
}

/// The articles of a part of each corpus that tells all nine types, with the corpus's name.
///
/// # Errors
///
/// One sentence, where a corpus cannot be read.
pub(super) fn with_nine_types(
    shared: &Path,
    part: Part,
) -> Result<Vec<(&'static str, Vec<Article>)>, String> {
    let corpora = CORPORA.iter().filter(|corpus| corpus.labels == Labels::Nine);
    corpora.map(|corpus| Ok((corpus.file, articles(shared, corpus, part)?))).collect()
}

/// The first letters of a sentence, by which it is found again.
pub(super) fn opening(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).take(40).collect()
}

/// How the sentences begin that were taken out of the raw news to be marked.
///
/// # Errors
///
/// One sentence, where the corpus cannot be read.
pub(super) fn marked_raw_news(shared: &Path) -> Result<BTreeSet<String>, String> {
    let corpora = CORPORA.iter().filter(|corpus| corpus.is_from_raw_news());
    let mut openings = BTreeSet::new();
    for corpus in corpora {
        let texts = corpora::read_texts(&corpus.path(shared))?;
        openings.extend(texts.iter().map(|text| opening(text)));
    }
    Ok(openings)
}
