//! The article's own date, as its dateline or byline prints it.

use std::ops::Range;

use super::calendar::Date;
use super::scan::Scan;
use super::term::{Point, Term};
use crate::text::{Case, ParagraphKind, TokenKind};

/// Only the head of an article says when it was written.
const HEAD_PARAGRAPHS: usize = 6;
/// "LAGOS, Nigeria, Friday, 15 December 2017 (Agency) —"
const HEAD_TOKENS: usize = 14;

/// Where the article's date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// Somebody gave it.
    Given,
    /// A line beside the article says when it was written or published.
    Byline,
    /// The first words of the story, with the place.
    Dateline,
}

/// The date of a byline ("Published 15 December 2017") or dateline ("LAGOS, 15 December 2017 —").
///
/// Only a full date will do: no year is invented.
pub(super) fn find(scan: &Scan) -> Option<(Date, DateSource)> {
    let beside = || {
        scan.document
            .paragraphs
            .iter()
            .filter(|paragraph| matches!(paragraph.kind, ParagraphKind::Byline | ParagraphKind::Dateline))
            .take(HEAD_PARAGRAPHS)
    };
    // When it was changed is the second best.
    let first = beside().find_map(|paragraph| in_byline(scan, paragraph.tokens.clone(), false));
    let byline =
        first.or_else(|| beside().find_map(|paragraph| in_byline(scan, paragraph.tokens.clone(), true)));
    let byline = byline.map(|date| (date, DateSource::Byline));
    byline.or_else(|| in_dateline(scan).map(|date| (date, DateSource::Dateline)))
}

/// The first full date of a line beside the article; `changed`: also one of the last change.
fn in_byline(scan: &Scan, tokens: Range<usize>, changed: bool) -> Option<Date> {
    let scan = Scan { first: tokens.start, limit: tokens.end, ..*scan };
    let mut at = tokens.start;
    let mut of_change = false;
    while at < tokens.end {
        of_change |= scan.is(at, &["updated", "modified", "changed"]);
        let word = scan.word(at);
        let may_open = word.month > 0 || word.weekday > 0 || scan.document.word(at).kind == TokenKind::Number;
        if let Some((end, found)) = may_open.then(|| scan.point(at)).flatten() {
            if let Term::Point(Point { year: Some(year), month: Some(month), day: Some(day), .. }) = found
                && let Some(date) = Date::new(year, month, day)
                && (changed || !of_change)
            {
                return Some(date);
            }
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    None
}

fn in_dateline(scan: &Scan) -> Option<Date> {
    let document = scan.document;
    document.paragraphs.iter().take(HEAD_PARAGRAPHS).find_map(|paragraph| {
        let tokens = paragraph.tokens.clone();
        let scan = Scan { first: tokens.start, limit: tokens.end, ..*scan };
        let short = tokens.len() <= HEAD_TOKENS + 6;
        tokens.clone().take(HEAD_TOKENS).find_map(|at| {
            let word = scan.word(at);
            if !(word.month > 0 || word.weekday > 0 || document.word(at).kind == TokenKind::Number) {
                return None;
            }
            let (end, Term::Point(Point { year, month, day, .. })) = scan.point(at)? else { return None };
            let date = Date::new(year?, month?, day?)?;
            let labeled = (tokens.start..at).any(|at| {
                scan.is(at, &["published", "updated", "posted", "date", "dated", "issued", "modified"])
            });
            let alone = at == tokens.start && end == tokens.end;
            let dateline = scan.is(end, &["(", "-", "–", "—", "--", ":", "/"])
                && (tokens.start..at).all(|at| {
                    scan.is_capital(at) || scan.case(at) == Case::None || scan.is(at, &["and", "de", "al"])
                });
            ((labeled && short) || alone || dateline).then_some(date)
        })
    })
}
