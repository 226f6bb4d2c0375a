//! Kinds of characters, and the characters around a place.

pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 { Some(byte as char) } else { text[at..].chars().next() }
}

pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{0}'..='\u{1f}')
}

pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_joiner(c)
}

/// Characters that stand inside words without being letters: combining marks, soft hyphens.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

pub(super) fn is_general_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '¡' | '¿' | '·' | '§' | '¶' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}')
}

/// Characters that steer how others are set.
fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{fff0}'..='\u{fffb}')
}

/// Where the marks end that stand on the character before `at` and are one character with it to a reader.
pub(super) fn marks_end(text: &str, at: usize) -> usize {
    if text.as_bytes().get(at).is_none_or(u8::is_ascii) {
        return at;
    }
    // The library tells by this alone what extends a character, and with it what cannot be printed or is in no
    // version of Unicode that the compiler knows.
    let extends = |&c: &char| !c.is_ascii() && !is_space(c) && !is_format(c) && c.escape_debug().len() > 1;
    at + text[at..].chars().take_while(extends).map(char::len_utf8).sum::<usize>()
}
