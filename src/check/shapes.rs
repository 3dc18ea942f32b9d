//! Which words of a text could be one of a short list, by their first two letters and their length alone.
//!
//! Promises: every word of the list fits; of the words of a text nearly none does, so that few are held against the list.

/// What the words of a list look like.
pub(super) struct Shapes {
    /// For each first byte, a bit for each length that a word of the list with that byte has; longer ones share the last.
    lengths: [u8; 256],
    /// For each first byte, a bit for each second one, by its last five bits.
    seconds: [u32; 256],
}

impl Shapes {
    /// Of no word.
    pub(super) const NONE: Self = Self { lengths: [0; 256], seconds: [0; 256] };

    /// The same with some more words.
    pub(super) const fn with(mut self, words: &[&str]) -> Self {
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            self.lengths[first(word)] |= length(word);
            self.seconds[first(word)] |= second(word);
            at += 1;
        }
        self
    }

    /// The same with every word of two letters or more that begins with one of some letters and goes on with one of them.
    pub(super) const fn with_all_of(mut self, letters: &[u8]) -> Self {
        let mut at = 0;
        while at < letters.len() * letters.len() {
            let word = [letters[at / letters.len()], letters[at % letters.len()]];
            // Every length but none and one.
            self.lengths[first(&word)] |= !(length(b"") | length(b"a"));
            self.seconds[first(&word)] |= second(&word);
            at += 1;
        }
        self
    }

    /// Those of either list.
    pub(super) fn or(mut self, other: &Self) -> Self {
        self.lengths.iter_mut().zip(&other.lengths).for_each(|(own, other)| *own |= other);
        self.seconds.iter_mut().zip(&other.seconds).for_each(|(own, other)| *own |= other);
        self
    }

    /// Whether a word could be one of the list.
    #[inline]
    pub(super) const fn fit(&self, word: &str) -> bool {
        let word = word.as_bytes();
        self.lengths[first(word)] & length(word) != 0 && self.seconds[first(word)] & second(word) != 0
    }
}

const fn first(word: &[u8]) -> usize {
    match word {
        [first, ..] => *first as usize,
        [] => 0,
    }
}

const fn second(word: &[u8]) -> u32 {
    match word {
        [_first, second, ..] => 1 << (*second & 31),
        [_] | [] => 1,
    }
}

const fn length(word: &[u8]) -> u8 {
    if word.len() < 7 { 1 << word.len() } else { 1 << 7 }
}
