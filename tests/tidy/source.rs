//! Source files as text: which there are, what is code in them, what they name of this crate.

use std::fs;
use std::path::{Path, PathBuf};

pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// All files below `folder` with this extension, without what is generated.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
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
pub fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The module that a file of `src` is: "text/mod.rs" and "text.rs" are `text`.
pub fn module_of(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix(Path::new(ROOT).join("src")).unwrap().with_extension("");
    let mut module: Vec<String> =
        inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    module.pop_if(|last| ["mod", "lib"].contains(&last.as_str()));
    module
}

/// The paths of a tree of uses: "a::{b, c::D}" is "a::b" and "a::c::D".
pub fn spread(tree: &str) -> Vec<String> {
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
pub fn uses(path: &Path) -> Vec<Vec<String>> {
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

/// The room that a file of `src` belongs to.
pub fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(ROOT).join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}
