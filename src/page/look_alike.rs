//! Names that are easily taken for one another, with the letters in which they differ set off.
//!
//! Promises: what differs stands in brackets, so that it is seen without colour, without bold and on paper. No letter of a
//! name is changed: capitals inside a name would be read as another way to spell it. Which names look alike is said by the
//! base, not measured here; two drugs of one name are alike by themselves.

use super::{Role, Span};
use crate::knowledge::Drug;

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
pub fn set_off(a: &str, b: &str) -> [Vec<Span>; 2] {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (in_a, in_b) = common(&a, &b);
    [spans(&a, &in_a), spans(&b, &in_b)]
}

/// Which letters of each belong to the longest sequence of letters that both have in the same order.
fn common(a: &[char], b: &[char]) -> (Vec<bool>, Vec<bool>) {
    // `longest[i][j]` is the length of that sequence behind the first i letters of a and j of b.
    let mut longest = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    let at =
        |table: &Vec<Vec<usize>>, i: usize, j: usize| table.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let length = if a.get(i) == b.get(j) {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = length;
            }
        }
    }
    let (mut in_a, mut in_b) = (vec![false; a.len()], vec![false; b.len()]);
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a.get(i) == b.get(j) {
            if let (Some(x), Some(y)) = (in_a.get_mut(i), in_b.get_mut(j)) {
                (*x, *y) = (true, true);
            }
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    (in_a, in_b)
}

fn spans(name: &[char], common: &[bool]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut before = true;
    for (c, is_common) in name.iter().zip(common) {
        if *is_common != before || spans.is_empty() {
            if !before {
                close(&mut spans);
            }
            let role = if *is_common { Role::Plain } else { Role::Label };
            spans.push(Span::new(role, if *is_common { "" } else { "[" }));
        }
        before = *is_common;
        if let Some(last) = spans.last_mut() {
            last.text.push(*c);
        }
    }
    if !before {
        close(&mut spans);
    }
    spans
}

fn close(spans: &mut [Span]) {
    if let Some(last) = spans.last_mut() {
        last.text.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::set_off;

    fn text(a: &str, b: &str) -> [String; 2] {
        set_off(a, b).map(|spans| spans.iter().map(|span| span.text.as_str()).collect())
    }

    #[test]
    fn what_differs_stands_in_brackets_and_every_letter_is_kept() {
        assert_eq!(text("tallowine", "tallow"), ["tallow[ine]", "tallow"]);
        assert_eq!(text("sewick", "wick"), ["[se]wick", "wick"]);
        assert_eq!(text("same", "same"), ["same", "same"]);
        assert_eq!(text("ab", "cd"), ["[ab]", "[cd]"]);
        assert_eq!(text("", "x"), ["", "[x]"]);
    }
}
