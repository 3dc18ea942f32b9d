//! The names and titles that have something inside a word.
//!
//! Promises: finds what a look at every name and title would find, and looks only at those that have three letters of it.

use super::index::Index;
use super::letters::threes;
use super::packed::Numbers;

impl Index<'_> {
    /// Those of some words that have another one inside and are longer.
    pub(super) fn around<'a>(&'a self, word: &'a str, perhaps: Numbers<'a>) -> impl Iterator<Item = usize> {
        let letters = word.as_bytes();
        (0..perhaps.len()).map(move |place| perhaps.at(place)).filter(move |other| {
            let other = self.words().get(*other);
            other.len() > letters.len() && other.windows(letters.len()).any(|some| some == letters)
        })
    }

    /// The words of names and titles that may have what was typed inside: those with the three letters of it that the
    /// fewest have.
    pub(super) fn perhaps_around(&self, typed: &str) -> Numbers<'_> {
        let with = |three: u32| self.threes().of(three as usize..three as usize + 1);
        threes(typed.as_bytes()).map(with).min_by_key(Numbers::len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::knowledge::compile;
    use crate::search::Index;
    use crate::search::index::Shelf;

    #[test]
    fn a_word_is_found_in_every_name_and_title_around_it() {
        let knowledge = compile(Path::new("data"), |_draft, _findings| {}).unwrap().knowledge.unwrap();
        let index = Index::new(&knowledge);
        let words = index.words();
        for typed in ["ib", "nib", "citi", "itch", "1056", "zzz"] {
            let around: Vec<usize> = index.around(typed, index.perhaps_around(typed)).collect();
            let called = |place: &usize| {
                let shelves = [Shelf::Drugs, Shelf::Trials, Shelf::Names].into_iter();
                let named = shelves.map(|shelf| index.shelf(shelf).of(*place..place + 1).len()).sum::<usize>() > 0;
                named || index.places(Shelf::Titles, *place..place + 1).any(|place| !place.whole)
            };
            let inside = |place: &usize| {
                let word = std::str::from_utf8(words.get(*place)).unwrap();
                word.len() > typed.len() && word.contains(typed)
            };
            let expected: Vec<usize> = (0..words.len()).filter(inside).filter(called).collect();
            assert_eq!(around, if typed.len() < 3 { Vec::new() } else { expected }, "{typed}");
        }
    }
}
