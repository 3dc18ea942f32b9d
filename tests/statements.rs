//! Whether the shipped base still says what it said in its first form: each claim, dose, result, approval and boxed warning.
//!
//! `statements.txt` has a line for each: its id, the beginning of a SHA-256 of what it says and cites, and, where it has changed
//! since or is gone, why. A new statement needs no line.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use jakref::embedded;
use jakref::knowledge::{BoxedWarning, Claim, Drug, Knowledge, Provenance, TrialResult};
use sha2::{Digest, Sha256};

fn sources(provenance: &Provenance) -> String {
    let mut text = provenance.basis.to_string();
    for cite in &provenance.cites {
        write!(text, "|{}|{}|{:?}", *cite.reference, *cite.at, cite.via.as_deref()).unwrap();
    }
    text
}

fn claim(claim: &Claim) -> String {
    let superseded = claim.superseded.as_ref().map(|one| (one.on.to_string(), one.by.as_str()));
    let sources = claim.provenance().map(sources);
    format!("{}|{}|{}|{superseded:?}|{sources:?}", claim.home, *claim.section, *claim.text)
}

fn result(result: &TrialResult) -> String {
    let TrialResult { outcome, time, analysis, .. } = result;
    let (subset, unit) = (result.subset.as_deref(), result.unit.as_deref());
    let mut text = format!("{}|{}|{}|{subset:?}|{unit:?}|{}", **outcome, **time, **analysis, result.primary);
    for row in &result.rows {
        let number = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let figures = [
            row.n.as_ref().map(ToString::to_string),
            row.responders.as_ref().map(ToString::to_string),
            row.percent.as_ref().map(ToString::to_string),
            row.value.as_ref().map(ToString::to_string),
            row.difference.as_ref().map(|one| {
                let limits = one.interval.as_ref().map(|(low, high)| format!("{} to {}", **low, **high));
                format!("{} {}", *one.points, number(limits))
            }),
            row.p.as_ref().map(ToString::to_string),
        ];
        write!(text, "|{}|{}", *row.arm, figures.map(number).join("|")).unwrap();
    }
    format!("{text}|{}", sources(&result.provenance))
}

fn of_drug(drug: &Drug) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = drug
        .anchored_approvals()
        .map(|(anchor, approval)| {
            let what = format!("{:?}|{}|{}", approval.since(), *approval.population, sources(&approval.provenance));
            (format!("{}#{anchor}", drug.id), what)
        })
        .collect();
    let boxed = match &drug.boxed_warning {
        BoxedWarning::Present { region, product, items, provenance, .. } => {
            let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
            format!("present|{}|{:?}|{}|{}", **region, product.as_deref(), items.join("|"), sources(provenance))
        }
        BoxedWarning::Absent { region, product, provenance, .. } => {
            format!("absent|{}|{:?}|{}", **region, product.as_deref(), sources(provenance))
        }
        BoxedWarning::Unknown { .. } => "unknown".to_owned(),
        BoxedWarning::NotApplicable => "not applicable".to_owned(),
    };
    all.push((format!("{}#boxed", drug.id), boxed));
    for dose in &drug.doses {
        let (amount, frequency, note) = (dose.amount(), dose.frequency(), dose.note.as_deref());
        let whose = format!("{}|{}|{}", drug.id, dose.label(), *dose.population);
        let how = format!("{amount}|{}|{frequency}|{note:?}", dose.given(drug));
        all.push((dose.id.to_string(), format!("{whose}|{how}|{}", sources(&dose.provenance))));
    }
    all
}

/// Everything that a base states, with the beginning of its digest.
fn statements(knowledge: &Knowledge) -> BTreeMap<String, String> {
    let claims = knowledge.claims().map(|one| (one.id.to_string(), claim(one)));
    let results = knowledge.trials().flat_map(|trial| &trial.results).map(|one| (one.id.to_string(), result(one)));
    let of_drugs = knowledge.drugs().flat_map(of_drug);
    let digest = |text: String| Sha256::digest(text).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    claims.chain(results).chain(of_drugs).map(|(id, text)| (id, digest(text))).collect()
}

#[test]
fn the_base_says_all_that_it_said_but_what_was_meant_to_change() {
    let now = statements(&embedded::knowledge());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/statements.txt");
    let mut faults = Vec::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let mut parts = line.splitn(3, ' ');
        let (id, before) = (parts.next().unwrap(), parts.next().unwrap());
        match (now.get(id).map(String::as_str) == Some(before), parts.next()) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(why)) => faults.push(format!("{id}: it says what it said, so remove {why:?}")),
            (false, None) if now.contains_key(id) => faults.push(format!("{id}: it says something else")),
            (false, None) => faults.push(format!("{id}: it is gone")),
        }
    }
    let help = "if that is meant, write why behind its line in tests/statements.txt";
    assert!(faults.is_empty(), "{}\n{help}", faults.join("\n"));
}

#[test]
#[ignore = "prints statements.txt anew for a folder of TOML: JAKREF_FOLDER=... cargo test --test statements -- --ignored --nocapture"]
fn print_statements() {
    let folder = std::env::var_os("JAKREF_FOLDER").unwrap();
    let compilation = jakref::knowledge::compile(Path::new(&folder), jakref::check::house_rules).unwrap();
    for (id, digest) in statements(&compilation.knowledge.unwrap()) {
        println!("{id} {digest}");
    }
}
