//! Many threads, one order: pages are worked on side by side and handed on in the order they came in.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::fetch::Stop;

/// Bytes of pages that may be in hand at a time: two of the largest, or thousands of the usual size.
const IN_HAND: usize = 128 << 20;

/// Pages that each thread may be ahead.
const AHEAD: usize = 4;

/// How often a wait looks whether it should end.
const LOOK: Duration = Duration::from_millis(50);

/// Takes what comes in: the item and its weight in bytes. False when no more is wanted.
pub type Emit<'a, T> = dyn FnMut(T, usize) -> bool + 'a;

/// How the run ended.
#[derive(Debug, PartialEq)]
pub enum Ended {
    /// Everything was worked on.
    Complete,
    /// `stop` was asked for; what had been begun is finished and handed on.
    Stopped,
    /// `take` wanted no more.
    Enough,
}

/// Runs `produce` on a thread of its own, `work` on `jobs` threads, and `take` here, in the order of `produce`.
///
/// Threads that are waiting for the outside world (a terminal, a server) when the run is stopped are left behind:
/// the program is about to end.
pub fn ordered<T, U>(
    jobs: usize,
    stop: &Stop,
    produce: impl FnOnce(&mut Emit<'_, T>) + Send + 'static,
    work: impl Fn(T) -> U + Send + Sync + 'static,
    mut take: impl FnMut(U) -> bool,
) -> std::io::Result<Ended>
where
    T: Send + 'static,
    U: Send + 'static,
{
    // An item goes two ways: to the threads, and, as the place where its result will be, into the order.
    let (to_work, items) = mpsc::sync_channel::<(T, usize, SyncSender<U>)>(jobs);
    let (to_order, order) = mpsc::sync_channel::<Receiver<U>>(jobs * AHEAD);
    let items = Arc::new(Mutex::new(items));
    let work = Arc::new(work);
    let budget = Arc::new(Budget::default());

    for number in 0..jobs {
        let (items, work, budget, stop) = (items.clone(), work.clone(), budget.clone(), stop.clone());
        thread::Builder::new().name(format!("read-{number}")).spawn(move || {
            loop {
                let Ok((item, weight, result)) = lock(&items).recv() else { return };
                if stop.asked() {
                    return;
                }
                let done = work(item);
                budget.give_back(weight);
                // The order may be gone: then nobody wants the result.
                if result.send(done).is_err() {
                    return;
                }
            }
        })?;
    }
    {
        let (budget, stop) = (budget, stop.clone());
        thread::Builder::new().name("fetch".into()).spawn(move || {
            produce(&mut |item, weight| {
                budget.take(weight);
                let (result, place) = mpsc::sync_channel(1);
                !stop.asked() && to_order.send(place).is_ok() && to_work.send((item, weight, result)).is_ok()
            });
        })?;
    }

    loop {
        let place = match order.recv_timeout(LOOK) {
            Ok(place) => place,
            Err(RecvTimeoutError::Timeout) if stop.asked() => return Ok(Ended::Stopped),
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => {
                return Ok(if stop.asked() { Ended::Stopped } else { Ended::Complete });
            }
        };
        // A place whose thread ended before it began the item stays empty.
        let Ok(done) = place.recv() else { return Ok(Ended::Stopped) };
        if !take(done) {
            return Ok(Ended::Enough);
        }
    }
}

/// Bytes in hand.
#[derive(Default)]
struct Budget {
    taken: Mutex<usize>,
    freed: Condvar,
}

impl Budget {
    fn take(&self, weight: usize) {
        let mut taken = lock(&self.taken);
        while *taken > 0 && *taken + weight > IN_HAND {
            taken = self.freed.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += weight;
    }

    fn give_back(&self, weight: usize) {
        *lock(&self.taken) -= weight;
        self.freed.notify_all();
    }
}

/// A thread that panicked while it held a lock leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    fn run(jobs: usize, stop: &Stop, enough: usize) -> (Vec<usize>, Ended) {
        let mut taken = Vec::new();
        let produce = |emit: &mut Emit<'_, usize>| {
            for item in 0..200 {
                if !emit(item, IN_HAND / 3) {
                    return;
                }
            }
        };
        let work = |item: usize| {
            thread::sleep(Duration::from_micros(((item * 7919) % 13) as u64 * 50));
            item
        };
        let ended = ordered(jobs, stop, produce, work, |item| {
            taken.push(item);
            taken.len() < enough
        });
        (taken, ended.unwrap())
    }

    #[test]
    fn the_order_is_that_of_the_input() {
        let (taken, ended) = run(5, &Stop::default(), usize::MAX);
        assert_eq!(taken, (0..200).collect::<Vec<_>>());
        assert_eq!(ended, Ended::Complete);
    }

    #[test]
    fn it_ends_when_asked() {
        assert_eq!(run(3, &Stop::default(), 10), ((0..10).collect(), Ended::Enough));
        let stop = Stop::default();
        stop.ask();
        assert_eq!(run(3, &stop, usize::MAX).1, Ended::Stopped);
    }
}
