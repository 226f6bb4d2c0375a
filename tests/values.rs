//! Values in text cases of our own; `tests/suite/values_news.txt` explains their grammar.
//!
//! `cargo test --test values -- --nocapture` prints the score of each kind of case.

use saidby::entity::{EntityType, NameMention, Tagged};
use saidby::span::Span;
use saidby::text::Document;
use saidby::value::{Date, Value, find_values};

const TRAPS: &str = include_str!("suite/values_traps.txt");
const SUITES: [&str; 3] = [
    include_str!("suite/values.txt"),
    include_str!("suite/values_news.txt"),
    include_str!("suite/values_amounts.txt"),
];

/// What a case says of one value.
#[derive(Debug)]
struct Expected {
    span: Span,
    /// "date 1987", "19.. | = USD": as the suite has it.
    fields: &'static str,
}

#[derive(Debug)]
struct Case {
    kind: &'static str,
    date: Option<Date>,
    text: String,
    names: Vec<Span>,
    expected: Vec<Expected>,
    is_known_failure: bool,
}

fn cases(suite: &'static str) -> Vec<Case> {
    let (mut kind, mut date, mut cases) = ("", None, Vec::new());
    for line in suite.lines().filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("## ") {
            kind = name;
        } else if let Some(day) = line.strip_prefix('@') {
            date = Date::parse(day.trim());
        } else if !line.starts_with('#') {
            cases.push(case(kind, date, line));
        }
    }
    cases
}

fn case(kind: &'static str, date: Option<Date>, line: &'static str) -> Case {
    let (is_known_failure, line) = line.strip_prefix("? ").map_or((false, line), |line| (true, line));
    let (mut text, mut names, mut expected, mut starts) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}', '[', ']', '|']) {
        text.push_str(&rest[..at]);
        let sign = &rest[at..=at];
        rest = &rest[at + 1..];
        let here = text.len() as u32;
        match sign {
            "{" | "[" => starts.push(here),
            "|" => {
                text.truncate(text.trim_end().len());
                let end = rest.find('}').expect("a brace closes");
                let span = Span { start: starts.pop().expect("a brace opens"), end: text.len() as u32 };
                expected.push(Expected { span, fields: rest[..end].trim() });
                rest = &rest[end + 1..];
            }
            "]" => names.push(Span { start: starts.pop().expect("a bracket opens"), end: here }),
            _ => {}
        }
    }
    text.push_str(rest);
    Case { kind, date, text, names, expected, is_known_failure }
}

impl Case {
    fn found(&self) -> Vec<Value> {
        let document = Document::new(&self.text);
        let name = |&span: &Span| {
            let starts = |at: &u32| document.tokens[*at as usize].span.start < span.start;
            let first = (0..document.tokens.len() as u32).take_while(starts).count();
            let n_tokens =
                document.tokens[first..].iter().take_while(|token| token.span.start < span.end).count();
            NameMention { tokens: first..first + n_tokens, span, entity_type: EntityType::Misc }
        };
        let tagged = Tagged { names: self.names.iter().map(name).collect(), ..Tagged::default() };
        find_values(&document, &tagged, self.date).values
    }

    fn passes(&self) -> bool {
        let found = self.found();
        found.len() == self.expected.len() && found.iter().zip(&self.expected).all(|(v, e)| e.fits(v))
    }
}

impl Expected {
    fn fits(&self, value: &Value) -> bool {
        let (head, more) = self.fields.split_once('|').unwrap_or((self.fields, ""));
        let (kind, normal) = head.trim().split_once(' ').unwrap_or((head.trim(), ""));
        let fits = |field: &str| {
            let field = field.trim();
            if let Some(unit) = field.strip_prefix("= ") {
                return value.unit.as_deref() == Some(unit);
            }
            if let Some(edge) = field.strip_prefix("~ ") {
                return value.edge.is_some_and(|own| format!("{own:?}").to_lowercase() == edge);
            }
            let Some((low, high)) = field.split_once("..") else { return field.is_empty() };
            (low.is_empty() || value.low.as_deref() == Some(low))
                && (high.is_empty() || value.high.as_deref() == Some(high))
        };
        value.span == self.span
            && format!("{:?}", value.value_type).to_lowercase() == kind
            && (normal.is_empty() || value.value.as_deref() == Some(normal))
            && more.split('|').all(fits)
    }
}

#[test]
fn values_are_found_as_a_careful_reader_finds_them() {
    let mut wrong = Vec::new();
    for suite in SUITES {
        let cases = cases(suite);
        for of_kind in cases.chunk_by(|a, b| a.kind == b.kind) {
            let passed = of_kind.iter().filter(|case| case.passes()).count();
            println!("{passed:>3} of {:>3}  {}", of_kind.len(), of_kind[0].kind);
        }
        for case in cases.iter().filter(|case| case.passes() == case.is_known_failure) {
            wrong.push(if case.is_known_failure {
                format!("comes right, no known failure any more: {}", case.text)
            } else {
                format!("{}\n  expected {:?}\n  found {:?}", case.text, case.expected, case.found())
            });
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words that open values, over and over: no rule may call itself on all that follows.
#[test]
fn repeated_openers_come_to_an_end() {
    for words in
        ["more than ", "early ", "the end of ", "two weeks before ", "from ", "tens of ", "next week's "]
    {
        find_values(&Document::new(&words.repeat(10_000)), &Tagged::default(), Date::parse("2021-06-16"));
    }
}

/// Words and figures that look like values and are none, with and without a date to count from.
#[test]
fn traps_are_not_values() {
    for date in [None, Date::parse("2021-06-16")] {
        let mut false_values = Vec::new();
        for line in TRAPS.lines().filter(|line| !line.starts_with('#')) {
            let text = line.replace(['{', '}'], "");
            let found = find_values(&Document::new(&text), &Tagged::default(), date).values;
            false_values.extend(found.into_iter().map(|v| format!("{} in {text}", v.span.of(&text))));
        }
        assert!(false_values.len() <= 2, "{false_values:#?}");
    }
}

/// Words of one class, each of which may stand for another; "may" is left out, which is a verb as well.
const CLASSES: [&[&str]; 8] = [
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    &["January", "February", "March", "April", "June", "July", "August", "September", "October", "November"],
    &["two", "three", "four", "five", "six", "seven", "eight", "nine"],
    &["days", "weeks", "months", "years"],
    &["meters", "kilometers", "miles", "feet", "yards"],
    &["last", "next"],
    &["euros", "dollars", "rupees", "yen", "rubles"],
    &["first", "second", "third", "fourth"],
];

/// Words in whose company another word of a class makes no sense: "third half", "three to two weeks".
const FIXED: [&str; 8] = ["half", "Easter", "night", "cubic", " to ", " and ", " of October", " day"];

/// In every case that passes, a word of a value gives way to each other word of its class: as many
/// values stand where they should, of the same type and with their unit.
#[test]
fn words_of_a_class_are_read_alike() {
    let (mut n_right, mut wrong) = (0, Vec::new());
    for case in SUITES.into_iter().flat_map(cases).filter(|case| !case.is_known_failure) {
        for (nth, expected) in case.expected.iter().enumerate() {
            let words = expected.span.of(&case.text);
            if FIXED.iter().any(|fixed| words.contains(fixed)) {
                continue;
            }
            for (class, word) in CLASSES.iter().flat_map(|class| class.iter().map(move |word| (class, *word)))
            {
                let Some(at) = words.split(' ').position(|own| own == word) else { continue };
                for other in class.iter().filter(|&&other| other != word) {
                    let changed: Vec<&str> = words
                        .split(' ')
                        .enumerate()
                        .map(|(nr, own)| if nr == at { other } else { own })
                        .collect();
                    let changed = changed.join(" ");
                    let (start, end) = (expected.span.start as usize, expected.span.end as usize);
                    let text = format!("{}{changed}{}", &case.text[..start], &case.text[end..]);
                    let found = find_values(&Document::new(&text), &Tagged::default(), case.date).values;
                    let kind = expected.fields.split([' ', '|']).next().unwrap();
                    let is_right = found.len() == case.expected.len()
                        && found[nth].span.of(&text) == changed
                        // "four days later" has no day if the story tells only a year.
                        && format!("{:?}", found[nth].value_type).to_lowercase().replace("relative", "date")
                            == kind.replace("relative", "date")
                        && found[nth].unit.is_some() == expected.fields.contains("= ");
                    n_right += usize::from(is_right);
                    if !is_right {
                        wrong.push(text);
                    }
                }
            }
        }
    }
    let share = 100.0 * n_right as f64 / (n_right + wrong.len()) as f64;
    println!("{share:.1} % of {} changed cases are right", n_right + wrong.len());
    assert!(97.0 <= share, "{share:.1} %: {wrong:#?}");
}
