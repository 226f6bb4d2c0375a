//! Texts like news: paragraphs of the kinds that articles have, in any order, filled with words that try a reader.

/// The words that a template's letter stands for, each tried in its turn.
const WORDS: [(char, &[&str]); 8] = [
    // A person, an organization, a place, a role.
    ('P', &["Ada Brook", "Tom Reyle", "Zoe\u{301} O’Neil-Lind", "Lind", "Mr. Osei", "Jr. Wu III", "Brook"]),
    (
        'O',
        &["Harbor News", "the U.S. Navy", "AT&T", "Karsund Bridges Inc.", "the North Bank", "E.ON", "Navy"],
    ),
    ('L', &["Port Averne", "Marn", "the Isle of Skaw", "St. John’s", "東京", "North Korea"]),
    (
        'R',
        &["the mayor", "Mayor", "a spokesman for the bank", "the bank’s chief executive", "his wife", "she"],
    ),
    // A value, a verb, a clause, a mark of a kind that disturbs.
    (
        'V',
        &[
            "$2.5 million",
            "5 percent",
            "on Monday",
            "since early 2009",
            "10:30 a.m.",
            "two of the three",
            "½ cup",
            "May 7 to 9",
        ],
    ),
    (
        'S',
        &[
            "said",
            "told reporters",
            "asked",
            "wrote on Twitter",
            "warned",
            "added",
            "says",
            "denied",
            "argued",
        ],
    ),
    (
        'C',
        &[
            "we waited too long",
            "the costs rose by V to V",
            "P of O met P in L V",
            "“nobody” had asked O",
            "it’s the so-called ‘bridge dividend’",
            "P’s brother-in-law (V) left L",
            "the e\u{301}lite 👩\u{200d}👩\u{200d}👧 voted “yes” and “no”",
            "R S that C",
        ],
    ),
    ('X', &["", "", "", "\u{ad}", "\u{200b}", "\u{feff}", " ", "\t", "\u{202e}", "\u{301}", "💛", "\r"]),
];

/// Paragraphs, with letters for what stands in them.
const PARAGRAPHS: &[&str] = &[
    "“C,” P S V. “C.”",
    "“C,” S P, R of O, “C.”",
    "“C. C.",
    "“C.”",
    "P S that C, and that C.",
    "According to O, C.",
    "P, R at O, S C: “C; C!”",
    "P S it was “C” and “C” V.",
    "“C,” R S, “but ‘C,’ as P S, is not C.”",
    "\"C,\" P S. \"C,\" he S.",
    "'C,' P S V, 'C'.",
    "‘C’: P",
    "C? C! C…",
    "C – “C” – P",
    "Q: C?\n\nA: C.",
    "Q. C?\nA. C. V.",
    "P: C. C.\n\nP: C?\n\nP (V): C.",
    "SPEAKER 1: C.\nSPEAKER 2: C “C.”",
    "* * *",
    "***",
    "ADVERTISEMENT",
    "Share this with Email Facebook Messenger",
    "Read more: C",
    "Photo: P/O",
    "P contributed to this report from L.",
    "By P\n\nV",
    "L (O) — C, P S V.",
    "- “C,” P S.\n- P: “C.”\n- C",
    "> “C,” P S.\n> C.",
    "C.\n\n",
    "V V V V",
    "P, P and P, P of O S (C).",
    "“C,\n\n“C,\n\n“C,” P S.",
    "“C,\n\nADVERTISEMENT\n\n“C,” P S.",
    "X“XCX,X” XP XSX.X",
    "«C», S P. „C“, S R.",
    "P: C",
    "Follow us: http://a.b/c?d=e a@b.c #x @y",
];

/// The deepest that clauses stand in clauses.
const DEEPEST: u32 = 3;

/// A text that the bytes choose; the same bytes choose the same text.
pub fn article(bytes: &[u8]) -> String {
    let mut choices = bytes.iter().copied();
    let mut text = String::new();
    while let Some(choice) = choices.next() {
        if !text.is_empty() {
            text.push_str(match choice {
                0..200 => "\n\n",
                200..230 => "\n",
                230..245 => " ",
                _ => "\r\n\r\n",
            });
        }
        let paragraph = PARAGRAPHS[usize::from(choices.next().unwrap_or_default()) % PARAGRAPHS.len()];
        fill(paragraph, &mut choices, DEEPEST, &mut text);
    }
    text
}

fn fill(template: &str, choices: &mut impl Iterator<Item = u8>, depth: u32, text: &mut String) {
    let mut letters = template.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let is_alone = !before.is_alphanumeric() && !letters.peek().is_some_and(|next| next.is_lowercase());
        let words = WORDS.iter().find(|(own, _)| *own == letter && (is_alone || letter == 'X'));
        before = letter;
        let Some((_, words)) = words else {
            text.push(letter);
            continue;
        };
        let chosen = words[usize::from(choices.next().unwrap_or_default()) % words.len()];
        if 0 < depth { fill(chosen, choices, depth - 1, text) } else { text.push_str(words[0]) }
    }
}

/// The text of a number.
pub fn numbered(number: u64) -> String {
    // splitmix64: every number begins a row of its own.
    let mut state = number;
    let mut next = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let length = 20 + next() % 200;
    let bytes: Vec<u8> = (0..length).map(|_| (next() >> 56) as u8).collect();
    article(&bytes)
}
