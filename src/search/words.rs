//! From a text to the words that are compared.
//!
//! Promises: a word is lower-case ASCII letters and digits, so a byte is a letter; what is folded for the index and what
//! is folded for a query is folded by the same function.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::layout::fold;

/// No name of a drug has more words.
const MOST_WORDS: usize = 6;

/// The words of a text, in one string without anything between them, and where each ends.
#[derive(Debug, Default)]
pub(super) struct Words {
    letters: String,
    ends: Vec<usize>,
}

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::of_ascii(text);
        }
        // A sign parts words even where it is read as one, such as that for degrees.
        let kept = |c: char| if c.is_alphanumeric() || is_combining_mark(c) { c } else { ' ' };
        Self::of_ascii(&fold(&text.chars().map(kept).collect::<String>()))
    }

    fn of_ascii(text: &str) -> Self {
        let mut words = Self { letters: String::with_capacity(text.len()), ends: Vec::new() };
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            words.letters.push_str(word);
            words.ends.push(words.letters.len());
        }
        words.letters.make_ascii_lowercase();
        words
    }

    /// All of it without hyphens and spaces, as codes are compared.
    pub(super) fn squeezed(&self) -> &str {
        &self.letters
    }

    /// Each word.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).filter_map(|(start, end)| self.letters.get(start..*end))
    }

    /// Each word and each few words that follow each other, without what stands between them, and the places of the words.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied()).zip(0..self.ends.len());
        starts.flat_map(move |(start, first)| {
            let ends = self.ends.iter().enumerate().skip(first).take(MOST_WORDS);
            ends.filter_map(move |(last, end)| Some((self.letters.get(start..*end)?, first..last + 1)))
        })
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// A code whose number begins with zeros, without them; `None` if it does not. People leave them out.
pub(super) fn without_zeros(word: &str) -> Option<String> {
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = word.split_at(digits);
    let bare = number.trim_start_matches('0');
    (bare.len() < number.len() && bare.starts_with(|c: char| c.is_ascii_digit())).then(|| format!("{letters}{bare}"))
}

/// The number of a registry or code without the letters before it; `None` if there are none.
pub(super) fn without_prefix(word: &str) -> Option<&str> {
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let number = word.get(digits..)?;
    (digits > 0 && number.len() >= 3 && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{Words, without_prefix, without_zeros};

    #[test]
    fn a_text_is_cut_into_folded_words() {
        let words = Words::of("IFN-γ, Šuti\u{107}’s 5°");
        assert_eq!(words.iter().collect::<Vec<_>>(), ["ifn", "gamma", "sutic", "s", "5"]);
        assert_eq!(words.squeezed(), "ifngammasutics5");
    }

    #[test]
    fn a_code_is_known_without_its_zeros_and_without_its_letters() {
        assert_eq!(without_zeros("wk00120").as_deref(), Some("wk120"));
        assert_eq!(without_zeros("wk120"), None);
        assert_eq!(without_prefix("wk00120"), Some("00120"));
        assert_eq!(without_prefix("wk1b"), None);
    }
}
