//! Makes the model's section `lexicon` from WordNet's verbs and nouns.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use saidby::model::{Model, Section};
use saidby::wordnet::{Noun, SECTION, Share, TEMPLATE, Verb, Wordnet};

/// So many hypernyms have a number of their own.
const N_HYPERNYMS: usize = 255;
/// Words whose share in each kind that is kept lies below this are left out: the lexicon is silent
/// of them, as of words that WordNet does not have.
const LEAST: f32 = 0.05;

/// Puts the section into the model.
///
/// # Errors
///
/// One sentence that names the file that cannot be read, and the line where one is broken.
pub fn train(shared: &Path, model: &mut Model) -> Result<(), String> {
    let verbs = read(&shared.join("lexicon/verbs.tsv"), 7, |fields| {
        let shares = shares(&fields[2..6])?;
        let frame = |bits: u8, frame: &str| {
            let [bit, share] = [frame.get(..1)?, frame.get(2..)?];
            let at = "twiopn".find(bit)?;
            Some(bits | u8::from(LEAST <= share.parse().ok()?) << at)
        };
        let frames = fields[6].split(' ').filter(|frame| !frame.is_empty()).try_fold(0, frame)?;
        let [communication, cognition, emotion, perception] = [0, 1, 2, 3].map(|at| step(shares[at]));
        let known = shares.iter().any(|&share| LEAST <= share);
        Some(known.then_some(Verb { communication, cognition, emotion, perception, frames }))
    })?;
    let nouns = read(&shared.join("lexicon/nouns.tsv"), 13, |fields| {
        let shares = shares(&fields[3..7])?;
        let [person, group, communication, location] = [0, 1, 2, 3].map(|at| step(shares[at]));
        let path: Vec<String> = fields[12].split('>').map(str::to_owned).collect();
        let noun = Noun { person, group, communication, location, plural: fields[2] == "p", hypernym: 0 };
        Some(shares.iter().any(|&share| LEAST <= share).then_some((noun, path)))
    })?;
    let numbers = number_hypernyms(nouns.iter().map(|(_, (_, path))| &path[..]));
    let with_hypernym = |(word, (noun, path)): (String, (Noun, Vec<String>))| {
        let hypernym = path.iter().find_map(|name| numbers.get(name).copied()).unwrap_or_default();
        (word, Noun { hypernym, ..noun })
    };
    let (n_verbs, n_nouns) = (verbs.len(), nouns.len());
    let lexicon = Wordnet::new(verbs.into_iter(), nouns.into_iter().map(with_hypernym));
    let bytes = lexicon.write();
    eprintln!("lexicon: {n_verbs} verbs, {n_nouns} nouns, {} bytes", bytes.len());
    model.put(Section { name: SECTION.to_owned(), template: TEMPLATE, bytes });
    Ok(())
}

/// The lines of a table as words with what `make` makes of the fields; lines that give nothing to
/// keep are left out.
fn read<T>(
    path: &Path,
    n_fields: usize,
    make: impl Fn(&[&str]) -> Option<Option<T>>,
) -> Result<Vec<(String, T)>, String> {
    let content = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut found = Vec::new();
    for (number, line) in content.lines().enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let made = Some(&fields).filter(|fields| fields.len() == n_fields).and_then(|fields| make(fields));
        let Some(made) = made else {
            return Err(format!("{}:{}: expected {n_fields} fields", path.display(), number + 1));
        };
        found.extend(made.map(|made| (fields[0].to_owned(), made)));
    }
    Ok(found)
}

fn shares(fields: &[&str]) -> Option<[f32; 4]> {
    let shares: Vec<f32> = fields.iter().map(|field| field.parse().ok()).collect::<Option<_>>()?;
    shares.try_into().ok()
}

fn step(share: f32) -> Share {
    match share {
        LEAST..0.35 => 1,
        0.35..0.75 => 2,
        0.75.. => 3,
        _ => 0,
    }
}

/// The most frequent hypernyms, numbered from 1 on; of equally frequent ones the first by letter.
fn number_hypernyms<'a>(paths: impl Iterator<Item = &'a [String]>) -> BTreeMap<String, u8> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for name in paths.flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&String, usize)> = counts.into_iter().collect();
    names.sort_by_key(|&(name, n)| (std::cmp::Reverse(n), name));
    names.into_iter().take(N_HYPERNYMS).zip(1..).map(|((name, _), number)| (name.clone(), number)).collect()
}
