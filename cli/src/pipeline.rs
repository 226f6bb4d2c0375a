//! Work on all cores, in order and in bounded memory.
//!
//! Jobs are dealt to the workers in turn and their results collected in the same turn, so that order needs no
//! sorting: the next result is always the next one of the next worker.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// So many jobs, and as many results, wait at each worker.
const WAITING: usize = 16;

/// Does all `jobs` on `n_workers` threads and hands each result to `take` in the order of the jobs.
///
/// At most `2 × WAITING + 2` jobs for each worker are alive at once.
///
/// # Errors
///
/// The first error of `take`, which ends the work.
pub fn in_order<J: Send, R: Send>(
    jobs: impl Iterator<Item = J> + Send,
    n_workers: usize,
    work: impl Fn(J) -> R + Sync,
    mut take: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let mut inputs: Vec<SyncSender<J>> = Vec::new();
        let mut outputs: Vec<Receiver<R>> = Vec::new();
        for _ in 0..n_workers.max(1) {
            let (input, jobs) = sync_channel::<J>(WAITING);
            let (results, output) = sync_channel::<R>(WAITING);
            let work = &work;
            scope.spawn(move || jobs.into_iter().map(work).try_for_each(|result| results.send(result)));
            inputs.push(input);
            outputs.push(output);
        }
        scope.spawn(move || {
            for (job, input) in jobs.zip(inputs.iter().cycle()) {
                // A worker that does not listen any more has lost whoever collects.
                if input.send(job).is_err() {
                    break;
                }
            }
        });
        for output in outputs.iter().cycle() {
            let Ok(result) = output.recv() else { break };
            take(result)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_jobs_and_few_are_alive() {
        let (alive, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let jobs = (0..2000).inspect(|_| {
            let now = alive.fetch_add(1, Ordering::SeqCst);
            most.fetch_max(now, Ordering::SeqCst);
        });
        let mut taken = Vec::new();
        let slow_first = |n: usize| {
            thread::sleep(std::time::Duration::from_micros(if n.is_multiple_of(7) { 300 } else { 1 }));
            n
        };
        in_order(jobs, 3, slow_first, |n| {
            alive.fetch_sub(1, Ordering::SeqCst);
            taken.push(n);
            Ok(())
        })
        .expect("nothing fails");
        assert!(taken.iter().copied().eq(0..2000));
        assert!(most.into_inner() < 3 * (2 * WAITING + 3));
    }

    #[test]
    fn an_error_of_the_one_who_collects_ends_the_work() {
        let ended =
            in_order(0.., 2, |n: u64| n, |n| if n == 100 { Err(io::Error::other("full")) } else { Ok(()) });
        assert_eq!(ended.expect_err("it failed").to_string(), "full");
    }
}
