//! CSL-JSON: items for citation processors, with the types and variables of CSL 1.0.2.
//!
//! Promises: the particle and suffix of a name are variables of their own, and a group is `literal`; a date is `date-parts`,
//! with only the parts that are known.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{full_pages, marked_title, note, with_full_stops, work_type, year};
use crate::knowledge::{Author, Located, Reference};
use crate::page::is_in_journal;

/// The one table of variables, in the order they are written.
fn variables(reference: &Reference) -> Vec<(&'static str, Option<Value>)> {
    let text = |value: &Option<Located<String>>| value.as_ref().map(|value| json!(value.as_str()));
    let authors: Vec<Value> = reference.authors.iter().map(|name| author(Author::parse(name))).collect();
    let container = if is_in_journal(reference) { "container-title" } else { "publisher" };
    let number = reference.nct.as_ref().or(reference.application.as_ref()).or(reference.set_id.as_ref());
    let words: Vec<&str> = reference.keywords.iter().map(|word| word.as_str()).collect();
    vec![
        ("id", Some(json!(reference.id.name()))),
        ("type", Some(json!(work_type(reference).csl))),
        ("author", (!authors.is_empty()).then(|| Value::Array(authors))),
        ("title", Some(json!(marked_title(reference)))),
        (container, text(&reference.container)),
        ("issued", issued(reference)),
        ("accessed", reference.read.as_ref().map(|day| date(day))),
        ("volume", text(&reference.volume)),
        ("issue", text(&reference.issue)),
        ("page", full_pages(reference, "-").map(|pages| json!(pages))),
        ("number", number.map(|number| json!(number.as_str()))),
        ("DOI", text(&reference.doi)),
        ("PMID", reference.pmid.as_ref().map(|pmid| json!(pmid.to_string()))),
        ("PMCID", text(&reference.pmcid)),
        ("URL", text(&reference.url)),
        ("keyword", (!words.is_empty()).then(|| json!(words.join("; ")))),
        ("note", note(reference).map(|note| json!(note))),
    ]
}

pub(super) fn item(reference: &Reference) -> Value {
    let known = variables(reference).into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(known.collect())
}

fn author(author: Author<'_>) -> Value {
    match author {
        Author::Group(name) => json!({ "literal": name }),
        Author::Person { particle, family, initials: letters, suffix } => {
            let given = with_full_stops(letters);
            let parts = [
                ("family", family),
                ("given", given.as_str()),
                ("non-dropping-particle", particle),
                ("suffix", suffix),
            ];
            let known = parts.into_iter().filter(|(_name, value)| !value.is_empty());
            Value::Object(known.map(|(name, value)| (name.to_owned(), json!(value))).collect::<Map<_, _>>())
        }
    }
}

fn issued(reference: &Reference) -> Option<Value> {
    match &reference.published {
        Some(day) => Some(date(day)),
        None => year(reference).map(|year| json!({ "date-parts": [[year]] })),
    }
}

fn date(day: &Date) -> Value {
    json!({ "date-parts": [[day.year(), day.month(), day.day()]] })
}
