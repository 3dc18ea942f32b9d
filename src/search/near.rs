//! The words that a misspelling is near to.
//!
//! Promises: a digit is never taken for another one but in the code of a drug, since another number is another thing; two
//! exchanged letters are one edit. Never looks for what was spelt as it is in the base.

use std::ops::Range;

use rapidfuzz::distance::osa::{Args, BatchComparator};

use super::index::{Index, number};
use super::spelling::{Scales, TypedEndings, most_edits, most_halves};

/// A word of a statement is compared only if it is so long that one mistake leaves no doubt of it.
pub(super) const LONG: usize = 8;

/// Nothing is near so few letters: whatever could be is too short to be told from it.
const SHORTEST: usize = 3;

/// The lengths of words of running text that are compared.
const COMPARED: Range<usize> = 4..41;

/// From this length of the longer word on two edits are forgiven, below it one. Words of running text are many
/// and mean little, so less is forgiven than in a name.
const TWO_EDITS: usize = 11;

/// A name farther than this from what was typed is no rival of a nearer one.
const FARTHEST: u8 = 3;

/// A word that is near what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// Its number.
    pub(super) word: usize,
    /// Edits: letters put in, left out, replaced, or changed with the next one.
    pub(super) edits: u8,
    /// Half mistakes.
    pub(super) halves: u8,
    /// Whether it is near enough to be taken for what was meant.
    pub(super) close: bool,
    /// Whether it is near enough to be shown at all.
    shown: bool,
}

impl Near {
    fn at(word: usize, edits: u8) -> Self {
        Self { word, edits, halves: edits.saturating_mul(2), close: false, shown: true }
    }
}

/// Whether a word may be taken for one of running text.
fn is_text(word: &str) -> bool {
    COMPARED.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Edits up to which a name is weighed: those that may lie between it and what was typed, and those of a rival.
fn most_edits_weighed(length: usize) -> usize {
    let most = most_edits(length);
    most.max(most.saturating_add(1).min(usize::from(FARTHEST)))
}

impl Index<'_> {
    /// The names of drugs that are near, with those that are hardly farther than the nearest, best first.
    pub(super) fn drugs_near(&self, typed: &str) -> Vec<Near> {
        if typed.len() < SHORTEST {
            return Vec::new();
        }
        let tables = self.tables();
        let word = |near: &Near| &tables.words[near.word];
        let mut scales = Scales::default();
        let endings = TypedEndings::of(typed, &tables.endings);
        let mut near = self.names_within(typed, most_edits_weighed);
        for near in &mut near {
            judge(near, typed, word(near).as_bytes(), &endings, &mut scales);
        }
        let nearest = near.iter().filter(|near| near.shown).min_by_key(|near| (near.halves, near.edits)).copied();
        let Some(nearest) = nearest else { return Vec::new() };
        // Whatever else lies within one edit of the nearest may have been meant as well, if the nearest is near at all.
        let as_near = (nearest.edits + 1).min(FARTHEST);
        near.retain(|near| near.shown || near.edits <= as_near);
        for near in near.iter_mut().filter(|near| !near.shown) {
            near.halves = scales.weigh(typed.as_bytes(), word(near).as_bytes());
            near.shown = true;
        }
        nearest_first(&mut near);
        near
    }

    /// The names of drugs one edit from a name.
    pub(super) fn drugs_beside(&self, name: &str) -> Vec<Near> {
        self.names_within(name, |_length| 1)
    }

    fn names_within(&self, typed: &str, most: impl Fn(usize) -> usize) -> Vec<Near> {
        let tables = self.tables();
        let names = tables.drug_names.iter().map(|name| (*name as usize, &tables.words[*name as usize]));
        within(names, typed, most)
    }

    /// The names of drugs that begin nearly as what was typed, within one mistake.
    pub(super) fn drugs_beginning_near(&self, typed: &str) -> Vec<Near> {
        let tables = self.tables();
        let letters_alone = typed.bytes().all(|b| b.is_ascii_lowercase());
        if typed.len() < 5 || !letters_alone || TypedEndings::of(typed, &tables.endings).any() {
            return Vec::new();
        }
        let mut scales = Scales::default();
        let comparator = BatchComparator::new(typed.bytes());
        // Two mistakes in sound count as one; and the beginning may be a letter longer or shorter than what was typed.
        let cutoff = Args::default().score_cutoff(3);
        let mut near: Vec<Near> = Vec::new();
        for word in tables.drug_names.iter().map(|word| *word as usize) {
            let name = tables.words[word].as_bytes();
            let Some(beginning) = name.get(..typed.len()) else { continue };
            if comparator.distance_with_args(beginning.iter().copied(), &cutoff).is_none() {
                continue;
            }
            let halves = scales.weigh_beginning(typed.as_bytes(), name);
            if halves <= 2 {
                near.push(Near { halves, ..Near::at(word, 1) });
            }
        }
        nearest_first(&mut near);
        near
    }

    /// Words of running text that are near, best first.
    pub(super) fn words_near(&self, typed: &str) -> Vec<Near> {
        if typed.len() < SHORTEST || !typed.bytes().all(|b| b.is_ascii_lowercase()) {
            return Vec::new();
        }
        let words = self.tables().words.iter().enumerate().filter(|(_, word)| is_text(word));
        let mut near = within(words, typed, |length| if length < TWO_EDITS { 1 } else { 2 });
        let mut scales = Scales::default();
        for near in &mut near {
            near.halves = scales.weigh(typed.as_bytes(), self.tables().words[near.word].as_bytes());
        }
        near.retain(|near| near.edits < 2 || near.halves <= 3);
        nearest_first(&mut near);
        near
    }
}

/// The words within as many edits as `most` allows for the longer of two lengths, but not the same ones.
fn within<'w>(words: impl Iterator<Item = (usize, &'w str)>, typed: &str, most: impl Fn(usize) -> usize) -> Vec<Near> {
    let comparator = BatchComparator::new(typed.bytes());
    let near = |(place, word): (usize, &str)| {
        let most = most(word.len().max(typed.len()));
        if word.len().abs_diff(typed.len()) > most {
            return None;
        }
        let edits = comparator.distance_with_args(word.bytes(), &Args::default().score_cutoff(most))?;
        (edits > 0).then(|| Near::at(place, u8::try_from(edits).expect("few edits are allowed")))
    };
    words.filter_map(near).collect()
}

/// Says whether a name is near enough, and weighs it if it may be.
fn judge(near: &mut Near, typed: &str, name: &[u8], endings: &TypedEndings<'_>, scales: &mut Scales) {
    let longer = typed.len().max(name.len());
    let digits = typed.bytes().chain(name.iter().copied()).any(|b| b.is_ascii_digit());
    // A code with another digit is another code: one slip, and then only to be shown.
    near.shown = usize::from(near.edits) <= if digits { most_edits(longer).min(1) } else { most_edits(longer) };
    let stems = if near.shown { endings.weigh_stems(scales, name) } else { None };
    near.shown &= stems.is_none_or(|(_, too_far)| !too_far);
    if near.shown {
        near.halves = scales.weigh(typed.as_bytes(), name);
        near.shown = near.halves <= most_halves(longer);
        near.close = near.shown && near.halves <= 3 && !digits && stems.is_none_or(|(stem, _)| stem <= 2);
    }
}

fn nearest_first(near: &mut [Near]) {
    near.sort_by_key(|near| (near.halves, near.edits, number(near.word)));
}

#[cfg(test)]
mod tests {
    use super::{most_edits, most_edits_weighed};

    #[test]
    fn a_name_that_is_shown_is_weighed() {
        for length in 0..50 {
            assert!(most_edits_weighed(length) >= most_edits(length));
            assert!(most_edits_weighed(length) <= most_edits(length) + 1);
        }
    }
}
