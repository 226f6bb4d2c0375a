//! Several texts as one: one ledger, the sources of all, people joined when the reader says so, a table of all.

use std::path::PathBuf;

use browser_tests::{Folder, Page, Site, Waits, forty_articles};

const TEXTS: [&str; 3] = [
    "Mill shuts\n\n“We are out of wool,” Maria Gonzalez, the owner, said on Friday.\n",
    "Mill to open again\n\nMaria Gonzalez, who runs the mill, said it would open in May. “We have wool,” she said.\n",
    "Ferry sinks\n\n“Everybody is safe,” James Porter said.\n",
];

/// Texts as files in a folder.
fn files(folder: &Folder, texts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Vec<PathBuf> {
    let texts = texts.into_iter().enumerate();
    texts.map(|(nr, text)| folder.file(&format!("{nr:02}.txt"), text)).collect()
}

fn open(site: &Site) -> Page {
    let page = Page::open(site);
    page.wait_for(".desk");
    let folder = Folder::new("collection");
    page.choose_files("input[type=file]", &files(&folder, TEXTS));
    page.wait_for(".common tbody tr");
    page
}

#[test]
fn several_files_are_one_ledger_with_filters_checks_and_a_table_of_all() {
    let site = Site::start();
    let page = open(&site);
    assert_eq!(page.count(".together-text"), 3);
    assert_eq!(page.count(".common tbody tr"), 4);
    assert_eq!(page.texts(".common .of-text").iter().filter(|title| !title.is_empty()).count(), 3);
    page.click(".common tbody .tick");
    page.wait_for(".common tr.done");
    page.press("z", 2);
    page.wait("undone", "!document.querySelector('.common tr.done')");
    // A text that is not the one shown.
    page.eval("[...document.querySelectorAll('.common tbody .tick')].pop().click()");
    page.wait_for(".common tr.done");
    page.eval("(() => { const texts = document.querySelectorAll('.common-ledger select')[1]; texts.selectedIndex = 2; texts.dispatchEvent(new Event('change')); })()");
    page.wait("two rows", "document.querySelectorAll('.common tbody tr').length === 2");
    page.catch_exports();
    page.click(".desk-tools button");
    let table = page.caught(0);
    assert_eq!(table.lines().count(), 5, "{table}");
    for words in ["Mill shuts", "Mill to open again", "Ferry sinks", ",checked,"] {
        assert!(table.contains(words), "{words}: {table}");
    }
    page.reload();
    page.wait_for(".desk");
    page.wait_for(".texts [data-act=together]");
    page.click(".texts [data-act=together]");
    page.wait_for(".common tr.done");
}

#[test]
fn a_text_opens_from_the_list_and_from_a_row_and_more_can_be_added() {
    let site = Site::start();
    let page = open(&site);
    page.eval("document.querySelectorAll('.together-text')[1].focus()");
    page.press("ArrowDown", 0);
    page.press("Enter", 0);
    page.wait_for_headline("Ferry sinks");
    assert!(page.text(".texts").contains("Text 3 of 3"));
    page.click(".texts [data-act=together]");
    page.wait_for(".common tbody tr");
    page.click(".common tbody .row-head");
    page.wait("the first", "document.querySelector('.paper h1')?.textContent === 'Mill shuts' && document.querySelector('mark.q.selected')");
    page.click(".texts [data-act=together]");
    page.wait_for(".common tbody tr");
    page.give("document.body", "Tower falls\n\n“It was loud,” Ann Lee said.\n");
    page.wait("four texts", "document.querySelectorAll('.together-text').length === 4");
    page.reload();
    page.wait("all know it", "document.querySelector('.texts')?.textContent.includes('of 4')");
    page.wait_for(".desk");
    page.click(".texts [aria-label='Previous text']");
    page.wait("the third of four", "document.querySelector('.texts')?.textContent.includes('Text 3 of 4')");
    // Edited, it stays where it was.
    page.click(".meta [data-act=edit]");
    page.eval("(() => { const field = document.querySelector('#paste'); field.value = field.value.replace('Ferry sinks', 'Ferry is gone'); })()");
    page.click(".read");
    page.wait("still the third", "document.querySelector('.paper h1')?.textContent === 'Ferry is gone' && document.querySelector('.texts').textContent.includes('Text 3 of 4')");
    page.click(".texts [data-act=together]");
    page.wait("all four", "document.querySelectorAll('.together-text').length === 4");
    assert_eq!(
        page.texts(".together-title"),
        ["Mill shuts", "Mill to open again", "Ferry is gone", "Tower falls"]
    );
    page.press("Escape", 0);
    page.click(".texts [aria-label='Next text']");
    page.wait("the others know it", "document.querySelector('.texts')?.textContent.includes('Text 4 of 4')");
}

#[test]
fn people_are_joined_only_when_the_reader_says_so() {
    let site = Site::start();
    let page = open(&site);
    let sources = |page: &Page| {
        page.click("#together-sources");
        page.wait_for(".sums tbody tr");
        page.texts(".sums tbody td:first-child b")
    };
    assert!(page.text(".same-person .title").contains("Same person in 2 texts?"));
    assert_eq!(sources(&page).iter().filter(|name| *name == "Maria Gonzalez").count(), 2);
    page.click(".same-person [data-do=same]");
    page.wait("nobody is left to ask about", "document.querySelector('.same-person').hidden");
    assert_eq!(sources(&page).iter().filter(|name| *name == "Maria Gonzalez").count(), 1);
    page.press("z", 2);
    page.wait("asked again", "!document.querySelector('.same-person').hidden");
    page.click(".same-person [data-do=apart]");
    page.wait("answered", "document.querySelector('.same-person').hidden");
    assert_eq!(sources(&page).iter().filter(|name| *name == "Maria Gonzalez").count(), 2);
    page.reload();
    page.wait_for(".desk");
    page.click(".texts [data-act=together]");
    page.wait_for(".common tbody tr");
    assert_eq!(page.eval("document.querySelector('.same-person').hidden"), true);
}

/// What measures runs beside no other test.
mod alone {
    use super::*;

    #[test]
    fn forty_articles_stay_usable() {
        let Waits { ledger, switch } = forty_articles(&Page::open(&Site::start()));
        println!("40 articles to the ledger: {ledger:.0} ms; to switch the text: {switch:.0} ms");
        // The bars are 2 s and 100 ms on an idle machine; a busy one gets three times that.
        assert!(ledger < 6000.0 && switch < 300.0, "{ledger} ms, {switch} ms");
    }
}
