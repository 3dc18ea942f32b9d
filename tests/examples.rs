//! The bases under examples/: what an outside author wrote stays sound, and the program writes no route, region or verb into it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::path::Path;

use jakref::check::house_rules;
use jakref::knowledge::{Drug, EntryId, Kind, Knowledge, Terms, compile};
use jakref::page::{Block, Detail, Glyphs, Line, Page, Shape, comparison, page, wrap};

fn base(folder: &str) -> Knowledge {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let compilation = compile(&path, house_rules).unwrap();
    let faults: Vec<&str> = compilation.findings.diagnostics().iter().map(|fault| fault.message.as_str()).collect();
    assert!(faults.is_empty(), "{folder}: {faults:#?}");
    compilation.knowledge.unwrap()
}

fn psoriasis() -> Knowledge {
    base("examples/psoriasis")
}

fn text(page: &Page) -> String {
    let lines = wrap(page, 120, Glyphs::Unicode);
    let text = lines.iter().map(Line::text).collect::<Vec<_>>().join(" ").replace('\u{A0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page_of(knowledge: &Knowledge, id: &EntryId) -> Page {
    page(knowledge, id, Detail::Number).unwrap()
}

/// Every page of a base, with its id.
fn pages(knowledge: &Knowledge) -> Vec<(EntryId, String)> {
    let ids = Kind::ALL.iter().flat_map(|kind| knowledge.ids(*kind));
    ids.map(|id| (id.clone(), text(&page_of(knowledge, id)))).collect()
}

fn drug<'k>(knowledge: &'k Knowledge, name: &str) -> &'k Drug {
    knowledge.drugs().find(|drug| *drug.name == name).unwrap()
}

/// What the files of a base say, as one text.
fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&source(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    text
}

#[test]
fn by_mouth_is_said_of_what_is_taken_by_mouth_alone() {
    let knowledge = psoriasis();
    for drug in knowledge.drugs() {
        let page = text(&page_of(&knowledge, &drug.id));
        assert_eq!(page.contains("by mouth"), *drug.name == "methotrexate", "{page}");
        assert!(page.contains(drug.route.says.as_str()), "{page}");
    }
    let infliximab = text(&page_of(&knowledge, &drug(&knowledge, "infliximab").id));
    assert!(
        infliximab.contains("5 mg/kg by intravenous infusion at weeks 0, 2 and 6, then every 8 weeks"),
        "{infliximab}"
    );
}

#[test]
fn no_page_has_a_route_region_or_verb_that_its_base_does_not_write() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known = Terms::default();
    for folder in ["examples/psoriasis", "tests/second-base", "tests/third-base", "data"] {
        let knowledge = base(folder);
        let (terms, source) = (&knowledge.review().terms, source(&root.join(folder)));
        let routes = known.routes.iter().filter(|route| terms.routes.iter().all(|other| other.says != route.says));
        let routes = routes.map(|route| route.says.as_str());
        let regions = known.regions.iter().map(|region| region.id.as_str()).chain(["India", "Hong Kong"]);
        let regions = regions.filter(|id| terms.region(id).is_none());
        let verb = Some("Inhibits").filter(|_| terms.verb != known.verb);
        let foreign: Vec<&str> = routes.chain(regions).chain(verb).filter(|words| !source.contains(words)).collect();
        for (id, page) in pages(&knowledge) {
            for words in &foreign {
                assert!(!page.contains(words), "{folder}, {id}: {words}");
            }
        }
    }
}

/// The files that data/README.md shows first, each under the line that names it.
#[test]
fn the_first_page_of_the_readme_of_bases_is_a_base() {
    let readme = include_str!("../data/README.md");
    let dir = std::env::temp_dir().join(format!("jakref-first-page-{}", std::process::id()));
    for part in readme.split("`my-base/").skip(1).take(3) {
        let (name, rest) = part.split_once('`').unwrap();
        let toml = rest.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0;
        let file = dir.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, toml).unwrap();
    }
    let compilation = compile(&dir, house_rules).unwrap();
    std::fs::remove_dir_all(&dir).unwrap();
    let faults: Vec<&str> = compilation.findings.diagnostics().iter().map(|fault| fault.message.as_str()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let knowledge = compilation.knowledge.unwrap();
    let page = text(&page_of(&knowledge, &drug(&knowledge, "tallowine").id));
    assert!(page.contains("3 mg by subcutaneous injection once weekly; adults with glimmer fever"), "{page}");
}

#[test]
fn light_has_neither_a_boxed_warning_nor_an_approval() {
    let knowledge = psoriasis();
    let page = text(&page_of(&knowledge, &drug(&knowledge, "narrowband ultraviolet B").id));
    assert!(!page.to_lowercase().contains("boxed") && !page.contains("No approval"), "{page}");
    assert!(page.contains("one exposure by exposure of the skin three times weekly"), "{page}");
}

#[test]
fn at_least_eight_trials_are_drawn() {
    let knowledge = psoriasis();
    let is_drawn = |id: &&EntryId| {
        let is_plot = |block: &Block| matches!(block.shape, Shape::Plot(_));
        page_of(&knowledge, id).blocks.iter().any(is_plot)
    };
    let drawn: Vec<&EntryId> = knowledge.ids(Kind::Trial).iter().filter(is_drawn).collect();
    assert!(drawn.len() >= 8, "{drawn:?}");
}

#[test]
fn drugs_that_met_in_a_trial_are_compared_head_to_head() {
    let knowledge = psoriasis();
    for (a, b, trial) in [
        ("secukinumab", "ustekinumab", "CLEAR"),
        ("guselkumab", "secukinumab", "ECLIPSE"),
        ("bimekizumab", "secukinumab", "BE RADIANT"),
        ("ustekinumab", "etanercept", "ACCEPT"),
    ] {
        let drugs = [drug(&knowledge, a), drug(&knowledge, b)];
        let page = text(&comparison(&knowledge, &drugs, Detail::Number));
        assert!(page.contains("Head-to-head") && page.contains(trial), "{page}");
    }
}

#[test]
fn the_pathway_closes_at_names_with_a_hyphen() {
    let knowledge = psoriasis();
    let pathway = knowledge.pathway().unwrap();
    let closed =
        |name: &str| -> Vec<&str> { pathway.closed_by(drug(&knowledge, name)).map(|node| node.id.as_str()).collect() };
    assert_eq!(closed("secukinumab"), ["il-17a"]);
    assert_eq!(closed("guselkumab"), ["il-23"]);
    assert_eq!(closed("infliximab"), ["tnf"]);
}

#[test]
fn what_was_not_looked_for_is_not_called_not_found() {
    let knowledge = psoriasis();
    let page = text(&page_of(&knowledge, &drug(&knowledge, "methotrexate").id));
    assert!(page.contains("Not covered in this base:"), "{page}");
}

#[test]
fn steps_and_bands_of_a_dose_are_one_sentence() {
    let knowledge = psoriasis();
    let page = |name: &str| text(&page_of(&knowledge, &drug(&knowledge, name).id));
    let adalimumab = page("adalimumab");
    let steps = "80 mg by subcutaneous injection on day 1, then 40 mg every other week from day 8";
    assert!(adalimumab.contains(steps), "{adalimumab}");
    let ustekinumab = page("ustekinumab");
    let bands = "45 mg (100 kg or less) or 90 mg (more than 100 kg) by subcutaneous injection at weeks 0 and 4";
    assert!(ustekinumab.contains(bands), "{ustekinumab}");
}

#[test]
fn rates_and_ratios_stand_with_their_figures() {
    let knowledge = psoriasis();
    let trial = |name: &str| text(&page_of(&knowledge, &EntryId::new(Kind::Trial, name).unwrap()));
    let psolar = trial("psolar");
    assert!(psolar.contains("adalimumab 1.99 (38 events in 1,913 patient-years)"), "{psolar}");
    let badbir = trial("badbir");
    assert!(
        badbir.contains("hazard ratio 2.36 (95% CI 2.02 to 2.76), adalimumab against ustekinumab; lower is better"),
        "{badbir}"
    );
}

#[test]
fn one_drug_by_two_routes_and_a_device_are_told_apart() {
    let knowledge = base("tests/third-base");
    let page = |route: &str, name: &str| text(&page_of(&knowledge, &EntryId::drug(route, name).unwrap()));
    let oral = page("oral", "frostane");
    assert!(oral.contains("5 mg by mouth once daily; adults. At most 20 mg daily."), "{oral}");
    assert!(oral.contains("Emberlandic label: 10 mg by mouth once daily"), "{oral}");
    let approvals = text(&page_of(&knowledge, &EntryId::approvals()));
    assert!(approvals.contains("IN HK EM") && approvals.contains("Emberland • frostane (oral)"), "{approvals}");
    assert!(oral.contains("Red triangle: (India) cracks") && oral.contains("Approved: India 2030-02"), "{oral}");
    let infused = page("intravenous", "frostane");
    assert!(infused.contains("0.5 mg/kg into a vein at weeks 0 and 2, then 1 mg/kg every 8 weeks"), "{infused}");
    assert!(infused.contains("5 mg by mouth once daily from week 16"), "{infused}");
    assert!(
        oral.contains("Looked for pregnancy and breastfeeding in the works under references, 2031-04-30."),
        "{oral}"
    );
    let cap = page("device", "lamp-cap");
    assert!(cap.contains("one cap by hand every evening") && cap.contains("Covers the flame"), "{cap}");
    let network = text(&page_of(&knowledge, &EntryId::new(Kind::Trial, "coolness").unwrap()));
    assert!(network.contains("odds ratio 0.8 (95% CI 0.5 to 1.3), lamp cap against frostane"), "{network}");
    assert!(network.contains("certainty low (GRADE, graded by the authors)"), "{network}");
}
