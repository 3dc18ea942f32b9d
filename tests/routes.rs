//! The program writes a route into each dose, and nothing that is given by another passes the check.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[allow(dead_code, reason = "other tests spoil files in other ways")]
#[path = "scratch/scratch.rs"]
mod scratch;

use jakref::check::house_rules;
use jakref::knowledge::{Code, compile};
use scratch::Scratch;

/// Where a text can say how the drug of a file is given.
const PLACES: [&str; 7] = ["name", "form", "amount", "frequency", "note", "claim", "arm"];

const CITED: &str = "cites = [{ ref = \"marrow-2029\", at = \"Abstract\" }]\nbasis = \"abstract\"\n";

/// Whether the invented base is refused once a drug of a folder says something in a place.
fn is_refused(folder: &str, place: &str, text: &str) -> bool {
    let in_place = |wanted: &str, usual: &str| if place == wanted { text.to_owned() } else { usual.to_owned() };
    let form = if folder == "oral" { "tablet 3 mg" } else { "ointment 2%" };
    let amount = if folder == "oral" { "3 mg" } else { "ointment 2%" };
    let drug = format!(
        "name = \"{}\"\nbrands = []\ncodes = []\naliases = []\ntargets = [\"FLAME2\"]\nforms = [\"{}\"]\n{CITED}\
         [boxed_warning]\nstatus = \"unknown\"\nchecked = 2031-04-30\n\
         [[dose]]\nid = \"emberol-dose\"\nstanding = \"studied\"\npopulation = \"adults\"\namount = \"{}\"\nfrequency = \"{}\"\n\
         note = \"{}\"\n{CITED}\
         [[claim]]\nid = \"emberol-claim\"\nsection = \"dose\"\norigin = \"update\"\ntext = \"{}\"\n{CITED}",
        in_place("name", "emberol"),
        in_place("form", form),
        in_place("amount", amount),
        in_place("frequency", "once daily"),
        in_place("note", "Not with water."),
        in_place("claim", "Half of it was studied."),
    );
    let base = Scratch::second_base();
    base.write(&format!("{folder}/emberol.toml"), drug.as_bytes());
    base.change("trials/gleam-1.toml", "drugs      = [", &format!("drugs      = [\"{folder}/emberol\", "));
    base.change("trials/gleam-1.toml", "drug = \"oral/wickolate\"", &format!("drug = \"{folder}/emberol\""));
    base.change("trials/gleam-1.toml", "wickolate 3 mg once daily", &in_place("arm", "emberol once daily"));
    let compilation = compile(base.path(), house_rules).unwrap();
    let errors = compilation.findings.diagnostics().iter();
    let refused = errors.filter(|fault| fault.code == Code::S025).count();
    assert!(compilation.knowledge.is_none() || refused == 0, "an error that is none");
    refused > 0
}

#[test]
fn what_is_given_by_another_route_is_refused_wherever_that_is_said() {
    let ways = [
        "powder for intravenous infusion 100 mg",
        "solution for subcutaneous injection",
        "5 mg/kg infused over 2 hours at weeks 0, 2 and 6, then every 8 weeks",
        "45 mg by mouth subcutaneously at weeks 0 and 4, then every 12 weeks",
        "Intramuscular injection once weekly.",
        "Inject 40 mg every second week.",
        "Two weeks after the loading dose, inject 40 mg each week.",
        "Inhaled as a powder of 5 mg twice daily.",
        "Nasal spray 5 mg once daily.",
        "Intralesional injection of 2.5 mg each month.",
        "Narrowband ultraviolet B three times weekly.",
        "Phototherapy with 2 g each week.",
        "PUVA 3 times weekly, 2 g.",
        "80 mg IV on day 1, then each week.",
        "Suppository 5 mg each night.",
        "prefilled syringe 5 mg each week",
        "40 mg every other week by subcutaneous injection.",
        "Not more than 40 mg a week, as a subcutaneous injection.",
        "Each infusion is given every 8 weeks, 5 mg.",
        "Do not chew, inject 40 mg each week.",
        "Do not chew, inject each week or month, 5 mg.",
        "Do not crush or chew, then inject 5 mg each week.",
        "Never 5 mg by mouth but by injection, each week.",
    ];
    for folder in ["oral", "topical"] {
        for place in PLACES {
            for way in ways {
                assert!(is_refused(folder, place, way), "{folder}, {place}: {way}");
            }
        }
    }
}

#[test]
fn what_belongs_into_the_other_folder_is_refused_in_a_form_or_an_amount() {
    for (folder, way) in [
        ("oral", "cream 2%"),
        ("oral", "ointment 2%, on the skin every day"),
        ("topical", "tablet 3 mg"),
        ("topical", "3 mg by mouth once daily"),
        ("topical", "light of 311 nm, 2 g three times weekly"),
    ] {
        for place in ["form", "amount", "frequency"] {
            assert!(is_refused(folder, place, way), "{folder}, {place}: {way}");
        }
    }
}

#[test]
fn a_file_in_the_folder_of_another_route_gets_one_sentence_that_says_what_to_change() {
    let base = Scratch::second_base();
    base.change("oral/wickolate.toml", "codes   =", "forms   = [\"solution for injection\", \"pen\"]\ncodes   =");
    base.change(
        "oral/tallowine.toml",
        "codes   = []",
        "codes   = []\nforms   = [\"powder for infusion\", \"syringe\"]",
    );
    let compilation = compile(base.path(), house_rules).unwrap();
    let said: Vec<_> =
        compilation.findings.diagnostics().iter().map(|fault| (fault.code, fault.help.as_str())).collect();
    assert_eq!(said.iter().map(|(code, _help)| *code).collect::<Vec<_>>(), [Code::S025, Code::S025]);
    for (_code, help) in said {
        assert!(help.contains("move the drug's file") && help.contains("[[route]]"), "{help}");
    }
}

#[test]
fn another_treatment_may_be_spoken_of() {
    let others = [
        "Do not inject.",
        "Not for injection, infusion or inhalation.",
        "Not for injection, intravenous infusion, inhalation, rectal or vaginal use.",
        "Do not crush, inject or chew it.",
        "Start it after an intravenous biologic failed.",
        "It was studied where phototherapy had failed.",
        "For candidates for phototherapy or injected biologics.",
        "Never with an injected drug.",
        "Wait 4 weeks before an injected vaccine.",
        "emberol plus intralesional soot",
        "emberol once daily and placebo injections",
        "Once daily, rather than by infusion.",
        "Avoid ultraviolet light.",
    ];
    for folder in ["oral", "topical"] {
        for place in ["note", "claim", "arm"] {
            for other in others {
                assert!(!is_refused(folder, place, other), "{folder}, {place}: {other}");
            }
        }
        for form in ["protected from light", "not for injection"] {
            let form = if folder == "oral" { format!("tablet 3 mg, {form}") } else { format!("ointment 2%, {form}") };
            assert!(!is_refused(folder, "form", &form), "{folder}: {form}");
        }
    }
}

#[test]
fn a_name_may_begin_as_another_way_of_giving_does() {
    for name in ["puvahobenib", "uvbatinib", "laserolate", "excimerine"] {
        for folder in ["oral", "topical"] {
            assert!(!is_refused(folder, "name", name), "{name} under {folder}");
        }
    }
}

#[test]
fn what_a_trial_compares_with_needs_no_route_of_the_base() {
    let base = Scratch::second_base();
    base.change("trials/gleam-1.toml", "name = \"placebo\"", "name = \"intralesional soot once a month\"");
    assert!(compile(base.path(), house_rules).unwrap().knowledge.is_some());
}
