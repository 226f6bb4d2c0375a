//! Coreference within an article: which mentions are the same entity.

mod spelling;
mod gender;
mod names;
mod variant;
mod titled;
mod acronym;
mod role;
mod fact;
mod ranker;
mod pronoun;
mod link;
mod holder;

pub use ranker::{Feature, N_FEATURES, N_KINDS, PRONOUNS_SECTION, PRONOUNS_TEMPLATE, RankedOption, Ranker};

use std::ops::Range;

use crate::entity::{EntityType, NameMention, Tagged};
use crate::span::Span;
use crate::text::Document;

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
    /// In text order; never empty.
    pub mentions: Vec<Mention>,
}

/// A link of a pronoun, with what else it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The pronoun's token.
    pub token: usize,
    /// The entity that fits best.
    pub entity: usize,
    /// The ones that fit next best, best first.
    pub others: [Option<usize>; 3],
    /// How much better the best one fits; larger is surer.
    pub margin: i32,
}

/// The entities of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// The links of pronouns, in text order.
    pub guesses: Vec<Guess>,
}

impl Guess {
    /// The one that fits next best.
    pub fn runner_up(&self) -> Option<usize> {
        self.others[0]
    }

    /// Whether the pronoun may stand for an entity.
    pub fn may_be(&self, entity: usize) -> bool {
        self.entity == entity || self.others.contains(&Some(entity))
    }
}

impl Entities {
    /// The guess made for a pronoun's token.
    pub fn guess(&self, token: usize) -> Option<&Guess> {
        let at = self.guesses.binary_search_by_key(&token, |guess| guess.token).ok()?;
        self.guesses.get(at)
    }
}

/// A pronoun with those it may stand for, for training.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'c> {
    /// The pronoun's token.
    pub token: usize,
    /// Indices of entities with their features; the last option is "none of them".
    pub options: &'c [RankedOption],
}

/// Says which entity a pronoun truly stands for: `Some(None)` for nobody, `None` to leave it to
/// the ranker. The entities are those known by name.
pub type Teacher<'t> = dyn FnMut(&[Entity], Choice) -> Option<Option<usize>> + 't;
/// The same, within a text whose entities are known.
type Asked<'t> = dyn FnMut(Choice) -> Option<Option<usize>> + 't;

/// Links the mentions of a text to entities. Time grows with the number of mentions.
pub fn resolve(document: &Document, tagged: &Tagged, ranker: &Ranker) -> Entities {
    resolve_taught(document, tagged, ranker, &mut |_: &[Entity], _| None)
}

/// The same, but asks about each pronoun; the entities are those known by name.
pub fn resolve_taught(
    document: &Document,
    tagged: &Tagged,
    ranker: &Ranker,
    teacher: &mut Teacher,
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
    let is_person: Vec<bool> =
        entity_of.iter().map(|&entity| clusters[entity].group == names::Group::Person).collect();
    let quoted = quoted_tokens(document);
    let names_at = || role::NamesAt { document, tokens: &tokens, is_person: &is_person, at: &at };
    let mut phrases = Vec::new();
    role::find_phrases(&names_at(), |phrase| phrases.push(phrase));
    let mut linker = link::Linker::new(names_at(), &clusters, &types, &entity_of, &quoted, ranker);
    linker.run(phrases, &mut |choice| teacher(&entities, choice));
    for fact in &linker.facts {
        let role = document.cover(fact.phrase.tokens.clone()).of(document.text);
        let role = role.split_whitespace().collect::<Vec<_>>().join(" ");
        add_role(&mut entities[fact.entity].roles, role);
    }
    let guesses = linker.guesses;
    for (tokens, entity, kind) in linker.links {
        let span = document.cover(tokens.clone());
        entities[entity].mentions.push(Mention { span, tokens, kind, own_type: None });
    }
    for entity in &mut entities {
        entity.mentions.sort_by_key(|mention| (mention.span, mention.kind));
    }
    Entities { entities, guesses }
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
fn named_entity(document: &Document, names: &[NameMention], cluster: &names::Cluster) -> Entity {
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
    // A person's usual name, another's longest one, the first on ties; as a dateline or a headline in
    // capitals writes it only if the text never writes it otherwise.
    let rank = |form: &str, n: usize| {
        let is_shouted = 4 < form.len() && !form.contains(char::is_lowercase);
        match cluster.group {
            names::Group::Person => (!is_shouted, usize::from(form.contains(' ')), n, form.len()),
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
