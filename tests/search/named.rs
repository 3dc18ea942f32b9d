//! A drug that is named in full among other words is found, and no other drug stands in its place.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use jakref::check::house_rules;
use jakref::knowledge::{Drug, Knowledge, compile};
use jakref::search::{Group, Index};

use crate::{INDEX, KNOWLEDGE};

static SECOND: LazyLock<Knowledge> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second-base");
    compile(&folder, house_rules).unwrap().knowledge.unwrap()
});
static SECOND_INDEX: LazyLock<Index<'static>> = LazyLock::new(|| Index::new(&SECOND));

/// What stands beside a name on a prescription or a carton: salts, hydrates, forms, strengths, times, routes.
const BESIDE: &str = "phosphate citrate tosylate sulfate sulphate hydrochloride mesylate maleate malate sodium \
                      hemihydrate monohydrate besylate acetate tablet tablets tabs tab capsule capsules cream ointment gel \
                      solution film-coated xr er sr 2% 4 8 mg 50mg od daily twice oral topical generic by mouth";

fn names(drug: &Drug) -> Vec<&str> {
    let others = drug.brands.iter().chain(&drug.codes).chain(&drug.aliases);
    std::iter::once(&drug.name).chain(others).map(|name| name.as_str()).collect()
}

/// The letters and digits of a name, by which it is compared.
fn letters(name: &str) -> String {
    name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

fn is_called(drug: &Drug, name: &str) -> bool {
    names(drug).iter().any(|own| letters(own) == letters(name))
}

/// Every whole name of the drugs of a base, each of their words, and some of the words of its statements.
fn words(knowledge: &Knowledge) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = BESIDE.split_whitespace().map(str::to_owned).collect();
    for name in knowledge.drugs().flat_map(names) {
        words.insert(name.to_owned());
        words.extend(name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned));
    }
    let said: BTreeSet<String> = knowledge
        .claims()
        .flat_map(|claim| claim.text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect();
    let each = said.len() / 60 + 1;
    words.extend(said.into_iter().step_by(each));
    words
}

/// What is wrong with the answer to some words of which one is a drug's whole name.
fn wrong(index: &Index<'_>, knowledge: &Knowledge, name: &str, query: &str) -> Option<String> {
    let answer = index.search(query);
    let is_named = |entry: usize| {
        let id = index.target(&answer.hits[entry]).0;
        knowledge.drugs().any(|drug| drug.id == id && is_called(drug, name))
    };
    let first = !answer.hits.is_empty() && is_named(0);
    let rival = answer.ambiguous() && (0..answer.hits.len()).any(|hit| answer.hits[hit].rival && is_named(hit));
    (!first && !rival).then(|| {
        let ids: Vec<String> = answer.hits.iter().take(3).map(|hit| index.target(hit).0.to_string()).collect();
        format!("{query}: {ids:?}, ambiguous {}", answer.ambiguous())
    })
}

#[test]
fn a_drug_named_in_full_is_first_or_a_rival_whatever_word_stands_beside_its_name() {
    let bases: [(&Index<'_>, &Knowledge); 2] = [(&INDEX, &KNOWLEDGE), (&SECOND_INDEX, &SECOND)];
    let mut wrongs = Vec::new();
    let mut count = 0;
    for (index, knowledge) in bases {
        let words = words(knowledge);
        for name in knowledge.drugs().flat_map(names).collect::<BTreeSet<_>>() {
            for word in &words {
                for query in [format!("{name} {word}"), format!("{word} {name}")] {
                    wrongs.extend(wrong(index, knowledge, name, &query));
                    count += 1;
                }
            }
        }
    }
    assert!(count > 10_000, "{count}");
    assert!(wrongs.is_empty(), "{} of {count}: {:#?}", wrongs.len(), wrongs.iter().take(40).collect::<Vec<_>>());
}

#[test]
fn of_two_drugs_named_in_full_neither_is_chosen() {
    for (index, knowledge) in [(&*INDEX, &*KNOWLEDGE), (&*SECOND_INDEX, &*SECOND)] {
        for one in knowledge.drugs() {
            for other in knowledge.drugs().filter(|other| !is_called(other, &one.name)) {
                let query = format!("{} {}", *one.name, *other.name);
                let answer = index.search(&query);
                assert!(answer.ambiguous(), "{query}");
                for drug in [one, other] {
                    let is_it = |hit: &jakref::search::Hit| {
                        let id = index.target(hit).0;
                        hit.rival && knowledge.drugs().any(|other| other.id == id && is_called(other, &drug.name))
                    };
                    assert!(answer.hits.iter().any(is_it), "{query}: {}", drug.id);
                }
            }
        }
    }
}

#[test]
fn words_that_fit_nothing_of_the_drug_that_was_named_are_said_and_hide_it_not() {
    for (query, id, unmatched) in [
        ("baricitinib phosphate", "oral/baricitinib", &["phosphate"][..]),
        ("tofacitinib citrate", "oral/tofacitinib", &["citrate"]),
        ("ritlecitinib tosylate", "oral/ritlecitinib", &["tosylate"]),
        ("olumiant phosphate", "oral/baricitinib", &["phosphate"]),
        ("xeljanz zq", "oral/tofacitinib", &["zq"]),
        ("baricitinib 4 mg qqq", "oral/baricitinib", &["qqq"]),
        ("=ritlecitinib zebra zebra", "oral/ritlecitinib", &["zebra"]),
    ] {
        let answer = INDEX.search(query);
        assert_eq!(INDEX.target(&answer.hits[0]).0.to_string(), id, "{query}");
        assert!(!answer.hits[0].how.is_near(), "{query}");
        assert_eq!(answer.unmatched, unmatched, "{query}");
    }
    // A name typed exactly is never called only near.
    for query in ["deuruxolitinib dose", "deuruxolitinib 12 mg", "ritlecitinib age"] {
        let answer = INDEX.search(query);
        assert!(!answer.hits[0].how.is_near() && answer.hits[0].group == Group::Drugs, "{query}");
    }
    for query in ["baricitinib", "ruxolitinib cream", "ritlecitinib leqselvi"] {
        assert!(INDEX.search(query).unmatched.is_empty(), "{query}");
    }
}
