//! Where in the data files a value stands.
//!
//! Promises: a `Located` value is used like the value itself; its place serves diagnostics only. The embedded form does
//! not carry places, since an embedded base has no faults to point at.

use std::borrow::Borrow;
use std::fmt;
use std::ops::{Deref, Range};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run of bytes in one of the files a base was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's number among the files read.
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// The place of the bytes `range` in file number `file`.
    pub fn new(file: u32, range: Range<usize>) -> Self {
        // Files over 16 MiB are refused before they are parsed, so the offsets fit.
        Self { file, start: range.start as u32, end: range.end as u32 }
    }

    /// Whether another place lies inside this one.
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The bytes within the file.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and the place it was read from.
#[derive(Clone, Copy, Default)]
pub struct Located<T> {
    value: T,
    place: Place,
}

impl<T> Located<T> {
    /// A value read at `place`.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// Where the value was read.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: change(self.value), place: self.place }
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl Located<&str> {
    /// The same text for itself.
    pub fn owned(self) -> Located<String> {
        self.map(str::to_owned)
    }
}

impl<T: Deref<Target = str>> Located<T> {
    /// The place of some bytes of the text, or of the whole text where the file writes it with escapes or over several
    /// lines, so that its bytes do not stand there one by one.
    pub fn place_within(&self, bytes: Range<usize>) -> Place {
        let quotes = (self.place.range().len() - self.value.len().min(self.place.range().len())) / 2;
        let as_written = (quotes == 1 || quotes == 3) && self.place.range().len() == self.value.len() + 2 * quotes;
        if !as_written {
            return self.place;
        }
        let start = self.place.range().start + quotes;
        Place::new(self.place.file, start + bytes.start..start + bytes.end)
    }
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// So that a list of texts can be joined.
impl Borrow<str> for Located<String> {
    fn borrow(&self) -> &str {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Located<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for Located<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Serialize> Serialize for Located<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|value| Self::new(value, Place::default()))
    }
}
