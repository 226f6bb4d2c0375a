//! What a source span names: a name, a role, a pronoun, a paper, or somebody without a name.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::coref::{Entities, MentionKind};
use crate::entity::EntityType;
use crate::lexicon::{
    CALENDAR_WORDS, CUE_VERBS, FUNCTION_WORDS, GOVERNORS, HEAD_ENDS, PAPERS, PHRASE_ENDS, PRONOUNS,
    ROLE_MODIFIERS, ROLES, TITLES,
};
use crate::span::Span;
use crate::text::{Document, TokenKind};

/// How many tokens stand before a clause of its own in a source, at least.
const MIN_CLAUSE: usize = 4;
/// How many commas before the name of whoever holds several offices.
const MAX_COMMAS: usize = 4;
/// How far behind the clause's first word its name begins, at most: "as Chief Justice Osei".
const MAX_TITLE: usize = 3;

/// The mentions of a text by place.
pub(super) struct Index {
    /// Tokens, entity and kind of each mention, by first token; of nested ones the outer first.
    mentions: Vec<(Range<usize>, usize, MentionKind)>,
    /// How many tokens the longest mention has.
    longest: usize,
    /// The only person of each surname, in lower case; None if there are two.
    surnames: BTreeMap<String, Option<usize>>,
}

impl Index {
    pub fn new(entities: &Entities) -> Self {
        let mut mentions = Vec::new();
        let mut surnames = BTreeMap::new();
        for (entity_idx, entity) in entities.entities.iter().enumerate() {
            if let Some((_, surname)) = entity.name.rsplit_once(' ')
                && entity.named
                && entity.entity_type == EntityType::Person
            {
                let only = surnames.entry(surname.to_lowercase()).or_insert(Some(entity_idx));
                only.take_if(|only| *only != entity_idx);
            }
            for mention in &entity.mentions {
                mentions.push((mention.tokens.clone(), entity_idx, mention.kind));
            }
        }
        mentions.sort_by_key(|(tokens, entity, _)| (tokens.start, std::cmp::Reverse(tokens.end), *entity));
        let longest = mentions.iter().map(|(tokens, ..)| tokens.len()).max().unwrap_or_default();
        Self { mentions, longest, surnames }
    }

    /// The mentions that begin in a range of tokens, in order.
    pub fn starting_in(&self, tokens: Range<usize>) -> &[(Range<usize>, usize, MentionKind)] {
        let from = self.mentions.partition_point(|(other, ..)| other.start < tokens.start);
        let to = self.mentions.partition_point(|(other, ..)| other.start < tokens.end);
        &self.mentions[from..to.max(from)]
    }

    /// The shortest mention over a token that fits `kind`; looks back over the longest one at most.
    pub fn at(&self, token_idx: usize, fits: impl Fn(MentionKind) -> bool) -> Option<(&Range<usize>, usize)> {
        let from = token_idx.saturating_sub(self.longest.min(40));
        self.starting_in(from..token_idx + 1)
            .iter()
            .filter(|(tokens, _, kind)| tokens.contains(&token_idx) && fits(*kind))
            .min_by_key(|(tokens, ..)| tokens.len())
            .map(|(tokens, entity, _)| (tokens, *entity))
    }
}

/// What a source span names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A name.
    Name(usize),
    /// A description that stands for an entity.
    Role(usize),
    /// A pronoun, with the entity it stands for if that is known.
    Pronoun(usize, Option<usize>),
    /// "the statement", "the report": whoever issued it; whether it may be the one spoken of.
    Paper { issuer: Option<usize>, is_known: bool },
    /// Somebody without a name; the words, the head noun's token, and to whom they belong.
    Unnamed { tokens: Range<usize>, noun: usize, affiliation: Option<usize> },
}

fn is_named(kind: MentionKind) -> bool {
    matches!(kind, MentionKind::Name | MentionKind::Alias | MentionKind::Acronym)
}

/// Takes a source span apart.
pub(super) fn read(document: &Document, entities: &Entities, index: &Index, span: Span) -> Option<Source> {
    let tokens = document.tokens_in(span);
    let tokens = last_clause(document, index, without_dateline(document, entities, index, tokens));
    let first = tokens.clone().find(|&at| document.word(at).kind == TokenKind::Word)?;
    let head = head_part(document, index, first..tokens.end);
    let part = without_tail(document, index, head.clone());
    // "Harbor JV today"
    let tokens = if head.end == tokens.end { tokens.start..part.end } else { tokens };
    let last = part.end.checked_sub(1).filter(|&last| part.start <= last)?;
    if let Some((name, entity)) = index.at(last, is_named)
        && !counts_people(document, entities, part.start..name.start, entity)
    {
        return Some(Source::Name(entity));
    }
    if let Some(pronoun) = pronoun(document, entities, index, part.clone()) {
        return Some(pronoun);
    }
    if let Some(entity) = titled(document, entities, index, first..tokens.end) {
        return Some(Source::Name(entity));
    }
    if let Some(entity) = apposition(document, entities, index, last, part.end..tokens.end) {
        return Some(Source::Name(entity));
    }
    if let Some(entity) = missed_surname(document, index, part.clone()) {
        return Some(Source::Name(entity));
    }
    if let Some((_, entity)) = index.at(last, |kind| kind == MentionKind::Role) {
        return Some(Source::Role(entity));
    }
    let inside = index.starting_in(first..clause_end(document, first..tokens.end)).iter();
    let affiliation = inside
        .filter(|(_, entity, kind)| {
            is_named(*kind) && entities.entities[*entity].entity_type != EntityType::Norp
        })
        .map(|(_, entity, _)| *entity)
        .next();
    if PAPERS.contains(document.lower(last)) {
        // "Its bulletin" is the agency's.
        let owner = || index.at(first, |kind| kind == MentionKind::Pronoun).map(|(_, entity)| entity);
        let is_known = PAPERS.get(document.lower(last)) == Some("letter")
            && !matches!(document.lower(first), "a" | "an");
        return Some(Source::Paper { issuer: affiliation.or_else(owner), is_known });
    }
    if document.word(last).kind != TokenKind::Word || is_time(document.lower(last)) {
        return None;
    }
    let start = without_determiner(document, first..tokens.end);
    Some(Source::Unnamed { tokens: start..clause_end(document, start..tokens.end), noun: last, affiliation })
}

/// Whether a group's name only says what people they are: "two Democrats", "a Republican".
fn counts_people(document: &Document, entities: &Entities, before: Range<usize>, entity: usize) -> bool {
    if entities.entities[entity].entity_type != EntityType::Norp || before.is_empty() {
        return false;
    }
    document.lower(before.start) != "the"
}

/// The person whose title the source begins with: "Leader of the Opposition Ana Brandvold",
/// "undersecretary for financial affairs Jonas Peake", "chairman and founder Jonas Peake".
fn titled(document: &Document, entities: &Entities, index: &Index, tokens: Range<usize>) -> Option<usize> {
    if matches!(document.lower(tokens.start), "the" | "a" | "an") {
        return None;
    }
    let ends = |at: &usize| matches!(document.lower(*at), "," | "who" | "(" | "a" | "an");
    let end = tokens.clone().find(ends).unwrap_or(tokens.end);
    let named = |end: usize| {
        let (name, entity) = index.at(end.checked_sub(1)?, is_named)?;
        let is_inside = tokens.start < name.start && name.end == end;
        (is_inside && entities.entities[entity].entity_type == EntityType::Person).then_some((name, entity))
    };
    let is_person_noun = |at: usize| is_only_person_noun(document.lower(at));
    // "Spokesman for President Ana Reyle": the title right before the name is hers.
    let title_start = |name: &Range<usize>| {
        let mut start = name.start;
        while tokens.start < start && is_title(document.lower(start - 1)) {
            start -= 1;
        }
        start
    };
    let is_governed = |at: usize| {
        let lower = document.lower(at);
        matches!(lower, "'s" | "and" | "or") || GOVERNORS.contains(lower)
    };
    // "Prosecutors and attorney Ana Reyle" are several, "chairman and founder Ana Reyle" is one.
    let joins_two = |range: Range<usize>| {
        range.clone().any(|at| {
            document.lower(at) == "and"
                && range.start < at
                && ROLES.get(document.lower(at - 1)).is_some_and(|value| value.starts_with("people"))
        })
    };
    if let Some((name, entity)) = named(end) {
        let start = title_start(name);
        let opens = start == tokens.start || !is_governed(start - 1);
        let is_title = document.word(tokens.start).case.is_capital()
            || start < name.start && is_person_noun(name.start - 1);
        let has_verb = (tokens.start..start).any(|at| is_clause_word(document, index, at));
        if opens && is_title && !has_verb && !joins_two(tokens.start..start) {
            return Some(entity);
        }
    }
    // "Leader of the Opposition Ana Brandvold to the court"
    if !document.word(tokens.start).case.is_capital() {
        return None;
    }
    let end = tokens.clone().find(|at| matches!(document.lower(*at), "for" | "to") || ends(at));
    let end = end.unwrap_or(tokens.end);
    let (name, entity) = named(end)?;
    let before = name.start - 1;
    let governed = matches!(document.lower(before), "of" | "at" | "in" | "from" | "with" | "'s" | "and");
    (!governed).then_some(entity)
}

/// Whether a word may stand before a name as its title.
fn is_title(lower: &str) -> bool {
    TITLES.contains(lower) || ROLE_MODIFIERS.contains(lower) || is_only_person_noun(lower)
}

/// Whether a word outside a name shows that a clause is about, not a title.
fn is_clause_word(document: &Document, index: &Index, at: usize) -> bool {
    let lower = document.lower(at);
    index.at(at, is_named).is_none()
        && (PRONOUNS.contains(lower)
            || PHRASE_ENDS.contains(lower) && !GOVERNORS.contains(lower) && !matches!(lower, "and" | "of")
            || matches!(lower, "as" | "that" | "which" | "when" | "while"))
}

/// The person whose surname the source is, where the names model saw a common word: "Chief said".
fn missed_surname(document: &Document, index: &Index, part: Range<usize>) -> Option<usize> {
    let last = part.end - 1;
    let is_alone = part.len() == 1 || part.len() == 2 && TITLES.contains(document.lower(part.start));
    let follows_article = || {
        let before = part.start.checked_sub(1).map_or("", |at| document.lower(at));
        matches!(before, "the" | "a" | "an")
    };
    if !is_alone || !document.word(last).case.is_capital() || follows_article() {
        return None;
    }
    index.surnames.get(document.lower(last)).copied().flatten()
}

/// The name behind a role and a comma: "the head of the agency, Jane Doe".
fn apposition(
    document: &Document,
    entities: &Entities,
    index: &Index,
    noun: usize,
    rest: Range<usize>,
) -> Option<usize> {
    let commas = rest.clone().filter(|&at| document.lower(at) == ",");
    for (number, comma) in commas.take(MAX_COMMAS).enumerate() {
        let part = head_part(document, index, comma + 1..rest.end);
        let Some(last) = part.end.checked_sub(1).filter(|&last| part.start <= last) else { continue };
        let Some((name, entity)) = index.at(last, is_named) else { continue };
        let fits = match entities.entities[entity].entity_type {
            EntityType::Person if number == 0 => true,
            // "The director, founder and owner of Norvik, Jonas Peake": whatever stands before, the
            // source ends with the person.
            EntityType::Person => {
                let ends = matches!(rest.end - part.end, 0)
                    || document.lower(part.end) == "," && part.end + 1 == rest.end;
                ends && (part.start..name.start)
                    .all(|at| index.at(at, is_named).is_some() || is_title(document.lower(at)))
            }
            EntityType::Organization | EntityType::Facility => {
                number == 0 && !is_only_person_noun(document.lower(noun))
            }
            _ => false,
        };
        if fits {
            return Some(entity);
        }
    }
    None
}

fn is_only_person_noun(lower: &str) -> bool {
    ROLES.get(lower).is_some_and(|value| value.starts_with("person"))
        && !matches!(lower, "owner" | "founder" | "parent" | "rival" | "partner" | "developer" | "member")
}

/// Without the day or the apostrophe behind who speaks: "Reyle yesterday", "Reyle’s".
fn without_tail(document: &Document, index: &Index, part: Range<usize>) -> Range<usize> {
    let mut end = part.end;
    while part.start + 1 < end && index.at(end - 1, is_named).is_none() {
        let lower = document.lower(end - 1);
        let is_time = || {
            matches!(lower, "today" | "yesterday" | "tonight")
                || CALENDAR_WORDS.get(lower).is_some_and(|value| value.starts_with('w'))
        };
        // "A study published Wednesday" is left as it is.
        let is_tail = (lower == "'s" || is_time()) && index.at(end - 2, is_named).is_some();
        if !is_tail {
            break;
        }
        end -= 1;
    }
    part.start..end
}

/// The tokens up to the first preposition, comma or relative pronoun outside a name.
fn head_part(document: &Document, index: &Index, tokens: Range<usize>) -> Range<usize> {
    let mut at = tokens.start;
    while at < tokens.end {
        if let Some((name, _)) = index.at(at, is_named) {
            at = name.end.max(at + 1);
            continue;
        }
        let lower = document.lower(at);
        let word = document.word(at);
        let ends =
            word.kind != TokenKind::Word && word.kind != TokenKind::Number && lower != "'" && lower != "-"
                || at != tokens.start && HEAD_ENDS.contains(lower);
        if ends {
            break;
        }
        at += 1;
    }
    tokens.start..at.min(tokens.end)
}

fn pronoun(document: &Document, entities: &Entities, index: &Index, part: Range<usize>) -> Option<Source> {
    let lower = document.lower(part.start);
    let relative = matches!(lower, "who" | "which" | "that" | "whom");
    let stands_alone = part.len() == 1 || PRONOUNS.contains(lower) && !is_possessive(lower);
    if !stands_alone {
        return None;
    }
    if relative {
        // The one that the clause is about stands right before it.
        let mut before = part.start.checked_sub(1)?;
        if document.lower(before) == "," {
            before = before.checked_sub(1)?;
        }
        let entity = index.at(before, |kind| kind != MentionKind::Pronoun).map(|(_, entity)| entity);
        let speaks = |&entity: &usize| {
            matches!(
                entities.entities[entity].entity_type,
                EntityType::Person | EntityType::Organization | EntityType::Norp
            )
        };
        let entity = entity.filter(speaks);
        let people = || people_before(document, index, before).filter(|_| lower == "who");
        return match entity {
            None => people().or(Some(Source::Pronoun(part.start, None))),
            Some(_) => Some(Source::Pronoun(part.start, entity)),
        };
    }
    if PRONOUNS.contains(lower) {
        let entity = index.at(part.start, |kind| kind == MentionKind::Pronoun).map(|(_, entity)| entity);
        return Some(Source::Pronoun(part.start, entity));
    }
    None
}

/// How far before "who" its people are looked for, in tokens.
const MAX_BEFORE_WHO: usize = 12;

/// The people that "who" stands for if no name does: "the union's supporters in Velmark, who".
fn people_before(document: &Document, index: &Index, last: usize) -> Option<Source> {
    let is_verb = |lower: &str| PHRASE_ENDS.contains(lower) || CUE_VERBS.contains(lower);
    let from = document.sentences[document.sentence_of(last)].tokens.start;
    let is_name = |at: usize| index.at(at, is_named).is_some();
    let is_people = |at: usize| {
        let value = ROLES.get(document.lower(at)).unwrap_or("");
        value.starts_with("person") || value.starts_with("people")
    };
    let mut noun = last;
    while is_name(noun) || !is_people(noun) {
        let lower = document.lower(noun);
        let goes_on = is_name(noun) || document.word(noun).kind == TokenKind::Word && !is_verb(lower);
        if !goes_on || noun == from || MAX_BEFORE_WHO < last - noun {
            return None;
        }
        noun -= 1;
    }
    let mut start = noun;
    while from < start && noun - start < MAX_BEFORE_WHO {
        let lower = document.lower(start - 1);
        let is_part = is_name(start - 1)
            || lower == "'s"
            || document.word(start - 1).kind == TokenKind::Word
                && !FUNCTION_WORDS.contains(lower)
                && !is_verb(lower);
        if !is_part {
            break;
        }
        start -= 1;
    }
    if let Some((_, entity)) = index.at(noun, |kind| kind == MentionKind::Role) {
        return Some(Source::Role(entity));
    }
    let inside = index.starting_in(start..noun).iter();
    let affiliation = inside.filter(|(.., kind)| is_named(*kind)).map(|(_, entity, _)| *entity).next();
    Some(Source::Unnamed { tokens: start..last + 1, noun, affiliation })
}

fn is_possessive(lower: &str) -> bool {
    PRONOUNS.get(lower).is_some_and(|value| value.ends_with("possessive"))
}

/// "5 a.m.": nobody.
fn is_time(lower: &str) -> bool {
    matches!(lower, "a.m." | "p.m." | "am" | "pm" | "gmt") || CALENDAR_WORDS.contains(lower)
}

/// The tokens behind "KUALA LUMPUR —" at a paragraph's start; no dateline has a person.
fn without_dateline(
    document: &Document,
    entities: &Entities,
    index: &Index,
    tokens: Range<usize>,
) -> Range<usize> {
    let opens = document.paragraphs[document.paragraph_of(tokens.start)].tokens.start == tokens.start;
    let dash = tokens.clone().take(10).find(|&at| matches!(document.token_text(at), "—" | "–" | "--"));
    let Some(dash) = dash.filter(|&dash| opens && dash + 1 < tokens.end) else { return tokens };
    let is_person = |&(_, entity, kind): &(Range<usize>, usize, MentionKind)| {
        is_named(kind) && entities.entities[entity].entity_type == EntityType::Person
    };
    if index.starting_in(tokens.start..dash).iter().any(is_person) { tokens } else { dash + 1..tokens.end }
}

/// "Ana Reyle left the hall as Justice Osei", where a cue follows, is Osei: the clause that ends with
/// a name of its own, with a title at most.
fn last_clause(document: &Document, index: &Index, tokens: Range<usize>) -> Range<usize> {
    let opens = |at: &usize| matches!(document.lower(*at), "as" | "while" | "when" | "because" | "until");
    let Some(at) = tokens.clone().skip(MIN_CLAUSE).rev().find(opens) else { return tokens };
    let ends_with_name = index
        .starting_in(at + 1..tokens.end)
        .iter()
        .any(|(name, _, kind)| is_named(*kind) && name.end == tokens.end && name.start <= at + MAX_TITLE);
    if ends_with_name { at + 1..tokens.end } else { tokens }
}

fn without_determiner(document: &Document, tokens: Range<usize>) -> usize {
    let determiner =
        matches!(document.lower(tokens.start), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this");
    if determiner && tokens.start + 1 < tokens.end { tokens.start + 1 } else { tokens.start }
}

/// Where the words for an unnamed source end: before a relative clause or a comma.
fn clause_end(document: &Document, tokens: Range<usize>) -> usize {
    tokens
        .clone()
        .skip(1)
        .find(|&at| {
            let lower = document.lower(at);
            matches!(lower, "who" | "which" | "that" | ",")
                || document.word(at).kind == TokenKind::Mark && lower != "'"
        })
        .unwrap_or(tokens.end)
}

/// Whether a word says of people, not of things, what they are.
pub(super) fn is_person_noun(lower: &str) -> bool {
    ROLES.get(lower).is_none_or(|value| !value.starts_with("organization") && !value.starts_with("place"))
        && !FUNCTION_WORDS.contains(lower)
}

/// Whether the words for a source mean several people.
pub(super) fn is_plural(noun: &str, words: &str) -> bool {
    let lower = noun.to_lowercase();
    ROLES.get(&lower).is_some_and(|value| value.starts_with("people"))
        || lower.ends_with('s') && !lower.ends_with("ss") && !words.starts_with(['a', 'A'])
}
