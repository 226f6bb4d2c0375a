//! Which names are the same entity: full names and short forms.
//!
//! Longer names come first. Where a short name fits several, each of its mentions is decided by what
//! stands before it.

use std::collections::BTreeMap;

use super::MentionKind;
use super::acronym::is_acronym;
use super::cluster::{Cluster, Clusters, Form, Group, MAX_CANDIDATES};
use super::gender::Evidence;
use super::letters::Accents;
use super::spelling::Spelling;
use crate::entity::{EntityType, NameMention};
use crate::lexicon::{COUNTRIES, ROLES, VAGUE_WORDS};
use crate::order::Order;
use crate::text::Document;

/// Groups the names of a text by entity; in order of first mention.
pub(super) fn cluster(document: &Document, names: &[NameMention]) -> Vec<Cluster> {
    let mut forms = forms(document, names);
    // Longer names first, so that short ones find them; then by place.
    forms.order_by_key(|form| (std::cmp::Reverse(form.spelling.words.len()), form.names[0]));
    let mut clusters = Clusters { document, names, clusters: Vec::new(), by_word: BTreeMap::new() };
    let (acronyms, forms): (Vec<Form>, Vec<Form>) = forms.into_iter().partition(|form| form.is_acronym);
    let (mut several, mut lone) = (Vec::new(), Vec::new());
    for form in forms {
        let fitting = clusters.fitting(&form);
        match fitting[..] {
            [] if form.group == Group::Person && form.spelling.words.len() == 1 => lone.push(form),
            [] => match clusters.spelled_otherwise(&form) {
                Some(only) => clusters.join(only, form.names, &form.spelling),
                None => clusters.add(form),
            },
            [only] => clusters.join(only, form.names, &form.spelling),
            _ => several.push((form, fitting)),
        }
    }
    for form in lone {
        match clusters.misspelled(&form) {
            Some(only) => clusters.join(only, form.names, &form.spelling),
            None => clusters.add(form),
        }
    }
    for (form, fitting) in several {
        clusters.choose(form, &fitting);
    }
    clusters.mend_groups();
    clusters.mend_titled();
    clusters.link_acronyms(acronyms);
    clusters.join_renamed();
    let mut clusters = clusters.clusters;
    clusters.retain(|cluster| !cluster.mentions.is_empty());
    for cluster in &mut clusters {
        cluster.mentions.order();
    }
    clusters.order_by_key(|cluster| cluster.mentions[0].0);
    clusters
}

/// The distinct spellings, each in one group unless the text uses it for two things.
fn forms(document: &Document, names: &[NameMention]) -> Vec<Form> {
    let mut by_words: BTreeMap<Spelling, BTreeMap<Group, Vec<usize>>> = BTreeMap::new();
    let is_person = |name: &NameMention| name.entity_type == EntityType::Person;
    let mut spellings: Vec<Spelling> =
        names.iter().map(|name| Spelling::of(document, name.tokens.clone())).collect();
    let mut accents = Accents::default();
    for (spelling, _) in spellings.iter().zip(names).filter(|(_, name)| is_person(name)) {
        accents.note(&spelling.words);
    }
    for (spelling, _) in spellings.iter_mut().zip(names).filter(|(_, name)| is_person(name)) {
        accents.unify(&mut spelling.words);
    }
    for ((name_idx, name), spelling) in names.iter().enumerate().zip(spellings) {
        by_words.entry(spelling).or_default().entry(Group::of(name.entity_type)).or_default().push(name_idx);
    }
    // Surnames and other last words of longer names anchor a short one in its group.
    let mut anchors: BTreeMap<(Group, String), usize> = BTreeMap::new();
    for (spelling, groups) in &by_words {
        if let [_, .., last] = &spelling.words[..] {
            for (&group, names) in groups {
                *anchors.entry((group, last.clone())).or_default() += names.len();
            }
        }
    }
    let mut forms = Vec::new();
    for (spelling, groups) in by_words {
        for (group, mut form_names) in merge_groups(&spelling, groups, &anchors) {
            form_names.order();
            let mut capitals = form_names.iter().map(|&name| is_acronym(document, &names[name]));
            let is_acronym = spelling.words.len() == 1
                && match group {
                    Group::Person => false,
                    // A dateline writes "PARIS".
                    Group::Place => capitals.all(|is_acronym| is_acronym),
                    // "NATO" may also be "Nato".
                    Group::Other | Group::People => capitals.any(|is_acronym| is_acronym),
                };
            forms.push(Form { group, spelling: spelling.clone(), names: form_names, is_acronym });
        }
    }
    forms
}

/// Joins the rarer groups of one spelling into the main one, where nothing keeps them apart.
fn merge_groups(
    spelling: &Spelling,
    mut groups: BTreeMap<Group, Vec<usize>>,
    anchors: &BTreeMap<(Group, String), usize>,
) -> BTreeMap<Group, Vec<usize>> {
    let anchored =
        |group: Group| matches!(&spelling.words[..], [only] if anchors.contains_key(&(group, only.clone())));
    if groups.len() > 1 {
        let weight = |group: Group, names: &[usize]| {
            (names.len() + usize::from(anchored(group)), std::cmp::Reverse(names[0]))
        };
        let Some(main) =
            groups.iter().max_by_key(|(group, names)| weight(**group, names)).map(|(group, _)| *group)
        else {
            return groups;
        };
        let n_main = groups[&main].len();
        let rare: Vec<Group> = groups
            .iter()
            .filter(|(group, names)| {
                let keeps = **group == Group::People || main == Group::People || anchored(**group);
                **group != main && !keeps && (names.len() == 1 || names.len() * 3 <= n_main)
            })
            .map(|(group, _)| *group)
            .collect();
        for group in rare {
            let names = groups.remove(&group).unwrap_or_default();
            groups.entry(main).or_default().extend(names);
        }
    }
    groups
}

impl Clusters<'_, '_> {
    /// Decides each mention of a short name that fits several longer ones.
    fn choose(&mut self, form: Form, fitting: &[usize]) {
        if form.group == Group::Other && form.spelling.words.len() == 1 {
            // "Ministry" where the article has two of them: neither.
            self.add(form);
            return;
        }
        let firsts: Vec<(usize, Vec<usize>, Evidence)> = fitting
            .iter()
            .take(MAX_CANDIDATES)
            .map(|&number| {
                let mut names: Vec<usize> =
                    self.clusters[number].mentions.iter().map(|&(name, _)| name).collect();
                names.order();
                (number, names, self.gender(number))
            })
            .collect();
        let mut chosen: Vec<(usize, usize)> = Vec::new();
        let mut last: Option<usize> = None;
        for &name in &form.names {
            let title = self.title(name);
            let mut best: Option<((usize, usize), usize)> = None;
            for (number, names, gender) in &firsts {
                if title.contradicts(*gender) {
                    continue;
                }
                let before = names.partition_point(|&other| other < name);
                // How far back, in names, the longer name stands; near counts, else the main person.
                let near = if before > 0 { name - names[before - 1] } else { usize::MAX };
                let near = usize::from(near <= 3);
                let stays = usize::from(last == Some(*number));
                // "Mr. Reyle" is Tomas rather than Dana.
                let agrees =
                    usize::from(0 < title.weight && 0 < gender.weight && title.gender == gender.gender);
                let rank = (agrees * 6 + near * 2 + stays * 2 + usize::from(before > 0), names.len());
                if best.is_none_or(|(other, _)| rank > other) {
                    best = Some((rank, *number));
                }
            }
            if let Some((_, number)) = best {
                chosen.push((number, name));
                last = Some(number);
            }
        }
        for (number, name) in chosen {
            self.join(number, vec![name], &form.spelling);
        }
    }

    /// Joins single words that the names model put in another group than the longer name they belong
    /// to: "Northrop" taken for a person beside Northrop Grumman, "Reyle" for an organization or a
    /// people.
    fn mend_groups(&mut self) {
        for number in 0..self.clusters.len() {
            let (words, group) = (&self.clusters[number].spelling.words, self.clusters[number].group);
            let other = match group {
                Group::Person => Group::Other,
                Group::Other | Group::People => Group::Person,
                Group::Place => continue,
            };
            let [word] = &words[..] else { continue };
            if ROLES.contains(word) || COUNTRIES.contains(word) || VAGUE_WORDS.contains(word) {
                continue;
            }
            let known = self.by_word.get(&(other, word.clone())).map_or(&[][..], Vec::as_slice);
            let short = &self.clusters[number];
            // The headline may have the surname before the text has the full name.
            let after = short.mentions.get(1).or(short.mentions.first()).map(|&(name, _)| name);
            let fits = |long: &Cluster| {
                let words = &long.spelling.words;
                let first = long.mentions.iter().map(|&(name, _)| name).min();
                1 < words.len()
                    && match other {
                        Group::Person => words.last() == Some(word) && first < after,
                        _ => words.first() == Some(word) && short.mentions.len() <= 2 * long.mentions.len(),
                    }
            };
            let fitting = known.iter().take(MAX_CANDIDATES).copied();
            let fitting = fitting.filter(|&long| fits(&self.clusters[long]));
            let most = |long: usize| (self.clusters[long].mentions.len(), std::cmp::Reverse(long));
            let Some(long) = fitting.max_by_key(|&long| most(long)) else { continue };
            let mentions = std::mem::take(&mut self.clusters[number].mentions);
            let mentions = mentions.into_iter().map(|(name, _)| (name, MentionKind::Alias));
            self.clusters[long].mentions.extend(mentions);
        }
    }

    /// What the title right before a name tells.
    fn title(&self, name: usize) -> Evidence {
        let before = self.names[name].tokens.start.checked_sub(1);
        before.map_or_else(Evidence::default, |before| Evidence::of_title(self.document.lower(before)))
    }

    fn gender(&self, number: usize) -> Evidence {
        let cluster = &self.clusters[number];
        let titles = cluster.mentions.iter().take(MAX_CANDIDATES).map(|&(name, _)| self.title(name));
        titles.fold(Evidence::of_name(&cluster.spelling), Evidence::or)
    }
}
