//! The lockbox: articles of every source that train nothing and that no setting is chosen on.
//!
//! They are scored once when a piece of work is done, and their scores stand in the model's card.

use saidby::tagger::hash;

/// One article in so many lies in the lockbox.
const ONE_IN: u64 = 10;

/// Whether the article with this id lies in the lockbox.
pub fn holds(id: &str) -> bool {
    hash(id.as_bytes()).is_multiple_of(ONE_IN)
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
