//! One word spelled in two ways: with and without accents, "Mohammed" and "Muhammad", a slip of a
//! letter. Given names that people have are never taken for a slip.

use std::collections::BTreeMap;

use crate::lexicon::GIVEN_NAMES;

/// Shorter words are not taken for each other.
const MIN_SLIP: usize = 5;
/// Shorter surnames behind the same given name are not taken for each other.
const MIN_SURNAME: usize = 4;
/// Shorter words do not differ by another letter in place of one.
const MIN_OTHER_LETTER: usize = 7;
/// How many consonants two spellings of one name share, at least.
const MIN_CONSONANTS: usize = 3;

/// How the words of persons' names are written with accents, by the words without them.
#[derive(Default)]
pub(super) struct Accents {
    by_plain: BTreeMap<String, String>,
}

impl Accents {
    /// Notes the words of a name.
    pub fn note(&mut self, words: &[String]) {
        for word in words.iter().filter(|word| !word.is_ascii()) {
            self.by_plain.entry(without_accents(word)).or_insert_with(|| word.clone());
        }
    }

    /// Writes the words of a name as the first one was written that has accents.
    pub fn unify(&self, words: &mut [String]) {
        if self.by_plain.is_empty() {
            return;
        }
        for word in words {
            if let Some(accented) = self.by_plain.get(&without_accents(word)) {
                word.clone_from(accented);
            }
        }
    }
}

/// Whether two full names differ in one word, and that is one word spelled in two ways.
pub(super) fn is_variant(first: &[String], second: &[String]) -> bool {
    if first.len() != second.len() {
        return false;
    }
    let mut differing = first.iter().zip(second).enumerate().filter(|(_, (a, b))| a != b);
    let (Some((at, (a, b))), None) = (differing.next(), differing.next()) else { return false };
    if sounds_alike(a, b) {
        return true;
    }
    let is_surname = at + 1 == first.len();
    let both_are_given = GIVEN_NAMES.contains(a) && GIVEN_NAMES.contains(b);
    let at_least = if is_surname { MIN_SURNAME } else { MIN_SLIP };
    // "Daniel" and "Daniela", "Marco" and "Marcos": the last letter makes another name.
    let ends_alike = a.chars().next_back() == b.chars().next_back();
    at_least <= a.chars().count().min(b.chars().count()) && ends_alike && !both_are_given && is_slip(a, b)
}

/// Whether one word is the other with a letter left out, two neighbors swapped, or, if it is long,
/// another letter in place of one; the first letter is the same.
pub(super) fn is_slip(first: &str, second: &str) -> bool {
    let (first, second): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
    let (short, long) = if first.len() < second.len() { (&first, &second) } else { (&second, &first) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    if same == 0 || long.len() - short.len() > 1 {
        return false;
    }
    if short.len() + 1 == long.len() {
        return short[same..] == long[same + 1..];
    }
    let rest = (short.get(same + 1..), long.get(same + 1..));
    let (Some(short_rest), Some(long_rest)) = rest else { return false };
    if short_rest == long_rest {
        return MIN_OTHER_LETTER <= short.len() && !short_rest.is_empty();
    }
    short_rest.first() == Some(&long[same])
        && long_rest.first() == Some(&short[same])
        && short_rest[1..] == long_rest[1..]
}

/// Whether two words are one name put into Latin letters in two ways: the same consonants, doubled
/// or not, and the same vowels but for light ones and dark ones.
fn sounds_alike(first: &str, second: &str) -> bool {
    let (Some((a, n_consonants)), Some((b, _))) = (sounds(first), sounds(second)) else { return false };
    MIN_CONSONANTS <= n_consonants && a == b && first.chars().next_back() == second.chars().next_back()
}

/// The sounds of a word, and how many of them are consonants; None if it has other letters.
fn sounds(word: &str) -> Option<(String, usize)> {
    let mut sounds = String::new();
    let mut n_consonants = 0;
    for c in without_accents(word).chars() {
        let sound = match c {
            'a' | 'e' | 'i' | 'y' => 'a',
            'o' | 'u' => 'o',
            _ if c.is_ascii_lowercase() => c,
            _ => return None,
        };
        if !sounds.ends_with(sound) {
            sounds.push(sound);
            n_consonants += usize::from(!matches!(sound, 'a' | 'o'));
        }
    }
    Some((sounds, n_consonants))
}

/// A lower-case word with plain Latin letters where it has accented ones.
pub(super) fn without_accents(word: &str) -> String {
    let plain = |c: char| match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ł' | 'ľ' | 'ĺ' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => c,
    };
    word.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one(first: &str, second: &str) -> bool {
        let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
        is_variant(&words(first), &words(second))
    }

    #[test]
    fn a_name_in_two_spellings_is_one() {
        assert!(is_one("mohammed hashir osei", "muhammad hashir osei"));
        assert!(is_one("gerardo solvik", "gerado solvik"));
        assert!(is_one("sainabo mbye", "sainabo mbaye"));
        assert!(is_one("ana brandvold", "ana bradnvold"));
        assert!(is_one("ana linetsky", "ana linetzky"));
    }

    #[test]
    fn like_names_of_relatives_are_two() {
        for (first, second) in [
            ("daniel", "daniela"),
            ("mario", "maria"),
            ("maria", "marina"),
            ("hassan", "hussein"),
            ("peter", "petra"),
            ("roberto", "roberta"),
            ("alan", "alana"),
            ("john", "joan"),
        ] {
            assert!(!is_one(&format!("{first} reyle"), &format!("{second} reyle")), "{first} {second}");
        }
        assert!(!is_one("ana reyle", "ana lind"));
        assert!(!is_one("mohammed osei", "muhammad lind"));
    }
}
