//! The mention ranker: who speaks and whom roles and pronouns stand for, as people marked it, in;
//! weights of the features out.
//!
//! The corpora are read with our own names, so that the ranker learns among the candidates it will
//! meet. Features are computed by the core.

mod chains;
mod statements;
mod judged;
mod fit;
mod judge;
mod swap;
mod speakers;

use std::path::Path;

use saidby::analyzer::Analyzer;
use saidby::coref::{self, Choice, Kind, Known, MENTIONS_SECTION, MENTIONS_TEMPLATE, N_KINDS, Ranker};
use saidby::entity::{EntityType, NameFinder};
use saidby::model::{Model, Section};
use saidby::quote::{self, Act, QuotationFinder};
use saidby::span::Span;
use saidby::text::Document;
use saidby::wordnet::Wordnet;

use crate::{corpora, lockbox, raw};
use fit::{Example, Judged, N_FOLDS, Told};
use statements::{Article, Speaker, agree, telling_words};

/// How often the corpora are read; each time what people did not mark is linked by what was learned
/// before.
const ROUNDS: usize = 2;
/// What a speaker weighs that people told, beside a mention in a chain.
const SPEAKER_WEIGHT: f64 = 2.0;
/// What a role weighs of which a reader told whom it stands for.
const ROLE_WEIGHT: f64 = 1.0;
/// Where chains are another program's.
const SILVER_WEIGHT: f64 = 0.5;
/// Below this share, in thousandths, a speaker is left open.
const TOLD_FROM: u16 = 500;
/// Below this share, in thousandths, a role outside of sources is not linked.
const LINKED_FROM: u16 = 400;

const KINDS: [Kind; N_KINDS] = [
    Kind::Person,
    Kind::Thing,
    Kind::Plural,
    Kind::Role,
    Kind::SourceName,
    Kind::SourcePronoun,
    Kind::SourceWords,
    Kind::SourceDocument,
    Kind::Gap,
];

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
/// Speakers of statements that the core finds, told by a reader; not cleanly licensed.
const SPEAKERS: &str = "trainer/marked/speakers.jsonl.gz";
/// The corpora and the raw files that these offsets are of.
const SPEAKERS_TEXTS: ([&str; 2], [&str; 2]) = (
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
struct Finders {
    names: NameFinder,
    quotations: QuotationFinder,
    wordnet: Wordnet,
}

/// Trains the ranker on the model's own names and puts its section into the model; prints how it
/// does on articles that it has not seen, and with `list` the speakers that are wrong there.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn train(shared: &Path, clean_only: bool, list: bool, model: &mut Model) -> Result<(), String> {
    let text = |error: saidby::model::ModelError| error.to_string();
    let finders = Finders {
        names: NameFinder::read(model).map_err(text)?,
        quotations: QuotationFinder::read(model).map_err(text)?,
        wordnet: Wordnet::read(model).map_err(text)?,
    };
    let mut ranker = Ranker::default();
    let mut examples = Vec::new();
    for round in 0..ROUNDS {
        examples = collect(shared, clean_only, &finders, &ranker, false)?;
        if round + 1 < ROUNDS {
            let weights = fit::quantize(&fit::fit(&examples, None));
            ranker = Ranker::new(&weights, [256; N_KINDS], [0; 2]);
        }
    }
    let judged = fit::cross_validate(&examples);
    let trust = fit::trust(&judged);
    if list {
        for judged in judged.iter().filter(|judged| judged.is_source() && !judged.is_fine()) {
            println!("{}", judged.line());
        }
    }
    print_kinds(&judged);
    print_thresholds(&judged, trust);
    print_roles(&judged, trust);
    let weights = fit::quantize(&fit::fit(&examples, None));
    eprintln!("mentions: {} examples, {} weights, trust {trust:?}", examples.len(), weights.len());
    let bytes = Ranker::write(&weights, trust, [TOLD_FROM, LINKED_FROM]);
    // What the ranker took the place of.
    model.sections.retain(|section| !matches!(section.name.as_str(), "pronouns" | "speakers"));
    model.put(Section { name: MENTIONS_SECTION.to_owned(), template: MENTIONS_TEMPLATE, bytes });
    Ok(())
}

/// Scores the shipped ranker on the articles that are set aside.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn score_lockbox(shared: &Path, model: &Model) -> Result<(), String> {
    let text = |error: saidby::model::ModelError| error.to_string();
    let finders = Finders {
        names: NameFinder::read(model).map_err(text)?,
        quotations: QuotationFinder::read(model).map_err(text)?,
        wordnet: Wordnet::read(model).map_err(text)?,
    };
    let ranker = Ranker::read(model).map_err(text)?;
    let examples = collect(shared, false, &finders, &ranker, true)?;
    let judged: Vec<Judged> = examples.iter().map(|example| Judged::of(example, &ranker)).collect();
    print_kinds(&judged);
    Ok(())
}

/// Prints how many quotations are given a wrong speaker, and how sure that is known; or with `list` the
/// wrong ones.
///
/// # Errors
///
/// One sentence if a corpus cannot be read.
pub fn evaluate(shared: &Path, seeds: &Path, model: &Model, list: bool) -> Result<(), String> {
    let analyzer = Analyzer::new(&model.write()).map_err(|error| error.to_string())?;
    let ranker = Ranker::read(model).map_err(|error| error.to_string())?;
    speakers::evaluate(shared, seeds, &analyzer, ranker.shown_from(), list)
}

/// The part of the cross-validation that an article belongs to.
fn fold_of(id: &str) -> usize {
    (saidby::tagger::hash(id.as_bytes()) >> 16) as usize % N_FOLDS
}

fn collect(
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
    }
    if !clean_only {
        let before = examples.len();
        let (files, raw_files) = SPEAKERS_TEXTS;
        let mut texts = Vec::new();
        for file in files {
            texts.extend(corpora::read_texts_with_ids(&folder.join(file))?);
        }
        for file in raw_files {
            texts.extend(raw::documents(shared, file, 1)?);
        }
        let articles = statements::read_marked(Path::new(SPEAKERS), texts)?;
        for article in articles.iter().filter(|article| lockbox::holds(&article.id) == set_aside) {
            collect_statements(finders, ranker, article, false, &mut examples);
        }
        eprintln!("mentions: {SPEAKERS}: {} examples", examples.len() - before);
    }
    if !clean_only {
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

/// Adds the speakers of an article's statements, with the quotations as people marked them, or as the
/// core finds them.
fn collect_statements(
    finders: &Finders,
    ranker: &Ranker,
    article: &Article,
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
    let mut teacher = |known: &dyn Fn(usize) -> Known, choice: Choice| {
        let mark = choice.quotation.map(|at| &article.marks[at]);
        let key = match mark {
            Some(mark) if mark.is_told => &mark.speaker,
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
        let taught = choice.options.iter().zip(&right).find(|(_, right)| **right).and_then(|((e, _), _)| *e);
        let options = choice.options.iter().map(|(_, features)| features.clone()).collect();
        let weight = if mark.is_some() { SPEAKER_WEIGHT } else { ROLE_WEIGHT };
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
        let mut example = Example::new(choice.kind, fold, options, right, weight);
        example.is_asked = mark.is_none();
        if as_marked && mark.is_some_and(|mark| mark.act == Act::Statement) {
            // Words without a name are as good as a speaker without a name.
            let is_worded =
                matches!(choice.kind, Kind::SourceWords | Kind::SourceDocument | Kind::SourceName);
            let mut fine = example.right.clone();
            if let Some(none) = fine.last_mut() {
                *none |= !is_named && is_worded;
            }
            example.told = Some(Told { fine, line, names });
        }
        examples.push(example);
        Some(taught)
    };
    coref::resolve_taught(&document, &tagged, &quotations, &finders.wordnet, ranker, &mut teacher);
}

/// Adds the judged speakers of an article.
fn collect_judged(
    finders: &Finders,
    ranker: &Ranker,
    article: &judged::Article,
    examples: &mut Vec<Example>,
) {
    let document = Document::new(&article.text);
    let tagged = finders.names.find(&document, &finders.wordnet);
    let quotations = article.quotations();
    let fold = fold_of(&article.id);
    let mut teacher = |known: &dyn Fn(usize) -> Known, choice: Choice| {
        let judgment = &article.quotations[choice.quotation?];
        let options: Vec<Option<Known>> =
            choice.options.iter().map(|(entity, _)| entity.map(known)).collect();
        let (right, is_told) = judgment.right(&options)?;
        let taught = choice.options.iter().zip(&right).find(|(_, right)| **right).and_then(|((e, _), _)| *e);
        let options = choice.options.iter().map(|(_, features)| features.clone()).collect();
        let weight = JUDGED_WEIGHTS[usize::from(!is_told)];
        examples.push(Example::new(choice.kind, fold, options, right, weight));
        is_told.then_some(taught)
    };
    coref::resolve_taught(&document, &tagged, &quotations, &finders.wordnet, ranker, &mut teacher);
}

/// Whether an entity is the speaker that people told.
fn is_speaker(article: &Article, key: Option<&str>, speaker: &Speaker, known: &Known) -> bool {
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
    let tagged = finders.names.find(&document, &finders.wordnet);
    let quotations =
        quote::find_quotations(&document, &tagged, &finders.wordnet, &finders.quotations).quotations;
    let fold = fold_of(&article.id);
    let mut teacher = |known: &dyn Fn(usize) -> Known, choice: Choice| {
        if matches!(choice.kind, Kind::Gap | Kind::SourceName | Kind::SourceDocument) {
            return None;
        }
        // What roles stand for, another program knows less well than the reader who was asked.
        if choice.kind == Kind::Role && weight <= SILVER_WEIGHT && !complete {
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
        let taught = choice.options.iter().zip(&right).find(|(_, right)| **right).and_then(|((e, _), _)| *e);
        let options = choice.options.iter().map(|(_, features)| features.clone()).collect();
        examples.push(Example::new(choice.kind, fold, options, right, weight));
        Some(taught)
    };
    coref::resolve_taught(&document, &tagged, &quotations, &finders.wordnet, ranker, &mut teacher);
}

/// Prints how many mentions of each kind are right, by what was chosen.
fn print_kinds(judged: &[Judged]) {
    println!("kind            mentions   right %   chosen, right %   speakers   right %");
    let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    for kind in KINDS {
        let own: Vec<&Judged> = judged.iter().filter(|judged| judged.kind == kind).collect();
        let right = own.iter().filter(|judged| judged.is_right()).count();
        let chosen: Vec<&&Judged> = own.iter().filter(|j| j.best() + 1 < j.scores.len()).collect();
        let chosen_right = chosen.iter().filter(|judged| judged.is_right()).count();
        let sources: Vec<&&Judged> = own.iter().filter(|judged| judged.is_source()).collect();
        let sources_right = sources.iter().filter(|judged| judged.is_fine()).count();
        println!(
            "{:14} {:9} {:9.1} {:8} {:8.1} {:10} {:9.1}",
            format!("{kind:?}"),
            own.len(),
            percent(right, own.len()),
            chosen.len(),
            percent(chosen_right, chosen.len()),
            sources.len(),
            percent(sources_right, sources.len())
        );
    }
}

/// Prints how many roles outside of sources are linked, and right, by the bound below which they are not:
/// of all, and of those of which a reader was asked whom they stand for.
fn print_roles(judged: &[Judged], trust: [u16; N_KINDS]) {
    let ranker = Ranker::new(&[], trust, [0; 2]);
    let roles = judged.iter().filter(|judged| judged.kind == Kind::Role);
    let (asked, others): (Vec<&Judged>, Vec<&Judged>) = roles.partition(|judged| judged.is_asked);
    for (name, roles) in [("asked", asked), ("in chains", others)] {
        let to_link = roles.iter().filter(|judged| judged.right.last() == Some(&false)).count();
        for bound in [0, 350, 400, 500, 600, 700, 800] {
            let chosen = roles.iter().filter(|judged| judged.best() + 1 < judged.scores.len());
            let linked: Vec<&&Judged> =
                chosen.filter(|j| bound <= ranker.probabilities(Kind::Role, &j.scores)[j.best()]).collect();
            let right = linked.iter().filter(|judged| judged.is_right()).count();
            println!(
                "roles {name} from {bound:3}: {} of {} linked, {:.1} % right; {:.1} % of {to_link} found",
                linked.len(),
                roles.len(),
                100.0 * right as f64 / linked.len().max(1) as f64,
                100.0 * right as f64 / to_link.max(1) as f64
            );
        }
    }
}

/// Prints how many speakers are wrong and left open by the bound below which they are left open.
fn print_thresholds(judged: &[Judged], trust: [u16; N_KINDS]) {
    let ranker = Ranker::new(&[], trust, [0; 2]);
    let sources: Vec<(u16, bool, bool)> = judged
        .iter()
        .filter(|judged| judged.is_source())
        .map(|judged| {
            let best = judged.best();
            // Words without a name are a speaker too.
            let is_open =
                best + 1 == judged.scores.len() && matches!(judged.kind, Kind::Gap | Kind::SourcePronoun);
            (ranker.probabilities(judged.kind, &judged.scores)[best], judged.is_fine(), is_open)
        })
        .collect();
    let n = sources.len().max(1) as f64;
    println!("told from   wrong among told %   left open %     within: said %   right %");
    for (low, high) in [
        (0, 300),
        (300, 400),
        (400, 450),
        (450, 500),
        (500, 600),
        (600, 700),
        (700, 800),
        (800, 900),
        (900, 950),
        (950, 1001),
    ] {
        let told: Vec<_> = sources.iter().filter(|(p, _, open)| low <= *p && !open).collect();
        let wrong = told.iter().filter(|(_, right, _)| !right).count();
        let within: Vec<_> = sources.iter().filter(|(p, ..)| (low..high).contains(p)).collect();
        let mean = within.iter().map(|(p, ..)| f64::from(*p)).sum::<f64>() / within.len().max(1) as f64;
        let right = within.iter().filter(|(_, right, _)| *right).count();
        println!(
            "{low:9} {:20.1} {:13.1} {:19.1} {:9.1}  ({})",
            100.0 * wrong as f64 / told.len().max(1) as f64,
            100.0 * (n - told.len() as f64) / n,
            mean / 10.0,
            100.0 * right as f64 / within.len().max(1) as f64,
            within.len()
        );
    }
}
