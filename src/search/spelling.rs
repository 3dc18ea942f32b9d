//! How far a misspelling lies from a word, and how far is too far.
//!
//! Promises: distances are counted in half mistakes, so that a letter that sounds like the right one costs less than any
//! other. What many names of a base end in says nothing of which one is meant: where the typed word ends so too, only
//! what stands before counts. No ending is known beforehand; they are counted in the base.

use std::collections::{HashMap, HashSet};

/// Letters that are written for one another, in lower case; the vowels first.
const ALIKE: [&[u8]; 10] = [b"aeiouy", b"cksqxz", b"yij", b"fv", b"vwb", b"dt", b"bp", b"gk", b"0o", b"1li"];

/// For each byte the rows of `ALIKE` that contain it, one bit a row.
const ROWS: [u16; 256] = {
    let mut rows = [0; 256];
    let mut row = 0;
    while row < ALIKE.len() {
        let mut place = 0;
        while place < ALIKE[row].len() {
            rows[ALIKE[row][place] as usize] |= 1 << row;
            place += 1;
        }
        row += 1;
    }
    rows
};

/// Two letters that are written for one, and the one.
const DIGRAPHS: &[(&[u8; 2], u8)] = &[(b"ph", b'f'), (b"ks", b'x'), (b"cs", b'x'), (b"ck", b'k'), (b"qu", b'q')];

/// Whether two different letters sound alike, so that one for the other is half a mistake.
fn sound_alike(one: u8, other: u8) -> bool {
    let rows = |letter: u8| ROWS.get(usize::from(letter)).copied().unwrap_or(0);
    rows(one) & rows(other) != 0
}

/// A word as it sounds: two letters that stand for one become it.
fn sounds(word: &[u8], into: &mut Vec<u8>) {
    into.clear();
    let mut rest = word;
    while let Some((first, behind)) = rest.split_first() {
        let pair = DIGRAPHS.iter().find(|(pair, _)| rest.starts_with(&pair[..]));
        match pair {
            Some((pair, sound)) => {
                into.push(*sound);
                rest = &rest[pair.len()..];
            }
            None => {
                into.push(*first);
                rest = behind;
            }
        }
    }
}

/// The cost of a whole mistake, in half mistakes.
const WHOLE: u8 = 2;

/// The fewest names that make a shared ending a family's.
const FAMILY: usize = 3;

/// The fewest letters of a family's ending, and of what precedes it in a name.
const ENDING: usize = 5;
const STEM: usize = 3;

/// Edits of any kind that may lie between words of whose lengths the longer is `length`; what bounds the search.
pub(super) fn most_edits(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=5 => 1,
        6 => 2,
        7..=11 => 3,
        _longer => 4,
    }
}

/// Half mistakes that may lie between a typed word and a name.
pub(super) fn most_halves(length: usize) -> u8 {
    match length {
        0..=3 => 0,
        4..=5 => 2,
        6 => 3,
        7..=8 => 4,
        9..=11 => 5,
        _longer => 6,
    }
}

/// Half mistakes that may lie between what stands before a shared ending.
fn most_halves_of_stem(length: usize) -> u8 {
    match length {
        0..=2 => 0,
        3 => 2,
        4..=5 => 3,
        _longer => 4,
    }
}

/// Room for comparing, so that a keystroke allocates it once.
#[derive(Debug, Default)]
pub(super) struct Scales {
    typed: Vec<u8>,
    word: Vec<u8>,
    rows: [Vec<u8>; 4],
}

impl Scales {
    /// Half mistakes between a typed word and a word that is not the same; at least one.
    pub(super) fn weigh(&mut self, typed: &[u8], word: &[u8]) -> u8 {
        sounds(typed, &mut self.typed);
        sounds(word, &mut self.word);
        self.fill();
        self.rows.last().and_then(|row| row.last()).copied().unwrap_or(u8::MAX).max(1)
    }

    /// The same, where the word may go on beyond what was typed.
    pub(super) fn weigh_beginning(&mut self, typed: &[u8], word: &[u8]) -> u8 {
        sounds(typed, &mut self.typed);
        sounds(word, &mut self.word);
        self.fill();
        self.rows.last().and_then(|row| row.iter().min()).copied().unwrap_or(u8::MAX).max(1)
    }

    /// The table of costs, row for row of the typed word; the last four rows are kept, the last one last.
    fn fill(&mut self) {
        let width = self.word.len() + 1;
        if let Some(first) = self.rows.last_mut() {
            first.clear();
            first.push(0);
            for place in 1..width {
                let before = first.last().copied().unwrap_or(0);
                first.push(before.saturating_add(omission(&self.word, place - 1)));
            }
        }
        for place in 0..self.typed.len() {
            self.rows.rotate_left(1);
            self.fill_row(place);
        }
    }

    fn fill_row(&mut self, place: usize) {
        let (typed, word) = (&self.typed, &self.word);
        let [three, two, one, row] = &mut self.rows;
        let at = |row: &[u8], column: usize| row.get(column).copied().unwrap_or(u8::MAX / 2);
        let letter = |word: &[u8], place: usize| word.get(place).copied().unwrap_or(0);
        let here = letter(typed, place);
        row.clear();
        row.push(at(one, 0).saturating_add(addition(typed, place)));
        for column in 0..word.len() {
            let there = letter(word, column);
            let swap = if here == there { 0 } else { WHOLE - u8::from(sound_alike(here, there)) };
            let mut cost = at(one, column).saturating_add(swap);
            cost = cost.min(at(row, column).saturating_add(omission(word, column)));
            cost = cost.min(at(one, column + 1).saturating_add(addition(typed, place)));
            if column > 0 {
                // A syllable that was swallowed is one slip, though it has two letters.
                cost = cost.min(at(row, column - 1).saturating_add(WHOLE + 1));
            }
            let crossed = |by: usize| {
                place >= by && column >= by && here == letter(word, column - by) && letter(typed, place - by) == there
            };
            if crossed(1) {
                cost = cost.min(at(two, column - 1).saturating_add(WHOLE));
            }
            // Two letters that changed places over a third one: a slip of the tongue more than of the hand.
            if crossed(2) && letter(typed, place - 1) == letter(word, column - 1) {
                cost = cost.min(at(three, column - 2).saturating_add(WHOLE + 1));
            }
            row.push(cost);
        }
    }
}

/// What it costs to have left out a letter: half where it doubles the one before.
fn omission(word: &[u8], place: usize) -> u8 {
    WHOLE - u8::from(doubles(word, place))
}

/// What it costs to have added a letter: half where it doubles the one before.
fn addition(typed: &[u8], place: usize) -> u8 {
    WHOLE - u8::from(doubles(typed, place))
}

fn doubles(word: &[u8], place: usize) -> bool {
    place > 0 && word.get(place) == word.get(place - 1)
}

/// What several of some names end in, sorted; each name is one word.
pub(super) fn shared_endings<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let names: HashSet<&str> = names.collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for name in names {
        for length in ENDING..=name.len().saturating_sub(STEM) {
            *count.entry(name.get(name.len() - length..).unwrap_or_default()).or_default() += 1;
        }
    }
    let shared = count.into_iter().filter(|(_, count)| *count >= FAMILY);
    let mut shared: Vec<String> = shared.map(|(ending, _)| ending.to_owned()).collect();
    shared.sort();
    shared
}

/// The shared endings of what was typed.
#[derive(Debug)]
pub(super) struct TypedEndings<'t> {
    typed: &'t str,
    shared: Vec<&'t str>,
}

impl<'t> TypedEndings<'t> {
    /// Those of the endings of a base that a word has, from the longest to the shortest. The endings are sorted.
    pub(super) fn of(typed: &'t str, endings: &[String]) -> Self {
        let last = (typed.len() + 1).saturating_sub(ENDING);
        let is_shared = |ending: &&str| endings.binary_search_by(|known| known.as_str().cmp(ending)).is_ok();
        Self { typed, shared: (0..last).map(|start| &typed[start..]).filter(is_shared).collect() }
    }

    /// Whether it ends as a family of names does; whoever typed that has typed a whole name.
    pub(super) fn any(&self) -> bool {
        !self.shared.is_empty()
    }

    /// Half mistakes before the ending that the typed word and a name share, if any, and whether there are too many.
    pub(super) fn weigh_stems(&self, scales: &mut Scales, name: &[u8]) -> Option<(u8, bool)> {
        let ending = self.shared.iter().find(|ending| name.ends_with(ending.as_bytes()))?;
        let typed_stem = self.typed.strip_suffix(ending)?.as_bytes();
        let stem = name.strip_suffix(ending.as_bytes())?;
        let cost = scales.weigh(typed_stem, stem);
        Some((cost, cost > most_halves_of_stem(typed_stem.len().max(stem.len()))))
    }
}

#[cfg(test)]
mod tests {
    use super::{Scales, TypedEndings, shared_endings, sounds};

    #[test]
    fn a_word_is_reduced_to_its_sounds() {
        let mut out = Vec::new();
        sounds(b"phoquack", &mut out);
        assert_eq!(out, b"foqak");
    }

    #[test]
    fn what_sounds_alike_costs_half() {
        let mut scales = Scales::default();
        for (typed, word, halves) in [
            ("lantern", "lantern", 1),
            ("lantirn", "lantern", 1),
            ("landern", "lantern", 1),
            ("langern", "lantern", 2),
            ("lanetrn", "lantern", 2),
            ("natlern", "lantern", 6),
            ("lanntern", "lantern", 1),
            ("antern", "lantern", 2),
            ("latnern", "lantern", 2),
            ("lanretn", "lantern", 3),
            ("latern", "lantern", 2),
            ("lanrn", "lantern", 3),
            ("fosfor", "phosphor", 1),
            ("soot", "lantern", 10),
        ] {
            assert_eq!(scales.weigh(typed.as_bytes(), word.as_bytes()), halves, "{typed}");
        }
        assert_eq!(scales.weigh_beginning(b"lanta", b"lantern"), 1);
    }

    #[test]
    fn a_shared_ending_does_not_speak_for_a_name() {
        let shared = shared_endings(["borwickol", "talwickol", "snuwickol", "ember"].into_iter());
        let is_whole = |typed: &str| TypedEndings::of(typed, &shared).any();
        assert!(is_whole("anywickol") && !is_whole("anyember") && !is_whole("kol"));
        let mut scales = Scales::default();
        let mut stems =
            |typed: &str, name: &str| TypedEndings::of(typed, &shared).weigh_stems(&mut scales, name.as_bytes());
        assert_eq!(stems("barwickol", "borwickol"), Some((1, false)));
        assert_eq!(stems("tanwickol", "borwickol"), Some((5, true)));
        assert_eq!(stems("ambir", "ember"), None);
    }
}
