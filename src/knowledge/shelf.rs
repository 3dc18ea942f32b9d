//! What was decoded of a table, each record once.
//!
//! Promises: a record is decoded when it is first asked for and never again; any thread may ask.

use std::ops::Range;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::archive::{Archive, Rows};

/// What was decoded of one table, from one of its rows on.
pub(super) struct Shelf<T> {
    rows: Rows,
    first: usize,
    decoded: Box<[OnceLock<Box<T>>]>,
}

impl<T: DeserializeOwned> Shelf<T> {
    pub(super) fn new(rows: Rows, numbers: Range<usize>) -> Self {
        let decoded = std::iter::repeat_with(OnceLock::new).take(numbers.len()).collect();
        Self { rows, first: numbers.start, decoded }
    }

    /// What stands in the row of a number.
    pub(super) fn at(&self, archive: &Archive, number: usize) -> Option<&T> {
        let cell = self.decoded.get(number.checked_sub(self.first)?)?;
        Some(cell.get_or_init(|| Box::new(archive.decode(self.rows, number))))
    }

    pub(super) fn iter<'s>(&'s self, archive: &'s Archive) -> impl DoubleEndedIterator<Item = &'s T> + Clone {
        (self.first..self.first + self.decoded.len()).filter_map(|number| self.at(archive, number))
    }
}
