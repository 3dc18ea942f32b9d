//! Drugs whose names are taken for each other.
//!
//! Promises: no pair that is alike is missed, by whatever name, brand or alias, and each drug is asked to name the other.
//! Never says that a pair was confused somewhere; only that it could be.

mod candidates;

use std::collections::BTreeMap;
use std::collections::HashSet;

use rapidfuzz::distance::osa;

use crate::knowledge::{Code, Diagnostic, Draft, Drug, EntryId, Findings, Located};

/// Names so many edits apart, or fewer, look alike. An edit adds, drops or changes a letter, or swaps two neighbours.
const EDITS: usize = 2;

/// A name of at least so many letters that stands inside another name is taken for it.
const CONTAINED: usize = 5;

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    let names: Vec<(&Drug, &Located<String>, String)> = draft
        .drugs
        .iter()
        .flat_map(|drug| {
            let names = [&drug.name].into_iter().chain(&drug.brands).chain(&drug.aliases);
            names.map(move |name| (drug, name, name.to_lowercase()))
        })
        .collect();
    // The nearest pair of names of each pair of drugs, so that each pair is asked for once.
    let mut pairs: BTreeMap<(&EntryId, &EntryId), Pair<'_>> = BTreeMap::new();
    let lowers: Vec<&str> = names.iter().map(|(_drug, _name, lower)| lower.as_str()).collect();
    for (one, two) in candidates::pairs(&lowers) {
        let (Some((drug, name, lower)), Some((other, other_name, other_lower))) = (names.get(one), names.get(two))
        else {
            continue;
        };
        if drug.id == other.id {
            continue;
        }
        let Some(likeness) = likeness(lower, other_lower) else { continue };
        let pair = Pair { drug, name, other, other_name, likeness };
        let known = pairs.entry((&drug.id, &other.id)).or_insert(pair);
        if pair.likeness < known.likeness {
            *known = pair;
        }
    }
    let known: HashSet<&EntryId> = draft.drugs.iter().map(|drug| &drug.id).collect();
    for pair in pairs.values() {
        for pair in [*pair, pair.turned()] {
            // A name under `near` that leads nowhere has been reported, and may be the one that is asked for.
            if pair.drug.near.iter().all(|near| known.contains(&**near)) {
                findings.extend(missing(pair));
            }
        }
    }
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
    /// The same pair, seen from the other drug.
    fn turned(self) -> Self {
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
        // Of a name of two letters, two edits leave nothing.
        if edits <= EDITS && edits < a_length.min(b_length) {
            return Some(Likeness::Edits(edits));
        }
    }
    let contained = (a_length >= CONTAINED && b.contains(a)) || (b_length >= CONTAINED && a.contains(b));
    contained.then_some(Likeness::Contained)
}

/// That the first drug of a pair does not name the second.
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
        Likeness::Contained => format!("one of {:?} and {:?} stands inside the other", **name, **other_name),
    };
    let message = format!("{alike}, and `{drug_id}` does not warn of `{other_id}`");
    Some(
        Diagnostic::new(Code::L001, name.span(), message)
            .secondary_label(other_name.span(), "the name it could be taken for")
            .help(format!("add \"{}\" to `near` of `{}`", other.id, drug.id)),
    )
}
