//! A query and its answer.
//!
//! Promises: exact, prefix and words first; spelling only where no name was found, a loose match only where nothing was.
//! Several words narrow: each must fit the entry. `=` before the words asks for these letters and no others.

use std::ops::Range;

use super::alike;
use super::board::{Board, EXAMINED, Found};
use super::index::{Index, Place, Shelf};
use super::packed::Numbers;
use super::rank::{Group, How, rank};
use super::speller::{LONG, Near};
use super::terms::Part;
use super::words::Words;
use crate::knowledge::with_commas;

/// A word shorter than this is looked for in claims only as it stands: what begins with two letters is everything.
const SHORT: usize = 3;

/// One entry that was found. What there is to say of it, [`Index::shown`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number of the entry.
    pub(super) entry: u32,
    /// In which of its texts it was found.
    pub(super) nth: u32,
    /// How it was found.
    pub how: How,
    pub(super) part: Part,
    /// The edits between what was typed and the name; 0 but for typing errors.
    pub(super) edits: u8,
    /// With what it is listed.
    pub group: Group,
    /// Whether it is one of several drugs that may be meant, or one that perhaps is.
    pub rival: bool,
}

impl Hit {
    /// What was found in a text of an entry.
    pub(super) fn new((entry, nth): (u32, u32), (how, part): (How, Part), distance: (u8, u8), group: Group) -> Self {
        Self { entry, nth, how, part, edits: distance.1, group, rival: false }
    }
}

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was typed.
    pub query: String,
    /// What was found, group for group, best first.
    pub hits: Vec<Hit>,
    /// Whether more than one drug may be meant, or one that is only near: nothing may be chosen for the reader.
    pub ambiguous: bool,
    /// Whether more would be found, but so much of it that not all was looked at. What is nearest was looked at first.
    pub more: bool,
}

impl Answer {
    /// How many hits there are of each group that has any, in words: "3 drugs, 2 trials".
    pub fn counts(&self) -> String {
        let mut counts = [0; Group::ALL.len()];
        for hit in &self.hits {
            counts.get_mut(hit.group as usize).into_iter().for_each(|count| *count += 1);
        }
        let counted = Group::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        let words = counted.map(|(group, count)| format!("{} {}", self.number(count), group.noun(count)));
        words.collect::<Vec<_>>().join(", ")
    }

    /// How many hits there are: "12", or "1,000 or more" where not all was looked at.
    pub fn count(&self) -> String {
        self.number(self.hits.len())
    }

    fn number(&self, count: usize) -> String {
        if self.more { format!("{} or more", with_commas(&count.to_string())) } else { count.to_string() }
    }

    /// Why nothing is chosen, and what to mind; `None` where the first hit may be chosen.
    pub fn caution(&self) -> Option<(&'static str, &'static str)> {
        let drugs = self.hits.iter().filter(|hit| hit.rival).count();
        let near = self.hits.first().is_some_and(|hit| hit.how.is_near());
        match (self.ambiguous, drugs, near) {
            (false, _, _) => None,
            (true, 0, _) => Some(("No entry is called so", "these pages speak of it")),
            (true, _, true) => Some(("Only near in spelling", "it may be another drug")),
            (true, _, false) => Some(("More than one drug fits", "check the name and the route")),
        }
    }
}

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
        if !strict {
            close &= self.find_near(words.squeezed(), &mut board);
        }
        alike::add(self, &words, &mut board);
        let mut hits = board.ranked(|entry| self.group(entry));
        let ambiguous = alike::mark_rivals(self, &mut hits, close);
        Answer { query: query.to_owned(), hits, ambiguous, more: board.cut }
    }

    fn board(&self) -> Board {
        Board::new(self.entry_count())
    }

    /// Every drug, as it is listed before anything is typed.
    pub fn drugs(&self) -> Answer {
        let hit = |drug| Hit::new((drug, 0), (How::Exact, Part::Name), (0, 0), Group::Drugs);
        Answer { hits: (0..self.drug_count()).map(hit).collect(), ..Answer::default() }
    }

    /// Finds the names, titles and words that are a word or begin with it.
    fn find_word(&self, word: &str, alone: bool, board: &mut Board) {
        for (shelf, words, exact) in self.fitting(word, alone) {
            self.offer(self.shelf(shelf).of(words), board, |place| found(shelf.part(), place, exact));
        }
    }

    /// The words that are a word or begin with it, shelf for shelf, and whether they are it.
    fn fitting(&self, word: &str, alone: bool) -> impl Iterator<Item = (Shelf, Range<usize>, bool)> {
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
    fn offer(&self, places: Numbers<'_>, board: &mut Board, found: impl Fn(&Place) -> Found) {
        let examined = board.examine(places.len());
        for number in places.cut(0..examined).iter() {
            let place = self.place(number);
            board.offer(place.entry, found(&place));
        }
    }

    /// Finds the class word of which a word may be the plural.
    fn find_singular(&self, word: &str, board: &mut Board) {
        if let Some(singular) = self.singular(word) {
            let details = self.shelf(Shelf::Details).of(singular);
            self.offer(details, board, |place| found(Part::Detail, place, true));
        }
    }

    fn singular(&self, word: &str) -> Option<Range<usize>> {
        let singular = word.strip_suffix('s').filter(|singular| singular.len() > SHORT)?;
        self.words().find(singular.as_bytes()).map(one)
    }

    /// Finds a number and its unit that were typed without a space.
    fn find_dose(&self, word: &str, board: &mut Board) {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let amount = word.strip_suffix(unit).unwrap_or_default();
        if !unit.is_empty() && !amount.is_empty() && unit.bytes().all(|b| b.is_ascii_lowercase()) {
            let mut other = self.board();
            self.find_word(amount, false, board);
            self.find_word(unit, false, &mut other);
            board.and(&other);
        }
    }

    /// Finds the entries that every word fits; says whether each misspelt word was close to what it was taken for.
    fn find_each(&self, words: &Words, strict: bool, board: &mut Board) -> bool {
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
            if places > EXAMINED {
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
        frequent.sort_unstable();
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
        let mut board = self.board().examining(EXAMINED * 8);
        let left = all.entries().count();
        let singular = self.singular(word).map(|words| (Shelf::Details, words, true));
        for (shelf, words, exact) in self.fitting(word, false).chain(singular) {
            for list in self.shelf(shelf).each(words) {
                // To look for each entry in a list takes some twenty steps.
                if list.len() / 20 > left {
                    for entry in all.entries() {
                        let start = list.first_from(self.least_of(entry));
                        let end = list.first_from(self.least_of(entry.saturating_add(1)));
                        self.offer(list.cut(start..end), &mut board, |place| found(shelf.part(), place, exact));
                    }
                    continue;
                }
                let examined = board.examine(list.len());
                let places = list.cut(0..examined).iter().map(|number| self.place(number));
                for place in places.filter(|place| all.has(place.entry)) {
                    board.offer(place.entry, found(shelf.part(), &place, exact));
                }
            }
        }
        board
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

    fn find_misspelt(&self, typed: &str, board: &mut Board) -> bool {
        let close = self.find_drug_misspelt(typed, u8::MAX, board);
        let named = !board.is_empty();
        for near in self.texts_near(typed) {
            let long = typed.len().min(self.words().get(near.word).len()) >= LONG;
            for shelf in Shelf::ALL.into_iter().filter(|shelf| *shelf != Shelf::Claims || long) {
                let places = self.shelf(shelf).of(one(near.word));
                let examined = board.examine(places.len());
                for place in places.cut(0..examined).iter().map(|number| self.place(number)) {
                    // A class word that is misspelt describes drugs; next to a name that was meant it would be noise.
                    let noise = named && shelf != Shelf::Claims && self.group(place.entry) == Group::Drugs;
                    if !noise {
                        board.offer(place.entry, misspelt(shelf.part(), &place, &near));
                    }
                }
            }
        }
        close
    }

    /// Notes the drugs of which some words are the whole names.
    pub(super) fn offer_names(&self, near: &[Near], how: How, board: &mut Board) {
        for near in near {
            for place in self.drugs_named(near.word) {
                let found = Found::new(rank(how, Part::Name), (near.halves, near.edits), place.nth);
                board.insist(place.entry, found);
            }
        }
    }

    /// Finds names and titles that have what was typed inside a word, and names that have its letters in order.
    fn find_loosely(&self, typed: &str, board: &mut Board) {
        if typed.len() < SHORT {
            return;
        }
        let loosely = |part: Part, place: &Place| Found::new(rank(How::Fuzzy, part), (0, 0), place.nth);
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
    word..word + 1
}

/// How a place of a word fits, where the word is what was typed or begins with it.
fn found(part: Part, place: &Place, exact: bool) -> Found {
    let how = match (part, place.whole, exact) {
        (Part::Name | Part::Title, true, true) => How::Exact,
        (Part::Name | Part::Title, true, false) => How::Prefix,
        (Part::Name | Part::Title, false, _) | (Part::Detail | Part::Claim, _, _) => How::Word,
    };
    // Among words, the whole detail comes before one of its words, and that before the beginning of one.
    let distance = match (how, place.whole, exact) {
        (How::Word, true, true) | (How::Exact | How::Prefix | How::Typo | How::Fuzzy, _, _) => 0,
        (How::Word, false, true) => 1,
        (How::Word, _, false) => 2,
    };
    Found::new(rank(how, part), (distance, 0), place.nth)
}

fn misspelt(part: Part, place: &Place, near: &Near) -> Found {
    Found::new(rank(How::Typo, part), (near.halves, near.edits), place.nth)
}

/// Whether a word begins as what was typed and has the rest of its letters in this order.
fn in_order(typed: &str, word: &[u8]) -> bool {
    let mut letters = word.iter();
    typed.as_bytes().first() == word.first() && typed.bytes().all(|b| letters.any(|letter| *letter == b))
}
