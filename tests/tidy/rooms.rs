//! Rooms depend downwards, and the files of a room go in no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::source::{ROOT, code, files, module_of, room_of, spread, uses};

/// The rooms in the order in which `src/lib.rs` lists them.
fn rooms() -> Vec<String> {
    let text = fs::read_to_string(Path::new(ROOT).join("src/lib.rs")).unwrap();
    let rooms = text.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    rooms.map(str::to_owned).collect()
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
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, path) in &parts {
        let of = |used: Vec<String>| {
            let head = used.get(..2)?.to_vec();
            let head = if parts.contains_key(&head) { head } else { taken.get(&head)?.clone() };
            (head[0] == module[0] && head != *module).then(|| head.join("/"))
        };
        graph.insert(module.join("/"), uses(path).into_iter().filter_map(of).collect());
    }
    for (file, used) in calls_within_rooms(&paths).into_iter().filter(|(_, used)| parts.contains_key(used)) {
        if let Some(all) = graph.get_mut(&file.join("/")) {
            all.insert(used.join("/"));
        }
    }
    graph
}

/// Which file calls a method that another file of its room defines, as no import shows; of methods whose
/// name the crate gives once.
fn calls_within_rooms(paths: &[PathBuf]) -> Vec<(Vec<String>, Vec<String>)> {
    let codes: Vec<String> = paths.iter().map(|path| code(path)).collect();
    // Only what is public can be called from elsewhere, but a name that a private one has too says nothing.
    let mut defined: BTreeMap<&str, Vec<(usize, bool)>> = BTreeMap::new();
    for (file, code) in codes.iter().enumerate() {
        for line in code.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     ")) {
            let name = line.split_once("fn ").and_then(|(_, rest)| rest.split(['(', '<']).next());
            let of_name = name.map(|name| defined.entry(name).or_default());
            of_name.into_iter().for_each(|all| all.push((file, line.starts_with("    pub"))));
        }
    }
    let mut calls = Vec::new();
    for (file, code) in codes.iter().enumerate() {
        let of_values = code.split('.').skip(1).map(|part| (part, "("));
        let of_types = code.split("::").skip(1).map(|part| (part, "(),"));
        for (part, signs) in of_values.chain(of_types) {
            let name = part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            // A field is followed by other signs than a call is.
            let is_call = part[name.len()..].starts_with(|c| signs.contains(c));
            let Some([(by, true)]) = defined.get(name).filter(|_| is_call).map(Vec::as_slice) else {
                continue;
            };
            if *by != file && room_of(&paths[*by]) == room_of(&paths[file]) {
                calls.push((module_of(&paths[file]), module_of(&paths[*by])));
            }
        }
    }
    calls
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
