//! The order of the house: rooms depend downwards, files of a room go in no circle, files stay short,
//! words live in sorted lists, and the map of the house is true.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const MAX_LINES: usize = 460;
/// A module of the page does one job.
const MAX_MODULE_LINES: usize = 250;
/// So many words may stand as alternatives in one `matches!`.
const MAX_WORDS: usize = 6;

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

/// The code of a file, without comments and tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The module that a file of `src` is: "text/mod.rs" and "text.rs" are `text`.
fn module_of(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix(Path::new(ROOT).join("src")).unwrap().with_extension("");
    let mut module: Vec<String> =
        inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    module.pop_if(|last| ["mod", "lib"].contains(&last.as_str()));
    module
}

/// The paths of a tree of uses: "a::{b, c::D}" is "a::b" and "a::c::D".
fn spread(tree: &str) -> Vec<String> {
    let Some((head, inner)) = tree.split_once('{') else { return vec![tree.trim().to_owned()] };
    let (mut depth, mut start, mut paths) = (0, 0, Vec::new());
    let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let paths_of = spread(&inner[start..at]);
                paths.extend(
                    paths_of
                        .iter()
                        .filter(|path| !path.is_empty())
                        .map(|path| format!("{}{path}", head.trim())),
                );
                start = at + 1;
            }
            _ => {}
        }
    }
    paths
}

/// What a file's code names of this crate, each as a path from the crate's root.
fn uses(path: &Path) -> Vec<Vec<String>> {
    let (module, code) = (module_of(path), code(path));
    let mut paths = Vec::new();
    for (nth, part) in code.split("use ").enumerate().skip(1) {
        let stands_alone =
            code.split("use ").nth(nth - 1).is_some_and(|before| before.ends_with(['\n', ' ']));
        if stands_alone {
            paths.extend(spread(part.split(';').next().unwrap()));
        }
    }
    for root in ["crate::", "super::"] {
        for part in code.split(root).skip(1) {
            let name: String =
                part.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
            paths.push(format!("{root}{name}"));
        }
    }
    paths.iter().filter_map(|path| from_root(path, &module)).collect()
}

/// A path from the crate's root; None for one that leads elsewhere.
fn from_root(path: &str, module: &[String]) -> Option<Vec<String>> {
    let mut parts = path.split("::").filter(|part| !part.is_empty()).peekable();
    let mut from: Vec<String> = match parts.next()? {
        "crate" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module.split_last()?.1.to_vec(),
        _ => return None,
    };
    while parts.next_if_eq(&"super").is_some() {
        from.pop()?;
    }
    from.extend(parts.map(str::to_owned));
    Some(from)
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
        for used in uses(&path) {
            let used_room = used.first().and_then(|name| rooms.iter().position(|room| room == name));
            if used_room.is_some_and(|used| used > own) {
                upward.push(format!("{}: {}", path.display(), used.join("::")));
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

/// Which file uses which, within the rooms; the files that stand for their rooms are left out, for a room
/// and its parts know each other.
fn uses_within_rooms() -> BTreeMap<String, BTreeSet<String>> {
    let paths = files(&Path::new(ROOT).join("src"), "rs");
    let parts: BTreeMap<Vec<String>, &PathBuf> =
        paths.iter().map(|path| (module_of(path), path)).filter(|(module, _)| module.len() == 2).collect();
    // What a room's own file takes from its parts can be named as the room's.
    let mut taken: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for path in paths.iter().filter(|path| path.ends_with("mod.rs")) {
        let room = module_of(path);
        for tree in code(path).split("use ").skip(1).map(|part| part.split(';').next().unwrap().to_owned()) {
            for path in spread(&tree) {
                let names: Vec<&str> = path.trim_start_matches("self::").split("::").collect();
                let part = [&room[..], &[names[0].to_owned()]].concat();
                if parts.contains_key(&part) && 1 < names.len() {
                    taken.insert([&room[..], &[names[names.len() - 1].to_owned()]].concat(), part);
                }
            }
        }
    }
    let mut graph = BTreeMap::new();
    for (module, path) in &parts {
        let of = |used: Vec<String>| {
            let head = used.get(..2)?.to_vec();
            let head = if parts.contains_key(&head) { head } else { taken.get(&head)?.clone() };
            (head[0] == module[0] && head != *module).then(|| head.join("/"))
        };
        graph.insert(module.join("/"), uses(path).into_iter().filter_map(of).collect());
    }
    graph
}

#[test]
fn files_of_a_room_go_in_no_circle() {
    let graph = uses_within_rooms();
    assert!(80 < graph.len() && 60 < graph.values().map(BTreeSet::len).sum::<usize>());
    let reaches = |from: &String, to: &String| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(file) = open.pop() {
            open.extend(graph[file].iter().filter(|&used| seen.insert(used)));
        }
        seen.contains(to)
    };
    let pairs = graph.iter().flat_map(|(file, used)| used.iter().map(move |used| (file, used)));
    let circles: Vec<String> = pairs
        .filter(|(file, used)| reaches(used, file))
        .map(|(file, used)| format!("{file} uses {used}"))
        .collect();
    assert!(circles.is_empty(), "move what both need to a file of its own: {circles:#?}");
}

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

/// The tables that `cargo xtask score` printed last, by what stands in their headings.
fn printed_scores() -> Vec<(String, String)> {
    let text = fs::read_to_string(Path::new(ROOT).join("model/scores.txt")).unwrap();
    let sections = text.split("== ").skip(1).filter_map(|section| section.split_once('\n'));
    sections.map(|(heading, table)| (heading.to_owned(), table.to_owned())).collect()
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|number| number.trim_matches('.'))
        .filter(|number| number.parse::<f64>().is_ok())
}

/// The cells of each row of the tables in a text, under those of the table's head.
fn table_rows(text: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let cells = |row: &str| row.trim_matches(['|', ' ']).split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let (mut head, mut rows) = (Vec::new(), Vec::new());
    for line in text.lines() {
        match line.strip_prefix("| ") {
            None => head.clear(),
            Some(line) if line.starts_with("--") => {}
            Some(line) if head.is_empty() => head = cells(line),
            Some(line) => rows.push((head.clone(), cells(line))),
        }
    }
    rows
}

/// Names of data in our tables that the headings of the scores do not have.
const DATA: [(&str, &str); 2] = [("specification cases", "values"), ("MEANTIME", "timex/meantime")];

/// The figures of the README and of the model's card that claim to be printed by `cargo xtask score`, each
/// with the name of its data.
fn claimed_figures() -> Vec<(String, String)> {
    let root = Path::new(ROOT);
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let card = fs::read_to_string(root.join("model/MODEL.md")).unwrap();
    let of_score = card.split("By `cargo xtask score`").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut claimed: Vec<(String, String)> =
        table_rows(&readme).into_iter().map(|(_, row)| (row[1].clone(), row[2].clone())).collect();
    for (head, row) in table_rows(of_score).into_iter().filter(|(_, row)| !row[0].starts_with("lockbox")) {
        if head[0].contains(".dev") {
            claimed.push((head[0].clone(), row[1].clone()));
        } else {
            claimed.extend(row[1..].iter().map(|figures| (row[0].clone(), figures.clone())));
        }
    }
    claimed
}

#[test]
fn figures_are_those_that_were_printed_last() {
    let scores = printed_scores();
    let (mut n_figures, mut wrong) = (0, Vec::new());
    for (data, figures) in claimed_figures() {
        let is_of = |heading: &str| {
            let names = heading.split(['/', ' ']).map(|name| name.trim_end_matches(".test"));
            let names = names.filter(|name| 4 < name.len());
            let aliases = DATA.iter().filter(|(_, own)| *own == heading).map(|(name, _)| *name);
            names.chain(aliases).any(|name| data.contains(name))
        };
        let tables = scores.iter().filter(|(heading, _)| is_of(heading)).map(|(_, table)| table.as_str());
        let tables: Vec<&str> = tables.collect();
        // What stands in parentheses explains, or was before.
        for figure in numbers(figures.split('(').next().unwrap()) {
            let n_decimals = figure.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let rounded = |number: &str| format!("{:.n_decimals$}", number.parse::<f64>().unwrap());
            n_figures += 1;
            if !tables.iter().any(|table| numbers(table).any(|number| rounded(number) == figure)) {
                wrong.push(format!("{figure} of {data}"));
            }
        }
    }
    assert!(30 < n_figures, "{n_figures}");
    assert!(
        wrong.is_empty(),
        "not in model/scores.txt; run `cargo xtask score` and write what it prints: {wrong:#?}"
    );
}
