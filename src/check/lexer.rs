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
    let (mut start, mut spaced) = (0, true);
    while let Some(piece) = piece(text, start) {
        if let Some(sort) = piece.sort {
            let text = text.get(start..piece.end).unwrap_or_default();
            tokens.push(Token { sort, text, start, spaced, plain: piece.plain });
        }
        spaced = piece.sort.is_none();
        start = piece.end;
    }
}

/// A token or a character of white space, which is of no sort.
struct Piece {
    sort: Option<Sort>,
    end: usize,
    plain: bool,
}

/// What stands at a byte of a text; `None` at its end.
#[inline]
fn piece(text: &str, start: usize) -> Option<Piece> {
    let bytes = text.as_bytes();
    let one = |sort: Option<Sort>, length: usize| Piece { sort, end: start + length, plain: false };
    Some(match *bytes.get(start)? {
        b' ' | b'\t'..=b'\r' => one(None, 1),
        b'a'..=b'z' | b'A'..=b'Z' => word(text, start),
        b'0'..=b'9' => one(Some(Sort::Number), number_length(bytes.get(start..)?)),
        byte if byte.is_ascii() => one(Some(Sort::Mark), 1),
        _part_of_a_character => {
            let first = text.get(start..)?.chars().next()?;
            if first.is_alphabetic() {
                word(text, start)
            } else {
                one((!first.is_whitespace()).then_some(Sort::Mark), first.len_utf8())
            }
        }
    })
}

/// The word that begins at a byte of a text.
fn word(text: &str, start: usize) -> Piece {
    let bytes = text.as_bytes();
    let mut letters = start;
    while bytes.get(letters).is_some_and(u8::is_ascii_alphabetic) {
        letters += 1;
    }
    let mut end = letters;
    if bytes.get(letters).is_some_and(|next| next.is_ascii_digit() || !next.is_ascii()) {
        let rest = text.get(letters..).unwrap_or_default();
        end += rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    }
    Piece { sort: Some(Sort::Word), end, plain: end == letters }
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
