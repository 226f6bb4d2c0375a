//! What the names model knows of words and phrases besides its weights: name lists and clusters.
//!
//! Only hashes of them stand in the file. A hash that clashes says "in the list" of a word that is
//! not, once in some hundred words; training sees the same clashes.

use crate::model::{ModelError, Reader, Table, push_keys, push_part};
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

/// The first `width` bits of a hash: what the file holds of it.
#[inline]
fn packed(hash: u64, width: u32) -> u32 {
    (hash >> (64 - width)) as u32
}

/// The key in the table, spread over 32 bits, for one in the file.
#[inline]
fn unpacked(key: u32, width: u32) -> u32 {
    key << (32 - width)
}

impl Lists {
    /// The lists that a phrase stands in, bit by [`ListType`].
    #[inline]
    pub fn of_phrase(&self, phrase: u64) -> u8 {
        self.phrases.get(unpacked(packed(phrase, PHRASE_BITS), PHRASE_BITS)).unwrap_or_default()
    }

    /// The clusters of a word, by the hash of its lower-case form.
    #[inline]
    pub fn clusters(&self, word: u64) -> Clusters {
        self.clusters.get(unpacked(packed(word, WORD_BITS), WORD_BITS)).unwrap_or_default()
    }

    /// Reads what [`Lists::write`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the section is damaged.
    pub fn read(reader: &mut Reader) -> Result<Self, ModelError> {
        let mut sets = Vec::with_capacity(N_LISTS);
        for bit in 0..N_LISTS {
            sets.push(reader.keys()?.into_iter().map(|key| (key, 1 << bit)).collect::<Vec<_>>());
        }
        while 1 < sets.len() {
            let couples = sets.chunks(2);
            sets = couples.map(|pair| merged(&pair[0], pair.get(1).map_or(&[], |set| set))).collect();
        }
        let phrases = sets.pop().unwrap_or_default();
        let phrases = phrases.into_iter().map(|(key, lists)| (unpacked(key, PHRASE_BITS), lists));
        let words = reader.keys()?;
        let (fine, news) = (pairs(reader, words.len())?, pairs(reader, words.len())?);
        let (n_fine, n_middle) = (usize::from(reader.u16()?), usize::from(reader.u16()?));
        let (middle, coarse) = (pairs(reader, n_fine)?, pairs(reader, n_middle)?);
        let of_class = |classes: &[u16], class: u16| match class.checked_sub(1) {
            Some(at) => classes.get(usize::from(at)).copied().unwrap_or_default(),
            None => 0,
        };
        let clusters = words.iter().zip(fine.iter().zip(&news)).map(|(&word, (&fine, &news))| {
            let middle = of_class(&middle, fine);
            let coarse = of_class(&coarse, middle);
            (unpacked(word, WORD_BITS), Clusters { coarse, middle, fine, news })
        });
        reader.finish()?;
        Ok(Self { phrases: Table::new(phrases.len(), phrases), clusters: Table::new(words.len(), clusters) })
    }

    /// The bytes for name lists, as phrases of lower-case words, and clusters of words.
    ///
    /// Where two words clash, the first one's clusters count.
    pub fn write(phrases: &[Vec<Vec<String>>], clustering: &Clustering) -> Vec<u8> {
        let mut bytes = Vec::new();
        for list in 0..N_LISTS {
            let hash_of = |words: &Vec<String>| {
                let hashes = words.iter().map(|word| hash(word.as_bytes()));
                hashes.reduce(longer_phrase).unwrap_or_default()
            };
            let list = phrases.get(list).into_iter().flatten();
            let mut keys: Vec<u32> = list.map(|words| packed(hash_of(words), PHRASE_BITS)).collect();
            keys.sort_unstable();
            keys.dedup();
            push_keys(&mut bytes, &keys);
        }
        let key = |word: &str| packed(hash(word.as_bytes()), WORD_BITS);
        let mut words: Vec<(u32, [u16; 2])> =
            clustering.words.iter().map(|(word, classes)| (key(word), *classes)).collect();
        words.sort_by_key(|&(key, _)| key);
        words.dedup_by_key(|&mut (key, _)| key);
        push_keys(&mut bytes, &words.iter().map(|&(key, _)| key).collect::<Vec<u32>>());
        for number in 0..2 {
            push_pairs(&mut bytes, words.iter().map(|(_, classes)| classes[number]));
        }
        for classes in [&clustering.middle, &clustering.coarse] {
            bytes.extend_from_slice(&(classes.len() as u16).to_le_bytes());
        }
        for classes in [&clustering.middle, &clustering.coarse] {
            push_pairs(&mut bytes, classes.iter().copied());
        }
        bytes
    }
}

/// Adds numbers as two parts, low bytes and high bytes: each compresses better alone.
fn push_pairs(bytes: &mut Vec<u8>, numbers: impl Iterator<Item = u16> + Clone) {
    push_part(bytes, &numbers.clone().map(|number| number as u8).collect::<Vec<u8>>());
    push_part(bytes, &numbers.map(|number| (number >> 8) as u8).collect::<Vec<u8>>());
}

/// Reads what [`push_pairs`] wrote.
fn pairs(reader: &mut Reader, count: usize) -> Result<Vec<u16>, ModelError> {
    let (mut low, mut high) = (reader.part()?, reader.part()?);
    let numbers = low.bytes(count)?.iter().zip(high.bytes(count)?);
    let numbers = numbers.map(|(&low, &high)| u16::from_le_bytes([low, high])).collect();
    low.finish()?;
    high.finish()?;
    Ok(numbers)
}

/// Two sorted sets of phrases as one; a phrase in both has the lists of both.
fn merged(one: &[(u32, u8)], other: &[(u32, u8)]) -> Vec<(u32, u8)> {
    let mut merged = Vec::with_capacity(one.len() + other.len());
    let (mut at, mut at_other) = (0, 0);
    while let (Some(&(key, lists)), Some(&(other_key, other_lists))) = (one.get(at), other.get(at_other)) {
        // Without a branch: which set the next phrase comes from is hard to foretell.
        let (is_next, is_other_next) = (key <= other_key, other_key <= key);
        let lists = (lists * u8::from(is_next)) | (other_lists * u8::from(is_other_next));
        merged.push((key.min(other_key), lists));
        at += usize::from(is_next);
        at_other += usize::from(is_other_next);
    }
    merged.extend_from_slice(&one[at..]);
    merged.extend_from_slice(&other[at_other..]);
    merged
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
