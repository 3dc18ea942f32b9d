//! Works from reference managers and PubMed, as tables of `references.toml`.
//!
//! Promises: what is in the file of references stays as it is, with its comments and its order: a work that is there, by DOI, PMID,
//! PMCID, registry number or address, gets only the keys that it lacks. Never guesses a field: what a record does not say is left out.

mod bibtex;
mod csl;
mod tagged;
mod work;

use std::collections::HashSet;

use jiff::civil::Date;
use toml_edit::{DocumentMut, Table, Value};

use self::work::Work;
pub(super) use self::work::slug;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The text is in none of the formats.
    #[error("it is none of RIS, PubMed's nbib, BibTeX and CSL-JSON")]
    UnknownFormat,
    /// The text is in a format, but has a fault.
    #[error("{0}")]
    Malformed(String),
    /// The file of references is not TOML.
    #[error("references.toml is not TOML: {0}; `jakref check` says where")]
    References(String),
}

/// What an import comes to.
#[derive(Debug)]
pub struct Imported {
    /// The new text of the file of references.
    pub text: String,
    /// The id and the title of each work that was added.
    pub added: Vec<(String, String)>,
    /// The id of each work that was there, and the keys it was given.
    pub joined: Vec<(String, Vec<&'static str>)>,
    /// The ids of works that nothing but their title identifies.
    pub unidentified: Vec<String>,
    /// How many records have no title, and were left out.
    pub untitled: usize,
}

/// Adds the works of a text in any of the formats to a file of references. `taken` are the ids that other files give to works.
///
/// # Errors
/// If the text is in none of the formats or malformed, or the file of references is not TOML.
pub fn import(references: &str, text: &str, taken: &[String], today: Date) -> Result<Imported, ImportError> {
    let mut document: DocumentMut = references
        .parse()
        .map_err(|error: toml_edit::TomlError| ImportError::References(error.message().to_owned()))?;
    let mut ids: HashSet<String> = taken.iter().cloned().collect();
    ids.extend(tables(&mut document).filter_map(|table| Some(table.get("id")?.as_str()?.to_owned())));
    let mut imported =
        Imported { text: String::new(), added: Vec::new(), joined: Vec::new(), unidentified: Vec::new(), untitled: 0 };
    let mut added: Vec<Work> = Vec::new();
    for work in works(text, today)? {
        if work.title.is_empty() {
            imported.untitled += 1;
        } else if let Some(table) = tables(&mut document).find(|table| is_same(table, &work)) {
            let id = table.get("id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
            imported.joined.push((id, complete(table, &work)));
        } else if !added.iter().any(|other| other.is_same(&work)) {
            added.push(work);
        }
    }
    imported.text = document.to_string();
    for work in added {
        let base = work.id();
        let others = (b'b'..=b'z').map(|letter| format!("{base}-{}", char::from(letter)));
        let numbered = (27..).map(|number| format!("{base}-{number}"));
        let mut names = std::iter::once(base.clone()).chain(others).chain(numbered);
        let id = names.find(|name| !ids.contains(name)).expect("there is always another number");
        ids.insert(id.clone());
        if !imported.text.is_empty() {
            imported.text.push_str(if imported.text.ends_with('\n') { "\n" } else { "\n\n" });
        }
        imported.text.push_str(&work.table(&id));
        if !work.has_identifier() {
            imported.unidentified.push(id.clone());
        }
        imported.added.push((id, work.title));
    }
    Ok(imported)
}

/// The works of a text, in the format that it seems to be.
fn works(text: &str, today: Date) -> Result<Vec<Work>, ImportError> {
    let text = text.trim_start_matches('\u{FEFF}');
    let has_line = |start: &str| text.lines().any(|line| line.starts_with(start));
    let mut works = if text.trim_start().starts_with(['[', '{']) {
        csl::works(text)?
    } else if has_line("PMID-") {
        tagged::pubmed(text)
    } else if has_line("TY  -") {
        tagged::ris(text)
    } else if text.contains('@') {
        bibtex::works(text)?
    } else {
        return Err(ImportError::UnknownFormat);
    };
    works.iter_mut().for_each(|work| work.settle(today));
    Ok(works)
}

/// The tables of the references in a file, in its order.
fn tables(document: &mut DocumentMut) -> impl Iterator<Item = &mut Table> {
    document
        .get_mut("reference")
        .and_then(|item| item.as_array_of_tables_mut())
        .into_iter()
        .flat_map(|list| list.iter_mut())
}

/// Whether a table is of the same work, by its identifiers.
fn is_same(table: &Table, work: &Work) -> bool {
    let text = |key: &str| table.get(key).and_then(|item| item.as_str());
    let pmid = table.get("pmid").and_then(toml_edit::Item::as_integer);
    let doi = work.doi.as_deref().zip(text("doi")).is_some_and(|(one, other)| one.eq_ignore_ascii_case(other));
    let pmcid = work.pmcid.as_deref().zip(text("pmcid")).is_some_and(|(one, other)| one == other);
    // What has no such number is found by its number in a registry or its address.
    let nct = work.nct.as_deref().zip(text("nct")).is_some_and(|(one, other)| one == other);
    let is_numbered = (work.doi.is_some() && text("doi").is_some()) || (work.pmid.is_some() && pmid.is_some());
    let url = work.url.as_deref().zip(text("url")).is_some_and(|(one, other)| one == other);
    doi || pmcid
        || (!is_numbered && (nct || url))
        || work.pmid.map(i64::from).zip(pmid).is_some_and(|(one, other)| one == other)
}

/// Gives a table the keys that it lacks; returns their names.
fn complete(table: &mut Table, work: &Work) -> Vec<&'static str> {
    let mut added = Vec::new();
    for (key, value) in work.values().into_iter().filter(|(key, _)| !matches!(*key, "kind" | "title")) {
        // What is there has the authors or the day of its own source.
        let is_known = table.contains_key(key) || (key == "more_authors" && table.contains_key("authors"));
        if !is_known {
            table.insert(key, toml_edit::Item::Value(value));
            align(table, key);
            added.push(key);
        }
    }
    added
}

/// Writes a new key in the width of the others.
fn align(table: &mut Table, key: &str) {
    if let Some(mut key) = table.key_mut(key) {
        let padded = " ".repeat(work::WIDTH.saturating_sub(key.get().len()).max(1));
        key.leaf_decor_mut().set_suffix(padded);
    }
}

/// A text as a TOML value.
fn text(value: &str) -> Value {
    Value::from(value)
}

/// The ids of the references in a file; none where it is not TOML.
pub fn ids(references: &str) -> Vec<String> {
    let mut document: DocumentMut = references.parse().unwrap_or_default();
    tables(&mut document).filter_map(|table| Some(table.get("id")?.as_str()?.to_owned())).collect()
}
