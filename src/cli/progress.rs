//! A line on stderr that shows the progress of reading a large base.
//!
//! Promises: writes nothing if reading takes less than half a second, or if stderr is not a terminal; removes the line when
//! reading ends.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::knowledge::{Progress, with_commas};

/// The time before the first line, and between two lines.
const WAIT: Duration = Duration::from_millis(500);

/// Runs `work`, with a line that shows its progress if it takes long.
pub(super) fn with_progress_line<T>(work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !io::stderr().is_terminal() {
        return work(&progress);
    }
    thread::scope(|scope| {
        let (working, ended) = channel();
        let progress = &progress;
        let watch = move || report(progress, &ended, WAIT, &mut io::stderr());
        // If there is no thread, there is no line; the work goes on.
        let _line = thread::Builder::new().spawn_scoped(scope, watch);
        let done = work(progress);
        drop(working);
        done
    })
}

/// Writes the progress after each `wait`, until the sender of `ended` is dropped.
fn report(progress: &Progress, ended: &Receiver<()>, wait: Duration, out: &mut impl Write) {
    let mut width = 0;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let (stage, done, all) = progress.now();
        let counted = match all {
            0 => String::new(),
            all => format!(": {} of {}", figure(done.min(all)), figure(all)),
        };
        let line = format!("{}{counted}", stage.phrase());
        // If stderr is closed, the work goes on.
        let _ = write!(out, "\r{line:width$}");
        let _ = out.flush();
        width = line.len();
    }
    if width > 0 {
        let _ = write!(out, "\r{:width$}\r", "");
        let _ = out.flush();
    }
}

fn figure(number: usize) -> String {
    with_commas(&number.to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::report;
    use crate::knowledge::{Progress, Stage};

    #[test]
    fn a_line_says_how_far_the_work_is_and_is_gone_at_the_end() {
        let progress = Progress::default();
        progress.begin(Stage::Parsing, 12_000);
        progress.advance(3_000);
        let (working, ended) = channel();
        let mut out = Vec::new();
        std::thread::scope(|scope| {
            let (progress, out) = (&progress, &mut out);
            scope.spawn(move || report(progress, &ended, Duration::from_millis(1), out));
            std::thread::sleep(Duration::from_millis(200));
            drop(working);
        });
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("\rReading the tables: 3,000 of 12,000"), "{text:?}");
        assert!(
            text.ends_with(&format!("\r{}\r", " ".repeat("Reading the tables: 3,000 of 12,000".len()))),
            "{text:?}"
        );
    }

    #[test]
    fn work_that_ends_soon_leaves_no_line() {
        let (working, ended) = channel();
        drop(working);
        let mut out = Vec::new();
        report(&Progress::default(), &ended, Duration::from_secs(60), &mut out);
        assert!(out.is_empty());
    }
}
