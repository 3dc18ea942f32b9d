//! The entries that are called what was typed, or nearly so.
//!
//! Promises: exact, beginning and words first; spelling only where no name was found, a loose match only where nothing was.
//! Where a name that was typed is inside the name of another drug, or one edit away from it, the other drug is found as
//! well. Never looks at what pages say.

use std::collections::BTreeMap;

use super::index::{Index, is_drug, number};
use super::near::Near;
use super::rank::{How, of_rank, rank};
use super::spelling::TypedEndings;
use super::texts::Part;
use super::words::Words;
use crate::knowledge::Kind;

/// The fewest letters that are looked for in their order within a name.
const LOOSE: usize = 5;

/// From this length on a name inside another one is no coincidence.
const SUBSTANTIAL: usize = 4;

/// How an entry was found; the better is the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// The place in the table of ranks.
    rank: u8,
    halves: u8,
    pub(super) edits: u8,
    /// The text in which it was found.
    pub(super) text: u32,
}

impl Found {
    fn new(how: How, part: Part, text: u32) -> Self {
        Self { rank: rank(how, part), halves: 0, edits: 0, text }
    }

    fn near(how: How, part: Part, near: &Near, text: u32) -> Self {
        Self { halves: near.halves, edits: near.edits, ..Self::new(how, part, text) }
    }

    /// Whether what was typed is the whole text.
    pub(super) fn is_whole(self) -> bool {
        self.halves == 0 && self.edits == 0
    }

    /// How, and in what kind of text.
    pub(super) fn how(self) -> (How, Part) {
        of_rank(self.rank)
    }
}

/// The entries found, each by the best way, in the order of the base.
#[derive(Clone, Debug, Default)]
pub(super) struct Board(pub(super) BTreeMap<u32, Found>);

impl Board {
    /// Notes how an entry was found, unless it was found better.
    fn offer(&mut self, entry: u32, found: Found) {
        self.0.entry(entry).and_modify(|best| *best = (*best).min(found)).or_insert(found);
    }

    /// Keeps what both have, found as well as the worse of them.
    fn and(&mut self, other: &Self) {
        self.0 = std::mem::take(&mut self.0)
            .into_iter()
            .filter_map(|(entry, found)| Some((entry, found.max(*other.0.get(&entry)?))))
            .collect();
    }

    fn or(&mut self, other: Self) {
        other.0.into_iter().for_each(|(entry, found)| self.offer(entry, found));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an entry that is wanted was found in a text no farther from it than `part`.
    pub(super) fn any(&self, part: Part, is_wanted: impl Fn(u32) -> bool) -> bool {
        self.0.iter().any(|(entry, found)| found.how().1 <= part && is_wanted(*entry))
    }

    /// The entries found, best first; of equals the one that is listed first.
    pub(super) fn best_first(&self) -> Vec<(u32, Found)> {
        let mut found: Vec<(u32, Found)> = self.0.iter().map(|(entry, found)| (*entry, *found)).collect();
        found.sort_by_key(|(_entry, found)| (found.rank, found.halves, found.edits));
        found
    }
}

/// What the entries found are called, and whether the nearest name is close enough to be taken for what was meant.
pub(super) struct Called {
    pub(super) board: Board,
    pub(super) close: bool,
}

impl Index<'_> {
    /// The entries that are called as all of some words say; `strict` asks for these letters and no others.
    pub(super) fn called(&self, words: &Words, strict: bool) -> Called {
        let mut board = Board::default();
        let mut close = true;
        self.find_word(words.squeezed(), &mut board);
        if words.len() > 1 {
            let mut all: Option<Board> = None;
            for word in words.iter() {
                let mut one = Board::default();
                self.find_word(word, &mut one);
                if one.is_empty() && !strict {
                    self.find_misspelt_text(word, &mut one);
                }
                match &mut all {
                    Some(all) => all.and(&one),
                    None => all = Some(one),
                }
            }
            all.into_iter().for_each(|all| board.or(all));
        }
        if !strict {
            close = self.find_near(words.squeezed(), words.len() == 1, &mut board);
        }
        self.add_look_alikes(words.squeezed(), &mut board);
        Called { board, close }
    }

    pub(super) fn is_drug(&self, entry: u32) -> bool {
        is_drug(self.knowledge, entry)
    }

    /// Whether a text is what a trial is called or registered as.
    pub(super) fn is_name_of_trial(&self, text: u32) -> bool {
        let text = self.tables().text(text);
        text.field.part() == Part::Name && self.knowledge.kind_at(text.entry as usize) == Some(Kind::Trial)
    }

    fn is_reference(&self, entry: u32) -> bool {
        self.knowledge.kind_at(entry as usize) == Some(Kind::Reference)
    }

    /// Finds the names, titles and details that are a word or begin with it, or contain a word that does.
    fn find_word(&self, typed: &str, board: &mut Board) {
        let tables = self.tables();
        // A plural finds the class word.
        let singular = typed.strip_suffix('s').filter(|singular| singular.len() > 3).and_then(|word| tables.word(word));
        let words = tables.beginning_with(typed).map(|word| (word, &tables.words[word] == typed));
        for (word, exact) in words.chain(singular.map(|word| (word, false))) {
            for (texts, whole) in [(&tables.whole[word], true), (&tables.called[word], false)] {
                for text in texts {
                    let of = tables.text(*text);
                    let part = of.field.part();
                    let how = match (part, whole, exact) {
                        (Part::Name | Part::Title, true, true) => How::Exact,
                        (Part::Name | Part::Title, true, false) => How::Prefix,
                        (Part::Name | Part::Title, false, _) | (Part::Detail | Part::Statement, _, _) => How::Word,
                    };
                    // Among words, the whole detail comes before one of its words, and that before the beginning of one.
                    let halves = if how == How::Word { u8::from(!whole) + u8::from(!exact) } else { 0 };
                    board.offer(of.entry, Found { halves, ..Found::new(how, part, *text) });
                }
            }
        }
    }

    /// Finds what is near in spelling where no name was found, and what is loosely alike where nothing was. Returns whether
    /// the nearest name is close.
    fn find_near(&self, typed: &str, is_word: bool, board: &mut Board) -> bool {
        let mut close = true;
        if board.is_empty() {
            close = self.find_misspelt_drug(typed, u8::MAX, board);
            let named = !board.is_empty();
            if is_word {
                let mut texts = Board::default();
                self.find_misspelt_text(typed, &mut texts);
                // A class word that is misspelt describes drugs; beside a name that was meant it would be noise.
                texts.0.retain(|entry, _found| !(named && self.is_drug(*entry)));
                board.or(texts);
            }
        } else if !board.any(Part::Name, |entry| self.is_drug(entry)) {
            // A work that has the word in its title does not mean that it is spelt as it was meant. What else has it does,
            // unless it is one slip away from the name of a drug.
            let is_reference = |entry: u32| self.is_reference(entry);
            let described = is_word && board.any(Part::Detail, |entry| !is_reference(entry));
            close = self.find_misspelt_drug(typed, if described { 1 } else { u8::MAX }, board);
        }
        if board.is_empty() {
            self.find_loosely(typed, board);
        }
        close
    }

    /// Finds the drugs whose names are within some edits. Returns whether the nearest is close.
    fn find_misspelt_drug(&self, typed: &str, edits: u8, board: &mut Board) -> bool {
        let mut near = self.drugs_near(typed);
        near.retain(|near| near.edits <= edits);
        if near.is_empty() && edits == u8::MAX {
            near = self.drugs_beginning_near(typed);
        }
        self.offer_names(&near, How::Typo, board);
        near.first().is_none_or(|nearest| nearest.close)
    }

    /// Finds titles and details with a word that is near.
    fn find_misspelt_text(&self, typed: &str, board: &mut Board) {
        let tables = self.tables();
        for near in self.words_near(typed) {
            for text in &tables.called[near.word] {
                let of = tables.text(*text);
                board.offer(of.entry, Found::near(How::Typo, of.field.part(), &near, *text));
            }
        }
    }

    /// Notes the drugs of which some words are the whole names.
    pub(super) fn offer_names(&self, near: &[Near], how: How, board: &mut Board) {
        for near in near {
            for text in self.tables().drugs_named(self.knowledge, near.word) {
                board.offer(self.tables().text(text).entry, Found::near(how, Part::Name, near, text));
            }
        }
    }

    /// Finds names and titles that have what was typed inside a word, and names that have its letters in order.
    fn find_loosely(&self, typed: &str, board: &mut Board) {
        if typed.len() < SUBSTANTIAL - 1 {
            return;
        }
        let tables = self.tables();
        let is_inside = |word: &&str| word.len() > typed.len() && word.contains(typed);
        for (word, _) in tables.words.iter().enumerate().filter(|(_, word)| is_inside(word)) {
            for text in &tables.called[word] {
                let of = tables.text(*text);
                if of.field.part() <= Part::Title {
                    board.offer(of.entry, Found::new(How::Fuzzy, of.field.part(), *text));
                }
            }
        }
        // Whoever typed the ending of a family of names has typed a whole name, though not one of the base.
        if typed.len() < LOOSE || TypedEndings::of(typed, &tables.endings).any() {
            return;
        }
        for word in tables.beginning_with(&typed[..1]).filter(|word| has_in_order(&tables.words[*word], typed)) {
            for text in &tables.whole[word] {
                let of = tables.text(*text);
                if of.field.part() == Part::Name && !self.is_reference(of.entry) {
                    board.offer(of.entry, Found::new(How::Fuzzy, Part::Name, *text));
                }
            }
        }
    }

    /// Adds the drugs whose names could be mistaken for one that was typed, or that is being typed.
    pub(super) fn add_look_alikes(&self, typed: &str, board: &mut Board) {
        let tables = self.tables();
        let is_name = |word: usize| tables.drug_names.binary_search(&number(word)).is_ok();
        if typed.len() < SUBSTANTIAL || !tables.beginning_with(typed).any(is_name) {
            return;
        }
        // A drug that is called so is not mistaken for itself under a longer name.
        let own: Vec<u32> = tables
            .word(typed)
            .into_iter()
            .flat_map(|word| tables.drugs_named(self.knowledge, word))
            .map(|text| tables.text(text).entry)
            .collect();
        for name in tables.drug_names.iter().map(|name| *name as usize) {
            let word = &tables.words[name];
            if word.len() > typed.len() && word.contains(typed) {
                for text in tables.drugs_named(self.knowledge, name) {
                    let entry = tables.text(text).entry;
                    if !own.contains(&entry) {
                        board.offer(entry, Found::new(How::Fuzzy, Part::Name, text));
                    }
                }
            }
        }
        self.offer_names(&self.drugs_beside(typed), How::Typo, board);
    }
}

/// Whether a word begins as what was typed and has the rest of its letters in this order.
fn has_in_order(word: &str, typed: &str) -> bool {
    let mut letters = word.bytes();
    word.len() > typed.len() && typed.bytes().all(|b| letters.any(|letter| letter == b))
}
