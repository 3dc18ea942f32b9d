//! The index as bytes: the same of the same base, and harmless where they are wrong.

use std::borrow::Cow;

use jakref::search::Index;
use proptest::prelude::*;

use crate::{INDEX, KNOWLEDGE};

/// Asks everything of bytes that may be wrong; whatever the answers are, they must come.
fn ask(bytes: &[u8]) {
    let Some(index) = Index::open(&KNOWLEDGE, Cow::Borrowed(bytes)) else { return };
    for typed in ["b", "baricitinib", "barcitinib", "lymphocites herpes", "tinib", "rtlctnb", "not with 5mg", "2021"] {
        let answer = index.search(typed);
        for hit in answer.hits.iter().take(20) {
            index.shown(&answer, hit);
            index.target(hit);
        }
    }
    index.drugs();
}

#[test]
fn an_index_that_was_kept_answers_as_one_that_was_made() {
    let bytes = Index::build(&KNOWLEDGE);
    assert_eq!(bytes, Index::build(&KNOWLEDGE));
    assert!(bytes.len() < 250_000, "{} bytes are much in a small program", bytes.len());
    let kept = Index::open(&KNOWLEDGE, Cow::Borrowed(&bytes)).unwrap();
    for typed in ["ba", "olumint", "ruxolitinib cream", "ibuprofen", "jak3"] {
        assert_eq!(kept.search(typed), INDEX.search(typed));
    }
    assert_eq!(kept.drugs(), INDEX.drugs());
}

#[test]
fn bytes_that_end_early_or_are_none_are_refused() {
    let bytes = Index::build(&KNOWLEDGE);
    for end in (0..bytes.len()).step_by(997) {
        assert!(Index::open(&KNOWLEDGE, Cow::Borrowed(&bytes[..end])).is_none(), "{end}");
    }
    let more = [&bytes[..], b"more"].concat();
    assert!(Index::open(&KNOWLEDGE, Cow::Owned(more)).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wrong_bytes_do_no_harm(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..200)) {
        let mut bytes = Index::build(&KNOWLEDGE);
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        ask(&bytes);
    }

    #[test]
    fn wrong_heads_do_no_harm(place in 0..400_usize, bytes_there in any::<[u8; 4]>()) {
        let mut bytes = Index::build(&KNOWLEDGE);
        bytes[place..place + 4].copy_from_slice(&bytes_there);
        ask(&bytes);
    }
}
