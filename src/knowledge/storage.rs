//! How a base is stored: a directory with indexes, and a record for each entry and claim.
//!
//! Promises: opening a serialised base decodes its directory and nothing else; an entry or a claim is decoded once, when it
//! is first asked for. Never checks a base.
//!
//! Entries are numbered: kind after kind in the order of `Kind::ALL`, drugs route after route, and within these as they are listed. The last three
//! are the review, what has changed since, and the approvals.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::id::{EntryId, Kind};
use super::model::{
    Citation, Claim, Draft, Drug, Entry, Overlay, Pathway, Provenance, Question, Reference, Review, Route,
    SynonymGroup, Topic, Trial,
};

/// What can be looked up before any entry is decoded.
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
    /// For each route of the review's terms, the numbers of its drugs, and how many of them are approved; they are the first.
    pub(super) routes: Vec<(Range<usize>, usize)>,
    /// The numbers of the drugs in the order of a list of all routes.
    pub(super) drugs: Vec<u32>,
    claim_ids: Vec<String>,
    /// The claims, sorted by id.
    claims_by_id: Vec<u32>,
    /// For each entry, the claims on its page.
    pub(super) claims_on: Vec<Vec<u32>>,
    /// For each drug, the trials that study it.
    pub(super) trials_of: Vec<Vec<u32>>,
    /// For each reference, the claims that cite it.
    pub(super) citing_claims: Vec<Vec<u32>>,
    /// For each reference, the drugs and trials that cite it outside of claims.
    pub(super) citing_entries: Vec<Vec<u32>>,
}

/// The entries and claims, each decoded or still as bytes.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) drugs: LazyTable<Drug>,
    /// One or none.
    pub(super) pathway: LazyTable<Pathway>,
    pub(super) topics: LazyTable<Topic>,
    pub(super) questions: LazyTable<Question>,
    pub(super) trials: LazyTable<Trial>,
    pub(super) references: LazyTable<Reference>,
    pub(super) claims: LazyTable<Claim>,
    pub(super) synonyms: LazyTable<SynonymGroup>,
}

/// Records of one kind, each decoded on first use.
#[derive(Debug)]
pub(super) struct LazyTable<T> {
    records: Box<[LazyRecord<T>]>,
}

#[derive(Debug)]
struct LazyRecord<T> {
    value: OnceLock<Box<T>>,
    bytes: Range<usize>,
}

impl<T: DeserializeOwned> LazyRecord<T> {
    fn decode(&self, bytes: &[u8]) -> Result<Box<T>, postcard::Error> {
        postcard::from_bytes(&bytes[self.bytes.clone()])
    }
}

impl<T: Serialize + DeserializeOwned> LazyTable<T> {
    fn from_values(values: Vec<T>) -> Self {
        let record = |value| LazyRecord { value: OnceLock::from(Box::new(value)), bytes: 0..0 };
        Self { records: values.into_iter().map(record).collect() }
    }

    fn from_lengths(lengths: &[u32], start: &mut usize) -> Self {
        let record = |length: &u32| {
            let first = *start;
            *start += *length as usize;
            LazyRecord { value: OnceLock::new(), bytes: first..*start }
        };
        Self { records: lengths.iter().map(record).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The value at a position. `bytes` are those the base was opened from.
    ///
    /// # Panics
    /// If there is no such position, or the bytes are not what this program wrote. Whoever opens a base embeds its bytes or
    /// compares their checksum.
    pub(super) fn at<'s>(&'s self, bytes: &[u8], position: usize) -> &'s T {
        let record = &self.records[position];
        record.value.get_or_init(|| record.decode(bytes).expect("a base is opened only if it is what was written"))
    }

    fn decode_all(&self, bytes: &[u8]) -> Result<(), postcard::Error> {
        for record in self.records.iter().filter(|record| record.value.get().is_none()) {
            let value = record.decode(bytes)?;
            // If another thread has decoded it meanwhile, the value is the same.
            let _ = record.value.set(value);
        }
        Ok(())
    }

    pub(super) fn iter<'s>(&'s self, bytes: &'s [u8]) -> impl DoubleEndedIterator<Item = &'s T> + Clone {
        (0..self.records.len()).map(|position| self.at(bytes, position))
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
    fn table<T: Serialize + DeserializeOwned>(table: &LazyTable<T>, bytes: &[u8], written: &mut Vec<u8>) -> Vec<u32> {
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
        drugs: LazyTable::from_lengths(&lengths.drugs, &mut start),
        pathway: LazyTable::from_lengths(&lengths.pathway, &mut start),
        topics: LazyTable::from_lengths(&lengths.topics, &mut start),
        questions: LazyTable::from_lengths(&lengths.questions, &mut start),
        trials: LazyTable::from_lengths(&lengths.trials, &mut start),
        references: LazyTable::from_lengths(&lengths.references, &mut start),
        claims: LazyTable::from_lengths(&lengths.claims, &mut start),
        synonyms: LazyTable::from_lengths(&lengths.synonyms, &mut start),
    };
    if start == bytes.len() { Ok((directory, records)) } else { Err(postcard::Error::DeserializeUnexpectedEnd) }
}

fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).expect("writing into memory fails only where memory ends")
}

impl Directory {
    /// The directory of a draft without errors; `None` if it has no review.
    pub(super) fn new(draft: &Draft, digest: String) -> Option<Self> {
        let review = draft.review.as_ref()?;
        let listed = listed_drugs(draft);
        let entries = numbered_entries(draft, &listed, review);
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id().clone()).collect();
        let numbers: HashMap<&EntryId, u32> = ids.iter().zip(0..).collect();
        let number = |id: &EntryId| *numbers.get(id).expect("`resolve` found every entry that is named");
        let works: HashMap<&str, u32> = draft.references.iter().map(|work| work.id.name()).zip(0..).collect();
        let cited = |provenance: &Provenance| -> Vec<u32> {
            let work = |citation: &Citation| works.get(citation.reference.as_str());
            let all = provenance.cites.iter().map(work);
            all.map(|work| *work.expect("`resolve` found every work that is cited")).collect()
        };
        let claims = || draft.claims.iter().zip(0..);
        let trials = || draft.trials.iter().zip(0..);
        let by_drugs = listed.iter().flat_map(|drug| drug.provenances().map(|one| (cited(one), number(&drug.id))));
        let by_trials =
            draft.trials.iter().flat_map(|trial| trial.provenances().map(|one| (cited(one), number(&trial.id))));
        Some(Self {
            titles: entries.iter().map(|entry| entry.title().to_owned()).collect(),
            by_id: sorted_positions(&ids),
            routes: routes_of(&listed, review),
            drugs: listed.iter().map(|drug| number(&drug.id)).collect(),
            claim_ids: draft.claims.iter().map(|claim| (*claim.id).clone()).collect(),
            claims_by_id: sorted_positions(&draft.claims.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>()),
            claims_on: grouped(ids.len(), claims().map(|(claim, at)| (pages(claim).map(number).collect(), at))),
            trials_of: grouped(
                listed.len(),
                trials().map(|(trial, at)| (trial.drugs.iter().map(|drug| number(drug)).collect(), at)),
            ),
            citing_claims: grouped(
                works.len(),
                claims().filter_map(|(claim, at)| Some((cited(claim.provenance()?), at))),
            ),
            citing_entries: grouped(works.len(), by_drugs.chain(by_trials)),
            overlay: draft.overlay.clone(),
            review: review.clone(),
            digest,
            ids,
        })
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

    /// The position of a claim among all.
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

    /// The records of a draft, in the order of the directory.
    pub(super) fn new(draft: Draft, directory: &Directory) -> Self {
        let Draft { mut drugs, mut topics, questions, trials, references, claims, pathway, synonyms, .. } = draft;
        drugs.sort_by_key(|drug| directory.number(&drug.id));
        topics.sort_by_key(|topic| topic.id.kind());
        Self {
            drugs: LazyTable::from_values(drugs),
            pathway: LazyTable::from_values(pathway.into_iter().collect()),
            topics: LazyTable::from_values(topics),
            questions: LazyTable::from_values(questions),
            trials: LazyTable::from_values(trials),
            references: LazyTable::from_values(references),
            claims: LazyTable::from_values(claims),
            synonyms: LazyTable::from_values(synonyms),
        }
    }
}

/// The numbers of the drugs of each route, and how many of them are approved.
fn routes_of(drugs: &[&Drug], review: &Review) -> Vec<(Range<usize>, usize)> {
    let mut first = 0;
    let range = |route: &Route| {
        let of_route = || drugs.iter().filter(|drug| drug.route.id == route.id);
        let start = first;
        first += of_route().count();
        (start..first, of_route().filter(|drug| !drug.approvals.is_empty()).count())
    };
    review.terms.routes.iter().map(range).collect()
}

/// All drugs as they are listed: approved ones first, in the order of their first known approval, then the others, most
/// claims first.
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
fn numbered_entries<'d>(draft: &'d Draft, drugs: &[&'d Drug], review: &'d Review) -> Vec<Entry<'d>> {
    let mut entries: Vec<Entry<'d>> = Vec::new();
    entries.extend(drugs.iter().copied().map(Entry::Drug));
    entries.extend(draft.pathway.iter().map(Entry::Pathway));
    entries.extend(draft.topics.iter().map(Entry::Topic));
    entries.extend(draft.questions.iter().map(Entry::Question));
    entries.extend(draft.trials.iter().map(Entry::Trial));
    entries.extend(draft.references.iter().map(Entry::Reference));
    entries.extend([Entry::Review(review), Entry::Since(review), Entry::Approvals(review)]);
    let place = |id: &EntryId| review.terms.routes.iter().position(|route| id.is_drug() && route.id == id.group());
    entries.sort_by_cached_key(|entry| (entry.id().kind(), place(entry.id())));
    entries
}

/// The positions of the values, sorted by value.
fn sorted_positions<T: Ord>(values: &[T]) -> Vec<u32> {
    let mut positions: Vec<(&T, u32)> = values.iter().zip(0..).collect();
    positions.sort_unstable();
    positions.into_iter().map(|(_value, position)| position).collect()
}

/// For each of `count` groups, its members in order, each once. A member comes with the groups that it belongs to.
fn grouped(count: usize, members: impl Iterator<Item = (Vec<u32>, u32)>) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); count];
    for (groups_of_member, member) in members {
        for group in groups_of_member {
            let group: &mut Vec<u32> = &mut groups[group as usize];
            if group.last() != Some(&member) {
                group.push(member);
            }
        }
    }
    groups
}

/// The pages of a claim, the one it was written for first.
fn pages(claim: &Claim) -> impl Iterator<Item = &EntryId> {
    let about = claim.about.iter().map(|about| &**about).filter(|about| **about != claim.home);
    std::iter::once(&claim.home).chain(about)
}
