//! Coreference within an article: which mentions are the same entity.

mod spelling;
mod letters;
mod gender;
mod cluster;
mod variant;
mod renamed;
mod titled;
mod acronym;
mod names;
mod phrase;
mod role;
mod attachment;
mod source_extent;
mod source;
mod pronoun;
mod layer;
mod ranker;
mod history;
mod discourse;
mod role_antecedent;
mod index;
mod anaphor;
mod candidates;
mod place;
mod wording;
mod features;
mod unnamed;
mod pair;
mod pass;

pub use layer::{Layer, N_UNITS, ONE, Units};
pub use ranker::{AnaphorKind, MENTIONS_SECTION, MENTIONS_TEMPLATE, N_KINDS, Ranker, UNITS};

use std::ops::Range;

use crate::entity::{EntityType, NameMention, Tagged};
use crate::quote::Quotation;
use crate::span::Span;
use crate::text::Document;
use crate::wordnet::Wordnet;
use cluster::{Cluster, Group};

/// How many roles of an entity are kept.
const MAX_ROLES: usize = 6;

/// How a mention refers to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionKind {
    /// The full name.
    Name,
    /// A short form: surname, given name, head word.
    Alias,
    /// Its initials.
    Acronym,
    /// A description: "the Russian president".
    Role,
    /// "he", "it", "we"
    Pronoun,
}

/// A place in the text that refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// How it refers.
    pub kind: MentionKind,
    /// The type of this mention where it is not the entity's.
    pub own_type: Option<EntityType>,
}

/// Somebody or something that the article names or quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub entity_type: EntityType,
    /// Its fullest name as printed, or the words that stand for an unnamed source.
    pub name: String,
    /// Whether it has a name; false for "a senior official".
    pub named: bool,
    /// Its roles in the article's own words, in order of first mention.
    pub roles: Vec<String>,
    /// Index of the organization that an unnamed source or a role belongs to.
    pub affiliation: Option<usize>,
    /// The entities that it consists of: "Kaplan and Abbott".
    pub members: Vec<usize>,
    /// In text order; never empty.
    pub mentions: Vec<Mention>,
}

/// What a quotation's source is, which the reason for a speaker goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceKind {
    /// There is none.
    #[default]
    Missing,
    /// It ends with a name.
    Name,
    /// Several names that speak together.
    Joint,
    /// A personal pronoun, or "who".
    Pronoun,
    /// "Q" or "A" of a printed interview.
    Letter,
    /// "the statement", "the report".
    Document,
    /// A role or other words.
    Words,
}

/// Whom the source of a quotation stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sourced {
    /// What the source is.
    pub kind: SourceKind,
    /// Its words, without determiner and clause, as indices into [`Document::tokens`].
    pub words: Range<usize>,
    /// The entity, however unsure.
    pub speaker: Option<usize>,
    /// The likeliest entities with their probabilities in thousandths, best first; None stands for
    /// none of those that the text names.
    pub candidates: Vec<(Option<usize>, u16)>,
    /// The entity that the words say passes it on.
    pub relay: Option<usize>,
}

/// The entities of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// Whom the source of each quotation stands for, in the order of the quotations.
    pub sources: Vec<Sourced>,
}

/// An option with its features: an entity, or None for "none of them".
pub type RankedOption = (Option<usize>, Vec<u32>);

/// All options of a mention; the last is "none of them".
type RankedOptions = Vec<RankedOption>;

/// A mention with those it may stand for, for training.
#[derive(Clone, Debug)]
pub struct Choice<'c> {
    /// Its words.
    pub tokens: Range<usize>,
    /// What kind of mention it is.
    pub kind: AnaphorKind,
    /// The quotation whose source it is.
    pub quotation: Option<usize>,
    /// Numbers of entities with their features; the last option is "none of them".
    pub options: &'c [RankedOption],
}

/// Says which entity a mention truly stands for: `Some(None)` for nobody known, `None` to leave it
/// to the ranker.
pub type Oracle<'t> = dyn FnMut(&dyn Fn(usize) -> KnownEntity, Choice) -> Option<Option<usize>> + 't;

/// An entity as it is known while a text is read, for training.
#[derive(Clone, Debug)]
pub struct KnownEntity {
    /// Whether it has a name.
    pub is_named: bool,
    /// What it is.
    pub entity_type: EntityType,
    /// Its names, or the words that describe it.
    pub spans: Vec<Span>,
}

/// Finds whom the mentions of a text and the sources of its quotations stand for. Time grows with
/// the number of mentions.
pub fn resolve(
    document: &Document,
    tagged: &Tagged,
    quotations: &[Quotation],
    wordnet: &Wordnet,
    ranker: &Ranker,
) -> Entities {
    resolve_with_oracle(document, tagged, quotations, wordnet, ranker, &mut |_, _| None)
}

/// The same, but asks about each mention.
pub fn resolve_with_oracle(
    document: &Document,
    tagged: &Tagged,
    quotations: &[Quotation],
    wordnet: &Wordnet,
    ranker: &Ranker,
    oracle: &mut Oracle,
) -> Entities {
    let clusters = names::cluster(document, &tagged.names);
    let mut entity_of = vec![0; tagged.names.len()];
    for (entity, cluster) in clusters.iter().enumerate() {
        for &(name, _) in &cluster.mentions {
            entity_of[name] = entity;
        }
    }
    let mut entities: Vec<Entity> =
        clusters.iter().map(|cluster| named_entity(document, &tagged.names, cluster)).collect();
    let types: Vec<EntityType> = entities.iter().map(|entity| entity.entity_type).collect();
    let tokens: Vec<Range<usize>> = tagged.names.iter().map(|name| name.tokens.clone()).collect();
    let mut at = vec![role::NONE; document.tokens.len()];
    for (name, tokens) in tokens.iter().enumerate() {
        at[tokens.clone()].fill(name as u32);
    }
    let groups: Vec<Group> = entity_of.iter().map(|&entity| clusters[entity].group).collect();
    let is_person: Vec<bool> = groups.iter().map(|&group| group == Group::Person).collect();
    let name_types: Vec<EntityType> = entity_of.iter().map(|&entity| types[entity]).collect();
    let quoted = quoted_tokens(document);
    let names_at = role::NamesAt { document, tokens: &tokens, is_person: &is_person, at: &at };
    let mut phrases = Vec::new();
    phrase::find_phrases(&names_at, |phrase| phrases.push(phrase));
    phrases.shrink_to_fit();
    let attachments = attachment::attachments(&names_at, &groups, &phrases);
    let reading = source_extent::Reading { names: &names_at, types: &name_types };
    let read = |quotation: &Quotation| reading.read(document.tokens_in(quotation.source?));
    let sources: Vec<Option<source::Source>> = quotations.iter().map(read).collect();
    let found = discourse::DiscourseInput {
        clusters: &clusters,
        types: &types,
        entity_of: &entity_of,
        quoted: &quoted,
        quotations,
        sources: &sources,
        wordnet,
    };
    let mut discourse = discourse::Discourse::new(names_at, found, ranker);
    discourse.run(phrases, &attachments, oracle);
    for known_role in &discourse.known_roles {
        let role = document.cover(known_role.phrase.tokens.clone()).of(document.text);
        let role = role.split_whitespace().collect::<Vec<_>>().join(" ");
        add_role(&mut entities[known_role.entity].roles, role);
    }
    discourse.finish(entities)
}

/// Adds a role unless a longer one that ends alike is known; takes the place of a shorter one.
fn add_role(roles: &mut Vec<String>, role: String) {
    let lower = role.to_lowercase();
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    };
    if roles.iter().any(|known| ends(&known.to_lowercase(), &lower)) {
        return;
    }
    match roles.iter().position(|known| ends(&lower, &known.to_lowercase())) {
        Some(known) => roles[known] = role,
        None if roles.len() < MAX_ROLES => roles.push(role),
        None => {}
    }
}

/// The entity of a cluster, with its mentions by name.
fn named_entity(document: &Document, names: &[NameMention], cluster: &Cluster) -> Entity {
    let mut types: Vec<(EntityType, usize)> = Vec::new();
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for &(name, kind) in &cluster.mentions {
        let NameMention { entity_type, span, .. } = names[name];
        match types.iter_mut().find(|(known, _)| *known == entity_type) {
            Some((_, n)) => *n += 1,
            None => types.push((entity_type, 1)),
        }
        // The names of one entity are few; those after the first dozen spellings do not count.
        let form = span.of(document.text);
        let is_full =
            kind == MentionKind::Name || forms.iter().any(|(known, _)| known.eq_ignore_ascii_case(form));
        let is_counted = is_full && forms.len() < 12;
        match forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, n)) => *n += 1,
            None if is_counted => forms.push((form, 1)),
            None => {}
        }
    }
    let most = types.iter().map(|(_, n)| *n).max().unwrap_or_default();
    let entity_type = types.iter().find(|(_, n)| *n == most).map_or(EntityType::Misc, |(known, _)| *known);
    // A person's usual name, another's longest one, of equals the first; as a dateline or a headline in
    // capitals writes it only if the text never writes it otherwise.
    let rank = |form: &str, n: usize| {
        let is_shouted = 4 < form.len() && !form.contains(char::is_lowercase);
        match cluster.group {
            Group::Person => (!is_shouted, usize::from(form.contains(' ')), n, form.len()),
            _ => (!is_shouted, 0, form.len(), n),
        }
    };
    let mut best: Option<(&str, usize)> = None;
    for &(form, n) in &forms {
        if best.is_none_or(|(known, m)| rank(known, m) < rank(form, n)) {
            best = Some((form, n));
        }
    }
    let first = cluster.mentions.first().map_or("", |&(name, _)| names[name].span.of(document.text));
    let mentions = cluster
        .mentions
        .iter()
        .map(|&(name, kind)| {
            let NameMention { tokens, span, entity_type: own } = names[name].clone();
            Mention { span, tokens, kind, own_type: (own != entity_type).then_some(own) }
        })
        .collect();
    Entity {
        entity_type,
        name: best.map_or(first, |(form, _)| form).to_owned(),
        named: true,
        roles: Vec::new(),
        affiliation: None,
        members: Vec::new(),
        mentions,
    }
}

/// Whether each token stands in quotation marks.
fn quoted_tokens(document: &Document) -> Vec<bool> {
    let mut quoted = vec![false; document.tokens.len()];
    for run in document.quoted_runs.iter().filter(|run| run.parent.is_none()) {
        quoted[run.inside()].fill(true);
    }
    quoted
}
