//! Whose role a phrase is: titles before names, appositions beside them, predicates after them.

use super::cluster::Group;
use super::phrase::portfolio_end;
use super::role::{NamesAt, Opening, Phrase, Role, is_title};
use crate::lexicon::{
    APPOSITION_ENDS, DETERMINERS, GOVERNORS, LINKING_VERBS, LinkingVerb, PREDICATE_ADVERBS, RoleKind,
};

/// How many tokens back the bracket of an acronym opens, at most.
const MAX_BRACKET: usize = 8;

/// How many tokens may stand between a comma and the name behind it, at most: titles and other roles.
const MAX_TITLE: usize = 5;

/// How a phrase belongs to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attachment {
    /// "Energy Minister Tomas Reyle"
    Title,
    /// "Reyle, the energy minister,", "Reyle, who serves as energy minister"
    After,
    /// "The energy minister, Tomas Reyle,"
    Before,
    /// "Reyle is the energy minister"
    Predicate,
}

/// The names that phrases describe, and how they are tied to them.
pub(super) fn attachments(
    names: &NamesAt,
    groups: &[Group],
    phrases: &[Phrase],
) -> Vec<Option<(usize, Attachment)>> {
    let mut attachments: Vec<Option<(usize, Attachment)>> =
        phrases.iter().map(|phrase| attachment(names, groups, phrase)).collect();
    for number in 1..phrases.len() {
        // "Reyle is an engineer and a painter."
        let (first, second) = (&phrases[number - 1], &phrases[number]);
        let goes_on = attachments[number].is_none()
            && matches!(attachments[number - 1], Some((_, Attachment::Predicate | Attachment::After)))
            && second.opening == Opening::Indefinite
            && first.opening == Opening::Indefinite
            && second.role.is_person() == first.role.is_person()
            && first.tokens.end + 1 == second.start()
            && names.document.lower(first.tokens.end) == "and";
        if goes_on {
            attachments[number] = attachments[number - 1];
        }
    }
    attachments
}

/// The name that a phrase describes, and how it is tied to it.
fn attachment(names: &NamesAt, groups: &[Group], phrase: &Phrase) -> Option<(usize, Attachment)> {
    let fits = |name: usize| match groups[name] {
        Group::Person => phrase.role.is_person(),
        Group::Other => phrase.role.is_organization() || phrase.role.what == RoleKind::Thing,
        Group::Place => matches!(phrase.role.what, RoleKind::Place | RoleKind::Thing),
        Group::People => false,
    };
    let document = names.document;
    let lower = |at: usize| document.tokens.get(at).map_or("", |_| document.lower(at));
    let sentence = &document.sentences[document.sentence_of(phrase.noun_at)].tokens;
    let end = phrase.tokens.end;
    if let Some(name) = names.name_at(end)
        && sentence.contains(&end)
        && names.tokens[name].start == end
    {
        // "A spokesman for Chief Minister Ana Reyle": the title behind "for" is hers, not the phrase.
        let last = Role::of(lower(end - 1)).filter(|_| phrase.noun_at + 1 < end && lower(end - 2) != "and");
        let goes_on = lower(phrase.noun_at + 1) == "and";
        let is_another =
            !goes_on && last.is_some_and(|role| role.is_person()) && groups[name] == Group::Person;
        return (fits(name) && !is_another).then_some((name, Attachment::Title));
    }
    if phrase.is_inside {
        return None;
    }
    if let Some((name, attachment)) = before(names, phrase, sentence.start)
        && fits(name)
    {
        let closes =
            end >= sentence.end || matches!(lower(end), "!" | "\"") || APPOSITION_ENDS.contains(lower(end));
        if closes || attachment == Attachment::Predicate {
            return Some((name, attachment));
        }
    }
    behind(names, phrase, sentence.end, fits).map(|name| (name, Attachment::Before))
}

/// The name that a phrase is an apposition to, behind it and a comma: "the head of the agency, Ms. Jane Doe, said".
fn behind(names: &NamesAt, phrase: &Phrase, to: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let document = names.document;
    let lower = |at: usize| if at < to { document.lower(at) } else { "" };
    let comma = portfolio_end(names, phrase, to);
    if lower(comma) != "," {
        return None;
    }
    let is_thing = phrase.role.what != RoleKind::Person;
    let is_before = |at: usize| is_title(lower(at)) || is_thing && at == comma + 1 && lower(at) == "the";
    let start = (comma + 1..to).take(MAX_TITLE).find(|&at| names.name_at(at).is_some() || !is_before(at))?;
    names.name_at(start).filter(|&name| fits(name) && closes(names, phrase, name, to))
}

/// Whether what follows a name closes it as that of the phrase before it and a comma.
fn closes(names: &NamesAt, phrase: &Phrase, name: usize, to: usize) -> bool {
    let document = names.document;
    let lower = |at: usize| if at < to { document.lower(at) } else { "" };
    let after = names.tokens[name].end;
    let ends = to <= after || matches!(lower(after), "," | ".");
    match phrase.opening {
        // "A driver, Reyle, and a nurse" are two.
        Opening::Indefinite => ends && !is_listed(lower(after + 1)),
        Opening::Pronoun(_) => true,
        _ if ends || matches!(lower(after), ")" | ";" | "—" | "–" | "(") => true,
        _ => {
            let from = document.sentences[document.sentence_of(phrase.noun_at)].tokens.start;
            let governor = phrase.start().checked_sub(1).filter(|&at| from <= at);
            let is_governed = governor.is_some_and(|at| {
                let word = document.lower(at);
                GOVERNORS.contains(word) && (word != "as" || at != from)
            });
            // "In a letter to the president, Reyle said" is of two.
            matches!(lower(after), "said" | "says" | "told") && !is_governed
                || phrase.start() == from && lower(after) != "and"
        }
    }
}

/// Whether what begins with a word may be one more of a list.
fn is_listed(word: &str) -> bool {
    matches!(word, "and" | "or") || DETERMINERS.contains(word)
}

/// The name before a phrase that it is an apposition or a predicate of.
fn before(names: &NamesAt, phrase: &Phrase, from: usize) -> Option<(usize, Attachment)> {
    let document = names.document;
    let at = |back: usize| phrase.start().checked_sub(back).filter(|&at| from <= at);
    let lower = |back: usize| at(back).map_or("", |at| document.lower(at));
    // The name that ends right before the token `back` tokens before the phrase.
    let ends = |back: usize| {
        let last = at(back + 1)?;
        names.name_at(last).filter(|&name| names.tokens[name].end == last + 1)
    };
    if matches!(lower(1), "," | "(" | "—" | "–") {
        // "In the hills of Torvik, this temple is": no apposition begins so.
        if matches!(document.lower(phrase.start()), "this" | "that" | "these" | "those") {
            return None;
        }
        let closes = || {
            document.tokens.get(phrase.tokens.end).is_none_or(|_| document.lower(phrase.tokens.end) == ",")
        };
        // "Reyle, 34, the minister"
        // "Norvik Airways (NA), the carrier"
        if lower(2) == ")"
            && let Some(back) = (3..MAX_BRACKET).find(|&back| lower(back) == "(")
        {
            // "According to Norvik Airways (NA), the carrier has" says nothing of Norvik.
            return ends(back).filter(|_| closes()).map(|name| (name, Attachment::After));
        }
        let age = lower(3) == "," && lower(2).bytes().all(|b| b.is_ascii_digit());
        let name = ends(if age { 3 } else { 1 })?;
        // "For Reyle, the minister is the problem": the comma closes what the sentence opens with.
        let is_adverbial = opens_adverbially(names, name, from);
        return (!is_adverbial || closes()).then_some((name, Attachment::After));
    }
    let adverb = usize::from(PREDICATE_ADVERBS.contains(lower(1)));
    let mut verb = 1 + adverb;
    if lower(verb) == "as" {
        verb += 1;
        if LINKING_VERBS.get(lower(verb)) != Some(LinkingVerb::Serve) {
            return None;
        }
    } else if lower(verb) == "been" && matches!(lower(verb + 1), "has" | "have" | "had") {
        verb += 1;
    } else if !matches!(lower(verb), "is" | "was" | "became" | "remains") {
        return None;
    }
    let mut subject = verb;
    if PREDICATE_ADVERBS.contains(lower(subject + 1)) || matches!(lower(subject + 1), "has" | "had") {
        subject += 1;
    }
    if lower(subject + 1) == "who" && lower(subject + 2) == "," {
        return ends(subject + 2).map(|name| (name, Attachment::After));
    }
    ends(subject).map(|name| (name, Attachment::Predicate))
}

/// Whether a sentence that begins at the token `from` opens with a preposition and a name: "For Reyle,".
pub(super) fn opens_adverbially(names: &NamesAt, name: usize, from: usize) -> bool {
    let document = names.document;
    let start = names.tokens[name].start;
    let opening = from..start - usize::from(from < start && document.lower(start - 1) == "the");
    !opening.is_empty()
        && opening.len() <= 2
        && GOVERNORS.contains(document.lower(opening.end - 1))
        && opening.take(1).all(|at| document.lower(at) != "and")
}

/// A role that the text gives to an entity.
#[derive(Clone, Debug)]
pub(super) struct KnownRole {
    pub entity: usize,
    pub phrase: Phrase,
    /// The entity it belongs to, where that is no name in it: "the company's chief executive".
    pub owner: Option<usize>,
}
