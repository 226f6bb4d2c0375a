//! Pages as “select all, copy” leaves them on the clipboard: what stays, and what is set aside.

use saidby::analyzer::Analysis;
use saidby::text::{Paragraph, ParagraphKind};

use crate::Reading;
use crate::marks::Page;
use crate::suite::Kind;

/// Of the pages without a known failure, words of the article that are kept at least; of all pages,
/// words of the rest at most; per mille.
const KEPT: usize = 995;
const JUNK: usize = 150;

/// The page's date, the headlines that are found as such, and lines of the article that are lost.
pub fn page(reading: &Reading, text: &str) -> String {
    let page = Page::read(text);
    let analysis = reading.analyze(&page.text);
    let mut lines = Vec::new();
    if let Some((date, _)) = analysis.date {
        lines.push(format!("date: {date}"));
    }
    for (letter, words, paragraph) in judged(&page, &analysis) {
        let is_headline = paragraph.kind == ParagraphKind::Headline;
        if letter == 'h' && is_headline {
            lines.push(format!("headline: {words}"));
        } else if matches!(letter, 'a' | 'h') && paragraph.kind.is_set_aside() {
            lines.push(format!("lost as {:?}: {words}", paragraph.kind));
        }
    }
    lines.join("\n")
}

/// Each line with its letter and the paragraph it lies in.
fn judged<'p>(
    page: &'p Page,
    analysis: &'p Analysis,
) -> impl Iterator<Item = (char, &'p str, &'p Paragraph)> {
    page.lines.iter().map(|&(letter, span)| {
        let paragraph = analysis.document.paragraphs.iter().find(|p| p.span.overlaps(span));
        (letter, span.of(&page.text), paragraph.expect("every line lies in a paragraph"))
    })
}

/// What of a page is kept and all there is, in words: of the article, of the rest.
#[derive(Default)]
struct Counts {
    article: [usize; 2],
    rest: [usize; 2],
}

impl Counts {
    fn add(&mut self, reading: &Reading, text: &str, is_known_failure: bool) {
        let page = Page::read(text);
        let analysis = reading.analyze(&page.text);
        for (letter, words, paragraph) in judged(&page, &analysis) {
            let n_words = words.split_whitespace().count();
            let kept = !paragraph.kind.is_set_aside();
            // Bylines and dates are no loss and no gain.
            let counts = match letter {
                '.' => &mut self.rest,
                'a' | 'h' | 'c' if !is_known_failure => &mut self.article,
                _ => continue,
            };
            counts[0] += if kept { n_words } else { 0 };
            counts[1] += n_words;
            if (letter != '.' && !kept) || (letter == '.' && kept && n_words > 3) {
                println!("{letter} is {:?}: {words}", paragraph.kind);
            }
        }
    }
}

#[test]
fn of_pages_the_article_stays_and_little_else() {
    let tools = crate::Tools::read();
    let mut all = Counts::default();
    for case in crate::cases_of(Kind::Page) {
        println!("{}:", case.name);
        let reading = Reading { tools: &tools, date: None };
        all.add(&reading, &case.text, case.known_failure.is_some());
    }
    let Counts { article, rest } = all;
    println!("article words kept: {article:?}, others: {rest:?}");
    assert!(KEPT * article[1] <= 1000 * article[0], "article words kept: {article:?}");
    assert!(1000 * rest[0] <= JUNK * rest[1], "other words kept: {rest:?}");
}
