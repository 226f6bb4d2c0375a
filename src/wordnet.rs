//! What WordNet knows of verbs and nouns, in a few bits a word.
//!
//! Learned layers see a word by these classes too, and so carry over to words that no training
//! article has. The model's section `lexicon` holds the words of news; the trainer makes it from
//! WordNet 3.0 (Princeton University), whose notice stands beside the model.

use crate::model::{Model, ModelError, Reader, push_keys, push_symbols};
use crate::tagger::hash;

/// The name of the model's section.
pub const SECTION: &str = "lexicon";
/// The version of what the section holds.
pub const TEMPLATE: u32 = 1;

/// Keys have so many bits: one word in a thousand that is not listed is taken for one that is.
const KEY_BITS: u32 = 24;

/// How much of a word's use is of a kind: 0 below 5 %, 1 below 35 %, 2 below 75 %, 3 above.
pub type Share = u8;

/// What is known of a verb's form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verb {
    /// Saying, asking, ordering.
    pub communication: Share,
    /// Thinking, knowing, deciding.
    pub cognition: Share,
    /// Feeling.
    pub emotion: Share,
    /// Seeing and hearing.
    pub perception: Share,
    /// What it takes, one bit each: [`Verb::THAT`] and so on.
    pub frames: u8,
}

impl Verb {
    /// It takes a clause with "that".
    pub const THAT: u8 = 1;
    /// It takes a clause with "whether".
    pub const WHETHER: u8 = 2;
    /// It takes an infinitive.
    pub const INFINITIVE: u8 = 4;
    /// It takes somebody and an infinitive.
    pub const SOMEBODY_TO: u8 = 8;
    /// It takes nothing, or a prepositional phrase.
    pub const ALONE: u8 = 16;
    /// It takes a thing.
    pub const THING: u8 = 32;
}

/// What is known of a noun's form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noun {
    /// A person.
    pub person: Share,
    /// A group, body or people.
    pub group: Share,
    /// A message, document or act of speech.
    pub communication: Share,
    /// A place.
    pub location: Share,
    /// Whether the form is a plural.
    pub plural: bool,
    /// The number of its nearest frequent hypernym in WordNet, from 1 on; 0 for none. The same
    /// number is the same class; which one it is depends on the model.
    pub hypernym: u8,
}

/// Verbs and nouns by their forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wordnet {
    verbs: Listed<Verb>,
    nouns: Listed<Noun>,
}

/// Sorted keys with a value each.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed<T> {
    keys: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { keys: Vec::new(), values: Vec::new() }
    }
}

impl<T: Copy> Listed<T> {
    /// Of two words with the same key the first is kept.
    fn new(words: impl Iterator<Item = (String, T)>) -> Self {
        let mut entries: Vec<(u32, T)> = words.map(|(word, value)| (key(&word), value)).collect();
        entries.sort_by_key(|&(key, _)| key);
        entries.dedup_by_key(|&mut (key, _)| key);
        Self {
            keys: entries.iter().map(|&(key, _)| key).collect(),
            values: entries.iter().map(|&(_, value)| value).collect(),
        }
    }

    fn get(&self, lower: &str) -> Option<T> {
        let at = self.keys.binary_search(&key(lower)).ok()?;
        self.values.get(at).copied()
    }
}

fn key(lower: &str) -> u32 {
    (hash(lower.as_bytes()) >> (64 - KEY_BITS)) as u32
}

impl Wordnet {
    /// A lexicon of forms in lower case with what is known of them.
    pub fn new(
        verbs: impl Iterator<Item = (String, Verb)>,
        nouns: impl Iterator<Item = (String, Noun)>,
    ) -> Self {
        Self { verbs: Listed::new(verbs), nouns: Listed::new(nouns) }
    }

    /// The lexicon of a model.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if the model's section is missing, damaged or of another version.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        let mut reader = model.section(SECTION, TEMPLATE)?;
        let verbs = read_listed(&mut reader, |[shares, frames]| {
            let [communication, cognition, emotion, perception] = steps(shares);
            Verb { communication, cognition, emotion, perception, frames }
        })?;
        let nouns = read_listed(&mut reader, |[shares, hypernym, plural]| {
            let [person, group, communication, location] = steps(shares);
            Noun { person, group, communication, location, plural: plural != 0, hypernym }
        })?;
        reader.finish()?;
        Ok(Self { verbs, nouns })
    }

    /// The bytes of the section that [`Wordnet::read`] reads.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_listed(&mut bytes, &self.verbs, |verb| {
            [packed([verb.communication, verb.cognition, verb.emotion, verb.perception]), verb.frames]
        });
        write_listed(&mut bytes, &self.nouns, |noun| {
            let shares = packed([noun.person, noun.group, noun.communication, noun.location]);
            [shares, noun.hypernym, u8::from(noun.plural)]
        });
        bytes
    }

    /// What is known of a word in lower case as a verb.
    pub fn verb(&self, lower: &str) -> Option<Verb> {
        self.verbs.get(lower)
    }

    /// What is known of a word in lower case as a verb, or, where it is not listed, of the verb whose
    /// regular inflection it is: "scoffed" is "scoff".
    pub fn verb_form(&self, lower: &str) -> Option<Verb> {
        self.verb(lower).or_else(|| stems(lower).iter().flatten().find_map(|stem| self.verb(stem)))
    }

    /// What is known of a word in lower case as a noun.
    pub fn noun(&self, lower: &str) -> Option<Noun> {
        self.nouns.get(lower)
    }
}

/// The words of which a word in lower case may be a regular inflection as a verb.
fn stems(lower: &str) -> [Option<String>; 3] {
    let ending = |ending: &str| lower.strip_suffix(ending).filter(|stem| 3 <= stem.len());
    if let Some(stem) = ending("ied").or_else(|| ending("ies")) {
        return [Some(format!("{stem}y")), None, None];
    }
    let Some(stem) = ["ed", "ing", "es", "s"].into_iter().find_map(ending) else {
        return [const { None }; 3];
    };
    // "quipped" is "quip".
    let single = stem.strip_suffix(|c: char| stem.chars().rev().nth(1) == Some(c));
    [Some(stem.to_owned()), Some(format!("{stem}e")), single.map(str::to_owned)]
}

/// Four shares in one byte.
fn packed(shares: [Share; 4]) -> u8 {
    shares.iter().fold(0, |byte, &share| byte << 2 | share.min(3))
}

fn steps(byte: u8) -> [Share; 4] {
    [byte >> 6, byte >> 4 & 3, byte >> 2 & 3, byte & 3]
}

/// Each byte of the values has a context of its own.
fn write_listed<T, const N: usize>(bytes: &mut Vec<u8>, listed: &Listed<T>, pack: impl Fn(&T) -> [u8; N]) {
    push_keys(bytes, &listed.keys);
    let symbols = listed.values.iter().flat_map(|value| (0..).zip(pack(value)));
    push_symbols(bytes, &symbols.collect::<Vec<(u8, u8)>>());
}

fn read_listed<T, const N: usize>(
    reader: &mut Reader,
    unpack: impl Fn([u8; N]) -> T,
) -> Result<Listed<T>, ModelError> {
    let keys = reader.keys()?;
    let mut symbols = reader.symbols()?;
    let values = keys.iter().map(|_| unpack(std::array::from_fn(|plane| symbols.take(plane)))).collect();
    symbols.finish(reader)?;
    Ok(Listed { keys, values })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

    #[test]
    fn what_was_written_is_read_back() {
        let say = Verb { communication: 3, frames: Verb::THAT | Verb::THING, ..Verb::default() };
        let clerks = Noun { person: 3, plural: true, hypernym: 200, ..Noun::default() };
        let verbs = [("say", say), ("sigh", Verb { perception: 1, emotion: 2, ..Verb::default() })];
        let nouns =
            [("clerks", clerks), ("letter", Noun { communication: 2, location: 1, ..Noun::default() })];
        let words = |(word, class): (&str, _)| (word.to_owned(), class);
        let lexicon =
            Wordnet::new(verbs.into_iter().map(words), nouns.map(|(w, n)| (w.to_owned(), n)).into_iter());
        let mut model = Model::default();
        model.put(Section { name: SECTION.into(), template: TEMPLATE, bytes: lexicon.write() });
        assert_eq!(Wordnet::read(&model), Ok(lexicon.clone()));
        assert_eq!((lexicon.verb("say"), lexicon.noun("say")), (Some(say), None));
        assert_eq!(lexicon.noun("clerks"), Some(clerks));
    }
}
