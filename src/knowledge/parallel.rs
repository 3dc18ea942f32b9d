//! Does several things at once, on as many processors as there are.
//!
//! Promises: what comes out comes in the order of the things, whichever was ready first. Where there is no thread to be had,
//! one thing is done after the other, and nothing else is different.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// So many bytes of text are read in several times the time that it takes to begin a thread and to give it memory of its own.
const WORTH_A_THREAD: usize = 64 * 1024;

/// More threads than this wait for the one that takes in what they made.
const MOST_THREADS: usize = 8;

/// What was made of so many bytes is handed over together: to wake the one that waits for it takes time too.
const AT_A_TIME: usize = 64 * 1024;

/// Makes something of each of some things, and hands it over in their order. `bytes` says how many each holds.
pub fn in_order<I: Sync, T: Send>(
    things: &[I],
    bytes: impl Fn(&I) -> usize + Sync,
    make: impl Fn(usize, &I) -> T + Sync,
    take: impl FnMut(T),
) {
    on_threads(things.len(), things, bytes, make, take, || ());
}

/// The same, and gives what is made beside that. Whoever makes that does as the others do afterwards: a thread of its own would be
/// one more than there are processors, and wait for its turn.
pub fn in_order_beside<I: Sync, T: Send, B: Send>(
    things: &[I],
    bytes: impl Fn(&I) -> usize + Sync,
    make: impl Fn(usize, &I) -> T + Sync,
    take: impl FnMut(T),
    beside: impl Fn() -> B + Sync,
) -> B {
    on_threads(things.len() + 1, things, bytes, make, take, beside)
}

fn on_threads<I: Sync, T: Send, B: Send>(
    most: usize,
    things: &[I],
    bytes: impl Fn(&I) -> usize + Sync,
    make: impl Fn(usize, &I) -> T + Sync,
    take: impl FnMut(T),
    beside: impl Fn() -> B + Sync,
) -> B {
    let all: usize = things.iter().map(&bytes).sum();
    let threads = threads(all).min(most);
    let next = AtomicUsize::new(0);
    let undone = || {
        let number = next.fetch_add(1, Ordering::Relaxed);
        Some((number, things.get(number)?))
    };
    let work = |made: Sender<Vec<(usize, T)>>| {
        let (mut several, mut held) = (Vec::new(), 0);
        for (number, thing) in std::iter::from_fn(undone) {
            several.push((number, make(number, thing)));
            held += bytes(thing);
            if held >= AT_A_TIME {
                // Whoever takes it in is there until the last one is made.
                let _sent = made.send(std::mem::take(&mut several));
                held = 0;
            }
        }
        let _sent = made.send(several);
    };
    let mut taking = Taking { waiting: things.iter().map(|_| None).collect(), due: 0, take };
    thread::scope(|scope| {
        let (made, ready) = channel();
        let begin = |number: usize| {
            let (made, work, beside) = (made.clone(), &work, &beside);
            let others = move || {
                let beside = (number == 1).then(beside);
                work(made);
                beside
            };
            thread::Builder::new().spawn_scoped(scope, others).ok()
        };
        let begun: Vec<_> = (1..threads).filter_map(begin).collect();
        drop(made);
        // This thread does as the others do, and whatever could not be begun elsewhere.
        for (number, thing) in std::iter::from_fn(undone) {
            taking.put((number, make(number, thing)));
            ready.try_iter().flatten().for_each(|one| taking.put(one));
        }
        ready.into_iter().flatten().for_each(|one| taking.put(one));
        begun.into_iter().find_map(|thread| thread.join().ok().flatten()).unwrap_or_else(&beside)
    })
}

/// Hands over what was made in the order of the things.
struct Taking<T, F> {
    /// What was made before its turn.
    waiting: Vec<Option<T>>,
    /// The number of the thing whose turn it is.
    due: usize,
    take: F,
}

impl<T, F: FnMut(T)> Taking<T, F> {
    fn put(&mut self, (number, one): (usize, T)) {
        if let Some(place) = self.waiting.get_mut(number) {
            *place = Some(one);
        }
        while let Some(one) = self.waiting.get_mut(self.due).and_then(Option::take) {
            (self.take)(one);
            self.due += 1;
        }
    }
}

/// How many threads are worth having for so many bytes.
fn threads(bytes: usize) -> usize {
    processors().min(MOST_THREADS).min(bytes / WORTH_A_THREAD)
}

/// How many processors there are for the program. Asked for once: the system tells it in several files.
fn processors() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

/// Frees what was made of so many bytes: here if that is little, or else while this thread goes on, unless the program ends
/// before.
pub(super) fn free_beside<T: Send + 'static>(bytes: usize, value: T) {
    if threads(bytes) < 2 {
        return;
    }
    // What cannot be given to a thread is freed here.
    let _thread = thread::Builder::new().spawn(move || drop(value));
}
