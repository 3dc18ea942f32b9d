//! A base as data, with what leads from one part of it to another.
//!
//! Promises: opening a serialised base decodes its directory and nothing else; an entry or a claim is decoded when it is
//! first asked for, once. Every lookup is by index; nothing goes over the base. Never checks a base.
//!
//! Entries are numbered: kind after kind in the order of `Kind::ALL`, and within a kind as they are listed. The last two
//! are the review and what has changed since.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::id::{EntryId, Kind};
use super::model::{
    Citation, Claim, Draft, Drug, Entry, Overlay, Pathway, Provenance, Question, Reference, Review, SynonymGroup,
    Topic, Trial,
};

/// What is known of a base before any entry is decoded.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Directory {
    pub(super) digest: String,
    pub(super) review: Review,
    pub(super) overlay: Option<Overlay>,
    /// Every entry's id and title, by its number.
    pub(super) ids: Vec<EntryId>,
    pub(super) titles: Vec<String>,
    /// The numbers of the entries, sorted by id.
    by_id: Vec<u32>,
    /// How many drugs of each kind are approved; they are the first of their kind.
    pub(super) approved: [usize; Kind::ALL.len()],
    /// The numbers of the drugs, whatever their routes, as they are listed together.
    pub(super) drugs: Vec<u32>,
    claim_ids: Vec<String>,
    /// The claims, sorted by id.
    claims_by_id: Vec<u32>,
    /// For each entry the claims that stand on its page.
    pub(super) claims_on: Vec<Vec<u32>>,
    /// For each drug, by its number, the trials that study it.
    pub(super) trials_of: Vec<Vec<u32>>,
    /// For each reference, counted from the first, the claims that cite it.
    pub(super) citing_claims: Vec<Vec<u32>>,
    /// The same for the drugs and trials that cite it for what is no claim.
    pub(super) citing_entries: Vec<Vec<u32>>,
}

/// The entries and claims, each decoded or still as bytes.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) drugs: Table<Drug>,
    /// One or none.
    pub(super) pathway: Table<Pathway>,
    pub(super) topics: Table<Topic>,
    pub(super) questions: Table<Question>,
    pub(super) trials: Table<Trial>,
    pub(super) references: Table<Reference>,
    pub(super) claims: Table<Claim>,
    pub(super) synonyms: Table<SynonymGroup>,
}

/// Records of one kind in their order.
#[derive(Debug)]
pub(super) struct Table<T> {
    records: Box<[Record<T>]>,
}

/// One record: its value, or where its bytes lie until somebody asks for it.
#[derive(Debug)]
struct Record<T> {
    value: OnceLock<Box<T>>,
    bytes: Range<usize>,
}

impl<T: DeserializeOwned> Record<T> {
    fn decode(&self, bytes: &[u8]) -> Result<Box<T>, postcard::Error> {
        postcard::from_bytes(&bytes[self.bytes.clone()])
    }
}

impl<T: Serialize + DeserializeOwned> Table<T> {
    fn of_values(values: Vec<T>) -> Self {
        let record = |value| Record { value: OnceLock::from(Box::new(value)), bytes: 0..0 };
        Self { records: values.into_iter().map(record).collect() }
    }

    fn of_lengths(lengths: &[u32], start: &mut usize) -> Self {
        let record = |length: &u32| {
            let first = *start;
            *start += *length as usize;
            Record { value: OnceLock::new(), bytes: first..*start }
        };
        Self { records: lengths.iter().map(record).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The value at a place. `bytes` are those the base was opened from.
    ///
    /// # Panics
    /// If the bytes are not a base that this program wrote: whoever opened them has compared their checksum, or embedded
    /// them.
    pub(super) fn at<'s>(&'s self, bytes: &[u8], place: usize) -> Option<&'s T> {
        let record = self.records.get(place)?;
        Some(
            record.value.get_or_init(|| record.decode(bytes).expect("a base is opened only if it is what was written")),
        )
    }

    fn decode_all(&self, bytes: &[u8]) -> Result<(), postcard::Error> {
        for record in self.records.iter().filter(|record| record.value.get().is_none()) {
            let value = record.decode(bytes)?;
            // Nothing else decodes at the same time; if it did, it would find the same.
            let _same = record.value.set(value);
        }
        Ok(())
    }

    pub(super) fn iter<'s>(&'s self, bytes: &'s [u8]) -> impl DoubleEndedIterator<Item = &'s T> + Clone {
        (0..self.records.len()).filter_map(|place| self.at(bytes, place))
    }
}

/// The lengths of the records of each kind, in the order in which the records follow.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Lengths {
    drugs: Vec<u32>,
    pathway: Vec<u32>,
    topics: Vec<u32>,
    questions: Vec<u32>,
    trials: Vec<u32>,
    references: Vec<u32>,
    claims: Vec<u32>,
    synonyms: Vec<u32>,
}

/// Writes a base: the directory, the lengths of the records, the records.
pub(super) fn encode(directory: &Directory, records: &Records, bytes: &[u8]) -> Vec<u8> {
    fn table<T: Serialize + DeserializeOwned>(table: &Table<T>, bytes: &[u8], written: &mut Vec<u8>) -> Vec<u32> {
        let length = |value: &T| {
            let record = to_bytes(value);
            written.extend_from_slice(&record);
            u32::try_from(record.len()).expect("a record is read from a file of at most 16 MiB")
        };
        table.iter(bytes).map(length).collect()
    }
    let mut written = Vec::new();
    let lengths = Lengths {
        drugs: table(&records.drugs, bytes, &mut written),
        pathway: table(&records.pathway, bytes, &mut written),
        topics: table(&records.topics, bytes, &mut written),
        questions: table(&records.questions, bytes, &mut written),
        trials: table(&records.trials, bytes, &mut written),
        references: table(&records.references, bytes, &mut written),
        claims: table(&records.claims, bytes, &mut written),
        synonyms: table(&records.synonyms, bytes, &mut written),
    };
    [to_bytes(&(directory, lengths)), written].concat()
}

/// Reads what [`encode`] wrote, as far as the directory.
///
/// # Errors
/// If the bytes do not begin with a directory, or are shorter or longer than the records it lists.
pub(super) fn decode(bytes: &[u8]) -> Result<(Directory, Records), postcard::Error> {
    let ((directory, lengths), rest): ((Directory, Lengths), &[u8]) = postcard::take_from_bytes(bytes)?;
    let mut start = bytes.len() - rest.len();
    let records = Records {
        drugs: Table::of_lengths(&lengths.drugs, &mut start),
        pathway: Table::of_lengths(&lengths.pathway, &mut start),
        topics: Table::of_lengths(&lengths.topics, &mut start),
        questions: Table::of_lengths(&lengths.questions, &mut start),
        trials: Table::of_lengths(&lengths.trials, &mut start),
        references: Table::of_lengths(&lengths.references, &mut start),
        claims: Table::of_lengths(&lengths.claims, &mut start),
        synonyms: Table::of_lengths(&lengths.synonyms, &mut start),
    };
    if start == bytes.len() { Ok((directory, records)) } else { Err(postcard::Error::DeserializeUnexpectedEnd) }
}

fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).expect("writing into memory fails only where memory ends")
}

impl Directory {
    /// The directory of a draft that has passed every check, and its records; `None` if the draft has no review.
    pub(super) fn of(draft: Draft, digest: String) -> Option<(Self, Records)> {
        let review = draft.review.clone()?;
        let listed = listed_drugs(&draft);
        let entries = numbered(&draft, &listed, &review);
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id().clone()).collect();
        let number_of: HashMap<&EntryId, u32> = ids.iter().zip(0..).collect();
        let number = |id: &EntryId| number_of.get(id).copied();
        let works: HashMap<&str, u32> = draft.references.iter().map(|work| work.id.name()).zip(0..).collect();
        let cited = |provenance: &Provenance| {
            let work = |citation: &Citation| works.get(citation.reference.as_str()).copied();
            provenance.cites.iter().filter_map(work).collect::<Vec<u32>>()
        };
        let on_pages = |claim: &Claim| pages(claim).filter_map(number).collect();
        let of_drugs = |trial: &Trial| trial.drugs.iter().filter_map(|drug| number(drug)).collect();
        let claims = || draft.claims.iter().zip(0..);
        let by_drugs = listed.iter().flat_map(|drug| drug.provenances().map(|one| (number(&drug.id), one)));
        let by_trials = draft.trials.iter().flat_map(|trial| trial.provenances().map(|one| (number(&trial.id), one)));
        let citing = by_drugs.chain(by_trials).filter_map(|(number, one)| Some((cited(one), number?)));
        let directory = Self {
            titles: entries.iter().map(|entry| entry.title().to_owned()).collect(),
            by_id: in_order_of(&ids),
            approved: std::array::from_fn(|kind| {
                let is_approved = |drug: &&Drug| drug.id.kind() as usize == kind && !drug.approvals.is_empty();
                draft.drugs.iter().filter(is_approved).count()
            }),
            drugs: listed.iter().filter_map(|drug| number(&drug.id)).collect(),
            claim_ids: draft.claims.iter().map(|claim| (*claim.id).clone()).collect(),
            claims_by_id: in_order_of(&draft.claims.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>()),
            claims_on: grouped(ids.len(), claims().map(|(claim, place)| (on_pages(claim), place))),
            trials_of: grouped(
                listed.len(),
                draft.trials.iter().zip(0..).map(|(trial, place)| (of_drugs(trial), place)),
            ),
            citing_claims: grouped(
                works.len(),
                claims().filter_map(|(claim, place)| Some((cited(claim.provenance()?), place))),
            ),
            citing_entries: grouped(works.len(), citing),
            overlay: draft.overlay.clone(),
            ids: Vec::new(),
            digest,
            review,
        };
        let records = Records::of(draft, |drug| number_of.get(drug).copied());
        Some((Self { ids, ..directory }, records))
    }

    /// The numbers of the entries of a kind.
    pub(super) fn numbers(&self, kind: Kind) -> Range<usize> {
        let first = |kind: usize| self.ids.partition_point(|id| (id.kind() as usize) < kind);
        first(kind as usize)..first(kind as usize + 1)
    }

    /// The number of an entry.
    pub(super) fn number(&self, id: &EntryId) -> Option<usize> {
        let found = self.by_id.binary_search_by(|number| self.ids[*number as usize].cmp(id)).ok()?;
        Some(self.by_id[found] as usize)
    }

    /// The place of a claim among all.
    pub(super) fn claim(&self, id: &str) -> Option<usize> {
        let found =
            self.claims_by_id.binary_search_by(|claim| self.claim_ids[*claim as usize].as_str().cmp(id)).ok()?;
        Some(self.claims_by_id[found] as usize)
    }
}

impl Records {
    pub(super) fn decode_all(&self, bytes: &[u8]) -> Result<(), postcard::Error> {
        self.drugs.decode_all(bytes)?;
        self.pathway.decode_all(bytes)?;
        self.topics.decode_all(bytes)?;
        self.questions.decode_all(bytes)?;
        self.trials.decode_all(bytes)?;
        self.references.decode_all(bytes)?;
        self.claims.decode_all(bytes)?;
        self.synonyms.decode_all(bytes)
    }

    fn of(draft: Draft, number: impl Fn(&EntryId) -> Option<u32>) -> Self {
        let Draft { mut drugs, mut topics, questions, trials, references, claims, pathway, synonyms, .. } = draft;
        drugs.sort_by_key(|drug| number(&drug.id));
        topics.sort_by_key(|topic| topic.id.kind());
        Self {
            drugs: Table::of_values(drugs),
            pathway: Table::of_values(pathway.into_iter().collect()),
            topics: Table::of_values(topics),
            questions: Table::of_values(questions),
            trials: Table::of_values(trials),
            references: Table::of_values(references),
            claims: Table::of_values(claims),
            synonyms: Table::of_values(synonyms),
        }
    }
}

/// Approved drugs first, in the order of their first known approval, then the others, most claims first.
fn listed_drugs(draft: &Draft) -> Vec<&Drug> {
    let mut claims: HashMap<&EntryId, usize> = HashMap::new();
    // A clinic's notes change nothing about the order.
    for claim in draft.claims.iter().filter(|claim| claim.note().is_none()) {
        for id in std::iter::once(&claim.home).chain(claim.about.iter().map(|about| &**about)) {
            *claims.entry(id).or_default() += 1;
        }
    }
    let mut drugs: Vec<&Drug> = draft.drugs.iter().collect();
    drugs.sort_by_cached_key(|drug| {
        let first = drug.approvals.iter().filter_map(|approval| approval.on.as_deref().copied()).min();
        let claims = if drug.approvals.is_empty() { claims.get(&drug.id).copied().unwrap_or(0) } else { 0 };
        (drug.approvals.is_empty(), first.is_none(), first, Reverse(claims), drug.name.to_lowercase())
    });
    drugs
}

/// Every entry in the order of its number. The pathway is the first of its kind.
fn numbered<'d>(draft: &'d Draft, drugs: &[&'d Drug], review: &'d Review) -> Vec<Entry<'d>> {
    let mut entries: Vec<Entry<'d>> = Vec::new();
    entries.extend(drugs.iter().copied().map(Entry::Drug));
    entries.extend(draft.pathway.iter().map(Entry::Pathway));
    entries.extend(draft.topics.iter().map(Entry::Topic));
    entries.extend(draft.questions.iter().map(Entry::Question));
    entries.extend(draft.trials.iter().map(Entry::Trial));
    entries.extend(draft.references.iter().map(Entry::Reference));
    entries.extend([Entry::Review(review), Entry::Since(review)]);
    entries.sort_by_key(|entry| entry.id().kind());
    entries
}

/// The places of some values, in the order of the values.
fn in_order_of<T: Ord>(values: &[T]) -> Vec<u32> {
    let mut places: Vec<(&T, u32)> = values.iter().zip(0..).collect();
    places.sort_unstable();
    places.into_iter().map(|(_value, place)| place).collect()
}

/// For each of `count` groups the members that name it, each once, in their order.
fn grouped(count: usize, members: impl Iterator<Item = (Vec<u32>, u32)>) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); count];
    for (named, member) in members {
        for group in named {
            // A trial may name what is no drug; `resolve` reports that.
            if let Some(group) = groups.get_mut(group as usize)
                && group.last() != Some(&member)
            {
                group.push(member);
            }
        }
    }
    groups
}

/// The pages on which a claim stands, the one it was written for first.
fn pages(claim: &Claim) -> impl Iterator<Item = &EntryId> {
    let about = claim.about.iter().map(|about| &**about).filter(|about| **about != claim.home);
    std::iter::once(&claim.home).chain(about)
}
