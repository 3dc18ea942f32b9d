//! RIS and PubMed's nbib: lines that begin with a tag.
//!
//! Promises: reads every tag the base has a key for. Both formats are lines of a tag, a hyphen and a value; the crate that parses them
//! (biblib) makes one kind of name of people and groups, and drops the initials that MEDLINE gives, so the twenty lines are here.

use jiff::civil::Date;

use super::work::{Work, inverted, medline};
use crate::knowledge::{PublicationStatus, ReferenceKind};

/// A tag and its value.
type Field = (String, String);

/// The fields of each record. A line that does not begin with a tag continues the value above it.
fn records(text: &str, tag_length: usize, begins: &str) -> Vec<Vec<Field>> {
    let mut records: Vec<Vec<Field>> = Vec::new();
    for line in text.lines() {
        let head = line.get(..tag_length).unwrap_or(line).trim_end();
        let value = line.get(tag_length..).and_then(|rest| rest.trim_start().strip_prefix('-'));
        let is_tag = !head.is_empty() && head.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        match value {
            Some(value) if is_tag => {
                if head == begins {
                    records.push(Vec::new());
                }
                if let Some(record) = records.last_mut() {
                    record.push((head.to_owned(), value.trim().to_owned()));
                }
            }
            Some(_) | None => {
                if let Some((_, value)) = records.last_mut().and_then(|record| record.last_mut())
                    && !line.trim().is_empty()
                {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    records
}

fn first<'r>(record: &'r [Field], tags: &[&str]) -> Option<&'r str> {
    let of = |tag: &&str| record.iter().find(|(name, value)| name == tag && !value.is_empty());
    tags.iter().find_map(of).map(|(_, value)| value.as_str())
}

fn every<'r>(record: &'r [Field], tag: &str) -> impl Iterator<Item = &'r str> {
    record.iter().filter(move |(name, _)| name == tag).map(|(_, value)| value.as_str())
}

fn owned(value: Option<&str>) -> Option<String> {
    value.map(str::to_owned)
}

/// The works of an export of PubMed.
pub(super) fn pubmed(text: &str) -> Vec<Work> {
    records(text, 4, "PMID").iter().map(|record| pubmed_work(record)).collect()
}

fn pubmed_work(record: &[Field]) -> Work {
    let has = |tag: &str, word: &str| every(record, tag).any(|value| value == word);
    let kind = if has("PT", "Guideline") || has("PT", "Practice Guideline") {
        ReferenceKind::Guideline
    } else if has("PT", "News") || has("PT", "Newspaper Article") {
        ReferenceKind::News
    } else {
        ReferenceKind::Article
    };
    // People and groups in the order of the record. The long form of a name is read only where the short form is missing.
    let has_short = record.iter().any(|(tag, _)| tag == "AU");
    let authors = record.iter().filter_map(|(tag, value)| match tag.as_str() {
        "AU" => Some(medline(value)),
        "FAU" if !has_short => Some(inverted(value)),
        "CN" => Some(value.clone()),
        _another => None,
    });
    let identifier = |end: &str| {
        let of = |tag: &str| {
            every(record, tag).find_map(|value| value.strip_suffix(end)).map(|value| value.trim().to_owned())
        };
        of("LID").or_else(|| of("AID"))
    };
    let status = if has("PT", "Retracted Publication") || first(record, &["RIN"]).is_some() {
        Some(PublicationStatus::Retracted)
    } else {
        first(record, &["EIN"]).map(|_| PublicationStatus::Corrected)
    };
    let year = first(record, &["DP"]).and_then(|date| date.get(..4)?.parse().ok());
    let electronic = first(record, &["DEP"]).and_then(|day| date(&[day.get(..4)?, day.get(4..6)?, day.get(6..8)?]));
    let printed = first(record, &["DP"]).and_then(|day| date(&day.split(' ').collect::<Vec<_>>()));
    Work {
        kind,
        authors: authors.collect(),
        title: first(record, &["TI", "BTI"]).unwrap_or_default().to_owned(),
        container: owned(first(record, &["TA", "JT", "CTI", "PB"])),
        year,
        volume: owned(first(record, &["VI"])),
        issue: owned(first(record, &["IP"])),
        pages: owned(first(record, &["PG"])),
        published: printed.or(electronic.filter(|day| year.is_none_or(|year: i64| i64::from(day.year()) == year))),
        doi: identifier("[doi]"),
        pmid: first(record, &["PMID"]).and_then(|number| number.parse().ok()),
        pmcid: owned(first(record, &["PMC"])),
        keywords: every(record, "MH")
            .map(|word| word.replace('*', ""))
            .chain(every(record, "OT").map(|word| word.replace('*', "")))
            .collect(),
        status,
        ..Work::default()
    }
}

/// The works of a RIS file.
pub(super) fn ris(text: &str) -> Vec<Work> {
    records(text, 2, "TY").iter().map(|record| ris_work(record)).collect()
}

fn ris_work(record: &[Field]) -> Work {
    let kind = match first(record, &["TY"]).unwrap_or_default() {
        "PAMP" => ReferenceKind::Label,
        "DATA" | "DBASE" => ReferenceKind::Registry,
        "STAND" => ReferenceKind::Guideline,
        "GOVDOC" | "BILL" | "STAT" => ReferenceKind::Regulator,
        "RPRT" | "CONF" | "CPAPER" | "THES" | "BOOK" | "CHAP" | "EBOOK" | "GEN" | "UNPB" | "SLIDE" => {
            ReferenceKind::Report
        }
        "ELEC" | "WEB" | "BLOG" | "ICOMM" => ReferenceKind::Web,
        "NEWS" | "MGZN" => ReferenceKind::News,
        _in_a_journal => ReferenceKind::Article,
    };
    let authors = record.iter().filter(|(tag, _)| matches!(tag.as_str(), "AU" | "A1")).map(|(_, name)| inverted(name));
    let pages = match (first(record, &["SP"]), first(record, &["EP"])) {
        (Some(first), Some(last)) if first != last => Some(format!("{first}-{last}")),
        (first, _) => owned(first),
    };
    let dated = first(record, &["DA", "Y1", "PY"]);
    let parts = |text: &str| date(&text.split('/').collect::<Vec<_>>());
    let year = |text: &str| text.get(..4)?.parse().ok();
    let labelled = |label: &str| {
        let of = |value: &str| value.split_once(label).map(|(_, rest)| rest.trim().to_owned());
        every(record, "N1").chain(every(record, "AN")).find_map(of)
    };
    let number = first(record, &["AN"]).unwrap_or_default();
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    let pmid = number.parse().ok().or_else(|| digits(&labelled("PMID:")?).parse().ok());
    let pmcid = first(record, &["C2"]).filter(|value| value.starts_with("PMC")).map(str::to_owned);
    let notes: Vec<&str> = every(record, "N1").collect();
    Work {
        kind,
        authors: authors.collect(),
        more_authors: notes.contains(&"Not all authors are named"),
        title: first(record, &["TI", "T1"]).unwrap_or_default().to_owned(),
        container: owned(first(record, &["JA", "J2", "JO", "T2", "JF", "PB"])),
        year: first(record, &["PY", "Y1", "DA"]).and_then(year),
        volume: owned(first(record, &["VL"])),
        issue: owned(first(record, &["IS"])),
        pages,
        published: dated.and_then(parts),
        doi: owned(first(record, &["DO"])),
        pmid,
        pmcid: pmcid.or_else(|| Some(format!("PMC{}", digits(labelled("PMCID:")?.trim_start_matches("PMC"))))),
        nct: (number.len() == 11 && number.starts_with("NCT")).then(|| number.to_owned()),
        url: owned(first(record, &["UR"])),
        read: first(record, &["Y2"]).and_then(parts),
        keywords: every(record, "KW").map(str::to_owned).collect(),
        ..Work::default()
    }
}

/// A day of which year, month and day are known; the month in digits or in letters.
fn date(parts: &[&str]) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let [year, month, day, ..] = parts else { return None };
    let letters = month.to_lowercase();
    let month = month.parse().ok().or_else(|| {
        let at =
            MONTHS.iter().position(|name| letters.starts_with(name) && letters.len() < 10 && !letters.contains('-'))?;
        i8::try_from(at + 1).ok()
    })?;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}
