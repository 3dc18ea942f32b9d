//! A text as numbers, words and marks.
//!
//! Promises: every character that is no white space belongs to exactly one token, and a token knows its bytes. Never
//! judges; the rules do.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Digits, with commas and points between them: `1,000`, `0.5`.
    Number,
    /// A letter, and the letters and digits behind it: `mg`, `CD8`.
    Word,
    /// Any other character, alone.
    Mark,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// What it is.
    pub(super) sort: Sort,
    /// As it stands in the text.
    pub(super) text: &'t str,
    /// Its first byte.
    pub(super) start: usize,
    /// Whether white space or the beginning of the text stands before it.
    pub(super) spaced: bool,
    /// Whether it is a word of ASCII letters alone, as nearly all words are; most rules speak of others only.
    pub(super) plain: bool,
}

impl Token<'_> {
    /// One past its last byte.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The number as it is meant, without commas; `None` for what is no number, or one of two points.
    pub(super) fn value(&self) -> Option<f64> {
        (self.sort == Sort::Number).then(|| self.text.replace(',', "").parse().ok()).flatten()
    }

    /// Whether it is this word or mark.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }
}

/// The bytes from the first token to the last.
pub(super) fn span(first: &Token<'_>, last: &Token<'_>) -> Range<usize> {
    first.start..last.end()
}

/// Takes a text apart.
pub(super) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    lex_into(text, &mut tokens);
    tokens
}

/// The same into a list that is emptied first, for whoever takes many texts apart.
pub(super) fn lex_into<'t>(text: &'t str, tokens: &mut Vec<Token<'t>>) {
    tokens.clear();
    let mut spaced = true;
    let mut start = 0;
    while let Some(byte) = text.as_bytes().get(start) {
        // Most words stand behind one plain space.
        if *byte == b' ' {
            spaced = true;
            start += 1;
            continue;
        }
        let rest = &text[start..];
        let first = if byte.is_ascii() { char::from(*byte) } else { rest.chars().next().unwrap_or_default() };
        if first.is_whitespace() {
            spaced = true;
            start += first.len_utf8();
            continue;
        }
        let mut plain = false;
        let (sort, length) = if first.is_ascii_digit() {
            (Sort::Number, number_length(rest))
        } else if first.is_alphabetic() {
            let length;
            (length, plain) = word_length(rest);
            (Sort::Word, length)
        } else {
            (Sort::Mark, first.len_utf8())
        };
        tokens.push(Token { sort, text: &rest[..length], start, spaced, plain });
        spaced = false;
        start += length;
    }
}

/// The bytes of a word at the beginning of a text, and whether all of them are ASCII letters.
fn word_length(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let letters = bytes.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(bytes.len());
    match bytes.get(letters) {
        Some(next) if next.is_ascii_digit() || !next.is_ascii() => {
            let rest = &text[letters..];
            let length = letters + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            (length, length == letters)
        }
        Some(_) | None => (letters, true),
    }
}

/// The bytes of a number at the beginning of a text. A point or comma belongs to it only if a digit follows.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while digit(at) || (bytes.get(at).is_some_and(|b| *b == b'.' || *b == b',') && digit(at + 1)) {
        at += 1;
    }
    at
}
