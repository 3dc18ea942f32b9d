//! Look-alikes: what is ambiguous, what is not, and what is shown of it.

use jakref::knowledge::{Drug, EntryId};
use jakref::search::{Answer, How, bracketed};
use proptest::prelude::*;

use crate::{INDEX, KNOWLEDGE};

fn shown(answer: &Answer) -> Vec<(String, String, How)> {
    let lines = answer.hits.iter().map(|hit| (hit, INDEX.row(answer, hit)));
    lines.map(|(hit, shown)| (shown.id.to_string(), bracketed(&shown.matched, &shown.differing), hit.how)).collect()
}

#[test]
fn a_name_inside_another_drugs_name_is_ambiguous_and_both_are_shown_with_their_routes() {
    let answer = INDEX.search("ruxolitinib");
    assert!(answer.ambiguous());
    let hits = shown(&answer);
    assert_eq!(hits[0], ("oral/ruxolitinib".to_owned(), "ruxolitinib".to_owned(), How::Exact));
    assert_eq!(hits[1], ("topical/ruxolitinib".to_owned(), "ruxolitinib".to_owned(), How::Exact));
    assert_eq!(hits[2], ("oral/deuruxolitinib".to_owned(), "[deu]ruxolitinib".to_owned(), How::Fuzzy));
    for hit in &answer.hits[..2] {
        let shown = INDEX.row(&answer, hit);
        assert!(shown.route.is_some() && shown.route_differs);
    }
}

#[test]
fn a_full_name_of_one_drug_alone_is_not_ambiguous() {
    for name in ["baricitinib", "deuruxolitinib", "ritlecitinib", "abrocitinib", "Litfulo", "jakafi", "=abrocitinib"] {
        let answer = INDEX.search(name);
        assert!(!answer.ambiguous(), "{name}");
        assert_eq!(answer.hits[0].how, How::Exact, "{name}");
    }
}

#[test]
fn a_misspelling_between_two_drugs_is_ambiguous_and_says_where_they_differ() {
    for (typed, first, second) in
        [("barcitinib", "[ba]r[i]citinib", "[ab]r[o]citinib"), ("deruxolitinib", "[deu]ruxolitinib", "ruxolitinib")]
    {
        let answer = INDEX.search(typed);
        assert!(answer.ambiguous(), "{typed}");
        let hits = shown(&answer);
        assert_eq!(hits[0].2, How::Typo);
        let letters = |text: &str| text.replace(['[', ']'], "");
        assert_eq!(letters(&hits[0].1), letters(first), "{hits:?}");
        assert!(hits[0].1.contains('[') && hits[1..3].iter().any(|hit| letters(&hit.1) == letters(second)), "{hits:?}");
    }
}

#[test]
fn codes_one_character_apart_are_never_taken_for_one_another() {
    for (typed, ids) in
        [("ATI-501", ["oral/ati-501", "topical/ati-502"]), ("ati502", ["topical/ati-502", "oral/ati-501"])]
    {
        let answer = INDEX.search(typed);
        let hits = shown(&answer);
        assert!(answer.ambiguous() && hits[0].0 == ids[0] && hits.iter().any(|hit| hit.0 == ids[1]), "{hits:?}");
    }
    let answer = INDEX.search("ATI-504");
    assert!(answer.ambiguous() && answer.hits.iter().all(|hit| hit.how.is_near()));
}

#[test]
fn an_equals_sign_asks_for_these_letters() {
    for typed in ["=barcitinib", "=rinvok", "=brctnb"] {
        assert!(INDEX.search(typed).hits.is_empty(), "{typed}");
    }
}

#[test]
fn a_page_that_only_mentions_a_word_is_not_chosen_for_it() {
    let answer = INDEX.search("methotrexate");
    assert!(answer.hits.iter().any(|hit| INDEX.row(&answer, hit).anchor.is_some()));
    let first = INDEX.row(&answer, &answer.hits[0]);
    assert!(first.route.is_none() || answer.ambiguous());
}

fn names(drug: &Drug) -> Vec<&str> {
    let others = drug.brands.iter().chain(&drug.codes).chain(&drug.aliases);
    std::iter::once(&drug.name).chain(others).map(|name| name.as_str()).collect()
}

/// A name with one letter put in, left out, replaced, or changed with the next one.
fn edited(name: &str, kind: u8, place: usize, letter: char) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let place = place % letters.len();
    match kind {
        0 => letters.insert(place, letter),
        1 => drop(letters.remove(place)),
        2 => letters[place] = letter,
        _ => letters.swap(place, (place + 1).min(name.chars().count() - 1)),
    }
    letters.into_iter().collect()
}

fn is_safe(drug: &Drug, typed: &str) -> bool {
    let answer = INDEX.search(typed);
    let first_three = answer.hits.iter().take(3).map(|hit| INDEX.target(hit));
    let title = |id: EntryId| KNOWLEDGE.entry(&id).map(|entry| entry.title());
    answer.ambiguous() || first_three.map(|(id, _)| id).any(|id| title(id) == Some(&*drug.name))
}

#[test]
fn any_single_edit_of_any_name_finds_the_drug_or_is_ambiguous() {
    let mut count = 0;
    for drug in KNOWLEDGE.drugs() {
        for name in names(drug) {
            for kind in 0..4 {
                for place in 0..name.chars().count() {
                    // Leaving out and changing places take no letter.
                    let letters = if kind % 2 == 0 { "aeqz07-é" } else { "a" };
                    for letter in letters.chars() {
                        let typed = edited(name, kind, place, letter);
                        assert!(is_safe(drug, &typed), "{typed} for {name}");
                        count += 1;
                    }
                }
            }
        }
    }
    assert!(count > 4_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_with_any_character_finds_the_drug_or_is_ambiguous(
        number in 0..100_usize,
        name in 0..10_usize,
        kind in 0..4_u8,
        place in 0..40_usize,
        letter in prop_oneof![prop::char::range('!', '~'), prop::char::range('a', 'z'), prop::char::range('è', 'ö')],
    ) {
        let drugs: Vec<&Drug> = KNOWLEDGE.drugs().collect();
        let drug = drugs[number % drugs.len()];
        let names = names(drug);
        let name = names[name % names.len()];
        let typed = edited(name, kind, place, letter);
        // This sign before a name is not a letter of it.
        prop_assume!(!typed.starts_with('='));
        prop_assert!(is_safe(drug, &typed), "{typed:?} for {name}");
    }

    #[test]
    fn any_text_has_an_answer(text in any::<String>()) {
        let answer = INDEX.search(&text);
        for hit in &answer.hits {
            INDEX.row(&answer, hit);
        }
    }
}
