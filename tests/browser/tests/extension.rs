//! The true extension in Chromium: its button is clicked on web pages, and Saidby opens with what they hold.
//!
//! The clicks come by the browser's remote protocol (`Extensions.triggerAction`), which runs the button's action and
//! grants the tab to the extension as a click with the mouse does: no copy of it with more permissions is needed.

use std::path::{Path, PathBuf};

use browser_tests::pipe::{Browser, Tab};
use browser_tests::{Folder, IS_READ, seeds};
use serde_json::{Value, json};
use xtask::server::Server;
use xtask::{extension, project, site};

/// The extension, installed in a browser of its own.
fn installed(folder: &Path) -> (Browser, String) {
    extension::write("chromium", &site::folder(), folder).expect("the page is built");
    let browser = Browser::start();
    let name = browser.install(folder);
    (browser, name)
}

fn is_read(page: &Tab<'_>) {
    page.wait("it is read", IS_READ);
}

/// A sample as a newspaper's site would show it.
pub fn web_page(text: &str) -> String {
    let mut paragraphs = text.split("\n\n");
    let title = paragraphs.next().unwrap_or_default();
    let story: String = paragraphs.map(|words| format!("<p>{words}</p>\n")).collect();
    format!(
        "<!doctype html><html><head><title>{title}</title><link rel=icon href=data:,></head><body>\
         <nav><a href=/>Home</a> <a href=/>World</a></nav><article><h1>{title}</h1>{story}</article></body></html>"
    )
}

/// Samples, and in each some of what must be shown: who says what.
const SAMPLES: [(&str, [(&str, &str); 2]); 3] = [
    (
        "agency-reactor",
        [
            ("Pavel Dimitrescu", "The reactor tripped exactly as it was designed to do"),
            ("Mirela Stancovic", "I will not give a date"),
        ],
    ),
    (
        "court-verdict",
        [
            ("Esther Mutua", "You were warned by the captain."),
            ("Farouk Hassanali", "My client grieves for every one of those families"),
        ],
    ),
    (
        "uk-council",
        [
            ("Margaret Adeyemi-Cole", "We won’t be bullied by people"),
            ("James O’Dowd", "Nobody’s in there of an afternoon but me and the pigeons."),
        ],
    ),
];

#[test]
fn a_click_on_a_news_page_shows_who_says_what_in_it_and_asks_for_nothing() {
    let pages = Folder::new("extension-pages");
    for (file, text) in seeds() {
        pages.file(&file.replace(".txt", ".html"), web_page(&text));
    }
    let mut server = Server::start(pages.path(), 0).expect("a port is free");
    let folder = Folder::new("extension");
    let (browser, name) = installed(folder.path());
    let urls = SAMPLES.map(|(sample, _)| format!("{}{sample}.html", server.url()));
    let tabs: Vec<Tab<'_>> = urls.iter().map(|url| browser.open(url)).collect();
    let asked = server.requests();
    assert_eq!(asked, SAMPLES.map(|(sample, _)| format!("/{sample}.html")));
    server.stop();
    for (tab, (sample, statements)) in tabs.iter().zip(SAMPLES) {
        let page = browser.click(&name, tab);
        is_read(&page);
        let marks = page.texts(".paper mark.q");
        for (speaker, words) in statements {
            let is_said = marks.iter().any(|mark| mark.contains(speaker) && mark.contains(words));
            assert!(is_said, "{sample}: {speaker}: {words} is not among {marks:#?}");
        }
        let title = tab.eval("document.querySelector('h1').textContent");
        assert_eq!(page.eval("document.querySelector('.paper h1').textContent"), title, "{sample}");
        let shown = page.texts(".paper .block:not(.set-aside) .words");
        assert!(!shown.iter().any(|words| words.contains("World")), "the menu is no part of it: {shown:?}");
        assert_eq!(page.texts(".requests"), ["0 requests since load"]);
        assert_eq!(page.eval("document.title"), "Saidby");
        let workers = page.eval(
            "navigator.serviceWorker.getRegistrations().then((all) => all.map(({ active }) => new URL(active.scriptURL).pathname))",
        );
        assert_eq!(workers, json!(["/background.js"]), "the page's own service worker has no place here");
        // Once more, as whoever keeps a tab open does: it is this page that is loaded anew, not the other that is read.
        page.eval("location.reload()");
        page.wait("it is kept", &format!("document.querySelector('.paper h1')?.textContent === {title}"));
        assert_eq!(page.console_errors(), [] as [&str; 0]);
    }
    assert_eq!(browser.end(), urls, "nothing else was asked for in the whole browser");
}

#[test]
fn what_cannot_be_read_is_said_and_what_means_harm_does_nothing() {
    let pages = Folder::new("extension-odd-pages");
    let filler =
        |megabytes: usize| format!("<!-- {} --><nav>", "filler ".repeat(megabytes * 1024 * 1024 / 7));
    let text = "Mill shuts\n\n“We are out of wool,” Maria Gonzalez said.";
    pages.file("large.html", web_page(text).replace("<nav>", &filler(9)));
    pages.file("too-large.html", web_page("Too large\n\nNobody reads it.").replace("<nav>", &filler(11)));
    pages.file("picture.png", project::read(&site::source().join("icons/icon-192.png")).expect("an icon"));
    // The server's policy lets a page run a script of the server alone.
    let forged = "for (const [of, name] of [[Element.prototype, 'outerHTML'], [Document.prototype, 'title'], [Document.prototype, 'contentType']])
        Object.defineProperty(of, name, { get: () => 'forged' });
        globalThis.Blob = null;";
    pages.file("hostile.js", forged);
    let markup = "<img src=x onerror='globalThis.ran = 1'><script>globalThis.ran = 1</script>";
    let escaped = markup.replace('<', "&lt;");
    // Elements that a script of the page, though not the extension's, meets in place of the document's own properties.
    let names = "<img name=title><img name=contentType><img name=documentElement>";
    pages.file(
        "hostile.html",
        web_page(&format!(
            "{escaped}\n\n{escaped} {markup} {names}\n\n{text}\n\n<script src=hostile.js></script>"
        )),
    );
    let server = Server::start(pages.path(), 0).expect("a port is free");
    let folder = Folder::new("extension-odd");
    let (browser, name) = installed(folder.path());
    let open = |file: &str| browser.open(&format!("{}{file}", server.url()));
    let says = |page: &Tab<'_>, sentence: &str| {
        page.wait(
            sentence,
            &format!("document.querySelector('.welcome .error').textContent.includes({})", json!(sentence)),
        );
        assert_eq!(page.texts(".paper .words"), [] as [&str; 0]);
    };

    // A page of another site, so that no other stands still with it.
    let hung = browser.open(&format!("{}hostile.html", server.url()).replace("127.0.0.1", "localhost"));
    // Longer than the extension waits, but not to the end: it takes a whole core.
    hung.eval("setTimeout(() => { const end = Date.now() + 9000; while (Date.now() < end); }), 0");
    let hangs = browser.click(&name, &hung);

    says(&hangs, "That tab does not answer");

    let page = browser.click(&name, &open("large.html"));
    is_read(&page);
    assert!(page.texts(".paper mark.q").concat().contains("Maria Gonzalez"));
    let private = browser.open_privately(&format!("{}hostile.html?private", server.url()));
    assert_ne!(private.privacy(), page.privacy());
    let read_privately = browser.click(&name, &private);
    is_read(&read_privately);
    assert_eq!(read_privately.privacy(), private.privacy(), "what is read in a private window stays there");

    says(
        &browser.click(&name, &open("too-large.html")),
        "That page is 11.0 MB and Saidby reads up to 10 MB; copy",
    );
    says(&browser.click(&name, &open("picture.png")), "That tab shows no web page");
    says(
        &browser.click(&name, &browser.open("chrome://version/")),
        "The browser lets no extension read that tab",
    );

    let hostile = open("hostile.html");
    let page = browser.click(&name, &hostile);
    is_read(&page);
    let shown = page.texts(".paper .words").concat();
    assert!(shown.contains("<img src=x onerror='globalThis.ran = 1'>"), "{shown}");
    assert_eq!(
        page.eval("[globalThis.ran ?? null, document.querySelectorAll('.paper img, .paper script').length]"),
        json!([null, 0])
    );
    assert_eq!(page.console_errors(), [] as [&str; 0]);
    // Nor could it ask for anything.
    let asked = server.requests().len();
    let fetched = page.eval(&format!("fetch('{}').then(() => 'answered', () => 'refused')", server.url()));
    assert_eq!(fetched, "refused");
    assert_eq!(server.requests().len(), asked);

    // Whoever broke into the web page may speak as the extension's script in it; what was read is not for that one.
    let world = *hostile.worlds(&name).last().expect("the extension's script ran there");
    let background = browser.background(&name, &hostile);
    background.eval("chrome.tabs.query({}).then((tabs) => tabs.forEach(({ id }) => waiting.add({ page: Promise.resolve({ id }), read: Promise.resolve({ trouble: 'secret' }) })))");
    let ask = "chrome.runtime.sendMessage('handed').then((answer) => answer ?? null, () => null)";
    assert_eq!(hostile.eval_in(Some(world), ask), Ok(Value::Null));
    assert_eq!(page.eval(ask), json!({ "trouble": "secret" }), "the page is told");
    assert_eq!(page.eval(ask), Value::Null, "once");
}

#[test]
fn it_may_read_the_tab_that_was_clicked_and_nothing_else() {
    let folder = Folder::new("extension-manifests");
    for browser in extension::BROWSERS {
        let out = folder.path().join(browser);
        extension::write(browser, &site::folder(), &out).expect("the page is built");
        let manifest = project::read(&out.join("manifest.json")).expect("a manifest");
        let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
        assert_eq!(manifest["permissions"], json!(["activeTab", "scripting"]));
        let policy = manifest["content_security_policy"]["extension_pages"].as_str().unwrap_or_default();
        for rule in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'"] {
            assert!(policy.split("; ").any(|other| other == rule), "{policy}");
        }
        let keys: Vec<&str> = manifest.as_object().expect("an object").keys().map(String::as_str).collect();
        for key in [
            "host_permissions",
            "optional_permissions",
            "optional_host_permissions",
            "content_scripts",
            "externally_connectable",
            "web_accessible_resources",
            "update_url",
        ] {
            assert!(!keys.contains(&key), "{key}");
        }
        let all = project::files(&out).expect("files");
        let is_of_a_server = |file: &&PathBuf| file.ends_with("sw.js") || file.ends_with("pkg/precache.js");
        assert_eq!(all.iter().find(is_of_a_server), None);
    }
}
