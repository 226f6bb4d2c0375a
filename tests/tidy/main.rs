//! The order of the house: rooms depend downwards, files of a room go in no circle, files stay short,
//! words live in sorted lists, and the map of the house is true.

mod figures;
mod rooms;
mod source;
mod surface;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use source::{ROOT, code, files, module_of, room_of};

const MAX_LINES: usize = 400;
/// A module of the page does one job.
const MAX_MODULE_LINES: usize = 250;
/// So many words may stand as alternatives in one `matches!`.
const MAX_WORDS: usize = 6;

/// How many words stand in quotation marks in the parentheses that a text begins with.
fn words_in_parentheses(code: &str) -> usize {
    let (mut depth, mut n_words) = (0, 0);
    let mut chars = code.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => break,
            ')' => depth -= 1,
            // A sign in single quotation marks, but no lifetime.
            '\'' if code[at + 1..].chars().nth(1) == Some('\'') => {
                chars.nth(1);
            }
            '"' => {
                let mut is_word = false;
                while let Some((_, c)) = chars.next().filter(|(_, c)| *c != '"') {
                    is_word |= c.is_alphabetic();
                    if c == '\\' {
                        chars.next();
                    }
                }
                n_words += usize::from(is_word);
            }
            _ => {}
        }
    }
    n_words
}

#[test]
fn words_live_in_lists() {
    let mut found = Vec::new();
    for path in files(&Path::new(ROOT).join("src"), "rs") {
        let code = code(&path);
        let n_lists =
            code.split("matches!").skip(1).filter(|part| MAX_WORDS < words_in_parentheses(part)).count();
        if 0 < n_lists {
            found.push(format!("{}: {n_lists}", module_of(&path).join("/")));
        }
    }
    assert!(
        found.is_empty(),
        "more than {MAX_WORDS} words in a `matches!`; move them to src/lexicon: {found:#?}"
    );
}

#[test]
fn the_map_names_what_is_there() {
    let root = Path::new(ROOT);
    let map = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for extension in ["rs", "js", "txt", "css", "html", "ts", "md", "toml"] {
        names.extend(
            files(root, extension)
                .iter()
                .map(|path| path.file_name().unwrap().to_string_lossy().into_owned()),
        );
    }
    // The last chapter tells of what is not there.
    let map = map.split("\n## Where this differs").next().unwrap();
    let named = map.split('`').skip(1).step_by(2).filter(|name| !name.contains([' ', '(']));
    // What the build writes need not be there.
    const BUILT: [&str; 4] = ["www/pkg/", "pkg/", "target/site/", "dist/"];
    let is_there = |name: &str| {
        let folder = name.split('*').next().unwrap();
        match folder.split_once('/') {
            Some(_) => {
                BUILT.iter().any(|built| folder.starts_with(built))
                    || ["", "src", "www/js"].iter().any(|room| root.join(room).join(folder).exists())
            }
            None => {
                names.contains(name)
                    || !Path::new(name)
                        .extension()
                        .is_some_and(|e| ["rs", "js", "txt", "css"].iter().any(|own| e == *own))
            }
        }
    };
    let missing: Vec<&str> = named.filter(|name| !is_there(name)).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:#?}");
}

#[test]
fn files_stay_short() {
    let root = Path::new(ROOT);
    let mut long = Vec::new();
    for (folder, extension, most) in
        [(root.to_owned(), "rs", MAX_LINES), (root.join("www/js"), "js", MAX_MODULE_LINES)]
    {
        let files = files(&folder, extension);
        assert!(20 < files.len(), "{} is looked at", folder.display());
        for path in files {
            let n_lines = fs::read_to_string(&path).unwrap().lines().count();
            if n_lines > most {
                long.push(format!("{}: {n_lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "split by meaning: {long:#?}");
}

#[test]
fn word_lists_are_sorted_and_say_what_they_hold() {
    for path in files(&Path::new(ROOT).join("src/lexicon"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# "), "{} has no header", path.display());
        let words: Vec<&str> = text
            .lines()
            .skip_while(|line| line.starts_with("# "))
            .map(|line| line.split('\t').next().unwrap())
            .collect();
        for pair in words.windows(2) {
            assert!(pair[0] < pair[1], "{}: {:?} stands before {:?}", path.display(), pair[0], pair[1]);
        }
    }
}

#[test]
fn only_the_boundary_names_the_browser_and_only_the_report_is_serialized() {
    for path in files(&Path::new(ROOT).join("src"), "rs") {
        let (room, code) = (room_of(&path), code(&path));
        for name in ["wasm_bindgen", "js_sys", "web_sys"] {
            assert!(room == "wasm" || !code.contains(name), "{} names {name}", path.display());
        }
        let derives = code.lines().any(|line| line.contains("derive(") && line.contains("Serialize"));
        assert!(room == "report" || !derives, "{} serializes", path.display());
    }
}
