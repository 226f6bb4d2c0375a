//! A web page comes in as a file, by pasting, and in a saved mail: its article is shown, the rest of it stands
//! behind as set aside, and nothing of it runs or asks for anything.

use std::fs;
use std::path::PathBuf;

use browser_tests::{Page, Site};
use serde_json::{Value, json};

const MENU: [&str; 6] =
    ["World", "Sport", "Weather", "Lotto: Ticket holder wins record prize", "Ferry to be sold", "Subscribe"];
const STORY: [&str; 3] = [
    "The old bridge in Marn closed to lorries on Monday after cracks were found in two of its piers, the council said in a statement.",
    "“We would sooner walk home,” Mara Quill said. She has run the bakery by the river for twenty years and fears for her trade.",
    "Engineers will look at the piers again in May before the council decides whether to repair it or to build a new one down the river.",
];

fn web_page() -> String {
    let menu: String = MENU.iter().map(|line| format!("<div><a href=\"#\">{line}</a></div>")).collect();
    let story: String = STORY.iter().map(|line| format!("<p style=\"color: red\">{line}</p>")).collect();
    format!(
        "<!doctype html><html><head><title>Bridge closes in Marn - Harbor News</title>\
         <meta property=\"article:published_time\" content=\"2021-03-04T10:00:00Z\"><style>p {{ color: red }}</style></head>\
         <body><div class=\"menu\">{menu}</div><article><h1>Bridge closes in Marn</h1>{story}</article>\
         <img src=\"missing.png\" onerror=\"globalThis.ran = 1\"><div class=\"menu\">{menu}</div></body></html>"
    )
}

fn open() -> (Site, Page) {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for("#paste");
    page.eval("globalThis.broken = []; addEventListener('securitypolicyviolation', ({ violatedDirective }) => broken.push(violatedDirective)); 0");
    (site, page)
}

fn is_read(page: &Page) {
    page.wait_for_headline("Bridge closes in Marn");
    page.wait_until_read();
    let shown = page.texts(".paper .block:not(.set-aside) .words");
    for line in STORY {
        assert!(shown.iter().any(|words| words.contains(&line[..20])), "{shown:?}");
    }
    assert!(!shown.iter().any(|words| MENU.contains(&words.as_str())), "{shown:?}");
    is_dated(page);
    assert_eq!(page.eval("globalThis.ran ?? null"), Value::Null);
    assert_eq!(page.eval("broken"), json!([]));
}

fn is_dated(page: &Page) {
    page.eval("document.querySelector('.tab[data-tab=values]').click()");
    page.wait("the date", "document.querySelector('#article-date').value === '2021-03-04'");
    assert_eq!(page.text(".date-from"), "given by the web page or mail");
}

fn file(name: &str, content: &str) -> PathBuf {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, content).expect("a file of our own");
    file
}

#[test]
fn of_a_page_in_a_file_the_article_is_shown_and_the_rest_can_be_put_back() {
    let (_site, page) = open();
    page.choose_files("input[type=file]", &[file("bridge.html", &web_page())]);
    is_read(&page);
    assert_eq!(page.text(".aside-run summary"), "12 passages set aside: rest of the page");
    page.eval("document.querySelector('.aside-run summary').click()");
    page.eval("document.querySelector('.aside-run .put-back .link').click()");
    page.wait("all of it is back", "!document.querySelector('.set-aside, .aside-run')");
}

#[test]
fn of_a_pasted_page_and_of_a_mail_the_article_is_shown() {
    let (_site, page) = open();
    page.eval(&format!(
        "(() => {{ const clipboardData = new DataTransfer(); clipboardData.setData('text/html', {0}); clipboardData.setData('text/plain', 'World');
            document.body.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData, bubbles: true, cancelable: true }})); }})()",
        json!(web_page())
    ));
    is_read(&page);
    page.eval("document.querySelector('.brand').click()");
    page.wait_for("[data-view=welcome]");
    let mail = "Subject: =?utf-8?Q?Br=C3=BCcke?=\r\nFrom: Ada Lind <ada@example.org>\r\nDate: Thu, 4 Mar 2021 10:00:00 +0000\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n\
                --x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe bridge is =\r\nclosed, Mara Quill said.\r\n--x--\r\n";
    page.choose_files("input[type=file]", &[file("bridge.eml", mail)]);
    page.wait("the mail", "document.querySelector('.paper')?.textContent.includes('Brücke')");
    page.wait_until_read();
    assert!(page.paragraphs().iter().any(|words| words.trim() == "The bridge is closed, Mara Quill said."));
    is_dated(&page);
    assert!(page.text(".paper").contains("Brücke"));
}
