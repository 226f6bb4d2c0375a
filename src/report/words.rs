//! The words of a report: what its enums are called in JSON and in every export.

use serde::de::{Deserialize, Deserializer, Error};
use serde::{Serialize, Serializer};

use crate::offsets::OffsetUnit;

/// Reads one of the words of an enum.
macro_rules! read_word {
    ($name:ident of $words:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = String::deserialize(deserializer)?;
                Self::of_name(&word).ok_or_else(|| D::Error::unknown_variant(&word, $words))
            }
        }
    };
}

/// An enum whose variants have one word each.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$says])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its word in a report.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What a word of a report stands for.
            pub fn of_name(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        read_word!($name of &[$($word),+]);
    };
}

impl Serialize for OffsetUnit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

read_word!(OffsetUnit of &["utf16", "codepoint"]);

words! {
    /// What an entity is.
    EntityType {
        /// A human being.
        Person = "person",
        /// A company, party, authority, team or the like.
        Organization = "organization",
        /// A place.
        Location = "location",
        /// A building, road, airport or the like.
        Facility = "facility",
        /// A nationality, religion or political group.
        Norp = "norp",
        /// A thing that is made.
        Product = "product",
        /// Any other name.
        Misc = "misc",
    }
}

words! {
    /// How a mention refers to its entity.
    MentionKind {
        /// By its full name.
        Name = "name",
        /// By a part of its name, or another name.
        Alias = "alias",
        /// By its letters.
        Acronym = "acronym",
        /// By what it is.
        Role = "role",
        /// By a pronoun.
        Pronoun = "pronoun",
    }
}

words! {
    /// What a value is.
    ValueType {
        /// A day, month, year or the like.
        Date = "date",
        /// A date given by its distance from the article's, which is not known.
        Relative = "relative",
        /// A time of day.
        Time = "time",
        /// A length of time.
        Duration = "duration",
        /// An amount of money.
        Money = "money",
        /// A percentage.
        Percent = "percent",
        /// Any other figure with a unit.
        Quantity = "quantity",
    }
}

words! {
    /// How a value is no exact one.
    Edge {
        /// Up to it.
        Before = "before",
        /// From it on.
        After = "after",
        /// Around it.
        About = "about",
    }
}

words! {
    /// Where the article's date comes from.
    DateReason {
        /// From the caller.
        Given = "given",
        /// From a line beside the article: its author's, or when it was published.
        Byline = "byline",
        /// From the place and date before its first sentence.
        Dateline = "dateline",
    }
}

words! {
    /// What a paragraph is to the article.
    ParagraphKind {
        /// The article's title.
        Headline = "headline",
        /// A word or two above the headline.
        Kicker = "kicker",
        /// Who wrote it.
        Byline = "byline",
        /// When it was published or changed.
        Dateline = "dateline",
        /// Running text.
        Text = "text",
        /// An item of a list.
        List = "list",
        /// What a picture shows.
        Caption = "caption",
        /// Who took a picture.
        Credit = "credit",
        /// No part of the article.
        SetAside = "set-aside",
    }
}

words! {
    /// How literally a quotation is given.
    QuotationKind {
        /// In quotation marks.
        Direct = "direct",
        /// Partly in quotation marks.
        Mixed = "mixed",
        /// In the writer's words.
        Indirect = "indirect",
    }
}

words! {
    /// What the source of a quotation did.
    Act {
        /// Communicated something.
        Statement = "statement",
        /// Spoke of something; the words are not given.
        Topic = "topic",
        /// Believes or plans something; it is not reported as spoken.
        Stance = "stance",
    }
}

words! {
    /// What somebody who checked a quotation says of it.
    Check {
        /// It is right.
        Checked = "checked",
        /// The speaker confirmed it.
        CalledBack = "called-back",
        /// It is wrong, and not mended yet.
        Wrong = "wrong",
    }
}

words! {
    /// What words in quotation marks are that nobody says.
    QuotedWordsType {
        /// Words that the writer keeps at a distance.
        Scare = "scare",
        /// The title of a work.
        Title = "title",
        /// A nickname.
        Nickname = "nickname",
        /// A term.
        Term = "term",
    }
}
