//! Texts that are no articles, by key, by mouse and by finger.

use browser_tests::{Page, Site};

use crate::chain::INTERVIEW;

/// What the summary says of texts that are no articles.
const ODD: [(&str, &str); 6] = [
    ("The harbor bridge was closed on Monday.", "Nobody is quoted in this text."),
    ("Bridge closes Monday", "Nobody is quoted in this text."),
    ("HARBOR BRIDGE TO CLOSE\n\n“WE HAVE WAITED TOO LONG,” MAYOR MARIA GONZALEZ SAID.", ""),
    ("[10:02] anna: are you there?\n[10:03] ben: yes, I am coming\n[10:04] anna: good", ""),
    (
        "The fog comes in,\non little feet,\nit sits and looks\nat every street.",
        "Nobody is quoted in this text.",
    ),
    ("Just landed in Paris 🛬 #holiday @friend https://t.co/x", "Nobody is quoted in this text."),
];

#[test]
fn texts_that_are_no_articles_have_honest_pages() {
    let site = Site::start();
    let page = Page::open(&site);
    let hands = ["key", "mouse", "finger"];
    for (hand, (text, summary)) in hands.into_iter().flat_map(|hand| ODD.map(|odd| (hand, odd))) {
        if hand == "finger" {
            page.touch(390, 844);
        }
        page.wait_for("[data-view=welcome]");
        page.eval("document.querySelector('#live').textContent = ''");
        if hand == "key" {
            page.wait("the field", "document.activeElement.matches('#paste')");
            page.paste(text);
        } else {
            let press = |selector: &str| match hand {
                "mouse" => page.click(selector),
                _ => page.tap(selector, ""),
            };
            press("#paste");
            page.insert(text);
            press(".read");
        }
        page.wait_until_read();
        if hand == "finger" {
            page.tap(".bottom-tabs [data-tab=who]", "");
            page.wait_for(".rail.sheet-open #panel-who:not([hidden])");
            assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), true, "{text}");
        }
        let said = page.text("#panel-who .summary");
        assert!(!said.is_empty() && (summary.is_empty() || said == summary), "{text}: {said}");
        // Whoever stands in the margin stands in the text, and nobody has a share where nobody speaks.
        let sources = page.text("#tab-sources .count");
        assert!(0 < page.count(".gutter .who") || sources == "0", "{text}: {sources} sources");
        let names = page.texts(".gutter .who");
        let known = |name: &String| {
            let name = name.trim_matches(['?', '[', ']']).to_lowercase();
            name.split(' ').all(|word| text.to_lowercase().contains(word))
        };
        assert!(names.iter().all(known), "{text}: {names:?}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&page.paragraphs().join(" ")), words(text));
        page.click(".brand");
    }
    assert_eq!(page.console_errors(), [] as [&str; 0]);
}

#[test]
fn on_a_phone_no_name_stands_twice_beside_a_turn() {
    let site = Site::start();
    let page = Page::open(&site);
    page.read(INTERVIEW);
    page.resize(390, 844);
    page.wait(
        "no name twice",
        "[...document.querySelectorAll('.gutter .who')].every((name) => !name.checkVisibility())",
    );
}
