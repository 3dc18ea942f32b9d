//! From a base to the bytes of its index.
//!
//! Promises: each entry is looked at once, and the bytes of a base are always the same; what is made takes time and memory
//! in proportion to the words of the base.

use std::collections::HashMap;

use super::index::{KINDS, MARK, Place, Shelf, number};
use super::letters::{THREES, threes};
use super::rank::Group;
use super::shown::status;
use super::speller::{is_long_text, mark};
use super::spelling::shared_endings;
use super::terms::{Field, Flow, Part, Term, each_own_term, term_of_claim};
use super::words::{Words, without_prefix, without_zeros};
use super::writer::Writer;
use crate::knowledge::{Knowledge, Progress, Stage};

/// The index of a base, as `Index::open` reads it.
pub(super) fn gather(knowledge: &Knowledge, progress: &Progress) -> Vec<u8> {
    let mut draft = Draft::default();
    let mut ends = [0; KINDS.len()];
    let all = knowledge.entry_count();
    progress.begin(Stage::Indexing, all);
    for entry in 0..all {
        draft.add_entry(knowledge, entry, &mut ends);
        progress.advance(1);
    }
    draft.finish(ends)
}

/// What is known of a word while the index is being made.
#[derive(Debug)]
struct Seen {
    /// The last term it was noted for, so that none is noted twice.
    term: u32,
    /// The last entry in whose claims it was noted.
    entry: u32,
    /// Whether it is a word of a name or of a title.
    called: bool,
    name: Named,
}

/// Whether a word is the whole name of a drug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    No,
    Name,
    /// A generic name or alias.
    Generic,
}

#[derive(Debug, Default)]
struct Draft {
    numbers: HashMap<Box<str>, u32>,
    seen: Vec<Seen>,
    terms: u32,
    most_nth: u32,
    shelves: [Vec<(u32, Place)>; Shelf::ALL.len()],
    /// For each entry how many texts of its own it has.
    own_terms: Vec<u32>,
    /// For each entry how far it has come.
    statuses: Vec<String>,
}

impl Draft {
    /// Adds an entry of a base.
    fn add_entry(&mut self, knowledge: &Knowledge, entry: usize, ends: &mut [u64; KINDS.len()]) {
        let (Some(kind), Some(item)) = (knowledge.kind_at(entry), knowledge.entry_at(entry)) else { return };
        let before = KINDS.iter().zip(&mut *ends).skip_while(|(other, _)| **other != kind);
        before.for_each(|(_, end)| *end += 1);
        let (group, mut nth) = (Group::of(kind), 0);
        let _all = each_own_term(item, &mut |term| {
            self.add(&term, group, number(entry), nth);
            nth += 1;
            Flow::Continue(())
        });
        self.own_terms.push(nth);
        self.statuses.push(status(knowledge, item));
        for claim in knowledge.claims_on(item.id()) {
            self.add(&term_of_claim(knowledge, claim), group, number(entry), nth);
            nth += 1;
        }
    }

    fn add(&mut self, term: &Term<'_>, group: Group, entry: u32, nth: u32) {
        self.terms += 1;
        self.most_nth = self.most_nth.max(nth);
        let part = term.field.part();
        let words = Words::of(&term.text);
        let mut note = |word: &str, whole: bool| {
            let place = Place { entry, nth, whole };
            if let Some(seen) = self.note(word, Shelf::of(part, group), place) {
                seen.called |= part == Part::Name || (part == Part::Title && !whole);
                if whole && part == Part::Name && group == Group::Drugs {
                    let is_generic = matches!(term.field, Field::Name | Field::Alias);
                    seen.name = seen.name.max(if is_generic { Named::Generic } else { Named::Name });
                }
            }
        };
        // A term of one word is noted once, as whole; so is each spelling of a code.
        if part != Part::Claim && !words.squeezed().is_empty() {
            note(words.squeezed(), true);
            if part == Part::Name {
                without_zeros(words.squeezed()).into_iter().for_each(|word| note(&word, true));
                without_prefix(words.squeezed()).into_iter().for_each(|word| note(word, false));
            }
        }
        words.iter().for_each(|word| note(word, false));
    }

    /// Notes where a word stands; `None` if that was noted already.
    fn note(&mut self, word: &str, shelf: Shelf, place: Place) -> Option<&mut Seen> {
        let number = match self.numbers.get(word) {
            Some(number) => *number,
            None => {
                let number = number(self.numbers.len());
                self.numbers.insert(word.into(), number);
                self.seen.push(Seen { term: 0, entry: u32::MAX, called: false, name: Named::No });
                number
            }
        };
        let seen = self.seen.get_mut(number as usize)?;
        if seen.term == self.terms || (shelf == Shelf::Claims && seen.entry == place.entry) {
            return None;
        }
        seen.term = self.terms;
        if shelf == Shelf::Claims {
            seen.entry = place.entry;
        }
        self.shelves.get_mut(shelf as usize)?.push((number, place));
        Some(seen)
    }

    fn finish(self, ends: [u64; KINDS.len()]) -> Vec<u8> {
        let mut sorted: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut order = vec![0; sorted.len()];
        for (place, (_, word)) in sorted.iter().enumerate() {
            if let Some(slot) = order.get_mut(*word as usize) {
                *slot = number(place);
            }
        }
        let words: Vec<&str> = sorted.iter().map(|(word, _)| &**word).collect();
        let seen = || (0..).zip(&sorted).filter_map(|(place, (_, word))| Some((place, self.seen.get(*word as usize)?)));
        let bits = u32::BITS - self.most_nth.leading_zeros();
        let mut writer = Writer::of(MARK);
        writer.numbers(std::iter::once(u64::from(bits)).chain(ends));
        writer.texts(&words);
        for shelf in self.shelves {
            let place = |(word, place): &(u32, Place)| (order.get(*word as usize).copied(), place.packed(bits));
            writer.lists(words.len(), shelf.iter().map(place).filter_map(|(word, place)| Some((word?, place))));
        }
        let called = seen().filter(|(_, seen)| seen.called).map(|(place, _)| place);
        let word = |place: u32| words.get(place as usize).copied().unwrap_or_default();
        let three = |place: u32| threes(word(place).as_bytes()).map(move |three| (three, u64::from(place)));
        writer.lists(THREES, called.flat_map(three));
        let names = seen().filter(|(_, seen)| seen.name > Named::No).map(|(place, _)| place);
        let mark_of = |place: &u32| mark(word(*place).as_bytes());
        let mut marked = |places: Vec<u32>| {
            writer.numbers(places.iter().map(|place| u64::from(*place)));
            writer.numbers(places.iter().map(mark_of));
        };
        marked(names.collect());
        let mut long: Vec<u32> =
            (0..number(words.len())).filter(|place| is_long_text(word(*place).as_bytes())).collect();
        long.sort_by_key(mark_of);
        marked(long);
        let generic = seen().filter(|(_, seen)| seen.name == Named::Generic).map(|(place, _)| word(place));
        let endings = shared_endings(generic.filter(|name| name.bytes().all(|b| b.is_ascii_lowercase())));
        writer.texts(&endings.iter().map(String::as_str).collect::<Vec<_>>());
        writer.numbers(self.own_terms.iter().map(|count| u64::from(*count)));
        writer.texts(&self.statuses.iter().map(String::as_str).collect::<Vec<_>>());
        writer.bytes
    }
}
