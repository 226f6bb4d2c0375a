//! Who holds a role: the entity that "the Russian president", "the commission" or "the company"
//! stands for, or nobody where none or several fit.

use super::attachment::KnownRole;
use super::cluster::Group;
use super::discourse::Discourse;
use super::gender::Evidence;
use super::history::MAX_BACK;
use super::role::{Opening, Phrase, Role, country};
use crate::entity::EntityType;
use crate::lexicon::{Modifier, ORGANIZATION_WORDS, Person, ROLE_MODIFIERS, ROLES, RoleKind};
use crate::order::Order;
use crate::text::Case;

/// How a role fits an entity by the roles that the text gives to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// None of its roles is of the kind.
    None,
    /// One is of the kind, but of another rank, country or body.
    Against,
    /// One fits; how well.
    Score(i32),
}

impl Discourse<'_, '_> {
    /// "He is a legend": the entity of the pronoun right before.
    pub(super) fn predicate_of_pronoun(&self, phrase: &Phrase) -> Option<usize> {
        let verb = phrase.start().checked_sub(1)?;
        let last = self.history.last()?;
        let is_predicate = last.token + 1 == verb
            && last.pronoun.is_some_and(Person::is_third_singular)
            && matches!(self.names.document.lower(verb), "is" | "was" | "'s" | "became" | "remains");
        let fits = match self.entries[last.entity].group {
            Group::Person => phrase.role.is_person(),
            _ => phrase.role.what != RoleKind::Person,
        };
        (is_predicate && fits).then_some(last.entity)
    }

    /// The entity that a free role phrase stands for, if exactly one fits.
    pub(super) fn role_antecedent(&self, phrase: &Phrase) -> Option<usize> {
        let document = self.names.document;
        let is_capital = document.word(phrase.noun_at).case == Case::Capitalized
            && document.sentences[document.sentence_of(phrase.noun_at)].tokens.start != phrase.noun_at;
        let is_owned = phrase.opening == Opening::Bare
            && phrase.tokens.start < phrase.noun_at
            && (!phrase.names.is_empty() || phrase.country.is_some());
        match phrase.opening {
            Opening::Definite | Opening::Pronoun(_) | Opening::Noun => {}
            Opening::Owned(_) => {}
            Opening::Bare if is_capital || is_owned => {}
            _ => return None,
        }
        if phrase.role.what == RoleKind::People {
            return None;
        }
        if phrase.role.noun == "counterpart" {
            return self.counterpart(phrase);
        }
        self.by_own_name(phrase)
            .or_else(|| self.by_employer(phrase))
            .or_else(|| self.by_known_role(phrase))
            .or_else(|| self.by_head_word(phrase))
            .or_else(|| self.by_salience(phrase))
    }

    /// "Ana Reyle, head of Norvik, said the company": hers, whatever else the text calls so.
    fn by_employer(&self, phrase: &Phrase) -> Option<usize> {
        let is_mere = phrase.tokens.len() == 1 && phrase.opening == Opening::Definite;
        let noun = phrase.role.noun;
        let known = ROLES.get(noun).filter(|noun| is_mere && (noun.is_company || noun.is_body))?;
        let employer = self.employer(self.names.document.sentence_of(phrase.noun_at))?;
        self.may_be(employer, noun, known.is_company).then_some(employer)
    }

    /// "the Harbor party", "the Norvik company": the one that the name before the noun names.
    fn by_own_name(&self, phrase: &Phrase) -> Option<usize> {
        let last = *phrase.names.last()?;
        let entity = self.entity_of[last];
        let tokens = &self.names.tokens[last];
        let is_apart = tokens.end == phrase.noun_at && phrase.tokens.end == phrase.noun_at + 1;
        let noun = phrase.role.noun;
        let is_named = ROLES.get(noun).is_some_and(|noun| noun.is_named);
        (is_apart && is_named && self.entries[entity].entity_type == EntityType::Organization)
            .then_some(entity)
    }

    /// The holder of the same office in the country that the phrase names.
    fn counterpart(&self, phrase: &Phrase) -> Option<usize> {
        let country = phrase.country?;
        let holder = self
            .history
            .iter()
            .rev()
            .take(MAX_BACK)
            .find(|s| self.entries[s.entity].group == Group::Person)?;
        let offices: Vec<&str> =
            self.roles_of(holder.entity).map(|known_role| known_role.phrase.role.noun).collect();
        let mut found = None;
        for noun in offices {
            for &number in self.by_noun.get(noun).map_or(&[][..], Vec::as_slice) {
                let known_role = &self.known_roles[number];
                if known_role.entity != holder.entity && known_role.phrase.country == Some(country) {
                    if found.is_some_and(|other| other != known_role.entity) {
                        return None;
                    }
                    found = Some(known_role.entity);
                }
            }
        }
        found
    }

    fn by_known_role(&self, phrase: &Phrase) -> Option<usize> {
        let mut best: Vec<(i32, usize)> = Vec::new();
        // Roles of the noun or a narrower one, and broader ones that are given as such.
        let own = self.by_noun.get(phrase.role.noun).map_or(&[][..], Vec::as_slice).iter();
        let broader = phrase.role.broader.split(' ').take(2);
        let broader = broader.flat_map(|noun| self.by_noun.get(noun).map_or(&[][..], Vec::as_slice));
        let broader = broader
            .filter(|&&number| phrase.role.broader.contains(self.known_roles[number].phrase.role.noun));
        for &number in own.chain(broader) {
            let known_role = &self.known_roles[number];
            let gender = Evidence::of_role(phrase.role.gender);
            if gender.contradicts(self.entries[known_role.entity].gender) {
                continue;
            }
            let Some(score) = self.fit(phrase, known_role) else { continue };
            match best.iter_mut().find(|(_, entity)| *entity == known_role.entity) {
                Some((known, _)) => *known = score.max(*known),
                None => best.push((score, known_role.entity)),
            }
        }
        let top = best.iter().map(|(score, _)| *score).max()?;
        best.retain(|(score, _)| *score == top);
        if let [(_, only)] = best[..] {
            return Some(only);
        }
        // Several hold such a role: the one named last, if the others are not named near.
        let sentence = self.names.document.sentence_of(phrase.noun_at);
        let near = |entity: usize| {
            self.history
                .iter()
                .rev()
                .take(MAX_BACK)
                .find(|s| s.entity == entity)
                .filter(|s| sentence.saturating_sub(s.sentence) <= 2)
                .map(|s| s.token)
        };
        let mut near: Vec<(usize, usize)> =
            best.iter().filter_map(|&(_, e)| near(e).map(|token| (token, e))).collect();
        near.order();
        match near[..] {
            [(_, only)] => Some(only),
            _ => None,
        }
    }

    /// How well a phrase fits a role given elsewhere; None if they cannot be the same.
    fn fit(&self, phrase: &Phrase, known_role: &KnownRole) -> Option<i32> {
        let known = &known_role.phrase;
        let mut score = 2;
        // "the former president" is not the president; "the minister" may be the energy minister.
        let more = known.modifiers.iter().filter(|modifier| !phrase.modifiers.contains(modifier));
        let another = more.clone().any(|modifier| ROLE_MODIFIERS.get(modifier) == Some(Modifier::Rank));
        if another || !phrase.modifiers.iter().all(|modifier| known.modifiers.contains(modifier)) {
            return None;
        }
        if phrase.role.noun != known.role.noun {
            // "the leader" may be a prime minister, "the official" an undersecretary.
            score -= 1;
        } else if more.count() == 0 {
            score += 1;
        }
        match (phrase.country, known.country) {
            (Some(country), Some(other)) if country == other => score += 2,
            (Some(_), Some(_)) => return None,
            (Some(_), None) => score -= 1,
            // "The Velmark minister" is not the Norwegian one, though no list knows Velmark.
            (None, Some(country)) if phrase.names.iter().any(|&name| self.is_elsewhere(name, country)) => {
                return None;
            }
            _ => {}
        }
        let names = phrase.names.iter().map(|&name| self.entity_of[name]);
        for entity in names.chain(self.owner(phrase)) {
            if entity == known_role.entity {
                return None;
            }
            let same = known.names.iter().any(|&other| self.entity_of[other] == entity)
                || known_role.owner == Some(entity);
            match same {
                true => score += 2,
                false if known.names.is_empty() => score -= 1,
                false => return None,
            }
        }
        (0 < score).then_some(score)
    }

    /// How well a phrase fits the roles that the text gives to an entity.
    pub(super) fn fit_of(&self, phrase: &Phrase, entity: usize) -> Fit {
        let nouns = || std::iter::once(phrase.role.noun).chain(phrase.role.broader.split(' '));
        let own = self.roles_of(entity).filter(|known_role| {
            let known = known_role.phrase.role;
            nouns().any(|noun| noun == known.noun) || known.broader.split(' ').any(|n| n == phrase.role.noun)
        });
        let fits = own.map(|known_role| self.fit(phrase, known_role));
        fits.map(|fit| fit.map_or(Fit::Against, Fit::Score)).max().unwrap_or(Fit::None)
    }

    /// Whether a name is that of another place or people than a country.
    fn is_elsewhere(&self, name: usize, own: &str) -> bool {
        let entity = self.entity_of[name];
        let is_place = matches!(self.entries[entity].group, Group::Place | Group::People);
        is_place && self.entries[entity].country.is_none_or(|country| country != own)
    }

    /// Whether several may hold a role, and nothing tells which.
    pub(super) fn is_ambiguous(&self, phrase: &Phrase) -> bool {
        let known_roles = self.by_noun.get(phrase.role.noun).map_or(&[][..], Vec::as_slice);
        let holders = known_roles.iter().map(|&number| self.known_roles[number].entity);
        let heads = self.by_head.get(phrase.role.noun).map_or(&[][..], Vec::as_slice);
        let mut all: Vec<usize> = holders.chain(heads.iter().copied()).collect();
        all.order();
        all.dedup();
        1 < all.len() && phrase.tokens.len() == 1 && self.role_antecedent(phrase).is_none()
    }

    /// "the commission" where one name alone has that head word.
    fn by_head_word(&self, phrase: &Phrase) -> Option<usize> {
        if phrase.role.what == RoleKind::Person || !phrase.names.is_empty() {
            return None;
        }
        // "The company" is seldom one named later, or long before, that has the word in its name.
        let is_near = |entity: usize| {
            !phrase.role.is_company()
                || self.history.iter().rev().take(MAX_BACK / 2).any(|prior| prior.entity == entity)
        };
        let fitting = self.by_head.get(phrase.role.noun)?.iter().filter(|&&entity| {
            if !is_near(entity) {
                return false;
            }
            let words = &self.clusters[entity].spelling.words;
            phrase.country.is_none_or(|wanted| {
                words.iter().any(|word| country(word) == Some(wanted)) || words.join(" ").starts_with(wanted)
            })
        });
        // "Her ministry" is hers, whichever ministry the article names.
        if matches!(phrase.opening, Opening::Pronoun(at) if is_personal(self.names.document.lower(at))) {
            return None;
        }
        let all: Vec<usize> = fitting.copied().collect();
        let [_, _, ..] = all[..] else { return all.first().copied() };
        // "The energy ministry" where the article has two ministries.
        let document = self.names.document;
        let own = |entity: &&usize| {
            let words = &self.clusters[**entity].spelling.words;
            let (start, end) = (phrase.tokens.start, phrase.tokens.end);
            1 < end - start && (start..end).all(|at| words.iter().any(|word| word == document.lower(at)))
        };
        let mut own = all.iter().filter(own);
        match (own.next(), own.next()) {
            (Some(&only), None) => Some(only),
            _ => None,
        }
    }

    /// "the company", "the club", "the country": the one of that kind last spoken of.
    fn by_salience(&self, phrase: &Phrase) -> Option<usize> {
        if !matches!(phrase.opening, Opening::Definite | Opening::Noun)
            || !phrase.names.is_empty()
            || phrase.tokens.end != phrase.noun_at + 1
        {
            return None;
        }
        let noun = phrase.role.noun;
        let is_company = phrase.role.is_company();
        let is_team = matches!(noun, "team" | "club" | "side" | "franchise");
        let is_body = ROLES.get(noun).is_some_and(|noun| noun.is_body) && !is_team;
        let is_country = noun == "country";
        if !(is_company || is_team || is_body || is_country) {
            return None;
        }
        let sentence = self.names.document.sentence_of(phrase.noun_at);
        let mut best: Option<(i32, usize)> = None;
        for (back, s) in self.history.iter().rev().take(MAX_BACK).enumerate() {
            if 3 < sentence.saturating_sub(s.sentence) {
                break;
            }
            let Some(cluster) = self.clusters.get(s.entity) else { continue };
            let fits = if is_country {
                cluster.group == Group::Place && country(&cluster.spelling.words.join(" ")).is_some()
            } else {
                self.entries[s.entity].is_organization && self.may_be(s.entity, noun, is_company)
            };
            // "The US manufacturer" is not one that the text calls European.
            let of_country = match (phrase.country, self.entries[s.entity].country) {
                (Some(wanted), Some(own)) if wanted != own => continue,
                (Some(_), Some(_)) => 15,
                // "The Russian side" is hardly one whose country the text does not tell.
                (Some(_), None) if !is_company => continue,
                _ => 0,
            };
            if !fits {
                continue;
            }
            let score = of_country + 12 * i32::from(s.is_subject)
                - 5 * (sentence.saturating_sub(s.sentence)) as i32
                - back as i32
                + 3 * cluster.mentions.len().min(6) as i32
                + 6 * i32::from(self.most_named(s.entity));
            if best.is_none_or(|(known, _)| known < score) {
                best = Some((score, s.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }

    /// The organization in the role of whoever a sentence is about so far: "Ana Reyle, head of
    /// Norvik, said the company".
    fn employer(&self, sentence: usize) -> Option<usize> {
        let here = self.history.iter().rev().take(MAX_BACK).take_while(|s| s.sentence == sentence);
        let mut persons = here.filter(|s| self.entries[s.entity].group == Group::Person);
        let person = persons.find(|s| s.is_subject || s.speaks)?.entity;
        let mut names = self
            .roles_of(person)
            .flat_map(|known_role| known_role.phrase.names.iter().map(|&name| self.entity_of[name]));
        names.find(|&entity| self.entries[entity].is_organization)
    }

    /// Whether the name of an organization allows a noun: the Ministry of Trade is no company.
    fn may_be(&self, entity: usize, noun: &str, is_company: bool) -> bool {
        let Some(cluster) = self.clusters.get(entity) else { return false };
        let words = &cluster.spelling.words;
        let kind = [words.last(), words.get(cluster.spelling.head)]
            .into_iter()
            .flatten()
            .find(|word| Role::of(word).is_some_and(|role| role.is_organization()));
        match kind {
            Some(kind) if kind == noun => true,
            Some(kind) => is_company && ORGANIZATION_WORDS.get(kind).is_some_and(|word| !word.is_public),
            None => true,
        }
    }
}

/// Whether a possessive is a person's.
pub(super) fn is_personal(possessive: &str) -> bool {
    matches!(possessive, "his" | "her" | "my")
}
