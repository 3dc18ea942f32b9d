//! Tables of bytes and of numbers that are read where they lie.
//!
//! Promises: opening a table costs nothing, whatever its length; a row is found by its number alone. Bytes that no writer
//! wrote give `None` or nothing, and never a panic. Knows nothing of what the rows mean.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The bytes of a number in a table.
const WIDE: usize = size_of::<u64>();
const NARROW: usize = size_of::<u32>();

/// A table of rows of bytes: where it lies, not what is in it. The rows may lie among other bytes than the table of them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(in crate::knowledge) struct Rows {
    /// Where the bytes of the first row begin.
    at: usize,
    /// Where the table of ends begins: for each row the first byte behind it, counted from `at`.
    ends: usize,
    count: usize,
}

impl Rows {
    /// How many rows there are.
    pub(in crate::knowledge) fn len(self) -> usize {
        self.count
    }

    /// Where a row lies.
    pub(in crate::knowledge) fn range(self, tables: &[u8], row: usize) -> Option<Range<usize>> {
        if row >= self.count {
            return None;
        }
        let end = |row: usize| {
            let place = self.ends.checked_add(row.checked_mul(WIDE)?)?;
            let end = u64::from_le_bytes(*tables.get(place..)?.first_chunk()?);
            self.at.checked_add(usize::try_from(end).ok()?)
        };
        let start = match row.checked_sub(1) {
            Some(before) => end(before)?,
            None => self.at,
        };
        Some(start..end(row)?)
    }

    /// The bytes of a row that lies among the tables.
    pub(in crate::knowledge) fn get(self, tables: &[u8], row: usize) -> Option<&[u8]> {
        tables.get(self.range(tables, row)?)
    }

    /// A row that is text.
    pub(in crate::knowledge) fn text(self, bytes: &[u8], row: usize) -> Option<&str> {
        self.get(bytes, row).and_then(|row| std::str::from_utf8(row).ok())
    }

    /// A row that is a list of numbers; an empty list if there is no such row.
    pub(in crate::knowledge) fn list(self, bytes: &[u8], row: usize) -> impl ExactSizeIterator<Item = usize> + Clone {
        numbers(self.get(bytes, row).unwrap_or_default())
    }
}

/// A list of numbers: where it lies, not what is in it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(in crate::knowledge) struct Numbers {
    at: usize,
    count: usize,
}

impl Numbers {
    /// Every number.
    pub(in crate::knowledge) fn iter(self, bytes: &[u8]) -> impl ExactSizeIterator<Item = usize> + Clone {
        let end = self.count.checked_mul(NARROW).and_then(|length| self.at.checked_add(length));
        numbers(end.and_then(|end| bytes.get(self.at..end)).unwrap_or_default())
    }

    /// The first number in `range` of the list for which `find` says equal, where the list is sorted as `find` says.
    pub(in crate::knowledge) fn search(
        self,
        bytes: &[u8],
        range: Range<usize>,
        find: impl Fn(usize) -> std::cmp::Ordering,
    ) -> Option<usize> {
        let (mut low, mut high) = (range.start, range.end.min(self.count));
        while low < high {
            let middle = low + (high - low) / 2;
            let number = self.iter(bytes).nth(middle)?;
            match find(number) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(number),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

fn numbers(bytes: &[u8]) -> impl ExactSizeIterator<Item = usize> + Clone {
    let number = |four: &[u8]| four.try_into().map_or(0, |four| u32::from_le_bytes(four) as usize);
    bytes.chunks_exact(NARROW).map(number)
}

/// Writes tables one behind the other, and rows that lie elsewhere.
#[derive(Default)]
pub(in crate::knowledge) struct Writer {
    bytes: Vec<u8>,
    elsewhere: Vec<u8>,
}

impl Writer {
    /// Writes a table; each row is what `write` adds to the bytes for one of the values.
    pub(in crate::knowledge) fn rows<T>(
        &mut self,
        values: impl IntoIterator<Item = T>,
        write: impl Fn(T, &mut Vec<u8>),
    ) -> Rows {
        let placed = place(&mut self.bytes, values, write);
        self.table(placed)
    }

    /// The same, with the rows elsewhere than the table.
    pub(in crate::knowledge) fn rows_elsewhere<T>(
        &mut self,
        values: impl IntoIterator<Item = T>,
        write: impl Fn(T, &mut Vec<u8>),
    ) -> Rows {
        let placed = place(&mut self.elsewhere, values, write);
        self.table(placed)
    }

    fn table(&mut self, (at, ends): (usize, Vec<u64>)) -> Rows {
        let rows = Rows { at, ends: self.bytes.len(), count: ends.len() };
        self.bytes.reserve(ends.len() * WIDE);
        ends.into_iter().for_each(|end| self.bytes.extend_from_slice(&end.to_le_bytes()));
        rows
    }

    /// Writes a table of texts.
    pub(in crate::knowledge) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> Rows {
        self.rows(texts, |text, bytes| bytes.extend_from_slice(text.as_bytes()))
    }

    /// Writes a table of lists of numbers.
    pub(in crate::knowledge) fn lists<'l>(&mut self, lists: impl IntoIterator<Item = &'l [u32]>) -> Rows {
        self.rows(lists, |list, bytes| list.iter().for_each(|number| put(*number, bytes)))
    }

    /// Writes a list of numbers.
    pub(in crate::knowledge) fn numbers(&mut self, list: impl IntoIterator<Item = u32>) -> Numbers {
        let at = self.bytes.len();
        list.into_iter().for_each(|number| put(number, &mut self.bytes));
        Numbers { at, count: (self.bytes.len() - at) / NARROW }
    }

    /// The tables, and what lies elsewhere.
    pub(in crate::knowledge) fn into_bytes(self) -> (Vec<u8>, Vec<u8>) {
        (self.bytes, self.elsewhere)
    }
}

fn put(number: u32, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

/// Puts the rows of some values behind some bytes: where the first one begins, and where each ends, counted from there.
fn place<T>(
    bytes: &mut Vec<u8>,
    values: impl IntoIterator<Item = T>,
    write: impl Fn(T, &mut Vec<u8>),
) -> (usize, Vec<u64>) {
    let at = bytes.len();
    let ends = values.into_iter().map(|value| {
        write(value, bytes);
        (bytes.len() - at) as u64
    });
    (at, ends.collect())
}

#[cfg(test)]
mod tests {
    use super::{Numbers, Rows, Writer};

    #[test]
    fn what_was_written_is_read_row_for_row() {
        let mut writer = Writer::default();
        let texts = writer.texts(["one", "", "three"]);
        let lists = writer.lists([[].as_slice(), &[7, 70_000]]);
        let sorted = writer.numbers([2, 4, 8]);
        let away = writer.rows_elsewhere(["here"], |text, bytes| bytes.extend_from_slice(text.as_bytes()));
        let (bytes, elsewhere) = writer.into_bytes();
        assert_eq!(away.range(&bytes, 0).and_then(|range| elsewhere.get(range)), Some(b"here".as_slice()));
        let read: Vec<_> = (0..4).map(|row| texts.text(&bytes, row)).collect();
        assert_eq!(read, [Some("one"), Some(""), Some("three"), None]);
        assert_eq!(lists.list(&bytes, 1).collect::<Vec<_>>(), [7, 70_000]);
        assert_eq!(lists.list(&bytes, 0).len() + lists.list(&bytes, 9).len(), 0);
        assert_eq!(sorted.search(&bytes, 0..3, |number| number.cmp(&8)), Some(8));
        assert_eq!(sorted.search(&bytes, 0..2, |number| number.cmp(&8)), None);
    }

    #[test]
    fn a_table_that_lies_elsewhere_than_it_says_is_empty() {
        for (at, ends, count) in [(0, 0, 9), (usize::MAX, usize::MAX, usize::MAX), (3, 1, 1)] {
            assert_eq!(Rows { at, ends, count }.get(&[0xFF; 16], 0), None);
        }
        assert_eq!(Numbers { at: 8, count: usize::MAX }.iter(&[0; 16]).len(), 0);
    }
}
