//! CSL-JSON, as Zotero and citation processors write it.
//!
//! Promises: an item is read whether its numbers are texts or numbers. Never reads a variable the base has no key for.

use jiff::civil::Date;
use serde_json::Value;

use super::ImportError;
use super::work::{Work, person};
use crate::knowledge::ReferenceKind;

pub(super) fn works(text: &str) -> Result<Vec<Work>, ImportError> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| ImportError::Malformed(format!("it is not JSON: {error}")))?;
    // Zotero's Better CSL JSON has the list under `items`.
    let items = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Object(object) => match object.get("items").and_then(Value::as_array) {
            Some(items) => items.as_slice(),
            None => std::slice::from_ref(&value),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return Err(ImportError::UnknownFormat),
    };
    Ok(items.iter().map(work).collect())
}

fn work(item: &Value) -> Work {
    let text = |key: &str| match item.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let kind = match item.get("type").and_then(Value::as_str).unwrap_or_default() {
        "pamphlet" => ReferenceKind::Label,
        "dataset" => ReferenceKind::Registry,
        "standard" => ReferenceKind::Guideline,
        "legislation" | "regulation" => ReferenceKind::Regulator,
        "report" | "book" | "chapter" | "paper-conference" | "thesis" | "document" => ReferenceKind::Report,
        "webpage" | "post" | "post-weblog" => ReferenceKind::Web,
        "article-newspaper" | "article-magazine" => ReferenceKind::News,
        _in_a_journal => ReferenceKind::Article,
    };
    let issued = date_parts(item.get("issued"));
    let number = text("number").filter(|number| number.starts_with("NCT"));
    // Zotero writes what it has no field for in lines of the note.
    let note = text("note").unwrap_or_default();
    let noted = |label: &str| {
        let line = note.split(['\n', ';']).find_map(|line| line.trim().strip_prefix(label))?;
        Some(line.trim().to_owned())
    };
    Work {
        kind,
        authors: item.get("author").and_then(Value::as_array).into_iter().flatten().map(name).collect(),
        more_authors: note.contains("Not all authors are named"),
        title: text("title").unwrap_or_default(),
        container: ["container-title-short", "journalAbbreviation", "container-title", "publisher"]
            .into_iter()
            .find_map(text),
        year: issued.first().copied(),
        volume: text("volume"),
        issue: text("issue"),
        pages: text("page").or_else(|| text("number").filter(|_| kind == ReferenceKind::Article)),
        published: day(&issued),
        doi: text("DOI"),
        pmid: text("PMID").or_else(|| noted("PMID:")).and_then(|number| number.parse().ok()),
        pmcid: text("PMCID").or_else(|| noted("PMCID:")),
        nct: number,
        url: text("URL"),
        read: day(&date_parts(item.get("accessed"))),
        keywords: text("keyword")
            .into_iter()
            .flat_map(|words| words.split(", ").map(str::to_owned).collect::<Vec<_>>())
            .collect(),
        ..Work::default()
    }
}

fn name(author: &Value) -> String {
    let text = |key: &str| author.get(key).and_then(Value::as_str).unwrap_or_default();
    if let Some(group) = author.get("literal").and_then(Value::as_str) {
        return group.to_owned();
    }
    let particle = format!("{} {}", text("dropping-particle"), text("non-dropping-particle"));
    person(&particle, text("family"), text("given"), text("suffix"))
}

/// Year, month and day as far as they are given.
fn date_parts(date: Option<&Value>) -> Vec<i64> {
    let parts = date.and_then(|date| date.get("date-parts")?.get(0)?.as_array());
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
    let raw = || date?.get("raw")?.as_str().map(|raw| raw.split('-').map_while(|part| part.parse().ok()).collect());
    parts.map(|parts| parts.iter().map_while(number).collect()).or_else(raw).unwrap_or_default()
}

fn day(parts: &[i64]) -> Option<Date> {
    let [year, month, day] = *parts else { return None };
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}
