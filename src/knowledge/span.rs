//! Where in the data files a value was read.
//!
//! Promises: a `Located` value is used like the value itself; its span serves diagnostics only. The embedded form does
//! not carry spans, since an embedded base has no faults to point at.

use std::borrow::Borrow;
use std::fmt;
use std::ops::{Deref, Range};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run of bytes in one of the files of a base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSpan {
    /// The file's number among the files read.
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl SourceSpan {
    /// The bytes `range` of file number `file`.
    pub fn new(file: u32, range: Range<usize>) -> Self {
        // Files over 16 MiB are refused before they are parsed, so the offsets fit.
        Self { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The beginning of a file, for a fault of the file as a whole.
    pub fn of_file(file: u32) -> Self {
        Self::new(file, 0..0)
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The bytes within the file.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value with the span it was read from.
#[derive(Clone, Copy, Default)]
pub struct Located<T> {
    value: T,
    span: SourceSpan,
}

impl<T> Located<T> {
    /// A value read at `span`.
    pub fn new(value: T, span: SourceSpan) -> Self {
        Self { value, span }
    }

    /// Where the value was read.
    pub fn span(&self) -> SourceSpan {
        self.span
    }

    /// Changes the value and keeps the span.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: change(self.value), span: self.span }
    }

    /// The value without its span.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl Located<&str> {
    /// Copies the text.
    pub fn owned(self) -> Located<String> {
        self.map(str::to_owned)
    }
}

impl<T: Deref<Target = str>> Located<T> {
    /// The span of some bytes of the text. It is the span of the whole text where the file writes it with escapes or over
    /// several lines, because the bytes of the value and of the file differ there.
    pub fn span_within(&self, bytes: Range<usize>) -> SourceSpan {
        let written = self.span.range();
        let as_written = [1, 3].into_iter().find(|quotes| written.len() == self.value.len() + 2 * quotes);
        let Some(quotes) = as_written else { return self.span };
        let start = written.start + quotes;
        SourceSpan::new(self.span.file, start + bytes.start..start + bytes.end)
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
        T::deserialize(deserializer).map(|value| Self::new(value, SourceSpan::default()))
    }
}
