//! Forty articles opened at once: how long their reader waits.

use serde_json::Value;

use crate::{Folder, Page, seeds};

/// So many articles are one collection.
const ARTICLES: usize = 40;

/// So often the reader goes to another text.
const SWITCHES: usize = 15;

/// How long a reader waits with forty articles, in milliseconds.
pub struct Waits {
    /// From the choice of the files to the first row of the ledger.
    pub ledger: f64,
    /// From the click on a text to its first quotation, the median of fifteen.
    pub switch: f64,
}

/// Opens forty articles and goes from one to another. The engine has read a text before.
pub fn forty_articles(page: &Page) -> Waits {
    let articles = seeds();
    let folder = Folder::new("forty");
    let texts = (0..ARTICLES).map(|nr| format!("{}\n\nEdition {nr}.\n", articles[nr % articles.len()].1));
    let files: Vec<_> =
        texts.enumerate().map(|(nr, text)| folder.file(&format!("{nr:02}.txt"), text)).collect();
    page.read("Mill shuts\n\n“We are out of wool,” Maria Gonzalez said on Friday.\n");
    page.wait_for(".desk");
    page.eval(
        "(() => { addEventListener('change', () => (globalThis.begun = performance.now()), true);
            const seen = new MutationObserver(() => { if (document.querySelector('.common tbody tr')) { globalThis.there ??= performance.now(); seen.disconnect(); } });
            seen.observe(document.body, { childList: true, subtree: true }); })()",
    );
    page.choose_files("input[type=file]", &files);
    page.wait("the ledger", "globalThis.there");
    let ledger = page.eval("there - begun");
    page.wait("all are read", &format!("document.querySelectorAll('.together-text').length === {ARTICLES} && !document.querySelector('.together-found .summary')"));
    let switch = page.eval(&format!(
        "(async () => {{ const times = [];
            for (let nr = 0; nr < {SWITCHES}; nr++) {{
                document.querySelectorAll('.together-text')[(nr * 7 + 1) % {ARTICLES}].click();
                const from = performance.now();
                while (!document.querySelector('.desk').hidden || !document.querySelector('.paper mark.q')) await new Promise((on) => setTimeout(on, 1));
                times.push(performance.now() - from);
                document.querySelector('.texts [data-act=together]').click();
                while (!document.querySelector('.common tbody tr')) await new Promise((on) => setTimeout(on, 5));
            }}
            return times.sort((a, b) => a - b)[{SWITCHES} >> 1]; }})()"
    ));
    let number = |time: Value| time.as_f64().unwrap_or(f64::MAX);
    Waits { ledger: number(ledger), switch: number(switch) }
}
