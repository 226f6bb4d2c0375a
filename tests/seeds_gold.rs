//! The gold files of `seeds/` are what the golden tests and the figures stand on.
//! A wrong offset there would be blamed on the analyzer, so every file is checked here for itself:
//! every span lies in the text and carries its words, every index points at something.
//! "I" and "we" inside a quotation are its speaker, also where an organization is meant.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const ENTITY_TYPES: [&str; 7] = ["person", "organization", "location", "facility", "norp", "product", "misc"];
const MENTION_KINDS: [&str; 5] = ["name", "alias", "acronym", "role", "pronoun"];
const VALUE_TYPES: [&str; 6] = ["date", "time", "duration", "money", "percent", "quantity"];
const QUOTATION_KINDS: [&str; 3] = ["direct", "mixed", "indirect"];
const QUOTED_WORD_TYPES: [&str; 4] = ["scare", "title", "nickname", "term"];

#[test]
fn every_article_has_its_gold_and_every_gold_its_article() {
    let articles = names_ending_in(".txt");
    let golds = names_ending_in(".gold.json");
    assert!(!articles.is_empty(), "no articles in {}", seeds().display());
    assert_eq!(articles, golds, "left: articles, right: gold files");
}

#[test]
fn every_gold_file_fits_its_article() {
    let mut problems = Vec::new();
    for name in names_ending_in(".gold.json") {
        let text = read(&format!("{name}.txt"));
        match serde_json::from_str::<Value>(&read(&format!("{name}.gold.json"))) {
            Ok(gold) => {
                let found = Checker::new(&text).check(&gold);
                problems.extend(found.into_iter().map(|problem| format!("{name}: {problem}")));
            }
            Err(error) => problems.push(format!("{name}: not JSON: {error}")),
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn the_check_sees_what_it_is_for() {
    let text = "Title\n\n“No,” she said.\n";
    let gold = |content: &str, speaker: &str, parent: &str| {
        let json = format!(
            r#"{{"title": "Title", "style": "x", "date": null, "offsetUnit": "codepoint",
                "entities": [{{"name": "she", "type": "person", "named": false, "roles": [],
                    "mentions": [{{"start": 13, "end": 16, "text": "she", "kind": "pronoun"}}]}}],
                "values": [], "quotedWords": [],
                "quotations": [{{"kind": "direct", "content": {content}, "contentText": ["“No,”"],
                    "cue": [17, 21], "cueText": "said", "source": [13, 16], "sourceText": "she",
                    "speaker": {speaker}, "parent": {parent}, "speech": true}}]}}"#
        );
        let gold = serde_json::from_str(&json).expect("the case is valid JSON");
        Checker::new(text).check(&gold)
    };
    assert_eq!(gold("[[7, 12]]", "0", "null"), Vec::<String>::new());
    assert_eq!(gold("[[7, 11]]", "0", "null").len(), 1, "the words differ");
    assert_eq!(gold("[[7, 99]]", "0", "null").len(), 1, "beyond the text");
    assert_eq!(gold("[[7, 12]]", "1", "null").len(), 1, "no such entity");
    assert_eq!(gold("[[7, 12]]", "0", "0").len(), 1, "its own parent");
}

/// Holds one article as code points and gathers what is wrong with its gold.
struct Checker {
    chars: Vec<char>,
    title: String,
    problems: Vec<String>,
}

impl Checker {
    fn new(text: &str) -> Checker {
        let mut checker = Checker {
            chars: text.chars().collect(),
            title: text.lines().next().unwrap_or_default().to_owned(),
            problems: Vec::new(),
        };
        if !text.ends_with('\n') || text.ends_with("\n\n") || text.contains('\r') {
            checker.report("the text must end in one newline and have no CR".to_owned());
        }
        checker
    }

    fn check(mut self, gold: &Value) -> Vec<String> {
        if gold["title"].as_str() != Some(self.title.as_str()) {
            self.report("title is not the first line".to_owned());
        }
        if gold["offsetUnit"] != "codepoint" {
            self.report("offsetUnit is not codepoint".to_owned());
        }
        if !gold["style"].is_string() {
            self.report("style is missing".to_owned());
        }
        if !(gold["date"].is_null() || gold["date"].as_str().is_some_and(is_day)) {
            self.report(format!("date: {}", gold["date"]));
        }
        self.check_entities(gold);
        self.check_typed(gold, "values", &VALUE_TYPES);
        self.check_typed(gold, "quotedWords", &QUOTED_WORD_TYPES);
        self.check_quotations(gold);
        self.check_first_persons(gold);
        if !gold["setAside"].is_null() {
            self.check_set_aside(gold);
        }
        self.problems
    }

    /// "We" belongs to the speaker of the innermost quotation around it that is no paraphrase.
    fn check_first_persons(&mut self, gold: &Value) {
        for (entity_idx, entity) in list(gold, "entities").iter().enumerate() {
            for mention in list(entity, "mentions") {
                let word = mention["text"].as_str().unwrap_or_default().to_lowercase();
                if !matches!(word.as_str(), "we" | "us" | "our" | "ours" | "ourselves" | "i" | "me" | "my") {
                    continue;
                }
                let (start, end) = (mention["start"].as_u64(), mention["end"].as_u64());
                let around = list(gold, "quotations").iter().rfind(|quotation| {
                    let holds = |piece: &Value| piece[0].as_u64() <= start && end <= piece[1].as_u64();
                    quotation["kind"] != "indirect" && list(quotation, "content").iter().any(holds)
                });
                let speaker = around.and_then(|quotation| quotation["speaker"].as_u64());
                if speaker.is_some_and(|speaker| speaker != entity_idx as u64) {
                    self.report(format!("{word:?} is not the speaker: {mention}"));
                }
            }
        }
    }

    fn check_entities(&mut self, gold: &Value) {
        for entity in list(gold, "entities") {
            let name = entity["name"].as_str().unwrap_or_default();
            if name.is_empty() || !entity["named"].is_boolean() || !entity["roles"].is_array() {
                self.report(format!("entity without name, named or roles: {entity}"));
            }
            self.check_member(&entity["type"], &ENTITY_TYPES, name);
            let mentions = list(entity, "mentions");
            if mentions.is_empty() {
                self.report(format!("{name}: no mention"));
            }
            let mut previous_end = 0;
            for mention in mentions {
                self.check_member(&mention["kind"], &MENTION_KINDS, name);
                if let Some((start, end)) = self.check_span_object(mention) {
                    // A role may hold a pronoun of another entity, never one of its own.
                    if start < previous_end {
                        self.report(format!("{name}: mentions out of order: {mention}"));
                    }
                    previous_end = end;
                }
            }
        }
    }

    fn check_typed(&mut self, gold: &Value, key: &str, types: &[&str]) {
        if !gold[key].is_array() {
            self.report(format!("{key} is missing"));
        }
        let mut previous_start = 0;
        for item in list(gold, key) {
            self.check_member(&item["type"], types, key);
            if let Some((start, _)) = self.check_span_object(item) {
                if start < previous_start {
                    self.report(format!("{key} out of order: {item}"));
                }
                previous_start = start;
            }
        }
    }

    fn check_quotations(&mut self, gold: &Value) {
        let quotations = list(gold, "quotations");
        let n_entities = list(gold, "entities").len();
        for (quotation_idx, quotation) in quotations.iter().enumerate() {
            let label = format!("quotation {quotation_idx}");
            self.check_member(&quotation["kind"], &QUOTATION_KINDS, &label);
            if !quotation["speech"].is_boolean() {
                self.report(format!("{label}: speech is not a boolean"));
            }
            self.check_content(quotation, &label);
            for (key, text_key) in [("cue", "cueText"), ("source", "sourceText")] {
                if quotation[key].is_null() && quotation[text_key].is_null() {
                    continue;
                }
                self.check_span(&quotation[key], &quotation[text_key], &label);
            }
            let speaker = &quotation["speaker"];
            if !speaker.is_null() && speaker.as_u64().is_none_or(|s| s as usize >= n_entities) {
                self.report(format!("{label}: no entity {speaker}"));
            }
            self.check_parent(quotations, quotation_idx);
        }
    }

    fn check_content(&mut self, quotation: &Value, label: &str) {
        let pieces = list(quotation, "content");
        let texts = list(quotation, "contentText");
        if pieces.is_empty() || pieces.len() != texts.len() {
            self.report(format!("{label}: {} pieces, {} texts", pieces.len(), texts.len()));
            return;
        }
        let mut previous_end = 0;
        for (piece, text) in pieces.iter().zip(texts) {
            if let Some((start, end)) = self.check_span(piece, text, label) {
                if start < previous_end {
                    self.report(format!("{label}: pieces overlap or are out of order"));
                }
                if self.chars[start..end].windows(2).any(|pair| pair == ['\n', '\n']) {
                    self.report(format!("{label}: a piece crosses a paragraph"));
                }
                previous_end = end;
            }
        }
    }

    /// The chain of parents must end, and a quotation lies within its parent.
    fn check_parent(&mut self, quotations: &[Value], quotation_idx: usize) {
        let mut seen = BTreeSet::from([quotation_idx]);
        let mut child_idx = quotation_idx;
        loop {
            let parent = &quotations[child_idx]["parent"];
            if parent.is_null() {
                return;
            }
            let parent_idx = parent.as_u64().map_or(usize::MAX, |idx| idx as usize);
            if parent_idx >= quotations.len() || !seen.insert(parent_idx) {
                self.report(format!("quotation {quotation_idx}: parent {parent}"));
                return;
            }
            let (inner, outer) = (&quotations[child_idx], &quotations[parent_idx]);
            let is_inside = pieces(inner)
                .iter()
                .all(|inner| pieces(outer).iter().any(|outer| outer.0 <= inner.0 && inner.1 <= outer.1));
            if !is_inside {
                self.report(format!("quotation {child_idx} is not inside {parent_idx}"));
            }
            child_idx = parent_idx;
        }
    }

    /// What is set aside is no part of the article, so nothing may be found in it.
    fn check_set_aside(&mut self, gold: &Value) {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for entity in list(gold, "entities") {
            found.extend(list(entity, "mentions").iter().filter_map(span_of));
        }
        found.extend(list(gold, "values").iter().filter_map(span_of));
        found.extend(list(gold, "quotedWords").iter().filter_map(span_of));
        found.extend(list(gold, "quotations").iter().flat_map(pieces));
        let mut previous_end = 0;
        for junk in list(gold, "setAside") {
            let Some((start, end)) = self.check_span_object(junk) else {
                continue;
            };
            if start < previous_end {
                self.report(format!("setAside out of order: {junk}"));
            }
            previous_end = end;
            if found.iter().any(|span| span.0 < end && start < span.1) {
                self.report(format!("something is marked inside the set-aside {junk}"));
            }
        }
    }

    fn check_member(&mut self, value: &Value, allowed: &[&str], label: &str) {
        if !value.as_str().is_some_and(|value| allowed.contains(&value)) {
            self.report(format!("{label}: {value} is not one of {allowed:?}"));
        }
    }

    fn check_span_object(&mut self, object: &Value) -> Option<(usize, usize)> {
        let span = Value::from(vec![object["start"].clone(), object["end"].clone()]);
        self.check_span(&span, &object["text"], "span")
    }

    /// Returns the span when it lies in the text and its words are the ones given.
    fn check_span(&mut self, span: &Value, text: &Value, label: &str) -> Option<(usize, usize)> {
        let words = text.as_str().unwrap_or_default();
        let Some((start, end)) = pair(span) else {
            self.report(format!("{label}: not a span: {span}"));
            return None;
        };
        if end <= start || self.chars.len() < end {
            self.report(format!("{label}: {span} is empty or beyond the text ({words})"));
            return None;
        }
        let found: String = self.chars[start..end].iter().collect();
        if found != words {
            self.report(format!("{label}: {span} is {found:?}, not {words:?}"));
            return None;
        }
        if found.trim() != found {
            self.report(format!("{label}: {span} has white space at an edge: {found:?}"));
        }
        Some((start, end))
    }

    fn report(&mut self, problem: String) {
        self.problems.push(problem);
    }
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn read(file_name: &str) -> String {
    fs::read_to_string(seeds().join(file_name)).unwrap_or_default()
}

fn names_ending_in(ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(seeds()).expect("seeds/ is part of the repository");
    entries
        .map(|entry| entry.expect("seeds/ can be read").file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn pair(span: &Value) -> Option<(usize, usize)> {
    match span.as_array()?.as_slice() {
        [start, end] => Some((start.as_u64()? as usize, end.as_u64()? as usize)),
        _ => None,
    }
}

fn span_of(object: &Value) -> Option<(usize, usize)> {
    Some((object["start"].as_u64()? as usize, object["end"].as_u64()? as usize))
}

fn pieces(quotation: &Value) -> Vec<(usize, usize)> {
    list(quotation, "content").iter().filter_map(pair).collect()
}

fn is_day(date: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = date.split('-').collect();
    matches!(parts.as_slice(), [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2
        && is_digits(y) && is_digits(m) && is_digits(d))
}
