//! Work on several processors.
//!
//! Promises: the results are in the order of the items, whichever was ready first.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Maps items on as many threads as there are processors, and returns the results in the order of the items.
///
/// # Panics
/// If `map` panics.
pub fn parallel_map<I: Sync, T: Send>(items: &[I], map: impl Fn(usize, &I) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut mapped = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(number) else { return mapped };
            mapped.push((number, map(number, item)));
        }
    };
    let mut mapped = thread::scope(|scope| {
        // This thread works too. Where no other can be started it does everything.
        let others: Vec<_> =
            (1..threads).filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut mapped = work();
        for other in others {
            mapped.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        mapped
    });
    mapped.sort_unstable_by_key(|(number, _mapped)| *number);
    mapped.into_iter().map(|(_number, mapped)| mapped).collect()
}
