//! The `saidby` command: the analysis of the page, for files and streams.

mod analyze;
#[allow(missing_docs)] // What stands there is shown as help.
mod arguments;
mod article;
mod check;
mod compare;
mod input;
mod job;
mod output;
mod pipeline;
mod pretty;
mod style;
mod web;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use saidby::Analyzer;

use arguments::{Arguments, Command};

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

/// Why the command ends before its work.
enum Trouble {
    /// The call is wrong, in one sentence.
    Call(String),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        _ if arguments.licenses => print(LICENSES),
        Some(Command::Analyze(call)) => analyze::run(&call),
        Some(Command::Check { text, report }) => check::run(&text, &report),
        Some(Command::Compare(call)) => compare::run(&call),
        Some(Command::Schema) => print(saidby::export::SCHEMA),
        None => Err(Trouble::Call("what is to be done? `saidby --help` lists what there is".into())),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // Whoever reads has seen enough, as in `saidby … | head`.
        Err(Trouble::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Trouble::Output(error)) => wrong(&format!("the output cannot be written: {error}")),
        Err(Trouble::Call(sentence)) => wrong(&sentence),
    }
}

/// An analyzer with the model that is built in, so that the command is one file.
fn analyzer() -> Result<Analyzer, String> {
    Analyzer::bundled().map_err(|error| format!("the model built in cannot be used: {error}"))
}

fn print(text: &str) -> Result<bool, Trouble> {
    io::stdout().write_all(text.as_bytes())?;
    Ok(true)
}

fn wrong(sentence: &str) -> ExitCode {
    warn(sentence);
    ExitCode::from(2)
}

/// One sentence on the standard error. Where even that is closed, nobody is there to be told.
fn warn(sentence: &str) {
    let _ = writeln!(io::stderr(), "saidby: {}", article::harmless(sentence));
}
