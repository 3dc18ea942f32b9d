//! Numbers the entries of a draft and writes them into tables.

use std::cmp::Reverse;
use std::ops::Range;

use super::super::hashed::HashMap;
use super::super::order::sort_by_cached_key;
use super::rows::Writer;
use super::{Head, record};
use crate::knowledge::entry::Entry;
use crate::knowledge::id::EntryId;
use crate::knowledge::model::{Citation, Claim, Draft, Drug, Provenance, Review};

/// A draft as bytes: what an archive is made of once the draft has passed every check.
pub(in crate::knowledge) struct Stored {
    /// Without the digest of the files.
    pub(super) head: Head,
    pub(super) tables: Vec<u8>,
    pub(super) records: Vec<u8>,
}

impl Stored {
    /// `None` if there is no review in the draft.
    pub(in crate::knowledge) fn of(draft: &Draft) -> Option<Self> {
        let review = draft.review.as_ref()?;
        let drugs = sorted_drugs(draft);
        let (head, writer) = stored(draft, &drugs, review);
        let (tables, records) = writer.into_bytes();
        Some(Self { head, tables, records })
    }
}

fn stored<'d>(draft: &'d Draft, in_order: &'d [&'d Drug], review: &'d Review) -> (Head, Writer) {
    let entries = entries(draft, in_order, review);
    let numbers: HashMap<&EntryId, u32> = (0..).zip(&entries).map(|(number, entry)| (entry.id(), number)).collect();
    let number = |id: &EntryId| numbers.get(id).copied();
    let works: HashMap<&str, u32> =
        (0..).zip(&draft.references).map(|(work, reference)| (reference.id.name(), work)).collect();
    let work = |citation: &Citation| works.get(citation.reference.as_str()).copied();
    let of_works = |provenance: &'d Provenance| provenance.cites.iter().filter_map(work);
    let claims = || (0..).zip(&draft.claims);
    let cited = claims().filter_map(|(number, claim)| Some((number, claim.provenance()?)));
    let starts = std::array::from_fn(|kind| entries.partition_point(|entry| (entry.id().kind() as usize) < kind));
    let approved = std::array::from_fn(|kind| {
        let is_approved = |drug: &&Drug| drug.id.kind() as usize == kind && !drug.approvals.is_empty();
        draft.drugs.iter().filter(is_approved).count()
    });
    let drugs = entries.partition_point(|entry| entry.id().kind().route().is_some());

    let mut writer = Writer::default();
    let head = Head {
        digest: String::new(),
        overlay: draft.overlay.clone(),
        starts,
        approved,
        pathway: draft.pathway.as_ref().and_then(|pathway| number(&pathway.id)).map(|number| number as usize),
        entries: writer.rows_elsewhere(&entries, stored_entry),
        names: writer.texts(entries.iter().map(|entry| entry.id().name())),
        titles: writer.texts(entries.iter().map(Entry::title)),
        by_name: writer.numbers(sorted(&entries, Entry::id)),
        drugs: writer.numbers(in_order.iter().filter_map(|drug| number(&drug.id))),
        claims: writer.rows_elsewhere(&draft.claims, record),
        claim_ids: writer.texts(draft.claims.iter().map(|claim| claim.id.as_str())),
        claims_by_id: writer.numbers(sorted(&draft.claims, |claim| claim.id.as_str())),
        claims_on: writer.lists(gathered(entries.len(), claims(), |claim| pages(claim).filter_map(number)).iter()),
        trials_of: writer.lists(
            gathered(drugs, (0..).zip(&draft.trials), |trial| trial.drugs.iter().filter_map(|drug| number(drug)))
                .iter(),
        ),
        citing_claims: writer.lists(gathered(works.len(), cited, of_works).iter()),
        citing_entries: writer.lists(gathered(works.len(), provenances(draft, in_order, number), of_works).iter()),
        review: review.clone(),
    };
    (head, writer)
}

/// Approved drugs first, in the order of their first known approval, and the others by how many claims there are of them:
/// what somebody looks for stands where it is seen.
fn sorted_drugs(draft: &Draft) -> Vec<&Drug> {
    let mut claims: HashMap<&EntryId, usize> = HashMap::default();
    // A clinic's notes change nothing about the order.
    for claim in draft.claims.iter().filter(|claim| claim.note().is_none()) {
        for id in std::iter::once(&claim.home).chain(claim.about.iter().map(|about| &**about)) {
            *claims.entry(id).or_default() += 1;
        }
    }
    let mut drugs: Vec<&Drug> = draft.drugs.iter().collect();
    sort_by_cached_key(&mut drugs, |drug| {
        let first = drug.approvals.iter().filter_map(|approval| approval.on.as_deref().copied()).min();
        let claims = if drug.approvals.is_empty() { claims.get(&drug.id).copied().unwrap_or(0) } else { 0 };
        (drug.approvals.is_empty(), first.is_none(), first, Reverse(claims), drug.name.to_lowercase())
    });
    drugs
}

/// Every entry in the order of its number. The pathway is the first of its kind.
fn entries<'d>(draft: &'d Draft, drugs: &[&'d Drug], review: &'d Review) -> Vec<Entry<'d>> {
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

/// An entry as a record; that of the review is empty, since it stands in the head.
fn stored_entry(entry: &Entry<'_>, records: &mut Vec<u8>) {
    match *entry {
        Entry::Drug(drug) => record(drug, records),
        Entry::Topic(topic) => record(topic, records),
        Entry::Pathway(pathway) => record(pathway, records),
        Entry::Question(question) => record(question, records),
        Entry::Trial(trial) => record(trial, records),
        Entry::Reference(reference) => record(reference, records),
        Entry::Review(_) | Entry::Since(_) => {}
    }
}

/// The numbers of some values, in the order of a key.
fn sorted<'v, T, K: Ord + ?Sized + 'v>(values: &'v [T], key: impl Fn(&'v T) -> &'v K) -> Vec<u32> {
    let mut keyed: Vec<(&K, u32)> = values.iter().map(key).zip(0..).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, number)| number).collect()
}

/// For each of `count` things the numbers of the values that `of` finds to belong to it, each once.
fn gathered<T, I: Iterator<Item = u32>>(
    count: usize,
    values: impl Iterator<Item = (u32, T)>,
    of: impl Fn(T) -> I,
) -> Lists {
    let mut ranges = vec![0..0; count];
    let mut pairs: Vec<(usize, u32)> = Vec::new();
    for (number, value) in values {
        for thing in of(value).map(|thing| thing as usize).filter(|thing| *thing < count) {
            ranges[thing].end += 1;
            pairs.push((thing, number));
        }
    }
    // Each list has room for as many as were found, and is empty.
    let mut room = 0;
    for range in &mut ranges {
        let length = range.end;
        *range = room..room;
        room += length;
    }
    let mut numbers = vec![0; room];
    for (thing, number) in pairs {
        let range = &mut ranges[thing];
        if numbers[range.clone()].last() != Some(&number) {
            numbers[range.end] = number;
            range.end += 1;
        }
    }
    Lists { numbers, ranges }
}

/// Lists of numbers, one behind the other, since most are short and would each need memory of its own.
struct Lists {
    numbers: Vec<u32>,
    ranges: Vec<Range<usize>>,
}

impl Lists {
    fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.ranges.iter().map(|range| &self.numbers[range.clone()])
    }
}

/// The pages on which a claim stands, the one it was written for first.
fn pages(claim: &Claim) -> impl Iterator<Item = &EntryId> {
    let about = claim.about.iter().map(|about| &**about).filter(|about| **about != claim.home);
    std::iter::once(&claim.home).chain(about)
}

/// The provenances of what is no claim, each with the number of its drug or trial.
fn provenances<'d>(
    draft: &'d Draft,
    drugs: &'d [&'d Drug],
    number: impl Fn(&EntryId) -> Option<u32> + Copy,
) -> impl Iterator<Item = (u32, &'d Provenance)> {
    let drugs = drugs.iter().filter_map(move |drug| Some((number(&drug.id)?, drug)));
    let trials = draft.trials.iter().filter_map(move |trial| Some((number(&trial.id)?, trial)));
    let of_drugs = drugs.flat_map(|(number, drug)| drug.provenances().map(move |one| (number, one)));
    of_drugs.chain(trials.flat_map(|(number, trial)| trial.provenances().map(move |one| (number, one))))
}
