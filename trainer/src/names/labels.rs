//! Which labels a word may have: gold spans projected on our own tokens, and labels that a corpus does
//! not tell left open.

use saidby::entity::TYPES;
use saidby::tagger::bioes_label;
use saidby::text::Document;

use super::silver;
use super::teams::is_team;
use crate::corpora::{Article, GoldEntity};
use crate::crf::LabelSet;

/// Types by number, in the order of [`saidby::entity::TYPES`].
pub(super) const PERSON: u8 = 0;
const LOCATION: u8 = 1;
const ORGANIZATION: u8 = 2;
const NORP: u8 = 3;
const FACILITY: u8 = 4;
const PRODUCT: u8 = 5;
const MISC: u8 = 6;
pub(super) const DATE: u8 = 7;
const MONEY: u8 = 8;
pub(super) const N_TYPES: u8 = 9;

/// What a corpus tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Labels {
    /// All nine types.
    Nine,
    /// Nine types by a teacher that has seen too few of the rare ones: what it calls a place may be a
    /// facility, what it calls misc a product.
    Taught,
    /// Persons, organizations, locations and everything else that bears a name.
    Four,
    /// The same and dates.
    Dated,
    /// Persons, organizations and locations.
    Three,
}

impl Labels {
    /// The types that words outside all names may be of.
    pub(super) fn untold(self) -> &'static [u8] {
        match self {
            Labels::Nine | Labels::Taught => &[],
            Labels::Four => &[DATE, MONEY],
            Labels::Dated => &[MONEY],
            Labels::Three => &[DATE, MONEY, NORP, PRODUCT, MISC],
        }
    }
}

/// How well a corpus's names fit our tokens and sentences.
#[derive(Default)]
pub(super) struct Projection {
    pub(super) n_names: usize,
    pub(super) n_inside_token: usize,
    pub(super) n_across_sentences: usize,
}

pub(super) fn names_of(types: &[u8]) -> Vec<String> {
    types.iter().map(|&number| silver::name_of(TYPES[usize::from(number)])).collect()
}

/// For each token the labels it may have.
pub(super) fn labels(
    document: &Document,
    article: &Article,
    labels: Labels,
    projection: &mut Projection,
) -> Vec<LabelSet> {
    let all_places = |set: LabelSet, types: &[u8]| {
        let labels = types.iter().flat_map(|name_type| (1..=4).map(move |place| 4 * name_type + place));
        labels.fold(set, LabelSet::with)
    };
    let mut allowed = vec![all_places(LabelSet::only(0), labels.untold()); document.tokens.len()];
    for entity in &article.entities {
        if entity.fine.as_deref() == Some(silver::UNSURE) {
            allowed[document.tokens_in(entity.span)].fill(LabelSet::all(4 * N_TYPES + 1));
            continue;
        }
        let Some(types) = types_told(article, entity, labels) else { continue };
        let tokens = document.tokens_in(entity.span);
        if tokens.is_empty() {
            continue;
        }
        projection.n_names += 1;
        projection.n_inside_token += usize::from(document.cover(tokens.clone()) != entity.span);
        let sentence = document.sentence_of(tokens.start);
        if document.sentences.get(sentence).is_none_or(|s| s.tokens.end < tokens.end) {
            projection.n_across_sentences += 1;
            allowed[tokens].fill(LabelSet::all(4 * N_TYPES + 1));
            continue;
        }
        for token in tokens.clone() {
            let label = |&name_type: &u8| bioes_label(name_type, token, &tokens);
            allowed[token] = types.iter().map(label).fold(LabelSet(0), LabelSet::with);
        }
    }
    allowed
}

/// The types that an entity of an article may be of; a team is no location.
pub(super) fn types_told(article: &Article, entity: &GoldEntity, labels: Labels) -> Option<&'static [u8]> {
    let types = types_of(entity, labels)?;
    let is_team =
        article.id.starts_with("conll2003") && entity.coarse == "LOC" && is_team(&article.text, entity.span);
    Some(if is_team { &[ORGANIZATION] } else { types })
}

/// The types that an entity may be of; none if the entity is to be passed over.
fn types_of(entity: &GoldEntity, labels: Labels) -> Option<&'static [u8]> {
    let coarse = match entity.coarse.as_str() {
        "PER" => &[PERSON][..],
        "ORG" => &[ORGANIZATION],
        "LOC" => &[LOCATION, FACILITY],
        "MISC" if labels != Labels::Three => &[NORP, PRODUCT, MISC],
        "DATE" if labels == Labels::Dated => &[DATE],
        _ => &[],
    };
    if !matches!(labels, Labels::Nine | Labels::Taught) {
        return (!coarse.is_empty()).then_some(coarse);
    }
    let label = entity.fine.as_deref().unwrap_or(&entity.coarse).to_lowercase();
    Some(match label.as_str() {
        "location" if labels == Labels::Taught => &[LOCATION, FACILITY],
        "misc" if labels == Labels::Taught => &[MISC, PRODUCT],
        "person" => &[PERSON],
        "location" => &[LOCATION],
        "organization" => &[ORGANIZATION],
        "norp" => &[NORP],
        "facility" => &[FACILITY],
        "product" => &[PRODUCT],
        "misc" => &[MISC],
        "date" => &[DATE],
        "money" => &[MONEY],
        _ => return (!coarse.is_empty()).then_some(coarse),
    })
}
