//! The rules that build terms: each reads one form, and may hold other terms.

use super::scan::{Scan, opens};
use super::tense::Tense;
use super::term::{Base, Point, Term};
use crate::lexicon::{Origin, Part, Pointer};
use crate::text::Case;

/// What "the last two weeks of" says: its end, which, how many, of what unit or weekday.
struct Nth {
    end: usize,
    nth: i64,
    count: i64,
    unit: u8,
    weekday: u8,
}

impl Scan<'_> {
    /// The longest term that begins at `at`; of equally long ones the first rule's.
    pub(super) fn term_at(&self, at: usize) -> Option<(usize, Term)> {
        // Terms in terms are few; a bound keeps "early early early …" linear.
        let inner = Scan { depth: self.depth.checked_sub(1)?, ..*self };
        let word = self.word(at);
        let is_number = self.opens(at, opens::NUMBER);
        let if_may = |may: bool, rule: fn(&Self, usize) -> Option<(usize, Term)>| {
            may.then(|| rule(&inner, at)).flatten()
        };
        let found = [
            if_may(!word.is_around, Self::point),
            self.holiday(at, None),
            self.named(at),
            if_may(word.unit > 0 || word.is_around, Self::day_word),
            if_may(is_number || word.pointer.is_some(), Self::pointed),
            if_may(is_number || word.unit > 0, Self::shifted),
            if_may(word.part_of.is_some(), Self::part_of),
            if_may(word.is_last || is_number, Self::nth_of),
            if_may(word.unit > 0, Self::holding),
            if_may(word.weekday > 0, Self::weekday_of_week),
            if_may(!word.season.is_empty(), Self::season),
            if_may(is_number, Self::lone_day),
        ];
        let (end, term) =
            found.into_iter().flatten().reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        // "next year's first quarter"
        if self.low(end) == "'s"
            && let Some(Nth { end, nth, count, unit, weekday }) = self.nth(end + 1)
        {
            return Some((end, Term::Nth { nth, count, unit, weekday, of: Some(Box::new(term)) }));
        }
        // "Labor Day weekend"
        if matches!(term, Term::Holiday { .. }) && self.word(end).unit == b'K' {
            return Some((end + 1, Term::Holding { unit: b'K', of: Box::new(term) }));
        }
        Some((end, term))
    }

    /// "today", "the day after tomorrow", "the week before Easter", "the day before"
    fn day_word(&self, at: usize) -> Option<(usize, Term)> {
        if let Some(offset) = self.word(at).day {
            // "USA Today"
            let named =
                self.is_capital(at) && at > self.first && self.is_capital(at - 1) && !self.touches(at);
            return (!named).then_some((at + 1, Term::Unit { base: Base::Article, offset, unit: b'D' }));
        }
        let now = self.low(at) == "now"
            && (self.stops(at + 1) || self.word(at.wrapping_sub(1)).joins || self.before(at) == "and");
        // "at present", "at the present time", "at the moment"
        let present = match self.low(at) {
            "present" if self.before(at) == "at" => Some(at + 1),
            "present" if self.is(at + 1, &["time", "moment"]) => Some(at + 2),
            // "Fans marveled at the moment."
            "moment" => Some(at + 1).filter(|&end| self.stops(end) && self.tense(at, end) != Tense::Past),
            _ => None,
        };
        let is_at = self.before(at) == "at" || self.before(at) == "the" && self.before(at - 1) == "at";
        if let Some(end) = present.filter(|_| is_at).or(now.then_some(at + 1)) {
            return Some((end, Term::Vague("PRESENT_REF")));
        }
        let unit = self.word(at).unit;
        if unit == 0 || self.is_plural(at) || !self.is(at + 1, &["after", "before"]) {
            return None;
        }
        let sign = if self.low(at + 1) == "after" { 1 } else { -1 };
        if self.low(at + 2) == "next" && sign > 0 {
            return Some((at + 3, Term::Unit { base: Base::Article, offset: 2, unit }));
        }
        if matches!(unit, b'D' | b'W' | b'M' | b'Y') && self.stops(at + 2) && self.before(at) == "the" {
            return Some((at + 2, Term::Unit { base: Base::Story, offset: sign, unit }));
        }
        let (end, from) = self.term_at(at + 2).filter(|(_, from)| from.is_day())?;
        Some((end, Term::Shift { from: Box::new(from), amount: vec![(1.0, unit)], sign, is_exact: true }))
    }

    /// "last Sunday", "next year", "past two weeks", "this fiscal year", "last December", "recent years"
    fn pointed(&self, at: usize) -> Option<(usize, Term)> {
        let Pointer { origin, offset } = match self.pointer(at) {
            Some(pointer) => pointer,
            None => return self.counted_pointer(at),
        };
        // "No one was charged at this time."
        let is_this = origin == Origin::Article && offset == 0;
        if is_this && self.before(at) == "at" && self.is(at + 1, &["time", "moment"]) {
            let end = at + 2;
            // "At this moment, the crowd roared."
            let of_story = at == self.first + 1 && self.tense(at, end) == Tense::Past;
            return (self.stops(end) && !of_story).then_some((end, Term::Vague("PRESENT_REF")));
        }
        let next = at + 1;
        let word = self.word(next);
        let base = Base::of(origin);
        let unit = word.unit;
        if unit != 0 && !matches!(unit, b'N' | b'S' | b'I' | b'H' | b'B' | b'L') {
            return self.pointed_unit(next, origin, offset);
        }
        if let Some(prefix) = word.year_kind {
            let end = self.phrase(next + 1, "year")?;
            return Some((end, Term::Named { prefix, year: None, offset }));
        }
        if origin == Origin::Vague {
            return None;
        }
        // "the 13 last minutes" are no date, "the last half" is none either.
        if offset != 0
            && let Some((end, amount)) = self.amount_of_time(next)
            && !amount.iter().any(|part| matches!(part.1, b'H' | b'I' | b'S' | b'L' | b'N'))
        {
            return Some((end, Term::Stretch { amount, sign: offset.signum() }));
        }
        if let Some(weekday) = self.weekday(next) {
            let dated = self.point(next).filter(|(end, _)| *end > next + 1);
            if let Some((end, Term::Point(point))) = dated
                && point.day.is_some()
            {
                return Some((
                    end,
                    Term::Point(Point { ahead: (offset != 0).then_some(offset > 0), weekday: None, ..point }),
                ));
            }
            let base = if self.low(at) == "following" { base } else { Base::Article };
            return Some((
                next + 1,
                Term::Weekday { base, offset, weekday, is_nearest: origin == Origin::Nearest },
            ));
        }
        if !word.season.is_empty() && !matches!(self.low(at), "that" | "same") {
            return Some((next + 1, Term::Season { offset: Some(offset), season: word.season, year: None }));
        }
        let ahead = (offset != 0).then_some(offset > 0);
        if let Some(found) = self.holiday(next, ahead) {
            return Some(found);
        }
        match self.point(next)? {
            (end, Term::Point(point)) if point.year.is_none() && point.month.is_some() => {
                Some((end, Term::Point(Point { ahead, ..point })))
            }
            _ => None,
        }
    }

    fn pointed_unit(&self, at: usize, origin: Origin, offset: i64) -> Option<(usize, Term)> {
        let unit = self.word(at).unit;
        let is_plural = self.is_plural(at);
        if is_plural || origin == Origin::Vague {
            let timex = if offset < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return (is_plural && (origin != Origin::Article && offset != 0))
                .then_some((at + 1, Term::Vague(timex)));
        }
        // "the last day" counts from something else; "the next day" from the story.
        let base = match (unit, origin, offset) {
            (b'D', Origin::Article, -1) | (b'D', Origin::Nearest, _) => return None,
            (b'D', Origin::Article, 1) => Base::Story,
            _ => Base::of(origin),
        };
        if unit == b'F' {
            return (offset != 0)
                .then(|| (at + 1, Term::Stretch { amount: vec![(1.0, unit)], sign: offset.signum() }));
        }
        if origin == Origin::Nearest && offset < 0 && matches!(unit, b'W' | b'M' | b'Y' | b'E' | b'C') {
            return Some((at + 1, Term::Stretch { amount: vec![(1.0, unit)], sign: -1 }));
        }
        if unit == b'W'
            && let Some(weekday) = self.weekday(at + 1)
        {
            return Some((at + 2, Term::Weekday { base, offset, weekday, is_nearest: false }));
        }
        let working = matches!(unit, b'W' | b'V');
        Some((at + 1, Term::Unit { base, offset, unit: if working { b'W' } else { unit } }))
    }

    /// "3 next weeks", "2 upcoming months"
    fn counted_pointer(&self, at: usize) -> Option<(usize, Term)> {
        let number = self.number(at).filter(|number| number.value < 1000.0)?;
        let offset = self.pointer(number.end).filter(|pointer| pointer.offset != 0)?.offset;
        let unit = self.word(number.end + 1).unit;
        let amount = vec![(number.value, unit)];
        matches!(unit, b'Y' | b'M' | b'W' | b'D' | b'Q' | b'E')
            .then(|| (number.end + 2, Term::Stretch { amount, sign: offset.signum() }))
    }

    /// "two weeks ago", "a year earlier", "3 days from today", "two weeks before Easter", "in two months"
    fn shifted(&self, at: usize) -> Option<(usize, Term)> {
        let unit = self.word(at).unit;
        let (end, amount) = match self.amount_of_time(at) {
            Some(found) => found,
            // "years ago"
            None if unit != 0 && self.is_plural(at) && self.low(at + 1) == "ago" => {
                (at + 1, vec![(f64::NAN, unit)])
            }
            None => return None,
        };
        if amount.iter().any(|part| matches!(part.1, b'H' | b'I' | b'S' | b'L')) {
            return None;
        }
        let is_vague = amount.iter().any(|part| part.0.is_nan());
        let article = || Box::new(Term::Unit { base: Base::Article, offset: 0, unit: b'D' });
        let exact = |end, from, amount, sign| Some((end, Term::Shift { from, amount, sign, is_exact: true }));
        if let Some(Pointer { origin, offset: sign }) = self.word(end).direction {
            if is_vague && origin == Origin::Article && sign < 0 {
                return Some((end + 1, Term::Vague("PAST_REF")));
            }
            // "two days later than planned"
            if is_vague || self.low(end + 1) == "than" {
                return None;
            }
            let from = Box::new(Term::Unit { base: Base::of(origin), offset: 0, unit: b'D' });
            let is_exact = amount.len() > 1;
            return Some((end + 1, Term::Shift { from, amount, sign, is_exact }));
        }
        if is_vague {
            return None;
        }
        let sign = match self.low(end) {
            "from" | "after" | "since" => 1,
            "before" => -1,
            "starting" => 0,
            _ => 2,
        };
        if sign < 2 {
            let next = self.skip(self.skip(end + 1, &["from", "on"]), &["the"]);
            if sign == 1 && self.low(next) == "now" {
                return exact(next + 1, article(), amount, 1);
            }
            let (after, from) = self.term_at(next)?;
            if sign == 0 {
                return Some((after, Term::Length { from: Box::new(from), amount }));
            }
            let fits =
                from.is_day() && self.low(end) != "since" || from.is_bare_year() && self.low(end) == "since";
            return if fits { exact(after, Box::new(from), amount, sign) } else { None };
        }
        // "in two weeks" is a date only where the clause looks ahead; "in a week's time" always.
        let behind = self.phrase(end, "'s time").or_else(|| self.phrase(end, "' time"));
        let ahead = self.before(at) == "in" && (behind.is_some() || self.tense(at, end) == Tense::Future);
        if ahead { exact(end, article(), amount, 1) } else { None }
    }

    /// "early 2018", "mid-November", "the end of 1989", "later this week", "the rest of the year"
    fn part_of(&self, at: usize) -> Option<(usize, Term)> {
        let part = self.word(at).part_of?;
        let is_noun = matches!(part, Part::Beginning | Part::Middle | Part::End | Part::Rest);
        let after = self.skip_hyphen(at + 1);
        let next = if is_noun { self.phrase(after, "of")? } else { self.skip(after, &["in", "on", "of"]) };
        let (end, of) = self.whole(next)?;
        // "late 27 people"
        let of_day = of.is_day() && is_noun && !matches!(part, Part::End);
        if of_day || matches!(of, Term::Stretch { .. } | Term::Shift { .. } | Term::Vague(_)) {
            return None;
        }
        Some((end, Term::Part { part, of: Box::new(of) }))
    }

    /// What a part is of: a term, or "the year".
    fn whole(&self, at: usize) -> Option<(usize, Term)> {
        let next = self.skip(at, &["the"]);
        let unit = self.word(next).unit;
        let plain = matches!(unit, b'Y' | b'M' | b'W' | b'E' | b'C' | b'D' | b'K') && !self.is_plural(next);
        if next > at && plain && self.full_year(next + 1).is_none() {
            return Some((next + 1, Term::Unit { base: Base::Article, offset: 0, unit }));
        }
        if let Some(prefix) = self.word(next).year_kind
            && let Some(end) = self.phrase(next + 1, "year")
            && self.full_year(end).is_none()
        {
            return Some((end, Term::Named { prefix, year: None, offset: 0 }));
        }
        self.term_at(next)
    }

    /// "first quarter", "last 2 weeks", "second Monday"
    fn nth(&self, at: usize) -> Option<Nth> {
        let (next, nth) = match self.word(at).is_last {
            true => (at + 1, 0),
            false => self.ordinal(at).map(|(end, nth)| (end, i64::from(nth)))?,
        };
        let (next, count) = match self.number(next).filter(|number| number.end <= next + 2) {
            Some(number) if self.word(number.end).unit > 0 => (number.end, number.value as i64),
            _ => (next, 1),
        };
        let next = self.skip_hyphen(next);
        let word = self.word(next);
        let (unit, weekday) = match word.unit {
            _ if word.weekday > 0 && count == 1 => (0, word.weekday),
            _ if self.low(next) == "half" && count == 1 => (b'2', 0),
            unit @ (b'W' | b'Q' | b'M' | b'D' | b'K' | b'Y' | b'E') => (unit, 0),
            _ => return None,
        };
        let is_final = self.is_dash(next + 1) && self.low(next + 2).starts_with("final");
        let fits = nth <= 53 && (1..=400).contains(&count) && !is_final && (nth <= 2 || unit != b'2');
        fits.then_some(Nth { end: next + 1, nth, count, unit, weekday })
    }

    /// "last week of July", "first 2 weeks of 2021", "first quarter", "last Sunday in October"
    fn nth_of(&self, at: usize) -> Option<(usize, Term)> {
        let Nth { end, nth, count, unit, weekday } = self.nth(at)?;
        let quarter = unit == b'Q' && count == 1;
        let next = self.skip(end, if quarter { &["of", "in", ","] } else { &["of", "in"] });
        let whole = if next > end || quarter && self.full_year(next).is_some() {
            self.whole(next).filter(|(_, of)| !matches!(of, Term::Vague(_)) && !of.is_day())
        } else {
            None
        };
        if let Some((end, of)) = whole {
            return Some((end, Term::Nth { nth, count, unit, weekday, of: Some(Box::new(of)) }));
        }
        // "the first quarter" alone; "the last quarter" counts from the article's date.
        let alone = quarter && (1..=4).contains(&nth) && self.low(end) != "of";
        alone.then_some((end, Term::Nth { nth, count, unit, weekday, of: None }))
    }

    /// "week of the 18th", "week beginning 4 February", "weekend of Halloween", "week 31", "the weekend"
    fn holding(&self, at: usize) -> Option<(usize, Term)> {
        let unit = self.word(at).unit;
        if !matches!(unit, b'W' | b'K') || self.is_plural(at) {
            return None;
        }
        if self.is(at + 1, &["beginning", "commencing", "of", "starting"]) {
            let next = self.skip(at + 2, &["the"]);
            let (end, of) =
                self.term_at(next).or_else(|| self.ordinal_day(next)).filter(|(_, of)| of.is_day())?;
            return Some((end, Term::Holding { unit, of: Box::new(of) }));
        }
        if unit == b'K' && self.before(at) == "the" {
            return Some((at + 1, Term::Unit { base: Base::Article, offset: 0, unit }));
        }
        let nth = self.word(at + 1).cardinal.filter(|&n| (1.0..=53.0).contains(&n) && n.fract() == 0.0)?;
        let year = self.full_year(at + 3).filter(|_| self.low(at + 2) == "of");
        let of = match year {
            Some(_) => Term::Point(Point { year, tokens: (at + 3, at + 4), ..Point::default() }),
            None => Term::Unit { base: Base::Article, offset: 0, unit: b'Y' },
        };
        let (nth, of) = (nth as i64, Some(Box::new(of)));
        (unit == b'W' && !self.is_plural(at + 2)).then(|| {
            (at + if year.is_some() { 4 } else { 2 }, Term::Nth { nth, count: 1, unit, weekday: 0, of })
        })
    }

    /// "Tuesday of next week", "Monday last week"
    fn weekday_of_week(&self, at: usize) -> Option<(usize, Term)> {
        let weekday = self.weekday(at)?;
        let next = self.skip(self.skip(at + 1, &["of"]), &["the"]);
        let Pointer { origin, offset } = self.pointer(next)?;
        let base = if offset == 1 { Base::Article } else { Base::of(origin) };
        (self.low(next + 1) == "week")
            .then_some((next + 2, Term::Weekday { base, offset, weekday, is_nearest: false }))
    }

    /// "on the 18th" where nothing follows that it could count.
    fn lone_day(&self, at: usize) -> Option<(usize, Term)> {
        if !(self.before(at) == "the"
            && at >= self.first + 2
            && self.is(at - 2, &["on", "until", "since", "by", "around"]))
        {
            return None;
        }
        let (end, term) = self.ordinal_day(at)?;
        if let Some(end) = self.phrase(end, "this month") {
            return Some((end, term));
        }
        let is_noun = matches!(self.case(end), Case::Lower | Case::Capitalized)
            && !self.is(end, &["and", "or", "at", "to", "for", "in", "he", "she", "but"]);
        (!is_noun && self.low(at - 2) != "around").then_some((end, term))
    }

    fn ordinal_day(&self, at: usize) -> Option<(usize, Term)> {
        let is_figure = self.starts_with_digit(at);
        let (end, day) = self.ordinal(at).filter(|&(_, day)| is_figure && day <= 31)?;
        Some((end, Term::Point(Point { day: Some(day as u8), tokens: (at, end), ..Point::default() })))
    }
}
