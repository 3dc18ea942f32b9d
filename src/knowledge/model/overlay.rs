//! A clinic's own notes, laid over a base.
//!
//! Promises: a note has an author and a day. It need not rest on a work of the base, and never stands for one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Provenance;
use crate::knowledge::place::Located;

/// The file of notes that was laid over a base.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Overlay {
    /// What it is called.
    pub title: Located<String>,
    /// Who answers for it.
    pub author: Located<String>,
    /// The day it was written.
    pub date: Located<Date>,
    /// SHA-256 of the file as it lies on the disk, as hexadecimal.
    pub digest: String,
}

/// Whose a local claim is, and what it rests on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Note {
    /// Who answers for it: the author of its overlay.
    pub author: String,
    /// The day of its overlay.
    pub date: Date,
    /// Where it comes from, in the clinic's own words.
    pub source: Option<Located<String>>,
    /// Works of the base that it cites.
    pub provenance: Option<Provenance>,
}

impl Note {
    /// What stands before the note wherever it is shown.
    pub fn mark(&self) -> String {
        format!("LOCAL ({}, {})", self.author, self.date)
    }
}
