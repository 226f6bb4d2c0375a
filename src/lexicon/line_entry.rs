//! What the lists say of the lines of a paste.

use super::entry::{Entry, words};

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
