//! Two names of one: "Jan Vermeulen, also known as Johnny Dutch".

use std::collections::BTreeMap;

use super::MentionKind;
use super::cluster::{Clusters, Group};
use crate::lexicon::RENAMINGS;

impl Clusters<'_, '_> {
    /// Joins names that the text says are another name of the one before them.
    pub fn join_renamed(&mut self) {
        let mut by_name: BTreeMap<usize, usize> = BTreeMap::new();
        for (number, cluster) in self.clusters.iter().enumerate() {
            by_name.extend(cluster.mentions.iter().map(|&(name, _)| (name, number)));
        }
        for name in 1..self.names.len() {
            let (Some(&first), Some(&second)) = (by_name.get(&(name - 1)), by_name.get(&name)) else {
                continue;
            };
            let may_be_one = match (self.clusters[first].group, self.clusters[second].group) {
                (Group::Place | Group::People, _) | (_, Group::Place | Group::People) => false,
                (one, other) => one == other || one == Group::Person,
            };
            if first == second || !may_be_one || !self.are_renamed(name - 1, name) {
                continue;
            }
            let mentions = std::mem::take(&mut self.clusters[second].mentions);
            by_name.extend(mentions.iter().map(|&(name, _)| (name, first)));
            let mentions = mentions.into_iter().map(|(name, _)| (name, MentionKind::Alias));
            self.clusters[first].mentions.extend(mentions);
        }
    }

    fn are_renamed(&self, first: usize, second: usize) -> bool {
        let (first, second) = (&self.names[first].tokens, &self.names[second].tokens);
        if second.start < first.end || first.end + 8 < second.start {
            return false;
        }
        let between = self.document.cover(first.end..second.start).of(self.document.text).to_lowercase();
        let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '"' | '“' | '‘' | '\'' | '.');
        let words = between.trim_matches(is_edge);
        let words = words.strip_suffix(" the").unwrap_or(words).trim_matches(is_edge);
        RENAMINGS.contains(&words.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
