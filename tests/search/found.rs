//! What is found, under what, and in which order.

use jakref::search::{Answer, Caution, Group, How};

use crate::INDEX;

fn ids(answer: &Answer) -> Vec<String> {
    answer.hits.iter().map(|hit| INDEX.target(hit).0.to_string()).collect()
}

#[test]
fn each_thing_is_found_under_what_it_is_called() {
    for (typed, id) in [
        ("Olumiant", "oral/baricitinib"),
        ("pf-06651600", "oral/ritlecitinib"),
        ("pf 6651600", "oral/ritlecitinib"),
        ("06651600", "oral/ritlecitinib"),
        ("LEO124249", "topical/delgocitinib"),
        ("jacatinib", "oral/jaktinib"),
        ("BRAVE-AA1", "trial/brave-aa1"),
        ("brave aa1", "trial/brave-aa1"),
        ("NCT03732807", "trial/allegro-2b-3"),
        ("03732807", "trial/allegro-2b-3"),
        ("3732807", "trial/allegro-2b-3"),
        ("NCT 03732807", "trial/allegro-2b-3"),
        ("genetics", "pathophysiology/genetics"),
        ("immune privilege", "pathophysiology/immune-privilege"),
        ("head-to-head comparison", "question/comparison"),
        ("genetcs", "pathophysiology/genetics"),
    ] {
        let found = ids(&INDEX.search(typed));
        assert_eq!(found.first().map(String::as_str), Some(id), "{typed}: {found:?}");
    }
}

#[test]
fn three_letters_find_a_drug() {
    for (typed, id) in [
        ("bar", "oral/baricitinib"),
        ("rit", "oral/ritlecitinib"),
        ("upa", "oral/upadacitinib"),
        ("abr", "oral/abrocitinib"),
        ("lit", "oral/ritlecitinib"),
        ("olu", "oral/baricitinib"),
        ("leq", "oral/deuruxolitinib"),
        ("rin", "oral/upadacitinib"),
        ("opz", "topical/ruxolitinib"),
        ("xel", "oral/tofacitinib"),
        ("del", "topical/delgocitinib"),
    ] {
        let answer = INDEX.search(typed);
        assert!(!answer.ambiguous(), "{typed}");
        assert_eq!(ids(&answer)[0], id, "{typed}");
    }
}

#[test]
fn class_words_find_drugs() {
    for (typed, id) in [
        ("jak3", "oral/ritlecitinib"),
        ("JAK-3", "oral/ritlecitinib"),
        ("jak 3", "oral/ritlecitinib"),
        ("ointment", "topical/tofacitinib"),
        ("cream", "topical/delgocitinib"),
        ("creem", "topical/delgocitinib"),
        ("tyk2", "oral/brepocitinib"),
    ] {
        let answer = INDEX.search(typed);
        let drugs = answer.hits.iter().take_while(|hit| hit.group == Group::Drugs).count();
        assert!(ids(&answer)[..drugs].contains(&id.to_owned()), "{typed}");
        assert!(answer.ambiguous(), "{typed} describes several drugs and names none");
    }
}

#[test]
fn groups_stand_in_order_and_the_counts_name_them() {
    let answer = INDEX.search("baricitinib");
    let groups: Vec<Group> = answer.hits.iter().map(|hit| hit.group).collect();
    assert!(groups.is_sorted() && groups[0] == Group::Drugs && groups.contains(&Group::Trials));
    assert!(answer.counts().starts_with("1 drug, "), "{}", answer.counts());
}

#[test]
fn references_are_found_by_author_year_and_title() {
    for typed in ["craiglow 2016", "Craiglow", "craiglo 2016"] {
        let answer = INDEX.search(typed);
        let found = ids(&answer);
        assert!(found.iter().any(|id| id.starts_with("ref/craiglow-2016")), "{typed}: {found:?}");
    }
}

#[test]
fn greek_letters_and_accents_fold_both_ways() {
    for (one, other) in
        [("interferon gamma", "interferon γ"), ("gamma-chain", "γ-chain"), ("ritlécitinib", "ritlecitinib")]
    {
        let (one, other) = (INDEX.search(one), INDEX.search(other));
        assert!(!one.hits.is_empty());
        assert_eq!(one.hits, other.hits);
    }
}

#[test]
fn several_words_narrow_also_when_one_is_misspelt() {
    let found = ids(&INDEX.search("ruxolitinib cream"));
    assert_eq!(found[0], "topical/ruxolitinib");
    for typed in ["delgocitinib ointment", "delgositinib ointment", "delgocitinib ointmnt"] {
        assert_eq!(ids(&INDEX.search(typed))[0], "topical/delgocitinib", "{typed}");
    }
    let answer = INDEX.search("severe zebra");
    assert_eq!((answer.unmatched.as_slice(), answer.caution), (&["zebra".to_owned()][..], Some(Caution::Unknown)));
}

#[test]
fn letters_in_order_are_the_last_resort_and_never_chosen() {
    let answer = INDEX.search("rtlctnb");
    assert_eq!(ids(&answer)[0], "oral/ritlecitinib");
    assert!(answer.ambiguous() && answer.hits[0].how == How::Fuzzy);
}

#[test]
fn a_claim_that_matched_is_named_so_that_the_page_opens_there() {
    let answer = INDEX.search("leflunomide");
    let (id, anchor) = INDEX.target(&answer.hits[0]);
    assert_eq!((id.to_string().as_str(), anchor), ("oral/baricitinib", Some("baricitinib-leflunomide")));
    assert_eq!(answer.hits[0].group, Group::Answers);
}
