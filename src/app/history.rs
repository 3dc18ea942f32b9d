//! Where the reader has been, to go back and forward.
//!
//! Promises: back returns to the same tab, row, page, statement and scroll.

use super::Focus;
use super::list::Lists;
use crate::knowledge::EntryId;

/// What a page shows.
#[derive(Clone, Debug)]
pub(super) enum Destination {
    Entry(EntryId),
    /// A comparison from one of its columns on.
    Comparison {
        drugs: Vec<EntryId>,
        first_column: usize,
    },
    /// The page beside a list without entries.
    EmptyList,
}

/// A place the reader can come back to.
#[derive(Clone, Debug)]
pub(super) struct Location {
    pub(super) lists: Lists,
    pub(super) focus: Focus,
    pub(super) destination: Destination,
    /// The selected statement and the scroll of the page, and of the references.
    pub(super) in_page: (Option<usize>, usize),
    pub(super) in_references: (Option<usize>, usize),
    pub(super) scroll_before_references: Option<usize>,
}

/// The most locations that are remembered.
const LONGEST: usize = 500;

/// The locations to go back and forward to, the nearest last.
#[derive(Debug, Default)]
pub(super) struct History {
    back: Vec<Location>,
    forward: Vec<Location>,
}

impl History {
    /// Notes where the reader is, before going somewhere new.
    pub(super) fn push(&mut self, here: Location) {
        self.back.push(here);
        if self.back.len() > LONGEST {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// The location to go back to.
    pub(super) fn go_back(&mut self, here: Location) -> Option<Location> {
        let location = self.back.pop()?;
        self.forward.push(here);
        Some(location)
    }

    /// The location from which the reader went back.
    pub(super) fn go_forward(&mut self, here: Location) -> Option<Location> {
        let location = self.forward.pop()?;
        self.back.push(here);
        Some(location)
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}
