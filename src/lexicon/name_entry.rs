//! What the lists say of names, titles and the nouns for who bears them.

use super::entry::{Entry, words};

words! {
    /// The gender that a name, title or role tells of a person.
    Gender {
        /// He.
        Male = "male",
        /// She.
        Female = "female",
    }
}

/// A title may be anybody's.
impl Entry for Option<Gender> {
    fn read(value: &'static str) -> Option<Self> {
        if value == "any" { Some(None) } else { Gender::read(value).map(Some) }
    }
}

words! {
    /// How an abbreviation stands.
    Abbreviation {
        /// Before a name, never at a sentence's end.
        Title = "title",
        /// Before or after a figure.
        Month = "month",
        /// Before a figure.
        Number = "number",
        /// A state.
        Place = "place",
        /// After a name.
        Suffix = "suffix",
        /// Inside a sentence mostly.
        Other = "other",
    }
}

words! {
    /// What a word makes of the role that it stands before.
    Modifier {
        /// Another role: a deputy minister is not the minister.
        Rank = "rank",
        /// Its field: the minister may be the energy minister.
        Field = "field",
    }
}

words! {
    /// What a role noun is a noun for.
    RoleKind {
        /// A person: "minister".
        Person = "person",
        /// A person or an organization: "publisher".
        Both = "both",
        /// Several persons: "ministers".
        People = "people",
        /// An organization: "ministry".
        Organization = "organization",
        /// A place: "capital".
        Place = "place",
        /// Neither: "treaty".
        Thing = "thing",
    }
}

/// What a role noun says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleNoun {
    /// What it is a noun for.
    pub kind: RoleKind,
    /// Whether the text calls a company so once it has named it.
    pub is_company: bool,
    /// Whether it calls another organization so.
    pub is_body: bool,
    /// Whether such an organization has the noun behind its own name: "the Harbor party".
    pub is_named: bool,
    /// The gender of who is called so, where it tells one.
    pub gender: Option<Gender>,
    /// Broader nouns, space-separated; of several persons the singular.
    pub broader: &'static str,
}

impl Entry for RoleNoun {
    fn read(value: &'static str) -> Option<Self> {
        let (head, rest) = value.split_once(' ').unwrap_or((value, ""));
        let mut words = head.split('+');
        let kind = RoleKind::read(words.next()?)?;
        let (gender, broader) = match kind {
            RoleKind::Person | RoleKind::Both => rest.split_once(' ').unwrap_or((rest, "")),
            _ => ("any", rest),
        };
        let gender = Option::<Gender>::read(gender)?;
        let mut noun = Self { kind, is_company: false, is_body: false, is_named: false, gender, broader };
        for flag in words {
            match flag {
                "company" => noun.is_company = true,
                "body" => noun.is_body = true,
                "named" => noun.is_named = true,
                _ => return None,
            }
        }
        Some(noun)
    }
}

/// A word that ends an organization's full name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrganizationWord {
    /// Whether it is what a company is in law.
    pub is_legal: bool,
    /// Whether what bears it is no company: "ministry".
    pub is_public: bool,
}

impl Entry for OrganizationWord {
    fn read(value: &'static str) -> Option<Self> {
        matches!(value, "" | "legal" | "public")
            .then_some(Self { is_legal: value == "legal", is_public: value == "public" })
    }
}

/// A noun for a document that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentNoun {
    /// Whether it is somebody's own words.
    pub is_letter: bool,
}

impl Entry for DocumentNoun {
    fn read(value: &'static str) -> Option<Self> {
        matches!(value, "" | "letter").then_some(Self { is_letter: value == "letter" })
    }
}
