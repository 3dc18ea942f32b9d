//! A selection in a list of known length, and the part of the list that is seen.
//!
//! Promises: the selection is within the list, and within what is seen, whatever is asked.

/// A selected row and the first row seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    selected: usize,
    top: usize,
}

impl Cursor {
    /// The selected row.
    pub fn selected(self) -> usize {
        self.selected
    }

    /// The first row seen.
    pub fn top(self) -> usize {
        self.top
    }

    /// The same with another row selected, as near as the list allows.
    #[must_use]
    pub fn select(self, row: usize, length: usize, height: usize) -> Self {
        let selected = row.min(length.saturating_sub(1));
        let lowest_top = (selected + 1).saturating_sub(height.max(1));
        let highest_top = length.saturating_sub(height.max(1)).min(selected);
        Self { selected, top: self.top.max(lowest_top).min(highest_top.max(lowest_top)) }
    }

    /// The same, moved up or down.
    #[must_use]
    pub fn step(self, by: isize, length: usize, height: usize) -> Self {
        self.select(self.selected.saturating_add_signed(by), length, height)
    }
}
