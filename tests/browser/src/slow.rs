//! A browser as slow as on a phone. Its own protocol slows a page's main thread alone and refuses workers, so all
//! its processes are halted for most of the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// For how long the processes run between two halts.
const RUN: Duration = Duration::from_millis(1);

/// A browser that is slowed until this is dropped.
pub struct Slowed {
    is_over: Arc<AtomicBool>,
    halting: Option<JoinHandle<()>>,
}

impl Slowed {
    /// Lets a group of processes run for one part in `rate` of the time.
    pub(super) fn start(group: u32, rate: u32) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let halting = thread::spawn({
            let is_over = Arc::clone(&is_over);
            move || {
                let mut owed = Duration::ZERO;
                while !is_over.load(Ordering::SeqCst) {
                    signal(group, true);
                    let begin = Instant::now();
                    thread::sleep(RUN);
                    signal(group, false);
                    owed += begin.elapsed() * (rate - 1);
                    let begin = Instant::now();
                    thread::sleep(owed);
                    owed = owed.saturating_sub(begin.elapsed());
                }
                signal(group, true);
            }
        });
        Self { is_over, halting: Some(halting) }
    }
}

impl Drop for Slowed {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        drop(self.halting.take().map(JoinHandle::join));
    }
}

/// Lets the processes of a group go on, or halts them.
#[cfg(unix)]
fn signal(group: u32, go_on: bool) {
    use rustix::process::Signal;
    crate::webdriver::signal_group(group, if go_on { Signal::CONT } else { Signal::STOP });
}

#[cfg(not(unix))]
fn signal(_group: u32, _go_on: bool) {}
