//! Coreference within an article: which mentions are the same entity.

use std::ops::Range;

use crate::entity::{EntityType, NameMention, Tagged};
use crate::model::Model;
use crate::span::Span;
use crate::text::Document;

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

/// The entities of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// In order of first mention.
    pub entities: Vec<Entity>,
}

/// Links the mentions of a text to entities.
pub fn resolve(document: &Document, tagged: &Tagged, _model: &Model) -> Entities {
    let mut entities: Vec<Entity> = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for NameMention { tokens, span, entity_type } in tagged.names.iter().cloned() {
        let name = span.of(document.text);
        let number = *known.entry((name, entity_type)).or_insert_with(|| {
            entities.push(Entity {
                entity_type,
                name: name.to_owned(),
                named: true,
                roles: Vec::new(),
                affiliation: None,
                mentions: Vec::new(),
            });
            entities.len() - 1
        });
        entities[number].mentions.push(Mention { span, tokens, kind: MentionKind::Name, own_type: None });
    }
    Entities { entities }
}
