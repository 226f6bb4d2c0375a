//! Scores of the names model on the dev sets: exact spans and types, on raw text and own tokens.

use std::collections::BTreeSet;
use std::path::Path;

use saidby::entity::{Label, Tagged};

use super::Finder;
use super::robustness::{Names, Variant, change};
use crate::corpora::{self, Article, GoldEntity};
use crate::crf::Shuffle;

/// The dev sets, and whether they tell all nine types.
pub const SETS: [(&str, bool); 7] = [
    ("worldwide.dev", true),
    ("cleanconll.dev", false),
    ("finer.val", false),
    ("uner-pud-news.test", false),
    ("uner-ewt.dev", false),
    ("nne-wsj-sample.all", false),
    ("prodigy-headlines.all", false),
];

/// The nine types in the order of the table.
pub const FINE: [&str; 9] =
    ["person", "location", "organization", "norp", "facility", "product", "misc", "date", "money"];

type Found = (u32, u32, &'static str);

/// Right, predicted and gold spans.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    right: u32,
    predicted: u32,
    gold: u32,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }

    fn of(predicted: &BTreeSet<Found>, gold: &BTreeSet<Found>) -> Self {
        Self {
            right: predicted.intersection(gold).count() as u32,
            predicted: predicted.len() as u32,
            gold: gold.len() as u32,
        }
    }

    /// Precision, recall and F1 in per cent.
    pub fn scores(self) -> [f64; 3] {
        let share = |of: u32| if of == 0 { 0.0 } else { 100.0 * f64::from(self.right) / f64::from(of) };
        let f1 = if self.predicted + self.gold == 0 {
            0.0
        } else {
            200.0 * f64::from(self.right) / f64::from(self.predicted + self.gold)
        };
        [share(self.predicted), share(self.gold), f1]
    }
}

/// Prints the score table of every dev set.
///
/// # Errors
///
/// One sentence, where a set cannot be read.
pub fn evaluate(shared: &Path, finder: &Finder, brief: bool) -> Result<(), String> {
    let mut figures = Vec::new();
    for (set, fine) in SETS {
        let articles = corpora::read(&shared.join("corpora/entities").join(format!("{set}.jsonl")))?;
        figures.push(print_scores(set, &articles, fine, finder, brief));
    }
    let mean = figures.iter().sum::<f64>() / figures.len() as f64;
    let four = figures[..4].iter().sum::<f64>() / 4.0;
    println!("mean PER/LOC/ORG over the {} sets {mean:.2}; over the first four {four:.2}", figures.len());
    if !brief {
        evaluate_changed(shared, finder)?;
    }
    Ok(())
}

/// Prints the scores of one set, `fine` if it tells all nine types; gives F1 of persons, places and
/// organizations.
pub fn print_scores(set: &str, articles: &[Article], fine: bool, finder: &Finder, brief: bool) -> f64 {
    let find = |article: &Article| of_tagged(&finder.find(&article.text));
    let predicted: Vec<BTreeSet<Found>> = articles.iter().map(find).collect();
    let gold: Vec<BTreeSet<Found>> = articles.iter().map(of_gold).collect();
    let row = |name: &str, counts: Vec<Counts>| {
        let (low, high) = interval(&counts);
        let [precision, recall, f1] = total(&counts).scores();
        println!("{set:22} {name:14} {precision:6.2} {recall:6.2} {f1:6.2}  [{low:.1}–{high:.1}]");
        f1
    };
    if fine {
        row("nine types", score(&predicted, &gold, fine_type));
    }
    let three = |kind| coarse_type(kind).filter(|&kind| kind != "MISC");
    let f1 = row("PER/LOC/ORG", score(&predicted, &gold, three));
    let kinds: &[&str] = if fine { &FINE } else { &["PER", "LOC", "ORG", "MISC"] };
    for kind in kinds.iter().filter(|_| !brief) {
        let of_kind = |found: &'static str| {
            let found = if fine { fine_type(found) } else { coarse_type(found) };
            found.filter(|found| found == kind)
        };
        let counts = total(&score(&predicted, &gold, of_kind));
        let [precision, recall, f1] = counts.scores();
        if 0 < counts.gold {
            println!("{:22} {kind:14} {precision:6.2} {recall:6.2} {f1:6.2}  {} gold", "", counts.gold);
        }
    }
    f1
}

/// Prints the scores on articles without capitals, in capitals, with persons renamed.
fn evaluate_changed(shared: &Path, finder: &Finder) -> Result<(), String> {
    let names = Names::read(shared)?;
    for set in ["worldwide.dev", "uner-pud-news.test"] {
        let articles = corpora::read(&shared.join("corpora/entities").join(format!("{set}.jsonl")))?;
        for (variant, name) in [
            (Variant::Lower, "lower case"),
            (Variant::Upper, "capitals"),
            (Variant::Renamed, "persons renamed"),
        ] {
            let changed: Vec<Article> =
                articles.iter().map(|article| change(article, variant, &names)).collect();
            let find = |article: &Article| of_tagged(&finder.find(&article.text));
            let predicted: Vec<BTreeSet<Found>> = changed.iter().map(find).collect();
            let gold: Vec<BTreeSet<Found>> = changed.iter().map(of_gold).collect();
            let three = |kind| coarse_type(kind).filter(|kind| *kind != "MISC");
            for (types, counts) in [
                ("PER/LOC/ORG", score(&predicted, &gold, three)),
                ("PER", score(&predicted, &gold, |kind| three(kind).filter(|kind| *kind == "PER"))),
            ] {
                let [precision, recall, f1] = total(&counts).scores();
                println!("{set:22} {types:14} {precision:6.2} {recall:6.2} {f1:6.2}  {name}");
            }
        }
    }
    Ok(())
}

fn total(counts: &[Counts]) -> Counts {
    counts.iter().fold(Counts::default(), |mut sum, &counts| {
        sum.add(counts);
        sum
    })
}

/// Counts of each article, of the spans whose type `kind_of` keeps.
fn score(
    predicted: &[BTreeSet<Found>],
    gold: &[BTreeSet<Found>],
    kind_of: impl Fn(&'static str) -> Option<&'static str>,
) -> Vec<Counts> {
    let keep = |found: &BTreeSet<Found>| -> BTreeSet<Found> {
        found.iter().filter_map(|&(start, end, kind)| Some((start, end, kind_of(kind)?))).collect()
    };
    predicted.iter().zip(gold).map(|(p, g)| Counts::of(&keep(p), &keep(g))).collect()
}

/// 95 % interval of F1 over resampled articles.
fn interval(counts: &[Counts]) -> (f64, f64) {
    let mut random = Shuffle(7);
    let mut values: Vec<f64> = (0..400)
        .map(|_| {
            let mut sum = Counts::default();
            for _ in counts {
                sum.add(counts[(random.next() % counts.len() as u64) as usize]);
            }
            sum.scores()[2]
        })
        .collect();
    values.sort_by(f64::total_cmp);
    (values[10], values[389])
}

fn of_tagged(tagged: &Tagged) -> BTreeSet<Found> {
    let names = tagged.names.iter().map(|name| {
        let at = saidby::entity::TYPES.iter().position(|&label| label == Label::Name(name.entity_type));
        (name.span.start, name.span.end, FINE[at.unwrap_or_default()])
    });
    let dates = tagged.dates.iter().map(|span| (span.start, span.end, "date"));
    let money = tagged.money.iter().map(|span| (span.start, span.end, "money"));
    names.chain(dates).chain(money).collect()
}

fn of_gold(article: &Article) -> BTreeSet<Found> {
    let kind = |entity: &GoldEntity| -> Option<&'static str> {
        let labels = entity.fine.iter().chain([&entity.coarse]);
        labels.map(|label| label.to_lowercase()).find_map(|label| {
            FINE.into_iter().find(|&fine| fine == label).or(match label.as_str() {
                "per" => Some("person"),
                "org" => Some("organization"),
                "loc" => Some("location"),
                _ => None,
            })
        })
    };
    let found = |entity: &GoldEntity| {
        let kind = match entity.coarse.as_str() {
            // A corpus's own type may be finer than ours; its coarse type counts then.
            "PER" | "ORG" | "LOC" | "MISC" => kind(entity).or(Some("misc"))?,
            _ => kind(entity)?,
        };
        Some((entity.span.start, entity.span.end, kind))
    };
    article.entities.iter().filter_map(found).collect()
}

fn fine_type(kind: &'static str) -> Option<&'static str> {
    Some(kind)
}

fn coarse_type(kind: &'static str) -> Option<&'static str> {
    match kind {
        "person" => Some("PER"),
        "location" | "facility" => Some("LOC"),
        "organization" => Some("ORG"),
        "norp" | "product" | "misc" => Some("MISC"),
        _ => None,
    }
}

/// Prints where predictions differ from gold: gold type, predicted type, the words around.
///
/// # Errors
///
/// One sentence, where the set cannot be read.
pub fn print_errors(shared: &Path, finder: &Finder, set: &str) -> Result<(), String> {
    for article in corpora::read(&shared.join("corpora/entities").join(format!("{set}.jsonl")))? {
        let text = &article.text;
        let predicted = of_tagged(&finder.find(text));
        let gold = of_gold(&article);
        let spans: BTreeSet<(u32, u32)> =
            predicted.symmetric_difference(&gold).map(|&(start, end, _)| (start, end)).collect();
        for (start, end) in spans {
            let kind = |set: &BTreeSet<Found>| {
                set.iter().find(|found| (found.0, found.1) == (start, end)).map_or("-", |found| found.2)
            };
            let (start, end) = (start as usize, end as usize);
            let left = text.floor_char_boundary(start.saturating_sub(50));
            let right = text.ceil_char_boundary((end + 40).min(text.len()));
            let line = format!("{}[[{}]]{}", &text[left..start], &text[start..end], &text[end..right]);
            println!("{}\t{}\t{}", kind(&gold), kind(&predicted), line.replace('\n', " / "));
        }
    }
    Ok(())
}
