//! Dates, amounts and figures, read by the rules alone: the only names are those the text marks.

use saidby::text::Document;
use saidby::value::{Date, Value, find_values};

use crate::lower_name;
use crate::marks::Marked;
use crate::suite::Kind;

pub fn find(text: &str, date: Option<Date>) -> (String, Vec<Value>) {
    let marked = Marked::read(text);
    let document = Document::new(&marked.text);
    let values = find_values(&document, &marked.tagged(&document), date).values;
    drop(document);
    (marked.text, values)
}

/// `words: type value | low..high | = unit | ~ edge` for each value, in text order.
pub fn values(text: &str, date: Option<Date>) -> String {
    let (text, values) = find(text, date);
    values.iter().map(|value| line(&text, value)).collect::<Vec<_>>().join("\n")
}

pub fn line(text: &str, value: &Value) -> String {
    let words = value.span.of(text);
    // The words alone would name an earlier place.
    let nth = text[..value.span.end as usize].matches(words).count();
    let nth = if 1 < nth { format!("@{nth}") } else { String::new() };
    let mut line = format!("{words}{nth}: {}", lower_name(value.value_type));
    if let Some(normal) = &value.value {
        line.push_str(&format!(" {normal}"));
    }
    if value.low.is_some() || value.high.is_some() {
        let end = |end: &Option<String>| end.clone().unwrap_or_default();
        line.push_str(&format!(" | {}..{}", end(&value.low), end(&value.high)));
    }
    if let Some(unit) = &value.unit {
        line.push_str(&format!(" | = {unit}"));
    }
    if let Some(edge) = value.edge {
        line.push_str(&format!(" | ~ {}", lower_name(edge)));
    }
    line
}

/// Whether these values stand where they should and have what is said of each.
pub fn fit(expected: &str, found: &str) -> bool {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    expected.len() == found.len() && expected.iter().zip(found).all(|(expected, found)| fits(expected, found))
}

fn fits(expected: &str, found: &str) -> bool {
    let parts = |line: &str| -> Option<(String, Vec<String>)> {
        let (words, fields) = line.rsplit_once(": ")?;
        Some((words.to_owned(), fields.split(" | ").map(str::to_owned).collect()))
    };
    let (Some((words, fields)), Some((own_words, own))) = (parts(expected), parts(found)) else {
        return false;
    };
    let is_normal = has_normal(&fields[0], &own[0]);
    words == own_words
        && is_normal
        && fields[1..].iter().all(|field| own[1..].iter().any(|own| own == field || is_end_of(field, own)))
}

/// Whether type and normal form are the expected ones, as far as they are given; "none" is no normal form.
fn has_normal(expected: &str, own: &str) -> bool {
    let (value_type, normal) = expected.split_once(' ').unwrap_or((expected, ""));
    let (own_type, own_normal) = own.split_once(' ').unwrap_or((own, ""));
    let is_right = match normal {
        "" => true,
        "none" => own_normal.is_empty(),
        normal => is_same(normal, own_normal),
    };
    value_type == own_type && is_right
}

/// Whether a range, or the end of one, is the other's.
fn is_end_of(field: &str, own: &str) -> bool {
    let (Some((low, high)), Some((own_low, own_high))) = (field.split_once(".."), own.split_once(".."))
    else {
        return false;
    };
    (low.is_empty() || is_same(low, own_low)) && (high.is_empty() || is_same(high, own_high))
}

/// Numbers are compared as numbers: "3.0" is "3".
fn is_same(expected: &str, own: &str) -> bool {
    match (expected.parse::<f64>(), own.parse::<f64>()) {
        (Ok(expected), Ok(own)) => (expected - own).abs() <= 1e-6 * expected.abs().max(1.0),
        _ => expected == own,
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

/// The words with one word of a class replaced by each other word of it.
fn variants(words: &str) -> Vec<String> {
    let mut variants = Vec::new();
    if FIXED.iter().any(|fixed| words.contains(fixed)) {
        return variants;
    }
    let words: Vec<&str> = words.split(' ').collect();
    for (class, word) in CLASSES.iter().flat_map(|class| class.iter().map(move |word| (class, *word))) {
        let Some(at) = words.iter().position(|own| *own == word) else { continue };
        for other in class.iter().filter(|&&other| other != word) {
            let mut words = words.clone();
            words[at] = other;
            variants.push(words.join(" "));
        }
    }
    variants
}

/// In every case, a word of a value gives way to each other word of its class: as many values stand
/// where they should, of the same type and with their unit.
#[test]
fn words_of_a_class_are_read_alike() {
    let (mut n_right, mut wrong) = (0, Vec::new());
    for case in crate::cases_of(Kind::Values).iter().filter(|case| case.known_failure.is_none()) {
        let [text] = &case.texts()[..] else { continue };
        let (text, values) = find(text, case.date);
        for (nth, value) in values.iter().enumerate() {
            for words in variants(value.span.of(&text)) {
                let (start, end) = (value.span.start as usize, value.span.end as usize);
                let text = format!("{}{words}{}", &text[..start], &text[end..]);
                let (_, found) = find(&text, case.date);
                // "four days later" has no day if the story tells only a year.
                let plain = |value: &Value| lower_name(value.value_type).replace("relative", "date");
                let is_right = found.len() == values.len()
                    && found[nth].span.of(&text) == words
                    && plain(&found[nth]) == plain(value)
                    && found[nth].unit.is_some() == value.unit.is_some();
                n_right += usize::from(is_right);
                if !is_right {
                    wrong.push(text);
                }
            }
        }
    }
    let share = 100.0 * f64::from(n_right as u32) / (n_right + wrong.len()) as f64;
    println!("{share:.1} % of {} changed cases are right", n_right + wrong.len());
    assert!(97.0 <= share, "{share:.1} %: {wrong:#?}");
}
