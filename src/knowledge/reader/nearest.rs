//! Which name was probably meant.

use std::borrow::Cow;

use rapidfuzz::distance::osa::{self, Args, BatchComparator};

/// The one of `words` that was probably meant: nearest in edits, at most a third of the word's length away.
pub(in crate::knowledge) fn nearest<'w>(written: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    words
        .map(|word| (osa::distance(written.chars(), word.chars()), word))
        .filter(|(distance, word)| *distance <= (word.chars().count() / 3).max(1))
        .min_by_key(|(distance, _word)| *distance)
        .map(|(_distance, word)| word)
}

/// The same among all names of a base, which are many and in no order: of several equally near, the first by its letters.
pub(in crate::knowledge) fn nearest_of_many<'n>(
    written: &str,
    names: impl Iterator<Item = Cow<'n, str>>,
) -> Option<Cow<'n, str>> {
    let (comparator, length) = (BatchComparator::new(written.chars()), written.chars().count());
    let mut best: Option<(usize, Cow<'n, str>)> = None;
    for name in names {
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

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::{nearest, nearest_of_many};

    proptest! {
        #[test]
        fn the_nearest_of_many_names_is_the_nearest_of_them_in_order(
            written in "[ab-]{0,9}",
            mut names in prop::collection::vec("[ab\u{e9}-]{0,9}", 0..20),
        ) {
            let found = nearest_of_many(&written, names.iter().map(|name| Cow::Borrowed(name.as_str())));
            let found = found.map(Cow::into_owned);
            names.sort_unstable();
            prop_assert_eq!(found.as_deref(), nearest(&written, names.iter().map(String::as_str)));
        }
    }
}
