//! How a word is written: its case and what it is made of.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with figures and inner apostrophes.
    Word,
    /// Begins with a figure: "1,214", "3.5", "20th", "10:30".
    Number,
    /// A web or mail address, a handle or a hashtag.
    Address,
    /// A quotation mark or apostrophe standing alone.
    Mark,
    /// Any other punctuation.
    Punctuation,
    /// Currency signs, per cent, mathematical signs, emoji.
    Symbol,
}

/// How a word uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No letters, or letters of a script without case.
    None,
    /// "minister"
    Lower,
    /// "Minister"; also a single capital letter, with or without a full stop
    Capitalized,
    /// "NATO", "U.S."
    Upper,
    /// "McDonald", "iPhone"
    Mixed,
}

impl Case {
    /// The case of a word.
    pub fn of(word: &str) -> Case {
        let (mut upper, mut lower, mut first_upper) = (0u32, 0u32, false);
        for c in word.chars() {
            if c.is_uppercase() {
                first_upper |= upper + lower == 0;
                upper += 1;
            } else if c.is_lowercase() {
                lower += 1;
            }
        }
        match (upper, lower) {
            (0, 0) => Case::None,
            (0, _) => Case::Lower,
            (1, _) if first_upper => Case::Capitalized,
            (_, 0) => Case::Upper,
            _ => Case::Mixed,
        }
    }

    /// Whether the word begins as names do.
    pub fn is_capital(self) -> bool {
        matches!(self, Case::Capitalized | Case::Upper | Case::Mixed)
    }
}

/// Whether `c` opens or closes a quotation in some convention.
pub fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '＂'
    )
}

/// Whether `c` is an apostrophe or may stand for one.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_read_off_letters_alone() {
        let cases = [
            ("minister", Case::Lower),
            ("Minister", Case::Capitalized),
            ("É", Case::Capitalized),
            ("J.", Case::Capitalized),
            ("U.S.", Case::Upper),
            ("McKay", Case::Mixed),
            ("iPhone", Case::Mixed),
            ("1990", Case::None),
            ("東京", Case::None),
        ];
        for (word, expected) in cases {
            assert_eq!(Case::of(word), expected, "{word}");
        }
    }
}
