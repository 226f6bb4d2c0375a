//! What the text of a case says of itself: names, quotations and the lines of a page.

use saidby::entity::{EntityType, NameMention, Tagged};
use saidby::quote::{Act, Quotation, QuotationKind, Quotations};
use saidby::span::Span;
use saidby::text::Document;

/// A text without its marks, and what they marked.
#[derive(Default)]
pub struct Marked {
    pub text: String,
    /// In text order.
    pub names: Vec<(Span, EntityType)>,
    /// Content and source of each quotation, in the order of their numbers.
    pub quotations: Vec<(Span, Option<Span>)>,
}

/// What a bracket or brace opens.
enum Label {
    Name(EntityType),
    Content(usize),
    Source(usize),
    /// None of ours: it belongs to the text.
    Plain,
}

impl Marked {
    pub fn read(marked: &str) -> Self {
        let mut read = Self::default();
        let mut open: Vec<(Label, usize)> = Vec::new();
        let mut rest = marked;
        while let Some(c) = rest.chars().next() {
            let mut width = c.len_utf8();
            let closes = matches!(c, ']' | '}').then(|| open.pop()).flatten();
            if let Some((label, start)) = closes.filter(|(label, _)| !matches!(label, Label::Plain)) {
                read.close(label, Span::from_range(start..read.text.len()));
            } else {
                if matches!(c, '[' | '{') {
                    let (label, length) = label_of(rest);
                    width = length;
                    open.push((label, read.text.len()));
                }
                if width == c.len_utf8() {
                    read.text.push(c);
                }
            }
            rest = &rest[width..];
        }
        read.names.sort_by_key(|(span, _)| *span);
        read
    }

    fn close(&mut self, label: Label, span: Span) {
        let number = match label {
            Label::Name(entity_type) => return self.names.push((span, entity_type)),
            Label::Content(number) | Label::Source(number) => number,
            Label::Plain => return,
        };
        self.quotations.resize(self.quotations.len().max(number), (Span::default(), None));
        let quotation = &mut self.quotations[number - 1];
        match label {
            Label::Source(_) => quotation.1 = Some(span),
            _ => quotation.0 = span,
        }
    }

    /// Whether names or quotations are given, so that linking is judged alone.
    pub fn has_marks(&self) -> bool {
        !self.names.is_empty() || !self.quotations.is_empty()
    }

    pub fn tagged(&self, document: &Document) -> Tagged {
        let name = |&(span, entity_type): &(Span, EntityType)| NameMention {
            tokens: document.tokens_in(span),
            span,
            entity_type,
        };
        Tagged { names: self.names.iter().map(name).collect(), ..Tagged::default() }
    }

    pub fn quotations(&self) -> Quotations {
        let quotation = |&(content, source): &(Span, Option<Span>)| Quotation {
            kind: if content.of(&self.text).starts_with('“') {
                QuotationKind::Direct
            } else {
                QuotationKind::Indirect
            },
            content: vec![content],
            printed: Vec::new(),
            cue: None,
            source,
            parent: None,
            act: Act::Statement,
            probability: 900,
        };
        let quotations = self.quotations.iter().map(quotation).collect();
        Quotations { quotations, quoted_words: Vec::new() }
    }
}

/// The label behind an opening sign, and the bytes of sign and label.
fn label_of(rest: &str) -> (Label, usize) {
    let word = rest[1..].split(' ').next().unwrap_or_default();
    let label = match (&rest[..1], word) {
        ("[", "P") => Some(Label::Name(EntityType::Person)),
        ("[", "O") => Some(Label::Name(EntityType::Organization)),
        ("[", "L") => Some(Label::Name(EntityType::Location)),
        ("[", "N") => Some(Label::Name(EntityType::Norp)),
        ("[", "F") => Some(Label::Name(EntityType::Facility)),
        ("[", "M") => Some(Label::Name(EntityType::Misc)),
        ("{", number) => match number.strip_suffix('s') {
            Some(number) => number.parse().ok().map(Label::Source),
            None => number.strip_suffix(':').and_then(|number| number.parse().ok()).map(Label::Content),
        },
        _ => None,
    };
    label.map_or((Label::Plain, 1), |label| (label, word.len() + 2))
}

/// A page whose lines begin with what a careful reader takes them for.
pub struct MarkedPage {
    pub text: String,
    pub lines: Vec<(char, Span)>,
}

impl MarkedPage {
    pub fn read(marked: &str) -> Self {
        let mut page = Self { text: String::new(), lines: Vec::new() };
        for line in marked.lines() {
            let start = page.text.len();
            if let Some((letter, words)) = line.split_once(' ').filter(|(letter, _)| letter.len() == 1) {
                page.text.push_str(words);
                page.lines.push((letter.chars().next().unwrap(), Span::from_range(start..page.text.len())));
            }
            page.text.push('\n');
        }
        page
    }
}
