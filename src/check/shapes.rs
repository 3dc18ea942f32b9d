//! Which words of a text could be one of a short list, by their first byte and their length alone.
//!
//! Promises: every word of the list fits; of the words of a text nearly none does, so that few are held against the list.

/// For each first byte, a bit for each length that a word of the list with that byte has; longer ones share the last.
pub(super) struct Shapes([u8; 256]);

impl Shapes {
    /// Of no word.
    pub(super) const NONE: Self = Self([0; 256]);

    /// The same with some more words.
    pub(super) const fn with(mut self, words: &[&str]) -> Self {
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            self.0[first(word)] |= length(word);
            at += 1;
        }
        self
    }

    /// Whether a word could be one of the list.
    pub(super) const fn fit(&self, word: &str) -> bool {
        self.0[first(word.as_bytes())] & length(word.as_bytes()) != 0
    }
}

const fn first(word: &[u8]) -> usize {
    match word {
        [first, ..] => *first as usize,
        [] => 0,
    }
}

const fn length(word: &[u8]) -> u8 {
    if word.len() < 7 { 1 << word.len() } else { 1 << 7 }
}
