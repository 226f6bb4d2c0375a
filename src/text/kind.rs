//! What a paragraph is to the article.

use crate::lexicon::Reason;

/// What a paragraph is to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// The article's title.
    Headline,
    /// A word or two above the headline.
    Kicker,
    /// Who wrote it.
    Byline,
    /// When it was published or changed.
    Dateline,
    /// Running text.
    Text,
    /// An item of a list.
    List,
    /// What a picture shows.
    Caption,
    /// Who took a picture.
    Credit,
    /// Not part of the article, and what it is (a menu, a teaser, a notice): kept in the text, left out of the analysis.
    SetAside(Reason),
}

impl ParagraphKind {
    /// Whether somebody may speak in it. Nobody does in what stands beside the story, and a
    /// quotation goes on behind it.
    pub const fn is_story(self) -> bool {
        matches!(self, Self::Headline | Self::Text | Self::List)
    }

    /// Whether it is left out of the analysis.
    pub const fn is_set_aside(self) -> bool {
        matches!(self, Self::SetAside(_))
    }
}
