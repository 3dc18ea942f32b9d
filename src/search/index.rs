//! The words of a base, and where each one stands.
//!
//! Promises: built once from a base and never changed; words are sorted, so that every word that begins with what was
//! typed lies in one range. What stands in a claim is kept apart from what an entry is called.

use foldhash::HashMap;

use super::rank::Group;
use super::speller::Speller;
use super::terms::{Field, Part, Term, each_term};
use super::words::{Words, without_prefix, without_zeros};
use crate::knowledge::{EntryId, Kind, Knowledge};

/// Everything that can be found.
#[derive(Debug)]
pub struct Index<'k> {
    pub(super) knowledge: &'k Knowledge,
    pub(super) entries: Vec<Listed<'k>>,
    pub(super) terms: Vec<Term<'k>>,
    /// Every word, sorted.
    pub(super) words: Vec<Box<str>>,
    pub(super) own: Postings,
    pub(super) claims: Postings,
    pub(super) speller: Speller,
}

/// An entry.
#[derive(Debug)]
pub(super) struct Listed<'k> {
    pub(super) id: &'k EntryId,
    pub(super) title: &'k str,
    pub(super) group: Group,
    /// The number of its first term.
    pub(super) term: u32,
}

/// Where a word stands in a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) term: u32,
    pub(super) entry: u32,
    pub(super) part: Part,
    /// Whether the word is the whole term, without hyphens and spaces.
    pub(super) whole: bool,
}

/// For each word the places where it stands, in the order of the base.
#[derive(Debug, Default)]
pub(super) struct Postings {
    starts: Vec<u32>,
    places: Vec<Posting>,
}

impl Postings {
    /// Where some words that follow each other stand, in one run.
    pub(super) fn of(&self, words: std::ops::Range<usize>) -> &[Posting] {
        let at = |word: usize| self.starts.get(word).map_or(0, |start| *start as usize);
        self.places.get(at(words.start)..at(words.end)).unwrap_or_default()
    }

    /// Sorts places by their word; `order` gives each word its number in the sorted list.
    fn new(places: Vec<(u32, Posting)>, order: &[u32]) -> Self {
        let number = |word: u32| order.get(word as usize).map_or(0, |number| *number as usize);
        let mut starts = vec![0_u32; order.len() + 1];
        for (word, _) in &places {
            if let Some(start) = starts.get_mut(number(*word) + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let nothing = Posting { term: 0, entry: 0, part: Part::Claim, whole: false };
        let mut sorted = vec![nothing; places.len()];
        for (word, posting) in places {
            if let Some(next) = next.get_mut(number(word)) {
                if let Some(slot) = sorted.get_mut(*next as usize) {
                    *slot = posting;
                }
                *next += 1;
            }
        }
        Self { starts, places: sorted }
    }
}

/// A count or place as it is kept; a base of four thousand million words would not fit into memory.
pub(super) fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

impl<'k> Index<'k> {
    /// Everything that can be found in a base, drugs first.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let mut draft = Draft::default();
        let mut entries = Vec::new();
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Review) {
            for id in knowledge.ids(*kind) {
                let Some(entry) = knowledge.entry(id) else { continue };
                let listed =
                    Listed { id, title: entry.title(), group: Group::of(*kind), term: number(draft.terms.len()) };
                let entry = number(entries.len());
                entries.push(listed);
                each_term(knowledge, id, &mut |field, text, anchor| {
                    draft.add(Term { entry, field, text, anchor });
                });
            }
        }
        draft.finish(knowledge, entries)
    }

    /// The words that begin with something, as a range in the sorted list.
    pub(super) fn beginning_with(&self, typed: &str) -> std::ops::Range<usize> {
        let start = self.words.partition_point(|word| **word < *typed);
        let behind = self.words.get(start..).unwrap_or_default();
        start..start + behind.partition_point(|word| word.starts_with(typed))
    }

    pub(super) fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", |word| word)
    }

    pub(super) fn group(&self, entry: u32) -> Group {
        self.entries.get(entry as usize).map_or(Group::References, |entry| entry.group)
    }
}

/// The index while it is being built.
#[derive(Default)]
struct Draft<'k> {
    terms: Vec<Term<'k>>,
    numbers: HashMap<Box<str>, u32>,
    /// The last term each word was noted for, so that none is noted twice.
    last: Vec<u32>,
    own: Vec<(u32, Posting)>,
    claims: Vec<(u32, Posting)>,
}

impl<'k> Draft<'k> {
    fn add(&mut self, term: Term<'k>) {
        let place = number(self.terms.len());
        let part = term.field.part();
        let posting = |whole| Posting { term: place, entry: term.entry, part, whole };
        let words = Words::of(&term.text);
        // A term of one word is noted once, as whole; so is each spelling of a code.
        if part != Part::Claim && !words.squeezed().is_empty() {
            self.note(words.squeezed(), posting(true));
            if part == Part::Name {
                without_zeros(words.squeezed()).into_iter().for_each(|word| self.note(&word, posting(true)));
                without_prefix(words.squeezed()).into_iter().for_each(|word| self.note(word, posting(false)));
            }
        }
        for word in words.iter() {
            self.note(word, posting(false));
        }
        self.terms.push(term);
    }

    fn note(&mut self, word: &str, posting: Posting) {
        let number = match self.numbers.get(word) {
            Some(number) => *number,
            None => {
                let number = number(self.numbers.len());
                self.numbers.insert(word.into(), number);
                self.last.push(u32::MAX);
                number
            }
        };
        if let Some(last) = self.last.get_mut(number as usize).filter(|last| **last != posting.term) {
            *last = posting.term;
            let places = if posting.part == Part::Claim { &mut self.claims } else { &mut self.own };
            places.push((number, posting));
        }
    }

    fn finish(self, knowledge: &'k Knowledge, entries: Vec<Listed<'k>>) -> Index<'k> {
        let mut words: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        words.sort_unstable();
        let mut order = vec![0; words.len()];
        for (place, (_, word)) in words.iter().enumerate() {
            if let Some(slot) = order.get_mut(*word as usize) {
                *slot = number(place);
            }
        }
        let words: Vec<Box<str>> = words.into_iter().map(|(word, _)| word).collect();
        let own = Postings::new(self.own, &order);
        let claims = Postings::new(self.claims, &order);
        let mut index =
            Index { knowledge, entries, terms: self.terms, words, own, claims, speller: Speller::default() };
        index.speller = Speller::new(&index);
        index
    }
}

impl Index<'_> {
    /// Whether a posting is the whole name of a drug.
    pub(super) fn names_a_drug(&self, posting: &Posting) -> bool {
        posting.whole && posting.part == Part::Name && self.group(posting.entry) == Group::Drugs
    }

    /// Whether a posting is a generic name or alias of a drug, in one word.
    pub(super) fn is_generic(&self, posting: &Posting) -> bool {
        let field = self.terms.get(posting.term as usize).map(|term| term.field);
        self.names_a_drug(posting) && matches!(field, Some(Field::Name | Field::Alias))
    }
}
