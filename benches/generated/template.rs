//! A text of data/ with the stretches that differ from copy to copy.

use std::fmt::Write;

/// A text and where it differs.
#[derive(Clone, Debug, Default)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug)]
pub enum Piece {
    /// What is the same in every copy.
    Same(String),
    /// Behind an id: `-17`.
    Suffix,
    /// Behind an identifier: `0017`.
    Digits,
    /// A number of eight digits that stands here alone, by what is counted and how it stands in data/.
    Counted(usize, String),
    /// A name, by its number, as it is written here.
    Word(usize, Case),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Lower,
    Capital,
    Upper,
}

impl Case {
    pub fn of(word: &str) -> Self {
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        if upper > 1 && upper == word.chars().count() {
            Self::Upper
        } else if word.starts_with(char::is_uppercase) {
            Self::Capital
        } else {
            Self::Lower
        }
    }

    fn push(self, word: &str, out: &mut String) {
        match self {
            Self::Lower => out.push_str(word),
            Self::Upper => out.extend(word.chars().map(|c| c.to_ascii_uppercase())),
            Self::Capital => {
                let (first, rest) = word.split_at(1);
                out.push_str(&first.to_ascii_uppercase());
                out.push_str(rest);
            }
        }
    }
}

impl Template {
    pub fn push(&mut self, piece: Piece) {
        if let (Some(Piece::Same(before)), Piece::Same(more)) = (self.0.last_mut(), &piece) {
            before.push_str(more);
        } else {
            self.0.push(piece);
        }
    }

    pub fn append(&mut self, other: Self) {
        other.0.into_iter().for_each(|piece| self.push(piece));
    }

    /// Whether it is an id, with a suffix in each copy.
    pub fn is_suffixed(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Suffix))
    }

    /// Writes the text of a copy, whose names are `words`. The copy of number 0 is what stands in data/.
    pub fn write(&self, copy: usize, words: &[String], out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Same(text) => out.push_str(text),
                Piece::Suffix | Piece::Digits if copy == 0 => {}
                Piece::Counted(_place, original) if copy == 0 => out.push_str(original),
                Piece::Suffix => write!(out, "-{copy}").expect("memory"),
                Piece::Digits => write!(out, "{copy:04}").expect("memory"),
                Piece::Counted(place, _original) => {
                    write!(out, "{}", 50_000_000 + copy * 1_000 + place).expect("memory");
                }
                Piece::Word(number, case) => case.push(&words[*number], out),
            }
        }
    }
}
