//! House rules: what a base must keep beyond its form.
//!
//! Promises: looks at every entry and reports everything at once. Never changes anything, never reads a file: the same
//! rules guard the embedded base when it is built, and a librarian's when it is read.

mod lexer;
mod lookalike;
mod numbers;
mod provenance;
mod quantity;
mod shapes;
mod text;
mod texts;
mod wording;

use self::texts::bytes;
use crate::knowledge::{Draft, Findings, in_order};

/// Reports every breach of a house rule.
pub fn house_rules(draft: &Draft, findings: &mut Findings) {
    // An entry with a fault is not in the draft, and with it some of the names by which drugs are known.
    let whole = findings.errors() == 0;
    let texts = texts::texts(draft);
    let rules: [&(dyn Fn(&mut Findings) + Sync); 6] = [
        &|findings| provenance::check(draft, findings),
        &|findings| numbers::check(draft, &texts, findings),
        &|findings| lookalike::check(draft, findings),
        &|findings| text::check(draft, &texts, findings),
        &|findings| wording::check(draft, &texts, whole, findings),
        &|findings| provenance::uncited(draft, findings),
    ];
    let bytes = bytes(&texts);
    let empty = findings.empty();
    let found = |number: usize, rule: &&(dyn Fn(&mut Findings) + Sync)| {
        let mut found = empty.clone();
        rule(&mut found);
        (number + 1 == rules.len(), found)
    };
    in_order(
        &rules,
        // All of them together are a little faster than reading, and each goes over all texts.
        |_rule| bytes / 4,
        found,
        |(is_last, found)| {
            // Of a base with an error nothing is said of works that nobody cites: what could not be read may cite them.
            if !is_last || findings.errors() == 0 {
                findings.append(found);
            }
        },
    );
}
