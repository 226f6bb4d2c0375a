//! Trims a tagged name to the name proper, and mends types and ends that the article makes plain.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{EntityType, NameMention};
use crate::lexicon::{ABBREVIATIONS, Abbreviation, INSTITUTIONS, NAME_TAILS, ROLES, VAGUE_WORDS};
use crate::text::{Case, Document, TokenKind};

/// The tokens of the name proper: without articles, honorifics, marks and possessives around it.
///
/// Empty if nothing of a name is left.
pub(super) fn trim(document: &Document, tokens: Range<usize>, entity_type: EntityType) -> Range<usize> {
    let Range { mut start, mut end } = tokens;
    while start < end && is_before_name(document, start, end, entity_type) {
        start += 1;
    }
    while start < end && is_behind_name(document, end - 1) {
        end -= 1;
    }
    // "Norvik-led", "Ellis-based": what follows the hyphen is no part of the name.
    if start + 2 < end && document.token_text(end - 2) == "-" && NAME_TAILS.contains(document.lower(end - 1))
    {
        end -= 2;
    }
    start..end
}

fn is_before_name(document: &Document, token_idx: usize, end: usize, entity_type: EntityType) -> bool {
    let word = document.word(token_idx);
    match word.kind {
        TokenKind::Mark => true,
        TokenKind::Punctuation => {
            !matches!(document.token_text(token_idx), "(" | "[") || token_idx + 1 == end
        }
        TokenKind::Word if word.case == Case::Lower => matches!(word.lower.as_str(), "the" | "a" | "an"),
        TokenKind::Word if entity_type == EntityType::Person && token_idx + 1 < end => {
            let title = word.lower.trim_end_matches('.');
            ABBREVIATIONS.get(title) == Some(Abbreviation::Title)
                || matches!(title, "sir" | "lady" | "lord" | "dame")
        }
        _ => false,
    }
}

fn is_behind_name(document: &Document, token_idx: usize) -> bool {
    let word = document.word(token_idx);
    match word.kind {
        TokenKind::Mark => true,
        TokenKind::Punctuation => !matches!(document.token_text(token_idx), ")" | "]" | "!" | "."),
        TokenKind::Word => matches!(word.lower.as_str(), "'s" | "'"),
        _ => false,
    }
}

/// In "PLACE (AGENCY) —" at a paragraph's start the second name is who reports.
pub(super) fn mend_datelines(document: &Document, names: &mut [NameMention]) {
    let text = |token_idx: usize| document.tokens.get(token_idx).map(|token| token.span.of(document.text));
    for name in names {
        let paragraph = &document.paragraphs[document.paragraph_of(name.tokens.start)];
        let Range { start, end } = name.tokens;
        if start < paragraph.tokens.start + 2
            || paragraph.tokens.start + 12 < start
            || paragraph.tokens.end <= end + 1
        {
            continue;
        }
        let in_brackets = text(start - 1) == Some("(") && text(end) == Some(")");
        let dash = matches!(text(end + 1), Some("—" | "–" | "-" | "--"));
        if in_brackets && dash {
            name.entity_type = EntityType::Organization;
        }
    }
}

/// The Kremlin and the White House are those who rule there: in the news they speak and act.
pub(super) fn mend_institutions(document: &Document, names: &mut [NameMention]) {
    for name in names.iter_mut().filter(|name| name.entity_type != EntityType::Organization) {
        let lower = name.span.of(document.text).to_lowercase();
        if INSTITUTIONS.contains(lower.strip_prefix("the ").unwrap_or(&lower)) {
            name.entity_type = EntityType::Organization;
        }
    }
}

/// "Actual Norvik output" at a sentence's start is about Norvik, if the article has that name
/// elsewhere: an adjective that only the sentence's start capitalizes is no part of it.
pub(super) fn trim_openers(document: &Document, names: &mut [NameMention]) {
    let mut n_named: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names.iter().filter(|name| name.entity_type != EntityType::Person) {
        *n_named.entry(name.span.of(document.text)).or_default() += 1;
    }
    for name in names {
        let Range { start, end } = name.tokens;
        let opens = document.sentences[document.sentence_of(start)].tokens.start == start;
        let lower = document.lower(start);
        let is_adjective = ["al", "ive", "ous", "ful", "ary"].iter().any(|ending| lower.ends_with(ending))
            && lower.len() > 4
            && !VAGUE_WORDS.contains(lower);
        // "pro-Velmark Harbor Party"
        let is_prefixed = start.checked_sub(2).is_some_and(|before| {
            document.token_text(start - 1) == "-"
                && !document.tokens[start].space_before
                && matches!(document.lower(before), "pro" | "anti" | "non" | "ex")
        });
        let is_loose = opens && is_adjective || is_prefixed;
        if !is_loose || end < start + 2 || name.entity_type == EntityType::Person {
            continue;
        }
        let rest = document.cover(start + 1..end);
        let words = rest.of(document.text);
        if !ROLES.contains(document.lower(end - 1))
            && n_named.get(words).is_some_and(|&n| 1 < n || is_prefixed)
        {
            name.span = rest;
            name.tokens.start = start + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, entity_type: EntityType, expected: &str) {
        let document = Document::new(text);
        let tokens = trim(&document, 0..document.tokens.len(), entity_type);
        assert_eq!(document.cover(tokens).of(text), expected);
    }

    fn names_at(document: &Document, entity_type: EntityType, all: [Range<usize>; 3]) -> Vec<NameMention> {
        all.map(|tokens| NameMention { span: document.cover(tokens.clone()), tokens, entity_type }).to_vec()
    }

    fn types(names: &[NameMention]) -> Vec<EntityType> {
        names.iter().map(|name| name.entity_type).collect()
    }

    #[test]
    fn honorifics_articles_marks_and_possessives_are_no_part_of_a_name() {
        check("Mr. Osei's", EntityType::Person, "Osei");
        check("Sen. Ana Ruiz", EntityType::Person, "Ana Ruiz");
        check("the “Port of Ellis”", EntityType::Location, "Port of Ellis");
        check("Dr. Marlow Corp.", EntityType::Organization, "Dr. Marlow Corp.");
        check("The Ellis Times", EntityType::Organization, "The Ellis Times");
        check("Harbor Act (2019)", EntityType::Misc, "Harbor Act (2019)");
        check("Ellis-based", EntityType::Location, "Ellis");
        check("‘’", EntityType::Person, "");
    }

    #[test]
    fn an_adjective_that_opens_a_sentence_is_no_part_of_a_name_that_stands_without_it() {
        let document = Document::new("Norvik grew. Actual Norvik output fell. Norvik cut jobs.");
        let mut names = names_at(&document, EntityType::Organization, [0..1, 3..5, 8..9]);
        trim_openers(&document, &mut names);
        assert_eq!(names[1].span.of(document.text), "Norvik");
    }

    #[test]
    fn a_seat_of_government_is_who_rules_there() {
        let document = Document::new("The Kremlin met the White House at Marlow House.");
        let mut names = names_at(&document, EntityType::Location, [1..2, 4..6, 7..9]);
        mend_institutions(&document, &mut names);
        assert_eq!(types(&names), [EntityType::Organization, EntityType::Organization, EntityType::Location]);
    }

    #[test]
    fn the_agency_of_a_dateline_is_an_organization() {
        let document = Document::new("PORT ELLIS (Harbor) — The port closed. He met Osei (Harbor) - twice.");
        let mut names = names_at(&document, EntityType::Location, [0..2, 3..4, 14..15]);
        mend_datelines(&document, &mut names);
        assert_eq!(types(&names), [EntityType::Location, EntityType::Organization, EntityType::Location]);
    }
}
