//! The counts that a report shows: words, and who says how much, for page, command line and exports.
//!
//! A word is a run of letters and digits; a mark such as an apostrophe, a hyphen or a decimal point between two of
//! them belongs to it. `www/js/reading/words.js` has the same definition for what a reader changes in the page, and
//! `tests/browser/sequences.js` compares the two.

use super::{Act, Entity, QuotationKind, Report, Source, Tally};
use crate::lexicon::{FUNCTION_WORDS, ROLES, RoleKind};
use crate::order::Order;

/// How many words a text has.
pub fn count_words(text: &str) -> usize {
    let mut words = 0;
    let mut inside = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if is_part(character) {
            words += usize::from(!inside);
            inside = true;
        } else {
            let joins = matches!(character, '-' | '\u{2011}' | '\'' | '’' | '.' | ',' | '&' | '@' | '_');
            inside = inside && joins && characters.peek().is_some_and(|&next| is_part(next));
        }
    }
    words
}

/// A letter or digit, an accent of its own, or a hyphen that is not printed.
fn is_part(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}')
}

impl Report {
    /// Counts anew, as after corrections: the words of each quotation, and the sources.
    pub fn recount(&mut self, text: &str) {
        let bytes = self.bytes(text);
        let byte = |offset| bytes.convert(offset) as usize;
        self.count(&|[start, end]| text.get(byte(start)..byte(end)).unwrap_or_default());
    }

    /// The same, with the words that a span of this report stands for.
    pub(super) fn count<'t>(&mut self, words_of: &dyn Fn([u32; 2]) -> &'t str) {
        let count = |spans: &[[u32; 2]]| spans.iter().map(|&span| count_words(words_of(span))).sum::<usize>();
        for quotation in &mut self.quotations {
            quotation.words = count(&quotation.content);
        }
        // By place and not in maps: each kind of map would add to the page's module.
        let entities = places(self.entities.iter().map(|entity| entity.id));
        let outer = places(self.quotations.iter().map(|quotation| quotation.id));
        let mut tallies = vec![Tally::default(); self.entities.len()];
        (self.unattributed, self.total) = (Tally::default(), Tally::default());
        for quotation in self.quotations.iter().filter(|one| one.act == Act::Statement) {
            let within = quotation.parent.and_then(|id| self.quotations.get(place_of(&outer, id)?));
            let mut own = Tally { statements: 1, ..Tally::default() };
            // Those inside another are the outer speaker's words.
            if within.is_none_or(|outer| outer.act != Act::Statement) {
                own.words_quoted = count(&quotation.printed);
                let others = quotation.words.saturating_sub(own.words_quoted);
                // A turn of a transcript is direct without marks.
                let is_spoken = quotation.kind == QuotationKind::Direct;
                *(if is_spoken { &mut own.words_spoken } else { &mut own.words_reported }) = others;
            }
            self.total.add(own);
            let speaker = quotation.speaker.and_then(|id| place_of(&entities, id));
            let Some(speaker) = speaker else {
                self.unattributed.add(own);
                continue;
            };
            // Of several who speak together each says it.
            let members = self.entities[speaker].members.iter().map(|&id| place_of(&entities, id));
            match members.collect::<Option<Vec<_>>>() {
                Some(members) if !members.is_empty() => {
                    members.iter().for_each(|&place| tallies[place].add(own));
                }
                _ => tallies[speaker].add(own),
            }
        }
        // In order of first mention, as entities come.
        let sources = self.entities.iter().zip(tallies).filter(|(_, tally)| 0 < tally.statements);
        let sources = sources.map(|(entity, tally)| {
            let described = entity.named || is_described(entity);
            Source { entity: entity.id, named: entity.named, described, tally }
        });
        self.sources = sources.collect();
    }
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.statements += other.statements;
        self.words_quoted += other.words_quoted;
        self.words_spoken += other.words_spoken;
        self.words_reported += other.words_reported;
    }
}

/// Ids with their places in a list, sorted; after corrections an id need not be its place.
fn places(ids: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = ids.enumerate().map(|(place, id)| (id, place)).collect();
    places.order();
    places
}

fn place_of(places: &[(usize, usize)], id: usize) -> Option<usize> {
    let at = places.partition_point(|&(other, _)| other < id);
    places.get(at).filter(|(other, _)| *other == id).map(|&(_, place)| place)
}

/// Whether words that stand for a source describe a person or body: "a senior official at the ministry", not "standing
/// in front of a jar".
fn is_described(entity: &Entity) -> bool {
    let lower = entity.name.to_lowercase();
    let words = lower.split_whitespace().map(|word| word.trim_matches(|character| !is_part(character)));
    // What it is stands before the first "of", "in" or "who".
    let mut head = words
        .skip_while(|word| FUNCTION_WORDS.contains(word))
        .take_while(|word| !FUNCTION_WORDS.contains(word));
    head.any(|word| {
        ROLES.get(word).is_some_and(|noun| !matches!(noun.kind, RoleKind::Place | RoleKind::Thing))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_what_a_reader_calls_one() {
        for (text, words) in [
            ("", 0),
            ("“We won’t,” she said.", 4),
            ("the U.S. of 1,214 mid-size firms", 6),
            ("A&P – and/or", 3),
            ("re\u{ad}port, re\u{301}sume\u{301}", 2),
            ("ask a.b@example.org", 2),
            ("'tis the boys'", 3),
            ("… – ’", 0),
        ] {
            assert_eq!(count_words(text), words, "{text}");
        }
    }

    #[test]
    fn a_reader_may_recount_what_was_corrected() {
        let json = r#"{"offsetUnit":"codepoint","entities":[
            {"id":0,"type":"person","name":"Ada Brook","named":true},
            {"id":1,"type":"person","name":"a senior official","named":false},
            {"id":2,"type":"person","name":"standing in front of a jar","named":false}],
            "quotations":[
            {"id":0,"kind":"direct","act":"statement","speaker":0,"content":[[0,9]],"printed":[[0,9]]},
            {"id":1,"kind":"direct","act":"statement","speaker":1,"content":[[10,21]],"printed":[]},
            {"id":2,"kind":"indirect","act":"statement","speaker":2,"content":[[10,15]],"parent":1},
            {"id":3,"kind":"mixed","act":"topic","speaker":2,"content":[[10,15]]},
            {"id":4,"kind":"mixed","act":"statement","speaker":null,"content":[[10,12]]}]}"#;
        let mut report = Report::of_json(json).expect("a report");
        report.recount("“No. No.” It is true.");
        let counts = report.sources.iter().map(|source| {
            let Tally { statements, words_quoted, words_spoken, words_reported } = source.tally;
            (source.entity, source.described, statements, [words_quoted, words_spoken, words_reported])
        });
        let counts: Vec<_> = counts.collect();
        assert_eq!(counts, [(0, true, 1, [2, 0, 0]), (1, true, 1, [0, 3, 0]), (2, false, 1, [0, 0, 0])]);
        assert_eq!(report.quotations[1].words, 3);
        assert_eq!(report.unattributed, Tally { statements: 1, words_reported: 1, ..Tally::default() });
    }

    #[test]
    fn of_several_who_speak_together_each_is_a_source() {
        let json = r#"{"offsetUnit":"codepoint","entities":[
            {"id":0,"type":"person","name":"Ada Brook","named":true},
            {"id":1,"type":"person","name":"Tom Tolle","named":true},
            {"id":2,"type":"person","name":"Ada Brook and Tom Tolle","named":false,"members":[0,1]}],
            "quotations":[
            {"id":0,"kind":"direct","act":"statement","speaker":2,"content":[[0,9]],"printed":[[0,9]]},
            {"id":1,"kind":"indirect","act":"statement","speaker":0,"content":[[10,21]]}]}"#;
        let mut report = Report::of_json(json).expect("a report");
        report.recount("“No. No.” It is true.");
        let counts = report.sources.iter().map(|source| (source.entity, source.tally.statements));
        assert_eq!(counts.collect::<Vec<_>>(), [(0, 2), (1, 1)]);
        // Once for the article.
        let total = Tally { statements: 2, words_quoted: 2, words_reported: 3, ..Tally::default() };
        assert_eq!(report.total, total);
    }
}
