//! Which name an acronym stands for: one that a parenthesis defines, else the only one with its
//! initials, else the only one whose words its letters are taken from.

use std::collections::BTreeMap;

use super::MentionKind;
use super::cluster::{Cluster, Clusters, Form, Group, MAX_CANDIDATES, MAX_SHORTENED};
use super::spelling::{Spelling, is_legal_form};
use crate::entity::NameMention;
use crate::text::{Case, Document};

impl Clusters<'_, '_> {
    /// Joins the acronyms to the clusters they stand for; those that fit none are their own.
    pub fn link_acronyms(&mut self, acronyms: Vec<Form>) {
        // Initials → the only cluster that has them, None if there are two.
        let mut by_initials: BTreeMap<String, Option<usize>> = BTreeMap::new();
        let mut by_name: BTreeMap<usize, usize> = BTreeMap::new();
        for (number, cluster) in self.clusters.iter().enumerate() {
            by_name.extend(cluster.mentions.iter().map(|&(name, _)| (name, number)));
            if cluster.spelling.words.len() < 2 || !matches!(cluster.group, Group::Other | Group::Place) {
                continue;
            }
            // "NPP" may be the New People Party where the text has the Velmark New People Party too.
            let mut spellings = vec![cluster.spelling.clone()];
            for &(name, kind) in cluster.mentions.iter().take(MAX_CANDIDATES) {
                if kind == MentionKind::Alias {
                    spellings.push(Spelling::of(self.document, self.names[name].tokens.clone()));
                }
            }
            spellings.retain(|spelling| 1 < spelling.words.len());
            spellings.dedup();
            for initials in spellings.iter().flat_map(Spelling::initials) {
                by_initials
                    .entry(initials)
                    .and_modify(|known| {
                        if *known != Some(number) {
                            *known = None;
                        }
                    })
                    .or_insert(Some(number));
            }
        }
        for form in acronyms {
            let letters: String = form.spelling.words[0].chars().filter(|c| c.is_alphanumeric()).collect();
            let defined = form.names.iter().find_map(|&name| self.defined(name, &letters, &by_name));
            let target = defined.or_else(|| by_initials.get(&letters).copied().flatten()).or_else(|| {
                // "US" and "United States" are spelled alike; "BBC" of "BBC News" is a short name.
                <[usize; 1]>::try_from(self.fitting(&form)).ok().map(|[only]| only)
            });
            // "USAF" where the article has an Air Force.
            let of_country = || {
                let rest =
                    ["us", "uk", "un", "eu"].iter().find_map(|country| letters.strip_prefix(country))?;
                by_initials.get(rest).copied().flatten().filter(|_| 1 < rest.len())
            };
            let target = target.or_else(of_country).or_else(|| self.shortened(&form, &letters));
            let legal = self.with_legal_form(&form);
            if let (Some(number), Some(legal)) = (target, legal)
                && number != legal
            {
                let mentions = std::mem::take(&mut self.clusters[legal].mentions);
                self.clusters[number].mentions.extend(mentions);
            }
            match target.or(legal) {
                Some(number) => {
                    let mentions = form.names.into_iter().map(|name| (name, MentionKind::Acronym));
                    self.clusters[number].mentions.extend(mentions);
                }
                None => self.add(form),
            }
        }
    }

    /// The cluster that is the acronym with a legal form: "EAV N.V." for "EAV".
    fn with_legal_form(&self, form: &Form) -> Option<usize> {
        let word = form.spelling.words.first()?;
        let known = self.by_word.get(&(form.group, word.clone()))?;
        known.iter().take(MAX_CANDIDATES).copied().find(|&number| {
            let words = &self.clusters[number].spelling.words;
            words.first() == Some(word)
                && 1 < words.len()
                && words[1..].iter().all(|word| is_legal_form(word))
        })
    }

    /// The only cluster whose words an acronym's letters are taken from.
    fn shortened(&self, form: &Form, letters: &str) -> Option<usize> {
        let fits = |cluster: &&(usize, &Cluster)| {
            cluster.1.group == form.group && cluster.1.spelling.is_shortened_by(letters)
        };
        let mut fitting = self.clusters.iter().enumerate().take(MAX_SHORTENED).filter(|c| fits(&c));
        match (2 < letters.len(), fitting.next(), fitting.next()) {
            (true, Some((only, _)), None) => Some(only),
            _ => None,
        }
    }

    /// The cluster that a parenthesis defines an acronym for: "Name (ABC)" or "ABC (Name)".
    fn defined(&self, name: usize, letters: &str, by_name: &BTreeMap<usize, usize>) -> Option<usize> {
        let neighbors = [name.checked_sub(1).map(|before| (before, name)), Some((name, name + 1))];
        neighbors.into_iter().flatten().find_map(|(first, second)| {
            let (left, right) = (self.names.get(first)?, self.names.get(second)?);
            let between = self.document.text.get(left.span.end as usize..right.span.start as usize)?;
            let opens = between.trim_matches([' ', '"', '“', '\'', '‘', ',']) == "(";
            // "ABC (Velmark Bishops' Conference)", where the names model sees two names.
            let closes = |&at: &usize| {
                let end = self.names.get(at).map_or(0, |name| name.tokens.end);
                self.document.tokens.get(end).is_some_and(|_| self.document.token_text(end) == ")")
            };
            let last = (second..second + 3).find(closes).filter(|_| first == name);
            let other = if first == name { last.unwrap_or(second) } else { first };
            let number = *by_name.get(&other)?;
            let whole = Spelling::of(self.document, right.tokens.start..self.names[other].tokens.end);
            let long = if first == name && second < other { &whole } else { &self.clusters[number].spelling };
            let initials: String = long.words.iter().filter_map(|word| word.chars().next()).collect();
            let common = letters.chars().filter(|&c| initials.contains(c)).count();
            // "the Caribbean Community, or CARICOM"
            let renames = between == ", or " && in_order(letters, &long.words);
            let fits = opens && common * 2 >= letters.chars().count() || renames;
            (fits && 1 < long.words.len()).then_some(number)
        })
    }
}

/// Whether a name is written like an acronym: "NATO", "U.N.", "DVDs" is none.
pub(super) fn is_acronym(document: &Document, name: &NameMention) -> bool {
    let mut letters = 0;
    for token_idx in name.tokens.clone() {
        if document.word(token_idx).case != Case::Upper && document.token_text(token_idx) != "." {
            return false;
        }
        letters += document.token_text(token_idx).chars().filter(|c| c.is_alphanumeric()).count();
    }
    (2..=7).contains(&letters)
}

/// Whether letters stand in this order in the words.
fn in_order(letters: &str, words: &[String]) -> bool {
    let mut all = words.iter().flat_map(|word| word.chars());
    letters.chars().all(|letter| all.any(|c| c == letter))
}
