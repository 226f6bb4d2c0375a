//! What goes wrong is said in one sentence, and nothing of the reader's is lost.

use std::path::PathBuf;
use std::time::Duration;
use std::{fs, thread};

use browser_tests::{Page, STUB_ARTICLE, Site, built};

const ARTICLE: &str = "Mill shuts\n\n“We are out of wool,” Maria Gonzalez said.\n";

/// Pastes the article into a page that cannot analyze it; the sentence that the reader sees.
fn sentence_of(site: &Site) -> String {
    let page = Page::open(site);
    page.wait_for("#paste");
    page.click("#paste");
    page.paste(ARTICLE);
    page.wait(
        "a sentence is shown",
        "[...document.querySelectorAll('.error')].some((error) => !error.hidden)",
    );
    page.wait("the text is still there", "/out of wool/.test(document.querySelector('.paper').innerText)");
    let sentence =
        page.eval("[...document.querySelectorAll('.error')].find((error) => !error.hidden).innerText");
    sentence.as_str().unwrap_or_default().to_owned()
}

fn write(file: PathBuf, bytes: impl AsRef<[u8]>) {
    fs::write(file, bytes).expect("the copy is ours");
}

#[test]
fn a_damaged_model_is_named() {
    let site = Site::altered(|www| {
        let mut model = fs::read(built(www, "pkg/saidby.model")).expect("the model is there");
        let middle = model.len() / 2;
        model[middle] ^= 1;
        write(built(www, "pkg/saidby.model"), model);
    });
    assert_eq!(sentence_of(&site), "The language model arrived damaged; reload the page once while online.");
}

#[test]
fn a_missing_model_is_named() {
    let site =
        Site::altered(|www| fs::remove_file(built(www, "pkg/saidby.model")).expect("the copy is ours"));
    assert_eq!(sentence_of(&site), "The language model did not load; reload the page once while online.");
}

#[test]
fn a_part_that_is_loaded_later_and_missing_is_said() {
    let site = Site::altered(|www| fs::remove_file(built(www, "pkg/more.js")).expect("the copy is ours"));
    assert_eq!(sentence_of(&site), "A part of this page did not load; reload it once while online.");
}

#[test]
fn an_engine_with_one_byte_changed_is_not_started() {
    let site = Site::altered(|www| {
        let file = built(www, "pkg/saidby_bg.wasm");
        let mut engine = fs::read(&file).expect("the engine is there");
        // In its data, where any byte still compiles.
        let last = engine.len() - 100;
        engine[last] ^= 1;
        write(file, engine);
    });
    assert_eq!(sentence_of(&site), "The engine arrived damaged; reload the page once while online.");
}

#[test]
fn an_engine_that_is_not_wasm_is_named() {
    let site = Site::altered(|www| write(built(www, "pkg/saidby_bg.wasm"), "not wasm"));
    assert_eq!(sentence_of(&site), "The engine arrived damaged; reload the page once while online.");
}

#[test]
fn a_worker_that_is_missing_is_named() {
    let site = Site::altered(|www| fs::remove_file(built(www, "pkg/worker.js")).expect("the copy is ours"));
    assert_eq!(sentence_of(&site), "The engine did not load; reload the page once while online.");
}

#[test]
fn a_page_and_a_worker_of_different_releases_do_not_work_together() {
    let site = Site::altered(|www| {
        let file = built(www, "pkg/worker.js");
        let script = fs::read_to_string(&file).expect("the script is there");
        write(file, script.replace("const BUILD = \"", "const BUILD = \"0"));
    });
    assert_eq!(
        sentence_of(&site),
        "The page and its engine are of different releases; reload the page once while online."
    );
}

#[test]
fn a_script_or_style_sheet_that_is_missing_or_changed_is_one_sentence() {
    for part in ["pkg/boot.js", "pkg/page.js", "pkg/page.css"] {
        for missing in [true, false] {
            let site = Site::altered(|www| {
                let file = built(www, part);
                if missing {
                    fs::remove_file(file).expect("the copy is ours");
                } else {
                    let text = fs::read_to_string(&file).expect("the part is there");
                    write(file, format!("{text}\n"));
                }
            });
            let page = Page::open(&site);
            page.wait(
                &format!("the sentence, {part}, missing: {missing}"),
                "document.querySelector('.lost')?.checkVisibility()",
            );
            assert_eq!(page.text(".lost"), "A part of this page did not load; reload it once while online.");
        }
    }
}

#[test]
fn files_that_cannot_be_read_are_refused_by_name() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for("input[type=file]");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let cases: [(&str, &[u8], &str); 4] = [
        ("plant.pdf", b"%PDF-1.7", "is a PDF, which Saidby cannot read"),
        ("noise.txt", &[0, 159, 146, 150, 0, 1], "is not text"),
        ("empty.txt", b" \n", "holds no text"),
        ("large.txt", &vec![b'a'; (10 << 20) + 1], "reads up to 10 MB"),
    ];
    for (name, bytes, sentence) in cases {
        write(folder.join(name), bytes);
        page.choose_files("input[type=file]", &[folder.join(name)]);
        let shown = format!("document.querySelector('.welcome .error')?.innerText.includes({:?})", sentence);
        page.wait(name, &shown);
    }
    write(folder.join("article.txt"), ARTICLE);
    page.choose_files("input[type=file]", &[folder.join("article.txt")]);
    page.wait_until_read();
    assert_eq!(page.marked(".paper mark.q"), ["“We are out of wool,”"]);
}

#[test]
fn a_text_over_the_limit_is_refused_and_the_page_goes_on() {
    let site = Site::start();
    let page = Page::open(&site);
    page.wait_for("#paste");
    page.eval(
        "(() => {
            const data = new DataTransfer();
            data.setData('text/plain', 'word '.repeat(2_200_000));
            document.querySelector('#paste').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        })()",
    );
    page.wait(
        "the sentence is shown",
        "document.querySelector('.welcome .error').innerText.includes('reads up to 10 MB')",
    );
    page.click("#paste");
    page.paste(ARTICLE);
    page.wait_until_read();
}

/// An engine that fails as the text tells it to, and for good once it has failed.
const FAILING: &str = "
let dead = false;
export default async function init() {}
export const version = () => '';
export class Analyzer {
  analyze(text) {
    if (dead) throw 'It was dead before.';
    dead = true;
    if (/trap/.test(text)) throw new WebAssembly.RuntimeError('unreachable');
    if (/sentence/.test(text)) throw 'The date is none.';
    if (/error/.test(text)) throw new RangeError('Invalid string length');
    while (/forever/.test(text));
    dead = false;
    const paragraphs = [{ start: 0, end: text.length, kind: 'text', reason: null }];
    return { id: null, offsetUnit: 'utf16', unsureBelow: 0.6, english: true, date: null, paragraphs, entities: [], values: [], quotations: [], quotedWords: [] };
  }
  free() {}
}";

#[test]
fn a_text_on_which_the_engine_fails_is_one_sentence_and_the_next_text_is_read() {
    let site = Site::with_engine(FAILING);
    let page = Page::blank();
    // The page's patience is half a second.
    page.before_scripts(
        "const wait = globalThis.setTimeout;
        globalThis.setTimeout = (act, time, ...given) => wait(act, time === 60000 ? 500 : time, ...given);",
    );
    page.go(&site.url());
    page.wait_for(".requests[data-ready]");
    for (text, sentence) in [
        ("A trap.", "The analysis failed on this text; your text is still here."),
        ("A sentence.", "The date is none."),
        ("An error.", "Invalid string length"),
        ("It goes on forever.", "The analysis stopped answering; try a shorter text."),
    ] {
        page.give("document.body", text);
        let said = format!(
            "[...document.querySelectorAll('.error')].some((error) => !error.hidden && error.innerText.includes({sentence:?}))"
        );
        page.wait(text, &said);
        assert!(page.text(".paper").contains(text), "the text is still there");
        page.give("document.body", "A plain text.");
        page.wait_until_read();
        let shown = "[...document.querySelectorAll('.error')].filter((error) => !error.hidden).length";
        assert_eq!(page.eval(shown), 0, "{text}");
        page.eval("document.querySelector('#live').textContent = ''");
    }
    // Nobody need wait for a text that hangs.
    page.give("document.body", "It goes on forever.");
    page.give("document.body", "Another plain text.");
    page.wait_until_read();
    // The patience ends with the answer.
    thread::sleep(Duration::from_millis(1000));
    let shown = "[...document.querySelectorAll('.error')].filter((error) => !error.hidden).length";
    assert_eq!(page.eval(shown), 0, "a text that was read is not given up afterward");
}

#[test]
fn an_engine_without_its_script_or_with_a_script_that_fails_is_named() {
    let engines: [(&str, &str); 3] = [
        ("throw new Error('broken');", "The engine did not load; reload the page once while online."),
        (
            "export default async function init() { throw new WebAssembly.LinkError('import'); } export class Analyzer {}",
            "The engine arrived damaged; reload the page once while online.",
        ),
        (
            "export default async function init() {} export class Analyzer { constructor() { throw 'checksum'; } }",
            "The language model arrived damaged; reload the page once while online.",
        ),
    ];
    for (script, sentence) in engines {
        assert_eq!(sentence_of(&Site::with_engine(script)), sentence);
    }
    let site = Site::altered(|www| fs::remove_file(built(www, "pkg/saidby.js")).expect("the copy is ours"));
    assert_eq!(sentence_of(&site), "The engine did not load; reload the page once while online.");
}

#[test]
fn what_the_browser_refuses_is_said_where_it_was_asked_for() {
    let site = Site::stubbed();
    let page = Page::blank();
    page.before_scripts(
        "IDBObjectStore.prototype.clear = () => { throw new DOMException('no', 'InvalidStateError'); };
        Clipboard.prototype.writeText = async () => { throw new DOMException('no', 'NotAllowedError'); };",
    );
    page.go(&site.url());
    page.wait_for("#paste");
    page.give("document.body", STUB_ARTICLE);
    page.wait_until_read();
    page.click("#tab-quotations");
    page.click(".widen");
    page.click(".ledger .copy");
    page.wait("it is said", "document.querySelector('.ledger .copy').textContent === 'Not allowed here'");
    page.press("Escape", 0);
    page.click(".brand");
    page.wait_for("[data-view=welcome]");
    page.click("[data-act=clear]");
    page.click(".clear-all");
    page.wait(
        "it is said",
        "/did not clear the kept texts/.test(document.querySelector('.shelter').innerText)",
    );
}
