//! What speaks for a line's being part of the article or of the page around it.
//!
//! A feature is one value of a family; families take a fixed number of values each, so that a
//! feature is a number and its weight stands at that place. The trainer computes them here too.

use super::line::{End, Line, Manner};
use crate::lexicon::{JUNK_OPENINGS, Reason};
use crate::order::Order;

/// Families of features with the number of their values.
macro_rules! families {
    ($($name:ident $size:literal)*) => {
        #[derive(Clone, Copy)]
        #[allow(clippy::enum_variant_names)]
        enum Family { $($name),* }
        const SIZES: &[u16] = &[$($size),*];
    };
}

families! {
    Words 10 Ending 5 WordsEnding 50 Function 6 Capital 7 CapitalWords 12 Several 2 Upper 1 Lower 1
    Digit 3 Time 3 Date 3 Cue 3 Quote 3 Tells 3 Addresses 3 Copyright 1 Strict 1 Opening 3 Page 7
    PageWords 12 Sign 1 Address 3 Code 1 Glued 1 Teaser 1 By 1 Credit 15
    Own 4 Neighbor 80 Above 32 Below 32 Between 100 Window 128 Mass 28 Stretch 72 StretchWords 60
    Run 28 Menus 20 MenusStretch 60 Length 20 Repeated 12 Evidence 24 EvidenceStretch 72 EvidenceNear 64
    Position 6
}

/// How many features there are.
pub const N_PARAGRAPH_FEATURES: usize = offset(SIZES.len()) as usize;

const fn offset(family: usize) -> u16 {
    let (mut sum, mut at) = (0, 0);
    while at < family {
        sum += SIZES[at];
        at += 1;
    }
    sum
}

/// Where a value lies between limits: the number of limits below it.
fn bin(value: u32, limits: &[u32]) -> u16 {
    limits.iter().take_while(|&&limit| limit < value).count() as u16
}

struct Features(Vec<u16>);

impl Features {
    fn add(&mut self, family: Family, value: u16) {
        debug_assert!(value < SIZES[family as usize]);
        self.0.push(offset(family as usize) + value);
    }

    fn add_if(&mut self, holds: bool, family: Family, value: u16) {
        if holds {
            self.add(family, value);
        }
    }
}

/// The page as a whole, as far as its lines' features need it.
pub(super) struct Page<'l> {
    lines: &'l [Line<'l>],
    /// Why the word lists alone would set a line aside.
    strict: &'l [Option<Reason>],
    /// Lines that are surely a page's.
    evidence: &'l [bool],
    repeated: Vec<bool>,
    /// How many prose lines, menu lines and evidence stand before each line; one more for the end.
    prose: Vec<u32>,
    menus: Vec<u32>,
    evident: Vec<u32>,
    /// Words of prose before each line; one more for the end.
    mass: Vec<u32>,
    /// Lines since and until the nearest prose; 99 for none.
    above: Vec<u32>,
    below: Vec<u32>,
    /// The run of lines without prose that a line stands in.
    run: Vec<u32>,
    /// The lines with the most prose and the least of anything else.
    pub stretch: std::ops::Range<usize>,
}

/// Longest distance that is told from none at all.
const FAR: u32 = 99;

fn sums(values: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut sum = 0;
    let tail = values.map(|value| {
        sum += value;
        sum
    });
    [0].into_iter().chain(tail).collect()
}

impl<'l> Page<'l> {
    pub(super) fn new(lines: &'l [Line<'l>], strict: &'l [Option<Reason>], evidence: &'l [bool]) -> Self {
        let is = |manner: Manner| lines.iter().map(move |line| u32::from(line.manner == manner));
        let words =
            lines.iter().map(|line| if line.manner == Manner::Prose { line.n_words.min(80) } else { 0 });
        let mut sorted: Vec<&str> = lines.iter().map(|line| line.lower.as_str()).collect();
        sorted.order();
        let repeated = lines.iter().map(|line| {
            let first = sorted.partition_point(|other| *other < line.lower.as_str());
            sorted.get(first + 1).is_some_and(|next| *next == line.lower)
        });
        let (mut above, mut below) = (vec![FAR; lines.len()], vec![FAR; lines.len()]);
        distances(lines, 0..lines.len(), &mut above);
        distances(lines, (0..lines.len()).rev(), &mut below);
        let mut run = vec![0; lines.len()];
        for part in chunks(lines) {
            run[part.clone()].fill(part.len() as u32);
        }
        Self {
            lines,
            strict,
            evidence,
            repeated: repeated.collect(),
            prose: sums(is(Manner::Prose)),
            menus: sums(is(Manner::Menu)),
            evident: sums(evidence.iter().map(|&holds| u32::from(holds))),
            mass: sums(words),
            above,
            below,
            run,
            stretch: stretch(lines),
        }
    }

    /// The features of a line, as places of their weights.
    pub(super) fn features(&self, idx: usize) -> Vec<u16> {
        let mut features = Features(Vec::with_capacity(80));
        self.own(idx, &mut features);
        self.around(idx, &mut features);
        features.0
    }

    fn own(&self, idx: usize, features: &mut Features) {
        use Family::*;
        let line = &self.lines[idx];
        let n = line.n_words;
        let (short, size, end) = (bin(n, &[8, 20]), bin(n, &[3, 8, 20]), line.end as u16);
        let words = bin(n, &[0, 1, 2, 3, 5, 8, 12, 20, 35]);
        features.add(Words, words);
        features.add(Ending, end);
        features.add(WordsEnding, words * 5 + end);
        features.add(Function, bin(line.function_share, &[0, 10, 20, 30, 40]));
        features.add(Capital, bin(line.capital_share, &[0, 20, 40, 60, 80, 99]));
        features.add(CapitalWords, bin(line.capital_share, &[30, 70]) * 4 + size);
        features.add_if(line.several, Several, bin(n, &[20]));
        features.add_if(line.is_upper, Upper, 0);
        features.add_if(line.text.starts_with(char::is_lowercase), Lower, 0);
        for (holds, family) in [
            (line.has_digit, Digit),
            (line.has_time, Time),
            (line.has_date, Date),
            (line.has_cue, Cue),
            (line.has_quote, Quote),
            (line.tells, Tells),
            (line.addresses, Addresses),
        ] {
            features.add_if(holds, family, short);
        }
        let lower = &line.lower;
        let copyright =
            lower.contains('©') || lower.contains("copyright") || lower.contains("all rights reserved");
        features.add_if(copyright, Copyright, 0);
        features.add_if(self.strict[idx].is_some(), Strict, 0);
        features.add_if(JUNK_OPENINGS.opening_of(lower).is_some(), Opening, short);
        features.add(Page, bin(line.page_share, &[0, 10, 20, 34, 50, 99]));
        features.add_if(line.page_share > 0, PageWords, bin(line.page_share, &[10, 34]) * 4 + size);
        features.add_if(lower.contains(['|', '»', '›', '>', '•', '·']), Sign, 0);
        let addressed = ["http:", "https:", "www.", ".com", ".co.uk", ".org", "@"];
        features.add_if(addressed.iter().any(|part| lower.contains(part)), Address, bin(n, &[5, 15]));
        features.add_if(lower.contains(['{', '}']) || lower.contains("</") || lower.contains("/>"), Code, 0);
        features.add_if(is_glued(line.text), Glued, 0);
        features.add_if(is_labeled(line), Teaser, 0);
        features.add_if(lower.starts_with("by ") && n <= 14 && line.end != End::Stop, By, 0);
        features.add_if(names_agency(lower), Credit, short * 5 + end);
    }

    fn around(&self, idx: usize, features: &mut Features) {
        use Family::*;
        let (line, n_lines) = (&self.lines[idx], self.lines.len());
        let own = line.manner as u16;
        features.add(Own, own);
        for (place, offset) in [-2isize, -1, 1, 2].into_iter().enumerate() {
            let other = idx.checked_add_signed(offset).and_then(|idx| self.lines.get(idx));
            let manner = other.map_or(4, |line| line.manner as u16);
            features.add(Neighbor, (place as u16 * 5 + manner) * 4 + own);
        }
        let steps = [1, 2, 3, 5, 10, 20, FAR - 1];
        let (above, below) = (bin(self.above[idx], &steps), bin(self.below[idx], &steps));
        features.add(Above, above * 4 + own);
        features.add(Below, below * 4 + own);
        features.add(Between, (above.min(4) * 5 + below.min(4)) * 4 + own);
        let (evidence, stretch) = (&self.evident, &self.stretch);
        let count =
            |counts: &[u32], from: usize, to: usize| counts[to.min(n_lines)] - counts[from.min(n_lines)];
        let sides = |width: usize| [(idx.saturating_sub(width), idx), (idx + 1, idx + 1 + width)];
        for (place, (width, counts)) in
            [(3, &self.prose), (8, &self.prose), (3, &self.menus), (8, &self.menus)].into_iter().enumerate()
        {
            for (side, (from, to)) in sides(width).into_iter().enumerate() {
                let n = bin(count(counts, from, to), &[0, 1, 3]);
                features.add(Window, ((place * 2 + side) as u16 * 4 + n) * 4 + own);
            }
        }
        let mass = self.mass[idx] * 1000 / self.mass[n_lines].max(1);
        features.add(Mass, bin(mass, &[0, 50, 300, 700, 950, 999]) * 4 + own);
        let (part, distance) = if idx < stretch.start {
            (0, stretch.start - idx)
        } else if stretch.end <= idx {
            (1, idx + 1 - stretch.end)
        } else {
            (2, 0)
        };
        let distance = bin(distance as u32, &[0, 1, 2, 4, 8]);
        features.add(Stretch, (part * 6 + distance) * 4 + own);
        features.add(StretchWords, (part * 4 + bin(line.n_words, &[3, 8, 20])) * 5 + line.end as u16);
        features.add(Run, bin(self.run[idx], &[0, 1, 2, 4, 8, 20]) * 4 + own);
        let menus = bin(self.menus[n_lines] * 100 / n_lines as u32, &[5, 20, 40, 60]);
        features.add(Menus, menus * 4 + own);
        features.add(MenusStretch, (menus * 3 + part) * 4 + own);
        features.add(Length, bin(n_lines as u32, &[5, 15, 40, 100]) * 4 + own);
        features.add_if(self.repeated[idx], Repeated, part * 4 + own);
        let evident = bin(evidence[n_lines], &[0, 1, 3, 8, 20]);
        features.add(Evidence, evident * 4 + own);
        features.add(EvidenceStretch, (evident * 3 + part) * 4 + own);
        for (place, width) in [4, 12].into_iter().enumerate() {
            for (side, (from, to)) in sides(width).into_iter().enumerate() {
                let n = bin(count(evidence, from, to), &[0, 1, 3]);
                features.add(EvidenceNear, ((place * 2 + side) as u16 * 4 + n) * 4 + own);
            }
        }
        features.add(Position, bin(idx as u32, &[0, 1, 3, 10, 30]));
        debug_assert_eq!(self.evidence.len(), n_lines);
    }
}

/// For each line how many lines back, in this order, the last prose stands.
fn distances(lines: &[Line], order: impl Iterator<Item = usize>, distances: &mut [u32]) {
    let mut distance = FAR;
    for idx in order {
        distances[idx] = distance;
        distance = if lines[idx].manner == Manner::Prose { 1 } else { (distance + 1).min(FAR) };
    }
}

/// The runs of lines without prose.
fn chunks(lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut chunks: Vec<std::ops::Range<usize>> = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        if line.manner == Manner::Prose {
            continue;
        }
        match chunks.last_mut() {
            Some(last) if last.end == idx => last.end += 1,
            _ => chunks.push(idx..idx + 1),
        }
    }
    chunks
}

/// The lines with the greatest sum of prose words less a price for each line of anything else.
fn stretch(lines: &[Line]) -> std::ops::Range<usize> {
    let (mut best, mut sum, mut start) = ((0, 0..0), 0i64, 0);
    for (idx, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, idx);
        }
        sum += match line.manner {
            Manner::Prose => i64::from(line.n_words.min(60)),
            Manner::Closed => 0,
            Manner::Menu | Manner::Phrase => -4,
        };
        if best.0 < sum {
            best = (sum, start..idx + 1);
        }
    }
    best.1
}

/// "on SundayLewis Hartnell": two texts that a page showed apart.
fn is_glued(text: &str) -> bool {
    let mut last: [char; 2] = [' ', ' '];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let joint =
            last[1].is_lowercase() || matches!(last[1], '.' | '!' | '?' | '”') && last[0].is_lowercase();
        if c.is_uppercase() && joint && chars.peek().is_some_and(|next| next.is_lowercase()) {
            return true;
        }
        last = [last[1], c];
    }
    false
}

/// "Prince Oskar: Two banks end ties with charity"
pub(super) fn is_labeled(line: &Line) -> bool {
    let Some((label, rest)) = line.text.split_once(": ") else { return false };
    let opens = rest.trim_start_matches(super::is_quotation_mark).starts_with(char::is_uppercase);
    let n_words = label.split_whitespace().count();
    opens
        && line.end != End::Stop
        && (1..=4).contains(&n_words)
        && label.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// Whether the line names who took a picture, as far as a few words show.
pub(super) fn names_agency(lower: &str) -> bool {
    [
        "getty", "reuters", "afp", "image:", "photo:", "picture:", "credit", "(photo", "/ ap", "/ap", "(ap",
        "via ap",
    ]
    .iter()
    .any(|part| lower.contains(part))
}
