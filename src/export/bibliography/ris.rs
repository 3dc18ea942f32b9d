//! RIS: records for reference managers.
//!
//! Promises: a record begins with TY and ends with ER. A line is a tag, two spaces, a hyphen, a space and a value; each author,
//! keyword and note has its own. Dates are `2031/04/30`; Y2 is the day of reading. Page ranges are written in full: `284-7`
//! ends on page 287.

use jiff::civil::Date;

use super::{initials, marked_title, notes, work_type, year};
use crate::knowledge::{Located, Reference};
use crate::page::{Author, is_in_journal};

/// The one table of tags, in the order they are written; each value is a line.
fn tags(reference: &Reference) -> Vec<(&'static str, Vec<String>)> {
    let one = |value: &Option<Located<String>>| value.iter().map(ToString::to_string).collect::<Vec<_>>();
    let container = if is_in_journal(reference) { "JO" } else { "PB" };
    let (first, last) = reference.pages.as_ref().map_or((None, None), |pages| first_and_last(pages));
    // PubMed's own export has its number in AN and that of PubMed Central in C2.
    let accession = match &reference.pmid {
        Some(pmid) => vec![pmid.to_string()],
        None => one(&reference.nct),
    };
    vec![
        ("TY", vec![work_type(reference).ris.to_owned()]),
        ("ID", vec![reference.id.name().to_owned()]),
        ("AU", reference.authors.iter().map(|name| author(Author::parse(name))).collect()),
        ("TI", vec![marked_title(reference)]),
        (container, one(&reference.container)),
        ("PY", year(reference).iter().map(ToString::to_string).collect()),
        ("DA", reference.published.iter().map(|day| ris_date(day)).collect()),
        ("VL", one(&reference.volume)),
        ("IS", one(&reference.issue)),
        ("SP", first.into_iter().collect()),
        ("EP", last.into_iter().collect()),
        ("DO", one(&reference.doi)),
        ("AN", accession),
        ("C2", one(&reference.pmcid)),
        ("UR", one(&reference.url)),
        ("Y2", reference.read.iter().map(|day| ris_date(day)).collect()),
        ("KW", reference.keywords.iter().map(ToString::to_string).collect()),
        ("N1", notes(reference)),
        ("ER", vec![String::new()]),
    ]
}

pub(super) fn record(reference: &Reference) -> String {
    let mut out = String::new();
    for (tag, values) in tags(reference) {
        for value in values {
            out.push_str(&format!("{tag}  - {value}\n"));
        }
    }
    out
}

/// `Family, Initials, Suffix`, or the name of a group without its commas, which would split it.
fn author(author: Author<'_>) -> String {
    match author {
        Author::Group(name) => name.replace(',', ""),
        Author::Person { particle, family, initials: letters, suffix } => {
            let whole = format!("{particle} {family}");
            let given = initials(letters);
            let rest = [given.as_str(), suffix].into_iter().filter(|part| !part.is_empty());
            std::iter::once(whole.trim_start()).chain(rest).collect::<Vec<_>>().join(", ")
        }
    }
}

fn ris_date(day: &Date) -> String {
    format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day())
}

/// The first and the last page; an article number counts as a first page.
fn first_and_last(pages: &str) -> (Option<String>, Option<String>) {
    match pages.split_once('-') {
        None => (Some(pages.to_owned()), None),
        Some((first, last)) => {
            let shortened = last.len() < first.len() && [first, last].iter().all(|page| is_number(page));
            let prefix = if shortened { &first[..first.len() - last.len()] } else { "" };
            (Some(first.to_owned()), Some(format!("{prefix}{last}")))
        }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
