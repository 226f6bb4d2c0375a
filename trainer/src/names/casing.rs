//! Articles with a made headline, for names where capitals tell little.
//!
//! A sentence is taken out of the article and put before it as a headline, in title case, capitals
//! or lower case; the headline alone is trained on, with the article as its context.

use saidby::text::{Document, TokenKind};

/// How a headline is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    Title,
    Upper,
    Lower,
}

/// Words that title case leaves small.
const SMALL: [&str; 22] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "over", "the",
    "to", "vs", "via", "with", "'s", "n't",
];

/// The article with the sentence as its headline, and the tokens of the original that the headline
/// consists of; none if the headline is not cut into the same tokens.
pub(super) fn with_headline(
    document: &Document,
    sentence: usize,
    casing: Casing,
) -> Option<(String, std::ops::Range<usize>)> {
    let mut tokens = document.sentences.get(sentence)?.tokens.clone();
    let span = document.cover(tokens.clone());
    while tokens.end > tokens.start && document.word(tokens.end - 1).kind != TokenKind::Word {
        tokens.end -= 1;
    }
    let mut headline = String::new();
    for token in tokens.clone() {
        if document.tokens[token].space_before && !headline.is_empty() {
            headline.push(' ');
        }
        let surface = document.token_text(token);
        match casing {
            Casing::Upper => headline.push_str(&surface.to_uppercase()),
            Casing::Lower => headline.push_str(&surface.to_lowercase()),
            Casing::Title if token != tokens.start && SMALL.contains(&document.lower(token)) => {
                headline.push_str(surface);
            }
            Casing::Title => {
                let mut chars = surface.chars();
                headline.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                headline.push_str(chars.as_str());
            }
        }
    }
    let text = document.text;
    let (before, behind) = (&text[..span.start as usize], &text[span.end as usize..]);
    let whole = format!("{headline}\n\n{before}{behind}");
    let n_tokens = Document::new(&whole).sentences.first()?.tokens.len();
    (n_tokens == tokens.len()).then_some((whole, tokens))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(casing: Casing) -> String {
        let document = Document::new("It rained. Ana Ruiz left the port of Ellis. She swam.");
        let (text, tokens) = with_headline(&document, 1, casing).unwrap();
        assert_eq!(tokens, 3..10);
        text
    }

    #[test]
    fn a_sentence_becomes_the_headline() {
        assert_eq!(headline(Casing::Title), "Ana Ruiz Left the Port of Ellis\n\nIt rained.  She swam.");
        assert_eq!(headline(Casing::Upper), "ANA RUIZ LEFT THE PORT OF ELLIS\n\nIt rained.  She swam.");
        assert_eq!(headline(Casing::Lower), "ana ruiz left the port of ellis\n\nIt rained.  She swam.");
    }
}
