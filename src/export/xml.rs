//! XML as text: what may stand in it, and elements one by one.

/// Characters that XML 1.0 has no way to write, as the sign for what could not be shown: one for one, so that
/// offsets stay true.
fn legal(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    }
}

/// Words between tags.
pub(super) fn text(out: &mut String, words: &str) {
    for c in words.chars().map(legal) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(c),
        }
    }
}

/// A tag that opens an element; attributes without a value are left out.
pub(super) fn open(out: &mut String, name: &str, attributes: &[(&str, Option<&str>)]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        let Some(value) = value else { continue };
        out.push_str(&format!(" {name}=\""));
        for c in value.chars().map(legal) {
            match c {
                '"' => out.push_str("&quot;"),
                '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", c as u32)),
                _ => text(out, c.encode_utf8(&mut [0; 4])),
            }
        }
        out.push('"');
    }
    out.push('>');
}

/// The tag that closes it.
pub(super) fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// An element without attributes, with words in it, on a line of its own.
pub(super) fn element(out: &mut String, name: &str, words: &str) {
    open(out, name, &[]);
    text(out, words);
    close(out, name);
    out.push('\n');
}
