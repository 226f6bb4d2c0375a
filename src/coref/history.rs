//! What the pass remembers: mentions, entities and who spoke, for those after them to refer to.

use std::ops::Range;

use super::MentionKind;
use super::cluster::Group;
use super::gender::Evidence;
use crate::entity::EntityType;
use crate::lexicon::Person;

/// How many mentions back a role or pronoun looks for its entity.
pub(super) const MAX_BACK: usize = 40;

/// A mention on the way, for those after it to refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct PriorMention {
    pub entity: usize,
    pub token: usize,
    pub sentence: usize,
    pub paragraph: usize,
    pub is_subject: bool,
    pub is_quoted: bool,
    /// Whether a preposition stands before it.
    pub is_governed: bool,
    /// Whether 's stands behind it.
    pub is_owner: bool,
    /// Whether a reporting word stands beside it.
    pub speaks: bool,
    pub kind: MentionKind,
    /// The quotation in whose content it stands.
    pub quotation: Option<usize>,
    /// Whether it is the first mention of its paragraph.
    pub opens: bool,
    /// Of a pronoun, whom it stands for: `male`, `thing` …
    pub pronoun: Option<Person>,
}

/// A link found: tokens, entity and kind.
pub(super) type Link = (Range<usize>, usize, MentionKind);

/// What is known of an entity while the pass goes on.
#[derive(Clone, Debug)]
pub(super) struct EntityState {
    pub group: Group,
    pub entity_type: EntityType,
    pub gender: Evidence,
    /// By its name or a role.
    pub country: Option<&'static str>,
    /// By its type or by what the text calls it.
    pub is_organization: bool,
    pub n_names: usize,
    pub is_plural: bool,
    /// Of one without a name: the last noun of its words, in lower case, and the words.
    pub noun: String,
    pub words: String,
    /// Of several that speak together.
    pub members: Vec<usize>,
    pub affiliation: Option<usize>,
    /// Whether its words are its name: "the Velmark army".
    pub is_institution: bool,
    /// Whether it speaks.
    pub speaks: bool,
}

/// Who spoke, by a quotation that the pass is through with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken {
    pub quotation: usize,
    pub speaker: Option<usize>,
    /// The paragraph of its source, or else of its content's end.
    pub paragraph: usize,
}
