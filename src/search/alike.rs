//! Drugs that could be mistaken for one another.
//!
//! Promises: where a name that was typed stands inside the name of another drug, or is one edit away from it, the other
//! drug is found as well; where more than one drug may be meant, or the one found is only near, the answer says so.

use std::ops::Range;

use super::answer::Hit;
use super::board::{Board, Found};
use super::index::Index;
use super::rank::{Group, How, rank};
use super::terms::Part;
use super::words::Words;

/// So many letters inside another name are no coincidence.
const SUBSTANTIAL: usize = 4;

/// Adds the drugs whose names could be mistaken for one that was typed, or that is being typed.
pub(super) fn add(index: &Index<'_>, words: &Words, board: &mut Board) {
    let whole = words.squeezed();
    if whole.len() >= SUBSTANTIAL && is_named(index, index.beginning_with(whole)) {
        add_for(index, whole, board);
    }
    // A name among several words counts only where there is a drug that they all fit.
    if !board.any(Part::Claim, |entry| index.group(entry) == Group::Drugs) {
        return;
    }
    let is_name = |word: &str| index.words().find(word.as_bytes()).is_some_and(|word| is_named(index, word..word + 1));
    for word in words.iter().filter(|word| *word != whole && word.len() >= SUBSTANTIAL && is_name(word)) {
        add_for(index, word, board);
    }
}

fn add_for(index: &Index<'_>, word: &str, board: &mut Board) {
    contained(index, word, board);
    index.offer_names(&index.drugs_beside(word), How::Typo, board);
}

/// Whether a word of some that follow each other is the whole name of a drug.
fn is_named(index: &Index<'_>, words: Range<usize>) -> bool {
    let [names, _] = index.names();
    names.get(names.first_from(words.start as u64)).is_some_and(|name| name < words.end as u64)
}

/// Adds the drugs inside whose names a word stands.
fn contained(index: &Index<'_>, word: &str, board: &mut Board) {
    let inside = Found::new(rank(How::Fuzzy, Part::Name), (0, 0));
    // A drug that is called so is not mistaken for itself under a longer name.
    let own: Vec<u32> = index
        .words()
        .find(word.as_bytes())
        .into_iter()
        .flat_map(|word| index.drugs_named(word))
        .map(|place| place.entry)
        .collect();
    for name in index.around(word, index.perhaps_around(word)) {
        for place in index.drugs_named(name).filter(|place| !own.contains(&place.entry)) {
            board.insist(place.entry, inside.in_text(place.nth));
        }
    }
}

/// Marks the drugs that may be meant as rivals; returns whether nothing may be chosen for the reader.
pub(super) fn mark_rivals(index: &Index<'_>, hits: &mut [Hit], close: bool) -> bool {
    let drugs = hits.iter().take_while(|hit| hit.group == Group::Drugs).count();
    let Some(best) = hits.first().copied() else { return false };
    if drugs == 0 {
        // A drug whose page mentions what was typed is not what was typed. Only where that is plainly the name of
        // something else is there no doubt about it.
        let named = match (best.how, best.group) {
            (How::Exact, _) | (How::Prefix, Group::Trials | Group::Topics | Group::Questions) => {
                best.group != Group::Claims
            }
            (How::Prefix, _) | (How::Word | How::Typo | How::Fuzzy, _) => false,
        };
        return !named && hits.iter().any(|hit| index.group(hit.entry) == Group::Drugs);
    }
    let may_be_meant = |hit: &Hit| match best.how {
        // What was typed is a name, or the beginning of one: so is each of these, or could be taken for it. A class
        // word next to a name only describes.
        How::Exact | How::Prefix | How::Word => hit.part <= best.part,
        How::Typo => hit.how == How::Typo && hit.edits <= best.edits.saturating_add(1),
        How::Fuzzy => true,
    };
    let mut rivals = 0;
    for hit in hits.iter_mut().take(drugs).filter(|hit| may_be_meant(hit)) {
        hit.rival = true;
        rivals += 1;
    }
    let doubtful = match (best.how, best.part) {
        (How::Exact | How::Prefix | How::Word, _) => false,
        (How::Typo, Part::Name) => !close,
        (How::Typo, _) | (How::Fuzzy, _) => true,
    };
    rivals > 1 || doubtful
}
