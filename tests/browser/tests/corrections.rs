//! Nothing that a reader corrected is lost, and every count says the same.

use browser_tests::{Page, Site, built, seeds};
use serde_json::{Value, json};
use xtask::{project, site};

/// Random sequences of corrections, undo, edits, reloads and two windows; 500 take a minute.
const SEQUENCES: usize = 500;

const ARTICLE: &str = "\
Harbor bridge to close

The harbor bridge will close on Monday, Mayor Maria Gonzalez said.

“We have waited too long already,” Gonzalez told reporters. “The steel cannot wait.”

Her deputy, James Porter, disagreed. “It will ruin the market,” he said.
";

#[test]
fn no_sequence_of_corrections_loses_one_or_leads_where_undo_does_not_lead_back() {
    let mut root = None;
    let site = Site::altered(|copy| {
        // The modules as they are written, beside the page.
        project::copy_folder(&site::source().join("js"), &copy.join("js")).expect("the copy is ours");
        let part = |name: &str| {
            let file = built(copy, &format!("pkg/{name}"));
            file.strip_prefix(copy).expect("it lies there").display().to_string()
        };
        root = Some([part("saidby.js"), part("saidby_bg.wasm"), part("saidby.model")]);
    });
    let [engine, wasm, model] = root.expect("the site was altered");
    let page = Page::open(&site);
    page.wait_for("#paste");
    let texts: Vec<String> = seeds().into_iter().map(|(_, text)| text).collect();
    // In parts, for the driver waits a minute at most for one answer.
    page.eval(&format!(
        "(() => {{ globalThis.wrong = (async () => {{
            const [SEQUENCES, TEXTS, ROOT, ENGINE, WASM, MODEL] = {};
            {}
        }})(); globalThis.wrong.then((list) => (globalThis.list = list), (error) => (globalThis.list = [String(error)])); }})()",
        json!([SEQUENCES, texts, site.url(), engine, wasm, model]),
        include_str!("../sequences.js")
    ));
    for _ in 0..10 {
        let done = page.eval("Promise.race([wrong.then(() => true, () => true), new Promise((later) => setTimeout(later, 20000, false))])");
        if done == true {
            break;
        }
    }
    assert_eq!(page.eval("globalThis.list ?? ['too slow']"), json!([]));
}

#[test]
fn summary_tab_list_and_report_count_the_same_sources() {
    let site = Site::start();
    let page = Page::open(&site);
    page.catch_exports();
    for (nth, (name, text)) in seeds().into_iter().enumerate() {
        page.click(".brand");
        page.wait_for("[data-view=welcome]");
        page.eval("document.querySelector('#live').textContent = ''");
        page.read(&text);
        page.click("#tab-sources");
        page.wait_for("#panel-sources .summary");
        page.export(2);
        let report: Value = serde_json::from_str(&page.caught(nth)).expect("JSON");
        let sources = report["sources"].as_array().expect("sources").len();
        assert_eq!(page.count("#panel-sources .lane[data-e]"), sources, "{name}");
        assert_eq!(page.text("#tab-sources .count"), sources.to_string(), "{name}");
        let said = page.texts("#panel-sources .summary").concat().to_lowercase();
        let words = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve",
        ];
        let number = words.get(sources).map_or_else(|| sources.to_string(), |word| (*word).to_owned());
        assert!(said.starts_with(&format!("{number} source")), "{name}: {said} and {sources}");
        // Whoever the sentence names is a name or described.
        let leads = report["sources"].as_array().into_iter().flatten().any(|source| {
            let entity = &report["entities"][source["entity"].as_u64().unwrap_or_default() as usize]["name"];
            source["described"] == true && said.contains(&entity.as_str().unwrap_or_default().to_lowercase())
        });
        assert!(leads || !said.contains('%'), "{name}: {said}");
    }
}

/// Gives the second quotation to nobody and takes the last away.
fn correct(page: &Page) {
    page.press("n", 0);
    page.press("n", 0);
    page.correct_speaker("nobody");
    page.press("Escape", 0);
    page.press("p", 0);
    page.press("p", 0);
    page.press("Delete", 0);
    page.wait_for(".removed-note");
}

#[test]
fn corrections_outlast_an_edit_of_the_text_and_a_reload_and_can_still_be_undone() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    let before = page.count(".paper mark.q");
    correct(&page);
    let yours = page.marked(".paper mark.q.yours");
    let left = page.count(".paper mark.q");
    assert!(left < before);
    page.click("[data-act=edit]");
    page.wait_for("[data-view=welcome]");
    let edited = format!("Council meets\n\n{ARTICLE}\nNobody else spoke.\n");
    page.eval(&format!("document.querySelector('#paste').value = {}", json!(edited)));
    page.eval("document.querySelector('#live').textContent = ''");
    page.press("Enter", 2);
    page.wait_until_read();
    page.wait("the corrections are there", "document.querySelector('.paper mark.q.yours')");
    assert_eq!(page.marked(".paper mark.q.yours"), yours);
    assert_eq!(page.count(".paper mark.q"), left);
    assert_eq!(page.text(".lost-steps"), "");
    page.reload();
    page.wait_for(".paper mark.q.yours");
    for _ in 0..2 {
        page.press("z", 2);
    }
    page.wait("undone", &format!("document.querySelectorAll('.paper mark.q').length === {before} && !document.querySelector('.paper mark.q.yours')"));
}

#[test]
fn what_has_no_place_any_more_is_listed() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    correct(&page);
    page.click("[data-act=edit]");
    page.wait_for("[data-view=welcome]");
    let edited = ARTICLE.replace(
        "“We have waited too long already,” Gonzalez told reporters. “The steel cannot wait.”\n\n",
        "",
    );
    page.eval(&format!("document.querySelector('#paste').value = {}", json!(edited)));
    page.eval("document.querySelector('#live').textContent = ''");
    page.press("Enter", 2);
    page.wait_until_read();
    page.wait("it is said", "document.querySelector('.lost-steps').textContent.includes('We have waited')");
    assert!(
        page.text(".lost-steps").starts_with("1 correction found no place"),
        "{}",
        page.text(".lost-steps")
    );
}

#[test]
fn the_articles_date_is_a_correction_that_can_be_undone() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    page.click("#tab-values");
    page.eval("(() => { const field = document.querySelector('#article-date'); field.value = '2017-12-14'; field.dispatchEvent(new Event('change')); })()");
    page.wait(
        "a day",
        "[...document.querySelectorAll('.values .normal')].some((one) => one.textContent.includes('2017'))",
    );
    page.reload();
    page.wait_for(".paper mark.q");
    page.click("#tab-values");
    page.wait("kept", "document.querySelector('#article-date').value === '2017-12-14'");
    page.click(".bar [data-act=undo]");
    page.wait("no date again", "document.querySelector('#article-date').value === ''");
}

#[test]
fn another_language_has_names_and_no_speakers_and_the_page_says_so() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(
        "Brücke geschlossen\n\nDie Brücke wird für ein Jahr geschlossen, sagte Bürgermeisterin Anna Lehmann am Montag in \
         Bremen. „Wir haben zu lange gewartet“, sagte sie den Reportern. Ihr Stellvertreter Jakob Paul widersprach ihr noch \
         am selben Abend und nannte den Plan teuer, unnötig und schlecht vorbereitet.\n",
    );
    assert_eq!(page.count(".paper mark.q"), 0);
    assert!(
        page.text(".over .error").contains("does not look like English"),
        "{}",
        page.text(".over .error")
    );
    assert!(
        page.text("#panel-who .summary").contains("not looked for"),
        "{}",
        page.text("#panel-who .summary")
    );
}
