//! What each paragraph is to the article: word lists, learned weights and layout together.

use std::collections::BTreeSet;

use super::beside::{self, Picture};
use super::classifier::{ParagraphClassifier, evidence};
use super::features::Page;
use super::junk;
use super::kind::ParagraphKind;
use super::line::{End, Line, Manner, words_of};
use crate::lexicon::{FUNCTION_WORDS, PAGE_WORDS, Reason};
use crate::span::Span;

/// The headline stands at most so many lines above the story.
const HEADLINE_REACH: usize = 40;
/// An article's head, where bylines and dates stand, has at most so many paragraphs.
const HEAD: usize = 8;
/// So many lines behind the story may name its author, or when it was published.
const TAIL: usize = 4;
/// No item of a list without bullets is longer, in bytes.
const MAX_ITEM: usize = 200;
/// The least score of a headline.
const LIKELY: i32 = 40;
/// By so much the line below the headline may score higher.
const STANDFIRST: i32 = 80;
/// Labels of teasers are looked for in the whole text, so only so many are.
const MAX_TEASERS: usize = 24;

/// The paragraphs with their kinds. Without a classifier only the word lists set anything aside.
///
/// A caption that ends in a credit becomes two paragraphs, so that nobody in the credit is taken
/// for one of the story.
pub(super) fn read(
    text: &str,
    spans: &[Span],
    classifier: Option<&ParagraphClassifier>,
    kept: &[Span],
    cut: Option<u32>,
) -> Vec<(Span, ParagraphKind)> {
    let (spans, rest) =
        spans.split_at(cut.map_or(spans.len(), |cut| spans.partition_point(|span| span.start < cut)));
    let strict = junk::reasons(text, spans);
    let page = classifier.and_then(|classifier| Some((classifier, evidence(text, spans, &strict)?)));
    let mut kinds = match page {
        Some((classifier, evidence)) => of_page(text, spans, &strict, &evidence, classifier),
        None => of_article(text, spans, &strict),
    };
    mark_lists(text, spans, &mut kinds);
    let mut paragraphs = Vec::with_capacity(spans.len() + rest.len());
    let rest = rest.iter().map(|span| (span, ParagraphKind::SetAside(Reason::Rest)));
    for (&span, kind) in spans.iter().zip(kinds).chain(rest) {
        let put_back = kind.is_set_aside() && kept.iter().any(|kept| kept.overlaps(span));
        let credit = (kind == ParagraphKind::Caption).then(|| credit(text, span)).flatten();
        match credit {
            Some((caption, credit)) => {
                paragraphs.push((caption, ParagraphKind::Caption));
                paragraphs.push((credit, ParagraphKind::Credit));
            }
            None => paragraphs.push((span, if put_back { ParagraphKind::Text } else { kind })),
        }
    }
    paragraphs
}

/// A caption and the credit behind it, where both have words.
fn credit(text: &str, span: Span) -> Option<(Span, Span)> {
    let whole = span.of(text);
    let at = beside::credit_at(&Line::of(whole))?;
    let (caption, credit) = (whole[..at].trim_end(), whole[at..].trim_start());
    let has_words = |part: &str| part.contains(char::is_alphanumeric);
    let start = span.start as usize;
    (has_words(caption) && has_words(credit)).then(|| {
        let behind = span.end as usize - credit.len();
        (Span::from_range(start..start + caption.len()), Span::from_range(behind..span.end as usize))
    })
}

fn of_strict(strict: Option<Reason>, line: &str) -> ParagraphKind {
    match strict {
        // A picture's words belong to the article.
        Some(Reason::Caption) if words_of(line).count() <= 8 => ParagraphKind::Credit,
        Some(Reason::Caption) => ParagraphKind::Caption,
        Some(Reason::MailDate) => ParagraphKind::Dateline,
        Some(reason) => ParagraphKind::SetAside(reason),
        None if beside::is_list_item(line) => ParagraphKind::List,
        None => ParagraphKind::Text,
    }
}

/// A text without menus and buttons: only what says itself that it is no running text.
fn of_article(text: &str, spans: &[Span], strict: &[Option<Reason>]) -> Vec<ParagraphKind> {
    let mut kinds: Vec<ParagraphKind> =
        spans.iter().zip(strict).map(|(span, reason)| of_strict(*reason, span.of(text))).collect();
    let is_long = |idx: usize| spans.get(idx).is_some_and(|span| ends_sentence(span.of(text)));
    let mut teasers = Vec::new();
    for (idx, span) in spans.iter().enumerate() {
        if !matches!(kinds[idx], ParagraphKind::Text) || beside::MAX_BYTES < span.len() as usize {
            continue;
        }
        let line = span.of(text);
        // Most paragraphs are sentences and need no closer look.
        if ends_sentence(line) && !line.ends_with(')') && HEAD <= idx && !line.starts_with("FILE") {
            continue;
        }
        let line = Line::of(line);
        let between = idx > 0 && idx + 1 < spans.len();
        if idx < HEAD && beside::is_byline(&line) {
            kinds[idx] = ParagraphKind::Byline;
        } else if idx < HEAD && beside::is_dateline(&line) {
            kinds[idx] = ParagraphKind::Dateline;
        } else if let Some(picture) = beside::picture(&line).filter(|_| 0 < idx) {
            kinds[idx] = of_picture(picture);
        } else if between && idx > 1 && is_long(idx - 1) && is_long(idx + 1) && beside::is_bare_caption(&line)
        {
            kinds[idx] = ParagraphKind::Caption;
        } else if between && let Some(label) = beside::teaser_label(&line) {
            teasers.push((idx, label));
        }
    }
    // Many labels are a transcript's, and one that the story names elsewhere may head a quotation.
    if teasers.len() <= MAX_TEASERS && teasers.len() * 3 <= spans.len() {
        for (idx, label) in teasers {
            let elsewhere = label.split_whitespace().any(|word| text.matches(word).nth(1).is_some());
            if !elsewhere {
                kinds[idx] = ParagraphKind::SetAside(Reason::Teaser);
            }
        }
    }
    kinds
}

/// Two lines or more without an end mark, behind one that ends with a colon, are a list without bullets:
/// "The mayor also said:" and what it was.
fn mark_lists(text: &str, spans: &[Span], kinds: &mut [ParagraphKind]) {
    let mut from = 0;
    while from + 2 < spans.len() {
        from += 1;
        let opens = spans[from - 1].of(text).ends_with(':') && kinds[from - 1] == ParagraphKind::Text;
        if !opens {
            continue;
        }
        let is_item = |idx: usize| {
            let line = spans[idx].of(text);
            kinds[idx] == ParagraphKind::Text
                && line.len() <= MAX_ITEM
                && line.contains(' ')
                && !line.ends_with(['.', '!', '?', ':'])
                && !line.contains(super::line::is_double_mark)
        };
        let to = (from..spans.len()).find(|&idx| !is_item(idx)).unwrap_or(spans.len());
        if from + 2 <= to {
            kinds[from..to].fill(ParagraphKind::List);
            from = to;
        }
    }
}

const fn of_picture(picture: Picture) -> ParagraphKind {
    match picture {
        Picture::Caption => ParagraphKind::Caption,
        Picture::Credit => ParagraphKind::Credit,
    }
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(super::is_quotation_mark).ends_with(['.', '!', '?', ')'])
}

/// A page: everything outside the article is set aside, and its head is read.
fn of_page(
    text: &str,
    spans: &[Span],
    strict: &[Option<Reason>],
    evidence: &[bool],
    classifier: &ParagraphClassifier,
) -> Vec<ParagraphKind> {
    let lines: Vec<Line> = spans.iter().map(|span| Line::of(span.of(text))).collect();
    let page = Page::new(&lines, strict, evidence);
    let outside = classifier.outside(&page, &lines);
    let mut kinds: Vec<ParagraphKind> =
        spans.iter().zip(strict).map(|(span, reason)| of_strict(*reason, span.of(text))).collect();
    let body: Vec<bool> = (0..lines.len())
        .map(|idx| lines[idx].manner == Manner::Prose && !outside[idx] && !kinds[idx].is_set_aside())
        .collect();
    let is_body = |idx: &usize| body[*idx];
    let Some(first) = page.stretch.clone().find(is_body).or_else(|| (0..lines.len()).find(is_body)) else {
        return kinds;
    };
    let last = (0..lines.len()).rev().find(is_body).unwrap_or(first);
    let headline = headline(&lines, &page, strict, first);
    let head = headline.unwrap_or(first);
    // The line below the headline sums the story up.
    let is_standfirst = |idx: usize| {
        let above = idx.checked_sub(1).filter(|above| Some(*above) != headline && lines[*above].n_words <= 3);
        headline.is_some_and(|headline| headline + 1 == above.unwrap_or(idx))
            && 6 <= lines[idx].n_words
            && idx < first
            && lines[idx].page_share < 50
    };
    // Alone between two paragraphs of the story.
    let is_subheading = |idx: usize| {
        let line = &lines[idx];
        (first.saturating_sub(1)..last).contains(&idx)
            && 0 < idx
            && (is_body(&(idx - 1).max(first)) || is_stamp(&lines[idx - 1]))
            && is_body(&(idx + 1))
            && !evidence[idx]
            && line.page_share < 50
            && !line.addresses
    };
    // A sentence right below the story, or below a word or two that head it, still belongs to it.
    let is_close = |idx: usize| {
        let closes = |idx: usize| {
            lines.get(idx).is_some_and(|line| {
                line.end == End::Stop
                    && 6 <= line.n_words
                    && line.page_share == 0
                    && !line.addresses
                    && strict[idx].is_none()
            })
        };
        let heads = |idx: usize| lines[idx].n_words <= 2 && !evidence[idx] && strict[idx].is_none();
        last + 1 == idx && (closes(idx) || heads(idx) && closes(idx + 1))
            || last + 2 == idx && heads(idx - 1) && closes(idx)
    };
    let mut comments = false;
    for (idx, line) in lines.iter().enumerate() {
        comments |= last < idx && line.n_words <= 10 && opens_comments(&line.lower);
        if kinds[idx].is_set_aside() {
            continue;
        }
        // The line that sums the story up may be its first prose, with the byline below it.
        let in_head = head.saturating_sub(4) <= idx && idx < first + HEAD;
        let in_tail = last <= idx && idx <= last + TAIL;
        let in_article = head <= idx && idx <= last + TAIL;
        let in_body = first <= idx && idx <= last;
        let is_part = is_standfirst(idx)
            || is_subheading(idx)
            || kinds[idx] == ParagraphKind::List && in_body
            || is_close(idx);
        let picture = beside::picture(line).filter(|_| in_article);
        kinds[idx] = if Some(idx) == headline {
            ParagraphKind::Headline
        } else if (in_head || in_tail) && beside::is_dateline(line) {
            ParagraphKind::Dateline
        } else if (in_head || in_tail) && beside::is_byline(line) || in_tail && beside::is_author_note(line) {
            ParagraphKind::Byline
        } else if let Some(picture) = picture {
            of_picture(picture)
        } else if last < idx && idx <= last + 2 * TAIL && is_contact(&lines, idx) {
            ParagraphKind::Text
        } else if outside[idx] && !is_part {
            ParagraphKind::SetAside(reason(line, comments))
        } else {
            kinds[idx]
        };
    }
    for idx in head + 1..last {
        let is_described = kinds[idx].is_set_aside() && kinds[idx + 1] == ParagraphKind::Credit;
        if is_described && strict[idx].is_none() && (3..=40).contains(&lines[idx].n_words) && !evidence[idx] {
            kinds[idx] = ParagraphKind::Caption;
        }
    }
    if let Some(above) = headline.and_then(|idx| idx.checked_sub(1))
        && matches!(
            kinds[above],
            ParagraphKind::Text | ParagraphKind::SetAside(Reason::Menu | Reason::Teaser)
        )
        && is_kicker(&lines[above])
    {
        kinds[above] = ParagraphKind::Kicker;
    }
    kinds
}

/// The likeliest headline above the story: it shares words with it, and stands close.
fn headline(lines: &[Line], page: &Page, strict: &[Option<Reason>], first: usize) -> Option<usize> {
    let story: BTreeSet<&str> = lines[page.stretch.clone()]
        .iter()
        .filter(|line| line.manner == Manner::Prose)
        .take(30)
        .flat_map(|line| content_words(line))
        .collect();
    let candidates = first.saturating_sub(HEADLINE_REACH)..first;
    let scored = candidates.filter_map(|idx| {
        let line = &lines[idx];
        // Below a stamp stands the title of a report in a live blog.
        let in_report = idx.checked_sub(1).is_some_and(|above| is_stamp(&lines[above]));
        let fits =
            !in_report && (2..=32).contains(&line.n_words) && strict[idx].is_none() && line.page_share < 50;
        if !fits || beside::is_byline(line) || beside::is_dateline(line) || beside::picture(line).is_some() {
            return None;
        }
        let n_words = content_words(line).count() as i32;
        let shared = content_words(line).filter(|word| story.contains(word)).count() as i32;
        let dated = (idx + 1..first.min(idx + 6))
            .any(|idx| beside::is_byline(&lines[idx]) || beside::is_dateline(&lines[idx]));
        let score = 100 * shared / n_words.max(4)
            + 15 * shared.min(6)
            + if (5..=18).contains(&line.n_words) { 30 } else { 0 }
            + if dated { 40 } else { 0 }
            - 5 * (first - idx) as i32
            - if line.end == End::Stop && !line.text.ends_with(['!', '?', '’', '”', '"', '\'']) {
                60
            } else {
                0
            }
            - if line.n_words > 20 || line.several && line.end == End::Stop { 40 } else { 0 };
        (LIKELY <= score).then_some((score, std::cmp::Reverse(idx)))
    });
    let scored: Vec<(i32, std::cmp::Reverse<usize>)> = scored.collect();
    let &(best, std::cmp::Reverse(below)) = scored.iter().max()?;
    // The line that sums the story up has more of its words than the headline above it.
    let upper = scored.iter().find(|(score, std::cmp::Reverse(idx))| {
        let is_near = *idx < below && below <= *idx + 2 && best <= *score + STANDFIRST;
        is_near && 5 <= lines[*idx].n_words && lines[*idx].lower != lines[below].lower
    });
    Some(upper.map_or(below, |(_, std::cmp::Reverse(idx))| *idx))
}

fn content_words<'l>(line: &'l Line) -> impl Iterator<Item = &'l str> {
    words_of(&line.lower)
        .map(|word| word.strip_suffix("'s").unwrap_or(word))
        .filter(|word| word.len() >= 4 && !FUNCTION_WORDS.contains(word))
}

/// "BLACK DEATH FEARS", "World news"
pub(super) fn is_kicker(line: &Line) -> bool {
    let ends_in_section =
        words_of(&line.lower).last().is_some_and(|word| word == "news" || word == "exclusive");
    (1..=4).contains(&line.n_words)
        && line.end == End::Open
        && (line.is_upper && line.page_share == 0 || ends_in_section)
}

/// "14:22": when a report of a live blog came in.
fn is_stamp(line: &Line) -> bool {
    line.has_time && line.n_words <= 2 && line.text.starts_with(|c: char| c.is_ascii_digit())
}

/// "Media contact:" and whoever it names, up to a mail address: the end of a press release.
fn is_contact(lines: &[Line], idx: usize) -> bool {
    let opens = |line: &Line| {
        let last = words_of(&line.lower).last();
        line.end == End::Colon && line.n_words <= 4 && matches!(last, Some("contact" | "contacts"))
    };
    let is_addressed = |line: &Line| line.n_words <= 16 && line.text.contains('@');
    let Some(at) = (idx.saturating_sub(3)..=idx).rfind(|&at| opens(&lines[at])) else { return false };
    let last = (at + 1..lines.len().min(at + 4)).rfind(|&at| is_addressed(&lines[at]));
    last.is_some_and(|last| idx <= last)
}

fn opens_comments(lower: &str) -> bool {
    words_of(lower)
        .any(|word| matches!(word, "comment" | "comments" | "replies" | "responses" | "discussion"))
        || lower.contains("thoughts on")
        || lower.starts_with("re: ")
}

/// What a line outside the article is.
fn reason(line: &Line, comments: bool) -> Reason {
    let has = |words: &[&str]| words.iter().any(|word| line.lower.contains(word));
    if has(&["©", "copyright", "all rights reserved"]) {
        Reason::Copyright
    } else if has(&["newsletter", "subscri", "inbox", "sign up"]) {
        Reason::Newsletter
    } else if has(&["cookie"]) {
        Reason::Cookies
    } else if comments {
        Reason::Comments
    } else if line.n_words <= 4 || words_of(&line.lower).all(|word| PAGE_WORDS.contains(word)) {
        Reason::Menu
    } else if line.manner == Manner::Prose && line.addresses {
        Reason::Notice
    } else {
        Reason::Teaser
    }
}
