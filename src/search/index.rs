//! The words of a base, and where each one stands.
//!
//! Promises: made once from a base, as bytes that can be kept; opened without decoding anything, and without a look at an
//! entry. Words are sorted, so that every word that begins with what was typed lies in one range. What stands in a claim
//! is kept apart from what an entry is called.
//!
//! Entries have the numbers that [`Knowledge::entry_at`] takes. Of the texts under which an entry is found only their
//! numbers are kept, and how many come before its claims; whoever shows one asks `terms` for it again. How far each entry has
//! come is kept as it is shown. The bytes are the sections that [`Layout`] names, in its
//! order, as `packed` writes them.

use std::borrow::Cow;
use std::ops::Range;

use super::gather::gather;
use super::packed::{Lists, Numbers, Section, Sections, Texts};
use super::rank::Group;
use super::spelling::Endings;
use super::terms::Part;
use crate::knowledge::{Kind, Knowledge, Progress};

/// What the bytes begin with; another order or meaning of the sections is another mark.
pub(super) const MARK: &[u8] = b"jakref words 2\n";

/// How many places of words are looked at for one word that was typed. Among ten thousand entries no word and no letter
/// stands in so many; of a base a hundred times as large a single letter would find a tenth, which nobody reads.
const EXAMINED: usize = 1 << 16;

/// The kinds whose entries have numbers, in the order of the numbers.
pub(super) const KINDS: [Kind; 7] =
    [Kind::Oral, Kind::Topical, Kind::Pathophysiology, Kind::Safety, Kind::Question, Kind::Trial, Kind::Reference];

/// Everything that can be found.
#[derive(Debug)]
pub struct Index<'k> {
    pub(super) knowledge: &'k Knowledge,
    bytes: Cow<'k, [u8]>,
    layout: Layout,
    /// How many places of words are looked at for one word that was typed.
    pub(super) examined: usize,
}

/// What kind of text a word stands in, what was meant most likely first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    /// A name of a drug.
    Drugs,
    /// A name of a trial.
    Trials,
    /// A name of anything else: of a work, that is how it is identified.
    Names,
    Titles,
    Details,
    Claims,
}

impl Shelf {
    pub(super) const ALL: [Self; 6] =
        [Self::Drugs, Self::Trials, Self::Names, Self::Titles, Self::Details, Self::Claims];

    pub(super) fn of(part: Part, group: Group) -> Self {
        match (part, group) {
            (Part::Name, Group::Drugs) => Self::Drugs,
            (Part::Name, Group::Trials) => Self::Trials,
            (Part::Name, Group::Topics | Group::Questions | Group::References | Group::Claims) => Self::Names,
            (Part::Title, _) => Self::Titles,
            (Part::Detail, _) => Self::Details,
            (Part::Claim, _) => Self::Claims,
        }
    }

    pub(super) fn part(self) -> Part {
        match self {
            Self::Drugs | Self::Trials | Self::Names => Part::Name,
            Self::Titles => Part::Title,
            Self::Details => Part::Detail,
            Self::Claims => Part::Claim,
        }
    }
}

/// Where a word stands: in a text of an entry. In a claim it is noted once for each entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) entry: u32,
    /// Which of the entry's texts it is.
    pub(super) nth: u32,
    /// Whether the word is the whole text, without hyphens and spaces.
    pub(super) whole: bool,
}

impl Place {
    /// As a number that is the greater, the later the entry and the text; `bits` are enough for the number of any text.
    pub(super) fn packed(self, bits: u32) -> u64 {
        (u64::from(self.entry) << bits | u64::from(self.nth)) << 1 | u64::from(self.whole)
    }

    fn of(number: u64, bits: u32) -> Self {
        let least = |number: u64| u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        Self {
            entry: least(number >> 1 >> bits),
            nth: least(number >> 1) & !(u32::MAX << bits),
            whole: number & 1 == 1,
        }
    }
}

/// Where each section lies in the bytes.
#[derive(Debug)]
struct Layout {
    /// Bits for the number of a text within its entry.
    bits: u32,
    /// The number behind the last entry of each kind.
    ends: [u32; KINDS.len()],
    /// Every word.
    words: [Section; 2],
    /// For each shelf its words, and the places of each.
    shelves: [[Section; 3]; Shelf::ALL.len()],
    /// For each three letters the words of names and titles that have them.
    threes: [Section; 3],
    /// The words that are whole names of drugs, with the length and the letters of each.
    names: [Section; 2],
    /// The same of the words of running text for which two edits may be forgiven, in the order of their marks.
    long_words: [Section; 2],
    /// What several generic names end in.
    endings: [Section; 2],
    /// For each entry how many texts it has that are no claims.
    own_terms: Section,
    /// For each entry how far what it is about has come.
    statuses: [Section; 2],
}

impl Layout {
    fn of(bytes: &[u8]) -> Option<Self> {
        let mut sections = Sections::behind(MARK, bytes)?;
        let figures = sections.next()?.of(bytes);
        let figure = |place: usize| figures.get(place).and_then(|figure| u32::try_from(figure).ok());
        let bits = figure(0).filter(|bits| *bits < u32::BITS)?;
        let mut ends = [0; KINDS.len()];
        for (place, end) in ends.iter_mut().enumerate() {
            *end = figure(place + 1)?;
        }
        let mut next = || sections.next();
        let words = [next()?, next()?];
        let mut shelves: [[Section; 3]; Shelf::ALL.len()] = Default::default();
        for shelf in &mut shelves {
            *shelf = [next()?, next()?, next()?];
        }
        let threes = [next()?, next()?, next()?];
        let names = [next()?, next()?];
        let long_words = [next()?, next()?];
        let endings = [next()?, next()?];
        let own_terms = next()?;
        let statuses = [next()?, next()?];
        let layout = Self { bits, ends, words, shelves, threes, names, long_words, endings, own_terms, statuses };
        sections.are_done().then_some(layout)
    }
}

/// A count or place as it is kept; a base of four thousand million words would not fit into memory.
pub(super) fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

impl<'k> Index<'k> {
    /// Everything that can be found in a base, drugs first.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self::open(knowledge, Cow::Owned(Self::build(knowledge))).expect("what was just written can be read")
    }

    /// The index of a base, as bytes for [`Index::open`].
    pub fn build(knowledge: &Knowledge) -> Vec<u8> {
        Self::build_watched(knowledge, &Progress::default())
    }

    /// The same, and says how far it has come.
    pub fn build_watched(knowledge: &Knowledge, progress: &Progress) -> Vec<u8> {
        gather(knowledge, progress)
    }

    /// The index that [`Index::build`] made of the same base; `None` if the bytes are plainly none of it. What a search
    /// finds in bytes of another base has no meaning.
    pub fn open(knowledge: &'k Knowledge, bytes: Cow<'k, [u8]>) -> Option<Self> {
        let layout = Layout::of(&bytes)?;
        let entries = layout.ends.last().map(|end| *end as usize);
        (entries == Some(knowledge.entry_count())).then_some(Self { knowledge, bytes, layout, examined: EXAMINED })
    }

    /// Every word.
    pub(super) fn words(&self) -> Texts<'_> {
        self.texts(&self.layout.words)
    }

    /// The words that begin with something, as a range in the sorted list.
    pub(super) fn beginning_with(&self, typed: &str) -> Range<usize> {
        self.words().beginning_with(typed.as_bytes())
    }

    /// The words of a shelf, and under each the places where it stands, by the numbers of their entries.
    pub(super) fn shelf(&self, shelf: Shelf) -> Lists<'_> {
        self.layout.shelves.get(shelf as usize).map(|sections| self.lists(sections)).unwrap_or_default()
    }

    /// Where words of a range stand.
    pub(super) fn places(&self, shelf: Shelf, words: Range<usize>) -> impl Iterator<Item = Place> {
        self.shelf(shelf).of(words).iter().map(|number| self.place(number))
    }

    pub(super) fn place(&self, number: u64) -> Place {
        Place::of(number, self.layout.bits)
    }

    /// The least number that a place of an entry is kept as.
    pub(super) fn least_of(&self, entry: u32) -> u64 {
        Place { entry, nth: 0, whole: false }.packed(self.layout.bits)
    }

    /// The words of names and titles, under each three letters that stand in them.
    pub(super) fn threes(&self) -> Lists<'_> {
        self.lists(&self.layout.threes)
    }

    /// The numbers of the words that are whole names of drugs, and what `speller` marks them with.
    pub(super) fn names(&self) -> [Numbers<'_>; 2] {
        self.layout.names.each_ref().map(|section| section.of(&self.bytes))
    }

    /// The same of the words of running text for which two edits may be forgiven.
    pub(super) fn long_words(&self) -> [Numbers<'_>; 2] {
        self.layout.long_words.each_ref().map(|section| section.of(&self.bytes))
    }

    pub(super) fn endings(&self) -> Endings<'_> {
        Endings(self.texts(&self.layout.endings))
    }

    /// How many texts an entry has that are no claims; the numbers of its claims follow.
    pub(super) fn own_terms(&self, entry: usize) -> usize {
        self.layout.own_terms.of(&self.bytes).at(entry)
    }

    /// How far what an entry is about has come; empty where there is nothing to say.
    pub(super) fn status(&self, entry: usize) -> &str {
        std::str::from_utf8(self.texts(&self.layout.statuses).get(entry)).unwrap_or_default()
    }

    fn texts(&self, [starts, letters]: &[Section; 2]) -> Texts<'_> {
        Texts { starts: starts.of(&self.bytes), letters: letters.of(&self.bytes) }
    }

    fn lists(&self, [keys, starts, places]: &[Section; 3]) -> Lists<'_> {
        Lists { keys: keys.of(&self.bytes), starts: starts.of(&self.bytes), places: places.of(&self.bytes) }
    }

    /// With what an entry is listed.
    pub(super) fn group(&self, entry: u32) -> Group {
        let kind = self.layout.ends.iter().position(|end| entry < *end);
        kind.and_then(|kind| KINDS.get(kind)).map_or(Group::References, |kind| Group::of(*kind))
    }

    pub(super) fn entry_count(&self) -> usize {
        self.layout.ends.last().map_or(0, |end| *end as usize)
    }

    /// How many drugs there are; they have the first numbers.
    pub(super) fn drug_count(&self) -> u32 {
        let kinds = KINDS.iter().zip(self.layout.ends).filter(|(kind, _)| Group::of(**kind) == Group::Drugs);
        kinds.map(|(_, end)| end).max().unwrap_or(0).min(number(self.entry_count()))
    }

    /// The drugs of which a word is the whole name.
    pub(super) fn drugs_named(&self, word: usize) -> impl Iterator<Item = Place> {
        self.places(Shelf::Drugs, word..word.saturating_add(1)).filter(|place| place.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_place_is_what_it_was() {
        for bits in [0, 1, 9, 31] {
            for (entry, nth) in [(0, 0), (3, 0), (u32::MAX, (1 << bits) - 1)] {
                for whole in [true, false] {
                    let place = Place { entry, nth, whole };
                    assert_eq!(Place::of(place.packed(bits), bits), place);
                }
            }
        }
    }
}
