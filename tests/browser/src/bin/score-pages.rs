//! How much of a web page's article is kept and of everything else, when the page is pasted as rich text and
//! when it is opened as a file, in Chromium.
//!
//! After `cargo xtask build`, `cargo run --release -p browser-tests --bin score-pages` reads the labeled pages of
//! the corpora folder (`--shared DIR`), as `score_pages.py` there does for plain text. A text made of HTML has other
//! lines than the plain one, so words are compared in runs of [`RUN`]: a word belongs to the article where it stands
//! in a run of the article's. `--list` prints what is lost and what is kept besides.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use browser_tests::{Folder, Page, Site};
use properties::Kept;
use serde_json::{Value, json};

/// As many words in a row as the same line has elsewhere are the same line.
const RUN: usize = 5;

/// Keeps the last text that the analyzer was asked for, and its report.
const LISTEN: &str = "globalThis.Worker = class extends Worker {
    constructor(...given) {
        super(...given);
        this.addEventListener('message', ({ data }) => {
            if (data.id === this.id && data.answer) globalThis.heard = { text: this.text, report: data.answer };
        });
    }
    postMessage(data, ...rest) {
        if (data.task === 'read') [this.id, this.text] = [data.id, data.given[0]];
        super.postMessage(data, ...rest);
    }
};";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let shared =
        arguments.iter().position(|argument| argument == "--shared").and_then(|at| arguments.get(at + 1));
    let file = Path::new(shared.map_or("../shared", String::as_str)).join("corpora/pages/pages.jsonl");
    let pages = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let pages: Vec<Gold> = pages.lines().map(Gold::read).collect();
    let site = Site::start();
    let browser = Page::blank();
    browser.before_scripts(LISTEN);
    browser.go(&site.url());
    let list = arguments.iter().any(|argument| argument == "--list");
    for way in [Way::RichPaste, Way::File] {
        println!("{way:?}");
        let mut all = Score::default();
        for gold in &pages {
            let score = Score::of(gold, &way.give(&browser, gold), list);
            println!("  {:32}{}", gold.id, score.in_words());
            all.add(&score);
        }
        println!("  {:32}{}", format!("{} pages", pages.len()), all.in_words());
    }
}

/// How a page comes in.
#[derive(Clone, Copy, Debug)]
enum Way {
    RichPaste,
    File,
}

impl Way {
    /// Gives a page to the empty page, and waits for its text and report.
    fn give(self, browser: &Page, gold: &Gold) -> Value {
        browser.eval("globalThis.heard = null; document.querySelector('.brand').click()");
        browser.wait_for("[data-view=welcome]");
        match self {
            Self::RichPaste => {
                browser.eval(&format!(
                    "(() => {{
                        const clipboardData = new DataTransfer();
                        clipboardData.setData('text/html', {});
                        clipboardData.setData('text/plain', {});
                        const event = {{ clipboardData, bubbles: true, cancelable: true }};
                        document.body.dispatchEvent(new ClipboardEvent('paste', event));
                    }})()",
                    json!(gold.html),
                    json!(gold.plain)
                ));
            }
            Self::File => {
                let folder = Folder::new("score");
                browser.choose_files("input[type=file]", &[folder.file("page.html", &gold.html)]);
                browser.wait("the page is read", "globalThis.heard");
            }
        }
        browser.wait("the page is read", "globalThis.heard");
        browser.eval("heard")
    }
}

/// A labeled page.
struct Gold {
    id: String,
    plain: String,
    html: String,
    /// Words of each line of the article, the headline among them.
    article: Vec<Vec<String>>,
    /// How many words the other lines have.
    n_other: usize,
    headline: Option<Vec<String>>,
}

impl Gold {
    fn read(line: &str) -> Self {
        let page: Value = serde_json::from_str(line).expect("a line is JSON");
        let text = |key: &str| page[key].as_str().unwrap_or_default().to_owned();
        let plain = text("plain");
        let points: Vec<char> = plain.chars().collect();
        let (mut article, mut n_other, mut headline) = (Vec::new(), 0, None);
        for line in page["lines"].as_array().into_iter().flatten() {
            let at = |idx: usize| line[idx].as_u64().unwrap_or_default() as usize;
            let words = words_of(&points[at(0)..at(1)].iter().collect::<String>());
            match line[2].as_str() {
                Some("other") => n_other += words.len(),
                Some("headline") => {
                    headline.get_or_insert_with(|| words.clone());
                    article.push(words);
                }
                _ => article.push(words),
            }
        }
        Self { id: text("id"), html: text("html"), plain, article, n_other, headline }
    }
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Runs of words: of each text all of [`RUN`] words, of a shorter one itself.
fn runs<'w>(texts: impl Iterator<Item = &'w [String]>) -> BTreeSet<&'w [String]> {
    texts.flat_map(|words| words.windows(RUN.min(words.len()).max(1))).collect()
}

/// Which words stand in a run that is known.
fn known(words: &[String], runs: &BTreeSet<&[String]>) -> Vec<bool> {
    let mut known = vec![false; words.len()];
    let width = RUN.min(words.len()).max(1);
    for (at, run) in words.windows(width).enumerate() {
        if runs.contains(run) {
            known[at..at + width].fill(true);
        }
    }
    known
}

fn count(known: &[bool]) -> usize {
    known.iter().filter(|known| **known).count()
}

/// What is kept of a page; dates and quotations that lie outside the article.
#[derive(Default)]
struct Score {
    kept: Kept,
    n_dated: usize,
    n_outside: usize,
}

impl Score {
    fn of(gold: &Gold, heard: &Value, list: bool) -> Self {
        let units: Vec<u16> = heard["text"].as_str().unwrap_or_default().encode_utf16().collect();
        let report = &heard["report"];
        let mut score = Self { n_dated: usize::from(!report["date"].is_null()), ..Self::default() };
        let of_article = runs(gold.article.iter().map(Vec::as_slice));
        let mut shown: Vec<Vec<String>> = Vec::new();
        for paragraph in report["paragraphs"].as_array().into_iter().flatten() {
            let at = |key: &str| paragraph[key].as_u64().unwrap_or_default();
            let text = String::from_utf16_lossy(&units[at("start") as usize..at("end") as usize]);
            let words = words_of(&text);
            if paragraph["kind"] == "set-aside" {
                continue;
            }
            if paragraph["kind"] == "headline" {
                score.kept.headline[0] += usize::from(gold.headline.as_ref() == Some(&words));
            }
            let n_own = count(&known(&words, &of_article));
            score.kept.other[0] += words.len() - n_own;
            if n_own * 2 < words.len() {
                let inside = |quotation: &&Value| {
                    quotation["content"][0][0]
                        .as_u64()
                        .is_some_and(|start| (at("start")..at("end")).contains(&start))
                };
                score.n_outside +=
                    report["quotations"].as_array().into_iter().flatten().filter(inside).count();
                if list && 3 < words.len() {
                    println!("    kept, {}: {text}", paragraph["kind"]);
                }
            }
            shown.push(words);
        }
        // A line may be shown in several paragraphs, or several in one.
        let of_shown = shown.concat();
        let of_shown = runs([of_shown.as_slice()].into_iter().chain(shown.iter().map(Vec::as_slice)));
        for line in &gold.article {
            let n_kept = match line.len() {
                0 => 0,
                n if RUN <= n => count(&known(line, &of_shown)),
                n => usize::from(shown.iter().any(|words| words.windows(n).any(|run| run == line))) * n,
            };
            score.kept.article[0] += n_kept;
            if list && n_kept * 2 < line.len() {
                println!("    lost: {}", line.join(" "));
            }
        }
        score.kept.article[1] = gold.article.iter().map(Vec::len).sum();
        score.kept.other[1] = gold.n_other;
        score.kept.headline[1] = usize::from(gold.headline.is_some());
        score
    }

    fn add(&mut self, other: &Self) {
        self.kept.add(&other.kept);
        self.n_dated += other.n_dated;
        self.n_outside += other.n_outside;
    }

    fn in_words(&self) -> String {
        let Self { kept, n_dated, n_outside } = self;
        format!("{kept}, dated {n_dated}, quotations outside {n_outside}")
    }
}
