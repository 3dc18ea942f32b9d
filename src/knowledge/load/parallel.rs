//! Does the same with every file, on as many processors as there are.
//!
//! Promises: what comes out comes in the order of the files, whichever was ready first.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::super::source::SourceFile;

/// Less text than this is read before another thread has begun.
const WORTH_A_THREAD: usize = 256 * 1024;

/// More threads than this wait for the one that takes in what they made.
const MOST_THREADS: usize = 8;

/// Makes something of each file, and hands it over in the order of the files.
pub(super) fn in_order<T: Send>(
    files: &[SourceFile],
    make: impl Fn(usize, &SourceFile) -> T + Sync,
    mut take: impl FnMut(T),
) {
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let threads = processors.min(MOST_THREADS).min(bytes / WORTH_A_THREAD).min(files.len());
    if threads < 2 {
        files.iter().enumerate().for_each(|(number, file)| take(make(number, file)));
        return;
    }
    let next = AtomicUsize::new(0);
    let (made, ready) = channel();
    let work = |made: Sender<(usize, T)>| {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        for (number, file) in numbers.map_while(|number| Some((number, files.get(number)?))) {
            // Whoever takes it in is there until the last one is made.
            let _sent = made.send((number, make(number, file)));
        }
    };
    thread::scope(|scope| {
        let begun = (0..threads).filter(|_| {
            let (made, work) = (made.clone(), &work);
            thread::Builder::new().spawn_scoped(scope, move || work(made)).is_ok()
        });
        if begun.count() == 0 {
            work(made);
        } else {
            drop(made);
        }
        let mut waiting: Vec<Option<T>> = files.iter().map(|_| None).collect();
        let mut due = 0;
        for (number, one) in ready {
            if let Some(place) = waiting.get_mut(number) {
                *place = Some(one);
            }
            while let Some(one) = waiting.get_mut(due).and_then(Option::take) {
                take(one);
                due += 1;
            }
        }
    });
}
