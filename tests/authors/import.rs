//! Works come in as they are: every field of records of many kinds, from the files that PubMed and Zotero write, and from our own.

use std::fs;
use std::path::Path;

use jakref::author::import;
use jakref::check::house_rules;
use jakref::export::{CiteStyle, bibliography};
use jakref::knowledge::{Knowledge, Reference, compile};
use jiff::civil::{Date, date};

use crate::scratch::Scratch;

const TODAY: Date = date(2031, 4, 30);

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/authors/works")
}

/// What importing a text into an empty file comes to.
fn imported(text: &str) -> String {
    import("", text, &[], TODAY).unwrap().text
}

#[test]
fn files_of_pubmed_and_zotero_are_read_field_by_field() {
    for name in ["pubmed.nbib", "zotero.ris", "zotero.bib", "zotero.json"] {
        let text = imported(&fs::read_to_string(folder().join(name)).unwrap());
        let expected = folder().join(format!("{name}.toml"));
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&expected, &text).unwrap();
        }
        assert_eq!(text, fs::read_to_string(&expected).unwrap(), "{name}");
    }
}

/// The invented base with other references.
fn base_with(references: &str) -> Knowledge {
    let base = Scratch::second_base();
    let known = fs::read_to_string(base.path().join("references.toml")).unwrap();
    base.write("references.toml", format!("{known}\n{references}").as_bytes());
    let compilation = compile(base.path(), house_rules).unwrap();
    let faults: Vec<_> = compilation.findings.diagnostics().iter().map(|fault| fault.message.clone()).collect();
    compilation.knowledge.unwrap_or_else(|| panic!("{faults:?}\n{references}"))
}

#[test]
fn what_comes_in_passes_the_check() {
    for name in ["pubmed.nbib", "zotero.ris", "zotero.bib"] {
        base_with(&imported(&fs::read_to_string(folder().join(name)).unwrap()).replace("2031-04-30", "2031-01-01"));
    }
}

/// What every style says of a work, in the words of the base.
fn fields(reference: &Reference) -> Vec<(&'static str, String)> {
    let text = |value: &Option<jakref::knowledge::Located<String>>| {
        value.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let authors: Vec<&str> = reference.authors.iter().map(|name| name.as_str()).collect();
    let title = reference.title.trim_start_matches('[').trim_end_matches(']').to_owned();
    vec![
        ("authors", authors.join("; ")),
        ("title", title),
        ("container", text(&reference.container)),
        ("volume", text(&reference.volume)),
        ("issue", text(&reference.issue)),
        ("doi", text(&reference.doi)),
        ("url", if reference.doi.is_some() { String::new() } else { text(&reference.url) }),
        ("pmid", reference.pmid.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("pmcid", text(&reference.pmcid)),
        ("more_authors", (reference.more_authors && !reference.authors.is_empty()).to_string()),
    ]
}

#[test]
fn what_goes_out_comes_in_again() {
    let shipped = compile(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), house_rules).unwrap().knowledge.unwrap();
    let references: Vec<&Reference> = shipped.references().collect();
    assert!(references.len() >= 60, "{}", references.len());
    let mut lost = Vec::new();
    for style in [CiteStyle::Ris, CiteStyle::Bibtex, CiteStyle::CslJson] {
        for reference in &references {
            let text = imported(&bibliography(&[reference], style));
            let back = text.parse::<toml_edit::DocumentMut>().unwrap();
            let table = back["reference"].as_array_of_tables().unwrap().get(0).unwrap();
            for (key, wanted) in fields(reference) {
                let value = match table.get(key).and_then(toml_edit::Item::as_value) {
                    None if key == "more_authors" => "false".to_owned(),
                    None => String::new(),
                    Some(toml_edit::Value::Array(list)) => {
                        list.iter().filter_map(|name| name.as_str()).collect::<Vec<_>>().join("; ")
                    }
                    Some(value) => value.as_str().map_or_else(|| value.to_string().trim().to_owned(), str::to_owned),
                };
                let value = if key == "url" && table.get("doi").is_some() { String::new() } else { value };
                if value != wanted {
                    lost.push(format!("{style} {} {key}: {wanted:?} came back as {value:?}", reference.id));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} fields\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn a_work_that_is_there_gets_what_it_lacks_and_nothing_else_changes() {
    let known = "# mine\n\n[[reference]]\nid        = \"quill\"   # an id of my own\nkind      = \"article\"\ntitle     = \"My title\"\ndoi       = \"10.5555/INV.2030.0001\"\n";
    let record = "TY  - JOUR\nTI  - Another title\nAU  - Quill, B\nVL  - 3\nDO  - 10.5555/inv.2030.0001\nER  - \n";
    let result = import(known, record, &[], TODAY).unwrap();
    assert!(result.added.is_empty());
    assert_eq!(result.joined, [("quill".to_owned(), vec!["authors", "volume"])]);
    assert_eq!(result.text, format!("{known}authors   = [\"Quill B\"]\nvolume    = \"3\"\n"));
    let again = import(&result.text, record, &[], TODAY).unwrap();
    assert_eq!(again.text, result.text, "a second import changes nothing");
}

#[test]
fn two_works_of_one_author_and_year_have_two_ids() {
    let record =
        |doi: &str| format!("TY  - JOUR\nTI  - Oil\nAU  - Quill, B\nPY  - 2030\nDO  - 10.5555/{doi}\nER  - \n");
    let result =
        import("", &(record("a1") + &record("a2") + &record("A2")), &["quill-2030".to_owned()], TODAY).unwrap();
    let ids: Vec<&str> = result.added.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["quill-2030-b", "quill-2030-c"], "one id is taken, and the third work is the second again");
}

#[test]
fn no_text_makes_it_panic() {
    for name in ["pubmed.nbib", "zotero.ris", "zotero.bib", "zotero.json"] {
        let text = fs::read_to_string(folder().join(name)).unwrap();
        for (at, _) in text.char_indices().step_by(7) {
            let _cut = import("", &text[..at], &[], TODAY);
            let _spoilt = import("", &text[at..], &[], TODAY);
        }
    }
    assert!(import("", "nothing of the kind", &[], TODAY).is_err());
    assert!(import("reference = [", "TY  - JOUR\nTI  - Oil\nER  -", &[], TODAY).is_err());
}
