//! Every person gets another name, so that it shows what hangs on the names of one election.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use saidby::lexicon::{CUE_VERBS, FUNCTION_WORDS, GIVEN_NAMES, Gender, TITLES};
use saidby::span::Span;
use saidby::tagger::hash;

use crate::gold::{GoldArticle, GoldQuotation, GoldSpeaker};

/// Turns the drawing of names; any other one gives other names.
const SEED: u64 = 20_151_108;

/// Names to give.
pub struct Names {
    /// By the gender that most of their bearers have, where that is known.
    given: BTreeMap<Option<Gender>, Vec<String>>,
    family: Vec<String>,
}

impl Names {
    /// Reads the lists of the gazetteers folder.
    ///
    /// # Errors
    ///
    /// One sentence that names the file that cannot be read.
    pub fn read(shared: &Path) -> Result<Self, String> {
        let list = |file: &str| -> Result<Vec<String>, String> {
            let path = shared.join("gazetteers").join(file);
            let content =
                fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let fits = |name: &&str| 2 < name.len() && !name.contains(' ');
            Ok(content.lines().filter(fits).map(str::to_owned).collect())
        };
        Ok(Self::new(list("per_first_unlicense.txt")?, list("per_last_unlicense_all.txt")?))
    }

    fn new(given_names: Vec<String>, family: Vec<String>) -> Self {
        let mut given: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for name in given_names {
            given.entry(GIVEN_NAMES.get(&name.to_lowercase())).or_default().push(name);
        }
        Self { given, family }
    }

    /// Another name of the same gender for a given name, or another surname.
    fn other(&self, word: &str, is_surname: bool) -> String {
        let empty = Vec::new();
        let list = match is_surname {
            true => &self.family,
            false => self.given.get(&GIVEN_NAMES.get(&word.to_lowercase())).unwrap_or(&empty),
        };
        let number = hash(word.to_lowercase().as_bytes()) ^ SEED;
        list.get((number % list.len().max(1) as u64) as usize).cloned().unwrap_or_else(|| word.to_owned())
    }
}

/// The article with its persons renamed: a word that is part of a person's name is another one
/// wherever the article has it.
pub fn swap(article: &GoldArticle, names: &Names) -> GoldArticle {
    let runs: Vec<Vec<&str>> =
        article.persons.iter().flat_map(|&person| name_words(&article.text, person)).collect();
    // "Graham" alone is a surname, if "Ana Graham" stands anywhere; "Hillary" alone may be a given name.
    let surnames: BTreeSet<&str> =
        runs.iter().filter(|words| 1 < words.len()).filter_map(|words| words.last().copied()).collect();
    let mut other: BTreeMap<&str, String> = BTreeMap::new();
    for words in &runs {
        for word in words.iter().filter(|word| is_name(word)) {
            let is_alone = words.len() == 1 && !GIVEN_NAMES.contains(&word.to_lowercase());
            let is_surname = surnames.contains(word) || is_alone;
            other.entry(word).or_insert_with(|| names.other(word, is_surname));
        }
    }
    let mut text = String::with_capacity(article.text.len());
    // Old and new end of each word that changed.
    let mut moved: Vec<(u32, u32)> = vec![(0, 0)];
    let mut at = 0;
    for span in words(&article.text, Span::new(0, article.text.len() as u32)) {
        let word = span.of(&article.text);
        let title = title_case(word);
        let Some(new) = other.get(word).or_else(|| title.as_deref().and_then(|title| other.get(title)))
        else {
            continue;
        };
        text.push_str(&article.text[at..span.start as usize]);
        moved.push((span.start, text.len() as u32));
        text.push_str(&if title.is_some() { new.to_uppercase() } else { new.clone() });
        at = span.end as usize;
        moved.push((span.end, text.len() as u32));
    }
    text.push_str(&article.text[at..]);
    let place = |byte: u32| {
        let (old, new) = moved[moved.partition_point(|(old, _)| *old <= byte) - 1];
        new + (byte - old)
    };
    // A span that ends within a changed word is none that the corpora have.
    let spans = |spans: &[Span]| spans.iter().map(|s| Span::new(place(s.start), place(s.end))).collect();
    let quotations = article
        .quotations
        .iter()
        .map(|gold| GoldQuotation {
            kind: gold.kind.clone(),
            content: spans(&gold.content),
            source: spans(&gold.source),
            speaker: match &gold.speaker {
                GoldSpeaker::Named(names) => GoldSpeaker::Named(spans(names)),
                GoldSpeaker::Unnamed(mentions) => GoldSpeaker::Unnamed(spans(mentions)),
                GoldSpeaker::Nobody => GoldSpeaker::Nobody,
                GoldSpeaker::Unknown => GoldSpeaker::Unknown,
            },
        })
        .collect();
    GoldArticle { quotations, persons: spans(&article.persons), text }
}

/// The names within a span that another program took for one person's; in "Ana Ordel Says" and
/// "Ana Ordel Calls Karl Lind", a headline's, the verb is no part of them.
fn name_words(text: &str, person: Span) -> Vec<Vec<&str>> {
    let words: Vec<&str> = words(text, person).map(|span| span.of(text)).collect();
    let is_verb = |word: &&str| {
        let lower = word.to_lowercase();
        CUE_VERBS.contains(&lower) && !GIVEN_NAMES.contains(&lower)
    };
    words.split(is_verb).filter(|words| !words.is_empty()).map(<[&str]>::to_vec).collect()
}

/// Whether a word of a person's name is one to change.
fn is_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    2 < word.len()
        && word.starts_with(char::is_uppercase)
        && !TITLES.contains(&lower)
        && !FUNCTION_WORDS.contains(&lower)
}

/// A word in capitals as it is written elsewhere; None for any other.
fn title_case(word: &str) -> Option<String> {
    if word.chars().any(char::is_lowercase) {
        return None;
    }
    let (first, rest) = word.split_at_checked(1)?;
    (1 < rest.len()).then(|| format!("{first}{}", rest.to_lowercase()))
}

/// The words within a span.
fn words(text: &str, within: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = within.start as usize;
    std::iter::from_fn(move || {
        let rest = text.get(at..within.end as usize)?;
        let start = at + rest.find(char::is_alphabetic)?;
        let rest = &text[start..within.end as usize];
        let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        at = start + len;
        Some(Span::from_range(start..at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: Option<usize>, words: &str) -> Span {
        let start = start.unwrap();
        Span::from_range(start..start + words.len())
    }

    #[test]
    fn names_change_everywhere_and_spans_move_along() {
        let text = "ORDEL SPEAKS\nMary Ordel said it. The Ordel camp agreed with Mr. Ordel.".to_owned();
        let span = |words: &str| span(text.find(words), words);
        let quotation = GoldQuotation {
            kind: "indirect".to_owned(),
            content: vec![span("it")],
            source: vec![span("Mary Ordel")],
            speaker: GoldSpeaker::Named(vec![span("Mary Ordel")]),
        };
        let persons = vec![span("Mary Ordel")];
        let article = GoldArticle { quotations: vec![quotation], persons, text: text.clone() };
        let given = ["Karen", "Peter"].map(str::to_owned).to_vec();
        let names = Names::new(given, vec!["Mbeki".to_owned()]);
        let swapped = swap(&article, &names);
        assert_eq!(swapped.text, "MBEKI SPEAKS\nKaren Mbeki said it. The Mbeki camp agreed with Mr. Mbeki.");
        assert_eq!(swapped.quotations[0].content[0].of(&swapped.text), "it");
        assert_eq!(swapped.persons[0].of(&swapped.text), "Karen Mbeki");
    }

    #[test]
    fn a_surname_that_is_a_given_name_too_stays_a_surname_and_a_headline_keeps_its_verb() {
        let text = "Mary Graham Calls Olga Ordel\nGraham said it.".to_owned();
        let persons =
            ["Graham", "Mary Graham Calls Olga Ordel"].map(|words| span(text.rfind(words), words)).to_vec();
        let article = GoldArticle { quotations: Vec::new(), persons, text: text.clone() };
        let given = ["Karen", "Lucy"].map(str::to_owned).to_vec();
        let swapped = swap(&article, &Names::new(given, vec!["Mbeki".to_owned()]));
        let (headline, rest) = swapped.text.split_once('\n').unwrap();
        assert!(headline.contains(" Mbeki Calls ") && headline.ends_with(" Mbeki"), "{headline}");
        assert_eq!(rest, "Mbeki said it.");
    }
}
