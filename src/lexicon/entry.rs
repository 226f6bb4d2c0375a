//! What the lists say of their words, as types.

/// What may stand beside a word in its list.
pub trait Entry: Sized {
    /// Reads what stands behind the tab; None for what the list's header does not explain.
    fn read(value: &'static str) -> Option<Self>;
}

/// Nothing stands there: the word is in the list, or is not.
impl Entry for () {
    fn read(value: &'static str) -> Option<Self> {
        value.is_empty().then_some(())
    }
}

/// Words or a code of their own right: the country, the full name, the offset from UTC.
impl Entry for &'static str {
    fn read(value: &'static str) -> Option<Self> {
        Some(value)
    }
}

/// Types whose values have a word each.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$own:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$own])* $variant,)+
        }

        impl $name {
            /// Its word in the list.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl Entry for $name {
            fn read(value: &'static str) -> Option<Self> {
                match value {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

pub(super) use words;

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
    /// What a word before a verb makes of it.
    Auxiliary {
        /// "was"
        Be = "be",
        /// "had"
        Have = "have",
        /// "did"
        Do = "do",
        /// "would"
        Modal = "modal",
        /// "not"
        Negation = "not",
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
    /// Whom a pronoun stands for.
    Person {
        /// "I"
        First = "first",
        /// "we"
        FirstPlural = "first-plural",
        /// "he"
        Male = "male",
        /// "she"
        Female = "female",
        /// "it"
        Thing = "thing",
        /// "they"
        Plural = "plural",
    }
}

impl Person {
    /// Whether it is who speaks.
    pub const fn is_first(self) -> bool {
        matches!(self, Self::First | Self::FirstPlural)
    }

    /// Whether it is one person or thing that is spoken of.
    pub const fn is_third_singular(self) -> bool {
        matches!(self, Self::Male | Self::Female | Self::Thing)
    }

    /// Of "he" and "she".
    pub const fn gender(self) -> Option<Gender> {
        match self {
            Self::Male => Some(Gender::Male),
            Self::Female => Some(Gender::Female),
            _ => None,
        }
    }
}

words! {
    /// The form that a pronoun has.
    PronounCase {
        /// "he"
        Subject = "subject",
        /// "him"
        Object = "object",
        /// "his"
        Possessive = "possessive",
        /// "himself"
        Reflexive = "reflexive",
    }
}

/// A personal pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PronounForm {
    /// Whom it stands for.
    pub person: Person,
    /// How.
    pub case: PronounCase,
}

impl Entry for PronounForm {
    fn read(value: &'static str) -> Option<Self> {
        let (person, case) = value.split_once(' ')?;
        Some(Self { person: Person::read(person)?, case: PronounCase::read(case)? })
    }
}

/// A verb that reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueVerb {
    /// Whether it tells what somebody says, not what somebody holds in mind.
    pub is_speech: bool,
    /// Whether it often stands behind a mark that would else end the sentence: "Stop!" Smith said.
    pub follows_mark: bool,
}

impl Entry for CueVerb {
    fn read(value: &'static str) -> Option<Self> {
        let (kind, flag) = value.split_once(' ').unwrap_or((value, ""));
        let is_sound = matches!(kind, "speech" | "belief") && matches!(flag, "" | "mark");
        is_sound.then_some(Self { is_speech: kind == "speech", follows_mark: flag == "mark" })
    }
}

words! {
    /// What a determiner is besides.
    Determiner {
        /// "the", "his"
        Plain = "plain",
        /// "our", which belongs to who speaks; "that", which more often is a pronoun.
        Other = "other",
    }
}

words! {
    /// What a preposition stands before.
    Governor {
        /// What a role or person belongs to: "of", "at".
        Belonging = "belonging",
        /// Much else: "for".
        Frequent = "frequent",
        /// "against"
        Rare = "rare",
    }
}

words! {
    /// What a linking verb says.
    LinkingVerb {
        /// "is"
        Be = "be",
        /// "became"
        Become = "become",
        /// "seems"
        Seem = "seem",
        /// "serves", with "as" behind it.
        Serve = "serve",
    }
}

words! {
    /// What clause a conjunction opens.
    Conjunction {
        /// What is said or asked: "that".
        Content = "content",
        /// When or why: "while".
        Circumstance = "circumstance",
        /// "when"
        Either = "either",
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

words! {
    /// Why a paragraph is set aside.
    Reason {
        /// An advertisement, or where one stood.
        Advertisement = "advertisement",
        /// What a picture shows, and who took it.
        Caption = "caption",
        /// What readers write.
        Comments = "comments",
        /// A notice of cookies.
        Cookies = "cookies",
        /// Whose the page is.
        Copyright = "copyright",
        /// A way to another article.
        Link = "link",
        /// The head or foot of a mail.
        Mail = "mail",
        /// Of a mail's head the line with its date.
        MailDate = "mail-date",
        /// The mark before quoted lines of a mail.
        MailQuoteMark = "mail-quote-mark",
        /// Buttons and menus.
        Menu = "menu",
        /// An invitation to subscribe.
        Newsletter = "newsletter",
        /// Words of the page to its readers.
        Notice = "notice",
        /// The number of a page in print.
        PageNumber = "page-number",
        /// What follows where a reader of web pages cut.
        Rest = "rest of the page",
        /// Stars or dashes alone.
        Separator = "separator",
        /// Buttons for sharing.
        Sharing = "sharing",
        /// The headline of another article.
        Teaser = "teaser",
    }
}

impl Reason {
    /// Whether such paragraphs show that the text is a web page, selected whole.
    pub const fn is_of_pages(self) -> bool {
        matches!(
            self,
            Self::Menu
                | Self::Link
                | Self::Sharing
                | Self::Newsletter
                | Self::Advertisement
                | Self::Cookies
                | Self::Copyright
        )
    }
}

/// What a word shows of the line that it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineWord {
    /// The line tells of somebody.
    pub tells: bool,
    /// It speaks to the reader.
    pub addresses: bool,
    /// It has a verb, and is no caption.
    pub is_verb: bool,
    /// Behind a figure, it says when the article was published.
    pub is_ago: bool,
    /// It may stand beside the article's date.
    pub is_of_date: bool,
}

impl Entry for LineWord {
    fn read(value: &'static str) -> Option<Self> {
        let mut word = Self::default();
        for flag in value.split(' ') {
            match flag {
                "tells" => word.tells = true,
                "addresses" => word.addresses = true,
                "verb" => word.is_verb = true,
                "ago" => word.is_ago = true,
                "date" => word.is_of_date = true,
                _ => return None,
            }
        }
        Some(word)
    }
}

/// The name of a line of a mail's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailHeader {
    /// Whether the line has the day it was sent.
    pub is_date: bool,
}

impl Entry for MailHeader {
    fn read(value: &'static str) -> Option<Self> {
        matches!(value, "" | "date").then_some(Self { is_date: value == "date" })
    }
}
