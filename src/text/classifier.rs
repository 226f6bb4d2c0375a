//! Tells the lines of an article from those of the page around it, by learned weights.
//!
//! A paste is looked at this closely only if some of its lines are surely a page's: menus, buttons,
//! notices that the word lists know. An article without them is never touched.

use super::features::{N_PARAGRAPH_FEATURES, Page};
use super::junk;
use super::line::{Line, Manner, words_of};
use crate::lexicon::{PAGE_WORDS, Reason};
use crate::model::{Model, ModelError};
use crate::span::Span;

/// The section of the model file.
pub const PARAGRAPHS_SECTION: &str = "paragraphs";
/// The version of the feature template; rises whenever a feature changes its meaning.
pub const PARAGRAPHS_TEMPLATE: u32 = 2;

/// Fewer lines that are surely a page's leave the whole text alone.
const MIN_EVIDENCE: usize = 2;
/// A line is set aside above this score, in hundredths of a natural logarithm.
const THRESHOLD: i32 = 100;
/// What a change from article to page costs, or back.
const CHANGE: i32 = 200;
/// No line's own score counts for more than this against its neighbors'.
const MOST: i32 = 600;
/// So many words of prose in a row are an article, wherever they stand.
const ARTICLE_WORDS: u32 = 150;

/// Sorts the lines of a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParagraphClassifier {
    weights: Vec<i16>,
}

impl ParagraphClassifier {
    /// A classifier with weights, one for each feature.
    ///
    /// Weights beyond the expected number are dropped, missing ones are 0.
    pub fn new(mut weights: Vec<i16>) -> Self {
        weights.resize(N_PARAGRAPH_FEATURES, 0);
        Self { weights }
    }

    /// The classifier of a model file.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the section is missing, too short or of another template.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let mut reader = model.section(PARAGRAPHS_SECTION, PARAGRAPHS_TEMPLATE)?;
        let weights: Result<Vec<i16>, ModelError> = (0..N_PARAGRAPH_FEATURES).map(|_| reader.i16()).collect();
        Ok(Self { weights: weights? })
    }

    /// The weights, for writing them to a model file.
    pub fn weights(&self) -> &[i16] {
        &self.weights
    }

    /// Which lines are no part of the article.
    pub(super) fn outside(&self, page: &Page, lines: &[Line]) -> Vec<bool> {
        let own: Vec<i32> = (0..lines.len())
            .map(|idx| page.features(idx).iter().map(|&at| i32::from(self.weights[at as usize])).sum())
            .collect();
        let smooth = smooth(&own);
        let article = articles(lines);
        let outside = |idx: usize| {
            let is_prose = lines[idx].manner == Manner::Prose;
            let score = if is_prose && page.stretch.contains(&idx) {
                // The neighbors may be a box between two paragraphs: they do not speak against prose.
                smooth[idx].min(own[idx]) - THRESHOLD
            } else {
                smooth[idx]
            };
            THRESHOLD < score && !article[idx]
        };
        (0..lines.len()).map(outside).collect()
    }
}

/// By how much the best sequence with the line outside the article beats the best one with it inside.
fn smooth(own: &[i32]) -> Vec<i32> {
    let pass = |scores: &mut dyn Iterator<Item = i32>| {
        let mut best = [0, 0];
        let step = |score: i32| {
            let before = best;
            best = [before[0].max(before[1] - CHANGE), before[1].max(before[0] - CHANGE) + score];
            // Only the difference matters; sums over a long page would overflow.
            let most = best[0].max(best[1]);
            best = [best[0] - most, best[1] - most];
            best[1] - best[0]
        };
        scores.map(step).collect::<Vec<i32>>()
    };
    let scores: Vec<i32> = own.iter().map(|score| (*score).clamp(-MOST, MOST)).collect();
    let forward = pass(&mut scores.iter().copied());
    let mut backward = pass(&mut scores.iter().rev().copied());
    backward.reverse();
    // Both passes count the line's own score.
    (0..own.len()).map(|idx| forward[idx] + backward[idx] - scores[idx]).collect()
}

/// Prose lines in a row, one other line between two of them at most, with the words of an article.
fn articles(lines: &[Line]) -> Vec<bool> {
    let mut article = vec![false; lines.len()];
    let is_prose = |idx: usize| lines.get(idx).is_some_and(|line| line.manner == Manner::Prose);
    let mut start = 0;
    while start < lines.len() {
        let (mut end, mut n_words) = (start, 0);
        while is_prose(end) || start < end && is_prose(end + 1) {
            n_words += if is_prose(end) { lines[end].n_words } else { 0 };
            end += 1;
        }
        if ARTICLE_WORDS <= n_words {
            (start..end).filter(|&idx| is_prose(idx)).for_each(|idx| article[idx] = true);
        }
        start = end.max(start + 1);
    }
    article
}

/// Whether each paragraph is surely a page's; None if too few are.
pub(super) fn evidence(text: &str, spans: &[Span], strict: &[Option<Reason>]) -> Option<Vec<bool>> {
    let evidence: Vec<bool> =
        spans.iter().zip(strict).map(|(span, reason)| is_evidence(span.of(text), *reason)).collect();
    (MIN_EVIDENCE <= evidence.iter().filter(|holds| **holds).count()).then_some(evidence)
}

fn is_evidence(line: &str, strict: Option<Reason>) -> bool {
    if let Some(reason) = strict {
        return reason.is_of_pages();
    }
    // "YouTube and Google." is a sentence or an item of one.
    if 60 < line.len() || line.ends_with(['.', '!', '?', '”', '"']) || line.starts_with('@') {
        return false;
    }
    let lower = super::line::lower_of(line);
    let (mut n_words, mut n_page) = (0, 0);
    for word in words_of(&lower) {
        n_words += 1;
        n_page += usize::from(PAGE_WORDS.contains(word));
    }
    n_words <= 6 && 0 < n_page && n_words <= 2 * n_page
}

/// The paragraphs of a page with their features, for training; None for a text that is no page.
pub fn paragraph_features(text: &str) -> Option<Vec<(Span, Vec<u16>)>> {
    let spans: Vec<Span> = super::split::split(text);
    let strict = junk::reasons(text, &spans);
    let evidence = evidence(text, &spans, &strict)?;
    let lines: Vec<Line> = spans.iter().map(|span| Line::of(span.of(text))).collect();
    let page = Page::new(&lines, &strict, &evidence);
    Some(spans.iter().enumerate().map(|(idx, span)| (*span, page.features(idx))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_among_many_of_the_page_goes_with_them_unless_it_is_sure() {
        let smooth_at = |own: &[i32], idx: usize| smooth(own)[idx] > THRESHOLD;
        assert!(smooth_at(&[500, 500, -50, 500, 500], 2));
        assert!(!smooth_at(&[500, 500, -550, 500, 500], 2));
        assert!(!smooth_at(&[-500, -500, 150, -500, -500], 2));
        assert!(smooth_at(&[-500, -500, 590, -500, -500], 2));
    }
}
