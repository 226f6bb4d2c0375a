//! The order of the house: rooms depend downwards, files stay short, word lists stay sorted.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const MAX_LINES: usize = 500;
/// A module of the page does one job.
const MAX_MODULE_LINES: usize = 250;

/// All files below `folder` with this extension, without what is generated.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            let generated =
                path.ends_with("target") || path.ends_with("node_modules") || path.ends_with("pkg");
            if path.is_dir() && !generated {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The code of a file, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The rooms in the order in which `src/lib.rs` lists them.
fn rooms() -> Vec<String> {
    let text = fs::read_to_string(Path::new(ROOT).join("src/lib.rs")).unwrap();
    let rooms = text.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    rooms.map(str::to_owned).collect()
}

/// The room that a file of `src` belongs to.
fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(ROOT).join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn rooms_use_only_rooms_above_them() {
    let rooms = rooms();
    assert!(rooms.len() > 8, "{rooms:?}");
    let mut upward = Vec::new();
    for path in files(&Path::new(ROOT).join("src"), "rs") {
        let Some(own) = rooms.iter().position(|room| *room == room_of(&path)) else { continue };
        for (line, text) in code(&path).lines().enumerate() {
            for part in text.split("crate::").skip(1) {
                let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if rooms.iter().position(|room| *room == name).is_some_and(|used| used > own) {
                    upward.push(format!("{}:{}: {name}", path.display(), line + 1));
                }
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
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
