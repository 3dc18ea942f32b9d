//! The best that was found for each entry, while a query is being answered.
//!
//! Promises: room and time go with what is found, however large the base. An entry that was found under something of its
//! own is not pushed aside by a claim on its page. What was left out because there was too much of it is known.

use super::answer::Hit;
use super::rank::{Group, How, of_rank};
use super::terms::Part;

/// How an entry was found, in an order in which the better is the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found(u64);

/// Whether a claim was needed, and no word names the entry.
const BY_CLAIM: u32 = 62;
const RANK: u32 = 48;
const HALVES: u32 = 40;
/// Whether no word names the entry.
const UNNAMED: u32 = 39;
const EDITS: u32 = 32;

impl Found {
    /// Not at all.
    const NOT: Self = Self(u64::MAX);

    /// By the first text of the entry, at a rank of the table and a distance.
    pub(super) fn new(rank: u8, (halves, edits): (u8, u8)) -> Self {
        // A later word of a name or title, such as a salt, names nothing by itself.
        let (how, part) = of_rank(rank);
        let unnamed = part > Part::Title || how == How::Word;
        let [rank, halves, edits] = [rank, halves, edits.min(7)].map(u64::from);
        Self(rank << RANK | halves << HALVES | edits << EDITS).with_flags(unnamed)
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

    /// The same in another text of the entry.
    pub(super) fn in_text(self, nth: u32) -> Self {
        Self(self.0 & !u64::from(u32::MAX) | u64::from(nth))
    }

    fn nth(self) -> u32 {
        u32::try_from(self.0 & u64::from(u32::MAX)).unwrap_or(u32::MAX)
    }
}

/// So many entries that follow each other share a page of the board.
const PAGE: usize = 64;

/// A place for each entry. There is room only for pages on which something was found, and the entries stay in order, so
/// that noting one and going over all of them are a few steps each.
#[derive(Clone, Debug)]
pub(super) struct Board {
    /// For each page that there could be, where it is; none so far if it is [`NONE`].
    pages: Vec<u32>,
    found: Vec<[Found; PAGE]>,
    /// How many places may still be looked at.
    left: usize,
    /// Whether some were not.
    pub(super) cut: bool,
}

const NONE: u32 = u32::MAX;

impl Board {
    /// A board for a number of entries, and for so many places to be looked at.
    pub(super) fn new(entries: usize, places: usize) -> Self {
        Self { pages: vec![NONE; entries.div_ceil(PAGE)], found: Vec::new(), left: places, cut: false }
    }

    /// How many of some places may be looked at; they then count as looked at.
    pub(super) fn examine(&mut self, places: usize) -> usize {
        let allowed = places.min(self.left);
        self.left -= allowed;
        self.cut |= allowed < places;
        allowed
    }

    fn slot(&mut self, entry: u32) -> Option<&mut Found> {
        let page = self.pages.get_mut(entry as usize / PAGE)?;
        if *page == NONE {
            *page = u32::try_from(self.found.len()).ok()?;
            self.found.push([Found::NOT; PAGE]);
        }
        self.found.get_mut(*page as usize)?.get_mut(entry as usize % PAGE)
    }

    fn get(&self, entry: u32) -> Found {
        let page = self.pages.get(entry as usize / PAGE).and_then(|page| self.found.get(*page as usize));
        page.and_then(|page| page.get(entry as usize % PAGE)).copied().unwrap_or(Found::NOT)
    }

    /// Every entry found, in the order of the base.
    fn each(&self) -> impl Iterator<Item = (u32, Found)> {
        let pages = (0_u32..).step_by(PAGE).zip(&self.pages);
        let pages = pages.filter_map(|(first, page)| Some((first, self.found.get(*page as usize)?)));
        pages.flat_map(|(first, page)| (first..).zip(page.iter().copied())).filter(|(_, found)| *found != Found::NOT)
    }

    /// Notes how an entry was found, unless it was found better.
    pub(super) fn offer(&mut self, entry: u32, found: Found) {
        if let Some(best) = self.slot(entry) {
            *best = (*best).min(found);
        }
    }

    /// The same for a drug that could be mistaken for what was typed: that a claim on its page has the words is no reason
    /// to hide it.
    pub(super) fn insist(&mut self, entry: u32, found: Found) {
        if let Some(best) = self.slot(entry) {
            let hidden = *best != Found::NOT && best.needs_a_claim();
            *best = if hidden { found } else { (*best).min(found) };
        }
    }

    /// Keeps what both boards have.
    pub(super) fn and(&mut self, other: &Self) {
        self.cut |= other.cut;
        for (first, page) in (0_u32..).step_by(PAGE).zip(&self.pages) {
            let page = self.found.get_mut(*page as usize).into_iter().flatten();
            (first..).zip(page).for_each(|(entry, found)| *found = found.and(other.get(entry)));
        }
    }

    /// Whether an entry was found by something it is called, and not in a claim alone.
    pub(super) fn is_named(&self, entry: u32) -> bool {
        self.has(entry) && !self.get(entry).by_claim()
    }

    /// Adds what another board has found better.
    pub(super) fn or(&mut self, other: &Self) {
        self.cut |= other.cut;
        other.each().for_each(|(entry, found)| self.offer(entry, found));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.each().next().is_none()
    }

    pub(super) fn has(&self, entry: u32) -> bool {
        self.get(entry) != Found::NOT
    }

    /// The number of every entry found.
    pub(super) fn entries(&self) -> impl Iterator<Item = u32> {
        self.each().map(|(entry, _)| entry)
    }

    /// Whether an entry was found in a part that is no farther from it than `part`, with every word.
    pub(super) fn any(&self, part: Part, is_wanted: impl Fn(u32) -> bool) -> bool {
        self.each().any(|(entry, found)| of_rank(found.byte(RANK)).1 <= part && is_wanted(entry))
    }

    /// Every entry found, best first; what is found equally well stays in the order of the base.
    pub(super) fn ranked(&self, group: impl Fn(u32) -> Group) -> Vec<Hit> {
        let group_of = |entry: u32, found: Found| if found.by_claim() { Group::Claims } else { group(entry) };
        let class = |(entry, found): (u32, Found)| {
            let (group, rank) = (group_of(entry, found), found.byte(RANK));
            let distance = (found.byte(HALVES), found.byte(EDITS) & 7);
            let class = u32::from_be_bytes([group as u8, rank, distance.0, distance.1]);
            (class, Hit::new((entry, found.nth()), of_rank(rank), distance, group))
        };
        let mut hits: Vec<(u32, Hit)> = self.each().map(class).collect();
        hits.sort_by_key(|(class, _)| *class);
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}
