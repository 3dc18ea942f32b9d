//! House rules: what a base must keep beyond its form.
//!
//! Promises: looks at every entry and reports everything at once. Never changes anything, never reads a file: the same
//! rules guard the embedded base when it is built, and a librarian's when it is read.

mod numbers;
mod provenance;

use crate::knowledge::{Diagnostic, Draft};

/// Every breach of a house rule.
pub fn house_rules(draft: &Draft) -> Vec<Diagnostic> {
    let mut faults = provenance::check(draft);
    faults.extend(numbers::check(draft));
    faults
}
