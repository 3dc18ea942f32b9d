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
mod shapes;
mod text;
mod texts;
mod wording;

use self::texts::bytes;
use crate::knowledge::{Draft, Findings, in_order_beside};

/// Reports every breach of a house rule, and does something else beside that.
pub fn house_rules(draft: &Draft, findings: &mut Findings, beside: &(dyn Fn() + Sync)) {
    // An entry with a fault is not in the draft, and with it some of the names by which drugs are known.
    let whole = findings.errors() == 0;
    let texts = texts::texts(draft);
    let rules: [Rule<'_>; 7] = [
        // First, since it takes as long as all the others.
        (false, &|findings| wording::check(draft, &texts, whole, findings)),
        (false, &|findings| provenance::check(draft, findings)),
        (false, &|findings| numbers::check(draft, &texts, findings)),
        (false, &|findings| routes::check(draft, findings)),
        (false, &|findings| lookalike::check(draft, findings)),
        (false, &|findings| text::check(draft, &texts, findings)),
        // What could not be read may cite what nobody else cites. Last, so that all errors of the others are known.
        (true, &|findings| provenance::uncited(draft, findings)),
    ];
    let bytes = bytes(&texts);
    let empty = findings.empty();
    let found = |_number: usize, (is_of_sound, rule): &Rule<'_>| {
        let mut found = empty.clone();
        rule(&mut found);
        (*is_of_sound, found)
    };
    in_order_beside(
        &rules,
        // On average a rule goes over the texts in a quarter of the time that it takes to read them.
        |_rule| bytes / 4,
        found,
        |(is_of_sound, found)| {
            if !is_of_sound || findings.errors() == 0 {
                findings.append(found);
            }
        },
        beside,
    );
}

/// Whether a rule speaks only of a base without an error, and what it reports.
type Rule<'r> = (bool, &'r (dyn Fn(&mut Findings) + Sync));
