//! Articles with a name exchanged, for kinds of names that news has too seldom to be learned: people
//! whose given name is a word ("Hope", "Will"), and firms that are called after several partners
//! ("Osei, Ruiz & Abiola").
//!
//! Only sentences with the new name are trained on, with the article as their context.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use saidby::span::Span;

use crate::corpora::{Article, GoldEntity};

/// Names to give.
#[derive(Default)]
pub(super) struct Exchange {
    /// Given names that are also nouns or verbs.
    given: Vec<String>,
    family: Vec<String>,
}

impl Exchange {
    /// Reads the lists.
    ///
    /// # Errors
    ///
    /// One sentence that names the file that cannot be read.
    pub(super) fn read(shared: &Path) -> Result<Self, String> {
        let read = |file: &str| {
            let path = shared.join(file);
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let mut words = BTreeSet::new();
        for file in ["lexicon/nouns.tsv", "lexicon/verbs.tsv"] {
            words.extend(read(file)?.lines().filter_map(|line| Some(line.split('\t').next()?.to_owned())));
        }
        let names = |file: &str| -> Result<Vec<String>, String> {
            let is_name = |name: &&str| 2 < name.len() && name.chars().all(char::is_alphabetic);
            Ok(read(file)?.lines().filter(is_name).map(str::to_owned).collect())
        };
        let mut given = names("gazetteers/per_first_unlicense.txt")?;
        given.retain(|name| words.contains(&name.to_lowercase()));
        Ok(Self { given, family: names("gazetteers/per_last_unlicense_us.txt")? })
    }

    /// The article with one person called by a word, and the spans of the new name; none if nobody in
    /// it bears a plain name. `number` says which person and which word.
    pub(super) fn person(&self, article: &Article, number: usize) -> Option<(Article, Vec<Span>)> {
        let names: BTreeSet<&str> = names_of(article, "PER").filter(|name| is_plain(name)).collect();
        let name = nth(&names, number)?;
        let new = self.given.get(number % self.given.len().max(1))?;
        let given = name.split(' ').next()?;
        let called = |entity: &GoldEntity, text: &str| {
            let rest = text.strip_prefix(given)?;
            let is_whole = entity.coarse == "PER" && (rest.is_empty() || rest.starts_with(' '));
            is_whole.then(|| format!("{new}{rest}"))
        };
        Some(article.rewritten(called, str::to_owned))
    }

    /// The article with one organization called after partners, and the spans of the new name.
    pub(super) fn firm(&self, article: &Article, number: usize) -> Option<(Article, Vec<Span>)> {
        let names: BTreeSet<&str> = names_of(article, "ORG").collect();
        let name = nth(&names, number)?;
        let family = |at: usize| self.family.get((number * 7 + at * 131) % self.family.len().max(1));
        let partners: Vec<&str> = (0..3 + number % 2).filter_map(family).map(String::as_str).collect();
        let (last, others) = partners.split_last()?;
        let new = format!("{} & {last}", others.join(", "));
        let called =
            |entity: &GoldEntity, text: &str| (entity.coarse == "ORG" && text == name).then(|| new.clone());
        Some(article.rewritten(called, str::to_owned))
    }
}

fn names_of<'a>(article: &'a Article, coarse: &'a str) -> impl Iterator<Item = &'a str> {
    article
        .entities
        .iter()
        .filter(move |entity| entity.coarse == coarse)
        .map(|entity| entity.span.of(&article.text))
}

/// One or two words, a capital at the beginning of each and no other.
fn is_plain(name: &str) -> bool {
    let is_capitalized = |word: &str| {
        let mut chars = word.chars();
        2 < word.len() && chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase)
    };
    name.split(' ').count() < 3 && name.split(' ').all(is_capitalized)
}

fn nth<'a>(names: &BTreeSet<&'a str>, number: usize) -> Option<&'a str> {
    names.iter().nth(number % names.len().max(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_gets_a_word_for_a_name_and_a_firm_gets_partners() {
        let text = "Ana Ruiz left Ellis Mills. Ana swam, said Ruiz of Ellis Mills.";
        let entity = |words: &str, nth: usize, coarse: &str| {
            let start = text.match_indices(words).nth(nth).unwrap().0 as u32;
            let span = Span::new(start, start + words.len() as u32);
            GoldEntity { span, coarse: coarse.to_owned(), fine: None }
        };
        let entities = vec![
            entity("Ana Ruiz", 0, "PER"),
            entity("Ellis Mills", 0, "ORG"),
            entity("Ana", 1, "PER"),
            entity("Ellis Mills", 1, "ORG"),
        ];
        let article = Article { id: "a".to_owned(), text: text.to_owned(), entities };
        let family = ["Osei", "Abiola", "Kovac"].map(str::to_owned).to_vec();
        let names = Exchange { given: vec!["Hope".to_owned()], family };
        let (person, spans) = names.person(&article, 1).unwrap();
        assert_eq!(person.text, "Hope Ruiz left Ellis Mills. Hope swam, said Ruiz of Ellis Mills.");
        assert_eq!(spans.iter().map(|span| span.of(&person.text)).collect::<Vec<_>>(), ["Hope Ruiz", "Hope"]);
        let (firm, spans) = names.firm(&article, 0).unwrap();
        assert_eq!(spans.len(), 2);
        assert_eq!(spans[0].of(&firm.text), "Osei, Kovac & Abiola");
        assert_eq!(firm.entities.len(), article.entities.len());
    }
}
