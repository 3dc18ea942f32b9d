//! References in the styles that journals and other programs want: one table of fields for each.
//!
//! Promises: writes each reference once, in the order given. In every style a retracted or corrected work is marked as such,
//! and so is a title in brackets, which is not the work's own. A field that is not known is left out. All styles are UTF-8
//! and keep accents.
//!
//! Written here, since no crate had all of these styles and kept the parts of authors' names apart.

mod ama;
mod bibtex;
mod csl;
mod ris;

use jiff::civil::Date;
use serde_json::Value;

use crate::knowledge::{PublicationStatus, Reference, ReferenceKind, initials, vocabulary};
use crate::page::{PageNumbers, bare_title, is_in_journal, publication_status, vancouver};

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
    /// The style in words, for the help.
    pub fn description(self) -> &'static str {
        match self {
            Self::Vancouver => "Vancouver (ICMJE, NLM), numbered",
            Self::Ama => "AMA Manual of Style, 11th edition, numbered",
            Self::Bibtex => "BibTeX, for LaTeX",
            Self::Ris => "RIS, for reference managers",
            Self::CslJson => "CSL-JSON, for citation processors",
        }
    }

    /// Whether people read the style, so that its characters may be replaced by others that the terminal shows. Programs
    /// read the other styles.
    pub fn is_read_by_people(self) -> bool {
        match self {
            Self::Vancouver | Self::Ama => true,
            Self::Bibtex | Self::Ris | Self::CslJson => false,
        }
    }
}

/// A list of references in a style.
pub fn bibliography(references: &[&Reference], style: CiteStyle) -> String {
    match style {
        CiteStyle::Vancouver => numbered(references, vancouver),
        CiteStyle::Ama => numbered(references, ama::line),
        CiteStyle::Bibtex => joined(references, bibtex::entry),
        CiteStyle::Ris => joined(references, ris::record),
        CiteStyle::CslJson => format!("{:#}\n", csl_json(references)),
    }
}

/// A list of references as an array of CSL items.
pub fn csl_json(references: &[&Reference]) -> Value {
    references.iter().map(|reference| csl::item(reference)).collect()
}

fn numbered(references: &[&Reference], line: fn(&Reference) -> String) -> String {
    references.iter().zip(1..).map(|(reference, number)| format!("{number}. {}\n", line(reference))).collect()
}

fn joined(references: &[&Reference], record: fn(&Reference) -> String) -> String {
    references.iter().map(|reference| record(reference)).collect::<Vec<_>>().join("\n")
}

/// What the styles for programs call a kind of work.
struct WorkType {
    /// An entry type that every BibTeX style knows.
    bibtex: &'static str,
    /// A reference type of the RIS format.
    ris: &'static str,
    /// An item type of CSL 1.0.2.
    csl: &'static str,
    /// The BibTeX field for the journal or publisher.
    container: &'static str,
}

const fn work(bibtex: &'static str, ris: &'static str, csl: &'static str, container: &'static str) -> WorkType {
    WorkType { bibtex, ris, csl, container }
}

const IN_A_JOURNAL: WorkType = work("article", "JOUR", "article-journal", "journal");

/// The one table of the names of each kind of work.
fn work_type(reference: &Reference) -> WorkType {
    if is_in_journal(reference) {
        return IN_A_JOURNAL;
    }
    match *reference.kind {
        ReferenceKind::Article => IN_A_JOURNAL,
        ReferenceKind::Label => work("misc", "PAMP", "pamphlet", "howpublished"),
        ReferenceKind::Registry => work("misc", "DATA", "dataset", "howpublished"),
        ReferenceKind::Guideline | ReferenceKind::Report => work("techreport", "RPRT", "report", "institution"),
        ReferenceKind::Regulator | ReferenceKind::Web => work("misc", "ELEC", "webpage", "howpublished"),
        ReferenceKind::News => work("misc", "NEWS", "article-newspaper", "howpublished"),
    }
}

/// The title, with RETRACTED before it if the work was retracted: many citation styles drop a note.
fn marked_title(reference: &Reference) -> String {
    let title = bare_title(reference);
    let retracted = reference.status.as_ref().is_some_and(|(status, _)| **status == PublicationStatus::Retracted);
    if retracted { format!("RETRACTED: {title}") } else { title.to_owned() }
}

/// What the reader of a list must know, and what no style has a field for.
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
    let year_of = |day: &Date| u32::try_from(day.year()).expect("a date in TOML has no negative year");
    reference.year.as_deref().copied().or_else(|| reference.published.as_deref().map(year_of))
}

/// The pages with every range in full; `None` where none is known.
fn full_pages(reference: &Reference, dash: &str) -> Option<String> {
    let pages = PageNumbers::parse(reference.pages.as_ref()?);
    Some(pages.iter().map(|range| range.full(dash)).collect::<Vec<_>>().join(", "))
}

/// Initials with full stops, as programs expect them: `LE` is `L. E.`, `B-L` is `B.-L.`, `YuV` is `Yu. V.`.
fn with_full_stops(letters: &str) -> String {
    let initials: Vec<String> = initials(letters).iter().map(|initial| format!("{initial}.")).collect();
    initials.join(" ").replace(" -", "-")
}
