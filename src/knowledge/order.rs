//! Lists in order.
//!
//! Promises what the sort of the standard library promises: what is equal keeps its order, and the steps are not counted in
//! squares. That one is compiled anew for each kind of list, 5 KB each time; here it is once, and sorts numbers of places.
//! Large lists that somebody waits for are left to the standard library, which is faster.

use std::cmp::Ordering;
use std::mem;

/// Sorts as `slice::sort_by` does.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let swaps = swaps(list.len(), &|one, other| match (list.get(one), list.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        (None, _) | (_, None) => Ordering::Equal,
    });
    apply(&swaps, list);
}

/// Sorts as `slice::sort_by_key` does.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts as `slice::sort_by_cached_key` does.
pub fn sort_by_cached_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    apply(&swaps(list.len(), &|one, other| keys.get(one).cmp(&keys.get(other))), list);
}

/// What puts so many things in order, if each two places are swapped in turn.
fn swaps(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut swaps = Vec::new();
    if (1..length).all(|place| compare(place - 1, place).is_le()) {
        return swaps;
    }
    // For each place, where the thing that belongs there stands.
    let mut sources: Vec<usize> = (0..length).collect();
    sources.sort_by(|one, other| compare(*one, *other));
    for first in 0..length {
        // Round a circle of places: each takes from the next, and the last has then what stood in the first.
        let mut place = first;
        while let Some(source) = sources.get_mut(place).map(|source| mem::replace(source, place)) {
            if source == first {
                break;
            }
            swaps.push((place, source));
            place = source;
        }
    }
    swaps
}

/// Swaps in turn.
fn apply<T>(swaps: &[(usize, usize)], list: &mut [T]) {
    for (one, other) in swaps {
        list.swap(*one, *other);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_is_sorted_as_the_standard_library_sorts_it(list in prop::collection::vec(0..9_u8, 0..60)) {
            let mut ours: Vec<(u8, usize)> = list.into_iter().zip(0..).collect();
            let (mut cached, mut theirs) = (ours.clone(), ours.clone());
            sort_by_key(&mut ours, |(value, _before)| *value);
            sort_by_cached_key(&mut cached, |(value, _before)| *value);
            theirs.sort_by_key(|(value, _before)| *value);
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(&cached, &theirs);
        }
    }
}
