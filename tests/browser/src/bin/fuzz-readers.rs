//! Odd input for the page's readers in Chromium: for so many seconds, each time another row. `cargo xtask fuzz` runs it.

use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use browser_tests::broken_readers;

/// A page lives so long, in seconds; then another is opened.
const TURN: u64 = 20;

fn main() -> ExitCode {
    let seconds = std::env::args().nth(1).and_then(|argument| argument.parse().ok()).unwrap_or(60);
    let end = Instant::now() + Duration::from_secs(seconds);
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let mut seed = now.as_secs() as u32;
    while Instant::now() < end {
        let broken = broken_readers(10, TURN.min(seconds), seed);
        if !broken.is_empty() {
            println!("seed {seed}: {broken:#?}");
            return ExitCode::FAILURE;
        }
        seed = seed.wrapping_add(1);
    }
    ExitCode::SUCCESS
}
