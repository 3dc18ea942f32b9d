//! Reference lists: are they written as the makers of the styles write them, and do other programs read the same works
//! back?
//!
//! BibTeX is read by the crate biblatex, RIS by a strict reader below. `tests/independent/cite.py` asks the same of
//! bibtexparser, rispy and citeproc-py.

#![allow(clippy::unwrap_used, reason = "a test that cannot read a list has failed")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use biblatex::{Bibliography, ChunksExt};
use jakref::check::house_rules;
use jakref::embedded;
use jakref::export::{CiteStyle, bibliography};
use jakref::knowledge::{Knowledge, Reference, compile};
use serde_json::Value;

use scratch::Scratch;

/// The invented base with the references of a file of tests/citations before its own.
fn with(file: &str) -> Knowledge {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let base = Scratch::second_base();
    let more = fs::read_to_string(root.join("citations").join(file)).unwrap();
    base.change("references.toml", "[[reference]]", &format!("{more}\n[[reference]]"));
    let compilation = compile(base.path(), house_rules).unwrap();
    compilation.knowledge.unwrap_or_else(|| panic!("{:#?}", compilation.findings.diagnostics()))
}

fn bases() -> [Knowledge; 2] {
    [embedded::knowledge(), with("references.toml")]
}

fn all(knowledge: &Knowledge) -> Vec<&Reference> {
    knowledge.references().collect()
}

/// One work as a line, without its number.
fn line(knowledge: &Knowledge, id: &str, style: CiteStyle) -> String {
    let list = bibliography(&[knowledge.reference(id).unwrap()], style);
    list.strip_prefix("1. ").unwrap().trim_end().to_owned()
}

#[test]
fn vancouver_is_written_as_the_national_library_of_medicine_writes_it() {
    let knowledge = with("published.toml");
    for (id, example) in [
        (
            "nlm-1",
            "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. N Engl J Med. \
             2002;347(4):284-7. PMID: 12140307.",
        ),
        (
            "nlm-more-than-six",
            "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. Regulation of interstitial \
             excitatory amino acid concentrations after cortical contusion injury. Brain Res. 2002;935(1-2):40-6.",
        ),
        (
            "nlm-organization",
            "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in participants with \
             impaired glucose tolerance. Hypertension. 2002;40(5):679-86.",
        ),
        (
            "nlm-both",
            "Vallancien G, Emberton M, Harving N, van Moorselaar RJ; Alf-One Study Group. Sexual dysfunction in 1,274 \
             European men suffering from lower urinary tract symptoms. J Urol. 2003;169(6):2257-61.",
        ),
        ("nlm-no-author", "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184."),
        (
            "nlm-doi",
            "Zhang M, Holman CD, Price SD, Sanfilippo FM, Preen DB, Bulsara MK. Comorbidity and repeat admission to \
             hospital for adverse drug reactions in older adults: retrospective cohort study. BMJ. 2009;338:a2752. \
             doi: 10.1136/bmj.a2752. PMID: 19129307. PMCID: PMC2615549.",
        ),
    ] {
        let line = line(&knowledge, id, CiteStyle::Vancouver);
        // Where the example names no identifier, ours is only what the base demands.
        let without = line.find(" PMID: 9000000").map_or(line.as_str(), |place| &line[..place]);
        assert_eq!(without, example);
    }
}

#[test]
fn ama_is_written_as_its_manual_writes_it() {
    let knowledge = with("published.toml");
    // The first four: Lila D. Bunch Library, Belmont University, medlib.belmont.edu/ama_citation/periodicals; the record:
    // libguides.ecu.edu, Citing Trial Registries, without the day of an update, which the base does not keep; the insert:
    // mdanderson.libanswers.com/faq/26246; the page: guides.lib.purdue.edu, Reference Guide for Pharmacy Students.
    for (id, example) in [
        (
            "ama-six",
            "Turner EH, Matthews AM, Linardatos E, Tell RA, Rosenthal R. Selective publication of antidepressant trials \
             and its influence on apparent efficacy. N Engl J Med. 2008;358(3):252-260. doi:10.1056/NEJMsa065779",
        ),
        (
            "ama-seven",
            "Davis SL, McKinnon PS, Hall LM, et al. Daptomycin versus vancomycin for complicated skin and skin structure \
             infections: clinical and economic outcomes. Pharmacotherapy. 2007;27(12):1611-1618. \
             doi:10.1592/phco.27.12.1611",
        ),
        (
            "ama-investigators",
            "Hacke W, Kaste M, Bluhmki E, et al; ECASS Investigators. Thrombolysis with alteplase 3 to 4.5 hours after \
             acute ischemic stroke. N Engl J Med. 2008;359(13):1317-1329. doi:10.1056/NEJMoa0804656",
        ),
        (
            "ama-e-locator",
            "Sullivan HW, Aikin KJ, Chung-Davies E, Wade M. Prescription drug promotion from 2001-2014: data from the \
             U.S. Food and Drug Administration. PLoS One. 2016;11(5):e0155035. doi:10.1371/journal.pone.0155035",
        ),
        (
            "ama-registry",
            "Evaluation of phage therapy for the treatment of Escherichia coli and Pseudomonas aeruginosa wound infections \
             in burned patients (PHAGOBURN). ClinicalTrials.gov identifier: NCT02116010. Accessed October 13, 2016. \
             https://www.clinicaltrials.gov/ct2/show/NCT02116010",
        ),
        (
            "ama-package-insert",
            "Risperdal (risperidone). Package insert. Janssen Pharmaceutical; 2019. Set id: not in the example.",
        ),
        (
            "ama-web",
            "Raff J. How to read and understand a scientific paper: a guide for non-scientists. The London School of \
             Economics and Political Science. Published May 9, 2016. Accessed September 7, 2022. \
             https://invented.example/address-not-quoted",
        ),
    ] {
        assert_eq!(line(&knowledge, id, CiteStyle::Ama), example);
    }
}

#[test]
fn people_and_groups_keep_their_order_and_pages_are_written_as_the_style_writes_them() {
    let knowledge = with("references.toml");
    for (id, style, wanted) in [
        (
            "hard-order",
            CiteStyle::Vancouver,
            "Lantern Study Investigators; Petrenko YuV, Zaitsev IuA, Reed JB III; Lumen UK; Chen BL. Soot <20 | >5. \
             J Invented Med. 2030;12(3):299-310, quiz 311-2. doi: 10.0000/invented.order",
        ),
        (
            "hard-order",
            CiteStyle::Ama,
            "Lantern Study Investigators; Petrenko YuV, Zaitsev IuA, Reed JB III; Lumen UK; Chen BL. Soot <20 | >5. \
             J Invented Med. 2030;12(3):299-310, quiz 311-312. doi:10.0000/invented.order",
        ),
        (
            "hard-supplement",
            CiteStyle::Vancouver,
            "Six A. Soot in a supplement. J Invented Med. 2030;12:S12-8. doi: 10.0000/invented.supplement",
        ),
        (
            "hard-supplement",
            CiteStyle::Ama,
            "Six A. Soot in a supplement. J Invented Med. 2030;12:S12-S18. doi:10.0000/invented.supplement",
        ),
        (
            "hard-ahead-of-print",
            CiteStyle::Ama,
            "Six A. Soot before print. J Invented Med. Published online December 26, 2030. doi:10.0000/invented.ahead",
        ),
    ] {
        assert_eq!(line(&knowledge, id, style), wanted);
    }
    let bibtex = bibliography(&[knowledge.reference("hard-order").unwrap()], CiteStyle::Bibtex);
    for field in [
        "author = {{Lantern Study Investigators} and Petrenko, Yu. V. and Zaitsev, Iu. A. and Reed, III, J. B. and \
         {Lumen UK} and Chen, B.-L.}",
        "title = {{Soot {\\textless}20 {\\textbar} {\\textgreater}5}}",
        "pages = {299--310, quiz 311--312}",
        "keywords = {{Lamps, Oil}, tallow \\& wick}",
    ] {
        assert!(bibtex.contains(field), "{field}\n{bibtex}");
    }
    let ris = ris_records(&bibliography(&[knowledge.reference("hard-order").unwrap()], CiteStyle::Ris));
    assert_eq!((ris[0]["SP"][0].as_str(), ris[0]["EP"][0].as_str()), ("299", "310"));
    assert_eq!(ris[0]["N1"], ["Pages 299-310, quiz 311-312"]);
}

#[test]
fn every_kind_of_work_is_written_as_its_kind_with_the_day_it_was_read() {
    let knowledge = with("references.toml");
    let mut written = String::new();
    for style in CiteStyle::ALL {
        written.push_str(&format!("== {style:?}\n{}\n", bibliography(&all(&knowledge), *style)));
    }
    insta::assert_snapshot!("every-kind", written);
}

#[test]
fn a_retracted_or_corrected_work_says_so_in_every_style() {
    let knowledge = with("references.toml");
    for style in CiteStyle::ALL {
        for (id, word) in [("hard-names", "RETRACTED"), ("hard-names-again", "Corrected (checked 2031-04-01)")] {
            let text = bibliography(&[knowledge.reference(id).unwrap()], *style);
            assert!(text.contains(word), "{style:?}: {text}");
        }
    }
}

#[test]
fn no_style_writes_a_stray_sentence_or_an_empty_field() {
    for knowledge in bases() {
        for style in CiteStyle::ALL {
            let strays: &[&str] = match style {
                CiteStyle::Vancouver | CiteStyle::Ama => &["  ", ". .", ".;", ";.", " ;", "[]", "()"],
                CiteStyle::Bibtex => &["= {},", "= ,"],
                // Only ER, the last line of a record, has no value.
                CiteStyle::Ris => &["TY  - \n", "AU  - \n", "TI  - \n", "PB  - \n", "N1  - \n"],
                CiteStyle::CslJson => &[": null", ": \"\"", ": []"],
            };
            let text = bibliography(&all(&knowledge), *style);
            for stray in strays {
                assert!(!text.contains(stray), "{style}: {stray:?}");
            }
        }
    }
}

/// How many works a reader of the style finds in a list.
fn works_read(style: CiteStyle, list: &str) -> usize {
    match style {
        CiteStyle::Vancouver | CiteStyle::Ama => {
            let is_numbered = |(number, line): (usize, &str)| line.starts_with(&format!("{}. ", number + 1));
            list.lines().enumerate().filter(|line| is_numbered(*line)).count()
        }
        CiteStyle::Bibtex => Bibliography::parse(list).unwrap().len(),
        CiteStyle::Ris => ris_records(list).len(),
        CiteStyle::CslJson => serde_json::from_str::<Vec<Value>>(list).unwrap().len(),
    }
}

#[test]
fn every_style_has_every_work_once() {
    for knowledge in bases() {
        let references = all(&knowledge);
        for style in CiteStyle::ALL {
            assert_eq!(works_read(*style, &bibliography(&references, *style)), references.len(), "{style}");
        }
    }
}

/// A text without the braces that keep its capitals.
fn unbraced(text: &str) -> String {
    text.replace(['{', '}'], "")
}

#[test]
fn bibtex_is_read_back_by_biblatex_with_the_same_works_dois_titles_and_names() {
    for knowledge in bases() {
        let references = all(&knowledge);
        let text = bibliography(&references, CiteStyle::Bibtex);
        let read = Bibliography::parse(&text).unwrap();
        assert_eq!(read.len(), references.len());
        for reference in references {
            let entry = read.get(reference.id.name()).unwrap();
            let field = |name: &str| entry.get(name).map(ChunksExt::format_verbatim);
            assert_eq!(field("doi"), reference.doi.as_ref().map(ToString::to_string), "{}", reference.id);
            let title = unbraced(&field("title").unwrap());
            // TeX's words for braces are not resolved by the crate; that they balance is what parsing shows.
            if !reference.title.contains(['{', '\\', '~', '<', '>', '|']) {
                let own = reference.title.as_str();
                assert!(title.ends_with(own.strip_suffix('.').unwrap_or(own)) || own.ends_with("..."), "{title}");
            }
            let names = if reference.authors.is_empty() { Vec::new() } else { entry.author().unwrap() };
            let others = usize::from(reference.more_authors && !reference.authors.is_empty());
            assert_eq!(names.len(), reference.authors.len() + others, "{}", reference.id);
            for (name, written) in names.iter().zip(&reference.authors) {
                let initials: String = name.given_name.replace(['.', ' '], "");
                let parts = [&name.prefix, &name.name, &initials, &name.suffix];
                let again: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
                assert_eq!(again.join(" "), written.trim_matches(['{', '}']));
            }
        }
    }
}

/// The records of a RIS file, each a map of tags to values; panics at any line that the format has no room for.
fn ris_records(text: &str) -> Vec<BTreeMap<String, Vec<String>>> {
    let mut records = Vec::new();
    let mut open: Option<BTreeMap<String, Vec<String>>> = None;
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (tag, value) = line.split_once("  - ").unwrap_or_else(|| panic!("no tag: {line:?}"));
        assert!(tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()), "{line:?}");
        match tag {
            "TY" => {
                assert!(open.is_none(), "a record inside a record");
                open = Some(BTreeMap::from([(tag.to_owned(), vec![value.to_owned()])]));
            }
            "ER" => records.push(open.take().unwrap()),
            _field => {
                assert!(!value.trim().is_empty(), "an empty {tag}");
                open.as_mut().unwrap().entry(tag.to_owned()).or_default().push(value.to_owned());
            }
        }
    }
    assert!(open.is_none(), "a record without an end");
    records
}

#[test]
fn ris_is_read_back_by_a_strict_reader_with_the_same_works_dois_names_and_days() {
    for knowledge in bases() {
        let references = all(&knowledge);
        let records = ris_records(&bibliography(&references, CiteStyle::Ris));
        assert_eq!(records.len(), references.len());
        for (record, reference) in records.iter().zip(references) {
            let field = |tag: &str| record.get(tag).map(|values| values.join("\n"));
            assert_eq!(field("ID").unwrap(), reference.id.name());
            assert_eq!(field("DO"), reference.doi.as_ref().map(ToString::to_string));
            assert_eq!(field("UR"), reference.url.as_ref().map(ToString::to_string));
            assert_eq!(field("Y2").map(|day| day.replace('/', "-")), reference.read.as_ref().map(ToString::to_string));
            assert_eq!(record.get("AU").map_or(0, Vec::len), reference.authors.len());
            assert_eq!(record.get("TI").map(Vec::len), Some(1));
        }
    }
}

#[test]
fn a_shortened_last_page_is_written_out_in_ris_and_an_article_number_has_none() {
    let knowledge = with("references.toml");
    let records = ris_records(&bibliography(&all(&knowledge), CiteStyle::Ris));
    let of = |id: &str| records.iter().find(|record| record["ID"] == [id]).unwrap();
    assert_eq!((&of("hard-names")["SP"][0], &of("hard-names")["EP"][0]), (&"284".to_owned(), &"287".to_owned()));
    assert_eq!(of("hard-names-again")["SP"], ["e1500973"]);
    assert!(!of("hard-names-again").contains_key("EP"));
}

/// The types of that schema that we use.
const CSL_TYPES: [&str; 6] = ["article-journal", "pamphlet", "dataset", "report", "webpage", "article-newspaper"];

/// The variables of a CSL item that its schema knows and we write: schemas/input/csl-data.json of
/// citation-style-language/schema, read at commit e3ce254, against which both bases were once valid as a whole.
const CSL_VARIABLES: [&str; 18] = [
    "id",
    "type",
    "author",
    "title",
    "container-title",
    "publisher",
    "issued",
    "accessed",
    "volume",
    "issue",
    "page",
    "number",
    "DOI",
    "PMID",
    "PMCID",
    "URL",
    "keyword",
    "note",
];

#[test]
fn csl_json_has_only_variables_of_its_schema_days_as_parts_and_names_with_their_particles() {
    for knowledge in bases() {
        let references = all(&knowledge);
        let items: Value = serde_json::from_str(&bibliography(&references, CiteStyle::CslJson)).unwrap();
        let items = items.as_array().unwrap();
        assert_eq!(items.len(), references.len());
        for (item, reference) in items.iter().zip(references) {
            for key in item.as_object().unwrap().keys() {
                assert!(CSL_VARIABLES.contains(&key.as_str()), "{key}");
            }
            assert!(CSL_TYPES.contains(&item["type"].as_str().unwrap()), "{}", item["type"]);
            assert_eq!(item["DOI"].as_str(), reference.doi.as_ref().map(|doi| doi.as_str()));
            for day in ["issued", "accessed"] {
                let parts = item[day]["date-parts"][0].as_array();
                assert!(parts.is_none_or(|parts| (1..=3).contains(&parts.len()) && parts.iter().all(Value::is_u64)));
            }
        }
    }
    let knowledge = with("references.toml");
    let item = bibliography(&[knowledge.reference("hard-names").unwrap()], CiteStyle::CslJson);
    let item: Value = serde_json::from_str(&item).unwrap();
    assert_eq!(
        item[0]["author"][0],
        serde_json::json!({ "family": "Waals", "given": "J.", "non-dropping-particle": "van der" })
    );
    assert_eq!(item[0]["author"][5]["suffix"], "Jr");
    assert_eq!(item[0]["author"][6], serde_json::json!({ "literal": "BRAVE-like Investigators" }));
}
