//! The figures that README and model card claim are those that were printed last.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::source::ROOT;

/// The tables that `cargo xtask score` printed last, by what stands in their headings.
fn printed_scores() -> Vec<(String, String)> {
    let text = fs::read_to_string(Path::new(ROOT).join("model/scores.txt")).unwrap();
    let sections = text.split("== ").skip(1).filter_map(|section| section.split_once('\n'));
    sections.map(|(heading, table)| (heading.to_owned(), table.to_owned())).collect()
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|number| number.trim_matches('.'))
        .filter(|number| number.parse::<f64>().is_ok())
}

/// The cells of each row of the tables in a text, under those of the table's head.
fn table_rows(text: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let cells = |row: &str| row.trim_matches(['|', ' ']).split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let (mut head, mut rows) = (Vec::new(), Vec::new());
    for line in text.lines() {
        match line.strip_prefix("| ") {
            None => head.clear(),
            Some(line) if line.starts_with("--") => {}
            Some(line) if head.is_empty() => head = cells(line),
            Some(line) => rows.push((head.clone(), cells(line))),
        }
    }
    rows
}

/// Names of data in our tables that the headings of the scores do not have.
const DATA: [(&str, &str); 2] = [("specification cases", "values"), ("MEANTIME", "timex/meantime")];

/// The figures of the README and of the model's card that claim to be printed by `cargo xtask score`, each
/// with the name of its data.
fn claimed_figures() -> Vec<(String, String)> {
    let root = Path::new(ROOT);
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let card = fs::read_to_string(root.join("model/MODEL.md")).unwrap();
    let of_score = card.split("By `cargo xtask score`").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut claimed: Vec<(String, String)> =
        table_rows(&readme).into_iter().map(|(_, row)| (row[1].clone(), row[2].clone())).collect();
    for (head, row) in table_rows(of_score).into_iter().filter(|(_, row)| !row[0].starts_with("lockbox")) {
        if head[0].contains(".dev") {
            claimed.push((head[0].clone(), row[1].clone()));
        } else {
            claimed.extend(row[1..].iter().map(|figures| (row[0].clone(), figures.clone())));
        }
    }
    claimed
}

#[test]
fn the_scores_are_those_of_the_model_file() {
    let printed = fs::read_to_string(Path::new(ROOT).join("model/scores.txt")).unwrap();
    let model = fs::read(Path::new(ROOT).join("model/saidby.model")).unwrap();
    let hash: String = Sha256::digest(&model).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(printed.starts_with(&format!("model {hash}\n")), "another model: run `cargo xtask score`");
}

#[test]
fn figures_are_those_that_were_printed_last() {
    let scores = printed_scores();
    let (mut n_figures, mut wrong) = (0, Vec::new());
    for (data, figures) in claimed_figures() {
        let is_of = |heading: &str| {
            let names = heading.split(['/', ' ']).map(|name| name.trim_end_matches(".test"));
            let names = names.filter(|name| 4 < name.len());
            let aliases = DATA.iter().filter(|(_, own)| *own == heading).map(|(name, _)| *name);
            names.chain(aliases).any(|name| data.contains(name))
        };
        let tables = scores.iter().filter(|(heading, _)| is_of(heading)).map(|(_, table)| table.as_str());
        let tables: Vec<&str> = tables.collect();
        // What stands in parentheses explains, or was before.
        for figure in numbers(figures.split('(').next().unwrap()) {
            let n_decimals = figure.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let rounded = |number: &str| format!("{:.n_decimals$}", number.parse::<f64>().unwrap());
            n_figures += 1;
            if !tables.iter().any(|table| numbers(table).any(|number| rounded(number) == figure)) {
                wrong.push(format!("{figure} of {data}"));
            }
        }
    }
    assert!(30 < n_figures, "{n_figures}");
    assert!(
        wrong.is_empty(),
        "not in model/scores.txt; run `cargo xtask score` and write what it prints: {wrong:#?}"
    );
}
