//! What the source of a quotation is made of: a name, a pronoun, a document, other words.
//!
//! It says what stands there; whom that means is decided in the pass.

use std::ops::Range;

use super::role::{Role, is_only_person_noun, is_title, is_verb};
use super::source_extent::Reading;
use crate::entity::EntityType;
use crate::lexicon::{
    DOCUMENT_NOUNS, FUNCTION_WORDS, GOVERNORS, Governor, PHRASE_ENDS, PRONOUNS, PronounCase, RoleKind,
};
use crate::text::TokenKind;

/// How far before "who" its people are looked for, in tokens.
const MAX_PEOPLE: usize = 12;
/// How many names of a source are looked at.
const MAX_NAMES: usize = 8;

/// The head of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A name; its index.
    Name(usize),
    /// Several names that speak together.
    Joint(Vec<usize>),
    /// A personal pronoun's token.
    Pronoun(usize),
    /// "who", "which"; its token and the last one of what it goes back to.
    Relative(usize, usize),
    /// "Q" and "A" of a printed interview.
    Letter,
    /// "the statement", "the report"; whether it is somebody's own words.
    Document { noun: usize, is_letter: bool },
    /// Other words by their last noun.
    Words { noun: usize },
}

/// A source taken apart.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub head: Head,
    /// The words that stand for it, without determiner and clause.
    pub words: Range<usize>,
    /// The names in it, by their indices; the first few.
    pub names: Vec<usize>,
}

impl Reading<'_, '_, '_> {
    /// Takes a source apart; None if no word in it can be a source.
    pub fn read(&self, tokens: Range<usize>) -> Option<Source> {
        let document = self.document();
        if matches!(document.cover(tokens.clone()).of(document.text), "Q" | "A" | "Q." | "A.") {
            return Some(Source { head: Head::Letter, words: tokens, names: Vec::new() });
        }
        let tokens = self.with_those_before(self.last_clause(self.without_dateline(tokens)));
        let first = tokens.clone().find(|&at| document.word(at).kind == TokenKind::Word)?;
        let head_part = self.head_part(first..tokens.end);
        let part = self.without_tail(head_part.clone());
        // "Harbor JV today"
        let tokens = if head_part.end == tokens.end { tokens.start..part.end } else { tokens };
        let last = part.end.checked_sub(1).filter(|&last| part.start <= last)?;
        let names: Vec<usize> = self.names_in(first..tokens.end).take(MAX_NAMES).collect();
        let start = self.without_determiner(first..tokens.end);
        let words = start..self.clause_end(start..tokens.end);
        if let Some((words, noun)) = self.people_before(part.clone()) {
            let names = self.names_in(words.clone()).take(MAX_NAMES).collect();
            return Some(Source { head: Head::Words { noun }, words, names });
        }
        if let Some(joint) = self.joint(first..tokens.end, &names) {
            let end = joint.last().map_or(words.end, |&last| self.names.tokens[last].end);
            return Some(Source { head: Head::Joint(joint), words: words.start..end, names });
        }
        let name = self.names.name_at(last).filter(|&name| !self.counts_people(part.start, name));
        let head = name
            .map(Head::Name)
            .or_else(|| self.pronoun(part.clone()))
            .or_else(|| self.closing_pronoun(tokens.clone()))
            .or_else(|| self.titled(first..tokens.end).map(Head::Name))
            .or_else(|| self.closing(last, tokens.clone()).map(Head::Name))
            .or_else(|| self.apposition(last, part.end..tokens.end).map(Head::Name))
            .or_else(|| {
                if let Some(noun) = DOCUMENT_NOUNS.get(document.lower(last)) {
                    let is_letter = noun.is_letter && !matches!(document.lower(first), "a" | "an");
                    return Some(Head::Document { noun: last, is_letter });
                }
                self.noun_of(part).map(|noun| Head::Words { noun })
            })?;
        Some(Source { head, words, names })
    }

    /// "Abbott and Munro" behind "Kaplan, ", with which the sentence begins: the list begins there, at
    /// most [`MAX_NAMES`] names before.
    fn with_those_before(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.clone().all(|at| self.lower(at) != "and") {
            return tokens;
        }
        let from = self.document().sentences[self.document().sentence_of(tokens.start)].tokens.start;
        let mut start = tokens.start;
        for _ in 0..MAX_NAMES {
            let is_behind_comma = from + 1 < start && self.lower(start - 1) == ",";
            let Some(name) = start.checked_sub(2).and_then(|at| self.names.name_at(at)) else { break };
            if !is_behind_comma {
                break;
            }
            start = self.names.tokens[name].start;
        }
        if start == from { start..tokens.end } else { tokens }
    }

    /// "Kaplan, Abbott and Munro", "Alan Pryce, a fisherman, and his daughter Mia Pryce": names
    /// with nothing but commas, "and" and what they are between them.
    fn joint(&self, tokens: Range<usize>, names: &[usize]) -> Option<Vec<usize>> {
        let names = self.who_speak(tokens.clone(), names);
        let [first, .., last] = names.as_slice() else { return None };
        let end = self.names.tokens[*last].end;
        let closes = tokens.end <= end
            || matches!(self.lower(end), "," | "(" | "all" | "both" | "who" | "jointly")
            || self.is_dash(end);
        let before = tokens.start..self.names.tokens[*first].start;
        // "The head of Norvik and Ana Reyle" are not Norvik and Ana Reyle.
        let opens = before.clone().all(|at| self.is_name(at) || self.is_description(at));
        let pairs: Vec<[usize; 2]> = names.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        let joins = |pair: &[usize; 2]| {
            let between = self.names.tokens[pair[0]].end..self.names.tokens[pair[1]].start;
            let is_joint = |at: usize| matches!(self.lower(at), "and" | "," | "&");
            let mut all = between.clone();
            all.all(|at| is_joint(at) || self.is_name(at) || self.is_description(at))
                && between.clone().any(is_joint)
        };
        let ends = {
            let [before, last] = pairs.last()?;
            let between = self.names.tokens[*before].end..self.names.tokens[*last].start;
            between.clone().any(|at| matches!(self.lower(at), "and" | "&"))
        };
        let fits = closes && opens && ends && pairs.iter().all(joins);
        fits.then_some(names)
    }

    /// The names of a source without those in brackets and those by which people are described:
    /// "Norland senators Ana Reyle (Unity) and Karl Osei".
    fn who_speak(&self, tokens: Range<usize>, names: &[usize]) -> Vec<usize> {
        let mut is_in_brackets = false;
        let mut at = tokens.start;
        let mut kept: Vec<usize> = Vec::new();
        for &name in names {
            let own = &self.names.tokens[name];
            for between in at..own.start {
                is_in_brackets = self.lower(between) == "(" || is_in_brackets && self.lower(between) != ")";
            }
            at = own.end;
            if !is_in_brackets {
                kept.push(name);
            }
        }
        let Some(first) = kept.iter().position(|&name| self.names.is_person[name]) else { return kept };
        let describes = |pair: &[usize]| {
            let mut between = self.names.tokens[pair[0]].end..self.names.tokens[pair[1]].start;
            between.clone().any(|at| Role::of(self.lower(at)).is_some())
                && between.all(|at| !matches!(self.lower(at), "and" | "," | "&"))
        };
        if kept[..=first].windows(2).all(describes) {
            kept.drain(..first);
        }
        kept
    }

    /// Whether a word says what somebody is, and is no preposition or verb.
    fn is_description(&self, at: usize) -> bool {
        let lower = self.lower(at);
        matches!(lower, "the" | "a" | "an" | "both" | "-" | "–" | "—" | "." | "," | "(" | ")")
            || PRONOUNS.get(lower).is_some_and(|form| form.case == PronounCase::Possessive)
            || is_title(lower)
            || Role::of(lower).is_some()
            || !self.is_name(at)
                && self.document().word(at).kind == TokenKind::Word
                && !FUNCTION_WORDS.contains(lower)
                && !PHRASE_ENDS.contains(lower)
                && !GOVERNORS.contains(lower)
                && lower != "'s"
    }

    /// Whether a group's name only says what people they are: "two Democrats", "a Republican".
    fn counts_people(&self, start: usize, name: usize) -> bool {
        let is_before = start < self.names.tokens[name].start;
        self.types[name] == EntityType::Norp && is_before && self.lower(start) != "the"
    }

    /// The person whose title the source begins with: "Leader of the Opposition Ana Brandvold",
    /// "undersecretary for financial affairs Jonas Peake", "chairman and founder Jonas Peake".
    fn titled(&self, tokens: Range<usize>) -> Option<usize> {
        let document = self.document();
        if matches!(document.lower(tokens.start), "the" | "a" | "an") {
            return None;
        }
        let ends =
            |at: &usize| matches!(document.lower(*at), "," | "who" | "(" | "a" | "an") || self.is_dash(*at);
        let end = tokens.clone().find(ends).unwrap_or(tokens.end);
        let named = |end: usize| {
            let name = self.names.name_at(end.checked_sub(1)?)?;
            let own = &self.names.tokens[name];
            let is_inside = tokens.start < own.start && own.end == end;
            (is_inside && self.names.is_person[name]).then_some(name)
        };
        // "Spokesman for President Ana Reyle": the title right before the name is hers.
        let title_start = |name: usize| {
            let mut start = self.names.tokens[name].start;
            while tokens.start < start && is_title(document.lower(start - 1)) {
                start -= 1;
            }
            if start < self.names.tokens[name].start {
                start = self.names.start_with_body(start);
            }
            start.max(tokens.start)
        };
        let is_governed = |at: usize| {
            let lower = document.lower(at);
            matches!(lower, "'s" | "and" | "or") || GOVERNORS.contains(lower)
        };
        // "Prosecutors and attorney Ana Reyle" are several, "chairman and founder Ana Reyle" is one.
        let joins_two = |range: Range<usize>| {
            range.clone().any(|at| {
                let is_people =
                    |at: usize| Role::of(document.lower(at)).is_some_and(|r| r.what == RoleKind::People);
                document.lower(at) == "and" && range.start < at && is_people(at - 1)
            })
        };
        if let Some(name) = named(end) {
            let start = title_start(name);
            let own = self.names.tokens[name].start;
            let opens = start == tokens.start || !is_governed(start - 1);
            let is_title = document.word(tokens.start).case.is_capital()
                || start < own && is_only_person_noun(document.lower(own - 1));
            let has_verb = (tokens.start..start).any(|at| self.is_clause_word(at));
            if opens && is_title && !has_verb && !joins_two(tokens.start..start) {
                return Some(name);
            }
        }
        // "Leader of the Opposition Ana Brandvold to the court"
        if !document.word(tokens.start).case.is_capital() {
            return None;
        }
        let end = tokens.clone().find(|at| matches!(document.lower(*at), "for" | "to") || ends(at));
        let name = named(end.unwrap_or(tokens.end))?;
        let before = self.names.tokens[name].start - 1;
        let before = document.lower(before);
        let governed = GOVERNORS.get(before) == Some(Governor::Belonging) || matches!(before, "'s" | "and");
        (!governed).then_some(name)
    }

    fn pronoun(&self, part: Range<usize>) -> Option<Head> {
        let lower = self.lower(part.start);
        let is_relative = matches!(lower, "who" | "which" | "that" | "whom");
        let is_possessive = PRONOUNS.get(lower).is_some_and(|form| form.case == PronounCase::Possessive);
        if part.len() != 1 && (is_possessive || !PRONOUNS.contains(lower)) {
            return None;
        }
        if is_relative {
            // The one that the clause is about stands right before it.
            let before = part.start.checked_sub(1)?;
            let before = if self.lower(before) == "," { before.checked_sub(1)? } else { before };
            return Some(Head::Relative(part.start, before));
        }
        PRONOUNS.contains(lower).then_some(Head::Pronoun(part.start))
    }

    /// The people that "who" stands for if no name does: "the union's supporters in Velmark, who".
    fn people_before(&self, part: Range<usize>) -> Option<(Range<usize>, usize)> {
        let document = self.document();
        if part.len() != 1 || self.lower(part.start) != "who" {
            return None;
        }
        let last = part.start.checked_sub(1)?;
        let last = if self.lower(last) == "," { last.checked_sub(1)? } else { last };
        let from =
            document.sentences[document.sentence_of(last)].tokens.start.max(last.saturating_sub(MAX_PEOPLE));
        let is_part = |at: usize| {
            let lower = self.lower(at);
            self.is_name(at)
                || lower == "'s"
                || document.word(at).kind == TokenKind::Word
                    && !PHRASE_ENDS.contains(lower)
                    && !is_verb(lower)
        };
        let is_people = |at: usize| {
            !self.is_name(at)
                && Role::of(self.lower(at))
                    .is_some_and(|role| matches!(role.what, RoleKind::Person | RoleKind::People))
        };
        let is_speaker = self.names.name_at(last).is_some_and(|name| {
            matches!(self.types[name], EntityType::Person | EntityType::Organization | EntityType::Norp)
        });
        let noun = (from..=last).rev().take_while(|&at| is_part(at)).find(|&at| is_people(at))?;
        if is_speaker || noun == last {
            return None;
        }
        let is_own =
            |at: usize| is_part(at) && (self.is_name(at) || !FUNCTION_WORDS.contains(self.lower(at)));
        let start = (from..noun).rev().take_while(|&at| is_own(at)).last().unwrap_or(noun);
        Some((start..last + 1, noun))
    }

    /// "With teary eyes she"
    fn closing_pronoun(&self, tokens: Range<usize>) -> Option<Head> {
        let last = tokens.end.checked_sub(1).filter(|&last| tokens.start < last)?;
        let is_subject = PRONOUNS.get(self.lower(last)).is_some_and(|form| form.case == PronounCase::Subject);
        let is_person = !matches!(self.lower(last), "it" | "us");
        (is_subject && is_person).then_some(Head::Pronoun(last))
    }
}
