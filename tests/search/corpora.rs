//! What people type, and what they mean; and what they type that is not in the base.

use std::collections::{BTreeMap, BTreeSet};

use jakref::search::Answer;

use crate::{INDEX, KNOWLEDGE};

/// Lines that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn ids(answer: &Answer) -> Vec<String> {
    answer.hits.iter().map(|hit| INDEX.target(hit).0.to_string()).collect()
}

/// Whether two ids are one molecule, by whatever route.
fn one_molecule(one: &str, other: &str) -> bool {
    let title = |id: &str| KNOWLEDGE.entry(&id.parse().unwrap()).map(|entry| entry.title());
    title(one) == title(other)
}

/// A misspelling, what it means and the kind of error.
fn misspellings(text: &str) -> Vec<[&str; 3]> {
    lines(text).map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect()
}

/// Each misspelling whose drug is not in the first three, and each whose drug is not the first.
fn missed<'t>(corpus: &[[&'t str; 3]]) -> [Vec<[&'t str; 3]>; 2] {
    let mut missed = [Vec::new(), Vec::new()];
    for line in corpus {
        let [typed, meant, _kind] = line;
        let found = ids(&INDEX.search(typed));
        if !found.iter().take(3).any(|id| id == meant) {
            missed[0].push(*line);
        }
        if !found.first().is_some_and(|id| one_molecule(id, meant)) {
            missed[1].push(*line);
        }
    }
    missed
}

fn assert_found(name: &str, corpus: &[[&str; 3]]) {
    let [not_in_three, not_first] = missed(corpus);
    println!("{name}: {} lines, not in the first three {not_in_three:?}, not first {not_first:?}", corpus.len());
    assert!(not_in_three.is_empty(), "{name}: not in the first three: {not_in_three:#?}");
    assert!(not_first.len() * 20 <= corpus.len(), "{name}: not first: {not_first:#?}");
}

#[test]
fn a_misspelt_drug_is_in_the_first_three_and_nearly_always_first() {
    let corpus = misspellings(include_str!("misspellings.tsv"));
    assert!(corpus.len() >= 150);
    assert_found("misspellings", &corpus);
}

#[test]
fn the_misspellings_are_spread_over_the_drugs_and_the_kinds_of_error() {
    let corpus = misspellings(include_str!("misspellings.tsv"));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut meant = BTreeSet::new();
    for [_typed, id, kind] in &corpus {
        *kinds.entry(kind).or_default() += 1;
        meant.insert(KNOWLEDGE.entry(&id.parse().unwrap()).unwrap().title());
    }
    assert!(kinds.len() >= 10 && kinds.values().all(|count| count * 15 >= corpus.len()), "{kinds:?}");
    let drugs: BTreeSet<&str> = KNOWLEDGE.drugs().map(|drug| drug.name.as_str()).collect();
    assert_eq!(meant, drugs);
}

fn assert_no_drug(name: &str, others: &str) {
    let mut near = Vec::new();
    for typed in lines(others) {
        let answer = INDEX.search(typed);
        for hit in &answer.hits {
            let shown = INDEX.row(&answer, hit);
            if shown.route.is_none() {
                continue;
            }
            // A page that says the word itself is found by it, as a page that speaks of it.
            let mentioned = shown.anchor.is_some() && !hit.how.is_near();
            assert!(mentioned || (answer.ambiguous() && hit.how.is_near()), "{typed} brought up {shown:?}");
            if !mentioned {
                near.push((typed, shown.matched.chars().take(40).collect::<String>()));
            }
        }
        let first = answer.hits.first().map(|hit| INDEX.target(hit).0.is_drug());
        assert!(first != Some(true) || answer.ambiguous(), "{typed}: Enter would open a drug");
    }
    println!("{name}: marked as near: {near:?}");
}

#[test]
fn a_drug_not_in_the_base_finds_no_drug() {
    let others = include_str!("other-drugs.txt");
    assert!(lines(others).count() >= 200);
    assert_no_drug("other drugs", others);
    for typed in ["imatinib", "axitinib", "gilteritinib", "ripretinib", "brigatinib", "peficitinib"] {
        assert!(ids(&INDEX.search(typed)).is_empty(), "{typed}");
    }
}

#[test]
fn words_written_afterwards_do_as_well() {
    assert_found("blind misspellings", &misspellings(include_str!("misspellings-blind.tsv")));
    assert_no_drug("blind other drugs", include_str!("other-drugs-blind.txt"));
}
