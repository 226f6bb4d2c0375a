//! `saidby analyze`: articles in, findings out, on all cores.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use std::thread;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use saidby::export::{self, export};
use saidby::{Analyzer, Date, OffsetUnit, Options, Report};

use crate::arguments::{Analyze, Input, OutputFormat};
use crate::job::{self, Id, Job, Place};
use crate::output::{WholeFile, of_another_run, write_whole};
use crate::style::Style;
use crate::{Trouble, article, input, pipeline, pretty};

/// So many characters of an id stand in the name of a file, which must not be longer than 255 bytes.
const LONGEST_ID: usize = 50;

/// What is made of every article.
struct Plan<'a> {
    call: &'a Analyze,
    analyzer: Analyzer,
    input: Input,
    /// None for reading on a terminal.
    format: Option<export::Format>,
    date: Option<Date>,
    style: Style,
}

/// What became of an article.
struct Outcome {
    /// Where its file stands below the folder, without the ending; empty for what could not be read.
    name: PathBuf,
    /// Its bytes, or one sentence why there are none. None where they were written before.
    made: Result<Option<Vec<u8>>, String>,
}

/// Analyzes what is asked for; true if all articles could be.
pub fn run(call: &Analyze) -> Result<bool, Trouble> {
    let plan = Plan::new(call).map_err(Trouble::Call)?;
    let mut named = call.files.clone();
    if named.is_empty() {
        if io::stdin().is_terminal() {
            let sentence = "which file? Write `saidby analyze FILE`, or `saidby analyze --help` for more";
            return Err(Trouble::Call(sentence.into()));
        }
        named.push("-".into());
    }
    let files = job::files(&named, plan.input);
    plan.check(&files).map_err(Trouble::Call)?;
    if let Some(folder) = &call.output_dir {
        return plan.to_folder(folder, files);
    }
    match &call.output {
        Some(path) => plan.to_file(path, files),
        None => plan.to_stdout(files),
    }
}

impl<'a> Plan<'a> {
    fn new(call: &'a Analyze) -> Result<Self, String> {
        let input = if call.jsonl { Input::Jsonl } else { call.input };
        let format = match call.format {
            _ if call.jsonl => OutputFormat::Jsonl,
            Some(format) => format,
            None if input == Input::Jsonl => OutputFormat::Jsonl,
            None => OutputFormat::Text,
        };
        let name = format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let analyzer = match call.model.as_deref() {
            None => crate::analyzer()?,
            Some(file) => Analyzer::new(&input::read_bytes(file, u64::MAX)?)
                .map_err(|error| format!("the model {file} cannot be used: {error}"))?,
        };
        Ok(Self {
            call,
            analyzer,
            input,
            format: export::Format::of_name(&name),
            date: call.date.as_deref().map(job::date).transpose()?,
            style: if call.output.is_some() || call.output_dir.is_some() {
                Style::plain()
            } else {
                Style::of_terminal()
            },
        })
    }

    /// What of the call does not go together, in one sentence.
    fn check(&self, files: &[String]) -> Result<(), String> {
        let Analyze { output, output_dir, resume, .. } = self.call;
        if *resume && output.is_none() && output_dir.is_none() {
            return Err(
                "--resume goes on with a file or folder: name it with --output or --output-dir".into()
            );
        }
        let alone = self.format.is_some_and(|format| !format.can_go_on());
        let several = 1 < files.len() || self.input == Input::Jsonl;
        if alone && several && output_dir.is_none() {
            return Err(
                "this format holds one article: write one file for each with --output-dir FOLDER".into()
            );
        }
        let mut places = BTreeMap::new();
        for name in files.iter().filter(|_| output_dir.is_some()) {
            if let Some(other) = places.insert(place_of(name), name) {
                return Err(format!(
                    "{other} and {name} would be written to the same place; give each a run with a folder of its own"
                ));
            }
        }
        Ok(())
    }

    fn export_options(&self) -> export::Options<'static> {
        let mut options = export::Options::default();
        options.bom = self.call.bom;
        options.with_text = self.call.with_text || self.input == Input::Html;
        options.goes_on = self.call.output_dir.is_none();
        options
    }

    /// What stands before the first article.
    fn head(&self) -> String {
        self.format.map(|format| export::head(format, &self.export_options())).unwrap_or_default()
    }

    /// The bytes of an article; `written` says whether they are there already.
    fn make(&self, job: Job, written: &(dyn Fn(&Path) -> bool + Sync)) -> Outcome {
        if let Job::File(name) = &job
            && let name = place_of(name)
            && written(&name)
        {
            return Outcome { name, made: Ok(None) };
        }
        let read = match job.read(self.input) {
            Ok(read) => read,
            Err(sentence) => return Outcome { name: PathBuf::new(), made: Err(sentence) },
        };
        let name = read.id.path();
        if written(&name) {
            return Outcome { name, made: Ok(None) };
        }
        let options = Options::dated(read.date.or(self.date));
        let analysis = self.analyzer.analyze_with(&read.text, &options, &mut |_| {});
        let unit =
            if self.call.utf16 && self.format.is_some() { OffsetUnit::Utf16 } else { OffsetUnit::CodePoint };
        let report = Report::new(analysis, unit, read.id.text(self.format).as_deref());
        let bytes = match self.format {
            None => pretty::print(&read.text, &report, &read.id.shown(), &self.style).into_bytes(),
            Some(format) => {
                read.id.into_json(format, export(format, &read.text, &report, &self.export_options()))
            }
        };
        if let (Some(folder), Some(export::Format::Brat)) = (&self.call.output_dir, self.format)
            && let Err(error) = beside_brat(folder, &name, &read.text)
        {
            return Outcome {
                name,
                made: Err(format!("the text beside the annotations cannot be written: {error}")),
            };
        }
        Outcome { name, made: Ok(Some(bytes)) }
    }

    /// Makes all articles behind the first `done` and hands them over in order; true if all could be made.
    fn all(
        &self,
        files: Vec<String>,
        done: usize,
        written: &(dyn Fn(&Path) -> bool + Sync),
        mut take: impl FnMut(&Outcome) -> io::Result<()>,
    ) -> Result<bool, Trouble> {
        let n_files = files.len() as u64;
        let is_stream = self.input == Input::Jsonl;
        let jobs: Box<dyn Iterator<Item = Job> + Send> =
            if is_stream { Box::new(job::lines(files)) } else { Box::new(files.into_iter().map(Job::File)) };
        let bar = self.bar((!is_stream).then_some(n_files));
        bar.set_position(done as u64);
        let n_workers =
            self.call.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, |cores| cores.get()));
        let mut all_well = true;
        pipeline::in_order(
            jobs.skip(done),
            n_workers,
            |job| self.make(job, written),
            |outcome| {
                if let Err(sentence) = &outcome.made {
                    all_well = false;
                    bar.suspend(|| crate::warn(sentence));
                }
                take(&outcome)?;
                bar.inc(1);
                Ok(())
            },
        )?;
        bar.finish_and_clear();
        Ok(all_well)
    }

    /// How far the work has come, on the standard error if that is a terminal and nothing else is printed there.
    fn bar(&self, length: Option<u64>) -> ProgressBar {
        let elsewhere =
            self.call.output.is_some() || self.call.output_dir.is_some() || !io::stdout().is_terminal();
        if !elsewhere || length == Some(1) {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        let template = match length {
            Some(_) => "{human_pos} of {human_len} articles, {per_sec}, {eta} left",
            None => "{human_pos} articles, {per_sec}",
        };
        bar.with_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        )
    }

    fn to_stdout(&self, files: Vec<String>) -> Result<bool, Trouble> {
        let mut out = io::stdout().lock();
        out.write_all(self.head().as_bytes())?;
        let mut is_first = true;
        let all_well = self.all(files, 0, &|_| false, |outcome| {
            let Ok(Some(bytes)) = &outcome.made else { return Ok(()) };
            if self.format.is_none() && !is_first {
                out.write_all(b"\n")?;
            }
            is_first = false;
            out.write_all(bytes)
        })?;
        out.flush()?;
        Ok(all_well)
    }

    fn to_file(&self, path: &Path, files: Vec<String>) -> Result<bool, Trouble> {
        let Some(mut whole) = WholeFile::open(path, &self.name(&files), &self.head(), self.call.resume)?
        else {
            return Ok(true);
        };
        let (done, bad) = whole.before();
        let all_well = self.all(files, done, &|_| false, |outcome| {
            whole.take(outcome.made.as_ref().ok().and_then(Option::as_deref))
        })?;
        whole.finish()?;
        Ok(all_well && bad == 0)
    }

    fn to_folder(&self, folder: &Path, files: Vec<String>) -> Result<bool, Trouble> {
        let ending = self.format.map_or("report.txt", export::Format::extension);
        let place = |name: &Path| folder.join(format!("{}.{ending}", name.display()));
        let (call, note) = (self.name(&[]), folder.join(".saidby"));
        let resume = self.call.resume;
        if resume && fs::read_to_string(&note).is_ok_and(|kept| kept != call) {
            return Err(of_another_run(folder));
        }
        // What is older than the note is another run's, which left its files here.
        if !(resume && note.exists()) {
            write_whole(&note, call.as_bytes())?;
        }
        let begun = fs::metadata(&note)?.modified()?;
        let is_done = |path: &Path| {
            fs::metadata(path).and_then(|found| found.modified()).is_ok_and(|written| begun <= written)
        };
        if self.format == Some(export::Format::Brat) {
            write_whole(&folder.join("annotation.conf"), export::brat_configuration().as_bytes())?;
        }
        self.all(files, 0, &|name| resume && is_done(&place(name)), |outcome| {
            let Ok(Some(bytes)) = &outcome.made else { return Ok(()) };
            write_whole(&place(&outcome.name), bytes)
        })
    }

    /// What a file is made of and how, in words that another run has only if it is the same.
    fn name(&self, files: &[String]) -> String {
        let Analyze { utf16, with_text, bom, .. } = self.call;
        format!(
            "{} {:?} {:?} {:?} {utf16} {with_text} {bom} {} {}",
            env!("CARGO_PKG_VERSION"),
            self.format,
            self.input,
            self.date,
            self.analyzer.model_checksum(),
            saidby::report::sha256(&format!("{files:?}"))
        )
    }
}

/// brat wants the text beside its annotations.
fn beside_brat(folder: &Path, name: &Path, text: &str) -> io::Result<()> {
    write_whole(&folder.join(format!("{}.txt", name.display())), text.as_bytes())
}

/// Words of which nothing leads out of a folder or is odd in the name of a file.
fn safe(words: &str) -> String {
    article::harmless(words).replace(|c: char| !c.is_alphanumeric() && !"._-".contains(c), "_")
}

/// Where what is made of a file stands below a folder.
fn place_of(file: &str) -> PathBuf {
    let file = file.strip_suffix(".txt").unwrap_or(file);
    let parts = Path::new(file).components().filter_map(|part| match part {
        Component::Normal(part) => Some(safe(&part.to_string_lossy())),
        _ => None,
    });
    parts.collect()
}

impl Id {
    /// As a person sees it.
    fn shown(&self) -> String {
        match self {
            Self::File(name) => name.clone(),
            Self::Line(place, _) => place.to_string(),
        }
    }

    /// The text that a report names: an id of another kind as JSON writes it, but in JSON Lines, where it goes out as
    /// what it is.
    fn text(&self, format: Option<export::Format>) -> Option<String> {
        match self {
            Self::File(name) => Some(name.clone()),
            Self::Line(_, id) => serde_json::from_str(id)
                .ok()
                .or_else(|| (format != Some(export::Format::JsonLines) && id != "null").then(|| id.clone())),
        }
    }

    /// A report's id is a text; an id of another kind goes out just as it came in.
    fn into_json(self, format: export::Format, bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Line(_, id) if format == export::Format::JsonLines => {
                match bytes.strip_prefix(b"{\"id\":null") {
                    Some(rest) => [b"{\"id\":", id.as_bytes(), rest].concat(),
                    None => bytes,
                }
            }
            _ => bytes,
        }
    }

    /// Where its file stands below a folder. Articles of one file share no place; those of several do only where the
    /// files do.
    fn path(&self) -> PathBuf {
        match self {
            Self::File(name) => place_of(name),
            Self::Line(Place { file, number }, id) => {
                let folder = if file == "-" { PathBuf::new() } else { place_of(file) };
                let id: String = safe(id).trim_matches('_').chars().take(LONGEST_ID).collect();
                folder.join(format!("{number:07}-{id}"))
            }
        }
    }
}
