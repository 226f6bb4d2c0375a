//! Time grows with the length of the text, whatever its shape: eight times the text takes about eight times as long.

use std::time::Duration;

use saidby::analyzer::{Analyzer, Options};
use saidby::value::Date;

/// Pieces that are repeated; `@` becomes a word of its own in every copy.
const SHAPES: &[&str] = &[
    // Characters and tokens.
    "x",
    "X",
    "é",
    "\u{1f44d}\u{1f3fd}",
    "\u{301}",
    "\u{ad}",
    "\u{200d}",
    "\u{202e}a",
    "\r\n",
    "\n",
    "\t",
    "a\n\n",
    ".",
    ". ",
    "...",
    "-",
    "- ",
    "— ",
    "7",
    "7 ",
    "7,",
    "1/",
    "2017-",
    "$",
    "$1 ",
    "%",
    "@@",
    "#a ",
    "http://a.b/",
    "a@b.c ",
    "A.",
    "A. ",
    "Mr. ",
    "U.S. ",
    "a-",
    "a'",
    "’s ",
    "_",
    "&amp;",
    "<b>",
    // Lists of names without an end.
    "Ana, ",
    "Ana & ",
    "Ana of the Ana, ",
    // Marks that open, close, nest, or do neither.
    "“",
    "”",
    "”“",
    "“a” ",
    "“a ",
    "\"",
    "\"a\" ",
    "\"a ",
    "'",
    "'a' ",
    "‘a’ ",
    "‘",
    "„a“ ",
    "«a» ",
    "(",
    ")",
    "(a) ",
    "[",
    "[a] ",
    "“a\n\n",
    "\"a\n\n",
    "‘a\n\n",
    "“He said ‘she said “",
    "“A ‘b “c” d’ e,” she said. ",
    "“a” and “b” and ",
    "“So,” he said, “",
    "“We @ it,\n\n",
    // Who speaks.
    "she said ",
    "said he, “",
    "he said that ",
    "“Yes,” @ said. ",
    "@ said @ was @. ",
    "“We go,” said @ Lind.\n\n",
    "“We go,” he said.\n\n",
    "“We @,” she said, and he @.\n\n",
    "according to @, ",
    "@ told @ that @ told @. ",
    "@: We will. @: We won’t.\n",
    "Q: How is @?\n\nA: Fine.\n\n",
    "Q. Why?\nA. Because @ was.\n",
    "SPEAKER @: We @.\n\n",
    "“I @,” I said. ",
    "A spokesman said it. The spokesman said so. ",
    "a person familiar with @ said “no”. ",
    "The report said. ",
    "People who said that said ",
    "“@” — @\n",
    "* “We @,” @ Lind said.\n",
    // Names, the same and distinct.
    "A",
    "A ",
    "Ada Lind ",
    "Lind ",
    "@ Lind ",
    "Ada @ ",
    "@ ",
    "@, ",
    "@ and ",
    "@ of ",
    "@ (@) ",
    "the @ of the ",
    "May ",
    "Mr. @ ",
    "Mayor @ Lind ",
    "@’s ",
    "@, the mayor of @, ",
    "@ Inc. ",
    "THE @ ",
    "ABC (Alpha Beta Company) ",
    "the minister of the ",
    "The company’s chief executive ",
    "his mother’s brother’s ",
    "He ",
    "he and she and they ",
    "it ",
    "Ada, 34, ",
    "the 34-year-old ",
    "Ana Reyle met Tom Reyle. Reyle said he saw her. ",
    "The minister, the president, the chairman and the head of the company of the head of the agency. ",
    "The North Bank and the South Bank and the bank, the bank, a bank of the bank of the bank. ",
    "“He ” she, he, it, ",
    // Values.
    "early ",
    "end of ",
    "the end of ",
    "more than ",
    "tens of ",
    "two weeks before ",
    "next week’s ",
    "from ",
    "hundred ",
    "two ",
    "and ",
    "one million ",
    "Monday ",
    "next ",
    "between two and ",
    "May 7 to ",
    "3:00 ",
    "$3 million to ",
    "10 percent of ",
    "two days ago ",
    "on Monday and ",
    // What is set aside.
    "> ",
    "> a\n",
    "Share\n",
    "ADVERTISEMENT\n\n",
    "Photo: @\n\n",
    "By @ Lind\n\n",
    "Read more: @\n\n",
    "“We go,\n\nADVERTISEMENT\n\n",
    "***\n\n",
];

/// Shapes that are slower than their length today, and stay in sight here.
const KNOWN_FAILURES: &[&str] = &[];

/// What a doubling may cost three times in a row.
const STEEP: f64 = 10.0;

/// The length of the longest text in bytes; `LONG=1` asks for half a megabyte.
fn longest() -> usize {
    if std::env::var_os("LONG").is_some() { 1 << 19 } else { 1 << 16 }
}

fn text_of(shape: &str, length: usize) -> String {
    let mut text = String::with_capacity(length + 64);
    for number in 0.. {
        if length <= text.len() {
            break;
        }
        let mut parts = shape.split('@');
        text.push_str(parts.next().unwrap_or_default());
        for (idx, part) in parts.enumerate() {
            text.push_str(&if shape == "@@" { "@".to_owned() } else { name(number * 3 + idx) });
            text.push_str(part);
        }
    }
    text
}

/// A name for each number.
fn name(number: usize) -> String {
    const SOUNDS: [&str; 20] = [
        "ba", "do", "ki", "lu", "me", "na", "po", "ri", "su", "ta", "ve", "wo", "ya", "zi", "ga", "he", "jo",
        "fa", "co", "li",
    ];
    let mut name = String::new();
    let mut rest = number + SOUNDS.len();
    while 0 < rest {
        name.insert_str(0, SOUNDS[rest % SOUNDS.len()]);
        rest /= SOUNDS.len();
    }
    name[..1].to_uppercase() + &name[1..]
}

/// The processor's time that an analysis takes, which other programs cannot lengthen by much.
fn time(analyzer: &Analyzer, text: &str, options: &Options) -> Duration {
    let begin = now();
    std::hint::black_box(analyzer.analyze_with(text, options, &mut |_| {}).values.len());
    now() - begin
}

#[cfg(unix)]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn now() -> Duration {
    std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default()
}

#[test]
fn eight_times_the_text_takes_no_more_than_ten_times_as_long() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/model/saidby.model");
    let analyzer = Analyzer::new(&std::fs::read(path).unwrap()).unwrap();
    let options = Options::dated(Date::parse("2020-02-20"));
    assert!(120 <= SHAPES.len());
    // Each thread counts its own time.
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (analyzer, options) = (&analyzer, &options);
    let parts = SHAPES.chunks(SHAPES.len().div_ceil(n_threads));
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || steep(analyzer, options, part))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), SHAPES.len());
}

/// The shapes that are slower than their length, or no longer are.
fn steep(analyzer: &Analyzer, options: &Options, shapes: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for &shape in shapes {
        let whole = longest();
        let mut seen = Vec::new();
        // What the caches and the first allocations cost is not the shape's: the best of some tries counts.
        let is_steep = (0..5).all(|_| {
            let [one, eight] =
                [whole / 8, whole].map(|length| time(analyzer, &text_of(shape, length), options));
            seen.push((one, eight));
            one.mul_f64(STEEP) + Duration::from_millis(3) < eight
        });
        if is_steep != KNOWN_FAILURES.contains(&shape) {
            wrong.push(format!("{shape:?}: {seen:?}"));
        }
    }
    wrong
}
