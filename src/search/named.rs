//! Drugs that are named in full among the words of a query.
//!
//! Promises: such a drug is in the answer, whatever the other words are; where it does not fit them all, the words that
//! it does not fit are known, and what does fit them all is not chosen in its place.

use std::ops::Range;

use super::answer::Hit;
use super::board::{Board, Found};
use super::index::{Index, Place};
use super::rank::{Group, How, rank};
use super::terms::Part;
use super::words::Words;

/// A whole name of one or more drugs that a query contains.
struct Name {
    /// Where the drugs have it.
    drugs: Vec<Place>,
    /// Which words of the query it is.
    words: Range<usize>,
}

/// The drugs that a query names in full.
pub(super) struct Named {
    names: Vec<Name>,
    /// Whether one of them does not fit all words.
    lacking: bool,
    /// The words that fit none of those.
    pub(super) unmatched: Vec<String>,
}

impl Named {
    /// Finds the names in a query, and adds the drugs that the answer so far lacks.
    pub(super) fn add(index: &Index<'_>, words: &Words, board: &mut Board) -> Self {
        let name = |(letters, words): (&str, Range<usize>)| {
            let word = index.words().find(letters.as_bytes())?;
            let drugs: Vec<Place> = index.drugs_named(word).collect();
            (!drugs.is_empty()).then_some(Name { drugs, words })
        };
        // A name that is all that was typed is found as such.
        let names: Vec<Name> = words.runs().filter(|_| words.len() > 1).filter_map(name).collect();
        let is_there = |name: &&Name| name.drugs.iter().any(|place| board.is_named(place.entry));
        let (_there, lacking): (Vec<&Name>, Vec<&Name>) = names.iter().partition(is_there);
        let added: Vec<Place> = lacking.iter().flat_map(|name| name.drugs.iter().copied()).collect();
        let mut unmatched: Vec<String> = Vec::new();
        for (number, word) in words.iter().enumerate().filter(|_| !added.is_empty()) {
            let is_of_name = names.iter().any(|name| name.words.contains(&number));
            if !is_of_name && !unmatched.iter().any(|known| known == word) && !fits_one(index, word, &added) {
                unmatched.push(word.to_owned());
            }
        }
        for place in &added {
            board.insist(place.entry, Found::new(rank(How::Word, Part::Name), (0, 0)).in_text(place.nth));
        }
        let lacking = !added.is_empty();
        Self { names, lacking, unmatched }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Marks the drugs named as rivals where another entry could be taken for them; returns whether one could.
    pub(super) fn mark_rivals(&self, hits: &mut [Hit]) -> bool {
        let Some(first) = hits.first().map(|hit| hit.entry) else { return false };
        let has = |name: &Name, entry: u32| name.drugs.iter().any(|place| place.entry == entry);
        let others = || self.names.iter().filter(|name| !has(name, first));
        // What fits all words while the drug named does not may be what was meant.
        let fits_better = self.lacking && hits.iter().skip(1).any(|hit| hit.group < Group::Claims);
        let doubtful = others().next().is_some() || fits_better;
        let is_rival = |hit: &Hit| {
            hit.group == Group::Drugs
                && (self.lacking || hit.entry == first || others().any(|name| has(name, hit.entry)))
        };
        hits.iter_mut().filter(|hit| doubtful && is_rival(hit)).for_each(|hit| hit.rival = true);
        doubtful
    }
}

/// Whether a text of one of the entries contains a word.
fn fits_one(index: &Index<'_>, word: &str, entries: &[Place]) -> bool {
    let mut board = index.board();
    index.find_word(word, false, &mut board);
    index.find_singular(word, &mut board);
    if board.is_empty() {
        index.find_dose(word, &mut board);
    }
    entries.iter().any(|place| board.has(place.entry))
}
