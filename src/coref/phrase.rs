//! Finds role phrases: around a noun of the role list, taken apart into what makes one role another
//! one. Whose role it is, is decided in `attachment` and `pass`.

use std::ops::Range;

use super::role::{NamesAt, Opening, Phrase, Role, country, is_verb};
use super::spelling::Spelling;
use crate::lexicon::{
    ADJECTIVES, AUXILIARIES, CALENDAR_WORDS, COUNTRIES, CUE_VERBS, DETERMINERS, Determiner, FUNCTION_WORDS,
    GOVERNORS, ROLE_MODIFIERS,
};
use crate::text::{Case, Document, TokenKind};

/// How far a phrase may reach to either side of its noun, in tokens.
const MAX_REACH: usize = 10;
/// How many tokens an owner may have.
const MAX_OWNER: usize = 5;
/// How far all that an office is for is looked for, in tokens.
const MAX_PORTFOLIO: usize = 16;

/// Calls `emit` for each role phrase, in text order; they do not overlap.
pub(super) fn find_phrases(names: &NamesAt, mut emit: impl FnMut(Phrase)) {
    let document = names.document;
    for sentence in &document.sentences {
        let mut from = sentence.tokens.start;
        for token_idx in sentence.tokens.clone() {
            if token_idx < from || names.name_at(token_idx).is_some() {
                continue;
            }
            let Some(role) = Role::of(document.lower(token_idx)) else { continue };
            if is_predicate(names, sentence.tokens.start, token_idx) {
                continue;
            }
            // In "police officer" and "market research firm" the last noun is the head.
            if head_at(names, sentence.tokens.end, token_idx) != token_idx {
                // "company president": the company of which the text speaks.
                if matches!(role.noun, "company" | "firm") && stands_for_itself(names, from, token_idx) {
                    emit(Phrase::bare(token_idx, role));
                }
                continue;
            }
            let Some(phrase) = phrase(names, from..sentence.tokens.end, token_idx, role) else { continue };
            from = phrase.tokens.end;
            let inside = token_idx + 1..from;
            emit(phrase);
            find_inside(names, inside, &mut emit);
        }
    }
}

/// Whether a word that may be a role noun is the verb between a subject and a name: "Critics judge
/// Osei", "Police accused Osei", "have accused Osei".
fn is_predicate(names: &NamesAt, from: usize, token_idx: usize) -> bool {
    let document = names.document;
    let lower = document.lower(token_idx);
    let word_before = token_idx.checked_sub(1).filter(|&before| from <= before);
    let next = token_idx + 1;
    let is_object = names.name_at(next).is_some()
        || document.tokens.get(next).is_some_and(|_| {
            document.word(next).case == Case::Capitalized && Role::of(document.lower(next)).is_some()
        });
    let Some(before) = word_before.filter(|_| is_object) else { return false };
    if names.name_at(before).is_some() || document.word(before).kind != TokenKind::Word {
        // "Kestrel accused Osei": a name before a role is its owner, but a participle has none.
        return names.name_at(before).is_some() && is_past(lower);
    }
    let word = document.lower(before);
    let is_plural_person = || Role::of(word).is_some_and(|role| role.is_person() && role.noun != word);
    AUXILIARIES.contains(word)
        || word == "to"
        || is_plural_person()
        || is_past(lower) && !DETERMINERS.contains(word) && !ADJECTIVES.contains(word) && word != "'s"
}

/// Whether a form is that of the past, by its ending, and a verb of saying or doing to somebody.
fn is_past(lower: &str) -> bool {
    lower.ends_with("ed") && CUE_VERBS.get(lower).is_some()
}

/// Calls `emit` for the phrases inside another one: "the agency" in "head of the agency".
fn find_inside(names: &NamesAt, inside: Range<usize>, emit: &mut impl FnMut(Phrase)) {
    let Range { mut start, end } = inside;
    for token_idx in inside {
        if token_idx < start || names.name_at(token_idx).is_some() {
            continue;
        }
        let Some(role) = Role::of(names.document.lower(token_idx)) else { continue };
        if head_at(names, end, token_idx) != token_idx {
            continue;
        }
        let Some(phrase) = phrase(names, start..end, token_idx, role) else { continue };
        start = phrase.tokens.end;
        // "Spokesman for Chief Minister Ana Reyle"
        let before = phrase.tokens.start - 1;
        let is_title = names.name_at(start).is_some() && GOVERNORS.contains(names.document.lower(before));
        if is_title || matches!(phrase.opening, Opening::Definite | Opening::Pronoun(_)) {
            emit(Phrase { is_inside: true, ..phrase });
        }
    }
}

/// Whether a noun before another one has no words of its own before it but "the".
fn stands_for_itself(names: &NamesAt, from: usize, noun_at: usize) -> bool {
    let Some(before) = noun_at.checked_sub(1).filter(|&before| from <= before) else { return true };
    let lower = names.document.lower(before);
    lower == "the"
        || names.name_at(before).is_none()
            && !matches!(lower, "a" | "an")
            && !is_noun_like(names.document, before)
}

fn phrase(names: &NamesAt, bounds: Range<usize>, noun_at: usize, role: Role) -> Option<Phrase> {
    let document = names.document;
    let (start, opening) = left(names, bounds.start, noun_at);
    let end = right(names, bounds.end, noun_at);
    let role = office(document, start, noun_at).unwrap_or(role);
    let mut phrase = Phrase::new(start..end, noun_at, role, opening);
    for token_idx in start..end {
        if let Some(name) = names.name_at(token_idx) {
            if names.tokens[name].start.max(start) != token_idx {
                continue;
            }
            let spelling = Spelling::of(document, names.tokens[name].clone()).words.join(" ");
            match country(&spelling) {
                Some(country) => phrase.country = phrase.country.or(Some(country)),
                None => phrase.names.push(name),
            }
        } else if token_idx < noun_at + 3 {
            let lower = document.lower(token_idx);
            if let Some((modifier, _)) = ROLE_MODIFIERS.get_entry(lower) {
                phrase.modifiers.push(modifier);
            } else if phrase.country.is_none() && document.word(token_idx).case != Case::Lower {
                phrase.country = COUNTRIES.get(lower);
            }
        }
    }
    Some(phrase)
}

/// Offices of several words: "chief executive officer", "director general".
fn office(document: &Document, start: usize, noun_at: usize) -> Option<Role> {
    let word = |back: usize| noun_at.checked_sub(back).filter(|&at| start <= at).map(|at| document.lower(at));
    match (word(2), word(1), document.lower(noun_at)) {
        (_, Some("chief"), "executive") | (Some("chief"), Some("executive"), "officer") => Role::of("ceo"),
        (_, Some("vice"), "president") => Role::of("vice-president"),
        (_, Some("prime"), "minister") => Role::of("premier"),
        (_, Some(before @ ("secretary" | "director" | "attorney" | "inspector" | "governor")), "general") => {
            Role::of(before)
        }
        _ => None,
    }
}

/// The first token of the phrase and how it opens.
fn left(names: &NamesAt, from: usize, noun_at: usize) -> (usize, Opening) {
    let document = names.document;
    let mut start = noun_at;
    // Where the phrase begins if there is no determiner: words that surely belong to it.
    let mut sure = noun_at;
    let mut is_sure = true;
    while from < start && noun_at - start < MAX_REACH {
        let before = start - 1;
        let word = document.word(before);
        let lower = word.lower.as_str();
        if let Some(name) = names.name_at(before) {
            if names.is_person[name] {
                break;
            }
            start = names.tokens[name].start.max(from);
            // "U.S. electronics maker", whatever verb stands before.
            let is_country = || {
                let spelling = Spelling::of(document, names.tokens[name].clone());
                country(&spelling.words.join(" ")).is_some()
            };
            if is_sure || is_country() {
                sure = start;
            }
            continue;
        }
        match lower {
            "the" | "this" | "that" | "these" | "those" => return (start, Opening::Definite),
            "a" | "an" | "one" | "another" | "some" | "several" | "two" | "three" | "many" | "any" | "no"
            | "each" | "every" | "other" => {
                return (start, Opening::Indefinite);
            }
            "his" | "her" | "its" | "their" | "our" | "my" => return (start, Opening::Pronoun(before)),
            "'s" | "'" | "s'" => {
                // "Russia's president": the owner belongs to the phrase unless it is a person.
                let owner = before.checked_sub(1).and_then(|at| names.name_at(at));
                match owner {
                    Some(name) if from <= names.tokens[name].start => {
                        return (names.tokens[name].start, Opening::Bare);
                    }
                    _ => {
                        let owner = owner_start(document, before);
                        return (start, owner.map_or(Opening::Bare, Opening::Owned));
                    }
                }
            }
            "-" if !document.tokens[start].space_before => {}
            "&" => {}
            // "On Monday Mayor Rosa Tilden"
            _ if CALENDAR_WORDS.get(lower).is_some_and(|word| 0 < word.weekday) => break,
            _ if word.kind == TokenKind::Number => {}
            _ if word.kind != TokenKind::Word => break,
            "most" if start < noun_at => {}
            // "computer and phone maker", if a preposition stands before it.
            "and"
                if from < before
                    && document.word(before - 1).case == Case::Lower
                    && is_noun_like(document, before - 1)
                    && Role::of(document.lower(before - 1)).is_none() => {}
            // "led" in "Norvik-led consortium" is no verb.
            _ if is_glued(document, before) => {}
            _ if FUNCTION_WORDS.contains(lower) || is_verb(lower) => {
                // "for computer maker Norvik": the preposition tells where the noun's words begin.
                if GOVERNORS.contains(lower) && lower != "to" {
                    sure = start;
                }
                break;
            }
            _ => {}
        }
        start = before;
        let known = word.case.is_capital()
            || lower == "-"
            || Role::of(lower).is_some()
            || ROLE_MODIFIERS.contains(lower)
            || COUNTRIES.contains(lower);
        // What opens the sentence is hardly a verb.
        let opens = before == from && document.sentences[document.sentence_of(before)].tokens.start == before;
        is_sure &= known || opens;
        if is_sure {
            sure = start;
        }
    }
    let opens_after_comma =
        start.checked_sub(1).is_some_and(|at| matches!(document.lower(at), "," | "(" | "—" | "–"));
    let opens = document.sentences[document.sentence_of(start)].tokens.start == start;
    if opens_after_comma || opens { (start, Opening::Bare) } else { (sure, Opening::Bare) }
}

/// Where the owner before an apostrophe begins, if that is a noun with a determiner:
/// "the company's", "his late brother's".
fn owner_start(document: &Document, apostrophe: usize) -> Option<usize> {
    let from = document.sentences[document.sentence_of(apostrophe)].tokens.start;
    for at in (from..apostrophe).rev().take(MAX_OWNER) {
        if DETERMINERS.contains(document.lower(at)) {
            return (at + 1 < apostrophe).then_some(at);
        }
        if !is_noun_like(document, at) && document.lower(at) != "-" {
            return None;
        }
    }
    None
}

/// Whether a hyphen joins a token to the word before it.
fn is_glued(document: &Document, token_idx: usize) -> bool {
    if document.tokens.len() <= token_idx {
        return false;
    }
    let hyphen = token_idx.checked_sub(1).map_or("", |before| document.token_text(before));
    hyphen == "-" && !document.tokens[token_idx].space_before && !document.tokens[token_idx - 1].space_before
}

/// The token after the phrase: its noun, a second office, and what "of", "for" or "at" adds.
fn right(names: &NamesAt, to: usize, noun_at: usize) -> usize {
    let document = names.document;
    let to = to.min(noun_at + 1 + 2 * MAX_REACH);
    let lower = |at: usize| if at < to { document.lower(at) } else { "" };
    let is_name = |at: usize| at < to && (names.name_at(at).is_some() || document.word(at).case.is_capital());
    let mut end = noun_at + 1;
    if lower(end) == "-" && lower(end + 1) == "elect" {
        end += 2;
    }
    // "chairman and chief operating officer"
    if lower(end) == "and"
        && let Some(second) = (end + 1..to.min(end + 6))
            .take_while(|&at| {
                let is_hyphen = document.lower(at) == "-" && !document.tokens[at].space_before;
                names.name_at(at).is_none() && (is_hyphen || is_noun_like(document, at))
            })
            .find(|&at| Role::of(lower(at)).is_some() && head_at(names, to, at) == at)
    {
        end = second + 1;
    }
    let first = end;
    while end < to {
        let object = end + 1;
        let named = is_name(object) || lower(object) == "the" && is_name(object + 1);
        let goes_on = match lower(end) {
            "of" => true,
            "for" | "at" => named || end == first,
            "to" => {
                let is_role = |at: usize| Role::of(lower(at)).is_some();
                named || lower(object) == "the" && (is_role(object + 1) || is_role(object + 2))
            }
            "in" | "from" | "with" => named,
            "and" => first < end && named,
            _ => false,
        };
        let mut object_end = noun_phrase_end(names, object, to);
        // "spokesman for President Ana Reyle", "brother of former mayor Karl Osei"
        if matches!(lower(end), "for" | "to" | "of")
            && let Some(name) = names.name_at(object_end).filter(|_| object < object_end)
            && names.is_person[name]
            && Role::of(lower(object_end - 1)).is_some_and(|role| role.is_person())
        {
            object_end = names.tokens[name].end;
        }
        if !goes_on || object_end == object {
            break;
        }
        end = object_end;
    }
    end
}

/// Where the noun phrase that begins at `from` ends; `from` itself if there is none.
fn noun_phrase_end(names: &NamesAt, from: usize, to: usize) -> usize {
    let document = names.document;
    let mut at = from;
    let mut end = from;
    while at < to {
        if let Some(name) = names.name_at(at) {
            if names.is_person[name] && at != from {
                break;
            }
            at = names.tokens[name].end.min(to);
            end = at;
            continue;
        }
        let lower = document.lower(at);
        let links = DETERMINERS.get(lower) == Some(Determiner::Plain) || matches!(lower, "'s" | "-" | "'");
        let superlative = document.lower(at) == "most"
            && at + 1 < to
            && (is_noun_like(document, at + 1) || is_glued(document, at + 2));
        if !links && !superlative && !is_noun_like(document, at) {
            break;
        }
        at += 1;
        if !links {
            end = at;
        }
    }
    end
}

/// Where a phrase ends with all that an office is for: "minister of labor, trade and science".
pub(super) fn portfolio_end(names: &NamesAt, phrase: &Phrase, to: usize) -> usize {
    let document = names.document;
    let end = phrase.tokens.end;
    let to = to.min(end + MAX_PORTFOLIO);
    let lower = |at: usize| if at < to { document.lower(at) } else { "" };
    if phrase.noun_at + 1 == end || lower(end) != "," {
        return end;
    }
    let (mut at, mut is_joined) = (end, false);
    while !is_joined && (lower(at) == "," || lower(at) == "and") {
        is_joined = lower(at) == "and" || lower(at + 1) == "and";
        let object = at + 1 + usize::from(lower(at) == "," && is_joined);
        let object_end = noun_phrase_end(names, object, to);
        let is_person = |at: usize| names.name_at(at).is_some_and(|name| names.is_person[name]);
        if object_end == object || (object..object_end).any(is_person) {
            return end;
        }
        at = object_end;
    }
    if is_joined { at } else { end }
}

/// Whether a token may be a noun or adjective within a noun phrase.
fn is_noun_like(document: &Document, token_idx: usize) -> bool {
    let word = document.word(token_idx);
    matches!(word.kind, TokenKind::Word | TokenKind::Number)
        && !FUNCTION_WORDS.contains(&word.lower)
        && !is_verb(&word.lower)
}

/// The last role noun of a row like "market research firm", which is its head.
fn head_at(names: &NamesAt, to: usize, noun_at: usize) -> usize {
    let document = names.document;
    let mut head = noun_at;
    for at in noun_at + 1..to.min(noun_at + 5) {
        let is_other = names.name_at(at).is_some() || !document.tokens[at].space_before;
        if is_other || !is_noun_like(document, at) || is_predicate(names, noun_at, at) {
            break;
        }
        if Role::of(document.lower(at)).is_some() {
            head = at;
        }
    }
    head
}
