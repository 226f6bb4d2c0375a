//! `cargo xtask bench archive`: what ten thousand articles cost the command on one core and on two, how much memory it
//! takes, and whether a run that was killed goes on to the same bytes. On Linux, which tells time and memory of others.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::project::{self, Result};

const ARTICLES: usize = 10_000;
/// So often each number of cores is tried, in turns.
const ROUNDS: usize = 3;
/// So often a run is killed.
const KILLS: u32 = 10;
/// Ticks of a second, in which Linux counts the time of a process.
const TICKS: f64 = 100.0;
/// One article a line, beside those of `worldwide.train.jsonl`.
const RAW: [&str; 3] = ["bbc_2004_2005.txt", "abc_australia_2006.txt", "gmb_voa.txt"];

/// What a run took.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// Seconds from its start to its end.
    wall: f64,
    /// Seconds of all cores.
    cpu: f64,
    /// The most memory it held at once, in MB.
    memory: f64,
}

struct Archive {
    command: PathBuf,
    folder: PathBuf,
}

/// Measures, prints, and leaves its files in `target/archive/`.
///
/// # Errors
///
/// Fails where the articles in `shared` cannot be read, the command fails, or two runs do not give the same bytes.
pub fn run(shared: &Path) -> Result<()> {
    let archive = Archive { command: project::saidby()?, folder: project::root().join("target/archive") };
    let (articles, words) = archive.write(shared)?;
    println!("{articles} articles, {words} words");
    println!("\ncores  seconds  of all cores  MB");
    let (mut costs, mut hashes) = ([Vec::new(), Vec::new()], Vec::new());
    for _ in 0..ROUNDS {
        for jobs in [1, 2] {
            let cost = archive.whole(jobs)?;
            println!("{jobs:>5} {:>8.1} {:>13.1} {:>3.0}", cost.wall, cost.cpu, cost.memory);
            costs[jobs - 1].push(cost);
            hashes.push(archive.hash()?);
        }
    }
    let [one, two] = costs.map(|costs| median(&costs));
    println!(
        "\nmedians: {:.2} times as fast on two cores; busy {:.2} of them",
        one.wall / two.wall,
        two.cpu / two.wall
    );
    let hours = one.cpu * 1e6 / articles as f64 / 3600.0;
    println!(
        "a million such articles: {hours:.1} hours of one core, {:.2} s of it a million words",
        one.cpu * 1e6 / words as f64
    );
    let killed = archive.killed(two.wall)?;
    hashes.push(archive.hash()?);
    println!("killed {killed} times and resumed");
    hashes.dedup();
    if hashes.len() == 1 {
        println!("the same bytes every time");
        Ok(())
    } else {
        Err("runs differ in their bytes".into())
    }
}

impl Archive {
    /// Writes the articles; how many they are, and how many words.
    fn write(&self, shared: &Path) -> Result<(usize, usize)> {
        let failed = |error: std::io::Error| format!("the articles could not be written: {error}");
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let mut out = BufWriter::new(File::create(self.folder.join("articles.jsonl")).map_err(failed)?);
        let (mut articles, mut words) = (0, 0);
        let train = shared.join("corpora/entities/worldwide.train.jsonl");
        for path in [train].into_iter().chain(RAW.map(|name| shared.join("raw").join(name))) {
            let file = File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            for line in BufReader::new(file).lines() {
                let line = line.map_err(failed)?;
                let text = match serde_json::from_str::<Value>(&line) {
                    Ok(Value::Object(mut article)) => article.remove("text").unwrap_or_default(),
                    _ => line.into(),
                };
                if articles == ARTICLES {
                    break;
                }
                words += text.as_str().map_or(0, |text| text.split_whitespace().count());
                writeln!(out, "{}", json!({ "id": articles, "text": text })).map_err(failed)?;
                articles += 1;
            }
        }
        out.flush().map_err(failed)?;
        Ok((articles, words))
    }

    fn start(&self, jobs: usize, more: &[&str]) -> Result<Child> {
        let mut command = Command::new(&self.command);
        command.args([
            "analyze",
            "--input",
            "jsonl",
            "--output",
            "reports.jsonl",
            "--jobs",
            &jobs.to_string(),
        ]);
        command.args(more).arg("articles.jsonl").current_dir(&self.folder).stderr(Stdio::null());
        command.spawn().map_err(|error| format!("the command could not be started: {error}"))
    }

    /// A run from beginning to end.
    fn whole(&self, jobs: usize) -> Result<Cost> {
        let begin = Instant::now();
        let mut child = self.start(jobs, &[])?;
        let (mut cost, id) = (Cost::default(), child.id());
        let status = loop {
            let (cpu, memory) = taken(id);
            (cost.cpu, cost.memory) = (cpu.max(cost.cpu), memory.max(cost.memory));
            match child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(10)),
                ended => break ended,
            }
        };
        cost.wall = begin.elapsed().as_secs_f64();
        match status {
            Ok(Some(status)) if status.success() => Ok(cost),
            _ => Err("the command failed".into()),
        }
    }

    /// A run that is killed again and again, at times spread over what a whole one takes, and goes on to its end; how
    /// often it was.
    fn killed(&self, wall: f64) -> Result<u32> {
        drop(fs::remove_file(self.folder.join("reports.jsonl")));
        let mut random = Sha256::digest(format!("{:?}", Instant::now()));
        let mut n_killed = 0;
        for _ in 0..KILLS {
            random = Sha256::digest(random);
            let share = f64::from(random[0]) / 128.0;
            let mut child = self.start(2, &["--resume"])?;
            thread::sleep(Duration::from_secs_f64(0.05 + share * wall / f64::from(KILLS + 2)));
            if matches!(child.try_wait(), Ok(None)) {
                n_killed += 1;
            }
            drop(child.kill());
            drop(child.wait());
        }
        let ended = self.start(2, &["--resume"])?.wait().map_err(|error| error.to_string())?;
        if ended.success() { Ok(n_killed) } else { Err("the command failed after it was killed".into()) }
    }

    fn hash(&self) -> Result<Vec<u8>> {
        Ok(Sha256::digest(project::read(&self.folder.join("reports.jsonl"))?).to_vec())
    }
}

/// What a process has taken so far: seconds of all cores, and the most memory in MB.
fn taken(id: u32) -> (f64, f64) {
    let read = |name: &str| fs::read_to_string(format!("/proc/{id}/{name}")).unwrap_or_default();
    // Behind the name in parentheses, its time and the system's are the twelfth and thirteenth field.
    let stat = read("stat");
    let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields).split(' ').skip(11).take(2);
    let ticks: f64 = fields.filter_map(|field| field.parse::<f64>().ok()).sum();
    let memory = read("status")
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    (ticks / TICKS, memory.unwrap_or_default() / 1024.0)
}

fn median(costs: &[Cost]) -> Cost {
    let of = |part: fn(&Cost) -> f64| {
        let mut parts: Vec<f64> = costs.iter().map(part).collect();
        parts.sort_by(f64::total_cmp);
        parts[parts.len() / 2]
    };
    Cost { wall: of(|cost| cost.wall), cpu: of(|cost| cost.cpu), memory: of(|cost| cost.memory) }
}
