//! The corpora as examples: mentions with the features of their options, and which of these are right.

use std::path::Path;

use saidby::coref::{self, AnaphorKind, Choice, KnownEntity, Ranker};
use saidby::entity::{EntityType, NameFinder, Tagged};
use saidby::model::{Model, ModelError};
use saidby::quote::{self, Act, Quotation, QuotationFinder};
use saidby::span::Span;
use saidby::text::Document;
use saidby::wordnet::Wordnet;

use super::fit::{Example, KnownSpeaker, N_FOLDS};
use super::statements::{MarkedArticle, MarkedSpeaker, agree, telling_words};
use super::{chains, judged, statements};
use crate::{corpora, lockbox, raw};

/// What a speaker weighs that people marked, beside a mention in a chain.
const SPEAKER_WEIGHT: f64 = 2.0;
/// What a role weighs of which a reader was asked whom it stands for.
const ROLE_WEIGHT: f64 = 1.0;
/// Where chains are another program's.
const SILVER_WEIGHT: f64 = 0.5;

/// The corpora with chains: path, whether all mentions are marked, weight, whether cleanly licensed.
const CHAINS: [(&str, bool, f64, bool); 3] = [
    ("coreference/gum-other.train.jsonl", true, 1.0, true),
    ("coreference/meantime.jsonl", false, 3.0, true),
    ("quotes/polnear.train.jsonl", false, SILVER_WEIGHT, false),
];
/// Articles with statements; not cleanly licensed.
const STATEMENTS: &str = "quotes/statements.train.jsonl";
/// More of them, as offsets into a corpus.
const MARKED: &str = "trainer/marked/statements.jsonl.gz";
const MARKED_TEXTS: &str = "entities/worldwide.train.jsonl";
/// Who says statements that the core finds, and whom roles stand for; not cleanly licensed.
const ASKED: &str = "trainer/marked/speakers.jsonl.gz";
/// The corpora and the raw files that these offsets are of.
const ASKED_TEXTS: ([&str; 2], [&str; 2]) = (
    ["entities/worldwide.train.jsonl", "quotes/polnear.train.jsonl"],
    ["bbc_2004_2005", "abc_australia_2006"],
);
/// Articles with judged speakers; not cleanly licensed.
const JUDGED: &str = "quotes/judged.train.jsonl";
/// What a former model said in them.
const FORMER: &str = "trainer/speakers.jsonl.gz";
/// What a speaker weighs that was judged right, and one of whom only the wrong one is known.
const JUDGED_WEIGHTS: [f64; 2] = [1.0, 0.5];

/// What finds names and quotations in an article.
pub struct Finders {
    names: NameFinder,
    quotations: QuotationFinder,
    pub wordnet: Wordnet,
}

impl Finders {
    /// The finders of a model.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if a section is missing or damaged.
    pub fn read(model: &Model) -> Result<Self, ModelError> {
        Ok(Self {
            names: NameFinder::read(model)?,
            quotations: QuotationFinder::read(model)?,
            wordnet: Wordnet::read(model)?,
        })
    }

    /// The names of a document, and its quotations.
    pub fn find(&self, document: &Document) -> (Tagged, Vec<Quotation>) {
        let tagged = self.names.find(document, &self.wordnet);
        let found = quote::find_quotations(document, &tagged, &self.wordnet, &self.quotations);
        (tagged, found.quotations)
    }
}

/// The part of the cross-validation that an article belongs to.
fn fold_of(id: &str) -> usize {
    (saidby::tagger::hash(id.as_bytes()) >> 16) as usize % N_FOLDS
}

/// An example made of a choice, and whom the option that is right stands for.
fn example(choice: &Choice, fold: usize, right: Vec<bool>, weight: f64) -> (Example, Option<usize>) {
    let known = choice.options.iter().zip(&right).find(|(_, right)| **right).and_then(|((e, _), _)| *e);
    let options = choice.options.iter().map(|(_, features)| features.clone()).collect();
    (Example::new(choice.kind, fold, options, right, weight), known)
}

/// Reads the corpora, without those that are not cleanly licensed if `clean_only`; the articles that are
/// set aside, or the others.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn collect(
    shared: &Path,
    clean_only: bool,
    finders: &Finders,
    ranker: &Ranker,
    set_aside: bool,
) -> Result<Vec<Example>, String> {
    let mut examples = Vec::new();
    let folder = shared.join("corpora");
    if !clean_only {
        let before = examples.len();
        let mut articles = statements::read(&folder.join(STATEMENTS))?;
        let texts = corpora::read_texts_with_ids(&folder.join(MARKED_TEXTS))?;
        articles.extend(statements::read_marked(Path::new(MARKED), texts)?);
        for article in articles.iter().filter(|article| lockbox::holds(&article.id) == set_aside) {
            collect_statements(finders, ranker, article, true, &mut examples);
            collect_statements(finders, ranker, article, false, &mut examples);
        }
        eprintln!("mentions: {STATEMENTS}, {MARKED}: {} examples", examples.len() - before);
        let before = examples.len();
        for article in read_asked(shared)? {
            if lockbox::holds(&article.id) == set_aside {
                collect_statements(finders, ranker, &article, false, &mut examples);
            }
        }
        eprintln!("mentions: {ASKED}: {} examples", examples.len() - before);
        let before = examples.len();
        for article in judged::read(&folder.join(JUDGED), Path::new(FORMER))? {
            if lockbox::holds(&article.id) == set_aside {
                collect_judged(finders, ranker, &article, &mut examples);
            }
        }
        eprintln!("mentions: {JUDGED}: {} examples", examples.len() - before);
    }
    for &(path, complete, weight, is_clean) in &CHAINS {
        if clean_only && !is_clean {
            continue;
        }
        let before = examples.len();
        for article in chains::read(&folder.join(path))? {
            if lockbox::holds(&article.id) == set_aside {
                collect_chains(finders, ranker, &article, complete, weight * article.nearness, &mut examples);
            }
        }
        eprintln!("mentions: {path}: {} examples", examples.len() - before);
    }
    Ok(examples)
}

fn read_asked(shared: &Path) -> Result<Vec<MarkedArticle>, String> {
    let (files, raw_files) = ASKED_TEXTS;
    let mut texts = Vec::new();
    for file in files {
        texts.extend(corpora::read_texts_with_ids(&shared.join("corpora").join(file))?);
    }
    for file in raw_files {
        texts.extend(raw::documents(shared, file, 1)?);
    }
    statements::read_marked(Path::new(ASKED), texts)
}

/// Adds the speakers of an article's statements and what was asked of its roles, with the quotations as people marked them, or as the
/// core finds them.
fn collect_statements(
    finders: &Finders,
    ranker: &Ranker,
    article: &MarkedArticle,
    as_marked: bool,
    examples: &mut Vec<Example>,
) {
    let document = Document::new(&article.text);
    let tagged = finders.names.find(&document, &finders.wordnet);
    let found = (!as_marked)
        .then(|| quote::find_quotations(&document, &tagged, &finders.wordnet, &finders.quotations));
    let found = found.map(|found| (article.as_found(&found.quotations), found.quotations));
    let article = found.as_ref().map_or(article, |(article, _)| article);
    let quotations = found.as_ref().map_or_else(|| article.quotations(&document), |(_, found)| found.clone());
    let fold = fold_of(&article.id);
    let mut oracle = |known: &dyn Fn(usize) -> KnownEntity, choice: Choice| {
        let mark = choice.quotation.map(|at| &article.marks[at]);
        let key = match mark {
            Some(mark) if mark.is_marked => &mark.speaker,
            Some(_) => return None,
            None => article.whom(document.cover(choice.tokens.clone()))?,
        };
        let speaker = key.as_ref().and_then(|key| article.speakers.get(key));
        let mut right: Vec<bool> = choice
            .options
            .iter()
            .map(|(entity, _)| {
                let (Some(entity), Some(speaker)) = (entity, speaker) else { return false };
                is_speaker(article, key.as_deref(), speaker, &known(*entity))
            })
            .collect();
        let is_named = speaker.is_some_and(|speaker| speaker.name.is_some());
        if !right.contains(&true) {
            if is_named {
                return None;
            }
            *right.last_mut()? = true;
        }
        let name = |entity: &Option<usize>| {
            let spans = entity.map(|entity| known(entity).spans).unwrap_or_default();
            spans.iter().max_by_key(|span| span.len()).map_or("-", |span| span.of(&article.text)).to_owned()
        };
        let names = choice.options.iter().map(|(entity, _)| name(entity)).collect();
        let at = document.cover(choice.tokens.clone());
        let from = (at.start as usize).saturating_sub(150);
        let from =
            (from..=at.start as usize).find(|&from| article.text.is_char_boundary(from)).unwrap_or_default();
        let line = format!(
            "{} {:?} …{} [{}]",
            article.id,
            choice.kind,
            article.text[from..at.start as usize].replace('\n', " / "),
            at.of(&article.text)
        );
        let weight = if mark.is_some() { SPEAKER_WEIGHT } else { ROLE_WEIGHT };
        let (mut example, known) = example(&choice, fold, right, weight);
        example.is_asked = mark.is_none();
        if as_marked && mark.is_some_and(|mark| mark.act == Act::Statement) {
            // Words without a name are as good as a speaker without a name.
            let mut fine = example.right.clone();
            if let Some(none) = fine.last_mut() {
                *none |= !is_named && choice.kind.is_spelled_source();
            }
            example.speaker = Some(KnownSpeaker { fine, line, names });
        }
        examples.push(example);
        Some(known)
    };
    coref::resolve_with_oracle(&document, &tagged, &quotations, &finders.wordnet, ranker, &mut oracle);
}

/// Adds the judged speakers of an article.
fn collect_judged(
    finders: &Finders,
    ranker: &Ranker,
    article: &judged::JudgedArticle,
    examples: &mut Vec<Example>,
) {
    let document = Document::new(&article.text);
    let tagged = finders.names.find(&document, &finders.wordnet);
    let quotations = article.quotations();
    let fold = fold_of(&article.id);
    let mut oracle = |known: &dyn Fn(usize) -> KnownEntity, choice: Choice| {
        let judgment = &article.quotations[choice.quotation?];
        let options: Vec<Option<KnownEntity>> =
            choice.options.iter().map(|(entity, _)| entity.map(known)).collect();
        let (right, is_known) = judgment.right(&options)?;
        let (example, known) = example(&choice, fold, right, JUDGED_WEIGHTS[usize::from(!is_known)]);
        examples.push(example);
        is_known.then_some(known)
    };
    coref::resolve_with_oracle(&document, &tagged, &quotations, &finders.wordnet, ranker, &mut oracle);
}

/// Whether an entity is the speaker that people marked.
fn is_speaker(
    article: &MarkedArticle,
    key: Option<&str>,
    speaker: &MarkedSpeaker,
    known: &KnownEntity,
) -> bool {
    let words = |span: &Span| telling_words(span.of(&article.text));
    if known.is_named {
        // "Israeli" is not the Israeli army.
        let is_whole = known.entity_type != EntityType::Norp;
        return speaker.names().any(|name| {
            let wanted = telling_words(name);
            known.spans.iter().map(words).any(|own| agree(&own, &wanted) && (is_whole || own == wanted))
        });
    }
    if speaker.name.is_some() {
        return false;
    }
    // Of one without a name: the words of its own sources and roles, and never those of another's.
    let overlaps = |own: bool| {
        let sources = article.marks.iter().filter_map(|mark| Some((mark.source?, &mark.speaker)));
        let roles = article.roles.iter().map(|role| (role.span, &role.whom));
        let mut others = sources.chain(roles).filter(|(_, whom)| (whom.as_deref() == key) == own);
        others.any(|(other, _)| known.spans.iter().any(|span| span.overlaps(other)))
    };
    if overlaps(true) {
        return true;
    }
    let described = telling_words(speaker.described.as_deref().unwrap_or_default());
    !overlaps(false)
        && known.spans.iter().any(|span| {
            let own = words(span);
            own.last().is_some_and(|noun| described.contains(noun)) && agree(&own, &described)
        })
}

/// Adds the roles and pronouns of an article with chains.
fn collect_chains(
    finders: &Finders,
    ranker: &Ranker,
    article: &chains::Chained,
    complete: bool,
    weight: f64,
    examples: &mut Vec<Example>,
) {
    let document = Document::new(&article.text);
    let (tagged, quotations) = finders.find(&document);
    let fold = fold_of(&article.id);
    let mut oracle = |known: &dyn Fn(usize) -> KnownEntity, choice: Choice| {
        if matches!(choice.kind, AnaphorKind::Gap | AnaphorKind::SourceName | AnaphorKind::SourceDocument) {
            return None;
        }
        // What roles stand for, another program knows less well than the reader who was asked.
        if choice.kind == AnaphorKind::Role && weight <= SILVER_WEIGHT && !complete {
            return None;
        }
        let span = document.cover(choice.tokens.clone());
        let chain = article.chain_of(span);
        let right = choice.options.iter().map(|(entity, _)| match (entity, chain) {
            (Some(entity), Some(chain)) => chains::is_in(&known(*entity), chain),
            _ => false,
        });
        let mut right: Vec<bool> = right.collect();
        if !right.contains(&true) {
            if !complete {
                return None;
            }
            *right.last_mut()? = true;
        }
        let (example, known) = example(&choice, fold, right, weight);
        examples.push(example);
        Some(known)
    };
    coref::resolve_with_oracle(&document, &tagged, &quotations, &finders.wordnet, ranker, &mut oracle);
}
