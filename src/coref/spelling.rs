//! Names as comparable words, and when a short name fits a longer one.

use std::ops::Range;

use crate::lexicon::{
    COUNTRIES, GENERATIONS, GIVEN_NAMES, NAME_CONNECTIVES, NAME_LINKS, NAME_VARIANTS, NICKNAMES,
    ORGANIZATION_WORDS, PLACE_WORDS, VAGUE_WORDS,
};
use crate::order::Order;
use crate::text::{Case, Document, TokenKind};

/// A name is compared by at most so many words; one that runs on for longer is a list, or no name.
const MAX_WORDS: usize = 24;

/// "Inc", "N.V": what sort of company it is by law.
pub(super) fn is_legal_form(word: &str) -> bool {
    let is_legal = |word: &str| ORGANIZATION_WORDS.get(word).is_some_and(|word| word.is_legal);
    is_legal(word) || word.contains('.') && is_legal(&word.replace('.', ""))
}

/// A name as comparable words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spelling {
    /// Lower-case, spelled out alike, without links ("of", "the", "and"); never empty.
    pub words: Vec<String>,
    /// Index of the head word: the last one before "of" or "for", else the last.
    pub head: usize,
}

impl Spelling {
    /// The comparable words of a name.
    pub fn of(document: &Document, tokens: Range<usize>) -> Self {
        let (mut words, mut head) = (Vec::with_capacity(tokens.len()), None);
        for token_idx in tokens.clone() {
            let word = document.word(token_idx);
            if !matches!(word.kind, TokenKind::Word | TokenKind::Number) {
                continue;
            }
            let lower = word.lower.as_str();
            if NAME_CONNECTIVES.contains(lower) && !words.is_empty() {
                if matches!(lower, "of" | "for" | "on" | "at" | "in") && head.is_none() {
                    head = Some(words.len() - 1);
                }
                continue;
            }
            let spelled = match NAME_VARIANTS.get(lower) {
                // "us" is a pronoun, "US" a country.
                Some(_) if lower.len() == 2 && !lower.ends_with('.') && word.case == Case::Lower => lower,
                Some("and") => continue,
                Some(spelled) => spelled,
                None => lower,
            };
            words.extend(spelled.split(' ').map(|part| part.trim_end_matches('.').to_owned()));
        }
        if words.len() > 1 && words[0] == "the" {
            words.remove(0);
            head = head.map(|at| at.saturating_sub(1));
        }
        if words.is_empty() {
            words.push(document.cover(tokens).of(document.text).to_lowercase());
        }
        words.truncate(MAX_WORDS);
        let head = head.unwrap_or(words.len() - 1).min(words.len() - 1);
        Self { words, head }
    }

    /// Whether a person's short name fits the longer one, and how well; 0 if not.
    pub fn fits_person(&self, long: &Self) -> u8 {
        let (short, short_suffix) = without_suffix(&self.words);
        let (long, long_suffix) = without_suffix(&long.words);
        if short.is_empty() || short.len() > long.len() || short_suffix != long_suffix && short.len() > 1 {
            return 0;
        }
        if short == long {
            return 5;
        }
        let is_one = short.len() == 1;
        if long.ends_with(short) {
            // "Putin" after "Vladimir Putin", "bin Salman" after "Mohammed bin Salman".
            return if short_suffix == long_suffix { 4 } else { 3 };
        }
        if is_one {
            // A given name, or a surname that stands first as in East Asian order.
            return if short[0] == long[0] || is_short_given(&short[0], &long[0]) && short[0].len() > 2 {
                2
            } else {
                u8::from(long.contains(&short[0]) && (short[0].len() > 3 || is_short_surname(&short[0])))
            };
        }
        let (Some(first), Some(last)) = (short.first(), short.last()) else { return 0 };
        let given = first == &long[0] || is_initial(first, &long[0]) || is_short_given(first, &long[0]);
        if given && Some(last) == long.last() {
            let middles = &long[1..long.len() - 1];
            let fits = |word: &String| middles.iter().any(|m| m == word || is_initial(word, m));
            return if short[1..short.len() - 1].iter().all(fits) { 5 } else { 0 };
        }
        // "Enrique Peña" of "Enrique Peña Nieto"; "Lee Hsien" does not stand alone for a person.
        u8::from(long.starts_with(short)) * 3
    }

    /// Whether an organization's short name fits the longer one, and how well; 0 if not.
    pub fn fits_organization(&self, long: &Self) -> u8 {
        let (short_words, long_words) = (&self.words, &long.words);
        if short_words.len() > long_words.len() {
            return 0;
        }
        if short_words == long_words {
            return 5;
        }
        let rest = long_words.len() - short_words.len();
        if rest == 0 {
            let sorted = |words: &[String]| {
                let mut words = words.to_vec();
                words.order();
                words
            };
            return if sorted(short_words) == sorted(long_words) { 4 } else { 0 };
        }
        let core = |words: &[String]| {
            let n = words.iter().rev().take_while(|word| ORGANIZATION_WORDS.contains(word)).count();
            words.len() - n
        };
        if long_words.starts_with(short_words) {
            // "Norvik" is rather "Norvik Inc." than "Norvik Television".
            if long_words[short_words.len()..].iter().all(|word| is_legal_form(word)) {
                return 5;
            }
            if core(long_words) <= short_words.len() {
                return 4;
            }
            let vague = short_words.len() == 1
                && (COUNTRIES.contains(&short_words[0]) || VAGUE_WORDS.contains(&short_words[0]) || rest > 3);
            return if vague { 0 } else { 2 };
        }
        if short_words.len() == 1 {
            let word = &short_words[0];
            let ends = word == &long_words[long.head] || Some(word) == long_words.last();
            return if ends && !VAGUE_WORDS.contains(word) { 3 } else { 0 };
        }
        if long_words.ends_with(short_words) {
            // "Aarvik branch of the Harbor Party" is not the party.
            let is_whole =
                long.head < rest && short_words.iter().any(|word| ORGANIZATION_WORDS.contains(word));
            return if is_whole { 0 } else { 4 };
        }
        // "Royal Navy" is not the Royal Thai Navy.
        let is_foreign = |word: &String| COUNTRIES.contains(word) && !short_words.contains(word);
        if long_words[1..].iter().any(is_foreign) {
            return 0;
        }
        let mut rest = long_words.iter();
        if short_words.iter().all(|word| rest.any(|other| other == word)) { 3 } else { 0 }
    }

    /// Whether a place's short name fits the longer one, and how well; 0 if not.
    pub fn fits_place(&self, long: &Self) -> u8 {
        let (short, long) = (&self.words, &long.words);
        if short == long {
            return 5;
        }
        if short.len() >= long.len() {
            return 0;
        }
        let is_filler = |word: &String| PLACE_WORDS.contains(word);
        if long.starts_with(short) {
            let compass = short.len() == 1 && matches!(short[0].as_str(), "north" | "south");
            return if compass || long[short.len()..].iter().all(is_filler) { 4 } else { 0 };
        }
        u8::from(long.ends_with(short) && long[..long.len() - short.len()].iter().all(is_filler)) * 4
    }

    /// Whether letters shorten the name: in order, with the first letter of each word among them.
    /// "SAI" or "SOA" for "Southern Airlines".
    pub fn is_shortened_by(&self, letters: &str) -> bool {
        let letters: Vec<char> = letters.chars().collect();
        // Up to where the letters may be used up, word by word.
        let mut reached = vec![0];
        for word in &self.words {
            let mut next = Vec::new();
            for &from in &reached {
                let mut chars = word.chars();
                if chars.next().is_none_or(|first| letters.get(from) != Some(&first)) {
                    continue;
                }
                let mut to = from + 1;
                next.push(to);
                while letters.get(to).is_some_and(|&letter| chars.any(|c| c == letter)) {
                    to += 1;
                    next.push(to);
                }
            }
            next.order();
            next.dedup();
            reached = next;
        }
        1 < self.words.len() && reached.contains(&letters.len())
    }

    /// The initials that an acronym of this name may have, in lower case; at most three.
    pub fn initials(&self) -> Vec<String> {
        let of = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
        let all = of(&self.words);
        let mut initials = vec![all.clone()];
        let last_is_filler = self.words.last().is_some_and(|word| ORGANIZATION_WORDS.contains(word));
        if self.words.len() > 3 && last_is_filler {
            initials.push(of(&self.words[..self.words.len() - 1]));
        }
        if self.words.len() > 3 && self.words.starts_with(&["united".to_owned(), "states".to_owned()]) {
            initials.push(of(&self.words[2..]));
        } else if self.words.len() > 2 && COUNTRIES.contains(&self.words[0]) {
            initials.push(of(&self.words[1..]));
        }
        initials
    }
}

/// The words without "Jr.", "III" and their like, and that suffix.
fn without_suffix(words: &[String]) -> (&[String], Option<&str>) {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() && GENERATIONS.contains(last) => (rest, Some(last)),
        _ => (words, None),
    }
}

/// Whether two or three letters may be a surname that stands within a name: "Lee" of "Simon Lee
/// Siu-po".
fn is_short_surname(word: &str) -> bool {
    1 < word.len() && word.is_ascii() && !NAME_LINKS.contains(word)
}

fn is_initial(short: &str, long: &str) -> bool {
    let mut chars = short.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) => long.starts_with(letter),
        (Some(letter), Some('.')) => long.starts_with(letter),
        _ => {
            let mut chars = long.chars();
            matches!((chars.next(), chars.next()), (Some(letter), None) if short.starts_with(letter))
        }
    }
}

/// "Bill" for "William", "Vlad" for "Vladimir", either way round.
fn is_short_given(first: &str, second: &str) -> bool {
    let full = |name| NICKNAMES.get(name);
    if full(first) == Some(second)
        || full(second) == Some(first)
        || full(first).is_some() && full(first) == full(second)
    {
        return true;
    }
    let (short, long) = if first.len() < second.len() { (first, second) } else { (second, first) };
    // "Daniel" is not short for "Daniela".
    let are_two = matches!((GIVEN_NAMES.get(first), GIVEN_NAMES.get(second)), (Some(a), Some(b)) if a != b);
    2 < short.len() && long.starts_with(short) && !are_two
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling(name: &str) -> Spelling {
        let document = Document::new(name);
        Spelling::of(&document, 0..document.tokens.len())
    }

    #[test]
    fn names_are_compared_by_their_spelled_out_words() {
        assert_eq!(spelling("the U.S. Dept. of Defence"), spelling("US Department of Defense"));
        assert_eq!(spelling("Bank of Torvik").words, ["bank", "torvik"]);
        assert_eq!(spelling("Bank of Torvik").head, 0);
        assert_ne!(spelling("us").words, spelling("US").words);
    }

    #[test]
    fn a_person_is_known_by_surname_initials_or_nickname_but_not_by_another_given_name() {
        let fits = |short, long| spelling(short).fits_person(&spelling(long));
        assert!(0 < fits("Reyle", "Ana Reyle"));
        assert!(fits("Ana", "Ana Reyle") < fits("Reyle", "Ana Reyle"));
        assert!(0 < fits("A. Reyle", "Ana Maria Reyle"));
        assert!(0 < fits("Bill Osei", "William Osei"));
        assert_eq!(fits("Petra Reyle", "Ana Reyle"), 0);
        assert_eq!(fits("Karl Lind", "Karl Lind Jr."), 0);
        assert_eq!(fits("Ana B. Reyle", "Ana C. Reyle"), 0);
    }

    #[test]
    fn an_organization_is_known_by_its_head_or_first_word_unless_that_says_too_little() {
        let fits = |short, long| spelling(short).fits_organization(&spelling(long));
        assert!(0 < fits("Northfell", "Northfell Logistics Group"));
        assert!(0 < fits("Commission", "Commission for Fisheries"));
        assert!(0 < fits("Defence Ministry", "Ministry of Defence"));
        assert_eq!(fits("House", "White House"), 0);
        assert_eq!(fits("Norway", "Norway Shipping Company of the North Sea"), 0);
    }

    #[test]
    fn letters_shorten_a_name_if_every_word_has_a_share() {
        let is_short = |letters, long| spelling(long).is_shortened_by(letters);
        assert!(is_short("sai", "Southern Airlines"));
        assert!(is_short("soa", "Southern Airlines"));
        assert!(!is_short("sou", "Southern Airlines"));
        assert!(!is_short("sax", "Southern Airlines"));
    }

    #[test]
    fn compass_words_belong_to_a_place() {
        let fits = |short, long| spelling(short).fits_place(&spelling(long));
        assert_eq!(fits("Sudan", "South Sudan"), 0);
        assert!(0 < fits("Torvik", "Torvik County"));
    }
}
