//! What `cargo xtask dist` writes beside the command, from the one definition of what may be asked for.

use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;

#[path = "../../src/arguments.rs"]
#[allow(dead_code)]
mod arguments;

#[test]
fn man_page_and_completions_know_what_the_command_knows() {
    let mut command = arguments::Arguments::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page).expect("a page");
    let page = String::from_utf8(page).expect("text");
    for words in ["saidby\\-analyze", "saidby\\-check", "saidby\\-compare", "Exit codes", "a wrong call"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for shell in Shell::value_variants() {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut command, "saidby", &mut script);
        let script = String::from_utf8(script).expect("text");
        for words in ["resume", "output-dir", "compare"] {
            assert!(script.contains(words), "{shell}: {words}");
        }
    }
}
