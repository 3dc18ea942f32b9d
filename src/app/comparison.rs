//! Drugs side by side, and the drugs that are marked for it.
//!
//! Promises: two to four drugs are compared. As many columns are shown as can be read; keys turn to the others.

use std::ops::Range;

use crate::knowledge::{Drug, Entry, EntryId, Knowledge};
use crate::page::{Detail, Page, comparison};

/// The most drugs that are compared at once.
const MOST_DRUGS: usize = 4;

/// A drug's column with fewer characters than this is hard to read.
const NARROWEST: usize = 34;

/// Drugs side by side, and which of them are shown.
#[derive(Clone, Debug)]
pub struct Comparison {
    drugs: Vec<EntryId>,
    /// The page with a column for each drug.
    whole: Page,
    first: usize,
    shown: usize,
}

impl Comparison {
    /// A comparison from one of its columns on.
    pub(super) fn new(knowledge: &Knowledge, ids: Vec<EntryId>, first: usize) -> Self {
        let whole = page(knowledge, &ids, Detail::Number);
        Self { drugs: ids, whole, first, shown: MOST_DRUGS }
    }

    /// The drugs, in the order of their columns.
    pub fn drugs(&self) -> &[EntryId] {
        &self.drugs
    }

    /// The columns shown, counted from 0.
    pub fn columns(&self) -> Range<usize> {
        self.first..(self.first + self.shown).min(self.drugs.len())
    }

    /// The page of the columns shown, with their names and numbers in its title.
    pub(super) fn page(&self) -> Page {
        let columns = self.columns();
        let names: Vec<&str> = self.whole.title.split(" / ").collect();
        let shown = names[columns.clone()].join(" / ");
        let all = self.drugs.len();
        let title = if columns.len() == all { shown } else { format!("drugs {} of {all}: {shown}", numbers(&columns)) };
        Page { title, ..self.whole.with_columns(&columns) }
    }

    /// Fits the number of columns to a width; returns whether other columns are shown now.
    pub(super) fn fit(&mut self, width: usize) -> bool {
        let before = (self.first, self.shown);
        self.shown = (width / NARROWEST).clamp(1, self.drugs.len().max(1));
        self.first = self.first.min(self.drugs.len().saturating_sub(self.shown));
        (self.first, self.shown) != before
    }

    /// Turns to the columns at one side; returns whether there are any.
    pub(super) fn turn(&mut self, forward: bool) -> bool {
        let before = self.first;
        let last = self.drugs.len().saturating_sub(self.shown);
        self.first = if forward { (self.first + self.shown).min(last) } else { self.first.saturating_sub(self.shown) };
        self.first != before
    }
}

/// Columns as they are counted: "3", "1-2".
fn numbers(columns: &Range<usize>) -> String {
    let first = columns.start + 1;
    if columns.len() == 1 { first.to_string() } else { format!("{first}-{}", columns.end) }
}

/// Marks a drug, or removes its mark. Returns a notice, where one is needed.
pub(super) fn toggle_mark(marked: &mut Vec<EntryId>, id: EntryId) -> Option<&'static str> {
    if let Some(place) = marked.iter().position(|other| *other == id) {
        marked.remove(place);
        return None;
    }
    if marked.len() == MOST_DRUGS {
        return Some("Four drugs are marked, which is the most. Space in the list removes a mark.");
    }
    marked.push(id);
    (marked.len() > 1).then_some("Marked. c compares the marked drugs.")
}

/// The page with a column for each of some drugs.
pub(super) fn page(knowledge: &Knowledge, ids: &[EntryId], detail: Detail) -> Page {
    comparison(knowledge, &drugs(knowledge, ids), detail)
}

/// The drugs of some ids.
pub(super) fn drugs<'k>(knowledge: &'k Knowledge, ids: &[EntryId]) -> Vec<&'k Drug> {
    let drug = |id| {
        let Some(Entry::Drug(drug)) = knowledge.entry(id) else {
            panic!("{id} is no drug of this base, but was marked")
        };
        drug
    };
    ids.iter().map(drug).collect()
}
