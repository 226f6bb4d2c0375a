//! From what a phrase says to its normal form: the one place that knows the article's date, the
//! running date of the story, and the tense of the clause.

use super::Edge;
use super::calendar::Date;
use super::nearest::Around;
use super::normal::{date_value, open, time_value};
use super::period::{Amount, Period, cut, nth_of, shift, timex_of, unit_at, unknown_unit};
use super::scan::{Found, Scan};
use super::tense::{Place, Tense};
use super::term::{Base, Moment, Phrase, Term, Time};
use super::{Value, ValueType};
use crate::lexicon::Part;

/// The story's date is forgotten after so many sentences.
const STORY_REACH: usize = 3;

/// Resolves phrases in text order.
pub(super) struct Resolver {
    /// The article's date.
    around: Around,
    /// The last date of the story, and the sentence that names it.
    story: Option<(usize, Period)>,
    /// The token after the last phrase.
    last_end: usize,
}

impl Resolver {
    pub(super) fn new(reference: Option<Date>) -> Self {
        Self { around: Around { reference }, story: None, last_end: 0 }
    }

    /// The value of a phrase; none if it names a day that the calendar does not have.
    pub(super) fn value(
        &mut self,
        scan: &Scan,
        sentence: usize,
        found: &Found,
        phrase: &Phrase,
    ) -> Option<Value> {
        let place = Place { scan, sentence, start: found.start, end: found.end };
        let from = phrase.from.term.as_ref().map(|term| self.period(term, &place));
        let mut value = match (&phrase.from, &phrase.to, from) {
            (Moment { time: Some(first), .. }, Some(Moment { term: Some(term), time: Some(last) }), from) => {
                let (first, last) =
                    (time_value(from??.into(), first), time_value(self.period(term, &place), last));
                let timex = format!("{}/{}", first.value.as_deref()?, last.value.as_deref()?);
                Value { low: first.value, high: last.value, ..Value::new(ValueType::Time, Some(timex)) }
            }
            (_, Some(to), from) => self.range(&phrase.from, from.flatten(), to, &place)?,
            (Moment { time: None, term: Some(term) }, None, Some(period)) => {
                let period = period?;
                if period.low.is_some() && phrase.edge != Some(Edge::Before) {
                    self.story = Some((sentence, period.clone()));
                }
                date_value(term, period)
            }
            (Moment { time: Some(time), .. }, None, from) => {
                let period = match from {
                    Some(period) => Some(period?),
                    None => None,
                };
                let period = match (period, time) {
                    // Right behind a date that it does not belong to it has none.
                    (None, Time::Clock(_)) if phrase.edge.is_none() && self.last_end + 1 < found.start => {
                        self.base(Base::Story, 1, b'D', &place)
                            .map(Period::day)
                            .filter(|_| self.story.is_some())
                    }
                    (period, _) => period,
                };
                if let Some(period) = period.as_ref().filter(|period| period.low.is_some()) {
                    self.story = Some((sentence, period.clone()));
                }
                time_value(period, time)
            }
            _ => return None,
        };
        self.last_end = found.end;
        if let Some(edge) = phrase.edge {
            open(&mut value, edge, phrase);
        }
        Some(value)
    }

    fn range(&self, from: &Moment, first: Option<Period>, to: &Moment, place: &Place) -> Option<Value> {
        let (Some(first_term), Some(last_term)) = (&from.term, &to.term) else { return None };
        // What one end leaves unsaid is taken from the other.
        let (mut left, mut right) = (first_term.clone(), last_term.clone());
        let mut first = first?;
        if let (Some(a), Some(b)) = (left.point_mut(), right.point_mut())
            && a.year.is_none()
            && a.month.is_some()
            && let Some(year) = b.year
        {
            let later = b.month.is_some() && (a.month, a.day.unwrap_or(0)) > (b.month, b.day.unwrap_or(0));
            (a.year, a.weekday) = (Some(year - i32::from(later)), None);
            first = self.period(&left, place)?;
        }
        // What will go on "from August to October" may have begun: its end lies ahead.
        let end = self.period(&right, place).and_then(|end| end.low);
        if let (Some(a), Some(b), Some(end)) = (left.point_mut(), right.point_mut(), end)
            && a.year.is_none()
            && b.year.is_none()
            && a.month.is_some()
            && b.month.is_some()
            && (a.ahead, b.ahead) == (None, None)
            && first.low.is_some_and(|low| end < low)
        {
            a.year = Some(end.year - i32::from((a.month, a.day) > (b.month, b.day)));
            first = self.period(&left, place)?;
        }
        let mut weekday = None;
        if let (Some(b), Some(low)) = (right.point_mut(), first.low)
            && b.year.is_none()
            && b.ahead.is_none()
        {
            if let Some(month) = b.month {
                let start = (low.month, if b.day.is_some() { low.day } else { 0 });
                b.year = Some(low.year + i32::from((month, b.day.unwrap_or(0)) < start));
            } else if b.day.is_none() {
                weekday = b.weekday.map(|day| (i64::from(day) - i64::from(low.weekday())).rem_euclid(7));
            }
        }
        let last = match (weekday, first.low) {
            (Some(days), Some(low)) => Period::day(low.plus_days(days)),
            _ => self.period(&right, place)?,
        };
        // "from January to now"
        if let (Some(a), Some(high)) = (left.point_mut(), last.low)
            && a.year.is_none()
            && a.ahead.is_none()
            && first.low.is_some_and(|low| low > high)
        {
            a.ahead = Some(false);
            first = self.period(&left, place)?;
        }
        // "the difference between now and 2008"
        let is_back = first.low > last.low && last.low.is_some();
        let (first, last, first_term, last_term) =
            if is_back { (last, first, last_term, first_term) } else { (first, last, first_term, last_term) };
        let is_end = |term: &Term| matches!(term, Term::Part { part: Part::End, .. });
        let low = if is_end(first_term) { first.high } else { first.low };
        let high = if is_end(last_term) { last.high } else { last.low };
        let is_relative = first.is_relative || last.is_relative;
        let value_type = if is_relative { ValueType::Relative } else { ValueType::Date };
        let is_short = place.end - place.start <= 3 && !place.scan.word(place.start + 1).joins;
        let is_years = first_term.is_bare_year() && last_term.is_bare_year() && is_short;
        let timex = match (low, high) {
            (Some(low), Some(high)) if low <= high && !is_years => format!("{low}/{high}"),
            _ => format!("{}/{}", first.timex, last.timex),
        };
        let mut value = Value::new(value_type, Some(timex));
        (value.low, value.high) = (low.map(|day| day.to_string()), high.map(|day| day.to_string()));
        Some(value)
    }

    /// The day or period that a term means; none if the calendar does not have it.
    fn period(&self, term: &Term, place: &Place) -> Option<Period> {
        Some(match term {
            Term::Point(point) => return self.around.point(point, place),
            Term::Unit { base, offset, unit } => match self.base(*base, *offset, *unit, place) {
                Some(day) if *unit == b'K' && *offset == 0 && *base == Base::Article => {
                    let back = day.weekday() <= 3
                        && place.tense() == Tense::Past
                        && place.scan.before(place.start) == "the";
                    Period::weekend(day.plus_days(if back { -7 } else { 0 }))
                }
                Some(day) => unit_at(day, *unit, *offset)?,
                None => unknown_unit(*unit, *offset),
            },
            Term::Weekday { base, offset, weekday, is_nearest } => {
                let Some(day) = self.base(*base, *offset, b'D', place) else {
                    return Some(Period::vague(format!("XXXX-WXX-{weekday}")));
                };
                let ahead = (i64::from(*weekday) - i64::from(day.weekday())).rem_euclid(7);
                Period::day(match (offset, is_nearest) {
                    (-1, true) => day.plus_days(ahead - 7),
                    (1, true) => day.plus_days(if ahead == 0 { 7 } else { ahead }),
                    _ if *base == Base::Story => day.plus_days(if ahead == 0 { 7 } else { ahead }),
                    _ => day.monday().plus_days(offset * 7 + i64::from(*weekday) - 1),
                })
            }
            Term::Season { offset, season, year } => self.around.season(*offset, season, *year),
            Term::Named { prefix, year, offset } => {
                match year.or(self.around.reference.map(|day| day.year + *offset as i32)) {
                    Some(year) if prefix.is_empty() => Period::year(year),
                    Some(year) => Period::vague(format!("{prefix}{year:04}")),
                    None => unknown_unit(b'Y', *offset),
                }
            }
            Term::Shift { from, amount, sign, is_exact } => {
                return self.shifted(from, amount, *sign, *is_exact, place);
            }
            Term::Stretch { amount, sign } => return self.stretch(amount, *sign),
            Term::Length { from, amount } => {
                let from = self.period(from, place)?;
                match from.low {
                    Some(low) => Period::interval(low, shift(low, amount, 1)?),
                    None => Period::relative(timex_of(amount)),
                }
            }
            Term::Part { part, of } => {
                let whole = self.period(of, place)?;
                let (Some(low), Some(high)) = (whole.low, whole.high) else { return Some(whole) };
                let (low, high) = cut(low, high, *part, self.around.reference);
                Period { low: Some(low), high: Some(high), ..whole }
            }
            Term::Nth { nth, count, unit, weekday, of } => {
                let whole = match of {
                    Some(of) => self.period(of, place)?,
                    None => self.around.year_of_quarter(*nth, place),
                };
                nth_of(&whole, *nth, *count, *unit, *weekday)?
            }
            Term::Holding { unit, of } => {
                let whole = self.period(of, place)?;
                let Some(day) = whole.low else { return Some(whole) };
                if *unit == b'W' {
                    return Some(Period::week(day));
                }
                // A holiday on a Monday belongs to the weekend before it.
                let is_monday = day.weekday() == 1;
                let weekend = Period::weekend(day.plus_days(-i64::from(is_monday)));
                Period { high: if is_monday { Some(day.plus_days(1)) } else { weekend.high }, ..weekend }
            }
            Term::Holiday { rule, year, ahead, .. } => self.around.holiday(*rule, *year, *ahead, place),
            Term::Fixed { period, .. } => period.clone(),
            Term::Vague(timex) => {
                Period { is_relative: self.around.reference.is_none(), ..Period::vague(*timex) }
            }
        })
    }

    /// The day that a term counts from: of the story only if that is given as finely as the unit asks.
    fn base(&self, base: Base, offset: i64, unit: u8, place: &Place) -> Option<Date> {
        if base == Base::Article {
            return self.around.reference;
        }
        let story = self.story.as_ref().filter(|(sentence, _)| place.sentence - sentence <= STORY_REACH);
        if let Some((_, Period { low: Some(low), high: Some(high), .. })) = story {
            let most = match unit {
                b'D' => 1,
                b'W' | b'K' => 7,
                b'M' => 31,
                b'Q' => 92,
                b'Y' => 366,
                _ => 3660,
            };
            if high.number() - low.number() <= most {
                return Some(*low);
            }
            return None;
        }
        // A past story goes on in no days to come.
        (offset <= 0 || place.tense() != Tense::Past).then_some(self.around.reference).flatten()
    }

    fn shifted(
        &self,
        from: &Term,
        amount: &Amount,
        sign: i64,
        is_exact: bool,
        place: &Place,
    ) -> Option<Period> {
        let unit = amount.last()?.1;
        let low = match from {
            Term::Unit { base: base @ Base::Story, .. } => self.base(*base, sign, unit, place),
            _ => self.period(from, place)?.low,
        };
        let Some(low) = low else {
            let sign = if sign < 0 { "-" } else { "" };
            return Some(Period::relative(format!("OFFSET {sign}{}", timex_of(amount))));
        };
        let day = shift(low, amount, sign)?;
        let is_whole = amount.iter().all(|part| part.0.fract() == 0.0);
        Some(match unit {
            b'Y' | b'E' | b'C' if !is_exact && is_whole => Period::year(day.year),
            b'M' if !is_exact && is_whole => Period::month(day),
            b'Q' if !is_exact => unit_at(day, b'Q', 0)?,
            b'W' if !is_exact && is_whole => Period::week(day),
            _ => Period::day(day),
        })
    }

    /// "the last 3 months", "next two weeks": up to the article's date, or from the day after it.
    /// The value is the length, as TIMEX3 has it; low and high are the days.
    fn stretch(&self, amount: &Amount, sign: i64) -> Option<Period> {
        let length = timex_of(amount);
        let vague = amount.iter().any(|part| part.0.is_nan());
        let Some(reference) = self.around.reference.filter(|_| !vague) else {
            let is_relative = self.around.reference.is_none();
            return Some(Period { timex: length, is_relative, ..Period::default() });
        };
        if let [(number, b'Q')] = amount.as_slice() {
            let this = unit_at(reference, b'Q', 0)?;
            let months = (*number * 3.0) as i64;
            let first = if sign < 0 { this.low?.plus_months(-months) } else { this.high? };
            return Some(Period::new(length, first, first.plus_months(months)));
        }
        let start = if sign < 0 { reference } else { reference.plus_days(1) };
        let other = shift(start, amount, sign)?;
        Some(if sign < 0 { Period::new(length, other, start) } else { Period::new(length, start, other) })
    }
}
