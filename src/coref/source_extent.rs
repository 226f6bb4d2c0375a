//! Which words of a source stand for who speaks: without dateline, clauses, appositions and adverbs.

use std::ops::Range;

use super::role::{NamesAt, is_only_person_noun, is_several, is_title};
use crate::entity::EntityType;
use crate::lexicon::{
    CALENDAR_WORDS, CONJUNCTIONS, Conjunction, DETERMINERS, Determiner, GOVERNORS, HEAD_ENDS, PHRASE_ENDS,
    PRONOUNS, SOURCE_TAILS,
};
use crate::text::{Document, TokenKind};

/// How many tokens stand before a clause of its own in a source, at least.
const MIN_CLAUSE: usize = 4;
/// How many commas before the name of whoever holds several offices.
const MAX_COMMAS: usize = 4;
/// How far behind the clause's first word its name begins, at most: "as Chief Justice Osei".
const MAX_TITLE: usize = 3;

/// Names with what a source asks of them.
pub(super) struct Reading<'a, 'd, 't> {
    pub names: &'a NamesAt<'d, 't>,
    pub types: &'a [EntityType],
}

impl Reading<'_, '_, '_> {
    pub(super) fn document(&self) -> &Document<'_> {
        self.names.document
    }

    pub(super) fn lower(&self, at: usize) -> &str {
        self.document().tokens.get(at).map_or("", |_| self.document().lower(at))
    }

    pub(super) fn is_name(&self, at: usize) -> bool {
        self.names.name_at(at).is_some()
    }

    /// The names that begin in a range of tokens.
    pub(super) fn names_in(&self, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        let from = self.names.tokens.partition_point(|name| name.start < tokens.start);
        let rest = self.names.tokens[from..].iter().take_while(move |name| name.start < tokens.end);
        rest.enumerate().map(move |(number, _)| from + number)
    }

    /// The person that a source by an office ends with: "a specialist in labor law Ana Reyle".
    pub(super) fn closing(&self, noun: usize, tokens: Range<usize>) -> Option<usize> {
        let name = self.names.name_at(tokens.end.checked_sub(1)?)?;
        // "Spokesman for President Ana Reyle": the title right before the name is hers.
        let start = self.names.title_start(name, noun + 1);
        let before = self.lower(start.checked_sub(1)?);
        let is_governed = matches!(before, "'s" | "and" | "or" | "," | "(" | "the")
            || GOVERNORS.contains(before)
            || HEAD_ENDS.contains(before);
        let has_clause = (noun..start).any(|at| self.is_clause_word(at) || self.lower(at) == ",");
        let fits = noun < start && is_only_person_noun(self.lower(noun)) && self.names.is_person[name];
        (fits && !is_governed && !has_clause).then_some(name)
    }

    /// Whether a word outside a name shows that a clause is about, not a title.
    pub(super) fn is_clause_word(&self, at: usize) -> bool {
        let lower = self.lower(at);
        !self.is_name(at)
            && (PRONOUNS.contains(lower)
                || PHRASE_ENDS.contains(lower) && !GOVERNORS.contains(lower) && lower != "and"
                || matches!(lower, "as" | "that" | "which" | "when" | "while"))
    }

    /// The name behind a role and a comma, bracket or dash: "the head of the agency, Jane Doe".
    pub(super) fn apposition(&self, noun: usize, rest: Range<usize>) -> Option<usize> {
        let document = self.document();
        let signs = rest.clone().filter(|&at| matches!(document.lower(at), "," | "(") || self.is_dash(at));
        // "Three judges - Osei, Reyle and Lund": none of them is the judges.
        if is_several(document.lower(noun)) {
            return None;
        }
        for (number, sign) in signs.take(MAX_COMMAS).enumerate() {
            let part = self.head_part(sign + 1..rest.end);
            let Some(last) = part.end.checked_sub(1).filter(|&last| part.start <= last) else { continue };
            let Some(name) = self.names.name_at(last) else { continue };
            let fits = match self.types[name] {
                EntityType::Person if number == 0 => true,
                // "The director, founder and owner of Norvik, Jonas Peake": whatever stands before, the
                // source ends with the person.
                EntityType::Person => {
                    let ends = matches!(rest.end - part.end, 0)
                        || document.lower(part.end) == "," && part.end + 1 == rest.end;
                    ends && (part.start..self.names.tokens[name].start)
                        .all(|at| self.is_name(at) || is_title(document.lower(at)))
                }
                EntityType::Organization | EntityType::Facility => {
                    number == 0 && !is_only_person_noun(document.lower(noun))
                }
                _ => false,
            };
            if fits {
                return Some(name);
            }
        }
        None
    }

    /// Without the day, the apostrophe or the adverb behind who speaks: "Reyle yesterday", "Reyle’s",
    /// "the letter further".
    pub(super) fn without_tail(&self, part: Range<usize>) -> Range<usize> {
        let mut end = part.end;
        while part.start + 1 < end && !self.is_name(end - 1) {
            let lower = self.lower(end - 1);
            let is_day = || CALENDAR_WORDS.get(lower).is_some_and(|word| 0 < word.weekday);
            // "A study published Wednesday" is left as it is.
            let is_tail =
                SOURCE_TAILS.contains(lower) || (lower == "'s" || is_day()) && self.is_name(end - 2);
            if !is_tail {
                break;
            }
            end -= 1;
        }
        part.start..end
    }

    /// The tokens up to the first preposition, comma or relative pronoun outside a name.
    pub(super) fn head_part(&self, tokens: Range<usize>) -> Range<usize> {
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some(name) = self.names.name_at(at) {
                at = self.names.tokens[name].end.max(at + 1);
                continue;
            }
            let lower = self.lower(at);
            let kind = self.document().word(at).kind;
            let is_part =
                matches!(kind, TokenKind::Word | TokenKind::Number) || lower == "'" || self.is_hyphen(at);
            // "And" in "the chemicals-and-crops firm" ends nothing.
            let is_glued = at != tokens.start && self.is_hyphen(at - 1);
            if !is_part || at != tokens.start && HEAD_ENDS.contains(lower) && !is_glued {
                break;
            }
            at += 1;
        }
        tokens.start..at.min(tokens.end)
    }

    /// Whether a token is a dash and no hyphen.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        match self.lower(at) {
            "-" => !self.is_hyphen(at),
            lower => matches!(lower, "–" | "—" | "--"),
        }
    }

    /// Whether a token joins two words, which a dash with space around it does not.
    fn is_hyphen(&self, at: usize) -> bool {
        let document = self.document();
        document.lower(at) == "-"
            && !document.tokens[at].space_before
            && document.tokens.get(at + 1).is_some_and(|next| !next.space_before)
    }

    /// The noun of a part without a name: "poll" in "a poll last week", "Article" in "Article 13". What
    /// may also tell the time is one behind an article: "the PM", "the minutes".
    pub(super) fn noun_of(&self, part: Range<usize>) -> Option<usize> {
        let document = self.document();
        let is_word = |at: &usize| document.word(*at).kind == TokenKind::Word;
        let is_tail = |at: &usize| {
            let lower = document.lower(*at);
            is_time(lower)
                || document.word(*at).kind == TokenKind::Number
                || DETERMINERS.contains(lower)
                || SOURCE_TAILS.contains(lower)
        };
        let last = part.end.checked_sub(1).filter(|last| part.start <= *last && is_word(last));
        if let Some(last) = last.filter(|&last| !is_time(document.lower(last))) {
            return Some(last);
        }
        let before = part.clone().rev().find(|at| !is_tail(at)).filter(is_word);
        before.or(last.filter(|last| {
            let article = last.checked_sub(1).map(|at| document.lower(at));
            article.is_some_and(|article| matches!(article, "the" | "this"))
        }))
    }

    /// The tokens behind "KUALA LUMPUR —" at a paragraph's start; no dateline has a person.
    pub(super) fn without_dateline(&self, tokens: Range<usize>) -> Range<usize> {
        let document = self.document();
        let opens = document.paragraphs[document.paragraph_of(tokens.start)].tokens.start == tokens.start;
        let dash = tokens.clone().take(10).find(|&at| matches!(document.token_text(at), "—" | "–" | "--"));
        let Some(dash) = dash.filter(|&dash| opens && dash + 1 < tokens.end) else { return tokens };
        let has_person = self.names_in(tokens.start..dash).any(|name| self.names.is_person[name]);
        if has_person { tokens } else { dash + 1..tokens.end }
    }

    /// "Ana Reyle left the hall as Justice Osei", where a cue follows, is Osei: the clause that ends
    /// with a name of its own, with a title at most.
    pub(super) fn last_clause(&self, tokens: Range<usize>) -> Range<usize> {
        let opens = |at: &usize| {
            matches!(CONJUNCTIONS.get(self.lower(*at)), Some(Conjunction::Circumstance | Conjunction::Either))
        };
        let Some(at) = tokens.clone().skip(MIN_CLAUSE).rev().find(opens) else { return tokens };
        let ends_with_name = self.names_in(at + 1..tokens.end).any(|name| {
            let own = &self.names.tokens[name];
            own.end == tokens.end && own.start <= at + MAX_TITLE
        });
        if ends_with_name { at + 1..tokens.end } else { tokens }
    }

    pub(super) fn without_determiner(&self, tokens: Range<usize>) -> usize {
        let determiner = DETERMINERS.get(self.lower(tokens.start)) == Some(Determiner::Plain);
        if determiner && tokens.start + 1 < tokens.end { tokens.start + 1 } else { tokens.start }
    }

    /// Where the words for an unnamed source end: before a relative clause or a comma.
    pub(super) fn clause_end(&self, tokens: Range<usize>) -> usize {
        let ends = |&at: &usize| {
            let lower = self.lower(at);
            matches!(lower, "who" | "which" | "that" | ",")
                || self.is_dash(at)
                || self.document().word(at).kind == TokenKind::Mark && lower != "'"
        };
        tokens.clone().skip(1).find(ends).unwrap_or(tokens.end)
    }
}

/// "5 a.m.": nobody.
fn is_time(lower: &str) -> bool {
    matches!(lower, "a.m." | "p.m." | "am" | "pm" | "gmt") || CALENDAR_WORDS.contains(lower)
}
