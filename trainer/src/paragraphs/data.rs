//! Pages that were selected whole, with each line's label; and pages made of them for training.
//!
//! There are few labeled pages. More are made by putting other articles into the frames of those:
//! a line's look and its neighbors then have to tell, not the one article that each page has.

use std::path::Path;

use saidby::span::Span;
use serde::Deserialize;

use crate::corpora;

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineLabel {
    /// Part of the article.
    Article,
    /// Its headline.
    Headline,
    /// Anything else: menus, teasers, notices, but also bylines, dates and captions.
    Other,
}

/// A page as "select all, copy" puts it on the clipboard.
#[derive(Clone, Debug)]
pub struct LabeledPage {
    /// Pages of one site have one name.
    pub site: String,
    /// The whole text.
    pub text: String,
    /// Its lines in order, in bytes.
    pub lines: Vec<(Span, LineLabel)>,
}

impl LabeledPage {
    /// The label of the line that a paragraph begins in.
    pub fn label_at(&self, byte: u32) -> Option<LineLabel> {
        let at = self.lines.partition_point(|(span, _)| span.end <= byte);
        self.lines.get(at).filter(|(span, _)| span.start <= byte).map(|(_, label)| *label)
    }

    /// A page of these lines.
    fn of_lines(site: &str, lines: &[(String, LineLabel)]) -> Self {
        let mut page = LabeledPage { site: site.to_owned(), text: String::new(), lines: Vec::new() };
        for (line, label) in lines {
            let start = page.text.len() as u32;
            page.text.push_str(line);
            page.lines.push((Span::new(start, page.text.len() as u32), *label));
            page.text.push_str("\n\n");
        }
        page
    }

    fn owned_lines(&self) -> Vec<(String, LineLabel)> {
        self.lines.iter().map(|(span, label)| (span.of(&self.text).to_owned(), *label)).collect()
    }
}

#[derive(Deserialize)]
struct Line {
    id: String,
    plain: String,
    lines: Vec<(usize, usize, LineLabel)>,
}

/// Reads the labeled pages.
///
/// # Errors
///
/// One sentence if the file cannot be read or a line of it is broken.
pub fn read(path: &Path) -> Result<Vec<LabeledPage>, String> {
    corpora::read_lines(path, |Line { id, plain, lines }: Line| {
        let offsets = corpora::Offsets::of(&plain);
        let lines: Option<Vec<(Span, LineLabel)>> =
            lines.into_iter().map(|(start, end, label)| Some((offsets.span(start, end)?, label))).collect();
        let lines = lines.ok_or_else(|| format!("a line does not fit the text of {id}"))?;
        // "r-yahoo-2", "s-81-nbcnews": the collection, then the site and its number.
        let name = id.split('-').filter(|part| part.len() > 1 && !part.bytes().all(|b| b.is_ascii_digit()));
        Ok(LabeledPage { site: name.collect::<Vec<_>>().join("-"), text: plain, lines })
    })
}

/// Pages made of a frame and other articles: the whole frame, or what a rough selection takes of it.
pub fn made(page: &LabeledPage, articles: &[String], n: usize, seed: u64) -> Vec<LabeledPage> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let frame = page.owned_lines();
    let is_article = |(_, label): &&(String, LineLabel)| *label == LineLabel::Article;
    let n_slots = frame.iter().filter(is_article).count();
    if n_slots == 0 || articles.is_empty() {
        return Vec::new();
    }
    let one = |_| {
        let article = &articles[next(articles.len())];
        let paragraphs: Vec<&str> = article.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut lines = Vec::new();
        let mut slot = 0;
        for (text, label) in &frame {
            if *label != LineLabel::Article {
                lines.push((text.clone(), *label));
                continue;
            }
            let from = slot * paragraphs.len() / n_slots;
            slot += 1;
            let to = slot * paragraphs.len() / n_slots;
            lines.extend(paragraphs[from..to].iter().map(|text| ((*text).to_owned(), LineLabel::Article)));
        }
        let inside = |(_, label): &(String, LineLabel)| *label != LineLabel::Other;
        let first = lines.iter().position(inside).unwrap_or(0);
        let last = lines.iter().rposition(inside).unwrap_or(0);
        let (from, to) = match next(20) {
            0..=4 => (first.saturating_sub(next(7)), lines.len()),
            5..=9 => (0, lines.len().min(last + 1 + next(13))),
            10..=13 => (first.saturating_sub(next(5)), lines.len().min(last + 1 + next(5))),
            _ => (0, lines.len()),
        };
        LabeledPage::of_lines(&page.site, &lines[from..to])
    };
    (0..n).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_page_has_the_frame_and_another_article() {
        let lines = [
            ("Menu", LineLabel::Other),
            ("Old one.", LineLabel::Article),
            ("Old two.", LineLabel::Article),
            ("Share", LineLabel::Other),
        ];
        let lines = lines.map(|(text, label)| (text.to_owned(), label));
        let page = LabeledPage::of_lines("site", &lines);
        let made = made(&page, &["New one.\n\nNew two.\nNew three.".to_owned()], 40, 7);
        assert!(made.iter().all(|page| page.text.contains("New two.") && !page.text.contains("Old")));
        assert!(made.iter().any(|page| page.text.contains("Menu")));
        let labels: Vec<_> = made[0].lines.iter().filter(|(_, label)| *label == LineLabel::Article).collect();
        assert_eq!(labels.len(), 3);
    }
}
