//! Which of many names could be alike, without holding each against each.
//!
//! Promises: every two names that `likeness` finds alike are among the pairs, each pair once and in order. Most pairs are
//! alike; whoever asks still looks.

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
    let mut pairs = Vec::new();
    let mut most = 1 << 16;
    for same in left_of(names).chunk_by(|(one, _), (other, _)| one == other) {
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

/// The hash of all that is left of each name, with the number of the name, in order and each once.
fn left_of(names: &[&str]) -> Vec<(u64, usize)> {
    let mut left = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let letters = Letters::of(name);
        // Names of which the edits would leave nothing are not alike.
        let most = EDITS.min(letters.count.saturating_sub(1));
        letters.leave_out(0, 0, 0, most, &mut |rest| left.push((rest, number)));
    }
    left.sort_unstable();
    left.dedup();
    left
}

/// The letters of a name, so that each hash of what is left of them takes a few steps, however many are left: it is the sum of
/// each letter times a power of its place.
struct Letters {
    count: usize,
    /// The sums up to each letter where none was left out before, where one was, and so on, which moves all behind it forward.
    sums: [Vec<u64>; EDITS + 1],
}

impl Letters {
    fn of(name: &str) -> Self {
        // Any odd number of many digits.
        const POWER: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut powers = [1; EDITS + 1];
        for out in (0..EDITS).rev() {
            powers[out] = POWER.wrapping_mul(powers[out + 1]);
        }
        let mut sums = [const { Vec::new() }; EDITS + 1];
        for (sums, power) in sums.iter_mut().zip(powers) {
            let (mut sum, mut power) = (0, power);
            sums.push(sum);
            for letter in name.chars().take(LETTERS) {
                sum = u64::from(letter).wrapping_mul(power).wrapping_add(sum);
                power = power.wrapping_mul(POWER);
                sums.push(sum);
            }
        }
        Self { count: sums[0].len() - 1, sums }
    }

    /// What is left when up to `most` letters are left out, of which `out` stand before `from`, where the sum is `before`.
    fn leave_out(&self, from: usize, out: usize, before: u64, most: usize, found: &mut impl FnMut(u64)) {
        let Some(sums) = self.sums.get(out) else { return };
        let up_to = |at: usize| before.wrapping_add(sums[at]).wrapping_sub(sums[from]);
        found(up_to(self.count));
        if out < most {
            for at in from..self.count {
                self.leave_out(at + 1, out + 1, up_to(at), most, found);
            }
        }
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
    use super::{EDITS, left_of, pairs};

    #[test]
    fn what_is_left_of_a_name_in_several_ways_is_there_once() {
        let names = ["aaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbb"];
        assert_eq!(left_of(&names).len(), names.len() * (EDITS + 1));
    }

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
