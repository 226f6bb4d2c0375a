//! Names that a title is part of, as the names model read them: "VPM Dookun-Luchoomun" beside Leela
//! Devi Dookun-Luchoomun, "Rabbi Lanner" beside Baruch Lanner.

use std::ops::Range;

use super::MentionKind;
use super::cluster::{Clusters, Group, MAX_CANDIDATES};
use super::role::Role;
use crate::lexicon::{GIVEN_NAMES, ORGANIZATION_WORDS, TITLE_NAMES, TITLES};
use crate::text::{Case, Document};

/// How many letters an abbreviation has that nobody knows but that stands for a title; two may be
/// somebody's initials.
const ABBREVIATION: Range<usize> = 3..6;
/// How many words of a title are taken away.
const MAX_TITLE: usize = 3;

impl Clusters<'_, '_> {
    /// Joins names that begin with a title to the only person whose surname they end with.
    pub fn mend_titled(&mut self) {
        for number in 0..self.clusters.len() {
            let cluster = &self.clusters[number];
            let words = &cluster.spelling.words;
            let Some(last) = words.last().filter(|_| 1 < words.len()) else { continue };
            if !matches!(cluster.group, Group::Person | Group::Other) || ORGANIZATION_WORDS.contains(last) {
                continue;
            }
            let Some(&(name, _)) = cluster.mentions.first() else { continue };
            let n_titles = n_titles(self.document, self.names[name].tokens.clone()).min(words.len() - 1);
            if n_titles == 0 {
                continue;
            }
            let known = self.by_word.get(&(Group::Person, last.clone())).map_or(&[][..], Vec::as_slice);
            let mut fitting = known.iter().take(MAX_CANDIDATES).copied().filter(|&long| {
                let long_words = &self.clusters[long].spelling.words;
                long != number
                    && !self.clusters[long].mentions.is_empty()
                    && 1 < long_words.len()
                    && long_words.ends_with(&words[n_titles..])
            });
            // Of two relatives neither.
            let (Some(long), None) = (fitting.next(), fitting.next()) else { continue };
            let mentions = std::mem::take(&mut self.clusters[number].mentions);
            let mentions = mentions.into_iter().map(|(name, _)| (name, MentionKind::Alias));
            self.clusters[long].mentions.extend(mentions);
        }
    }
}

/// How many words of a title a name begins with. "The USS Ostvik" is a ship.
fn n_titles(document: &Document, tokens: Range<usize>) -> usize {
    let is_thing = tokens.start.checked_sub(1).is_some_and(|before| document.lower(before) == "the");
    if is_thing {
        return 0;
    }
    let last_is_capitals = document.word(tokens.end - 1).case == Case::Upper;
    tokens
        .take(MAX_TITLE)
        .take_while(|&at| {
            let word = document.word(at);
            let lower = word.lower.as_str();
            let is_abbreviation = word.case == Case::Upper
                && !last_is_capitals
                && lower.is_ascii()
                && ABBREVIATION.contains(&lower.len())
                && !lower.contains('.');
            word.case.is_capital() && (is_title(lower) || is_abbreviation)
        })
        .count()
}

/// Whether a word is a title or an office before a name, and no given name.
fn is_title(lower: &str) -> bool {
    // "Prince Osei" and "Justice Osei" may be called so.
    let is_given = || GIVEN_NAMES.contains(lower) || TITLE_NAMES.contains(lower);
    let is_office = || {
        Role::of(lower).is_some_and(|role| {
            role.is_person()
                && role.broader.split(' ').any(|broader| {
                    matches!(broader, "official" | "politician" | "lawmaker" | "leader" | "jurist" | "cleric")
                })
        })
    };
    (TITLES.contains(lower) || is_office()) && !is_given()
}
