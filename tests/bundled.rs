//! What holds for the base in the program, beyond what its compiler checks.
//!
//! The base is medical and the program is not: whatever is a name in the one must not stand in the other.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jakref::check::house_rules;
use jakref::embedded;
use jakref::knowledge::{BoxedWarning, Drug, Entry, EntryId, Kind, Knowledge, ListItem, TrialStatus, compile};
use jakref::page::{Detail, Glyphs, Page, comparison, page, wrap};
use unicode_width::UnicodeWidthStr;

/// Words of the base that the program may say, since they name no drug, disease or trial.
const GENERIC: &[(&str, &str)] =
    &[("pharmacology", "a section of the page of any drug, and a subheading of any index")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The search for browsers is made from these sources.
        let is_text = path.extension().is_some_and(|extension| extension != "gz");
        if path.is_dir() { found.extend(sources(&path)) } else { found.extend(is_text.then_some(path)) }
    }
    found
}

fn entries(knowledge: &Knowledge) -> Vec<EntryId> {
    Kind::ALL.iter().flat_map(|kind| knowledge.ids(*kind)).cloned().collect()
}

#[test]
fn a_list_says_of_an_entry_what_the_entry_says() {
    let knowledge = embedded::knowledge();
    for kind in Kind::ALL.iter().copied().filter(|kind| *kind < Kind::Trial) {
        for id in knowledge.ids(kind) {
            let number = knowledge.number(id).unwrap();
            let (listed, entry) = (knowledge.list_item(number).unwrap(), knowledge.entry(id).unwrap());
            let approved = matches!(entry, Entry::Drug(drug) if !drug.approvals.is_empty());
            assert_eq!(listed, ListItem { id: id.clone(), title: entry.title(), approved });
        }
    }
}

/// Every name in the base, in lower case: of drugs, targets, trials, and what the review is indexed under.
fn names(knowledge: &Knowledge) -> BTreeSet<String> {
    let mut names = BTreeSet::from(["alopecia".to_owned()]);
    let mut add = |text: &str| {
        names.insert(text.to_lowercase());
    };
    for drug in knowledge.drugs() {
        add(&drug.name);
        drug.brands.iter().chain(&drug.codes).chain(&drug.aliases).for_each(|name| add(name));
        for target in &drug.targets {
            add(target);
            // "pan-JAK, mainly JAK1 and JAK3": the abbreviations in it, not its English.
            let words = target.split(|c: char| !c.is_alphanumeric());
            words.filter(|word| word.chars().filter(|c| c.is_uppercase()).count() > 1).for_each(&mut add);
        }
    }
    for trial in knowledge.trials() {
        add(&trial.name);
        add(trial.id.name());
        trial.registry.iter().for_each(|number| add(number));
    }
    for reference in knowledge.references() {
        reference.keywords.iter().for_each(|keyword| add(keyword));
        reference.nct.iter().for_each(|number| add(number));
    }
    for heading in &knowledge.review().mesh {
        heading.split(" / ").for_each(&mut add);
    }
    names
}

/// Whether a name stands in a text as a whole word or words; both in lower case.
fn stands_in(name: &str, text: &str) -> bool {
    let inside_a_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name).any(|(place, _)| {
        !inside_a_word(text[..place].chars().next_back()) && !inside_a_word(text[place + name.len()..].chars().next())
    })
}

/// Names of the base that stand in the program, each with the file.
fn said_by_the_program(names: &BTreeSet<String>) -> Vec<(String, PathBuf)> {
    let mut said = Vec::new();
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        said.extend(names.iter().filter(|name| stands_in(name, &text)).map(|name| (name.clone(), path.clone())));
    }
    said
}

#[test]
fn the_program_knows_no_drug_disease_or_trial_by_name() {
    let names = names(&embedded::knowledge());
    assert!(names.len() > 50 && names.iter().all(|name| name.len() > 2), "{names:?}");
    let generic = |name: &str| GENERIC.iter().any(|(word, _reason)| *word == name);
    let said: Vec<(String, PathBuf)> =
        said_by_the_program(&names).into_iter().filter(|(name, _)| !generic(name)).collect();
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn every_word_that_is_let_through_is_a_name_of_the_base_and_needed() {
    let said = said_by_the_program(&names(&embedded::knowledge()));
    for (word, _reason) in GENERIC {
        assert!(said.iter().any(|(name, _)| name == word), "{word} need not be let through");
    }
}

#[test]
fn the_base_in_the_program_is_the_one_in_the_folder_and_nothing_is_wrong_with_it() {
    let knowledge = embedded::knowledge();
    let compilation = compile(&root().join("data"), house_rules).unwrap();
    assert!(compilation.findings.diagnostics().is_empty(), "{:#?}", compilation.findings.diagnostics());
    assert_eq!(compilation.knowledge.unwrap().digest(), knowledge.digest());
}

#[test]
fn every_drug_has_a_dose_or_says_that_none_was_found() {
    let knowledge = embedded::knowledge();
    for drug in knowledge.drugs() {
        let labelled = drug.doses.iter().any(|dose| dose.status.region().is_some());
        let approved = !drug.approvals.is_empty();
        let text = text_of(&page(&knowledge, &drug.id, Detail::Number).unwrap().part("dose").unwrap());
        let says_none =
            text.contains("not found in the sources read") || text.contains("Not found in the sources read");
        let has_dose = !drug.doses.is_empty() && (labelled || !approved);
        let not_for_this = text.contains("Not a dose for") || text.contains("is not an indication");
        assert!(has_dose || says_none || not_for_this, "{}: {text}", drug.id);
    }
}

fn text_of(page: &Page) -> String {
    jakref::export::plain_text(page, 1_000, Glyphs::Unicode)
}

#[test]
fn every_approval_has_region_population_and_source_and_a_day_or_a_word_on_the_missing_day() {
    let knowledge = embedded::knowledge();
    for drug in knowledge.drugs() {
        let text = text_of(&page(&knowledge, &drug.id, Detail::Number).unwrap()).replace('\u{A0}', " ");
        for approval in &drug.approvals {
            assert!(!approval.population.is_empty() && !approval.provenance.cites.is_empty(), "{}", drug.id);
            let region = approval.region.word();
            let is_said = text.contains(&format!("{region}: approved, date not known"));
            assert!(approval.on.is_some() || is_said, "{}: no day for {region}, and no word on it", drug.id);
        }
        if drug.approvals.is_empty() {
            assert!(text.contains("No approval for "), "{} does not say so", drug.id);
        }
    }
}

#[test]
fn every_boxed_warning_that_is_said_to_be_there_or_not_has_a_source_and_a_day() {
    let knowledge = embedded::knowledge();
    for drug in knowledge.drugs() {
        match &drug.boxed_warning {
            BoxedWarning::Present { provenance, checked, .. } | BoxedWarning::Absent { provenance, checked, .. } => {
                assert!(!provenance.cites.is_empty() && **checked <= knowledge.as_of(), "{}", drug.id);
            }
            BoxedWarning::Unknown { .. } | BoxedWarning::NotApplicable => {}
        }
    }
}

#[test]
fn every_percentage_with_a_count_follows_from_it() {
    let knowledge = embedded::knowledge();
    let mut counted = 0;
    for trial in knowledge.trials() {
        for row in trial.results.iter().flat_map(|result| &result.rows) {
            let arm = trial.arms.iter().find(|arm| *arm.id == *row.arm).unwrap();
            let n = row.n.as_ref().or(arm.n.as_ref());
            if let (Some(percent), Some(responders), Some(n)) = (&row.percent, &row.responders, n) {
                let computed = 100.0 * f64::from(**responders) / f64::from(**n);
                let off = (percent.value() - computed).abs();
                assert!(off <= percent.half_unit() + 1e-9, "{}: {} of {}", trial.id, **responders, **n);
                counted += 1;
            }
        }
    }
    assert!(counted > 0, "nothing was counted");
}

#[test]
fn a_region_with_two_approvals_is_named_once_in_a_list() {
    let knowledge = embedded::knowledge();
    let two = |drug: &&Drug| drug.anchored_approvals().any(|(name, _)| name.ends_with("-2"));
    let drugs: Vec<&Drug> = knowledge.drugs().filter(two).collect();
    assert!(!drugs.is_empty());
    for drug in drugs {
        let status = jakref::search::status(&knowledge, Entry::Drug(drug));
        let mut regions: Vec<&str> = status.split(';').next().unwrap().split(&[' ', ','][..]).collect();
        regions.retain(|word| !word.is_empty());
        let all = regions.len();
        regions.sort_unstable();
        regions.dedup();
        assert_eq!(regions.len(), all, "{}: {status}", drug.id);
    }
}

#[test]
fn a_terminated_trial_says_why_or_that_the_reason_was_not_found() {
    let knowledge = embedded::knowledge();
    for trial in knowledge.trials().filter(|trial| *trial.status == TrialStatus::Terminated) {
        let mut claims = knowledge.claims_on(&trial.id).map(|claim| claim.text.to_lowercase());
        assert!(claims.any(|text| text.contains("terminated") || text.contains("reason")), "{}", trial.id);
    }
}

#[test]
fn a_boxed_warning_is_read_before_anything_is_scrolled() {
    let knowledge = embedded::knowledge();
    let present = |drug: &&Drug| matches!(drug.boxed_warning, BoxedWarning::Present { .. });
    let drugs: Vec<&Drug> = knowledge.drugs().filter(present).collect();
    assert!(!drugs.is_empty());
    for drug in drugs {
        let page = page(&knowledge, &drug.id, Detail::Number).unwrap();
        for width in [34, 52] {
            for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                let lines = wrap(&page, width, glyphs);
                let seen = lines.iter().take(4).any(|line| line.text().contains("BOXED WARNING"));
                assert!(seen, "{} at {width} columns: {:#?}", drug.id, lines.iter().take(6).collect::<Vec<_>>());
            }
        }
    }
}

fn assert_fits(page: &Page) {
    for width in (20..=120).step_by(7) {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            for line in wrap(page, width, glyphs) {
                let text = line.text();
                assert!(text.width() <= width, "{}, {width} columns: {text:?}", page.title);
                assert!(glyphs == Glyphs::Unicode || text.bytes().all(|b| matches!(b, b' '..=b'~')), "{text:?}");
            }
        }
    }
}

#[test]
fn no_line_of_any_page_is_wider_than_the_page() {
    let knowledge = embedded::knowledge();
    for id in entries(&knowledge) {
        assert_fits(&page(&knowledge, &id, Detail::Full).unwrap());
        // A reference's page has hardly a mark of its own, and there are many of them.
        if id.kind() != Kind::Reference {
            assert_fits(&page(&knowledge, &id, Detail::Number).unwrap());
        }
    }
}

#[test]
fn no_line_of_any_comparison_is_wider_than_the_page() {
    let knowledge = embedded::knowledge();
    let drugs: Vec<&Drug> = knowledge.drugs().collect();
    for drugs in drugs.windows(2).chain(drugs.windows(4)) {
        assert_fits(&comparison(&knowledge, drugs, Detail::Number));
    }
}
