//! House rules: what a base must keep beyond its form.
//!
//! Promises: looks at every entry and reports everything at once. Never changes anything, never reads a file: the same
//! rules guard the embedded base when it is built, and a librarian's when it is read.

mod lexer;
mod lookalike;
mod numbers;
mod provenance;
mod quantity;
mod routes;
mod text;
mod texts;
mod wording;

use crate::knowledge::{Draft, Findings};

/// Reports every breach of a house rule.
pub fn house_rules(draft: &Draft, findings: &mut Findings) {
    // An entry with a fault is not in the draft, and with it some of the names by which drugs are known.
    let whole = findings.errors() == 0;
    let texts = texts::texts(draft);
    wording::check(draft, &texts, whole, findings);
    provenance::check(draft, findings);
    numbers::check(draft, &texts, findings);
    routes::check(draft, findings);
    lookalike::check(draft, findings);
    text::check(draft, &texts, findings);
    // What could not be read may cite what nothing else cites.
    if findings.errors() == 0 {
        provenance::uncited(draft, findings);
    }
}
