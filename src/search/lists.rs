//! Many short texts or lists in two allocations, so that an index is opened in a moment.
//!
//! Promises: what was pushed is at its number. Never changes or removes what was pushed.

use std::collections::BTreeMap;
use std::ops::{Index, Range};

use serde::{Deserialize, Serialize};

/// Texts, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Texts {
    joined: String,
    ends: Vec<u32>,
}

/// Lists, by number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lists<T> {
    joined: Vec<T>,
    ends: Vec<u32>,
}

/// The numbers that belong to a text, for texts in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Postings {
    keys: Texts,
    numbers: Lists<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.joined.push_str(text);
        self.ends.push(end(self.joined.len()));
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| &self[number])
    }

    /// How many texts at the beginning satisfy a condition that no text after them satisfies.
    pub(super) fn partition_point(&self, is_before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if is_before(&self[middle]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The number of a text, where the texts are in order.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let place = self.partition_point(|known| known < text);
        (place < self.len() && &self[place] == text).then_some(place)
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { joined: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.joined.extend(list);
        self.ends.push(end(self.joined.len()));
    }
}

impl Postings {
    /// The numbers of a text; none where it is unknown.
    pub(super) fn of(&self, text: &str) -> &[u32] {
        self.keys.find(text).map_or(&[], |place| &self.numbers[place])
    }
}

impl FromIterator<String> for Texts {
    fn from_iter<I: IntoIterator<Item = String>>(all: I) -> Self {
        let mut texts = Self::default();
        all.into_iter().for_each(|text| texts.push(&text));
        texts
    }
}

impl From<BTreeMap<String, Vec<u32>>> for Postings {
    fn from(all: BTreeMap<String, Vec<u32>>) -> Self {
        let mut postings = Self::default();
        for (key, numbers) in all {
            postings.keys.push(&key);
            postings.numbers.push(numbers);
        }
        postings
    }
}

impl Index<usize> for Texts {
    type Output = str;

    fn index(&self, number: usize) -> &str {
        &self.joined[range(&self.ends, number)]
    }
}

impl<T> Index<usize> for Lists<T> {
    type Output = [T];

    fn index(&self, number: usize) -> &[T] {
        &self.joined[range(&self.ends, number)]
    }
}

fn range(ends: &[u32], number: usize) -> Range<usize> {
    let start = if number == 0 { 0 } else { ends[number - 1] };
    start as usize..ends[number] as usize
}

fn end(length: usize) -> u32 {
    u32::try_from(length).expect("an index has less than four thousand million bytes")
}
