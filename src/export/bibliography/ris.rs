//! RIS: records for reference managers.
//!
//! Promises: a record begins with TY and ends with ER. A line is a tag, two spaces, a hyphen, a space and a value; each author,
//! keyword and note has its own. Dates are `2031/04/30`; Y2 is the day of reading. Page ranges are written in full: `284-7`
//! ends on page 287.

use jiff::civil::Date;

use super::{full_pages, marked_title, notes, with_full_stops, work_type, year};
use crate::knowledge::{Author, Located, Reference};
use crate::page::{PageNumbers, is_in_journal};

/// The one table of tags, in the order they are written; each value is a line.
fn tags(reference: &Reference) -> Vec<(&'static str, Vec<String>)> {
    let one = |value: &Option<Located<String>>| value.iter().map(ToString::to_string).collect::<Vec<_>>();
    let container = if is_in_journal(reference) { "JO" } else { "PB" };
    let pages = reference.pages.as_ref().map(|pages| PageNumbers::parse(pages)).unwrap_or_default();
    let (first, last) = (pages.first().map(PageNumbers::first), pages.first().and_then(PageNumbers::last));
    // The format has room for one range.
    let more_pages = full_pages(reference, "-").filter(|_pages| pages.len() > 1);
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
        ("SP", first.map(str::to_owned).into_iter().collect()),
        ("EP", last.map(str::to_owned).into_iter().collect()),
        ("DO", one(&reference.doi)),
        ("AN", accession),
        ("C2", one(&reference.pmcid)),
        ("UR", one(&reference.url)),
        ("Y2", reference.read.iter().map(|day| ris_date(day)).collect()),
        ("KW", reference.keywords.iter().map(ToString::to_string).collect()),
        ("N1", notes(reference).into_iter().chain(more_pages.map(|pages| format!("Pages {pages}"))).collect()),
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
            let given = with_full_stops(letters);
            let rest = [given.as_str(), suffix].into_iter().filter(|part| !part.is_empty());
            std::iter::once(whole.trim_start()).chain(rest).collect::<Vec<_>>().join(", ")
        }
    }
}

fn ris_date(day: &Date) -> String {
    format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day())
}
