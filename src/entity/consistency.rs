//! One name, one type through an article: its mentions decide together, and names that were missed
//! are found where the same words stand again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::{CAPITALIZED, Context, Style};
use super::{EntityType, NAME_TYPES, NameMention};
use crate::order::Order;
use crate::text::Document;

/// For each of [`NAME_TYPES`] what the model's weights say for it at a mention.
pub(super) type Evidence = [i32; NAME_TYPES.len()];

/// What one mention may say against a type, in units of the weights: some four nats.
const MAX_OBJECTION: i32 = 96;
/// How many names that begin with one word are looked for.
const MAX_NAMES: usize = 4;

/// The words of a name, whatever their capitals.
type Words = Vec<u32>;

/// The mentions of one name.
#[derive(Clone, Copy, Debug)]
struct Group {
    count: usize,
    evidence: Evidence,
    /// Of the mentions; of the first one until they are counted.
    entity_type: EntityType,
}

/// Makes the names of an article agree; `names` stay in text order. `evidence` is theirs.
pub(super) fn unify(context: &Context, evidence: &[Evidence], names: &mut Vec<NameMention>) {
    let mut groups: BTreeMap<Words, Group> = BTreeMap::new();
    for (name, evidence) in names.iter().zip(evidence) {
        let group = groups.entry(words(context, name.tokens.clone())).or_insert(Group {
            count: 0,
            evidence: Evidence::default(),
            entity_type: name.entity_type,
        });
        group.count += 1;
        let best = evidence.iter().copied().max().unwrap_or_default();
        for (sum, &own) in group.evidence.iter_mut().zip(evidence) {
            *sum += (own - best).max(-MAX_OBJECTION);
        }
    }
    for group in groups.values_mut().filter(|group| 1 < group.count) {
        let most = group.evidence.iter().copied().max();
        let best = NAME_TYPES.iter().zip(group.evidence).find(|&(_, sum)| Some(sum) == most);
        group.entity_type = best.map_or(group.entity_type, |(&entity_type, _)| entity_type);
    }
    name_acronyms(context, &mut groups, names);
    for name in names.iter_mut() {
        if let Some(group) = groups.get(&words(context, name.tokens.clone())) {
            name.entity_type = group.entity_type;
        }
    }
    find_missed(context, &groups, names);
}

fn words(context: &Context, tokens: Range<usize>) -> Words {
    tokens.map(|token_idx| context.facts(token_idx).lemma).collect()
}

/// "Harbor Safety Act (HSA)": the acronym behind a name, and wherever it stands, is of that name's
/// type; adds it where it was missed.
fn name_acronyms(context: &Context, groups: &mut BTreeMap<Words, Group>, names: &mut Vec<NameMention>) {
    let document = context.document;
    let is_sign = |token_idx: usize, sign: &str| {
        token_idx < document.tokens.len() && document.token_text(token_idx) == sign
    };
    let mut missed = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let acronym = name.tokens.end + 1;
        let in_brackets = is_sign(acronym - 1, "(") && is_sign(acronym + 1, ")");
        if !in_brackets || !is_acronym_of(document, name.tokens.clone(), acronym) {
            continue;
        }
        let tokens = acronym..acronym + 1;
        let next = names.get(at + 1).filter(|next| next.tokens.start <= acronym);
        let Some(Group { entity_type, .. }) = groups.get(&words(context, name.tokens.clone())).copied()
        else {
            continue;
        };
        if next.is_some_and(|next| next.tokens != tokens) {
            continue;
        }
        // One that was missed counts twice: it is named as an acronym here.
        let group = Group { count: 2, evidence: Evidence::default(), entity_type };
        groups.entry(words(context, tokens.clone())).or_insert(group).entity_type = entity_type;
        if next.is_none() {
            missed.push(NameMention { span: document.cover(tokens.clone()), tokens, entity_type });
        }
    }
    names.extend(missed);
    names.order_by_key(|name| name.tokens.start);
}

/// Whether a word's capitals, at least two and half of its letters, stand in this order in the words
/// of a name, the first of them at its beginning.
fn is_acronym_of(document: &Document, name: Range<usize>, token_idx: usize) -> bool {
    let short = document.token_text(token_idx);
    let n_capitals = short.chars().filter(|c| c.is_uppercase()).count();
    let n_letters = short.chars().count();
    if name.len() < 2 || n_capitals < 2 || 8 < n_letters || 2 * n_capitals < n_letters {
        return false;
    }
    let mut letters = short.chars().filter(|c| c.is_uppercase()).peekable();
    let first = document.token_text(name.start).chars().next();
    if first != letters.peek().copied() {
        return false;
    }
    for token_idx in name {
        for c in document.token_text(token_idx).chars() {
            letters.next_if(|letter| c.to_uppercase().eq(Some(*letter)));
        }
    }
    letters.peek().is_none()
}

/// Adds names where their words stand untagged; one word alone must have been a name twice.
fn find_missed(context: &Context, groups: &BTreeMap<Words, Group>, names: &mut Vec<NameMention>) {
    let mut known: BTreeMap<u32, Vec<(&Words, EntityType)>> = BTreeMap::new();
    // From long to short, so that the longest name is found first.
    let mut by_length: Vec<(&Words, &Group)> = groups.iter().collect();
    by_length.order_by_key(|(words, _)| usize::MAX - words.len());
    for (words, group) in by_length {
        let Some(&first) = words.first() else { continue };
        let list = known.entry(first).or_default();
        if (1 < words.len() || 2 <= group.count) && list.len() < MAX_NAMES {
            list.push((words, group.entity_type));
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
    names.order_by_key(|name| name.tokens.start);
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
    use super::super::lists::{Clustering, Lists};
    use super::*;
    use crate::model::Reader;
    use crate::text::Document;
    use crate::wordnet::Wordnet;

    /// A name as (first token, length, type, how much speaks for the type).
    type Given = (usize, usize, EntityType, i32);

    /// Finds what was missed or mistyped.
    fn check(text: &str, given: &[Given], expected: &[(&str, EntityType)]) {
        let document = Document::new(text);
        let bytes = Lists::write(&[], &Clustering::default());
        let lists = Lists::read(&mut Reader::new("lists", &bytes)).expect("whole");
        let context = Context::new(&document, &lists, &Wordnet::default());
        let mention = |&(start, length, entity_type, _): &Given| {
            let tokens = start..start + length;
            NameMention { span: document.cover(tokens.clone()), tokens, entity_type }
        };
        let evidence = |&(_, _, entity_type, strength): &Given| {
            NAME_TYPES.map(|own| if own == entity_type { strength } else { 0 })
        };
        let mut names: Vec<NameMention> = given.iter().map(mention).collect();
        unify(&context, &given.iter().map(evidence).collect::<Vec<_>>(), &mut names);
        let found: Vec<_> = names.iter().map(|name| (name.span.of(text), name.entity_type)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_mentions_of_a_name_decide_its_type_together() {
        let (org, loc) = (EntityType::Organization, EntityType::Location);
        let text = "We saw Telba. We like Telba. It is Telba. Is it Telba?";
        let given = [(2, 1, org, 40), (6, 1, org, 40), (10, 1, loc, 70), (14, 1, org, 40)];
        check(text, &given, &[("Telba", org); 4]);
        let text = "We saw Telba. We like Telba.";
        check(text, &[(2, 1, org, 40), (6, 1, loc, 50)], &[("Telba", loc); 2]);
    }

    #[test]
    fn one_mention_alone_does_not_decide_however_sure_it_is() {
        let (org, loc) = (EntityType::Organization, EntityType::Location);
        let given = [(2, 1, org, 60), (6, 1, org, 60), (10, 1, loc, 1000)];
        check("We saw Telba. We like Telba. It is Telba.", &given, &[("Telba", org); 3]);
    }

    #[test]
    fn an_acronym_in_brackets_is_what_the_name_before_it_is() {
        let (misc, org) = (EntityType::Misc, EntityType::Organization);
        let text = "It broke the Harbor Safety Act (HSA). But the HSA is old.";
        let expected = [("Harbor Safety Act", misc), ("HSA", misc), ("HSA", misc)];
        check(text, &[(3, 3, misc, 40), (7, 1, org, 40), (12, 1, org, 40)], &expected);
        check(text, &[(3, 3, misc, 40)], &expected);
        let text = "It was Port Ellis (NAB).";
        check(text, &[(2, 2, org, 40), (5, 1, misc, 40)], &[("Port Ellis", org), ("NAB", misc)]);
    }

    #[test]
    fn a_name_found_elsewhere_is_found_again() {
        let person = EntityType::Person;
        check(
            "It was Ana Ruiz. He met Ana Ruiz twice.",
            &[(2, 2, person, 9)],
            &[("Ana Ruiz", person), ("Ana Ruiz", person)],
        );
        check("It was Ruiz. He met Ruiz twice.", &[(2, 1, person, 9)], &[("Ruiz", person)]);
    }
}
