//! The text as the rooms below see it: paragraphs, sentences, tokens and distinct words.
//!
//! It says where things stand, not what they mean: names, values and quotations are found later.

mod marks;
mod paragraph;
mod junk;
mod sentence;
mod shape;
mod token;
mod words;

pub use marks::{MarkFamily, QuotedRun};
pub use paragraph::ParagraphKind;
pub use shape::{Case, TokenKind, is_apostrophe, is_quotation_mark};
pub use words::Word;

use std::ops::Range;

use crate::lexicon::FUNCTION_WORDS;
use crate::span::Span;

/// A text cut into paragraphs, sentences and tokens.
///
/// # Examples
///
/// ```
/// use saidby::text::Document;
///
/// let document = Document::new("Bridge closes\n\n“We had to,” Mr. Osei said. It was old.");
/// assert_eq!(document.paragraphs.len(), 2);
/// assert_eq!(document.sentences.len(), 3);
/// assert_eq!(document.token_text(0), "Bridge");
/// ```
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The text as it was given.
    pub text: &'t str,
    /// In order; together they hold all that is not white space.
    pub paragraphs: Vec<Paragraph>,
    /// In order; none crosses a paragraph's end. Paragraphs set aside have none.
    pub sentences: Vec<Sentence>,
    /// In order, not overlapping. Paragraphs set aside have none.
    pub tokens: Vec<Token>,
    /// The distinct surface forms, in order of first occurrence.
    pub words: Vec<Word>,
    /// The stretches in quotation marks, in order of their start.
    pub quoted_runs: Vec<QuotedRun>,
}

/// A paragraph: a line, or a block of lines in a hard-wrapped text.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Without the white space around it.
    pub span: Span,
    /// What it is to the article.
    pub kind: ParagraphKind,
    /// Its tokens, as indices into [`Document::tokens`]; empty if it is set aside.
    pub tokens: Range<usize>,
    /// Its sentences, as indices into [`Document::sentences`].
    pub sentences: Range<usize>,
}

/// A sentence, or a line that stands for one.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its tokens, as indices into [`Document::tokens`]; never empty.
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// A word, figure, sign or mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Index of its surface form in [`Document::words`].
    pub word: u32,
    /// Whether white space, or the text's beginning, stands before it.
    pub space_before: bool,
}

impl<'t> Document<'t> {
    /// Cuts up `text`. Any string will do; time grows with its length.
    pub fn new(text: &'t str) -> Self {
        Self::with_kept(text, &[])
    }

    /// The same, but paragraphs that touch one of the spans `kept` are never set aside.
    pub fn with_kept(text: &'t str, kept: &[Span]) -> Self {
        let spans = paragraph::split(text);
        let mut interner = words::Interner::new(text);
        let mut document = Document {
            text,
            paragraphs: Vec::with_capacity(spans.len()),
            sentences: Vec::new(),
            tokens: Vec::with_capacity(text.len() / 5),
            words: Vec::new(),
            quoted_runs: Vec::new(),
        };
        let reasons = junk::reasons(text, &spans);
        for (span, reason) in spans.into_iter().zip(reasons) {
            let reason = reason.filter(|_| !kept.iter().any(|kept| kept.overlaps(span)));
            let first_token = document.tokens.len();
            let mut last_end = 0;
            let tokens = &mut document.tokens;
            // A paragraph set aside has no tokens, so that nothing below can see it.
            let end = if reason.is_some() { span.start } else { span.end };
            token::tokenize(text, span.start as usize, end as usize, |start, end, kind| {
                let span = Span::from_range(start..end);
                let space_before = start != last_end || tokens.len() == first_token;
                tokens.push(Token { span, word: interner.intern(span, kind), space_before });
                last_end = end;
            });
            document.paragraphs.push(Paragraph {
                span,
                kind: reason.map_or(ParagraphKind::Text, ParagraphKind::SetAside),
                tokens: first_token..document.tokens.len(),
                sentences: 0..0,
            });
        }
        document.words = interner.words;
        document.split_sentences();
        document.mark_headline();
        document.quoted_runs = marks::pair(&document);
        document
    }

    fn split_sentences(&mut self) {
        let mut sentences = Vec::with_capacity(self.tokens.len() / 16);
        let tokens = sentence::Tokens { text: self.text, tokens: &self.tokens, words: &self.words };
        for (number, paragraph) in self.paragraphs.iter_mut().enumerate() {
            let first = sentences.len();
            tokens.sentences(paragraph.tokens.clone(), |range| {
                sentences.push(Sentence { tokens: range, paragraph: number });
            });
            paragraph.sentences = first..sentences.len();
        }
        self.sentences = sentences;
    }

    /// The first paragraph is a headline if it is short, without a final stop, and not alone.
    fn mark_headline(&mut self) {
        let mut article = self.paragraphs.iter_mut().filter(|p| p.kind == ParagraphKind::Text);
        let (Some(first), Some(_)) = (article.next(), article.next()) else { return };
        let ends_open = !first.span.of(self.text).ends_with(['.', ':', ',', ';', '"', '”']);
        if first.tokens.len() <= 25 && first.sentences.len() == 1 && ends_open {
            first.kind = ParagraphKind::Headline;
        }
    }

    /// The words of a token.
    pub fn token_text(&self, token_idx: usize) -> &'t str {
        self.tokens[token_idx].span.of(self.text)
    }

    /// The distinct word that a token is an instance of.
    pub fn word(&self, token_idx: usize) -> &Word {
        &self.words[self.tokens[token_idx].word as usize]
    }

    /// A token in lower case.
    pub fn lower(&self, token_idx: usize) -> &str {
        &self.word(token_idx).lower
    }

    /// The span from the first to the last token of a range; empty for an empty range.
    pub fn cover(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens.clone()) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// The tokens that lie at least partly in a span, as a range of indices.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    /// Index of the sentence that a token stands in; the last one if there is none behind it.
    pub fn sentence_of(&self, token_idx: usize) -> usize {
        self.sentences
            .partition_point(|s| s.tokens.end <= token_idx)
            .min(self.sentences.len().saturating_sub(1))
    }

    /// Index of the paragraph that a token stands in.
    pub fn paragraph_of(&self, token_idx: usize) -> usize {
        self.paragraphs
            .partition_point(|p| p.tokens.end <= token_idx)
            .min(self.paragraphs.len().saturating_sub(1))
    }

    /// Whether the text has as many frequent English words as English prose has; true for a text
    /// of less than 30 words.
    pub fn looks_english(&self) -> bool {
        let (mut n_words, mut n_frequent) = (0u32, 0u32);
        let known: Vec<bool> = self.words.iter().map(|word| FUNCTION_WORDS.contains(&word.lower)).collect();
        for token in &self.tokens {
            let word = token.word as usize;
            n_words += u32::from(self.words[word].kind == TokenKind::Word);
            n_frequent += u32::from(known[word]);
        }
        n_words < 30 || n_frequent * 100 >= n_words * 12
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_first_line_is_the_headline() {
        let kind = |text| Document::new(text).paragraphs[0].kind;
        assert_eq!(kind("Bridge closes\n\nIt was old."), ParagraphKind::Headline);
        assert_eq!(kind("It was old.\n\nIt closed."), ParagraphKind::Text);
        assert_eq!(kind("Bridge closes"), ParagraphKind::Text);
    }

    #[test]
    fn a_paragraph_put_back_is_text_again() {
        let text = "Port opens\n\nShare\n\nIt was old.";
        let document = Document::new(text);
        assert_eq!(document.paragraphs[1].kind, ParagraphKind::SetAside("sharing"));
        assert_eq!(document.paragraphs[1].tokens.len() + document.paragraphs[1].sentences.len(), 0);
        let document = Document::with_kept(text, &[Span::new(13, 14)]);
        assert_eq!(document.paragraphs[1].kind, ParagraphKind::Text);
        assert_eq!(document.paragraphs[1].sentences.len(), 1);
    }

    #[test]
    fn the_headline_stands_behind_what_is_set_aside() {
        let document = Document::new("Advertisement\n\nBridge closes\n\nIt was old.");
        assert_eq!(document.paragraphs[1].kind, ParagraphKind::Headline);
    }

    #[test]
    fn tokens_are_found_by_span() {
        let document = Document::new("The old bridge closed.");
        assert_eq!(document.tokens_in(Span::new(4, 14)), 1..3);
        assert_eq!(document.tokens_in(Span::new(3, 4)), 1..1);
        assert_eq!(document.cover(1..3).of(document.text), "old bridge");
    }

    #[test]
    fn other_languages_do_not_look_english() {
        let german = "Der Rat hat am Montag beschlossen, dass die Brücke bis zum Frühjahr für Lastwagen gesperrt \
                      bleibt, weil die Pfeiler nach dem Hochwasser im Januar nicht mehr sicher sind und niemand \
                      weiß, wer die Kosten trägt.";
        assert!(!Document::new(german).looks_english());
        assert!(Document::new("Bridge closes").looks_english());
    }
}
