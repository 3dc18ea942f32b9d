//! The best that was found for each entry, while a query is being answered.
//!
//! Promises: one allocation for a query, however many entries it finds. An entry that was found under something of its
//! own is not pushed aside by a claim on its page.

use super::query::Hit;
use super::rank::{Group, of_rank};
use super::terms::Part;

/// How an entry was found, in an order in which the better is the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found(u64);

/// Whether a claim was needed, and nothing that the entry is called was among the words.
const BY_CLAIM: u32 = 62;
const RANK: u32 = 48;
const HALVES: u32 = 40;
/// Whether nothing that the entry is called was among the words.
const UNNAMED: u32 = 39;
const EDITS: u32 = 32;

impl Found {
    /// Not at all.
    pub(super) const NOT: Self = Self(u64::MAX);

    /// By a term, at a rank of the table and a distance.
    pub(super) fn new(rank: u8, (halves, edits): (u8, u8), term: u32) -> Self {
        let unnamed = of_rank(rank).1 > Part::Title;
        let [rank, halves, edits] = [rank, halves, edits.min(7)].map(u64::from);
        Self(rank << RANK | halves << HALVES | edits << EDITS | u64::from(term)).with_flags(unnamed)
    }

    /// By two words, of which each must fit: as well as the worse of them.
    fn and(self, other: Self) -> Self {
        if self == Self::NOT || other == Self::NOT {
            return Self::NOT;
        }
        let bare = |found: Self| found.0 & !(1 << BY_CLAIM | 1 << UNNAMED);
        let unnamed = self.0 & other.0 & 1 << UNNAMED != 0;
        Self(bare(self).max(bare(other))).with_flags(unnamed)
    }

    fn with_flags(self, unnamed: bool) -> Self {
        let by_claim = unnamed && self.needs_a_claim();
        Self(self.0 | u64::from(by_claim) << BY_CLAIM | u64::from(unnamed) << UNNAMED)
    }

    fn byte(self, shift: u32) -> u8 {
        u8::try_from(self.0 >> shift & 0xFF).unwrap_or(u8::MAX)
    }

    pub(super) fn by_claim(self) -> bool {
        self.0 >> BY_CLAIM & 1 == 1
    }

    /// Whether one of the words at least stands in a claim alone.
    fn needs_a_claim(self) -> bool {
        of_rank(self.byte(RANK)).1 == Part::Claim
    }

    fn term(self) -> u32 {
        u32::try_from(self.0 & u64::from(u32::MAX)).unwrap_or(u32::MAX)
    }
}

/// A place for each entry.
#[derive(Clone, Debug)]
pub(super) struct Board {
    places: Vec<Found>,
}

impl Board {
    pub(super) fn new(entries: usize) -> Self {
        Self { places: vec![Found::NOT; entries] }
    }

    /// Notes how an entry was found, unless it was found better.
    pub(super) fn offer(&mut self, entry: u32, found: Found) {
        if let Some(place) = self.places.get_mut(entry as usize) {
            *place = (*place).min(found);
        }
    }

    /// The same for a drug that could be mistaken for what was typed: that a claim on its page has the words is no reason
    /// to hide it.
    pub(super) fn insist(&mut self, entry: u32, found: Found) {
        if let Some(place) = self.places.get_mut(entry as usize) {
            let hidden = *place != Found::NOT && place.needs_a_claim();
            *place = if hidden { found } else { (*place).min(found) };
        }
    }

    /// Keeps what both boards have.
    pub(super) fn and(&mut self, other: &Self) {
        for (place, other) in self.places.iter_mut().zip(&other.places) {
            *place = place.and(*other);
        }
    }

    /// Adds what another board has found better.
    pub(super) fn or(&mut self, other: &Self) {
        for (place, other) in self.places.iter_mut().zip(&other.places) {
            *place = (*place).min(*other);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.iter().all(|found| *found == Found::NOT)
    }

    /// Whether an entry of a group was found in a part that is no farther from it than `part`, with every word.
    pub(super) fn any(&self, part: Part, is_wanted: impl Fn(usize) -> bool) -> bool {
        let mut found = self.places.iter().enumerate();
        found.any(|(entry, found)| *found != Found::NOT && of_rank(found.byte(RANK)).1 <= part && is_wanted(entry))
    }

    /// Every entry found, best first; what is found equally well stays in the order of the base.
    ///
    /// Entries are counted into the few classes that there are, which for a hundred thousand of them is ten times faster
    /// than to sort.
    pub(super) fn ranked(&self, group: impl Fn(u32) -> Group) -> Vec<Hit> {
        const CLASSES: usize = 1 << 15;
        let group_of = |entry: u32, found: Found| if found.by_claim() { Group::Claims } else { group(entry) };
        let class = |entry: u32, found: Found| {
            let [rank, halves, edits] = [RANK, HALVES, EDITS].map(|shift| usize::from(found.byte(shift)));
            (group_of(entry, found) as usize) << 12 | rank.min(31) << 7 | halves.min(15) << 3 | (edits & 7)
        };
        let found = || (0_u32..).zip(&self.places).filter(|(_, found)| **found != Found::NOT);
        let mut starts = vec![0_usize; CLASSES + 1];
        for (entry, found) in found() {
            if let Some(start) = starts.get_mut(class(entry, *found) + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let nothing = Hit::new(0, 0, of_rank(0), (0, 0), Group::Claims);
        let mut hits = vec![nothing; sum];
        for (entry, found) in found() {
            let Some(next) = starts.get_mut(class(entry, *found)) else { continue };
            if let Some(slot) = hits.get_mut(*next) {
                let distance = (found.byte(HALVES), found.byte(EDITS) & 7);
                *slot = Hit::new(entry, found.term(), of_rank(found.byte(RANK)), distance, group_of(entry, *found));
            }
            *next += 1;
        }
        hits
    }
}
