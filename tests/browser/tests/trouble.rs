//! What goes wrong is said in one sentence, and nothing of the reader's is lost.

use std::fs;
use std::path::PathBuf;

use browser_tests::{Page, Site};

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
        let mut model = fs::read(www.join("pkg/saidby.model")).expect("the model is there");
        let middle = model.len() / 2;
        model[middle] ^= 1;
        write(www.join("pkg/saidby.model"), model);
    });
    assert_eq!(sentence_of(&site), "The language model arrived damaged; reload the page once while online.");
}

#[test]
fn a_missing_model_is_named() {
    let site = Site::altered(|www| fs::remove_file(www.join("pkg/saidby.model")).expect("the copy is ours"));
    assert_eq!(sentence_of(&site), "The language model did not load; reload the page once while online.");
}

#[test]
fn a_module_that_is_not_wasm_is_answered() {
    let site = Site::altered(|www| write(www.join("pkg/saidby_bg.wasm"), "not wasm"));
    let sentence = sentence_of(&site);
    assert!(sentence.ends_with('.') && sentence.len() < 200, "{sentence}");
}

#[test]
fn a_page_and_an_engine_of_different_versions_do_not_work_together() {
    let site = Site::altered(|www| {
        let file = www.join("pkg/worker.js");
        let script = fs::read_to_string(&file).expect("the script is there");
        write(file, script.replace(xtask::project::VERSION, "0.0.1"));
    });
    assert_eq!(
        sentence_of(&site),
        "The page and its engine are of different versions; reload the page once while online."
    );
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
