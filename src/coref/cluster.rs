//! Clusters of names while they are put together, and how well a short name fits each.
//!
//! Distinct spellings are compared, not mentions, and each only with those that share a word with
//! it, at most [`MAX_CANDIDATES`] of them.

use std::collections::BTreeMap;

use super::MentionKind;
use super::spelling::Spelling;
use crate::entity::{EntityType, NameMention};
use crate::lexicon::ORGANIZATION_WORDS;
use crate::text::Document;

/// How many longer names a short one is compared with.
pub(super) const MAX_CANDIDATES: usize = 24;
/// How many names a misspelled one or an acronym is compared with letter by letter.
pub(super) const MAX_SHORTENED: usize = 200;
/// So often a name stands before a longer one that it is no short form of it.
const MIN_BEFORE: usize = 3;

/// What kinds of names may be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Person,
    Place,
    People,
    Other,
}

impl Group {
    pub fn of(entity_type: EntityType) -> Self {
        match entity_type {
            EntityType::Person => Self::Person,
            EntityType::Location => Self::Place,
            EntityType::Norp => Self::People,
            EntityType::Organization | EntityType::Facility | EntityType::Product | EntityType::Misc => {
                Self::Other
            }
        }
    }
}

/// The names of one entity.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub group: Group,
    /// Its longest spelling.
    pub spelling: Spelling,
    /// Indices into the names, with how each refers; in text order.
    pub mentions: Vec<(usize, MentionKind)>,
}

/// A distinct spelling within a group.
pub(super) struct Form {
    pub group: Group,
    pub spelling: Spelling,
    pub names: Vec<usize>,
    /// Whether it is written like an acronym.
    pub is_acronym: bool,
}

/// The clusters of a text so far.
pub(super) struct Clusters<'d, 't> {
    pub document: &'d Document<'t>,
    pub names: &'d [NameMention],
    pub clusters: Vec<Cluster>,
    /// The clusters whose spelling holds a word.
    pub by_word: BTreeMap<(Group, String), Vec<usize>>,
}

impl Clusters<'_, '_> {
    pub fn add(&mut self, form: Form) {
        let number = self.clusters.len();
        for word in &form.spelling.words {
            let known = self.by_word.entry((form.group, word.clone())).or_default();
            if known.last() != Some(&number) {
                known.push(number);
            }
        }
        let kind = if form.is_acronym { MentionKind::Acronym } else { MentionKind::Name };
        let mentions = form.names.into_iter().map(|name| (name, kind)).collect();
        self.clusters.push(Cluster { group: form.group, spelling: form.spelling, mentions });
    }

    pub fn join(&mut self, cluster: usize, names: Vec<usize>, spelling: &Spelling) {
        let cluster = &mut self.clusters[cluster];
        let is_full = cluster.group == Group::Person && spelling.words.len() > 1
            || spelling.words.len() == cluster.spelling.words.len();
        let kind = if is_full { MentionKind::Name } else { MentionKind::Alias };
        cluster.mentions.extend(names.into_iter().map(|name| (name, kind)));
    }

    /// The clusters that a short name fits best, in order; several if it fits them equally well.
    pub fn fitting(&self, form: &Form) -> Vec<usize> {
        let mut best = 0;
        let mut fitting: Vec<usize> = Vec::new();
        for word in &form.spelling.words {
            let known = self.by_word.get(&(form.group, word.clone())).map_or(&[][..], Vec::as_slice);
            for &number in known.iter().take(MAX_CANDIDATES) {
                let long = &self.clusters[number].spelling;
                let fit = match form.group {
                    Group::Person => form.spelling.fits_person(long),
                    Group::Other if self.is_maker_of(form, number) || self.is_known_before(form, number) => 0,
                    Group::Other => form.spelling.fits_organization(long),
                    Group::Place | Group::People => form.spelling.fits_place(long),
                };
                if fit > best {
                    best = fit;
                    fitting.clear();
                }
                if fit == best && 0 < fit && !fitting.contains(&number) {
                    fitting.push(number);
                }
            }
            // Variants ("Mike Pence", "Michael Pence") share the surname at least; initials do not count.
        }
        fitting
    }

    /// Whether the text has the short name several times before a longer one that begins with it, which a name cut
    /// short has not: "Norvik", and later the Norvik Developer Connection.
    fn is_known_before(&self, form: &Form, number: usize) -> bool {
        let long = &self.clusters[number];
        let Some(rest) = long.spelling.words.strip_prefix(&form.spelling.words[..]) else { return false };
        // "Norvik Motor Company" is Norvik in full.
        if rest.len() < 2 || rest.iter().all(|word| ORGANIZATION_WORDS.contains(word)) {
            return false;
        }
        let first = long.mentions.iter().map(|&(name, _)| name).min();
        form.names.get(MIN_BEFORE - 1).copied().zip(first).is_some_and(|(short, long)| short < long)
    }

    /// Whether a short name is an organization's and the longer one that of a thing named after it:
    /// "Norvik" and "Norvik A20", "Norvik TV". The maker does not vanish in its product.
    fn is_maker_of(&self, form: &Form, number: usize) -> bool {
        let long = &self.clusters[number];
        let Some(rest) = long.spelling.words.strip_prefix(&form.spelling.words[..]) else { return false };
        let of = |name: usize| self.names[name].entity_type;
        let is_most = |names: &mut dyn Iterator<Item = usize>, fits: fn(EntityType) -> bool| {
            let (mut n_fitting, mut n_all) = (0, 0);
            for name in names.take(MAX_CANDIDATES) {
                n_all += 1;
                n_fitting += usize::from(fits(of(name)));
            }
            n_all < 2 * n_fitting
        };
        let has_figure = rest.iter().any(|word| word.bytes().any(|b| b.is_ascii_digit()));
        let is_named_alike = || {
            is_most(&mut long.mentions.iter().map(|&(name, _)| name), |entity_type| {
                matches!(entity_type, EntityType::Product | EntityType::Misc | EntityType::Facility)
            }) && !rest.iter().all(|word| ORGANIZATION_WORDS.contains(word))
        };
        !rest.is_empty()
            && is_most(&mut form.names.iter().copied(), |entity_type| entity_type == EntityType::Organization)
            && (has_figure || is_named_alike())
    }
}
