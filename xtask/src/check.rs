//! `cargo xtask test`: everything that must hold, step by step.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::browser::{Programs, firefox, install, may_install};
use crate::project::{self, Result};
use crate::{deny, npm, site, size, wasm};

/// The tests of the page; with the whole workspace libraries have the features that they have in the other tests, and are
/// not built anew.
const PAGE: [&str; 4] = ["--workspace", "--test", "page", "--"];
/// Tests that measure, in modules of this name: a run of their own.
const ALONE: &str = "::alone::";
/// One after the other: each keeps two processors busy, and two at a time they did not pass each time.
const ONE_AT_A_TIME: [&str; 2] = ["--test-threads", "1"];
/// What the driver says where the browser's own process has ended: once in some thousand tests it does.
const BROWSER_ENDED: [&str; 2] = ["invalid session id", "tab crashed"];

/// Results so far: a check counts as one, a test run as its tests.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    failures: Vec<String>,
}

/// Runs everything and prints one line at the end that counts what passed and failed.
///
/// # Errors
///
/// Fails where anything did.
pub fn run() -> Result<()> {
    let begin = Instant::now();
    let mut tally = Tally::default();
    prepare_jing();
    drop(wasm::add_target());
    let prepared = begin_preparing();
    tally.step("Formatting", || project::run(&mut project::cargo(["fmt", "--all", "--check"])));
    tally.step("Dependencies", deny::check);
    tally.step("Clippy", || {
        lint(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])
    });
    tally.step("Clippy for wasm32", || {
        wasm::add_target()?;
        let target = ["--target", "wasm32-unknown-unknown"];
        lint(
            &[&["clippy", "--quiet", "--package", "saidby", "--lib"], &target[..], &["--", "-D", "warnings"]]
                .concat(),
        )
    });
    tally.step("Documentation", || {
        // With the examples, libraries have the features that they have in tests, and are not checked anew.
        let what = ["--workspace", "--lib", "--bins", "--examples", "--no-deps"];
        let mut command = project::cargo(["doc", "--quiet", "--document-private-items"]);
        command.args(what);
        project::run(command.env("RUSTDOCFLAGS", "-D warnings"))
    });
    tally.tests("Tests", &["--workspace", "--exclude", "browser-tests"]);
    println!("\n── Engine and tools, begun with the first step ──");
    drop(prepared.map(|mut prepared| prepared.wait()));
    let built = tally.step("Building the page", site::build);
    if built {
        // The scripts import the types of the wasm module, which the build writes.
        tally.step("Types of the scripts", npm::check_types);
        tally.step("Size of the page", size::check);
    }
    let browser = tally.step("Chromium and chromedriver", || Programs::find_or_install().map(drop));
    if built && browser {
        let together = [&PAGE[..], &["--skip", ALONE], &ONE_AT_A_TIME].concat();
        tally.tests("The page in Chromium", &together);
        tally.tests("The page in Chromium, measured", &[&PAGE[..], &[ALONE], &ONE_AT_A_TIME].concat());
    } else {
        tally.fail("The page in Chromium", "could not be tested");
    }
    match firefox() {
        Some(_) if built => tally.tests_with(
            "The page in Firefox",
            &[&PAGE[..], &["chain::", "keyboard::", "one_file::", "firefox::"], &ONE_AT_A_TIME].concat(),
            &[("SAIDBY_BROWSER", "firefox")],
        ),
        Some(_) => tally.fail("The page in Firefox", "could not be tested"),
        None => println!("\nFirefox is not installed: the page is tested in Chromium alone."),
    }
    println!();
    for failure in &tally.failures {
        println!("failed: {failure}");
    }
    let seconds = begin.elapsed().as_secs();
    println!("{} passed, {} failed ({} min {} s)", tally.passed, tally.failed, seconds / 60, seconds % 60);
    if tally.failed == 0 { Ok(()) } else { Err("not everything passed".into()) }
}

/// Begins [`prepare`](crate::prepare::run) in a process of its own, whose output is nobody's: what goes wrong there goes
/// wrong again in the step that needs it, which tells.
fn begin_preparing() -> Option<Child> {
    let mut command = Command::new(env::current_exe().ok()?);
    command.arg("prepare").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}

/// Installs jing where that may be done and Java is there; without it, exports are not read by the schemas of others.
fn prepare_jing() {
    if project::program("jing").is_some() {
        return;
    }
    if !may_install() || project::program("java").is_none() || install(&["jing"]).is_err() {
        println!("\njing is not installed: exports are not read by the schemas of TEI and REFI-QDA.");
    }
}

impl Tally {
    fn step(&mut self, name: &str, check: impl FnOnce() -> Result<()>) -> bool {
        let begin = heading(name);
        let result = check();
        done(begin);
        match result {
            Ok(()) => self.passed += 1,
            Err(sentence) => {
                println!("error: {sentence}");
                self.fail(name, &sentence);
                return false;
            }
        }
        true
    }

    /// Runs tests with cargo and counts them.
    fn tests(&mut self, name: &str, arguments: &[&str]) {
        self.tests_with(name, arguments, &[]);
    }

    fn tests_with(&mut self, name: &str, arguments: &[&str], variables: &[(&str, &str)]) {
        let begin = heading(name);
        let run = |arguments: &[&str]| {
            let mut command = project::cargo(["test", "--quiet", "--no-fail-fast"]);
            command.envs(variables.iter().copied());
            TestRun::of(command.args(arguments))
        };
        let result = run(arguments).and_then(|mut first| {
            if !first.unanswered.is_empty() {
                println!("The browser itself ended in {}; once more:", first.unanswered.join(", "));
                let names = first.unanswered.iter().map(String::as_str);
                let again = run(&PAGE.into_iter().chain(["--exact"]).chain(names).collect::<Vec<_>>())?;
                first.failed -= first.unanswered.len();
                first.succeeded = first.failed == 0 && again.succeeded;
                first.passed += again.passed;
                first.failed += again.failed;
            }
            Ok(first)
        });
        match result {
            Ok(TestRun { passed, failed, succeeded, .. }) => {
                self.passed += passed;
                self.failed += failed;
                if 0 < failed {
                    self.failures.push(format!("{name}: {failed} tests"));
                } else if !succeeded {
                    self.fail(name, "cargo test failed");
                }
            }
            Err(sentence) => self.fail(name, &sentence),
        }
        done(begin);
    }

    fn fail(&mut self, name: &str, sentence: &str) {
        self.failed += 1;
        self.failures.push(format!("{name}: {sentence}"));
    }
}

fn heading(name: &str) -> Instant {
    println!("\n── {name} ──");
    Instant::now()
}

fn done(begin: Instant) {
    println!("   {:.1} s", begin.elapsed().as_secs_f32());
}

fn lint(arguments: &[&str]) -> Result<()> {
    project::run(&mut project::cargo(arguments.iter().copied()))
}

/// What a `cargo test` came to.
#[derive(Default)]
struct TestRun {
    passed: usize,
    failed: usize,
    /// Whether cargo was content.
    succeeded: bool,
    /// Failed tests whose browser had ended by itself, which says nothing of the page yet.
    unanswered: Vec<String>,
}

impl TestRun {
    /// Runs it and passes its output on.
    fn of(command: &mut Command) -> Result<Self> {
        let words = project::words(command);
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("`{words}` could not be started: {error}"))?;
        let mut run = Self::default();
        let mut told = None;
        let lines = child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines());
        for line in lines.map_while(|line| line.ok()) {
            println!("{line}");
            run.hear(&line, &mut told);
        }
        let status = child.wait().map_err(|error| format!("`{words}` was lost: {error}"))?;
        run.succeeded = status.success();
        Ok(run)
    }

    /// Takes in a line; `told` is the test whose output it belongs to.
    fn hear(&mut self, line: &str, told: &mut Option<String>) {
        if let Some((passed, failed)) = counts(line) {
            self.passed += passed;
            self.failed += failed;
            *told = None;
        } else if let Some(name) =
            line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" stdout ----"))
        {
            *told = Some(name.to_owned());
        } else if BROWSER_ENDED.iter().any(|words| line.contains(words)) {
            self.unanswered.extend(told.take());
        }
    }
}

/// Passed and failed tests of a line such as `test result: ok. 25 passed; 0 failed; …`.
fn counts(line: &str) -> Option<(usize, usize)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut counts = counts.split("; ").filter_map(|count| count.split(' ').next()?.parse().ok());
    Some((counts.next()?, counts.next()?))
}

#[cfg(test)]
mod tests {
    use super::{TestRun, counts};

    #[test]
    fn the_results_of_cargo_test_are_counted() {
        assert_eq!(counts("test result: ok. 25 passed; 0 failed; 1 ignored; 0 measured"), Some((25, 0)));
        assert_eq!(counts("test result: FAILED. 9 passed; 12 failed; 0 ignored"), Some((9, 12)));
        assert_eq!(counts("running 3 tests"), None);
    }

    #[test]
    fn a_test_whose_browser_ended_is_known_and_one_that_failed_is_not() {
        let output = "
---- updates::one stdout ----
url: invalid session id: invalid session id: session deleted
invalid session id
---- updates::two stdout ----
assertion failed

test result: FAILED. 9 passed; 2 failed; 0 ignored";
        let (mut run, mut told) = (TestRun::default(), None);
        output.lines().for_each(|line| run.hear(line, &mut told));
        assert_eq!((run.passed, run.failed), (9, 2));
        assert_eq!(run.unanswered, ["updates::one"]);
    }
}
