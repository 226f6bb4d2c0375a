//! `cargo xtask COMMAND`: see [`USAGE`].

use std::process::{Command, ExitCode, Stdio};

use lexopt::prelude::*;
use xtask::Result;
use xtask::browser::Programs;
use xtask::server::Server;
use xtask::{archive, check, dist, fuzz, prepare, project, score, site, size, watch};

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--no-open] [--port N]   build the page, serve it on this computer and open the browser
  watch [--no-open] [--port N]   the same, built and loaded anew whenever a source changes
  test                           check everything: formatting, lints, tests, the page in a browser
  build                          build the page into target/site/
  prepare                        compile the page's engine, and install browser and tools; `test` does it
                                 by itself beside its first steps
  bench [PART]                   measure the analysis natively and in Chromium, or one part of it:
                                 native, analysis, opening, phone, layers, collection, peers, memory; alone,
                                 archive: ten thousand articles of ../shared through the command; alone,
                                 spark: the example of docs/archives.md under Spark, with a partition
                                 that fails
  dist                           write dist/: the page for a static host, in one file and as a browser
                                 extension; the npm packages; man pages and completions of the command; the
                                 schema of reports
  fuzz [--minutes N] [TARGET]    give odd input to what reads input, 10 minutes in all unless told otherwise
  score [--shared DIR]           print how right the analysis is, on the corpora and on seeds/, and write
                                 that into model/scores.txt
  size                           print what the page weighs, and fail where it is too much
";

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("error: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    let mut arguments = lexopt::Parser::from_env();
    let Some(argument) = arguments.next().map_err(usage)? else {
        print!("{USAGE}");
        return Ok(());
    };
    match argument {
        Value(name) if name == "serve" || name == "watch" => {
            let (mut open, mut port) = (true, 8080);
            while let Some(argument) = arguments.next().map_err(usage)? {
                match argument {
                    Long("no-open") => open = false,
                    Long("port") => {
                        port = arguments.value().and_then(|value| value.parse()).map_err(usage)?
                    }
                    other => return Err(usage(other.unexpected())),
                }
            }
            if name == "watch" { watch(open, port) } else { serve(open, port) }
        }
        Value(name) if name == "test" => no_more(arguments).and_then(|()| check::run()),
        Value(name) if name == "bench" => {
            let part = match arguments.next().map_err(usage)? {
                None => None,
                Some(Value(part)) => Some(part.string().map_err(usage)?),
                Some(other) => return Err(usage(other.unexpected())),
            };
            no_more(arguments).and_then(|()| bench(part.as_deref()))
        }
        Value(name) if name == "dist" => no_more(arguments).and_then(|()| dist::write()),
        Value(name) if name == "fuzz" => {
            let (mut minutes, mut target) = (10, None);
            while let Some(argument) = arguments.next().map_err(usage)? {
                match argument {
                    Long("minutes") => {
                        minutes = arguments.value().and_then(|value| value.parse()).map_err(usage)?
                    }
                    Value(name) if target.is_none() => target = Some(name.string().map_err(usage)?),
                    other => return Err(usage(other.unexpected())),
                }
            }
            fuzz::run(minutes, target.as_deref())
        }
        Value(name) if name == "score" => {
            let mut shared = project::root().join("../shared");
            while let Some(argument) = arguments.next().map_err(usage)? {
                match argument {
                    Long("shared") => shared = arguments.value().map_err(usage)?.into(),
                    other => return Err(usage(other.unexpected())),
                }
            }
            score::run(&shared)
        }
        Value(name) if name == "size" => no_more(arguments).and_then(|()| size::check()),
        Value(name) if name == "prepare" => no_more(arguments).and_then(|()| prepare::run()),
        Value(name) if name == "build" => no_more(arguments).and_then(|()| site::build()),
        Value(name) => Err(format!("there is no command {name:?}\n\n{USAGE}")),
        Short('h') | Long("help") => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(usage(other.unexpected())),
    }
}

fn no_more(mut arguments: lexopt::Parser) -> Result<()> {
    match arguments.next().map_err(usage)? {
        None => Ok(()),
        Some(other) => Err(usage(other.unexpected())),
    }
}

fn usage(error: impl std::fmt::Display) -> String {
    format!("{error}\n\n{USAGE}")
}

fn serve(open: bool, port: u16) -> Result<()> {
    println!("Building the page.");
    site::build()?;
    start(open, port)?.wait();
    Ok(())
}

fn watch(open: bool, port: u16) -> Result<()> {
    let mut server = None;
    println!("Building the page.");
    watch::run(|| {
        server = Some(start(open, port)?);
        Ok(())
    })
}

/// Serves the page that is built, and opens it if wanted.
fn start(open: bool, port: u16) -> Result<Server> {
    let server = Server::start_from(&site::folder(), port)
        .map_err(|error| format!("no free port from {port} on: {error}"))?;
    println!("Saidby is at {} (Ctrl+C ends it)", server.url());
    if open {
        open_browser(&server.url());
    }
    Ok(server)
}

fn bench(part: Option<&str>) -> Result<()> {
    if part == Some("archive") {
        return archive::run(&project::root().join("../shared"));
    }
    #[cfg(unix)]
    if part == Some("spark") {
        return xtask::spark::run();
    }
    if part.is_none_or(|part| part == "native") {
        project::run(&mut project::cargo([
            "bench",
            "--quiet",
            "--package",
            "saidby",
            "--bench",
            "analysis",
            "--bench",
            "values",
        ]))?;
    }
    if part == Some("native") {
        return Ok(());
    }
    site::build()?;
    Programs::find_or_install()?;
    let mut command =
        project::cargo(["run", "--quiet", "--package", "browser-tests", "--bin", "bench-page", "--"]);
    project::run(command.args(part))
}

/// Opens the address in the person's browser; where there is none, the printed address is enough.
fn open_browser(url: &str) {
    let (program, arguments): (_, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdout(Stdio::null()).stderr(Stdio::null());
    drop(command.spawn());
}
