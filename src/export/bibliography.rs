//! References in the styles that journals and other programs want: one file and one table of fields for each.
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
mod work;

use serde_json::Value;

use crate::knowledge::Reference;
use crate::page::vancouver;

/// A way to write a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CiteStyle {
    /// Vancouver, numbered.
    Vancouver,
    /// AMA Manual of Style, 11th edition, numbered.
    Ama,
    /// BibTeX, for LaTeX.
    Bibtex,
    /// RIS, for reference managers.
    Ris,
    /// CSL-JSON, for citation processors.
    CslJson,
}

impl CiteStyle {
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
