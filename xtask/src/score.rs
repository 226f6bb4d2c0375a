//! `cargo xtask score`: the whole chain on raw text, scored as others score it.
//!
//! Runs the command line over the gold files of the corpora folder and over `seeds/`, and hands
//! both to the scorers in that folder, which need Python 3. Every accuracy in README and MODEL.md
//! that concerns more than one model is printed here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::project::{self, Result};
use crate::release::hex;

/// Which scorer a gold file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scorer {
    /// Names of nine classes.
    Fine,
    /// People, organizations and places alone.
    Three,
    Quotations,
    /// Statements as a reader sees them: edges, act and resolved speaker.
    Statements,
    Links,
}

/// The gold files below `corpora/` of the shared folder.
const SETS: [(&str, &[Scorer]); 10] = [
    ("entities/worldwide.dev", &[Scorer::Fine, Scorer::Three]),
    ("entities/cleanconll.dev", &[Scorer::Three]),
    ("entities/finer.val", &[Scorer::Three]),
    ("entities/uner-pud-news.test", &[Scorer::Three]),
    ("entities/prodigy-headlines.all", &[Scorer::Three]),
    ("quotes/statements.dev", &[Scorer::Statements]),
    ("quotes/polnear.dev", &[Scorer::Quotations]),
    ("coreference/gum-news", &[Scorer::Quotations, Scorer::Links]),
    ("coreference/meantime", &[Scorer::Links]),
    ("coreference/gum-other.train", &[Scorer::Links]),
];

/// The families of the value cases, in the order of their table.
const VALUE_CASES: [&str; 6] = ["datetime", "percent", "currency", "dimension", "temperature", "age"];

/// The file that holds what was printed last; README and the model's card show figures of it.
const PRINTED: &str = "model/scores.txt";

/// The SHA-256 of the model file, in hexadecimal digits: the scores are those of this one.
fn model_hash() -> Result<String> {
    Ok(hex(&Sha256::digest(project::read(&project::root().join("model/saidby.model"))?)))
}

/// Prints all tables, and keeps them in `model/scores.txt`; `shared` is the folder with `corpora/` and `eval/`.
///
/// # Errors
///
/// Fails where the folder, Python or a program is missing, and says which.
pub fn run(shared: &Path) -> Result<()> {
    if !shared.join("eval").is_dir() {
        return Err(format!("{} holds no eval/; say where with --shared DIR", shared.display()));
    }
    let mut scoring = Scoring {
        saidby: project::saidby()?,
        scorers: shared.join("eval"),
        work: project::root().join("target/score"),
        printed: String::new(),
    };
    scoring.print(&format!("model {}\n\n", model_hash()?));
    scoring.print("== seeds (our own articles)\n");
    let [names, quotations] = seeds_as_gold(&scoring.work)?;
    scoring.score(&names, &[Scorer::Fine])?;
    scoring.score(&quotations, &[Scorer::Quotations])?;
    for (name, scorers) in SETS {
        scoring.print(&format!("\n== {name}\n"));
        scoring.score(&shared.join("corpora").join(format!("{name}.jsonl")), scorers)?;
    }
    scoring.print("\n== benchmark (12 articles, held out of everything)\n");
    scoring.score(&project::root().join("benchmark/statements.jsonl"), &[Scorer::Statements])?;
    scoring.print("\n== acts of polnear.dev\n");
    let quotes = shared.join("corpora/quotes");
    let gold = quotes.join("polnear.dev.jsonl");
    let mut acts = scoring.python("score_acts.py");
    acts.arg(&gold).arg(quotes.join("polnear-acts.dev.jsonl")).arg(scoring.analyze(&gold)?);
    scoring.run(&mut acts)?;
    scoring.print("\n== values\n");
    let cases = VALUE_CASES.map(|name| shared.join(format!("corpora/values/{name}.jsonl")));
    scoring.score_values("score_values.py", &cases)?;
    scoring.print("\n== timex/meantime\n");
    scoring.score_values("score_timex.py", &[shared.join("corpora/timex/meantime.jsonl")])?;
    project::write(&project::root().join(PRINTED), &scoring.printed)
}

struct Scoring {
    saidby: PathBuf,
    scorers: PathBuf,
    work: PathBuf,
    printed: String,
}

impl Scoring {
    fn python(&self, script: &str) -> Command {
        let mut command = Command::new("python3");
        command.arg(self.scorers.join(script));
        command
    }

    fn print(&mut self, text: &str) {
        print!("{text}");
        self.printed.push_str(text);
    }

    /// Prints what a scorer prints.
    fn run(&mut self, scorer: &mut Command) -> Result<()> {
        let tables = project::output(scorer)?;
        self.print(&tables);
        Ok(())
    }

    /// Runs a scorer that calls the command line itself.
    fn score_values(&mut self, script: &str, cases: &[PathBuf]) -> Result<()> {
        let mut python = self.python(script);
        python.args(cases).arg("--run").arg(&self.saidby).args(["analyze", "--jsonl"]);
        self.run(&mut python)
    }

    /// The reports on the texts of a gold file.
    fn analyze(&self, gold: &Path) -> Result<PathBuf> {
        let reports = self.work.join("reports.jsonl");
        let texts = fs::File::open(gold).map_err(|error| format!("{}: {error}", gold.display()))?;
        let mut analyze = Command::new(&self.saidby);
        analyze.args(["analyze", "--jsonl"]).stdin(texts).stdout(create(&reports)?);
        project::run(&mut analyze)?;
        Ok(reports)
    }

    /// Analyzes the texts of a gold file and prints the tables of the scorers.
    fn score(&mut self, gold: &Path, scorers: &[Scorer]) -> Result<()> {
        let reports = self.analyze(gold)?;
        let predictions = self.work.join("predictions.jsonl");
        let mut convert = self.python("predict_from_saidby.py");
        project::run(convert.arg(&reports).stdout(create(&predictions)?))?;
        for scorer in scorers {
            let (script, found, options): (_, _, &[&str]) = match scorer {
                Scorer::Fine => (self.scorers.join("score_entities.py"), &predictions, &["--scheme", "fine"]),
                Scorer::Three => {
                    (self.scorers.join("score_entities.py"), &predictions, &["--scheme", "three"])
                }
                Scorer::Quotations => (self.scorers.join("score_quotes.py"), &predictions, &[]),
                Scorer::Statements => (project::root().join("benchmark/score.py"), &reports, &[]),
                Scorer::Links => (self.scorers.join("score_links.py"), &predictions, &[]),
            };
            self.run(Command::new("python3").arg(script).arg(gold).arg(found).args(options))?;
        }
        Ok(())
    }
}

fn create(file: &Path) -> Result<fs::File> {
    project::write(file, "")?;
    fs::File::create(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes the gold of `seeds/` as the scorers read it: names with dates and money, and quotations
/// with chains.
fn seeds_as_gold(work: &Path) -> Result<[PathBuf; 2]> {
    let (mut names, mut quotations) = (String::new(), String::new());
    for file in project::files(&project::root().join("seeds"))? {
        let Some(name) = file.to_string_lossy().strip_suffix(".gold.json").map(str::to_owned) else {
            continue;
        };
        let gold: Value = serde_json::from_slice(&project::read(&file)?)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let text = project::read_text(Path::new(&format!("{name}.txt")))?;
        names.push_str(&format!("{}\n", names_of(&name, &text, &gold)));
        quotations.push_str(&format!("{}\n", quotations_of(&name, &text, &gold)));
    }
    let files = [work.join("seeds.names.jsonl"), work.join("seeds.quotations.jsonl")];
    project::write(&files[0], names)?;
    project::write(&files[1], quotations)?;
    Ok(files)
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

fn is_named(mention: &Value) -> bool {
    matches!(mention["kind"].as_str(), Some("name" | "alias" | "acronym"))
}

fn names_of(id: &str, text: &str, gold: &Value) -> Value {
    let span = |found: &Value, kind: &Value| {
        let coarse = match kind.as_str() {
            Some("person") => "PER",
            Some("organization") => "ORG",
            Some("location" | "facility") => "LOC",
            Some("date") => "DATE",
            Some("money") => "MONEY",
            _ => "MISC",
        };
        json!({"start": found["start"], "end": found["end"], "type": coarse, "fine": kind})
    };
    let names = list(gold, "entities").flat_map(|entity| {
        list(entity, "mentions").filter(|mention| is_named(mention)).map(|m| span(m, &entity["type"]))
    });
    let values = list(gold, "values")
        .filter(|value| matches!(value["type"].as_str(), Some("date" | "money")))
        .map(|value| span(value, &value["type"]));
    json!({"id": id, "text": text, "entities": names.chain(values).collect::<Vec<_>>()})
}

fn quotations_of(id: &str, text: &str, gold: &Value) -> Value {
    let pieces = |span: &Value| if span.is_null() { json!([]) } else { json!([span]) };
    let quotes = list(gold, "quotations").map(|quotation| {
        let speaker = quotation["speaker"].as_u64().map(|speaker| json!({"chain": speaker.to_string()}));
        json!({
            "kind": quotation["kind"],
            "content": quotation["content"],
            "source": pieces(&quotation["source"]),
            "cue": pieces(&quotation["cue"]),
            "speaker_entity": speaker,
        })
    });
    let mentions = list(gold, "entities").enumerate().flat_map(|(chain, entity)| {
        list(entity, "mentions").map(move |mention| {
            let named = entity["named"] == json!(true) && is_named(mention);
            json!({
                "start": mention["start"], "end": mention["end"], "type": entity["type"],
                "chain": chain.to_string(), "form": if named { "proper" } else { "common" },
            })
        })
    });
    json!({
        "id": id, "text": text, "quotes": quotes.collect::<Vec<_>>(),
        "entities": mentions.collect::<Vec<_>>(),
    })
}
