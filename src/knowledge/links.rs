//! What leads from one thing of a base to another: claims to their pages, works to what cites them, claims to what holds now.
//!
//! Promises: each is looked up in a table; nothing goes over the base.

use super::Knowledge;
use super::archive::Rows;
use super::entry::Entry;
use super::id::{EntryId, Kind};
use super::model::{Claim, Reference, Trial};

impl Knowledge {
    /// The claim of an id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.at(&self.archive, self.archive.claim_number(id)?)
    }

    /// The claims that stand on an entry's page, in the order of the files.
    pub fn claims_on(&self, id: &EntryId) -> impl Iterator<Item = &Claim> {
        self.claims_in(self.archive.head.claims_on, self.number(id))
    }

    /// The claim that stands at a place on the page of the entry of a number; no other is decoded.
    pub fn claim_on(&self, number: usize, place: usize) -> Option<&Claim> {
        let mut claims = self.archive.head.claims_on.list(self.archive.tables(), number);
        self.claims.at(&self.archive, claims.nth(place)?)
    }

    /// The reference of a name that a citation gives.
    pub fn reference(&self, name: &str) -> Option<&Reference> {
        self.references.at(&self.archive, self.archive.number(Kind::Reference, name)?)
    }

    /// The trials that study a drug, in the order of the files.
    pub fn trials_of(&self, drug: &EntryId) -> impl Iterator<Item = &Trial> {
        let first = self.archive.numbers(Kind::Trial).start;
        let trials = self.archive.head.trials_of.list(self.archive.tables(), self.number(drug).unwrap_or(usize::MAX));
        trials.filter_map(move |trial| self.trials.at(&self.archive, first + trial))
    }

    /// The claims that cite a reference, in the order of the files.
    pub fn claims_citing(&self, reference: &EntryId) -> impl Iterator<Item = &Claim> {
        self.claims_in(self.archive.head.citing_claims, self.place(reference))
    }

    /// The drugs, in their order, and then the trials of which something that is no claim rests on a reference.
    pub fn entries_citing(&self, reference: &EntryId) -> impl Iterator<Item = Entry<'_>> {
        let row = self.place(reference).unwrap_or(usize::MAX);
        let entries = self.archive.head.citing_entries.list(self.archive.tables(), row);
        entries.filter_map(|number| self.entry_at(number))
    }

    /// The claims that took the place of `claim`, one after the other; the last one holds.
    pub fn successors<'k>(&'k self, claim: &'k Claim) -> Vec<&'k Claim> {
        let mut chain = Vec::new();
        let mut next = claim.superseded.as_ref().and_then(|s| self.claim(&s.by));
        while let Some(current) = next {
            chain.push(current);
            next = current.superseded.as_ref().and_then(|s| self.claim(&s.by));
        }
        chain
    }

    /// The claims that one row of a table lists.
    fn claims_in(&self, table: Rows, row: Option<usize>) -> impl Iterator<Item = &Claim> {
        let claims = table.list(self.archive.tables(), row.unwrap_or(usize::MAX));
        claims.filter_map(|claim| self.claims.at(&self.archive, claim))
    }
}
