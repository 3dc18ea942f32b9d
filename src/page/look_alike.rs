//! Names that are easily taken for one another, with the letters in which they differ set off.
//!
//! Promises: what differs is in brackets, so that it is seen without colour, without bold and on paper. No letter of a name
//! is changed: capitals inside a name would be read as another way to spell it. Which names look alike comes from the base
//! and is not measured here; two drugs of one name always do.

use std::hash::Hash;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::knowledge::Drug;
use crate::layout::{Role, Span};

/// The pairs of drugs, by their places in the list, whose names are easily confused.
pub fn look_alikes(drugs: &[&Drug]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (first, a) in drugs.iter().enumerate() {
        for (second, b) in drugs.iter().enumerate().skip(first + 1) {
            let near = |one: &Drug, other: &Drug| one.near.iter().any(|near| **near == other.id);
            if near(a, b) || near(b, a) || *a.name == *b.name {
                pairs.push((first, second));
            }
        }
    }
    pairs
}

/// Two names, the runs of letters in which each differs from the other in brackets.
pub fn bracket_differences(a: &str, b: &str) -> [Vec<Span>; 2] {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut names = [Vec::new(), Vec::new()];
    for stretch in stretches(Algorithm::Lcs, &a, &b) {
        for (name, letters) in names.iter_mut().zip([stretch.old, stretch.new]) {
            let letters: String = letters.iter().collect();
            match (stretch.same, letters.is_empty()) {
                (_, true) => {}
                (true, false) => name.push(Span::new(Role::Plain, letters)),
                (false, false) => name.push(Span::new(Role::Label, format!("[{letters}]"))),
            }
        }
    }
    names
}

/// A stretch of two texts that were taken apart into letters or words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'t, T> {
    /// Whether both have it, or each something else or nothing.
    pub same: bool,
    /// What the old text has.
    pub old: &'t [T],
    /// What the new text has.
    pub new: &'t [T],
}

/// Where two texts agree and where they differ, from beginning to end. Letters of names are compared by their longest common
/// subsequence, words of sentences by patience, which begins with the words that occur once.
pub fn stretches<'t, T: Hash + Eq + Ord>(
    algorithm: Algorithm,
    old: &'t [T],
    new: &'t [T],
) -> impl Iterator<Item = Stretch<'t, T>> {
    capture_diff_slices(algorithm, old, new).into_iter().map(|step| Stretch {
        same: step.tag() == DiffTag::Equal,
        old: &old[step.old_range()],
        new: &new[step.new_range()],
    })
}

#[cfg(test)]
mod tests {
    use super::bracket_differences;

    fn text(a: &str, b: &str) -> [String; 2] {
        bracket_differences(a, b).map(|spans| spans.iter().map(|span| span.text.as_str()).collect())
    }

    #[test]
    fn what_differs_stands_in_brackets_and_every_letter_is_kept() {
        assert_eq!(text("tallowine", "tallow"), ["tallow[ine]", "tallow"]);
        assert_eq!(text("sewick", "wick"), ["[se]wick", "wick"]);
        assert_eq!(text("same", "same"), ["same", "same"]);
        assert_eq!(text("abrowick", "bariwick"), ["[a]br[o]wick", "b[a]r[i]wick"]);
        assert_eq!(text("ab", "cd"), ["[ab]", "[cd]"]);
        assert_eq!(text("", "x"), ["", "[x]"]);
    }
}
