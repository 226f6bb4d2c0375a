//! "Both leaders", "the two companies", "the pair": the two that were named last.

use super::MentionKind;
use super::cluster::Group;
use super::discourse::Discourse;
use super::role::Role;
use super::source::{Head, Source};
use crate::lexicon::{COUNTRIES, DETERMINERS, Determiner, PAIR_WORDS, PairWord, RoleKind};
use crate::wordnet::Share;

/// How many sentences back the two are looked for.
const MAX_SENTENCES: usize = 4;
/// The least share of a noun's senses that says what it means.
const MOSTLY: Share = 2;

/// Who may be one of the two. "Parties" and "groups" are not among them: what was named last is too often none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Persons,
    Companies,
    /// States: "both sides", "the two countries".
    Countries,
}

impl Discourse<'_, '_> {
    /// The two that a source means, if there are two and no third one near them.
    pub fn pair(&self, source: &Source) -> Option<[usize; 2]> {
        let Head::Words { noun } = source.head else { return None };
        let kind = self.kind_of_pair(source.words.start, noun)?;
        let sentence = self.names.document.sentence_of(source.words.start);
        let near =
            self.history.iter().rev().take_while(|mention| sentence <= mention.sentence + MAX_SENTENCES);
        let mut found: Vec<(usize, usize)> = Vec::new();
        for mention in near.filter(|mention| mention.kind != MentionKind::Pronoun) {
            let is_known = found.iter().any(|&(entity, _)| entity == mention.entity);
            if is_known || self.clusters.len() <= mention.entity || !self.is_of_kind(mention.entity, kind) {
                continue;
            }
            match found[..] {
                // A third country may be one of the two, however far it stands.
                [_, (_, last)] if mention.sentence < last && kind != Kind::Countries => break,
                [_, _] => return None,
                _ => found.push((mention.entity, mention.sentence)),
            }
        }
        match found[..] {
            [(second, _), (first, _)] => Some([first, second]),
            _ => None,
        }
    }

    /// What two are meant by the words from `start` to their noun.
    fn kind_of_pair(&self, start: usize, noun: usize) -> Option<Kind> {
        let document = self.names.document;
        let word = |at: usize| PAIR_WORDS.get(document.lower(at));
        let before = start.checked_sub(1).map_or("", |at| document.lower(at));
        let is_definite =
            document.lower(start) == "both" || DETERMINERS.get(before) == Some(Determiner::Plain);
        if !is_definite || matches!(before, "a" | "an") {
            return None;
        }
        if start == noun {
            return word(noun).filter(|word| *word != PairWord::States).map(|_| Kind::Persons);
        }
        let is_free = self.names_in(start..noun + 1).next().is_none();
        // "The two-time champion" is one.
        let is_apart = document.tokens[start + 1].space_before;
        if word(start) != Some(PairWord::Opens) || !is_free || !is_apart {
            return None;
        }
        let lower = document.lower(noun);
        let known = self.wordnet.noun(lower).unwrap_or_default();
        let is_person = Role::of(lower).is_some_and(|role| role.is_person() || role.what == RoleKind::People);
        let one = lower.strip_suffix('s').and_then(Role::of);
        match one.or_else(|| lower.strip_suffix("ies").and_then(|stem| Role::of(&format!("{stem}y")))) {
            _ if is_person || MOSTLY <= known.person => Some(Kind::Persons),
            _ if word(noun) == Some(PairWord::States) => Some(Kind::Countries),
            Some(role) if role.is_company() => Some(Kind::Companies),
            Some(role) if role.what == RoleKind::Place => Some(Kind::Countries),
            _ => None,
        }
    }

    fn is_of_kind(&self, entity: usize, kind: Kind) -> bool {
        let entry = &self.entries[entity];
        match kind {
            Kind::Persons => entry.group == Group::Person && !entry.is_plural,
            Kind::Companies => entry.is_organization,
            Kind::Countries => {
                let name = self.clusters[entity].spelling.words.join(" ");
                entry.group == Group::Place && COUNTRIES.contains(&name)
            }
        }
    }
}
