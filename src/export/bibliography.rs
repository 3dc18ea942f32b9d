//! References in the styles that journals and other programs want: one table of fields for each.
//!
//! Promises: every reference that is given is written, once, in the order given. A retracted or corrected work says so in
//! every style, a title that is not the work's own is known as such, and what is not known is left out. Accents stay as
//! they are: all styles are UTF-8.
//!
//! Our own writers, since no crate had all of these styles with the authors intact.

mod ama;
mod bibtex;
mod csl;
mod ris;

use jiff::civil::Date;
use serde_json::Value;

use crate::knowledge::{PublicationStatus, Reference, ReferenceKind, vocabulary};
use crate::page::{bare_title, is_in_journal, publication_status, vancouver};

vocabulary! {
    /// A style of reference list.
    pub enum CiteStyle {
        /// Vancouver, numbered.
        Vancouver = "vancouver",
        /// AMA Manual of Style, 11th edition, numbered.
        Ama = "ama",
        /// BibTeX, for LaTeX.
        Bibtex = "bibtex",
        /// RIS, for reference managers.
        Ris = "ris",
        /// CSL-JSON, for citation processors.
        CslJson = "csl-json",
    }
}

impl CiteStyle {
    /// What it is, for the help.
    pub fn description(self) -> &'static str {
        match self {
            Self::Vancouver => "Vancouver (ICMJE, NLM), numbered",
            Self::Ama => "AMA Manual of Style, 11th edition, numbered",
            Self::Bibtex => "BibTeX, for LaTeX",
            Self::Ris => "RIS, for reference managers",
            Self::CslJson => "CSL-JSON, for citation processors",
        }
    }

    /// Whether people read it, so that it may be shown in other characters than it was written in. The others are read by
    /// programs.
    pub fn is_read_by_people(self) -> bool {
        match self {
            Self::Vancouver | Self::Ama => true,
            Self::Bibtex | Self::Ris | Self::CslJson => false,
        }
    }
}

/// Some references in a style.
pub fn bibliography(references: &[&Reference], style: CiteStyle) -> String {
    match style {
        CiteStyle::Vancouver => numbered(references, vancouver),
        CiteStyle::Ama => numbered(references, ama::line),
        CiteStyle::Bibtex => joined(references, bibtex::entry),
        CiteStyle::Ris => joined(references, ris::record),
        CiteStyle::CslJson => format!("{:#}\n", csl_json(references)),
    }
}

/// Some references as an array of CSL items.
pub fn csl_json(references: &[&Reference]) -> Value {
    references.iter().map(|reference| csl::item(reference)).collect()
}

fn numbered(references: &[&Reference], line: fn(&Reference) -> String) -> String {
    references.iter().zip(1..).map(|(reference, number)| format!("{number}. {}\n", line(reference))).collect()
}

fn joined(references: &[&Reference], record: fn(&Reference) -> String) -> String {
    references.iter().map(|reference| record(reference)).collect::<Vec<_>>().join("\n")
}

/// The names of a sort of work in the styles for programs.
struct Sort {
    /// An entry type that every BibTeX style knows.
    bibtex: &'static str,
    /// A reference type of the RIS format.
    ris: &'static str,
    /// An item type of CSL 1.0.2.
    csl: &'static str,
    /// The BibTeX field of who published it.
    publisher: &'static str,
}

const fn sort(bibtex: &'static str, ris: &'static str, csl: &'static str, publisher: &'static str) -> Sort {
    Sort { bibtex, ris, csl, publisher }
}

const IN_A_JOURNAL: Sort = sort("article", "JOUR", "article-journal", "journal");

/// The one table of kinds: what a reference is called where.
fn sort_of(reference: &Reference) -> Sort {
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
fn marked_title(reference: &Reference) -> String {
    let title = bare_title(reference);
    let retracted = reference.status.as_ref().is_some_and(|(status, _)| **status == PublicationStatus::Retracted);
    if retracted { format!("RETRACTED: {title}") } else { title.to_owned() }
}

/// What a reader of the list has to know, and what has no field of its own.
fn notes(reference: &Reference) -> Vec<String> {
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
fn note(reference: &Reference) -> Option<String> {
    let notes = notes(reference);
    (!notes.is_empty()).then(|| format!("{}.", notes.join(". ")))
}

/// The year of publication.
fn year(reference: &Reference) -> Option<u32> {
    let of_day = |day: &Date| u32::try_from(day.year()).ok();
    reference.year.as_deref().copied().or_else(|| reference.published.as_deref().and_then(of_day))
}

/// Initials as programs take them apart: `LE` is `L. E.`, `B-L` is `B.-L.`.
fn initials(letters: &str) -> String {
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
