//! The lockbox: articles of every source that train nothing and that no setting is chosen on.
//!
//! They are scored once when a piece of work is done, and their scores stand in the model's card.

use saidby::tagger::hash;

/// One article in so many lies in the lockbox.
pub const ONE_IN: u64 = 10;

/// Whether the article with this id lies in the lockbox.
pub fn holds(id: &str) -> bool {
    holds_one_in(ONE_IN, id)
}

/// Whether the article with this id lies in a lockbox of one article in `n`: of small sources more is
/// set aside, so that a score of it says something.
pub fn holds_one_in(n: u64, id: &str) -> bool {
    hash(id.as_bytes()).is_multiple_of(n)
}

/// The fold, from 0 to `n_folds` − 1, that an article outside the lockbox is held out in when
/// settings are chosen.
pub fn fold(id: &str, n_folds: u64) -> u64 {
    hash(id.as_bytes()) / ONE_IN % n_folds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_the_articles_lies_in_the_lockbox_always_the_same() {
        let held = (0..10_000).filter(|number| holds(&format!("article-{number}"))).count();
        assert!((900..1100).contains(&held), "{held}");
        assert_eq!((holds("article-1"), holds("article-1")), (holds("article-1"), holds("article-1")));
    }
}
