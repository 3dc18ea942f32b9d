//! The progress of compiling a base.
//!
//! Promises: one thread reports, any other may read; neither waits for the other.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A stage of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The files are found and read.
    Reading,
    /// The files are parsed.
    Parsing,
    /// The rules go over the base.
    Checking,
    /// The words are sorted for the search.
    Indexing,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 4] = [Self::Reading, Self::Parsing, Self::Checking, Self::Indexing];

    /// The stage as the beginning of a sentence.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Reading => "Reading the files",
            Self::Parsing => "Reading the tables",
            Self::Checking => "Checking the statements",
            Self::Indexing => "Sorting the words",
        }
    }
}

/// The stage the work is in, and how much of that is done.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicUsize,
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    /// Begins a stage of `steps` steps; 0 where the number is not known.
    pub fn begin(&self, stage: Stage, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(steps, Ordering::Relaxed);
        self.stage.store(stage as usize, Ordering::Relaxed);
    }

    /// Adds `steps` to those that are done.
    pub fn advance(&self, steps: usize) {
        self.done.fetch_add(steps, Ordering::Relaxed);
    }

    /// The stage, the steps done, and all steps. They are read one by one, so they may be of two stages in a row.
    pub fn now(&self) -> (Stage, usize, usize) {
        let stage = Stage::ALL[self.stage.load(Ordering::Relaxed)];
        (stage, self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }
}
