//! What the lists say of words in values, as types.

use super::entry::{Entry, words};

words! {
    /// Where a word that points to a time counts from.
    Origin {
        /// The article's date.
        Article = "a",
        /// The story's last date.
        Story = "s",
        /// The article's date, to the nearest such time.
        Nearest = "n",
        /// No day that is known: "recent".
        Vague = "r",
    }
}

/// Where a word points to: "next", "ago".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// Where it counts from.
    pub origin: Origin,
    /// How many units of what follows, or of what stands before; less than zero for the past.
    pub offset: i64,
}

impl Entry for Pointer {
    fn read(value: &'static str) -> Option<Self> {
        let (origin, offset) = value.split_at_checked(1)?;
        Some(Self { origin: Origin::read(origin)?, offset: offset.parse().ok()? })
    }
}

words! {
    /// A part of a period.
    Part {
        /// "early 2018"
        Early = "early",
        /// "mid-November"
        Mid = "mid",
        /// "late 1999"
        Late = "late",
        /// "earlier this year"
        Earlier = "earlier",
        /// "later this week"
        Later = "later",
        /// "the beginning of the month"
        Beginning = "beginning",
        /// "the middle of May"
        Middle = "middle",
        /// "the end of 1989"
        End = "end",
        /// "the rest of the year"
        Rest = "rest",
    }
}

/// What a word may be in a value; zero, None and the empty string for what it is not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ValueWord {
    /// The number it says: "twelve", "1,214", "3.5".
    pub cardinal: Option<f64>,
    /// "third", "20th"
    pub ordinal: u16,
    /// "million", "bn", "dozen"
    pub factor: f64,
    /// "half", "½"
    pub fraction: f64,
    /// "a couple"; not a number for what is left open: "several".
    pub count: Option<f64>,
    /// 1 to 12.
    pub month: u8,
    /// 1 for Monday to 7.
    pub weekday: u8,
    /// "Mondays"
    pub weekday_plural: u8,
    /// The list's letter for a unit of time.
    pub unit: u8,
    /// TIMEX3 code of a part of the day.
    pub part: &'static str,
    /// TIMEX3 code of a season.
    pub season: &'static str,
    /// "next", "previous"
    pub pointer: Option<Pointer>,
    /// "ago", "later"
    pub direction: Option<Pointer>,
    /// "yesterday": the distance from the article's date in days.
    pub day: Option<i64>,
    /// "noon"
    pub hour: Option<u8>,
    /// "eighties": its first year.
    pub decade: Option<i32>,
    /// "fiscal": what is written before the year.
    pub year_kind: Option<&'static str>,
    /// "daily": its TIMEX3 value.
    pub recurs: Option<&'static str>,
    /// "early", "end"
    pub part_of: Option<Part>,
    /// "last", "final"
    pub is_last: bool,
    /// Whether it may stand between the ends of a range.
    pub joins: bool,
    /// Whether it opens something only together with what follows: "a", "from".
    pub needs_more: bool,
    /// Whether it has a role around numbers and the calendar, other than to join.
    pub is_around: bool,
}

impl ValueWord {
    /// Whether it is a number or the factor of one.
    pub fn is_number(&self) -> bool {
        self.cardinal.is_some() || 0 < self.ordinal || 0.0 < self.factor
    }

    /// Whether it is a word of the calendar or the clock.
    pub fn is_of_calendar(&self) -> bool {
        0 < self.month + self.weekday + self.weekday_plural + self.unit
            || !self.part.is_empty()
            || !self.season.is_empty()
    }
}

impl Entry for ValueWord {
    fn read(value: &'static str) -> Option<Self> {
        let mut word = Self::default();
        for role in value.split(' ') {
            let (letter, code) = role.split_at_checked(1)?;
            match letter {
                "n" => word.cardinal = Some(code.parse().ok()?),
                "o" => word.ordinal = code.parse().ok()?,
                "x" => word.factor = code.parse().ok()?,
                "f" => word.fraction = code.parse().ok()?,
                "q" => word.count = Some(code.parse().ok()?),
                "m" => word.month = code.parse().ok()?,
                "w" => word.weekday = code.parse().ok()?,
                "W" => word.weekday_plural = code.parse().ok()?,
                "u" => word.unit = code.bytes().next()?,
                "p" => word.part = code,
                "s" => word.season = code,
                "P" => word.pointer = Some(Pointer::read(code)?),
                "d" => word.direction = Some(Pointer::read(code)?),
                "t" => word.day = Some(code.parse().ok()?),
                "c" => word.hour = Some(code.parse().ok()?),
                "g" => word.decade = Some(code.parse().ok()?),
                "y" => word.year_kind = Some(code),
                "r" => word.recurs = Some(code),
                "k" => word.part_of = Some(Part::read(code)?),
                "l" => word.is_last = true,
                "j" => word.joins = true,
                "a" => word.needs_more = true,
                "z" => {}
                _ => return None,
            }
            word.is_around |= "qPdtcgyrklaz".contains(letter);
        }
        Some(word)
    }
}

words! {
    /// What lies open at a value.
    Edge {
        /// It ends there: "until May", "up to $5".
        Before = "before",
        /// It begins there: "since 2010", "more than 12".
        After = "after",
        /// It is a rough one: "around noon".
        About = "about",
    }
}

words! {
    /// Before which values such words stand.
    EdgeOf {
        /// Before a date.
        Date = "date",
        /// Before an amount.
        Amount = "amount",
        /// Before either.
        Both = "both",
    }
}

/// Words that leave a value open to one side, or make it a rough one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdgeWord {
    /// To which side.
    pub edge: Edge,
    /// Of what.
    pub of: EdgeOf,
}

impl Entry for EdgeWord {
    fn read(value: &'static str) -> Option<Self> {
        let (edge, of) = value.split_once(' ')?;
        Some(Self { edge: Edge::read(edge)?, of: EdgeOf::read(of)? })
    }
}

/// What a unit measures, as far as that tells how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Things that are counted.
    Count,
    /// Parts of a hundred.
    Percent,
    /// A length, which makes a speed with a unit of time.
    Length,
    /// A scale of temperature.
    Temperature,
    /// Degrees, of whatever scale stands behind.
    Degree,
    /// Any other.
    Other,
}

/// Those of [`Dimension::Other`] in the list.
const OTHERS: [&str; 14] = [
    "angle",
    "area",
    "data",
    "dose",
    "electric",
    "energy",
    "frequency",
    "mass",
    "power",
    "pressure",
    "sound",
    "speed",
    "turn",
    "volume",
];

impl Entry for Dimension {
    fn read(value: &'static str) -> Option<Self> {
        match value {
            "count" => Some(Self::Count),
            "percent" => Some(Self::Percent),
            "length" => Some(Self::Length),
            "temperature" => Some(Self::Temperature),
            "degree" => Some(Self::Degree),
            other => OTHERS.contains(&other).then_some(Self::Other),
        }
    }
}

/// A unit of measure, or a thing that news count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Only behind a figure.
    pub needs_figure: bool,
    /// Only in lower case.
    pub needs_lower: bool,
    /// Only with a capital.
    pub needs_capital: bool,
    /// Only right behind its figure, without a space.
    pub touches: bool,
    /// Only before "of".
    pub needs_of: bool,
    /// Only behind a fraction.
    pub needs_fraction: bool,
    /// Its name, UCUM's where it has one.
    pub name: &'static str,
}

impl Entry for Unit {
    fn read(value: &'static str) -> Option<Self> {
        let (head, name) = value.split_once(' ')?;
        let (dimension, conditions) = head.split_once(':').unwrap_or((head, ""));
        let has = |letter: char| conditions.contains(letter);
        let is_sound = conditions.chars().all(|letter| "flutop".contains(letter));
        Some(Self {
            dimension: Dimension::read(dimension).filter(|_| is_sound)?,
            needs_figure: has('f'),
            needs_lower: has('l'),
            needs_capital: has('u'),
            touches: has('t'),
            needs_of: has('o'),
            needs_fraction: has('p'),
            name,
        })
    }
}

words! {
    /// How a currency is written.
    CurrencyForm {
        /// By a name that means nothing else.
        Name = "name",
        /// By a name that is a common word as well.
        Word = "word",
        /// By a name that is a unit of mass as well.
        Weight = "weight",
        /// By a sign or letters before the figure.
        Sign = "sign",
        /// By its code.
        Code = "code",
    }
}

/// A currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217.
    pub code: &'static str,
    /// How it is written.
    pub form: CurrencyForm,
    /// What a sign means that touches the figure before it: "5p".
    pub behind: Option<&'static str>,
}

impl Entry for Currency {
    fn read(value: &'static str) -> Option<Self> {
        let mut words = value.splitn(3, ' ');
        let code = words.next()?;
        let form = words.next().map_or(Some(CurrencyForm::Name), CurrencyForm::read)?;
        Some(Self { code, form, behind: words.next() })
    }
}

/// How the day of a holiday is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayRule {
    /// Once.
    Once(i32, u8, u8),
    /// The same month and day each year.
    Day(u8, u8),
    /// The nth such weekday of a month (the last for 0), and days from it.
    Weekday {
        /// Which one.
        nth: i64,
        /// Of which month.
        month: u8,
        /// 1 for Monday to 7.
        weekday: u8,
        /// Days behind it.
        days: i64,
    },
    /// Days from Easter Sunday.
    Easter(i64),
    /// By a calendar of its own: no day is given.
    Moon,
}

impl Entry for HolidayRule {
    fn read(value: &'static str) -> Option<Self> {
        let (kind, rest) = value.split_once(' ').unwrap_or((value, ""));
        let numbers: Vec<i64> = rest.split(' ').filter_map(|number| number.parse().ok()).collect();
        match (kind, &numbers[..]) {
            ("moon", []) => Some(Self::Moon),
            ("easter", &[days]) => Some(Self::Easter(days)),
            ("nth", &[month, weekday, nth, ref days @ ..]) => Some(Self::Weekday {
                nth,
                month: month as u8,
                weekday: weekday as u8,
                days: days.first().copied().unwrap_or_default(),
            }),
            (day, []) => Self::read_day(day),
            _ => None,
        }
    }
}

impl HolidayRule {
    /// "12-25", "2001-09-11"
    fn read_day(day: &str) -> Option<Self> {
        let (rest, day) = day.rsplit_once('-')?;
        let day = day.parse().ok()?;
        match rest.rsplit_once('-') {
            Some((year, month)) => Some(Self::Once(year.parse().ok()?, month.parse().ok()?, day)),
            None => Some(Self::Day(rest.parse().ok()?, day)),
        }
    }
}
