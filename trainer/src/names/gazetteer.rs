//! Compiles the name lists: which file goes into which list, and how its lines are cleaned.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use saidby::entity::{ListType, N_LISTS};
use saidby::text::{Document, TokenKind};

const FILES: [(ListType, &[&str]); N_LISTS] = [
    (
        ListType::GivenName,
        &["per_first_nltk", "per_first_cc0", "per_first_mit", "per_first_unlicense", "per_first_skweak"],
    ),
    (ListType::FamilyName, &["per_last_cc0", "per_last_mit", "per_last_unlicense_all"]),
    (ListType::Country, &["loc_countries", "loc_capitals", "loc_regions", "loc_us_states_capitals"]),
    (
        ListType::Place,
        &[
            "loc_cities_geonames",
            "loc_admin1_geonames",
            "loc_admin1_lutangar",
            "loc_skweak_gpe",
            "loc_us_cities_counties",
            "loc_water_misc",
        ],
    ),
    (ListType::People, &["norp_nationalities_ogl", "norp_religions"]),
    (
        ListType::Organization,
        &[
            "org_sp500",
            "org_us_listed",
            "org_fortune_cc0",
            "org_newspapers",
            "org_us_federal_agencies",
            "org_uk_parties",
            "org_intl_handmade",
        ],
    ),
    (ListType::Team, &["org_sports_teams", "org_football_clubs"]),
    (ListType::Role, &["word_honorifics", "word_occupations"]),
];

/// For each list its phrases, sorted.
///
/// # Errors
///
/// One sentence that names the file that cannot be read.
pub(super) fn compile(shared: &Path) -> Result<Vec<Vec<Vec<String>>>, String> {
    let mut lists = vec![Vec::new(); N_LISTS];
    for (list, files) in FILES {
        let mut phrases = BTreeSet::new();
        for file in files {
            let path = shared.join("gazetteers").join(format!("{file}.txt"));
            let content =
                fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            for line in content.lines() {
                add(&mut phrases, line, list);
            }
        }
        lists[list as usize] = phrases.into_iter().collect();
    }
    Ok(lists)
}

fn add(phrases: &mut BTreeSet<Vec<String>>, line: &str, list: ListType) {
    let mut line = line.replace("$$", "");
    if let Some(at) = line.find(" (") {
        line.truncate(at);
    }
    if matches!(list, ListType::Place | ListType::Country) {
        // "Aberdeen, SD"
        if let Some(at) = line.find(',') {
            line.truncate(at);
        }
    }
    let words = words(&line);
    if words.is_empty() || saidby::entity::MAX_PHRASE < words.len() {
        return;
    }
    let single = matches!(list, ListType::GivenName | ListType::FamilyName);
    if single && words.len() != 1 || words.len() == 1 && words[0].chars().count() < 2 {
        return;
    }
    if list == ListType::Organization {
        let mut short = words.clone();
        while 1 < short.len() && short.last().is_some_and(|last| is_legal_form(last)) {
            short.pop();
            phrases.insert(short.clone());
        }
    }
    phrases.insert(words);
}

fn is_legal_form(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    matches!(
        word,
        "," | "inc"
            | "corp"
            | "corporation"
            | "company"
            | "co"
            | "ltd"
            | "limited"
            | "plc"
            | "group"
            | "holdings"
    )
}

/// The words of a phrase as the analyzer sees them.
fn words(phrase: &str) -> Vec<String> {
    let document = Document::new(phrase);
    let word = |at: usize| document.word(at);
    let all: Vec<usize> = (0..document.tokens.len()).collect();
    if all.iter().any(|&at| word(at).kind == TokenKind::Symbol) {
        return Vec::new();
    }
    all.into_iter().map(|at| word(at).lower.clone()).collect()
}
