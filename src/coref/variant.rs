//! One person's name spelled in two ways. Two relatives with like names stay two, and so do those
//! who stand in one sentence.

use super::cluster::{Cluster, Clusters, Form, Group, MAX_CANDIDATES, MAX_SHORTENED};
use super::letters::{is_slip, is_variant};

/// Shorter names are not taken for misspelled ones.
const MIN_MISSPELLED: usize = 5;

impl Clusters<'_, '_> {
    /// The only person whose full name is the form's but for one word spelled otherwise.
    pub fn spelled_otherwise(&self, form: &Form) -> Option<usize> {
        let words = &form.spelling.words;
        if form.group != Group::Person || words.len() < 2 {
            return None;
        }
        let mut found = None;
        for word in words {
            let known = self.by_word.get(&(form.group, word.clone())).map_or(&[][..], Vec::as_slice);
            for &number in known.iter().take(MAX_CANDIDATES) {
                if found != Some(number)
                    && is_variant(words, &self.clusters[number].spelling.words)
                    && !self.share_a_sentence(form, number)
                    && found.replace(number).is_some()
                {
                    return None;
                }
            }
        }
        found
    }

    /// Whether one sentence has both names, of the first few mentions.
    fn share_a_sentence(&self, form: &Form, number: usize) -> bool {
        let sentence = |name: usize| self.document.sentence_of(self.names[name].tokens.start);
        let own: Vec<usize> = form.names.iter().take(MAX_CANDIDATES).map(|&name| sentence(name)).collect();
        let other = self.clusters[number].mentions.iter().take(MAX_CANDIDATES);
        other.map(|&(name, _)| sentence(name)).any(|sentence| own.contains(&sentence))
    }

    /// The only person whose surname is the form but for a slip of a letter; the form must not be
    /// the more frequent one.
    pub fn misspelled(&self, form: &Form) -> Option<usize> {
        let [word] = &form.spelling.words[..] else { return None };
        if word.len() < MIN_MISSPELLED {
            return None;
        }
        let fits = |cluster: &Cluster| {
            let surname = cluster.spelling.words.last().filter(|_| 1 < cluster.spelling.words.len());
            cluster.group == Group::Person
                && form.names.len() <= cluster.mentions.len()
                && surname.is_some_and(|surname| is_slip(surname, word))
        };
        let mut fitting = self.clusters.iter().enumerate().take(MAX_SHORTENED).filter(|(_, c)| fits(c));
        match (fitting.next(), fitting.next()) {
            (Some((only, _)), None) => Some(only),
            _ => None,
        }
    }
}
