//! brat's standoff format: what is marked, who says it and who is the same, by offsets in code points.

use std::collections::BTreeMap;

use super::article::{Article, flat, label, normal_form};
use crate::report::Quotation;

/// What brat wants to know of the types before it shows them.
pub(super) const CONFIGURATION: &str = "\
# Saidby's types for brat. Offsets in the .ann files count code points of the .txt files beside them.
[entities]
Person
Organization
Location
Facility
Norp
Product
Misc
Date
Relative
Time
Duration
Money
Percent
Quantity
Direct
Mixed
Indirect
Topic
Stance
Cue
Source

[relations]
Speaker\tArg1:Direct|Mixed|Indirect|Topic|Stance, Arg2:Person|Organization|Location|Facility|Norp|Product|Misc
CueOf\tArg1:Cue, Arg2:Direct|Mixed|Indirect|Topic|Stance
SourceOf\tArg1:Source, Arg2:Direct|Mixed|Indirect|Topic|Stance
Coreference\tArg1:Person|Organization|Location|Facility|Norp|Product|Misc, \
Arg2:Person|Organization|Location|Facility|Norp|Product|Misc, <REL-TYPE>:symmetric-transitive
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
";

/// The file with the annotations.
pub(super) fn annotations(article: &Article<'_>) -> String {
    let mut file = File { article, out: String::new(), n_marks: 0, n_relations: 0, n_notes: 0 };
    let report = &article.report;
    let mut first_mentions = BTreeMap::new();
    for entity in &report.entities {
        let mut before = None;
        for mention in &entity.mentions {
            let kind = entity.type_of(mention);
            let Some(mark) = file.mark(capital(kind.name()), &[[mention.start, mention.end]]) else {
                continue;
            };
            match before {
                Some(before) => file.relation("Coreference", mark, before),
                None => _ = first_mentions.insert(entity.id, mark),
            }
            before = Some(mark);
        }
    }
    for value in &report.values {
        let mark = file.mark(capital(value.value_type.name()), &[[value.start, value.end]]);
        if let (Some(mark), Some(normal)) = (mark, normal_form(value)) {
            file.note(mark, &normal);
        }
    }
    for quotation in &report.quotations {
        file.quotation(quotation, &first_mentions);
    }
    file.out
}

struct File<'a> {
    article: &'a Article<'a>,
    out: String,
    n_marks: usize,
    n_relations: usize,
    n_notes: usize,
}

impl File<'_> {
    fn quotation(&mut self, quotation: &Quotation, first_mentions: &BTreeMap<usize, usize>) {
        let Some(mark) = self.mark(capital(label(quotation)), &quotation.content) else { return };
        let speaker = quotation.speaker.and_then(|id| first_mentions.get(&id));
        match (speaker, self.article.speaker(quotation)) {
            (Some(&speaker), _) => self.relation("Speaker", mark, speaker),
            (None, Some(entity)) => self.note(mark, &format!("said by {}", entity.name)),
            (None, None) => {}
        }
        for (span, name, relation) in
            [(quotation.cue, "Cue", "CueOf"), (quotation.source, "Source", "SourceOf")]
        {
            if let Some(part) = span.and_then(|span| self.mark(name.into(), &[span])) {
                self.relation(relation, part, mark);
            }
        }
    }

    /// A mark over spans, which are broken at the ends of lines, as brat wants it; None if they are empty. The
    /// first one carries a note of where the file comes from.
    fn mark(&mut self, kind: String, spans: &[[u32; 2]]) -> Option<usize> {
        let mut fragments = Vec::new();
        for &span in spans {
            let mut start = span[0];
            for line in self.article.words(span).split(is_line_end) {
                let end = start + line.chars().count() as u32;
                if start < end {
                    fragments.push((start, end, line));
                }
                start = end + 1;
            }
        }
        if fragments.is_empty() {
            return None;
        }
        self.n_marks += 1;
        let offsets: Vec<String> = fragments.iter().map(|(start, end, _)| format!("{start} {end}")).collect();
        let words: Vec<&str> = fragments.iter().map(|(_, _, line)| *line).collect();
        self.line(&format!("T{}\t{kind} {}\t{}", self.n_marks, offsets.join(";"), words.join(" ")));
        if self.n_marks == 1 {
            self.note(1, &self.article.provenance());
        }
        Some(self.n_marks)
    }

    fn relation(&mut self, kind: &str, from: usize, to: usize) {
        self.n_relations += 1;
        self.line(&format!("R{}\t{kind} Arg1:T{from} Arg2:T{to}", self.n_relations));
    }

    fn note(&mut self, mark: usize, words: &str) {
        self.n_notes += 1;
        let words = flat(words);
        self.line(&format!("#{}\tAnnotatorNotes T{mark}\t{words}", self.n_notes));
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
}

/// What ends a line for some reader of the file, or a field of it.
fn is_line_end(c: char) -> bool {
    matches!(c, '\t' | '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
