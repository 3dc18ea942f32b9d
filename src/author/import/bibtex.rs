//! BibTeX and BibLaTeX, parsed by Typst's `biblatex`.
//!
//! Promises: TeX's accents and escapes are read; a name in braces is a group.

use biblatex::{Bibliography, ChunksExt, Date as BibDate, DateValue, Entry, PermissiveType, Person};
use jiff::civil::Date;

use super::ImportError;
use super::work::{Work, person};
use crate::knowledge::ReferenceKind;

pub(super) fn works(text: &str) -> Result<Vec<Work>, ImportError> {
    let bibliography =
        Bibliography::parse(text).map_err(|error| ImportError::Malformed(format!("it is not BibTeX: {error}")))?;
    Ok(bibliography.iter().map(work).collect())
}

fn work(entry: &Entry) -> Work {
    let text = |keys: &[&str]| keys.iter().find_map(|key| entry.get(key)).map(ChunksExt::format_verbatim);
    let kind = match entry.entry_type.to_string().as_str() {
        "report" | "techreport" | "book" | "inproceedings" | "incollection" | "thesis" => ReferenceKind::Report,
        "online" | "electronic" | "www" => ReferenceKind::Web,
        "misc" if entry.get("url").is_some() => ReferenceKind::Web,
        "dataset" => ReferenceKind::Registry,
        _in_a_journal => ReferenceKind::Article,
    };
    let (published, year) = match entry.date() {
        Ok(PermissiveType::Typed(date)) => day_and_year(&date),
        Ok(PermissiveType::Chunks(_)) | Err(_) => (None, None),
    };
    let note = text(&["note"]).unwrap_or_default();
    Work {
        kind,
        authors: entry.author().unwrap_or_default().iter().map(name).collect(),
        more_authors: note.contains("Not all authors are named"),
        title: text(&["title"]).unwrap_or_default(),
        container: text(&[
            "shortjournal",
            "journaltitle",
            "journal",
            "institution",
            "howpublished",
            "publisher",
            "organization",
        ]),
        year: year.or_else(|| text(&["year"])?.parse().ok()),
        volume: text(&["volume"]),
        issue: text(&["number", "issue"]),
        pages: text(&["pages", "eid"]),
        published,
        doi: text(&["doi"]),
        pmid: text(&["pmid"]).and_then(|number| number.trim().parse().ok()),
        pmcid: text(&["pmcid"]),
        // The parser makes a dash of two hyphens, which no address has.
        url: text(&["url"]).map(|url| url.replace('\u{2013}', "--")),
        read: text(&["urldate"]).and_then(|day| day.trim().parse().ok()),
        keywords: text(&["keywords", "keyword"]).into_iter().flat_map(|words| split(&words)).collect(),
        ..Work::default()
    }
}

fn split(words: &str) -> Vec<String> {
    words.split([',', ';']).map(|word| word.trim().to_owned()).collect()
}

fn name(name: &Person) -> String {
    if name.given_name.is_empty() && name.prefix.is_empty() && name.suffix.is_empty() {
        return name.name.clone();
    }
    person(&name.prefix, &name.name, &name.given_name, &name.suffix)
}

fn day_and_year(date: &BibDate) -> (Option<Date>, Option<i64>) {
    let (DateValue::At(at) | DateValue::After(at) | DateValue::Before(at) | DateValue::Between(at, _)) = &date.value;
    // Months and days are counted from 0.
    let day = at.month.zip(at.day).and_then(|(month, day)| {
        let year = i16::try_from(at.year).ok()?;
        Date::new(year, i8::try_from(month + 1).ok()?, i8::try_from(day + 1).ok()?).ok()
    });
    (day, Some(i64::from(at.year)))
}
