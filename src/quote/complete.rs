//! What the learned layer leaves to rules: quotations that are recognized by their layout.
//!
//! Runs of marks that carry on a quotation, stand after one in the same paragraph or fill a
//! paragraph of their own; attributions behind a dash; and quotations after a colon at a
//! paragraph's end. Nothing here changes what the learned layer found, except its edges.

use std::ops::Range;

use super::edges::set_edges;
use super::{Attribution, Origin, marked, quoted_words, transcript};
use crate::entity::{EntityType, Tagged};
use crate::lexicon::CUE_VERBS;
use crate::order::Order;
use crate::text::{Case, Document, QuotedRun};

/// Completes the attributions of a document, which are in text order.
pub(super) fn complete(document: &Document, tagged: &Tagged, found: Vec<Attribution>) -> Vec<Attribution> {
    let mut attributions = found;
    set_edges(document, tagged, &mut attributions);
    let transcript = transcript::find(document, tagged);
    attributions
        .retain_mut(|attribution| !attribution.content.is_empty() && set_in_turn(&transcript, attribution));
    attributions.extend(transcript);
    let mut state = State::new(document, tagged, attributions);
    for number in 0..document.quoted_runs.len() {
        let run = &document.quoted_runs[number];
        if run.parent.is_none() {
            state.visit(run);
        }
    }
    state.attributions
}

/// Sets an attribution inside the transcript's turn that holds it; false where the turn says the
/// same: the cue or source stands in its label, or is the announcing sentence's.
fn set_in_turn(transcript: &[Attribution], attribution: &mut Attribution) -> bool {
    let Some(start) = attribution.content.first().map(|piece| piece.start) else { return false };
    let at = transcript.partition_point(|turn| turn.content[0].end <= start);
    let overlaps = |a: &Option<Range<usize>>, b: &Option<Range<usize>>| match (a, b) {
        (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
        _ => false,
    };
    let Some(turn) = transcript.get(at) else { return true };
    let from = turn.source.as_ref().map_or(turn.content[0].start, |source| source.start);
    if start < from {
        return true;
    }
    if attribution.cue.is_none()
        || overlaps(&turn.cue, &attribution.cue)
        || overlaps(&turn.source, &attribution.source)
    {
        return false;
    }
    attribution.origin = Origin::Inside;
    attribution.within.get_or_insert(turn.content[0].clone());
    true
}

/// The runs one after the other, with what was said before each.
struct State<'d> {
    document: &'d Document<'d>,
    tagged: &'d Tagged,
    attributions: Vec<Attribution>,
    /// Each piece of content with its attribution's number, in order of their starts.
    pieces: Vec<(Range<usize>, usize)>,
    last: Option<Last>,
}

/// The last run that is speech: its attribution, paragraph and end.
#[derive(Clone, Copy)]
struct Last {
    attribution: usize,
    paragraph: usize,
    end: usize,
    closed: bool,
}

impl<'d> State<'d> {
    fn new(document: &'d Document<'d>, tagged: &'d Tagged, attributions: Vec<Attribution>) -> Self {
        let mut pieces: Vec<(Range<usize>, usize)> = attributions
            .iter()
            .enumerate()
            .flat_map(|(number, a)| a.content.iter().map(move |piece| (piece.clone(), number)))
            .collect();
        pieces.order_by_key(|(piece, _)| piece.start);
        Self { document, tagged, attributions, pieces, last: None }
    }

    /// The attribution that holds most of a run.
    fn attribution_at(&self, run: &QuotedRun) -> Option<usize> {
        let before = self.pieces.partition_point(|(piece, _)| piece.start < run.tokens.end);
        let near = self.pieces[..before].iter().rev().take(4);
        let common = |piece: &Range<usize>| {
            piece.end.min(run.tokens.end).saturating_sub(piece.start.max(run.tokens.start))
        };
        near.filter(|(piece, _)| run.tokens.len() <= common(piece) * 2).map(|(_, number)| *number).next()
    }

    fn visit(&mut self, run: &QuotedRun) {
        let document = self.document;
        let paragraph = document.paragraph_of(run.tokens.start);
        if self.is_transcript(paragraph) {
            self.last = None;
            return;
        }
        let before = self.last;
        let held = self.attribution_at(run);
        if let Some(attribution) = held {
            let attribution = self.split(attribution, run).unwrap_or(attribution);
            let goes_on =
                before.filter(|last| run.continues && last.attribution != attribution && !last.closed);
            if let Some(last) = goes_on {
                self.join(last, attribution);
            }
            self.note(attribution, paragraph, run);
            return;
        }
        let whole = document.paragraphs[paragraph].tokens.clone() == run.tokens;
        // A headline in marks is no speech, though it fills a paragraph.
        let sentence = marked::is_sentence(document, run)
            && !(run.inside().len() <= 12 && quoted_words::is_title(document, run));
        if let Some(last) = before.filter(|last| run.continues && !last.closed && last.paragraph < paragraph)
        {
            // The paragraph that ends a speech is often the one that names the speaker.
            if self.attributions[last.attribution].cue.is_none()
                && let Some(found) = marked::attribution_of(self.document, run)
            {
                let open = &mut self.attributions[last.attribution];
                (open.cue, open.source, open.origin) = (found.cue, found.source, Origin::Marked);
            }
            self.append(last, run, paragraph);
        } else if let Some((source, cue)) = self.dash(run) {
            self.add(run, paragraph, Some(source), Some(cue), Origin::Dash);
        } else if let Some((source, cue)) = self.colon_before(run, paragraph) {
            self.add(run, paragraph, source, Some(cue), Origin::Colon);
        } else if let Some(last) = before.filter(|last| self.shares_cue(*last, run)) {
            self.append(last, run, paragraph);
        } else if let Some(found) = (sentence && self.begins_sentence(run))
            .then(|| marked::attribution_of(self.document, run))
            .flatten()
        {
            self.add(run, paragraph, found.source, found.cue, Origin::Marked);
        } else if let Some(last) =
            before.filter(|last| last.paragraph == paragraph && sentence && self.adjoins(last, run))
        {
            self.append(last, run, paragraph);
        } else if sentence && whole && 4 <= run.inside().len()
            || !run.closed && 8 <= run.inside().len() && whole
            || sentence && self.stands_alone(run) && !marked::is_thought(document, run)
        {
            self.add(run, paragraph, None, None, Origin::Alone);
        }
    }

    /// `"A," said Reyle. "B," scoffed Osei.`: a later piece with a clause of its own behind it is what
    /// somebody else says, with all that follows.
    fn split(&mut self, held: usize, run: &QuotedRun) -> Option<usize> {
        let one = &self.attributions[held];
        let at = one.content.binary_search_by_key(&run.tokens.start, |piece| piece.start).ok();
        let at = at.filter(|&at| 0 < at)?;
        let own = one.cue.as_ref().filter(|cue| cue.end <= run.tokens.start)?.end;
        let (source, cue) = marked::clause_behind(self.document, run)?;
        // “Why?” The rules say so: what begins a sentence reports nothing that stands before it.
        let is_comma = |at: usize| self.document.token_text(at) == ",";
        let goes_on = run.inside().next_back().is_some_and(is_comma)
            || is_comma(run.tokens.end)
            || self.document.word(run.tokens.end).case == Case::Lower;
        let sentence = |at: usize| self.document.sentence_of(at);
        if !goes_on || sentence(own - 1) == sentence(run.tokens.start) {
            return None;
        }
        let number = self.attributions.len();
        let content = self.attributions[held].content.split_off(at);
        let from = self.pieces.partition_point(|(piece, _)| piece.start < run.tokens.start);
        let last = content.last()?.start;
        for (_, holder) in self.pieces[from..].iter_mut().take_while(|(piece, _)| piece.start <= last) {
            if *holder == held {
                *holder = number;
            }
        }
        let (cue, source) = (Some(cue), Some(source));
        let origin = Origin::Marked;
        self.attributions.push(Attribution { content, cue, source, origin, agreement: 1000, within: None });
        Some(number)
    }

    /// `"A," she said, "b."`: the words before the run attribute the last one too.
    fn shares_cue(&self, last: Last, run: &QuotedRun) -> bool {
        let own = marked::attribution_of(self.document, run).and_then(|found| found.cue);
        own.is_some() && self.attributions[last.attribution].cue == own
    }

    /// Whether a speaker's label opens the paragraph.
    fn is_transcript(&self, paragraph: usize) -> bool {
        let tokens = &self.document.paragraphs[paragraph].tokens;
        let before = self.pieces.partition_point(|(piece, _)| piece.start < tokens.end);
        let first =
            self.pieces[..before].iter().rev().take_while(|(piece, _)| tokens.start <= piece.start).take(8);
        first.filter(|(_, number)| is_verbatim(&self.attributions[*number])).count() != 0
    }

    /// Whether no more than one sentence stands between the last quotation and the run.
    fn adjoins(&self, last: &Last, run: &QuotedRun) -> bool {
        let sentence = |token_idx| self.document.sentence_of(token_idx);
        last.end <= run.tokens.start && sentence(run.tokens.start) - sentence(last.end - 1) <= 1
    }

    /// Whether the run begins and ends its sentence or sentences.
    fn stands_alone(&self, run: &QuotedRun) -> bool {
        let document = self.document;
        let sentence = |token_idx: usize| document.sentences.get(document.sentence_of(token_idx));
        let begins = sentence(run.tokens.start).is_some_and(|s| s.tokens.start == run.tokens.start);
        let ends = sentence(run.tokens.end - 1).is_some_and(|s| s.tokens.end <= run.tokens.end + 1);
        begins && ends && run.closed
    }

    /// Whether a sentence begins with the run, or a colon or a verb with a comma announces it.
    fn begins_sentence(&self, run: &QuotedRun) -> bool {
        let document = self.document;
        let start = run.tokens.start;
        let sentence = document.sentences.get(document.sentence_of(start));
        let announced = |first: usize| match document.token_text(start - 1) {
            ":" => true,
            "," => first + 1 < start && is_cue(document, start - 2),
            _ => false,
        };
        sentence.is_some_and(|s| s.tokens.start == start || announced(s.tokens.start))
    }

    fn note(&mut self, attribution: usize, paragraph: usize, run: &QuotedRun) {
        self.last = Some(Last { attribution, paragraph, end: run.tokens.end, closed: run.closed });
    }

    fn append(&mut self, last: Last, run: &QuotedRun, paragraph: usize) {
        let content = &mut self.attributions[last.attribution].content;
        content.push(run.tokens.clone());
        content.order_by_key(|piece| piece.start);
        self.note(last.attribution, paragraph, run);
    }

    fn add(
        &mut self,
        run: &QuotedRun,
        paragraph: usize,
        source: Option<Range<usize>>,
        cue: Option<Range<usize>>,
        origin: Origin,
    ) {
        let content = vec![run.tokens.clone()];
        self.attributions.push(Attribution { content, cue, source, origin, agreement: 1000, within: None });
        self.note(self.attributions.len() - 1, paragraph, run);
    }

    /// A run that goes on was begun without a cue: the whole is one quotation.
    fn join(&mut self, last: Last, attribution: usize) {
        if self.attributions[last.attribution].cue.is_some() {
            return;
        }
        let earlier = std::mem::take(&mut self.attributions[last.attribution].content);
        let content = &mut self.attributions[attribution].content;
        content.extend(earlier);
        content.order_by_key(|piece| piece.start);
    }

    /// `"…" — Name`: a dash and a name behind the run, to the paragraph's end or in the next one.
    fn dash(&self, run: &QuotedRun) -> Option<(Range<usize>, Range<usize>)> {
        let document = self.document;
        let paragraph = document.paragraph_of(run.tokens.start);
        let end = document.paragraphs[paragraph].tokens.end;
        let (at, end) = if run.tokens.end < end {
            (run.tokens.end, end)
        } else {
            let next = document.story_after(paragraph)?;
            (next.tokens.start, next.tokens.end)
        };
        let is_dash = at < end && matches!(document.token_text(at), "—" | "–" | "--" | "-" | "―");
        let short = at + 1 < end && end - at <= 16;
        if !is_dash || !short || !document.word(at + 1).case.is_capital() {
            return None;
        }
        let stop = |token_idx: usize| matches!(document.token_text(token_idx), "." | "," | "(" | ";");
        let source_end =
            (at + 1..end).find(|&token_idx| stop(token_idx) || is_cue(document, token_idx)).unwrap_or(end);
        let name = self.tagged.names.partition_point(|name| name.tokens.end <= at + 1);
        // "— Commissioner Ana Reyle": titles may stand before the name.
        let named = self.tagged.names.get(name).is_some_and(|name| {
            name.tokens.start < source_end
                && (at + 1..name.tokens.start).all(|token| document.word(token).case.is_capital())
                && matches!(name.entity_type, EntityType::Person | EntityType::Organization)
        });
        (named && at + 1 < source_end && !(at + 1..end).any(|t| is_cue(document, t)))
            .then_some((at + 1..source_end, at..at + 1))
    }

    /// The paragraph before ends with a colon behind a reporting verb.
    fn colon_before(
        &self,
        run: &QuotedRun,
        paragraph: usize,
    ) -> Option<(Option<Range<usize>>, Range<usize>)> {
        let document = self.document;
        let starts = document.paragraphs[paragraph].tokens.start == run.tokens.start;
        let before = document.announcing(paragraph).filter(|_| starts)?;
        marked::found_before(document, before.tokens.end)
    }
}

fn is_verbatim(attribution: &Attribution) -> bool {
    matches!(attribution.origin, Origin::Label | Origin::Announced)
}

fn is_cue(document: &Document, token_idx: usize) -> bool {
    CUE_VERBS.contains(document.lower(token_idx))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `content / source / cue`, pieces joined by ` + `.
    fn check(text: &str, expected: &[&str]) {
        let document = Document::new(text);
        let part = |tokens: Option<Range<usize>>| tokens.map_or("-", |t| document.cover(t).of(text));
        let tagged = Tagged::default();
        let found: Vec<String> = complete(&document, &tagged, Vec::new())
            .into_iter()
            .map(|a| {
                let content: Vec<&str> =
                    a.content.iter().map(|t| document.cover(t.clone()).of(text)).collect();
                format!("{} / {} / {}", content.join(" + "), part(a.source), part(a.cue))
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn the_source_stands_before_or_after_its_verb() {
        check("“It is late,” Mr. Osei said.", &["“It is late,” / Mr. Osei / said"]);
        check("“It is late,” said Mr. Osei on Monday.", &["“It is late,” / Mr. Osei / said"]);
        check(
            "“It is late,” Osei, who chairs it, has also said.",
            &["“It is late,” / Osei, who chairs it / has also said"],
        );
        check("“It is late,” Osei marvelled.", &["“It is late,” / Osei / marvelled"]);
        check("Osei told us: “It is late.”", &["“It is late.” / Osei / told"]);
    }

    #[test]
    fn a_split_quotation_is_one() {
        check("“It is late,” she said, “very late.”", &["“It is late,” + “very late.” / she / said"]);
        check(
            "“It is late,” she said. “We must go now.”",
            &["“It is late,” + “We must go now.” / she / said"],
        );
        check(
            "“One day we came.\n\n“We stayed,” Ruiz said.",
            &["“One day we came. + “We stayed,” / Ruiz / said"],
        );
    }

    #[test]
    fn words_in_marks_are_not_speech() {
        check("He called the “road” a disgrace.", &[]);
        check("The film “Long Water” said nothing.", &[]);
    }
}
