//! Several words, of which each must fit.
//!
//! Promises: words narrow; a word that stands nearly everywhere is looked for only on what the others have left, so that
//! it costs little and hides nothing.

use super::board::Board;
use super::index::{Index, Shelf};
use super::query::found;
use super::words::Words;

impl Index<'_> {
    /// Finds the entries that every word fits; says whether each misspelt word was close to what it was taken for.
    pub(super) fn find_each(&self, words: &Words, strict: bool, board: &mut Board) -> bool {
        let mut close = true;
        let mut all: Option<Board> = None;
        let mut asked: Vec<&str> = Vec::with_capacity(words.len());
        let mut frequent: Vec<(usize, &str)> = Vec::new();
        for word in words.iter() {
            if asked.contains(&word) {
                continue;
            }
            asked.push(word);
            let places = self.fitting(word, false).map(|(shelf, words, _)| self.shelf(shelf).of(words).len()).sum();
            if places > self.examined {
                frequent.push((places, word));
                continue;
            }
            let mut one = self.board();
            self.find_word(word, false, &mut one);
            self.find_singular(word, &mut one);
            if one.is_empty() {
                self.find_dose(word, &mut one);
            }
            if one.is_empty() && !strict {
                close &= self.find_misspelt(word, &mut one);
            }
            match &mut all {
                Some(all) => all.and(&one),
                None => all = Some(one),
            }
            if all.as_ref().is_some_and(Board::is_empty) {
                break;
            }
        }
        // What stands nearly everywhere is asked for last, and only of the entries that the other words have left.
        frequent.sort();
        for (_, word) in frequent {
            match &mut all {
                Some(all) => all.and(&self.found_among(word, all)),
                None => {
                    let mut one = self.board();
                    self.find_word(word, false, &mut one);
                    self.find_singular(word, &mut one);
                    all = Some(one);
                }
            }
        }
        all.iter().for_each(|all| board.or(all));
        close
    }

    /// The entries of a board that a word fits.
    fn found_among(&self, word: &str, all: &Board) -> Board {
        let mut board = Board::new(self.entry_count(), self.examined * 8);
        let left = all.entries().count();
        let singular = self.singular(word).map(|words| (Shelf::Details, words, true));
        for (shelf, words, exact) in self.fitting(word, false).chain(singular) {
            for list in self.shelf(shelf).each(words) {
                // To look for each entry in a list takes some twenty steps.
                if list.len() / 20 > left {
                    for entry in all.entries() {
                        let start = list.first_from(self.least_of(entry));
                        let end = list.first_from(self.least_of(entry.saturating_add(1)));
                        self.offer(list.cut(start..end), &mut board, |whole| found(shelf.part(), whole, exact));
                    }
                    continue;
                }
                let examined = board.examine(list.len());
                let places = list.cut(0..examined).iter().map(|number| self.place(number));
                for place in places.filter(|place| all.has(place.entry)) {
                    board.offer(place.entry, found(shelf.part(), place.whole, exact).in_text(place.nth));
                }
            }
        }
        board
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::knowledge::compile;
    use crate::search::Index;

    #[test]
    fn an_answer_that_was_cut_says_so_and_keeps_what_is_nearest() {
        let knowledge = compile(Path::new("data"), |_draft, _findings| {}).unwrap().knowledge.unwrap();
        let whole = Index::new(&knowledge);
        let mut cut = Index::new(&knowledge);
        for examined in [1, 20, 150] {
            cut.examined = examined;
            for typed in ["b", "s", "not", "in patients with", "weeks of the study", "not with the", "2021", "nib"] {
                let (all, some) = (whole.search(typed), cut.search(typed));
                assert!(!all.more);
                assert!(some.more || some == all, "{typed}: {examined}");
                let has = |entry: u32| all.hits.iter().any(|hit| hit.entry == entry);
                assert!(some.hits.iter().all(|hit| hit.how.is_near() || has(hit.entry)), "{typed}: {examined}");
                assert_eq!(some.count().ends_with(" or more"), some.more);
            }
            for drug in knowledge.drugs() {
                let answer = cut.search(&drug.name);
                let first = answer.hits.first().and_then(|hit| knowledge.entry_at(hit.entry as usize));
                assert_eq!(first.map(|entry| entry.title()), Some(&**drug.name), "{examined}");
            }
        }
    }
}
