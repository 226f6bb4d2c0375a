//! How sure a speaker is: what it rests on, and how often that was right where it was measured.
//!
//! The shares are counted by the trainer (section `speakers` of the model file), which smooths them
//! towards the estimates that stand here.

use crate::model::{Model, ModelError};
use crate::quote::QuotationKind;

/// The section of the model file.
pub const SPEAKERS_SECTION: &str = "speakers";
/// The version of the grounds; rises whenever one changes its meaning.
pub const SPEAKERS_TEMPLATE: u32 = 1;

/// What a speaker rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Ground {
    /// Nobody is found.
    Nothing,
    /// A name stands as the source.
    Name,
    /// A name of somebody who is no person and no organization.
    OddName,
    /// A description that stands for an entity.
    Role,
    /// "the statement", with whose it is.
    Paper,
    /// "the statement" of whoever speaks before.
    PaperBefore,
    /// "A" of a printed interview.
    Letter,
    /// "the striker" where one person is named.
    OnlyPerson,
    /// "the widow", "the agency" after somebody of that kind spoke.
    SpokeBefore,
    /// "an official", "officials": a source without a name.
    Unnamed,
    /// "the official": who may have a name elsewhere.
    UnnamedDefinite,
    /// Words that the role list does not know.
    UnnamedOther,
    /// "I" within what somebody says.
    FirstPerson,
    /// A pronoun that goes on from a source without a name.
    PronounUnnamed,
    /// A pronoun that nothing fits.
    PronounUnknown,
    /// A pronoun of whoever spoke last.
    PronounSpokeLast,
    /// A pronoun given to whoever spoke last, though another fits better.
    PronounTaken,
    /// A pronoun that fits one a little better than the next.
    PronounClose,
    /// A pronoun that fits one better than the next.
    PronounFair,
    /// A pronoun that fits one much better than the next.
    PronounClear,
    /// A pronoun that only one fits.
    PronounOnly,
    /// "it" or "they" of a place or thing.
    PronounThing,
    /// "he" within what somebody else says.
    PronounNested,
    /// No source; inside what somebody says.
    PlaceInside,
    /// No source; the same paragraph.
    PlaceSame,
    /// No source; the paragraph before was left open.
    PlaceOpen,
    /// No source; somebody speaks in the paragraph before.
    PlaceBefore,
    /// No source; somebody spoke farther back.
    PlaceFar,
}

/// How many grounds there are.
pub const N_GROUNDS: usize = Ground::PlaceFar as usize + 1;
/// Kinds of quotations with confidences of their own.
pub const N_QUOTATION_KINDS: usize = 3;

/// The confidences by ground and kind of quotation, in thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confidences(Vec<u16>);

impl Default for Confidences {
    fn default() -> Self {
        use Ground::*;
        let by_hand = [
            (Name, 955),
            (OddName, 750),
            (Role, 850),
            (Paper, 830),
            (PaperBefore, 700),
            (Letter, 800),
            (OnlyPerson, 660),
            (SpokeBefore, 660),
            (Unnamed, 920),
            (UnnamedDefinite, 900),
            (UnnamedOther, 800),
            (FirstPerson, 900),
            (PronounUnnamed, 700),
            (PronounUnknown, 400),
            (PronounSpokeLast, 930),
            (PronounTaken, 780),
            (PronounClose, 560),
            (PronounFair, 750),
            (PronounClear, 860),
            (PronounOnly, 850),
            (PronounThing, 550),
            (PronounNested, 550),
            (PlaceInside, 500),
            (PlaceSame, 900),
            (PlaceOpen, 950),
            (PlaceBefore, 780),
            (PlaceFar, 400),
        ];
        let mut shares = vec![0; N_GROUNDS * N_QUOTATION_KINDS];
        for (ground, share) in by_hand {
            shares[ground as usize * N_QUOTATION_KINDS..][..N_QUOTATION_KINDS].fill(share);
        }
        Self(shares)
    }
}

impl Confidences {
    /// Confidences, one for each ground and kind; missing ones are 0, those beyond are dropped.
    pub fn new(mut shares: Vec<u16>) -> Self {
        shares.resize(N_GROUNDS * N_QUOTATION_KINDS, 0);
        Self(shares)
    }

    /// The confidences of a model file.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the section is missing, too short or of another template.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let mut reader = model.section(SPEAKERS_SECTION, SPEAKERS_TEMPLATE)?;
        let shares: Result<Vec<u16>, ModelError> =
            (0..N_GROUNDS * N_QUOTATION_KINDS).map(|_| reader.u16()).collect();
        Ok(Self(shares?.into_iter().map(|share| share.min(1000)).collect()))
    }

    /// The confidences in their order, for writing them to a model file.
    pub fn shares(&self) -> &[u16] {
        &self.0
    }

    /// Where the confidence of a ground stands for a kind of quotation.
    pub const fn place(ground: Ground, kind: QuotationKind) -> usize {
        ground as usize * N_QUOTATION_KINDS
            + match kind {
                QuotationKind::Direct => 0,
                QuotationKind::Mixed => 1,
                QuotationKind::Indirect => 2,
            }
    }

    /// How sure a speaker is that rests on this, in thousandths.
    pub fn of(&self, ground: Ground, kind: QuotationKind) -> u16 {
        self.0.get(Self::place(ground, kind)).copied().unwrap_or_default()
    }
}
