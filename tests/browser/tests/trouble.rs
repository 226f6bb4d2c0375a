//! What goes wrong is said in one sentence, and nothing of the reader's is lost.

use std::fs;
use std::path::PathBuf;

use browser_tests::{Page, Site, built};

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
