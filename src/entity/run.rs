//! Runs of capitalized words with the classes of the nouns beside them: "the film Harbor Lights",
//! "aboard the Ana Ruiz", "Ellis Valley Bridge", "‘The Long Quay’".
//!
//! Every word of a run sees what stands before, at the end of and behind the whole run, so that the
//! kind of a name can be learned from words that no training article has beside that name.

use std::ops::Range;

use super::context::{CAPITALIZED, Context, Style};
use crate::tagger::{Feature, feature};
use crate::text::{Case, TokenKind};

/// How many tokens before and behind a run are searched for a noun.
const REACH: usize = 4;
/// Longer runs are headlines.
const MAX_RUN: usize = 12;

const BEFORE: u32 = 600;
const BEHIND: u32 = 610;
const LAST: u32 = 620;
const LAST_CLUSTER: u32 = 630;
const AROUND: u32 = 640;

/// Capitalized words in a row, small words between them.
struct Run {
    /// Its tokens, of one sentence.
    tokens: Range<usize>,
    /// The class of the nearest common noun before it; 0 for none.
    before: u8,
    /// The class of the nearest common noun behind it; 0 for none.
    behind: u8,
    /// The class of its last word as a noun; 0 for none.
    last: u8,
    /// The middle cluster of its last word; 0 for none.
    last_cluster: u16,
    /// Whether an article or a possessive stands before it.
    has_article: bool,
    /// Whether quotation marks stand around it.
    in_marks: bool,
    /// Whether it is a list with commas that ends in "&" and a word, as firms of partners are called.
    is_list: bool,
}

impl Run {
    /// Emits what the run says of one of its tokens.
    fn features(&self, token_idx: usize, mut emit: impl FnMut(&[Feature])) {
        let Range { start, end } = self.tokens;
        let place = u64::from(token_idx == start) << 1 | u64::from(token_idx + 1 == end);
        let at = |template: u32, value: u64| feature(template, value << 2 | place);
        let flags = [self.has_article, self.in_marks, self.is_list];
        let shape = flags.iter().fold(0, |shape, &flag| shape << 1 | u64::from(flag));
        emit(&[
            at(BEFORE, u64::from(self.before)),
            at(BEHIND, u64::from(self.behind)),
            at(LAST, u64::from(self.last)),
            at(LAST_CLUSTER, u64::from(self.last_cluster)),
            at(AROUND, shape << 3 | self.tokens.len().min(5) as u64),
            at(AROUND + 1, shape << 8 | u64::from(self.last)),
        ]);
    }
}

/// The runs of a document.
pub(super) struct Runs {
    /// In text order.
    runs: Vec<Run>,
    /// For each token, 1 + the index of its run; 0 for none.
    of_token: Vec<u32>,
}

impl Runs {
    /// The runs of a document; sentences in which most words are capitalized have none.
    pub(super) fn new(context: &Context) -> Self {
        let mut all = Self { runs: Vec::new(), of_token: vec![0; context.document.tokens.len()] };
        let sentences = context.document.sentences.iter().zip(&context.styles);
        for (sentence, _) in sentences.filter(|(_, style)| **style == Style::Plain) {
            let range = sentence.tokens.clone();
            // What lies before this is no list of partners, from wherever it is read.
            let (mut at, mut no_list) = (range.start, range.start);
            while at < range.end {
                let mut tokens = run_from(context, at, range.end);
                if no_list <= tokens.end {
                    match list_from(context, tokens.clone(), range.end) {
                        Ok(list) => tokens = list,
                        Err(end) => no_list = end,
                    }
                }
                at = tokens.end.max(at + 1);
                if !tokens.is_empty() && tokens.len() <= MAX_RUN {
                    all.runs.push(describe(context, range.clone(), tokens.clone()));
                    all.of_token[tokens].fill(all.runs.len() as u32);
                }
            }
        }
        all
    }

    /// Emits what the run of a token says of it.
    pub(super) fn features(&self, token_idx: usize, emit: impl FnMut(&[Feature])) {
        if let Some(run) = self.of_token[token_idx].checked_sub(1) {
            self.runs[run as usize].features(token_idx, emit);
        }
    }
}

/// The run that begins at a token; empty where none does.
fn run_from(context: &Context, start: usize, limit: usize) -> Range<usize> {
    let is_capital = |at: usize| at < limit && CAPITALIZED <= context.facts(at).capitals;
    // "The" that only opens a sentence is no part of a name.
    let is_article = |at: usize| matches!(context.document.lower(at), "the" | "a" | "an");
    if !is_capital(start) || context.initial[start] && is_article(start) {
        return start..start;
    }
    let mut end = start + 1;
    loop {
        let links = (0..=2).find(|&n| is_capital(end + n) || !is_link(context, end + n, limit));
        match links {
            Some(n) if is_capital(end + n) => end += n + 1,
            _ => return start..end,
        }
    }
}

/// The list of partners that a run begins: "Osei, Ruiz & Abiola"; where it is none, where the runs
/// between commas end.
fn list_from(context: &Context, first: Range<usize>, limit: usize) -> Result<Range<usize>, usize> {
    let mut end = first.end;
    while end < limit && context.document.token_text(end) == "," {
        let next = run_from(context, end + 1, limit);
        if next.is_empty() {
            break;
        }
        end = next.end;
        if next.into_iter().any(|at| context.document.token_text(at) == "&") {
            return Ok(first.start..end);
        }
    }
    Err(end)
}

fn is_link(context: &Context, token_idx: usize, limit: usize) -> bool {
    token_idx < limit && matches!(context.document.lower(token_idx), "of" | "the" | "for" | "&" | "-" | "'s")
}

fn describe(context: &Context, sentence: Range<usize>, tokens: Range<usize>) -> Run {
    let document = context.document;
    let is_mark = |at: usize| document.word(at).kind == TokenKind::Mark;
    let before = (sentence.start..tokens.start).rev();
    let behind = tokens.end..sentence.end;
    let noun = |at: usize| Some(context.facts(at).kind).filter(|&kind| kind != 0 && is_lower(context, at));
    let last = context.facts(tokens.end - 1);
    Run {
        before: before.clone().take(REACH).find_map(noun).unwrap_or_default(),
        behind: behind.clone().take(REACH).find_map(noun).unwrap_or_default(),
        last: last.kind,
        last_cluster: last.clusters.middle,
        has_article: before.clone().next().is_some_and(|at| {
            let lower = document.lower(at);
            matches!(lower, "the" | "a" | "an" | "'s")
                || matches!(lower, "its" | "their" | "his" | "her" | "our")
        }),
        is_list: tokens.clone().any(|at| document.token_text(at) == ","),
        in_marks: before.clone().next().is_some_and(is_mark) && behind.take(2).any(is_mark),
        tokens,
    }
}

fn is_lower(context: &Context, token_idx: usize) -> bool {
    context.document.word(token_idx).case == Case::Lower
}
