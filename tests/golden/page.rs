//! Pages as “select all, copy” leaves them on the clipboard: what stays, and what is set aside.

use saidby::analyzer::Analysis;
use saidby::text::{Paragraph, ParagraphKind};

use crate::Reading;
use crate::marks::MarkedPage;

/// Of each file's pages, words of the article that are kept at least, and words of the rest at most; per mille.
/// How the pages of a file were written stands at its head.
const BOUNDS: [(&str, usize, usize); 3] =
    [("pages/first.txt", 995, 100), ("pages/second.txt", 995, 110), ("pages/third.txt", 985, 160)];

/// The page's date, the headlines that are found as such, and lines of the article that are lost.
pub fn page(reading: &Reading, text: &str) -> String {
    let page = MarkedPage::read(text);
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
    page: &'p MarkedPage,
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
    fn add(&mut self, reading: &Reading, text: &str) {
        let page = MarkedPage::read(text);
        let analysis = reading.analyze(&page.text);
        for (letter, words, paragraph) in judged(&page, &analysis) {
            let n_words = words.split_whitespace().count();
            let kept = !paragraph.kind.is_set_aside();
            // Bylines and dates are no loss and no gain.
            let counts = match letter {
                '.' => &mut self.rest,
                'a' | 'h' | 'c' => &mut self.article,
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
    let files = crate::suite::files();
    assert_eq!(files.iter().filter(|file| file.folder() == "pages").count(), BOUNDS.len());
    for (label, least, most) in BOUNDS {
        let file = files.iter().find(|file| file.path_label() == label).expect("the file is there");
        let mut all = Counts::default();
        for case in &file.cases {
            println!("{}:", case.name);
            all.add(&Reading { tools: &tools, date: None }, &case.text);
        }
        let Counts { article, rest } = all;
        println!("{label}: article words kept: {article:?}, others: {rest:?}");
        assert!(least * article[1] <= 1000 * article[0], "{label}: article words kept: {article:?}");
        assert!(1000 * rest[0] <= most * rest[1], "{label}: other words kept: {rest:?}");
    }
}
