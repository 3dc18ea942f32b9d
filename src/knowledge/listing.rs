//! What lists ask: how many entries of a kind there are, in which order, and what they are called.
//!
//! Promises: nothing of an entry is decoded.

use super::Knowledge;
use super::entry::Listed;
use super::id::{EntryId, Kind};

impl Knowledge {
    /// What the entries of a kind are called in a list, in their order; nothing else of them is decoded.
    pub fn titles(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.archive.numbers(kind).filter_map(|number| self.title_at(number))
    }

    /// What the entry of a number is called in a list.
    pub fn title_at(&self, number: usize) -> Option<&str> {
        self.archive.head.titles.text(self.archive.tables(), number)
    }

    /// The id of the entry of a number.
    pub fn id_at(&self, number: usize) -> Option<EntryId> {
        EntryId::new(self.kind_at(number)?, self.archive.head.names.text(self.archive.tables(), number)?)
    }

    /// The place of an entry among the ids of its kind, from 0.
    pub fn place(&self, id: &EntryId) -> Option<usize> {
        self.number(id)?.checked_sub(self.archive.numbers(id.kind()).start)
    }

    /// How many entries of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.archive.numbers(kind).len()
    }

    /// The row of an entry in a list, by its place among those of its kind; nothing of the entry is decoded.
    pub fn listed(&self, kind: Kind, place: usize) -> Option<Listed<'_>> {
        let number = self.archive.numbers(kind).nth(place)?;
        Some(Listed {
            id: self.id_at(number)?,
            title: self.title_at(number)?,
            // Approved drugs are listed before the others.
            approved: place < self.archive.head.approved.get(kind as usize).copied().unwrap_or(0),
        })
    }

    /// The ids of all entries of a kind, in the order in which they are listed.
    pub fn ids(&self, kind: Kind) -> &[EntryId] {
        let ids = || self.archive.numbers(kind).filter_map(|number| self.id_at(number)).collect();
        self.ids.get(kind as usize).map_or(&[], |cell| cell.get_or_init(ids))
    }
}
