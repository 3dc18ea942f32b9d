//! From an id or a name to an entry, for commands that must not guess.
//!
//! Promises: a name in full, by itself, or nothing. A misspelt name is answered with what is near, to be read and not to
//! be taken. Needs no index unless the name is wrong.

use rapidfuzz::distance::osa;

use super::index::Index;
use super::texts::{Part, own_texts};
use super::words::Words;
use crate::knowledge::{EntryId, Kind, Knowledge};
use crate::layout::fold;

/// What a name on the command line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// This entry.
    One(EntryId),
    /// Each of these; the reader must choose.
    Several(Vec<EntryId>),
    /// Nothing; these are near in spelling.
    Nothing(Vec<EntryId>),
}

/// How many near names are worth reading.
const MANY: usize = 4;

/// What an id or a bare name stands for.
pub fn resolve(index: &Index<'_>, text: &str) -> Resolution {
    let ids = meant(index.knowledge, text);
    match ids.as_slice() {
        [one] => Resolution::One(one.clone()),
        [] => Resolution::Nothing(near(index, text)),
        [_, _, ..] => Resolution::Several(ids),
    }
}

/// Whether a text is an id, or the name of one entry or more.
pub fn is_name(knowledge: &Knowledge, text: &str) -> bool {
    !meant(knowledge, text).is_empty()
}

/// The entry with an id, or those with a name; drugs alone where a drug has it.
fn meant(knowledge: &Knowledge, text: &str) -> Vec<EntryId> {
    let id = text.parse::<EntryId>().ok().filter(|id| id.kind() != Kind::Review && knowledge.entry(id).is_some());
    if let Some(id) = id {
        return vec![id];
    }
    let wanted = Words::of(text);
    let drugs = named(knowledge, &wanted, &[Kind::Drug]);
    if drugs.is_empty() { named(knowledge, &wanted, Kind::ALL) } else { drugs }
}

/// The entries of some kinds that have a name, hyphens and spaces aside.
fn named(knowledge: &Knowledge, wanted: &Words, kinds: &[Kind]) -> Vec<EntryId> {
    let kinds = kinds.iter().filter(|kind| **kind != Kind::Review);
    let ids = kinds.flat_map(|kind| knowledge.ids(*kind));
    let is_wanted = |name: &str| Words::of(name).squeezed() == wanted.squeezed();
    ids.filter(|id| {
        let mut found = is_wanted(id.name());
        each_name(knowledge, id, |name| found |= is_wanted(name));
        found
    })
    .cloned()
    .collect()
}

fn each_name(knowledge: &Knowledge, id: &EntryId, mut each: impl FnMut(&str)) {
    let entry = knowledge.entry(id).expect("the base lists the ids of its entries");
    for (field, text) in own_texts(entry) {
        match field.part() {
            Part::Name | Part::Title => each(&text),
            Part::Detail | Part::Statement => {}
        }
    }
}

/// The entries whose ids or names are nearest in spelling: drugs as the search finds them, then others.
fn near(index: &Index<'_>, text: &str) -> Vec<EntryId> {
    let (group, name) = text.split_once('/').unwrap_or(("", text));
    let answer = index.search(name);
    let misspelt = answer.hits.iter().filter(|hit| hit.how.is_near());
    let mut near: Vec<EntryId> = misspelt.map(|hit| index.target(hit).0).filter(EntryId::is_drug).collect();
    if near.iter().any(|id| id.group() == group) {
        near.retain(|id| id.group() == group);
    }
    for id in by_distance(index.knowledge, text) {
        if !near.contains(&id) {
            near.push(id);
        }
    }
    near.truncate(MANY);
    near
}

fn by_distance(knowledge: &Knowledge, text: &str) -> Vec<EntryId> {
    let wanted = fold(text);
    let limit = (wanted.chars().count() / 3).max(1);
    let distance = |to: &str| osa::distance(wanted.chars(), to.chars());
    let ids = Kind::ALL.iter().filter(|kind| **kind != Kind::Review).flat_map(|kind| knowledge.ids(*kind));
    let mut near: Vec<(usize, &EntryId)> = ids
        .filter_map(|id| {
            let mut nearest = distance(&id.to_string()).min(distance(id.name()));
            each_name(knowledge, id, |name| nearest = nearest.min(distance(&fold(name))));
            (nearest <= limit).then_some((nearest, id))
        })
        .collect();
    near.sort_by_key(|(distance, _id)| *distance);
    near.into_iter().map(|(_distance, id)| id.clone()).collect()
}
