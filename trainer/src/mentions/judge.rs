//! Which quotations are given the right speaker.

use std::collections::BTreeSet;

use saidby::analyzer::{Analysis, Analyzer};
use saidby::attribution::Attributed;
use saidby::coref::MentionKind;
use saidby::span::Span;

use crate::gold::{GoldArticle, GoldQuotation, GoldSpeaker};

/// A quotation that was found, with what is right about its likeliest speaker.
#[derive(Clone, Debug)]
pub struct JudgedQuotation {
    /// The place of the article in its set, and that of the quotation in the article's gold.
    pub number: (usize, usize),
    /// `direct`, `mixed` or `indirect`, as people marked it.
    pub kind: String,
    /// How sure the speaker is, in thousandths; 0 if nobody was found.
    pub confidence: u16,
    /// Whether there is anybody to show.
    pub found: bool,
    /// Whether the words that name the speaker are the right ones.
    pub by_source: bool,
    /// Whether the named entity behind them is right, where it is known.
    pub by_entity: Option<bool>,
    /// The quotation and what was said of it, for reading.
    pub line: String,
}

impl JudgedQuotation {
    /// Whether the speaker is right as far as the gold can tell.
    pub fn is_right(&self) -> bool {
        self.by_entity.unwrap_or(self.by_source)
    }
}

/// Words that name nobody when they stand alone.
const EMPTY_WORDS: [&str; 18] = [
    "the", "a", "an", "of", "s", "and", "mr", "mrs", "ms", "dr", "in", "for", "at", "on", "to", "her", "his",
    "their",
];

type Words = BTreeSet<usize>;

/// The words of a text by place.
struct Places<'t> {
    text: &'t str,
    words: Vec<Span>,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        let mut words: Vec<Span> = Vec::new();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            let is_word = c.is_alphanumeric() || c == '_';
            if is_word && !inside {
                words.push(Span::new(at as u32, at as u32));
            }
            if is_word && let Some(word) = words.last_mut() {
                word.end = (at + c.len_utf8()) as u32;
            }
            inside = is_word;
        }
        Self { text, words }
    }

    fn of(&self, spans: &[Span]) -> Words {
        let from = |at: u32| self.words.partition_point(|word| word.start < at);
        spans.iter().flat_map(|span| from(span.start)..from(span.end)).collect()
    }

    fn word(&self, number: usize) -> &'t str {
        self.words[number].of(self.text)
    }

    /// Whether two sources have a word in common that names somebody.
    fn same_source(&self, gold: &Words, found: &Words) -> bool {
        let is_empty = |&&word: &&usize| EMPTY_WORDS.contains(&self.word(word).to_lowercase().as_str());
        let full: Words = gold.iter().filter(|word| !is_empty(word)).copied().collect();
        let gold = if full.is_empty() { gold } else { &full };
        gold.intersection(found).next().is_some()
    }

    /// The last capitalized word of a name.
    fn surname(&self, words: &Words) -> Option<&'t str> {
        words.iter().rev().map(|&word| self.word(word)).find(|word| word.starts_with(char::is_uppercase))
    }
}

/// Analyzes an article and judges the quotations that match its gold.
///
/// Contents match from a Jaccard overlap of a half on, one to one, the best pairs first.
pub fn judge(analyzer: &Analyzer, article: &GoldArticle) -> Vec<JudgedQuotation> {
    let analysis = analyzer.analyze(&article.text);
    let places = Places::new(&article.text);
    let found: Vec<Words> = analysis.quotations.iter().map(|a| places.of(&a.quotation.content)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (number, gold) in article.quotations.iter().enumerate() {
        let gold = places.of(&gold.content);
        for (at, content) in found.iter().enumerate() {
            let common = content.intersection(&gold).count();
            let whole = content.len() + gold.len() - common;
            if 0 < common && whole <= common * 2 {
                pairs.push((common as f64 / whole as f64, number, at));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut matched) = (BTreeSet::new(), BTreeSet::new());
    let mut judged = Vec::new();
    for (_, number, at) in pairs {
        if !used.contains(&at) && matched.insert(number) {
            used.insert(at);
            let gold = &article.quotations[number];
            let mut verdict = verdict(&analysis, &places, gold, &analysis.quotations[at]);
            verdict.number.1 = number;
            judged.push((analysis.quotations[at].quotation.content[0], verdict));
        }
    }
    judged.sort_by_key(|(content, _)| *content);
    judged.into_iter().map(|(_, verdict)| verdict).collect()
}

fn verdict(
    analysis: &Analysis,
    places: &Places,
    gold: &GoldQuotation,
    attributed: &Attributed,
) -> JudgedQuotation {
    let best = attributed.candidates.iter().find(|candidate| candidate.speaker.is_some());
    let speaker = best.and_then(|candidate| candidate.speaker);
    let own = places.of(attributed.quotation.source.as_slice());
    let source = places.of(&gold.source);
    let by_source = !source.is_empty() && places.same_source(&source, &own);
    let by_entity = match &gold.speaker {
        GoldSpeaker::Unknown => None,
        GoldSpeaker::Nobody => Some(false),
        GoldSpeaker::Named(names) => Some(speaker.is_some_and(|speaker| {
            // "Aides of Reyle" are right without a name of their own.
            let name = named_mention(analysis, speaker).or(attributed.quotation.source);
            let name = places.of(name.as_slice());
            let names: Vec<Words> = names.iter().map(|&name| places.of(&[name])).collect();
            let surname = places.surname(&name);
            names.iter().any(|other| {
                other.intersection(&name).next().is_some()
                    || surname.is_some() && surname == places.surname(other)
            })
        })),
        GoldSpeaker::Unnamed(mentions) => Some(speaker.is_some_and(|speaker| {
            let mentions = places.of(mentions);
            let own = analysis.entities[speaker].mentions.iter();
            let own: Vec<Span> = own.filter(|m| m.kind != MentionKind::Pronoun).map(|m| m.span).collect();
            !analysis.entities[speaker].named && places.same_source(&mentions, &places.of(&own))
        })),
    };
    let name = |speaker: usize| analysis.entities[speaker].name.as_str();
    let line = format!(
        "{}: {:.90} [{}] -> {} ({}) gold {:?}",
        gold.kind,
        attributed.quotation.content[0].of(places.text).replace('\n', " "),
        attributed.quotation.source.map_or("", |span| span.of(places.text)),
        speaker.map_or("nobody", name),
        attributed.reason,
        gold.source.iter().map(|span| span.of(places.text)).collect::<Vec<_>>(),
    );
    JudgedQuotation {
        number: (0, 0),
        kind: gold.kind.clone(),
        confidence: best.map_or(0, |candidate| candidate.score),
        found: speaker.is_some(),
        by_source,
        by_entity,
        line,
    }
}

/// The longest name of an entity, else its longest short form; the first on ties.
fn named_mention(analysis: &Analysis, entity: usize) -> Option<Span> {
    let mentions = analysis.entities[entity].mentions.iter();
    let named =
        mentions.filter(|m| matches!(m.kind, MentionKind::Name | MentionKind::Alias | MentionKind::Acronym));
    named.min_by_key(|m| (m.kind, std::cmp::Reverse(m.span.len()), m.span)).map(|m| m.span)
}
