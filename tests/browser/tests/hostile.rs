//! Hostile texts through every door and out of every exit: they stay text, with and without the page's policy.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use browser_tests::{Page, Site};
use serde_json::{Value, json};

/// What would run, load or calculate, if anything took it for more than words.
const PAYLOADS: [&str; 64] = [
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
    "<img srcset='x 1x' onerror=globalThis.ran=1>",
    "<video><source onerror=globalThis.ran=1></video>",
    "<audio src=x onerror=globalThis.ran=1></audio>",
    "<body onload=globalThis.ran=1 onpageshow=globalThis.ran=1>",
    "<details open ontoggle=globalThis.ran=1>x</details>",
    "<input autofocus onfocus=globalThis.ran=1>",
    "<select autofocus onfocus=globalThis.ran=1></select>",
    "<marquee onstart=globalThis.ran=1>x</marquee>",
    "<object data=javascript:globalThis.ran=1></object>",
    "<embed src=javascript:globalThis.ran=1>",
    "<meta http-equiv=refresh content='0;url=javascript:globalThis.ran=1'>",
    "<base href=http://127.0.0.1:9/>",
    "<link rel=stylesheet href=http://127.0.0.1:9/a.css>",
    "<link rel=modulepreload href=http://127.0.0.1:9/a.js>",
    "<style>@import url(http://127.0.0.1:9/b.css);</style>",
    "<p style=background:url(http://127.0.0.1:9/c.png)>x</p>",
    "<img src=http://127.0.0.1:9/d.png>",
    "<form action=javascript:globalThis.ran=1><button>x</button></form>",
    "<button formaction=javascript:globalThis.ran=1>x</button>",
    "<x style=animation-name:x onanimationstart=globalThis.ran=1></x>",
    "<svg><script>globalThis.ran=1</script></svg>",
    "<svg><a xlink:href=javascript:globalThis.ran=1><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=globalThis.ran=1>#x'></svg>",
    "<svg><foreignObject><img src=x onerror=globalThis.ran=1></foreignObject></svg>",
    "<template><script>globalThis.ran=1</script></template>",
    "<xmp><img src=x onerror=globalThis.ran=1></xmp>",
    "<frameset onload=globalThis.ran=1>",
    "<iframe src=javascript:parent.ran=1></iframe>",
    "<math href=javascript:globalThis.ran=1>x</math>",
    "<scr<script>ipt>globalThis.ran=1</scr</script>ipt>",
    "<slot id=paste name=live class=paper data-act=clear>",
    "<input name=attributes><input name=body><input id=what>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "${globalThis.ran=1}",
    "{{globalThis.ran=1}}",
    "javascript:globalThis.ran=1",
    "data:text/html,<script>globalThis.ran=1</script>",
    "';globalThis.ran=1;'",
    "' onmouseover=globalThis.ran=1 x='",
    "%3Cscript%3EglobalThis.ran=1%3C/script%3E",
    "&#60;script&#62;globalThis.ran=1&#60;/script&#62;",
    "\\u003cscript\\u003eglobalThis.ran=1",
    "[x](javascript:globalThis.ran=1)",
    "`globalThis.ran=1`",
    "</script><script>globalThis.ran=1</script>",
    "=HYPERLINK(0)",
    "+1+cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "＝1＋1",
    "-2+3",
    "−2+3",
    "﹦1+1",
    "=cmd|'/C calc'!A0",
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

fn file(page: &Page, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(folder().join(name), bytes).expect("a file of our own");
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

/// How many other formats the menu has.
const OTHERS: usize = 9;

/// What leaves as a file, in the order of the menus, and as a copied table.
fn exits(page: &Page) -> Vec<String> {
    page.catch_exports();
    let mut files = Vec::new();
    for idx in 0..3 + OTHERS {
        page.export(idx.min(3));
        if 3 <= idx {
            page.wait("the other formats", "/TEI/.test(document.querySelector('.export-menu').innerText)");
            assert_eq!(page.count(".export-menu [role=menuitem]"), OTHERS);
            page.choose(".export-menu", idx - 3);
        }
        files.push(page.caught(idx));
    }
    page.click("#tab-quotations");
    page.click(".widen");
    page.click(".ledger .copy");
    files.push(page.caught(3 + OTHERS));
    files
}

/// A Word file whose paragraphs are these.
fn word(text: &str) -> Vec<u8> {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: String =
        escaped.split("\n\n").map(|words| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")).collect();
    let document = format!(
        "<?xml version='1.0'?><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{paragraphs}</w:body></w:document>"
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("word/document.xml", stored).expect("a file");
    archive.write_all(document.as_bytes()).expect("it is written");
    archive.finish().expect("an archive").into_inner()
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
    let mail = format!("Subject: {}\nFrom: {} <a@b.c>\n", PAYLOADS[0], PAYLOADS[4]);
    read(&page, "a mail", |page| file(page, &format!("hostile-{tag}.eml"), format!("{mail}\n{article}")));
    read(&page, "a mail in HTML", |page| {
        file(page, &format!("rich-{tag}.eml"), format!("{mail}Content-Type: text/html\n\n{rich}"))
    });
    read(&page, "a Word file", |page| file(page, &format!("hostile-{tag}.docx"), word(&article)));
    read(&page, "a field that is filled", |page| {
        page.eval(&format!(
            "(() => {{ const field = document.querySelector('#paste'); field.value = {};
                field.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); }})()",
            json!(article)
        ));
    });
    page.wait_for_service_worker();
    read(&page, "what another app shares", |page| {
        // As the service worker would hand it on, and by way of the address that it leads to.
        page.eval(&format!(
            "(async () => {{
                const form = new FormData();
                form.append('title', {});
                form.append('text', {});
                await fetch('share', {{ method: 'POST', body: form, redirect: 'manual' }});
                location.hash = 'shared';
                setTimeout(() => location.reload());
            }})()",
            json!(PAYLOADS[0]),
            json!(article)
        ));
    });
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
    let copied = &files[3 + OTHERS];
    // How many cells there are at least: the texts hold few values.
    let tables = [
        (&files[1], &[','][..], 60),
        (&files[1], &[',', ';'][..], 60),
        (&files[3], &[','][..], 60),
        (&files[3], &[',', ';'][..], 60),
        (&files[4], &[','][..], 6),
        (&files[4], &[',', ';'][..], 6),
        (copied, &['\t'][..], 60),
    ];
    for (table, separators, n_least) in tables {
        let cells = cells(table, separators);
        assert!(n_least < cells.len(), "{table}");
        for cell in cells {
            let begins = cell
                .trim_start()
                .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫']);
            assert!(!begins || cell.parse::<f64>().is_ok(), "{cell}");
        }
    }
    let [report, speakers] = [("report", &files[0]), ("speakers", &files[5])].map(|(name, text)| {
        let file = folder().join(format!("hostile-{name}-{tag}.html"));
        fs::write(&file, text).expect("a file of our own");
        file
    });
    let foreign = "performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith(location.origin) && !/^(blob|data):/.test(name)).map(({ name }) => name)";
    assert_eq!(page.eval(foreign), json!([]), "nothing of a text is asked for");
    // The parser that reduces HTML to text says what of it the policy would not let run.
    page.console_errors();
    page.go(&format!("file://{}", report.display()));
    page.wait_for(".block");
    nothing_ran(&page, "the exported page");
    assert_eq!(page.count("body :is(img, svg, iframe, a, style, math, textarea)"), 0);
    assert_eq!(page.count("script"), 1);
    assert!(page.count(".gutter b, .margin b, .who") > 0 || page.count("b") > 0, "its margin is drawn");
    if with_policy {
        assert_eq!(page.console_errors(), [] as [&str; 0]);
    }
    page.go(&format!("file://{}", speakers.display()));
    page.wait_for("h1, h2, p");
    nothing_ran(&page, "the exported page by speaker");
    assert_eq!(page.count("body :is(script, img, svg, iframe, a, style, math, textarea)"), 0);
}

#[test]
fn hostile_texts_stay_text_through_every_door_and_exit() {
    check(true);
}

#[test]
fn hostile_texts_stay_text_without_the_policy_too() {
    check(false);
}
