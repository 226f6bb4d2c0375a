//! Corpora in, model file out; and its evaluation.
//!
//! ```text
//! cargo run --release -p trainer -- train [--data clean] [--only names]
//! cargo run --release -p trainer -- eval
//! cargo run --release -p trainer -- speakers
//! cargo run --release -p trainer -- pages
//! cargo run --release -p trainer -- invariants
//! ```

#![allow(clippy::disallowed_methods, reason = "training is in floats; what it writes is integers")]

mod corpora;
mod raw;
mod gold;
mod invariants;
mod crf;
mod lexicon;
mod lockbox;
mod quotes;
mod names;
mod mentions;
mod paragraphs;
mod speed;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use flate2::Compression;
use flate2::write::GzEncoder;
use saidby::analyzer::Analyzer;
use saidby::model::{Model, Section};

const USAGE: &str = "\
usage: trainer COMMAND [OPTIONS]

  train            trains every stage in order and writes the model file
  cross            cross-validates the quotations on training articles and writes the reports;
                   with --only names prints the scores of names in held-out articles
  eval             prints the score tables of the model file
  speakers         prints how many quotations are given a wrong speaker, and how sure that is known
  lockbox          prints how names and mentions do in the articles that are set aside, and writes the reports of them
  roles            prints the role phrases of --articles, of which a reader is asked whom they stand for
  pages            prints what is kept of pages whose site trained nothing
  invariants       prints how many reports of training articles break what must hold of every report
  lessons          writes what the teacher reads (trainer/teacher/README.md)
  insides          writes the insides of the contents that the teacher in --teacher has marked

  --shared DIR     where the corpora are (default: ../shared)
  --model FILE     the model file (default: model/saidby.model)
  --teacher DIR    where the teacher's labels of the raw news are (default: trainer/teacher)
  --marks FILE     statements marked by the guide (default: trainer/marked/statements.jsonl.gz)
  --articles FILE  with roles: articles, one a line (default: articles.jsonl)
  --out DIR        where lessons and reports go (default: target/teacher)
  --checkpoints DIR  keeps trained chains there, and reads those of an earlier run
  --data clean     trains from cleanly licensed sets only
  --only STAGE     trains one stage (lexicon, names, paragraphs, quotations, mentions) and keeps the model's other sections
  --brief          prints one line a set
  --errors SET     prints where names differ from a set's gold, for example worldwide.dev
  --speed          prints how many tokens a second each learned layer takes
  --list           with speakers, pages and invariants, or training mentions: prints the wrong ones";

/// What the command line asks for.
struct Call {
    command: String,
    shared: PathBuf,
    model: PathBuf,
    teacher: PathBuf,
    marks: PathBuf,
    articles: PathBuf,
    out: PathBuf,
    checkpoints: Option<PathBuf>,
    clean_only: bool,
    only: Option<String>,
    brief: bool,
    speed: bool,
    list: bool,
    errors: Option<String>,
}

/// The stages of training in order; each replaces its own sections.
const STAGES: [&str; 5] = ["lexicon", "names", "paragraphs", "quotations", "mentions"];

fn main() -> ExitCode {
    let result = read_call().and_then(|call| match call.command.as_str() {
        "train" => train(&call),
        "cross" => cross(&call),
        "eval" => eval(&call),
        "speakers" => mentions::evaluate(&call.shared, Path::new("seeds"), &read_model(&call)?, call.list),
        "lockbox" => names::score_lockbox(&call.shared, &read_model(&call)?)
            .and_then(|()| mentions::score_lockbox(&call.shared, &read_model(&call)?))
            .and_then(|()| quotes::write_lockbox(&call.shared, &read_model(&call)?, &call.out)),
        "roles" => mentions::print_roles_to_ask(&call.articles, &read_model(&call)?),
        "pages" => paragraphs::evaluate(&call.shared, call.list),
        "invariants" => invariants::check(&call.shared, &read_model(&call)?, call.list),
        "lessons" => lessons(&call),
        "insides" => insides(&call),
        other => Err(format!("no command {other:?}\n\n{USAGE}")),
    });
    if let Err(message) = result {
        eprintln!("{message}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn read_call() -> Result<Call, String> {
    let mut call = Call {
        command: String::new(),
        shared: PathBuf::from("../shared"),
        model: PathBuf::from("model/saidby.model"),
        teacher: PathBuf::from("trainer/teacher"),
        marks: PathBuf::from("trainer/marked/statements.jsonl.gz"),
        articles: PathBuf::from("articles.jsonl"),
        out: PathBuf::from("target/teacher"),
        checkpoints: None,
        clean_only: false,
        only: None,
        brief: false,
        speed: false,
        list: false,
        errors: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value\n\n{USAGE}"));
        match argument.as_str() {
            "--shared" => call.shared = value()?.into(),
            "--model" => call.model = value()?.into(),
            "--teacher" => call.teacher = value()?.into(),
            "--checkpoints" => call.checkpoints = Some(value()?.into()),
            "--marks" => call.marks = value()?.into(),
            "--articles" => call.articles = value()?.into(),
            "--out" => call.out = value()?.into(),
            "--only" => call.only = Some(value()?),
            "--brief" => call.brief = true,
            "--speed" => call.speed = true,
            "--list" => call.list = true,
            "--errors" => call.errors = Some(value()?),
            "--data" => match value()?.as_str() {
                "clean" => call.clean_only = true,
                "all" => {}
                other => return Err(format!("--data is clean or all, not {other:?}")),
            },
            _ if call.command.is_empty() && !argument.starts_with('-') => call.command = argument,
            _ => return Err(format!("unknown option {argument:?}\n\n{USAGE}")),
        }
    }
    Ok(call)
}

fn train(call: &Call) -> Result<(), String> {
    if let Some(only) = call.only.as_deref().filter(|only| !STAGES.contains(only)) {
        return Err(format!("--only takes one of {STAGES:?}, not {only:?}"));
    }
    let mut model = if call.only.is_some() { read_model(call)? } else { Model::default() };
    for stage in STAGES.into_iter().filter(|stage| call.only.as_deref().is_none_or(|only| only == *stage)) {
        match stage {
            "lexicon" => lexicon::train(&call.shared, &mut model)?,
            "names" => names::train(&call.shared, names_teacher(call).as_deref(), &mut model)?,
            "quotations" => {
                with_files(call, |files| quotes::train(files, &quotes::Plan::default(), &mut model))?;
            }
            "mentions" => mentions::train(&call.shared, call.clean_only, call.list, &mut model)?,
            "paragraphs" => paragraphs::train(&call.shared, call.clean_only, &mut model)?,
            other => return Err(format!("no stage {other:?}")),
        }
    }
    let bytes = model.write();
    fs::write(&call.model, &bytes).map_err(|error| format!("{}: {error}", call.model.display()))?;
    eprintln!("{}: {} bytes", call.model.display(), bytes.len());
    Ok(())
}

/// The file of the teacher's labels of names; none where all data is to be clean.
fn names_teacher(call: &Call) -> Option<PathBuf> {
    (!call.clean_only).then(|| call.teacher.join("names.jsonl.gz"))
}

/// Calls `run` with the files that quotations are learned from.
fn with_files<T>(call: &Call, run: impl FnOnce(&quotes::Files) -> T) -> T {
    let labels = call.teacher.join("quotations.jsonl.gz");
    let checkpoints = call.checkpoints.as_deref();
    let (shared, marks, clean_only) = (call.shared.as_path(), call.marks.as_path(), call.clean_only);
    let files = quotes::Files { shared, labels: &labels, marks, clean_only, checkpoints };
    run(&files)
}

/// Cross-validates the quotations, or with `--only names` the names, on the training articles.
fn cross(call: &Call) -> Result<(), String> {
    let model = read_model(call)?;
    if call.only.as_deref() == Some("names") {
        return names::cross_validate(&call.shared, names_teacher(call).as_deref(), model);
    }
    with_files(call, |files| quotes::cross_validate(files, &quotes::Plan::default(), &model, &call.out))
}

fn lessons(call: &Call) -> Result<(), String> {
    names::write_lessons(&call.shared, &call.out)?;
    let model = read_model(call)?;
    with_files(call, |files| quotes::write_lessons(files, &quotes::Plan::default(), &model, &call.out))
}

fn insides(call: &Call) -> Result<(), String> {
    let model = read_model(call)?;
    with_files(call, |files| quotes::write_insides(files, &model, &call.out))
}

fn read_model(call: &Call) -> Result<Model, String> {
    let file = call.model.display();
    let bytes = fs::read(&call.model).map_err(|error| format!("{file}: {error}"))?;
    Model::read(&bytes).map_err(|error| format!("{file}: {error}"))
}

fn eval(call: &Call) -> Result<(), String> {
    let model = read_model(call)?;
    let finder = names::Finder::read(&model)?;
    if let Some(set) = &call.errors {
        return names::print_errors(&call.shared, &finder, set);
    }
    if call.speed {
        return speed::measure(&call.shared, &model.write());
    }
    print_sizes(&model)?;
    names::evaluate(&call.shared, &finder, call.brief)?;
    let analyzer = Analyzer::new(&model.write()).map_err(|error| error.to_string())?;
    quotes::evaluate(&call.shared, Path::new("seeds"), &analyzer)
}

/// Prints how heavy each section of the model file is.
fn print_sizes(model: &Model) -> Result<(), String> {
    for Section { name, bytes, .. } in &model.sections {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        let packed = gzip.write_all(bytes).and_then(|()| gzip.finish()).map_err(|error| error.to_string())?;
        println!("{name:12} {:8} bytes, {:7} after gzip", bytes.len(), packed.len());
    }
    Ok(())
}
