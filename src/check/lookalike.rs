//! Drugs whose names are mistaken for each other.
//!
//! Promises: finds every pair of drugs that look alike by any name, brand or alias, and asks each drug to name the other.
//! Never says that a pair was mistaken somewhere; only that it could be.

mod candidates;

use std::collections::BTreeMap;
use std::collections::HashSet;

use rapidfuzz::distance::osa;

use crate::knowledge::{Code, Diagnostic, Draft, Drug, EntryId, Findings, Located};

/// Names at most this many edits apart look alike. An edit adds, drops or changes a letter, or swaps two neighbours.
const EDITS: usize = 2;

/// A name of at least this many letters looks like a longer name that contains it.
const CONTAINED: usize = 5;

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    let of_drug = |(number, drug): (usize, _)| names(drug).map(move |name| (number, name.to_lowercase()));
    let lower: Vec<(usize, String)> = draft.drugs.iter().enumerate().flat_map(of_drug).collect();
    let written: Vec<&Located<String>> = draft.drugs.iter().flat_map(names).collect();
    // The nearest pair of names of each pair of drugs, so that each pair is asked for once.
    let mut pairs: BTreeMap<(&EntryId, &EntryId), Pair<'_>> = BTreeMap::new();
    for (one, two) in candidates::pairs(&lower) {
        let Some(likeness) = likeness(&lower[one].1, &lower[two].1) else { continue };
        let (drug, other) = (&draft.drugs[lower[one].0], &draft.drugs[lower[two].0]);
        let pair = Pair { drug, name: written[one], other, other_name: written[two], likeness };
        let nearest = pairs.entry((&drug.id, &other.id)).or_insert(pair);
        if pair.likeness < nearest.likeness {
            *nearest = pair;
        }
    }
    let known: HashSet<&EntryId> = draft.drugs.iter().map(|drug| &drug.id).collect();
    for pair in pairs.values() {
        for pair in [*pair, pair.swapped()] {
            // A name under `near` that leads nowhere has been reported, and may be the one that is asked for.
            if pair.drug.near.iter().all(|near| known.contains(&**near)) {
                findings.extend(missing(pair));
            }
        }
    }
}

fn names(drug: &Drug) -> impl Iterator<Item = &Located<String>> {
    [&drug.name].into_iter().chain(&drug.brands).chain(&drug.aliases)
}

#[derive(Clone, Copy)]
struct Pair<'d> {
    drug: &'d Drug,
    name: &'d Located<String>,
    other: &'d Drug,
    other_name: &'d Located<String>,
    likeness: Likeness,
}

impl Pair<'_> {
    fn swapped(self) -> Self {
        Self { drug: self.other, name: self.other_name, other: self.drug, other_name: self.name, ..self }
    }
}

/// How two names are alike, closest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Edits(usize),
    Contained,
}

fn likeness(a: &str, b: &str) -> Option<Likeness> {
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    if a_length.abs_diff(b_length) <= EDITS {
        let edits = osa::distance(a.chars(), b.chars());
        // Two edits leave nothing of a name of two letters.
        if edits <= EDITS && edits < a_length.min(b_length) {
            return Some(Likeness::Edits(edits));
        }
    }
    let contained = (a_length >= CONTAINED && b.contains(a)) || (b_length >= CONTAINED && a.contains(b));
    contained.then_some(Likeness::Contained)
}

/// Reports that the first drug of a pair does not name the second.
fn missing(pair: Pair<'_>) -> Option<Diagnostic> {
    let Pair { drug, name, other, other_name, likeness } = pair;
    if drug.near.iter().any(|near| **near == other.id) {
        return None;
    }
    let (drug_id, other_id) = (&drug.id, &other.id);
    let alike = match likeness {
        Likeness::Edits(0) => format!("{:?} is a name of two drugs", **name),
        Likeness::Edits(1) => format!("{:?} and {:?} differ in one place", **name, **other_name),
        Likeness::Edits(places) => format!("{:?} and {:?} differ in {places} places", **name, **other_name),
        Likeness::Contained => format!("one of {:?} and {:?} contains the other", **name, **other_name),
    };
    let message = format!("{alike}, but `{drug_id}` does not warn of `{other_id}`");
    Some(
        Diagnostic::new(Code::L001, name.span(), message)
            .secondary_label(other_name.span(), "the name it could be mistaken for")
            .help(format!("add \"{other_id}\" to `near` of `{drug_id}`")),
    )
}
