//! How many quotations are given a speaker, how many of those are wrong, and what hangs on names.
//!
//! Judged are the quotations whose content matches one that people marked. In the corpus the
//! source's words are certain and the entity behind them is another program's guess; in the seeds
//! both are certain.

use std::collections::BTreeMap;
use std::path::Path;

use saidby::analyzer::Analyzer;

use super::judge::{self, JudgedQuotation};
use super::swap;
use crate::gold::{self, GoldArticle};

/// Where the curves are read off.
const THRESHOLDS: [u16; 10] = [0, 400, 450, 500, 600, 700, 800, 850, 900, 950];

/// Prints the curves, how far confidences hold, and the figures with all persons renamed.
///
/// # Errors
///
/// One sentence where a file cannot be read.
pub fn evaluate(
    shared: &Path,
    seeds: &Path,
    analyzer: &Analyzer,
    shown_from: u16,
    list: bool,
) -> Result<(), String> {
    let corpus = gold::read_corpus(&shared.join("corpora/quotes/polnear.dev.jsonl"))?;
    let judged = judge_all(analyzer, &corpus);
    let own = judge_all(analyzer, &gold::read_seeds(seeds)?);
    let names = swap::Names::read(shared)?;
    let swapped: Vec<GoldArticle> = corpus.iter().map(|article| swap::swap(article, &names)).collect();
    let swapped = judge_all(analyzer, &swapped);
    if list {
        for (name, judged) in [("polnear.dev", &judged), ("seeds", &own)] {
            for judged in judged.iter().filter(|judged| !judged.is_right()) {
                println!("{name} {:4} {}", judged.confidence, judged.line);
            }
        }
        list_renamed(&judged, &swapped);
        return Ok(());
    }
    println!("quotations given a speaker, and how many of those are given a wrong one, by confidence");
    let by_source = |judged: &JudgedQuotation| Some(judged.by_source);
    let by_entity = |judged: &JudgedQuotation| judged.by_entity;
    let print =
        |name: &str, judged: &[JudgedQuotation], is_right: &dyn Fn(&JudgedQuotation) -> Option<bool>| {
            print_curve(
                &format!("{name}, direct"),
                shown_from,
                judged.iter().filter(|j| j.kind == "direct"),
                is_right,
            );
            print_curve(&format!("{name}, all kinds"), shown_from, judged.iter(), is_right);
        };
    print("polnear.dev by source", &judged, &by_source);
    print("polnear.dev by entity", &judged, &by_entity);
    print("seeds by entity", &own, &by_entity);
    println!("\nconfidence of a speaker: how many have it, and how many of those are right");
    print_reliability("polnear.dev", &judged);
    print_reliability("seeds", &own);
    println!("\npolnear.dev with all persons renamed        as it is  renamed  change");
    for ((name, before), (_, after)) in
        figures(&judged, shown_from).iter().zip(&figures(&swapped, shown_from))
    {
        println!("{name:42} {before:9.1} {after:8.1} {:+7.1}", after - before);
    }
    Ok(())
}

fn judge_all(analyzer: &Analyzer, articles: &[GoldArticle]) -> Vec<JudgedQuotation> {
    let judge = |(number, article)| {
        let mut judged = judge::judge(analyzer, article);
        for judged in &mut judged {
            judged.number.0 = number;
        }
        judged
    };
    articles.iter().enumerate().flat_map(judge).collect()
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn print_curve<'j>(
    name: &str,
    shown_from: u16,
    judged: impl Iterator<Item = &'j JudgedQuotation>,
    is_right: &dyn Fn(&JudgedQuotation) -> Option<bool>,
) {
    let known: Vec<(&JudgedQuotation, bool)> = judged.filter_map(|j| Some((j, is_right(j)?))).collect();
    println!("{name} ({} quotations)", known.len());
    for threshold in THRESHOLDS {
        let shown: Vec<_> = known.iter().filter(|(j, _)| j.found && threshold <= j.confidence).collect();
        let wrong = shown.iter().filter(|(_, right)| !right).count();
        println!(
            "  from {:.2} {:6.1} % given {:5.1} % of them wrong{}",
            f64::from(threshold) / 1000.0,
            percent(shown.len(), known.len()),
            percent(wrong, shown.len()),
            if threshold == shown_from { "  shipped" } else { "" }
        );
    }
}

fn print_reliability(name: &str, judged: &[JudgedQuotation]) {
    println!("{name}");
    for low in [1, 400, 500, 600, 700, 750, 800, 850, 900, 950] {
        let high = [400, 500, 600, 700, 750, 800, 850, 900, 950, 1001].into_iter().find(|&high| low < high);
        let within = |j: &&JudgedQuotation| j.found && (low..high.unwrap_or(1001)).contains(&j.confidence);
        let within: Vec<&JudgedQuotation> = judged.iter().filter(within).collect();
        if within.is_empty() {
            continue;
        }
        let mean = within.iter().map(|j| f64::from(j.confidence)).sum::<f64>() / within.len() as f64;
        let right = within.iter().filter(|j| j.is_right()).count();
        println!(
            "  {:5.1} % sure {:5}  {:5.1} % right",
            mean / 10.0,
            within.len(),
            percent(right, within.len())
        );
    }
}

/// Prints the quotations whose speaker is right, and wrong with all persons renamed.
fn list_renamed(judged: &[JudgedQuotation], renamed: &[JudgedQuotation]) {
    let by_number: BTreeMap<_, &JudgedQuotation> =
        judged.iter().map(|judged| (judged.number, judged)).collect();
    for after in renamed.iter().filter(|judged| judged.by_entity == Some(false)) {
        let Some(before) = by_number.get(&after.number).filter(|j| j.by_entity == Some(true)) else {
            continue;
        };
        println!("renamed {:4} {}\n     was {}", after.confidence, after.line, before.line);
    }
}

/// The figures of a set, one row each.
fn figures(judged: &[JudgedQuotation], shown_from: u16) -> Vec<(String, f64)> {
    let mut figures = vec![("quotations matched".to_owned(), judged.len() as f64)];
    for kind in ["direct", "mixed", "indirect"] {
        let of_kind: Vec<&JudgedQuotation> = judged.iter().filter(|judged| judged.kind == kind).collect();
        let right = of_kind.iter().filter(|judged| judged.by_source).count();
        figures.push((format!("source, {kind}"), percent(right, of_kind.len())));
        let known: Vec<bool> = of_kind.iter().filter_map(|judged| judged.by_entity).collect();
        figures.push((
            format!("named entity, {kind}"),
            percent(known.iter().filter(|right| **right).count(), known.len()),
        ));
    }
    let shown: Vec<&JudgedQuotation> =
        judged.iter().filter(|j| j.found && shown_from <= j.confidence).collect();
    figures.push(("given a speaker".to_owned(), percent(shown.len(), judged.len())));
    let wrong = shown.iter().filter(|judged| !judged.is_right()).count();
    figures.push(("wrong among those".to_owned(), percent(wrong, shown.len())));
    figures
}
