//! What speaks for an entity when a pronoun looks for it, and how much: features and weights.
//!
//! The weights are trained (section `pronouns` of the model file); training begins with a few that
//! are set by hand. Each feature can be told in words, so that a reader can be told why.

use crate::model::{Model, ModelError};

/// The section of the model file.
pub const PRONOUNS_SECTION: &str = "pronouns";
/// The version of the feature template; rises whenever a feature changes its meaning.
pub const PRONOUNS_TEMPLATE: u32 = 1;
/// Kinds of pronouns with weights of their own: persons, things, several.
pub const N_KINDS: usize = 3;

/// What may speak for or against a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
#[allow(missing_docs, reason = "each name says what is true of the candidate")]
pub enum Feature {
    Any,
    SameSentence,
    OneSentenceBack,
    TwoSentencesBack,
    ThreeSentencesBack,
    FartherBack,
    Nearest,
    SecondNearest,
    ThirdNearest,
    LaterNearest,
    LastByName,
    LastByRole,
    LastByPronoun,
    LastAsSubject,
    LastAfterPreposition,
    LastAsOwner,
    SubjectOfThisSentence,
    SubjectOfSentenceBefore,
    PronounQuotedOnly,
    LastQuotedOnly,
    BothQuoted,
    SameParagraph,
    ParagraphBefore,
    OnceLately,
    TwiceLately,
    OftenLately,
    MostNamed,
    NamedOften,
    GenderByEnding,
    GenderByName,
    GenderByTitle,
    GenderAgainst,
    GenderUnknown,
    SubjectForSubject,
    OwnerAndSubjectHere,
    OwnerAndNearestHere,
    ObjectAndSubjectHere,
    ReflexiveAndSubjectHere,
    SpeakerWhoSpoke,
    SpeakerWhoDidNot,
    SpokeThisSentence,
    OpensAfterSubject,
    Organization,
    Place,
    Country,
    People,
    OtherThing,
    VeryNear,
    Near,
    SameClause,
    FirstNamed,
    NamedOnce,
    SamePronounBefore,
    OtherPronounBefore,
    Nobody,
    NobodyDummy,
    NobodyNear,
    NobodyQuoted,
    NobodyAmongMany,
    NobodyOwner,
    NobodyOpens,
    NobodyObject,
}

/// How many features there are.
pub const N_FEATURES: usize = Feature::NobodyObject as usize + 1;

/// An option with its features: an entity, or None for "none of them".
pub type RankedOption = (Option<usize>, Vec<u16>);

/// The weights of the features, in hundredths of a natural logarithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranker {
    weights: Vec<i16>,
}

impl Default for Ranker {
    fn default() -> Self {
        use Feature::*;
        let mut weights = vec![0; N_KINDS * N_FEATURES];
        let by_hand = [
            (SameSentence, 120),
            (OneSentenceBack, 100),
            (TwoSentencesBack, 30),
            (Nearest, 80),
            (SecondNearest, 30),
            (LastAsSubject, 80),
            (LastByPronoun, 40),
            (LastQuotedOnly, -80),
            (PronounQuotedOnly, -60),
            (GenderByName, 100),
            (GenderByTitle, 130),
            (GenderByEnding, 60),
            (GenderAgainst, -100),
            (NobodyDummy, 300),
            (Nobody, -50),
        ];
        for kind in 0..N_KINDS {
            for (feature, weight) in by_hand {
                weights[kind * N_FEATURES + feature as usize] = weight;
            }
        }
        Self { weights }
    }
}

impl Ranker {
    /// A ranker with weights, one for each kind and feature.
    ///
    /// Weights beyond the expected number are dropped, missing ones are 0.
    pub fn new(mut weights: Vec<i16>) -> Self {
        weights.resize(N_KINDS * N_FEATURES, 0);
        Self { weights }
    }

    /// The ranker of a model file.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the section is missing, too short or of another template.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let mut reader = model.section(PRONOUNS_SECTION, PRONOUNS_TEMPLATE)?;
        let weights: Result<Vec<i16>, ModelError> = (0..N_KINDS * N_FEATURES).map(|_| reader.i16()).collect();
        Ok(Self { weights: weights? })
    }

    /// The weights, for writing them to a model file.
    pub fn weights(&self) -> &[i16] {
        &self.weights
    }

    /// How much speaks for an option with these features.
    pub fn score(&self, features: &[u16]) -> i32 {
        features
            .iter()
            .filter_map(|&feature| self.weights.get(feature as usize))
            .map(|&weight| i32::from(weight))
            .sum()
    }
}
