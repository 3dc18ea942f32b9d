//! A valid base, and the lookups in it.
//!
//! Promises: every lookup is by index; titles and ids are known without decoding an entry. Has no setter.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use super::id::{EntryId, Kind};
use super::model::{
    Claim, Draft, Drug, Entry, ListItem, Overlay, Pathway, Question, Reference, Review, Route, SynonymGroup, Topic,
    Trial,
};
use super::storage::{self, Directory, Records};

/// Entries that are listed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryGroup<'k> {
    /// What they are.
    pub kind: Kind,
    /// The word for them, an argument of `list`: the id of a route, or the plural of the kind.
    pub word: &'k str,
    /// The heading over them.
    pub heading: &'k str,
    /// The numbers of the entries.
    pub numbers: Range<usize>,
    /// How many of them are approved drugs; they are the first.
    pub approved: usize,
}

/// A valid knowledge base.
pub struct Knowledge {
    /// What the base was opened from; empty if it was compiled from files just now.
    bytes: Cow<'static, [u8]>,
    directory: Directory,
    records: Records,
}

impl fmt::Debug for Knowledge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Knowledge").field("digest", &self.digest()).finish_non_exhaustive()
    }
}

impl Knowledge {
    /// Opens what [`Self::to_bytes`] of the same program wrote. The caller must know that the bytes are unchanged.
    ///
    /// # Errors
    /// If the bytes do not begin with a directory that fits them.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, postcard::Error> {
        let bytes = bytes.into();
        let (directory, records) = storage::decode(&bytes)?;
        Ok(Self { bytes, directory, records })
    }

    /// Decodes every entry and claim, so that no later lookup can fail.
    ///
    /// # Errors
    /// If the bytes of an entry or claim are not what was written.
    pub fn decode_all(self) -> Result<Self, postcard::Error> {
        self.records.decode_all(&self.bytes)?;
        Ok(self)
    }

    /// The base as bytes, to embed or to put into a bundle.
    pub fn to_bytes(&self) -> Vec<u8> {
        storage::encode(&self.directory, &self.records, &self.bytes)
    }

    /// The base of a draft without errors; `None` if it has no review.
    pub(super) fn new(draft: Draft, digest: String) -> Option<Self> {
        let directory = Directory::new(&draft, digest)?;
        let records = Records::new(draft, &directory);
        Some(Self { bytes: Cow::Borrowed(&[]), directory, records })
    }

    /// The review the base began from.
    pub fn review(&self) -> &Review {
        &self.directory.review
    }

    /// The date of the whole base.
    pub fn as_of(&self) -> Date {
        *self.review().as_of
    }

    /// Whether the base is more than a year old on `today`, so that the label must be checked before it is believed.
    pub fn is_stale(&self, today: Date) -> bool {
        let a_year_on = self.as_of().saturating_add(jiff::Span::new().years(1));
        today > a_year_on
    }

    /// SHA-256 of the files the base was compiled from, as hexadecimal.
    pub fn digest(&self) -> &str {
        &self.directory.digest
    }

    /// The overlay of notes, if there is one.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.directory.overlay.as_ref()
    }

    /// Every drug: approved ones first, in the order of their first approval, then the others, most claims first.
    pub fn drugs(&self) -> impl Iterator<Item = &Drug> + Clone {
        self.directory.drugs.iter().map(|number| self.records.drugs.at(&self.bytes, *number as usize))
    }

    /// Every topic, in the order of the files.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> + Clone {
        self.records.topics.iter(&self.bytes)
    }

    /// The pathway that is drawn, where the base has one.
    pub fn pathway(&self) -> Option<&Pathway> {
        self.records.pathway.iter(&self.bytes).next()
    }

    /// Whether an id is the pathway's.
    pub fn is_pathway(&self, id: &EntryId) -> bool {
        self.pathway_number().is_some_and(|pathway| self.number(id) == Some(pathway))
    }

    /// Every open question.
    pub fn questions(&self) -> impl Iterator<Item = &Question> + Clone {
        self.records.questions.iter(&self.bytes)
    }

    /// Every trial.
    pub fn trials(&self) -> impl Iterator<Item = &Trial> + Clone {
        self.records.trials.iter(&self.bytes)
    }

    /// Every cited work.
    pub fn references(&self) -> impl Iterator<Item = &Reference> + Clone {
        self.records.references.iter(&self.bytes)
    }

    /// Every claim.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> + Clone {
        self.records.claims.iter(&self.bytes)
    }

    /// Every group of words that ask the same question.
    pub fn synonyms(&self) -> impl Iterator<Item = &SynonymGroup> + Clone {
        self.records.synonyms.iter(&self.bytes)
    }

    /// How many claims there are.
    pub fn claim_count(&self) -> usize {
        self.records.claims.len()
    }

    /// The base as a draft, without the spans, which only the files have.
    pub fn to_draft(&self) -> Draft {
        Draft {
            review: Some(self.review().clone()),
            drugs: self.drugs().cloned().collect(),
            topics: self.topics().cloned().collect(),
            questions: self.questions().cloned().collect(),
            trials: self.trials().cloned().collect(),
            references: self.references().cloned().collect(),
            claims: self.claims().cloned().collect(),
            pathway: self.pathway().cloned(),
            synonyms: self.synonyms().cloned().collect(),
            overlay: self.overlay().cloned(),
        }
    }

    /// The entry of an id.
    pub fn entry(&self, id: &EntryId) -> Option<Entry<'_>> {
        self.entry_at(self.number(id)?)
    }

    /// How many entries there are, without the review and the pages of what has changed since and of approvals. Each has a number: kind after
    /// kind in the order of `Kind::ALL`, and within a kind in the order of `ids`.
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
        let position = number - self.directory.numbers(kind).start;
        Some(match kind {
            Kind::Drug => Entry::Drug(records.drugs.at(bytes, number)),
            Kind::Pathophysiology | Kind::Safety if self.pathway_number() == Some(number) => {
                Entry::Pathway(records.pathway.at(bytes, 0))
            }
            Kind::Pathophysiology | Kind::Safety => {
                let first = self.directory.numbers(Kind::Pathophysiology).start + records.pathway.len();
                Entry::Topic(records.topics.at(bytes, number - first))
            }
            Kind::Question => Entry::Question(records.questions.at(bytes, position)),
            Kind::Trial => Entry::Trial(records.trials.at(bytes, position)),
            Kind::Reference => Entry::Reference(records.references.at(bytes, position)),
            Kind::Review if position == 0 => Entry::Review(self.review()),
            Kind::Review if position == 1 => Entry::Since(self.review()),
            Kind::Review => Entry::Approvals(self.review()),
        })
    }

    /// The titles of the entries of a kind, in their order.
    pub fn titles(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.directory.titles[self.directory.numbers(kind)].iter().map(String::as_str)
    }

    /// The title of the entry of a number.
    pub fn title_at(&self, number: usize) -> Option<&str> {
        self.directory.titles.get(number).map(String::as_str)
    }

    /// The id of the entry of a number.
    pub fn id_at(&self, number: usize) -> Option<EntryId> {
        self.directory.ids.get(number).cloned()
    }

    /// The position of an entry among those of its kind, from 0.
    pub fn position(&self, id: &EntryId) -> Option<usize> {
        Some(self.number(id)? - self.directory.numbers(id.kind()).start)
    }

    /// How many entries of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.directory.numbers(kind).len()
    }

    /// The row of an entry in a list.
    pub fn list_item(&self, number: usize) -> Option<ListItem<'_>> {
        // Approved drugs are listed before the others.
        let is_approved = |(numbers, approved): &(Range<usize>, usize)| {
            numbers.contains(&number) && number < numbers.start + approved
        };
        Some(ListItem {
            id: self.id_at(number)?,
            title: self.title_at(number)?,
            approved: self.directory.routes.iter().any(is_approved),
        })
    }

    /// The groups in which entries are listed: the treatments by each route, and then the entries of each other kind, without the
    /// review.
    pub fn groups(&self) -> impl Iterator<Item = EntryGroup<'_>> {
        let routes = self.review().terms.routes.iter().zip(&self.directory.routes);
        let routes = routes.map(|(route, (numbers, approved))| EntryGroup {
            kind: Kind::Drug,
            word: &route.id,
            heading: &route.tab,
            numbers: numbers.clone(),
            approved: *approved,
        });
        let others =
            Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Drug | Kind::Review)).map(|kind| EntryGroup {
                kind: *kind,
                word: kind.plural(),
                heading: kind.heading(),
                numbers: self.directory.numbers(*kind),
                approved: 0,
            });
        routes.chain(others)
    }

    /// The route of the drug of a number.
    pub fn route_at(&self, number: usize) -> Option<&Route> {
        let place = self.directory.routes.iter().position(|(numbers, _approved)| numbers.contains(&number))?;
        Some(&self.review().terms.routes[place])
    }

    /// The ids of the entries of a group.
    pub fn ids_in(&self, group: &EntryGroup<'_>) -> &[EntryId] {
        &self.directory.ids[group.numbers.clone()]
    }

    /// The ids of all entries of a kind, in the order in which they are listed.
    pub fn ids(&self, kind: Kind) -> &[EntryId] {
        &self.directory.ids[self.directory.numbers(kind)]
    }

    /// The claim of an id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        Some(self.claim_at(self.directory.claim(id)?))
    }

    /// The claims on an entry's page, in the order of the files.
    pub fn claims_on(&self, id: &EntryId) -> impl Iterator<Item = &Claim> {
        let claims = self.number(id).map(|number| &self.directory.claims_on[number]);
        claims.into_iter().flatten().map(|claim| self.claim_at(*claim as usize))
    }

    /// The claim at a position among those on the page of the entry of a number.
    pub fn claim_on(&self, number: usize, position: usize) -> Option<&Claim> {
        let claim = self.directory.claims_on.get(number)?.get(position)?;
        Some(self.claim_at(*claim as usize))
    }

    /// The reference of a name that a citation gives.
    pub fn reference(&self, name: &str) -> Option<&Reference> {
        let position = self.position(&EntryId::new(Kind::Reference, name)?)?;
        Some(self.records.references.at(&self.bytes, position))
    }

    /// The reference of an id; `None` if it is the id of something else.
    pub fn reference_of(&self, id: &EntryId) -> Option<&Reference> {
        Some(self.records.references.at(&self.bytes, self.reference_position(id)?))
    }

    /// The trials that study a drug, in the order of the files.
    pub fn trials_of(&self, drug: &EntryId) -> impl Iterator<Item = &Trial> {
        // Only drugs have a number within these groups.
        let trials = self.number(drug).and_then(|number| self.directory.trials_of.get(number));
        trials.into_iter().flatten().map(|trial| self.records.trials.at(&self.bytes, *trial as usize))
    }

    /// The claims that cite a reference, in the order of the files.
    pub fn claims_citing(&self, reference: &EntryId) -> impl Iterator<Item = &Claim> {
        let claims = self.reference_position(reference).map(|position| &self.directory.citing_claims[position]);
        claims.into_iter().flatten().map(|claim| self.claim_at(*claim as usize))
    }

    /// The drugs, and then the trials, that cite a reference outside of claims.
    pub fn entries_citing(&self, reference: &EntryId) -> impl Iterator<Item = Entry<'_>> {
        let entries = self.reference_position(reference).map(|position| &self.directory.citing_entries[position]);
        let entry = |number: &u32| self.entry_at(*number as usize).expect("the directory numbers entries that exist");
        entries.into_iter().flatten().map(entry)
    }

    /// The claims that supersede `claim`, one after the other; the last one holds.
    pub fn successors<'k>(&'k self, claim: &'k Claim) -> Vec<&'k Claim> {
        let next = |claim: &Claim| {
            let superseded = claim.superseded.as_ref()?;
            Some(self.claim(&superseded.by).expect("`resolve` found the successor of every claim"))
        };
        std::iter::successors(next(claim), |claim| next(claim)).collect()
    }

    /// The number of the pathway, which comes before the topics of its kind.
    fn pathway_number(&self) -> Option<usize> {
        (self.records.pathway.len() == 1).then(|| self.directory.numbers(Kind::Pathophysiology).start)
    }

    /// The number of an entry.
    pub fn number(&self, id: &EntryId) -> Option<usize> {
        self.directory.number(id)
    }

    fn claim_at(&self, position: usize) -> &Claim {
        self.records.claims.at(&self.bytes, position)
    }

    fn reference_position(&self, id: &EntryId) -> Option<usize> {
        if id.kind() == Kind::Reference { self.position(id) } else { None }
    }
}
