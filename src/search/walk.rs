//! From a misspelling to the words one edit away from it, in a sorted list.
//!
//! Promises: finds what a look at every word would find. Words that begin alike are compared once for what they share, and
//! where their beginning is already too far from what was typed all of them are passed over; so the work grows with what
//! is near, and hardly with the list. An edit is a letter put in, left out, replaced, or changed with the next one.
//!
//! A beginning is compared with every beginning of what was typed at once, a bit for each, as Wu and Manber did ("Fast text
//! searching allowing errors", Communications of the ACM 35, 1992).

use super::packed::first_near;

/// What was typed is at most so long: a bit for each of its beginnings, the empty one among them.
pub(super) const LONGEST: usize = 63;

/// Which beginnings of what was typed are the beginning of a word, and which are it or one edit away.
type Row = [u64; 2];

/// Calls `each` with the place of every word that is one edit from what was typed. The words are sorted, and `word` gives
/// them by their places below `count`. To what is longer than [`LONGEST`] nothing is near.
pub(super) fn beside<'w>(count: usize, word: impl Fn(usize) -> &'w [u8], typed: &[u8], mut each: impl FnMut(usize)) {
    let Some(mut rows) = Rows::of(typed) else { return };
    let mut place = 0;
    while place < count {
        let here = word(place);
        let compared = rows.compare(here);
        if compared == here.len() {
            if rows.is_one_edit() {
                each(place);
            }
            place += 1;
        } else {
            // The next word that begins otherwise.
            let beginning = here.get(..=compared).unwrap_or(here);
            place = first_near(place + 1..count, |other| !word(other).starts_with(beginning));
        }
    }
}

/// What was typed, and a row for each beginning of the word that was looked at last.
struct Rows {
    typed: usize,
    /// Of each letter, where it was typed.
    places: [u64; 256],
    letters: Vec<u8>,
    rows: Vec<Row>,
}

impl Rows {
    fn of(typed: &[u8]) -> Option<Self> {
        if typed.len() > LONGEST {
            return None;
        }
        let mut places = [0_u64; 256];
        for (place, letter) in typed.iter().enumerate() {
            places.get_mut(usize::from(*letter)).into_iter().for_each(|places| *places |= 1 << place);
        }
        // Before the first letter, as many have been left out as were typed.
        Some(Self { typed: typed.len(), places, letters: Vec::new(), rows: vec![[0b1, 0b11]] })
    }

    /// Compares a word from its beginning; returns how many of its letters are near enough, at most all.
    fn compare(&mut self, word: &[u8]) -> usize {
        let shared = self.letters.iter().zip(word).take_while(|(one, other)| one == other).count();
        self.letters.truncate(shared);
        self.rows.truncate(shared + 1);
        for letter in word.iter().skip(shared) {
            let row = self.next(*letter);
            if row == [0; 2] {
                break;
            }
            self.letters.push(*letter);
            self.rows.push(row);
        }
        self.letters.len()
    }

    /// Whether the word that was compared to its end is one edit away.
    fn is_one_edit(&self) -> bool {
        self.rows.last().is_some_and(|row| row.map(|near| near >> self.typed & 1) == [0, 1])
    }

    /// The row of the beginning that is one letter longer.
    fn next(&self, letter: u8) -> Row {
        let typed = |letter: u8| self.places.get(usize::from(letter)).copied().unwrap_or(0);
        let [none, one] = self.rows.last().copied().unwrap_or_default();
        let before = self.rows.len().checked_sub(2).and_then(|place| self.rows.get(place));
        let [before, _] = before.copied().unwrap_or_default();
        let here = typed(letter);
        let crossed = self.letters.last().map_or(0, |last| typed(*last) >> 1 & here);
        let next = (none & here) << 1;
        // Put in, replaced, left out, changed with the one before.
        let slips = none | none << 1 | next << 1 | (before & crossed) << 2;
        let all = u64::MAX >> (LONGEST - self.typed);
        [next, ((one & here) << 1 | slips) & all]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rapidfuzz::distance::osa;

    use super::beside;

    fn walked(words: &[String], typed: &str) -> Vec<usize> {
        let mut found = Vec::new();
        beside(words.len(), |place| words[place].as_bytes(), typed.as_bytes(), |place| found.push(place));
        found
    }

    fn scanned(words: &[String], typed: &str) -> Vec<usize> {
        let edits = |place: &usize| osa::distance(words[*place].bytes(), typed.bytes());
        (0..words.len()).filter(|place| edits(place) == 1).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_walk_finds_what_a_scan_finds(words in prop::collection::btree_set("[a-c]{1,8}", 0..60), typed in "[a-c]{0,9}") {
            let words: Vec<String> = words.into_iter().collect();
            prop_assert_eq!(walked(&words, &typed), scanned(&words, &typed));
        }
    }

    #[test]
    fn the_longest_that_can_be_typed_is_walked() {
        let words = ["a".repeat(62), "a".repeat(63), "a".repeat(64), "a".repeat(65), "b".repeat(64)];
        for length in 60..=63 {
            let typed = "a".repeat(length);
            assert_eq!(walked(&words, &typed), scanned(&words, &typed));
        }
        assert!(walked(&words, &"a".repeat(64)).is_empty());
    }
}
