//! Whole pages of invented outlets, as "select all, copy" leaves them on the clipboard: the article
//! stays, the page around it is set aside, headline and date are found.
//!
//! In `tests/suite/pages/` each line begins with what a careful reader takes it for; `tests/suite/pages/first.txt`
//! explains the letters. A page's name may end with `[known failure: …]`; when the page comes right, the test
//! fails, so that the mark is taken away.

use std::fs;
use std::path::Path;

use saidby::analyzer::Analyzer;
use saidby::span::Span;
use saidby::text::ParagraphKind;

/// Of the pages without a known failure, words of the article that are kept at least; of all pages,
/// words of the rest at most; per mille.
const KEPT: usize = 995;
const JUNK: usize = 150;
/// As many wrong pages as may stand recorded.
const MAX_KNOWN_FAILURES: usize = 4;

struct Page {
    name: String,
    date: String,
    text: String,
    lines: Vec<(char, Span)>,
}

fn pages(content: &str) -> Vec<Page> {
    let page = |part: &str| {
        let (name, rest) = part.split_once('\n').unwrap();
        let (date, rest) = rest.split_once('\n').unwrap();
        let mut page = Page {
            name: name.trim_end_matches([' ', '-']).to_owned(),
            date: date.strip_prefix("date ").unwrap().to_owned(),
            text: String::new(),
            lines: Vec::new(),
        };
        for line in rest.lines() {
            let start = page.text.len();
            if let Some((letter, words)) = line.split_once(' ').filter(|(letter, _)| letter.len() == 1) {
                page.text.push_str(words);
                page.lines.push((letter.chars().next().unwrap(), Span::from_range(start..page.text.len())));
            }
            page.text.push('\n');
        }
        page
    };
    content.split("\n--- ").skip(1).map(page).collect()
}

#[test]
fn of_a_page_the_article_stays() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let analyzer = Analyzer::new(&fs::read(root.join("model/saidby.model")).unwrap()).unwrap();
    let (mut article, mut rest) = ([0, 0], [0, 0]);
    let (mut problems, mut n_pages, mut n_known) = (Vec::new(), 0, 0);
    for file in ["first.txt", "second.txt"] {
        let content = fs::read_to_string(root.join("tests/suite/pages").join(file)).unwrap();
        let (mut own_article, mut own_rest) = ([0, 0], [0, 0]);
        for page in pages(&content) {
            let analysis = analyzer.analyze(&page.text);
            let known = page.name.contains("[known failure:");
            let mut wrong = Vec::new();
            for &(letter, span) in &page.lines {
                let words = span.of(&page.text);
                let n_words = words.split_whitespace().count();
                let paragraph = analysis.document.paragraphs.iter().find(|p| p.span.overlaps(span)).unwrap();
                let kept = !paragraph.kind.is_set_aside();
                // Bylines and dates are no loss and no gain.
                let counts = match letter {
                    '.' => &mut own_rest,
                    'a' | 'h' | 'c' if !known => &mut own_article,
                    _ => &mut [0, 0],
                };
                counts[0] += if kept { n_words } else { 0 };
                counts[1] += n_words;
                let lost = matches!(letter, 'a' | 'h') && !kept;
                let untitled = letter == 'h' && paragraph.kind != ParagraphKind::Headline;
                if lost || untitled {
                    wrong.push(format!("{letter} is {:?}: {words}", paragraph.kind));
                }
                if letter != '.' && !kept {
                    println!("{}: lost as {:?}: {words}", page.name, paragraph.kind);
                }
                if letter == '.' && kept && n_words > 3 {
                    println!("{}: kept as {:?}: {words}", page.name, paragraph.kind);
                }
            }
            let date = analysis.date.map(|(date, _)| date.to_string()).unwrap_or_default();
            if date != page.date {
                wrong.push(format!("the date is {date:?} instead of {:?}", page.date));
            }
            n_pages += 1;
            n_known += usize::from(known);
            if wrong.is_empty() == known {
                problems.push(format!("{}:\n  {}", page.name, wrong.join("\n  ")));
            }
        }
        println!("{file}: article {own_article:?}, rest {own_rest:?}");
        for (sum, own) in [(&mut article, own_article), (&mut rest, own_rest)] {
            *sum = [sum[0] + own[0], sum[1] + own[1]];
        }
    }
    assert!(problems.is_empty(), "{} of {n_pages}\n{}", problems.len(), problems.join("\n"));
    assert!(KEPT * article[1] <= 1000 * article[0], "article words kept: {article:?}");
    assert!(1000 * rest[0] <= JUNK * rest[1], "other words kept: {rest:?}");
    assert!(20 <= n_pages && n_known <= MAX_KNOWN_FAILURES);
}
