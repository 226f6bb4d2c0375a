//! What the features of attributions look up once: for each distinct word of a document, and for
//! each token the name and the quoted run that it stands in.

use std::ops::Range;

use crate::entity::{EntityType, Tagged};
use crate::lexicon::{
    self, AUXILIARIES, CLAUSE_OPENERS, CUE_VERBS, DETERMINERS, FUNCTION_WORDS, HEAD_ENDS, PRONOUNS,
    PronounCase,
};
use crate::tagger::{hash, key, pair};
use crate::text::{Case, Document, QuotedRun, TokenKind};
use crate::wordnet::{Noun, Verb, Wordnet};

/// From this bin of P(cue | word) on a word is a candidate.
pub(super) const CANDIDATE: u8 = 4;
/// Names by type, in place of the words' hashes; dates and money come behind all of them.
pub(super) const PERSON: u8 = 1;
pub(super) const ORGANIZATION: u8 = 2;
pub(super) const DATE: u8 = 6;
/// How the case of a word is counted that begins with a capital.
pub(super) const CAPITALIZED: u8 = 2;
/// The class of verbs that report speech.
const SPEECH: u8 = 1;

/// The bin of a word that stood in cues `n_cue` times out of `n`.
pub fn cue_bin(n_cue: u32, n: u32) -> u8 {
    // Two unseen occurrences outside of cues keep rare words modest.
    let share = n_cue * 1000 / (n + 2);
    match share {
        0 => 0,
        1..20 => 1,
        20..60 => 2,
        60..150 => 3,
        150..300 => 4,
        300..500 => 5,
        500..700 => 6,
        _ => 7,
    }
}

/// The key of a word in the table of cue words.
pub fn cue_key(lower: &str) -> u32 {
    key(hash(lower.as_bytes()))
}

/// What is looked up once for each distinct word of a document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordFacts {
    pub(super) word: u64,
    pub(super) suffix2: u64,
    pub(super) suffix3: u64,
    pub(super) suffix4: u64,
    pub(super) prefix3: u64,
    pub(super) cue: u8,
    /// What the list of reporting verbs says of it: 0 nothing, [`SPEECH`] or 2 for belief.
    pub(super) class: u8,
    pub(super) sign: Sign,
    pub(super) case: u8,
    /// The word itself if it is a frequent one that carries grammar; else 0.
    pub(super) function: u64,
    pub(super) auxiliary: Auxiliary,
    /// Whether it ends the head of a noun phrase: "of", "who".
    pub(super) ends_head: bool,
    /// Whether a clause or phrase often ends before it: "while", "which".
    pub(super) opens_clause: bool,
    /// Whether it opens a noun phrase: "the", "their".
    pub(super) determines: bool,
    /// Whether it stands for a noun phrase: "they".
    pub(super) pronoun: bool,
    /// What WordNet knows of it as a verb and as a noun.
    pub(super) verb: Option<Verb>,
    pub(super) noun: Option<Noun>,
}

/// What a word before a verb makes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Auxiliary {
    #[default]
    None,
    Be,
    Have,
    Do,
    Modal,
    Negation,
}

impl Auxiliary {
    fn of(lower: &str) -> Self {
        match AUXILIARIES.get(lower) {
            Some(lexicon::Auxiliary::Be) => Self::Be,
            Some(lexicon::Auxiliary::Have) => Self::Have,
            Some(lexicon::Auxiliary::Do) => Self::Do,
            Some(lexicon::Auxiliary::Modal) => Self::Modal,
            Some(lexicon::Auxiliary::Negation) => Self::Negation,
            None => Self::None,
        }
    }
}

/// Punctuation by what it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sign {
    #[default]
    None,
    Comma,
    Stop,
    Colon,
    Semicolon,
    Dash,
    Bracket,
    Mark,
    Other,
}

impl WordFacts {
    /// What it may report as a verb: 0 unknown, otherwise communication, cognition and whether it
    /// takes a clause.
    pub(super) fn verb_class(&self) -> u64 {
        self.verb.map_or(0, |verb| {
            let clause = u64::from(verb.frames & (Verb::THAT | Verb::WHETHER) != 0);
            1 + (u64::from(verb.communication) * 4 + u64::from(verb.cognition)) * 2 + clause
        })
    }

    /// What it may be as a noun: 0 unknown, otherwise person, group and communication.
    pub(super) fn noun_class(&self) -> u64 {
        self.noun.map_or(0, |noun| {
            1 + (u64::from(noun.person) * 4 + u64::from(noun.group)) * 4 + u64::from(noun.communication)
        })
    }
}

impl Sign {
    fn of(surface: &str, kind: TokenKind) -> Self {
        match (surface, kind) {
            (_, TokenKind::Mark) => Sign::Mark,
            (",", _) => Sign::Comma,
            ("." | "!" | "?", _) => Sign::Stop,
            (":", _) => Sign::Colon,
            (";", _) => Sign::Semicolon,
            ("—" | "–" | "--" | "-", _) => Sign::Dash,
            ("(" | ")" | "[" | "]", _) => Sign::Bracket,
            (_, TokenKind::Punctuation) => Sign::Other,
            _ => Sign::None,
        }
    }
}

/// A document as its sequences' features see it.
pub struct Facts<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) words: Vec<WordFacts>,
    /// For each token: 0 outside names, otherwise type and place.
    pub(super) names: Vec<u8>,
    /// For each token, the top-level quoted run around it, if any.
    pub(super) runs: Vec<u32>,
    /// For each token, the run around it that stands in a top-level run.
    pub(super) inner_runs: Vec<u32>,
    pub(super) run_facts: Vec<RunFacts>,
    /// For each paragraph, whether a run of the one before goes on.
    pub(super) left_open: Vec<bool>,
}

pub(super) const NO_RUN: u32 = u32::MAX;
/// Stands for a word beyond a sentence's or paragraph's edge.
pub(super) const EDGE: u64 = 0x4544_4745_0000;

/// What is looked up once for each quoted run.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunFacts {
    /// What it looks like: length, first word's case, whether it is closed or goes on, last sign.
    pub(super) code: u64,
    /// The words before and behind it; its last sign goes with the latter.
    pub(super) sides: (u64, u64),
}

impl<'d> Facts<'d> {
    /// Looks up what the features need; `cue_bin` gives the bin of a word.
    pub fn new(
        document: &'d Document<'d>,
        tagged: &Tagged,
        wordnet: &Wordnet,
        cue_bin: impl Fn(&str) -> Option<u8>,
    ) -> Self {
        let words = document.words.iter().map(|word| {
            let lower = word.lower.as_bytes();
            let suffix = |n: usize| hash(&lower[lower.len().saturating_sub(n)..]);
            let surface = word.first.of(document.text);
            let shape = match word.kind {
                TokenKind::Number if lower.len() == 4 && lower.iter().all(u8::is_ascii_digit) => {
                    hash(b"<year>")
                }
                TokenKind::Number => hash(b"<number>"),
                TokenKind::Address => hash(b"<address>"),
                TokenKind::Mark => hash(if matches!(surface, "'" | "‘" | "’") { b"'" } else { b"\"" }),
                _ => hash(lower),
            };
            let class = match CUE_VERBS.get(&word.lower) {
                Some(verb) if verb.is_speech => SPEECH,
                Some(_) => 2,
                None => 0,
            };
            let (verb, noun) = (wordnet.verb_form(&word.lower), wordnet.noun(&word.lower));
            // A reporting word that is too rare to be judged by the corpus.
            let reports = verb.is_some_and(|verb| 2 <= verb.communication)
                || noun.is_some_and(|noun| 3 <= noun.communication);
            let unknown = [if reports { CANDIDATE } else { 0 }, 5, 4][usize::from(class)];
            WordFacts {
                word: shape,
                suffix2: suffix(2),
                suffix3: suffix(3),
                suffix4: suffix(4),
                prefix3: hash(&lower[..lower.len().min(3)]),
                cue: if word.kind == TokenKind::Word {
                    cue_bin(&word.lower).map_or(unknown, |bin| bin.max(u8::from(class != 0)))
                } else {
                    0
                },
                class,
                sign: Sign::of(surface, word.kind),
                case: match word.case {
                    Case::None => 0,
                    Case::Lower => 1,
                    Case::Capitalized => CAPITALIZED,
                    Case::Upper => 3,
                    Case::Mixed => 4,
                },
                function: if FUNCTION_WORDS.contains(&word.lower) { hash(lower) } else { 0 },
                auxiliary: Auxiliary::of(&word.lower),
                ends_head: HEAD_ENDS.contains(&word.lower),
                opens_clause: CLAUSE_OPENERS.contains(&word.lower),
                determines: DETERMINERS.contains(&word.lower),
                pronoun: PRONOUNS.get(&word.lower).is_some_and(|form| form.case == PronounCase::Subject),
                verb,
                noun,
            }
        });
        let mut facts = Self {
            document,
            words: words.collect(),
            names: vec![0; document.tokens.len()],
            runs: vec![NO_RUN; document.tokens.len()],
            inner_runs: vec![NO_RUN; document.tokens.len()],
            run_facts: Vec::new(),
            left_open: vec![false; document.paragraphs.len()],
        };
        facts.mark_names(tagged);
        facts.mark_runs();
        facts.run_facts = document.quoted_runs.iter().map(|run| facts.of_run(run)).collect();
        facts
    }

    fn mark_names(&mut self, tagged: &Tagged) {
        for name in &tagged.names {
            let code = match name.entity_type {
                EntityType::Person => PERSON,
                EntityType::Organization => ORGANIZATION,
                EntityType::Location | EntityType::Facility => 3,
                EntityType::Norp => 4,
                EntityType::Product | EntityType::Misc => 5,
            };
            self.mark_name(name.tokens.clone(), code);
        }
        for (spans, code) in [(&tagged.dates, DATE), (&tagged.money, DATE + 1)] {
            for &span in spans {
                self.mark_name(self.document.tokens_in(span), code);
            }
        }
    }

    fn mark_name(&mut self, tokens: Range<usize>, code: u8) {
        for token_idx in tokens.clone() {
            // Begin, inside, end, single.
            let first = token_idx == tokens.start;
            let last = token_idx + 1 == tokens.end;
            let place = u8::from(!first) + u8::from(last) * 2;
            if let Some(name) = self.names.get_mut(token_idx) {
                *name = code * 4 + place;
            }
        }
    }

    fn mark_runs(&mut self) {
        for (number, run) in self.document.quoted_runs.iter().enumerate() {
            // Outer runs come first; a third level is part of the second.
            let level = match run.parent {
                None => &mut self.runs,
                Some(parent) if self.document.quoted_runs[parent].parent.is_none() => &mut self.inner_runs,
                Some(_) => continue,
            };
            level[run.tokens.clone()].fill(number as u32);
            if run.continues {
                self.left_open[self.document.paragraph_of(run.tokens.start)] = true;
            }
        }
    }

    fn of_run(&self, run: &QuotedRun) -> RunFacts {
        let document = self.document;
        let inside = run.inside();
        let length = match inside.len() {
            0..=1 => 0,
            2..=3 => 1,
            4..=7 => 2,
            8..=14 => 3,
            _ => 4,
        };
        let capital = document.word(inside.start.min(run.tokens.end - 1)).case.is_capital();
        let last = inside.end.checked_sub(1).map_or(Sign::None, |last| self.facts(last).sign);
        let flags = u64::from(capital) + 2 * u64::from(run.closed) + 4 * u64::from(run.continues);
        let sentence = document.sentences.get(document.sentence_of(run.tokens.start));
        let before = match run.tokens.start.checked_sub(1) {
            Some(before) if sentence.is_none_or(|s| s.tokens.start != run.tokens.start) => self.word(before),
            _ => EDGE,
        };
        let paragraph = &document.paragraphs[document.paragraph_of(run.tokens.start)];
        let after = if run.tokens.end < paragraph.tokens.end { self.word(run.tokens.end) } else { EDGE };
        let last_inside = inside.clone().next_back().map_or(Sign::None, |last| self.facts(last).sign);
        RunFacts {
            code: 1 + (length * 8 + flags) * 16 + last as u64,
            sides: (before, pair(after, last_inside as u64)),
        }
    }

    /// The document.
    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// Whether a word that often stands in cues is among the tokens.
    pub fn may_report(&self, mut tokens: Range<usize>) -> bool {
        tokens.any(|at| CANDIDATE <= self.facts(at).cue)
    }

    /// The word, or what stands for the name that it is part of.
    pub(super) fn word(&self, token_idx: usize) -> u64 {
        match self.names[token_idx] {
            0 => self.facts(token_idx).word,
            name => NAME + u64::from(name / 4),
        }
    }

    pub(super) fn facts(&self, token_idx: usize) -> &WordFacts {
        &self.words[self.document.tokens[token_idx].word as usize]
    }
}

/// Stands for names in place of a word's hash.
const NAME: u64 = 0x4e41_4d45_0000;
