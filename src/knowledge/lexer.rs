//! A text as numbers, words and marks.
//!
//! Promises: every character that is not white space belongs to exactly one token, and a token knows its bytes. Never
//! judges; the rules do.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Digits, with commas and points between them: `1,000`, `0.5`.
    Number,
    /// A letter, and the letters and digits after it: `mg`, `CD8`.
    Word,
    /// Any other character, alone.
    Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'t str,
    /// The offset of its first byte.
    pub(crate) start: usize,
    /// Whether white space or the beginning of the text comes before it.
    pub(crate) spaced: bool,
}

impl Token<'_> {
    /// One past its last byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The value of a number, commas ignored; `None` for a word, a mark, or a number with two points.
    pub(crate) fn value(&self) -> Option<f64> {
        (self.kind == TokenKind::Number).then(|| self.text.replace(',', "").parse().ok()).flatten()
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub(crate) fn is_any_of(&self, texts: &[&str]) -> bool {
        texts.contains(&self.text)
    }
}

/// The bytes from the first token to the last.
pub(crate) fn span(first: &Token<'_>, last: &Token<'_>) -> Range<usize> {
    first.start..last.end()
}

/// The tokens of a text.
pub(crate) fn lex(text: &str) -> Vec<Token<'_>> {
    tokens(text).collect()
}

/// The tokens of a text, each read when it is asked for.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let (mut start, mut spaced) = (0, true);
    std::iter::from_fn(move || {
        loop {
            let rest = &text[start..];
            let first = rest.chars().next()?;
            let (kind, length) = if first.is_whitespace() {
                (start, spaced) = (start + first.len_utf8(), true);
                continue;
            } else if first.is_alphabetic() {
                (TokenKind::Word, rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()))
            } else if first.is_ascii_digit() {
                (TokenKind::Number, number_length(rest.as_bytes()))
            } else {
                (TokenKind::Mark, first.len_utf8())
            };
            let token = Token { kind, text: &rest[..length], start, spaced };
            (start, spaced) = (token.end(), false);
            return Some(token);
        }
    })
}

/// The bytes of a number at the beginning of a text. A point or comma belongs to it only if a digit follows.
fn number_length(bytes: &[u8]) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while digit(at) || (bytes.get(at).is_some_and(|b| *b == b'.' || *b == b',') && digit(at + 1)) {
        at += 1;
    }
    at
}
