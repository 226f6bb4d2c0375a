//! The golden cases of `tests/suite/quotations/`: one file for each convention of quoting.
//!
//! A case is a text under `=== name`, then `---`, then what must be found, in text order:
//! `kind: content / source / cue`, pieces of content joined by ` + `, indented by two spaces
//! inside another quotation; then `words: type text` for words that nobody says. A name that ends
//! with `[known failure: …]` marks a case whose answer is still wrong; when it comes right, the
//! test fails, so that the mark is taken away.

use std::fs;
use std::path::Path;

use saidby::analyzer::{Analysis, Analyzer};
use saidby::quote::{Act, Quotation, QuotationKind, QuotedWordsType};
use saidby::span::Span;

/// As many wrong answers as may stand recorded.
const MAX_KNOWN_FAILURES: usize = 6;

#[test]
fn every_convention_is_read_as_people_read_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = fs::read(root.join("model/saidby.model")).unwrap();
    let analyzer = Analyzer::new(&model).unwrap();
    let mut files: Vec<_> = fs::read_dir(root.join("tests/suite/quotations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut n_cases, mut n_known, mut problems) = (0, 0, Vec::new());
    for file in files {
        let content = fs::read_to_string(&file).unwrap();
        for case in content.split("\n=== ").skip(1) {
            let (name, rest) = case.split_once('\n').unwrap();
            let (text, expected) = rest.split_once("\n---\n").unwrap();
            let expected = expected.trim_end();
            let found = describe(&analyzer.analyze(text));
            let known = name.contains("[known failure:");
            n_cases += 1;
            n_known += usize::from(known);
            if (found == expected) == known {
                let label = format!("{}: {name}", file.file_name().unwrap().to_string_lossy());
                problems.push(format!("{label}\nexpected:\n{expected}\nfound:\n{found}\n"));
            }
        }
    }
    assert!(problems.is_empty(), "{} of {n_cases}\n\n{}", problems.len(), problems.join("\n"));
    assert!(60 <= n_cases && n_known <= MAX_KNOWN_FAILURES);
}

fn describe(analysis: &Analysis) -> String {
    let text = analysis.document.text;
    let mut lines = Vec::new();
    for attributed in &analysis.quotations {
        let quotation = &attributed.quotation;
        let content: Vec<&str> = quotation.content.iter().map(|span| span.of(text)).collect();
        let part = |span: Option<Span>| span.map_or("-", |span| span.of(text));
        let (source, cue) = (part(quotation.source), part(quotation.cue));
        lines.push(format!("{}: {} / {source} / {cue}", head(analysis, quotation), content.join(" + ")));
    }
    for words in &analysis.quoted_words {
        let words_type = match words.words_type {
            QuotedWordsType::Scare => "scare",
            QuotedWordsType::Title => "title",
            QuotedWordsType::Nickname => "nickname",
            QuotedWordsType::Term => "term",
        };
        lines.push(format!("words: {words_type} {}", words.span.of(text)));
    }
    lines.join("\n")
}

fn head(analysis: &Analysis, quotation: &Quotation) -> String {
    let mut depth = 0;
    let mut parent = quotation.parent;
    while let Some(outer) = parent {
        depth += 1;
        parent = analysis.quotations[outer].quotation.parent;
    }
    let kind = match quotation.kind {
        QuotationKind::Direct => "direct",
        QuotationKind::Mixed => "mixed",
        QuotationKind::Indirect => "indirect",
    };
    let act = match quotation.act {
        Act::Statement => String::new(),
        act => format!(", {}", act.name()),
    };
    format!("{}{kind}{act}", "  ".repeat(depth))
}
