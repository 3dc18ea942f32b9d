//! The words that a misspelling is compared with.
//!
//! Promises: a word is compared letter for letter only if its length and its letters could be near; a digit is never
//! taken for another one but in the code of a drug, since another number is another thing.

use rapidfuzz::distance::osa::{Args, BatchComparator};

use super::index::{Index, number};
use super::letters::{least_edits, signature};
use super::spelling::{Endings, Scales, most_edits, most_halves};

/// A word of a claim is compared only if it is so long that one mistake leaves no doubt of it.
const LONG: usize = 8;

/// A name farther than this from what was typed is no rival of a nearer one.
const FARTHEST: u8 = 3;

/// Words to compare with, each with what tells quickly that it is far.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    words: Vec<Spelt>,
}

#[derive(Clone, Copy, Debug)]
struct Spelt {
    word: u32,
    length: u32,
    letters: u32,
}

/// Every word that can be misspelt.
#[derive(Debug, Default)]
pub(super) struct Speller {
    /// The whole names of drugs: name, brand, code, alias.
    pub(super) drugs: Shelf,
    /// Words of what else an entry is called or described by.
    pub(super) own: Shelf,
    /// Long words of claims.
    pub(super) claims: Shelf,
    /// What several names of drugs end in.
    pub(super) endings: Endings,
    /// Which letters each word of the index has.
    letters: Vec<u32>,
}

/// A word that is near what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) word: u32,
    /// Edits: letters put in, left out, replaced, or changed with the next one.
    pub(super) edits: u8,
    /// Half mistakes.
    pub(super) halves: u8,
    /// Whether it is near enough to be taken for what was meant.
    pub(super) close: bool,
    /// Whether it is near enough to be shown at all.
    pub(super) shown: bool,
}

impl Speller {
    pub(super) fn new(index: &Index<'_>) -> Self {
        let mut speller = Self::default();
        let mut generic = Vec::new();
        for (place, word) in index.words.iter().enumerate() {
            let own = index.own.of(place..place + 1);
            let letters_alone = word.bytes().all(|b| b.is_ascii_lowercase());
            let letters = signature(word.as_bytes());
            let spelt = Spelt { word: number(place), length: number(word.len()), letters };
            speller.letters.push(letters);
            if own.iter().any(|posting| index.names_a_drug(posting)) {
                speller.drugs.words.push(spelt);
                if letters_alone && own.iter().any(|posting| index.is_generic(posting)) {
                    generic.push(&**word);
                }
            }
            if letters_alone && (4..=40).contains(&word.len()) {
                if !own.is_empty() {
                    speller.own.words.push(spelt);
                }
                if word.len() >= LONG && !index.claims.of(place..place + 1).is_empty() {
                    speller.claims.words.push(spelt);
                }
            }
        }
        speller.endings = Endings::of(generic.into_iter());
        speller
    }

    /// The numbers of the words that have every letter of what was typed, in whatever order.
    pub(super) fn with_letters_of(&self, typed: &str) -> impl Iterator<Item = usize> {
        let letters = signature(typed.as_bytes());
        self.letters.iter().enumerate().filter(move |(_, word)| letters & !**word == 0).map(|(place, _)| place)
    }

    /// The names of drugs that are near, with those that are hardly farther than the nearest, best first.
    pub(super) fn drugs_near(&self, index: &Index<'_>, typed: &str) -> Vec<Near> {
        let mut scales = Scales::default();
        let mut near = self.drugs.within(index, typed, |length| most_edits(length).saturating_add(1));
        for near in &mut near {
            self.judge(index, &mut scales, typed, near);
        }
        let nearest = near.iter().filter(|near| near.shown).min_by_key(|near| (near.halves, near.edits)).copied();
        let Some(nearest) = nearest else { return Vec::new() };
        // Whatever else lies within one edit of the nearest may have been meant as well, if the nearest is near at all.
        let as_near = (nearest.edits + 1).min(FARTHEST);
        near.iter_mut().for_each(|near| near.shown |= near.edits <= as_near);
        near.retain(|near| near.shown);
        near.sort_by_key(|near| (near.halves, near.edits));
        near
    }

    /// The names of drugs within a number of edits of a name.
    pub(super) fn drugs_within(&self, index: &Index<'_>, name: &str, edits: usize) -> Vec<Near> {
        self.drugs.within(index, name, |_length| edits)
    }

    fn judge(&self, index: &Index<'_>, scales: &mut Scales, typed: &str, near: &mut Near) {
        let name = index.word(near.word);
        let longer = typed.len().max(name.len());
        near.halves = scales.weigh(typed.as_bytes(), name.as_bytes());
        near.shown = near.halves <= most_halves(longer) && usize::from(near.edits) <= most_edits(longer);
        let digits = typed.bytes().chain(name.bytes()).any(|b| b.is_ascii_digit());
        near.close = near.shown && near.halves <= 3 && !digits;
        if digits {
            // A code with another digit is another code: one slip, and then only to be shown.
            near.shown &= near.edits <= 1;
        }
        if let Some((stem, too_far)) = self.endings.weigh_stems(scales, typed, name) {
            near.shown &= !too_far;
            near.close &= near.shown && stem <= 2;
        }
    }

    /// The names of drugs that begin nearly as what was typed, within one mistake.
    pub(super) fn drugs_beginning_near(&self, index: &Index<'_>, typed: &str) -> Vec<Near> {
        let letters_alone = typed.bytes().all(|b| b.is_ascii_lowercase());
        if typed.len() < 5 || !letters_alone || self.endings.ends(typed) {
            return Vec::new();
        }
        let mut scales = Scales::default();
        let letters = signature(typed.as_bytes());
        let comparator = BatchComparator::new(typed.bytes());
        // Two mistakes in sound count as one; and the beginning may be a letter longer or shorter than what was typed.
        let cutoff = Args::default().score_cutoff(3);
        let could_begin = |spelt: &&Spelt| {
            let name = index.word(spelt.word).as_bytes();
            let beginning = name.get(..typed.len()).unwrap_or(name);
            (letters & !spelt.letters).count_ones() <= 2
                && name.len() + 1 > typed.len()
                && comparator.distance_with_args(beginning.iter().copied(), &cutoff).is_some()
        };
        let mut near: Vec<Near> = self
            .drugs
            .words
            .iter()
            .filter(could_begin)
            .filter_map(|spelt| {
                let name = index.word(spelt.word);
                let halves = scales.weigh_beginning(typed.as_bytes(), name.as_bytes());
                let shown = halves <= 2;
                shown.then_some(Near { word: spelt.word, edits: 1, halves, close: false, shown })
            })
            .collect();
        near.sort_by_key(|near| near.halves);
        near
    }

    /// Words of names, titles and details that are near, best first.
    pub(super) fn own_near(&self, index: &Index<'_>, typed: &str) -> Vec<Near> {
        of_text(index, &self.own, typed)
    }

    /// Long words of claims that are near, best first.
    pub(super) fn claims_near(&self, index: &Index<'_>, typed: &str) -> Vec<Near> {
        if typed.len() < LONG { Vec::new() } else { of_text(index, &self.claims, typed) }
    }
}

/// Words of running text that are near. Words are many and mean little, so less is forgiven than in a name.
fn of_text(index: &Index<'_>, shelf: &Shelf, typed: &str) -> Vec<Near> {
    if !typed.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut scales = Scales::default();
    let mut near = shelf.within(index, typed, |length| match length {
        0..=3 => 0,
        4..=10 => 1,
        _longer => 2,
    });
    for near in &mut near {
        near.halves = scales.weigh(typed.as_bytes(), index.word(near.word).as_bytes());
    }
    near.retain(|near| near.edits < 2 || near.halves <= 3);
    near.sort_by_key(|near| (near.halves, near.edits));
    near
}

impl Shelf {
    /// The numbers of its words.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.words.iter().map(|spelt| spelt.word)
    }

    /// The words within the edits that `most` allows for the longer of two lengths.
    fn within(&self, index: &Index<'_>, typed: &str, most: impl Fn(usize) -> usize) -> Vec<Near> {
        let comparator = BatchComparator::new(typed.bytes());
        let letters = signature(typed.as_bytes());
        let mut near = Vec::new();
        for spelt in &self.words {
            let length = spelt.length as usize;
            let cutoff = most(length.max(typed.len()));
            let apart = length.abs_diff(typed.len());
            if cutoff == 0 || apart > cutoff || least_edits(letters, spelt.letters) as usize > cutoff {
                continue;
            }
            let word = index.word(spelt.word);
            let args = Args::default().score_cutoff(cutoff);
            if let Some(edits) = comparator.distance_with_args(word.bytes(), &args).filter(|edits| *edits > 0) {
                let edits = u8::try_from(edits).unwrap_or(u8::MAX);
                near.push(Near { word: spelt.word, edits, halves: edits * 2, close: false, shown: true });
            }
        }
        near
    }
}
