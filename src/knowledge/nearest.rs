//! Which name was probably meant.

use std::borrow::Cow;

use rapidfuzz::distance::osa::{self, Args, BatchComparator};

/// The one of `words` that was probably meant: nearest in edits, at most a third of the word's length away.
pub(super) fn nearest<'w>(written: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    words
        .map(|word| (osa::distance(written.chars(), word.chars()), word))
        .filter(|(distance, word)| *distance <= (word.chars().count() / 3).max(1))
        .min_by_key(|(distance, _word)| *distance)
        .map(|(_distance, word)| word)
}

/// Finds what was meant by names that do not exist, among all names of a base, which are in no order.
///
/// Each missing name is compared with every name. So that a file of missing names does not take time that grows with the square
/// of its size, nothing is suggested once `COMPARISONS` were made in one run.
pub(super) struct Suggestions {
    comparisons_left: usize,
}

/// How many comparisons are made in one run: enough to suggest a name for each of the diagnostics that are printed of a base of
/// two thousand names.
const COMPARISONS: usize = 500_000;

impl Suggestions {
    pub(super) fn new() -> Self {
        Self { comparisons_left: COMPARISONS }
    }

    /// The name that was probably meant; of several equally near, the first in alphabetical order.
    pub(super) fn nearest<'n>(
        &mut self,
        written: &str,
        names: impl Iterator<Item = Cow<'n, str>>,
    ) -> Option<Cow<'n, str>> {
        if self.comparisons_left == 0 {
            return None;
        }
        let (comparator, length) = (BatchComparator::new(written.chars()), written.chars().count());
        let mut best: Option<(usize, Cow<'n, str>)> = None;
        for name in names {
            // A search that has begun goes on to its end: the nearest name may be the last.
            self.comparisons_left = self.comparisons_left.saturating_sub(1);
            let own_length = name.chars().count();
            let most = (own_length / 3).max(1).min(best.as_ref().map_or(usize::MAX, |(distance, _name)| *distance));
            if own_length.abs_diff(length) > most {
                continue;
            }
            let args = Args::default().score_cutoff(most);
            let Some(distance) = comparator.distance_with_args(name.chars(), &args) else { continue };
            if best.as_ref().is_none_or(|(least, first)| (distance, &name) < (*least, first)) {
                best = Some((distance, name));
            }
        }
        best.map(|(_distance, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{COMPARISONS, Suggestions, nearest};

    #[test]
    fn a_file_of_missing_names_is_compared_in_linear_time() {
        let names: Vec<String> = (0..4_300).map(|number| format!("claim-{number}")).collect();
        let (mut suggestions, mut compared, mut found) = (Suggestions::new(), 0, 0);
        for _missing in 0..4_300 {
            let names = names.iter().map(|name| Cow::Borrowed(name.as_str())).inspect(|_name| compared += 1);
            found += usize::from(suggestions.nearest("claim-77x", names).is_some());
        }
        assert!(compared < COMPARISONS + names.len(), "{compared} comparisons");
        assert_eq!(found, COMPARISONS.div_ceil(names.len()), "the first are given a suggestion");
    }

    proptest! {
        #[test]
        fn the_nearest_of_all_names_is_the_nearest_of_them_in_order(
            written in "[ab-]{0,9}",
            mut names in prop::collection::vec("[ab\u{e9}-]{0,9}", 0..20),
        ) {
            let found = Suggestions::new().nearest(&written, names.iter().map(|name| Cow::Borrowed(name.as_str())));
            let found = found.map(Cow::into_owned);
            names.sort_unstable();
            prop_assert_eq!(found.as_deref(), nearest(&written, names.iter().map(String::as_str)));
        }
    }
}
