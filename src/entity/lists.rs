//! What the names model knows of words and phrases besides its weights: name lists and clusters.
//!
//! Only hashes of them stand in the file. A hash that clashes says "in the list" of a word that is
//! not, once in some hundred words; training sees the same clashes.

use std::collections::BTreeMap;

use crate::model::{ModelError, Reader, Table, push_keys, push_symbols};
use crate::tagger::{hash, pair};

/// What a list in the model names; a phrase may stand in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ListType {
    /// Given names, one word each.
    GivenName,
    /// Family names, one word each.
    FamilyName,
    /// Countries, continents, capitals, states.
    Country,
    /// Cities, provinces, seas.
    Place,
    /// Nationalities and religions.
    People,
    /// Companies, agencies, parties, newspapers.
    Organization,
    /// Sports teams and clubs.
    Team,
    /// Titles before a person's name, and occupations.
    Role,
}

/// Number of list types.
pub const N_LISTS: usize = 8;
/// The longest phrase that is looked up, in tokens.
pub const MAX_PHRASE: usize = 6;
/// How many bits of a hash the model file holds.
const PHRASE_BITS: u32 = 27;
const WORD_BITS: u32 = 28;

/// A word's classes, counted from 1; 0 stands for "in none".
///
/// The first three are nested: a fine class lies in one middle class, that in one coarse class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// One of few.
    pub coarse: u16,
    /// One of some.
    pub middle: u16,
    /// One of many.
    pub fine: u16,
    /// Of a clustering apart, learned from news alone.
    pub news: u16,
}

/// The clusters of all words, as the trainer hands them over.
#[derive(Clone, Debug, Default)]
pub struct Clustering {
    /// Lower-case words, each with its fine class and its class in the news.
    pub words: Vec<(String, [u16; 2])>,
    /// For each fine class, from the first, its middle class.
    pub middle: Vec<u16>,
    /// For each middle class, from the first, its coarse class.
    pub coarse: Vec<u16>,
}

/// Name lists and word clusters.
#[derive(Clone, Debug)]
pub struct Lists {
    /// For each phrase the set of lists it stands in, bit by [`ListType`].
    phrases: Table<u8>,
    clusters: Table<Clusters>,
}

/// The hash of a phrase with one word more.
#[inline]
pub fn longer_phrase(phrase: u64, word: u64) -> u64 {
    pair(phrase, word)
}

/// The key of a hash: its first `width` bits.
#[inline]
fn key(hash: u64, width: u32) -> u32 {
    (hash >> 32) as u32 & (u32::MAX << (32 - width))
}

impl Lists {
    /// The lists that a phrase stands in, bit by [`ListType`].
    #[inline]
    pub fn of_phrase(&self, phrase: u64) -> u8 {
        self.phrases.get(key(phrase, PHRASE_BITS)).unwrap_or_default()
    }

    /// The clusters of a word, by the hash of its lower-case form.
    #[inline]
    pub fn clusters(&self, word: u64) -> Clusters {
        self.clusters.get(key(word, WORD_BITS)).unwrap_or_default()
    }

    /// Reads what [`Lists::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the section is damaged.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let keys = reader.keys()?;
        let mut sets = reader.symbols()?;
        let phrases: Vec<(u32, u8)> = keys.into_iter().map(|key| (key, sets.take(0))).collect();
        sets.finish(reader)?;
        let words = reader.keys()?;
        let (n_fine, n_middle) = (reader.u16()?, reader.u16()?);
        let mut symbols = reader.symbols()?;
        let mut number = |context: u8| {
            let high = symbols.take(usize::from(context));
            let low = symbols.take(usize::from(low_context(context, high)));
            (high, u16::from_le_bytes([low, high]))
        };
        let classes_of = |_: &u32| {
            let (high, fine) = number(FINE);
            (fine, number(news_context(high)).1)
        };
        let classes: Vec<(u16, u16)> = words.iter().map(classes_of).collect();
        let middle: Vec<u16> = (0..n_fine).map(|_| number(OF_CLASSES).1).collect();
        let coarse: Vec<u16> = (0..n_middle).map(|_| number(OF_CLASSES).1).collect();
        symbols.finish(reader)?;
        let of_class = |classes: &[u16], class: u16| match class.checked_sub(1) {
            Some(at) => classes.get(usize::from(at)).copied().unwrap_or_default(),
            None => 0,
        };
        let clusters = words.iter().zip(classes).map(|(&word, (fine, news))| {
            let middle = of_class(&middle, fine);
            let coarse = of_class(&coarse, middle);
            (word, Clusters { coarse, middle, fine, news })
        });
        reader.finish()?;
        Ok(Self { phrases: Table::new(phrases.len(), phrases), clusters: Table::new(words.len(), clusters) })
    }

    /// The bytes for name lists, as phrases of lower-case words, and clusters of words.
    ///
    /// Where two words clash, the first one's clusters count.
    pub fn write(phrases: &[Vec<Vec<String>>], clustering: &Clustering) -> Vec<u8> {
        let mut bytes = Vec::new();
        let hash_of = |words: &Vec<String>| {
            let hashes = words.iter().map(|word| hash(word.as_bytes()));
            hashes.reduce(longer_phrase).unwrap_or_default()
        };
        let mut sets: BTreeMap<u32, u8> = BTreeMap::new();
        for (list, phrases) in phrases.iter().enumerate().take(N_LISTS) {
            for words in phrases {
                *sets.entry(key(hash_of(words), PHRASE_BITS)).or_default() |= 1 << list;
            }
        }
        push_keys(&mut bytes, &sets.keys().copied().collect::<Vec<u32>>());
        push_symbols(&mut bytes, &sets.into_values().map(|set| (0, set)).collect::<Vec<_>>());
        let key_of = |word: &str| key(hash(word.as_bytes()), WORD_BITS);
        let mut words: Vec<(u32, [u16; 2])> =
            clustering.words.iter().map(|(word, classes)| (key_of(word), *classes)).collect();
        words.sort_by_key(|&(key, _)| key);
        words.dedup_by_key(|&mut (key, _)| key);
        push_keys(&mut bytes, &words.iter().map(|&(key, _)| key).collect::<Vec<u32>>());
        for classes in [&clustering.middle, &clustering.coarse] {
            bytes.extend_from_slice(&(classes.len() as u16).to_le_bytes());
        }
        let mut symbols = Vec::new();
        let mut push = |context: u8, number: u16| {
            let [low, high] = number.to_le_bytes();
            symbols.extend([(context, high), (low_context(context, high), low)]);
            high
        };
        for (_, [fine, news]) in words {
            let high = push(FINE, fine);
            push(news_context(high), news);
        }
        clustering.middle.iter().chain(&clustering.coarse).for_each(|&class| _ = push(OF_CLASSES, class));
        push_symbols(&mut bytes, &symbols);
        bytes
    }
}

// The contexts of the symbols that classes are packed as, a high byte and a low byte each.

/// The high byte of a word's fine class.
const FINE: u8 = 0;
/// That of the class of a class.
const OF_CLASSES: u8 = 1;
/// So many high bytes of fine classes tell of the class in the news.
const N_HIGH: u8 = 32;

/// The high byte of a word's class in the news.
fn news_context(high_of_fine: u8) -> u8 {
    2 + high_of_fine.min(N_HIGH - 1)
}

/// The low byte behind a high byte with this context.
fn low_context(context: u8, high: u8) -> u8 {
    let of = match context {
        FINE => 0,
        OF_CLASSES => 1 + high.min(3),
        _ => 5 + high.min(2),
    };
    2 + N_HIGH + of
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(phrase: &str) -> Vec<String> {
        phrase.split(' ').map(str::to_owned).collect()
    }

    fn sample() -> Vec<u8> {
        let mut lists = vec![Vec::new(); N_LISTS];
        lists[ListType::Place as usize] = vec![words("port ellis"), words("marlow")];
        lists[ListType::FamilyName as usize] = vec![words("marlow")];
        let words = [("river", [2, 700]), ("lake", [0, 2])].map(|(word, classes)| (word.to_owned(), classes));
        Lists::write(&lists, &Clustering { words: words.to_vec(), middle: vec![4, 3], coarse: vec![7, 8, 9] })
    }

    #[test]
    fn phrases_and_words_are_found_again() {
        let bytes = sample();
        let lists = Lists::read(&mut Reader::new("lists", &bytes)).expect("whole");
        let (port, ellis, marlow) = (hash(b"port"), hash(b"ellis"), hash(b"marlow"));
        assert_eq!(lists.of_phrase(longer_phrase(port, ellis)), 1 << ListType::Place as u8);
        assert_eq!(lists.of_phrase(port), 0);
        assert_eq!(lists.of_phrase(marlow).count_ones(), 2);
        assert_eq!(lists.clusters(hash(b"river")), Clusters { coarse: 9, middle: 3, fine: 2, news: 700 });
        assert_eq!(lists.clusters(hash(b"lake")), Clusters { news: 2, ..Clusters::default() });
        assert_eq!(lists.clusters(hash(b"sea")), Clusters::default());
    }

    #[test]
    fn lists_cut_at_any_length_are_refused() {
        let bytes = sample();
        for length in 0..bytes.len() {
            assert!(Lists::read(&mut Reader::new("lists", &bytes[..length])).is_err(), "{length}");
        }
    }
}
