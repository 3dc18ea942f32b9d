//! From a misspelling to the words within two edits of it, in a sorted list.
//!
//! Promises: finds what a look at every word would find. Words that begin alike are compared once for what they share, and
//! where their beginning is already too far from what was typed all of them are passed over; so the work grows with what
//! is near, and hardly with the list. Edits are letters put in, left out, replaced, or changed with the next one, none of
//! them touched twice.
//!
//! A beginning is compared with every beginning of what was typed at once, a bit for each, as Wu and Manber did ("Fast text
//! searching allowing errors", Communications of the ACM 35, 1992).

use super::packed::first_near;

/// What was typed is at most so long: a bit for each of its beginnings, the empty one among them.
pub(super) const LONGEST: usize = 63;

/// For no edits, one and two, which beginnings of what was typed are so near a beginning of a word.
type Row = [u64; 3];

/// What is forgiven: one edit, and two in words of so many letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forgiven {
    pub(super) two_from: Option<usize>,
}

/// Calls `each` with the place of every word that is near what was typed, and how many edits it is away. The words are
/// sorted, and `word` gives them by their places below `count`. Of what is longer than [`LONGEST`] nothing is near.
pub(super) fn near<'w>(
    count: usize,
    word: impl Fn(usize) -> &'w [u8],
    (typed, forgiven): (&[u8], Forgiven),
    mut each: impl FnMut(usize, u8),
) {
    let Some(mut rows) = Rows::of(typed, forgiven) else { return };
    let mut place = 0;
    while place < count {
        let here = word(place);
        let compared = rows.compare(here);
        if compared == here.len() {
            rows.edits().into_iter().for_each(|edits| each(place, edits));
            place += 1;
        } else {
            // The next word that begins otherwise.
            let beginning = here.get(..=compared).unwrap_or(here);
            place = first_near(place..count, |other| !word(other).starts_with(beginning));
        }
    }
}

/// What was typed, and a row for each beginning of the word that was looked at last.
struct Rows {
    typed: usize,
    /// Of each letter, where it was typed.
    places: [u64; 256],
    /// From which length of a word on two edits are forgiven.
    two_from: Option<usize>,
    letters: Vec<u8>,
    rows: Vec<Row>,
}

impl Rows {
    fn of(typed: &[u8], forgiven: Forgiven) -> Option<Self> {
        if typed.len() > LONGEST {
            return None;
        }
        let mut places = [0; 256];
        for (place, letter) in typed.iter().enumerate() {
            places.get_mut(usize::from(*letter)).into_iter().for_each(|places: &mut u64| *places |= 1 << place);
        }
        let Forgiven { two_from } = forgiven;
        let mut rows = Self { typed: typed.len(), places, two_from, letters: Vec::new(), rows: Vec::new() };
        // Before the first letter, as many have been left out as were typed.
        let first = rows.bounded([0b1, 0b11, 0b111]);
        rows.rows.push(first);
        Some(rows)
    }

    /// Compares a word from its beginning; returns how many of its letters are near enough, at most all.
    fn compare(&mut self, word: &[u8]) -> usize {
        let shared = self.letters.iter().zip(word).take_while(|(one, other)| one == other).count();
        self.letters.truncate(shared);
        self.rows.truncate(shared + 1);
        for letter in word.iter().skip(shared) {
            let row = self.next(*letter);
            if row == [0; 3] {
                break;
            }
            self.letters.push(*letter);
            self.rows.push(row);
        }
        self.letters.len()
    }

    /// How many edits the word that was compared to its end is away.
    fn edits(&self) -> Option<u8> {
        let row = self.rows.last()?;
        (0..).zip(row).find(|(_, near)| *near >> self.typed & 1 == 1).map(|(edits, _)| edits)
    }

    /// The row of the beginning that is one letter longer.
    fn next(&self, letter: u8) -> Row {
        let typed = |letter: u8| self.places.get(usize::from(letter)).copied().unwrap_or(0);
        let [zero, one, two] = self.rows.last().copied().unwrap_or_default();
        let before = self.rows.len().checked_sub(2).and_then(|place| self.rows.get(place));
        let [before_zero, before_one, _] = before.copied().unwrap_or_default();
        let here = typed(letter);
        let crossed = self.letters.last().map_or(0, |last| typed(*last) >> 1 & here);
        let next_zero = (zero & here) << 1;
        // Put in, replaced, left out, changed with the one before.
        let slips = |fewer: u64, next: u64, before: u64| fewer | fewer << 1 | next << 1 | (before & crossed) << 2;
        let next_one = (one & here) << 1 | slips(zero, next_zero, before_zero);
        let next_two = (two & here) << 1 | slips(one, next_one, before_one);
        self.bounded([next_zero, next_one, next_two])
    }

    /// A row without what can no longer end well.
    fn bounded(&self, [zero, one, two]: Row) -> Row {
        let typed = u64::MAX >> (LONGEST - self.typed.min(LONGEST));
        // After two edits, how much longer the word is does not change any more.
        let most = self.two_from.and_then(|length| (self.rows.len() + self.typed).checked_sub(length));
        let bits = most.and_then(|most| u32::try_from(most + 1).ok());
        let two = bits.map_or(0, |bits| two & 1_u64.checked_shl(bits).unwrap_or(0).wrapping_sub(1));
        [zero & typed, one & typed, two & typed]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rapidfuzz::distance::osa;

    use super::{Forgiven, near};

    fn walked(words: &[String], typed: &str, forgiven: Forgiven) -> Vec<(usize, u8)> {
        let mut found = Vec::new();
        near(
            words.len(),
            |place| words[place].as_bytes(),
            (typed.as_bytes(), forgiven),
            |place, edits| {
                found.push((place, edits));
            },
        );
        found
    }

    fn scanned(words: &[String], typed: &str, forgiven: Forgiven) -> Vec<(usize, u8)> {
        let edits = |word: &String| u8::try_from(osa::distance(word.bytes(), typed.bytes())).unwrap();
        let most = |word: &String| 1 + u8::from(forgiven.two_from.is_some_and(|length| word.len() >= length));
        let near = words.iter().enumerate().map(|(place, word)| (place, edits(word), most(word)));
        near.filter(|(_, edits, most)| edits <= most).map(|(place, edits, _)| (place, edits)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_walk_finds_what_a_scan_finds(
            words in prop::collection::btree_set("[a-c]{1,8}", 0..60),
            typed in "[a-c]{0,9}",
            two_from in prop::option::of(0..12_usize),
        ) {
            let (words, forgiven): (Vec<String>, _) = (words.into_iter().collect(), Forgiven { two_from });
            prop_assert_eq!(walked(&words, &typed, forgiven), scanned(&words, &typed, forgiven));
        }
    }

    #[test]
    fn the_longest_that_can_be_typed_is_walked() {
        let words = ["a".repeat(62), "a".repeat(63), "a".repeat(64), "a".repeat(65), "b".repeat(64)];
        for length in 60..=63 {
            for two_from in [None, Some(0), Some(64)] {
                let (typed, forgiven) = ("a".repeat(length), Forgiven { two_from });
                assert_eq!(walked(&words, &typed, forgiven), scanned(&words, &typed, forgiven));
            }
        }
        assert_eq!(walked(&words, &"a".repeat(64), Forgiven { two_from: None }), []);
    }
}
