//! What leads from one thing of a base to another: numbers and ids to entries, claims to their pages, works to what cites them.
//!
//! Promises: each is looked up by index; titles and ids are known without decoding an entry.

use super::Knowledge;
use super::entry::{Entry, ListItem};
use super::id::{EntryId, Kind};
use super::model::{Claim, Reference, Trial};

impl Knowledge {
    /// The entry of an id.
    pub fn entry(&self, id: &EntryId) -> Option<Entry<'_>> {
        self.entry_at(self.number(id)?)
    }

    /// How many entries there are, but for the review and what has changed since. Each has a number: kind after kind in the
    /// order of `Kind::ALL`, and within a kind in the order of `ids`.
    pub fn entry_count(&self) -> usize {
        self.directory.numbers(Kind::Review).start
    }

    /// The kind of the entry of a number.
    pub fn kind_at(&self, number: usize) -> Option<Kind> {
        Some(self.directory.ids.get(number)?.kind())
    }

    /// The entry of a number.
    pub fn entry_at(&self, number: usize) -> Option<Entry<'_>> {
        let (kind, bytes, records) = (self.kind_at(number)?, &self.bytes, &self.records);
        let place = number - self.directory.numbers(kind).start;
        match kind {
            // Drugs are numbered before all others, whatever their route.
            Kind::Oral | Kind::Topical => records.drugs.at(bytes, number).map(Entry::Drug),
            Kind::Pathophysiology | Kind::Safety if self.pathway_number() == Some(number) => {
                self.pathway().map(Entry::Pathway)
            }
            Kind::Pathophysiology | Kind::Safety => {
                let first = self.directory.numbers(Kind::Pathophysiology).start + records.pathway.len();
                records.topics.at(bytes, number - first).map(Entry::Topic)
            }
            Kind::Question => records.questions.at(bytes, place).map(Entry::Question),
            Kind::Trial => records.trials.at(bytes, place).map(Entry::Trial),
            Kind::Reference => records.references.at(bytes, place).map(Entry::Reference),
            Kind::Review if place == 0 => Some(Entry::Review(self.review())),
            Kind::Review => Some(Entry::Since(self.review())),
        }
    }

    /// What the entries of a kind are called in a list, in their order.
    pub fn titles(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.directory.titles[self.directory.numbers(kind)].iter().map(String::as_str)
    }

    /// What the entry of a number is called in a list.
    pub fn title_at(&self, number: usize) -> Option<&str> {
        self.directory.titles.get(number).map(String::as_str)
    }

    /// The id of the entry of a number.
    pub fn id_at(&self, number: usize) -> Option<EntryId> {
        self.directory.ids.get(number).cloned()
    }

    /// The place of an entry among the ids of its kind, from 0.
    pub fn position(&self, id: &EntryId) -> Option<usize> {
        Some(self.number(id)? - self.directory.numbers(id.kind()).start)
    }

    /// How many entries of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.directory.numbers(kind).len()
    }

    /// The row of an entry in a list, by its place among those of its kind.
    pub fn list_item(&self, kind: Kind, place: usize) -> Option<ListItem<'_>> {
        let number = self.directory.numbers(kind).nth(place)?;
        Some(ListItem {
            id: self.id_at(number)?,
            title: self.title_at(number)?,
            // Approved drugs are listed before the others.
            approved: place < self.directory.approved[kind as usize],
        })
    }

    /// The ids of all entries of a kind, in the order in which they are listed.
    pub fn ids(&self, kind: Kind) -> &[EntryId] {
        &self.directory.ids[self.directory.numbers(kind)]
    }

    /// The claim of an id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.records.claims.at(&self.bytes, self.directory.claim(id)?)
    }

    /// The claims that stand on an entry's page, in the order of the files.
    pub fn claims_on(&self, id: &EntryId) -> impl Iterator<Item = &Claim> {
        self.claims_in(self.number(id).map(|number| &*self.directory.claims_on[number]))
    }

    /// The claim that stands at a place on the page of the entry of a number.
    pub fn claim_on(&self, number: usize, place: usize) -> Option<&Claim> {
        let claim = self.directory.claims_on.get(number)?.get(place)?;
        self.records.claims.at(&self.bytes, *claim as usize)
    }

    /// The reference of a name that a citation gives.
    pub fn reference(&self, name: &str) -> Option<&Reference> {
        self.records.references.at(&self.bytes, self.position(&EntryId::new(Kind::Reference, name)?)?)
    }

    /// The trials that study a drug, in the order of the files.
    pub fn trials_of(&self, drug: &EntryId) -> impl Iterator<Item = &Trial> {
        let trials = self.number(drug).and_then(|number| self.directory.trials_of.get(number));
        trials.into_iter().flatten().filter_map(|trial| self.records.trials.at(&self.bytes, *trial as usize))
    }

    /// The claims that cite a reference, in the order of the files.
    pub fn claims_citing(&self, reference: &EntryId) -> impl Iterator<Item = &Claim> {
        let citing = self.position(reference).and_then(|place| self.directory.citing_claims.get(place));
        self.claims_in(citing.map(Vec::as_slice))
    }

    /// The drugs, in their order, and then the trials of which something that is no claim rests on a reference.
    pub fn entries_citing(&self, reference: &EntryId) -> impl Iterator<Item = Entry<'_>> {
        let entries = self.position(reference).and_then(|place| self.directory.citing_entries.get(place));
        entries.into_iter().flatten().filter_map(|number| self.entry_at(*number as usize))
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

    /// The pathway is numbered before the topics of its kind.
    pub(super) fn pathway_number(&self) -> Option<usize> {
        (self.records.pathway.len() == 1).then(|| self.directory.numbers(Kind::Pathophysiology).start)
    }

    pub(super) fn number(&self, id: &EntryId) -> Option<usize> {
        self.directory.number(id)
    }

    fn claims_in<'k>(&'k self, claims: Option<&'k [u32]>) -> impl Iterator<Item = &'k Claim> {
        let claims = claims.unwrap_or_default();
        claims.iter().filter_map(|claim| self.records.claims.at(&self.bytes, *claim as usize))
    }
}
