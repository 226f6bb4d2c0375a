//! Dates and times as they stand in a sentence: with a time, as a range, open to one side.

use super::calendar::Date;
use super::clock::Clock;
use super::scan::{Found, Scan, opens};
use super::when::{Period, When};
use super::{Extent, ValueType};

impl Scan<'_> {
    /// The longest date, time or range of them that begins at `at`.
    pub(super) fn dated(&self, at: usize) -> Option<Found> {
        let date = self.date_phrase(at);
        let has_clock = self.clock(at).is_some();
        let clock = has_clock.then(|| self.clock_alone(at)).flatten();
        let found = [self.day_span(at), self.date_alone(at, date.as_ref()), clock, self.part_alone(at)];
        let longest = found.into_iter().flatten().max_by_key(|found| found.end);
        if self.extent == Extent::Calendar {
            if let Some(found) = self.weekday_part(at, date.as_ref()) {
                return Some(found);
            }
            let lead = self.is(at.wrapping_sub(1), &["from", "between"]);
            let range = (!lead && self.term(at).month > 0).then(|| self.range(at, date)).flatten();
            let range_of_clocks = self.is(at, &["from", "between"]).then(|| self.clock_alone(at)).flatten();
            return [longest, range, range_of_clocks].into_iter().flatten().max_by_key(|found| found.end);
        }
        let is_range = self.term(at).may_open(opens::RANGE);
        let leads = self.is(at, &["from", "between"]);
        [
            (self.low(at) == "end").then(|| self.end_of_day(at)).flatten(),
            is_range.then(|| self.open_range(at)).flatten(),
            self.open_behind(at, date.as_ref()),
            self.date_and_time(at, date.as_ref()),
            (has_clock || leads).then(|| self.time_and_date(at)).flatten(),
            leads.then(|| self.clock_alone(at)).flatten(),
            self.range(at, date),
            longest,
        ]
        .into_iter()
        .flatten()
        .max_by_key(|found| found.end)
    }

    /// "Friday night": a time, not a day, even where the day is not known.
    fn weekday_part(&self, at: usize, date: Option<&(usize, When)>) -> Option<Found> {
        let (end, when) = date.filter(|(_, when)| when.weekday.is_some() && when.day.is_none())?;
        let part = self.term(*end).part;
        let is_part = matches!(part, "MO" | "AF" | "EV" | "NI") && !self.case(*end).is_capital();
        is_part.then(|| self.found_part(at, end + 1, when, part))
    }

    /// A date or period as a value.
    fn found_period(&self, start: usize, end: usize, period: Period) -> Found {
        let value_type = if period.is_relative { ValueType::Relative } else { ValueType::Date };
        let range = match period.single_day() {
            Some(_) => (None, None),
            None => (period.low.map(|day| day.to_string()), period.high.map(|day| day.to_string())),
        };
        Found::new(start, end, value_type, period.timex).with_range(range.0, range.1)
    }

    fn date_alone(&self, at: usize, date: Option<&(usize, When)>) -> Option<Found> {
        let (end, when) = date?;
        let end = *end;
        let is_relative_words = self.extent == Extent::Calendar && self.calendar_phrase(at).is_none();
        let is_relative = when.period.as_ref().is_some_and(|period| period.is_relative);
        if is_relative && self.is_title(at, end) {
            return None;
        }
        let period = self.resolve(when, self.speaks_of_future(at));
        let mut found = self.found_period(at, end, period);
        if is_relative_words {
            found.value.value_type = ValueType::Relative;
        }
        if let (Some((month, day)), Some(year), Some(first)) =
            (when.other, when.year, found.value.value.clone())
            && let Some(second) = Date::new(year, month, day)
        {
            return Some(found.with_range(Some(first), Some(second.to_string())));
        }
        Some(found)
    }

    /// A time of day that is one wherever it stands; "10:30" only where times stand.
    fn clock_alone(&self, at: usize) -> Option<Found> {
        if let Some((end, from, to)) = self.clock_range(at, false) {
            return Some(self.found_clocks(at, end, "", from, to));
        }
        let (end, clock) = self.clock(at).filter(|(_, clock)| clock.is_plain)?;
        let bare = end == at + 1 && self.low(at).contains(':');
        let lead = self.is(
            at.wrapping_sub(1),
            &[
                "at", "by", "around", "about", "from", "until", "till", "to", "and", "before", "after",
                "since", "between", "(", ",", "@",
            ],
        ) || self.term(at.wrapping_sub(1)).weekday > 0
            || self.term(at.wrapping_sub(1)).n_digits > 0;
        if bare && (!lead || clock.second.is_some() || self.is_dash(end) || self.touches(at)) {
            return None;
        }
        Some(Found::new(at, end, ValueType::Time, clock.timex()))
    }

    fn found_clocks(&self, start: usize, end: usize, day: &str, from: Clock, to: Clock) -> Found {
        let value = format!("{day}{}/{day}{}", from.timex(), to.timex());
        let space = if day.is_empty() { "" } else { " " };
        Found::new(start, end, ValueType::Time, value).with_range(
            Some(format!("{day}{space}{}", from.full())),
            Some(format!("{day}{space}{}", to.full())),
        )
    }

    /// "last night", "this morning", "tonight"; "in the morning", "at night", "lunchtime"
    fn part_alone(&self, at: usize) -> Option<Found> {
        if let Some((end, when, part)) = self.pointed_part(at) {
            return Some(self.found_part(at, end, &when, part));
        }
        let low = self.low(at);
        let part = self.term(at).part;
        let early = matches!(low, "early" | "late" | "later") && self.low(at + 1) == "in";
        if early && self.low(at + 2) == "the" && matches!(self.term(at + 3).part, "MO" | "AF" | "EV") {
            return Some(Found::new(at, at + 4, ValueType::Time, format!("T{}", self.term(at + 3).part)));
        }
        if part.is_empty() || self.case(at).is_capital() && at > self.first {
            return None;
        }
        let whole = matches!(low, "lunchtime" | "dinnertime");
        let lead = self.before(at) == "the" && at >= self.first + 2 && self.is(at - 2, &["in", "during"])
            || (low == "night" && self.before(at) == "at");
        // "in the afternoon at 7"
        let time = at + 1 + usize::from(self.low(at + 1) == "at");
        if let Some((end, clock)) =
            self.clock(time).filter(|(_, clock)| lead && (clock.is_plain || time > at + 1))
        {
            return Some(Found::new(at, end, ValueType::Time, clock.in_part(part).timex()));
        }
        (whole || lead).then(|| Found::new(at, at + 1, ValueType::Time, format!("T{part}")))
    }

    /// "last night", "this afternoon", "tonight", "next evening", "overnight"
    fn pointed_part(&self, at: usize) -> Option<(usize, When, &'static str)> {
        if matches!(self.low(at), "tonight" | "tonite") {
            return Some((at + 1, self.day_from_reference(0), "NI"));
        }
        let days = match self.low(at) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        let part = self.term(at + 1).part;
        let fits = match part {
            "NI" => days == -1,
            "MO" | "AF" | "EV" => days != -1,
            _ => false,
        };
        (fits && !self.low(at + 1).ends_with('s') && !self.case(at + 1).is_capital())
            .then(|| (at + 2, self.day_from_reference(days), part))
    }

    fn found_part(&self, start: usize, end: usize, when: &When, part: &str) -> Found {
        let period = self.resolve(when, self.speaks_of_future(start));
        let (from, to) = match part {
            "MO" => ("08:00:00", "12:00:00"),
            "AF" => ("12:00:00", "16:00:00"),
            "EV" => ("16:00:00", "20:00:00"),
            "NI" => ("20:00:00", "23:59:59"),
            _ => ("08:00:00", "18:00:00"),
        };
        match period.single_day() {
            Some(day) => Found::new(start, end, ValueType::Time, format!("{day}T{part}"))
                .with_range(Some(format!("{day} {from}")), Some(format!("{day} {to}"))),
            None if period.is_relative => Found::new(start, end, ValueType::Time, format!("T{part}")),
            None => Found::new(start, end, ValueType::Time, format!("{}T{part}", period.timex)),
        }
    }

    fn found_moment(&self, start: usize, end: usize, when: &When, clock: Clock) -> Found {
        let period = self.resolve(when, self.speaks_of_future(start));
        let value = match period.single_day() {
            Some(day) => format!("{day} {}", clock.full()),
            None => format!("{}{}", period.timex, clock.timex()),
        };
        Found::new(start, end, ValueType::Time, value)
    }

    /// "Monday at 2.30", "tomorrow night", "today from 7 to 7:30", "14 Feb for 7 hours from 9:30am"
    fn date_and_time(&self, at: usize, date: Option<&(usize, When)>) -> Option<Found> {
        let (mut end, when, mut part) = match self.pointed_part(at) {
            Some(found) => found,
            None => {
                let (end, when) = date.cloned()?;
                if !when.is_day() {
                    return None;
                }
                (end, when, "")
            }
        };
        let is_holiday = self.holiday(at).is_some_and(|(after, _)| after == end);
        if self.low(end) == "'s" || is_holiday {
            return None;
        }
        if self.is(end, &["mornings", "afternoons", "evenings", "nights"]) && when.weekday.is_some() {
            let timex = Scan { reference: None, ..*self }.resolve(&when, false).timex;
            let value = format!("{timex}T{}", self.term(end).part);
            return Some(Found::new(at, end + 1, ValueType::Time, value));
        }
        let mut found = None;
        if part.is_empty() {
            let mut next = self.phrase(end, "in the").unwrap_or(end);
            next += usize::from(self.is(next, &["early", "late"]));
            let code = match self.low(next) {
                "pm" => "AF",
                "am" => "MO",
                _ => self.term(next).part,
            };
            if matches!(code, "MO" | "AF" | "EV" | "NI") && !self.low(next).ends_with('s') {
                (part, end) = (code, next + 1);
                found = Some(self.found_part(at, end, &when, part));
            }
        } else {
            found = Some(self.found_part(at, end, &when, part));
        }
        let mut next = end + usize::from(self.low(end) == ",");
        if let Some((end, from, to)) = self.clock_range(next + usize::from(self.low(next) == "at"), true) {
            let day = self.resolve(&when, self.speaks_of_future(at)).timex;
            let (from, to) = (from.in_part(part), to.in_part(part));
            return Some(self.found_clocks(at, end, &day, from, to));
        }
        let words = ["at around", "later than", "at", "by", "before", "around", "after", "for", "until", "-"];
        let lead = words.iter().find_map(|words| self.phrase(next, words));
        next = lead.unwrap_or(next);
        let Some((clock_end, clock)) = self.clock(next) else { return found };
        let bare_hour = !clock.is_plain && clock.minute.is_none();
        let at_word = lead.is_some() && self.is(next - 1, &["at", "around"]);
        let stops = clock_end >= self.limit || self.is(clock_end, &[".", ",", "?", "!", "and", "in"]);
        if (bare_hour && !(at_word && stops)) || (!clock.is_plain && !at_word && lead.is_some()) {
            return found;
        }
        if !clock.is_plain && lead.is_none() && self.term(next).is_figure && !self.low(next).contains(':') {
            return found;
        }
        // "4 at 10 points": a figure that counts something.
        if !clock.is_plain && self.term(clock_end).factor > 0.0 {
            return found;
        }
        let found = self.found_moment(at, clock_end, &when, clock.in_part(part));
        let open = lead.is_some() && self.is(next - 1, &["before", "after", "by", "than", "until"]);
        let opens = self.is(next - 1, &["after", "than"]);
        Some(if open { self.open_moment(found, opens) } else { found })
    }

    /// A moment as the edge of what comes before or after it: TIMEX3 in the value, the moment as the edge.
    fn open_moment(&self, mut found: Found, opens: bool) -> Found {
        let edge = found.value.value.take();
        found.value.value = edge.as_ref().map(|moment| match moment.split_once(' ') {
            Some((day, time)) => {
                let time = time.strip_suffix(":00").unwrap_or(time);
                format!("{day}T{}", time.strip_suffix(":00").unwrap_or(time))
            }
            None => moment.clone(),
        });
        (found.value.low, found.value.high) = if opens { (edge, None) } else { (None, edge) };
        found
    }

    /// "9am on Tuesday", "13:00 February 28, 2013", "6-8 next Monday", "between 7 and 9:30 last night"
    fn time_and_date(&self, at: usize) -> Option<Found> {
        let dated_behind = |end: usize| {
            let next = end + usize::from(self.is(end, &["on", "of", ","]));
            let next = next + usize::from(self.low(next) == "the" && next > end);
            if let Some((end, when, part)) = self.pointed_part(next) {
                return Some((end, when, part));
            }
            let (end, when) = self.date_phrase(next)?;
            when.is_day().then_some((end, when, ""))
        };
        if let Some((end, from, to)) = self.clock_range(at, true)
            && let Some((end, when, part)) = dated_behind(end)
        {
            let day = self.resolve(&when, self.speaks_of_future(at)).timex;
            return Some(self.found_clocks(at, end, &day, from.in_part(part), to.in_part(part)));
        }
        let (end, clock) = self.clock(at).filter(|(_, clock)| clock.is_plain)?;
        let (end, when, part) = dated_behind(end)?;
        Some(self.found_moment(at, end, &when, clock.in_part(part)))
    }

    /// "the end of today", "end of this Sunday"
    fn end_of_day(&self, at: usize) -> Option<Found> {
        let next = self.phrase(at, "end of")?;
        let (end, when) = self.date_phrase(next)?;
        let day = self.resolve(&when, true).single_day()?;
        Some(Found::new(at, end, ValueType::Time, format!("{day}T23:59:59")))
    }

    /// "since 2010", "until April 27", "by the end of this year", "after 3 p.m.", "2012 or later"
    fn open_range(&self, at: usize) -> Option<Found> {
        const OPENERS: [(&str, bool); 17] = [
            ("circa", true),
            ("since", true),
            ("after", true),
            ("starting", true),
            ("before around", false),
            ("before", false),
            ("until", false),
            ("till", false),
            ("by", false),
            ("no later than", false),
            ("as early as", true),
            ("as late as", false),
            ("later than", true),
            ("more than", true),
            ("earlier than", false),
            ("greater than", true),
            ("any time from", true),
        ];
        for (words, opens) in OPENERS {
            let Some(next) = self.phrase(at, words) else { continue };
            let with_the = self.low(next) == "the";
            let next = next + usize::from(with_the);
            if let Some((end, clock)) = self.clock(next).filter(|(_, clock)| clock.is_plain)
                && self.clock_range(next, false).is_none()
            {
                let found = self.time_and_date(next).filter(|found| found.end > end);
                let value = match found {
                    Some(found) => self.open_moment(found, opens),
                    None => Found::new(at, end, ValueType::Time, clock.timex()),
                };
                return Some(Found { start: at, ..value });
            }
            if words == "circa" {
                return None;
            }
            let lone = words == "after" && with_the;
            let (end, when) = self
                .date_phrase(next)
                .filter(|_| !lone || self.is(next, &["beginning", "end"]) || self.ordinal(next).is_some())?;
            let amount = words == "more than" && !self.is(end - 1, &["today", "yesterday", "tomorrow"]);
            if amount
                || self
                    .date_and_time(next, self.date_phrase(next).as_ref())
                    .is_some_and(|found| found.end > end)
            {
                return None;
            }
            let period = self.resolve(&when, self.speaks_of_future(at));
            let timex = Scan { reference: None, ..*self }.resolve(&when, false).timex;
            let mut found = self.open_period(at, end, period, opens, next);
            found.value.value = Some(timex);
            return Some(found);
        }
        None
    }

    /// "2012 or later", "1 May and after"
    fn open_behind(&self, at: usize, date: Option<&(usize, When)>) -> Option<Found> {
        let (end, when) = date.filter(|(end, _)| self.is(*end, &["or", "and"]))?;
        let after =
            ["or later", "and after", "or after"].iter().find_map(|words| self.phrase(*end, words))?;
        if !(after >= self.limit || self.is(after, &[".", ",", "?", "!"])) {
            return None;
        }
        let period = self.resolve(when, false);
        Some(self.open_period(at, after, period, true, at))
    }

    fn open_period(&self, start: usize, end: usize, period: Period, opens: bool, phrase: usize) -> Found {
        let to_end = self.low(phrase) == "end";
        let edge = if to_end { period.high } else { period.low };
        let edge = edge.map(|day| day.to_string());
        let value_type = if period.is_relative { ValueType::Relative } else { ValueType::Date };
        let (low, high) = if opens { (edge, None) } else { (None, edge) };
        Found::new(start, end, value_type, period.timex).with_range(low, high)
    }
}
