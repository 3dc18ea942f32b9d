//! A query and its answer.
//!
//! Promises: exact, prefix and words first; spelling only where no name was found, a loose match only where nothing was.
//! Several words narrow: each must fit the entry. `=` before the words asks for these letters and no others.

use std::ops::Range;

use super::alike;
use super::answer::{Answer, Hit};
use super::board::{Board, Found};
use super::index::{Index, Place, Shelf};
use super::named::Named;
use super::packed::Numbers;
use super::rank::{Group, How, rank};
use super::speller::{LONG, Near};
use super::terms::Part;
use super::words::Words;

/// A word shorter than this is looked for in claims only as it stands: what begins with two letters is everything.
const SHORT: usize = 3;

impl Index<'_> {
    /// The entries that fit every word of a query; none for an empty one.
    pub fn search(&self, query: &str) -> Answer {
        let text = query.trim();
        let (strict, text) = text.strip_prefix('=').map_or((false, text), |text| (true, text));
        let words = Words::of(text);
        if words.len() == 0 {
            return Answer { query: query.to_owned(), ..Answer::default() };
        }
        let mut board = self.board();
        let alone = words.len() == 1;
        self.find_word(words.squeezed(), alone, &mut board);
        self.find_singular(words.squeezed(), &mut board);
        let mut close = true;
        if !alone {
            close = self.find_each(&words, strict, &mut board);
        }
        let named = Named::add(self, &words, &mut board);
        // What is typed behind a whole name is no misspelling of it.
        if !strict && named.is_empty() {
            close &= self.find_near(words.squeezed(), &mut board);
        }
        alike::add(self, &words, &mut board);
        let mut hits = board.ranked(|entry| self.group(entry));
        let ambiguous = alike::mark_rivals(self, &mut hits, close) | named.mark_rivals(&mut hits);
        Answer { query: query.to_owned(), hits, ambiguous, more: board.cut, unmatched: named.unmatched }
    }

    pub(super) fn board(&self) -> Board {
        Board::new(self.entry_count(), self.examined)
    }

    /// Every drug, as it is listed before anything is typed.
    pub fn drugs(&self) -> Answer {
        let hit = |drug| Hit::new((drug, 0), (How::Exact, Part::Name), (0, 0), Group::Drugs);
        Answer { hits: (0..self.drug_count()).map(hit).collect(), ..Answer::default() }
    }

    /// Finds the names, titles and words that are a word or begin with it.
    pub(super) fn find_word(&self, word: &str, alone: bool, board: &mut Board) {
        for (shelf, words, exact) in self.fitting(word, alone) {
            self.offer(self.shelf(shelf).of(words), board, |whole| found(shelf.part(), whole, exact));
        }
    }

    /// The words that are a word or begin with it, shelf for shelf, and whether they are it.
    pub(super) fn fitting(&self, word: &str, alone: bool) -> impl Iterator<Item = (Shelf, Range<usize>, bool)> {
        let range = self.beginning_with(word);
        // The word itself, if it is one, is the first of those that begin with it.
        let is_word = !range.is_empty() && self.words().get(range.start).len() == word.len();
        let exact = range.start..range.start + usize::from(is_word);
        let longer = exact.end..range.end;
        let short = word.len() < SHORT;
        let shelves = Shelf::ALL.into_iter().flat_map(move |shelf| {
            let [exact, longer] = [exact.clone(), longer.clone()];
            [(shelf, exact, true), (shelf, longer, false)]
        });
        shelves.filter(move |(shelf, words, exact)| {
            let looked_for = *shelf != Shelf::Claims || !short || (*exact && !alone);
            looked_for && !words.is_empty()
        })
    }

    /// Notes the entries of some places, as far as the board may examine them.
    ///
    /// `found` is asked once for whole texts and once for others.
    pub(super) fn offer(&self, places: Numbers<'_>, board: &mut Board, found: impl Fn(bool) -> Found) {
        let examined = board.examine(places.len());
        let (part, whole) = (found(false), found(true));
        for place in places.cut(0..examined).iter().map(|number| self.place(number)) {
            board.offer(place.entry, if place.whole { whole } else { part }.in_text(place.nth));
        }
    }

    /// Finds the class word of which a word may be the plural.
    pub(super) fn find_singular(&self, word: &str, board: &mut Board) {
        if let Some(singular) = self.singular(word) {
            let details = self.shelf(Shelf::Details).of(singular);
            self.offer(details, board, |whole| found(Part::Detail, whole, true));
        }
    }

    pub(super) fn singular(&self, word: &str) -> Option<Range<usize>> {
        let singular = word.strip_suffix('s').filter(|singular| singular.len() > SHORT)?;
        self.words().find(singular.as_bytes()).map(one)
    }

    /// Finds a number and its unit that were typed without a space.
    pub(super) fn find_dose(&self, word: &str, board: &mut Board) {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let amount = word.strip_suffix(unit).unwrap_or_default();
        if !unit.is_empty() && !amount.is_empty() && unit.bytes().all(|b| b.is_ascii_lowercase()) {
            let mut other = self.board();
            self.find_word(amount, false, board);
            self.find_word(unit, false, &mut other);
            board.and(&other);
        }
    }

    /// Finds what is near in spelling where no name was found, and what is loosely alike where nothing was.
    fn find_near(&self, typed: &str, board: &mut Board) -> bool {
        let mut close = true;
        if board.is_empty() {
            close = self.find_misspelt(typed, board);
        } else if !board.any(Part::Name, |entry| self.group(entry) == Group::Drugs) {
            // A work that has the word in its title does not mean that it is spelt as it was meant. A trial or topic
            // that has it does, and so does a class word, unless it is one slip away from the name of a drug.
            let described = board.any(Part::Detail, |entry| self.group(entry) < Group::References);
            close = self.find_drug_misspelt(typed, if described { 1 } else { u8::MAX }, board);
        }
        if board.is_empty() {
            self.find_loosely(typed, board);
        }
        close
    }

    fn find_drug_misspelt(&self, typed: &str, edits: u8, board: &mut Board) -> bool {
        let mut near = self.drugs_near(typed);
        near.retain(|near| near.edits <= edits);
        if near.is_empty() && edits == u8::MAX {
            near = self.drugs_beginning_near(typed);
        }
        self.offer_names(&near, How::Typo, board);
        near.first().is_none_or(|nearest| nearest.close)
    }

    pub(super) fn find_misspelt(&self, typed: &str, board: &mut Board) -> bool {
        let close = self.find_drug_misspelt(typed, u8::MAX, board);
        let named = !board.is_empty();
        for near in self.texts_near(typed) {
            let long = typed.len().min(self.words().get(near.word).len()) >= LONG;
            for shelf in Shelf::ALL.into_iter().filter(|shelf| *shelf != Shelf::Claims || long) {
                let misspelt = Found::new(rank(How::Typo, shelf.part()), (near.halves, near.edits));
                let places = self.shelf(shelf).of(one(near.word));
                let examined = board.examine(places.len());
                for place in places.cut(0..examined).iter().map(|number| self.place(number)) {
                    // A class word that is misspelt describes drugs; next to a name that was meant it would be noise.
                    let noise = named && shelf != Shelf::Claims && self.group(place.entry) == Group::Drugs;
                    if !noise {
                        board.offer(place.entry, misspelt.in_text(place.nth));
                    }
                }
            }
        }
        close
    }

    /// Notes the drugs of which some words are the whole names.
    pub(super) fn offer_names(&self, near: &[Near], how: How, board: &mut Board) {
        for near in near {
            let found = Found::new(rank(how, Part::Name), (near.halves, near.edits));
            self.drugs_named(near.word).for_each(|place| board.insist(place.entry, found.in_text(place.nth)));
        }
    }

    /// Finds names and titles that have what was typed inside a word, and names that have its letters in order.
    fn find_loosely(&self, typed: &str, board: &mut Board) {
        if typed.len() < SHORT {
            return;
        }
        let loosely = |part: Part, place: &Place| Found::new(rank(How::Fuzzy, part), (0, 0)).in_text(place.nth);
        let perhaps = self.perhaps_around(typed);
        let perhaps = perhaps.cut(0..board.examine(perhaps.len()));
        for word in self.around(typed, perhaps) {
            for shelf in [Shelf::Drugs, Shelf::Trials, Shelf::Names, Shelf::Titles] {
                let inside = |place: &Place| shelf != Shelf::Titles || !place.whole;
                for place in self.places(shelf, one(word)).filter(inside) {
                    board.offer(place.entry, loosely(shelf.part(), &place));
                }
            }
        }
        // Whoever typed the ending of a family of names has typed a whole name, though not one of the base.
        if self.endings().of(typed).any() {
            return;
        }
        let beginning = self.beginning_with(typed.get(..1).unwrap_or_default());
        for shelf in [Shelf::Drugs, Shelf::Trials] {
            let names = self.shelf(shelf).keys;
            let range = names.first_from(beginning.start as u64)..names.first_from(beginning.end as u64);
            let examined = board.examine(range.len());
            for word in
                names.cut(range.start..range.start + examined).iter().filter_map(|word| usize::try_from(word).ok())
            {
                let letters = self.words().get(word);
                if letters.len() > typed.len() && in_order(typed, letters) {
                    for place in self.places(shelf, one(word)).filter(|place| place.whole) {
                        board.offer(place.entry, loosely(Part::Name, &place));
                    }
                }
            }
        }
    }
}

fn one(word: usize) -> Range<usize> {
    word..word.saturating_add(1)
}

/// How a word fits that is what was typed, exactly, or begins with it; where it is a whole text or stands in one.
pub(super) fn found(part: Part, whole: bool, exact: bool) -> Found {
    let how = match (part, whole, exact) {
        (Part::Name | Part::Title, true, true) => How::Exact,
        (Part::Name | Part::Title, true, false) => How::Prefix,
        (Part::Name | Part::Title, false, _) | (Part::Detail | Part::Claim, _, _) => How::Word,
    };
    // Among words, the whole detail comes before one of its words, and that before the beginning of one.
    let distance = match (how, whole, exact) {
        (How::Word, true, true) | (How::Exact | How::Prefix | How::Typo | How::Fuzzy, _, _) => 0,
        (How::Word, false, true) => 1,
        (How::Word, _, false) => 2,
    };
    Found::new(rank(how, part), (distance, 0))
}

/// Whether a word begins as what was typed and has the rest of its letters in this order.
fn in_order(typed: &str, word: &[u8]) -> bool {
    let mut letters = word.iter();
    typed.as_bytes().first() == word.first() && typed.bytes().all(|b| letters.any(|letter| *letter == b))
}
