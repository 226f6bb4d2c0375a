//! The `saidby` command: the analysis of the page, for files and streams.

mod article;
mod input;
mod pretty;
mod stream;
mod style;
mod web;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use lexopt::prelude::*;
use saidby::analyzer::{Analyzer, Options};
use saidby::offsets::OffsetUnit;
use saidby::report::Report;
use saidby::value::Date;
use serde::Serialize;

use crate::style::Style;
use crate::web::WebArticle;

const USAGE: &str = "\
Finds who is in a news article and who said what.

  saidby analyze FILE…                        what was found, for reading (- is the standard input)
  saidby analyze --json FILE…                 one report a line, its id the file's name
  saidby analyze --jsonl < docs > reports     one report a line for each line {\"id\", \"text\", \"date\"?}

Options
  --date YYYY-MM-DD   the article's date, which \"Friday\" or \"last month\" are read against
  --input html        the files are web pages: their articles are read, and reports carry the text they count in
  --utf16             offsets in reports count UTF-16 code units instead of code points
  --model FILE        another model file than the one built in
  -h, --help          this text
  --licenses          the terms of the command and of what its model was made of
  -V, --version       the version

Colors are used on a terminal, unless NO_COLOR is set.
The exit code is 0 when all went well, 1 when a file or line could not be analyzed, 2 for a wrong call.
";

/// The trained model, so that the command is one file.
const MODEL: &[u8] = include_bytes!("../../model/saidby.model");

/// The command is one file, so these stand in it too.
const LICENSES: &str = concat!(
    "Saidby is under the MIT license or the Apache License 2.0, as you like.\n",
    "Names of places come from GeoNames (https://www.geonames.org/), under CC BY 4.0.\n\n",
    include_str!("../../LICENSE-MIT"),
    "\n\n",
    include_str!("../../model/LICENSE-WORDNET"),
    "\n\n",
    include_str!("../../LICENSE-APACHE"),
);

/// A report with the text that its offsets count in, which is not the file's.
#[derive(Serialize)]
struct WithText<'t> {
    text: &'t str,
    #[serde(flatten)]
    report: Report,
}

/// What the person asked for.
struct Call {
    files: Vec<String>,
    json: bool,
    jsonl: bool,
    html: bool,
    unit: OffsetUnit,
    date: Option<Date>,
    model: Option<String>,
}

fn main() -> ExitCode {
    let mut out = io::stdout().lock();
    let call = match read_call() {
        Ok(Some(call)) => call,
        Ok(None) => return ExitCode::SUCCESS,
        Err(sentence) => return wrong(&sentence),
    };
    let analyzer = match analyzer(call.model.as_deref()) {
        Ok(analyzer) => analyzer,
        Err(sentence) => return wrong(&sentence),
    };
    let result = if call.jsonl {
        stream::analyze_lines(&analyzer, &call, &mut io::stdin().lock(), &mut out, &mut io::stderr().lock())
    } else {
        analyze_files(&analyzer, &call, &mut out)
    };
    match result.and_then(|all_well| out.flush().map(|()| all_well)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // Whoever reads has seen enough, as in `saidby … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => wrong(&format!("the output cannot be written: {error}")),
    }
}

fn wrong(sentence: &str) -> ExitCode {
    complain(sentence);
    ExitCode::from(2)
}

/// One sentence on the standard error. Where even that is closed, nobody is there to be told.
fn complain(sentence: &str) {
    let _ = writeln!(io::stderr(), "saidby: {}", article::harmless(sentence));
}

fn read_call() -> Result<Option<Call>, String> {
    let mut call = Call {
        files: Vec::new(),
        json: false,
        jsonl: false,
        html: false,
        unit: OffsetUnit::CodePoint,
        date: None,
        model: None,
    };
    let mut arguments = lexopt::Parser::from_env();
    let mut analyze = false;
    while let Some(argument) = arguments.next().map_err(in_words)? {
        match argument {
            Short('h') | Long("help") => return print(USAGE),
            Short('V') | Long("version") => {
                return print(concat!("saidby ", env!("CARGO_PKG_VERSION"), "\n"));
            }
            Long("licenses") => return print(LICENSES),
            Long("json") => call.json = true,
            Long("jsonl") => call.jsonl = true,
            Long("utf16") => call.unit = OffsetUnit::Utf16,
            Long("input") => {
                call.html = match arguments.value().and_then(ValueExt::string).map_err(in_words)?.as_str() {
                    "html" => true,
                    "text" => false,
                    other => return Err(format!("--input is html or text, not {other:?}")),
                };
            }
            Long("model") => {
                call.model = Some(arguments.value().and_then(ValueExt::string).map_err(in_words)?)
            }
            Long("date") => {
                call.date = Some(date(&arguments.value().and_then(ValueExt::string).map_err(in_words)?)?);
            }
            Value(name) if !analyze && name == "analyze" => analyze = true,
            Value(name) if !analyze => {
                return Err(format!("there is no command {name:?}; try `saidby analyze FILE`"));
            }
            Value(file) => call.files.push(file.string().map_err(in_words)?),
            other => return Err(in_words(other.unexpected())),
        }
    }
    if !analyze {
        return print(USAGE);
    }
    if call.jsonl && call.html {
        return Err("--input html reads files; write `saidby analyze --input html --json FILE`".into());
    }
    if call.jsonl && !call.files.is_empty() {
        return Err("--jsonl reads the standard input; write `saidby analyze --jsonl < FILE`".into());
    }
    if !call.jsonl && call.files.is_empty() {
        if io::stdin().is_terminal() {
            return Err("which file? Write `saidby analyze FILE`, or `saidby --help` for more".into());
        }
        call.files.push("-".into());
    }
    Ok(Some(call))
}

fn print(text: &str) -> Result<Option<Call>, String> {
    let _ = io::stdout().write_all(text.as_bytes());
    Ok(None)
}

fn in_words(error: lexopt::Error) -> String {
    format!("{error}; `saidby --help` lists what there is")
}

/// Reads a date as people may type it to the command and as lines may carry it.
fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("{text:?} is not a date such as 2026-03-12"))
}

fn analyzer(model: Option<&str>) -> Result<Analyzer, String> {
    match model {
        None => Analyzer::new(MODEL).map_err(|error| format!("the model built in cannot be used: {error}")),
        Some(file) => Analyzer::new(&input::read_bytes(file, u64::MAX)?)
            .map_err(|error| format!("the model {file} cannot be used: {error}")),
    }
}

/// Analyzes each file; true if all of them could be.
fn analyze_files(analyzer: &Analyzer, call: &Call, out: &mut dyn Write) -> io::Result<bool> {
    let mut all_well = true;
    let style = Style::of_terminal();
    for (idx, file) in call.files.iter().enumerate() {
        let article = input::read_text(file).and_then(|text| match call.html {
            true => WebArticle::of(&text, file),
            false => Ok(WebArticle { text, date: None }),
        });
        let WebArticle { text, date } = match article {
            Ok(article) => article,
            Err(sentence) => {
                complain(&sentence);
                all_well = false;
                continue;
            }
        };
        let options = Options { date: call.date.or(date), ..Options::default() };
        let analysis = analyzer.analyze_with(&text, &options, &mut |_| {});
        if call.json {
            let report = Report::new(&analysis, call.unit, Some(file));
            if call.html {
                serde_json::to_writer(&mut *out, &WithText { text: &text, report })?;
            } else {
                serde_json::to_writer(&mut *out, &report)?;
            }
            writeln!(out)?;
            continue;
        }
        if 0 < idx {
            writeln!(out)?;
        }
        let report = Report::new(&analysis, OffsetUnit::CodePoint, Some(file));
        out.write_all(pretty::print(&text, &report, file, &style).as_bytes())?;
    }
    Ok(all_well)
}
