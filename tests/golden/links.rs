//! Names, who is who, and who speaks.

use saidby::attribution::{self, Attributed};
use saidby::coref::{self, Entity, MentionKind};
use saidby::text::Document;

use crate::marks::Marked;
use crate::{Reading, lower_name};

/// The entities of a text and the speakers of its quotations.
pub struct Linked {
    pub text: String,
    pub entities: Vec<Entity>,
    pub attributed: Vec<Attributed>,
}

/// Links what the text marks, and nothing else; of a text without marks, what the analyzer finds.
pub fn link(reading: &Reading, text: &str) -> Linked {
    let marked = Marked::read(text);
    if !marked.has_marks() {
        let analysis = reading.analyze(text);
        let (entities, attributed) = (analysis.entities, analysis.quotations);
        return Linked { text: text.to_owned(), entities, attributed };
    }
    let document = Document::new(&marked.text);
    let (tagged, quotations) = (marked.tagged(&document), marked.quotations());
    let (ranker, wordnet) = (&reading.tools.ranker, &reading.tools.wordnet);
    let mut entities = coref::resolve(&document, &tagged, &quotations.quotations, wordnet, ranker);
    let shown_from = ranker.shown_from();
    let attributed = attribution::find_speakers(&document, &quotations, &mut entities, shown_from);
    Linked { entities: entities.entities, attributed, text: marked.text }
}

/// Each name with its type, in text order.
pub fn names(reading: &Reading, text: &str) -> String {
    let Linked { text, entities, .. } = link(reading, text);
    let mut names = Vec::new();
    for entity in entities.iter().filter(|entity| entity.named) {
        for mention in entity.mentions.iter().filter(|mention| mention.kind <= MentionKind::Acronym) {
            let entity_type = mention.own_type.unwrap_or(entity.entity_type);
            names.push((mention.span, format!("{}: {}", lower_name(entity_type), mention.span.of(&text))));
        }
    }
    names.sort();
    names.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

/// The entities with more than one mention, a role or a quotation.
pub fn links(reading: &Reading, text: &str) -> String {
    let Linked { text, entities, attributed } = link(reading, text);
    let mut lines = Vec::new();
    for (number, entity) in entities.iter().enumerate() {
        let speaks = attributed.iter().any(|a| a.speaker == Some(number));
        if entity.mentions.len() < 2 && entity.roles.is_empty() && !speaks {
            continue;
        }
        let mentions: Vec<&str> = entity.mentions.iter().map(|m| m.span.of(&text)).collect();
        let unnamed = if entity.named { "" } else { " (not named)" };
        lines.push(format!("{}{unnamed}: {}", entity.name, mentions.join(" | ")));
        if !entity.roles.is_empty() {
            lines.push(format!("  roles: {}", entity.roles.join("; ")));
        }
        if !entity.members.is_empty() {
            let names = entity.members.iter().map(|&member| entities[member].name.as_str());
            lines.push(format!("  members: {}", names.collect::<Vec<_>>().join("; ")));
        }
        if let Some(other) = entity.affiliation {
            lines.push(format!("  of: {}", entities[other].name));
        }
    }
    lines.join("\n")
}

/// The speaker of each quotation by its number.
pub fn speakers(reading: &Reading, text: &str) -> String {
    let Linked { entities, attributed, .. } = link(reading, text);
    let line = |(number, attributed): (usize, &Attributed)| {
        let speaker = attributed.speaker.map_or("?", |speaker| &entities[speaker].name);
        let relay = attributed.relay.map(|relay| format!(", passed on by {}", entities[relay].name));
        format!("{}: {speaker}{}", number + 1, relay.unwrap_or_default())
    };
    attributed.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}
