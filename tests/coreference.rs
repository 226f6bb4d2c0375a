//! The golden cases of `tests/suite/coref/`: who is who, and who speaks.
//!
//! A case is a text under `=== name`, then `---`, then what must be found. Names and quotations are
//! marked in the text, so that these cases judge the linking alone: `[P Ana Reyle]` is a person,
//! `O` an organization, `L` a place, `N` a nationality, `F` a facility; `{1: “Yes,”}` is the
//! content of quotation 1 and `{1s Reyle}` its source. Expected are the entities with more than
//! one mention, a role or a quotation, and the speaker of each quotation (`?` where it is left
//! open). A name that ends with `[known failure: …]` marks a case whose answer is still wrong;
//! when it comes right, the test fails, so that the mark is taken away.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use saidby::attribution::{self, Attributed};
use saidby::coref::{self, Entities, Ranker};
use saidby::entity::{EntityType, NameMention, Tagged};
use saidby::model::Model;
use saidby::quote::{Act, Quotation, QuotationKind, Quotations};
use saidby::span::Span;
use saidby::text::Document;
use saidby::wordnet::Wordnet;

/// A text without its marks, and what they marked.
struct Case {
    text: String,
    names: Vec<(Span, EntityType)>,
    /// Content and source of each quotation, in the order of their numbers.
    quotations: Vec<(Span, Option<Span>)>,
}

fn read(marked: &str) -> Case {
    let mut case = Case { text: String::new(), names: Vec::new(), quotations: Vec::new() };
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        if c == '[' || c == '{' {
            let (label, after) = rest[1..].split_once(' ').unwrap();
            open.push((label.to_owned(), case.text.len()));
            rest = after;
            continue;
        }
        if c == ']' || c == '}' {
            let (label, start) = open.pop().unwrap();
            let span = Span::from_range(start..case.text.len());
            close(&mut case, &label, span);
        } else {
            case.text.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    assert!(open.is_empty(), "{marked}");
    case.names.sort_by_key(|(span, _)| *span);
    case
}

fn close(case: &mut Case, label: &str, span: Span) {
    let entity_type = match label {
        "P" => EntityType::Person,
        "O" => EntityType::Organization,
        "L" => EntityType::Location,
        "N" => EntityType::Norp,
        "F" => EntityType::Facility,
        _ => {
            let number: usize = label.trim_end_matches([':', 's']).parse().unwrap();
            case.quotations.resize(case.quotations.len().max(number), (Span::default(), None));
            let quotation = &mut case.quotations[number - 1];
            if label.ends_with('s') {
                quotation.1 = Some(span)
            } else {
                quotation.0 = span
            }
            return;
        }
    };
    case.names.push((span, entity_type));
}

/// What the model file has learned of mentions and words.
struct Learned {
    ranker: Ranker,
    wordnet: Wordnet,
}

fn resolve(case: &Case, learned: &Learned) -> (Entities, Vec<Attributed>) {
    let document = Document::new(&case.text);
    let name = |&(span, entity_type): &(Span, EntityType)| NameMention {
        tokens: document.tokens_in(span),
        span,
        entity_type,
    };
    let tagged = Tagged { names: case.names.iter().map(name).collect(), ..Tagged::default() };
    let quotation = |&(content, source): &(Span, Option<Span>)| Quotation {
        kind: if content.of(&case.text).starts_with('“') {
            QuotationKind::Direct
        } else {
            QuotationKind::Indirect
        },
        content: vec![content],
        printed: Vec::new(),
        cue: None,
        source,
        parent: None,
        act: Act::Statement,
        probability: 900,
    };
    let quotations: Vec<Quotation> = case.quotations.iter().map(quotation).collect();
    let Learned { ranker, wordnet } = learned;
    let mut entities = coref::resolve(&document, &tagged, &quotations, wordnet, ranker);
    let quotations = Quotations { quotations, quoted_words: Vec::new() };
    let told_from = ranker.told_from();
    let attributed = attribution::find_speakers(&document, &quotations, &mut entities, told_from);
    (entities, attributed)
}

fn describe(case: &Case, learned: &Learned) -> String {
    let (entities, attributed) = resolve(case, learned);
    let mut lines = Vec::new();
    for (number, entity) in entities.entities.iter().enumerate() {
        let speaks = attributed.iter().any(|a| a.speaker == Some(number));
        if entity.mentions.len() < 2 && entity.roles.is_empty() && !speaks {
            continue;
        }
        let mentions: Vec<&str> = entity.mentions.iter().map(|m| m.span.of(&case.text)).collect();
        let unnamed = if entity.named { "" } else { " (not named)" };
        lines.push(format!("{}{unnamed}: {}", entity.name, mentions.join(" | ")));
        if !entity.roles.is_empty() {
            lines.push(format!("  roles: {}", entity.roles.join("; ")));
        }
        if !entity.members.is_empty() {
            let names = entity.members.iter().map(|&member| entities.entities[member].name.as_str());
            lines.push(format!("  members: {}", names.collect::<Vec<_>>().join("; ")));
        }
        if let Some(other) = entity.affiliation {
            lines.push(format!("  of: {}", entities.entities[other].name));
        }
    }
    for (number, attributed) in attributed.iter().enumerate() {
        let speaker = attributed.speaker.map_or("?", |speaker| &entities.entities[speaker].name);
        let relay = attributed.relay.map(|relay| format!(", passed on by {}", entities.entities[relay].name));
        lines.push(format!("{}: {speaker}{}", number + 1, relay.unwrap_or_default()));
    }
    lines.join("\n")
}

fn learned() -> Learned {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("model/saidby.model");
    let model = Model::read(&fs::read(file).unwrap()).unwrap();
    Learned { ranker: Ranker::read(&model).unwrap(), wordnet: Wordnet::read(&model).unwrap() }
}

#[test]
fn people_roles_and_speakers_are_told_apart() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/coref");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let learned = learned();
    let (mut n_cases, mut problems) = (0, Vec::new());
    for file in files {
        let content = fs::read_to_string(&file).unwrap();
        for case in content.split("\n=== ").skip(1) {
            let (name, rest) = case.split_once('\n').unwrap();
            let (text, expected) = rest.split_once("\n---\n").unwrap();
            let found = describe(&read(text), &learned);
            n_cases += 1;
            if (found == expected.trim_end()) == name.contains("[known failure:") {
                let label = format!("{}: {name}", file.file_name().unwrap().to_string_lossy());
                problems.push(format!("=== {label}\nexpected:\n{}\nfound:\n{found}\n", expected.trim_end()));
            }
        }
    }
    assert!(problems.is_empty(), "{} of {n_cases}\n\n{}", problems.len(), problems.join("\n"));
    assert!(35 <= n_cases);
}

/// Time for `n` copies of a piece, the best of three.
fn time(piece: &str, n: usize, learned: &Learned) -> Duration {
    let case = read(&piece.repeat(n));
    let once = || {
        let start = Instant::now();
        let (entities, attributed) = resolve(&case, learned);
        assert!(entities.entities.len() + attributed.len() < usize::MAX);
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

#[test]
fn time_grows_with_the_length_of_nasty_texts() {
    let learned = learned();
    let pieces = [
        // One surname, many people; many pronouns; many roles of one kind.
        "[P Ana Reyle] met [P Tom Reyle]. [P Reyle] said he saw her. ",
        "He told him that she and he and they had seen it. ",
        "The minister, the president, the chairman and the head of the company of the head of the agency. ",
        "[O North Bank] and [O South Bank] and the bank, the bank, a bank of the bank of the bank. ",
        "[O ABC] ([O Alpha Beta Company]) ([O ABC]) ([O ABD]) ",
        "“He ” she, he, it, ",
    ];
    for piece in pieces {
        // Four times the text: 4 times the time if linear, 16 if quadratic. A busy machine gets three
        // attempts: a quadratic pass fails them all.
        let attempts: Vec<(Duration, Duration)> =
            (0..3).map(|_| (time(piece, 500, &learned), time(piece, 2000, &learned))).collect();
        let is_linear =
            |&(small, large): &(Duration, Duration)| large < small * 9 + Duration::from_millis(20);
        assert!(attempts.iter().any(is_linear), "{piece:?}, for 500 and 2000: {attempts:?}");
    }
    let many: String =
        (0..4000).map(|n| format!("{{{}: “I saw him,”}} {{{}s he}} said.\n", n + 1, n + 1)).collect();
    let case = read(&many);
    let start = Instant::now();
    resolve(&case, &learned);
    assert!(start.elapsed() < Duration::from_secs(2), "4,000 quotations took {:?}", start.elapsed());
}
