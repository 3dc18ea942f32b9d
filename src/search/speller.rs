//! The words that a misspelling is compared with.
//!
//! Promises: a word is compared letter for letter only if its beginning, or its length and its letters, could be near; a
//! digit is never taken for another one but in the code of a drug, since another number is another thing.
//!
//! Where one edit is forgiven, the sorted words are walked as a tree. Where more are, a walk would see nearly all of them:
//! of names of drugs, and of long words, a length and a signature of the letters, in one number for each, keep most from
//! being compared.

use std::ops::Range;

use rapidfuzz::distance::osa::{Args, BatchComparator};

use super::index::Index;
use super::letters::{least_edits, signature};
use super::packed::Numbers;
use super::spelling::{Scales, TypedEndings, most_edits, most_halves};
use super::walk;

/// A word of a claim is compared only if it is so long that one mistake leaves no doubt of it.
pub(super) const LONG: usize = 8;

/// Nothing is near so few letters: whatever could be is too short to be told from it.
const SHORTEST: usize = 3;

/// The lengths of words of running text that are compared.
const COMPARED: Range<usize> = 4..41;

/// Where the longer of two words has so many letters two edits are forgiven, elsewhere one. Words of running text are many and mean little,
/// so less is forgiven than in a name.
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
    pub(super) shown: bool,
}

impl Near {
    fn at(word: usize, edits: u8) -> Self {
        Self { word, edits, halves: edits.saturating_mul(2), close: false, shown: true }
    }
}

/// A length and the letters of a word, in one number.
pub(super) fn mark(word: &[u8]) -> u64 {
    (word.len() as u64) << u32::BITS | u64::from(signature(word))
}

/// Whether a word may be taken for one of running text.
fn is_text(word: &[u8]) -> bool {
    COMPARED.contains(&word.len()) && word.iter().all(u8::is_ascii_lowercase)
}

/// Whether a word is one of running text for which two edits may be forgiven: if it is not long enough, then what was
/// typed may be.
pub(super) fn is_long_text(word: &[u8]) -> bool {
    word.len() + 2 >= TWO_EDITS && is_text(word)
}

/// What [`mark`] put together.
fn length_and_letters(mark: u64) -> (usize, u32) {
    let letters = u32::try_from(mark & u64::from(u32::MAX)).unwrap_or(0);
    (usize::try_from(mark >> u32::BITS).unwrap_or(usize::MAX), letters)
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
        let mut scales = Scales::default();
        let endings = self.endings().of(typed);
        let mut near = self.within(self.names(), typed, most_edits_weighed);
        for near in &mut near {
            judge(near, typed, self.words().get(near.word), &endings, &mut scales);
        }
        let nearest = near.iter().filter(|near| near.shown).min_by_key(|near| (near.halves, near.edits)).copied();
        let Some(nearest) = nearest else { return Vec::new() };
        // Whatever else lies within one edit of the nearest may have been meant as well, if the nearest is near at all.
        let as_near = (nearest.edits + 1).min(FARTHEST);
        near.retain(|near| near.shown || near.edits <= as_near);
        for near in near.iter_mut().filter(|near| !near.shown) {
            near.halves = scales.weigh(typed.as_bytes(), self.words().get(near.word));
            near.shown = true;
        }
        nearest_first(&mut near);
        near
    }

    /// The words of a list within the edits that `most` allows for the longer of two lengths.
    fn within(&self, [numbers, marks]: [Numbers<'_>; 2], typed: &str, most: impl Fn(usize) -> usize) -> Vec<Near> {
        let words = self.words();
        let comparator = BatchComparator::new(typed.bytes());
        let letters = signature(typed.as_bytes());
        let near = |(place, mark): (usize, u64)| {
            let (length, others) = length_and_letters(mark);
            let most = most(length.max(typed.len()));
            if length.abs_diff(typed.len()) > most || least_edits(letters, others) as usize > most {
                return None;
            }
            let word = numbers.at(place);
            let args = Args::default().score_cutoff(most);
            let edits = comparator.distance_with_args(words.get(word).iter().copied(), &args)?;
            (edits > 0).then(|| Near::at(word, u8::try_from(edits).unwrap_or(u8::MAX)))
        };
        marks.iter().enumerate().filter_map(near).collect()
    }

    /// The names of drugs one edit from a name.
    pub(super) fn drugs_beside(&self, name: &str) -> Vec<Near> {
        let (words, names) = (self.words(), self.names());
        if name.len() > walk::LONGEST {
            return self.within(names, name, |_length| 1);
        }
        let mut near = Vec::new();
        let [numbers, _] = names;
        let word = |place: usize| words.get(numbers.at(place));
        walk::beside(numbers.len(), word, name.as_bytes(), |place| near.push(Near::at(numbers.at(place), 1)));
        near
    }

    /// The names of drugs that begin nearly as what was typed, within one mistake.
    pub(super) fn drugs_beginning_near(&self, typed: &str) -> Vec<Near> {
        let letters_alone = typed.bytes().all(|b| b.is_ascii_lowercase());
        if typed.len() < 5 || !letters_alone || self.endings().of(typed).any() {
            return Vec::new();
        }
        let (words, [numbers, marks]) = (self.words(), self.names());
        let mut scales = Scales::default();
        let letters = signature(typed.as_bytes());
        let comparator = BatchComparator::new(typed.bytes());
        // Two mistakes in sound count as one; and the beginning may be a letter longer or shorter than what was typed.
        let cutoff = Args::default().score_cutoff(3);
        let mut near: Vec<Near> = Vec::new();
        for (place, mark) in marks.iter().enumerate() {
            let (length, others) = length_and_letters(mark);
            if (letters & !others).count_ones() > 2 || length < typed.len() {
                continue;
            }
            let word = numbers.at(place);
            let name = words.get(word);
            let beginning = name.get(..typed.len()).unwrap_or(name);
            if comparator.distance_with_args(beginning.iter().copied(), &cutoff).is_none() {
                continue;
            }
            let halves = scales.weigh_beginning(typed.as_bytes(), name);
            if halves <= 2 {
                near.push(Near { word, edits: 1, halves, close: false, shown: true });
            }
        }
        nearest_first(&mut near);
        near
    }

    /// Words of running text that are near, best first: of names, titles and details, and long ones of claims.
    pub(super) fn texts_near(&self, typed: &str) -> Vec<Near> {
        let mut scales = Scales::default();
        let mut near = self.texts_by_edits(typed);
        for near in &mut near {
            near.halves = scales.weigh(typed.as_bytes(), self.words().get(near.word));
        }
        near.retain(|near| near.edits < 2 || near.halves <= 3);
        nearest_first(&mut near);
        near
    }

    /// Words of running text within as many edits as are forgiven.
    fn texts_by_edits(&self, typed: &str) -> Vec<Near> {
        if typed.len() < SHORTEST || !typed.bytes().all(|b| b.is_ascii_lowercase()) {
            return Vec::new();
        }
        let words = self.words();
        let mut near = Vec::new();
        walk::beside(
            words.len(),
            |place| words.get(place),
            typed.as_bytes(),
            |place| {
                if is_text(words.get(place)) {
                    near.push(Near::at(place, 1));
                }
            },
        );
        // These lie in the order of their marks, and so of their lengths.
        let [numbers, marks] = self.long_words();
        let with_length = |length: usize| marks.first_from((length as u64) << u32::BITS);
        let range = with_length(typed.len().saturating_sub(2))..with_length(typed.len() + 3);
        let list = [numbers.cut(range.clone()), marks.cut(range)];
        let two = self.within(list, typed, |length| if length < TWO_EDITS { 0 } else { 2 });
        near.extend(two.into_iter().filter(|near| near.edits == 2));
        near
    }
}

/// Says whether a name is near enough, and weighs it if it may be. What is quickly known comes first.
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
    near.sort_by_key(|near| (near.halves, near.edits));
}

#[cfg(test)]
mod tests;
