//! One name, one type through an article: outvoted types give way, and names that were missed are
//! found where the same words stand again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::{CAPITALIZED, Context, Style};
use super::{EntityType, NameMention};

/// How many names that begin with one word are looked for.
const MAX_NAMES: usize = 4;

/// The words of a name, whatever their capitals.
type Words = Vec<u32>;
/// How often a name was found, by type.
type Votes = BTreeMap<EntityType, usize>;

/// Makes the names of an article agree; `names` stay in text order.
pub(super) fn unify(context: &Context, names: &mut Vec<NameMention>) {
    let mut votes: BTreeMap<Words, Votes> = BTreeMap::new();
    for name in names.iter() {
        let words = words(context, name.tokens.clone());
        *votes.entry(words).or_default().entry(name.entity_type).or_default() += 1;
    }
    for name in names.iter_mut() {
        let votes = votes.get(&words(context, name.tokens.clone()));
        if let Some((entity_type, 2..)) = votes.and_then(clear_winner) {
            name.entity_type = entity_type;
        }
    }
    find_missed(context, &votes, names);
}

fn words(context: &Context, tokens: Range<usize>) -> Words {
    tokens.map(|token_idx| context.facts(token_idx).lemma).collect()
}

/// The type that more than two thirds of the mentions have, and how many that are.
fn clear_winner(votes: &Votes) -> Option<(EntityType, usize)> {
    let total: usize = votes.values().sum();
    let mut winner = None;
    for (&entity_type, &count) in votes {
        if total * 2 < count * 3 {
            winner = Some((entity_type, count));
        }
    }
    winner
}

/// Adds names where their words stand untagged; one word alone must have been a name twice.
fn find_missed(context: &Context, votes: &BTreeMap<Words, Votes>, names: &mut Vec<NameMention>) {
    let mut known: BTreeMap<u32, Vec<(&Words, EntityType)>> = BTreeMap::new();
    // From long to short, so that the longest name is found first.
    let mut by_length: Vec<(&Words, &Votes)> = votes.iter().collect();
    by_length.sort_by_key(|(words, _)| usize::MAX - words.len());
    for (words, votes) in by_length {
        let (Some(&first), Some((entity_type, count))) = (words.first(), clear_winner(votes)) else {
            continue;
        };
        let list = known.entry(first).or_default();
        if (1 < words.len() || 2 <= count) && list.len() < MAX_NAMES {
            list.push((words, entity_type));
        }
    }
    let mut found = Vec::new();
    let mut next = 0;
    for (sentence, style) in context.document.sentences.iter().zip(&context.styles) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            while names.get(next).is_some_and(|name| name.tokens.end <= at) {
                next += 1;
            }
            let limit = names.get(next).map_or(sentence.tokens.end, |name| name.tokens.start);
            let limit = limit.min(sentence.tokens.end);
            if limit <= at {
                at = names.get(next).map_or(sentence.tokens.end, |name| name.tokens.end.max(at + 1));
                continue;
            }
            let list = known.get(&context.facts(at).lemma).filter(|_| *style == Style::Plain);
            let fits = |(words, _): &&(&Words, EntityType)| {
                at + words.len() <= limit && stands(context, sentence.tokens.clone(), at, words)
            };
            let Some((words, entity_type)) = list.and_then(|list| list.iter().find(fits)) else {
                at += 1;
                continue;
            };
            let tokens = at..at + words.len();
            let span = context.document.cover(tokens.clone());
            at = tokens.end;
            found.push(NameMention { tokens, span, entity_type: *entity_type });
        }
    }
    names.extend(found);
    names.sort_by_key(|name| name.tokens.start);
}

/// Whether the words stand at `start`, capitalized; one word alone must be free on both sides and
/// never stand in lower case.
fn stands(context: &Context, sentence: Range<usize>, start: usize, words: &Words) -> bool {
    let capital = |token_idx: usize| CAPITALIZED <= context.facts(token_idx).capitals;
    let end = start + words.len();
    let same = words.iter().zip(start..end).all(|(&lemma, token_idx)| {
        let is_sign = context.facts(token_idx).capitals < 3;
        context.facts(token_idx).lemma == lemma && (capital(token_idx) || is_sign || 2 < words.len())
    });
    if !same || !capital(start) {
        return false;
    }
    let free = |token_idx: Option<usize>| token_idx.is_none_or(|at| !sentence.contains(&at) || !capital(at));
    let lemma = &context.lemmas[context.facts(start).lemma as usize];
    1 < words.len() || lemma.n_lower == 0 && free(start.checked_sub(1)) && free(Some(end))
}

#[cfg(test)]
mod tests {
    use super::super::lists::Lists;
    use super::*;
    use crate::model::Reader;
    use crate::text::Document;

    /// Finds what was missed or mistyped; names are given as (first token, length, type).
    fn check(text: &str, given: &[(usize, usize, EntityType)], expected: &[(&str, EntityType)]) {
        let document = Document::new(text);
        let bytes = Lists::write(&[], &[]);
        let lists = Lists::read(&mut Reader::new("lists", &bytes)).expect("whole");
        let context = Context::new(&document, &lists);
        let mention = |&(start, length, entity_type): &(usize, usize, EntityType)| {
            let tokens = start..start + length;
            NameMention { span: document.cover(tokens.clone()), tokens, entity_type }
        };
        let mut names: Vec<NameMention> = given.iter().map(mention).collect();
        unify(&context, &mut names);
        let found: Vec<_> = names.iter().map(|name| (name.span.of(text), name.entity_type)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_name_has_one_type_where_the_votes_are_clear() {
        let (org, loc) = (EntityType::Organization, EntityType::Location);
        let text = "We saw Telba. We like Telba. It is Telba. Is it Telba?";
        let given = [(2, 1, org), (6, 1, org), (10, 1, loc), (14, 1, org)];
        check(text, &given, &[("Telba", org); 4]);
        check(text, &[(2, 1, org), (6, 1, loc)], &[("Telba", org), ("Telba", loc)]);
    }

    #[test]
    fn a_name_found_elsewhere_is_found_again() {
        let person = EntityType::Person;
        check(
            "It was Ana Ruiz. He met Ana Ruiz twice.",
            &[(2, 2, person)],
            &[("Ana Ruiz", person), ("Ana Ruiz", person)],
        );
        check("It was Ruiz. He met Ruiz twice.", &[(2, 1, person)], &[("Ruiz", person)]);
    }
}
