//! Which of many names could be alike, without comparing each with each.
//!
//! Promises: every two names of different drugs that `likeness` finds alike are among the pairs, each pair once and in order.
//! Never promises that a pair is alike, although most are.

use super::{CONTAINED, EDITS};

/// How many letters of a name are compared. The letters after them could only remove pairs.
const LETTERS: usize = 20;

/// A name, and the number of its drug.
type Name = (usize, String);

/// Pairs of indices into `names`, the lower first. The names of each drug are next to each other.
pub(super) fn pairs(names: &[Name]) -> Vec<(usize, usize)> {
    let mut pairs = few_edits_apart(names);
    pairs.extend(one_inside_the_other(names));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Names that become equal if a letter is left out for each edit: a letter added or dropped is left out of the name that has it,
/// a changed one out of both, and of two that are swapped the first out of one name and the second out of the other. So names a
/// few edits apart share what remains of them, and so do their beginnings.
///
/// Source: Garbe W, SymSpell, the symmetric delete spelling correction algorithm, 2012.
fn few_edits_apart(names: &[Name]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut most = 1 << 16;
    for same in remainders(names).chunk_by(|(one, _), (other, _)| one == other) {
        let mut of_other_drugs = 0;
        for (at, (_hash, one)) in same.iter().enumerate() {
            // The names of one drug are next to each other, so each run of them is skipped once.
            of_other_drugs = of_other_drugs.max(at);
            while same.get(of_other_drugs).is_some_and(|(_hash, two)| names[*one].0 == names[*two].0) {
                of_other_drugs += 1;
            }
            pairs.extend(same[of_other_drugs..].iter().map(|(_hash, two)| (*one, *two)));
        }
        // Names that are one letter apart share many remainders.
        if pairs.len() > most {
            pairs.sort_unstable();
            pairs.dedup();
            most = most.max(2 * pairs.len());
        }
    }
    pairs
}

/// The hashes of all remainders of each name, with the index of the name, in order and each once.
fn remainders(names: &[Name]) -> Vec<(u64, usize)> {
    let mut left = Vec::new();
    for (number, (_drug, name)) in names.iter().enumerate() {
        let letters = Letters::new(name);
        // Names of which the edits would leave nothing are not alike.
        let most = EDITS.min(letters.count.saturating_sub(1));
        letters.leave_out(0, 0, 0, most, &mut |rest| left.push((rest, number)));
    }
    left.sort_unstable();
    left.dedup();
    left
}

/// The letters of a name, prepared so that the hash of a remainder takes a few steps, however long it is: the hash is the sum of
/// each letter times a power that depends on its index.
struct Letters {
    count: usize,
    /// The sums up to each letter if no letter before it was left out, if one was, and so on: each moves the later letters forward.
    sums: [Vec<u64>; EDITS + 1],
}

impl Letters {
    fn new(name: &str) -> Self {
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

    /// Finds the remainders when up to `most` letters are left out, of which `out` come before `from`, where the sum is `before`.
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

/// Names that another one contains. In alphabetical order, the names with which a text begins are the last one not after the
/// text, as far as the text begins with it, the longest name with which that one begins, and so on.
fn one_inside_the_other(names: &[Name]) -> Vec<(usize, usize)> {
    let long = |(_number, name): &(usize, &str)| name.chars().count() >= CONTAINED;
    let all = names.iter().enumerate().map(|(number, (_drug, name))| (number, name.as_str()));
    let mut sorted: Vec<(&str, usize)> = all.clone().filter(long).map(|(number, name)| (name, number)).collect();
    sorted.sort_unstable();
    let shorter = longest_beginnings(&sorted);
    let mut pairs = Vec::new();
    for (number, name) in all {
        for (at, _letter) in name.char_indices() {
            let rest = &name[at..];
            let mut next = sorted.partition_point(|(other, _number)| *other <= rest).checked_sub(1);
            while let Some(index) = next {
                let (other, other_number) = sorted[index];
                if rest.starts_with(other) && names[number].0 != names[other_number].0 {
                    pairs.push((number.min(other_number), number.max(other_number)));
                }
                next = shorter[index];
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
        while open.last().is_some_and(|last| !name.starts_with(sorted[*last].0)) {
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
    use super::{EDITS, Name, pairs, remainders};

    /// Names of as many drugs, in turn.
    fn of_drugs(names: impl IntoIterator<Item = String>) -> Vec<Name> {
        names.into_iter().enumerate().collect()
    }

    #[test]
    fn equal_remainders_of_a_name_are_there_once() {
        let names = of_drugs(["aaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbb"].map(str::to_owned));
        assert_eq!(remainders(&names).len(), names.len() * (EDITS + 1));
    }

    #[test]
    fn the_names_of_one_drug_make_no_pairs_however_many_they_are() {
        let mut names: Vec<Name> = (0..4_300).map(|number| (0, format!("alias{number:04}"))).collect();
        names.push((1, "alias0000".to_owned()));
        assert!(pairs(&names).iter().all(|(one, two)| *one < 4_300 && *two == 4_300));
    }

    proptest! {
        // Few letters, so that many names are alike; some names longer than what is compared.
        #[test]
        fn no_two_names_that_are_alike_are_missed(names in prop::collection::vec("[abc\u{e9}]{1,9}|(ab|c){9,14}", 0..40)) {
            let names = of_drugs(names);
            let found = pairs(&names);
            prop_assert!(found.is_sorted_by(|one, next| one < next));
            for (one, (_drug, name)) in names.iter().enumerate() {
                for (two, (_drug, other)) in names.iter().enumerate().skip(one + 1) {
                    if likeness(name, other).is_some() {
                        prop_assert!(found.contains(&(one, two)), "{name} and {other}");
                    }
                }
            }
        }

        #[test]
        fn no_two_names_of_two_drugs_are_missed(names in prop::collection::vec("[ab]{1,6}", 0..40), drugs in 1..6_usize) {
            let names: Vec<Name> = names.into_iter().enumerate().map(|(number, name)| (number / drugs, name)).collect();
            let found = pairs(&names);
            for (one, (drug, name)) in names.iter().enumerate() {
                for (two, (other_drug, other)) in names.iter().enumerate().skip(one + 1) {
                    prop_assert!(drug != other_drug || !found.contains(&(one, two)));
                    if drug != other_drug && likeness(name, other).is_some() {
                        prop_assert!(found.contains(&(one, two)), "{name} and {other}");
                    }
                }
            }
        }
    }
}
