//! The article's own date, as its dateline or byline prints it.

use super::calendar::Date;
use super::scan::Scan;
use super::term::{Point, Term};
use crate::text::{Case, TokenKind};

/// Only the head of an article says when it was written.
const HEAD_PARAGRAPHS: usize = 6;
/// "LAGOS, Nigeria, Friday, 15 December 2017 (Agency) —"
const HEAD_TOKENS: usize = 14;

/// The date of a dateline ("LAGOS, 15 December 2017 —") or byline ("Published 15 December 2017").
///
/// Only a full date will do: no year is invented.
pub(super) fn find(scan: &Scan) -> Option<Date> {
    let document = scan.document;
    document.paragraphs.iter().take(HEAD_PARAGRAPHS).find_map(|paragraph| {
        let tokens = paragraph.tokens.clone();
        let scan = Scan { first: tokens.start, limit: tokens.end, ..*scan };
        let short = tokens.len() <= HEAD_TOKENS + 6;
        tokens.clone().take(HEAD_TOKENS).find_map(|at| {
            let roles = scan.term(at);
            if !(roles.month > 0 || roles.weekday > 0 || document.word(at).kind == TokenKind::Number) {
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
