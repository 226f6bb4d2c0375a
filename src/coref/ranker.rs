//! Weighs whom a mention stands for: features as keys, trained integer weights, and how likely each
//! candidate is.

use super::layer::{Layer, ONE};
use crate::model::{Model, ModelError, Table, push_keys, push_symbols};

/// The section of the model file.
pub const MENTIONS_SECTION: &str = "mentions";
/// The version of the feature template; rises whenever a feature changes its meaning.
pub const MENTIONS_TEMPLATE: u32 = 5;
/// What a natural logarithm counts in weights.
pub const UNITS: i32 = 256;

/// More than this no layer adds to a score, whatever a model file says: two scores can be compared.
const MOST: i32 = 1 << 28;

/// What kind of mention looks for its entity; each has weights and a calibration of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum AnaphorKind {
    /// "he", "she"
    Person,
    /// "it"
    Thing,
    /// "they"
    Plural,
    /// A role phrase outside of sources: "the Russian president".
    Role,
    /// The source of a quotation that ends with a name.
    SourceName,
    /// A source with a pronoun for its head.
    SourcePronoun,
    /// A source by its role or other words.
    SourceWords,
    /// A document as the source: "the statement".
    SourceDocument,
    /// A quotation without a source.
    Gap,
}

impl AnaphorKind {
    /// Whether a noun stands for the entity: a role, or the words of a source.
    pub fn is_worded(self) -> bool {
        matches!(self, Self::Role | Self::SourceWords | Self::SourceDocument)
    }

    /// Whether it is a source with words that may stand for somebody without a name.
    pub fn is_spelled_source(self) -> bool {
        matches!(self, Self::SourceName | Self::SourceWords | Self::SourceDocument)
    }
}

/// How many kinds there are.
pub const N_KINDS: usize = AnaphorKind::Gap as usize + 1;

/// The weights of the features.
#[derive(Clone, Debug)]
pub struct Ranker {
    weights: Table<i16>,
    /// What the features of a role add together.
    roles: Layer,
    /// By kind, how much the scores are to be believed, in 1/256.
    trust: [u16; N_KINDS],
    /// The least probability, in thousandths, of a speaker that is shown.
    shown_from: u16,
    /// That of a role outside of sources that is linked.
    linked_from: u16,
}

impl Default for Ranker {
    /// A ranker that knows nothing: of equal candidates the first one wins.
    fn default() -> Self {
        Self::new(&[], Layer::default(), [256; N_KINDS], [0; 2])
    }
}

impl Ranker {
    /// A ranker with weights in [`UNITS`], which must rise by key; `bounds` are those below which
    /// speakers are left open and roles are not linked, in thousandths.
    pub fn new(weights: &[(u32, i16)], roles: Layer, trust: [u16; N_KINDS], bounds: [u16; 2]) -> Self {
        let [shown_from, linked_from] = bounds;
        let weights = Table::new(weights.len(), weights.iter().copied());
        Self { weights, roles, trust, shown_from, linked_from }
    }

    /// The ranker of a model file.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the section is missing, damaged or of another template.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let mut reader = model.section(MENTIONS_SECTION, MENTIONS_TEMPLATE)?;
        let bounds = [reader.u16()?, reader.u16()?];
        let mut trust = [0; N_KINDS];
        for trust in &mut trust {
            *trust = reader.u16()?;
        }
        let roles = Layer::read(&mut reader)?;
        let keys = reader.keys()?;
        let mut symbols = reader.symbols()?;
        let mut weight = || {
            let high = symbols.take(0);
            i16::from_le_bytes([symbols.take(low_context(high)), high])
        };
        let weights: Vec<(u32, i16)> = keys.into_iter().map(|key| (key, weight())).collect();
        symbols.finish(&reader)?;
        reader.finish()?;
        Ok(Self::new(&weights, roles, trust, bounds))
    }

    /// The bytes that [`Ranker::read`] reads; `roles` are those of [`Layer::write`].
    pub fn write(weights: &[(u32, i16)], roles: &[u8], trust: [u16; N_KINDS], bounds: [u16; 2]) -> Vec<u8> {
        let mut bytes: Vec<u8> = bounds.iter().flat_map(|bound| bound.to_le_bytes()).collect();
        bytes.extend(trust.iter().flat_map(|trust| trust.to_le_bytes()));
        bytes.extend_from_slice(roles);
        let keys: Vec<u32> = weights.iter().map(|&(key, _)| key).collect();
        push_keys(&mut bytes, &keys);
        let symbols = weights.iter().flat_map(|(_, weight)| {
            let [low, high] = weight.to_le_bytes();
            [(0, high), (low_context(high) as u8, low)]
        });
        push_symbols(&mut bytes, &symbols.collect::<Vec<_>>());
        bytes
    }

    /// How much speaks for a candidate of such a mention with these features, in [`UNITS`].
    pub fn score(&self, kind: AnaphorKind, features: &[u32]) -> i32 {
        let weights = features.iter().filter_map(|&feature| self.weights.get(feature)).map(i32::from);
        let together = if kind == AnaphorKind::Role { self.roles.score(features) } else { 0 };
        let together = together / i64::from(ONE * ONE / UNITS);
        weights.sum::<i32>() + together.clamp(-i64::from(MOST), i64::from(MOST)) as i32
    }

    /// How likely each of several scores is the right one, in thousandths; they add up to 1000 at
    /// most.
    pub fn probabilities(&self, kind: AnaphorKind, scores: &[i32]) -> Vec<u16> {
        let best = scores.iter().copied().max().unwrap_or_default();
        let trust = i64::from(self.trust[kind as usize]);
        let share = |score: i32| share((i64::from(best - score) * trust / 256) as i32);
        let shares: Vec<u32> = scores.iter().map(|&score| share(score)).collect();
        let total = shares.iter().sum::<u32>().max(1);
        shares.iter().map(|&share| (u64::from(share) * 1000 / u64::from(total)) as u16).collect()
    }

    /// The least probability, in thousandths, of a role outside of sources that is linked.
    pub fn linked_from(&self) -> u16 {
        self.linked_from
    }

    /// The least probability, in thousandths, of a speaker that is shown; below it the speaker is
    /// left open.
    pub fn shown_from(&self) -> u16 {
        self.shown_from
    }
}

/// The context of a weight's low byte behind its high byte: of small weights it tells most.
fn low_context(high: u8) -> usize {
    match high {
        0 => 1,
        0xff => 2,
        _ => 3,
    }
}

/// e^(-x) for x in [`UNITS`], roughly, as a share of 2^16.
fn share(below: i32) -> u32 {
    // A natural logarithm is 1.4427 halvings; between two halvings a straight line.
    let halvings = i64::from(below) * 369 / 256;
    let (whole, rest) = (halvings / 256, halvings % 256);
    if 16 <= whole { 0 } else { ((65536 - 128 * rest) >> whole) as u32 }
}

#[cfg(test)]
mod tests {
    use super::super::layer::N_UNITS;
    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        let weights = [(3, -20), (1 << 30, 300)];
        let mut model = Model::default();
        let mut layer = Vec::new();
        // Of two units that take the same features the second one counts against them, from a sum on.
        let (mut bias, mut counts, mut row) = ([0; N_UNITS], [0; N_UNITS], [0; N_UNITS]);
        (bias[1], counts[0], counts[1], row[0], row[1]) = (-64, 64, -128, 64, 64);
        Layer::write(&[(3, row), (4, row)], bias, counts, &mut layer);
        let bytes = Ranker::write(&weights, &layer, [128; N_KINDS], [480, 600]);
        let name = MENTIONS_SECTION.to_owned();
        model.put(crate::model::Section { name, template: MENTIONS_TEMPLATE, bytes });
        let ranker = Ranker::read(&model).unwrap();
        assert_eq!((ranker.score(AnaphorKind::Gap, &[3, 4, 1 << 30]), ranker.shown_from()), (280, 480));
        assert_eq!(ranker.score(AnaphorKind::Role, &[4]), 256);
        assert_eq!(ranker.score(AnaphorKind::Role, &[3, 4]), -20);
    }

    #[test]
    fn equal_scores_are_equally_likely_and_a_nat_counts_e_times() {
        let ranker = Ranker::default();
        assert_eq!(ranker.probabilities(AnaphorKind::Gap, &[7, 7]), [500, 500]);
        let one = ranker.probabilities(AnaphorKind::Gap, &[UNITS, 0]);
        assert!((715..745).contains(&one[0]), "{one:?}");
        assert_eq!(ranker.probabilities(AnaphorKind::Gap, &[90_000, 0]), [1000, 0]);
    }
}
