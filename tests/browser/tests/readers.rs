//! What comes from outside is read or refused, whatever is in it: web pages, mails, Word files, records.

use browser_tests::{broken_readers, steep_shapes};

#[test]
fn odd_input_is_read_or_refused_and_nothing_of_it_runs() {
    let broken = broken_readers(300, 0, 2026);
    assert!(broken.is_empty(), "{broken:#?}");
}

/// What measures runs beside no other test.
mod alone {
    use super::*;

    #[test]
    fn a_web_page_takes_as_long_as_it_is_whatever_it_is_made_of() {
        let steep = steep_shapes(&[
            "<style>",
            "<style>x</style x ",
            "<p",
            "<a ",
            "<p style",
            "<p> on ",
            "<!--",
            "<div>",
            "</div>",
            "<p>a",
            "<br>",
            "<b>",
            "<td>",
            "<ul><li>",
            "&amp;",
            "&",
            " ",
            "\n",
            "\u{a0}",
            "a ",
            "“",
            "<p>By Ann Lee 4 March 2021</p>",
            "<h1>a</h1>",
            "<noscript>",
            "<script>",
            "<template>",
            "<time datetime=2021-03-04>",
            "<table><tr><td>",
            "<svg>",
            "<math>",
        ]);
        assert!(steep.is_empty(), "{steep:#?}");
    }
}
