//! Named-entity mentions: where a name stands and of what type it is.
//!
//! Which mentions are the same entity is decided in [`crate::coref`].

mod lists;
mod run;
mod context;
mod features;
mod cleanup;
mod consistency;
mod nickname;
mod finder;

pub use finder::{
    LISTS_SECTION, LISTS_TEMPLATE, Label, NAMES_SECTION, NameFinder, TEMPLATE, TYPES, document_features,
};
pub use lists::{Clustering, Clusters, ListType, Lists, MAX_PHRASE, N_LISTS};

use std::ops::Range;

use crate::span::Span;

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntityType {
    /// A human being.
    Person,
    /// A company, party, agency, team, newspaper.
    Organization,
    /// A country, city, region, river.
    Location,
    /// A building, bridge, airport, port.
    Facility,
    /// A nationality, religion, ideology or people ("norp").
    Norp,
    /// A vehicle, device, food, service.
    Product,
    /// An event, work, law, award and whatever else bears a name.
    Misc,
}

/// The types in the order of the model's labels.
const NAME_TYPES: [EntityType; 7] = [
    EntityType::Person,
    EntityType::Location,
    EntityType::Organization,
    EntityType::Norp,
    EntityType::Facility,
    EntityType::Product,
    EntityType::Misc,
];

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// Its tokens, as indices into `Document::tokens`; never empty, within one sentence.
    pub tokens: Range<usize>,
    /// Where it stands; without honorifics, leading "the" and possessive 's.
    pub span: Span,
    /// Its type.
    pub entity_type: EntityType,
}

/// What the names model finds in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// In text order, not overlapping.
    pub names: Vec<NameMention>,
    /// Spans tagged as dates, for [`crate::value`]; in text order.
    pub dates: Vec<Span>,
    /// Spans tagged as money, for [`crate::value`]; in text order.
    pub money: Vec<Span>,
}
