//! Numbers and texts as bytes that are read where they lie.
//!
//! Promises: opening them decodes nothing, and reading one of them looks at nothing else; bytes that are wrong give a
//! wrong number or an empty text, never a panic. A number takes as many bytes as the largest beside it needs.

use std::ops::Range;

/// How many bytes of a section's head say how much of what follows is its own.
pub(super) const HEAD: usize = 8;

/// Numbers of one width, the lowest byte first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers<'b> {
    bytes: &'b [u8],
    width: usize,
}

impl<'b> Numbers<'b> {
    pub(super) fn len(&self) -> usize {
        self.bytes.len().checked_div(self.width).unwrap_or(0)
    }

    /// The number at a place; `None` behind the last one.
    pub(super) fn get(&self, place: usize) -> Option<u64> {
        let start = place.checked_mul(self.width)?;
        // Where eight bytes can be read at once, those of the next numbers are cut off.
        if let Some(eight) = self.bytes.get(start..).and_then(<[u8]>::first_chunk) {
            return Some(u64::from_le_bytes(*eight) & u64::MAX >> (64 - 8 * self.width));
        }
        let bytes = self.bytes.get(start..start.checked_add(self.width)?)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// The number at a place, as a place in something else.
    pub(super) fn at(&self, place: usize) -> usize {
        self.get(place).and_then(|number| usize::try_from(number).ok()).unwrap_or(usize::MAX)
    }

    /// The number at a place and the one behind it, as a range of places in something else; an empty one if there are none.
    fn range_at(&self, place: usize) -> Range<usize> {
        // Both are nearly always among the eight bytes that can be read at once.
        let eight = self.bytes.get(place.saturating_mul(self.width)..).and_then(<[u8]>::first_chunk);
        let (Some(eight), true) = (eight, (1..=4).contains(&self.width)) else {
            return self.at(place)..self.at(place.saturating_add(1));
        };
        let bits = 8 * self.width;
        let both = u64::from_le_bytes(*eight);
        let number = |both: u64| usize::try_from(both & u64::MAX >> (64 - bits)).unwrap_or(usize::MAX);
        number(both)..number(both >> bits)
    }

    /// Those of a range, as far as there are any.
    pub(super) fn cut(&self, range: Range<usize>) -> Self {
        let byte = |place: usize| place.saturating_mul(self.width).min(self.bytes.len());
        let (start, end) = (byte(range.start), byte(range.end));
        Self { bytes: self.bytes.get(start..end).unwrap_or_default(), width: self.width }
    }

    pub(super) fn iter(self) -> impl Iterator<Item = u64> + use<'b> {
        (0..self.len()).map_while(move |place| self.get(place))
    }

    /// Where the first number stands that is not below another one; the numbers are sorted.
    pub(super) fn first_from(&self, least: u64) -> usize {
        first(0..self.len(), |place| self.get(place).is_none_or(|number| number >= least))
    }
}

/// The first place of a range for which something holds that holds for every later one; its end if it holds for none.
pub(super) fn first(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let Range { mut start, mut end } = range;
    while start < end {
        let middle = start + (end - start) / 2;
        if holds(middle) {
            end = middle;
        } else {
            start = middle + 1;
        }
    }
    start
}

/// The same where it is likely to be near the beginning.
pub(super) fn first_near(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let Range { mut start, end } = range;
    let mut step = 0;
    while start + step < end && !holds(start + step) {
        start += step + 1;
        step = step * 2 + 1;
    }
    first(start..end.min(start + step), holds)
}

/// Texts, one behind the other, and where each begins. What looks for one needs them sorted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Texts<'b> {
    pub(super) starts: Numbers<'b>,
    pub(super) letters: Numbers<'b>,
}

impl<'b> Texts<'b> {
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// A text in its bytes; those of a word are ASCII. None for a number too large.
    pub(super) fn get(&self, place: usize) -> &'b [u8] {
        self.letters.bytes.get(self.starts.range_at(place)).unwrap_or_default()
    }

    /// Where the first word stands that does not come before another one.
    pub(super) fn first_from(&self, least: &[u8]) -> usize {
        first(0..self.len(), |place| self.get(place) >= least)
    }

    pub(super) fn find(&self, word: &[u8]) -> Option<usize> {
        let place = self.first_from(word);
        (place < self.len() && self.get(place) == word).then_some(place)
    }

    /// The words that begin with something.
    pub(super) fn beginning_with(&self, typed: &[u8]) -> Range<usize> {
        let start = self.first_from(typed);
        start..first(start..self.len(), |place| !self.get(place).starts_with(typed))
    }
}

/// Lists of numbers under sorted keys; the list of a key follows that of the key before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lists<'b> {
    pub(super) keys: Numbers<'b>,
    pub(super) starts: Numbers<'b>,
    pub(super) places: Numbers<'b>,
}

impl<'b> Lists<'b> {
    /// The lists of all keys of a range, in one run.
    pub(super) fn of(&self, keys: Range<usize>) -> Numbers<'b> {
        let start = self.keys.first_from(keys.start as u64);
        let length = (keys.end - keys.start).min(self.keys.len() - start);
        let end = first_near(start..start + length, |place| self.keys.at(place) >= keys.end);
        self.run(start..end)
    }

    /// The list of each key of a range.
    pub(super) fn each(self, keys: Range<usize>) -> impl Iterator<Item = Numbers<'b>> {
        let start = self.keys.first_from(keys.start as u64);
        let end = self.keys.first_from(keys.end as u64);
        (start..end).map(move |place| self.run(place..place + 1))
    }

    /// The lists of the keys that stand at some places.
    fn run(&self, places: Range<usize>) -> Numbers<'b> {
        if places.is_empty() {
            return Numbers::default();
        }
        self.places.cut(self.starts.at(places.start)..self.starts.at(places.end))
    }
}

/// Where numbers lie in the bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    range: Range<usize>,
    width: usize,
}

impl Section {
    pub(super) fn of<'b>(&self, bytes: &'b [u8]) -> Numbers<'b> {
        Numbers { bytes: bytes.get(self.range.clone()).unwrap_or_default(), width: self.width }
    }
}

/// Takes one section after the other from the bytes.
pub(super) struct Sections<'b> {
    bytes: &'b [u8],
    place: usize,
}

impl<'b> Sections<'b> {
    /// What follows a mark; `None` if the bytes do not begin with it.
    pub(super) fn behind(mark: &[u8], bytes: &'b [u8]) -> Option<Self> {
        bytes.starts_with(mark).then_some(Self { bytes, place: mark.len() })
    }

    /// The next section; `None` if there is none that ends within the bytes.
    pub(super) fn next(&mut self) -> Option<Section> {
        let head = self.bytes.get(self.place..)?.first_chunk::<HEAD>()?;
        let [width, length @ ..] = u64::from_le_bytes(*head).to_le_bytes();
        let length = length.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte));
        let start = self.place + HEAD;
        let end = start.checked_add(length).filter(|end| *end <= self.bytes.len())?;
        self.place = end;
        (1..=8).contains(&width).then_some(Section { range: start..end, width: usize::from(width) })
    }

    /// Whether nothing follows.
    pub(super) fn are_done(&self) -> bool {
        self.place == self.bytes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::super::writer::Writer;
    use super::{Lists, Sections, Texts, first, first_near};

    #[test]
    fn what_was_written_is_read_where_it_lies() {
        let mut writer = Writer::of(b"mark");
        writer.numbers([7, 300, 70_000].into_iter());
        writer.texts(&["ash", "soot", "sooth"]);
        writer.lists(9, [(8, 5), (2, 1000), (8, 4), (2, 1)].into_iter());
        let mut sections = Sections::behind(b"mark", &writer.bytes).unwrap();
        let mut next = || sections.next().unwrap().of(&writer.bytes);
        assert_eq!(next().iter().collect::<Vec<_>>(), [7, 300, 70_000]);
        let texts = Texts { starts: next(), letters: next() };
        assert_eq!((texts.len(), texts.get(1), texts.get(3)), (3, &b"soot"[..], &b""[..]));
        assert_eq!((texts.beginning_with(b"so"), texts.beginning_with(b"b")), (1..3, 1..1));
        assert_eq!((texts.find(b"sooth"), texts.find(b"sootha")), (Some(2), None));
        let lists = Lists { keys: next(), starts: next(), places: next() };
        assert_eq!(lists.of(8..9).iter().collect::<Vec<_>>(), [5, 4]);
        assert_eq!(lists.of(0..9).iter().collect::<Vec<_>>(), [1000, 1, 5, 4]);
        assert_eq!((lists.of(3..8).len(), lists.each(0..9).count()), (0, 2));
        assert!(sections.are_done());
    }

    #[test]
    fn bytes_that_end_too_early_are_no_section() {
        let mut writer = Writer::of(b"");
        writer.numbers(0..100);
        for end in 0..writer.bytes.len() {
            let mut sections = Sections::behind(b"", &writer.bytes[..end]).unwrap();
            assert!(sections.next().is_none());
        }
    }

    #[test]
    fn the_first_place_is_the_same_from_wherever_it_is_looked_for() {
        for end in 0..20 {
            for place in 0..=end {
                assert_eq!(first(0..end, |other| other >= place), place);
                assert_eq!(first_near(0..end, |other| other >= place), place);
            }
        }
    }
}
