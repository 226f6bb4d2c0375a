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

/// A word's classes in the two clusterings; 0 stands for "in none".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// One of few classes.
    pub coarse: u8,
    /// One of many.
    pub fine: u16,
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
        let mut phrases = Vec::new();
        for bit in 0..N_LISTS {
            phrases = with_list(phrases, &reader.keys()?, 1 << bit);
        }
        let phrases = phrases.into_iter().map(|(key, lists)| (unpacked(key, PHRASE_BITS), lists));
        let words = reader.keys()?;
        let (mut coarse, mut low, mut high) = (reader.part()?, reader.part()?, reader.part()?);
        let bytes = coarse.bytes(words.len())?.iter().zip(low.bytes(words.len())?);
        let bytes = bytes.zip(high.bytes(words.len())?);
        let clusters = words.iter().zip(bytes).map(|(&word, ((&coarse, &low), &high))| {
            (unpacked(word, WORD_BITS), Clusters { coarse, fine: u16::from_le_bytes([low, high]) })
        });
        for part in [&coarse, &low, &high] {
            part.finish()?;
        }
        reader.finish()?;
        Ok(Self { phrases: Table::new(phrases.len(), phrases), clusters: Table::new(words.len(), clusters) })
    }

    /// The bytes for name lists, as phrases of lower-case words, and clusters of words.
    ///
    /// Where two words clash, the first one's clusters count.
    pub fn write(phrases: &[Vec<Vec<String>>], clusters: &[(String, Clusters)]) -> Vec<u8> {
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
        let mut words: Vec<(u32, Clusters)> =
            clusters.iter().map(|(word, clusters)| (key(word), *clusters)).collect();
        words.sort_by_key(|&(key, _)| key);
        words.dedup_by_key(|&mut (key, _)| key);
        push_keys(&mut bytes, &words.iter().map(|&(key, _)| key).collect::<Vec<u32>>());
        let part =
            |of: fn(&Clusters) -> u8| words.iter().map(|(_, clusters)| of(clusters)).collect::<Vec<u8>>();
        push_part(&mut bytes, &part(|clusters| clusters.coarse));
        push_part(&mut bytes, &part(|clusters| clusters.fine as u8));
        push_part(&mut bytes, &part(|clusters| (clusters.fine >> 8) as u8));
        bytes
    }
}

/// Sorted phrases, each with its lists, and those of one list more.
fn with_list(phrases: Vec<(u32, u8)>, keys: &[u32], list: u8) -> Vec<(u32, u8)> {
    let mut merged = Vec::with_capacity(phrases.len() + keys.len());
    let mut keys = keys.iter().copied().peekable();
    for (phrase, lists) in phrases {
        while let Some(key) = keys.next_if(|&key| key < phrase) {
            merged.push((key, list));
        }
        let is_both = keys.next_if_eq(&phrase).is_some();
        merged.push((phrase, if is_both { lists | list } else { lists }));
    }
    merged.extend(keys.map(|key| (key, list)));
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
        let clusters =
            [("river", Clusters { coarse: 3, fine: 700 }), ("lake", Clusters { coarse: 9, fine: 2 })];
        Lists::write(&lists, &clusters.map(|(word, clusters)| (word.to_owned(), clusters)))
    }

    #[test]
    fn phrases_and_words_are_found_again() {
        let bytes = sample();
        let lists = Lists::read(&mut Reader::new("lists", &bytes)).expect("whole");
        let (port, ellis, marlow) = (hash(b"port"), hash(b"ellis"), hash(b"marlow"));
        assert_eq!(lists.of_phrase(longer_phrase(port, ellis)), 1 << ListType::Place as u8);
        assert_eq!(lists.of_phrase(port), 0);
        assert_eq!(lists.of_phrase(marlow).count_ones(), 2);
        assert_eq!(lists.clusters(hash(b"river")), Clusters { coarse: 3, fine: 700 });
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
