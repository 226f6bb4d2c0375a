//! A nickname or an initial within a name: "Karl “Red” Hood", "Vincent (Vinnie) Rizzo", "Karl B. Hood"
//! are one name.

use std::ops::Range;

use super::{EntityType, NameMention};
use crate::lexicon::{GIVEN_NAMES, NICKNAMES};
use crate::text::{Document, TokenKind};

/// How many words a nickname has, at most.
const MAX_WORDS: usize = 3;

/// Makes one name of two people's between whom nothing stands but an initial.
pub(super) fn join_at_initials(document: &Document, names: &mut Vec<NameMention>) {
    let is_initial = |at: usize| {
        let mut chars = document.token_text(at).chars();
        chars.next().is_some_and(char::is_uppercase) && chars.as_str() == "."
    };
    names.dedup_by(|next, name| {
        let is_one = name.entity_type == EntityType::Person
            && next.entity_type == EntityType::Person
            && name.tokens.end + 1 == next.tokens.start
            && is_initial(name.tokens.end)
            && document.sentence_of(name.tokens.start) == document.sentence_of(next.tokens.start);
        if is_one {
            name.tokens.end = next.tokens.end;
            name.span = document.cover(name.tokens.clone());
        }
        is_one
    });
}

/// Makes one name of a given name, a nickname in marks or brackets, and what follows it.
pub(super) fn join(document: &Document, names: &mut Vec<NameMention>) {
    let runs = document.quoted_runs.iter().filter(|run| run.closed).map(|run| run.tokens.clone());
    let brackets = (1..document.tokens.len()).filter_map(|at| {
        let is_bracket = document.token_text(at - 1) == "(" && at + 1 < document.tokens.len();
        (is_bracket && document.token_text(at + 1) == ")" && is_short_form(document, at))
            .then_some(at - 1..at + 2)
    });
    let nicknames: Vec<Range<usize>> = runs.chain(brackets).collect();
    for nickname in nicknames {
        let Some(whole) = whole_name(document, names, nickname) else { continue };
        names.retain(|name| name.tokens.end <= whole.start || whole.end <= name.tokens.start);
        let at = names.partition_point(|name| name.tokens.start < whole.start);
        let span = document.cover(whole.clone());
        names.insert(at, NameMention { tokens: whole, span, entity_type: EntityType::Person });
    }
}

/// Whether a word in brackets is a form of the given name before it: "Vincent (Vinnie)".
fn is_short_form(document: &Document, at: usize) -> bool {
    let Some(before) = at.checked_sub(2).map(|before| document.lower(before)) else { return false };
    let lower = document.lower(at);
    let begins_alike = || before.chars().take(3).eq(lower.chars().take(3));
    GIVEN_NAMES.contains(before)
        && document.word(at).case.is_capital()
        && (NICKNAMES.get(lower) == Some(before) || begins_alike())
}

/// The name around a nickname, or None if there is none.
fn whole_name(document: &Document, names: &[NameMention], nickname: Range<usize>) -> Option<Range<usize>> {
    let inside = nickname.start + 1..nickname.end.checked_sub(1)?;
    let is_word =
        |at: usize| document.word(at).kind == TokenKind::Word && document.word(at).case.is_capital();
    let (before, after) = (nickname.start.checked_sub(1)?, nickname.end);
    let sentence = &document.sentences[document.sentence_of(before)].tokens;
    let fits = !inside.is_empty()
        && inside.len() <= MAX_WORDS
        && inside.clone().all(|at| is_word(at) || document.token_text(at) == "the")
        && sentence.contains(&before)
        && sentence.contains(&after)
        && is_word(before)
        && is_word(after);
    if !fits {
        return None;
    }
    let name_at = |at: usize| names.iter().find(|name| name.tokens.contains(&at));
    let is_person = |at: usize| match name_at(at) {
        Some(name) => name.entity_type == EntityType::Person,
        None => false,
    };
    let is_given = GIVEN_NAMES.contains(document.lower(before));
    if !is_person(before) && !is_given {
        return None;
    }
    let start = name_at(before)
        .filter(|name| name.entity_type == EntityType::Person)
        .map_or(before, |name| name.tokens.start);
    let end = name_at(after).map_or(after + 1, |name| name.tokens.end);
    Some(start.min(before)..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str, tagged: &[&str]) -> Vec<String> {
        joined_by(join, text, tagged)
    }

    fn joined_by(
        join: impl Fn(&Document, &mut Vec<NameMention>),
        text: &str,
        tagged: &[&str],
    ) -> Vec<String> {
        let document = Document::new(text);
        let name = |words: &&str| {
            let start = text.find(*words).unwrap();
            let span = crate::span::Span::from_range(start..start + words.len());
            NameMention { tokens: document.tokens_in(span), span, entity_type: EntityType::Person }
        };
        let mut names: Vec<NameMention> = tagged.iter().map(name).collect();
        join(&document, &mut names);
        names.iter().map(|name| name.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_nickname_stands_inside_a_name() {
        assert_eq!(joined("Karl “Red” Hood left.", &["Karl", "Hood"]), ["Karl “Red” Hood"]);
        assert_eq!(
            joined("Then Vincent (Vinnie) Rizzo left.", &["Vincent", "Rizzo"]),
            ["Vincent (Vinnie) Rizzo"]
        );
    }

    #[test]
    fn an_initial_stands_inside_a_name() {
        let joined = |text: &str, tagged: &[&str]| joined_by(join_at_initials, text, tagged);
        assert_eq!(joined("Then Karl B. Hood left.", &["Karl", "Hood"]), ["Karl B. Hood"]);
        assert_eq!(joined("He saw Karl. B. Hood left.", &["Karl", "Hood"]), ["Karl", "Hood"]);
        assert_eq!(joined("Karl, Hood left.", &["Karl", "Hood"]), ["Karl", "Hood"]);
    }

    #[test]
    fn what_stands_in_marks_beside_a_name_is_no_nickname() {
        assert_eq!(joined("Karl called “Red” Hood.", &["Karl", "Hood"]), ["Karl", "Hood"]);
        assert_eq!(joined("Ana (Norvik) Reyle left.", &["Ana", "Reyle"]), ["Ana", "Reyle"]);
        assert_eq!(joined("Reyle wrote “Red” in May.", &["Reyle"]), ["Reyle"]);
    }
}
