//! Quotations against notes or a transcript: are the words in quotation marks there?

use std::ops::Range;

use super::align::{MOST_WORDS, Step, align, changes, in_common};
use super::pieces::{marked, push};
use super::speakers::{may_be_same, speaker};
use super::words::{Word, outer_first, same_marks, sorted, with, words_of};
use super::{Mark, Piece, Relation};
use crate::report::{Act, Quotation, Report};

/// A word that the notes have more often says nothing of where a passage is.
const COMMON: usize = 3000;
/// So many words of the line before and behind a passage are shown.
const AROUND: usize = 8;
/// Nesting of quotations is shallow: the nearest few before a passage are enough.
const MAX_OUTER: usize = 8;
/// A mark and a stop behind a passage may stand outside of the quotation around it.
const LOOSE_END: usize = 2;

/// A quotation and what the notes have of it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NotesRow {
    /// The quotation's id in the report.
    pub quotation: usize,
    /// `Dropped` is not there: fewer than six in ten of its words, in order.
    pub relation: Relation,
    /// In how many places they differ.
    pub n_changes: usize,
    /// How many words stand in quotation marks.
    pub n_words: usize,
    /// How many of them the passage has, in order.
    pub n_found: usize,
    /// In how many places the notes have exactly these words.
    pub n_places: usize,
    /// The quotation's words in quotation marks.
    pub printed: Vec<Piece>,
    /// The nearest passage, if one is near.
    pub passage: Option<Passage>,
}

/// A passage of the notes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Passage {
    /// Its words and those around it.
    pub words: Vec<Piece>,
    /// Its first byte in the notes.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The line it begins on, from 1.
    pub first_line: usize,
    /// The line it ends on.
    pub last_line: usize,
    /// Who says it in the notes, where that is somebody else.
    pub other_speaker: Option<String>,
}

/// The notes, ready to be searched.
struct Notes<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// The number of each word, and where it stands as an index of `words`, sorted.
    places: Vec<(u64, u64)>,
    /// The byte at which each line begins.
    lines: Vec<usize>,
}

/// Part of a quotation and where the notes have it, as indices of words.
struct Found {
    at: Range<usize>,
    steps: Vec<Step>,
    n_places: usize,
}

/// Every quotation with words in quotation marks against the notes, in reading order. With the notes' own report a row
/// also says where somebody else says the words there.
///
/// What stands in a quotation that is compared is not compared again. The reports may count in any unit.
pub fn compare_notes((text, report): (&str, &Report), notes: &str, said: Option<&Report>) -> Vec<NotesRow> {
    let words = words_of(notes, 0..notes.len());
    let places = sorted(words.iter().enumerate().map(|(idx, word)| (word.id, idx as u64)).collect());
    let lines = std::iter::once(0).chain(notes.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let notes = Notes { text: notes, words, places, lines };
    let speakers = said.map(|report| Speakers::new(notes.text, report));
    let table = report.clone().bytes(text);
    let mut rows = Vec::new();
    let mut until = 0;
    for quotation in in_order(report) {
        let spans = quotation
            .printed
            .iter()
            .map(|&[start, end]| table.convert(start) as usize..table.convert(end) as usize);
        let spans: Vec<Range<usize>> =
            spans.filter(|span| text.get(span.clone()).is_some_and(|words| !words.is_empty())).collect();
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { continue };
        if first.start < until {
            continue;
        }
        until = last.end;
        let parts: Vec<Vec<Word>> = spans.iter().map(|span| words_of(text, span.clone())).collect();
        if parts.iter().all(Vec::is_empty) {
            continue;
        }
        let mut row = notes.row(quotation.id, text, &spans, &parts);
        if let (Some(passage), Some(speakers), Some(who)) =
            (&mut row.passage, &speakers, speaker(report, quotation))
        {
            let other = speakers.at(passage.start..passage.end).filter(|other| !may_be_same(who, other));
            passage.other_speaker = other.map(|other| other.name.clone());
        }
        rows.push(row);
    }
    rows
}

/// The statements by where their words in quotation marks begin, the longer first.
fn in_order(report: &Report) -> Vec<&Quotation> {
    let key = |quotation: &Quotation| {
        let (first, last) = (quotation.printed.first()?, quotation.printed.last()?);
        (quotation.act == Act::Statement).then(|| outer_first(first[0] as usize, last[1] as usize))
    };
    let keys = report.quotations.iter().enumerate();
    let keys = keys.filter_map(|(idx, quotation)| Some((key(quotation)?, idx as u64))).collect();
    sorted(keys).into_iter().map(|(_, idx)| &report.quotations[idx as usize]).collect()
}

impl Notes<'_> {
    fn row(&self, quotation: usize, text: &str, spans: &[Range<usize>], parts: &[Vec<Word>]) -> NotesRow {
        let found = self.find(parts);
        let all: Vec<Word> = parts.iter().flatten().cloned().collect();
        let steps: Vec<Step> = found
            .iter()
            .zip(parts)
            .flat_map(|(found, part)| match found {
                Some(found) => found.steps.clone(),
                None => vec![Step::First; part.len()],
            })
            .collect();
        let n_found = in_common(&steps);
        let there = 10 * n_found >= 6 * all.len();
        let near = there || 2 <= n_found && all.len() <= 3 * n_found;
        let marks_differ = || {
            let inner = |text: &str, words: &[Word]| match words {
                [first, .., last] => text[first.span.start..last.span.end].to_owned(),
                [one] => text[one.span.clone()].to_owned(),
                [] => String::new(),
            };
            parts.iter().zip(&found).any(|(part, found)| {
                let there = found.as_ref().map(|found| inner(self.text, &self.words[found.at.clone()]));
                there.is_some_and(|there| !same_marks(&inner(text, part), &there))
            })
        };
        let relation = match () {
            () if n_found == steps.len() && marks_differ() => Relation::Marks,
            () if n_found == steps.len() => Relation::Same,
            () if there => Relation::Changed,
            () => Relation::Dropped,
        };
        let is_there = relation != Relation::Dropped;
        let printed = if is_there {
            marked(text, spans, &all, &steps, Step::First)
        } else {
            marked(text, spans, &all, &vec![Step::Both; all.len()], Step::First)
        };
        NotesRow {
            quotation,
            relation,
            n_changes: if relation == Relation::Changed { changes(&steps) } else { 0 },
            n_words: all.len(),
            n_found,
            n_places: found.iter().flatten().map(|found| found.n_places).min().unwrap_or_default(),
            printed,
            passage: near.then(|| self.passage(&found, is_there)).flatten(),
        }
    }

    /// Where the notes have each part: the longest first, the others as near to it as can be.
    fn find(&self, parts: &[Vec<Word>]) -> Vec<Option<Found>> {
        let mut found: Vec<Option<Found>> = parts.iter().map(|_| None).collect();
        let lengths = parts.iter().enumerate();
        let order = sorted(lengths.map(|(idx, part)| (u64::MAX - part.len() as u64, idx as u64)).collect());
        let mut anchor: Option<(usize, Range<usize>)> = None;
        for idx in order.into_iter().map(|(_, idx)| idx as usize) {
            let ids: Vec<u64> = parts[idx].iter().map(|word| word.id).collect();
            // Where a part would stand that follows, or goes before, the longest one.
            let near = anchor
                .as_ref()
                .map(|(nr, at)| if *nr < idx { at.end } else { at.start.saturating_sub(ids.len()) });
            let one = self.exact(&ids, near).or_else(|| self.nearest(&ids));
            if let (Some(one), None) = (&one, &anchor) {
                anchor = Some((idx, one.at.clone()));
            }
            found[idx] = one;
        }
        found
    }

    /// Exactly these words; of several places the one that is nearest to `near`, else the first.
    fn exact(&self, ids: &[u64], near: Option<usize>) -> Option<Found> {
        let places = |id: u64| with(&self.places, id);
        let (offset, rarest) =
            (0..ids.len()).map(|idx| (idx, places(ids[idx]))).min_by_key(|(_, places)| places.len())?;
        let starts = rarest.iter().filter_map(|place| (place.1 as usize).checked_sub(offset));
        let is_here = |start: &usize| {
            let there = self.words.get(*start..start + ids.len());
            there.is_some_and(|words| words.iter().map(|word| word.id).eq(ids.iter().copied()))
        };
        let starts: Vec<usize> = starts.filter(is_here).take(COMMON).collect();
        let start = *starts.iter().min_by_key(|start| near.map_or(0, |near| start.abs_diff(near)))?;
        let steps = vec![Step::Both; ids.len()];
        Some(Found { at: start..start + ids.len(), steps, n_places: starts.len() })
    }

    /// The passage with most of these words in order.
    fn nearest(&self, all: &[u64]) -> Option<Found> {
        let ids = &all[..all.len().min(MOST_WORDS)];
        let window = ids.len() + ids.len() / 2 + 4;
        let mut wanted = sorted(ids.iter().map(|&id| (id, 0)).collect());
        wanted.dedup();
        let mut places = Vec::new();
        for (nr, (id, _)) in wanted.iter().enumerate() {
            let here = Some(with(&self.places, *id)).filter(|places| places.len() <= COMMON);
            places.extend(here.into_iter().flatten().map(|place| (place.1, nr as u64)));
        }
        let places = sorted(places);
        // How many of the words stand within one window, each counted once.
        let (mut counts, mut n_here, mut from, mut best) = (vec![0usize; wanted.len()], 0, 0, (0, 0));
        for &(place, nr) in &places {
            let nr = nr as usize;
            n_here += usize::from(counts[nr] == 0);
            counts[nr] += 1;
            while places[from].0 as usize + window <= place as usize {
                let gone = places[from].1 as usize;
                counts[gone] -= 1;
                n_here -= usize::from(counts[gone] == 0);
                from += 1;
            }
            if best.0 < n_here {
                best = (n_here, places[from].0 as usize);
            }
        }
        if best.0 == 0 {
            return None;
        }
        let start = best.1.saturating_sub(ids.len());
        let end = (best.1 + window + ids.len()).min(self.words.len());
        let there: Vec<u64> = self.words[start..end].iter().map(|word| word.id).collect();
        let mut steps = align(ids, &there);
        // What stands in the notes around the passage is none of it.
        let before = steps
            .iter()
            .take_while(|&&step| step != Step::Both)
            .filter(|&&step| step == Step::Second)
            .count();
        let behind = steps
            .iter()
            .rev()
            .take_while(|&&step| step != Step::Both)
            .filter(|&&step| step == Step::Second)
            .count();
        let first = steps.iter().position(|&step| step == Step::Both)?;
        let last = steps.iter().rposition(|&step| step == Step::Both)?;
        let mut at = 0;
        steps.retain(|&step| {
            at += 1;
            step != Step::Second || (first < at - 1 && at - 1 < last)
        });
        // What is beyond the longest that is aligned was not found.
        steps.extend(std::iter::repeat_n(Step::First, all.len() - ids.len()));
        Some(Found { at: start + before..end - behind, steps, n_places: 0 })
    }

    /// The passages that were found, with what is around and between them.
    fn passage(&self, found: &[Option<Found>], is_there: bool) -> Option<Passage> {
        let found: Vec<&Found> = found.iter().flatten().collect();
        let starts =
            found.iter().enumerate().map(|(idx, found)| (found.at.start as u64, idx as u64)).collect();
        let parts: Vec<&Found> = sorted(starts).into_iter().map(|(_, idx)| found[idx as usize]).collect();
        let first = *parts.first()?;
        let start = self.words[first.at.start].span.start;
        let mut words = Vec::new();
        push(&mut words, Mark::Context, self.text[self.before(first.at.start)..start].trim_start());
        let mut done = first.at.start;
        for part in parts {
            if part.at.start < done {
                continue;
            }
            let from = self.words[part.at.start].span.start;
            if done < part.at.start {
                let gap = self.words[done - 1].span.end..from;
                let is_near = part.at.start - done <= 2 * AROUND;
                push(&mut words, Mark::Context, if is_near { &self.text[gap] } else { " … " });
            } else if first.at.start < done {
                push(&mut words, Mark::Same, &self.text[self.words[done - 1].span.end..from]);
            }
            let span = from..self.words[part.at.end - 1].span.end;
            if is_there {
                words.extend(marked(
                    self.text,
                    &[span],
                    &self.words[part.at.clone()],
                    &part.steps,
                    Step::Second,
                ));
            } else {
                push(&mut words, Mark::Context, &self.text[span]);
            }
            done = part.at.end;
        }
        let end = self.words[done - 1].span.end;
        push(&mut words, Mark::Context, self.text[end..self.behind(done)].trim_end());
        let line = |byte: usize| self.lines.partition_point(|&begin| begin <= byte);
        Some(Passage {
            words,
            start,
            end,
            first_line: line(start),
            last_line: line(end - 1),
            other_speaker: None,
        })
    }

    /// The byte where what is shown before a word begins, on its line.
    fn before(&self, word: usize) -> usize {
        let start = self.words[word].span.start;
        let line = self.lines[self.lines.partition_point(|&begin| begin <= start) - 1];
        self.words[word.saturating_sub(AROUND)].span.start.max(line)
    }

    /// The byte where what is shown behind a word ends, on its line.
    fn behind(&self, word: usize) -> usize {
        let end = self.words[word - 1].span.end;
        let line = self
            .lines
            .get(self.lines.partition_point(|&begin| begin <= end))
            .map_or(self.text.len(), |&next| next - 1);
        self.words.get(word + AROUND).map_or(self.text.len(), |word| word.span.start).min(line)
    }
}

/// Who speaks where in the notes.
struct Speakers<'a> {
    report: &'a Report,
    /// Bytes of a passage, and whose quotation it is.
    spans: Vec<(Range<usize>, &'a Quotation)>,
}

impl<'a> Speakers<'a> {
    fn new(text: &str, report: &'a Report) -> Self {
        let table = report.clone().bytes(text);
        let spans = report.quotations.iter().filter(|one| one.act == Act::Statement).flat_map(|quotation| {
            let table = &table;
            let byte = move |offset| table.convert(offset) as usize;
            quotation.content.iter().map(move |&[start, end]| (byte(start)..byte(end), quotation))
        });
        let spans: Vec<(Range<usize>, &Quotation)> = spans.collect();
        let starts =
            spans.iter().enumerate().map(|(idx, (span, _))| (span.start as u64, idx as u64)).collect();
        let spans = sorted(starts).into_iter().map(|(_, idx)| spans[idx as usize].clone()).collect();
        Self { report, spans }
    }

    /// Who says a passage: of quotations within each other the inner one's speaker.
    fn at(&self, passage: Range<usize>) -> Option<&'a crate::report::Entity> {
        let until = self.spans.partition_point(|(span, _)| span.start <= passage.start);
        let (_, quotation) = self.spans[..until]
            .iter()
            .rev()
            .take(MAX_OUTER)
            .find(|(span, _)| passage.end <= span.end + LOOSE_END)?;
        speaker(self.report, quotation)
    }
}
