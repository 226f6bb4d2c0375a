//! The discourse as far as it has been read: the entities, their mentions and roles, and who spoke.

use std::collections::BTreeMap;
use std::ops::Range;

use super::attachment::KnownRole;
use super::cluster::{Cluster, Group};
use super::gender::Evidence;
use super::history::{EntityState, Link, PriorMention, Spoken};
use super::ranker::Ranker;
use super::role::{NamesAt, Phrase, country};
use super::source::Source;
use super::{MentionKind, Sourced};
use crate::entity::EntityType;
use crate::lexicon::{CUE_VERBS, GOVERNORS, PRONOUNS};
use crate::quote::Quotation;
use crate::wordnet::Wordnet;

/// How many quotations back one that a token stands in is looked for.
const MAX_AROUND: usize = 8;

/// What is known of the entities while the text is read.
pub(super) struct Discourse<'d, 't> {
    pub names: NamesAt<'d, 't>,
    pub clusters: &'d [Cluster],
    /// The entity of each name.
    pub entity_of: &'d [usize],
    /// The named entities, then those without a name.
    pub entries: Vec<EntityState>,
    pub phrases: Vec<Phrase>,
    /// The entity whose name each phrase stands before, as an apposition or title.
    pub apposed: Vec<Option<usize>>,
    pub known_roles: Vec<KnownRole>,
    pub by_noun: BTreeMap<&'static str, Vec<usize>>,
    /// The roles of each entity; the first few.
    pub by_entity: BTreeMap<usize, Vec<usize>>,
    /// The entities whose names have a head word; the first few.
    pub by_head: BTreeMap<String, Vec<usize>>,
    /// The only person of each surname, in lower case; None if there are two.
    pub surnames: BTreeMap<String, Option<usize>>,
    /// Whether each token stands in quotation marks.
    pub quoted: &'d [bool],
    pub quotations: &'d [Quotation],
    pub sources: &'d [Option<Source>],
    pub wordnet: &'d Wordnet,
    pub history: Vec<PriorMention>,
    pub spoken: Vec<Spoken>,
    pub ranker: &'d Ranker,
    /// The person and the other entity with the most names.
    pub most_named: [Option<usize>; 2],
    pub links: Vec<Link>,
    /// Whom the source of each quotation stands for.
    pub sourced: Vec<Sourced>,
    /// Whom the head of a source stands for, by its token.
    pub decided: BTreeMap<usize, Option<usize>>,
}

/// What was found before.
pub(super) struct DiscourseInput<'d> {
    pub clusters: &'d [Cluster],
    /// The type of each named entity.
    pub types: &'d [EntityType],
    /// The entity of each name.
    pub entity_of: &'d [usize],
    /// Whether each token stands in quotation marks.
    pub quoted: &'d [bool],
    pub quotations: &'d [Quotation],
    pub sources: &'d [Option<Source>],
    pub wordnet: &'d Wordnet,
}

impl<'d, 't> Discourse<'d, 't> {
    pub fn new(names: NamesAt<'d, 't>, found: DiscourseInput<'d>, ranker: &'d Ranker) -> Self {
        let DiscourseInput { clusters, types, entity_of, quoted, quotations, sources, wordnet } = found;
        let most = |is_person: bool| {
            let fits = |&entity: &usize| (clusters[entity].group == Group::Person) == is_person;
            (0..clusters.len())
                .filter(fits)
                .max_by_key(|&entity| (clusters[entity].mentions.len(), std::cmp::Reverse(entity)))
        };
        let entry = |(cluster, &entity_type): (&Cluster, &EntityType)| EntityState {
            group: cluster.group,
            entity_type,
            gender: Evidence::default(),
            country: cluster.spelling.words.iter().find_map(|word| country(word)),
            is_organization: entity_type == EntityType::Organization,
            n_names: cluster.mentions.len(),
            is_plural: false,
            noun: String::new(),
            words: String::new(),
            members: Vec::new(),
            affiliation: None,
            is_institution: false,
            speaks: false,
        };
        let mut surnames = BTreeMap::new();
        for (entity, cluster) in clusters.iter().enumerate() {
            if let (Group::Person, [_, .., last]) = (cluster.group, &cluster.spelling.words[..]) {
                let only = surnames.entry(last.clone()).or_insert(Some(entity));
                only.take_if(|only| *only != entity);
            }
        }
        Self {
            names,
            clusters,
            entity_of,
            entries: clusters.iter().zip(types).map(entry).collect(),
            phrases: Vec::new(),
            apposed: Vec::new(),
            known_roles: Vec::new(),
            by_noun: BTreeMap::new(),
            by_entity: BTreeMap::new(),
            by_head: BTreeMap::new(),
            surnames,
            quoted,
            quotations,
            sources,
            wordnet,
            history: Vec::new(),
            spoken: Vec::new(),
            ranker,
            most_named: [most(true), most(false)],
            links: Vec::new(),
            sourced: vec![Sourced::default(); quotations.len()],
            decided: BTreeMap::new(),
        }
    }

    /// The quotations that a token stands in, innermost first, of the last few.
    pub fn around(&self, token: usize, than: Option<usize>) -> impl Iterator<Item = &Spoken> {
        let span = self.names.document.tokens.get(token).map(|token| token.span).unwrap_or_default();
        self.spoken.iter().rev().take(MAX_AROUND).filter(move |spoken| {
            Some(spoken.quotation) != than
                && self.quotations[spoken.quotation].content.iter().any(|content| content.contains(span))
        })
    }

    /// Adds a mention to what later ones may refer to.
    pub fn remember(&mut self, entity: usize, tokens: Range<usize>, kind: MentionKind) {
        let document = self.names.document;
        let sentence = document.sentence_of(tokens.start);
        let before = tokens.start.checked_sub(1).map_or("", |at| document.lower(at));
        let is_governed = GOVERNORS.contains(before);
        let is_owner =
            document.tokens.get(tokens.end).is_some_and(|_| matches!(document.lower(tokens.end), "'s" | "'"));
        let is_first = self.history.last().is_none_or(|last| last.sentence != sentence);
        let lower = |at: usize| document.tokens.get(at).map_or("", |_| document.lower(at));
        let is_speech = |word: &str| CUE_VERBS.get(word).is_some();
        // "Reyle said", "said Reyle", "Reyle, the minister, said" is left to the first mention's rule.
        let after = usize::from(lower(tokens.end) == ",");
        let speaks = is_speech(lower(tokens.end + after)) || is_speech(before);
        let is_subject = speaks || is_first && !is_governed && !is_owner;
        let paragraph = document.sentences.get(sentence).map_or(0, |s| s.paragraph);
        let opens = self.history.last().is_none_or(|last| last.paragraph != paragraph);
        let quotation = self.around(tokens.start, None).next().map(|spoken| spoken.quotation);
        self.history.push(PriorMention {
            quotation,
            opens,
            entity,
            token: tokens.start,
            sentence,
            paragraph,
            is_subject,
            is_quoted: self.quoted[tokens.start],
            is_governed,
            is_owner,
            speaks,
            kind,
            pronoun: PRONOUNS
                .get(document.lower(tokens.start))
                .map(|form| form.person)
                .filter(|_| kind == MentionKind::Pronoun),
        });
    }
}
