//! Hostile texts through every door and out of every exit: they stay text, with and without the page's policy.

use std::fs;
use std::path::PathBuf;

use browser_tests::{Page, Site};
use serde_json::{Value, json};

/// What would run, load or calculate, if anything took it for more than words.
const PAYLOADS: [&str; 16] = [
    "<img src=x onerror=globalThis.ran=1>",
    "<script>globalThis.ran=1</script>",
    "<svg onload=globalThis.ran=1><animate onbegin=globalThis.ran=1></svg>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "</textarea></style></title><img src=x onerror=globalThis.ran=1>",
    "<a href=javascript:globalThis.ran=1>x</a>",
    "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=globalThis.ran=1>",
    "<noscript><p title='</noscript><img src=x onerror=globalThis.ran=1>'>",
    "&lt;img src=x onerror=globalThis.ran=1&gt;",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>globalThis.ran=1</x:script>",
    "<!--><img src=x onerror=globalThis.ran=1>-->",
    "=HYPERLINK(0)",
    "+1+cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "＝1＋1",
    "-2+3",
];

/// An article in which each payload is said, says, and is a name.
fn article() -> String {
    let said = PAYLOADS.iter().map(|payload| {
        format!("“{payload} is what we have,” Maria Gonzalez said.\n\nJohn {payload} Porter said: “;{payload} closed.”\n\nAnn Lee said {payload} was out.\n\n")
    });
    format!("Mayor <b>shuts</b> {} down\n\n{}", PAYLOADS[0], said.collect::<String>())
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

fn read(page: &Page, door: &str, give: impl FnOnce(&Page)) {
    page.wait_for("#paste");
    page.eval("document.querySelector('#live').textContent = ''");
    give(page);
    page.wait_until_read();
    nothing_ran(page, door);
    let alien = ".paper :is(img, script, svg, iframe, a, style, math, table, textarea)";
    assert_eq!(page.count(alien), 0, "{door}");
    page.eval("document.querySelector('.brand').click()");
    page.wait_for("[data-view=welcome]");
}

fn nothing_ran(page: &Page, place: &str) {
    assert_eq!(page.eval("globalThis.ran ?? null"), Value::Null, "{place}");
}

fn file(page: &Page, name: &str, text: &str) {
    fs::write(folder().join(name), text).expect("a file of our own");
    page.choose_files("input[type=file]", &[folder().join(name)]);
}

fn clipboard(page: &Page, event: &str, kind: &str, text: &str) {
    let (class, field) =
        if event == "drop" { ("DragEvent", "dataTransfer") } else { ("ClipboardEvent", "clipboardData") };
    page.eval(&format!(
        "(() => {{
            const {field} = new DataTransfer();
            {field}.setData('text/{kind}', {});
            document.body.dispatchEvent(new {class}('{event}', {{ {field}, bubbles: true, cancelable: true }}));
        }})()",
        json!(text)
    ));
}

/// What leaves as a file, by the name of the menu's row, and as a copied table.
fn exits(page: &Page) -> Vec<String> {
    page.eval(
        "(() => { globalThis.files = [];
            URL.createObjectURL = (blob) => { blob.text().then((text) => files.push(text)); return 'data:,'; };
            navigator.clipboard.writeText = async (text) => { files.push(text); }; })()",
    );
    for idx in 0..3 {
        page.press("e", 0);
        page.wait_for(".export-menu [role=menuitem]");
        page.eval(&format!("document.querySelectorAll('.export-menu [role=menuitem]')[{idx}].click()"));
        page.wait("a file", &format!("files.length === {}", idx + 1));
    }
    page.click("#tab-quotations");
    page.click(".widen");
    page.click(".ledger .copy");
    page.wait("the table", "files.length === 4");
    let files = page.eval("files");
    files.as_array().into_iter().flatten().map(|file| file.as_str().unwrap_or_default().to_owned()).collect()
}

/// The cells of a table with quoted fields.
fn cells(table: &str, separators: &[char]) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for character in table.trim_start_matches('\u{feff}').chars() {
        match character {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            character if !quoted && separators.contains(&character) => cells.push(std::mem::take(&mut cell)),
            character => cell.push(character),
        }
    }
    cells.push(cell);
    cells
}

fn check(with_policy: bool) {
    let site = Site::start();
    let page = Page::blank();
    page.devtools("Page.setBypassCSP", &json!({ "enabled": !with_policy }));
    page.go(&site.url());
    let article = article();
    let rich = format!("<article><h1>Mayor shuts</h1>{}</article>", article.replace("\n\n", "<p>"));
    let escaped = article.replace('&', "&amp;").replace('<', "&lt;").replace("\n\n", "<p>");
    let tag = if with_policy { "with" } else { "without" };
    read(&page, "pasted HTML", |page| clipboard(page, "paste", "html", &rich));
    read(&page, "dropped HTML", |page| clipboard(page, "drop", "html", &rich));
    read(&page, "dropped text", |page| clipboard(page, "drop", "plain", &article));
    read(&page, "a page", |page| file(page, &format!("hostile-{tag}.html"), &rich));
    read(&page, "Markdown", |page| file(page, &format!("hostile-{tag}.md"), &article));
    read(&page, "a file", |page| {
        file(page, &format!("<img src=x onerror=globalThis.ran=1>-{tag}.txt"), &article)
    });
    read(&page, "escaped HTML", |page| clipboard(page, "paste", "html", &escaped));
    page.eval("document.querySelector('#live').textContent = ''");
    clipboard(&page, "paste", "plain", &article);
    page.wait_until_read();
    for payload in PAYLOADS {
        let shown = format!("document.querySelector('.paper').textContent.includes({})", json!(payload));
        assert_eq!(page.eval(&shown), true, "{payload}");
    }
    page.reload();
    page.wait_until_read();
    nothing_ran(&page, "a reload");
    let files = exits(&page);
    nothing_ran(&page, "the exports");
    for (table, separators) in
        [(&files[1], &[','][..]), (&files[1], &[',', ';'][..]), (&files[3], &['\t'][..])]
    {
        let cells = cells(table, separators);
        assert!(60 < cells.len(), "{table}");
        for cell in cells {
            let begins = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!begins || cell.parse::<f64>().is_ok(), "{cell}");
        }
    }
    let report = folder().join(format!("hostile-report-{tag}.html"));
    fs::write(&report, &files[0]).expect("a file of our own");
    // The parser that reduces HTML to text says what of it the policy would not let run.
    page.complaints();
    page.go(&format!("file://{}", report.display()));
    page.wait_for(".block");
    nothing_ran(&page, "the exported page");
    assert_eq!(page.count("body :is(img, svg, iframe, a, style, math, textarea)"), 0);
    assert_eq!(page.count("script"), 1);
    assert!(page.count(".gutter b, .margin b, .who") > 0 || page.count("b") > 0, "its margin is drawn");
    if with_policy {
        assert_eq!(page.complaints(), [] as [&str; 0]);
    }
}

#[test]
fn hostile_texts_stay_text_through_every_door_and_exit() {
    check(true);
}

#[test]
fn hostile_texts_stay_text_without_the_policy_too() {
    check(false);
}
