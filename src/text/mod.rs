//! The text as the rooms below see it: paragraphs, sentences, tokens and distinct words.
//!
//! It says where things stand, not what they mean: names, values and quotations are found later.

mod chars;
mod split;
mod kind;
mod line;
mod junk;
mod features;
mod classifier;
mod beside;
mod layout;
mod turn;
mod marks;
mod sentence;
mod shape;
mod stop;
mod token;
mod words;

pub use classifier::{PARAGRAPHS_SECTION, PARAGRAPHS_TEMPLATE, ParagraphClassifier, paragraph_features};
pub use features::N_PARAGRAPH_FEATURES;
pub use kind::ParagraphKind;
pub use marks::QuotedRun;
pub use shape::{Case, TokenKind, is_apostrophe, is_quotation_mark};
pub use turn::MarkFamily;
pub use words::Word;

use std::ops::Range;

use crate::lexicon::{FUNCTION_WORDS, Reason};
use crate::span::Span;

/// So many paragraphs beside the story are looked over.
const MAX_BESIDE: usize = 12;
/// Above a forwarded mail so many paragraphs are a note on it, the mail's head included.
const MAX_NOTE: usize = 16;

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
        Self::of_paste(text, None, &[], None)
    }

    /// The same of a text that may be a whole page: what is no part of the article is set aside by
    /// `classifier`, and from the byte `cut` on everything, but no paragraph that touches one of the
    /// spans `kept`.
    pub fn of_paste(
        text: &'t str,
        classifier: Option<&ParagraphClassifier>,
        kept: &[Span],
        cut: Option<u32>,
    ) -> Self {
        let spans = split::split(text);
        let mut interner = words::Interner::new(text);
        let mut document = Document {
            text,
            paragraphs: Vec::with_capacity(spans.len()),
            sentences: Vec::new(),
            // English news has one for five bytes; growing would take twice of what is most of a long text.
            tokens: Vec::with_capacity(text.len() / 4),
            words: Vec::new(),
            quoted_runs: Vec::new(),
        };
        for (span, kind) in layout::read(text, &spans, classifier, kept, cut) {
            let first_token = document.tokens.len();
            let mut last_end = 0;
            let tokens = &mut document.tokens;
            // A paragraph set aside has no tokens, so that nothing below can see it.
            for piece in split::pieces(text, span).take_while(|_| !kind.is_set_aside()) {
                token::tokenize(text, piece.start as usize, piece.end as usize, |start, end, kind| {
                    let span = Span::from_range(start..end);
                    let space_before = start != last_end || tokens.len() == first_token;
                    tokens.push(Token { span, word: interner.intern(span, kind), space_before });
                    last_end = end;
                });
            }
            document.paragraphs.push(Paragraph {
                span,
                kind,
                tokens: first_token..document.tokens.len(),
                sentences: 0..0,
            });
        }
        document.tokens.shrink_to_fit();
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

    /// The first paragraph is a headline if it is short, without a final stop, and not alone; a word
    /// or two above it in capitals, or "World news", are not it.
    fn mark_headline(&mut self) {
        if self.paragraphs.iter().any(|p| p.kind == ParagraphKind::Headline) {
            return;
        }
        let is_text = |at: &usize| self.paragraphs[*at].kind == ParagraphKind::Text;
        let begin = self.forwarded();
        let article: Vec<usize> = (begin..self.paragraphs.len()).filter(is_text).take(4).collect();
        let mut article = article.into_iter();
        let Some(mut first) = article.next() else { return };
        let mut next = article.next();
        while let Some(behind) = next
            && layout::is_kicker(&line::Line::of(self.paragraphs[first].span.of(self.text)))
            && self.is_title(behind)
            && let Some(story) = article.next()
        {
            self.paragraphs[first].kind = ParagraphKind::Kicker;
            (first, next) = (behind, Some(story));
        }
        if next.is_some() && self.is_title(first) {
            self.paragraphs[first].kind = ParagraphKind::Headline;
        }
    }

    /// The paragraph at which a forwarded mail begins, if it has more words than the note above it; else
    /// the first.
    fn forwarded(&self) -> usize {
        let opens = |paragraph: &Paragraph| {
            let line = paragraph.span.of(self.text);
            paragraph.kind == ParagraphKind::SetAside(Reason::Mail)
                && (line.starts_with("--") || line.to_lowercase().starts_with("begin forwarded"))
        };
        let Some(at) = self.paragraphs.iter().take(MAX_NOTE).position(opens) else { return 0 };
        let n_above = self.paragraphs[at].tokens.start;
        if n_above * 2 < self.tokens.len() { at } else { 0 }
    }

    /// Whether a paragraph is one short sentence without a final stop.
    fn is_title(&self, paragraph: usize) -> bool {
        let paragraph = &self.paragraphs[paragraph];
        let ends_open = !paragraph.span.of(self.text).ends_with(['.', ':', ',', ';', '"', '”']);
        paragraph.tokens.len() <= 25 && paragraph.sentences.len() == 1 && ends_open
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

    /// The paragraph of the story before a paragraph, if it announces it by a colon at its end.
    pub fn announcing(&self, paragraph: usize) -> Option<&Paragraph> {
        let before = self.story_before(paragraph)?;
        let last = before.tokens.clone().next_back()?;
        (self.token_text(last) == ":").then_some(before)
    }

    /// The paragraph of the story before a paragraph, over captions and the like; not farther back
    /// than [`MAX_BESIDE`] paragraphs.
    pub fn story_before(&self, paragraph: usize) -> Option<&Paragraph> {
        let before = self.paragraphs.get(..paragraph)?;
        before.iter().rev().take(MAX_BESIDE).find(|before| before.kind.is_story())
    }

    /// The same behind a paragraph.
    pub fn story_after(&self, paragraph: usize) -> Option<&Paragraph> {
        let behind = self.paragraphs.get(paragraph + 1..)?;
        behind.iter().take(MAX_BESIDE).find(|behind| behind.kind.is_story())
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
        assert_eq!(document.paragraphs[1].kind, ParagraphKind::SetAside(Reason::Sharing));
        assert_eq!(document.paragraphs[1].tokens.len() + document.paragraphs[1].sentences.len(), 0);
        let document = Document::of_paste(text, None, &[Span::new(13, 14)], None);
        assert_eq!(document.paragraphs[1].kind, ParagraphKind::Text);
        assert_eq!(document.paragraphs[1].sentences.len(), 1);
    }

    #[test]
    fn the_rest_of_a_page_is_set_aside() {
        let text = "Port opens\n\nIt was old.\n\nFerry sinks\n\nIt was new.";
        let kinds = |kept: &[Span]| -> Vec<bool> {
            let document = Document::of_paste(text, None, kept, Some(25));
            document.paragraphs.iter().map(|paragraph| paragraph.kind.is_set_aside()).collect()
        };
        assert_eq!(kinds(&[]), [false, false, true, true]);
        assert_eq!(kinds(&[Span::new(38, 40)]), [false, false, true, false]);
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
