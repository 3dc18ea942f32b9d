//! How far the work on a base has come.
//!
//! Promises: one thread works and says so, any other may look; neither waits for the other.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What is being done.
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

    /// What is done, as a sentence begins.
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
    /// Says that a stage begins, of so many steps; 0 where nobody knows.
    pub fn begin(&self, stage: Stage, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(steps, Ordering::Relaxed);
        self.stage.store(stage as usize, Ordering::Relaxed);
    }

    /// Says that so many more steps are done.
    pub fn advance(&self, steps: usize) {
        self.done.fetch_add(steps, Ordering::Relaxed);
    }

    /// The stage, the steps that are done, and all steps. The three may be of two neighbouring moments.
    pub fn now(&self) -> (Stage, usize, usize) {
        let stage = Stage::ALL.get(self.stage.load(Ordering::Relaxed)).copied().unwrap_or(Stage::Reading);
        (stage, self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }
}
