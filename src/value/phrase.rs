//! Dates and times as they stand in a sentence: with a time, as a range, open to one side.

use super::Edge;
use super::scan::{Content, Found, Scan, opens};
use super::term::{Base, Moment, Phrase, Point, Term, Time};
use crate::lexicon::{EDGES, EdgeOf, EdgeWord, Origin, Pointer};
use crate::text::Case;

impl Scan<'_> {
    /// The longest date, time or range of them that begins at `at`.
    pub(super) fn dated(&self, at: usize) -> Option<Found> {
        let term = self.term_at(at);
        let range = self.range(at, term.as_ref());
        let moment = self.moment(at, term).map(|(end, from)| (end, Phrase { from, ..Phrase::default() }));
        let found = [
            self.edge_phrase(at),
            self.moment_range(at),
            range,
            self.year_span(at),
            moment.as_ref().and_then(|(end, phrase)| self.open_behind(*end, phrase)),
            moment.as_ref().and_then(|(end, phrase)| self.day_edge(*end, phrase)),
            moment,
        ];
        let (end, mut phrase) =
            found.into_iter().flatten().reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        if phrase.edge.is_none() && self.is(at.wrapping_sub(1), &["around", "about", "roughly"]) {
            phrase.edge = Some(Edge::About);
        }
        Some(Found { start: at, end, content: Content::Dated(phrase) })
    }

    /// The longest date, time or both that begins at `at`.
    fn moment(&self, at: usize, term: Option<(usize, Term)>) -> Option<(usize, Moment)> {
        let term = term.filter(|(end, term)| !self.is_title(at, *end, term));
        let found = [
            self.date_and_time(at, term.as_ref()),
            self.time_and_date(at),
            self.clock_alone(at),
            self.part_alone(at),
            self.day_end(at),
            term.map(|(end, term)| (end, Moment { term: Some(term), time: None })),
        ];
        found.into_iter().flatten().reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// Whether a name rather than a date: "This Week Live".
    fn is_title(&self, at: usize, end: usize, term: &Term) -> bool {
        term.calendar().is_none()
            && end > at + 1
            && at > self.first
            && (at..end).all(|at| self.case(at) == Case::Capitalized)
    }

    /// "last night", "this afternoon", "tonight", "next evening"
    fn pointed_part(&self, at: usize) -> Option<(usize, Term, &'static str)> {
        let day = |offset| Term::Unit { base: Base::Article, offset, unit: b'D' };
        if self.is(at, &["tonight", "tonite"]) {
            return Some((at + 1, day(0), "NI"));
        }
        let Pointer { origin, offset } = self.pointer(at)?;
        let part = self.word(at + 1).part;
        // "the next morning", "that night"
        let of_story = origin == Origin::Story || self.before(at) == "the" && offset == 1;
        let fits = match part {
            "NI" => offset == -1 || of_story,
            "MO" | "AF" => offset != -1 || of_story,
            "EV" => true,
            _ => false,
        };
        let base = if of_story { Base::Story } else { Base::Article };
        (fits && !self.is_plural(at + 1) && !self.is_capital(at + 1))
            .then(|| (at + 2, Term::Unit { base, offset, unit: b'D' }, part))
    }

    /// A day and the part of it that stands behind: "Friday night", "tomorrow morning".
    fn day_with_part(&self, at: usize, term: Option<&(usize, Term)>) -> Option<(usize, Term, &'static str)> {
        if let Some(found) = self.pointed_part(at) {
            return Some(found);
        }
        let (end, term) = term.filter(|(_, term)| term.is_day() && !matches!(term, Term::Holiday { .. }))?;
        if self.low(*end) == "'s" {
            return None;
        }
        let mut next = self.phrase(*end, "in the").unwrap_or(*end);
        next = self.skip(next, &["early", "late"]);
        let part = match self.low(next) {
            "pm" => "AF",
            "am" => "MO",
            _ => self.word(next).part,
        };
        let fits =
            matches!(part, "MO" | "AF" | "EV" | "NI") && !self.is_plural(next) && !self.is_capital(next);
        Some(if fits { (next + 1, term.clone(), part) } else { (*end, term.clone(), "") })
    }

    /// "Monday at 2.30", "tomorrow night", "today from 7 to 7:30", "Tuesday before 4pm"
    fn date_and_time(&self, at: usize, term: Option<&(usize, Term)>) -> Option<(usize, Moment)> {
        let (end, term, part) = self.day_with_part(at, term)?;
        let with = |end, time| Some((end, Moment { term: Some(term.clone()), time: Some(time) }));
        let found = if part.is_empty() { None } else { with(end, Time::Part(part)) };
        let mut next = self.skip(end, &[","]);
        if let Some((end, from, to)) = self.clock_range(self.skip(next, &["at"]), true) {
            return with(end, Time::Clocks(from.in_part(part), to.in_part(part)));
        }
        let words = ["at around", "at", "around", "for", "-"];
        let lead = words.iter().find_map(|words| self.phrase(next, words));
        next = lead.unwrap_or(next);
        let Some((clock_end, clock)) = self.clock(next) else { return found };
        let bare_hour = !clock.is_plain && clock.minute.is_none();
        let at_word = lead.is_some() && self.is(next - 1, &["at", "around"]);
        let stops = clock_end >= self.limit || self.is(clock_end, &[".", ",", "?", "!", "and", "in"]);
        let has_colon = self.low(next).contains(':');
        let is_none = bare_hour && !(at_word && stops)
            || !clock.is_plain && !at_word && lead.is_some()
            || !clock.is_plain && lead.is_none() && self.is_figure(next) && !has_colon
            // "4 at 10 points": a figure that counts something.
            || !clock.is_plain && self.word(clock_end).factor > 0.0;
        if is_none { found } else { with(clock_end, Time::Clock(clock.in_part(part))) }
    }

    /// "9am on Tuesday", "13:00 February 28, 2013", "6-8 next Monday", "between 7 and 9:30 last night"
    fn time_and_date(&self, at: usize) -> Option<(usize, Moment)> {
        let day_behind = |end: usize| {
            let end = self.phrase(end, "local time").unwrap_or(end);
            let next = self.skip(end, &["on", "of", ","]);
            let next = if next > end { self.skip(next, &["the"]) } else { next };
            let term = self.term_at(next);
            self.day_with_part(next, term.as_ref())
        };
        if let Some((end, from, to)) = self.clock_range(at, true)
            && let Some((end, term, part)) = day_behind(end)
        {
            let time = Time::Clocks(from.in_part(part), to.in_part(part));
            return Some((end, Moment { term: Some(term), time: Some(time) }));
        }
        let (end, clock) = self.plain_clock(at)?;
        let (end, term, part) = day_behind(end)?;
        Some((end, Moment { term: Some(term), time: Some(Time::Clock(clock.in_part(part))) }))
    }

    /// A time of day that is one wherever it stands; "10:30" only where times stand.
    fn clock_alone(&self, at: usize) -> Option<(usize, Moment)> {
        let of = |end, time| Some((end, Moment { term: None, time: Some(time) }));
        if let Some((end, from, to)) = self.clock_range(at, false) {
            return of(end, Time::Clocks(from, to));
        }
        let (end, clock) = self.plain_clock(at)?;
        let bare = end == at + 1 && self.low(at).contains(':');
        let before = at.wrapping_sub(1);
        let leads = [
            "at", "by", "around", "about", "from", "until", "till", "to", "and", "before", "after", "since",
            "between", "(", ",", "@", "than",
        ];
        let lead = self.is(before, &leads) || self.word(before).weekday > 0 || self.n_digits(before) > 0;
        let code = bare && (!lead || clock.second.is_some() || self.is_dash(end) || self.touches(at));
        if code { None } else { of(end, Time::Clock(clock)) }
    }

    /// "in the morning", "at night", "lunchtime", "in the afternoon at 7"
    fn part_alone(&self, at: usize) -> Option<(usize, Moment)> {
        let of = |end, time| Some((end, Moment { term: None, time: Some(time) }));
        let low = self.low(at);
        if self.is(at, &["early", "late", "later"])
            && let Some(next) = self.phrase(at + 1, "in the")
            && matches!(self.word(next).part, "MO" | "AF" | "EV")
        {
            return of(next + 1, Time::Part(self.word(next).part));
        }
        let part = self.word(at).part;
        if part.is_empty() || self.is_capital(at) && at > self.first {
            return None;
        }
        let lead = self.before(at) == "the" && at >= self.first + 2 && self.is(at - 2, &["in", "during"])
            || (low == "night" && self.before(at) == "at");
        let time = self.skip(at + 1, &["at"]);
        let clock = self.clock(time).filter(|(_, clock)| lead && (clock.is_plain || time > at + 1));
        match clock {
            Some((end, clock)) => of(end, Time::Clock(clock.in_part(part))),
            None if lead || part.starts_with("ME") => of(at + 1, Time::Part(part)),
            None => None,
        }
    }

    /// "the end of today", "end of this Sunday"
    fn day_end(&self, at: usize) -> Option<(usize, Moment)> {
        let (end, term) = self.term_at(self.phrase(at, "end of")?).filter(|(_, term)| term.is_day())?;
        Some((end, Moment { term: Some(term), time: Some(Time::DayEnd) }))
    }

    /// "since 2010", "until April 27", "by the end of this year", "after 3 p.m.", "no later than Friday"
    fn edge_phrase(&self, at: usize) -> Option<(usize, Phrase)> {
        if !self.opens(at, opens::EDGE) {
            return None;
        }
        let (next, EdgeWord { edge, of }) = self.entry(&EDGES, at, 4, false)?;
        let next = self.skip(next, if edge == Edge::About { &[] } else { &["around", "about"] });
        let with_the = self.low(next) == "the";
        let next = next + usize::from(with_the);
        let (end, from) = self.moment(next, self.term_at(next)).filter(|(end, _)| self.low(*end) != "'s")?;
        // "about noon", not "about Friday": a rough day is a day.
        let fits = match &from {
            Moment { time: Some(Time::Clock(_)), term } => {
                edge != Edge::About || term.is_none() && of == EdgeOf::Date
            }
            Moment { time: Some(_), term } => term.is_some() && edge != Edge::About,
            Moment { term: Some(term), .. } => {
                let lone = with_the && matches!(self.low(at), "after" | "before");
                let parts = matches!(
                    term,
                    Term::Part { .. } | Term::Nth { .. } | Term::Holiday { .. } | Term::Named { .. }
                );
                // "more than a year ago"
                let is_shift = matches!(term, Term::Shift { .. }) && self.low(next - 1) == "than";
                edge != Edge::About
                    && (of == EdgeOf::Date || term.is_bare_year() || is_shift)
                    && (!lone || parts || term.is_day() && self.ordinal(next).is_some())
                    && !matches!(term, Term::Stretch { .. } | Term::Vague(_))
            }
            Moment { .. } => false,
        };
        // More than so long ago is before that.
        let flips = of == EdgeOf::Amount && matches!(from.term, Some(Term::Shift { sign: -1, .. }));
        let edge = match edge {
            Edge::After if flips => Edge::Before,
            Edge::Before if flips => Edge::After,
            edge => edge,
        };
        fits.then_some((end, Phrase { from, to: None, edge: Some(edge) }))
    }

    /// "tomorrow before 4pm", "Wednesday no later than 10 in the morning"
    fn day_edge(&self, at: usize, phrase: &Phrase) -> Option<(usize, Phrase)> {
        self.opens(at, opens::EDGE).then_some(())?;
        let (next, EdgeWord { edge, .. }) = self.entry(&EDGES, at, 4, false)?;
        let (end, clock) = self.plain_clock(next)?;
        let Moment { term: Some(term), time: None } = &phrase.from else { return None };
        let from = Moment { term: Some(term.clone()), time: Some(Time::Clock(clock)) };
        term.is_day().then_some((end, Phrase { from, to: None, edge: Some(edge) }))
    }

    /// "2012 or later", "1 May and after", "2015 onwards"
    fn open_behind(&self, at: usize, phrase: &Phrase) -> Option<(usize, Phrase)> {
        let words = ["or later", "and after", "or after", "onward", "onwards", "and onwards"];
        let end = words.iter().find_map(|words| self.phrase(at, words))?;
        let stops = self.stops(end) || end == at + 1;
        stops.then(|| (end, Phrase { edge: Some(Edge::After), ..phrase.clone() }))
    }

    /// "from January to April 2015", "between 2007 and the end of 2008", "July 14 to 24", "4–6 May"
    fn range(&self, at: usize, term: Option<&(usize, Term)>) -> Option<(usize, Phrase)> {
        let lead = self.is(at, &["from", "between"]);
        let from_at = if lead { self.skip(at + 1, &["the"]) } else { at };
        let today = || Term::Unit { base: Base::Article, offset: 0, unit: b'D' };
        let now = || (self.low(from_at) == "now").then(|| (from_at + 1, today()));
        let first = if lead { self.term_at(from_at).or_else(now) } else { term.cloned() };
        let (middle, from) = first.or_else(|| self.day_alone(from_at))?;
        if let Some(span) = self.year_span(from_at) {
            return Some(span);
        }
        let dash = self.is_dash(middle);
        let joined =
            dash || self.word(middle).joins || (self.low(middle) == "and" && self.low(at) == "between");
        if !joined {
            return None;
        }
        let to_at = self.skip(middle + 1, &["the"]);
        let day_first = matches!(&from, Term::Point(Point { month: None, weekday: None, day: Some(_), .. }));
        let day_last = matches!(&from, Term::Point(Point { month: Some(_), day: Some(_), year: None, .. }));
        let (mut end, mut to) = match self.low(to_at) {
            "date" | "now" | "present" if lead => (to_at + 1, today()),
            _ => self.term_at(to_at).or_else(|| self.day_alone(to_at).filter(|_| day_last))?,
        };
        if self.touches(end) && self.is_dash(end) && self.touches(end + 1) {
            return None;
        }
        let mut from = from;
        if let (Term::Point(a), Term::Point(b)) = (&mut from, &mut to) {
            if day_first {
                // "9 to 12 of June"
                let fits =
                    b.day.is_some_and(|day| a.day < Some(day)) && b.month.is_some() && b.other.is_none();
                let spelled = (to_at..end).any(|at| self.word(at).month > 0);
                (fits && spelled && self.word(to_at).month == 0).then_some(())?;
                (a.month, a.year) = (b.month, b.year);
            } else if b.month.is_none() && b.weekday.is_none() && b.year.is_none() {
                // "July 14 to 24", but "May 5 to 24 people" counts.
                let unit = self.word(end).factor > 0.0
                    || self.is(end, &["%", ":"])
                    || self.measure_follows(end)
                    || self.word(end).month > 0;
                (b.day > a.day && !unit && self.word(from_at).cardinal.is_none()).then_some(())?;
                b.month = a.month;
                let comma = self.skip(end, &[","]);
                if let year @ Some(_) = self.full_year(comma) {
                    (a.year, b.year, end) = (year, year, comma + 1);
                    b.tokens.1 = end;
                }
            }
            let kind = |p: &Point| (p.day.is_some(), p.month.is_some(), p.weekday.is_some());
            let years = a.month.is_none() && a.year.is_some() && b.year.is_some();
            let to_year = dash && a.year.is_some() && b.year.is_some() && b.month.is_none();
            let alike = kind(a) == kind(b)
                || years
                || to_year
                || a.day.is_some() && b.day.is_some() && a.month.is_some();
            let code = dash && self.touches(at) && !self.is(at.wrapping_sub(1), &["("]);
            let mixed =
                dash && years && (kind(b) != kind(a) || self.touches(middle) != self.touches(middle + 1));
            if !lead && (!alike || code || mixed) {
                return None;
            }
        } else if !lead {
            return None;
        }
        let moment = |term| Moment { term: Some(term), time: None };
        Some((end, Phrase { from: moment(from), to: Some(moment(to)), edge: None }))
    }

    /// "from 8pm Saturday to 5am Sunday"
    fn moment_range(&self, at: usize) -> Option<(usize, Phrase)> {
        self.is(at, &["from", "between"]).then_some(())?;
        let (middle, from) = self.moment(at + 1, self.term_at(at + 1))?;
        let joined = self.is_dash(middle) || self.word(middle).joins || self.low(middle) == "and";
        let (end, to) = self.moment(middle + 1, self.term_at(middle + 1)).filter(|_| joined)?;
        let is_whole = |moment: &Moment| moment.term.is_some() && matches!(moment.time, Some(Time::Clock(_)));
        (is_whole(&from) && is_whole(&to)).then_some((end, Phrase { from, to: Some(to), edge: None }))
    }

    fn measure_follows(&self, at: usize) -> bool {
        self.opens(at, opens::UNIT) && self.case(at) == Case::Lower && !self.is(at, &["in", "at"])
    }

    /// A day of the month that only what stands beside it makes one.
    fn day_alone(&self, at: usize) -> Option<(usize, Term)> {
        let (end, day) = match self.day_figure(at) {
            Some(day) => (at + 1, day),
            None => self.ordinal(at).filter(|&(_, day)| day <= 31).map(|(end, day)| (end, day as u8))?,
        };
        Some((end, Term::Point(Point { day: Some(day), tokens: (at, end), ..Point::default() })))
    }

    /// "2022-23", "2021/22", "2022/2023"
    fn year_span(&self, at: usize) -> Option<(usize, Phrase)> {
        let (first, second, end) = match self.low(at).split_once('/') {
            Some((first, second)) if first.len() == 4 => (first.parse().ok()?, second, at + 1),
            _ if self.is_dash(at + 1) => (self.full_year(at)?, self.low(at + 2), at + 3),
            _ => return None,
        };
        let last: i32 = second.parse().ok()?;
        let last = match second.len() {
            4 => last,
            2 if end == at + 1 || self.touches(at + 2) => first / 100 * 100 + last,
            _ => return None,
        };
        let code = self.touches(at) && self.is(at.wrapping_sub(1), &["-", "/", "_", "$"])
            || self.touches(end) && self.is(end, &["-", "/"])
            || self.before(at) == "+";
        let fits = (1000..2200).contains(&first) && first < last && last <= first + 200 && !code;
        let year = |year| {
            let point = Point { year: Some(year), tokens: (at, end), ..Point::default() };
            Moment { term: Some(Term::Point(point)), time: None }
        };
        fits.then(|| (end, Phrase { from: year(first), to: Some(year(last)), edge: None }))
    }
}
