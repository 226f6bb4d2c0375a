//! The whole chain: a text goes in, and the page shows who is in it and who said what.

use browser_tests::{Page, Site, seeds};

const ARTICLE: &str = "\
Harbor bridge to close for a year

BRISTOL, England — The harbor bridge will close on Monday for a year of repairs, Mayor Maria Gonzalez said.

“We have waited too long already,” Gonzalez told reporters. “The steel cannot wait.”

Her deputy, James Porter, disagreed. “It will ruin the market,” he said.
";

#[test]
fn a_pasted_article_shows_who_is_in_it_and_who_said_what() {
    let site = Site::start();
    let page = Page::open_whole(&site);
    page.read(ARTICLE);
    let said = page.marked(".paper mark.q.direct");
    for words in
        ["“We have waited too long already,”", "“The steel cannot wait.”", "“It will ruin the market,”"]
    {
        assert!(said.iter().any(|mark| mark == words), "{words} is not among {said:?}");
    }
    let people = page.marked(".paper mark.n.person");
    for name in ["Maria Gonzalez", "Gonzalez", "James Porter"] {
        assert!(people.iter().any(|mark| mark == name), "{name} is not among {people:?}");
    }
    assert!(
        page.marked(".paper mark.n.place").contains(&"BRISTOL".to_owned()),
        "{:?}",
        page.marked(".paper mark.n")
    );
    assert_eq!(page.count(".rail .row-head b"), page.count(".rail .row"), "every row has a name");
    let listed = page.texts(".rail .row-head b");
    assert!(listed.contains(&"Maria Gonzalez".to_owned()), "{listed:?}");
    page.click("#tab-quotations");
    let speakers = page.texts(".ledger .speaker");
    assert!(speakers.iter().any(|name| name.ends_with("Gonzalez")), "{speakers:?}");
    assert!(speakers.iter().any(|name| name.ends_with("Porter")), "{speakers:?}");
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}

/// An interview in capitals, whose last turn has a surname alone.
pub const INTERVIEW: &str = "Interview with the mayor\n\nINTERVIEWER: How long will the bridge be closed?\n\nMARIA GONZALEZ: It will be closed for a year. The steel cannot wait.\n\n\
    INTERVIEWER: And the market?\n\nGONZALEZ: The market will move to the square.\n";

#[test]
fn an_interview_is_set_as_turns_with_the_speaker_at_the_line() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(INTERVIEW);
    assert_eq!(page.texts(".paper .turn"), ["INTERVIEWER:", "MARIA GONZALEZ:", "INTERVIEWER:", "GONZALEZ:"]);
    let said = page.text("#panel-who .summary");
    assert!(said.ends_with("words spoken, turns without quotation marks among them."), "{said}");
}

#[test]
fn a_click_on_a_name_or_quotation_leads_to_its_place() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(ARTICLE);
    let row = "[...document.querySelectorAll('.rail .row')].find((row) => row.textContent.includes('Maria Gonzalez'))";
    page.eval(&format!("{row}.querySelector('.row-head').click()"));
    page.wait("her mentions are shown", "document.querySelectorAll('.paper mark.n.selected').length >= 2");
    let current = |page: &Page| page.marked(".paper mark.n.current");
    assert_eq!(current(&page), ["Maria Gonzalez"]);
    page.click(".card [aria-label='Next mention']");
    page.wait(
        "the next mention is current",
        "document.querySelector('.paper mark.n.current')?.dataset.m === '1'",
    );
    page.click("#tab-quotations");
    page.click(".ledger .row:last-child .row-head");
    page.wait_for(".paper mark.q.selected");
    let seen =
        "(() => { const box = document.querySelector('.paper mark.q.selected').getBoundingClientRect();
        return 0 <= box.top && box.bottom <= innerHeight; })()";
    page.wait("the quotation is in view", seen);
}

#[test]
fn every_sample_opens_and_keeps_its_words() {
    let site = Site::start();
    let page = Page::open(&site);
    let titles =
        page.eval(&format!("fetch('{}').then((list) => list.json())", site.path("pkg/samples.json")));
    for (idx, entry) in titles.as_array().expect("a list").iter().enumerate() {
        let title = entry["title"].as_str().expect("a title");
        page.click("[data-act=samples]");
        page.wait_for("[role=menu] [role=menuitem]");
        page.eval("document.querySelector('#live').textContent = ''");
        page.eval(&format!("document.querySelectorAll('[role=menu] [role=menuitem]')[{idx}].click()"));
        page.wait_until_read();
        page.wait(
            "the sample is shown",
            &format!("document.querySelector('#what').textContent.startsWith({})", entry["title"]),
        );
        assert!(0 < page.count(".paper mark.q"), "{title}: nothing is quoted");
        assert!(0 < page.count(".paper mark.n"), "{title}: nobody is named");
        let (_, text) = seeds()
            .into_iter()
            .find(|(name, _)| Some(name.as_str()) == entry["file"].as_str())
            .expect("a sample");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&page.paragraphs().join(" ")), words(&text), "{title}");
    }
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    let site = Site::start();
    let page = Page::open(&site);
    let text = "A <b>bold</b> day\n\n“<img src=x onerror=alert(1)>,” Maria Gonzalez said. <script>alert(2)</script> &amp;\n";
    page.read(text);
    assert_eq!(page.count(".words b, .words img, .words script"), 0);
    assert_eq!(page.paragraphs().join("\n\n"), text.trim());
}

#[test]
fn after_the_first_load_nothing_is_asked_for_any_more() {
    let site = Site::start();
    let page = Page::open_whole(&site);
    page.wait_for(".requests[data-ready]");
    page.wait_for_service_worker();
    let before = site.requests();
    page.read(ARTICLE);
    page.click("[data-act=samples]");
    page.wait_for("[role=menu] [role=menuitem]");
    page.click("[role=menu] [role=menuitem]");
    page.wait("the sample is shown", "!document.querySelector('#what').textContent.startsWith('Harbor')");
    page.wait_until_read();
    assert_eq!(site.requests()[before.len()..], [] as [&str; 0]);
    let entries = page.eval("JSON.stringify(performance.getEntriesByType('resource').map((e) => [e.name, e.startTime, e.transferSize]))");
    assert_eq!(page.text(".requests b"), "0", "{entries}");
    // Nor can anything go elsewhere: the policy forbids it.
    let outside = page.eval("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')");
    assert_eq!(outside, "refused");
    assert!(
        page.is_firefox()
            || page.console_errors().iter().any(|error| error.contains("Content Security Policy"))
    );
}
