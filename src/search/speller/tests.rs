//! What the walk and the scan find, against a plain look at every word.

use std::path::Path;

use rapidfuzz::distance::osa;

use super::{Near, TWO_EDITS, is_text, most_edits, most_edits_weighed};
use crate::knowledge::{Knowledge, compile};
use crate::search::Index;

fn base() -> Knowledge {
    compile(Path::new("data"), |_draft, _findings| {}).unwrap().knowledge.unwrap()
}

/// Words of the base with one letter or two put in, left out, replaced or changed.
fn misspellings(index: &Index<'_>) -> Vec<String> {
    let words = index.words();
    let every = (0..words.len()).step_by(words.len() / 60).map(|place| words.get(place).to_vec());
    let every = every.filter(|word| word.len() > 2);
    let slips: [fn(&mut Vec<u8>, usize); 5] = [
        |word, place| word.insert(place, b'e'),
        |word, place| {
            word.remove(place);
        },
        |word, place| word[place] = b'a',
        |word, place| word[place..].reverse(),
        |_word, _place| {},
    ];
    let misspelt = every.enumerate().map(|(number, mut word)| {
        for by in [1, 3] {
            let place = number * by % word.len();
            slips[number / by % slips.len()](&mut word, place);
        }
        String::from_utf8(word).unwrap()
    });
    misspelt.filter(|word| (1..30).contains(&word.len())).collect()
}

fn sorted(near: impl IntoIterator<Item = Near>) -> Vec<(usize, u8)> {
    let mut near: Vec<_> = near.into_iter().map(|near| (near.word, near.edits)).collect();
    near.sort_unstable();
    near
}

#[test]
fn what_is_near_is_what_a_look_at_every_word_finds() {
    let knowledge = base();
    let index = Index::new(&knowledge);
    let (words, [names, _]) = (index.words(), index.names());
    for typed in misspellings(&index) {
        let near = |place: usize, most: &dyn Fn(usize) -> usize| {
            let word = words.get(place);
            let edits = osa::distance(word.iter().copied(), typed.bytes());
            let fits = (1..=most(word.len().max(typed.len()))).contains(&edits);
            fits.then_some((place, u8::try_from(edits).unwrap()))
        };
        let of_names = |most: &dyn Fn(usize) -> usize| -> Vec<(usize, u8)> {
            (0..names.len()).filter_map(|place| near(names.at(place), most)).collect()
        };
        assert_eq!(sorted(index.within(index.names(), &typed, most_edits_weighed)), of_names(&most_edits_weighed));
        assert_eq!(sorted(index.drugs_beside(&typed)), of_names(&|_length| 1), "{typed}");
        let forgiven = |length| if length < TWO_EDITS { 1 } else { 2 };
        let texts = (0..words.len()).filter(|place| is_text(words.get(*place)));
        let texts: Vec<_> = texts.filter_map(|place| near(place, &forgiven)).collect();
        let letters_alone = typed.bytes().all(|b| b.is_ascii_lowercase());
        let found = sorted(index.texts_by_edits(&typed));
        assert_eq!(found, if letters_alone { texts } else { Vec::new() }, "{typed}");
    }
}

#[test]
fn a_name_that_is_shown_is_weighed() {
    for length in 0..50 {
        assert!(most_edits_weighed(length) >= most_edits(length));
        assert!(most_edits_weighed(length) <= most_edits(length) + 1);
    }
}
