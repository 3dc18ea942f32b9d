//! What was decided in 2026 stands where a reader looks for it.
//!
//! Each of these decisions was once missing from the base, or denied by it. A statement may be reworded, merged or turned into
//! an approval; what a clinician must be told may not go.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use jakref::embedded;
use jakref::knowledge::Knowledge;
use jakref::page::{Detail, Glyphs, page, wrap};

/// The day, the page, and words that must stand in one statement there.
const DECISIONS: &[(&str, &str, &[&str])] = &[
    ("2026-09-28", "oral/baricitinib", &["US", "from 12 years"]),
    ("2026-07-29", "oral/upadacitinib", &["EU", "12 years", "15 mg", "30 mg", "only source", "confirm"]),
    ("2026-03-12", "oral/deuruxolitinib", &["MHRA", "adults"]),
    ("2026-07-15", "oral/deuruxolitinib", &["NICE", "TA1178", "recommends"]),
    ("2026-08-12", "trial/up-aa-study-1", &["1,399", "45.2%", "44.6%", "55.0%", "54.3%"]),
    ("2026-06", "oral/tofacitinib", &["Hypoglycemia in Patients with Diabetes"]),
    ("2026-06-30", "oral/ritlecitinib", &["US label", "not seen"]),
];

/// The lines of the blocks of a page, a text each.
fn statements(knowledge: &Knowledge, id: &str) -> Vec<String> {
    let page = page(knowledge, &id.parse().unwrap(), Detail::Full).unwrap();
    let mut statements: Vec<(Option<usize>, String)> = Vec::new();
    for line in wrap(&page, 10_000, Glyphs::Unicode) {
        let text = line.text().replace('\u{A0}', " ");
        match statements.last_mut() {
            Some((item, before)) if line.item.is_some() && *item == line.item => *before += &format!(" {text}"),
            Some(_) | None => statements.push((line.item, text)),
        }
    }
    statements.into_iter().map(|(_, text)| text).collect()
}

fn has(statements: &[String], words: &[&str]) -> bool {
    statements.iter().any(|statement| words.iter().all(|word| statement.contains(word)))
}

#[test]
fn every_decision_of_2026_stands_on_its_page_and_among_what_has_changed() {
    let knowledge = embedded::knowledge();
    let since = statements(&knowledge, "since");
    for (day, id, words) in DECISIONS {
        assert!(has(&statements(&knowledge, id), words), "{id} says nothing of {words:?}");
        if day.len() == "2026-01-01".len() {
            assert!(has(&since, &[day, id]), "what has changed says nothing of {id} on {day}");
        }
    }
}

#[test]
fn what_is_read_in_a_report_only_says_that_it_must_be_confirmed() {
    let knowledge = embedded::knowledge();
    let decisions_by_report: Vec<_> = knowledge
        .claims()
        .filter(|claim| claim.dated.as_deref().is_some_and(|day| day.year() == 2026))
        .filter(|claim| claim.provenance().is_some_and(|one| one.basis.is_second_hand()))
        .filter(|claim| *claim.section == jakref::knowledge::Section::Status)
        .collect();
    assert!(!decisions_by_report.is_empty());
    for claim in decisions_by_report {
        let text = claim.text.to_lowercase();
        assert!(text.contains("confirm in the"), "{}: {}", *claim.id, *claim.text);
    }
}
