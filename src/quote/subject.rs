//! Other sources for the attributions of a path.
//!
//! The chain links a cue to the first noun phrase that may speak, often the subject of the clause
//! around it: `Osei praised a report that said`, `she fined Ruiz for calling`. So the reranker is
//! also shown the noun phrases that may be the cue's own subject, and where each of them stands.

use std::ops::Range;

use super::classes::{head_of, phrase_class};
use super::facts::{CANDIDATE, CAPITALIZED, DATE, ORGANIZATION, PERSON, Sign};
use super::features::{Item, distance_bin};
use super::labels::Parts;
use super::view::{RELATIVES, View};
use crate::tagger::{Feature, feature, hash, pair};

/// A noun phrase has at most so many items.
const MAX_PHRASE: usize = 14;
/// And at most so many "of", each with one word at least before it: a bound for the time.
const MAX_OF: usize = MAX_PHRASE / 2;
/// So many items of a content are searched for a cue of their own.
const MAX_TO_CUE: usize = 3;
/// Parts of a phrase between commas that are looked at.
const MAX_COMMAS: usize = 3;

/// How a noun phrase stands to a cue whose subject it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// `Osei said`.
    Before,
    /// `a report that said`, `Osei, who said`.
    Relative,
    /// `fined Osei for saying`.
    Gerund,
    /// `said Osei`.
    Behind,
    /// `Osei, a lawyer, said`: with what stands before its commas.
    Apposition,
}

/// The noun phrases that may be the subject of a cue, the likelier ones of a kind first.
fn subjects(items: &[Item], cue: &Range<usize>) -> Vec<(Stand, Range<usize>)> {
    let mut found = Vec::new();
    let end = before_adverbs(items, cue.start);
    let comma = |end: usize| end - usize::from(0 < end && items[end - 1].own.sign == Sign::Comma);
    let relative = 0 < end && is_relative(&items[end - 1]);
    if relative {
        found.extend(phrase_before(items, comma(end - 1)).map(|phrase| (Stand::Relative, phrase)));
    } else if 0 < end && is_gerund(&items[cue.start]) && is_link(&items[end - 1]) {
        found.extend(phrase_before(items, end - 1).map(|phrase| (Stand::Gerund, phrase)));
    }
    if let Some(phrase) = phrase_before(items, comma(end)).filter(|_| !relative) {
        found.extend(across_commas(items, &phrase).into_iter().map(|whole| (Stand::Apposition, whole)));
        found.push((Stand::Before, phrase));
    }
    found.extend(phrase_behind(items, cue.end).map(|phrase| (Stand::Behind, phrase)));
    found
}

/// Where the adverbs before an item begin.
fn before_adverbs(items: &[Item], start: usize) -> usize {
    items[..start].iter().rposition(|item| !is_adverb(item)).map_or(0, |last| last + 1)
}

/// The noun phrase that ends there: from its determiner or first name, adjective or noun on.
fn phrase_before(items: &[Item], end: usize) -> Option<Range<usize>> {
    phrase_with(items, end, MAX_OF)
}

/// The same, with at most so many phrases before "of".
fn phrase_with(items: &[Item], end: usize, n_of: usize) -> Option<Range<usize>> {
    let last = items.get(end.checked_sub(1)?)?;
    if last.own.pronoun {
        return Some(end - 1..end);
    }
    let mut start = end;
    while 0 < start && end - start < MAX_PHRASE && items[start - 1].sentence == last.sentence {
        let item = &items[start - 1];
        if item.own.determines {
            start -= 1;
            break;
        }
        if !is_of_phrase(item) {
            break;
        }
        start -= 1;
    }
    // "of" and "and" open no phrase.
    while start < end && is_joint(&items[start]) {
        start += 1;
    }
    // "the chief of the union": what stands before "of" too.
    if 1 < start
        && is_of(&items[start - 1])
        && let Some(before) = n_of.checked_sub(1).and_then(|n_of| phrase_with(items, start - 1, n_of))
        && end - before.start < MAX_PHRASE
    {
        start = before.start;
    }
    (start < end).then_some(start..end)
}

/// The noun phrase that begins there.
fn phrase_behind(items: &[Item], start: usize) -> Option<Range<usize>> {
    let first = items.get(start)?;
    if first.own.pronoun {
        return Some(start..start + 1);
    }
    let sentence = first.sentence;
    let goes_on = |at: &usize| {
        let Some(item) = items.get(*at) else { return false };
        item.sentence == sentence && (item.own.determines || is_joint(item) || is_of_phrase(item))
    };
    let end = (start..start + MAX_PHRASE).take_while(goes_on).last()? + 1;
    Some(start..end)
}

/// A phrase with the parts before its commas, the shorter ones first.
fn across_commas(items: &[Item], phrase: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = phrase.start;
    for _ in 0..MAX_COMMAS {
        let Some(comma) = start.checked_sub(1).filter(|&at| items[at].own.sign == Sign::Comma) else { break };
        let Some(before) = phrase_before(items, comma) else { break };
        start = before.start;
        found.push(start..phrase.end);
    }
    found
}

fn is_of_phrase(item: &Item) -> bool {
    let may_be_verb = item.own.verb.is_some() || item.own.suffix2 == hash(b"ed");
    let is_verb = may_be_verb && item.own.noun.is_none();
    item.name != 0
        || is_joint(item)
        || item.own.sign == Sign::None
            && item.own.function == 0
            && item.own.auxiliary as u8 == 0
            && !item.own.pronoun
            && !item.own.ends_head
            && !item.own.opens_clause
            && (!is_verb || item.own.case == CAPITALIZED)
}

fn is_of(item: &Item) -> bool {
    item.own.function == hash(b"of")
}

/// Words that join the parts of one phrase.
fn is_joint(item: &Item) -> bool {
    is_of(item) || item.own.function == hash(b"and")
}

fn is_relative(item: &Item) -> bool {
    RELATIVES.iter().any(|word| hash(word.as_bytes()) == item.word)
}

fn is_gerund(item: &Item) -> bool {
    item.own.suffix3 == hash(b"ing")
}

/// A preposition: what ends a noun phrase's head and opens no clause.
fn is_link(item: &Item) -> bool {
    item.own.ends_head && !is_joint(item) && !is_relative(item)
}

fn is_adverb(item: &Item) -> bool {
    item.own.function == hash(b"also") || item.name == 0 && item.own.suffix2 == hash(b"ly")
}

/// The subject that grammar gives a cue, whatever stands before: `a report that said`, `in which Osei
/// said`, `fined Osei for saying`; `given` is its source so far.
fn own_subject(items: &[Item], cue: &Range<usize>, given: Option<&Range<usize>>) -> Option<Range<usize>> {
    let end = before_adverbs(items, cue.start);
    let before = end.checked_sub(1)?;
    let (stand, phrase) = subjects(items, cue).into_iter().find(|(stand, _)| *stand != Stand::Apposition)?;
    let at = |back: usize| phrase.start.checked_sub(back).and_then(|at| items.get(at));
    let is_behind = |holds: fn(&Item) -> bool| at(1).is_some_and(holds);
    match stand {
        // "Osei, a lawyer at a bank, who said": what stands behind a comma or a preposition may be part
        // of another phrase; but "who" is a person, and "which" is none.
        Stand::Relative
            if is_behind(|item| item.own.sign == Sign::Comma) || DATE <= items[phrase.end - 1].name / 4 =>
        {
            false
        }
        Stand::Relative if phrase.end < before || is_behind(is_link) => {
            let is_who = items[before].word == hash(b"who");
            let is_which = items[before].word == hash(b"which");
            if is_person(items, &phrase) {
                is_who
            } else {
                is_which && given.is_some_and(|given| is_person(items, given))
            }
        }
        Stand::Relative => true,
        Stand::Gerund => items[before].own.function == hash(b"for") && may_speak(items, &phrase),
        Stand::Before => phrase.end == end && is_behind(is_relative) && at(2).is_some_and(is_link),
        Stand::Behind | Stand::Apposition => false,
    }
    .then_some(phrase)
}

fn is_person(items: &[Item], phrase: &Range<usize>) -> bool {
    let head = head_of(items, phrase.clone());
    let noun = head.own.noun.filter(|_| head.name == 0);
    head.name / 4 == PERSON || noun.is_some_and(|noun| 2 <= noun.person)
}

fn may_speak(items: &[Item], phrase: &Range<usize>) -> bool {
    let head = head_of(items, phrase.clone());
    let noun = head.own.noun.filter(|_| head.name == 0);
    head.name / 4 == ORGANIZATION || noun.is_some_and(|noun| 2 <= noun.group) || is_person(items, phrase)
}

/// An attribution whose source is the subject of its cue, where grammar tells it.
pub(super) fn with_own_subject(items: &[Item], parts: Parts) -> Parts {
    let Some(subject) = parts.cue.as_ref().and_then(|cue| own_subject(items, cue, parts.source.as_ref()))
    else {
        return parts;
    };
    let is_free = parts.content.iter().all(|piece| piece.end <= subject.start || subject.end <= piece.start);
    // "who" itself, and a part of the phrase, stand for it.
    let cue = parts.cue.clone().unwrap_or_default();
    let stands = parts.source.as_ref().is_some_and(|source| {
        subject.start <= source.start && source.end <= cue.start && !parts.shares_source
    });
    if stands || !is_free {
        return parts;
    }
    Parts { source: Some(subject), shares_source: false, ..parts }
}

/// An attribution with each other source that its cue may have, and, where the content opens with a
/// cue of its own, `a study that found the river clean`, with that one; inside the items that are
/// free for it.
pub(super) fn changes(items: &[Item], parts: &Parts, free: &Range<usize>) -> Vec<Parts> {
    let Some(cue) = parts.cue.clone().filter(|_| !parts.shares_source) else { return Vec::new() };
    let mut made = of_cue(items, parts, cue, free);
    made.extend(of_own_cue(items, parts, free));
    made
}

fn of_cue(items: &[Item], parts: &Parts, cue: Range<usize>, free: &Range<usize>) -> Vec<Parts> {
    let fits = |source: &Range<usize>| {
        free.start <= source.start
            && source.end <= free.end
            && Some(source) != parts.source.as_ref()
            && parts.content.iter().all(|piece| piece.end <= source.start || source.end <= piece.start)
    };
    let sources = subjects(items, &cue).into_iter().map(|(_, source)| source).filter(fits);
    sources.map(|source| Parts { source: Some(source), cue: Some(cue.clone()), ..parts.clone() }).collect()
}

fn of_own_cue(items: &[Item], parts: &Parts, free: &Range<usize>) -> Vec<Parts> {
    let Some(first) = parts.content.first().cloned() else { return Vec::new() };
    let reports =
        |at: &usize| CANDIDATE <= items[*at].own.cue && items[*at].own.verb.is_some() && items[*at].name == 0;
    let Some(at) = (first.start..first.end.min(first.start + MAX_TO_CUE)).find(reports) else {
        return Vec::new();
    };
    if first.end <= at + 1 {
        return Vec::new();
    }
    let mut content = parts.content.clone();
    content[0].start = at + 1;
    let own = Parts { source: None, cue: Some(at..at + 1), content, shares_source: false };
    of_cue(items, &own, at..at + 1, free)
}

/// Calls `emit` with features of where the source stands among those that the cue may have.
pub(super) fn features(view: &View, emit: &mut impl FnMut(Feature)) {
    let Some(cue) = view.parts.cue.clone() else { return };
    let items = view.prepared.items();
    let subjects = subjects(items, &cue);
    // What the cue could have, and which of it the source is.
    let kinds = subjects.iter().fold(0, |kinds, (stand, _)| kinds | 1 << *stand as u64);
    let source = view.parts.source.as_ref().filter(|_| !view.parts.shares_source);
    let relation = |other: &Range<usize>| match source {
        None => 0,
        Some(source) if source == other => 1,
        Some(source) if source.end == other.end => 2,
        Some(source) if source.start < other.end && other.start < source.end => 3,
        Some(_) => 4,
    };
    let own = source.map_or(0, |source| phrase_class(items, source.clone()));
    for (stand, subject) in &subjects {
        let place = pair(*stand as u64, relation(subject));
        emit(feature(180, place));
        emit(feature(181, pair(place, kinds)));
        emit(feature(182, pair(place, view.head_bin)));
        emit(feature(183, pair(place, phrase_class(items, subject.clone()))));
        emit(feature(184, pair(pair(place, kinds), own)));
    }
    let Some(source) = source.filter(|source| source.end <= cue.start) else { return };
    let between = &items[source.end..cue.start];
    let any = |holds: fn(&Item) -> bool| u64::from(between.iter().any(holds));
    let verb = any(|item| {
        item.own.auxiliary as u8 != 0 || item.own.verb.is_some() && item.own.noun.is_none() && item.name == 0
    });
    let commas = between.iter().filter(|item| item.own.sign == Sign::Comma).count().min(3) as u64;
    let code = ((verb * 2 + any(is_relative)) * 2 + any(|item| item.name != 0)) * 4 + commas;
    emit(feature(185, pair(code, distance_bin(between.len() as u32))));
    let next = view.word(cue.start, -1);
    emit(feature(186, pair(code, next)));
    emit(feature(187, pair(code, pair(kinds, u64::from(is_gerund(&items[cue.start]))))));
}

#[cfg(test)]
mod tests {
    use super::super::facts::Facts;
    use super::super::features::Prepared;
    use super::super::sequence;
    use super::*;
    use crate::entity::Tagged;
    use crate::text::Document;
    use crate::wordnet::{Noun, Verb, Wordnet};

    /// What `read` finds of the text's word `cue`, in words.
    fn at_cue<T>(
        text: &str,
        cue: &str,
        read: impl Fn(&[Item], &Range<usize>) -> Vec<(T, Range<usize>)>,
    ) -> Vec<(T, String)> {
        let document = Document::new(text);
        let person = Noun { person: 3, ..Noun::default() };
        let nouns = ["lawyer", "researchers"].map(|noun| (noun.to_owned(), person));
        let verbs = ["praised", "fined", "said", "saying", "leads"];
        let verbs = verbs.map(|verb| (verb.to_owned(), Verb::default()));
        let wordnet = Wordnet::new(verbs.into_iter(), nouns.into_iter());
        let facts = Facts::new(&document, &Tagged::default(), &wordnet, |_| None);
        let sequence = &sequence::sequences(&document)[0];
        let prepared = Prepared::new(&facts, sequence);
        let word = |items: &Range<usize>| document.cover(sequence.tokens(items)).of(text);
        let at = (0..prepared.len()).find(|&at| word(&(at..at + 1)) == cue).unwrap();
        let found = read(prepared.items(), &(at..at + 1)).into_iter();
        found.map(|(what, phrase)| (what, word(&phrase).to_owned())).collect()
    }

    /// The subjects that the cue may have.
    fn check(text: &str, cue: &str, expected: &[(Stand, &str)]) {
        let found = at_cue(text, cue, subjects);
        let found: Vec<(Stand, &str)> = found.iter().map(|(stand, words)| (*stand, words.as_str())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    /// The subject that grammar gives the word `said`.
    fn own(text: &str) -> Option<String> {
        let found = at_cue(text, "said", |items, cue| {
            own_subject(items, cue, Some(&(0..1))).map(|phrase| ((), phrase)).into_iter().collect()
        });
        found.into_iter().next().map(|((), words)| words)
    }

    #[test]
    fn a_cue_has_a_subject_of_its_own() {
        check("Osei praised a report that said no.", "said", &[(Stand::Relative, "a report")]);
        check(
            "Osei fined the chief of Norland for saying no.",
            "saying",
            &[(Stand::Gerund, "the chief of Norland")],
        );
        check("They heard the note in which she said no.", "said", &[(Stand::Before, "she")]);
    }

    #[test]
    fn the_source_is_set_where_grammar_leaves_no_choice() {
        assert_eq!(own("Osei praised a report that said no.").as_deref(), Some("a report"));
        assert_eq!(own("They heard the note in which Osei said no.").as_deref(), Some("Osei"));
        assert_eq!(own("The prize went to researchers who said no.").as_deref(), Some("researchers"));
        assert_eq!(own("Researchers replied to a report which said no.").as_deref(), Some("a report"));
        for text in [
            "Osei, a lawyer at the bank, who said no.",
            "Osei, a lawyer, who said no.",
            "Osei, who leads the bank, said no.",
            "A report by the bank that said no.",
            "The bank, who last year said no.",
        ] {
            assert_eq!(own(text), None, "{text:?}");
        }
    }

    #[test]
    fn names_before_appositions_and_behind_verbs_are_subjects() {
        check(
            "Osei, a lawyer, said no.",
            "said",
            &[(Stand::Apposition, "Osei, a lawyer"), (Stand::Before, "a lawyer")],
        );
        check(
            "“No,” said the chief of Norland on Monday.",
            "said",
            &[(Stand::Behind, "the chief of Norland")],
        );
    }
}
