//! Times of day: "3 p.m. GMT", "14:30", "1430 hrs", "half past ten", "noon", and stretches of them.

use super::scan::Scan;
use super::term::Clock;
use crate::lexicon::TIME_ZONES;
use crate::text::Case;

impl Scan<'_> {
    /// The time of day that begins at `at`, with what follows it: half of the day, part of the day, zone.
    pub(super) fn clock(&self, at: usize) -> Option<(usize, Clock)> {
        let (end, clock) = self
            .named_clock(at)
            .or_else(|| self.past_clock(at))
            .or_else(|| self.figure_clock(at))
            .or_else(|| self.word_clock(at))?;
        let (end, clock) = self.with_part(end, clock);
        Some(self.with_zone(end, clock))
    }

    /// The same, if it is a time wherever it stands.
    pub(super) fn plain_clock(&self, at: usize) -> Option<(usize, Clock)> {
        self.clock(at).filter(|(_, clock)| clock.is_plain)
    }

    fn named_clock(&self, at: usize) -> Option<(usize, Clock)> {
        let hour = self.word(at).hour?;
        Some((at + 1, Clock { is_fixed: true, is_plain: true, ..Clock::new(hour, None) }))
    }

    /// "10:30", "8.30pm", "3 p.m.", "1140 a.m.", "1430 hrs", "4 o'clock", or a bare hour
    fn figure_clock(&self, at: usize) -> Option<(usize, Clock)> {
        let low = self.low(at);
        if !low.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let half = self.half_of_day(at + 1);
        let four_digits = self.n_digits(at);
        let mut clock = if low.contains(':') {
            let mut parts = low.split(':');
            let (hour, minute) = (hour_of(parts.next()?)?, sixty_of(parts.next()?)?);
            let second = parts.next().map(|second| sixty_of(second).ok_or(())).transpose().ok()?;
            Clock { second, is_plain: true, ..Clock::new(hour, Some(minute)) }
        } else if let Some((hour, minute)) = low.split_once('.') {
            let clock = Clock::new(hour_of(hour)?, Some(sixty_of(minute)?));
            let at_word = self.before(at) == "at" && self.case(at + 1) != Case::Lower;
            if half.is_none() && !(at_word && self.is_stop(at + 1)) {
                return None;
            }
            Clock { is_plain: true, ..clock }
        } else if four_digits >= 3 {
            let (hour, minute) = low.split_at(low.len() - 2);
            let hours = self.is(at + 1, &["hrs", "hours", "hrs.", "gmt", "utc", "h"]) && four_digits == 4;
            let clock = Clock::new(hour_of(hour)?, Some(sixty_of(minute)?));
            if half.is_none() && !hours {
                let between = low.starts_with('0') && four_digits == 4;
                return between.then_some((at + 1, clock));
            }
            if hours {
                let end = at + 1 + usize::from(!self.is(at + 1, &["gmt", "utc"]));
                return Some((end, Clock { is_fixed: true, is_plain: true, ..clock }));
            }
            clock
        } else {
            Clock::new(hour_of(low)?, None)
        };
        if let Some((end, is_pm)) = half {
            return Some((end, if clock.hour <= 12 { clock.with_half(is_pm) } else { clock }));
        }
        if self.is_oclock(at + 1) {
            clock.is_plain = true;
            return Some((at + 2, clock));
        }
        Some((at + 1, clock))
    }

    /// "nine a m", "two thirty", "seven twenty-seven", "five o'clock"
    fn word_clock(&self, at: usize) -> Option<(usize, Clock)> {
        let hour = self.word(at).cardinal.filter(|_| !self.is_figure(at))?;
        if !(1.0..=12.0).contains(&hour) {
            return None;
        }
        let hour = hour as u8;
        if let Some((end, is_pm)) = self.half_of_day(at + 1) {
            return Some((end, Clock::new(hour, None).with_half(is_pm)));
        }
        if self.is_oclock(at + 1) {
            return Some((at + 2, Clock { is_plain: true, ..Clock::new(hour, None) }));
        }
        let minute = self
            .plain_words(at + 1)
            .filter(|&(_, minute)| (10.0..60.0).contains(&minute) && self.word(at + 1).factor == 0.0);
        let Some((end, minute)) = minute else { return Some((at + 1, Clock::new(hour, None))) };
        let end = end + usize::from(self.is(end, &["minutes"]));
        let clock = Clock::new(hour, Some(minute as u8));
        Some(match self.half_of_day(end) {
            Some((end, is_pm)) => (end, clock.with_half(is_pm)),
            None => (end, clock),
        })
    }

    fn plain_words(&self, at: usize) -> Option<(usize, f64)> {
        let number = self.number(at).filter(|number| !number.is_figure)?;
        Some((number.end, number.value))
    }

    /// "10 past 9", "20 min past eight", "half past ten", "a quarter to five o'clock"
    fn past_clock(&self, at: usize) -> Option<(usize, Clock)> {
        let (next, minutes) = match self.low(at) {
            "half" => (at + 1, 30),
            "quarter" => (at + 1, 15),
            _ => {
                let number =
                    self.number(at).filter(|n| (1.0..30.0).contains(&n.value) && n.value.fract() == 0.0)?;
                let unit = usize::from(self.word(number.end).unit == b'I');
                (number.end + unit, number.value as u8)
            }
        };
        let is_past = self.is(next, &["past"]);
        let is_to = self.low(next) == "to" && (self.low(at) == "quarter" || self.word(next - 1).unit == b'I');
        if !is_past && !is_to {
            return None;
        }
        let hour =
            self.number(next + 1).filter(|n| (1.0..=12.0).contains(&n.value) && n.value.fract() == 0.0)?;
        let end = hour.end + usize::from(self.is_oclock(hour.end));
        let hour = hour.value as u8;
        let clock = match (is_past, hour) {
            (true, hour) => Clock::new(hour, Some(minutes)),
            (false, 1) => Clock::new(12, Some(60 - minutes)),
            (false, hour) => Clock::new(hour - 1, Some(60 - minutes)),
        };
        let (end, clock) = match self.half_of_day(end) {
            Some((end, is_pm)) => (end, clock.with_half(is_pm)),
            None => (end, clock),
        };
        Some((end, Clock { is_plain: true, ..clock }))
    }

    /// "am", "p.m.", "p . m ."; the token after it, and whether it is the second half.
    pub(super) fn half_of_day(&self, at: usize) -> Option<(usize, bool)> {
        let is_pm = match self.low(at) {
            "am" | "a.m." | "a.m" => false,
            "pm" | "p.m." | "p.m" => true,
            letter @ ("a" | "p") => {
                let stop = usize::from(self.low(at + 1) == ".");
                if self.low(at + 1 + stop) != "m" && self.low(at + 1 + stop) != "m." {
                    return None;
                }
                let end = at + 2 + stop;
                return Some((end + usize::from(stop == 1 && self.low(end) == "."), letter == "p"));
            }
            _ => return None,
        };
        Some((at + 1, is_pm))
    }

    fn is_oclock(&self, at: usize) -> bool {
        self.is(at, &["o'clock", "oclock"])
    }

    fn is_stop(&self, at: usize) -> bool {
        at >= self.limit || self.is(at, &[".", ",", "?", "!", ";", ")", "”", "on", "and"])
    }

    /// "8:00 early morning", "seven in the evening", "10 at night", "5 this afternoon"
    fn with_part(&self, end: usize, clock: Clock) -> (usize, Clock) {
        let mut next = end;
        for words in ["in the", "at", "early", "late"] {
            if let Some(after) = self.phrase(next, words) {
                next = after;
            }
        }
        let part = self.word(next).part;
        let fits = match part {
            "NI" => self.before(next) == "at",
            "MO" | "AF" | "EV" => next > end,
            _ => false,
        };
        // A clock that knows its half of the day does not need the part: "3pm in the afternoon" is rare.
        if !fits || clock.hour > 12 {
            return (end, clock);
        }
        (next + 1, Clock { is_plain: true, ..clock.in_part(part) })
    }

    fn with_zone(&self, end: usize, clock: Clock) -> (usize, Clock) {
        if !clock.is_plain || self.case(end) != Case::Upper {
            return (end, clock);
        }
        match TIME_ZONES.get(self.stem(end)) {
            Some(zone) if !self.low(end).contains('.') => (end + 1, Clock { zone: Some(zone), ..clock }),
            _ => (end, clock),
        }
    }

    /// Two times of day: "5 to 6pm", "between 5 and 6 in the afternoon", "9-10 am", "from 10 am for 3 hours".
    ///
    /// `is_dated`: a day stands beside it, so that bare hours will do.
    pub(super) fn clock_range(&self, at: usize, is_dated: bool) -> Option<(usize, Clock, Clock)> {
        let lead = self.is(at, &["from", "between"]);
        let (middle, mut from) = self.clock(at + usize::from(lead))?;
        if lead && self.low(at) == "from" && self.low(middle) == "for" && from.is_plain {
            let (end, parts) = self.amount_of_time(middle + 1)?;
            let minutes: f64 = parts
                .iter()
                .map(|&(number, unit)| match unit {
                    b'H' => number * 60.0,
                    b'I' => number,
                    _ => f64::NAN,
                })
                .sum();
            if !(0.0..1440.0).contains(&minutes) {
                return None;
            }
            let to = (from.minutes() + minutes as i64) % 1440;
            return Some((end, from, Clock::new((to / 60) as u8, Some((to % 60) as u8))));
        }
        let joined = match self.low(middle) {
            "to" | "until" | "till" | "through" => true,
            "and" => self.low(at) == "between",
            _ => self.is_dash(middle),
        };
        if !joined {
            return None;
        }
        let (end, mut to) = self.clock(middle + 1)?;
        let code = self.touches(at) || self.touches(end) && self.is_dash(end);
        let bare = !from.is_plain && !to.is_plain;
        let words = from.minute.is_some() && to.minute.is_some() && lead;
        if code || (bare && !is_dated && !words) {
            return None;
        }
        if to.is_fixed && !from.is_fixed {
            let same_half = from.in_part(if to.hour >= 12 { "AF" } else { "MO" });
            from = if same_half.minutes() < to.minutes() { same_half } else { from };
        } else if !to.is_fixed && to.minutes() < from.minutes() {
            to = to.later_half();
        } else if from.is_fixed && to.is_fixed && to.hour == 0 && from.hour < 12 {
            // "10am-12am": noon is meant.
            to.hour = 12;
        }
        Some((end, from, to))
    }
}

fn hour_of(text: &str) -> Option<u8> {
    if text.len() > 2 {
        return None;
    }
    text.parse().ok().filter(|&hour| hour <= 24)
}

fn sixty_of(text: &str) -> Option<u8> {
    if text.len() != 2 {
        return None;
    }
    text.parse().ok().filter(|&minute| minute < 60)
}
