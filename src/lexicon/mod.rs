//! Word lists, as text files beside this one, compiled in.
//!
//! A list is a sorted file of lines, `word` or `word<TAB>value`, under a header of `#` lines.
//! It is searched where it stands: nothing is parsed or allocated at start. The first search of a list
//! notes where its lines begin, by their words' hashes; what stands beside a word is read into the list's
//! type when the word is found.

mod entry;
mod filter;
mod grammar_entry;
mod index;
mod line_entry;
mod name_entry;
mod value_entry;

pub use entry::Entry;
pub use filter::WordFilter;
pub use grammar_entry::{
    AdverbialSide, Auxiliary, Conjunction, CueVerb, Determiner, Governor, LinkingVerb, NamingWord, PairWord,
    Person, PronounCase, PronounForm,
};
pub use line_entry::{LineWord, MailHeader, Reason};
pub use name_entry::{Abbreviation, DocumentNoun, Gender, Modifier, OrganizationWord, RoleKind, RoleNoun};
pub use value_entry::{
    Currency, CurrencyForm, Dimension, Edge, EdgeOf, EdgeWord, HolidayRule, Origin, Part, Pointer, Unit,
    ValueWord,
};

use std::cmp::Ordering;
use std::marker::PhantomData;
use std::sync::OnceLock;

use index::Index;

/// A sorted list of words, or of words with a value each.
///
/// # Examples
///
/// ```
/// use saidby::lexicon::{ABBREVIATIONS, Abbreviation};
///
/// assert_eq!(ABBREVIATIONS.get("mr"), Some(Abbreviation::Title));
/// assert!(!ABBREVIATIONS.contains("minister"));
/// ```
#[derive(Debug)]
pub struct WordList<T = ()> {
    text: &'static str,
    index: OnceLock<Index>,
    entries: PhantomData<fn() -> T>,
}

/// Abbreviations written with a full stop, lower-case without it → `title`, `initial-like`,
/// `suffix`, `month` or `other`.
pub static ABBREVIATIONS: WordList<Abbreviation> = WordList::new(include_str!("abbreviations.txt"));
/// Words that often open a sentence and seldom follow an abbreviation inside one.
pub static SENTENCE_OPENERS: WordList = WordList::new(include_str!("sentence_openers.txt"));
/// Suffixes that follow a figure without a space ("1.2bn", "5pm").
pub static NUMBER_SUFFIXES: WordList = WordList::new(include_str!("number_suffixes.txt"));
/// Currency letters that precede a figure without a space ("Rs500").
pub static CURRENCY_PREFIXES: WordList = WordList::new(include_str!("currency_prefixes.txt"));
/// Frequent English words, for telling English from other languages.
pub static FUNCTION_WORDS: WordList = WordList::new(include_str!("function_words.txt"));

/// Auxiliary verbs and negations → `be`, `have`, `do`, `modal` or `not`.
pub static AUXILIARIES: WordList<Auxiliary> = WordList::new(include_str!("auxiliaries.txt"));
/// Words that an apostrophe before them shortens ("'em", "'twas").
pub static ELISIONS: WordList = WordList::new(include_str!("elisions.txt"));

/// Words before which a clause or phrase often ends.
pub static CLAUSE_OPENERS: WordList = WordList::new(include_str!("clause_openers.txt"));
/// Words that open an adverbial beside a subject → on which side of it.
pub static ADVERBIAL_OPENERS: WordList<AdverbialSide> = WordList::new(include_str!("adverbial_openers.txt"));
/// Words of number that stand for people, and "there".
pub static QUANTIFIERS: WordList = WordList::new(include_str!("quantifiers.txt"));
/// Words for two who have been named → whether they stand before a noun.
pub static PAIR_WORDS: WordList<PairWord> = WordList::new(include_str!("pair_words.txt"));
/// Words before words in marks that make a name or term of them → `apart` if an article may stand between.
pub static NAMING_WORDS: WordList<NamingWord> = WordList::new(include_str!("naming_words.txt"));
/// Labels of who asks and who answers in a printed interview.
pub static INTERVIEW_LABELS: WordList = WordList::new(include_str!("interview_labels.txt"));
/// Verbs that report, in all their forms → `speech` or `belief`.
pub static CUE_VERBS: WordList<CueVerb> = WordList::new(include_str!("cue_verbs.txt"));

/// Words for works that bear a title.
pub static WORK_NOUNS: WordList = WordList::new(include_str!("work_nouns.txt"));
/// Honorifics and ranks before a person's name → `male`, `female` or `any`.
pub static TITLES: WordList<Option<Gender>> = WordList::new(include_str!("titles.txt"));
/// Given names → `male` or `female`, as most of their bearers are.
pub static GIVEN_NAMES: WordList<Gender> = WordList::new(include_str!("given_names.txt"));
/// Short given names → the full ones they mostly stand for.
pub static NICKNAMES: WordList<&'static str> = WordList::new(include_str!("nicknames.txt"));
/// Words inside names → how they are spelled out or spelled alike.
pub static NAME_VARIANTS: WordList<&'static str> = WordList::new(include_str!("name_variants.txt"));
/// Words that end an organization's full name and fall away in its short one → `legal` for a
/// legal form.
pub static ORGANIZATION_WORDS: WordList<OrganizationWord> = WordList::new(include_str!("org_words.txt"));
/// Countries and large regions, their adjectives and peoples → the country.
pub static COUNTRIES: WordList<&'static str> = WordList::new(include_str!("countries.txt"));
/// Nouns for what a person, organization or place is → what, gender, broader nouns.
pub static ROLES: WordList<RoleNoun> = WordList::new(include_str!("roles.txt"));
/// Words and marks that may follow a role in apposition to a name.
pub static APPOSITION_ENDS: WordList = WordList::new(include_str!("apposition_ends.txt"));
/// Articles, demonstratives and possessives → what they are besides.
pub static DETERMINERS: WordList<Determiner> = WordList::new(include_str!("determiners.txt"));
/// Verbs that link a name with what is said of it → what they say.
pub static LINKING_VERBS: WordList<LinkingVerb> = WordList::new(include_str!("linking_verbs.txt"));
/// Adverbs beside the verb that links a name with a role.
pub static PREDICATE_ADVERBS: WordList = WordList::new(include_str!("predicate_adverbs.txt"));
/// Words that open a subordinate clause → what sort of clause.
pub static CONJUNCTIONS: WordList<Conjunction> = WordList::new(include_str!("conjunctions.txt"));
/// Prepositions that make what follows no subject → before what.
pub static GOVERNORS: WordList<Governor> = WordList::new(include_str!("governors.txt"));
/// Nouns for documents that say something → `letter` if they are somebody's own words.
pub static DOCUMENT_NOUNS: WordList<DocumentNoun> = WordList::new(include_str!("document_nouns.txt"));
/// Words that end the head of a noun phrase: prepositions, relative words, "himself".
pub static HEAD_ENDS: WordList = WordList::new(include_str!("head_ends.txt"));
/// Words that make a role another one ("deputy", "foreign") → `rank` or `field`.
pub static ROLE_MODIFIERS: WordList<Modifier> = WordList::new(include_str!("role_modifiers.txt"));
/// Words that end a noun phrase in running text.
pub static PHRASE_ENDS: WordList = WordList::new(include_str!("phrase_ends.txt"));
/// Words in -ed that are no verbs before a noun.
pub static ADJECTIVES: WordList = WordList::new(include_str!("adjectives.txt"));
/// Words that say too little to stand for a longer name.
pub static VAGUE_WORDS: WordList = WordList::new(include_str!("vague_words.txt"));
/// Words that a hyphen ties to a name without making them part of it.
pub static NAME_TAILS: WordList = WordList::new(include_str!("name_tails.txt"));
/// Short words inside people's names that nobody is called by alone.
pub static NAME_LINKS: WordList = WordList::new(include_str!("name_links.txt"));
/// Words that link the parts of a name.
pub static NAME_CONNECTIVES: WordList = WordList::new(include_str!("name_connectives.txt"));
/// What tells a person from another of the family: "Jr".
pub static GENERATIONS: WordList = WordList::new(include_str!("generations.txt"));
/// Titles that are given names as well.
pub static TITLE_NAMES: WordList = WordList::new(include_str!("title_names.txt"));
/// Bodies that go by the name of a house, or by one that nothing else bears.
pub static INSTITUTIONS: WordList = WordList::new(include_str!("institutions.txt"));
/// Words that a place's name may have or leave out.
pub static PLACE_WORDS: WordList = WordList::new(include_str!("place_words.txt"));
/// Adverbs and helping verbs at the end of a source.
pub static SOURCE_TAILS: WordList = WordList::new(include_str!("source_tails.txt"));
/// Words between two names of one.
pub static RENAMINGS: WordList = WordList::new(include_str!("renamings.txt"));
/// Personal pronouns → whom they stand for, and how.
pub static PRONOUNS: WordList<PronounForm> = WordList::new(include_str!("pronouns.txt"));
/// Paragraphs that are no part of an article → why they are set aside.
pub static JUNK_LINES: WordList<Reason> = WordList::new(include_str!("junk_lines.txt"));
/// How paragraphs begin that are no part of an article → why they are set aside.
pub static JUNK_OPENINGS: WordList<Reason> = WordList::new(include_str!("junk_openings.txt"));
/// Words that rows of buttons for sharing consist of.
pub static SHARING_WORDS: WordList = WordList::new(include_str!("sharing_words.txt"));
/// Words of menus, buttons and notices on web pages.
pub static PAGE_WORDS: WordList = WordList::new(include_str!("page_words.txt"));
/// Who supplies pictures, as credits name them.
pub static PICTURE_AGENCIES: WordList = WordList::new(include_str!("picture_agencies.txt"));
/// Months, weekdays, units of time, parts of the day, seasons → what they may be in a value.
pub static CALENDAR_WORDS: WordList<ValueWord> = WordList::new(include_str!("calendar_words.txt"));
/// Words for numbers and words around dates ("last", "ago", "daily") → what they may be in a value.
pub static VALUE_WORDS: WordList<ValueWord> = WordList::new(include_str!("value_words.txt"));
/// Words before a value that leave it open to one side, or make it a rough one → which, and of what.
pub static EDGES: WordList<EdgeWord> = WordList::new(include_str!("edges.txt"));
/// Words before "a week" that make a stretch of time of it, not a rate.
pub static DURATION_LEADS: WordList = WordList::new(include_str!("duration_leads.txt"));
/// Past forms of irregular verbs.
pub static PAST_VERBS: WordList = WordList::new(include_str!("past_verbs.txt"));
/// Words that tell that a clause speaks of what is to come.
pub static FUTURE_WORDS: WordList = WordList::new(include_str!("future_words.txt"));
/// Words before a bare month or year that make a date of it.
pub static DATE_LEADS: WordList = WordList::new(include_str!("date_leads.txt"));
/// Words and signs before a figure that make a number or an amount of it, not a year.
pub static NUMBER_LABELS: WordList = WordList::new(include_str!("number_labels.txt"));
/// Holidays by name → the rule for their day.
pub static HOLIDAYS: WordList<HolidayRule> = WordList::new(include_str!("holidays.txt"));
/// Time zones as newspapers abbreviate them → offset from UTC.
pub static TIME_ZONES: WordList<&'static str> = WordList::new(include_str!("time_zones.txt"));
/// Currencies by name in the singular, by sign and by code → ISO 4217.
pub static CURRENCIES: WordList<Currency> = WordList::new(include_str!("currencies.txt"));
/// Words by which a line of a paste shows what it is.
pub static LINE_WORDS: WordList<LineWord> = WordList::new(include_str!("line_words.txt"));
/// Lines of the head of a mail.
pub static MAIL_HEADERS: WordList<MailHeader> = WordList::new(include_str!("mail_headers.txt"));
/// Units of measure and things that news count → kind and name.
pub static UNITS: WordList<Unit> = WordList::new(include_str!("units.txt"));

/// Whether a word in lower case may be a verb in the past: "went", and "asked" but not "indeed".
pub fn is_past_form(lower: &str) -> bool {
    let is_regular =
        lower.len() > 3 && lower.ends_with("ed") && !lower.ends_with("eed") && !ADJECTIVES.contains(lower);
    is_regular || PAST_VERBS.contains(lower)
}

impl<T> WordList<T> {
    /// A list out of the text of its file; the lines must be sorted by bytes.
    pub const fn new(text: &'static str) -> Self {
        Self { text, index: OnceLock::new(), entries: PhantomData }
    }

    /// The text of its file.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Whether the list holds `word`, to the letter. In constant time.
    pub fn contains(&self, word: &str) -> bool {
        self.line_of(word).is_some()
    }

    /// Where the line of `word` begins.
    fn line_of(&self, word: &str) -> Option<usize> {
        self.index.get_or_init(|| Index::of(self.text)).find(self.text, word)
    }

    /// The word as it stands in the list, and what stands beside it.
    fn find(&self, word: &str) -> Option<(&'static str, &'static str)> {
        let start = self.line_of(word)?;
        let (key, value) = self.text[start..self.line_end(start)].split_at(word.len());
        Some((key, value.strip_prefix('\t').unwrap_or_default()))
    }

    /// The longest word of the list that `text` begins with, and what stands beside it. Logarithmic in
    /// the list's length, for each of few steps.
    fn find_opening(&self, text: &str) -> Option<(&'static str, &'static str)> {
        let mut head = text.as_bytes();
        loop {
            // A word that the text begins with stands at this line or before it, and has no more in
            // common with the text than this line has.
            let line = self.last_line_up_to(head)?;
            let (word, value) = line.split_once('\t').unwrap_or((line, ""));
            let shared = word.bytes().zip(head).take_while(|(own, other)| own == *other).count();
            if shared == word.len() {
                return Some((word, value)).filter(|(word, _)| !word.is_empty());
            }
            head = &head[..shared];
        }
    }

    /// The last line whose word does not come after `word`.
    fn last_line_up_to(&self, word: &[u8]) -> Option<&'static str> {
        let bytes = self.text.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = self.line_start(low, middle);
            match compare(&bytes[start..], word) {
                Ordering::Greater => high = start,
                _ => low = self.line_end(middle) + 1,
            }
        }
        let end = low.checked_sub(1)?;
        Some(&self.text[self.line_start(0, end)..end])
    }

    fn line_start(&self, from: usize, at: usize) -> usize {
        self.text.as_bytes()[from..at].iter().rposition(|&b| b == b'\n').map_or(from, |line| from + line + 1)
    }

    fn line_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        bytes[from..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |length| from + length)
    }

    /// All lines as (word, what stands beside it), in order.
    fn lines(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| line.split_once('\t').unwrap_or((line, "")))
    }
}

impl<T: Entry> WordList<T> {
    /// What the list says of `word`.
    pub fn get(&self, word: &str) -> Option<T> {
        self.get_entry(word).map(|(_, value)| value)
    }

    /// The word as it stands in the list, and what the list says of it.
    pub fn get_entry(&self, word: &str) -> Option<(&'static str, T)> {
        self.find(word).and_then(read)
    }

    /// The longest word of the list that `text` begins with, and what the list says of it.
    pub fn opening_of(&self, text: &str) -> Option<(&'static str, T)> {
        self.find_opening(text).and_then(read)
    }

    /// All words, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, T)> {
        self.lines().filter_map(read)
    }
}

fn read<T: Entry>((word, value): (&'static str, &'static str)) -> Option<(&'static str, T)> {
    T::read(value).map(|value| (word, value))
}

/// How the key that a line begins with stands to a word; without looking for the line's end first.
fn compare(line: &[u8], word: &[u8]) -> Ordering {
    let ends = |byte: Option<&u8>| byte.is_none_or(|&byte| matches!(byte, b'\t' | b'\n'));
    for (at, own) in word.iter().enumerate() {
        match line.get(at) {
            byte if ends(byte) => return Ordering::Less,
            Some(byte) if byte != own => return byte.cmp(own),
            _ => {}
        }
    }
    if ends(line.get(word.len())) { Ordering::Equal } else { Ordering::Greater }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_list_is_found_in_it() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lexicon");
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "txt") {
                continue;
            }
            let list: WordList<&str> = WordList::new(std::fs::read_to_string(&path).unwrap().leak());
            for (word, value) in list.entries() {
                assert_eq!(
                    list.get(word),
                    Some(value),
                    "{word:?} is out of order, or stands twice, in {path:?}"
                );
                assert_eq!(list.opening_of(word), Some((word, value)));
            }
        }
    }

    #[test]
    fn the_longest_word_that_a_text_begins_with_is_found() {
        let list: WordList<&str> =
            WordList::new("# Header\ncap\tshort\ncape\tlong\ncapes and\tlonger\ncaps\nd\n");
        for (text, expected) in [
            ("capes", Some(("cape", "long"))),
            ("capes or none", Some(("cape", "long"))),
            ("capes and so on", Some(("capes and", "longer"))),
            ("capital", Some(("cap", "short"))),
            ("ca", None),
            ("", None),
            ("dz", Some(("d", ""))),
            ("é", None),
        ] {
            assert_eq!(list.opening_of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_word_of_values_stands_in_one_list() {
        let both: Vec<_> = VALUE_WORDS.lines().filter(|(word, _)| CALENDAR_WORDS.contains(word)).collect();
        assert!(both.is_empty(), "join what stands beside them in calendar_words.txt: {both:?}");
    }

    #[test]
    fn absent_words_and_the_empty_word_are_not_found() {
        for word in ["", "#", "zzzz", "mr\n", "M"] {
            assert!(!ABBREVIATIONS.contains(word), "{word:?}");
        }
    }

    #[track_caller]
    fn check_all_read<T: Entry>(list: &WordList<T>) {
        let unread: Vec<_> = list.lines().filter(|(_, value)| T::read(value).is_none()).collect();
        assert!(unread.is_empty() && 0 < list.lines().count(), "{unread:?}");
    }

    #[test]
    fn what_stands_beside_words_is_of_the_types_of_their_lists() {
        check_all_read(&ABBREVIATIONS);
        check_all_read(&AUXILIARIES);
        check_all_read(&CUE_VERBS);
        check_all_read(&TITLES);
        check_all_read(&GIVEN_NAMES);
        check_all_read(&ORGANIZATION_WORDS);
        check_all_read(&ROLES);
        check_all_read(&LINKING_VERBS);
        check_all_read(&DETERMINERS);
        check_all_read(&GOVERNORS);
        check_all_read(&CONJUNCTIONS);
        check_all_read(&DOCUMENT_NOUNS);
        check_all_read(&ROLE_MODIFIERS);
        check_all_read(&PRONOUNS);
        check_all_read(&JUNK_LINES);
        check_all_read(&JUNK_OPENINGS);
        check_all_read(&LINE_WORDS);
        check_all_read(&MAIL_HEADERS);
        check_all_read(&VALUE_WORDS);
        check_all_read(&CALENDAR_WORDS);
        check_all_read(&EDGES);
        check_all_read(&HOLIDAYS);
        check_all_read(&CURRENCIES);
        check_all_read(&UNITS);
        check_all_read(&PAIR_WORDS);
        check_all_read(&FUNCTION_WORDS);
    }
}
