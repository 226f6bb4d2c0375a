//! The texts that are exported: the samples, texts put together at random, and texts that mean harm.

use std::fs;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// Sentences with findings, and signs that formats trip over.
const PIECES: &[&str] = &[
    "“We had to,” Mayor Ann Lee said on Monday. ",
    "Ada Brook, the manager, told Harbor News that “nobody” had asked. ",
    "“Why,” asked Tom Reyle, “is it closed?” ",
    "According to the ministry, costs rose to $2.5 million in May. ",
    "She said the “old” bridge would cost 5 percent more than in 2017. ",
    "“He told me ‘never again’,” said Osei. ",
    "The U.S. and the FBI declined to comment. ",
    "Police said\nthat two of\nthe men had left. ",
    "“We begin here.\n\n“And go on here,” Lee said. ",
    "Lee\u{ad}burg’s council met at 10:30. ",
    "\n\n",
    "\n",
    "\r\n\r\n",
    "\r",
    "\t",
    "\u{2028}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{fffe}",
    "\u{feff}",
    "\u{200b}",
    "💛",
    "e\u{301}",
    "東京 ",
    "“",
    "”",
    "\"",
    "'",
    ";",
    ",",
    "=",
    "<b>",
    "&amp;",
    "]]>",
    "*",
    "_",
    "# ",
    "- ",
    "1. ",
    "|",
    "\\",
    "`",
    "%",
];

/// What a program that opens an export may take for a command or a part of its own.
const PAYLOADS: [&str; 16] = [
    "=HYPERLINK(\"http://a.b\")",
    "＝1+1",
    "+1;=2",
    "-1\t=3",
    "@SUM(A1)",
    "﹦cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "</said></p><evil/>",
    "<!--",
    "]]>&evil;",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
    "[x](javascript:alert(1)) ![y](z)",
    "\",\"speaker\":null,\"x\":\"",
    "T1\tPerson 0 4\tAnn",
    "# newdoc id = x",
    "\u{202e}gpj.exe",
];

pub(super) fn all() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the samples are there")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    let samples = files.iter().filter(|path| path.extension().is_some_and(|found| found == "txt"));
    let mut texts: Vec<String> =
        samples.map(|path| fs::read_to_string(path).expect("a sample is text")).collect();
    assert!(texts.len() >= 16);
    texts.extend(hostile());
    texts.extend(generated(500));
    texts.extend(["", " ", "\n", "💛", "\u{0}", "“"].map(str::to_owned));
    texts
}

fn hostile() -> Vec<String> {
    let mut texts = Vec::new();
    for payload in PAYLOADS {
        texts.push(format!("{payload} shuts\n\n“{payload},” Ada Brook said on Monday.\n"));
        texts.push(format!(
            "Mill shuts\n\n“We are out,” said Ada {payload} Brook, {payload} manager of the mill.\n"
        ));
        texts.push(format!(
            "Mill shuts\n\nBrook told {payload}: “{payload}\n\n“It costs $5 million {payload}.”\n"
        ));
        texts.push(format!("Ada Brook said that {payload} would close in May 2020. {payload}"));
    }
    assert_eq!(texts.len(), 64);
    texts
}

/// The same texts every time.
fn generated(n: usize) -> Vec<String> {
    let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(2026), ..Config::default() });
    let text = prop::collection::vec(prop::sample::select(PIECES), 1..40).prop_map(|pieces| pieces.concat());
    (0..n).map(|_| text.new_tree(&mut runner).expect("a text").current()).collect()
}
