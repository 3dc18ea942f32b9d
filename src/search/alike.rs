//! Drugs that could be mistaken for one another.
//!
//! Promises: where a name that was typed stands inside the name of another drug, or is one edit away from it, the other
//! drug is found as well; where more than one drug may be meant, or the one found is only near, the answer says so.

use super::board::{Board, Found};
use super::index::Index;
use super::query::Hit;
use super::rank::{Group, How, rank};
use super::terms::Part;
use super::words::Words;

/// So many letters inside another name are no coincidence.
const SUBSTANTIAL: usize = 4;

/// Adds the drugs whose names could be mistaken for one that was typed, or that is being typed.
pub(super) fn add(index: &Index<'_>, words: &Words, board: &mut Board) {
    let whole = words.squeezed();
    let begun = index.own.of(index.beginning_with(whole));
    if whole.len() >= SUBSTANTIAL && begun.iter().any(|posting| index.names_a_drug(posting)) {
        add_for(index, whole, board);
    }
    // A name among several words counts only where there is a drug that they all fit.
    if !board.any(Part::Claim, |entry| index.entries.get(entry).is_some_and(|entry| entry.group == Group::Drugs)) {
        return;
    }
    for word in words.iter().filter(|word| *word != whole && word.len() >= SUBSTANTIAL && is_name(index, word)) {
        add_for(index, word, board);
    }
}

fn add_for(index: &Index<'_>, word: &str, board: &mut Board) {
    contained(index, word, board);
    index.offer_names(&index.speller.drugs_within(index, word, 1), How::Typo, board);
}

/// Whether a word is the whole name of a drug.
fn is_name(index: &Index<'_>, word: &str) -> bool {
    let range = index.beginning_with(word);
    let is_word = index.words.get(range.start).is_some_and(|first| **first == *word);
    is_word && index.own.of(range.start..range.start + 1).iter().any(|posting| index.names_a_drug(posting))
}

/// Adds the drugs inside whose names a word stands.
fn contained(index: &Index<'_>, word: &str, board: &mut Board) {
    for number in index.speller.drugs.numbers() {
        let name = index.word(number);
        if name.len() > word.len() && name.contains(word) {
            let place = number as usize;
            for posting in index.own.of(place..place + 1).iter().filter(|posting| index.names_a_drug(posting)) {
                let found = Found::new(rank(How::Fuzzy, Part::Name), (0, 0), posting.term);
                board.insist(posting.entry, found);
            }
        }
    }
}

/// Marks the drugs that may be meant as rivals; returns whether nothing may be chosen for the reader.
pub(super) fn mark_rivals(index: &Index<'_>, hits: &mut [Hit], close: bool) -> bool {
    let drugs = hits.iter().take_while(|hit| hit.group == Group::Drugs).count();
    let Some(best) = hits.first().copied() else { return false };
    if drugs == 0 {
        // A drug whose page mentions what was typed is not what was typed.
        let is_drug = index.group(best.entry) == Group::Drugs;
        return best.group == Group::Claims && is_drug;
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
