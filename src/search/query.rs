//! A query and its answer.
//!
//! Promises: exact, prefix and words first; spelling only where no name was found, a loose match only where nothing was.
//! Several words narrow: each must fit the entry. `=` before the words asks for these letters and no others.

use super::alike;
use super::board::{Board, Found};
use super::index::{Index, Posting};
use super::rank::{Group, How, rank};
use super::speller::Near;
use super::terms::Part;
use super::words::Words;

/// A word shorter than this is looked for in claims only as it stands: what begins with two letters is everything.
const SHORT: usize = 3;

/// One entry that was found. What there is to say of it, [`Index::shown`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number of the entry in the index.
    pub(super) entry: u32,
    /// The number of the term in which it was found.
    pub(super) term: u32,
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
    pub(super) fn new(entry: u32, term: u32, (how, part): (How, Part), distance: (u8, u8), group: Group) -> Self {
        Self { entry, term, how, part, edits: distance.1, group, rival: false }
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
}

impl Answer {
    /// How many hits there are of each group that has any, in words: "3 drugs, 2 trials".
    pub fn counts(&self) -> String {
        let count = |group: Group| self.hits.iter().filter(|hit| hit.group == group).count();
        let counted = Group::ALL.into_iter().map(|group| (group, count(group))).filter(|(_, count)| *count > 0);
        let words: Vec<String> = counted.map(|(group, count)| format!("{count} {}", group.noun(count))).collect();
        words.join(", ")
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
        let mut board = Board::new(self.entries.len());
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
        Answer { query: query.to_owned(), hits, ambiguous }
    }

    /// Every drug, as it is listed before anything is typed.
    pub fn drugs(&self) -> Answer {
        let drugs = (0_u32..).zip(&self.entries).filter(|(_, entry)| entry.group == Group::Drugs);
        let hit = |(number, entry): (u32, &super::index::Listed<'_>)| {
            Hit::new(number, entry.term, (How::Exact, Part::Name), (0, 0), Group::Drugs)
        };
        Answer { query: String::new(), hits: drugs.map(hit).collect(), ambiguous: false }
    }

    /// Finds the names, titles and words that are a word or begin with it.
    fn find_word(&self, word: &str, alone: bool, board: &mut Board) {
        let range = self.beginning_with(word);
        // The word itself, if it is one, is the first of those that begin with it.
        let is_word = self.words.get(range.start).is_some_and(|first| **first == *word);
        let exact = range.start..range.start + usize::from(is_word);
        let longer = exact.end..range.end;
        for (words, exact) in [(exact.clone(), true), (longer.clone(), false)] {
            for posting in self.own.of(words) {
                board.offer(posting.entry, found(posting, exact));
            }
        }
        let short = word.len() < SHORT;
        if !short || !alone {
            self.claims.of(exact).iter().for_each(|posting| board.offer(posting.entry, found(posting, true)));
        }
        if !short {
            self.claims.of(longer).iter().for_each(|posting| board.offer(posting.entry, found(posting, false)));
        }
    }

    /// Finds the class word of which a word may be the plural.
    fn find_singular(&self, word: &str, board: &mut Board) {
        let Some(singular) = word.strip_suffix('s').filter(|singular| singular.len() > SHORT) else { return };
        let place = self.words.partition_point(|other| **other < *singular);
        if self.words.get(place).is_some_and(|other| **other == *singular) {
            let details = self.own.of(place..place + 1).iter().filter(|posting| posting.part == Part::Detail);
            details.for_each(|posting| board.offer(posting.entry, found(posting, true)));
        }
    }

    /// Finds a number and its unit that were typed without a space.
    fn find_dose(&self, word: &str, board: &mut Board) {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let amount = word.strip_suffix(unit).unwrap_or_default();
        if !unit.is_empty() && !amount.is_empty() && unit.bytes().all(|b| b.is_ascii_lowercase()) {
            let mut other = Board::new(self.entries.len());
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
        for word in words.iter() {
            if asked.contains(&word) {
                continue;
            }
            asked.push(word);
            let mut one = Board::new(self.entries.len());
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
        all.iter().for_each(|all| board.or(all));
        close
    }

    /// Finds what is near in spelling where no name was found, and what is loosely alike where nothing was.
    fn find_near(&self, typed: &str, board: &mut Board) -> bool {
        let is_of = |wanted: fn(Group) -> bool| {
            move |entry: usize| self.entries.get(entry).is_some_and(|entry| wanted(entry.group))
        };
        let mut close = true;
        if board.is_empty() {
            close = self.find_misspelt(typed, board);
        } else if !board.any(Part::Name, is_of(|group| group == Group::Drugs)) {
            // A work that has the word in its title does not mean that it is spelt as it was meant. A trial or topic
            // that has it does, and so does a class word, unless it is one slip away from the name of a drug.
            let described = board.any(Part::Detail, is_of(|group| group < Group::References));
            close = self.find_drug_misspelt(typed, if described { 1 } else { u8::MAX }, board);
        }
        if board.is_empty() {
            self.find_loosely(typed, board);
        }
        close
    }

    fn find_drug_misspelt(&self, typed: &str, edits: u8, board: &mut Board) -> bool {
        let mut near = self.speller.drugs_near(self, typed);
        near.retain(|near| near.edits <= edits);
        if near.is_empty() && edits == u8::MAX {
            near = self.speller.drugs_beginning_near(self, typed);
        }
        self.offer_names(&near, How::Typo, board);
        near.first().is_none_or(|nearest| nearest.close)
    }

    fn find_misspelt(&self, typed: &str, board: &mut Board) -> bool {
        let close = self.find_drug_misspelt(typed, u8::MAX, board);
        let named = !board.is_empty();
        for near in self.speller.own_near(self, typed) {
            for posting in self.own.of(one(near.word)) {
                // A class word that is misspelt describes drugs; next to a name that was meant it would be noise.
                if !(named && self.group(posting.entry) == Group::Drugs) {
                    board.offer(posting.entry, misspelt(posting, &near));
                }
            }
        }
        for near in self.speller.claims_near(self, typed) {
            let postings = self.claims.of(one(near.word));
            postings.iter().for_each(|posting| board.offer(posting.entry, misspelt(posting, &near)));
        }
        close
    }

    /// Notes the drugs of which some words are the whole names.
    pub(super) fn offer_names(&self, near: &[Near], how: How, board: &mut Board) {
        for near in near {
            for posting in self.own.of(one(near.word)).iter().filter(|posting| self.names_a_drug(posting)) {
                let found = Found::new(rank(how, Part::Name), (near.halves, near.edits), posting.term);
                board.insist(posting.entry, found);
            }
        }
    }

    /// Finds names and titles that have what was typed inside a word, and names that have its letters in order.
    fn find_loosely(&self, typed: &str, board: &mut Board) {
        if typed.len() < SHORT {
            return;
        }
        // Whoever typed the ending of a family of names has typed a whole name, though not one of the base.
        let whole_name = self.speller.endings.ends(typed);
        for place in self.speller.with_letters_of(typed) {
            let Some(word) = self.words.get(place).filter(|word| word.len() > typed.len()) else { continue };
            let inside = word.contains(typed);
            if !inside && (whole_name || !in_order(typed, word)) {
                continue;
            }
            for posting in self.own.of(place..place + 1) {
                let fits = match posting.part {
                    Part::Name => inside || (posting.whole && self.group(posting.entry) <= Group::Trials),
                    Part::Title => inside && !posting.whole,
                    Part::Detail | Part::Claim => false,
                };
                if fits {
                    let found = Found::new(rank(How::Fuzzy, posting.part), (0, 0), posting.term);
                    board.offer(posting.entry, found);
                }
            }
        }
    }
}

fn one(word: u32) -> std::ops::Range<usize> {
    word as usize..word as usize + 1
}

/// How a posting of a word fits, where the word is what was typed or begins with it.
fn found(posting: &Posting, exact: bool) -> Found {
    let how = match (posting.part, posting.whole, exact) {
        (Part::Name | Part::Title, true, true) => How::Exact,
        (Part::Name | Part::Title, true, false) => How::Prefix,
        (Part::Name | Part::Title, false, _) | (Part::Detail | Part::Claim, _, _) => How::Word,
    };
    // Among words, the whole detail comes before one of its words, and that before the beginning of one.
    let distance = match (how, posting.whole, exact) {
        (How::Word, true, true) | (How::Exact | How::Prefix | How::Typo | How::Fuzzy, _, _) => 0,
        (How::Word, false, true) => 1,
        (How::Word, _, false) => 2,
    };
    Found::new(rank(how, posting.part), (distance, 0), posting.term)
}

fn misspelt(posting: &Posting, near: &Near) -> Found {
    Found::new(rank(How::Typo, posting.part), (near.halves, near.edits), posting.term)
}

/// Whether a word begins as what was typed and has the rest of its letters in this order.
fn in_order(typed: &str, word: &str) -> bool {
    let mut letters = word.bytes();
    typed.as_bytes().first() == word.as_bytes().first() && typed.bytes().all(|b| letters.any(|letter| letter == b))
}
