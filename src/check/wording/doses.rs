//! Whether a dose is complete: how much, in what unit, and how often. Route, population, label and source are of its form.

use super::super::quantity::quantities;
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located};

/// Words one of which says how often.
const FREQUENCIES: [&str; 14] = [
    "daily", "once", "twice", "times", "every", "day", "days", "week", "weekly", "month", "monthly", "hour", "hours",
    "nightly",
];

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    for dose in draft.drugs.iter().flat_map(|drug| &drug.doses) {
        if quantities(&dose.amount).is_empty() {
            let help = "write a number, a space and a unit, such as \"50 mg\", or a share, such as \"ointment 2%\"";
            findings.push(incomplete(&dose.amount, "gives no amount with a unit").help(help));
        }
        let says_how_often =
            dose.frequency.split(|c: char| !c.is_alphanumeric()).any(|word| FREQUENCIES.contains(&word));
        if !says_how_often {
            findings.push(
                incomplete(&dose.frequency, "does not say how often")
                    .help("write it in words: \"once daily\", \"every other day\""),
            );
        }
    }
}

fn incomplete(text: &Located<String>, what: &str) -> Diagnostic {
    Diagnostic::new(Code::S021, text.place(), format!("{:?} {what}", **text))
}
