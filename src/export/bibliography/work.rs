//! What the styles for programs have in common: what sort of work a reference is in each of them, and what is said of it
//! in their notes.

use jiff::civil::Date;

use crate::knowledge::{PublicationStatus, Reference, ReferenceKind};
use crate::page::{is_in_journal, publication_status};

/// The names of a sort of work in the styles for programs.
pub(super) struct Sort {
    /// An entry type that every BibTeX style knows.
    pub(super) bibtex: &'static str,
    /// A reference type of the RIS format.
    pub(super) ris: &'static str,
    /// An item type of CSL 1.0.2.
    pub(super) csl: &'static str,
    /// The BibTeX field of who published it.
    pub(super) publisher: &'static str,
}

const fn sort(bibtex: &'static str, ris: &'static str, csl: &'static str, publisher: &'static str) -> Sort {
    Sort { bibtex, ris, csl, publisher }
}

const IN_A_JOURNAL: Sort = sort("article", "JOUR", "article-journal", "journal");

/// The one table of kinds: what a reference is called where.
pub(super) fn sort_of(reference: &Reference) -> Sort {
    if is_in_journal(reference) {
        return IN_A_JOURNAL;
    }
    match *reference.kind {
        ReferenceKind::Article => IN_A_JOURNAL,
        ReferenceKind::Label => sort("misc", "PAMP", "pamphlet", "howpublished"),
        ReferenceKind::Registry => sort("misc", "DATA", "dataset", "howpublished"),
        ReferenceKind::Guideline | ReferenceKind::Report => sort("techreport", "RPRT", "report", "institution"),
        ReferenceKind::Regulator | ReferenceKind::Web => sort("misc", "ELEC", "webpage", "howpublished"),
        ReferenceKind::News => sort("misc", "NEWS", "article-newspaper", "howpublished"),
    }
}

/// The title, with RETRACTED before it where the work was: a note alone is lost in many a style.
pub(super) fn marked_title(reference: &Reference) -> String {
    let title = crate::page::title(reference);
    let retracted = reference.status.as_ref().is_some_and(|(status, _)| **status == PublicationStatus::Retracted);
    if retracted { format!("RETRACTED: {title}") } else { title.to_owned() }
}

/// What a reader of the list has to know, and what has no field of its own.
pub(super) fn notes(reference: &Reference) -> Vec<String> {
    let number = |name: &str, value: &Option<_>| value.as_ref().map(|value| format!("{name} {value}"));
    let is_described = reference.title.starts_with('[');
    [
        publication_status(reference),
        is_described.then(|| "The title in brackets is a description: the work's own was not seen".to_owned()),
        reference.more_authors.then(|| "Not all authors are named".to_owned()),
        number("Trial registry number", &reference.nct.as_deref()),
        number("Set id", &reference.set_id.as_deref()),
        number("Application", &reference.application.as_deref()),
        reference.note.as_deref().map(|note| note.trim_end_matches('.').to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The notes as sentences; `None` where there are none.
pub(super) fn note(reference: &Reference) -> Option<String> {
    let notes = notes(reference);
    (!notes.is_empty()).then(|| format!("{}.", notes.join(". ")))
}

/// The year of publication.
pub(super) fn year(reference: &Reference) -> Option<u32> {
    let of_day = |day: &Date| u32::try_from(day.year()).ok();
    reference.year.as_deref().copied().or_else(|| reference.published.as_deref().and_then(of_day))
}

/// Initials as programs take them apart: `LE` is `L. E.`, `B-L` is `B.-L.`.
pub(super) fn initials(letters: &str) -> String {
    let mut out = String::new();
    for c in letters.chars() {
        if c == '-' {
            out.push('-');
        } else {
            out.push_str(if out.is_empty() || out.ends_with('-') { "" } else { " " });
            out.push(c);
            out.push('.');
        }
    }
    out
}
