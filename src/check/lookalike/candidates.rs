//! Which of many names could be alike, without holding each against each.
//!
//! Promises: every two names that `likeness` finds alike are among the pairs, each pair once and in order. Most pairs are
//! alike; whoever asks still looks.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::{CONTAINED, EDITS};

/// So many letters of a name are looked at for edits. The letters behind them bring pairs in, and none out.
const LETTERS: usize = 20;

/// Pairs of places in `names`, the lower first.
pub(super) fn pairs(names: &[&str]) -> Vec<(usize, usize)> {
    let mut pairs = few_edits_apart(names);
    pairs.extend(one_inside_the_other(names));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Names that can be made the same by leaving out a letter for each edit. An edit is in one place of either name: a letter
/// added or dropped is left out of the name that has it, a changed one out of both, and of two that are swapped the first
/// out of one and the second out of the other. So names a few edits apart share what is left of them, and the same holds
/// of their beginnings.
///
/// Source: Garbe W, SymSpell, the symmetric delete spelling correction algorithm, 2012.
fn few_edits_apart(names: &[&str]) -> Vec<(usize, usize)> {
    let mut left: Vec<(u64, usize)> = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let letters: Vec<char> = name.chars().take(LETTERS).collect();
        let first = left.len();
        // Names of which the edits would leave nothing are not alike.
        let edits = EDITS.min(letters.len().saturating_sub(1));
        leave_out(&letters, edits, &mut |rest| left.push((FixedState::with_seed(0).hash_one(rest), number)));
        let mut own = left.split_off(first);
        own.sort_unstable();
        own.dedup();
        left.extend(own);
    }
    left.sort_unstable();
    let mut pairs = Vec::new();
    let mut most = 1 << 16;
    for same in left.chunk_by(|(one, _), (other, _)| one == other) {
        for (at, (_hash, one)) in same.iter().enumerate() {
            pairs.extend(same.iter().skip(at + 1).map(|(_hash, two)| (*one, *two)));
        }
        // Names that are the same but for a letter share much of what is left of them.
        if pairs.len() > most {
            pairs.sort_unstable();
            pairs.dedup();
            most = most.max(2 * pairs.len());
        }
    }
    pairs
}

/// What is left of some letters when up to `most` of them are left out, each way once or more often.
fn leave_out(letters: &[char], most: usize, found: &mut impl FnMut(&[char])) {
    found(letters);
    if most == 0 {
        return;
    }
    for out in 0..letters.len() {
        let mut rest = letters.to_vec();
        rest.remove(out);
        leave_out(&rest, most - 1, found);
    }
}

/// Names that stand in another one. In order, the names with which a text begins are the last one not behind the text, as
/// far as it is one, the longest name with which that one begins, and so on.
fn one_inside_the_other(names: &[&str]) -> Vec<(usize, usize)> {
    let long = |(_number, name): &(usize, &&str)| name.chars().count() >= CONTAINED;
    let mut sorted: Vec<(&str, usize)> =
        names.iter().enumerate().filter(long).map(|(number, name)| (*name, number)).collect();
    sorted.sort_unstable();
    let shorter = longest_beginnings(&sorted);
    let mut pairs = Vec::new();
    for (number, name) in names.iter().enumerate() {
        for (at, _letter) in name.char_indices() {
            let rest = name.get(at..).unwrap_or_default();
            let mut next = sorted.partition_point(|(other, _number)| *other <= rest).checked_sub(1);
            while let Some((other, place)) = next.and_then(|next| sorted.get(next)) {
                if rest.starts_with(other) && *place != number {
                    pairs.push((number.min(*place), number.max(*place)));
                }
                next = next.and_then(|next| shorter.get(next).copied().flatten());
            }
        }
    }
    pairs
}

/// For each name in order, the last one before it with which it begins.
fn longest_beginnings(sorted: &[(&str, usize)]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut longest = Vec::with_capacity(sorted.len());
    for (at, (name, _number)) in sorted.iter().enumerate() {
        while open.last().and_then(|last| sorted.get(*last)).is_some_and(|(last, _number)| !name.starts_with(last)) {
            open.pop();
        }
        longest.push(open.last().copied());
        open.push(at);
    }
    longest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::likeness;
    use super::pairs;

    proptest! {
        // Few letters, so that many names are alike; some names longer than what is looked at.
        #[test]
        fn no_two_names_that_are_alike_are_missed(names in prop::collection::vec("[abc\u{e9}]{1,9}|(ab|c){9,14}", 0..40)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let found = pairs(&names);
            prop_assert!(found.is_sorted_by(|one, next| one < next));
            for (one, name) in names.iter().enumerate() {
                for (two, other) in names.iter().enumerate().skip(one + 1) {
                    if likeness(name, other).is_some() {
                        prop_assert!(found.contains(&(one, two)), "{name} and {other}");
                    }
                }
            }
        }
    }
}
