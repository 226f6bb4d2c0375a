//! A mention that looks for its entity, and the entities it may stand for.

use std::ops::Range;

use super::gender::Evidence;
use super::history::{MAX_BACK, Salient};
use super::holder::Fit;
use super::names::Group;
use super::pass::Pass;
use super::pronoun::Pronoun;
use super::ranker::Kind;
use super::role::{Opening, Phrase, Role};
use super::source::Head;
use crate::lexicon::{GOVERNORS, Person, RoleKind};
use crate::text::{Case, Document};
use crate::wordnet::Wordnet;

/// How many candidates a mention has, at most.
const MAX_CANDIDATES: usize = 32;
/// How many quotations back their speakers are candidates.
const MAX_SPOKEN: usize = 4;
/// How far behind a quotation a name is a candidate, in tokens.
const MAX_BEHIND: usize = 12;

/// A mention that looks for its entity.
#[derive(Clone, Debug)]
pub(super) struct Seeker {
    pub kind: Kind,
    /// Its words.
    pub tokens: Range<usize>,
    /// Its head: the noun, the pronoun, the last word of the name.
    pub noun: usize,
    /// Where it looks back from: its own start, or that of the quotation.
    pub from: usize,
    pub quotation: Option<usize>,
    pub phrase: Option<usize>,
    pub pronoun: Option<Pronoun>,
    /// Of "who", the last token of what it goes back to.
    pub antecedent: Option<usize>,
}

impl Seeker {
    pub fn of_phrase(pass: &Pass, number: usize) -> Self {
        let phrase = &pass.phrases[number];
        Self {
            kind: Kind::Role,
            tokens: phrase.start()..phrase.tokens.end,
            noun: phrase.noun_at,
            from: phrase.start(),
            quotation: None,
            phrase: Some(number),
            pronoun: None,
            antecedent: None,
        }
    }

    /// None for first and second persons, which are left to those who know the speaker.
    pub fn of_pronoun(pass: &Pass, pronoun: Pronoun) -> Option<Self> {
        let kind = match pronoun.person {
            Person::Male | Person::Female => Kind::Person,
            Person::Thing if !pronoun.is_empty(pass.names.document) => Kind::Thing,
            Person::Plural => Kind::Plural,
            _ => return None,
        };
        let tokens = pronoun.token..pronoun.token + 1;
        Some(Self {
            kind,
            tokens,
            noun: pronoun.token,
            from: pronoun.token,
            quotation: None,
            phrase: None,
            pronoun: Some(pronoun),
            antecedent: None,
        })
    }

    /// The source of a quotation, or the place where it lacks one.
    pub fn of_quotation(pass: &Pass, number: usize) -> Option<Self> {
        let document = pass.names.document;
        let quotation = &pass.quotations[number];
        let content = document.tokens_in(*quotation.content.first()?);
        let source = pass.sources[number].as_ref();
        let mut seeker = Self {
            kind: Kind::Gap,
            tokens: content.start..content.start,
            noun: content.start,
            from: content.start,
            quotation: Some(number),
            phrase: None,
            pronoun: None,
            antecedent: None,
        };
        // "5 a.m." is no source, but neither is there none.
        if source.is_none() && quotation.source.is_some() {
            return None;
        }
        let Some(source) = source else { return Some(seeker) };
        seeker.tokens = source.words.clone();
        seeker.from = content.start.min(source.words.start);
        (seeker.kind, seeker.noun) = match source.head {
            Head::Name(name) => (Kind::SourceName, pass.names.tokens[name].end - 1),
            Head::Pronoun(token) => (Kind::SourcePronoun, token),
            Head::Relative(token, before) => {
                seeker.antecedent = Some(before);
                seeker.from = token;
                (Kind::SourcePronoun, token)
            }
            Head::Paper { noun, .. } => (Kind::SourcePaper, noun),
            Head::Words { noun } => (Kind::SourceWords, noun),
            Head::Joint(_) | Head::Letter => return None,
        };
        seeker.pronoun =
            (seeker.kind == Kind::SourcePronoun).then(|| Pronoun::at(document, seeker.noun)).flatten();
        if matches!(seeker.kind, Kind::SourceWords | Kind::SourcePaper) {
            seeker.phrase = phrase_at(&pass.phrases, seeker.noun);
        }
        Some(seeker)
    }

    pub fn phrase<'p>(&self, pass: &'p Pass) -> Option<&'p Phrase> {
        pass.phrases.get(self.phrase?)
    }

    /// What a role noun at the head says.
    pub fn role(&self, document: &Document) -> Option<Role> {
        let has_noun = matches!(self.kind, Kind::Role | Kind::SourceWords | Kind::SourcePaper);
        Role::of(document.lower(self.noun)).filter(|_| has_noun)
    }

    /// Whether an entity's kind allows that it is meant.
    fn allows(&self, pass: &Pass, entity: usize) -> bool {
        let entry = &pass.entries[entity];
        if let Some(pronoun) = self.pronoun {
            // "He" in what somebody says word for word is not who says it.
            let outer = pass.around(self.noun, self.quotation).next();
            let is_own = outer.is_some_and(|outer| outer.speaker == Some(entity));
            if is_own && pass.quoted[self.noun] && pronoun.person.is_third_singular() {
                return false;
            }
            return match pronoun.person {
                Person::Male | Person::Female => {
                    let other = pronoun
                        .gender()
                        .is_some_and(|gender| 1 < entry.gender.weight && entry.gender.gender != gender);
                    entry.group == Group::Person && !entry.is_plural && !other
                }
                Person::Thing => entry.group != Group::Person && !entry.is_plural,
                Person::Plural => entry.group != Group::Person || entry.is_plural,
                _ => true,
            };
        }
        let role = self.role(pass.names.document);
        if role.is_some_and(|role| Evidence::of_role(role.gender).contradicts(entry.gender)) {
            return false;
        }
        let what = role.map_or_else(|| self.class(pass), |role| Some(role.what));
        if !self.is_somebody_else_than(pass, entity, what) {
            return false;
        }
        match self.kind {
            Kind::Role if entry.members.is_empty() => match what {
                Some(RoleKind::Person) => entry.group == Group::Person && !entry.is_plural,
                Some(RoleKind::People) => entry.is_plural,
                Some(RoleKind::Organization | RoleKind::Thing) => entry.group == Group::Other,
                Some(RoleKind::Place) => matches!(entry.group, Group::Place | Group::Other),
                _ => !entry.is_plural,
            },
            Kind::SourceWords => match what {
                Some(RoleKind::Person) => entry.group == Group::Person && !entry.is_plural,
                Some(RoleKind::People) => {
                    entry.is_plural || matches!(entry.group, Group::Other | Group::People)
                }
                Some(RoleKind::Organization | RoleKind::Place) => entry.group != Group::Person,
                _ => true,
            },
            _ => true,
        }
    }

    /// Whether the words leave it open that an entity is meant: "a spokesman for Reyle" is not Reyle,
    /// "another candidate" nobody who has a name, and nobody calls himself "the deputy".
    fn is_somebody_else_than(&self, pass: &Pass, entity: usize, what: Option<RoleKind>) -> bool {
        if !matches!(self.kind, Kind::Role | Kind::SourceWords) {
            return true;
        }
        let document = pass.names.document;
        let entry = &pass.entries[entity];
        let is_named = entity < pass.clusters.len();
        let outer = pass.around(self.noun, self.quotation).next();
        if outer.is_some_and(|outer| outer.speaker == Some(entity)) && what != Some(RoleKind::Thing) {
            return false;
        }
        let source = self.quotation.and_then(|number| pass.sources[number].as_ref());
        let mut inside = source
            .into_iter()
            .flat_map(|source| &source.names)
            .chain(self.phrase(pass).into_iter().flat_map(|phrase| &phrase.names));
        if let Some(&name) = inside.find(|&&name| pass.entity_of[name] == entity) {
            // "Spokesman for Chief Minister Ana Reyle": the title right before the name is hers.
            let mut start = pass.names.tokens[name].start;
            while self.noun + 1 < start
                && pass.names.name_at(start - 1).is_none()
                && document.word(start - 1).case.is_capital()
            {
                start -= 1;
            }
            let before = start.checked_sub(1).map_or("", |at| document.lower(at));
            let after = pass.names.tokens[name].end;
            let after = document.tokens.get(after).map_or("", |_| document.lower(after));
            let is_governed = GOVERNORS.contains(before) || before == "of" || matches!(after, "'s" | "'");
            let is_person = matches!(what, Some(RoleKind::Person | RoleKind::People));
            return entry.group != Group::People
                && !(is_person && (is_governed || entry.group != Group::Person));
        }
        let is_indefinite =
            matches!(document.lower(self.tokens.start.saturating_sub(1)), "a" | "an" | "another" | "one")
                || matches!(document.lower(self.tokens.start), "a" | "an" | "another" | "one");
        if is_indefinite && is_named && self.kind == Kind::SourceWords {
            return false;
        }
        // "Her ministry" is hers, whichever ministry the article names; "his wife" is not who has that
        // name unless the text says so.
        let is_owned = self.phrase(pass).is_some_and(|phrase| {
            let is_personal = |at: usize| matches!(document.lower(at), "his" | "her" | "my");
            let is_hers = matches!(phrase.opening, Opening::Pronoun(at) if is_personal(at));
            let is_relative = matches!(phrase.opening, Opening::Pronoun(_) | Opening::Owned(_))
                && what == Some(RoleKind::Person);
            (is_hers || is_relative) && !matches!(pass.fit_of(phrase, entity), Fit::Score(_))
        });
        if is_named && is_owned {
            return false;
        }
        let is_another = document.lower(self.tokens.start) == "another";
        if is_named || !entry.members.is_empty() {
            return !(is_named && self.is_beside_the_matter(pass, entity));
        }
        if is_another {
            return false;
        }
        // Two that have no name are one only if they may be called alike.
        let own = Role::of(document.lower(self.noun));
        let other = Role::of(&entry.noun);
        match (own, other) {
            (Some(own), Some(other)) => {
                let has = |role: Role, noun: &str| role.broader.split(' ').any(|broader| broader == noun);
                own.noun == other.noun || has(own, other.noun) || has(other, own.noun)
            }
            _ => entry.noun == called(document.lower(self.noun)),
        }
    }

    /// Whether the words mean somebody who speaks, judges or asks for others, or a relative, and no role
    /// of the entity says that it is such a one.
    fn is_beside_the_matter(&self, pass: &Pass, entity: usize) -> bool {
        const KINDS: [&str; 5] = ["spokesperson", "journalist", "jurist", "relative", "source"];
        let Some(role) = self.role(pass.names.document) else { return false };
        let is_beside =
            KINDS.contains(&role.noun) || role.broader.split(' ').any(|noun| KINDS.contains(&noun));
        is_beside && self.phrase(pass).is_none_or(|phrase| pass.fit_of(phrase, entity) == Fit::None)
    }

    /// What a noun that is no role says by WordNet.
    fn class(&self, pass: &Pass) -> Option<RoleKind> {
        let noun = pass.wordnet.noun(pass.names.document.lower(self.noun)).unwrap_or_default();
        match (noun.person, noun.group.max(noun.location)) {
            (2.., 0) if noun.plural => Some(RoleKind::People),
            (2.., 0) => Some(RoleKind::Person),
            (0, 2..) => Some(RoleKind::Organization),
            _ => None,
        }
    }

    /// How many sentences back it looks.
    fn reach(&self) -> usize {
        match self.kind {
            Kind::Person => 8,
            Kind::Thing | Kind::Plural => 3,
            Kind::Role => 6,
            _ => 12,
        }
    }

    /// The entities that may be meant, nearest first, with their last mention.
    pub fn candidates(&self, pass: &Pass) -> Vec<Candidate> {
        let mut found = Candidates { seeker: self, pass, all: Vec::new() };
        let document = pass.names.document;
        if let Some(last) = self.antecedent {
            found.add(found.ending_at(last));
        }
        if let Some(source) = self.quotation.and_then(|number| pass.sources[number].as_ref()) {
            for &name in &source.names {
                found.add(Some(pass.entity_of[name]));
            }
        }
        let sentence = document.sentence_of(self.from);
        // Nobody looks from the story to a caption or credit.
        let is_story = |paragraph: usize| document.paragraphs[paragraph].kind.is_story();
        let in_story = is_story(document.paragraph_of(self.from));
        for (back, salient) in pass.history.iter().rev().take(MAX_BACK).enumerate() {
            let distance = sentence.saturating_sub(salient.sentence);
            if self.reach() < distance {
                break;
            }
            if !in_story || is_story(salient.paragraph) {
                found.add_salient(salient, distance, back);
            }
        }
        if self.quotation.is_some() {
            for spoken in pass.spoken.iter().rev().take(MAX_SPOKEN) {
                found.add(spoken.speaker);
            }
            for spoken in pass.around(self.from, self.quotation).take(2) {
                found.add(spoken.speaker);
            }
        }
        if let Some(role) = self.role(document) {
            let broader = role.broader.split(' ').take(2);
            for noun in std::iter::once(role.noun).chain(broader) {
                for &fact in pass.by_noun.get(noun).map_or(&[][..], Vec::as_slice) {
                    found.add(Some(pass.facts[fact].entity));
                }
            }
            // "The company" is seldom one named later that has the word in its name.
            if !role.is_company() {
                for &entity in pass.by_head.get(role.noun).map_or(&[][..], Vec::as_slice) {
                    found.add(Some(entity));
                }
            }
        }
        if let Some(phrase) = self.phrase(pass) {
            for &name in &phrase.names {
                found.add(Some(pass.entity_of[name]));
            }
        }
        if self.kind == Kind::SourceWords {
            found.add(pass.surnames.get(document.lower(self.noun)).copied().flatten());
            // "The MCE": somebody with an office of these letters, of those who have one.
            if document.word(self.noun).case == Case::Upper {
                for fact in pass.facts.iter().take(MAX_BACK) {
                    found.add(Some(fact.entity));
                }
            }
        }
        if self.kind == Kind::Gap
            && let Some(number) = self.quotation
        {
            let content = pass.quotations[number].content.last().copied().unwrap_or_default();
            let end = document.tokens_in(content).end;
            for name in pass.names_in(end..end + MAX_BEHIND).take(2) {
                found.add(Some(pass.entity_of[name]));
            }
        }
        let mut all = found.all;
        self.drop_strangers(pass, &mut all);
        all
    }

    /// "The driver", where the text has a driver without a name: then no name is meant of which the text
    /// does not say that it is one.
    fn drop_strangers(&self, pass: &Pass, all: &mut Vec<Candidate>) {
        if !matches!(self.kind, Kind::Role | Kind::SourceWords) {
            return;
        }
        let noun = called(pass.names.document.lower(self.noun));
        let is_so_called =
            |one: &Candidate| pass.clusters.len() <= one.entity && pass.entries[one.entity].noun == noun;
        if !all.iter().any(is_so_called) {
            return;
        }
        let source = self.quotation.and_then(|number| pass.sources[number].as_ref());
        let is_inside = |entity: usize| {
            source.is_some_and(|source| source.names.iter().any(|&name| pass.entity_of[name] == entity))
        };
        let is_known = |entity: usize| {
            let fits =
                self.phrase(pass).is_some_and(|phrase| matches!(pass.fit_of(phrase, entity), Fit::Score(_)));
            fits || is_inside(entity) || pass.by_head.get(noun).is_some_and(|heads| heads.contains(&entity))
        };
        all.retain(|one| pass.clusters.len() <= one.entity || is_known(one.entity));
    }
}

/// The phrase whose head a noun is, or else that it belongs to.
fn phrase_at(phrases: &[Phrase], noun: usize) -> Option<usize> {
    let to = phrases.partition_point(|phrase| phrase.tokens.start <= noun);
    let near = (to.saturating_sub(4)..to).rev();
    let is_head = |&number: &usize| phrases[number].noun_at == noun;
    let holds = |&number: &usize| !phrases[number].is_inside && phrases[number].tokens.contains(&noun);
    near.clone().find(is_head).or_else(|| near.clone().find(holds))
}

/// An entity that a mention may stand for.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub entity: usize,
    /// Its last mention before, and how many sentences and mentions back that is.
    pub last: Option<(Salient, usize, usize)>,
    pub n_lately: usize,
    pub is_subject_here: bool,
    pub was_subject_before: bool,
    pub spoke_here: bool,
}

struct Candidates<'s, 'p, 'd, 't> {
    seeker: &'s Seeker,
    pass: &'p Pass<'d, 't>,
    all: Vec<Candidate>,
}

impl Candidates<'_, '_, '_, '_> {
    /// The entity of the mention that ends with a token.
    fn ending_at(&self, last: usize) -> Option<usize> {
        let pass = self.pass;
        let of_name = pass.names.name_at(last).map(|name| pass.entity_of[name]);
        let mut links = pass.links.iter().rev().take(8);
        let is_at = |tokens: &Range<usize>| tokens.contains(&last);
        of_name.or_else(|| links.find(|(tokens, ..)| is_at(tokens)).map(|(_, entity, _)| *entity))
    }

    fn at(&mut self, entity: usize) -> Option<&mut Candidate> {
        let known = self.all.iter().position(|candidate| candidate.entity == entity);
        let at = match known {
            Some(at) => at,
            None if MAX_CANDIDATES <= self.all.len() || !self.seeker.allows(self.pass, entity) => {
                return None;
            }
            None => {
                self.all.push(Candidate {
                    entity,
                    last: None,
                    n_lately: 0,
                    is_subject_here: false,
                    was_subject_before: false,
                    spoke_here: false,
                });
                self.all.len() - 1
            }
        };
        self.all.get_mut(at)
    }

    fn add(&mut self, entity: Option<usize>) {
        if let Some(entity) = entity {
            self.at(entity);
        }
    }

    fn add_salient(&mut self, salient: &Salient, distance: usize, back: usize) {
        let Some(candidate) = self.at(salient.entity) else { return };
        candidate.last.get_or_insert((*salient, distance, back));
        candidate.n_lately += usize::from(distance <= 5);
        candidate.is_subject_here |= distance == 0 && salient.is_subject;
        candidate.was_subject_before |= distance == 1 && salient.is_subject;
        candidate.spoke_here |= distance == 0 && salient.speaks;
    }
}

/// Whether a noun means several people or things.
pub(super) fn is_plural(wordnet: &Wordnet, document: &Document, noun_at: usize) -> bool {
    let lower = document.lower(noun_at);
    if let Some(role) = Role::of(lower) {
        return role.what == RoleKind::People;
    }
    let before = noun_at.checked_sub(1).map_or("", |at| document.lower(at));
    let ends = 3 < lower.len() && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us");
    let is_one = matches!(before, "a" | "an" | "one" | "this" | "another");
    !is_one && wordnet.noun(lower).map_or(ends, |noun| noun.plural)
}

/// A noun as entities without a name are compared by it: the one that the list of roles has for it.
pub(super) fn called(noun: &str) -> &str {
    Role::of(noun).map_or(noun, |role| role.noun)
}

/// How a mention opens, as a number for features.
pub(super) fn opening_number(opening: Opening) -> u64 {
    match opening {
        Opening::Definite => 0,
        Opening::Indefinite => 1,
        Opening::Pronoun(_) => 2,
        Opening::Owned(_) => 3,
        Opening::Bare => 4,
        Opening::Noun => 5,
    }
}
