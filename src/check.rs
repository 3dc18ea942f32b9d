//! House rules: what a base must keep beyond its form.
//!
//! Promises: looks at every entry and reports everything at once. Never changes anything, never reads a file: the same
//! rules check the embedded base when it is built, and any other base when it is read.

mod card;
mod dose;
mod legibility;
mod lookalike;
mod numbers;
mod own_words;
mod provenance;
mod routes;
mod synonyms;
mod wording;

use crate::knowledge::{Draft, Findings};

/// Reports every breach of a house rule.
pub fn house_rules(draft: &Draft, findings: &mut Findings) {
    // An entry with a fault is not in the draft, so that some names of drugs are missing.
    let complete = findings.errors() == 0;
    let texts = own_words::own_texts(draft);
    synonyms::check(draft, &texts, findings);
    wording::check(draft, &texts, complete, findings);
    dose::check(draft, findings);
    card::check(draft, complete, findings);
    provenance::check(draft, findings);
    numbers::check(draft, &texts, findings);
    routes::check(draft, findings);
    lookalike::check(draft, findings);
    legibility::check(draft, &texts, findings);
    // What could not be read may cite what nothing else cites.
    if findings.errors() == 0 {
        provenance::uncited(draft, findings);
    }
}
