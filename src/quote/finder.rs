//! Runs the attribution model over a document.

use std::ops::Range;

use super::Attribution;
use super::facts::{Facts, cue_key};
use super::features::{Prepared, TEMPLATE};
use super::labels::{self, Parts};
use super::namer;
use super::rerank::{MARGIN, N_PATHS, Reranker, calibrated};
use super::sequence::{self, Sequence};
use crate::entity::Tagged;
use crate::lexicon::CUE_VERBS;
use crate::model::{Model, ModelError, Reader};
use crate::tagger::{Features, MAX_COLUMNS, Tagger};
use crate::text::{Document, TokenKind};

/// The name of the model's section.
pub const SECTION: &str = "quotations";

/// A paraphrase is told if at least this share of the paths' weight, in thousandths, agrees on it:
/// without marks, a wrong one misleads most.
const PARAPHRASE: u16 = 520;
/// An attribution inside another's content is told only if it is this sure, in thousandths, or if
/// what is said stands in marks of its own.
const INNER: u16 = 950;
/// The same where the content begins with "that" or a mark: little else can be meant by it.
const INNER_PLAIN: u16 = 850;
/// Contents with fewer tokens than this hold no attribution worth telling.
const MIN_OUTER: usize = 6;
/// Longer contents are not searched: a bound for the time.
const MAX_OUTER: usize = 400;

/// Finds who says what by the trained model.
#[derive(Clone, Debug)]
pub struct QuotationFinder {
    tagger: Tagger,
    cues: CueTable,
    reranker: Reranker,
}

/// For words that stand in cues, how often they do.
#[derive(Clone, Debug, Default)]
pub struct CueTable {
    /// Sorted by key.
    entries: Vec<(u32, u8)>,
}

impl CueTable {
    /// A table of keys with their bins, sorted by key.
    pub fn new(entries: Vec<(u32, u8)>) -> Self {
        Self { entries }
    }

    /// The bin of a word; none if the table does not hold it.
    pub fn bin(&self, lower: &str) -> Option<u8> {
        let key = cue_key(lower);
        let at = self.entries.binary_search_by_key(&key, |&(key, _)| key);
        at.ok().and_then(|at| self.entries.get(at)).map(|&(_, bin)| bin)
    }

    /// Reads what [`CueTable::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if keys and bins do not fit each other.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let n = reader.count()?;
        let entries = (0..n).map(|_| Ok((reader.u32()?, reader.u8()?)));
        Ok(Self { entries: entries.collect::<Result<_, ModelError>>()? })
    }

    /// Appends the table as [`CueTable::read`] reads it.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&(self.entries.len() as u32).to_le_bytes());
        for (key, bin) in &self.entries {
            bytes.extend_from_slice(&key.to_le_bytes());
            bytes.push(*bin);
        }
    }
}

impl QuotationFinder {
    /// The finder of a model.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the model's section is missing, damaged or of another version.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let mut reader = model.section(SECTION, TEMPLATE)?;
        let cues = CueTable::read(&mut reader)?;
        let mut weights = reader.part()?;
        let tagger = Tagger::read(labels::scheme(), &mut weights)?;
        let reranker = Reranker::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { tagger, cues, reranker })
    }

    /// The attributions of a document, in text order.
    pub(super) fn find(&self, document: &Document, tagged: &Tagged) -> Vec<Attribution> {
        let facts = Facts::new(document, tagged, |lower| self.cues.bin(lower));
        let mut found = Vec::new();
        for sequence in sequence::sequences(document) {
            let prepared = Prepared::new(&facts, &sequence);
            for (parts, confidence) in self.choose(&prepared) {
                if confidence < PARAPHRASE && !prepared.has_marks(&parts.content) {
                    continue;
                }
                let outer = attribution(&sequence, &parts, confidence);
                for piece in &outer.content {
                    self.find_inside(&facts, piece.clone(), &mut found);
                }
                found.push(outer);
            }
        }
        found
    }

    /// Adds the sure attributions inside a content: what A says that B has said.
    fn find_inside(&self, facts: &Facts, mut content: Range<usize>, found: &mut Vec<Attribution>) {
        let mark = |at: usize| facts.document().word(at).kind == TokenKind::Mark;
        // "that the governor had told her" is then like a sentence of its own.
        let that = |at: usize| facts.document().lower(at) == "that";
        while !content.is_empty() && (mark(content.start) || that(content.start)) {
            content.start += 1;
        }
        while !content.is_empty() && mark(content.end - 1) {
            content.end -= 1;
        }
        if content.len() < MIN_OUTER || MAX_OUTER < content.len() || !facts.may_report(content.clone()) {
            return;
        }
        let sequence = sequence::sequence_of(facts.document(), content.clone());
        let prepared = Prepared::inside(facts, &sequence);
        for (parts, confidence) in self.choose(&prepared) {
            let mut inner = attribution(&sequence, &parts, confidence);
            let document = facts.document();
            let in_marks = cut_to_run(document, &mut inner);
            let plain = inner.content.iter().any(|piece| that(piece.start) || mark(piece.start));
            let bar = if plain { INNER_PLAIN } else { INNER };
            let sure = bar <= confidence || in_marks;
            let whole = inner.content.iter().map(Range::len).sum::<usize>() + 2 > content.len();
            if is_reported(document, &inner) && sure && !whole {
                found.push(inner);
            }
        }
    }

    /// The attributions of a sequence, each with its probability in thousandths.
    fn choose(&self, prepared: &Prepared) -> Vec<(Parts, u16)> {
        let scores = scores(&self.tagger, prepared);
        let units = self.tagger.weights.units_per_nat();
        let paths = self.tagger.k_best(&scores, N_PATHS, MARGIN * units as i32);
        self.reranker.choose(prepared, &paths, units)
    }
}

/// The chain's scores for each item and column.
pub fn scores(tagger: &Tagger, prepared: &Prepared) -> Vec<i32> {
    let n_columns = tagger.scheme.n_columns;
    let mut scores = tagger.scores(prepared.len());
    let mut features = Features::new();
    for (at, scores) in scores.chunks_exact_mut(n_columns).enumerate() {
        let mut sums = [0; MAX_COLUMNS];
        prepared.features(at, |key| features.push(key));
        tagger.weights.add_all(&mut features, &mut sums);
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score = i32::from(sum);
        }
    }
    scores
}

/// `he shouted ‘no’ and ran`: an inner content that begins with a run of marks ends with it.
/// Gives whether it is speech by its marks alone: two words may be a term.
fn cut_to_run(document: &Document, inner: &mut Attribution) -> bool {
    let [content] = inner.content.as_mut_slice() else { return false };
    let first = document.quoted_runs.partition_point(|run| run.tokens.start < content.start);
    let Some(run) = document.quoted_runs.get(first) else { return false };
    // What closes the run may have been taken for the outer content's end.
    let closes = |at: usize| matches!(document.word(at).kind, TokenKind::Mark | TokenKind::Punctuation);
    let ends = run.tokens.end <= content.end || (content.end..run.tokens.end).all(closes);
    // "told us ‘no’": the one who is told may stand before the marks.
    let begins = run.tokens.start <= content.start + 1;
    let n_inside = if begins && ends { run.inside().len() } else { 0 };
    if 1 < n_inside {
        *content = run.tokens.clone();
    }
    2 < n_inside
}

/// Whether an inner attribution is plain: a source, and a verb of speech that is not passive.
pub(super) fn is_reported(document: &Document, inner: &Attribution) -> bool {
    let (Some(source), Some(cue)) = (inner.source.clone(), inner.cue.clone()) else { return false };
    let passive = |at: usize| {
        matches!(document.lower(at), "was" | "were" | "is" | "are" | "be" | "am" | "being" | "not" | "n't")
    };
    let speech = |at: usize| CUE_VERBS.get(document.lower(at)) == Some("speech");
    let somebody = namer::names_somebody(document, source);
    somebody && !cue.clone().any(passive) && cue.clone().any(speech)
}

fn attribution(sequence: &Sequence, parts: &Parts, confidence: u16) -> Attribution {
    Attribution {
        content: parts.content.iter().map(|items| sequence.tokens(items)).collect(),
        cue: parts.cue.as_ref().map(|items| sequence.tokens(items)),
        source: parts.source.as_ref().map(|items| sequence.tokens(items)),
        confidence: calibrated(confidence),
        verbatim: false,
    }
}
